"""What the receiver answers, and that a request which it doesn't take changes nothing."""
import gzip
import json

import otlp
import pytest
from corpus import ARCHIVES, recorded_requests
from otlp_json import as_json
from windsock import request

BODY = otlp.counter("jobs", 3).SerializeToString()


def test_protobuf_is_answered_in_protobuf(windsock):
    response = windsock.push(BODY)
    assert (response.status, response.headers["Content-Type"]) == (200, "application/x-protobuf")
    assert response.body in (b"", b"\x0a\x00")


def test_an_empty_request_is_taken(windsock):
    assert windsock.push(b"").status == 200


def test_protobuf_that_is_labelled_json_is_taken_and_answered_in_json(windsock):
    response = windsock.push(BODY, "application/json")
    assert (response.status, response.headers["Content-Type"]) == (200, "application/json")
    assert response.body == b'{"partialSuccess":{}}'
    assert windsock.page().value("jobs_total") == 3


def test_json_is_taken_and_answered_in_json(windsock):
    body = as_json(otlp.counter("jobs", 3))
    response = windsock.push(body, "application/json; charset=utf-8")
    assert (response.status, response.headers["Content-Type"]) == (200, "application/json")
    assert response.body == b'{"partialSuccess":{}}'
    assert windsock.page().value("jobs_total") == 3


@pytest.mark.parametrize("body", [b"[1,2]", b'{"resourceMetrics":"x"}', b'{"resourceMetrics":[', b"jobs"])
def test_malformed_json_is_told_in_json(windsock, body):
    response = windsock.push(body, "application/json")
    assert (response.status, response.headers["Content-Type"]) == (400, "application/json")
    status = json.loads(response.body)
    assert status["code"] == 3
    assert status["message"].startswith("json: ")
    assert windsock.page().text == ""


def test_an_empty_body_is_no_json(windsock):
    assert windsock.push(b"", "application/json").status == 400


MALFORMED = {
    "truncated": BODY[:-1],
    "no message": b"\xff\xff\xff\xff",
    "a length beyond the end": b"\x0a\x7f",
    "a field of the wrong type": b"\x08\x01",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_body_changes_nothing(windsock, body):
    windsock.push(BODY)
    before = windsock.page().text
    response = windsock.push(body)
    assert (response.status, response.headers["Content-Type"]) == (400, "application/x-protobuf")
    assert windsock.page().text == before


def test_no_prefix_of_a_request_is_taken_in_part(windsock):
    """A prefix is either refused, or ends where a whole message does."""
    body = max((recorded.body for recorded in recorded_requests(ARCHIVES[0])), key=len)
    for length in range(1, len(body), 61):
        before = windsock.page().text
        status = windsock.push(body[:length]).status
        assert status in (200, 400)
        assert status == 200 or windsock.page().text == before


MISCODED = {
    "not gzip": (b"plain", "gzip"),
    "truncated": (gzip.compress(BODY)[:-4], "gzip"),
    "a wrong checksum": (gzip.compress(BODY)[:-8] + bytes(8), "gzip"),
    "unknown": (BODY, "br"),
}


@pytest.mark.parametrize("body, coding", MISCODED.values(), ids=MISCODED)
def test_a_body_that_cannot_be_inflated_changes_nothing(windsock, body, coding):
    assert windsock.push(body, Content_Encoding=coding).status == 400
    assert windsock.page().text == ""


def test_a_body_may_be_compressed(windsock):
    assert windsock.push(gzip.compress(BODY), Content_Encoding="gzip").status == 200
    assert windsock.page().value("jobs_total") == 3


@pytest.mark.parametrize("path", ["/", "/v1/metrics/", "/v1/traces", "/v1/logs", "/metrics"])
def test_other_paths_are_not_found(windsock, path):
    response = request(windsock.otlp_port, "POST", path, BODY, {"Content-Type": "application/x-protobuf"})
    assert (response.status, response.body) == (404, b"404 page not found\n")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_not_allowed(windsock, method):
    response = request(windsock.otlp_port, method, "/v1/metrics")
    assert (response.status, response.body) == (405, b"405 method not allowed, supported: [POST]")


@pytest.mark.parametrize("content_type", ["text/plain", "application/octet-stream", "application/grpc"])
def test_other_types_are_not_supported(windsock, content_type):
    assert windsock.push(BODY, content_type).status == 415


def test_a_body_beyond_the_limit_is_refused(windsock):
    assert windsock.push(bytes(21 << 20)).status == 413
    assert windsock.push(gzip.compress(bytes(21 << 20)), Content_Encoding="gzip").status == 413
    assert windsock.push(BODY).status == 200
