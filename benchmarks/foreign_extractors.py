#!/usr/bin/env python3
"""How well posts are read out of what other people's extractors print.

Flattens the pages of benchmarks/extractors with every extractor that is installed in the Python
that runs this, scans each text with the `embedparse` command (or the one in EMBEDPARSE), and prints
per extractor: posts found (of those whose attribution it printed), and of these the share with
author, date and body exact (white space aside). Set up an environment of its own:

    python3 -m venv peers && peers/bin/pip install trafilatura html2text markdownify html-to-markdown \\
        inscriptis boilerpy3 justext readability-lxml newspaper4k goose3 resiliparse html-text selectolax \\
        mdka markitdown pypandoc-binary readabilipy htmd-py pyhtml2md gne
    EMBEDPARSE=embedparse peers/bin/python benchmarks/foreign_extractors.py --misses 10
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parent / "extractors"
COMMAND = shlex.split(os.environ.get("EMBEDPARSE", "embedparse"))


@dataclass(frozen=True)
class Post:
    """A post as the page's own markup holds it."""

    body: str
    author: str
    handle: str
    date: str


def posts_of(html: str) -> list[Post]:
    """The posts of a page, in order: our pages hold plain oEmbed blockquotes only."""
    from bs4 import BeautifulSoup

    posts = []
    for quote in BeautifulSoup(html, "html.parser").select("blockquote.twitter-tweet"):
        for line in quote.find_all("br"):
            line.replace_with("\n")
        body = quote.p.get_text()
        attribution = quote.get_text().replace(body, "", 1).strip()
        found = re.fullmatch(r"— (.*) \(@(\w+)\) (.*)", attribution, re.S)
        assert found, attribution
        posts.append(Post(body, found[1], found[2], DATES[found[3].strip()]))
    return posts


DATES = {
    "November 3, 2019": "2019-11-03",
    "November 4, 2019": "2019-11-04",
    "23. November 2015": "2015-11-23",
    "25 mai 2018": "2018-05-25",
    "2018年4月12日": "2018-04-12",
}

Extract = Callable[[str], str]


def _call(
    module: str, name: str, *, after: Callable[[Any], Any] = lambda got: got, **options: Any
) -> Extract:
    """An extractor that is one function of a module; loaded here, so that its absence shows."""
    function = getattr(import_module(module), name)
    return lambda html: after(function(html, **options)) or ""


def _soup(separator: str, strip: bool) -> Extract:
    soup = import_module("bs4").BeautifulSoup
    return lambda html: soup(html, "lxml").body.get_text(separator, strip=strip)


def _lxml_text() -> Extract:
    parse = import_module("lxml.html").fromstring
    return lambda html: parse(html).text_content()


def _html2text(**options: Any) -> Extract:
    maker = import_module("html2text").HTML2Text

    def extract(html: str) -> str:
        reader = maker()
        for name, value in options.items():
            setattr(reader, name, value)
        return reader.handle(html)

    return extract


def _newspaper() -> Extract:
    article = import_module("newspaper").Article

    def extract(html: str) -> str:
        page = article("https://courier.example/a", fetch_images=False)
        page.download(input_html=html)
        page.parse()
        return page.text

    return extract


def _goose() -> Extract:
    goose = import_module("goose3").Goose({"enable_image_fetching": False})
    return lambda html: goose.extract(raw_html=html).cleaned_text


def _justext() -> Extract:
    module = import_module("justext")

    def extract(html: str) -> str:
        kept = module.justext(html.encode(), module.get_stoplist("English"))
        return "\n".join(paragraph.text for paragraph in kept)

    return extract


def _readability(after: Extract) -> Extract:
    document = import_module("readability").Document
    return lambda html: after(document(html).summary())


def _boilerpy(name: str) -> Extract:
    extractor = getattr(import_module("boilerpy3.extractors"), name)()
    return lambda html: extractor.get_content(html)


def _resiliparse(**options: Any) -> Extract:
    function = import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda html: function(html, **options)


def _selectolax(separator: str) -> Extract:
    parser = import_module("selectolax.lexbor").LexborHTMLParser
    return lambda html: parser(html).body.text(separator=separator)


