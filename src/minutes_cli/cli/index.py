"""`minutes index`: an archive becomes an index."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutes_cli.cli.index_talk import tell, tell_run
from minutes_cli.cli.inputs import ALL_FAILED, SOME_FAILED
from minutes_cli.cli.messages import say
from minutes_cli.cli.options import Reading, reading_options, talk_options
from minutes_cli.cli.talk import Talk

if TYPE_CHECKING:
    from minutes_cli.index.reading import Recipe
    from minutes_cli.index.request import Request, Summary


@click.command(
    help=say(
        """Read an archive into an index, or bring its index up to date.

        \b
        minutes index archive/ -o archive.sqlite              for `minutes search` and SQL
        minutes index archive/ -o archive.sqlite -o archive.json
        minutes index archive/ -o archive.yaml --exclude 'drafts/*' --jobs 4
        find archive -name '*.txt' -print0 | minutes index --files-from - --null -o archive.sqlite

        The suffix gives the format: .sqlite .json .jsonl .yaml. A second run reads only what changed. What cannot be
        read becomes an entry in `errors` (exit code 4) and stops nothing.
        """,
        """把一批纪要做成索引，或更新已有的索引。

        \b
        minutes index 档案/ -o 档案.sqlite                    供 `minutes search` 和 SQL 查询
        minutes index 档案/ -o 档案.sqlite -o 档案.json
        minutes index 档案/ -o 档案.yaml --exclude '草稿/*' --jobs 4
        find 档案 -name '*.txt' -print0 | minutes index --files-from - --null -o 档案.sqlite

        格式由扩展名决定：.sqlite .json .jsonl .yaml。再次运行只读有变化的文件。读不了的文件记入 `errors`
        （退出码 4），不影响其他文件。
        """,
    )
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path())
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="OUT",
    multiple=True,
    required=True,
    type=click.Path(),
    help=say("Where the index goes; repeatable.", "索引写到哪里；可多次给出。"),
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    envvar="MINUTES_JOBS",
    help=say("Processes that read; all cores when left out.", "并行的进程数；不写则用全部核心。"),
)
@click.option(
    "--include",
    metavar="PATTERN",
    multiple=True,
    help=say(
        "Take only these names out of folders; repeatable. A pattern with a / is for the path below the folder.",
        "文件夹中只取这些文件名；可多次给出。含 / 的样式按文件夹内的路径匹配。",
    ),
)
@click.option(
    "--exclude",
    metavar="PATTERN",
    multiple=True,
    help=say("Leave these files and folders out; repeatable.", "不取这些文件和文件夹；可多次给出。"),
)
@click.option("--hidden", is_flag=True, help=say("Take hidden files and folders too.", "也取隐藏的文件和文件夹。"))
@click.option(
    "--follow-links",
    is_flag=True,
    help=say("Follow links that lead out of the folder.", "跟随指向文件夹以外的链接。"),
)
@click.option(
    "--files-from",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help=say(
        "Read further paths from FILE, one a line; - is standard input.", "从文件读取路径，一行一个；- 为标准输入。"
    ),
)
@click.option(
    "--null", is_flag=True, help=say("Paths in --files-from end with a null.", "--files-from 中的路径以空字符分隔。")
)
@click.option(
    "--exact",
    is_flag=True,
    help=say("Cut words as jieba does even where rjieba is installed.", "即使装有 rjieba 也完全按 jieba 分词。"),
)
@click.option("--fresh", is_flag=True, help=say("Read everything again.", "全部重新读取。"))
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help=say(
        "dask: on many machines, to a folder of Parquet tables; -o may be s3:// or hdfs://.",
        "dask：多机运行，输出为一个 Parquet 表的文件夹；-o 可为 s3:// 或 hdfs://。",
    ),
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help=say("With --engine dask: a running scheduler.", "配合 --engine dask：已在运行的调度器地址。"),
)
@reading_options("year", "encoding", "userdict", "lexicons")
@talk_options
def command(
    paths: tuple[str, ...],
    outputs: tuple[str, ...],
    jobs: int | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    hidden: bool,
    follow_links: bool,
    files_from: str | None,
    null: bool,
    exact: bool,
    fresh: bool,
    engine: str,
    scheduler: str | None,
    how: Reading,
    talk: Talk,
) -> int:
    """Build the index and say in a line how it went."""
    from minutes_cli.index.reading import Recipe
    from minutes_cli.index.request import EXAMPLES, Request
    from minutes_cli.index.walk import Wanted

    if not paths and files_from is None:
        raise click.UsageError(
            say("name a folder, files, or --files-from", "请写出文件夹、文件，或 --files-from"),
            click.get_current_context(),
        )
    recipe = Recipe(how.year, how.encoding, how.lexicons, how.userdict, exact)
    if engine == "dask":
        return _distribute(_all_paths(paths, files_from, null), outputs, recipe, jobs or _cores(), scheduler, talk)
    request = Request(
        paths=_all_paths(paths, files_from, null),
        outputs=tuple(map(Path, outputs)),
        wanted=Wanted(include, exclude, hidden, follow_links),
        recipe=recipe,
        jobs=jobs or _cores(),
        fresh=fresh,
        examples=None if talk.verbose else EXAMPLES,
    )
    summary = _run(request, show_progress=sys.stderr.isatty() and not talk.quiet, color=talk.color)
    tell(summary, talk)
    if not summary.failed:
        return 0
    return ALL_FAILED if summary.failed == summary.files else SOME_FAILED


def _all_paths(paths: tuple[str, ...], files_from: str | None, null: bool) -> Iterator[str]:
    yield from paths
    if files_from is None:
        return
    end = b"\0" if null else b"\n"
    rest = b""
    with click.open_file(files_from, "rb") as stream:
        while piece := stream.read(1 << 16):
            *names, rest = (rest + piece).split(end)
            yield from (os.fsdecode(name if null else name.rstrip(b"\r")) for name in names if name)
    if rest:
        yield os.fsdecode(rest)


def _distribute(
    paths: Iterator[str], outputs: tuple[str, ...], recipe: Recipe, jobs: int, scheduler: str | None, talk: Talk
) -> int:
    """Run on the distributed engine and say in a line how it went."""
    from minutes_cli.index.distributed import index_distributed

    if len(outputs) != 1:
        raise click.UsageError(say("--engine dask writes to one folder", "--engine dask 只写一个文件夹"))
    run = index_distributed(paths, outputs[0], recipe, jobs=jobs, scheduler=scheduler)
    tell_run(run, talk)
    return 0 if not run.failed else ALL_FAILED if run.failed == run.files else SOME_FAILED


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(request: Request, *, show_progress: bool, color: str) -> Summary:
    import gc

    from minutes_cli.index.build import build

    gc.enable()  # a run may take hours: what its garbage would hold counts, unlike in the other commands
    gc.set_threshold(50_000, 20, 20)
    if not show_progress:
        return build(request)
    from minutes_cli.cli.progress import Bar

    with Bar(color) as bar:
        return build(request, bar.show)
