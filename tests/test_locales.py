"""The generated tables are what the script would write, and are fit to be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from embedparse import locales
from embedparse.fields import date_shapes as dates
from tests.cldr import skip_without_pinned_babel

ROOT = Path(__file__).parents[1]
TABLES = sorted((ROOT / "embedparse" / "locales").glob("*.json"))


def test_tables_are_what_the_script_writes() -> None:
    skip_without_pinned_babel()
    script = ROOT / "scripts" / "build_locales.py"
    # A process of its own: Babel's data are not the same once a date has been formatted.
    run = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_table_is_fit_to_be_read(path: Path) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    assert table["language"] == path.stem
    assert table["source"]
    for word in [*table["months"], *table["weekdays"], *table["prepositions"]]:
        assert dates.fold(word) == word, "keys are folded once and for all"
    if path.stem not in {"ja", "ko", "vi"}:  # months are numbers there
        assert set(table["months"].values()) == set(range(1, 13))


def test_disputed_words_are_left_to_the_dots_of_their_language() -> None:
    assert "listopada" not in dates.words().months
    assert sorted(dates.words().disputed["listopada"]) == [(10, True, True), (11, False, False)]


WORDS = sorted((ROOT / "embedparse" / "locales" / "words").glob("*.json"))


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_words_of_a_language_are_folded_once_and_its_own(path: Path) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    assert table.get("language", path.stem) == path.stem
    assert table == locales.table(path.stem)
    for word in table.get("source_labels", ()):
        assert word == word.lower().strip()


def test_a_language_without_words_has_an_empty_table() -> None:
    assert locales.table("xx") == {}
    assert "sources" in locales.in_all("source_labels")
    assert locales.in_all("nothing") == frozenset()
