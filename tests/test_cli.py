"""The command as a real process: formats, exit codes, streams, encodings of the terminal, and one clear sentence."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, SAMPLES, Run
from minutes_cli import __version__, parse
from minutes_cli.cli.app import COMMANDS
from minutes_cli.models import Minutes

TEXT = "7月31日，局长林知远主持召开局务会议。会议要求，一要压实责任，二要年底前完成整改。\n"
CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "局务会议.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_version_and_help(run: Run) -> None:
    assert run("--version").out == f"minutes {__version__}\n"
    for arguments in (["--help"], ["-h"], ["parse", "-h"], ["parse", "--help"]):
        done = run(*arguments)
        assert (done.code, done.err) == (0, "")
        assert "minutes parse" in done.out
    assert "读成结构化数据" in run("--help", env=CHINESE).out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_opens_with_examples(run: Run, command: str) -> None:
    for env in ({}, CHINESE):
        done = run(command, "-h", env=env)
        assert (done.code, done.err) == (0, "")
        before_options = done.out.split("Options:")[0]
        assert before_options.count(f"minutes {command}") >= 2


def test_light_commands_load_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['minutes', '--help']\n"
        "from minutes_cli.cli.run import run\n"
        "run(['--version']); run(['--help'])\n"
        "heavy = {'pydantic', 'rich', 'yaml', 'jieba', 'chardet', 'orjson', 'minutes_cli.models'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_parsing_loads_no_more_than_it_needs(file: Path) -> None:
    code = (
        "import sys\n"
        "from minutes_cli.cli.run import run\n"
        f"run(['parse', '--format', 'json', {str(file)!r}])\n"
        "heavy = {'rich', 'chardet', 'jieba', 'pkg_resources', 'multiprocessing'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_parsing_asks_no_package_whether_it_is_a_plugin(file: Path) -> None:
    code = (
        "import importlib.metadata\n"
        "def asked(*_, **__): raise SystemExit('installed packages were searched')\n"
        "importlib.metadata.distributions = asked\n"
        "from minutes_cli.cli.run import run\n"
        f"run(['parse', '--format', 'json', {str(file)!r}])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", ["village-committee.txt", "flood-control.gb18030.txt"])
def test_one_file_gives_one_pretty_object(run: Run, name: str) -> None:
    path = ROOT / "samples" / name
    done = run("parse", path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("{\n  ")
    assert done.out.endswith("}\n")
    assert "\\u" not in done.out
    assert Minutes.model_validate(json.loads(done.out)) == parse(path)


def test_several_files_give_json_lines(run: Run) -> None:
    done = run("parse", *SAMPLES)
    assert (done.code, done.err) == (0, "")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["source"]["path"] for line in lines] == [str(path) for path in SAMPLES]
    assert run("parse", "--format", "jsonl", SAMPLES[0]).out == done.out.splitlines(keepends=True)[0]
    assert json.loads(run("parse", "--array", *SAMPLES).out) == lines
    assert json.loads(run("parse", "--array", SAMPLES[0]).out) == lines[:1]
    assert list(yaml.safe_load_all(run("parse", "--format", "yaml", *SAMPLES).out)) == lines


def test_runs_are_equal_byte_for_byte(run: Run) -> None:
    outputs = {run("parse", *SAMPLES, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2", "3")}
    assert len(outputs) == 1


def test_standard_input(run: Run, file: Path) -> None:
    by_name = json.loads(run("parse", file).out)
    for arguments in (["parse", "-"], ["parse"]):
        piped = json.loads(run(*arguments, stdin=TEXT.encode("gb18030")).out)
        assert piped["source"]["path"] == "-"
        assert piped["source"]["encoding"] == "gb18030"
        assert piped["directives"] == by_name["directives"]


def test_fields(run: Run, file: Path) -> None:
    done = run("parse", file, "--fields", "source.length,directives.heading")
    assert json.loads(done.out) == {
        "source": {"length": len(TEXT)},
        "directives": [{"heading": node["heading"]} for node in json.loads(run("parse", file).out)["directives"]],
    }
    unknown = run("parse", file, "--fields", "chair")
    assert (unknown.code, unknown.out) == (2, "")
    assert "did you mean chairs" in unknown.err


@pytest.mark.parametrize("suffix", ["json", "jsonl", "yaml", "yml", "txt"])
def test_a_file_is_written_in_the_format_of_its_suffix(run: Run, file: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"out.{suffix}"
    done = run("parse", file, "-o", target)
    assert (done.code, done.out, done.err) == (0, "", "")
    written = target.read_text(encoding="utf-8")
    if suffix == "txt":
        assert "压实责任" in written
        assert "\x1b" not in written
    else:
        data = yaml.safe_load(written) if suffix in ("yaml", "yml") else json.loads(written)
        assert data == json.loads(run("parse", file).out)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_output_that_cannot_be(run: Run, file: Path, tmp_path: Path) -> None:
    unknown = run("parse", file, "-o", tmp_path / "out.docx")
    assert unknown.code == 2
    assert ".yaml" in unknown.err
    missing = run("parse", file, "-o", tmp_path / "no" / "out.json")
    assert missing.code == 1
    assert missing.err.count("\n") == 1
    old = tmp_path / "old.json"
    old.write_text("old")
    assert run("parse", tmp_path / "none.txt", "-o", old).code == 1
    assert old.read_text() == "old"


def test_one_bad_file_never_stops_the_others(run: Run, file: Path, tmp_path: Path) -> None:
    binary = tmp_path / "scan.pdf"
    binary.write_bytes(b"%PDF-1.7 \x00")
    done = run("parse", file, tmp_path / "none.txt", binary, tmp_path, file)
    assert done.code == 4
    assert len(done.out.splitlines()) == 2
    lines = done.err.splitlines()
    assert len(lines) == 3
    for line, name, remedy in zip(
        lines, ("none.txt", "scan.pdf", tmp_path.name), ("check the path", "pdftotext", "index"), strict=True
    ):
        assert line.startswith("minutes: ")
        assert name in line
        assert remedy in line


@pytest.mark.parametrize("command", ["parse", "text", "explain", "segment"])
def test_a_bad_only_file_fails(run: Run, tmp_path: Path, command: str) -> None:
    for target in (tmp_path / "none.txt", tmp_path):
        done = run(command, target)
        assert (done.code, done.out) == (1, "")
        assert done.err.count("\n") == 1
        assert "Traceback" not in done.err


def test_an_empty_file_is_parsed_with_a_remark(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    done = run("parse", path)
    assert done.code == 0
    assert json.loads(done.out)["kind"] == "other"
    assert "empty" in done.err
    assert run("parse", "-q", path).err == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["pars"], "did you mean parse"),
        (["parse", "--date", "2019-02-30", "x"], "no date on the calendar"),
        (["parse", "--year", "19", "x"], "--year"),
        (["parse", "--format", "xml", "x"], "--format"),
        (["parse", "--format", "tree", "--fields", "date", "x"], "--fields"),
        (["parse", "--format", "yaml", "--array", "x"], "--array"),
        (["parse", "--lexicon", "none.yaml", "x"], "none.yaml"),
        (["explain", "--at", "9:3", "x"], "--at"),
        (["explain", "--field", "chair", "x"], "chairs"),
        (["parse", "--nonsense"], "--nonsense"),
    ],
)
def test_a_wrong_request_is_answered_with_code_2(run: Run, arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "Traceback" not in done.err


def test_errors_in_chinese(run: Run, tmp_path: Path) -> None:
    binary = tmp_path / "a.docx"
    binary.write_bytes(b"PK\x03\x04 word/document.xml")
    assert "没有这个文件" in run("parse", tmp_path / "none.txt", env=CHINESE).err
    assert "这是 Word 文档（.docx），不是纯文本；请打开后另存为纯文本（UTF-8）" in run("parse", binary, env=CHINESE).err
    assert "是不是 parse" in run("pars", env=CHINESE).err


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8", "latin-1"])
def test_machine_formats_are_utf8_whatever_the_terminal(run: Run, file: Path, encoding: str) -> None:
    expected = run("parse", file).stdout
    assert run("parse", file, env={"PYTHONIOENCODING": encoding, **CHINESE}).stdout == expected
    assert run("text", file, env={"PYTHONIOENCODING": encoding}).out == TEXT


def test_the_tree_on_a_gbk_terminal(run: Run) -> None:
    done = run("parse", "--format", "tree", *SAMPLES, env={"PYTHONIOENCODING": "gbk", **CHINESE})
    assert done.code == 0
    shown = done.stdout.decode("gbk")
    assert "─ " in shown
    assert "?" not in shown
    assert shown == run("parse", "--format", "tree", *SAMPLES, env=CHINESE).out
    broken = run("parse", "--format", "tree", *SAMPLES, env={"PYTHONIOENCODING": "ascii"})
    assert (broken.code, broken.err) == (0, "")


def test_colour_is_for_terminals(run: Run, file: Path) -> None:
    assert "\x1b[" not in run("parse", "--format", "tree", file).out
    assert "\x1b[" in run("parse", "--format", "tree", "--color", "always", file).out


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
@pytest.mark.parametrize(("extra", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_the_tree(file: Path, extra: dict[str, str], coloured: bool) -> None:
    master, slave = pty.openpty()
    env = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm", "COLUMNS": "100", **extra}
    if "NO_COLOR" not in extra:
        env.pop("NO_COLOR", None)
    process = subprocess.Popen([sys.executable, "-m", "minutes_cli", "parse", str(file)], stdout=slave, env=env)
    os.close(slave)
    shown = b""
    try:
        while chunk := os.read(master, 65536):
            shown += chunk
    except OSError:
        pass  # how Linux says that the other end is closed
    os.close(master)
    assert process.wait(30) == 0
    assert "─ " in shown.decode()
    assert (b"\x1b[" in shown) is coloured


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix")
def test_a_closed_pipe_is_quiet() -> None:
    for arguments in (["parse", *map(str, SAMPLES * 30)], ["schema"], ["parse", "--format", "tree", str(SAMPLES[0])]):
        process = subprocess.Popen(
            [sys.executable, "-m", "minutes_cli", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait(60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix")
def test_an_interrupt_is_130_and_quiet() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "minutes_cli", "parse", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_text_is_what_spans_count(run: Run, tmp_path: Path) -> None:
    for path in SAMPLES[:3]:
        minutes = json.loads(run("parse", path).out)
        text = run("text", path).out
        assert len(text) == minutes["source"]["length"]
        for person in minutes["persons"]:
            assert text[slice(*person["span"])] == person["text"]
    odd = tmp_path / "odd.txt"
    odd.write_bytes("\ufeff会议\u200b强调\r\n".encode())
    assert run("text", odd).out == "会议强调\n"


def test_segment_cuts_as_spans_count(run: Run, file: Path, tmp_path: Path) -> None:
    lines = run("segment", file).out.splitlines()
    assert lines[0].startswith("7 月 31 日 ，")
    assert "".join(lines).replace(" ", "") == TEXT.strip()
    data = json.loads(run("segment", file, "--format", "json").out)
    assert [sentence["text"] for sentence in data["sentences"]] == [line.replace(" ", "") for line in lines]
    for sentence in data["sentences"]:
        assert TEXT[slice(*sentence["span"])] == sentence["text"]
        for word in sentence["words"]:
            assert TEXT[slice(*word["span"])] == word["text"]
            assert word["tag"]
    words = tmp_path / "words.txt"
    words.write_text("完成整改 99999 n\n", encoding="utf-8")
    assert " 完成整改 " in run("segment", file, "--userdict", words).out
    assert run("segment", file, "--userdict", tmp_path / "none.txt").code in (1, 2)
    assert len(run("segment", "--format", "json", file, file).out.splitlines()) == 2


def test_explain_names_rule_and_words(run: Run, file: Path) -> None:
    done = run("explain", file, "--field", "directives", "--format", "json")
    values = json.loads(done.out)["values"]
    assert values
    for value in values:
        assert value["path"].startswith("directives[")
        assert TEXT[slice(*value["span"])] == value["text"]
        assert value["rule"]
        start, end = value["sentence"]["span"]
        assert TEXT[start:end] == value["sentence"]["text"]
        assert start <= value["span"][0] < end
    assert any(value["entry"] for value in values)
    at = TEXT.index("年底前")
    here = json.loads(run("explain", file, "--at", f"{at}:{at + 3}", "--format", "json").out)["values"]
    assert all(value["span"][0] < at + 3 and at < value["span"][1] for value in here)
    assert "〖" in run("explain", file).out
    assert "nothing was read there" in run("explain", file, "--at", "9999").out


def test_the_schema_command_prints_what_is_committed(run: Run) -> None:
    assert run("schema").stdout == (ROOT / "schema" / "minutes.schema.json").read_bytes()


def test_a_defect_costs_one_file_only(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from minutes_cli.cli.inputs import Inputs
    from minutes_cli.cli.talk import Talk

    def work(source: object) -> None:
        calls.append(source)
        if len(calls) == 1:
            raise ValueError("odd")

    calls: list[object] = []
    assert Inputs([str(file), str(file)], None, Talk()).each(work) == 4
    assert "ValueError: odd" in capsys.readouterr().err
    assert len(calls) == 2
