"""`--engine ray`: the shards of an archive, mapped by Ray Data over the workers of a cluster.

Each shard is read, scanned and written by one worker (see `shard_writer`). Counts and failures return to
the driver, which puts them in the order of the input.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from embedparse.batch.outputs import Outputs, check_paths
from embedparse.batch.run import Interrupts, RunConfig, save_summary
from embedparse.batch.summary import Summary
from embedparse.inputs import DocumentBlock
from embedparse.integrations.ray.shard_worker import ShardResult, scan_shard, shards_to_repeat
from embedparse.integrations.ray.shard_writer import (
    Folders,
    ShardWriter,
    appearing_whole,
    check_folder,
    write_empty_part,
)
from embedparse.integrations.ray.shards import Shard, shards_of
from embedparse.jobs import Result, ScanConfig
from embedparse.models import EmbedparseError, MissingPackageError, UsageError
from embedparse.readers.batches import read_batches
from embedparse.readers.sources import STDIN, expand

_STORE = 1 << 29
"""Bytes of shared memory for a Ray started here; only counts go through it."""
_BLOCKS = 20_000
"""Ray blocks at most: in a larger archive each holds several shards."""


def run(plan: RunConfig, address: str | None = None) -> Summary:
    """Do what ``plan`` says on the Ray at ``address``, or on one started here with ``plan.jobs`` workers.

    Raises:
        UsageError: nothing has been written.
        EmbedparseError: Ray gave up, or some shards returned no result.
    """
    began = time.monotonic()
    _check(plan)
    folders = {name: check_folder(name, path) for name, path in plan.outputs.items() if name != "failures"}
    sources = expand(plan.inputs)
    check_paths(plan.outputs, sources, plan.summary)
    ray = _ray()
    next(read_batches(sources[:1], plan.work.reading), None)  # the wrong --field shows here
    named = {name: path for name, path in plan.outputs.items() if name == "failures"}
    outputs = Outputs(named, sources, None, plan.work)
    try:
        with appearing_whole(folders) as targets, _cluster(ray, address, plan.jobs) as workers, Interrupts():
            shards = shards_of(sources, plan.work.reading, workers)
            results = _results_of_all(ray, shards, plan.work, targets)
            if not any(result.summary.embeds for result in results):
                write_empty_part(targets["records"], plan.work)
        summary = Summary()
        for result in results:
            summary.join(result.summary)
            outputs.take(DocumentBlock(0, ()), Result(failures=result.failures))
        outputs.finish()
    finally:
        outputs.abandon()
    summary.seconds = time.monotonic() - began
    save_summary(plan.summary, summary)
    return summary


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anyone
    os.environ.setdefault("RAY_ENABLE_AUTO_CONNECT", "0")  # no second one starts unasked
    try:
        import ray
        import ray.data
    except ImportError:
        raise MissingPackageError("--engine ray", "ray") from None
    return ray


def _check(plan: RunConfig) -> None:
    """Raise UsageError for what this engine cannot do."""
    problem = None
    if plan.resume or plan.restart:
        problem = "--engine ray starts over by itself and cannot --resume"
    elif plan.rescan:
        problem = "--engine ray reads archives, not failures: leave it out for --rescan"
    elif STDIN in plan.inputs:
        problem = "--engine ray reads files, not standard input"
    if problem is not None:
        raise UsageError(f"{problem}.\n  Nothing has been written.")


@contextmanager
def _cluster(ray: Any, address: str | None, jobs: int) -> Iterator[int]:
    """The workers of the Ray at ``address``, or of one of our own for as long as this lasts."""
    settings: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address is None:
        settings |= {"num_cpus": jobs, "include_dashboard": False, "object_store_memory": _STORE}
        settings |= {"_node_ip_address": "127.0.0.1"}
    try:
        ray.init(address or "local", **settings)
    except Exception as error:  # Ray has no class for what goes wrong at its start
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise UsageError(f"Ray cannot be used: {reason}\n  Nothing has been written.") from None
    try:
        yield max(int(ray.cluster_resources().get("CPU", 1)), 1)
    except BaseException as error:
        # Ray's iterators end themselves when they are forgotten: now, while Ray still runs.
        traceback.clear_frames(error.__traceback__)
        gc.collect()
        raise
    finally:
        ray.shutdown()


def _results_of_all(ray: Any, shards: list[Shard], config: ScanConfig, folders: Folders) -> list[ShardResult]:
    """The result of each of ``shards``, in their order. Raises EmbedparseError if one is missing."""
    results = _map(ray, shards, config, folders)
    again = list(shards_to_repeat(shards, results))
    if again:
        results |= _map(ray, again, config, folders)
    return [results[shard.number] for shard in shards]


def _map(ray: Any, shards: list[Shard], config: ScanConfig, folders: Folders) -> dict[int, ShardResult]:
    rows = [{"number": shard.number, "shard": pickle.dumps(shard)} for shard in shards]
    data = ray.data.from_items(rows, override_num_blocks=min(len(rows), _BLOCKS))
    mapped = data.map(_scan_shard, fn_kwargs={"config": config, "folders": folders})
    results: dict[int, ShardResult] = {}
    for row in _iterated(ray, mapped):
        results[row["number"]] = found = pickle.loads(row["result"])
        if isinstance(found, str):
            raise EmbedparseError(f"{found}\n  Nothing is in place; run it again once that is put right.")
    if len(results) != len(shards):
        raise EmbedparseError(f"only {len(results)} of {len(shards)} shards returned a result from Ray")
    return results


def _iterated(ray: Any, mapped: Any) -> Iterator[dict[str, Any]]:
    """The rows of ``mapped``, in any order. Raises EmbedparseError where Ray gives up."""
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # its errors are reported below
    try:
        yield from mapped.iter_rows()
    except ray.exceptions.RayError as error:
        cause = str(getattr(error, "cause", None) or error).strip().splitlines()[-1]
        raise EmbedparseError(f"Ray gave up: {cause}") from None


def _scan_shard(row: dict[str, Any], config: ScanConfig, folders: Folders) -> dict[str, Any]:
    """In a worker: scan a shard and install its outputs; its pickled result, or the reason of its failure."""
    shard: Shard = pickle.loads(row["shard"])
    result: ShardResult | str
    try:
        with tempfile.TemporaryDirectory() as scratch:
            writer = ShardWriter(folders, shard.number, shard.source, scratch)
            result = scan_shard(shard, config, writer)
            if not result.uncounted:
                writer.install()
    except Exception as error:  # Ray would wrap it in errors of its own
        result = f"{shard.source.path}: a worker could not do this: {str(error) or type(error).__name__}"
    return {"number": shard.number, "result": pickle.dumps(result)}
