"""A real Prometheus server that scrapes a windsock every second."""
import json
import subprocess
import tempfile
import urllib.parse

from windsock import free_port, request, wait_until

CONFIG = """
scrape_configs:
  - job_name: windsock
    scrape_interval: 1s
    scrape_timeout: 1s
    honor_labels: true
    static_configs: [{{targets: ["127.0.0.1:{page_port}"]}}]
"""


class Prometheus:
    """A server of its own data, on a free port, with what is given besides on its command line."""

    def __init__(self, page_port, *arguments):
        self.page_port, self.port, self.arguments = page_port, free_port(), arguments

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        self._log = tempfile.TemporaryFile("w+")
        with open(f"{self._folder.name}/prometheus.yml", "w") as file:
            file.write(CONFIG.format(page_port=self.page_port))
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        self._log.close()
        self._folder.cleanup()

    def start(self):
        """Starts the server, with the data that it had before if it was there before."""
        self.process = subprocess.Popen(
            [
                "prometheus",
                f"--config.file={self._folder.name}/prometheus.yml",
                f"--storage.tsdb.path={self._folder.name}/data",
                f"--web.listen-address=127.0.0.1:{self.port}",
                *self.arguments,
            ],
            stdout=self._log,
            stderr=self._log,
        )
        wait_until(self._is_ready, "Prometheus ready", pause=0.05)

    def stop(self):
        """Stops the server; its data stays."""
        self.process.terminate()
        self.process.wait()

    def _is_ready(self):
        if self.process.poll() is not None:
            self._log.seek(0)
            raise AssertionError(f"Prometheus ended\n{self._log.read()}")
        try:
            return request(self.port, "GET", "/-/ready").status == 200
        except ConnectionError:
            return False

    def ask(self, what, **parameters):
        """What the server answers to a question to its API."""
        answer = request(self.port, "GET", f"/api/v1/{what}?{urllib.parse.urlencode(parameters)}")
        assert answer.status == 200, answer
        return json.loads(answer.body)["data"]

    def query(self, promql, time=None):
        """The instant vector of a query: each series' labels and value."""
        result = self.ask("query", query=promql, **({"time": time} if time else {}))["result"]
        return [(series["metric"], float(series["value"][1])) for series in result]

    def value(self, promql, time=None):
        """The value of a query with one series; none while there isn't any."""
        series = self.query(promql, time)
        assert len(series) <= 1, series
        return series[0][1] if series else None

    def increase(self, counter):
        """The exact increase of a counter that began at 0 in the last hour.

        Prometheus extrapolates to the ends of the range. At the time of the newest sample there is nothing to
        extrapolate at its end, and at its beginning nothing for a counter whose first sample is 0.
        """
        newest = self.value(f"timestamp({counter})")
        return self.value(f"increase({counter}[1h])", newest)

    def wait_for(self, promql, value):
        """Waits until a query gives a value."""
        wait_until(lambda: self.value(promql) == value, f"{promql} = {value}", pause=0.05)
