# Two commands on a fresh machine with Python and make: `make demo` and `make test`.
# Everything is installed into .venv; a stamp there says what has been installed and is redone when pyproject.toml changes.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
CORE := $(VENV)/installed-core
TEST := $(VENV)/installed-test
PYTEST_OPTIONS ?= -n auto
SAMPLE := samples/bureau-party-group.txt
# Documents somebody read by hand: those of this project, and those beside it where they are.
GOLD := tests/gold
SHARED_GOLD := $(wildcard ../shared/gold ../shared/corpus/dev)

.PHONY: help demo test lint types eval bench docs clean

help:
	@echo "make demo    install into .venv and parse a sample"
	@echo "make test    run all tests"
	@echo "make lint    ruff (lint and format) and import-linter"
	@echo "make types   mypy --strict"
	@echo "make eval    score the extraction against facts read by hand"
	@echo "make bench   measure speed and memory"
	@echo "make docs    write anew what is generated: schema and the page of commands"
	@echo "make clean   remove .venv and caches"

demo: $(CORE)
	$(BIN)/minutes parse --format tree $(SAMPLE)

test: $(TEST)
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

lint: $(TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(TEST)
	$(BIN)/mypy

eval: $(TEST)
	@if [ -d $(GOLD) ]; then \
		floor=$$(ls $(GOLD)/floors.yaml 2>/dev/null) || true; \
		echo "$(GOLD)"; $(BIN)/minutes eval $(GOLD) $${floor:+--floor $$floor}; \
	fi
	@for folder in $(SHARED_GOLD); do echo; echo "$$folder"; $(BIN)/minutes eval $$folder || exit 1; done

bench: $(TEST)
	@for script in benchmarks/bench_*.py; do echo "$$script"; $(BIN)/python $$script || exit 1; done

docs: $(TEST)
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(CORE): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(TEST): pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@$(BIN)/python -m compileall -q src
	@touch $@ $(CORE)
