"""The extension that tells orchestrators whether the service runs."""
import json

from windsock import Windsock, free_port, request, wait_until


def test_a_running_service_is_healthy():
    port = free_port()
    settings = [f"extensions.health_check.endpoint=127.0.0.1:{port}", "service.extensions=[health_check]"]
    with Windsock(settings=settings):
        wait_until(lambda: request(port, "GET", "/").status == 200, "healthy")
        response = request(port, "GET", "/")
    assert response.headers["Content-Type"] == "application/json"
    health = json.loads(response.body)
    assert health["status"] == "Server available"
    assert set(health) == {"status", "upSince", "uptime"}
