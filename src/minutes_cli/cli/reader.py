"""From the options of a command to something that parses: lexicon loaded once, options checked once."""

from __future__ import annotations

from collections.abc import Sequence

from minutes_cli.lexicon import default_lexicon, load_lexicon
from minutes_cli.models import Minutes
from minutes_cli.pipeline import parse_source
from minutes_cli.sources import SourceText
from minutes_cli.structure.document import Options
from minutes_cli.text.segment import Segmenter, default_segmenter


class Reader:
    """Reads any number of documents with the same lexicon and options."""

    def __init__(
        self,
        *,
        year: int | None = None,
        date: str | None = None,
        lexicons: Sequence[str] = (),
        userdict: str | None = None,
    ) -> None:
        self.lexicon = load_lexicon(lexicons) if lexicons else default_lexicon()
        self._segmenter = Segmenter([userdict]) if userdict else default_segmenter()
        self._options = Options(year=year, date=date)

    def read(self, source: SourceText) -> Minutes:
        """The minutes in `source`."""
        return parse_source(source, self._options, self.lexicon, self._segmenter)
