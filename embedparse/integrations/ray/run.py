"""`--engine ray`: the pieces of an archive, mapped by Ray Data over the workers of a cluster.

Each piece is read, scanned and written where it is done (see `shard_writer`). Counts and failures come back
to the driver, which puts them in the order of the input.
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
from embedparse.integrations.ray.shard_worker import Done, do, placed
from embedparse.integrations.ray.shard_writer import Folders, Parts, check_folder, put_nothing, whole
from embedparse.integrations.ray.shards import Piece, pieces_of
from embedparse.jobs import Result, ScanConfig
from embedparse.models import EmbedparseError, MissingPackageError, UsageError
from embedparse.readers.batches import read_batches
from embedparse.readers.sources import STDIN, expand

_STORE = 1 << 29
"""Bytes of shared memory for a Ray started here; only counts go through it."""
_BLOCKS = 20_000
"""Tasks at most: of a larger archive each does several pieces."""


def run(plan: RunConfig, address: str | None = None) -> Summary:
    """Do what ``plan`` says on the Ray at ``address``, or on one started here with ``plan.jobs`` workers.

    Raises:
        UsageError: nothing has been written.
        EmbedparseError: Ray gave up, or not all of the pieces came back.
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
        with whole(folders) as targets, _cluster(ray, address, plan.jobs) as workers, Interrupts():
            pieces = pieces_of(sources, plan.work.reading, workers)
            came = _all_done(ray, pieces, plan.work, targets)
            if not any(done.summary.embeds for done in came):
                put_nothing(targets["records"], plan.work)
        summary = Summary()
        for done in came:
            summary.join(done.summary)
            outputs.take(DocumentBlock(0, ()), Result(failures=done.failures))
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
        # Ray's iterators end themselves when they are forgotten: now, while there is a Ray to tell.
        traceback.clear_frames(error.__traceback__)
        gc.collect()
        raise
    finally:
        ray.shutdown()


def _all_done(ray: Any, pieces: list[Piece], work: ScanConfig, folders: Folders) -> list[Done]:
    """The outcome of each of ``pieces``. Raises EmbedparseError where not all came back."""
    came = _mapped(ray, pieces, work, folders)
    again = list(placed(pieces, came))
    if again:
        came |= _mapped(ray, again, work, folders)
    return [came[piece.number] for piece in pieces]


def _mapped(ray: Any, pieces: list[Piece], work: ScanConfig, folders: Folders) -> dict[int, Done]:
    rows = [{"number": piece.number, "piece": pickle.dumps(piece)} for piece in pieces]
    data = ray.data.from_items(rows, override_num_blocks=min(len(rows), _BLOCKS))
    done = data.map(_perform, fn_kwargs={"work": work, "folders": folders})
    came: dict[int, Done] = {}
    for row in _iterated(ray, done):
        came[row["number"]] = found = pickle.loads(row["done"])
        if isinstance(found, str):
            raise EmbedparseError(f"{found}\n  Nothing is in place; run it again once that is put right.")
    if len(came) != len(pieces):
        raise EmbedparseError(f"only {len(came)} of {len(pieces)} pieces came back from Ray")
    return came


def _iterated(ray: Any, done: Any) -> Iterator[dict[str, Any]]:
    """The rows of ``done`` as they come. Raises EmbedparseError where Ray gives up."""
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # its errors are told below
    try:
        yield from done.iter_rows()
    except ray.exceptions.RayError as error:
        cause = str(getattr(error, "cause", None) or error).strip().splitlines()[-1]
        raise EmbedparseError(f"Ray gave up: {cause}") from None


def _perform(row: dict[str, Any], work: ScanConfig, folders: Folders) -> dict[str, Any]:
    """In a worker: do a piece, put what it gave in place, say what it came to, or why it came to nothing."""
    piece: Piece = pickle.loads(row["piece"])
    done: Done | str
    try:
        with tempfile.TemporaryDirectory() as scratch:
            parts = Parts(folders, piece.number, piece.source, scratch)
            done = do(piece, work, parts)
            if not done.unplaced:
                parts.put()
    except Exception as error:  # Ray would bury it under its own
        done = f"{piece.source.path}: a worker could not do this: {str(error) or type(error).__name__}"
    return {"number": piece.number, "done": pickle.dumps(done)}
