"""`embedparse view`: one article for the eye, its embeds marked and the evidence beside them."""

from __future__ import annotations

import os
from typing import Any

import click

from embedparse.commands._options import InputChoices, input_options, page_option
from embedparse.models import Document
from embedparse.options import Options
from embedparse.pipeline import scan_document


@click.command(short_help="One article with its posts in colour, and why.")
@click.argument("sources", metavar="INPUT...", nargs=-1, required=True)
@click.option("--id", "wanted_id", metavar="ID", help="Of several articles: the one with this id.")
@click.option("--row", type=click.IntRange(min=1), metavar="N", help="Of several articles: the Nth.")
@input_options
@page_option("Write a page instead; of a folder or several INPUTs with an index.")
@click.option(
    "--explain", is_flag=True, help="List the borders that each post may have, and what spoke for them."
)
def view(
    sources: tuple[str, ...],
    wanted_id: str | None,
    row: int | None,
    html: str | None,
    explain: bool,
    **options: Any,
) -> None:
    """Show the article INPUT with its embeds in colour and what decided beside each of them.

    INPUT is whatever `scan` reads, or - for standard input; of several articles in it the first is
    shown, or the one that --id or --row names. With --html, all articles of a folder or of several
    INPUTs are on one page. Where the output is no terminal, lines of an embed
    stand behind a bar instead of in colour (FORCE_COLOR=1 asks for colours all the same).

    \b
    Examples:
        embedparse view article.txt
        FORCE_COLOR=1 embedparse view articles.jsonl --row 17 | less -R
        embedparse view page.html --html marked.html
        embedparse view pages/ --html all.html
        embedparse view article.txt --explain
        embedparse view article.txt --explain --html marked.html
    """
    from embedparse.reports import chosen

    if wanted_id is not None and row is not None:
        raise click.UsageError("--id and --row name one article each: give one of them.")
    choices = InputChoices(**options)
    one = wanted_id is not None or row is not None
    if html:
        from embedparse.reports import written_pages
    if html and not one and (len(sources) > 1 or os.path.isdir(sources[0])):
        documents = chosen.all_documents(sources, choices.reading())
        written_pages.write_all(html, sources, documents, choices.scan_options(), explain=explain)
        return
    choice = chosen.Choice(wanted_id, row)
    documents = (each for name in sources for each in chosen.documents_of(name, choice, choices.reading()))
    if html and (len(sources) > 1 or choices.reading().other_fields):
        written_pages.write_all(html, sources, documents, choices.scan_options(), explain=explain)
    elif html:
        written_pages.write_one(html, sources, next(documents), choices.scan_options(), explain=explain)
    else:
        for document in documents:
            _show(document, choices.scan_options(), explain=explain)


def _show(document: Document, options: Options, *, explain: bool) -> None:
    """Print ``document``, or with ``explain`` its borders."""
    from embedparse.reports import document_blocks, explanation, terminal

    console = terminal.console()
    found = scan_document(document, options)
    if explain:
        for line in explanation.explanation(document, found):
            click.echo(line)
        return
    shown = document_blocks.blocks(document, found.embeds)
    title = f"{document.id}: {terminal.summary(found.embeds)}"
    if console.is_terminal:
        terminal.show(title, shown, console)
    else:
        for line in terminal.plain(title, shown):
            click.echo(line)
