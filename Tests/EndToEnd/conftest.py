import pytest
from windsock import Windsock


@pytest.fixture
def windsock():
    """A windsock that runs the pipeline that is built in."""
    with Windsock() as running:
        yield running
