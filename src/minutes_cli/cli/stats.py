"""`minutes stats`: what an archive amounts to, and one indicator through time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from minutes_cli.cli.messages import say
from minutes_cli.cli.options import Reading, output_option, reading_options, talk_options
from minutes_cli.cli.output import choose_format
from minutes_cli.cli.talk import Talk
from minutes_cli.errors import MinutesError

if TYPE_CHECKING:
    from minutes_cli.cli.output import Sink
    from minutes_cli.reports.stats_indicator import Series

SUFFIXES = {".json": "json", ".csv": "csv", ".txt": "table"}
INDICATOR = "indicator"


@click.command(
    help=say(
        """Count meetings, chairs, bodies, indicators and orders.

        \b
        minutes stats archive.sqlite                          tables with bars
        minutes stats minutes/ --format csv -o stats.csv      a folder, for a spreadsheet
        minutes stats indicator 地表水达到或好于Ⅲ类水体比例 archive.sqlite

        PATH is a file, a folder or an index; without one: MINUTES_INDEX, the only *.sqlite of the folder, or standard
        input. `indicator NAME` shows what was reported and asked for through time; a part of a name will do.
        """,
        """统计会议、主持人、单位、指标和工作要求。

        \b
        minutes stats 档案.sqlite                             表格和条形图
        minutes stats 纪要/ --format csv -o 统计.csv          整个文件夹，供电子表格使用
        minutes stats indicator 地表水达到或好于Ⅲ类水体比例 档案.sqlite

        PATH 可以是文件、文件夹或索引；不写则用环境变量 MINUTES_INDEX、当前文件夹中唯一的 *.sqlite，或标准输入。
        `indicator 名称` 列出该指标历次通报的数值和目标；可只写名称的一部分。
        """,
    )
)
@click.argument("words", metavar="[indicator NAME] [PATH]...", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    type=click.Choice(["auto", "table", "json", "csv"]),
    default="auto",
    help=say("auto is tables on a terminal and JSON in a pipe.", "auto：终端上为表格，管道中为 JSON。"),
)
@output_option
@click.option(
    "--top",
    metavar="N",
    type=click.IntRange(min=1),
    help=say("Names in each list; 10 in tables, all in data.", "每个列表的条数；表格默认 10，数据默认全部。"),
)
@reading_options()
@talk_options
def command(
    words: tuple[str, ...],
    format: str,
    output: str | None,
    top: int | None,
    how: Reading,
    talk: Talk,
) -> int:
    """Count and print."""
    from minutes_cli.cli.archive import Archive
    from minutes_cli.cli.output import Sink
    from minutes_cli.cli.reader import Reader

    name, paths = _split(words)
    chosen = choose_format(format, output, SUFFIXES, on_terminal="table")
    archive = Archive(paths, how.encoding, talk, lambda: Reader(how))
    sink = Sink(output)
    code = (
        _overview(archive, sink, chosen, top, talk.color)
        if name is None
        else _one(archive, name, sink, chosen, talk.color)
    )
    sink.close()
    return code


def _split(words: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The indicator that is asked for, if one is, and the paths."""
    if not words or words[0] != INDICATOR:
        return None, words
    if len(words) == 1:
        raise click.UsageError(
            say("name the indicator: minutes stats indicator NAME", "请写出指标名称：minutes stats indicator 名称"),
            click.get_current_context(),
        )
    return words[1], words[2:]


def _overview(archive: Any, sink: Sink, format: str, top: int | None, color: str) -> int:
    from minutes_cli.reports.stats import Stats

    stats = Stats()
    code: int = archive.each(stats.add)
    if format == "json":
        from minutes_cli.writers.json import pretty

        sink.write(pretty(stats.as_dict(top)))
    elif format == "csv":
        sink.write(_csv(("section", "name", "measure", "value"), stats.as_rows(top)))
    else:
        from minutes_cli.cli.screen import view_width, wants_color
        from minutes_cli.cli.stats_screen import View, overview

        view = View(view_width(sink), is_coloured=not sink.is_file and wants_color(color))
        overview(view, stats, top or 10)
        sink.write_text(view.text())
    return code


def _one(archive: Any, name: str, sink: Sink, format: str, color: str) -> int:
    from minutes_cli.reports.stats_indicator import COLUMNS, Series

    series = Series(name)
    code: int = archive.each(series.add)
    readings = series.readings()
    if not readings:
        raise _unknown(series)
    if format == "json":
        from minutes_cli.writers.json import pretty

        sink.write(pretty([reading.as_dict() for reading in readings]))
    elif format == "csv":
        sink.write(_csv(COLUMNS, [list(reading.as_dict().values()) for reading in readings]))
    else:
        from minutes_cli.cli.screen import view_width, wants_color
        from minutes_cli.cli.stats_screen import View, indicator

        view = View(view_width(sink), is_coloured=not sink.is_file and wants_color(color))
        indicator(view, name, readings)
        sink.write_text(view.text())
    return code


def _unknown(series: Series) -> MinutesError:
    from difflib import get_close_matches

    close = get_close_matches(series.name, sorted(series.names), n=3, cutoff=0.4)
    near = "、".join(close)
    return MinutesError(
        say(
            f"no document names an indicator {series.name!r}"
            + (f"; there is {near}" if close else "; `minutes stats` lists what there is"),
            f"没有文件提到指标“{series.name}”"
            + (f"；相近的有 {near}" if close else "；`minutes stats` 可列出已有指标"),
        )
    )


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    from minutes_cli.reports.ledger_columns import neutralised
    from minutes_cli.reports.ledger_text import BOM

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([neutralised(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return (BOM + stream.getvalue()).encode("utf-8", "replace")
