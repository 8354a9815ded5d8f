"""Inputs that broke a promise once, and what `scripts/fuzz.py` makes up in a few seconds, hold now."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from scripts import fuzz

HOSTILE = sorted((fuzz.ROOT / "fixtures" / "hostile").glob("*.json"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in HOSTILE])
def test_a_former_find(path: Path, tmp_path: Path) -> None:
    entry = json.loads(path.read_text(encoding="ascii"))
    if "." in entry["kind"]:
        fuzz.file_check(str(tmp_path))(bytes.fromhex(entry["data"]), entry["kind"])
    else:
        fuzz.check_document(entry["data"], entry["kind"])


def test_strings() -> None:
    rng, made = random.Random(1), fuzz.Documents()
    for _ in range(500):
        fuzz.check_string(*made.make_short(rng))


def test_damaged_files(tmp_path: Path) -> None:
    rng, made, check = random.Random(1), fuzz.Files(), fuzz.file_check(str(tmp_path))
    for _ in range(250):
        check(*made.make(rng))


def test_a_find_is_minimised(tmp_path: Path) -> None:
    """A fuzzer that could not fail would find nothing."""

    def check(text: str, _kind: str) -> None:
        if "ab" in text:
            raise fuzz.Violation("holds ab")

    run = fuzz.Run(lambda _choices: ("x" * 50 + "ab" + "y" * 50, "text"), check, tmp_path)
    run.one(random.Random(1))
    (entry,) = (json.loads(path.read_text()) for path in tmp_path.glob("*.json"))
    assert (run.inputs, dict(run.kinds)) == (1, {"holds ab": 1})
    assert entry == {"fault": "holds ab", "kind": "text", "data": "ab"}
