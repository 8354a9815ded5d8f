"""The fitted weights of the features: ``weights.json``, which ``scripts/fit_weights.py`` writes.

The file holds weights shared by all modes (``base``), and for each mode its deviations from them. Its names
are checked against the declared features when it is loaded: an unknown one is an error, not a weight of 0.
"""

from __future__ import annotations

from functools import cache
from pkgutil import get_data
from typing import Any

import orjson

from embedparse.text.borders.declared import GROUPS, declared

#: Weights of one mode: group (`head.at`) -> feature -> weight.
Table = dict[str, dict[str, float]]

ROLES = ("head", "tail")


class WeightsError(ValueError):
    """The file of weights has a group or a feature that is not declared."""


@cache
def fitted() -> dict[str, Any]:
    """The content of the file, checked. Raises WeightsError."""
    content = orjson.loads(get_data("embedparse.text.borders", "weights.json") or b"{}")
    for table in (content["base"], *content["modes"].values()):
        check(table)
    return dict(content)


def check(table: Table) -> None:
    """Raises WeightsError where ``table`` has a group or a feature that is not declared."""
    for group, features in table.items():
        role, _, kind = group.partition(".")
        if role not in ROLES or kind not in GROUPS:
            raise WeightsError(f"weights.json: no group of features is called {group}.")
        unknown = sorted(features.keys() - declared(kind))
        if unknown:
            raise WeightsError(f"weights.json: {group} has features that are not declared: {unknown[:3]}.")


@cache
def table_of(mode: str) -> Table:
    """The weights of ``mode``; those that all modes share where it has none of its own."""
    content = fitted()
    return combined(content["base"], content["modes"].get(mode, {}))


def combined(base: Table, deviations: Table) -> Table:
    """Shared weights with the deviations of a mode added."""
    table = {group: dict(features) for group, features in base.items()}
    for group, features in deviations.items():
        own = table.setdefault(group, {})
        for name, deviation in features.items():
            own[name] = own.get(name, 0.0) + deviation
    return table
