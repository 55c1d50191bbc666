# Two commands for a newcomer: `make run` and `make test`. The rest: `make help`.
.PHONY: help run test check bench lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

help:
	@echo "make run    set up and serve on PORT (8000), with demonstration content"
	@echo "make test   set up and run every test: SQLite, PostgreSQL, Chromium"
	@echo "make check  linters, import contracts, migrations, deployment check"
	@echo "make bench  measure speed, compared within one run"
	@echo "make lock   resolve the dependencies anew into requirements*.txt"

run: $(VENV)/.run
	@$(BIN)/python manage.py run_site

test: $(VENV)/.dev
	@$(BIN)/python -m tests.run

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.benchmarks.run

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	git ls-files -z '*.html' | xargs -0 $(BIN)/djade --check
	$(BIN)/bandit -q -r embassy publications
	$(BIN)/python manage.py makemigrations --check --dry-run
	SITE_URL=https://press.example ALLOWED_HOSTS=press.example DEMO=0 \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

lock:
	uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links --no-annotate -o requirements.txt
	uv pip compile -q pyproject.toml --extra s3 -c requirements.txt --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --no-annotate -o requirements-s3.txt
	uv pip compile -q pyproject.toml --extra pdf -c requirements.txt --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --no-annotate -o requirements-pdf.txt
	uv pip compile -q pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate \
	  -o requirements-dev.txt

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is missing: apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@echo "Installing the locked dependencies …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing the locked dependencies for development …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run
