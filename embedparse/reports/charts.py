"""The counts as charts: Vega-Lite specifications made with Altair, and the scripts that draw them.

Colours are the page's own CSS variables, so that a chart follows the page from light to dark.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from embedparse.models import UsageError
from embedparse.reports.counts import FACETS, Counts
from embedparse.reports.pages import clean, source
from embedparse.reports.tables import rows_of

_MISSING = (
    "a page with plots needs the plotting library: pip install 'embedparse[report]'\n"
    "  Without it, `embedparse stats` prints the same counts as tables."
)
#: Platforms that get a colour of their own where the months are stacked.
_STACKED = 7
#: Steps of an axis of counts.
_FEW = 5
#: For platforms without a colour of their own in `tokens.css`, and for all that are not stacked.
_PALETTE = [f"var(--series-{number})" for number in range(1, _STACKED + 2)]
_BAR = 22  # pixels from bar to bar
_DIGIT = 8  # pixels of a digit or a comma, at most


def charts(counts: Counts, top: int) -> dict[str, dict[str, Any]]:
    """A Vega-Lite specification for each facet that holds something. Raises UsageError without Altair."""
    made = {}
    for facet, title in counts.facets.items():
        if facet == "month" and counts.months:
            made[facet] = _months(counts)
        elif facet != "month" and len(counts.tallies[facet]):
            made[facet] = _bars(rows_of(counts, facet, top), title)
    return made


def _altair() -> Any:
    try:
        import altair
    except ImportError:
        raise UsageError(_MISSING) from None
    return altair


@cache
def scripts() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, in the versions that the specifications are for."""
    altair = _altair()
    try:
        import vl_convert
    except ImportError:
        raise UsageError(_MISSING) from None
    version = ".".join(altair.SCHEMA_VERSION.lstrip("v").split(".")[:2])
    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", version))


def _bars(rows: list[tuple[str, int]], title: str) -> dict[str, Any]:
    alt = _altair()
    data = [{"value": clean(value), "n": n} for value, n in rows]
    most = max(n for _, n in rows)
    room = 10 + _DIGIT * len(f"{most:,}")  # beside the longest bar, for its number
    width = alt.ExprRef(f"max(20, width - {room})")
    base = alt.Chart(alt.Data(values=data), width="container", height=_BAR * len(data)).encode(
        y=alt.Y("value:N", sort=None, title=None),
        x=alt.X(
            "n:Q", title=None, axis=None, scale=alt.Scale(domain=[0, most], range=[0, width], nice=False)
        ),
        tooltip=[alt.Tooltip("value:N", title=title), alt.Tooltip("n:Q", title="Records", format=",")],
    )
    bars = base.mark_bar(color="var(--accent)", cornerRadiusEnd=3, height=14, cursor="pointer")
    if title == FACETS["platform"]:
        names = [clean(value) for value, _ in rows]
        scale = alt.Scale(domain=names, range=_colours(names, "var(--accent)"))
        bars = bars.encode(color=alt.Color("value:N", scale=scale, legend=None))
    labels = base.mark_text(align="left", dx=5, color="var(--faint)").encode(text=alt.Text("n:Q", format=","))
    return _specification(bars + labels)


def _months(counts: Counts) -> dict[str, Any]:
    alt = _altair()
    names = [name for name, _ in counts.tallies["platform"].top(_STACKED)]
    merged: Counter[tuple[str, str]] = Counter()
    for (month, platform), n in counts.months.items():
        merged[month, clean(platform) if platform in names else "other"] += n
    data = [{"month": month, "platform": name, "n": n} for (month, name), n in sorted(merged.items())]
    names = [clean(name) for name in names]
    order = [*names, "other"] if any(row["platform"] == "other" for row in data) else names
    chart = (
        alt.Chart(alt.Data(values=data), width="container", height=220)
        .mark_bar(cursor="pointer")
        .encode(
            x=alt.X("utcyearmonth(month):T", title=None, scale=alt.Scale(type="utc")),
            y=alt.Y("sum(n):Q", title=None, axis=_counts_axis(data)),
            color=alt.Color(
                "platform:N",
                scale=alt.Scale(domain=order, range=_colours(order)),
                legend=_legend() if len(order) > 1 else None,
            ),
            tooltip=[
                alt.Tooltip("utcyearmonth(month):T", title="Month", format="%Y-%m"),
                alt.Tooltip("platform:N", title="Platform"),
                alt.Tooltip("sum(n):Q", title="Records", format=","),
            ],
        )
    )
    return _specification(chart)


def _counts_axis(data: list[dict[str, Any]]) -> Any:
    """An axis of whole numbers for the highest month: each one where they are few, else round ones."""
    months: Counter[str] = Counter()
    for row in data:
        months[row["month"]] += row["n"]
    most = max(months.values(), default=0)
    each = {"values": list(range(most + 1))} if most <= _FEW else {"tickCount": _FEW}
    return _altair().Axis(format=",d", **each)


def _legend() -> Any:
    """The names of the platforms in as many columns as fit."""
    alt = _altair()
    return alt.Legend(title=None, orient="top", columns=alt.ExprRef("max(1, floor(width / 110))"))


def _colours(platforms: list[str], default: str = _PALETTE[0]) -> list[str]:
    """The colour that each of ``platforms`` has on every page; a spare one for those that have none.

    ``default`` is the colour of those for which no spare one is left.
    """
    spare = iter(_PALETTE[:-1])
    own = frozenset(re.findall(r"--platform-(\w+):", source("tokens.css")))
    rest = {"other": _PALETTE[-1]}
    return [
        rest.get(name) or (f"var(--platform-{name})" if name in own else next(spare, default))
        for name in platforms
    ]


def _specification(chart: Any) -> dict[str, Any]:
    font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
    styled = (
        chart.configure(font=font, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="var(--ink)",
            labelFontSize=12,
            labelLimit=190,
            domainColor="var(--line)",
            tickColor="var(--line)",
            gridColor="var(--line)",
        )
        .configure_axisY(domain=False, ticks=False, labelPadding=8)
        .configure_legend(labelColor="var(--ink)", labelFontSize=12)
    )
    specification: dict[str, Any] = styled.to_dict()
    return specification
