# What CI runs is what a person runs. Needs python3 (3.11 or newer) with venv, and make; the rest is
# set up here on first use.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: brief test lint bench format

brief: .venv/.installed
	$(BIN)/ceasefire brief ukraine-2025 --out briefing-ukraine-2025

test: .venv/.installed
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: .venv/.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

bench: .venv/.bench
	$(BIN)/python benchmarks/run.py

format: .venv/.installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.venv/.installed: pyproject.toml constraints.txt
	@echo "Setting up .venv (a minute or two, the first time)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[dev,explore]'
	@touch $@

.venv/.bench: .venv/.installed
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@
