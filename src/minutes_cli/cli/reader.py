"""From the options of a command to something that parses: lexicon loaded once, options checked once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minutes_cli.lexicon import default_lexicon, load_lexicon
from minutes_cli.models import Minutes
from minutes_cli.pipeline import parse_source
from minutes_cli.sources import SourceText
from minutes_cli.structure.document import Options
from minutes_cli.text.segment import Segmenter, default_segmenter

if TYPE_CHECKING:
    from minutes_cli.cli.options import Reading


class Reader:
    """Reads any number of documents with the same lexicon and options."""

    def __init__(self, how: Reading) -> None:
        self.lexicon = load_lexicon(how.lexicons) if how.lexicons else default_lexicon()
        self._segmenter = Segmenter([how.userdict]) if how.userdict else default_segmenter()
        self._options = Options(year=how.year, date=how.date)

    def read(self, source: SourceText) -> Minutes:
        """The minutes in `source`."""
        return parse_source(source, self._options, self.lexicon, self._segmenter)
