"""The generated tables are what the script would write, and are fit to be read."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from embedparse import dates

ROOT = Path(__file__).parents[1]
TABLES = sorted((ROOT / "embedparse" / "locales").glob("*.json"))


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    pytest.importorskip("babel")
    spec = importlib.util.spec_from_file_location("build_locales", ROOT / "scripts" / "build_locales.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_tables_are_what_the_script_writes(generator: ModuleType) -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in TABLES}
    assert generator.build() == written


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
