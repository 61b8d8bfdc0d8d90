"""What real Airflows sent is taken, and stands on the page under the names that otelcol gives."""
import pytest
from corpus import ARCHIVES, prometheus_types, recorded_requests
from windsock import PIPELINES, Windsock


@pytest.fixture(scope="module", params=ARCHIVES, ids=lambda archive: archive.name.removesuffix(".tar.gz"))
def archive(request):
    return request.param


@pytest.fixture(scope="module")
def page(archive):
    """The page of the pipeline that is built in, after all requests of an archive."""
    return page_after(archive, Windsock())


def page_after(archive, windsock):
    with windsock:
        for recorded in recorded_requests(archive):
            response = windsock.push(recorded.body, recorded.content_type, **recorded.headers)
            assert response.status == 200, response
            assert response.headers["Content-Type"] == recorded.content_type
        return windsock.page()


def test_every_metric_is_on_the_page(archive, page):
    assert {name: page.types.get(name) for name in prometheus_types(archive)} == prometheus_types(archive)


def test_nothing_else_is_on_the_page(archive, page):
    assert set(page.types) - {"target_info"} == set(prometheus_types(archive))


def test_promtool_accepts_the_page(page):
    assert page.is_accepted_by_promtool()


def test_the_pipeline_of_astronomers_guide_gives_the_same_page(archive, page):
    other = page_after(archive, Windsock("--config", PIPELINES / "astronomer.yaml"))
    assert other.lines == page.lines
