"""`minutes lint`: what to mend in minutes before they go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minutes_cli.cli.inputs import Inputs, default_files
from minutes_cli.cli.messages import is_chinese, say
from minutes_cli.cli.options import Reading, files_argument, reading_options, talk_options
from minutes_cli.cli.output import Sink
from minutes_cli.cli.talk import Talk

if TYPE_CHECKING:
    from minutes_cli.reports.lint import Remark
    from minutes_cli.sources import SourceText

_FINDINGS = 3
_LEVELS = {"info": "notice", "warning": "warning", "error": "error"}


@click.command(
    help=say(
        """Say what to mend in minutes before they go out, why, and on whose authority.

        \b
        minutes lint 纪要.txt
        minutes lint --fail-on warning *.txt       exit 3 when anything is as grave
        minutes lint --format github 纪要.txt      file:line remarks for a review
        """,
        """印发之前检查纪要：哪里要改，为什么，依据是什么。

        \b
        minutes lint 纪要.txt
        minutes lint --fail-on warning *.txt       有同等严重的问题时退出码为 3
        minutes lint --format github 纪要.txt      输出 file:line 形式
        """,
    )
)
@files_argument
@click.option("--format", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error", "never"]),
    default="never",
    show_default=True,
    help=say("Exit 3 when a remark is at least so grave.", "有不低于此级别的问题时以 3 退出。"),
)
@reading_options("year", "date", "encoding", "lexicons")
@talk_options
def lint(
    files: tuple[str, ...],
    format: str,
    fail_on: str,
    how: Reading,
    talk: Talk,
) -> int:
    """Remark on each file; exit 3 where `--fail-on` says so."""
    files = files or default_files()
    from minutes_cli.cli.reader import Reader
    from minutes_cli.reports.lint import SEVERITIES
    from minutes_cli.reports.lint import lint as remarks_on

    reader = Reader(how)
    sink = Sink(None)
    worst = -1
    show = {"text": _text, "json": _json, "github": _github}[format]

    def work(source: SourceText) -> None:
        nonlocal worst
        remarks = remarks_on(reader.read(source), source.text)
        worst = max([worst, *(SEVERITIES.index(r.advice.severity) for r in remarks)])
        for remark in remarks:
            sink.write_text(show(source.source.path, remark)) if format != "json" else sink.write(
                show(source.source.path, remark).encode()
            )
        if not remarks and format == "text":
            sink.write_text(f"{source.source.path}: {say('nothing to mend', '没有发现问题')}\n")

    code = Inputs(files, how.encoding, talk).each(work)
    if code:
        return code
    return _FINDINGS if fail_on != "never" and worst >= SEVERITIES.index(fail_on) else 0


def _message(remark: Remark) -> tuple[str, str]:
    advice = remark.advice
    message, why = (advice.chinese, advice.why_chinese) if is_chinese() else (advice.english, advice.why_english)
    return message.replace("{words}", remark.words), why


def _text(path: str, remark: Remark) -> str:
    message, why = _message(remark)
    lines = [f"{path}:{remark.line}:{remark.column}: {_grade(remark)} {remark.advice.code}: {message}"]
    if remark.excerpt and not remark.excerpt.startswith(remark.words):
        lines.append(f"    「{remark.excerpt}」")
    lines.append(f"    {why}  [{remark.advice.authority}]")
    return "\n".join(lines) + "\n"


def _grade(remark: Remark) -> str:
    grades = {"info": say("note", "提示"), "warning": say("warning", "警告"), "error": say("error", "错误")}
    return grades[remark.advice.severity]


def _json(path: str, remark: Remark) -> str:
    from minutes_cli.writers.json import line

    message, why = _message(remark)
    return line(
        {
            "path": path,
            "line": remark.line,
            "column": remark.column,
            "code": remark.advice.code,
            "severity": remark.advice.severity,
            "message": message,
            "why": why,
            "authority": remark.advice.authority,
            "span": remark.span,
            "excerpt": remark.excerpt,
        }
    ).decode()


def _github(path: str, remark: Remark) -> str:
    message, why = _message(remark)
    level = _LEVELS[remark.advice.severity]
    body = f"{message} ({why} {remark.advice.authority})".replace("%", "%25").replace("\n", "%0A")
    return f"::{level} file={path},line={remark.line},col={remark.column},title={remark.advice.code}::{body}\n"
