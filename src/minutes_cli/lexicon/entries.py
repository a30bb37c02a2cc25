"""One lexicon entry, and the regular expression its words make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

_MACRO = re.compile(r"\{([a-z_]+)\}")


class Entry(NamedTuple):
    """A rule of the lexicon: words (`terms`) or a `pattern`, what they mean (`value`), and how they are known to work.

    ``left`` and ``right`` are regular expressions put before and behind every term (guards: ``(?<!统)``).
    ``value`` is what the entry stands for in the contract's own words (a meeting type, a role, a force …).
    ``attributes`` are for reading only: entries without any share one.
    """

    id: str
    kind: str
    terms: tuple[str, ...] = ()
    pattern: str | None = None
    left: str = ""
    right: str = ""
    value: str | None = None
    attributes: dict[str, Any] = {}
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
        return (
            self.pattern
            if self.pattern is not None
            else alternation(dict.fromkeys(self.terms, (self.left, self.right)))
        )


def macros(pattern: str) -> list[str]:
    """The ``{kind}`` names that stand in `pattern`."""
    return _MACRO.findall(pattern)


def expand(pattern: str, replacement: dict[str, str]) -> str:
    """`pattern` with every ``{kind}`` replaced by the alternation of that kind's words."""
    return _MACRO.sub(lambda m: replacement[m.group(1)], pattern)


Guards = tuple[str, str]
"""Regular expressions that must hold to the left and to the right of a term."""


def trie(terms: Iterable[str]) -> str:
    """A regular expression that matches the longest of `terms`, common beginnings written once.

    >>> trie(("会议", "会议室", "会场"))
    '(?:会(?:场|议(?:室)?))'
    """
    return alternation(dict.fromkeys(terms, ("", "")))


def alternation(guarded: Mapping[str, Guards]) -> str:
    """One expression for terms with guards: the longest term whose guards hold.

    Every branch begins with a literal character, since `re` skips quickly over text that begins none of them; a guard
    to the left is therefore asked behind the term, looking back past it.
    """
    root: dict[str, Any] = {}
    for term, (left, right) in guarded.items():
        node = root
        for character in term:
            node = node.setdefault(character, {})
        node[""] = _look_back(left, len(term)) + right
    branches = [re.escape(first) + _rest(root[first]) for first in sorted(root)]
    return f"(?:{'|'.join(branches)})" if branches else "(?!)"


def _look_back(left: str, length: int) -> str:
    """The look-behinds of `left`, rewritten to stand `length` code points further right."""
    pieces, depth, start = [], 0, 0
    for at, character in enumerate(left):
        if left[at - 1 : at] == "\\":
            continue
        depth += (character == "(") - (character == ")")
        if character == ")" and depth == 0:
            group = left[start : at + 1]
            opening = group[:4] if group.startswith("(?<") else ""
            pieces.append(f"{opening}(?:{group[4:-1]}).{{{length}}})")
            start = at + 1
    return "".join(pieces)


def _rest(node: dict[str, Any]) -> str:
    """The expression for what may follow in a trie node, longer words first."""
    below = {character: further for character, further in node.items() if character}
    singles = [c for c, further in below.items() if further == {"": ""}]
    parts = [f"[{''.join(map(re.escape, sorted(singles)))}]"] if len(singles) > 1 else [re.escape(c) for c in singles]
    parts += [re.escape(c) + _rest(below[c]) for c in sorted(below) if c not in singles]
    if not parts:
        return str(node[""])
    if "" not in node:
        return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{'|'.join(parts)})?" if not node[""] else f"(?:{'|'.join(parts)}|{node['']})"
