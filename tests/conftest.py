"""Fixtures that several test modules share."""

from __future__ import annotations

import inspect
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from embedparse.jobs import ScanConfig
from tests.browser import Browser, chromium

#: What a property says does not depend on how busy the machine is: no profile has a deadline.
settings.register_profile("core", deadline=None, max_examples=50)
settings.register_profile("whole", deadline=None, max_examples=200)
settings.register_profile("long", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "core"))

#: Names in a test's code that give it a marker; the first that fits counts, `core` where none does.
MARKS = {
    "growth": {"check_growth", "check_text"},
    "process": {"embedparse_process", "subprocess", "Popen", "session"},
}


def pytest_configure() -> None:
    """Let Ctrl-C reach what tests start: a shell that runs them in the background has it ignored by all."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that no one marked: by the browser it asks for, or by the names in its code."""
    known = {*MARKS, "browser", "core"}
    for item in items:
        if known.isdisjoint(mark.name for mark in item.iter_markers()):
            item.add_marker(_mark_of(item))


def _mark_of(item: pytest.Item) -> str:
    if "browser" in getattr(item, "fixturenames", ()):
        return "browser"
    code = inspect.unwrap(item.function).__code__ if isinstance(item, pytest.Function) else None
    names = set(code.co_names) if code else set()
    return next((mark for mark, signs in MARKS.items() if signs & names), "core")


@pytest.fixture(scope="session", autouse=True)
def _filters_compiled_once() -> Iterator[None]:
    """Runs of one kind share a compiled prefilter: compiling takes longer than what most tests do with it."""
    from embedparse.batch import perform

    made: dict[object, object] = {}
    compile_filter = perform.filter_for

    def shared(work: ScanConfig) -> object:
        options = work.options
        wanted = (work.reading.fields, work.reading.kind, work.extract, options.prefilter, options.quotes)
        key = (*wanted, options.min_confidence)
        if key not in made:
            made[key] = compile_filter(work)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(perform, "filter_for", shared)
        yield


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
