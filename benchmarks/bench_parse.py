"""How fast whole documents are read: ``python benchmarks/bench_parse.py [FILE …]``.

Four things are measured, each against something measured in the same run, since machines differ and are seldom quiet:

* whole processes, in turn, against ``python -c pass``: ``minutes --version`` and ``minutes parse FILE`` to JSON;
* characters a second of the full parse (words and keywords included) in one process, against stock ``jieba.cut``;
* the highest memory of that process;
* the time a character takes in documents of 10 KB to 5 MB: it should not grow.

The texts are the documents beside this project where there are some (``../shared/gold``), else its samples, or the
files named (UTF-8).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
_ROUNDS = 5
_SIZES = (10_000, 100_000, 1_000_000, 5_000_000)
_MAIN = "from minutes_cli.cli import main; main()"

_PARSE = """
import resource, sys
from pathlib import Path
from minutes_cli import parse
for name in sys.argv[1:]:
    parse(name)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_THROUGHPUT = """
import json, logging, sys, time
from pathlib import Path
import jieba
from minutes_cli import parse_text
jieba.setLogLevel(logging.CRITICAL)
texts = [Path(name).read_text("utf-8") for name in sys.argv[1:]]
size = sum(map(len, texts))
work = {"stock": lambda text: list(jieba.cut(text)), "ours": parse_text}
best = dict.fromkeys(work, float("inf"))
for _ in range(max(8, 400_000 // size)):
    for name, run in work.items():
        before = time.process_time()
        for text in texts:
            run(text)
        best[name] = min(best[name], time.process_time() - before)
print(json.dumps({name: size / seconds for name, seconds in best.items()}))
"""
_SCALING = """
import sys, time
from pathlib import Path
from minutes_cli import parse_text
whole, size = Path(sys.argv[1]).read_text("utf-8"), int(sys.argv[2])
text = whole
while len(text.encode()) < size:
    text += "\\n" + whole
text = text.encode()[:size].decode("utf-8", "ignore")
parse_text(whole)
best = float("inf")
for _ in range(3 if size < 1_000_000 else 1):
    before = time.process_time()
    parse_text(text)
    best = min(best, time.process_time() - before)
print(best / len(text) * 1e6)
"""


def run(*command: str) -> str:
    """What the command prints."""
    return subprocess.run([sys.executable, *command], capture_output=True, check=True).stdout.decode()


def whole_processes(file: Path) -> None:
    """Median wall-clock time of whole processes, run in turn."""
    commands = {
        "python -c pass": ("-c", "pass"),
        "minutes --version": ("-c", _MAIN, "--version"),
        "minutes parse": ("-c", _MAIN, "parse", "--format", "json", str(file)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(_ROUNDS + 1):
        for name, command in commands.items():
            before = time.perf_counter()
            run(*command)
            if turn:  # the first turn fills caches
                seconds[name].append(time.perf_counter() - before)
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    for name, median in medians.items():
        print(f"{name:20} {median * 1000:8.1f} ms  x{median / medians['python -c pass']:.1f}")


def main() -> None:
    """Measure and print."""
    beside = sorted((ROOT / ".." / "shared" / "gold").glob("*.txt"))
    samples = [file for file in sorted((ROOT / "samples").glob("*.txt")) if "gb18030" not in file.name]
    files = [Path(name) for name in sys.argv[1:]] or beside or samples
    names = [str(file) for file in files]

    whole_processes(files[0])
    rates = json.loads(run("-c", _THROUGHPUT, *names))
    print(f"{'stock jieba.cut':20} {rates['stock']:8,.0f} characters a second")
    print(f"{'full parse':20} {rates['ours']:8,.0f} characters a second  x{rates['ours'] / rates['stock']:.2f}")
    if sys.platform.startswith("linux"):
        print(f"{'highest memory':20} {int(run('-c', _PARSE, *names)) / 1024:8.0f} MiB")
    costs = {size: float(run("-c", _SCALING, names[0], str(size))) for size in _SIZES}
    for size, cost in costs.items():
        print(f"{size / 1000:12,.0f} KB {cost:13.2f} microseconds a character  x{cost / costs[_SIZES[0]]:.2f}")


if __name__ == "__main__":
    main()
