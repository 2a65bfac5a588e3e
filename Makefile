# One word a chore. `make` alone runs the tests, as CI does.
.DEFAULT_GOAL := test
.PHONY: test lint format install demo picture dictionary recipes bench bench-docs bench-archive bench-crawl fuzz soak lock help
SHELL := /bin/sh

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; \
	done)
VENV := .venv
RUN := $(VENV)/bin/python -m
INSTALLED := $(VENV)/.installed
BENCH := .venv-bench
BENCH_INSTALLED := $(BENCH)/.installed
# Versions that 'make lock' stays below, since later ones refuse the Python 3.11.2 of Debian 12.
LOCK_BELOW := 'soupsieve<3.0.2'
MINUTES := 30
CUTS := 100
PIP := -m pip --disable-pip-version-check -qq

test: lint  ## linter, type check and all tests
	$(RUN) pytest --numprocesses 4 --dist loadfile

lint: $(INSTALLED)  ## linter, format and type check alone
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy

format: $(INSTALLED)  ## put the code into its agreed form
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

install: $(INSTALLED)  ## the environment .venv alone

demo: $(INSTALLED)  ## crawl three demo publications into data/demo.db
	@$(RUN) nyhetsarkiv demo

picture: $(INSTALLED)  ## make docs/demo.svg and docs/front.png anew, of a real run
	$(RUN) docs.picture
	$(RUN) docs.front_picture

dictionary: $(INSTALLED)  ## make data/README.md and docs/datasette.json anew, of the real schema
	$(RUN) docs.dictionary

bench: $(BENCH_INSTALLED)  ## quality and speed beside other extractors, on recorded pages (ten minutes)
	@$(BENCH)/bin/python -m bench.report

bench-docs: $(BENCH_INSTALLED)  ## the same, and put the tables into docs/benchmarks.md and README.md
	@$(BENCH)/bin/python -m bench.report --write

bench-archive: $(INSTALLED)  ## archives of 10,000 and 100,000 invented articles: filling, searching, size (half an hour)
	@$(RUN) bench.archive

bench-crawl: $(INSTALLED)  ## a crawl beside a bare Scrapy spider, for 1000 and 5000 pages; a queue of a million
	@$(RUN) bench.crawl
	@$(RUN) bench.frontier

fuzz: $(INSTALLED)  ## look for pages that break extraction, for MINUTES=30, with recorded pages as seeds
	@$(VENV)/bin/python $(PIP) install --constraint constraints.txt --editable '.[fuzz]'
	@nice $(RUN) tests.fuzz.extraction $(MINUTES)

soak: $(INSTALLED)  ## cut the power of a crawl CUTS=100 times at random, another row of moments each time
	CUTS=$(CUTS) SEED=$$(date +%s) $(RUN) pytest tests/crawler/test_power_cut.py

recipes: $(INSTALLED)  ## run the analyst's recipes, with the libraries that they need
	$(VENV)/bin/python $(PIP) install --constraint constraints.txt --editable '.[analyst]'
	$(RUN) pytest tests/test_analyst_recipes.py -rs

lock:  ## renew constraints.txt: the newest versions that work together
	@$(MAKE) --no-print-directory check-python
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python $(PIP) install '.[dev]' $(LOCK_BELOW)
	{ echo "# Exact versions of everything that 'make test' installs. Renew with 'make lock'."; \
	  build/lock/bin/python $(PIP) freeze --exclude nyhetsarkiv; } > constraints.txt
	rm -rf build

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /make \1\t/p' $(MAKEFILE_LIST)

# The environment; made anew only when the versions or the dependencies change.
$(INSTALLED): pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory check-python
	@test -x $(VENV)/bin/python || { echo "Making $(VENV) with $(PYTHON)"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing Nyhetsarkiv and what it needs into $(VENV) (a minute or two, once)"
	@$(VENV)/bin/python $(PIP) install --constraint constraints.txt --editable '.[dev]'
	@touch $@

# The benchmarks' own environment: the extractors beside ours need other versions than the tests.
$(BENCH_INSTALLED): pyproject.toml constraints.txt bench/requirements.txt
	@$(MAKE) --no-print-directory check-python
	@echo "Making $(BENCH) with $(PYTHON), and installing the other extractors (a minute or two, once)"
	@$(PYTHON) -m venv --clear $(BENCH)
	@$(BENCH)/bin/python $(PIP) install --constraint constraints.txt --editable .
	@$(BENCH)/bin/python $(PIP) install --no-deps -r bench/requirements.txt || grep -v '^#' bench/requirements.txt | \
		while read -r one; do $(BENCH)/bin/python $(PIP) install --no-deps "$$one" || \
		echo "$$one does not install here; its row stays '-'."; done
	@touch $@

.PHONY: check-python
check-python:
	@test -n "$(PYTHON)" || { echo "Nyhetsarkiv needs Python 3.11 or newer, and none was found on the PATH." \
		"Install one, or name it: make PYTHON=/path/to/python3.12" >&2; exit 1; }
