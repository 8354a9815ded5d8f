"""Tweets in flattened text: attributions, then their boundaries, then one match each."""

from __future__ import annotations

from collections.abc import Sequence

from embedparse.fields import permalinks
from embedparse.fields.date_check import check_date
from embedparse.fields.id_timestamps import time_of_id
from embedparse.models import Confidence, Match, Span
from embedparse.platforms import with_form
from embedparse.spans import bridge
from embedparse.text import body as bodies
from embedparse.text.attributions.find import Attribution
from embedparse.text.borders.article import read_article
from embedparse.text.borders.boundaries import Boundaries, DecidedBorder, boundaries_of
from embedparse.text.borders.decisions import Adviser, decide_gaps, fitted_model
from embedparse.text.borders.layout import Layout
from embedparse.text.lookalikes import doubt_lookalikes
from embedparse.text.markdown import references
from embedparse.text.markdown.nested_quotations import heads_above_inner
from embedparse.text.markdown.references import Definition
from embedparse.text.view import TextView

_PLATFORM = with_form("attribution")


def find(
    view: TextView,
    attributions: list[Attribution],
    undecided: Sequence[Match] = (),
    others: Sequence[Span] = (),
    advise: Adviser | None = None,
) -> list[Match]:
    """The tweets that left ``attributions``, and ``undecided`` with their borders, which were open.

    ``undecided`` are posts of other platforms whose attribution is as tweets' are. None reaches over a post
    of ``others``. ``advise`` may overrule the model where it decides where their bodies begin and end.
    """
    open_posts = {match.attribution[0]: match for match in undecided if match.attribution}
    attributions = sorted([*attributions, *map(_as_printed, open_posts.values())], key=lambda a: a.start)
    if not attributions:
        return []
    article, model = read_article(view, attributions, others), fitted_model()
    boundaries = boundaries_of(article, decide_gaps(article, model, advise), model)
    layout = article.layout
    quotations = article.quotations
    quoting = heads_above_inner(view, attributions, quotations) if any(quotations) else {}
    for k, head in quoting.items():
        boundaries[k].head, boundaries[k].probability = head, boundaries[k - 1].probability
    shared: set[str] = set()
    tweets: list[Match] = []
    posts: list[Match] = []
    for attribution, found in zip(attributions, boundaries, strict=True):
        post = open_posts.get(attribution.start)
        if post is None:
            post = _match(view, attribution, found, layout, shared)
            tweets.append(post)
        else:
            _settle(view, post, attribution, found, layout)
        posts.append(post)
    for k in quoting:
        posts[k - 1].quoted_in = posts[k]
    signed = zip(attributions, posts, strict=True)
    doubt_lookalikes(view, [(a, post) for a, post in signed if a.start not in open_posts])
    return tweets + list(undecided)


def _as_printed(match: Match) -> Attribution:
    """The attribution of a post of another platform."""
    start, end = match.attribution or match.spans[-1]
    evidence = tuple(match.evidence)
    name, handle = match.author or "", match.handle or ""
    return Attribution(start, end, end, name, handle, match.date, "—", None, False, evidence)


def _settle(view: TextView, match: Match, a: Attribution, boundaries: Boundaries, layout: Layout) -> None:
    """Give ``match`` the extent that was decided for it."""
    match.spans = bridge(
        view.text, [span for span in (boundaries.head, (a.start, a.end), boundaries.tail) if span]
    )
    match.body = bodies.of_boundaries(view, boundaries, layout)
    match.layout = _layout_name(view, a, boundaries)
    match.evidence = [*match.evidence, *boundaries.evidence]
    match.border_probability = round(boundaries.probability, 3)
    match.border = DecidedBorder((a.start, a.end), boundaries)


def _match(view: TextView, a: Attribution, boundaries: Boundaries, layout: Layout, shared: set[str]) -> Match:
    confidence, form = _confidence(a, boundaries), _layout_name(view, a, boundaries)
    spans = [span for span in (boundaries.head, (a.start, a.end), boundaries.tail) if span]
    own = _definitions_of(view, a, boundaries, shared) if view.definitions else []
    spans = bridge(view.text, [*spans, *((target.start, target.end) for target in own)])
    url = a.url or next((target.url for target in own if "/status" in target.url), None)
    link = permalinks.parse(url, _PLATFORM.name) if url else None
    match = Match(
        platform=_PLATFORM.name,
        spans=spans,
        layout=form,
        confidence=confidence,
        evidence=[*a.evidence, *boundaries.evidence],
        body=bodies.of_boundaries(
            view, boundaries, layout, converted=not bodies.shows_marks(view, a, boundaries)
        ),
        author=a.author or None,
        handle=a.handle,
        date=a.date,
        border_probability=round(boundaries.probability, 3),
        border=DecidedBorder((a.start, a.end), boundaries),
        url=link.url if link else None,
        post_id=link.post_id if link else None,
        posted_at=time_of_id(_PLATFORM.clock, link.post_id) if link else None,
    )
    bodies.unquote_copied(view, a, match)
    if match.posted_at:
        check_date(match)
    return match


def _definitions_of(
    view: TextView, a: Attribution, boundaries: Boundaries, shared: set[str]
) -> list[Definition]:
    """The addresses that this post's reference links name; its own link's is the last.

    Posts may share one (of an account they mention): it goes with the first. ``shared`` are those gone.
    """
    text, targets = view.text, view.definitions
    head = text[slice(*boundaries.head)] if boundaries.head else ""
    # The date's bracket opens before it: the whole attribution is read.
    labels = [*references.labels(head), *references.labels(text[a.start : a.close])]
    own = [name for name in dict.fromkeys(labels) if name in targets and name not in shared]
    own = [name for name in own if _is_own(targets[name].url)]
    shared.update(own)
    return [targets[name] for name in own]


def _is_own(url: str) -> bool:
    """Whether ``url`` is as an embed's links are: shortened, or a page of the platform."""
    return any(f"://{host}/" in url for host in (*_PLATFORM.shorteners, *_PLATFORM.hosts))


def _layout_name(view: TextView, a: Attribution, boundaries: Boundaries) -> str:
    if boundaries.tail:
        return "interleaved"
    if boundaries.mode == "quoted":
        return "markdown"
    if boundaries.head is None:
        return "headless"
    if boundaries.mode == "flat":
        return "flat"
    return "below" if view.begins_line(a.start) else "inline"


def _confidence(a: Attribution, boundaries: Boundaries) -> Confidence:
    if a.date is None:
        return "possible" if boundaries.head is None and a.url is None else "likely"
    if not a.dash:
        return "likely"
    return "certain"
