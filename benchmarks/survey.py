"""What the reading does to a folder of texts nobody tuned it for: `python benchmarks/survey.py FOLDER`.

Parses every ``*.txt`` below the folder and prints, as JSON: how many raised an exception or broke a span, how many were
taken for minutes, and how many of those without 主持 or 会议 in them were given a chair or a tree all the same.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from minutes_cli.models import Minutes
from minutes_cli.pipeline import parse_source
from minutes_cli.sources import read_source


def survey(path: Path) -> list[str]:
    """Every count that one file adds to."""
    source = read_source(path)
    try:
        minutes = parse_source(source)
    except Exception as error:  # that there is none is what is measured
        return ["texts", "exceptions", f"exception {type(error).__name__}"]
    speaks_of_meeting = "主持" in source.text or "会议" in source.text
    found = ["texts", f"kind {minutes.kind}", "with 主持 or 会议" if speaks_of_meeting else "without 主持 and 会议"]
    if not all(source.text[start:end] == text for start, end, text in spans(minutes)):
        found.append("broken spans")
    if not speaks_of_meeting and (minutes.chairs or minutes.directives):
        found.append("without, but given a chair or a tree")
    return found


def spans(minutes: Minutes) -> Iterator[tuple[int, int, str]]:
    """Every span of a document with the words it claims."""

    def walk(value: Any) -> Iterator[tuple[int, int, str]]:
        if isinstance(value, dict):
            span = value.get("text_span") or value.get("span")
            if span and "text" in value:
                yield span[0], span[1], value["text"]
            for child in value.values():
                yield from walk(child)
        elif isinstance(value, list):
            for child in value:
                yield from walk(child)

    return walk(minutes.model_dump())


def main() -> None:
    """Survey the folder named on the command line."""
    counts: Counter[str] = Counter()
    with Pool() as pool:
        for found in pool.imap_unordered(survey, sorted(Path(sys.argv[1]).rglob("*.txt")), chunksize=50):
            counts.update(found)
    without = counts["without 主持 and 会议"]
    given = counts["without, but given a chair or a tree"]
    share = {"share given a chair or a tree": round(given / without, 4)} if without else {}
    print(json.dumps(dict(sorted(counts.items())) | share, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
