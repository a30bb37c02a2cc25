"""Files written whole or not at all, and the user's folders."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from minutes_cli.files import cache_folder, store_in_cache, user_folder, write_atomically


@pytest.mark.parametrize("xdg", [None, "/somewhere/else", "relative", ""])
def test_the_users_folders_are_those_of_platformdirs(monkeypatch: pytest.MonkeyPatch, xdg: str | None) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
        if xdg is not None and xdg != "relative":
            monkeypatch.setenv(name, xdg)
    assert user_folder("cache") == platformdirs.user_cache_path("minutes-cli", appauthor=False)
    assert user_folder("config") == platformdirs.user_config_path("minutes-cli", appauthor=False)


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_atomically(path, b"one")
    path.chmod(0o640)
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("MINUTES_CACHE_DIR", str(tmp_path / "file"))
    assert cache_folder() is None
    store_in_cache("x", b"data")
    monkeypatch.setenv("MINUTES_CACHE_DIR", "")
    assert cache_folder() is None
