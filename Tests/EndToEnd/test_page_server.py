"""The server that Prometheus scrapes."""
import gzip
import socket
import subprocess

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


def curl(windsock, *arguments):
    """What curl prints of the page; it undoes the codings that it knows."""
    url = f"http://127.0.0.1:{windsock.page_port}/metrics"
    command = ["curl", "--silent", "--fail", "--max-time", "10", *arguments, url]
    return subprocess.run(command, capture_output=True, check=True).stdout


def large_message():
    """A counter with 20,001 series."""
    message = otlp.counter("jobs", 1)
    points = message.resource_metrics[0].scope_metrics[0].metrics[0].sum.data_points
    for number in range(20_000):
        point = points.add(as_int=number, start_time_unix_nano=otlp.START, time_unix_nano=otlp.START + otlp.SECOND)
        point.attributes.add(key="task_id").value.string_value = f"task_{number}"
    return message


def test_a_large_page_arrives_whole(windsock):
    windsock.push(large_message())
    page = windsock.page()
    assert len(page.series("jobs_total")) == 20_001
    assert page.value("jobs_total", task_id="task_19999") == 19_999


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_large_page_arrives_whole_when_compressed(windsock, coding):
    windsock.push(large_message())
    plain, compressed = windsock.scrape(), windsock.scrape(Accept_Encoding=coding)
    assert compressed.headers["Content-Encoding"] == coding
    assert len(compressed.body) < len(plain.body) / 10
    assert curl(windsock, "--compressed", "--header", f"Accept-Encoding: {coding}") == plain.body


def test_the_head_of_the_page_is_that_of_the_page(windsock):
    windsock.push(otlp.counter("jobs", 3))
    page = windsock.scrape()
    with socket.create_connection(("127.0.0.1", windsock.page_port)) as client:
        client.sendall(b"HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        head, body = b"".join(iter(lambda: client.recv(4096), b"")).split(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert f"Content-Type: {page.headers['Content-Type']}".encode() in head
    assert body == b""


@pytest.mark.parametrize("query", ["name[]=jobs_total", "name%5B%5D=jobs%5Ftotal&name[]=nothing"])
def test_a_part_of_the_page_is_served_by_names(windsock, query):
    windsock.push(otlp.counter("jobs", 3))
    windsock.push(otlp.counter("other", 4))
    body = request(windsock.page_port, "GET", f"/metrics?{query}").body.decode()
    samples = [line for line in body.splitlines() if not line.startswith("#")]
    assert len(samples) == 1 and samples[0].startswith("jobs_total{")
    assert request(windsock.page_port, "GET", "/metrics?name[]=nothing").body == b""


def test_a_landing_page_leads_to_the_metrics(windsock):
    landing = request(windsock.page_port, "GET", "/")
    assert (landing.status, landing.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b'<a href="metrics">' in landing.body
    head = request(windsock.page_port, "HEAD", "/")
    assert (head.status, head.headers["Content-Length"]) == (200, str(len(landing.body)))


@pytest.mark.parametrize("path", ["/metrics/", "/v1/metrics"])
def test_other_paths_are_not_found(windsock, path):
    assert request(windsock.page_port, "GET", path).status == 404


def test_a_series_leaves_the_page_when_it_expires():
    with Windsock(settings=["exporters.prometheus.metric_expiration=1ns"]) as windsock:
        windsock.push(otlp.counter("jobs", 3))
        assert windsock.page().text == ""
