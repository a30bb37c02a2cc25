"""The JSON Schema of what `minutes parse` prints."""

from __future__ import annotations

from typing import Any

from minutes_cli.models import Minutes

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = "urn:minutes-cli:schema:minutes:1"


def minutes_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of `Minutes` as it is written: every key is there, unknown is null or empty.

    >>> minutes_schema()["$id"]
    'urn:minutes-cli:schema:minutes:1'
    """
    schema: dict[str, Any] = _open(Minutes.model_json_schema(mode="serialization"))
    return {"$schema": DIALECT, "$id": IDENTIFIER, **schema}


def _open(schema: Any) -> Any:
    """Without ``additionalProperties: false``: within version 1 fields may be added, and readers must not break."""
    if isinstance(schema, list):
        return [_open(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _open(value) for key, value in schema.items() if (key, value) != ("additionalProperties", False)}
