"""The case tables of fixtures/cases: reading them, and what a case says about a scan."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from embedparse.models import Confidence, Embed, Scan
from embedparse.pipeline import scan

FOLDER = Path(__file__).parents[1] / "fixtures" / "cases"
TABLES = ("synthetic", "negative", "known-failures")


@dataclass(frozen=True)
class Case:
    """One entry of a table; fixtures/README.md says what its fields mean."""

    label: str
    comment: str
    origin: str
    text: str
    embeds: list[dict[str, Any]]
    prose: str
    status: str
    min_confidence: Confidence = "likely"
    table: str = field(default="", compare=False)

    def scan(self) -> Scan:
        return scan(self.text, min_confidence=self.min_confidence)


@cache
def table(name: str) -> tuple[Case, ...]:
    """The cases of ``fixtures/cases/NAME.json``; an unknown field of a case is an error."""
    rows = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return tuple(Case(**row, table=name) for row in rows)


def every() -> list[Case]:
    return [case for name in TABLES for case in table(name)]


def params(*names: str) -> list[Any]:
    """The cases of the tables as parameters; those known to fail must fail."""
    known = pytest.mark.xfail(strict=True, reason="known failure")
    return [
        pytest.param(case, id=case.label, marks=known if case.status == "known-failure" else ())
        for name in names
        for case in table(name)
    ]


def raw_of(case: Case, embed: Embed) -> str | list[str]:
    """What stands in the spans of ``embed``: one string, or one a span."""
    parts = [case.text[start:end] for start, end in embed.spans]
    return parts[0] if len(parts) == 1 else parts


def said(case: Case, embed: Embed, about: dict[str, Any]) -> dict[str, Any]:
    """Of ``embed`` the fields that the case is about, as JSON holds them."""
    values = {**embed.to_dict(), "raw": raw_of(case, embed)}
    return {name: list(values[name]) if isinstance(values[name], tuple) else values[name] for name in about}
