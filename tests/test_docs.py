"""What is written down is true: doctests, generated pages, the samples that documents name."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import minutes_cli

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(minutes_cli.__path__, "minutes_cli.")
    if module.name != "minutes_cli.__main__"
)


@pytest.mark.parametrize("name", ["minutes_cli", *MODULES])
def test_examples_in_docstrings(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_page_of_commands_is_what_the_program_says() -> None:
    generate = _generate()
    committed = generate.COMMANDS.read_text(encoding="utf-8")
    assert committed == generate.commands_page(), "run `make docs`"


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_screens_of_the_readmes_are_what_the_program_prints(page: str) -> None:
    generate = _generate()
    text = (ROOT / page).read_text(encoding="utf-8")
    if missing := generate.missing_tools(text):
        pytest.skip(f"not on this machine: {', '.join(missing)}")
    assert text == generate.with_screens(text, generate.READMES[ROOT / page]), "run `make docs`"


def test_the_library_example_of_the_readme() -> None:
    assert doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8").failed == 0


def _generate() -> ModuleType:
    specification = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
