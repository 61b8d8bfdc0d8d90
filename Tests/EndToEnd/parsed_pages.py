"""Pages in every way of writing them, read by parsers that aren't ours."""
import collections
import functools
import subprocess

import prometheus_messages
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families
from prometheus_client.parser import text_string_to_metric_families as text_families
from windsock import Windsock, free_port, request

OPENMETRICS = "application/openmetrics-text;version=1.0.0"
TEXT = "text/plain;version=1.0.0"
PROTOBUF = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"

# What makes a page show all that it can.
FULL = "send_timestamps: true, resource_to_telemetry_conversion: {enabled: true}, writers: separate"

# Pages of different settings, and the ways to escape their names: where names aren't kept there is nothing to escape.
PAGES = {
    "default": ("UnderscoreEscapingWithSuffixes", "", ["underscores"]),
    "full": ("UnderscoreEscapingWithSuffixes", FULL, ["underscores"]),
    "without-suffixes": ("UnderscoreEscapingWithoutSuffixes", "", ["underscores"]),
    "kept": ("NoUTF8EscapingWithSuffixes", "", ["underscores", "dots"]),
    "kept-full": ("NoTranslation", FULL, ["allow-utf-8", "values"]),
}


class ParsedPages(Windsock):
    """A windsock with pages of different settings."""

    def __init__(self):
        self.ports = {page: free_port() for page in PAGES}
        names = ", ".join(f"prometheus/{page}" for page in PAGES)
        settings = [
            "service.pipelines.metrics.processors=[]",
            f"service.pipelines.metrics.exporters=[prometheus, {names}]",
        ]
        for page, (strategy, others, _) in PAGES.items():
            settings += [
                f"exporters.prometheus/{page}={{{others}}}",
                f"exporters.prometheus/{page}.endpoint=127.0.0.1:{self.ports[page]}",
                f"exporters.prometheus/{page}.translation_strategy={strategy}",
                f"exporters.prometheus/{page}.enable_open_metrics=true",
            ]
        super().__init__(settings=settings)

    def check(self, pages=tuple(PAGES)):
        """Has pages read in every format."""
        for page in pages:
            _, _, escapings = PAGES[page]
            for accept in (f"{media_type};escaping={escaping}" for media_type in CHECKS for escaping in escapings):
                response = request(self.ports[page], "GET", "/metrics", headers={"Accept": accept})
                assert response.headers["Content-Type"].replace(" ", "").startswith(accept.split(";")[0])
                try:
                    check(response.body, accept)
                except Exception as error:
                    error.add_note(f"{page}, {accept}:\n{response.body.decode(errors='replace')}")
                    raise


# Many pages are alike.
@functools.cache
def check(body, accept):
    """Reads a page in the format that was asked for."""
    media_type, _, escaping = accept.rpartition(";escaping=")
    CHECKS[media_type](body, escaping)


def check_text(body, escaping):
    """Reads a page in the text format with Python's parser, and with promtool if that knows its names."""
    if escaping != "allow-utf-8":
        promtool = subprocess.run(["promtool", "check", "metrics"], input=body, capture_output=True)
        # 3 means that it would like the names better if they were others.
        assert promtool.returncode in (0, 3), promtool.stderr.decode()
    families = list(text_families(body.decode()))
    assert all(family.type != "untyped" for family in families), "a line without TYPE"
    lines = sample_lines(body)
    assert len([sample for family in families for sample in family.samples]) == len(lines), "a line was passed over"
    # The parser gives counters another name, under which they may meet.
    check_all_differ(line[: line.rfind(b"}") + 1] or line.partition(b" ")[0] for line in lines)


def check_openmetrics(body, _):
    """Reads a page in OpenMetrics."""
    families = list(openmetrics_families(body.decode()))
    samples = [sample for family in families for sample in family.samples]
    assert len(samples) == len(sample_lines(body)), "a line was passed over"
    check_all_differ((sample.name, *sorted(sample.labels.items())) for sample in samples)


def sample_lines(body):
    return [line for line in body.split(b"\n") if line and not line.startswith(b"#")]


def check_messages(body, _):
    """Reads a page in the protobuf format."""
    families = prometheus_messages.messages(body)
    check_all_differ(family["name"] for family in families)
    for family in families:
        labels = [[(pair["name"], pair.get("value")) for pair in m.get("label", [])] for m in family["metric"]]
        for pairs in labels:
            check_all_differ(name for name, _ in pairs)
        check_all_differ(map(tuple, map(sorted, labels)))


def check_all_differ(things):
    counts = collections.Counter(things)
    assert not counts or max(counts.values()) == 1, counts.most_common(1)


CHECKS = {TEXT: check_text, OPENMETRICS: check_openmetrics, PROTOBUF: check_messages}

