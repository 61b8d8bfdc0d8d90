"""The pipeline that is built in, just as a user meets it: without a word on the command line."""
import signal
import subprocess

import otlp
import pytest
from page import Page
from windsock import BINARY, PROTOBUF, is_listening, request, wait_until

OTLP, PAGE = 4318, 8889


@pytest.mark.skipif(is_listening(OTLP) or is_listening(PAGE), reason=f"port {OTLP} or {PAGE} of this machine is taken")
def test_without_arguments_airflow_pushes_to_4318_and_prometheus_scrapes_8889():
    with subprocess.Popen([BINARY], stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: is_listening(OTLP) and is_listening(PAGE), "both ports listen")
            body = otlp.counter("airflow.ti.finish", 3).SerializeToString()
            assert request(OTLP, "POST", "/v1/metrics", body, {"Content-Type": PROTOBUF}).status == 200
            page = Page(request(PAGE, "GET", "/metrics").body.decode())
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert page.value("airflow_ti_finish_total") == 3
