"""A scan gives the same in every thread: automata and caches that threads share must not mix them up."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import embedparse
from tests.newsroom import articles

TEXTS = [str(row["text"]) for row in articles(60, every=2)]
QUOTED = [f"{text}\nThe mayor tweeted on Friday: “Number {n} is late again.”" for n, text in enumerate(TEXTS)]
POST = (
    "<blockquote class='twitter-tweet'><p>Boat {n} is late.</p>&mdash; Ada Quill (@ada_quill) "
    "<a href='https://twitter.com/ada_quill/status/{id}'>September 7, 2020</a></blockquote>"
)
PAGES = [f"<p>Before {n}.</p>{POST.format(n=n, id=1303028311532486656 + n)}<p>After.</p>" for n in range(60)]


@pytest.fixture(autouse=True)
def _threads_take_turns_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize(
    ("scan", "documents"),
    [
        pytest.param(embedparse.scan, TEXTS, id="text"),
        pytest.param(lambda text: embedparse.scan(text, quotes=True), QUOTED, id="quotes"),
        pytest.param(embedparse.scan_html, PAGES, id="html"),
    ],
)
def test_threads_find_what_one_finds(scan: Callable[[str], embedparse.Scan], documents: list[str]) -> None:
    alone = [scan(document) for document in documents]
    assert sum(len(found.embeds) for found in alone) >= len(documents) / 2
    with ThreadPoolExecutor(4) as threads:
        for found in threads.map(lambda _: [scan(document) for document in documents], range(4)):
            assert found == alone
