"""Where an article was published: its URL, and its outlet, the registrable domain of that."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from embedparse.patterns import LazyPattern

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

#: Columns of a row that may hold the article's URL; the first that does counts.
URL_COLUMNS = ("url", "link", "canonical", "canonical_url")


def url_of_row(row: Mapping[str, Any]) -> str | None:
    """The article's URL in ``row``; None where no column of `URL_COLUMNS` holds one.

    >>> url_of_row({"url": "", "link": "https://courier.example.org/a"})
    'https://courier.example.org/a'
    """
    for name in URL_COLUMNS:
        value = row.get(name)
        if isinstance(value, str) and value.startswith(("https://", "http://")):
            return value
    return None


#: Tags of a page's head that name its URL; attributes in any order.
_TAG = LazyPattern(r"<(?:link|meta)\b[^<>]{0,2000}>", re.IGNORECASE)
_NAMES_URL = LazyPattern(r"""\b(?:rel|property)\s{0,9}=\s{0,9}["']?(?:canonical|og:url)\b""", re.IGNORECASE)
_URL = LazyPattern(r"""\b(?:href|content)\s{0,9}=\s{0,9}["']?(https?://[^\s"'<>]{1,2000})""", re.IGNORECASE)
_HEAD = 300_000
"""Characters of a page in which its head is looked for."""


def url_of_page(source: str) -> str | None:
    """The URL that a page's HTML gives for itself, as its canonical link or ``og:url``; None without one.

    >>> url_of_page('<head><link href="https://www.courier.co.uk/a?b=1&amp;c" rel="canonical"></head>')
    'https://www.courier.co.uk/a?b=1&c'
    """
    for tag in _TAG.finditer(source, 0, _HEAD):
        if _NAMES_URL.search(tag[0]) and (found := _URL.search(tag[0])):
            return html.unescape(found[1])
    return None


@cache
def _list() -> bytes:
    """The public suffix list of the library, as its file has it."""
    from publicsuffixlist import PSLFILE

    with open(PSLFILE, "rb") as file:
        return file.read()


@cache
def _all_suffixes() -> PublicSuffixList:
    """All public suffixes. Reading the whole list takes 50 ms, as long as scanning a hundred articles."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(_list())


@lru_cache(maxsize=2048)
def _suffixes(top: str) -> PublicSuffixList:
    """The public suffixes below the top-level domain ``top``, all of them if that is not in ASCII."""
    from publicsuffixlist import PublicSuffixList

    if not top.isascii() or top.startswith("xn--"):
        return _all_suffixes()
    below = rb"^(?:[^\s/]+\.)?%b$" % re.escape(top.encode())
    return PublicSuffixList(re.findall(below, _list(), re.MULTILINE))


@lru_cache(maxsize=4096)
def outlet_of_host(host: str) -> str | None:
    """The registrable domain of ``host`` by the public suffix list; None for an address or a bare suffix.

    >>> outlet_of_host("www.courier.co.uk"), outlet_of_host("127.0.0.1"), outlet_of_host("co.uk")
    ('courier.co.uk', None, None)
    """
    if ":" in host or host.replace(".", "").isdigit():
        return None
    return _suffixes(host.rpartition(".")[2].lower()).privatesuffix(host)


def outlet_of(url: str | None) -> str | None:
    """The outlet of the article at ``url``; None where the URL names no registrable domain.

    >>> outlet_of("https://news.courier.co.uk/a?b=c")
    'courier.co.uk'
    """
    if not url:
        return None
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname
    except ValueError:
        return None
    return outlet_of_host(host.rstrip(".")) if host else None
