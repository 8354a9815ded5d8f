"""The CSS that html rules are written in, tested on one element's own name and attributes.

A subset: names, `.class`, `[attribute]`, `=`, `*=`, `^=`, `:is()`, `:not()`, lists. soupsieve reads all
of CSS, and takes a quarter of a second to read its first selector, as long as a command that scans a
hundred pages; a test holds this module against it. Values are compared without case: a page without
a doctype shows upper-case class names as it does the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from embedparse.patterns import LazyPattern

Attributes = Mapping[str, str]
Test = Callable[[str, Attributes], bool]

_TOKEN = LazyPattern(
    r"""(?P<name> [a-z][a-z-]* ) | \.(?P<class> [\w-]+ )
    | :(?P<logic> is|not )\( | (?P<end> \) ) | (?P<or> \s*,\s* )
    | \[ (?P<attribute> [\w-]+ )
      (?: (?P<sign> [*^]?= ) (?P<quote> ['"]? ) (?P<value> [^'"\]]* ) (?P=quote) )? \]""",
    re.VERBOSE,
)


@cache
def compiled(css: str) -> Test:
    """The test that ``css`` means. Raises ValueError where it is outside of the subset."""
    test, at = _list(css, 0)
    if at < len(css):
        raise ValueError(f"a selector of an html rule cannot hold {css[at:]!r}: {css}")
    return test


def _list(css: str, at: int) -> tuple[Test, int]:
    """A list of compound selectors up to the end or to a closing parenthesis."""
    choices: list[list[Test]] = [[]]
    while at < len(css):
        token = _TOKEN.match(css, at)
        if token is None:
            raise ValueError(f"a selector of an html rule cannot hold {css[at:]!r}: {css}")
        if token["end"]:
            break
        at = token.end()
        if token["or"]:
            choices.append([])
        elif token["logic"]:
            inner, at = _list(css, at)
            choices[-1].append(inner if token["logic"] == "is" else _negated(inner))
            at += 1  # the parenthesis
        else:
            choices[-1].append(_simple(token))
    return (lambda name, has: any(all(test(name, has) for test in tests) for tests in choices)), at


def _negated(test: Test) -> Test:
    return lambda name, has: not test(name, has)


def _simple(token: re.Match[str]) -> Test:
    wanted, sign = (token["value"] or "").lower(), token["sign"]
    if tag := token["name"]:
        return lambda name, has: name == tag
    if word := token["class"]:
        return lambda name, has: word.lower() in has.get("class", "").lower().split()
    key = token["attribute"]
    if sign is None:
        return lambda name, has: key in has
    if sign == "*=":
        return lambda name, has: wanted in has.get(key, "").lower()
    if sign == "^=":
        return lambda name, has: has.get(key, "").lower().startswith(wanted)
    return lambda name, has: has.get(key, "").lower() == wanted
