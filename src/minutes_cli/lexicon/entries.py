"""One lexicon entry, and the regular expression its words make."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_MACRO = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Entry:
    """A rule of the lexicon: words (`terms`) or a `pattern`, what they mean (`value`), and how they are known to work.

    ``left`` and ``right`` are regular expressions put before and behind every term (guards: ``(?<!统)``).
    ``value`` is what the entry stands for in the contract's own words (a meeting type, a role, a force …).
    """

    id: str
    kind: str
    terms: tuple[str, ...] = ()
    pattern: str | None = None
    left: str = ""
    right: str = ""
    value: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    note: str | None = None
    file: str = ""
    line: int = 0

    @property
    def regex(self) -> str:
        """This entry alone as a regular expression, macros not yet replaced."""
        return self.pattern if self.pattern is not None else f"{self.left}{trie(self.terms)}{self.right}"


def macros(pattern: str) -> list[str]:
    """The ``{kind}`` names that stand in `pattern`."""
    return _MACRO.findall(pattern)


def expand(pattern: str, replacement: dict[str, str]) -> str:
    """`pattern` with every ``{kind}`` replaced by the alternation of that kind's words."""
    return _MACRO.sub(lambda m: replacement[m.group(1)], pattern)


def trie(terms: tuple[str, ...] | list[str]) -> str:
    """A regular expression that matches the longest of `terms`, common beginnings written once.

    >>> trie(("会议", "会议室", "会场"))
    '(?:会(?:场|议(?:室)?))'
    """
    root: dict[str, Any] = {}
    for term in terms:
        node = root
        for character in term:
            node = node.setdefault(character, {})
        node[""] = {}
    return f"(?:{_branches(root)})"


def _branches(node: dict[str, Any]) -> str:
    singles = sorted(c for c, below in node.items() if c and set(below) == {""})
    parts = []
    if len(singles) > 1:
        parts.append(f"[{''.join(map(re.escape, singles))}]")
    elif singles:
        parts.append(re.escape(singles[0]))
    for character in sorted(c for c in node if c and c not in singles):
        below = node[character]
        tail = {c: b for c, b in below.items() if c}
        optional = "" in below
        inner = _branches(tail)
        bare = len(tail) == 1 and not optional
        parts.append(re.escape(character) + (inner if bare else f"(?:{inner})" + ("?" if optional else "")))
    return "|".join(parts) if len(parts) == 1 or not parts else f"{'|'.join(parts)}"
