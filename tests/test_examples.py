"""The examples in the docstrings, run."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import embedparse

ROOT = Path(embedparse.__file__).parent
#: Modules with examples; those of the engines need their libraries and have tests of their own.
MODULES = [
    ".".join(("embedparse", *path.relative_to(ROOT).with_suffix("").parts))
    for path in sorted(ROOT.rglob("*.py"))
    if ">>> " in path.read_text("utf-8") and "integrations" not in path.parts
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted
    assert not result.failed
