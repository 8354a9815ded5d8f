"""Code in texts without indented markup, whose paragraphs are read at once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse.text import code

PIECES = [
    "`",
    "``",
    "words",
    "b c",
    "\n",
    "\n\n",
    " ",
    "\t",
    "\u00a0",
    "\x0b",
    "\\",
    "`[tweet 1256000000000000000]`",
    "\n```\n",
    "\n~~~~\n",
    "```",
    "\n<div>",
    "<your name>",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Type `scan` now.", ["`scan`"]),
        ("Type ``a `b` c`` now.\n\nOr `d`.", ["``a `b` c``", "`d`"]),
        ("\n \nIn `one\nline` or two", ["`one\nline`"]),
        ("An open ` mark.\n\nAnd another ` one.", []),
        ("An open ` mark.\n \t\nAnd another ` one.", []),
        (r"An escaped \` mark and ` one.", []),
        ("Beside `[tweet 1256000000000000000]`", ["`[tweet 1256000000000000000]`"]),
        ("", []),
        ("First:\n```\n`a`\n\n<p>\n```\nThen `b`.", ["```\n`a`\n\n<p>\n```", "`b`"]),
        ("~~~\na\n~~~\n\n```\nnever closed `b`", ["~~~\na\n~~~", "`b`"]),
        ("Not `a`\n<div>\n```\nb\n```\n\n`c`", ["`a`", "`c`"]),
    ],
    ids=[
        "one", "two-paragraphs", "over-a-line", "not-over-a-blank-line", "not-over-a-line-of-blanks",
        "escaped", "a-shortcode-beside-words", "empty", "a-fence-over-paragraphs", "a-fence-never-closed",
        "no-fence-in-a-block-of-html",
    ],
)  # fmt: skip
def test_inline_code(text, shown):
    assert [text[start:end] for start, end in code.code_spans(text)] == shown


INDENTED = "A page shows:\n\n    <blockquote>Good night!</blockquote>\n\n    <p>Day.</p>\n\nIt rained."


@pytest.mark.parametrize(
    ("text", "end", "shown"),
    [
        (INDENTED, INDENTED.find("night!"), 1),
        (INDENTED, INDENTED.find("</p>"), 1),
        (INDENTED, INDENTED.find("    <p>"), 1),
        (INDENTED, INDENTED.find("shows"), 0),
        (INDENTED, len(INDENTED), 0),
        (f"Type `scan` or `find`.\n{INDENTED}", 8, 3),
        ("{% highlight js %}a{% endhighlight %} of [quote]", 3, 1),
    ],
    ids=["in-code", "in-its-second-block", "between", "above", "below", "beside-marks", "template"],
)
def test_code_where_it_may_hold_an_offset(text, end, shown):
    assert len(code.code_spans(text, [end])) == shown
    assert len(code.code_spans(text)) >= shown


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_paragraphs_at_once_give_what_lines_give(text):
    fenced, tagged = "```" in text or "~~~" in text, "<" in text
    indented = any(line.search(text) for line in code._INDENTED_LINES.values())
    by_lines = code._read_lines(text, fenced=fenced, tagged=tagged, indented=indented)
    assert list(code._read(text, indented=indented)) == list(by_lines)
