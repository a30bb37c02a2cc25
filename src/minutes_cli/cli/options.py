"""Options that several commands have, as decorators: the same name, the same meaning, the same help everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, NamedTuple, TypeVar

import click

from minutes_cli.cli.messages import say
from minutes_cli.cli.settings import settings
from minutes_cli.cli.talk import Talk

Command = Callable[..., Any]
F = TypeVar("F", bound=Command)


class Reading(NamedTuple):
    """How documents are to be read: what the user knows better than the text, and words of his own."""

    year: int | None = None
    date: str | None = None
    encoding: str | None = None
    userdict: str | None = None
    lexicons: tuple[str, ...] = ()


def _gathered(command: Command, name: str, record: type[Reading] | type[Talk]) -> Command:
    """`command`, which gets the options that `record` has fields for as one argument called `name`."""

    @wraps(command)
    def gathering(**arguments: Any) -> Any:
        fields = {field: arguments.pop(field) for field in record._fields if field in arguments}
        return command(**arguments, **{name: record(**fields)})

    return gathering


def files_argument(command: F) -> F:
    """FILE…; `-` is standard input, also when nothing is named and something is piped."""
    return click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(allow_dash=True))(command)


def encoding_option(command: F) -> F:
    """--encoding: read as this, detect nothing."""
    return click.option(
        "--encoding",
        metavar="NAME",
        envvar="MINUTES_ENCODING",
        default=lambda: settings().encoding,
        help=say("Encoding of the input; detected when left out.", "输入文件的编码；不写则自动识别。"),
    )(command)


def lexicon_option(command: F) -> F:
    """--lexicon: files laid over the shipped words."""
    return click.option(
        "--lexicon",
        "lexicons",
        metavar="FILE",
        multiple=True,
        envvar="MINUTES_LEXICON",
        callback=lambda _context, _parameter, named: (*settings().lexicons, *named),
        type=click.Path(),
        help=say(
            "Words of your own, laid over the shipped ones; repeatable.", "自有词表，覆盖在内置词表之上；可多次给出。"
        ),
    )(command)


def userdict_option(command: F) -> F:
    """--userdict: words for the segmentation, in jieba's format."""
    return click.option(
        "--userdict",
        metavar="FILE",
        envvar="MINUTES_USERDICT",
        default=lambda: settings().userdict,
        type=click.Path(),
        help=say("Words for the segmentation, in jieba's format.", "分词用户词典，格式同 jieba。"),
    )(command)


def year_option(command: F) -> F:
    """--year: what the caller knows and the text may not say."""
    return click.option(
        "--year",
        metavar="YYYY",
        type=click.IntRange(1900, 2199),
        help=say("Year of the meeting, where the text does not say it.", "会议年份，原文没有写明时使用。"),
    )(command)


def date_option(command: F) -> F:
    """--date: the day itself."""
    return click.option(
        "--date",
        metavar="YYYY-MM-DD",
        callback=iso_date,
        help=say("Date of the meeting, where the text does not say it.", "会议日期，原文没有写明时使用。"),
    )(command)


def output_option(command: F) -> F:
    """-o: write to a file, whole or not at all."""
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        type=click.Path(),
        help=say("Write to FILE; its suffix gives the format.", "写入文件；格式由扩展名决定。"),
    )(command)


def talk_options(command: Command) -> Command:
    """--quiet, --verbose, --color, handed to the command as one argument, `talk`."""
    command = click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        envvar="MINUTES_COLOR",
        default=lambda: settings().color,
        help=say(
            "Colour: auto on a terminal unless NO_COLOR is set.", "颜色：auto 表示终端上使用，设置 NO_COLOR 则不用。"
        ),
    )(_gathered(command, "talk", Talk))
    command = click.option(
        "-v",
        "--verbose",
        is_flag=True,
        help=say("Say on stderr what was read.", "在标准错误上说明读到了什么。"),
    )(command)
    return click.option(
        "-q",
        "--quiet",
        is_flag=True,
        help=say("Say nothing but errors.", "只报告错误。"),
    )(command)


def iso_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A day on the calendar, as ISO."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(
            say(
                f"{value!r} is no date on the calendar; write it as 2019-07-31",
                f"{value!r} 不是日历上的日期；请写成 2019-07-31",
            )
        ) from None


_READING = {
    "year": year_option,
    "date": date_option,
    "encoding": encoding_option,
    "userdict": userdict_option,
    "lexicons": lexicon_option,
}
"""The option that fills each field of `Reading`."""


def reading_options(*fields: str) -> Callable[[Command], Command]:
    """The options of how to read, or those for `fields` alone, handed to the command as one argument, `how`."""

    def decorate(command: Command) -> Command:
        decorated = _gathered(command, "how", Reading)
        for field in reversed(fields or Reading._fields):
            decorated = _READING[field](decorated)
        return decorated

    return decorate
