"""The version of CLDR that the tables of languages are made from."""

import re
from pathlib import Path

import pytest

SETUP = Path(__file__).parents[1] / "setup.cfg"


def skip_without_pinned_babel() -> None:
    """Skip the test unless the installed Babel is the one that ``setup.cfg`` pins."""
    babel = pytest.importorskip("babel")
    pinned = re.search(r"Babel==(\S+)", SETUP.read_text(encoding="utf-8"))
    assert pinned, "setup.cfg must pin the Babel that the tables are made from"
    if babel.__version__ != pinned[1]:
        pytest.skip(f"the tables are made from Babel {pinned[1]}, not {babel.__version__}")
