"""The library's two verbs. Both are re-exported by the package itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date as calendar_date
from pathlib import Path

from minutes_cli.errors import UsageError
from minutes_cli.lexicon import Lexicon, default_lexicon, load_lexicon
from minutes_cli.models import Minutes
from minutes_cli.pipeline import parse_source
from minutes_cli.sources import read_source, source_from_text
from minutes_cli.structure.document import Options


def parse(
    path: str | os.PathLike[str],
    *,
    year: int | None = None,
    date: str | None = None,
    encoding: str | None = None,
    lexicons: Sequence[str | Path] = (),
) -> Minutes:
    """Read the minutes in the file at `path` (`-` is standard input).

    `year` and `date` (ISO) say what the text may leave open; `encoding` stops the detection; `lexicons` are files of
    words laid over the shipped ones. Raises SourceError for what is no readable text, never for what the text says.
    """
    return parse_source(read_source(path, encoding), _options(year, date), _lexicon(lexicons))


def parse_text(
    text: str,
    *,
    path: str = "-",
    year: int | None = None,
    date: str | None = None,
    lexicons: Sequence[str | Path] = (),
) -> Minutes:
    """Read minutes that are text already; `path` is recorded as their source.

    Spans count the text as `minutes text` prints it: without carriage returns and zero-width characters.

    >>> parse_text("").kind
    'other'
    """
    return parse_source(source_from_text(text, path), _options(year, date), _lexicon(lexicons))


def _options(year: int | None, date: str | None) -> Options:
    if date is not None:
        try:
            calendar_date.fromisoformat(date)
        except ValueError:
            raise UsageError(f"{date!r} is no date on the calendar; write it as 2019-07-31") from None
    return Options(year=year, date=date)


def _lexicon(lexicons: Sequence[str | Path]) -> Lexicon:
    return load_lexicon(lexicons) if lexicons else default_lexicon()
