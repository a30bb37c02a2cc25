"""`minutes ledger`: who must do what by when, over any number of minutes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date as calendar_date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutes_cli.cli.messages import say
from minutes_cli.cli.options import Reading, iso_date, output_option, reading_options, talk_options
from minutes_cli.cli.output import choose_format
from minutes_cli.cli.talk import Talk
from minutes_cli.errors import UsageError

if TYPE_CHECKING:
    from minutes_cli.reports.ledger import Row
    from minutes_cli.reports.ledger_time import Today

SUFFIXES = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".md": "md",
    ".markdown": "md",
    ".json": "json",
    ".ics": "ics",
    ".txt": "text",
}
FORMATS = ("auto", "text", "csv", "xlsx", "md", "json", "ics")


@click.command(
    help=say(
        """List who must do what by when.

        \b
        minutes ledger 纪要.txt                        the orders, on the terminal
        minutes ledger minutes/ -o ledger.xlsx         a folder, as an Excel ledger
        minutes ledger archive.sqlite --overdue --body 水务局
        minutes ledger minutes/ --merge ledger.xlsx -o ledger.xlsx
        minutes ledger 纪要.txt -o deadlines.ics       deadlines for a calendar

        PATH is a file, a folder or an index; without one: MINUTES_INDEX, the only *.sqlite of the folder, or standard
        input. --merge keeps what a clerk wrote (状态, 备注, columns of his own) and says what appeared, moved or
        vanished.
        """,
        """生成督办台账：谁、什么事、何时完成。

        \b
        minutes ledger 纪要.txt                        在终端上列出各项要求
        minutes ledger 纪要/ -o 台账.xlsx              整个文件夹，生成 Excel 台账
        minutes ledger 档案.sqlite --overdue --body 水务局
        minutes ledger 纪要/ --merge 台账.xlsx -o 台账.xlsx
        minutes ledger 纪要.txt -o 时限.ics            各项时限，供日历导入

        PATH 可以是文件、文件夹或索引；不写则用环境变量 MINUTES_INDEX、当前文件夹中唯一的 *.sqlite，或标准输入。
        --merge 保留人工填写的内容（状态、备注和自加的列），并说明新增、移动和撤出了哪些事项。
        """,
    )
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    default="auto",
    help=say("auto is text on a terminal and JSON in a pipe.", "auto：终端上为文字，管道中为 JSON。"),
)
@output_option
@click.option(
    "--merge",
    "former",
    metavar="OLD",
    type=click.Path(path_type=Path),
    help=say(
        "Keep what a clerk wrote in this ledger (.xlsx or .csv).", "沿用这份旧台账（.xlsx 或 .csv）中填写的内容。"
    ),
)
@click.option(
    "--body",
    "bodies",
    metavar="NAME",
    multiple=True,
    help=say(
        "Only what concerns NAME, or part of it; repeatable.", "只列涉及该单位的事项，可写名称的一部分；可多次给出。"
    ),
)
@click.option(
    "--due-before",
    metavar="YYYY-MM-DD",
    callback=iso_date,
    help=say("Only what has a day before this one.", "只列该日之前到期的事项。"),
)
@click.option("--overdue", is_flag=True, help=say("Only what is overdue.", "只列逾期事项。"))
@click.option("--open", "only_open", is_flag=True, help=say("Only what is not closed.", "只列未了结的事项。"))
@click.option(
    "--today",
    metavar="YYYY-MM-DD",
    callback=iso_date,
    help=say("The day that tells what is overdue; today when left out.", "据以判断逾期的日期；不写则为今天。"),
)
@click.option(
    "--soon",
    metavar="DAYS",
    type=click.IntRange(0, 3650),
    default=7,
    show_default=True,
    help=say("So many days ahead count as due soon.", "几天之内算即将到期。"),
)
@click.option("--tasks", is_flag=True, help=say("In .ics: to-dos instead of events.", "ics 中用待办代替日程。"))
@reading_options()
@talk_options
def command(
    paths: tuple[str, ...],
    format: str,
    output: str | None,
    former: Path | None,
    bodies: tuple[str, ...],
    due_before: str | None,
    overdue: bool,
    only_open: bool,
    today: str | None,
    soon: int,
    tasks: bool,
    how: Reading,
    talk: Talk,
) -> int:
    """Make the ledger and write it out."""
    from minutes_cli.cli.archive import Archive
    from minutes_cli.cli.ledger_talk import tell_merge, tell_others
    from minutes_cli.cli.output import Sink
    from minutes_cli.cli.reader import Reader
    from minutes_cli.models import Minutes
    from minutes_cli.reports.ledger import arranged, rows_of
    from minutes_cli.reports.ledger_time import Filter, Today

    chosen = _choose(format, output)
    old = _read_former(former) if former else None
    day = Today(calendar_date.fromisoformat(today) if today else calendar_date.today(), soon)

    found: list[Row] = []
    others: list[str] = []

    def take(minutes: Minutes) -> None:
        found.extend(rows_of(minutes))
        if minutes.kind == "other":
            others.append(minutes.source.path)

    archive = Archive(paths, how.encoding, talk, lambda: Reader(how))
    code = archive.each(take, only_meetings=True)
    rows = arranged(found)
    tell_others(others, talk)
    if old is not None:
        from minutes_cli.reports.ledger_merge import merge

        merged = merge(rows, old, archive.covers)
        rows = merged.rows
        tell_merge(merged, talk)
    rows = Filter(bodies, due_before, overdue, only_open).apply(rows, day)
    if chosen == "text":
        from minutes_cli.cli.ledger_screen import lines
        from minutes_cli.cli.screen import line_writer, view_width

        sink = Sink(output)
        line_writer(sink, talk.color)(lines(rows, day, view_width(sink)))
    else:
        sink = Sink(output)
        sink.write(_written(chosen, rows, day, tasks=tasks))
        if sink.is_file:
            from minutes_cli.cli.ledger_screen import summary

            talk.note(f"{output}: {summary(rows, day)}")
    sink.close()
    return code


def _choose(format: str, output: str | None) -> str:
    """The format; a workbook is nothing for a terminal."""
    if format == "xlsx" and output in (None, "-") and sys.stdout.isatty():
        raise UsageError(
            say(
                "a workbook is no text for a terminal; write it to a file with -o ledger.xlsx",
                "Excel 文件不能显示在终端上；请用 -o 台账.xlsx 写入文件",
            )
        )
    return choose_format(format, output, SUFFIXES, on_terminal="text")


def _read_former(path: Path) -> list[Row]:
    from minutes_cli.reports.ledger_read import read_ledger

    return read_ledger(path)


def _written(format: str, rows: list[Row], today: Today, *, tasks: bool) -> bytes:
    if format == "xlsx":
        from minutes_cli.reports.ledger_excel import to_excel

        return to_excel(rows, today)
    if format == "ics":
        from minutes_cli.reports.ledger_calendar import to_calendar

        return to_calendar(rows, tasks=tasks)
    from minutes_cli.reports import ledger_text

    writers: dict[str, Callable[[list[Row], Today], bytes]] = {
        "csv": ledger_text.to_csv,
        "md": ledger_text.to_markdown,
        "json": ledger_text.to_json,
    }
    return writers[format](rows, today)
