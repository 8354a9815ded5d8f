"""Find the social posts embedded in articles and separate them from the prose.

    import embedparse
    found = embedparse.scan(text)        # or embedparse.scan_html(source)
    found.embeds                         # the records
    found.prose                          # the article without them

Names are loaded on first use, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from embedparse._version import __version__

if TYPE_CHECKING:
    from embedparse.models import Document, DocumentError, Embed, EmbedparseError, Scan, UsageError
    from embedparse.options import Options
    from embedparse.pipeline import scan, scan_document, scan_html

_HOMES = {
    "scan": "pipeline",
    "scan_html": "pipeline",
    "scan_document": "pipeline",
    "Options": "options",
    "Document": "models",
    "Embed": "models",
    "Scan": "models",
    "EmbedparseError": "models",
    "DocumentError": "models",
    "UsageError": "models",
}

__all__ = [
    "Document",
    "DocumentError",
    "Embed",
    "EmbedparseError",
    "Options",
    "Scan",
    "UsageError",
    "__version__",
    "scan",
    "scan_document",
    "scan_html",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'embedparse' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"embedparse.{home}"), name)


def __dir__() -> list[str]:
    """The public names, those not loaded yet included: what `dir` and completion show."""
    return sorted(__all__)
