"""The command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Stop-gap until the commands are there: parse files to JSON Lines."""
    from hashlib import sha256
    from pathlib import Path

    from minutes_cli.models import Source
    from minutes_cli.pipeline import Options, parse_source
    from minutes_cli.sources.source import SourceText

    if sys.argv[1:2] == ["eval"]:
        from minutes_cli.cli.evaluate import command

        command(sys.argv[2:])

    arguments = [a for a in sys.argv[2:] if not a.startswith("--format") and a != "jsonl"]
    options: dict[str, str] = {}
    while arguments and arguments[0].startswith("--"):
        options[arguments.pop(0)[2:]] = arguments.pop(0)
    for name in arguments:
        data = Path(name).read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        text = text.replace("\r", "").replace("\u200b", "")
        source = Source(path=name, encoding="utf-8", sha256=sha256(data).hexdigest(), length=len(text))
        year = int(options["year"]) if "year" in options else None
        minutes = parse_source(SourceText(text, source), Options(year=year, date=options.get("date")))
        sys.stdout.write(minutes.model_dump_json() + "\n")
