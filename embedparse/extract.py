"""The main text of a page, by trafilatura (extra `embedparse[extract]`)."""

from __future__ import annotations

from embedparse.models import DocumentError, UsageError

_MISSING = "taking the main text of a page needs trafilatura: pip install 'embedparse[extract]'"


def main_text(page: str) -> str:
    """The main text of ``page``, an HTML source, without comments; empty where there is none.

    Raises:
        UsageError: trafilatura is not installed.
        DocumentError: trafilatura failed on this page.
    """
    try:
        import trafilatura
    except ImportError:
        raise UsageError(_MISSING) from None
    try:
        return trafilatura.extract(page, include_comments=False, favor_recall=True) or ""
    except Exception as error:  # a page may break any of the parsers underneath
        raise DocumentError(
            f"no main text: trafilatura failed with {type(error).__name__}: {error}"
        ) from error
