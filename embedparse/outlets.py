"""Where an article was published: its URL, and its outlet, the registrable domain of that."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # reads its bundled list: 50 ms, once

    return PublicSuffixList()


@cache
def outlet_of_host(host: str) -> str | None:
    """The registrable domain of ``host`` by the public suffix list; None for an address or a bare suffix.

    >>> outlet_of_host("www.courier.co.uk"), outlet_of_host("127.0.0.1"), outlet_of_host("co.uk")
    ('courier.co.uk', None, None)
    """
    if ":" in host or host.replace(".", "").isdigit():
        return None
    return _suffixes().privatesuffix(host)


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
