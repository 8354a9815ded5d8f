"""The counts of a set of records as one HTML page: plots, and a searchable table of the posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from embedparse.reports.charts import charts, scripts
from embedparse.reports.counts import Counts, hosts_of, month_of
from embedparse.reports.pages import clean, href, json_in_script, render, script_hash, source
from embedparse.reports.second_look import border_probability
from embedparse.reports.tables import headline, rows_of

#: What the table of the posts shows of a record, and what its search looks through.
_SHOWN = ("platform", "kind", "confidence", "layout", "doc")


def stats_page(title: str, counts: Counts, posts: Iterable[Mapping[str, Any]], top: int) -> str:
    """The page's HTML: it loads nothing, and its policy lets no script run but the three inlined here.

    ``posts`` are the records to list. Raises UsageError where the plotting library is missing.
    """
    specifications = charts(counts, top)
    listed = [_post(record) for record in posts]
    library, own = scripts(), source("stats.js")
    return render(
        "stats.html",
        title=clean(title),
        style=Markup(source("tokens.css") + source("stats.css")),  # ours, not the records'
        policy=" ".join(script_hash(script) for script in (library, own)),
        headline=headline(counts),
        figures=[
            {"name": facet, "title": counts.facets[facet], "rows": rows_of(counts, facet, top)}
            for facet in counts.facets
            if facet in specifications
        ],
        clean=clean,
        doubtful=counts.second_look.doubtful,
        looks=[_look(record) for record in counts.second_look.records()],
        listed=len(listed),
        total=counts.records,
        data=json_in_script({"charts": specifications, "posts": listed}),
        library=Markup(library),
        own=Markup(own),
    )


def _look(record: Mapping[str, Any]) -> dict[str, str]:
    """A record whose borders are doubtful, as the page lists it."""
    shown = {name: clean(str(record.get(name) or "")) for name in ("doc", "handle", "body")}
    return shown | {"sure": f"{border_probability(record) or 0:.0%}"}


def _post(record: Mapping[str, Any]) -> dict[str, Any]:
    post = {name: clean(str(record.get(name) or "")) for name in _SHOWN}
    post |= {name: clean(str(record.get(name) or "")) for name in ("author", "handle", "body")}
    url = record.get("url")
    return post | {
        "date": clean(str(record.get("date") or record.get("posted_at") or ""))[:10],
        "month": month_of(record) or "",
        "host": [clean(host) for host in dict.fromkeys(hosts_of(record.get("links") or ()))],
        "links": [clean(link) for link in record.get("links") or ()],
        "href": href(str(url)) if url else None,
    }
