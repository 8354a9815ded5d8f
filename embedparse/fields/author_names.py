"""Names of authors as platforms print them, with words of the language beside them."""

from __future__ import annotations

#: Finnish puts a word before the name (`Henkilön Ida Muru (@ida_muru) jakama julkaisu`), Japanese one behind.
BEFORE, AFTER = "Henkilön", "さん"


def bare_name(name: str) -> str:
    """``name`` on one line, without the words beside it.

    >>> bare_name("Henkilön Ida  Muru")
    'Ida Muru'
    """
    return " ".join(name.split()).removeprefix(BEFORE).removesuffix(AFTER).strip()
