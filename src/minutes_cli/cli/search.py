"""`minutes search`: questions put to an index."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from minutes_cli.cli.messages import say
from minutes_cli.cli.options import talk_options
from minutes_cli.cli.streams import write_bytes, write_text
from minutes_cli.cli.talk import Talk
from minutes_cli.errors import UsageError

if TYPE_CHECKING:
    from minutes_cli.index.search import Archive, Question

SUFFIXES = (".sqlite", ".sqlite3", ".db")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _check_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not _DATE.fullmatch(value):
        raise click.BadParameter(
            say(
                f"{value!r} is no date; write 2019, 2019-07 or 2019-07-31",
                f"{value!r} 不是日期；请写成 2019、2019-07 或 2019-07-31",
            )
        )
    return value


def _check_types(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        return values
    from minutes_cli.models import MeetingType

    known = get_args(MeetingType)
    for value in values:
        if value not in known:
            names = ", ".join(known)
            raise click.BadParameter(
                say(f"{value!r} is no type of meeting; there are {names}", f"没有会议类型 {value!r}；可用 {names}")
            )
    return values


def _part_option(name: str, target: str, english: str, chinese: str) -> Callable[[Any], Any]:
    return click.option(name, target, metavar="NAME", multiple=True, help=say(english, chinese))


def _date_option(name: str, english: str, chinese: str) -> Callable[[Any], Any]:
    return click.option(name, metavar="DATE", callback=_check_date, help=say(english, chinese))


@click.command(
    help=say(
        """Ask an index: full text, names, dates.

        \b
        minutes search 防汛 --index archive.sqlite
        minutes search '防汛 NOT 演练' archive.sqlite          the index may also stand among the words
        minutes search '"河湖长制" OR 清淤' --since 2019 --body 水务局
        minutes search --chair 林知远 --due-before 2019-12-31 --format csv
        minutes search 防汛 --count        minutes search 防汛 --facets

        Words side by side must all be there; AND, OR, NOT, brackets and “phrases” are understood. Every piece of a
        word is found. Without --index: MINUTES_INDEX, else the only *.sqlite of the folder.
        """,
        """检索索引：全文、人名单位、日期。

        \b
        minutes search 防汛 --index 档案.sqlite
        minutes search '防汛 NOT 演练' 档案.sqlite             索引文件也可以写在词的旁边
        minutes search '"河湖长制" OR 清淤' --since 2019 --body 水务局
        minutes search --chair 林知远 --due-before 2019-12-31 --format csv
        minutes search 防汛 --count        minutes search 防汛 --facets

        并列的词须同时出现；可用 AND、OR、NOT、括号和“词组”。词中的任何一段都能找到。
        不写 --index 时用环境变量 MINUTES_INDEX，再不然用当前文件夹中唯一的 *.sqlite。
        """,
    )
)
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@click.option(
    "-i",
    "--index",
    "index",
    metavar="FILE",
    envvar="MINUTES_INDEX",
    type=click.Path(path_type=Path),
    help=say("The index to ask.", "要检索的索引。"),
)
@_part_option("--chair", "chairs", "Chaired by NAME, or part of it; repeatable.", "主持人姓名或其一部分；可多次给出。")
@_part_option("--organization", "organizations", "The body that met.", "开会的机构。")
@_part_option("--body", "bodies", "A body with a task.", "承担任务的单位。")
@_part_option("--indicator", "indicators", "An indicator named.", "提到的指标。")
@click.option(
    "--type",
    "types",
    metavar="TYPE",
    multiple=True,
    callback=_check_types,
    help=say("Type of the meeting: executive, party_group …", "会议类型：executive、party_group 等。"),
)
@_date_option("--since", "Held on DATE or later.", "该日或以后召开。")
@_date_option("--until", "Held on DATE or earlier.", "该日或以前召开。")
@_date_option("--due-before", "With a deadline before DATE.", "有早于该日的时限。")
@click.option(
    "--format",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help=say("How to print the hits.", "输出格式。"),
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help=say("Hits.", "条数。"))
@click.option("--offset", type=click.IntRange(min=0), default=0, help=say("Hits passed over.", "跳过的条数。"))
@click.option("--count", "only_count", is_flag=True, help=say("Print only how many there are.", "只输出命中数。"))
@click.option("--facets", "only_facets", is_flag=True, help=say("Count the hits by their fields.", "按字段统计命中。"))
@talk_options
def command(
    words: tuple[str, ...],
    index: Path | None,
    format: str,
    limit: int,
    offset: int,
    only_count: bool,
    only_facets: bool,
    talk: Talk,
    **facets: Any,
) -> int:
    """Print the hits, their number, or their facets."""
    from minutes_cli.index.condition import Facets
    from minutes_cli.index.search import Archive, Question

    path, words = _which(index, words)
    question = Question(" ".join(words), Facets(**facets), limit, offset)
    if not question.text.strip() and not any(facets.values()) and not (only_count or only_facets):
        raise click.UsageError(
            say("say what to look for: words, or an option such as --chair", "请写出要找的词，或 --chair 等选项"),
            click.get_current_context(),
        )
    with Archive(path) as archive:
        if only_count:
            write_bytes(f"{archive.count(question)}\n".encode())
        elif only_facets:
            _print_facets(archive, question, format)
        else:
            _print_hits(archive, question, format, talk.color)
    return 0


def _which(index: Path | None, words: tuple[str, ...]) -> tuple[Path, tuple[str, ...]]:
    """The index that is meant, and the words without it."""
    if index is not None:
        return index, words
    named = [word for word in words if word.lower().endswith(SUFFIXES) and Path(word).exists()]
    if named:
        return Path(named[0]), tuple(word for word in words if word != named[0])
    here = sorted(name for name in os.listdir() if name.endswith(SUFFIXES) and not name.startswith("."))  # noqa: PTH208
    if len(here) == 1:
        return Path(here[0]), words
    raise UsageError(
        say(
            "which index? name it with --index; `minutes index FOLDER -o NAME.sqlite` makes one",
            "要检索哪个索引？请用 --index 指明；`minutes index 文件夹 -o 名称.sqlite` 可建立索引",
        )
    )


def _print_hits(archive: Archive, question: Question, format: str, color: str) -> None:
    from minutes_cli.cli import hits

    found = list(archive.search(question))
    if format == "table":
        from minutes_cli.cli.screen import wants_color

        write_text(hits.table(found, archive.count(question), question.offset, is_coloured=wants_color(color)))
    elif format == "csv":
        write_bytes(hits.csv(found))
    else:
        write_bytes(hits.json(found, lines=format == "jsonl"))


def _print_facets(archive: Archive, question: Question, format: str) -> None:
    from minutes_cli.cli import hits

    counted = archive.facets(question)
    if format == "table":
        write_text(hits.facet_table(counted))
    else:
        write_bytes(hits.facet_data(counted, format))
