"""`minutes eval`: how good is the extraction on documents somebody read by hand?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from minutes_cli.models import Minutes
    from minutes_cli.reports.evaluate import Evaluation, Miss
    from minutes_cli.reports.scores import Tally


@click.command("eval")
@click.argument("folders", metavar="GOLD_DIR…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--misses", "misses", metavar="FIELD", multiple=True, help="List what FIELD missed, invented or misread.")
@click.option("--format", "format_name", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--floor", type=click.Path(path_type=Path), help="YAML of field: least F1; exit 3 when one is under it.")
@click.help_option("-h", "--help")
def command(folders: tuple[Path, ...], misses: tuple[str, ...], format_name: str, floor: Path | None) -> None:
    """Score the extraction against facts read by hand.

    \b
    Examples:
      minutes eval my-gold
      minutes eval my-gold --misses persons
      minutes eval my-gold --floor floors.yaml

    GOLD_DIR holds NAME.gold.yaml beside each document NAME.txt (or .html, .docx …).
    """
    from minutes_cli.reports.evaluate import check_field, evaluate

    for name in misses:
        check_field(name)
    floors = _read_floors(floor) if floor else {}
    result = evaluate(folders, _parse)
    if format_name == "json":
        click.echo(_as_json(result, misses))
    elif misses:
        for miss in _chosen(result, misses):
            click.echo(_show_miss(miss))
    else:
        for line in _table(result):
            click.echo(line)
    under = result.under(floors)
    for name, least, f1 in under:
        click.echo(f"under the floor: {name} F1 {_number(f1)} < {least:.4f}", err=True)
    if under:
        raise SystemExit(3)


def _parse(path: Path) -> tuple[str, Minutes]:
    from hashlib import sha256

    from minutes_cli.models import Source
    from minutes_cli.pipeline import parse_source
    from minutes_cli.sources.source import SourceText

    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    text = text.replace("\r", "").replace("\u200b", "")
    source = Source(path=str(path), encoding="utf-8", sha256=sha256(data).hexdigest(), length=len(text))
    return text, parse_source(SourceText(text, source))


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
    sign = {"missed": "-", "invented": "+", "wrong": "≠"}[miss.kind]
    values = " | ".join(value for value in (miss.gold, miss.found) if value is not None)
    return f"{sign} {miss.document}: {values}" + (f"\n      {miss.context}" if miss.context else "")


def _number(value: float | None) -> str:
    return "   –  " if value is None else f"{value:.4f}"


def _table(result: Evaluation) -> list[str]:
    head = f"{'field':<24}{'gold':>6}{'found':>7}{'right':>7}  {'P':<8}{'R':<8}{'F1':<8}{'overlap F1':<10}"
    lines = [f"{result.documents} documents", "", head]
    for name, score in result.fields.items():
        exact = score.exact
        numbers = "  ".join(_number(value) for value in (exact.precision, exact.recall, exact.f1))
        shared = f"  {_number(score.overlap.f1)}" if score.overlap else ""
        lines.append(f"{name:<24}{exact.gold:>6}{exact.found:>7}{exact.right:>7}  {numbers}{shared}")
    return lines


def _as_json(result: Evaluation, misses: tuple[str, ...]) -> str:
    import json

    fields = {}
    for name, score in result.fields.items():
        fields[name] = _tally(score.exact) | ({"overlap": _tally(score.overlap)} if score.overlap else {})
    shown: dict[str, object] = {"documents": result.documents, "fields": fields}
    if misses:
        shown["misses"] = [miss.as_dict() for miss in _chosen(result, misses)]
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _tally(tally: Tally) -> dict[str, float | None]:
    rounded = {
        name: None if (value := getattr(tally, name)) is None else round(value, 4)
        for name in ("precision", "recall", "f1")
    }
    return {"gold": tally.gold, "found": tally.found, "right": tally.right} | rounded
