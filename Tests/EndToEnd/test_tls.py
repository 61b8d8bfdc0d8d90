"""TLS on the receiver and on the page, with real clients."""
import contextlib
import socket
import ssl
import subprocess

import otlp
import pytest
from certificates import Certificates
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from windsock import PATIENCE, PROTOBUF, Windsock, wait_until

HTTP = "receivers.otlp.protocols.http"
BODY = otlp.counter("jobs", 3).SerializeToString()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates")).make()


def tls(certificates, *further, of=HTTP):
    """The settings of a server with a certificate."""
    pair = f"{of}.tls.cert_file={certificates.server_crt}", f"{of}.tls.key_file={certificates.server_key}"
    return [*pair, *(f"{of}.tls.{setting}" for setting in further)]


def curl(port, certificates, *arguments, path="/v1/metrics"):
    """Posts by curl; gives its exit status and the answer's."""
    command = ["curl", "--silent", "--max-time", "10", "--cacert", certificates.ca_crt, "--data-binary", "@-"]
    command += ["--output", "/dev/null", "--write-out", "%{http_code}", "--header", f"Content-Type: {PROTOBUF}"]
    done = subprocess.run([*command, *arguments, f"https://localhost:{port}{path}"], input=BODY, capture_output=True)
    return done.returncode, int(done.stdout)


@pytest.mark.parametrize("compression", [Compression.NoCompression, Compression.Gzip])
def test_the_sdk_pushes_over_tls_with_a_token(certificates, compression, monkeypatch):
    # Where these are set, the library below the SDK trusts them alone.
    for variable in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(variable, raising=False)
    settings = [
        "extensions.bearertokenauth.token=s3cret",
        "service.extensions=[bearertokenauth]",
        f"{HTTP}.auth.authenticator=bearertokenauth",
    ]
    with Windsock(settings=[*tls(certificates), *settings]) as windsock:
        for token, succeeds in [("wrong", False), ("s3cret", True)]:
            exporter = OTLPMetricExporter(
                f"https://localhost:{windsock.otlp_port}/v1/metrics",
                certificate_file=certificates.ca_crt,
                headers={"Authorization": f"Bearer {token}"},
                compression=compression,
            )
            provider = MeterProvider([PeriodicExportingMetricReader(exporter)], shutdown_on_exit=False)
            provider.get_meter("test").create_counter("jobs").add(3)
            provider.shutdown()
            assert ("jobs_total" in windsock.page().text) == succeeds


@pytest.mark.parametrize(
    "client, status",
    [("client", (0, 200)), ("stranger", None), ("server", None), (None, None)],
    ids=["right", "another authority's", "a server's", "none"],
)
def test_clients_show_a_certificate_of_the_right_authority(certificates, client, status):
    with Windsock(settings=tls(certificates, f"client_ca_file={certificates.ca_crt}")) as windsock:
        pair = ["--cert", certificates.folder / f"{client}.crt", "--key", certificates.folder / f"{client}.key"]
        answered = curl(windsock.otlp_port, certificates, *(pair if client else []))
        if status:
            assert answered == status
        else:
            assert answered[0] != 0 and answered[1] == 0
        assert ("jobs_total" in windsock.page().text) == bool(status)


def handshake(port, certificates, least=None, greatest=None, protocols=(), ciphers=None):
    """Connects; gives version and protocol, or nothing where the server refuses."""
    context = ssl.create_default_context(cafile=certificates.ca_crt)
    context.minimum_version = least or ssl.TLSVersion.TLSv1_2
    if greatest:
        context.maximum_version = greatest
    if ciphers:
        context.set_ciphers(ciphers)
    if protocols:
        context.set_alpn_protocols(protocols)
    with contextlib.suppress(ssl.SSLError, ConnectionError), socket.create_connection(("127.0.0.1", port)) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as wrapped:
            return wrapped.version(), wrapped.selected_alpn_protocol(), wrapped.getpeercert()["serialNumber"]
    return None


