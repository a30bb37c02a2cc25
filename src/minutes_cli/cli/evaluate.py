"""`minutes eval`: how good is the extraction on documents somebody read by hand?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutes_cli.cli.messages import say
from minutes_cli.cli.options import Reading, reading_options
from minutes_cli.cli.streams import complain, write_bytes, write_text

if TYPE_CHECKING:
    from minutes_cli.models import Minutes
    from minutes_cli.reports.evaluate import Evaluation, Miss
    from minutes_cli.reports.scores import Tally

UNDER_A_FLOOR = 3


@click.command(
    help=say(
        """Score the extraction against facts read by hand.

        \b
        minutes eval my-gold                       precision, recall and F1 of every field
        minutes eval my-gold --misses persons      what was missed, invented or misread, with its sentence
        minutes eval my-gold --floor floors.yaml   exit code 3 when a field falls under its floor

        GOLD_DIR holds NAME.gold.yaml beside each document NAME.txt (or .html, .docx …).
        """,
        """用人工标注的事实给抽取结果打分。

        \b
        minutes eval my-gold                       每个字段的准确率、召回率和 F1
        minutes eval my-gold --misses persons      漏了什么、多了什么、错了什么，附所在句子
        minutes eval my-gold --floor floors.yaml   低于下限时退出码为 3

        GOLD_DIR 中 NAME.gold.yaml 与文档 NAME.txt（或 .html、.docx 等）放在一起。
        """,
    )
)
@click.argument("folders", metavar="GOLD_DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--misses",
    metavar="FIELD",
    multiple=True,
    help=say(
        "List what FIELD missed, invented or misread; repeatable.", "列出该字段漏掉、多出或读错的值；可多次给出。"
    ),
)
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--floor",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say(
        "YAML of field: least F1; exit code 3 when one is under it.", "YAML，每行“字段: 最低 F1”；低于则退出码为 3。"
    ),
)
@reading_options("encoding", "lexicons")
def command(
    folders: tuple[Path, ...],
    misses: tuple[str, ...],
    format_name: str,
    floor: Path | None,
    how: Reading,
) -> int:
    """Print the table, the misses, or both as JSON; return the exit code."""
    from minutes_cli.cli.reader import Reader
    from minutes_cli.reports.evaluate import check_field, evaluate
    from minutes_cli.sources import read_source

    for name in misses:
        check_field(name)
    floors = _read_floors(floor) if floor else {}
    reader = Reader(how)

    def parse(path: Path) -> tuple[str, Minutes]:
        source = read_source(path, how.encoding)
        return source.text, reader.read(source)

    result = evaluate(folders, parse)
    if format_name == "json":
        write_bytes(_as_json(result, misses))
    elif misses:
        for miss in _chosen(result, misses):
            write_text(_show_miss(miss) + "\n")
    else:
        write_text("\n".join(_table(result)) + "\n")
    under = result.under(floors)
    for name, least, f1 in under:
        complain(
            say(f"{name}: F1 {_number(f1)} is under its floor {least}", f"{name}：F1 {_number(f1)} 低于下限 {least}")
        )
    return UNDER_A_FLOOR if under else 0


def _read_floors(path: Path) -> dict[str, float]:
    import yaml

    from minutes_cli.errors import UsageError

    try:
        floors = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read as YAML ({error})") from error
    if not isinstance(floors, dict) or not all(isinstance(v, int | float) for v in floors.values()):
        raise UsageError(f"{path}: expected lines of `field: least F1`")
    return {str(name): float(value) for name, value in floors.items()}


def _chosen(result: Evaluation, names: tuple[str, ...]) -> list[Miss]:
    return [miss for miss in result.misses if miss.field in names]


def _show_miss(miss: Miss) -> str:
    sign = {"missed": "-", "invented": "+", "wrong": "×"}[miss.kind]
    values = " | ".join(value for value in (miss.gold, miss.found) if value is not None)
    return f"{sign} {miss.document}: {values}" + (f"\n      {miss.context}" if miss.context else "")


def _number(value: float | None) -> str:
    return "   -  " if value is None else f"{value:.4f}"


def _table(result: Evaluation) -> list[str]:
    head = f"{'field':<24}{'gold':>6}{'found':>7}{'right':>7}  {'P':<8}{'R':<8}{'F1':<8}{'overlap F1':<10}"
    lines = [f"{result.documents} documents", "", head]
    for name, score in result.fields.items():
        exact = score.exact
        numbers = "  ".join(_number(value) for value in (exact.precision, exact.recall, exact.f1))
        shared = f"  {_number(score.overlap.f1)}" if score.overlap else ""
        lines.append(f"{name:<24}{exact.gold:>6}{exact.found:>7}{exact.right:>7}  {numbers}{shared}")
    return lines


def _as_json(result: Evaluation, misses: tuple[str, ...]) -> bytes:
    from minutes_cli.writers.json import pretty

    fields = {}
    for name, score in result.fields.items():
        fields[name] = _tally(score.exact) | ({"overlap": _tally(score.overlap)} if score.overlap else {})
    shown: dict[str, object] = {"documents": result.documents, "fields": fields}
    if misses:
        shown["misses"] = [miss.as_dict() for miss in _chosen(result, misses)]
    return pretty(shown)


def _tally(tally: Tally) -> dict[str, float | None]:
    rounded = {
        name: None if (value := getattr(tally, name)) is None else round(value, 4)
        for name in ("precision", "recall", "f1")
    }
    return {"gold": tally.gold, "found": tally.found, "right": tally.right} | rounded
