"""What a worker does with a file: read it, see whether its bytes changed, parse it, make its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from minutes_cli import __version__
from minutes_cli.errors import MinutesError

if TYPE_CHECKING:
    from minutes_cli.index.rows import Row, Rows
    from minutes_cli.lexicon import Lexicon
    from minutes_cli.text.segment import Segmenter

_PARSER = ("models.py", "pipeline.py", "sources", "text", "structure", "extract", "lexicon")


@dataclass(frozen=True)
class Recipe:
    """How every file of an archive is read. Two runs with equal fingerprints read the same bytes alike."""

    year: int | None = None
    encoding: str | None = None
    lexicons: tuple[str, ...] = ()
    userdict: str | None = None
    exact: bool = False

    @property
    def engine(self) -> str:
        """What cuts the words: rjieba where it is installed and nothing speaks against it, since it is much faster."""
        return "jieba" if self.exact or self.userdict or find_spec("rjieba") is None else "rjieba"

    @cached_property
    def fingerprint(self) -> str:
        """Version, code and words of the parser, and the options, as one digest."""
        digest = sha256(f"{__version__}\0{self.engine}\0{self.year}\0{self.encoding}".encode())
        package = Path(__file__).parents[1]
        for part in _PARSER:
            below = package / part
            files = [below] if below.is_file() else sorted(p for p in below.rglob("*") if p.suffix in _KNOWN)
            for path in files:
                digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
        for name in (*self.lexicons, *([self.userdict] if self.userdict else [])):
            digest.update(b"\0" + _bytes_or_nothing(name))
        return digest.hexdigest()[:16]


_KNOWN = frozenset({".py", ".yaml", ".txt"})


def _bytes_or_nothing(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError:
        return b""  # told with its remedy where it is really read


class Job(NamedTuple):
    """A file to be read; `document` is the id it gets, `sha256` that of the bytes as they are known, if they are.

    `path` is what the index calls it, `file` what the system does: they differ for names that are not Unicode. `state`
    is its size, and the times of its change in nanoseconds; `is_new` where the index knows nothing of it.
    """

    document: int
    path: str
    file: str
    sha256: str | None = None
    state: tuple[int, int, int] = (0, 0, 0)
    is_new: bool = True


class Outcome(NamedTuple):
    """What became of a file: parsed (`row` and the rest), unchanged (nothing), or failed (`code`, `message`)."""

    job: Job
    row: Row | None = None
    rows: Rows | None = None
    json: str = ""
    title: str = ""
    text: str = ""
    grams: str = ""
    code: str | None = None
    message: str | None = None

    @property
    def is_unchanged(self) -> bool:
        """Whether the bytes were the known ones."""
        return self.row is None and self.code is None


class Reader:
    """Reads batches of files. Made once, before the workers are forked, so that they share its words."""

    def __init__(self, recipe: Recipe, *, full_text: bool) -> None:
        self.recipe = recipe
        self.full_text = full_text

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words, loaded when first needed."""
        from minutes_cli.lexicon import default_lexicon, load_lexicon

        return load_lexicon(self.recipe.lexicons) if self.recipe.lexicons else default_lexicon()

    @cached_property
    def segmenter(self) -> Segmenter:
        """The dictionary, opened when first needed."""
        from minutes_cli.text.fast import best_segmenter
        from minutes_cli.text.segment import default_segmenter

        if self.recipe.exact and not self.recipe.userdict:
            return default_segmenter()
        return best_segmenter([self.recipe.userdict] if self.recipe.userdict else [])

    def warm_up(self) -> None:
        """Load dictionary and patterns by reading the lexicon's own examples."""
        from minutes_cli.pipeline import parse_source
        from minutes_cli.sources import source_from_text

        examples = [example for entry in self.lexicon for example in entry.examples]
        parse_source(source_from_text("\n".join(examples)), lexicon=self.lexicon, segmenter=self.segmenter)

    def __call__(self, jobs: Sequence[Job]) -> list[Outcome]:
        """What became of each file. Never raises."""
        return [self._outcome(job) for job in jobs]

    def _outcome(self, job: Job) -> Outcome:
        try:
            return self._read(job)
        except MinutesError as error:
            return Outcome(job, code=error.code, message=str(error))
        except MemoryError:
            return Outcome(job, code="memory", message="it takes more memory than there is; split the file")
        except Exception as error:  # a defect of this program must not cost the other files
            return Outcome(job, code="defect", message=f"this program failed on it ({type(error).__name__}: {error})")

    def _read(self, job: Job) -> Outcome:
        from minutes_cli.index.grams import grams, searchable
        from minutes_cli.index.rows import TITLE, document_row, document_rows
        from minutes_cli.pipeline import parse_source
        from minutes_cli.sources import read_source
        from minutes_cli.structure.document import Options

        if job.sha256 is not None and sha256(_bytes_or_nothing(job.file)).hexdigest() == job.sha256:
            return Outcome(job)
        source = read_source(job.file, self.recipe.encoding)
        if job.file != job.path:
            source = source._replace(source=source.source.model_copy(update={"path": job.path}))
        minutes = parse_source(source, Options(year=self.recipe.year), self.lexicon, self.segmenter)
        row = document_row(job.document, minutes)
        rows = document_rows(job.document, minutes, source.text)
        if not self.full_text:
            return Outcome(job, row, rows, minutes.model_dump_json())
        title = grams(searchable(str(row[TITLE] or "")))
        text = grams(searchable(source.text))
        return Outcome(job, row, rows, minutes.model_dump_json(), title, source.text, text)
