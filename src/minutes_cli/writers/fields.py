"""Picks fields out of a document: `date`, `chairs.name`, `directives.heading`, through lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from minutes_cli.errors import UsageError
from minutes_cli.models import Minutes

Wanted = Mapping[str, "Wanted | None"]
"""Field names, each with the wanted fields below it, or None for all of it."""


def read_fields(names: Iterable[str]) -> Wanted:
    """The fields called `names` (dotted), checked against the models. Raises UsageError that names close ones.

    >>> read_fields(["date", "chairs.name", "chairs.titles"])
    {'date': None, 'chairs': {'name': None, 'titles': None}}
    """
    wanted: dict[str, Any] = {}
    for name in names:
        parts = [part.strip() for part in name.strip().split(".")]
        _check(parts)
        below = wanted
        for part in parts[:-1]:
            if below.setdefault(part, {}) is None:
                break  # the whole of it is wanted already
            below = below[part]
        else:
            below[parts[-1]] = None
    return wanted


def pick(data: Any, wanted: Wanted) -> Any:
    """`data` with the wanted fields only, through lists; null stays null.

    >>> pick({"chairs": [{"name": "林知远", "role": "participant"}], "place": None}, {"chairs": {"name": None}})
    {'chairs': [{'name': '林知远'}]}
    """
    if isinstance(data, list):
        return [pick(each, wanted) for each in data]
    if not isinstance(data, dict):
        return data
    return {
        name: data[name] if below is None else pick(data[name], below) for name, below in wanted.items() if name in data
    }


def _check(parts: list[str]) -> None:
    model: type[BaseModel] | None = Minutes
    for depth, part in enumerate(parts):
        known = list(model.model_fields) if model else []
        if part not in known:
            raise UsageError(_unknown(".".join(parts[:depth]), part, known))
        assert model is not None
        model = _model_in(model.model_fields[part].annotation)


def _unknown(above: str, part: str, known: list[str]) -> str:
    from difflib import get_close_matches

    if not known:
        return f"the field {above!r} has no fields below it; ask for {above!r} itself"
    where = f"{above}." if above else ""
    close = get_close_matches(part, known, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(where + name for name in close)}?" if close else f"there are: {', '.join(known)}"
    return f"there is no field {where + part!r}; {hint}"


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation such as ``list[Person]`` or ``Meeting | None`` holds, if any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)
