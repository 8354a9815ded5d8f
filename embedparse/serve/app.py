"""The web application: one page, no state, nothing kept; each scan in a worker that a time limit ends.

Documents are hostile: what they hold is escaped by the templates, the page's policy lets no script run but
its own, and requests under another host's name are refused (else a page elsewhere could read the answers).
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import TimeoutError as TooLate
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from embedparse.models import CONFIDENCES, MissingPackageError
from embedparse.reports.pages import render, script_hash, source
from embedparse.serve.result import COLUMNS, Request, Result, result_of

if TYPE_CHECKING:
    from flask import Flask
    from pebble import ProcessPool

LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: Bytes of a request, seconds of a scan, scans at a time.
MOST_BYTES, MOST_SECONDS, WORKERS = 5_000_000, 10.0, 2


def create_app(pool: ProcessPool, hosts: tuple[str, ...] = LOOPBACK, seconds: float = MOST_SECONDS) -> Flask:
    """The application, scanning in ``pool``; it answers requests for ``hosts`` alone.

    Raises:
        MissingPackageError: Flask is not installed.
    """
    try:
        from flask import Flask, abort, request
    except ImportError:
        raise MissingPackageError("embedparse serve", "serve") from None
    app = Flask("embedparse", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES)

    @app.before_request
    def only_for_this_host() -> None:
        if urlsplit(f"//{request.host}").hostname not in hosts:
            abort(403, "This page answers under the name of this machine only.")

    @app.get("/")
    def form() -> str:
        return page(Request(""))

    @app.post("/")
    def scan() -> tuple[str, int]:
        asked = _asked(request.files.get("file"), request.form)
        if problem := asked.problem():
            return page(asked, problem=problem), 400
        try:
            result = pool.schedule(result_of, args=(asked,), timeout=seconds).result()
        except TooLate:
            return page(asked, problem=f"The scan took longer than {seconds:g} seconds and was ended."), 503
        return page(asked, result), 200

    @app.errorhandler(413)
    def too_large(_: Exception) -> tuple[str, int]:
        return page(Request(""), problem=f"Larger than {MOST_BYTES // 1_000_000} MB: use the command."), 413

    app.after_request(_harmless)
    return app


def _asked(file: object, form: Mapping[str, str]) -> Request:
    """What the page's form asks for; an uploaded ``file`` replaces its text."""
    return Request(
        text=_text(file) or form.get("text", ""),
        kind=form.get("kind", "auto"),
        min_confidence=form.get("min_confidence", "likely"),
        quotes="quotes" in form,
    )


def _harmless(response: Any) -> Any:
    """``response`` with headers that let it load and run nothing of others."""
    response.headers["Content-Security-Policy"] = _policy()
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _text(file: object) -> str:
    """The text of an uploaded file: UTF-8, what is none replaced."""
    data = file.read() if file is not None else b""  # type: ignore[attr-defined]
    return bytes(data).decode("utf-8-sig", "replace")


def _policy() -> str:
    script = script_hash(source("serve.js"))
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {script}; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )


def page(asked: Request, result: Result | None = None, problem: str | None = None) -> str:
    """The HTML of the page: the form as it was filled in, and the result of it."""
    return render(
        "serve.html",
        style=Markup(source("tokens.css") + source("article.css") + source("serve.css")),
        own=Markup(source("serve.js")),
        asked=asked,
        confidences=CONFIDENCES,
        columns=COLUMNS,
        result=result,
        article=Markup(result.article) if result else "",
        problem=problem,
    )
