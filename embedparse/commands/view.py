"""`embedparse view`: one article for the eye, its embeds marked and the evidence beside them."""

from __future__ import annotations

from typing import Any

import click

from embedparse.commands._options import InputChoices, input_options
from embedparse.pipeline import scan_document
from embedparse.stderr import tell


@click.command()
@click.argument("source", metavar="INPUT")
@click.option("--id", "wanted_id", metavar="ID", help="Of several articles: the one with this id.")
@click.option("--row", type=click.IntRange(min=1), metavar="N", help="Of several articles: the Nth.")
@input_options
@click.option("--html", metavar="FILE", help="Write the article as a page instead.")
@click.option(
    "--explain", is_flag=True, help="List the borders that each post may have, and what spoke for them."
)
def view(
    source: str,
    wanted_id: str | None,
    row: int | None,
    html: str | None,
    explain: bool,
    **options: Any,
) -> None:
    """Show the article INPUT with its embeds in colour and what decided beside each of them.

    INPUT is whatever `scan` reads, or - for standard input; of several articles the first is
    shown, or the one that --id or --row names. Where the output is no terminal, lines of an embed
    stand behind a bar instead of in colour (FORCE_COLOR=1 asks for colours all the same).

    \b
    Examples:
        embedparse view article.txt
        FORCE_COLOR=1 embedparse view articles.jsonl --row 17 | less -R
        embedparse view page.html --html marked.html
        embedparse view article.txt --explain
        embedparse view article.txt --explain --html marked.html
    """
    from embedparse.reports import chosen, document_blocks

    if wanted_id is not None and row is not None:
        raise click.UsageError("--id and --row name one article each: give one of them.")
    choices = InputChoices(**options)
    document = chosen.document_of(source, chosen.Choice(wanted_id, row), choices.reading())
    found = scan_document(document, choices.scan_options())
    embeds = found.embeds
    if html:
        from embedparse.reports import article_page, pages

        shown = document_blocks.blocks(document, embeds)
        borders = found.borders if explain else ()
        pages.write(html, article_page.article_page(document, shown, embeds, borders), (source,))
        if html != "-":
            tell(f"embedparse: wrote {html}")
        return
    from embedparse.reports import explanation, terminal

    if explain:
        for line in explanation.explanation(document, found):
            click.echo(line)
        return
    shown = document_blocks.blocks(document, embeds)
    console = terminal.console()
    title = f"{document.id}: {terminal.summary(embeds)}"
    if console.is_terminal:
        terminal.show(title, shown, console)
    else:
        for line in terminal.plain(title, shown):
            click.echo(line)
