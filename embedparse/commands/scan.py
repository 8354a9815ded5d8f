"""`embedparse scan`: records of the embedded posts, and the articles without them."""

from __future__ import annotations

import sys

import click


@click.command()
@click.argument("inputs", nargs=-1)
@click.option("-o", "--output", default="-")
@click.option("--field", default="text")
@click.option("--kind", default="text")
@click.option("--jobs", default=1)
@click.option("--min-confidence", default="likely")
def scan(inputs: tuple[str, ...], output: str, field: str, kind: str, jobs: int, min_confidence: str) -> None:
    """Find embedded posts in INPUTS."""
    import orjson

    from embedparse.models import Document
    from embedparse.pipeline import Options, scan_document

    options = Options(min_confidence)  # type: ignore[arg-type]
    out = sys.stdout.buffer if output == "-" else open(output, "wb")  # noqa: SIM115
    for path in inputs:
        with open(path, "rb") as lines:
            for line in lines:
                row = orjson.loads(line)
                document = Document(row["id"], row[field], kind)  # type: ignore[arg-type]
                for embed in scan_document(document, options).embeds:
                    out.write(orjson.dumps(embed.to_dict()) + b"\n")
    out.flush()
