"""PromQL's increase() over the page is the number of what happened, whoever counted it."""
import contextlib
import http.client
import http.server
import threading
import types

import pytest
from prometheus import Prometheus
from short_lived import run_processes
from windsock import Windsock, free_port, wait_until

PROCESSES = 200


@pytest.fixture(scope="module")
def run():
    """A run of many processes, watched by several Prometheus servers from before the counter was born."""
    times_port, last_port = free_port(), free_port()
    settings = [
        "exporters.prometheus/times={send_timestamps: true}",
        f"exporters.prometheus/times.endpoint=127.0.0.1:{times_port}",
        "exporters.prometheus/last={writers: last}",
        f"exporters.prometheus/last.endpoint=127.0.0.1:{last_port}",
        "service.pipelines.metrics.exporters=[prometheus, prometheus/times, prometheus/last]",
    ]
    with contextlib.ExitStack() as stack:
        windsock = stack.enter_context(Windsock(settings=settings))
        proxy_port = stack.enter_context(reconnecting(windsock))
        ports = {
            "watching": windsock.page_port,
            "away": windsock.page_port,
            "reconnecting": proxy_port,
            "times": times_port,
            "last": last_port,
        }
        servers = {name: stack.enter_context(Prometheus(port)) for name, port in ports.items()}
        for server in servers.values():
            server.wait_for("up", 1)
        servers["away"].stop()
        run_processes(windsock, PROCESSES)
        servers["away"].start()
        yield types.SimpleNamespace(windsock=windsock, **servers)


def test_the_page_shows_as_many_as_there_were_processes(run):
    assert run.windsock.page().value("tasks_total") == PROCESSES


@pytest.mark.parametrize("server", ["watching", "away", "reconnecting", "times"])
def test_a_counter_of_many_processes_increases_by_as_many(run, server):
    """Seen by one who was there all the time, by one who was away when the counter was born, through a connection of
    its own for each scrape, and with the times of the points."""
    prometheus = getattr(run, server)
    prometheus.wait_for("tasks_total", PROCESSES)
    assert prometheus.increase("tasks_total") == PROCESSES


def test_last_write_wins_loses_almost_all(run):
    # A series for each process: each begins at 1, which increase() can't see.
    run.last.wait_for("count(tasks_total) > bool 100", 1)
    assert run.last.value("sum(increase(tasks_total[1h]))") in (None, 0)


@contextlib.contextmanager
def reconnecting(windsock):
    """A proxy before the page that opens a connection of its own for each scrape; gives its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", windsock.page_port)) as connection:
                # Who has a name of its own isn't taken for one of the others that are away.
                headers = dict(self.headers) | {"User-Agent": "Reconnecting"}
                connection.request("GET", self.path, headers=headers)
                response = connection.getresponse()
                body = response.read()
            self.send_response(response.status)
            for name in ("Content-Type", "Content-Encoding"):
                if response.getheader(name):
                    self.send_header(name, response.getheader(name))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
