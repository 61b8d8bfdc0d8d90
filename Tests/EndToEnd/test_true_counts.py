"""The counts that real Airflows sent add up to the truth, in whatever order, and however often, they come."""
import concurrent.futures
import http.client
import json
import random
import re

import pytest
from corpus import ARCHIVES, recorded_requests
from windsock import Windsock

ORDERS = {
    "in order": lambda requests: requests,
    "in reverse": lambda requests: requests[::-1],
    "in random order": lambda requests: random.sample(requests, len(requests)),
    "each twice": lambda requests: [request for request in requests for _ in range(2)],
    "each twice in random order": lambda requests: random.sample(requests * 2, len(requests) * 2),
}

# Some of the sums that are known were rounded.
MILLI = 0.0006


@pytest.fixture(scope="module", params=ARCHIVES, ids=lambda archive: archive.name.removesuffix(".tar.gz"))
def corpus(request):
    """The requests of an archive, and what its counts are."""
    archive = request.param
    truth = json.loads(archive.with_name(archive.name.replace(".tar.gz", ".truth.json")).read_text())
    return list(recorded_requests(archive)), truth


@pytest.mark.parametrize("order", ORDERS)
def test_counts_are_true_in_every_order(corpus, order):
    requests, truth = corpus
    with Windsock() as windsock:
        push_all(windsock, ORDERS[order](requests))
        assert differences(windsock.page(), truth) == []


def test_counts_are_true_over_eight_connections_at_once(corpus):
    requests, truth = corpus
    with Windsock() as windsock, concurrent.futures.ThreadPoolExecutor(8) as senders:
        list(senders.map(lambda part: push_all(windsock, part), [requests[part::8] for part in range(8)]))
        assert differences(windsock.page(), truth) == []


def test_last_write_wins_is_wrong(corpus):
    requests, truth = corpus
    with Windsock(settings=["exporters.prometheus.writers=last"]) as windsock:
        push_all(windsock, requests)
        assert differences(windsock.page(), truth)


def push_all(windsock, requests):
    """Pushes requests one after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", windsock.otlp_port)
    for request in requests:
        headers = {"Content-Type": request.content_type} | {k.replace("_", "-"): v for k, v in request.headers.items()}
        connection.request("POST", "/v1/metrics", request.body, headers)
        response = connection.getresponse()
        assert response.status == 200, response.read()
        response.read()
    connection.close()


def differences(page, truth):
    """The counts that aren't those on the page."""
    values = {(sample.name, frozenset(sample.labels.items())): sample.value for sample in page.samples}
    wrong = []
    for count in truth["streams"]:
        job = page.samples[0].labels["job"]
        scope = {"otel_scope_name": count["scope"], "otel_scope_version": "", "otel_scope_schema_url": ""}
        labels = labels_of(count["attributes"]) | scope | {"job": job}
        name = name_on_page(page, count["metric"])
        expected = {name: count["value"]}
        if "sum" in count:
            expected = {f"{name}_count": count["value"], f"{name}_sum": pytest.approx(count["sum"], abs=MILLI)}
        found = {name: values.get((name, frozenset(labels.items()))) for name in expected}
        if found != expected:
            wrong.append((labels, expected, found))
    for count in truth["database"]:
        series = page.series(name_on_page(page, count["metric"]), **labels_of(count["attributes"]))
        if sum(sample.value for sample in series) != count["value"]:
            wrong.append((count, series))
    return wrong


def labels_of(attributes):
    """The labels that show a point's attributes, whose keys are names of labels in Airflow."""
    return {key: str(value) for key, value in attributes.items()}


def name_on_page(page, metric):
    """What a metric is called on the page: what its type and unit ask for stands behind its name."""
    name = "_".join(word for word in re.split("[^A-Za-z0-9]", metric) if word)
    return next((n for n in (f"{name}_total", f"{name}_milliseconds", name) if n in page.types), name)
