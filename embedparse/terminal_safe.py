"""Text that others wrote, made harmless for a terminal. Everything that is printed goes through here.

A terminal obeys control characters (it moves its cursor, changes its title, opens links), and signs
of direction make it show text in another order than it has. Row keys, names of members, ids and
bodies may hold any of them.
"""

from __future__ import annotations

import re

#: C0 but tab and line feed, DEL, C1, halves of characters, breaks of lines and paragraphs; embeddings,
#: overrides and isolates of direction (marks of direction stay: Arabic and Hebrew texts need them).
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufff9-\ufffb]"
)
_BREAKS = str.maketrans("\t\n", "\u2409\u240a")


def visible(text: str) -> str:
    """``text`` without anything that a terminal obeys, apart from tabs and line feeds.

    Control characters become their pictures, the rest U+FFFD.

    >>> visible("a\\x1b[2Jb\\u202ec")
    'a␛[2Jb�c'
    """
    return _UNSAFE.sub(_picture, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The same on one line: a name with a line feed in it must not look like a message of ours.

    >>> one_line("a\\nembedparse: b")
    'a␊embedparse: b'
    """
    return visible(text).translate(_BREAKS)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
