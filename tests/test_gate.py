"""The accuracy gate, on scores made up here: what it reads, what it refuses, what it writes."""

from __future__ import annotations

import importlib.util
import json
import stat
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PATH = Path(__file__).parents[1] / "benchmarks" / "gate.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gate"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


gate = load()


def text_score(**changes: float) -> dict[str, Any]:
    """What score/text --by extractor --json prints, cut to what is read."""
    row = {"tweets": 758, "all": 0.95, "true": 0.996, "lost": 0.6, "left": 8.2}
    page = {"found": 1.0, "body": 0.95, "author": 0.99, "date": 1.0, "links": 0.99, "all": 0.941}
    page |= changes
    platforms = {"all": {"gold": 200, "covered": 190, "handles": 100, "handle": 99, "pred": 210, "true": 210}}
    return {
        "all": row,
        "html2text": {**row, "all": 0.971},
        "rare": {**row, "tweets": 3},
        "page": page,
        "platforms": platforms,
    }


HTML_SCORE = {
    "all": {"gold": 1000, "found": 995, "whole": 400, "right": 398, "extra": 3},
    "twitter": {"gold": 700, "found": 699, "whole": 400, "right": 398},
}
WILD_SCORE = {
    "all": {"found": 0.9},
    "mean over pages": {"all": 0.8, "body": 0.81},
    "counts": {"false": 0, "lost": 1.2, "left": 40.0},
}
MARKDOWN_SCORE = {
    "all": {"gold": 50, "found": 49, "whole": 40, "right": 40, "tags": 0, "orphans": 1, "extra": 2}
}
QUOTES_SCORE = {"all": {"quotes": 300, "P": 0.9, "R": 0.8}, "xx": {"quotes": 2, "P": None, "R": 0.0}}
CASES_SCORE = {"A islands": {"passed": 8, "all": 10}, "all": {"passed": 9, "all": 11}}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A corpus of one file a kind, and scoring scripts that print fixed scores."""
    (tmp_path / "corpus").mkdir()
    for name in ("text", "plain", "html"):
        (tmp_path / "corpus" / f"{name}.jsonl.xz").write_bytes(name.encode())
    (tmp_path / "score").mkdir()
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "cases.jsonl").write_bytes(b"cases")
    set_scores(tmp_path)
    return tmp_path


def set_scores(shared: Path, *, page_all: float = 0.941, false: int = 0) -> None:
    prints = {
        "score/text": json.dumps(text_score(all=page_all)),
        "score/plain": f"{false} false records in 2290 documents (1.0 s)",
        "score/html": json.dumps(HTML_SCORE),
        "score/wild": json.dumps(WILD_SCORE),
        "score/markdown": json.dumps(MARKDOWN_SCORE),
        "score/quotes": json.dumps(QUOTES_SCORE),
        "cases/run": json.dumps(CASES_SCORE),
    }
    for name, said in prints.items():
        script = shared / name
        script.write_text(f"print({said!r})\nraise SystemExit({int(name.endswith('plain') and false > 0)})\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def floor(shared: Path) -> Path:
    """Floors taken on the scores of ``shared``."""
    path = shared / "floor.json"
    path.write_text(json.dumps({"slack": {"default": 1.0, "true": 0.3}, "corpus": {}, "floors": {}}))
    assert run(shared, path, "--lower", "--yes-lower-the-floor") == 0
    return path


def run(shared: Path, floor: Path, *options: str) -> int:
    return int(gate.main(["--shared", str(shared), "--floor", str(floor), *options]))


def floors(path: Path) -> dict[str, float]:
    return dict(json.loads(path.read_text())["floors"])


def test_figures_of_text() -> None:
    figures = gate.text_figures(json.dumps(text_score()))
    assert figures["text.pages.all"] == pytest.approx(94.1)
    assert figures["text.html2text.all"] == pytest.approx(97.1)
    assert figures["text.all.lost"] == pytest.approx(0.6)
    assert figures["text.others.covered"] == pytest.approx(95.0)
    assert "text.rare.all" not in figures, "a handful of posts is no figure"


def test_figures_of_plain() -> None:
    assert gate.plain_figures("x\n7 false records in 2290 documents (3.1 s)\n") == {"plain.false": 7}
    with pytest.raises(gate.GateError, match="printed no count"):
        gate.plain_figures("Traceback")


def test_figures_of_html() -> None:
    figures = gate.html_figures(json.dumps(HTML_SCORE))
    assert figures["html.all.found"] == pytest.approx(99.5)
    assert figures["html.twitter.fields"] == pytest.approx(99.5)
    assert figures["html.extra"] == 3


def test_figures_of_the_other_scorings() -> None:
    assert gate.wild_figures(json.dumps(WILD_SCORE), "wild")["wild.pages.all"] == pytest.approx(80)
    assert gate.cases_figures(json.dumps(CASES_SCORE), "cases")["cases.A"] == pytest.approx(80)
    quotes = gate.quotes_figures(json.dumps(QUOTES_SCORE), "quotes")
    assert quotes == {"quotes.all.precision": pytest.approx(90), "quotes.all.recall": pytest.approx(80)}
    markdown = gate.markdown_figures(json.dumps(MARKDOWN_SCORE), "markdown")
    assert markdown["markdown.found"] == pytest.approx(98)
    assert gate.less_is_better("markdown.orphans")


def test_floors_lie_below_the_figures_and_pin_the_corpus(shared: Path, floor: Path) -> None:
    kept = json.loads(floor.read_text())
    assert kept["floors"]["text.pages.all"] == pytest.approx(93.1)
    assert kept["floors"]["text.all.true"] == pytest.approx(99.3)
    assert kept["floors"]["text.pages.found"] == 100, "what is exactly right has no slack"
    assert kept["floors"]["plain.false"] == 0
    assert kept["floors"]["text.all.left"] == pytest.approx(9.2)
    assert sorted(kept["corpus"]) == ["cases.jsonl", "html.jsonl.xz", "plain.jsonl.xz", "text.jsonl.xz"]


def test_passes_at_the_floor(shared: Path, floor: Path) -> None:
    set_scores(shared, page_all=0.932)
    assert run(shared, floor) == 0


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        pytest.param({"page_all": 0.92}, "text.pages.all: 92 < 93.1", id="accuracy-fell"),
        pytest.param({"false": 1}, "plain.false: 1 > 0", id="a-false-record"),
    ],
)
def test_fails_below_a_floor(
    shared: Path, floor: Path, scores: dict[str, Any], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_scores(shared, **scores)
    assert run(shared, floor) == 1
    assert f"below the floor: {said}\n" in capsys.readouterr().err


def test_raise_lifts_floors_only(shared: Path, floor: Path) -> None:
    set_scores(shared, page_all=0.96)
    before = floors(floor)
    assert run(shared, floor, "--raise") == 0
    lifted = {name: pytest.approx(95.0) for name in ("text.pages.all", "validation.pages.all")}
    assert floors(floor) == {**before, **lifted}
    set_scores(shared, page_all=0.90)
    assert run(shared, floor, "--raise") == 1, "raising hides no loss"
    assert floors(floor)["text.pages.all"] == pytest.approx(95.0)


def test_lower_takes_a_second_flag(shared: Path, floor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(shared, floor, "--lower")
    assert ended.value.code == 2
    assert "--yes-lower-the-floor" in capsys.readouterr().err
    set_scores(shared, page_all=0.90)
    assert run(shared, floor, "--lower", "--yes-lower-the-floor") == 0
    assert floors(floor)["text.pages.all"] == pytest.approx(89.0)


def test_another_corpus_is_refused(shared: Path, floor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shared / "corpus" / "text.jsonl.xz").write_bytes(b"other rows")
    assert run(shared, floor) == 2
    assert "differs from the one of the floors: text.jsonl.xz" in capsys.readouterr().err


def test_a_figure_that_is_gone_fails() -> None:
    short = gate.compare({}, {"text.pages.all": 93.0, "html.extra": 5.0})
    assert [item.name for item in short] == ["html.extra", "text.pages.all"]


def test_skips_without_the_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, tmp_path / "floor.json") == 0
    assert "gate skipped" in capsys.readouterr().out


def test_a_scoring_that_fails_is_told(shared: Path, floor: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shared / "score" / "html").write_text("raise SystemExit('no such command')\n")
    assert run(shared, floor) == 2
    assert "score/html ended with 1: no such command" in capsys.readouterr().err


def test_the_project_keeps_floors_for_what_the_issues_ask() -> None:
    kept = json.loads(gate.FLOOR.read_text())
    assert kept["floors"]["plain.false"] == 0
    assert kept["floors"]["text.pages.all"] >= 90
    assert kept["floors"]["text.pages.found"] >= 99.5
    assert kept["floors"]["wild_plain.false"] == 0
    scored = {name.split(".")[0] for name in kept["floors"]}
    assert scored == {scoring.prefix for scoring in gate.SCORINGS}
