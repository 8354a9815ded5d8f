"""Names of authors as platforms print them, with words of the language beside them."""

from __future__ import annotations

from functools import cache

from embedparse.locales import in_all


@cache
def words_before() -> tuple[str, ...]:
    """Words before a name: Finnish has one (`Henkilön Ida Muru (@ida_muru) jakama julkaisu`)."""
    return tuple(sorted(in_all("widgets", "before_name")))


@cache
def _words_after() -> tuple[str, ...]:
    """Words behind a name: Japanese has one."""
    return tuple(sorted(in_all("widgets", "after_name")))


def bare_name(name: str) -> str:
    """``name`` on one line, without the words beside it.

    >>> bare_name("Henkilön Ida  Muru")
    'Ida Muru'
    """
    name = " ".join(name.split())
    for word in words_before():
        name = name.removeprefix(word)
    for word in _words_after():
        name = name.removesuffix(word)
    return name.strip()
