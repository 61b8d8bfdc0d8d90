"""The server that Prometheus scrapes."""
import gzip

import otlp
import pytest
from windsock import Windsock, request


def test_the_page_before_any_metric_is_empty(windsock):
    response = windsock.scrape()
    assert (response.status, response.body) == (200, b"")


def test_the_page_says_which_format_it_has(windsock):
    content_type = windsock.scrape().headers["Content-Type"]
    assert content_type.startswith("text/plain; version=0.0.4; charset=utf-8")


def test_the_page_is_compressed_for_who_accepts_it(windsock):
    windsock.push(otlp.counter("jobs", 3))
    plain, compressed = windsock.scrape(), windsock.scrape(Accept_Encoding="gzip")
    assert plain.headers["Content-Encoding"] is None
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.body) == plain.body


def test_a_large_page_arrives_whole(windsock):
    message = otlp.counter("jobs", 1)
    points = message.resource_metrics[0].scope_metrics[0].metrics[0].sum.data_points
    for number in range(20_000):
        point = points.add(as_int=number, start_time_unix_nano=otlp.START, time_unix_nano=otlp.START + otlp.SECOND)
        point.attributes.add(key="task_id").value.string_value = f"task_{number}"
    windsock.push(message)

    page = windsock.page()
    assert len(page.series("jobs_total")) == 20_001
    assert page.value("jobs_total", task_id="task_19999") == 19_999
    assert gzip.decompress(windsock.scrape(Accept_Encoding="gzip").body).decode() == page.text


@pytest.mark.parametrize("path", ["/", "/metrics/", "/v1/metrics"])
def test_other_paths_are_not_found(windsock, path):
    assert request(windsock.page_port, "GET", path).status == 404


def test_a_series_leaves_the_page_when_it_expires():
    with Windsock(settings=["exporters.prometheus.metric_expiration=1ns"]) as windsock:
        windsock.push(otlp.counter("jobs", 3))
        assert windsock.page().text == ""
