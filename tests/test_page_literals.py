"""The literal scan of pages lets through whatever the rules for HTML read a post from."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from embedparse import html
from embedparse.platforms import HtmlRule, all_platforms

RULES = [(platform, rule) for platform in all_platforms() for rule in platform.html_rules]
ATTRIBUTE = re.compile(r"\[([\w-]+)(?:[~^*$|]?=['\"]?([^\]'\"]*)['\"]?)?\]")
CLASS = re.compile(r"\.([\w-]+)")
OWN_NAME = re.compile(r"(?<![\w.=-])([a-z]+-[a-z-]+)(?=[\[,)])")
#: Values that some platform takes as the id of a post; the last is none.
IDS = ("1_6", "n12", "123456789012345678", "ada_1/12", "abcdefghijk", "")


def elements(rule: HtmlRule) -> Iterator[str]:
    """Elements that satisfy a part of the rule's selector, with ids and nothing else that names a post."""
    selector = re.sub(r":not\([^)]*\)", "", rule.selector)
    demanded: list[tuple[str, str]] = ATTRIBUTE.findall(selector)
    marks = {("", ""), *demanded, *(("class", name) for name in CLASS.findall(ATTRIBUTE.sub("", selector)))}
    carriers = {source for source in rule.post if not source.startswith("a:")}
    for name in sorted({*rule.elements, *OWN_NAME.findall(selector)}):
        for carrier in sorted(carriers | {attribute for attribute, _ in demanded}):
            beginnings = {"", *(value for attribute, value in demanded if attribute == carrier)}
            for mark, value in sorted(marks):
                other = f' {mark}="{value}"' if mark and mark != carrier else ""
                for text in sorted(beginning + post_id for beginning in beginnings for post_id in IDS):
                    yield f'<{name}{other} {carrier}="{text}">It rained.</{name}>'


@pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=[f"{p.name}-{r.name}" for p, r in RULES])
def test_what_a_rule_reads_passes_the_literal_scan(rule: HtmlRule) -> None:
    hidden = [page for page in dict.fromkeys(elements(rule)) if not html.may_hold(page) and html.find(page)]
    assert hidden == []


@pytest.mark.parametrize(
    ("page", "post_id"),
    [
        pytest.param('<div id="vk_post_1_6"></div>', "1_6", id="vk: the id alone"),
        pytest.param('<script data-telegram-post="news/2"></script>', "news/2", id="telegram: the id alone"),
        pytest.param('<script data-telegram-post="n12"></script>', None, id="telegram: no id"),
        pytest.param('<div class="fb-post" data-href="n12"></div>', None, id="facebook: no address"),
        pytest.param(
            '<iframe data-src="vine.co/v/abcdefghijk"></iframe>', None, id="vine: a relative address"
        ),
        pytest.param('<iframe src="//vine.co/v/abcdefghijk"></iframe>', "abcdefghijk", id="vine: an address"),
    ],
)
def test_posts_that_an_id_alone_names(page: str, post_id: str | None) -> None:
    found = html.find(page) if html.may_hold(page) else []
    assert [match.post_id for match in found] == ([post_id] if post_id else [])
