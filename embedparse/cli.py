"""The command: options to calls, errors to messages, counts to standard error."""

from __future__ import annotations

import sys

import click
import orjson

from embedparse._version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="embedparse")
def main() -> None:
    """Find the social posts embedded in articles, and the articles without them."""


@main.command()
@click.argument("inputs", nargs=-1)
@click.option("-o", "--output", default="-")
@click.option("--field", default="text")
@click.option("--kind", default="text")
@click.option("--jobs", default=1)
@click.option("--min-confidence", default="likely")
def scan(inputs: tuple[str, ...], output: str, field: str, kind: str, jobs: int, min_confidence: str) -> None:
    """Find embedded posts in INPUTS."""
    from embedparse.models import Document
    from embedparse.pipeline import Options, scan_document

    options = Options(min_confidence)  # type: ignore[arg-type]
    out = sys.stdout.buffer if output == "-" else open(output, "wb")
    for path in inputs:
        with open(path, "rb") as lines:
            for line in lines:
                row = orjson.loads(line)
                document = Document(row["id"], row[field], kind)  # type: ignore[arg-type]
                for embed in scan_document(document, options).embeds:
                    out.write(orjson.dumps(embed.to_dict()) + b"\n")
    out.flush()
