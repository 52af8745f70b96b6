# make run · make test · make check · make nightly · make bench. Needs Python 3.11+, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app app

.PHONY: run test check nightly bench walk catalogues lock clean

run: $(VENV)/ready
	$(FLASK) migrate
	$(FLASK) demo
	$(FLASK) run

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile

nightly: $(VENV)/ready-dev
	$(BIN)/python -m pytest -m nightly

bench: $(VENV)/ready-dev
	$(BIN)/python -m tests.benchmarks

catalogues: $(VENV)/ready-dev
	$(BIN)/pybabel -q extract -F templates/locale/babel.cfg -k N_ --no-location --sort-output --project=Countinghouse --version=1 -o templates/locale/messages.pot .
	for tag in en zh_Hans_CN zh_Hant_TW; do $(BIN)/pybabel -q update -i templates/locale/messages.pot -d templates/locale -l $$tag --no-fuzzy-matching --ignore-pot-creation-date --no-wrap; done
	rm templates/locale/messages.pot

lock: $(VENV)/ready-dev
	$(BIN)/python -m pip freeze --exclude-editable --exclude countinghouse > requirements.lock

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/ready: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e ".[dev]"
	touch $@
