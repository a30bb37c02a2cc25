"""What an index costs: ``python benchmarks/bench_index.py [ARCHIVE_FOLDER] [--exact]``.

Printed are, each with the command that was timed in a process of its own: the run on one core and on two with their
ratio and MB of text a second; the peak memory of all its processes; an unchanged run as a share of the first; the cost
of a document for growing archives; and search: hits against a plain scan, and latency. Without an archive one is made
of the samples of this repository.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from minutes_cli.index.grams import searchable
from minutes_cli.index.search import Archive, Question
from minutes_cli.sources import read_source

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
MADE = 1200
"""Documents of the archive that is made where none is named."""
SIZES = (1000, 5000)
WORDS = (
    *(
        "会议",
        "防汛",
        "安全",
        "水利",
        "教育",
        "改革",
        "农村",
        "经济",
        "干部",
        "群众",
        "环境",
        "污染",
        "交通",
        "科技",
        "医疗",
    ),
    *(
        "就业",
        "粮食",
        "旱",
        "习近平",
        "国务院",
        "党中央",
        "老百姓",
        "房地产",
        "合作社",
        "高速路",
        "太空",
        "总书记",
        "人民币",
    ),
    *("发布会", "负责人"),
)
"""Thirty words of two and three characters, and of one: frequent, rare and absent."""


@dataclass(frozen=True)
class Cost:
    """What one run cost."""

    seconds: float
    peak: float
    """Megabytes of all its processes together, what they share counted once."""


def index(output: Path, cores: int, *arguments: str) -> Cost:
    """Time `minutes index` on so many cores."""
    command = [sys.executable, "-m", "minutes_cli", "index", "-o", str(output), "--quiet", *arguments]
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--jobs", str(cores)], preexec_fn=lambda: os.sched_setaffinity(0, allowed), start_new_session=True
    )
    watch = _Watch(process.pid)
    watch.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    watch.join()
    assert code in (0, 4), f"{command} ended with {code}"
    return Cost(seconds, watch.peak)


class _Watch(threading.Thread):
    """Looks at the memory of a session of processes until it is gone."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self.peak = 0.0

    def run(self) -> None:
        """Look ten times a second."""
        while memory := self._memory():
            self.peak = max(self.peak, memory)
            time.sleep(0.1)

    def _memory(self) -> float:
        total = 0
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == self._session and fields[0] != "Z":
                    total += sum(
                        int(line.split()[1]) for line in (entry / "smaps_rollup").open() if line.startswith("Pss:")
                    )
            except OSError:
                continue  # it ended while we looked
        return total / 1024


def made_archive(folder: Path) -> Path:
    """An archive of the samples, again and again, each text a little different."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(MADE):
        path = folder / "archive" / f"{number % 12:02d}" / f"{number:05d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(samples[number % len(samples)] + b"\n" + str(number).encode())
    return folder / "archive"


def measure_runs(archive: Path, work: Path, options: list[str]) -> None:
    """One core, two cores, and again."""
    files = [path for path in archive.rglob("*.txt") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(files)} files, {size:.1f} MB of text, options: {' '.join(options) or 'none'}")
    one = index(work / "one.sqlite", 1, str(archive), *options)
    two = index(work / "two.sqlite", 2, str(archive), *options)
    again = index(work / "two.sqlite", 2, str(archive), *options)
    print(f"one core     {one.seconds:8.2f} s {size / one.seconds:8.2f} MB/s   peak {one.peak:5.0f} MB")
    print(
        f"two cores    {two.seconds:8.2f} s {size / two.seconds:8.2f} MB/s   peak {two.peak:5.0f} MB   "
        f"{one.seconds / two.seconds:.2f} x one core"
    )
    print(f"unchanged    {again.seconds:8.2f} s {again.seconds / two.seconds:8.1%} of the first")
    print(f"index        {(work / 'two.sqlite').stat().st_size / 1e6:8.1f} MB")


def measure_growth(archive: Path, work: Path, options: list[str]) -> None:
    """The cost of a document in archives of growing size."""
    files = sorted(path for path in archive.rglob("*.txt") if path.is_file())
    for count in (*(size for size in SIZES if size < len(files)), len(files)):
        chosen = files[:: max(1, len(files) // count)][:count] if count < len(files) else files
        names = work / "names"
        names.write_text("\n".join(map(str, chosen)), encoding="utf-8")
        cost = index(work / f"{count}.sqlite", 2, "--files-from", str(names), *options)
        size = sum(path.stat().st_size for path in chosen) / 1e6
        print(
            f"{len(chosen):7d} documents {cost.seconds:8.2f} s {cost.seconds / len(chosen) * 1e3:7.3f} ms a document "
            f"{size / cost.seconds:6.2f} MB/s   peak {cost.peak:4.0f} MB"
        )


def measure_search(archive: Path, store: Path) -> None:
    """Hits against a plain scan, and how long the answer takes: the count, and the first page with its snippets."""
    texts = {str(path): searchable(read_source(path).text) for path in archive.rglob("*.txt")}
    counting, paging, wrong = [], [], 0
    with Archive(store) as index:
        for word in WORDS:
            start = time.perf_counter()
            count = index.count(Question(word))
            middle = time.perf_counter()
            list(index.search(Question(word)))
            counting.append(middle - start)
            paging.append(time.perf_counter() - middle)
            found = {hit.path for hit in index.search(Question(word, limit=1_000_000))}
            expected = {path for path, text in texts.items() if word in text}
            wrong += found != expected or count != len(expected)
    print(f"search: {len(WORDS)} words, {len(WORDS) - wrong} with the hits of a plain scan")
    for name, times in (("count", counting), ("first page of 20", paging)):
        print(f"  {name:18} median {statistics.median(times) * 1e3:6.1f} ms, worst {max(times) * 1e3:6.1f} ms")


def main() -> None:
    """Measure everything."""
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    named = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    work = Path(tempfile.mkdtemp(prefix="bench-index-"))
    try:
        archive = named[0] if named else made_archive(work)
        measure_runs(archive, work, options)
        measure_growth(archive, work, options)
        measure_search(archive, work / "two.sqlite")
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
