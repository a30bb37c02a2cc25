"""YAML: one document an input, readable by any safe loader; dates stay strings, spans stand on one line."""

from __future__ import annotations

from typing import Any

import yaml

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Writer(_Dumper):  # type: ignore[misc]  # the C class has no stubs
    """No anchors: a value that stands in two places is written twice, as people expect."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _span(dumper: Any, span: tuple[int, int]) -> Any:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", span, flow_style=True)


_Writer.add_representer(tuple, _span)


def document(value: Any) -> bytes:
    r"""`value` as one YAML document, opened with ``---``.

    >>> document({"edtf": "2019-07-31", "span": (0, 10)}).decode()
    "---\nedtf: '2019-07-31'\nspan: [0, 10]\n"
    """
    written: bytes = yaml.dump(
        value,
        Dumper=_Writer,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        explicit_start=True,
        width=2**30,
        encoding="utf-8",
    )
    return written