def _markitdown() -> Extract:
    import io

    reader = import_module("markitdown").MarkItDown()
    return lambda html: reader.convert_stream(io.BytesIO(html.encode()), file_extension=".html").text_content


def _pandoc(to: str, *options: str) -> Extract:
    convert = import_module("pypandoc").convert_text
    return lambda html: convert(html, to, format="html", extra_args=list(options))


def _readabilipy() -> Extract:
    function = import_module("readabilipy").simple_json_from_html_string
    return lambda html: "\n".join(row["text"] for row in function(html)["plain_text"])


def _gne() -> Extract:
    extractor = import_module("gne").GeneralNewsExtractor()
    return lambda html: extractor.extract(html)["content"]


def _html_to_markdown(**options: Any) -> Extract:
    module = import_module("html_to_markdown")
    made = module.ConversionOptions(**options) if options else None
    return lambda html: (
        getattr(module.convert(html, made), "content", None) or str(module.convert(html, made))
    )


#: Name -> how it is loaded. An extractor whose package is not installed is skipped, and said so.
EXTRACTORS: dict[str, Callable[[], Extract]] = {
    "trafilatura": lambda: _call("trafilatura", "extract"),
    "trafilatura-recall": lambda: _call("trafilatura", "extract", favor_recall=True),
    "trafilatura-markdown": lambda: _call(
        "trafilatura", "extract", output_format="markdown", include_links=True, include_formatting=True
    ),
    "trafilatura-html2txt": lambda: _call("trafilatura", "html2txt"),
    "trafilatura-baseline": lambda: _call("trafilatura", "baseline", after=lambda got: got[1]),
    "html2text": lambda: _html2text(),
    "html2text-unwrapped": lambda: _html2text(body_width=0),
    "html2text-no-links": lambda: _html2text(ignore_links=True),
    "html2text-reference": lambda: _html2text(inline_links=False),
    "html2text-no-emphasis": lambda: _html2text(ignore_links=True, ignore_emphasis=True, ignore_images=True),
    "html2text-escaped": lambda: _html2text(escape_snob=True),
    "html2text-ascii": lambda: _html2text(unicode_snob=False, links_each_paragraph=True, inline_links=False),
    "html2text-protected": lambda: _html2text(protect_links=True),
    "markdownify": lambda: _call("markdownify", "markdownify"),
    "markdownify-atx": lambda: _call("markdownify", "markdownify", heading_style="ATX", autolinks=True),
    "markdownify-bare": lambda: _call("markdownify", "markdownify", strip=["a", "blockquote"]),
    "markdownify-wrapped": lambda: _call("markdownify", "markdownify", wrap=True, wrap_width=60),
    "html-to-markdown": lambda: _html_to_markdown(),
    "mdka": lambda: _call("mdka", "html_to_markdown"),
    "htmd": lambda: _call("htmd", "convert_html"),
    "pyhtml2md": lambda: _call("pyhtml2md", "convert"),
    "markitdown": _markitdown,
    "pandoc-markdown": lambda: _pandoc("markdown"),
    "pandoc-gfm": lambda: _pandoc("gfm"),
    "pandoc-reference": lambda: _pandoc("markdown", "--reference-links"),
    "pandoc-strict": lambda: _pandoc("markdown_strict"),
    "pandoc-plain": lambda: _pandoc("plain"),
    "pandoc-plain-unwrapped": lambda: _pandoc("plain", "--wrap=none"),
    "pandoc-commonmark": lambda: _pandoc("commonmark"),
    "inscriptis": lambda: _call("inscriptis", "get_text"),
    "boilerpy3-article": lambda: _boilerpy("ArticleExtractor"),
    "boilerpy3-everything": lambda: _boilerpy("KeepEverythingExtractor"),
    "justext": _justext,
    "readability-lxml": lambda: _readability(_soup("", False)),
    "readability-lines": lambda: _readability(_soup("\n", True)),
    "readability-html2text": lambda: _readability(_html2text()),
    "newspaper": _newspaper,
    "goose3": _goose,
    "resiliparse": lambda: _resiliparse(),
    "resiliparse-main": lambda: _resiliparse(main_content=True),
    "resiliparse-links": lambda: _resiliparse(links=True),
    "resiliparse-flat": lambda: _resiliparse(preserve_formatting=False),
    "html-text": lambda: _call("html_text", "extract_text"),
    "html-text-flat": lambda: _call("html_text", "extract_text", guess_layout=False),
    "selectolax": lambda: _selectolax(""),
    "selectolax-blank": lambda: _selectolax(" "),
    "selectolax-lines": lambda: _selectolax("\n"),
    "lxml-text": _lxml_text,
    "bs4-text": lambda: _soup("", False),
    "bs4-space": lambda: _soup(" ", True),
    "bs4-lines": lambda: _soup("\n", True),
    "readabilipy": _readabilipy,
    "gne": _gne,
}


