"""Ways to flatten a page: what other people's extractors and recipes make of its HTML.

Each entry of `EXTRACTORS` is loaded when it is asked for, so that a missing package is named and skipped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from importlib import import_module
from typing import Any

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


def _strings(separator: str) -> Extract:
    """All strings of the page without the blanks around them, as recipes join them."""
    soup = import_module("bs4").BeautifulSoup
    return lambda html: separator.join(soup(html, "lxml").body.stripped_strings)


def _lines_that_show() -> Extract:
    """The recipe that most answers give: the text, its lines stripped, blank ones dropped."""
    text = _soup("", False)
    return lambda html: "\n".join(line.strip() for line in text(html).splitlines() if line.strip())


def _nodes(separator: str) -> Extract:
    parse = import_module("lxml.html").fromstring
    return lambda html: separator.join(parse(html).itertext())


def _wrapped(extract: Extract, width: int) -> Extract:
    return lambda html: "\n".join(textwrap.fill(line, width) for line in extract(html).split("\n"))


def _inscriptis_links() -> Extract:
    config = import_module("inscriptis.model.config").ParserConfig(display_links=True)
    return _call("inscriptis", "get_text", config=config)


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
    "trafilatura-links": lambda: _call("trafilatura", "extract", include_links=True),
    "trafilatura-formatting": lambda: _call("trafilatura", "extract", include_formatting=True),
    "trafilatura-wrapped": lambda: _wrapped(_call("trafilatura", "extract"), 80),
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
    "inscriptis-links": _inscriptis_links,
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
    "bs4-space-unstripped": lambda: _soup(" ", False),
    "bs4-lines-unstripped": lambda: _soup("\n", False),
    "bs4-lines-that-show": _lines_that_show,
    "bs4-strings-apart": lambda: _strings("\n\n"),
    "lxml-nodes": lambda: _nodes("\n"),
    "readabilipy": _readabilipy,
    "gne": _gne,
}
