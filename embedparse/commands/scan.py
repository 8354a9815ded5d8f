"""`embedparse scan`: records of the embedded posts, and the articles without them."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from embedparse.commands._options import input_options, run_options


@click.command(short_help="A record for each post in the articles.")
@click.argument("inputs", nargs=-1)
@click.option(
    "-o", "--output", metavar="RECORDS", default="-", help="Where the records go.  [default: standard output]"
)
@click.option(
    "--keep",
    metavar="COLUMN",
    multiple=True,
    help="Carry this column of a row into its records; may be repeated; '*' is all but the text.",
)
@click.option(
    "--csv-safe",
    is_flag=True,
    help="CSV for spreadsheets: an apostrophe before what they would change, and a byte order mark.",
)
@click.option("--articles", metavar="OUT", help="Also write the articles without their embeds.")
@click.option("--questions", metavar="FILE", help="Write a question for each doubtful border, as JSON Lines.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="What runs it: this machine, or Ray, here or on a cluster; Ray writes folders.",
)
@click.option("--address", metavar="ADDRESS", help="Of a running Ray; without one, Ray is started here.")
@input_options
@run_options
def scan(
    inputs: tuple[str, ...],
    output: str,
    engine: str,
    address: str | None,
    **options: Any,
) -> None:
    """Find the embedded posts of the articles in INPUTS: one record for each.

    INPUTS are files, folders, globs, or - for standard input.

    \b
        embedparse scan articles.jsonl -o records.jsonl
        embedparse scan pages/ --articles prose/ -o records.csv
        zcat articles.jsonl.gz | embedparse scan - > records.jsonl
    """
    from embedparse.commands._run import RunChoices, start

    chosen = RunChoices(inputs=inputs, records=output, **options)
    if engine == "ray":
        from embedparse.integrations.ray.run import run

        start(chosen, partial(run, address=address))
    if address is not None:
        raise click.UsageError("--address goes with --engine ray.")
    start(chosen)
