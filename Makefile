# Everything works from Python >= 3.11 and make. Another Python: make PYTHON=python3.12 install
# Options of the program behind a target: make demo ARGS="--port 9000", make test ARGS="-k consent"
PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev

COMPILE := uv pip compile --quiet --no-header --no-annotate --generate-hashes --universal \
	--python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--extra postgres --extra demo --group build

.DEFAULT_GOAL := help
.PHONY: help install demo test check docs format bench soak lock console check-console

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

install: $(RUN) ## set up .venv with the command .venv/bin/governance

demo: $(RUN) ## set up, seed and serve http://127.0.0.1:8000
	@exec $(BIN)/governance demo $(ARGS)

test: $(DEV) ## set up and run the whole suite
	@exec $(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

check: $(DEV) ## format, lint, types, architecture and documentation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/architecture $(wildcard tests/docs)

docs: $(DEV) ## build the documentation site into var/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict $(ARGS) \
		&& echo "built var/site; read it by: python3 -m http.server --directory var/site 8080"

format: $(DEV) ## rewrite the sources in the house format
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: $(DEV) ## print the benchmark tables
	@exec $(BIN)/python -m benchmarks $(ARGS)

soak: $(DEV) ## run the long tests with big figures
	@exec $(BIN)/python -m pytest -m soak --timeout=0 $(ARGS)

lock: ## write the locks anew from pyproject.toml (needs uv)
	$(COMPILE) $(ARGS) pyproject.toml -o requirements.lock
	$(COMPILE) $(ARGS) --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

console: ## build the browser's pages into governance/web/static (needs node 20 and npm)
	npm --prefix console ci
	npm --prefix console run build

check-console: ## build them elsewhere and compare
	npm --prefix console ci
	npm --prefix console run build -- --outDir ../var/console
	diff -r var/console governance/web/static

# The stamps: a target starts at once unless a lock or pyproject.toml is newer. Set-up talks on
# stderr, so that stdout belongs to the program (`make demo ARGS=--json`).
$(RUN): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null || { \
		echo "Python 3.11, 3.12 or 3.13 is needed, and $(PYTHON) is $$($(PYTHON) -V 2>&1 | tail -n 1); name one: make PYTHON=python3.12" >&2; exit 1; }
	@echo "setting up $(VENV) (about 40 s the first time)" >&2
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) >&2
	@$(PIP) install --quiet --require-hashes -r requirements.lock >&2
	@$(PIP) install --quiet --no-deps --no-build-isolation -e . >&2
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@echo "adding what tests and checks need" >&2
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock >&2
	@touch $@
