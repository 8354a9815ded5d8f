"""Counts in README and docs are those of the code: a number of platforms or languages goes stale unseen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from embedparse.fields import date_shapes
from embedparse.platforms import all_platforms
from embedparse.readers import formats
from embedparse.text.quotes import cues

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

#: What is counted, as prose says it: the number is the group. Figures of corpora ("27 languages" of a
#: measured set) are in tables, whose lines begin with a bar.
COUNTED: dict[str, tuple[str, Callable[[], int]]] = {
    "platforms": (r"\b(\d+) (?:social )?platforms\b", lambda: len(all_platforms())),
    "languages of dates": (r"\bdates (?:of|in) (\d+) languages\b", lambda: len(date_shapes.languages())),
    "languages of quotes": (r"\bquotes? (?:of|in) (\d+) languages\b", lambda: len(cues.languages())),
    "input formats": (r"\b(\d+) (?:input )?formats\b", lambda: len(formats.all_formats())),
}


def stale(text: str) -> list[str]:
    """A line for each count in ``text`` that is not the code's."""
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("|"))
    return [
        f"{found[0]}: there are {count()} {what}"
        for what, (pattern, count) in COUNTED.items()
        for found in re.finditer(pattern, prose, re.IGNORECASE)
        if int(found[1]) != count()
    ]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_counts_of_a_page_are_those_of_the_code(page: Path) -> None:
    assert stale(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        pytest.param("It knows 3 platforms.", 1, id="platforms"),
        pytest.param("It knows 3 social platforms.", 1, id="social-platforms"),
        pytest.param("It reads dates in 2 languages.", 1, id="dates"),
        pytest.param("It reads quotes in 1 languages.", 1, id="quotes"),
        pytest.param("It reads 4 input formats and 3 platforms.", 2, id="two-counts"),
        pytest.param("| 27 languages | of 3 platforms |", 0, id="a-table-of-figures"),
        pytest.param("The page names 2 posts of platforms.", 0, id="another-noun"),
    ],
)
def test_a_stale_count_is_found(text: str, wrong: int) -> None:
    assert len(stale(text)) == wrong


def test_the_right_count_is_not_stale() -> None:
    assert stale(f"It knows {len(all_platforms())} platforms.") == []
