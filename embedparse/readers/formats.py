"""What a file holds, told by its first bytes and, where these leave a doubt, by its name."""

from __future__ import annotations

import json

HEAD = 1 << 16
"""Bytes that `format_of` likes to see."""

_ROW_NAMES = (".jsonl", ".ndjson", ".jsonlines", ".json")


def format_of(head: bytes, name: str) -> str:
    """The format of a file named ``name`` that begins with ``head``: a key of `open.READERS`."""
    name = name.lower()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{") and (name.endswith(_ROW_NAMES) or _is_object(start.split(b"\n", 1)[0])):
        return "jsonl"
    if not start and name.endswith(_ROW_NAMES):
        return "jsonl"
    if name.endswith((".jsonl", ".ndjson", ".jsonlines")):
        return "jsonl"
    return "file"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
