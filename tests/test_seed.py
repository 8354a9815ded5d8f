"""The article that the project was created from: its records and its prose, character for character."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

import embedparse

SHARED = Path(os.environ.get("EMBEDPARSE_SHARED", Path(__file__).parents[1].parent / "shared"))
SEED = SHARED / "seed"

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not beside the project")


def read(name: str) -> str:
    """A file of the seed with its line breaks as they are."""
    return (SEED / name).read_bytes().decode("utf-8")


def plain(value: Any) -> Any:
    """``value`` as JSON holds it."""
    return json.loads(json.dumps(value))


def test_records_are_exact() -> None:
    expected = [json.loads(line) for line in read("records.jsonl").splitlines()]
    found = [plain(embed.to_dict()) for embed in embedparse.scan(read("article.txt")).embeds]
    assert len(found) == len(expected)
    for record, wanted in zip(found, expected, strict=True):
        assert {key: record[key] for key in wanted} == wanted


def test_prose_is_exact() -> None:
    assert embedparse.scan(read("article.txt")).prose == read("prose.txt")
