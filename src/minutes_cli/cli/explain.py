"""`minutes explain`: which rule made which value, from which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from minutes_cli.cli.inputs import Inputs, default_files
from minutes_cli.cli.messages import say
from minutes_cli.cli.options import Reading, files_argument, reading_options, talk_options
from minutes_cli.cli.output import Sink
from minutes_cli.cli.talk import Talk
from minutes_cli.errors import UsageError

if TYPE_CHECKING:
    from minutes_cli.reports.explain import Explanation
    from minutes_cli.sources import SourceText
    from minutes_cli.writers.layout import Line, Piece

_SHOWN_WORDS = 8
_SHOWN_PATTERN = 60


@click.command(
    help=say(
        """Tell which rule made which value, from which words.

        \b
        minutes explain 纪要.txt                     every value
        minutes explain 纪要.txt --field chairs      who chaired, and why
        minutes explain 纪要.txt --at 120:140        what was read at these characters
        minutes explain 纪要.txt --format json
        """,
        """说明每个值由哪条规则、从哪些词得出。

        \b
        minutes explain 纪要.txt                     全部
        minutes explain 纪要.txt --field chairs      主持人，以及为什么
        minutes explain 纪要.txt --at 120:140        这些字读成了什么
        minutes explain 纪要.txt --format json
        """,
    )
)
@files_argument
@click.option(
    "--field",
    metavar="NAME",
    multiple=True,
    help=say("Only this field, such as chairs or attendance.absent; repeatable.", "只说明该字段；可多次给出。"),
)
@click.option(
    "--at",
    metavar="START[:END]",
    help=say("Only values that touch these characters.", "只说明涉及这些字的值。"),
)
@click.option("--format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@reading_options("year", "date", "encoding", "lexicons")
@talk_options
def explain(
    files: tuple[str, ...],
    field: tuple[str, ...],
    at: str | None,
    format: str,
    how: Reading,
    talk: Talk,
) -> int:
    """Explain each file."""
    files = files or default_files()
    from minutes_cli.cli.reader import Reader
    from minutes_cli.reports.explain import explain as explained
    from minutes_cli.reports.explain import is_under

    _check_fields(field)
    start, end = _interval(at)
    reader = Reader(how)
    sink = Sink(None)

    def work(source: SourceText) -> None:
        chosen = [
            explanation
            for explanation in explained(reader.read(source), source.text, reader.lexicon)
            if (not field or any(is_under(explanation.path, name) for name in field))
            and (at is None or _touches(explanation.span, start, end))
        ]
        if format == "json":
            _write_json(sink, source, chosen, several=len(files) > 1)
        else:
            _write_text(sink, source, chosen, talk.color, several=len(files) > 1)

    return Inputs(files, how.encoding, talk).each(work)


def _check_fields(fields: Iterable[str]) -> None:
    from minutes_cli.writers.fields import read_fields

    read_fields(re.sub(r"\[\d+\]", "", name) for name in fields)


def _interval(at: str | None) -> tuple[int, int]:
    if at is None:
        return 0, 0
    match = re.fullmatch(r"(\d{1,9})(?:[:,-](\d{1,9}))?", at.strip())
    if not match or (match[2] and int(match[2]) < int(match[1])):
        raise UsageError(
            say(
                f"--at {at!r} is no interval; write it as 120:140 or 120",
                f"--at {at!r} 不是区间；请写成 120:140 或 120",
            )
        )
    start = int(match[1])
    return start, max(int(match[2]), start + 1) if match[2] else start + 1


def _touches(span: tuple[int, int], start: int, end: int) -> bool:
    return span[0] < end and start < span[1]


def _write_json(sink: Sink, source: SourceText, chosen: list[Explanation], *, several: bool) -> None:
    from minutes_cli.writers.json import line, pretty

    data = {"path": source.source.path, "values": [explanation.as_data() for explanation in chosen]}
    sink.write((line if several else pretty)(data))


def _write_text(sink: Sink, source: SourceText, chosen: list[Explanation], color: str, *, several: bool) -> None:
    from minutes_cli.cli.screen import line_writer, view_width
    from minutes_cli.writers.layout import Piece

    show = line_writer(sink, color)
    if several:
        show([[Piece(source.source.path, "bold underline")]])
    if not chosen:
        show([[Piece(say("nothing was read there", "此处没有读出任何值"), "yellow")]])
    for explanation in chosen:
        show(_lines(explanation, view_width(sink)))


def _lines(explanation: Explanation, width: int) -> Iterator[Line]:
    from minutes_cli.writers.layout import Piece, wrap

    start, end = explanation.span
    indent = [Piece("    ")]
    yield [Piece(explanation.path, "bold"), Piece(f"  {start}:{end}", "dim")]
    yield from wrap(_marked(explanation), width, indent, indent)
    yield from wrap(
        [Piece("→ ", "green"), Piece(explanation.rule, "green"), *_rule_words(explanation)], width, indent, indent
    )
    yield []


def _marked(explanation: Explanation) -> list[Piece]:
    from minutes_cli.writers.layout import Piece

    offset = explanation.sentence_span[0]
    start, end = explanation.span[0] - offset, explanation.span[1] - offset
    sentence = explanation.sentence
    before, inside, after = sentence[:start], sentence[start:end], sentence[end:]
    pieces = [
        Piece(before),
        Piece("〖", "bold yellow"),
        Piece(inside, "bold yellow"),
        Piece("〗", "bold yellow"),
        Piece(after),
    ]
    return [Piece(" ".join(piece.text.split()) if piece.text.strip() else "", piece.style) for piece in pieces]


def _rule_words(explanation: Explanation) -> list[Piece]:
    from minutes_cli.writers.layout import Piece, shorten

    entry = explanation.entry
    if entry is None:
        return []
    words = "、".join(entry.terms[:_SHOWN_WORDS]) + ("…" if len(entry.terms) > _SHOWN_WORDS else "")
    said = [words or shorten(entry.pattern or "", _SHOWN_PATTERN), entry.note or "", f"{entry.file}:{entry.line}"]
    return [Piece("  " + "  ".join(" ".join(part.split()) for part in said if part), "dim")]
