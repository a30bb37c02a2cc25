"""Words and patterns as data: what the documents say, in YAML beside this file.

An entry has an ``id`` (every extracted value names the one that made it), a ``kind`` (which step asks for it), and
``terms`` or a ``pattern``; the rest is described in ``schema.py``. Users add their own files on top.
"""

from __future__ import annotations

from minutes_cli.lexicon.entries import Entry
from minutes_cli.lexicon.lexicon import Lexicon
from minutes_cli.lexicon.loader import default_lexicon, load_lexicon, packs

__all__ = ["Entry", "Lexicon", "default_lexicon", "load_lexicon", "packs"]
