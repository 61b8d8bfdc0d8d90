"""The extension that tells orchestrators whether the service runs."""
import json

from windsock import Windsock, free_port, request


def test_a_running_service_is_healthy():
    port = free_port()
    settings = [f"extensions.health_check.endpoint=127.0.0.1:{port}", "service.extensions=[health_check]"]
    with Windsock(settings=settings):
        response = request(port, "GET", "/")
    assert (response.status, response.headers["Content-Type"]) == (200, "application/json")
    health = json.loads(response.body)
    assert health["status"] == "Server available"
    assert set(health) == {"status", "upSince", "uptime"}
