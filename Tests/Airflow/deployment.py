"""A real Airflow as people run it: its four processes, its API, its database, in a folder that goes with them."""
import contextlib
import json
import os
import pathlib
import secrets
import signal
import subprocess
import sys
import tempfile
import time

from windsock import free_port, request

DAGS = pathlib.Path(__file__).with_name("dags")
COMPONENTS = ("api-server", "scheduler", "dag-processor", "triggerer")

# How often each process exports; with Airflow's default of a minute there would be nothing to do but wait.
EXPORT_INTERVAL_MILLISECONDS = 3000

# How many seconds a step may take: several times what it takes on a machine with two cores.
PATIENCE = 180
PATIENCE_WITH_STOPPING = 20

LOG_LINES_SHOWN = 30


class Airflow:
    """A running Airflow with the DAGs of this folder, which sends its metrics to a windsock.

    Leaving the context stops it as an operator would; what hasn't gone in time is killed. A failure inside the context
    kills it at once, and shows how the logs end.
    """

    def __init__(self, windsock):
        self._otlp_endpoint = f"http://127.0.0.1:{windsock.otlp_port}"
        self._port = free_port()
        self._processes = {}

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="windsock-airflow-")
        self.home = pathlib.Path(self._folder.name)
        self._environment = self._clean_environment() | self._settings()
        try:
            self._migrate()
            for component in COMPONENTS:
                self._start(component)
            self.wait_until(self._is_healthy, "Airflow healthy")
            self._token = self._call("GET", "/auth/token")["access_token"]
        except BaseException as failure:
            self.__exit__(type(failure))
            raise
        return self

    def __exit__(self, failure, *_):
        self.stop(patience=0 if failure else PATIENCE_WITH_STOPPING)
        if failure and issubclass(failure, Exception):
            self._show_logs()
        self._folder.cleanup()

    def stop(self, patience=PATIENCE_WITH_STOPPING):
        """Ends all processes, in peace if they take no longer than some seconds; returns when they are gone."""
        for process in self._processes.values():
            process.terminate()
        deadline = time.monotonic() + patience
        while running := self._running():
            if time.monotonic() >= deadline:
                for pid in running:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
            time.sleep(0.1)
        for process in self._processes.values():
            process.wait()
        self._processes.clear()

    def wait_until(self, condition, what):
        """Waits for a condition to hold while all processes run."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            for component, process in self._processes.items():
                assert process.poll() is None, f"{component} ended with exit status {process.returncode}"
            assert time.monotonic() < deadline, f"{what}: not within {PATIENCE} s"
            time.sleep(0.2)

    @property
    def database(self):
        """Where Airflow keeps what it knows: a file of SQLite's."""
        return self.home / "airflow.db"

    def dags(self):
        """The names of the DAGs that it has read."""
        errors = self._call("GET", "/api/v2/importErrors")["import_errors"]
        assert not errors, errors
        return {dag["dag_id"] for dag in self._call("GET", "/api/v2/dags")["dags"]}

    def trigger(self, dag, configuration):
        """Starts a run of a DAG."""
        self._call("POST", f"/api/v2/dags/{dag}/dagRuns", {"logical_date": None, "conf": configuration})

    def _call(self, method, path, body=None):
        """What the API answers."""
        headers = {"Content-Type": "application/json"}
        if path != "/auth/token":
            headers["Authorization"] = f"Bearer {self._token}"
        response = request(self._port, method, path, json.dumps(body) if body else None, headers)
        assert response.status in (200, 201), f"{method} {path}: {response}"
        return json.loads(response.body)

    def _is_healthy(self):
        try:
            response = request(self._port, "GET", "/api/v2/monitor/health")
        except OSError:
            return False
        if response.status != 200:
            return False
        health = json.loads(response.body)
        return all(health[part]["status"] == "healthy" for part in ("scheduler", "dag_processor", "triggerer"))

    def _migrate(self):
        with open(self.home / "migration.log", "w") as log:
            command = [sys.executable, "-m", "airflow", "db", "migrate"]
            subprocess.run(command, env=self._environment, stdout=log, stderr=log, timeout=PATIENCE, check=True)

    def _start(self, component):
        with open(self.home / f"{component}.log", "w") as log:
            self._processes[component] = subprocess.Popen(
                [sys.executable, "-m", "airflow", component],
                env=self._environment,
                stdout=log,
                stderr=log,
                # A Ctrl-C is for the one who started us all, who then stops the others one after the other.
                start_new_session=True,
            )

    def _running(self):
        """The ids of all processes of this Airflow, also those that have left their parents: its folder is in their
        environment."""
        mark = f"AIRFLOW_HOME={self.home}".encode()
        found = []
        for environment in pathlib.Path("/proc").glob("[0-9]*/environ"):
            # Others' processes can't be read, nor those that have just gone.
            with contextlib.suppress(OSError):
                if mark in environment.read_bytes().split(b"\0"):
                    found.append(int(environment.parent.name))
        return found

    def _show_logs(self):
        for log in sorted(self.home.glob("*.log")):
            lines = log.read_text(errors="replace").splitlines()
            print(f"\n-- the end of {log.name}", *lines[-LOG_LINES_SHOWN:], sep="\n")

    def _clean_environment(self):
        """Ours without what would speak to Airflow, its SDK, or its Python."""
        return {k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "OTEL_", "PYTHON"))}

    def _settings(self):
        url = f"http://127.0.0.1:{self._port}"
        return {
            "AIRFLOW_HOME": str(self.home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{url}/execution/",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS": "True",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self._port),
            "AIRFLOW__API__BASE_URL": url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__SECRET_KEY": secrets.token_hex(),
            "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(),
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(free_port()),
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(free_port()),
            "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
            "AIRFLOW__METRICS__OTEL_ON": "True",
            "OTEL_EXPORTER_OTLP_ENDPOINT": self._otlp_endpoint,
            "OTEL_METRIC_EXPORT_INTERVAL": str(EXPORT_INTERVAL_MILLISECONDS),
            # Nothing compiled stays in the tree, perhaps another user's.
            "PYTHONDONTWRITEBYTECODE": "1",
            # Processes that rename themselves leave their environment readable.
            "SPT_NOENV": "1",
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
