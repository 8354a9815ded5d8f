#!/usr/bin/env python3
"""Make a fixture of an invented page or text: a copy of it, and what embedparse reads in it today.

    python scripts/new_fixture.py page.html mastodon/quiet-post
    python scripts/new_fixture.py article.txt twitter/two-lines

The folder fixtures/PLATFORM/SLUG/ gets `source.html`, `source.md` or `source.txt`, and `expected.json` with
the records' fields that have a value and what remains. **Read expected.json before you commit it**: it holds
what the code says, and a person must say whether that is right. Everything in a fixture is invented.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from embedparse.models import Document, DocumentKind, Embed
from embedparse.pipeline import Options, scan_document

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
KINDS: dict[str, DocumentKind] = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}
#: Keys that say nothing about a single record of a fixture, or change with the weights.
LEFT_OUT = ("doc", "index", "border_probability", "spans")


def expected(document: Document) -> dict[str, Any]:
    """The content of ``expected.json``: the records that have a value in a field, and what remains."""
    scan = scan_document(document, Options("possible"))
    remains = "article" if document.kind == "html" else "prose"
    return {"embeds": [_shown(embed) for embed in scan.embeds], remains: scan.prose}


def _shown(embed: Embed) -> dict[str, Any]:
    """The fields of ``embed`` that are neither None nor empty."""
    fields = embed.to_dict().items()
    return {key: value for key, value in fields if key not in LEFT_OUT and value not in (None, ())}


def main() -> int:
    """Exit code 0: written; 2: the source or the name cannot be used."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, help="an invented page or text: .html, .md or .txt")
    parser.add_argument("name", help="PLATFORM/SLUG")
    parser.add_argument("--into", type=Path, default=FIXTURES, help="folder of the fixtures")
    chosen = parser.parse_args()
    kind = KINDS.get(chosen.source.suffix)
    if kind is None or not chosen.source.is_file() or chosen.name.count("/") != 1:
        parser.error(f"needs a file .html, .md or .txt and PLATFORM/SLUG, not {chosen.source} {chosen.name}")
    folder = chosen.into / chosen.name
    if folder.exists():
        parser.error(f"{folder} exists")
    text = chosen.source.read_text(encoding="utf-8")
    folder.mkdir(parents=True)
    suffix = ".html" if kind == "html" else chosen.source.suffix
    (folder / f"source{suffix}").write_text(text, encoding="utf-8")
    content = json.dumps(expected(Document("", text, kind)), ensure_ascii=False, indent=2)
    (folder / "expected.json").write_text(content + "\n", encoding="utf-8")
    print(f"{folder}: read expected.json before you commit it\n{content}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
