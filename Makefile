# make demo shows what kutip does; make test shows that it does it. Nothing but Python 3.11+ and make is needed.
PYTHON ?= python3
UV      = .venv/bin/uv
RUN     = $(UV) run --no-sync

.PHONY: setup browser demo test lint check bench gold train reference web docs clean

setup: .venv/ready
.venv/ready: pyproject.toml uv.lock
	@test -x $(UV) || { $(PYTHON) -m venv .venv && .venv/bin/pip install --quiet --disable-pip-version-check uv; }
	@$(UV) sync --frozen --quiet --inexact
	@touch $@

CHROMIUM = $(firstword $(wildcard /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome))

browser: setup         ## a Chromium for the tests of the pages: that of the system, Debian's, else playwright's own
	@test -n "$(CHROMIUM)" || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get -qq update >/dev/null \
	  && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium >/dev/null; } || $(RUN) playwright install chromium

demo: setup            ## read the bundled reports, as an analyst sees them
	@$(RUN) kutip read demo

test: setup browser    ## gold cases, properties, the contract, the house, the pages
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

web:                   ## bundle again what the pages draw with (needs npm)
	@cd web && npm ci --silent --no-audit --no-fund && npm run --silent build

docs: setup            ## rebuild the generated parts of docs/
	@$(RUN) python -m tests.docs

clean:
	rm -rf .venv build dist
