"""The languages' tables hold what they may, and what is read is what the script makes of them."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from embedparse import locales
from embedparse.fields import date_shapes as dates
from embedparse.locales.kinds import KINDS, SECTIONS
from tests.cldr import skip_without_pinned_babel

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "build_locales.py"
TABLES = sorted((ROOT / "embedparse" / "locales").glob("*.toml"))


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_locales", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_locales"] = module
    spec.loader.exec_module(module)
    return module


def test_words_are_what_the_script_compiles(builder: ModuleType) -> None:
    for name, text in builder.compile_words(builder.read_tables()).items():
        written = (builder.TARGET / name).read_text(encoding="utf-8")
        assert written == text, f"{name} is stale; run python scripts/build_locales.py"


def test_dates_are_what_the_script_makes_of_cldr() -> None:
    skip_without_pinned_babel()
    # A process of its own: Babel's data are not the same once a date has been formatted.
    run = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_every_table_is_compiled_and_every_section_has_its_file() -> None:
    found = {code for name in SECTIONS for code in locales.languages(name)}
    assert found == {path.stem for path in TABLES}


FAULTS: list[tuple[str, dict[str, Any], str]] = [
    (
        "an unknown section",
        {"widget": {"follow": ["Ve"]}},
        "no section is called widget;",
    ),
    ("an unknown kind", {"widgets": {"folow": ["Ve"]}}, "[widgets] folow: no kind of words"),
    (
        "a kind of another section",
        {"widgets": {"said": ["x"]}},
        "[widgets] said: no kind of words",
    ),
    ("a text for a list", {"widgets": {"follow": "Ve"}}, "[widgets] follow: must be a list of texts"),
    ("an empty list", {"widgets": {"follow": []}}, "[widgets] follow: must be a list of texts"),
    ("an empty word", {"widgets": {"follow": [""]}}, "[widgets] follow: must be a list of texts"),
    (
        "a word twice",
        {"widgets": {"follow": ["Ve", "Ve"]}},
        "[widgets] follow: Ve is there twice",
    ),
    ("a capital", {"articles": {"self_words": ["Yo"]}}, "[articles] self_words: Yo must be in lower case"),
    ("a broken pattern", {"quotes": {"said": ["(dijo"]}}, "[quotes] said: (dijo is no pattern"),
    (
        "a flag that is false",
        {"quotes": {"verb_last": False}},
        "[quotes] verb_last: must be true",
    ),
    ("a section without what it needs", {"facebook": {"anchor": "Por"}}, "[facebook] needs verb"),
    (
        "a table without a key",
        {"instagram": {"labels": [{"seen": "x"}]}},
        "[instagram] labels: label is",
    ),
    (
        "a table with an unknown key",
        {"instagram": {"labels": [{"label": "Ver", "seen": "x", "lable": "y"}]}},
        "[instagram] labels: lable is unknown; there are label, seen, variant",
    ),
    ("a section that is empty", {"quotes": {}}, "[quotes] needs seen"),
]


@pytest.mark.parametrize(("table", "fault"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_table_with_a_fault_is_refused(builder: ModuleType, table: dict[str, Any], fault: str) -> None:
    assert any(line.startswith(fault) for line in builder.faults_of(table))


def test_a_table_without_fault_is_taken(builder: ModuleType) -> None:
    table = {"widgets": {"follow": ["Ve"]}, "quotes": {"seen": "x", "words": ["y"], "triggers": ["z"]}}
    assert list(builder.faults_of(table)) == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_words_of_dates_are_folded_and_months_complete(path: Path) -> None:
    own = locales.of_language("dates", path.stem)
    if "cldr" in tomllib.loads(path.read_text(encoding="utf-8")).get("dates", {}):
        assert "months" in own, "run scripts/build_locales.py with Babel: pip install -e .[test]"
    for word in [*own.get("months", {}), *own.get("weekdays", ()), *own.get("prepositions", ())]:
        assert dates.fold(word) == word, "keys are folded once and for all"
    if "cldr" in tomllib.loads(path.read_text(encoding="utf-8")).get("dates", {}) and own["months"]:
        assert set(own["months"].values()) == set(range(1, 13))


def test_disputed_words_are_left_to_the_dots_of_their_language() -> None:
    assert "listopada" not in dates.words().months
    assert sorted(dates.words().disputed["listopada"]) == [(10, True, True), (11, False, False)]


FORMS = {
    "words": {"words", "patterns"},
    "in_all": {"words", "patterns"},
    "texts": {"text", "pattern"},
    "tables": {"tables"},
    "flagged": {"flag"},
}


def test_code_asks_only_for_kinds_that_there_are() -> None:
    """Each call with a section and a kind as literals names one of `KINDS`, by the function for it."""
    forms = {(kind.section, kind.name): kind.form for kind in KINDS}
    forms |= {("dates", name): "flag" for name in ("day_dot", "year_dot")}
    forms |= {("dates", name): "words" for name in ("weekdays", "months", "meridiems")}
    asked = 0
    for path in (ROOT / "embedparse").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and (name := ast.unparse(node.func).removeprefix("locales.")) in FORMS
            ):
                literals = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if len(literals) == 2 and literals[0] in SECTIONS:
                    assert forms[literals[0], literals[1]] in FORMS[name], f"{path.name}:{node.lineno}"
                    asked += 1
    assert asked > 10


def test_a_language_without_words_has_none_and_an_unknown_kind_raises() -> None:
    assert locales.of_language("articles", "xx") == {}
    assert "sources" in locales.in_all("articles", "source_labels")
    with pytest.raises(KeyError):
        locales.in_all("articles", "nothing")