def test_versions_and_protocols_are_chosen(certificates):
    tls12, tls13 = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3
    with Windsock(settings=tls(certificates)) as windsock:
        assert handshake(windsock.otlp_port, certificates)[:2] == ("TLSv1.3", None)
        assert handshake(windsock.otlp_port, certificates, tls12, tls12)[:2] == ("TLSv1.2", None)
        assert handshake(windsock.otlp_port, certificates, protocols=["h2", "http/1.1"])[1] == "http/1.1"
        assert handshake(windsock.otlp_port, certificates, protocols=["spdy/1"]) is None
    with Windsock(settings=tls(certificates, "min_version='1.3'")) as windsock:
        assert handshake(windsock.otlp_port, certificates, tls13)[0] == "TLSv1.3"
        assert handshake(windsock.otlp_port, certificates, tls12, tls12) is None
    with Windsock(settings=tls(certificates, "max_version='1.2'")) as windsock:
        assert handshake(windsock.otlp_port, certificates)[0] == "TLSv1.2"
        assert handshake(windsock.otlp_port, certificates, tls13) is None
    suites = "cipher_suites=[TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]", "curve_preferences=[P384, P256]"
    with Windsock(settings=tls(certificates, *suites)) as windsock:
        assert handshake(windsock.otlp_port, certificates)[0] == "TLSv1.3"
        assert handshake(windsock.otlp_port, certificates, tls12, tls12)[0] == "TLSv1.2"
        assert handshake(windsock.otlp_port, certificates, tls12, tls12, ciphers="ECDHE+AES128") is None
    with Windsock(settings=tls(certificates, "cipher_suites=[TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA]")) as windsock:
        assert handshake(windsock.otlp_port, certificates, ciphers="ECDHE-ECDSA-AES256-SHA")[0] == "TLSv1.2"


def test_a_new_certificate_is_read_while_it_runs(tmp_path):
    certificates = Certificates(tmp_path).make()
    with Windsock(settings=tls(certificates, "reload_interval=100ms")) as windsock:
        first = handshake(windsock.otlp_port, certificates)[2]
        (tmp_path / "server.crt").write_text("no certificate")
        wait_until(lambda: handshake(windsock.otlp_port, certificates) and "failed to reload" in windsock.log, "told")
        assert handshake(windsock.otlp_port, certificates)[2] == first
        certificates.sign("server", "ca", "serverAuth")
        wait_until(lambda: handshake(windsock.otlp_port, certificates)[2] != first, "the new certificate")
        assert curl(windsock.otlp_port, certificates) == (0, 200)


def test_what_is_no_tls_is_closed(certificates):
    with Windsock(settings=tls(certificates)) as windsock:
        for sent in [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", bytes(100), b"\x16\x03\x01\xff\xff" + bytes(100)]:
            with socket.create_connection(("127.0.0.1", windsock.otlp_port), PATIENCE) as client:
                with contextlib.suppress(OSError):
                    client.sendall(sent)
                    client.shutdown(socket.SHUT_WR)
                    while client.recv(1000):
                        pass
        assert curl(windsock.otlp_port, certificates) == (0, 200)


def test_the_page_is_served_over_tls(certificates):
    with Windsock(settings=tls(certificates, of="exporters.prometheus")) as windsock:
        windsock.push(BODY)
        command = ["curl", "--silent", "--cacert", certificates.ca_crt, f"https://localhost:{windsock.page_port}/metrics"]
        assert b"jobs_total" in subprocess.run(command, capture_output=True).stdout


@pytest.mark.parametrize(
    "change, message",
    [
        ({"cert_file": "/no/such/file"}, "/no/such/file: No such file or directory"),
        ({"key_file": "{other}"}, "failed to load TLS config"),
        ({"client_ca_file": "/dev/null"}, "failed to load TLS config"),
    ],
)
def test_what_cannot_be_used_is_told_at_the_start(certificates, change, message):
    changes = [f"{HTTP}.tls.{key}={value.format(other=certificates.other_key)}" for key, value in change.items()]
    with pytest.raises(AssertionError, match=message):
        with Windsock(settings=[*tls(certificates), *changes]):
            pass
