"""One document as the text path reads it: built once, passed on, each part worked out when it is needed."""

from __future__ import annotations

from functools import cached_property

from embedparse.models import Span
from embedparse.spans import Taken
from embedparse.text.code import code_regions
from embedparse.text.hard_wraps import width_of
from embedparse.text.lines import Lines
from embedparse.text.markdown import quotations, references
from embedparse.text.markdown.quotations import Quotation
from embedparse.text.markdown.references import Definition
from embedparse.text.markdown.visible import Visible, read_visible


class TextView(Lines):
    """A document's text with its lines, its hard wraps and its Markdown."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def rows(self) -> list[str]:
        """The lines, without their line feeds."""
        return self.text.split("\n")

    @cached_property
    def width(self) -> int:
        """The column at which lines are broken; 0 where they are whole paragraphs."""
        return width_of(self.rows)

    @cached_property
    def visible(self) -> Visible:
        """What a reader sees: Markdown taken out, offsets kept."""
        return read_visible(self.text)

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """The addresses of reference links by their label."""
        return references.definitions(self.text) if "]:" in self.text else {}

    @cached_property
    def code(self) -> Taken:
        """What shows code or hides what is in it: no embed is there."""
        return Taken(code_regions(self.text))

    def quotation(self, edge: int, at: int) -> Quotation | None:
        """The block quotation that holds ``at``; nothing before ``edge`` belongs to it."""
        return quotations.quotation(self, edge, at) if self._quotes else None

    @cached_property
    def _quotes(self) -> bool:
        return ">" in self.text

    def frame(self, span: Span) -> Span:
        """``span`` with the Markdown marks around it that show a reader nothing."""
        return quotations.frame(self.text, span)
