"""The loop every command has over its files: a bad one gets a line on stderr and never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import click

from minutes_cli.cli.messages import say, sentence
from minutes_cli.cli.streams import complain
from minutes_cli.cli.talk import Talk
from minutes_cli.errors import MinutesError, SourceError
from minutes_cli.sources import SourceText, read_source

ALL_FAILED, SOME_FAILED = 1, 4


@dataclass
class Inputs:
    """The files of one run: reads each, hands it on, counts what failed."""

    files: Sequence[str]
    encoding: str | None
    talk: Talk
    failed: int = field(default=0, init=False)

    def each(self, work: Callable[[SourceText], None]) -> int:
        """Do `work` with every file that can be read; return the exit code."""
        names = self.files or default_files()
        for name in names:
            try:
                source = read_source(name, self.encoding)
                self._remark(name, source)
                work(source)
            except SourceError as error:
                self._fail(name, sentence(error))
            except (MinutesError, OSError, click.ClickException):
                raise
            except Exception as error:  # a defect of this program must not cost the other files
                if self.talk.verbose:
                    sys.excepthook(type(error), error, error.__traceback__)
                self._fail(name, _defect(error))
        if not self.failed:
            return 0
        return ALL_FAILED if self.failed == len(names) else SOME_FAILED

    def _fail(self, name: str, reason: str) -> None:
        self.failed += 1
        complain(f"{_shown(name)}: {reason}")

    def _remark(self, name: str, source: SourceText) -> None:
        shown = _shown(name)
        if not source.text.strip():
            self.talk.note(
                say(
                    f"{shown}: the file is empty; check that it is the right one",
                    f"{shown}：文件是空的；请检查是否选错了文件",
                )
            )
        elif any(finding.code == "truncated" for finding in source.findings):
            self.talk.note(
                say(
                    f"{shown}: the file ends within a character; its end may be lost",
                    f"{shown}：文件在一个字的中间结束；结尾可能缺失",
                )
            )
        encoding, length = source.source.encoding, source.source.length
        self.talk.detail(say(f"{shown}: {length} characters, {encoding}", f"{shown}：{length} 字，{encoding}"))


def default_files() -> tuple[str, ...]:
    """Standard input where something is piped; on a terminal that is a slip, and the usage is explained."""
    if sys.stdin is not None and not sys.stdin.isatty():
        return ("-",)
    raise click.UsageError(
        say(
            "no FILE is named and nothing is piped; name a file, or pipe text in",
            "没有给出文件，也没有管道输入；请写出文件名，或从管道输入文字",
        ),
        click.get_current_context(silent=True),
    )


def _shown(name: str) -> str:
    """The name of an input as people know it."""
    return say("standard input", "标准输入") if name == "-" else name.encode("utf-8", "replace").decode("utf-8")


def _defect(error: Exception) -> str:
    kind = type(error).__name__
    return say(
        f"this program failed on it ({kind}: {error}); please report it, --verbose shows where",
        f"程序处理时出错（{kind}: {error}）；请反馈，--verbose 可显示出错位置",
    )
