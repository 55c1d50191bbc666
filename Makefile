# Two commands for a newcomer: `make run` and `make test`. The rest: `make help`.
.PHONY: help run front test faults check audit sbom bench bench-large lock clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What looks at the code and the locks has a place of its own: sixty packages that the
# product and its tests must not see.
AUDIT := .venv-audit/bin
SEMGREP := SEMGREP_SEND_METRICS=off $(AUDIT)/semgrep scan --config .ci/semgrep.yml \
  --metrics off --disable-version-check --error --quiet

help:
	@echo "make run    set up and serve on PORT (8000), with demonstration content"
	@echo "make front  the same behind nginx, at FRONT_PORT (8080), with its fallback copy"
	@echo "make faults try what happens when a part fails: some minutes, on loopback"
	@echo "make test   set up and run every test: SQLite, PostgreSQL, Chromium"
	@echo "make check  linters, import contracts, migrations, deployment check"
	@echo "make audit  known weaknesses of what is locked (asks the internet)"
	@echo "make sbom   write sbom.cdx.json, what the product is made of (CycloneDX)"
	@echo "make bench  measure speed, compared within one run: half an hour"
	@echo "make bench-large  what pages cost at a million texts: an hour, 16 GB of disk"
	@echo "make lock   resolve the dependencies anew into requirements*.txt"

run: $(VENV)/.run
	@$(BIN)/python manage.py run_site

# What the front needs to be told; nginx as whoever calls, with its files in DATA_DIR.
front: $(VENV)/.run
	@SITE_URL=http://127.0.0.1:$${FRONT_PORT:-8080} FRONT_SERVERS=1 \
	  INTERNAL_REDIRECT=/protected/ $(BIN)/python manage.py run_front

faults: $(VENV)/.dev
	@$(BIN)/python -m tests.faults.run $(ONLY)

test: $(VENV)/.dev
	@$(BIN)/python -m tests.run

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.benchmarks.run

bench-large: $(VENV)/.dev
	@$(BIN)/python -m tests.benchmarks.large

check: $(VENV)/.dev .venv-audit/.done sbom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	git ls-files -z '*.html' | xargs -0 $(BIN)/djade --check
	$(BIN)/bandit -q -r embassy publications
	$(SEMGREP) embassy publications templates
	$(BIN)/python manage.py makemigrations --check --dry-run
	SITE_URL=https://press.example ALLOWED_HOSTS=press.example DEMO=0 \
	  DATABASE_URL=postgresql:///embassy EMAIL_URL=submission://mail.example:587 \
	  SECURITY_ALERTS=watch@mission.example BREACHED_PASSWORDS=.ci/stolen.txt \
	  SCANNER=/run/clamav/clamd.ctl \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

audit: .venv-audit/.done
	for lock in requirements.txt requirements-s3.txt requirements-redis.txt \
	  requirements-pdf.txt; do \
	  $(AUDIT)/pip-audit --strict --require-hashes --disable-pip -r $$lock || exit 1; done

sbom: .venv-audit/.done
	@$(AUDIT)/python .ci/sbom.py sbom.cdx.json \
	  requirements.txt requirements-s3.txt requirements-redis.txt requirements-pdf.txt

lock:
	uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-emit-index-url --no-emit-find-links --no-annotate -o requirements.txt
	uv pip compile -q pyproject.toml --extra s3 -c requirements.txt --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --no-annotate -o requirements-s3.txt
	uv pip compile -q pyproject.toml --extra redis -c requirements.txt --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --no-annotate -o requirements-redis.txt
	uv pip compile -q pyproject.toml --extra pdf -c requirements.txt --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --no-emit-find-links --no-annotate -o requirements-pdf.txt
	uv pip compile -q pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate \
	  -o requirements-dev.txt
	uv pip compile -q .ci/audit.in --no-strip-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate \
	  -o .ci/audit.txt

clean:
	rm -rf $(VENV) .venv-audit

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

.venv-audit/.done: .ci/audit.txt | $(VENV)/bin/python
	@echo "Installing what looks at the code …"
	@$(PYTHON) -m venv .venv-audit
	@$(AUDIT)/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/audit.txt
	@touch $@
