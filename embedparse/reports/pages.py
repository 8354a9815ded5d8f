"""What every page shares: templates that escape, one file with its styles inside, safe links.

Everything a page shows was written by strangers. It is escaped by the template engine, links
keep only web addresses, and each page's own policy forbids the browser to load anything or to
run a script that is not its own.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

from embedparse._version import __version__
from embedparse.batch.outputs import check_paths
from embedparse.fields.own_links import PICTURE, SHORTENER
from embedparse.models import EmbedparseError
from embedparse.readers.sources import expand
from embedparse.writers.part import SUFFIX, Part, Stream, is_stream

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

#: Characters that HTML does not allow, and halves of characters: a file in UTF-8 cannot hold those.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
#: A post prints these without a scheme.
_BARE = re.compile(rf"(?:{SHORTENER}|{PICTURE})/\w", re.IGNORECASE)


def clean(text: str) -> str:
    """``text`` as HTML may hold it; line breaks and tabs stay."""
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def href(url: str) -> str | None:
    """``url`` as the target of a link; None where it is no web address."""
    url = clean(url.strip())
    if _WEB.match(url):
        return url
    return f"https://{url}" if _BARE.match(url) else None


def source(name: str) -> str:
    """The file ``name`` of the templates folder."""
    return (files("embedparse.reports") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True, loader=FunctionLoader(source), undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["clean"] = clean
    environment.globals["href"] = href
    return environment


def json_in_script(value: Any) -> Markup:
    """JSON that may be inside a script element: no ``<`` that could close it, whatever a post says."""
    from markupsafe import Markup

    text = orjson.dumps(value).decode()
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def script_hash(script: str) -> str:
    """The source of ``script`` for a Content-Security-Policy: it may run, no other."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def render(name: str, **values: Any) -> str:
    """The template ``name`` with ``values``, each of which is escaped where it is shown."""
    return _environment().get_template(name).render(version=__version__, **values)


def write(path: str, page: str, inputs: tuple[str, ...]) -> None:
    """Write ``page``, made of ``inputs``, to ``path`` (``-``: standard output), whole or not at all.

    Raises:
        UsageError: there can be no such file, or it is an input.
        EmbedparseError: the disk is full.
    """
    check_paths({"page": path}, expand(inputs))
    out = Stream(path) if is_stream(path) else Part(path)
    try:
        out.write(page.encode("utf-8"))
        out.finish()
    except BrokenPipeError:
        raise
    except OSError as error:
        out.abandon()
        if not is_stream(path):
            os.remove(path + SUFFIX)
        raise EmbedparseError(f"{path}: cannot be written: {error.strerror}") from None
