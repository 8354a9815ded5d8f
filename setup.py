"""The description for the package index: README.md, whose links lead to files of the repository.

On the index they lead to the address ``Source`` of ``project_urls`` in setup.cfg. As long as there is none,
only their text is kept: a link that leads nowhere is worse than none.
"""

from __future__ import annotations

import configparser
import re
from pathlib import Path

from setuptools import setup

_FOLDER = Path(__file__).resolve().parent
_RELATIVE_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?![a-z]{1,10}:|#)([^)\s]{1,200})\)")


def project_urls(config: str) -> dict[str, str]:
    """The addresses in the text of a setup.cfg, by their names."""
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.read_string(config)
    lines = parsed.get("metadata", "project_urls", fallback="").strip().splitlines()
    return {name.strip(): url.strip() for name, _, url in (line.partition("=") for line in lines)}


def index_description(readme: str, urls: dict[str, str]) -> str:
    """``readme`` for the package index, where no link leads to a file beside it."""
    source = urls.get("Source", "").rstrip("/")
    return _RELATIVE_LINK.sub(rf"[\1]({source}/blob/HEAD/\2)" if source else r"\1", readme)


if __name__ == "__main__":
    setup(
        long_description=index_description(
            (_FOLDER / "README.md").read_text("utf-8"),
            project_urls((_FOLDER / "setup.cfg").read_text("utf-8")),
        ),
        long_description_content_type="text/markdown",
    )
