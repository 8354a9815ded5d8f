"""An item pipeline for Scrapy: the posts out of an article's text, their records beside it.

    ITEM_PIPELINES = {"embedparse.integrations.scrapy.EmbedsPipeline": 300}

Settings: ``EMBEDPARSE_FIELD`` is the field of an item that holds the article (``text``),
``EMBEDPARSE_EMBEDS_FIELD`` the one for the records (``embeds``), ``EMBEDPARSE_KIND`` what the
article is (``auto``), ``EMBEDPARSE_MIN_CONFIDENCE`` (``likely``), and ``EMBEDPARSE_KEEP_TEXT`` leaves
the text as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from embedparse.models import Document, UsageError
from embedparse.options import DEFAULT, Options
from embedparse.pipeline import scan_document
from embedparse.readers.html_sniff import kind_of

try:
    from itemadapter import ItemAdapter
except ImportError:
    raise ImportError("this needs one more package: pip install 'embedparse[scrapy]'") from None


@dataclass
class EmbedsPipeline:
    """Puts the records of each item's article into the item, and its prose in place of its text.

    An item without the field, or without text in it, passes as it was.
    """

    field: str = "text"
    embeds_field: str = "embeds"
    kind: Any = "auto"
    keep_text: bool = False
    options: Options = DEFAULT

    @classmethod
    def from_crawler(cls, crawler: Any) -> EmbedsPipeline:
        """The pipeline as the crawler's settings ask for it. Raises UsageError."""
        settings = crawler.settings
        return cls(
            settings.get("EMBEDPARSE_FIELD", "text"),
            settings.get("EMBEDPARSE_EMBEDS_FIELD", "embeds"),
            settings.get("EMBEDPARSE_KIND", "auto"),
            settings.getbool("EMBEDPARSE_KEEP_TEXT"),
            Options(settings.get("EMBEDPARSE_MIN_CONFIDENCE", "likely")),
        )

    def process_item(self, item: Any) -> Any:
        """``item`` with its records. Raises UsageError where its class has no field for them."""
        article = ItemAdapter(item)
        text = article.get(self.field)
        if not isinstance(text, str):
            return item
        scan = scan_document(
            Document(str(article.get("url", "")), text, kind_of(text, self.kind)), self.options
        )
        try:
            article[self.embeds_field] = [embed.to_dict() for embed in scan.embeds]
        except KeyError:
            name = type(item).__name__
            raise UsageError(f'{name} has no field "{self.embeds_field}": add one for the records') from None
        if not self.keep_text:
            article[self.field] = scan.prose
        return item
