"""`embedparse platforms`: what is known, read from the rules themselves."""

from __future__ import annotations

import sys

import click

from embedparse.commands._options import PlatformName
from embedparse.fields.date_shapes import languages
from embedparse.models import UsageError
from embedparse.platforms import HtmlRule, Platform, TextRule, all_platforms, check_names


@click.command(short_help="What is known: hosts, forms, languages.")
@click.argument("names", nargs=-1, type=PlatformName(), metavar="[NAME]...")
@click.option("--rules", is_flag=True, help="Every rule: what wakes it, where it was seen.")
def platforms(names: tuple[str, ...], rules: bool) -> None:
    """List the known platforms: hosts, forms, languages."""
    if sys.stdout is None:
        raise UsageError("standard output is closed.")
    check_names(names)
    if not names:
        click.echo(f"{click.style('dates', bold=True)}  read in {', '.join(languages())}")
    for platform in all_platforms():
        if names and platform.name not in names:
            continue
        click.echo(f"{click.style(platform.name, bold=True)}  {platform.title}")
        if platform.hosts:
            click.echo(f"    hosts       {', '.join(platform.hosts)}")
        if forms := _text_forms(platform):
            click.echo(f"    text forms  {', '.join(forms)}")
        if platform.html_rules:
            shapes = dict.fromkeys(rule.form for rule in platform.html_rules)
            click.echo(f"    HTML forms  {', '.join(shapes)}")
        if platform.languages:
            click.echo(f"    languages   {', '.join(platform.languages)}")
        if rules:
            every: tuple[TextRule | HtmlRule, ...] = (*platform.text_rules, *platform.html_rules)
            for rule in every:
                click.echo(f"    rule {rule.name} ({rule.confidence}): seen in {rule.seen}")
                click.echo(f"        wakes on {' '.join(repr(anchor) for anchor in rule.anchors)}")


def _text_forms(platform: Platform) -> list[str]:
    """The forms of ``platform`` in flattened text, each once: its rules differ by language and number."""
    forms = dict.fromkeys(platform.text_forms)
    for rule in platform.text_rules:
        parts = rule.name.split("-")
        wording = next((n for n, part in enumerate(parts) if part in platform.languages), len(parts))
        forms["-".join(parts[:wording])] = None
    return list(forms)
