"""The step for datatrove, run by its own local executor over JSON Lines and Parquet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from embedparse import scan_document
from embedparse.models import Document
from embedparse.readers.html_sniff import kind_of
from tests.command import ARTICLE, PLAIN, PROSE, write_rows
from tests.newsroom import articles

pytest.importorskip("datatrove", reason="needs datatrove: pip install 'embedparse[datatrove]'")

from datatrove.data import Document as Doc
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader, ParquetReader
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

from embedparse import Options, UsageError
from embedparse.integrations.datatrove import ExtractEmbeds, StripEmbeds, parquet_schema

pytestmark = pytest.mark.process


def expected(rows: list[dict[str, Any]]) -> dict[str, tuple[str, list[Any]]]:
    """Prose and records by id, each article scanned by itself."""
    made = {}
    for row in rows:
        text = row["text"]
        scan = scan_document(Document(row["id"], text, kind_of(text, "auto")))
        embeds = [{k: v for k, v in embed.to_dict().items() if k != "doc"} for embed in scan.embeds]
        made[row["id"]] = (scan.prose, json.loads(json.dumps(embeds)))
    return made


def run(tmp_path: Path, reader: Any, writer: Any) -> dict[str, Any]:
    """Run the step between ``reader`` and ``writer``; its statistics."""
    logs = tmp_path / "logs"
    executor = LocalPipelineExecutor(
        [reader, StripEmbeds(), writer], tasks=2, workers=1, logging_dir=str(logs)
    )
    executor.run()
    stats = json.loads((logs / "stats.json").read_text("utf-8"))
    return next(step["stats"] for step in stats if "Embedded posts" in step["name"])


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return list(articles(400, every=6))


def total(stat: Any) -> int:
    return stat["total"] if isinstance(stat, dict) else stat


def check(stats: dict[str, Any], rows: list[dict[str, Any]], found: dict[str, tuple[str, list[Any]]]) -> None:
    assert found == expected(rows)
    embeds = [embed for _, each in found.values() for embed in each]
    assert len(embeds) > 50
    assert total(stats["total"]) == len(rows)
    assert total(stats["embeds"]) == total(stats["embeds/twitter"]) == len(embeds)
    assert total(stats["with_embeds"]) == sum(1 for _, each in found.values() if each)
    assert total(stats["removed"]) == sum(len(r["text"]) - len(found[r["id"]][0]) for r in rows)
    assert "failed" not in stats


def test_json_lines_through_the_local_executor(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    (tmp_path / "in").mkdir()
    write_rows(tmp_path / "in" / "a.jsonl", rows[:150])
    write_rows(tmp_path / "in" / "b.jsonl", rows[150:])
    writer = JsonlWriter(str(tmp_path / "out"), compression=None)
    stats = run(tmp_path, JsonlReader(str(tmp_path / "in")), writer)
    lines = [line for file in (tmp_path / "out").iterdir() for line in file.read_bytes().splitlines()]
    made = [json.loads(line) for line in lines]
    check(stats, rows, {row["id"]: (row["text"], row["metadata"]["embeds"]) for row in made})
    assert {row["metadata"]["section"] for row in made} == {"port", "town", "sport"}


def test_parquet_through_the_local_executor(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    (tmp_path / "in").mkdir()
    pq.write_table(pa.Table.from_pylist(rows[:150]), tmp_path / "in" / "a.parquet")
    pq.write_table(pa.Table.from_pylist(rows[150:]), tmp_path / "in" / "b.parquet")
    schema = parquet_schema({"section": pa.string()})
    writer = ParquetWriter(str(tmp_path / "out"), expand_metadata=True, schema=schema)
    stats = run(tmp_path, ParquetReader(str(tmp_path / "in")), writer)
    made = pq.read_table(tmp_path / "out").to_pylist()
    check(stats, rows, {row["id"]: (row["text"], row["embeds"]) for row in made})


def test_a_document_without_posts_has_an_empty_list_and_its_own_text() -> None:
    (made,) = StripEmbeds()([Doc(PLAIN, "a", metadata={"n": 1})])
    assert (made.text, made.metadata) == (PLAIN, {"n": 1, "embeds": []})


def test_posts_alone_carry_what_is_kept_of_their_article() -> None:
    metadata = {"url": "https://www.courier.co.uk/a", "section": "port", "author": "Bo", "n": 1}
    step = ExtractEmbeds(keep=["section", "author"])
    (post,) = step([Doc(ARTICLE, "a", metadata=metadata), Doc(PLAIN, "b")])
    assert (post.id, post.text.splitlines()[0]) == ("a/0", post.metadata["body"])
    shown = {name: post.metadata[name] for name in ("doc", "author", "doc_author", "section", "outlet")}
    assert shown == {
        "doc": "a", "author": "Ada Quill", "doc_author": "Bo", "section": "port", "outlet": "courier.co.uk",
    }  # fmt: skip
    assert "n" not in post.metadata
    with pytest.raises(UsageError):
        ExtractEmbeds(keep=["author", "doc_author"])


def test_options_are_taken() -> None:
    step = StripEmbeds(kind="text", options=Options(platforms=("instagram",)))
    (made,) = step([Doc(ARTICLE, "a")])
    assert (made.text, made.metadata["embeds"]) == (ARTICLE, [])


def test_a_document_that_cannot_be_scanned_passes_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from embedparse.integrations import datatrove

    def breaks(document: Document, options: Options) -> Any:
        if document.id == "bad":
            raise RuntimeError("broken rule")
        return scan_document(document, options)

    monkeypatch.setattr(datatrove, "scan_document", breaks)
    step = StripEmbeds()
    bad, good = step([Doc(ARTICLE, "bad"), Doc(ARTICLE, "good")])
    assert (bad.text, bad.metadata["embeds"], good.text) == (ARTICLE, [], PROSE)
    assert step.stats["failed"].total == 1
