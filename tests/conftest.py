"""What several tests need: the command as a real process, the samples, and the test material beside the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


@dataclass(frozen=True)
class Outcome:
    """How a process ended, and what it printed."""

    code: int
    stdout: bytes
    stderr: bytes

    @property
    def out(self) -> str:
        """What it printed, as UTF-8."""
        return self.stdout.decode("utf-8")

    @property
    def err(self) -> str:
        """What it said on stderr, as UTF-8."""
        return self.stderr.decode("utf-8")


Run = Callable[..., Outcome]


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run `minutes ARGUMENTS…` as a user does: `run("parse", path, stdin=b"…", env={"LC_ALL": "zh_CN.UTF-8"})`."""
    cache = tmp_path_factory.mktemp("cache")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "HOME", "PYTHONPATH")}

    def run(
        *arguments: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "minutes_cli", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd or ROOT,
            env={**kept, "LC_ALL": "C.UTF-8", "MINUTES_CACHE_DIR": str(cache), "MINUTES_CONFIG": "", **(env or {})},
            timeout=120,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with test material beside the repository; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("the shared test material is not beside this repository")
    return folder


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """All sample files."""
    return SAMPLES


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Path:
    """Each sample file in turn."""
    path: Path = request.param
    return path
