"""How fast words are cut, against stock jieba: ``python benchmarks/bench_segment.py [FILE …]``.

Each engine runs in processes of its own, its cache warm. Printed are medians of the time until it is ready, the time
of the first document after that, and the best throughput in characters a second, with their ratios to stock jieba.
The texts are the samples of this repository, or the files named (UTF-8).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

_STOCK = """
import logging, jieba
jieba.setLogLevel(logging.CRITICAL)
jieba.initialize()
cut = jieba.lcut
"""
_OURS = """
from minutes_cli.text.segment import Segmenter
segmenter = Segmenter()
segmenter.load()
cut = segmenter.cut
"""
_FAST = """
from minutes_cli.text.fast import FastSegmenter
cut = FastSegmenter().cut
"""
_PROGRAM = """
import sys, time
started = time.perf_counter()
{engine}
ready = time.perf_counter()
import json
from pathlib import Path
texts = [Path(name).read_bytes().decode("utf-8", "replace") for name in sys.argv[1:]]
size = sum(map(len, texts))
before = time.perf_counter()
cut(texts[0])
first = time.perf_counter() - before
best = float("inf")
for _ in range(max(4, 400_000 // size)):
    before = time.perf_counter()
    for text in texts:
        cut(text)
    best = min(best, time.perf_counter() - before)
print(json.dumps({{"ready": ready - started, "first": first, "throughput": size / best}}))
"""
_ROUNDS = 5


def measure(engine: str, files: list[Path]) -> dict[str, float] | None:
    """Median of what processes with this engine report; None where it is not installed."""
    command = [sys.executable, "-c", _PROGRAM.format(engine=engine), *map(str, files)]
    reports = []
    for _ in range(_ROUNDS + 1):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if "ModuleNotFoundError" in done.stderr:
            return None
        done.check_returncode()
        reports.append(json.loads(done.stdout))
    del reports[0]  # the first one may have built a cache
    return {name: statistics.median(report[name] for report in reports) for name in reports[0]}


def main() -> None:
    """Measure every engine and print a line for each."""
    samples = Path(__file__).resolve().parent.parent / "samples"
    files = list(map(Path, sys.argv[1:])) or sorted(samples.glob("*.txt"))
    stock = measure(_STOCK, files)
    assert stock is not None, "jieba is a dependency of this package"
    print(f"{'':14}{'ready ms':>10}{'×':>8}{'first text ms':>15}{'×':>8}{'characters/s':>15}{'×':>8}")
    for name, engine in (("stock jieba", _STOCK), ("minutes", _OURS), ("minutes[fast]", _FAST)):
        found = stock if engine is _STOCK else measure(engine, files)
        if found is None:
            print(f"{name:14}not installed")
            continue
        print(
            f"{name:14}{1000 * found['ready']:>10.1f}{stock['ready'] / found['ready']:>8.1f}"
            f"{1000 * found['first']:>15.1f}{stock['first'] / found['first']:>8.1f}"
            f"{found['throughput']:>15,.0f}{found['throughput'] / stock['throughput']:>8.1f}"
        )


if __name__ == "__main__":
    main()
