"""Every snippet of docs/*.md runs, and prints what the page says it prints.

A page's blocks run in their order in one folder that begins with the files of docs/sample. A block
of ``text`` right behind a snippet is its output, compared line by line: blanks at line ends do not
count, and a line of three dots stands for any lines. Snippets that only install something are not
run, but the extras that they name must exist. A Python snippet whose library is not installed is
skipped, as is a snippet behind ``<!-- needs: NAME -->`` where no command or module has that name.
"""

from __future__ import annotations

import ast
import configparser
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
#: Info strings of blocks that are run, and of those that only show something.
RUN = {"python": "python", "py": "python", "sh": "sh", "bash": "sh", "shell": "sh", "console": "console"}
SHOWN = {"text", "json", "toml", "ini", "html", "sql", "yaml", "diff", "csv"}

_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ ]*(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[`~]*[ ]*$", re.M | re.S
)
_NEEDS = re.compile(r"<!--\s*needs:\s*([\w\s,.-]+?)\s*-->\s*\Z")
_INSTALL = re.compile(r"\s*(?:\S*pip3? install|(?:sudo )?apt(?:-get)? install|python3? -m (?:venv|pip))\b")


@dataclass
class Snippet:
    """One block of a page that is run."""

    page: str
    line: int
    language: str
    body: str
    needs: tuple[str, ...] = ()
    output: str | None = None

    @property
    def name(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def installs(self) -> bool:
        lines = [line for line in self.body.splitlines() if line.strip() and not line.startswith("#")]
        return self.language == "sh" and all(_INSTALL.match(line) for line in lines)

    def missing(self) -> str | None:
        """Why it cannot run here, if so."""
        for name in self.needs:
            if shutil.which(name) is None and importlib.util.find_spec(name.partition(".")[0]) is None:
                return f"{name} is not installed"
        if self.language == "python":
            for module in sorted(_imports(self.body)):
                if importlib.util.find_spec(module) is None:
                    return f"{module} is not installed"
        return None


def _imports(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def snippets_of(page: str, text: str) -> list[Snippet]:
    """The blocks of a page that are run, each with the output that the page shows for it.

    Raises:
        ValueError: a block has no language, or one that is not known here.
    """
    found: list[Snippet] = []
    edge = 0  # the end of the last block, if that was a snippet still without output
    for block in _FENCE.finditer(text):
        language = block["info"].strip().partition(" ")[0].lower()
        line = text.count("\n", 0, block.start()) + 1
        if language in RUN:
            needs = _NEEDS.search(text, 0, block.start())
            names = tuple(re.split(r"[,\s]+", needs[1])) if needs else ()
            found.append(Snippet(page, line, RUN[language], block["body"], names))
        elif language == "text" and found and edge and not text[edge : block.start()].strip():
            found[-1].output = block["body"]
        elif language not in SHOWN:
            raise ValueError(f"{page}:{line}: a block needs a language: {sorted({*RUN, *SHOWN})}")
        edge = block.end() if language in RUN else 0
    return found


@cache
def every_snippet() -> tuple[Snippet, ...]:
    pages = sorted(DOCS.rglob("*.md"))
    return tuple(
        snippet
        for page in pages
        for snippet in snippets_of(str(page.relative_to(ROOT)), page.read_text("utf-8"))
    )


def run(snippet: Snippet, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a snippet in ``folder`` as a reader would."""
    if snippet.language == "python":
        command = [sys.executable, "-c", snippet.body]
    elif snippet.language == "console":
        typed = [line[2:] for line in snippet.body.splitlines() if line.startswith("$ ")]
        command = ["bash", "-euo", "pipefail", "-c", "\n".join(typed)]
    else:
        command = ["bash", "-euo", "pipefail", "-c", snippet.body]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300, env=environment
    )


def lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def shows(printed: list[str], expected: list[str]) -> bool:
    """Whether ``printed`` is ``expected``, in which ``...`` stands for any lines."""
    if not expected:
        return not printed
    if expected[0] == "...":
        return any(shows(printed[skip:], expected[1:]) for skip in range(len(printed) + 1))
    return bool(printed) and printed[0] == expected[0] and shows(printed[1:], expected[1:])


@pytest.mark.process
@pytest.mark.parametrize("page", sorted({snippet.page for snippet in every_snippet()}))
def test_the_snippets_of_a_page(page: str, tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(DOCS / "sample", folder)
    problems, missing = [], []
    for snippet in (each for each in every_snippet() if each.page == page):
        if snippet.installs:
            assert_installable(snippet)
        elif (why := snippet.missing()) is not None:
            missing.append(f"{snippet.name}: {why}")
        elif (problem := problem_of(snippet, folder)) is not None:
            problems.append(f"{snippet.name}: {problem}")
    assert not problems, "\n\n".join(problems)
    if missing:
        pytest.skip("all others run; " + "; ".join(missing))


def problem_of(snippet: Snippet, folder: Path) -> str | None:
    """What is wrong with what ``snippet`` does and prints, if anything is."""
    done = run(snippet, folder)
    if done.returncode:
        return f"{snippet.body}\n{done.stdout}\n{done.stderr}"
    if snippet.output is None:
        return None
    printed, expected = lines_of(done.stdout), lines_of(snippet.output)
    return None if printed == expected or shows(printed, expected) else f"it prints\n{done.stdout}"


def assert_installable(snippet: Snippet) -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    for names in re.findall(r"embedparse\[([^\]]+)\]", snippet.body):
        for name in names.split(","):
            assert name.strip() in settings["options.extras_require"], f"no such extra: {name}"


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", _FENCE.sub("", page.read_text("utf-8"))):
        if "://" not in target:
            assert (page.parent / target).exists(), target


# --- the test itself ---------------------------------------------------------------------------

PAGE = """Text.

```sh
echo one
```

```text
one
```

Not its output:

```text
two
```

<!-- needs: no-such-command -->
```sh
no-such-command
```

```python
import no_such_module
```

```sh
pip install 'embedparse[report]'
```
"""


def test_snippets_are_read_with_their_output_and_their_needs() -> None:
    found = snippets_of("page.md", PAGE)
    assert [(s.line, s.language, s.output, s.installs) for s in found] == [
        (3, "sh", "one\n", False),
        (18, "sh", None, False),
        (22, "python", None, False),
        (26, "sh", None, True),
    ]
    assert [s.missing() for s in found] == [
        None,
        "no-such-command is not installed",
        "no_such_module is not installed",
        None,
    ]


def test_a_block_without_a_language_is_refused() -> None:
    with pytest.raises(ValueError, match=r"page\.md:1: a block needs a language"):
        snippets_of("page.md", "```\nx\n```\n")


@pytest.mark.parametrize(
    ("printed", "expected", "same"),
    [
        pytest.param("a\nb", "a\nb", True, id="equal"),
        pytest.param("a\nb\nc", "a\n...\nc", True, id="dots-for-a-line"),
        pytest.param("a\nc", "a\n...\nc", True, id="dots-for-nothing"),
        pytest.param("a\nb\nc", "a\n...\nd", False, id="another-end"),
        pytest.param("a\nb", "a", False, id="more-than-said"),
        pytest.param("a", "a\nb", False, id="less-than-said"),
    ],
)
def test_outputs_are_compared(printed: str, expected: str, same: bool) -> None:
    assert shows(lines_of(printed), lines_of(expected)) is same
