"""The generated tables are what the script would write, and are fit to be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from embedparse.fields import date_shapes as dates

ROOT = Path(__file__).parents[1]
TABLES = sorted((ROOT / "embedparse" / "locales").glob("*.json"))


def test_tables_are_what_the_script_writes() -> None:
    pytest.importorskip("babel")
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
