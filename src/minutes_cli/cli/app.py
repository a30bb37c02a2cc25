"""The command group. A command's module is imported only when that command runs: `--help` stays light."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import click

from minutes_cli import __version__
from minutes_cli.cli.messages import say


class Entry(NamedTuple):
    """Where a command is defined (`module:attribute`), and what it does in one line, English and Chinese."""

    target: str
    english: str
    chinese: str


COMMANDS = {
    "parse": Entry("parse:parse", "Read minutes into structured data", "把会议纪要读成结构化数据"),
    "text": Entry("text:text", "Print the text that spans count", "打印各处位置所依据的原文"),
    "segment": Entry("segment:segment", "Cut the text into words, a sentence a line", "分词，一句一行"),
    "explain": Entry("explain:explain", "Tell which rule made which value", "说明每个值由哪条规则得出"),
    "lint": Entry("lint:lint", "Say what to mend before minutes go out", "印发前检查纪要"),
    "lexicon": Entry("lexicon:lexicon", "List, show and check the words and patterns", "查看和检查词表"),
    "index": Entry("index:command", "Make an archive an index, or bring it up to date", "把档案做成索引，或更新索引"),
    "search": Entry("search:command", "Ask an index", "检索索引"),
    "ledger": Entry("ledger:command", "List who must do what by when", "生成督办台账"),
    "stats": Entry("stats:command", "Count meetings, bodies and indicators", "统计会议、单位和指标"),
    "eval": Entry("evaluate:command", "Score the extraction against gold facts", "用人工标注的事实给抽取结果打分"),
    "schema": Entry("schema:schema", "Print the JSON Schema of the output", "打印输出的 JSON Schema"),
}
"""Every command, in the order of the help. To add one: its module under `minutes_cli.cli`, and a line here."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """The command called `name`, imported now."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].target.split(":")
        command: click.Command = getattr(import_module(f"minutes_cli.cli.{module}"), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for, with the patterns compiled in former runs at hand."""
        from minutes_cli.cli.patterns import keep_compiled_patterns

        store = keep_compiled_patterns()
        try:
            return super().invoke(ctx)
        finally:
            if store is not None:
                store.save()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown name say which ones come near."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from minutes_cli.cli.nearest import nearest

            close = nearest(args[0], COMMANDS)
            hint = say(f"did you mean {close}?", f"是不是 {close}？") if close else ""
            hint = hint or say("`minutes --help` names them all", "`minutes --help` 列出全部命令")
            ctx.fail(say(f"there is no command {args[0]!r}; {hint}", f"没有命令 {args[0]!r}；{hint}"))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, from the table alone."""
        with formatter.section(say("Commands", "命令")):
            formatter.write_dl([(name, say(entry.english, entry.chinese)) for name, entry in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        """Reads Chinese official minutes (会议纪要) into structured, verifiable data.

        \b
        minutes parse 纪要.txt                    a readable tree on the terminal
        minutes parse *.txt --format jsonl | jq   JSON for other tools
        minutes parse 纪要.txt -o 纪要.yaml       into a file
        """,
        """把会议纪要读成结构化、可核对的数据。

        \b
        minutes parse 纪要.txt                    在终端上看结构
        minutes parse *.txt --format jsonl | jq   交给其他工具
        minutes parse 纪要.txt -o 纪要.yaml       写入文件
        """,
    ),
)
@click.version_option(__version__, prog_name="minutes", message="%(prog)s %(version)s")
def app() -> None:
    """The command `minutes`."""
