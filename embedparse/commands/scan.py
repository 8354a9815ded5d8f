"""`embedparse scan`: records of the embedded posts, and the articles without them."""

from __future__ import annotations

from typing import Any

import click

from embedparse.commands._options import input_options, run_options, start


@click.command()
@click.argument("inputs", nargs=-1)
@click.option(
    "-o", "--output", metavar="RECORDS", default="-", help="Where the records go.  [default: standard output]"
)
@click.option("--articles", metavar="OUT", help="Also write the articles without their embeds.")
@input_options
@run_options
def scan(inputs: tuple[str, ...], output: str, articles: str | None, **options: Any) -> None:
    """Find the embedded posts of the articles in INPUTS: one record for each.

    INPUTS are files, folders, globs, or - for standard input.

    \b
        embedparse scan articles.jsonl -o records.jsonl
        embedparse scan pages/ --articles prose/ -o records.csv
        zcat articles.jsonl.gz | embedparse scan - > records.jsonl
    """
    start(inputs, output=output, articles=articles, **options)
