"""`minutes parse`: minutes to structured data."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from minutes_cli.cli.inputs import Inputs, default_files
from minutes_cli.cli.messages import say
from minutes_cli.cli.options import Reading, files_argument, output_option, reading_options, talk_options
from minutes_cli.cli.output import FORMATS, Sink, choose_format, data_writer
from minutes_cli.cli.talk import Talk
from minutes_cli.errors import UsageError

if TYPE_CHECKING:
    from minutes_cli.models import Minutes
    from minutes_cli.sources import SourceText


@click.command(
    help=say(
        """Read minutes into structured data.

        \b
        minutes parse 纪要.txt                         a tree on the terminal, JSON in a pipe
        minutes parse *.txt --format jsonl | jq -c .date
        minutes parse 纪要.txt -o 纪要.yaml            the suffix gives the format
        minutes parse 纪要.txt --fields date,chairs.name --year 2019
        cat 纪要.txt | minutes parse

        Several files give JSON Lines. A file that cannot be read is named on stderr and stops nothing (exit code 4).
        """,
        """把会议纪要读成结构化数据。

        \b
        minutes parse 纪要.txt                         终端上是结构树，管道中是 JSON
        minutes parse *.txt --format jsonl | jq -c .date
        minutes parse 纪要.txt -o 纪要.yaml            格式由扩展名决定
        minutes parse 纪要.txt --fields date,chairs.name --year 2019
        cat 纪要.txt | minutes parse

        多个文件输出 JSON Lines。读不了的文件会在标准错误上说明，不影响其他文件（退出码 4）。
        """,
    )
)
@files_argument
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    default="auto",
    help=say("auto is a tree on a terminal and JSON in a pipe.", "auto：终端上为结构树，管道中为 JSON。"),
)
@output_option
@click.option(
    "--fields",
    metavar="A,B.C",
    help=say("Only these fields: date,chairs.name,directives.heading.", "只输出这些字段，如 date,chairs.name。"),
)
@click.option("--array", is_flag=True, help=say("One JSON array instead of lines.", "输出一个 JSON 数组。"))
@reading_options()
@talk_options
def parse(
    files: tuple[str, ...],
    format: str,
    output: str | None,
    fields: str | None,
    array: bool,
    how: Reading,
    talk: Talk,
) -> int:
    """Parse each file and write it out."""
    files = files or default_files()
    from minutes_cli.cli.reader import Reader

    chosen = choose_format("json" if array and format == "auto" and output is None else format, output)
    if chosen == "tree" and (fields or array):
        if format == "tree":
            raise UsageError(
                say(
                    "--fields and --array are for data; use --format json or yaml with them",
                    "--fields 与 --array 只用于数据；请配合 --format json 或 yaml",
                )
            )
        chosen = "json"
    if chosen == "yaml" and array:
        raise UsageError(say("--array is for JSON; leave it out for YAML", "--array 只用于 JSON；输出 YAML 请去掉"))
    sink = Sink(output)
    emit, finish = _writer(chosen, fields, len(files) > 1, array, sink, talk.color)
    reader = Reader(how)

    code = Inputs(files, how.encoding, talk).each(lambda source: emit(source, reader.read(source)))
    finish()
    sink.close()
    return code


def _writer(
    format: str, fields: str | None, several: bool, array: bool, sink: Sink, color: str
) -> tuple[Callable[[SourceText, Minutes], None], Callable[[], None]]:
    if format == "tree":
        from minutes_cli.cli.screen import tree_writer

        return tree_writer(sink, color), lambda: None
    write, finish = data_writer(format, several=several, array=array, sink=sink)
    select = _selector(fields)
    return lambda _source, minutes: write(select(minutes.model_dump())), finish


def _selector(fields: str | None) -> Callable[[dict[str, Any]], Any]:
    if fields is None:
        return lambda data: data
    from minutes_cli.writers.fields import pick, read_fields

    wanted = read_fields(fields.split(","))
    return lambda data: pick(data, wanted)
