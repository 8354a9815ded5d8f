"""A step for datatrove's pipelines: posts out of the text, their records into the metadata.

from embedparse.integrations.datatrove import StripEmbeds
pipeline = [JsonlReader("in/"), StripEmbeds(), JsonlWriter("out/")]
"""

from __future__ import annotations

from typing import Any

from embedparse.models import FIELD_NAMES, Document, Scan
from embedparse.pipeline import DEFAULT, Options, scan_document
from embedparse.readers.blocks import KindChoice
from embedparse.readers.html_sniff import kind_of

try:
    from datatrove.pipeline.base import PipelineStep
    from datatrove.utils.logging import logger
except ImportError:
    raise ImportError("this needs one more package: pip install 'embedparse[datatrove]'") from None

_INNER = FIELD_NAMES[1:]
"""The keys of a record inside its document."""


class StripEmbeds(PipelineStep):  # type: ignore[misc]
    """Replaces ``text`` by its prose and puts the records, a list of dicts, into ``metadata["embeds"]``.

    The list is empty where a document holds no post. The records have no ``doc``: they stand in it.
    A document that cannot be scanned passes as it was.

    Statistics: documents (``total``), those ``with_embeds``, records (``embeds``, and
    ``embeds/twitter`` and so on), code points taken out (``removed``), and ``failed``.
    """

    name = "✂️ Embedded posts"
    type = "🧹 - CLEANER"

    def __init__(self, kind: KindChoice = "auto", options: Options = DEFAULT) -> None:
        super().__init__()
        self.kind = kind
        self.options = options

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:
        for document in data or ():
            with self.track_time():
                self._strip(document)
            yield document

    def _strip(self, document: Any) -> None:
        self.stat_update("total")
        kind = kind_of(document.text, self.kind)
        try:
            scan = scan_document(Document(str(document.id), document.text, kind), self.options)
        except Exception:  # one bad document never ends a run
            logger.exception(f"the document {document.id} could not be scanned")
            self.stat_update("failed")
            scan = Scan((), document.text, ())
        if scan.embeds:
            self.stat_update("with_embeds")
            self.stat_update("embeds", value=len(scan.embeds))
            for embed in scan.embeds:
                self.stat_update(f"embeds/{embed.platform}")
            self.stat_update("removed", value=len(document.text) - len(scan.prose))
        document.text = scan.prose
        document.metadata["embeds"] = [
            {name: _plain(getattr(embed, name)) for name in _INNER} for embed in scan.embeds
        ]


def _plain(value: Any) -> Any:
    """Lists for tuples, as JSON and Parquet give them back."""
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value