@dataclass
class Tally:
    """What became of the posts in one extractor's texts."""

    printed: int = 0
    found: int = 0
    author: int = 0
    date: int = 0
    body: int = 0
    extra: int = 0

    def row(self, name: str) -> str:
        cells = [self.author, self.date, self.body]
        shares = "".join(f"{100 * cell / self.found if self.found else 0:8.0f}" for cell in cells)
        return f"{name:26}{self.printed:8}{self.found:7}{shares}{self.extra:7}"


def squash(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def flatten(names: list[str]) -> tuple[dict[str, str], list[str]]:
    """Texts by `extractor/page`, and what could not be run, one line each."""
    texts, problems = {}, []
    for name in names:
        try:
            extract = EXTRACTORS[name]()
            for page in sorted(PAGES.glob("*.html")):
                texts[f"{name}/{page.stem}"] = extract(page.read_text(encoding="utf-8"))
        except Exception as error:  # another project's code: anything may come
            problems.append(
                f"{name}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
            )
    return texts, problems


def scan(texts: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    """Records of the texts by their id, found by the command."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "texts.jsonl"), Path(folder, "records.jsonl")
        rows = (json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items())
        source.write_text("".join(rows), encoding="utf-8")
        command = [*COMMAND, "scan", str(source), "--kind", "text", "-o", str(target)]
        subprocess.run(command, check=True, capture_output=True)
        records: dict[str, list[dict[str, Any]]] = {key: [] for key in texts}
        for line in target.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["kind"] == "embed":
                records[record["doc"]].append(record)
    return records


def compare(posts: list[Post], records: list[dict[str, Any]], text: str, tally: Tally) -> list[str]:
    """Count one text's posts in ``tally``; the misses, one line each."""
    misses, left = [], list(records)
    plain = text.replace("\\", "")
    for post in posts:
        if f"@{post.handle})" not in plain and f"@{post.handle}]" not in plain:
            continue
        tally.printed += 1
        record = next((r for r in left if r["handle"] == post.handle), None)
        if record is None:
            misses.append(f"not found: {post}")
            continue
        left.remove(record)
        tally.found += 1
        for field in ("author", "date", "body"):
            right = squash(record[field]) == squash(getattr(post, field))
            setattr(tally, field, getattr(tally, field) + right)
            if not right:
                misses.append(f"{field}: {record[field]!r} for {getattr(post, field)!r}")
    tally.extra += len(left)
    return misses + [f"extra: {r['handle']} {r['body']!r}" for r in left]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", choices=sorted(EXTRACTORS), metavar="NAME")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N misses with their text")
    chosen = parser.parse_args()
    names = chosen.only or list(EXTRACTORS)
    texts, problems = flatten(names)
    records = scan(texts)
    gold = {page.stem: posts_of(page.read_text(encoding="utf-8")) for page in PAGES.glob("*.html")}
    print(f"{'':26}{'printed':>8}{'found':>7}{'author%':>8}{'date%':>8}{'body%':>8}{'extra':>7}")
    total, shown = Tally(), []
    for name in names:
        tally = Tally()
        for key in (key for key in texts if key.partition("/")[0] == name):
            misses = compare(gold[key.partition("/")[2]], records[key], texts[key], tally)
            shown += [f"{key}: {miss}\n{texts[key]!r}" for miss in misses]
        for field in ("printed", "found", "author", "date", "body", "extra"):
            setattr(total, field, getattr(total, field) + getattr(tally, field))
        if tally.printed or tally.extra:
            print(tally.row(name))
    print(total.row("all"))
    for line in [*problems, *shown[: chosen.misses]]:
        print(line)


if __name__ == "__main__":
    main()
