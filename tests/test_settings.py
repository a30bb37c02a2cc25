"""Settings from files and the environment, and which of them wins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run

TEXT = "會議強調，要壓實責任，抓好落實。\n"
ENTRY = "- {{id: {id}, kind: own, terms: [{term}], examples: [{term}], note: {note}}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(TEXT.encode("big5"))
    (tmp_path / "below").mkdir()
    return tmp_path


def encoding(run: Run, folder: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    done = run("parse", *arguments, folder / "a.txt", "--fields", "source.encoding", cwd=folder / "below", env=env)
    assert done.err == ""
    found: str = json.loads(done.out)["source"]["encoding"]
    return found


def test_flag_beats_environment_beats_project_beats_user(run: Run, folder: Path) -> None:
    assert encoding(run, folder) == "big5"
    user = folder / "user.toml"
    user.write_text('encoding = "cp950"\n', encoding="utf-8")
    env = {"MINUTES_CONFIG": str(user)}
    assert encoding(run, folder, env=env) == "cp950"
    (folder / "minutes.toml").write_text('encoding = "big5hkscs"\n', encoding="utf-8")
    assert encoding(run, folder, env=env) == "big5hkscs"
    env["MINUTES_ENCODING"] = "big5"
    assert encoding(run, folder, env=env) == "big5"
    assert encoding(run, folder, "--encoding", "cp950", env=env) == "cp950"


def test_a_table_in_pyproject_counts(run: Run, folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.minutes]\nencoding = "cp950"\n', encoding="utf-8")
    assert encoding(run, folder) == "cp950"
    (folder / "below" / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert encoding(run, folder) == "cp950"


def test_lexicons_of_all_layers_are_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from minutes_cli.cli.settings import settings

    for name in ("user", "project"):
        (folder / f"{name}.yaml").write_text(ENTRY.format(id=f"own.{name}", term=name, note=name), encoding="utf-8")
    (folder / "user.toml").write_text('lexicon = "user.yaml"\n', encoding="utf-8")
    (folder / "minutes.toml").write_text('lexicon = ["project.yaml"]\n', encoding="utf-8")
    monkeypatch.setenv("MINUTES_CONFIG", str(folder / "user.toml"))
    monkeypatch.chdir(folder / "below")
    settings.cache_clear()
    try:
        assert settings().lexicons == (str(folder / "user.yaml"), str(folder / "project.yaml"))
    finally:
        settings.cache_clear()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('encodign = "gbk"\n', "'encodign'"),
        ("encoding = 5\n", "'encoding'"),
        ("lexicon = [1]\n", "'lexicon'"),
        ('color = "pink"\n', "auto, always, never"),
        ("encoding\n", "no TOML"),
    ],
)
def test_a_wrong_setting_is_named(run: Run, folder: Path, text: str, words: str) -> None:
    (folder / "minutes.toml").write_text(text, encoding="utf-8")
    done = run("parse", folder / "a.txt", cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert "minutes.toml" in done.err
    assert words in done.err
    assert done.err.count("\n") == 1
