"""What processors make of the request that data came with: header fields, the address, who was let in."""
import base64
import contextlib
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from debug_cases import printed
from otlp import counter
from windsock import Windsock, command, wait_until

# A receiver, one processor, and what the pipeline ends in.
CONFIG = """
receivers: {{otlp: {{protocols: {{http: {{endpoint: "localhost:0", {receiver}}}}}}}}}
extensions:
  basicauth: {{htpasswd: {{inline: "alice:secret"}}}}
processors:
  {processor}
exporters:
  prometheus: {{endpoint: "localhost:0"}}
  debug: {{verbosity: detailed}}
service:
  extensions: [basicauth]
  pipelines:
    metrics: {{receivers: [otlp], processors: [tested], exporters: [prometheus, debug]}}
"""
TENANT = 'attributes/tested: {actions: [{key: tenant, from_context: metadata.x-tenant, action: upsert}]}'


@pytest.fixture
def configured(tmp_path):
    """Makes a windsock with one processor, whose name is `tested` behind its type."""

    def make(processor, receiver="include_metadata: true"):
        path = tmp_path / "config.yaml"
        name = processor.partition(":")[0]
        path.write_text(CONFIG.format(processor=processor, receiver=receiver).replace("[tested]", f"[{name}]"))
        return Windsock("--config", path)

    return make


def labels(windsock, key):
    """The values of a label on the page, a series each."""
    return sorted(sample.labels.get(key, "") for sample in windsock.page().samples if sample.name == "runs_total")


def test_a_header_becomes_a_label(configured):
    with configured(TENANT) as windsock:
        for tenant in ["red", "blue", "red"]:
            assert windsock.push(counter("runs", 1), X_Tenant=tenant).status == 200
        assert windsock.push(counter("runs", 1)).status == 200
        assert labels(windsock, "tenant") == ["", "blue", "red"]


def test_headers_are_known_by_requests_in_json_too(configured):
    with configured(TENANT) as windsock:
        body = b'{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"runs","sum":{"isMonotonic":true,' \
            b'"aggregationTemporality":2,"dataPoints":[{"asInt":"1","timeUnixNano":"1760000060000000000"}]}}]}]}]}'
        assert windsock.push(body, content_type="application/json", X_Tenant="red").status == 200
        assert labels(windsock, "tenant") == ["red"]


def test_without_metadata_only_the_address_is_known(configured):
    processor = """transform/tested:
    metric_statements:
      - set(datapoint.attributes["tenant"], otelcol.client.metadata["x-tenant"][0])
      - set(datapoint.attributes["peer"], otelcol.client.addr)"""
    with configured(processor, receiver="include_metadata: false") as windsock:
        assert windsock.push(counter("runs", 1), X_Tenant="red").status == 200
        assert (labels(windsock, "tenant"), labels(windsock, "peer")) == ([""], ["127.0.0.1"])


def test_the_name_of_who_was_let_in_becomes_a_label(configured):
    processor = "attributes/tested: {actions: [{key: sender, from_context: auth.username, action: upsert}]}"
    credentials = base64.b64encode(b"alice:secret").decode()
    with configured(processor, receiver="auth: {authenticator: basicauth}") as windsock:
        assert windsock.push(counter("runs", 1)).status == 401
        assert windsock.push(counter("runs", 1), Authorization=f"Basic {credentials}").status == 200
        assert labels(windsock, "sender") == ["alice"]


def test_a_condition_drops_what_a_sender_sends(configured):
    processor = """filter/tested: {metrics: {datapoint: ['otelcol.client.metadata["x-tenant"][0] == "red"']}}"""
    with configured(processor) as windsock:
        for value, tenant in [(1, "red"), (2, "blue")]:
            assert windsock.push(counter("runs", value), X_Tenant=tenant).status == 200
        assert [sample.value for sample in windsock.page().samples if sample.name == "runs_total"] == [2]


# batch


