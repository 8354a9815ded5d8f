"""`embedparse clean`: the articles without their embeds."""

from __future__ import annotations

from typing import Any

import click

from embedparse.commands._options import input_options, run_options


@click.command(short_help="The articles without the posts embedded in them.")
@click.argument("inputs", nargs=-1)
@click.option(
    "-o", "--output", metavar="OUT", default="-", help="Where the articles go.  [default: standard output]"
)
@input_options
@run_options
def clean(inputs: tuple[str, ...], output: str, **options: Any) -> None:
    """Write the articles in INPUTS without the posts embedded in them.

    Rows stay rows, text stays text: the same as scan --articles, alone.

    \b
        embedparse clean article.txt
        embedparse clean articles.jsonl -o prose.jsonl
    """
    from embedparse.commands._run import RunChoices, start

    start(RunChoices(inputs=inputs, articles=output, **options))
