"""Fixtures that several test modules share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.browser import Browser, chromium

#: What a property says does not depend on how busy the machine is.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


@pytest.fixture(scope="session")
def _launched() -> Iterator[object]:
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="pages are checked with playwright: not installed"
    )
    path = chromium()
    if path is None:
        pytest.skip("pages are checked in a real Chromium, and there is none (apt-get install chromium)")
    with sync_api.sync_playwright() as playwright:
        # Within a container run as root, Chromium's own sandbox cannot start.
        yield playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@pytest.fixture
def browser(_launched: object) -> Iterator[Browser]:
    """A headless Chromium; the test is skipped where there is none."""
    made = Browser(_launched)
    yield made
    made.close()