def dumps(windsock):
    """For each dump in the log the values of its points."""
    return [
        [int(value) for value in re.findall(r"^Value: (\d+)$", dump, re.MULTILINE)]
        for dump in "\n".join(printed(windsock.log)).split("== Metrics ")[1:]
    ]


def test_batches_are_kept_apart_by_a_header(configured):
    with configured("batch/tested: {timeout: 1h, send_batch_size: 2, metadata_keys: [X-Tenant]}") as windsock:
        for value, tenant in enumerate(["red", "blue", "red", "green"]):
            assert windsock.push(counter("runs", value), x_tenant=tenant).status == 200
        assert windsock.push(counter("runs", 4)).status == 200
        assert windsock.push(counter("runs", 5), x_tenant="").status == 200
        wait_until(lambda: dumps(windsock) == [[0, 2]], "the batch of red")
        # The page has all of it.
        assert [sample.value for sample in windsock.page().samples if sample.name == "runs_total"] == [5]
    assert sorted(dumps(windsock)) == [[0, 2], [1], [3], [4], [5]]


def test_too_many_combinations_are_refused_for_good(configured):
    processor = "batch/tested: {timeout: 1h, metadata_keys: [x-tenant], metadata_cardinality_limit: 2}"
    with configured(processor) as windsock:
        statuses = [windsock.push(counter("runs", 1), x_tenant=tenant).status for tenant in "abab"]
        assert statuses == [200] * 4
        refused = windsock.push(counter("runs", 1), x_tenant="c")
        assert refused.status == 500
        assert b"Permanent error: too many batcher metadata-value combinations" in refused.body
    assert dumps(windsock) == [[1, 1], [1, 1]]


# Hostile senders


def test_bad_bytes_are_repaired(configured):
    with configured(TENANT) as windsock:
        for tenant in [b"\xff", b"caf\xe9", "caf\u00e9".encode(), b"a\tb", b"\xed\xa0\x80"]:
            assert windsock.push(counter("runs", 1), X_Tenant=tenant).status == 200
        assert labels(windsock, "tenant") == ["a\tb", "caf\u00e9", "caf\ufffd", "\ufffd", "\ufffd\ufffd\ufffd"]


def test_values_are_bounded_by_the_limits_of_heads(configured):
    with configured(TENANT) as windsock:
        assert windsock.push(counter("runs", 1), X_Tenant="a" * 15_000).status == 200
        # The connection may be closed before the body has been sent.
        with contextlib.suppress(OSError):
            assert windsock.push(counter("runs", 1), X_Tenant="b" * 17_000).status == 431
        assert [len(value) for value in labels(windsock, "tenant")] == [15_000]


def test_a_value_that_is_too_long_to_name_a_series_is_refused(configured):
    with configured(TENANT, "include_metadata: true, limits: {header_bytes: 200000}") as windsock:
        assert windsock.push(counter("runs", 1), X_Tenant="a" * 100_000).status == 500
        assert windsock.push(counter("runs", 1), X_Tenant="red").status == 200
        assert labels(windsock, "tenant") == ["red"]


def test_senders_at_once_are_told_apart(configured):
    with configured(TENANT) as windsock:
        def push(number):
            sender = f"s{number % 8}"
            return windsock.push(counter("runs", number, attributes={"sender": sender}), X_Tenant=sender)

        with ThreadPoolExecutor(8) as threads:
            assert {answer.status for answer in threads.map(push, range(200))} == {200}
        runs = [sample.labels for sample in windsock.page().samples if sample.name == "runs_total"]
        assert len(runs) == 8
        assert all(each["tenant"] == each["sender"] for each in runs)


def test_explains_why_it_is_done_with_each_request(configured, tmp_path):
    configured(TENANT)
    explained = command("validate", "--explain", "--config", tmp_path / "config.yaml")
    assert (explained.returncode, explained.stderr) == (0, "")
    assert "attributes/tested: with each request" in explained.stdout
    assert "from_context looks at the request" in explained.stdout
