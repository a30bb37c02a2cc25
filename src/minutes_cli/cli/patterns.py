"""Compiled regular expressions kept from run to run.

Compiling some three hundred patterns is half the time of a short run, and they are the same every time. Python keeps
the *source* of its modules compiled (``__pycache__``) but not their patterns; this does that for them, in the user's
private cache folder, where only this program writes.

What is kept is the argument list of ``_sre.compile``, the function that makes a pattern out of compiled code (and
checks that code). It belongs to one version of Python: that stands in the file's name. Anything unexpected, from a
missing module to a damaged file, leaves Python's own compiler at work.
"""

from __future__ import annotations

import marshal
import re
import sys
from array import array
from typing import Any
from zlib import crc32

from minutes_cli.files import cache_folder, store_in_cache

_LARGEST = 16 << 20
"""Bytes beyond which the file is begun anew: patterns of lexicons no longer in use would pile up."""
_WORTH_KEEPING = 4_000
"""Code units of new patterns from which the file is written again."""

_DEBUG = int(re.DEBUG)

_Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class PatternStore:
    """The compiler of this process, with a memory; made once, by the command line. No library should do this."""

    def __init__(self, compiler: Any, machine: Any) -> None:
        self._compiler, self._machine = compiler, machine
        self._plain = compiler.compile
        self._name = f"patterns-{sys.implementation.cache_tag}-{machine.MAGIC}-{array('I').itemsize}"
        self._kept: dict[tuple[str, int], _Kept] = self._load()
        self._new = 0

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        """What ``re._compiler.compile`` returns, from memory where it was asked before."""
        if type(pattern) is not str or flags & _DEBUG:
            return self._plain(pattern, flags)
        kept = self._kept.get((pattern, flags))
        if kept is None:
            kept = self._make(pattern, flags)
        known, code, groups, group_index, index_group = kept
        units = array("I")
        units.frombytes(code)
        return self._machine.compile(pattern, known, units.tolist(), groups, group_index, index_group)

    def save(self) -> None:
        """Write the file again where enough was added to it."""
        if self._new < _WORTH_KEEPING:
            return
        body = marshal.dumps(self._kept)
        store_in_cache(self._name, crc32(body).to_bytes(4, "big") + body)
        self._new = 0

    def _make(self, pattern: str, flags: int) -> _Kept:
        """Compile as ``re._compiler.compile`` does, and remember what it hands to the machine."""
        parsed = self._compiler._parser.parse(pattern, flags)
        code = array("I", self._compiler._code(parsed, flags))
        group_index: dict[str, int] = dict(parsed.state.groupdict)
        index_group: list[str | None] = [None] * parsed.state.groups
        for name, number in group_index.items():
            index_group[number] = name
        kept = (flags | parsed.state.flags, code.tobytes(), parsed.state.groups - 1, group_index, tuple(index_group))
        self._kept[pattern, flags] = kept
        self._new += len(code)
        return kept

    def _load(self) -> dict[tuple[str, int], _Kept]:
        folder = cache_folder()
        if folder is None:
            return {}
        try:
            data = (folder / self._name).read_bytes()
            if len(data) < _LARGEST and int.from_bytes(data[:4], "big") == crc32(memoryview(data)[4:]):
                kept: dict[tuple[str, int], _Kept] = marshal.loads(memoryview(data)[4:])
                return kept
        except (OSError, ValueError, EOFError, TypeError):
            pass  # not there yet, or damaged: made again
        return {}


def keep_compiled_patterns() -> PatternStore | None:
    """Give this process's ``re`` a memory; None where this Python is not one whose compiler is known here."""
    try:
        import _sre  # type: ignore[import-not-found]
        from re import _compiler  # type: ignore[attr-defined]

        store = PatternStore(_compiler, _sre)
        if store.compile("(?P<a>x)|y").fullmatch("x")["a"] != "x":
            return None
        _compiler.compile = store.compile
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        return None
    return store
