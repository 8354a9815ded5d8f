"""Steps for datatrove's pipelines: articles without their posts, or the posts alone.

from embedparse.integrations.datatrove import ExtractEmbeds, StripEmbeds, parquet_schema
articles = [JsonlReader("in/"), StripEmbeds(), JsonlWriter("out/")]
posts = [JsonlReader("in/"), ExtractEmbeds(keep=["url"]), JsonlWriter("posts/")]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from embedparse.arrow import embeds_type
from embedparse.columnar import pyarrow
from embedparse.inputs import KindChoice
from embedparse.models import FIELD_NAMES, Document, Scan
from embedparse.options import DEFAULT, Options
from embedparse.outlets import outlet_of, url_of_row
from embedparse.pipeline import scan_document
from embedparse.readers.html_sniff import kind_of
from embedparse.readers.kept_columns import kept_values, record_keys

try:
    from datatrove.data import Document as DatatroveDocument
    from datatrove.pipeline.base import PipelineStep
    from datatrove.utils.logging import logger
except ImportError:
    raise ImportError("this needs one more package: pip install 'embedparse[datatrove]'") from None

_INNER = FIELD_NAMES[1:]
"""The keys of a record inside its document."""


class StripEmbeds(PipelineStep):  # type: ignore[misc]
    """Replaces ``text`` by its prose and puts the records, a list of dicts, into ``metadata["embeds"]``.

    The list is empty where a document holds no post. The records have no ``doc``: they are in it.
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


class ExtractEmbeds(PipelineStep):  # type: ignore[misc]
    """Gives one document for each post: its body as ``text``, its record as ``metadata``.

    The id is ``ID/INDEX`` of the article's id. ``keep`` names keys of the article's metadata to carry
    into the record; one that is called as a key of a record is called ``doc_NAME`` there.
    ``doc_url`` and ``outlet`` are from ``url``, ``link`` or ``canonical`` of the metadata. An article
    that cannot be scanned gives nothing.

    Statistics: articles (``total``), records (``embeds``, and ``embeds/twitter`` and so on), ``failed``.
    """

    name = "💬 Posts of articles"
    type = "🔻 - FILTER"

    def __init__(
        self, kind: KindChoice = "auto", keep: Sequence[str] = (), options: Options = DEFAULT
    ) -> None:
        """Raises UsageError where two columns of ``keep`` would get the same name."""
        super().__init__()
        self.kind = kind
        self.keep = [(name,) for name in keep]
        self.options = options
        record_keys(self.keep)

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        for article in data or ():
            with self.track_time():
                posts = list(self._posts(article))
            yield from posts

    def _posts(self, article: Any) -> Iterator[Any]:
        self.stat_update("total")
        kind = kind_of(article.text, self.kind)
        try:
            embeds = scan_document(Document(str(article.id), article.text, kind), self.options).embeds
        except Exception:  # one bad document never ends a run
            logger.exception(f"the document {article.id} could not be scanned")
            self.stat_update("failed")
            return
        url = url_of_row(article.metadata)
        about = {"doc_url": url, "outlet": outlet_of(url)}
        about |= kept_values(article.metadata, self.keep, [("text",)])
        for embed in embeds:
            self.stat_update("embeds")
            self.stat_update(f"embeds/{embed.platform}")
            record = {name: _plain(value) for name, value in embed.to_dict().items()}
            yield DatatroveDocument(embed.body or "", f"{article.id}/{embed.index}", metadata=record | about)


def parquet_schema(metadata: Mapping[str, Any] | None = None) -> Any:
    """The schema for datatrove's ParquetWriter behind `StripEmbeds`, with ``expand_metadata=True``.

    Without one the writer takes the types from the first document, where ``embeds`` may be empty.
    ``metadata`` are the pyarrow types of the documents' own metadata, by key.

        ParquetWriter("out/", expand_metadata=True, schema=parquet_schema({"url": pyarrow.string()}))
    """
    arrow = pyarrow()
    columns = {"text": arrow.string(), "id": arrow.string(), **(metadata or {}), "embeds": embeds_type()}
    return arrow.schema(list(columns.items()))


def _plain(value: Any) -> Any:
    """Lists for tuples, as JSON and Parquet give them back."""
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value
