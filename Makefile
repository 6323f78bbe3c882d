# make demo shows what kutip does; make test shows that it does it. Nothing but Python 3.11+ and make is needed.
PYTHON ?= python3
UV      = .venv/bin/uv
RUN     = $(UV) run --no-sync

.PHONY: setup demo test lint check bench gold train reference docs clean

setup: .venv/ready
.venv/ready: pyproject.toml uv.lock
	@test -x $(UV) || { $(PYTHON) -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check uv; }
	@$(UV) sync --frozen --quiet --inexact
	@touch $@

demo: setup            ## read the bundled reports, as an analyst sees them
	@$(RUN) kutip read demo

test: setup            ## gold cases, properties, the contract, the house
	@$(RUN) pytest

lint: setup            ## style, types, the order of rooms
	@$(RUN) ruff check . && $(RUN) ruff format --check . && $(RUN) mypy && $(RUN) lint-imports

check: lint test       ## what a change must pass

gold: setup            ## rewrite the expected part of the gold cases; then read the diff
	@$(RUN) python -m tests.gold && git diff --stat tests/gold

bench: setup           ## quality over the gold sets and corpora, speed beside a named peer
	@$(UV) sync --frozen --quiet --inexact --group bench
	@$(RUN) python -m bench.quality && $(RUN) python -m bench.speed && $(RUN) python -m bench.fuzz

train: setup           ## train again what ships (needs torch and the open corpora, about forty minutes on one core)
	@$(UV) sync --frozen --quiet --inexact --group training
	@$(RUN) python -m training shipped

reference: setup       ## train what may not be shipped, to measure what that costs
	@$(UV) sync --frozen --quiet --inexact --group training
	@$(RUN) python -m training reference

docs: setup            ## rebuild the generated parts of docs/
	@$(RUN) python -m tests.docs

clean:
	rm -rf .venv build dist
