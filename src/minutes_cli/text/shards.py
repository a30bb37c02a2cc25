"""A text store by key character, mapped from the user's cache: what is never asked for is never read.

One file holds a few numbers and, for each key character, a piece of text (a *shard*). The file is found by name, its
index is checked when it is opened and each shard when it is first read (CRC-32), so that opening costs no more than
the index does. A file that is missing, cut short or damaged is built again from its source and replaced in one step;
where no cache can be written the store lives in memory. Nothing is ever unpickled.

Layout: a header line in ASCII, then three native arrays of 32-bit integers (code points of the keys in order, offsets
of the shards and the end, CRCs of the shards), then the shards in UTF-8.
"""

from __future__ import annotations

import mmap
import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from minutes_cli.files import cache_folder, store_in_cache

_MAGIC = f"minutes-shards-1-{sys.byteorder}-{array('I').itemsize}"
_LONGEST_HEADER = 4096

Build = Callable[[], bytes]
"""Makes the bytes of a store from its source, as `pack` returns them."""


class _Damaged(Exception):
    """The bytes are not a store, or no longer the one that was written."""


def pack(numbers: Sequence[float], shards: Mapping[str, str]) -> bytes:
    """The bytes of a store that holds `numbers` and, for each character, its shard."""
    keys = sorted(shards)
    bodies = [shards[key].encode() for key in keys]
    offsets = array("I", [0])
    for body in bodies:
        offsets.append(offsets[-1] + len(body))
    index = array("I", map(ord, keys)).tobytes() + offsets.tobytes() + array("I", map(crc32, bodies)).tobytes()
    said = " ".join(map(repr, numbers))
    head = f"{_MAGIC} {len(keys)} {offsets[-1]} {crc32(index + said.encode())} {said}\n".encode("ascii")
    return b"".join((head, index, *bodies))


class Shards:
    """The store called `name`; `build` makes it where the cache has none.

    >>> store = Shards("", lambda: pack([2.5], {"会": "议 言", "议": "定"}))
    >>> store.numbers, store.shard("会"), store.shard("无")
    ([2.5], '议 言', '')
    """

    def __init__(self, name: str, build: Build) -> None:
        self._name = name
        self._build = build
        try:
            self._adopt(self._mapped())
        except (OSError, _Damaged):
            self._renew()

    def shard(self, key: str) -> str:
        """The text kept under the character `key`; empty where there is none."""
        try:
            return self._read(key)
        except _Damaged:
            self._renew()
            return self._read(key)

    def keys(self) -> list[str]:
        """Every key character, by code point."""
        return [chr(point) for point in self._keys]

    def _read(self, key: str) -> str:
        point = ord(key)
        at = bisect_left(self._keys, point)
        if at == len(self._keys) or self._keys[at] != point:
            return ""
        body = self._data[self._start + self._offsets[at] : self._start + self._offsets[at + 1]]
        if crc32(body) != self._checks[at]:
            raise _Damaged
        return body.decode()

    def _renew(self) -> None:
        data = self._build()
        if self._name:
            store_in_cache(self._name, data)
        try:
            self._adopt(self._mapped())
        except (OSError, _Damaged):
            self._adopt(data)

    def _mapped(self) -> mmap.mmap:
        folder = cache_folder() if self._name else None
        if folder is None:
            raise FileNotFoundError(self._name)
        handle = os.open(folder / self._name, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            return mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
        except ValueError:
            raise _Damaged from None  # an empty file cannot be mapped
        finally:
            os.close(handle)

    def _adopt(self, data: mmap.mmap | bytes) -> None:
        head, newline, _ = data[:_LONGEST_HEADER].partition(b"\n")
        fields = head.split()
        if not newline or fields[:1] != [_MAGIC.encode()]:
            raise _Damaged
        try:
            count, size, check, *numbers = fields[1:]
            keys, body, expected = int(count), int(size), int(check)
            self.numbers = list(map(float, numbers))
        except ValueError:
            raise _Damaged from None
        first = len(head) + 1
        start = first + 4 * (3 * keys + 1)
        if len(data) != start + body or crc32(data[first:start] + b" ".join(numbers)) != expected:
            raise _Damaged
        index = memoryview(data)[first:start].cast("I")
        self._data, self._start = data, start
        self._keys, self._offsets, self._checks = index[:keys], index[keys : 2 * keys + 1], index[2 * keys + 1 :]
