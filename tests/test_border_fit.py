"""The weights follow from labelled pages alone: the same pages give the same weights."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="the fit needs scipy: pip install 'embedparse[fit]'")

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
PEOPLE = ("Mara Lindqvist", "Joren Vaal", "Tilda Okoro", "Ewan Brack")
BODIES = (
    ["Nobody asked us.", "Not once in all these years."],
    ["We were always told last. #Hallborg"],
    ["Look at this river!", "https://t.co/abcdefghij"],
    ["Thanks to all who came"],
)
PROSE = (
    "The council of {place} met on Monday to speak about the mill.",
    "The owner, who lives in another town, gave no reasons for it.",
    "A second meeting is to take place in June, the mayor said.",
)


def page(number: int) -> dict[str, object]:
    """An invented page with two posts, and where they stand in it."""
    place = ("Hallborg", "Steinach", "Ostervik", "Mirefield", "Karlsund", "Ashby")[number]
    text, tweets = "", []
    for k in range(2):
        person = PEOPLE[(number + k) % 4]
        handle = person.split()[0].lower() + "_example"
        lines = BODIES[(number + 2 * k) % 4]
        text += "\n".join(PROSE[k:]).format(place=place) + "\n"
        start = len(text)
        text += "\n".join([*lines, f"— {person} (@{handle}) May {number + 1}, 2020"])
        tweets.append({"spans": [[start, len(text)]], "body": "\n".join(lines), "handle": handle})
        text += "\n"
    text += PROSE[2]
    return {"id": f"site{number % 3}.example/{number}", "extractor": "bs4", "text": text, "tweets": tweets}


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    module = importlib.import_module("fit_weights")
    monkeypatch.setattr(module, "TARGET", tmp_path / "weights.json")
    return module


def fitted(script: object, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "argv", ["fit_weights.py", str(corpus), "--unseen", str(corpus), "--write"])
    script.main()
    return script.TARGET.read_text("utf-8")


def test_the_same_pages_give_the_same_weights(script, monkeypatch, tmp_path, capsys):
    corpus = tmp_path / "pages.jsonl"
    corpus.write_text("".join(json.dumps(page(number)) + "\n" for number in range(6)), "utf-8")
    first = fitted(script, corpus, monkeypatch)
    assert fitted(script, corpus, monkeypatch) == first
    content = json.loads(first)
    assert set(content) == {"base", "modes", "temperatures", "curve", "quoted", "headless"}
    assert content["base"]["head.at"]
    printed = capsys.readouterr().out
    for name in ("sites left out", "pages.jsonl", "left out: gaps right"):
        assert name in printed
