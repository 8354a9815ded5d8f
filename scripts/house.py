#!/usr/bin/env python3
"""The structure of the package in numbers, so that it cannot get worse unseen.

    python scripts/house.py            # print them
    python scripts/house.py --check    # exit 1 where one is worse than in scripts/house.json
    python scripts/house.py --write    # write today's numbers as the new bounds
    python scripts/house.py --list upward_imports    # what one number counts, a line each

Read from the source with `ast`; only to follow a scan from file to file is the package run. Of every
number, less is better.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FrameType

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "embedparse"
BOUNDS = Path(__file__).with_name("house.json")

#: Rooms from the top down: a room imports only what is on a later line, or on its own.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("__main__",),
    ("cli",),
    ("commands",),
    ("serve",),
    ("integrations",),
    ("arrow",),
    ("reports",),
    ("batch",),
    ("writers", "readers", "prefilter"),
    ("jobs",),
    ("extract",),
    ("pipeline",),
    ("removal",),
    ("matching",),
    ("corrections",),
    ("questions", "outlets"),
    ("options",),
    ("resolve", "prose"),
    ("html",),
    ("text",),
    ("fields",),
    ("platforms",),
    ("locales",),
    (
        "spans",
        "moved",
        "patterns",
        "literal_database",
        "byte_search",
        "last_result",
        "stderr",
        "terminal_safe",
        "messages",
    ),
    ("inputs", "columnar"),
    ("models",),
    ("_version",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

#: Names of X in code outside its file: a check for it by name.
X_BY_NAME = re.compile(r"""["'](?:twitter|x)["']|twitter\.com|pic\.x\.com|\bt\.co\b""")


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax tree of each module, by its dotted name without the package's."""
    out = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        out[name] = ast.parse(path.read_text(encoding="utf-8"))
    return out


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Each function or method with its name, module first."""
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield f"{module}.{node.name}", node


def imports_of(module: str, *, everywhere: bool) -> set[str]:
    """Modules of the package that ``module`` imports, typing aside; ``everywhere``: in functions too."""
    found: set[str] = set()
    pending: list[ast.AST] = list(trees()[module].body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "embedparse":
            base = (node.module or "").partition(".")[2]
            for alias in node.names:
                inner = f"{base}.{alias.name}".lstrip(".")
                found.add(inner if inner in trees() else base)
        if everywhere or not isinstance(node, ast.FunctionDef):
            pending.extend(ast.iter_child_nodes(node))
    return found - {module, ""}


def room_of(module: str) -> str:
    return module.split(".")[0]


def upward_imports() -> list[str]:
    """Imports of a room by one that is on a lower floor, those inside functions too."""
    return [
        f"{module} -> {target}"
        for module in trees()
        for target in sorted(imports_of(module, everywhere=True))
        if FLOOR.get(room_of(module), -1) > FLOOR.get(room_of(target), 99)
    ]


def rooms_without_a_floor() -> list[str]:
    """Top-level modules and packages that `FLOORS` does not name."""
    return sorted({room_of(module) for module in trees() if module} - FLOOR.keys())


def circular_imports() -> list[str]:
    """Groups of modules that import each other in a circle, at module level or inside functions."""
    graph = {module: imports_of(module, everywhere=True) for module in trees()}
    return [" <-> ".join(sorted(group)) for group in _circles(graph)]


def _circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Strongly connected components of more than one node."""
    reached = {node: _reach(graph, node) for node in graph}
    out: list[set[str]] = []
    for node in graph:
        group = {other for other in reached[node] if node in reached.get(other, ())} | {node}
        if len(group) > 1 and group not in out:
            out.append(group)
    return out


def _reach(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    pending = [*graph[start]]
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending.extend(graph.get(node, ()))
    return seen


def imports_in_functions() -> list[str]:
    """Imports of the package inside functions: each hides an arrow of the tree."""
    return [
        f"{name}:{inner.lineno}"
        for name, node in functions()
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom) and (inner.module or "").split(".")[0] == "embedparse"
    ]


def functions_that_only_compile() -> list[str]:
    """Functions whose only statement returns a compiled pattern."""
    return [name for name, node in functions() if _only_compiles(node)]


def _only_compiles(node: ast.FunctionDef) -> bool:
    last = node.body[-1]
    return isinstance(last, ast.Return) and bool(re.match(r"(?:re|regex)\.compile\(", ast.unparse(last)[7:]))


def functions_on_raw_text() -> list[str]:
    """Functions of the text room that take ``text`` and an offset: they look around in it anew."""
    out = []
    for name, node in functions():
        kinds = {
            argument.arg: ast.unparse(argument.annotation or ast.Name("")) for argument in node.args.args
        }
        if name.startswith("text.") and kinds.get("text") == "str" and "int" in kinds.values():
            out.append(name)
    return out


def x_by_name() -> list[str]:
    """Files outside `platforms` that know X by its name, hosts or shortener."""
    return [
        str(path.relative_to(ROOT))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent.name != "platforms" and X_BY_NAME.search(_code(path))
    ]


def _code(path: Path) -> str:
    """The source without docstrings and comments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
            value = body[0].value
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                value.value = ""
    return ast.unparse(tree)


def longest_function() -> list[str]:
    """The lines of the longest function, one entry a line."""
    name, node = max(functions(), key=lambda pair: (pair[1].end_lineno or 0) - pair[1].lineno)
    return [name] * ((node.end_lineno or 0) - node.lineno + 1)


def most_parameters() -> list[str]:
    """The parameters of the function that has most (``self`` is none)."""

    def parameters(node: ast.FunctionDef) -> list[ast.arg]:
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        return [argument for argument in every if argument.arg not in ("self", "cls")]

    name, node = max(functions(), key=lambda pair: len(parameters(pair[1])))
    return [f"{name}: {argument.arg}" for argument in parameters(node)]


def module_caches_with_global() -> list[str]:
    """Uses of ``global``: state of a module that a function changes."""
    return [
        f"{module}:{node.lineno}"
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]


#: An article with one post: what a reader follows who wants to know how a scan works.
ARTICLE = (
    "The harbour council met for two hours on Friday and agreed on very little.\n"
    "Lanterns are lit on the east quay tonight. Bring a scarf!\n"
    "— Ada Quill (@ada_quill) May 1, 2020\n"
    "Residents of the old town said they would rather keep the ferry."
)
#: Another one like it, which is scanned before: with "met", which is Dutch too, its letters are read as well.
OTHER = (
    "The village board met for three weeks in March, and nobody had been told why.\n"
    "The doors are open again from Monday on. Bring your boots!\n"
    "— Bo Lund (@bo_lund) June 2, 2021\n"
    "Parents in the valley said that they would rather have a bus."
)


@cache
def _path_of_a_scan() -> tuple[str, ...]:
    """The files of `scan(ARTICLE)` in the order of its calls: a function counts when it is first called."""
    from embedparse import scan

    scan(OTHER)  # modules are loaded and patterns compiled, and no line of the article is remembered
    seen: set[CodeType] = set()
    path: list[str] = []

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if event != "call" or code in seen or not code.co_filename.startswith(f"{PACKAGE}{os.sep}"):
            return
        seen.add(code)
        file = code.co_filename.removeprefix(f"{PACKAGE}{os.sep}")
        if not code.co_name.startswith("<") and (not path or path[-1] != file):
            path.append(file)

    sys.setprofile(note)
    try:
        scan(ARTICLE)
    finally:
        sys.setprofile(None)
    return tuple(path)


def stops_of_a_scan() -> list[str]:
    """The files that a reader of `scan(text)` goes to, one entry each time."""
    return list(_path_of_a_scan())


def returns_of_a_scan() -> list[str]:
    """Those of the stops at which the reader has been before."""
    path = _path_of_a_scan()
    return [file for number, file in enumerate(path) if file in path[:number]]


NUMBERS: dict[str, Callable[[], list[str]]] = {
    rule.__name__: rule
    for rule in (
        circular_imports,
        upward_imports,
        rooms_without_a_floor,
        longest_function,
        most_parameters,
        imports_in_functions,
        functions_that_only_compile,
        functions_on_raw_text,
        x_by_name,
        module_caches_with_global,
        stops_of_a_scan,
        returns_of_a_scan,
    )
}


def worse(found: dict[str, int], bounds: dict[str, int]) -> list[str]:
    """A line for each number above its bound."""
    return [
        f"{name}: {number}, at most {bounds[name]}"
        for name, number in found.items()
        if number > bounds.get(name, number)
    ]


def main() -> int:
    """Exit code 0: printed, written, or nothing worse; 1: a number is above its bound."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--list", choices=NUMBERS)
    chosen = parser.parse_args()
    if chosen.list:
        print("\n".join(NUMBERS[chosen.list]()))
        return 0
    found = {name: len(rule()) for name, rule in NUMBERS.items()}
    bounds = json.loads(BOUNDS.read_text(encoding="utf-8")) if BOUNDS.exists() else {}
    for name, number in found.items():
        print(f"{name:30}{number:6}{bounds.get(name, ''):>8}")
    if chosen.write:
        BOUNDS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    above = worse(found, bounds) if chosen.check else []
    for line in above:
        print(f"worse than the bound of {BOUNDS.name}: {line} (--list shows which)", file=sys.stderr)
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
