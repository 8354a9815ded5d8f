"""The words of the package: records hold what they promise, cross process borders, import nothing."""

from __future__ import annotations

import ast
import dataclasses
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

import embedparse
from embedparse import models
from embedparse.models import CONFIDENCES, FIELD_NAMES, RANK, Document, Embed, Match, Scan, UsageError
from embedparse.pipeline import Options, scan

PACKAGE = Path(models.__file__).parent

#: The keys of a record as the documentation orders them; changing them is a new SCHEMA_VERSION.
KEYS = """doc index platform kind body author handle date posted_at url post_id links media
hashtags mentions cashtags lang layout spans confidence border_probability speaker cue date_text
quote_type same_as quoted_in evidence""".split()


def embed(**changes: Any) -> Embed:
    values: dict[str, Any] = dict.fromkeys(KEYS, None) | {
        "doc": "row-7",
        "index": 0,
        "platform": "twitter",
        "kind": "embed",
        "body": "Good night, all. https://t.co/AbCdEfGhI1",
        "links": ("https://t.co/AbCdEfGhI1",),
        "media": (),
        "hashtags": (),
        "mentions": (),
        "cashtags": (),
        "layout": "below",
        "spans": ((3, 9), (12, 20)),
        "confidence": "certain",
        "evidence": ("attribution",),
    }
    return Embed(**values | changes)


def test_keys_keep_their_names_and_order() -> None:
    assert list(FIELD_NAMES) == KEYS
    assert list(embed().to_dict()) == KEYS
    assert models.SCHEMA_VERSION == 2


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param(((9, 3),), id="backwards"),
        pytest.param(((3, 3),), id="empty"),
        pytest.param(((-1, 3),), id="before-the-document"),
        pytest.param(((3, 9), (8, 12)), id="overlap"),
        pytest.param(((12, 20), (3, 9)), id="unsorted"),
    ],
)
def test_spans_are_checked(spans: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="sorted, disjoint and non-empty"):
        embed(spans=spans)


def test_touching_spans_are_allowed() -> None:
    assert embed(spans=((0, 3), (3, 9))).spans == ((0, 3), (3, 9))


def test_evidence_is_asked_for() -> None:
    with pytest.raises(ValueError, match="at least one rule"):
        embed(evidence=())


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param(Document("a", "text"), id="document"),
        pytest.param(embed(), id="embed"),
        pytest.param(Scan((embed(),), "prose", ((0, 4),)), id="scan"),
    ],
)
def test_values_are_frozen_and_cross_process_borders(thing: Any) -> None:
    assert pickle.loads(pickle.dumps(thing)) == thing
    assert hash(thing) == hash(pickle.loads(pickle.dumps(thing)))
    first = dataclasses.fields(thing)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(thing, first, "other")


def test_the_borders_of_a_scan_cross_process_borders() -> None:
    post = "The mill stood still.\nNo wind.\n— Runa Miller (@runa_miller) May 14, 2020\nOn Tuesday it turned."
    found = scan(post)
    sent = pickle.loads(pickle.dumps(found))
    assert sent == found
    [border], [again] = found.borders, sent.borders
    assert (again.sure_spans(0.5), again.alternatives()) == (border.sure_spans(0.5), border.alternatives())


def test_a_match_can_be_pickled_too() -> None:
    match = Match("twitter", [(0, 4)], "below", "likely", ["attribution"])
    assert pickle.loads(pickle.dumps(match)) == match


def test_a_record_is_json_as_it_stands() -> None:
    read = orjson.loads(orjson.dumps(embed().to_dict()))
    assert read["spans"] == [[3, 9], [12, 20]]
    assert read["links"] == ["https://t.co/AbCdEfGhI1"]
    assert read["author"] is None


def test_confidence_ranks_from_strong_to_weak() -> None:
    assert sorted(RANK, key=RANK.__getitem__) == list(CONFIDENCES) == ["certain", "likely", "possible"]


def test_errors_have_one_base() -> None:
    assert issubclass(models.DocumentError, models.EmbedparseError)
    assert issubclass(models.UsageError, models.EmbedparseError)


def imported(path: Path) -> set[str]:
    """Modules of the package that ``path`` imports anywhere, type-checking blocks left out."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("embedparse")}


def test_models_import_nothing_of_the_package() -> None:
    assert imported(PACKAGE / "models.py") == set()


def test_nothing_below_the_commands_imports_them() -> None:
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] not in {"cli.py", "commands", "__main__.py"}:
            assert not {
                n for n in imported(path) if n.startswith(("embedparse.cli", "embedparse.commands"))
            }, path


def test_importing_the_package_is_light() -> None:
    code = (
        "import sys, embedparse\n"
        "heavy = 'lxml bs4 pyarrow multiprocessing click orjson regex embedparse.text'\n"
        "print([name for name in heavy.split() if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        pytest.param(lambda: embedparse.scan(None), "as str, not NoneType$", id="none"),
        pytest.param(lambda: embedparse.scan(b"x"), "as str, not bytes: decode it first$", id="bytes"),
        pytest.param(lambda: embedparse.scan_html(b"<p>"), "not bytes: decode it first$", id="page"),
        pytest.param(lambda: embedparse.scan_html(3), "as str, not int$", id="number"),
    ],
)
def test_what_is_no_text_is_refused_by_name(call: Any, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        call()


def test_the_public_names_are_listed_before_they_are_loaded() -> None:
    """`dir` and `help` read them: a name that is loaded on first use is no less public."""
    run = subprocess.run(
        [sys.executable, "-c", "import embedparse; print(*dir(embedparse)); help(embedparse)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(run.stdout.splitlines()[0].split()) == set(embedparse.__all__)
    assert "scan_html(" in run.stdout
    assert "class Options" in run.stdout


@pytest.mark.parametrize(
    "wrong", [{"min_confidence": "high"}, {"platforms": ("twiter",)}], ids=["confidence", "platform"]
)
def test_options_that_name_nothing_known_are_refused(wrong: dict[str, Any]) -> None:
    """At once: not only where a text holds a post."""
    with pytest.raises(UsageError, match="is called"):
        Options(**wrong)
