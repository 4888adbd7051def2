# make demo: three stations, one operation replayed, the result, the consoles left open. make test: every test and check.
.DEFAULT_GOAL := help
.PHONY: help demo test lint bench soak clean bootstrap
SCALE ?= 0.1
OPERATION ?= denmark

help:  ## Say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

bootstrap:
	@scripts/bootstrap

demo: bootstrap  ## Start three stations, replay an operation, print the result, leave the consoles open
	@exec .venv/bin/varde demo --scale $(SCALE) --operation $(OPERATION)

test: bootstrap  ## Run every test and check (a browser is installed when there is none)
	@scripts/check

lint: bootstrap  ## Run the checks without the tests
	@scripts/check lint

bench: bootstrap  ## Measure fingerprints, search and video beside their peers, then the wire, then the whole journey
	@scripts/peers
	@mkdir -p .media/bench
	@for what in hashing search video; do \
		.venv/bin/varde bench $$what --peers --json .media/bench/$$what.json --picture .media/bench/$$what.png || exit 1; \
	done
	@for what in wire sharing; do .venv/bin/varde bench $$what --json .media/bench/$$what.json || exit 1; done
	@exec .venv/bin/varde bench journey

soak: bootstrap  ## The long tests: kills at random moments of a replay, harmed files, files of 4 GB, every endpoint probed for long
	@exec .venv/bin/pytest -q -m soak tests

clean:  ## Remove the environment, caches and the demo's data
	@scripts/clean
