"""A component for spaCy's pipelines: the posts of a text, with their places in it.

import embedparse.integrations.spacy  # makes the component known
nlp.add_pipe("embedparse")
doc = nlp(text)
doc._.posts                  # the records, as `embedparse.scan` gives them
doc.spans["posts"]           # the tokens of each, labelled with its platform
"""

from __future__ import annotations

from typing import Any

from embedparse.models import Document, Embed
from embedparse.options import Options
from embedparse.pipeline import scan_document

try:
    from spacy.language import Language
    from spacy.tokens import Doc
except ImportError:
    raise ImportError("this needs one more package: pip install 'embedparse[spacy]'") from None

SPANS = "posts"
"""The key of the spans in ``doc.spans``."""


class PostFinder:
    """Sets ``doc._.posts``, a tuple of `Embed` whose spans are character offsets, and their token spans."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def __call__(self, doc: Any) -> Any:
        embeds = scan_document(Document("", doc.text), self.options).embeds
        doc._.posts = embeds
        doc.spans[SPANS] = [span for embed in embeds for span in _token_spans(doc, embed)]
        return doc


def _token_spans(doc: Any, embed: Embed) -> list[Any]:
    label = embed.platform or embed.kind
    spans = (doc.char_span(*span, label=label, alignment_mode="expand") for span in embed.spans)
    return [span for span in spans if span is not None]


@Language.factory("embedparse", assigns=["doc._.posts", "doc.spans"])
def create_post_finder(
    nlp: Any,
    name: str,
    min_confidence: str = "likely",
    platforms: list[str] | None = None,
    quotes: bool = False,
    indirect: bool = False,
) -> PostFinder:
    """The component for a pipeline's config. Raises UsageError for an unknown confidence or platform."""
    if not Doc.has_extension("posts"):
        Doc.set_extension("posts", default=())
    options = Options(min_confidence, platforms, quotes=quotes, indirect=indirect)  # type: ignore[arg-type]
    return PostFinder(options)
