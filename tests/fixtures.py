"""The pages in `fixtures/`: one folder per platform, one per form in it, and `plain` without any embed.

`source.html` is an invented article; `expected.json` holds the fields of its records that are not
empty, down to confidence `possible`, and the page that remains.
"""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fixtures"


@dataclass(frozen=True)
class Fixture:
    platform: str
    slug: str

    @property
    def source(self) -> str:
        return (FOLDER / self.platform / self.slug / "source.html").read_text(encoding="utf-8")

    @property
    def expected(self) -> dict:
        return json.loads((FOLDER / self.platform / self.slug / "expected.json").read_text(encoding="utf-8"))


FIXTURES = [Fixture(path.parts[-3], path.parts[-2]) for path in sorted(FOLDER.glob("*/*/source.html"))]
