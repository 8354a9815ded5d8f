# What a developer types. Each target runs in .venv, which `make setup` makes.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup test process whole lint gate house fixture faults

setup:  ## a virtual environment with the pinned versions of all that the tests need
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -c constraints.txt -e '.[test]'

test:  ## the inner loop: in process, at most two minutes on two cores
	$(BIN)/python -m pytest -m core -n auto

process:  ## what starts processes, a browser, or measures growth
	$(BIN)/python -m pytest -m 'not core' -n auto

whole:  ## every test, with more examples of each property
	HYPOTHESIS_PROFILE=whole $(BIN)/python -m pytest -n auto

lint:  ## style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

gate:  ## accuracy on the labelled corpus, where it is beside the project
	$(BIN)/python benchmarks/gate.py

house:  ## the structure of the code in numbers, compared with scripts/house.json
	$(BIN)/python scripts/house.py --check

fixture:  ## FROM=page.html or article.txt, NAME=platform/slug: a fixture for a person to check
	$(BIN)/python scripts/new_fixture.py $(FROM) $(NAME)

faults:  ## every injected fault at every read and write: half an hour
	EMBEDPARSE_FAULTS=whole $(BIN)/python -m pytest tests/faults -n auto
