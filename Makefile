# Two commands: `make demo` and `make test`. Each builds what it needs in .venv, from a hash-pinned lock.
# `make test-encoder` and `make test-ray` try what needs torch and Ray, each in an environment of its own.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
ENCODER := .venv-encoder
RAY := .venv-ray
# Where a machine keeps wheels that no index has, torch for the CPU among them.
WHEELS := $(if $(wildcard /opt/wheels),--find-links /opt/wheels)

.PHONY: demo test test-encoder test-ray check lint types contracts wheel lock clean

demo: $(VENV)/.run-ready
	$(BIN)/judge demo -o results/demo

test: $(VENV)/.dev-ready
	$(BIN)/python -m pytest -n auto --dist loadfile

# What `make test` skips for want of torch: classifiers that are trained here, on the CPU, from nothing.
test-encoder: $(ENCODER)/.ready
	PYTHONPATH="$(CURDIR)" $(ENCODER)/bin/python -m pytest -p no:cacheprovider tests/classifiers/test_encoder*.py tests/classifiers/test_bertscore.py

# What `make test` skips for want of Ray: a run on a cluster of this machine, its workers killed.
test-ray: $(RAY)/.ready
	PYTHONPATH="$(CURDIR)" $(RAY)/bin/python -m pytest -p no:cacheprovider -n 0 tests/engines/test_ray.py

check: lint types contracts wheel

lint: $(VENV)/.dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev-ready
	$(BIN)/mypy

contracts: $(VENV)/.dev-ready
	$(BIN)/lint-imports

# The wheel, built and used from an empty folder: a checkout cannot reveal a missing data file.
wheel: $(VENV)/.dev-ready
	rm -rf build/wheel && $(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . >/dev/null
	$(BIN)/python tests/wheel_from_an_empty_folder.py build/wheel

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "psyjudge needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run-ready: requirements/run.txt pyproject.toml | $(VENV)/.python
	@echo "installing what psyjudge needs into $(VENV) (once)"
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev-ready: requirements/dev.txt $(VENV)/.run-ready
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(ENCODER)/.ready: requirements/encoder.txt pyproject.toml
	@test -x $(ENCODER)/bin/python || $(PYTHON) -m venv $(ENCODER)
	@echo "installing torch for the CPU into $(ENCODER) (once)"
	$(ENCODER)/bin/python -m pip install --quiet --disable-pip-version-check --no-compile $(WHEELS) --require-hashes -r requirements/encoder.txt || \
	  { echo "torch for the CPU is not found: set PIP_FIND_LINKS or PIP_EXTRA_INDEX_URL to where its wheels lie"; exit 2; }
	@touch $@

$(RAY)/.ready: requirements/ray.txt requirements/dev.txt pyproject.toml
	@test -x $(RAY)/bin/python || $(PYTHON) -m venv $(RAY)
	@echo "installing Ray into $(RAY) (once)"
	$(RAY)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/ray.txt -r requirements/dev.txt
	@touch $@

# Renews the locks: hashes, no addresses, nothing younger than a week (a compromised upload is usually found sooner).
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
       --exclude-newer $$(date -u -d '7 days ago' +%Y-%m-%dT00:00:00Z) --custom-compile-command 'make lock'
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 2; }
	$(LOCK) pyproject.toml requirements/build.in -o requirements/run.txt
	$(LOCK) pyproject.toml --extra parquet --group dev requirements/build.in -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) pyproject.toml --extra ray -c requirements/run.txt -o requirements/ray.txt
	$(LOCK) --find-links "$${PIP_FIND_LINKS:-/opt/wheels}" pyproject.toml --extra encoder requirements/encoder.in \
	  -c requirements/run.txt -c requirements/dev.txt -o requirements/encoder.txt

clean:
	rm -rf $(VENV) $(ENCODER) $(RAY) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
