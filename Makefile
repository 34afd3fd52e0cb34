# `make help` lists what follows from the comments that begin with ##.
PYTHON := .venv/bin/python
PROFILE := claire
# make has an AS of its own (the assembler), so only one given on the command line counts.
DRIVER := $(if $(filter command,$(origin AS)),$(AS),$(PROFILE))

.DEFAULT_GOAL := help
.PHONY: help install run chat up down train demo-data nlu-eval nlu-review nlu-compare nlu-import
.PHONY: nlu-temperature widget test test-browser screenshots lint format bench load

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

install: ## Install uv if need be and both locked environments, all inside this folder
	@scripts/bootstrap.sh

run: install widget ## Start everything and say where the chat is; Ctrl-C stops it
	@$(PYTHON) -m ops run

chat: install ## Talk to the assistant in the terminal (AS=claire, AS=anonyme...)
	@$(PYTHON) -m ops chat --as "$(DRIVER)"

up: install ## Start engine, action server and Chat API in the background, until they answer
	@$(PYTHON) -m ops up

down: ## Stop what `make up` started
	@test ! -x $(PYTHON) || $(PYTHON) -m ops down

train: install ## Train the model when what it is made of changed (FORCE=1: in any case)
	@$(PYTHON) -m ops train $(if $(filter-out 0,$(FORCE)),--force)

demo-data: install ## Place the demonstration's stations, drivers and sessions around now
	@$(PYTHON) -m ops demo-data

nlu-eval: train ## Measure the understanding of a labelled set (FILE=set.jsonl, OUT=result.json)
	@$(PYTHON) -m nlu eval "$(FILE)" $(if $(OUT),--out "$(OUT)")

nlu-review: train ## Gather what was not understood into a spreadsheet (OUT=build/nlu-review.csv, DAYS=90)
	@$(PYTHON) -m nlu review $(if $(OUT),--out "$(OUT)") $(if $(DAYS),--days "$(DAYS)")

nlu-compare: train ## Train other ways of understanding and measure them beside ours (build/nlu-compare.json)
	cd engine && RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 .venv/bin/python -W ignore -m comparison $(ARGS)

nlu-temperature: install ## Refit the temperature of the classifier on held-out training sentences, and print the curve
	cd engine && RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3 .venv/bin/python -W ignore -m comparison.temperature $(ARGS)

nlu-import: install ## Bring the labelled sentences of a spreadsheet into data/nlu/reviewed (FILE=...)
	@$(PYTHON) -m nlu import "$(FILE)"

test: train ## Run all tests, on the real engine too, with coverage
	cd engine && .venv/bin/python -m pytest -q
	$(PYTHON) -m pytest --cov --cov-report=term $(ARGS)

widget: install ## Build the web component (widget/dist) and print what a page must load, gzipped
	@scripts/widget.sh build

test-browser: train widget ## Run the widget's tests: its logic in Node, then everything in a real browser
	scripts/widget.sh test
	CHROMIUM=$$(scripts/install-browser.sh) && CHROMIUM=$$CHROMIUM $(PYTHON) -m pytest tests/browser $(ARGS)

screenshots: train widget ## Take the pictures of docs/screenshots anew
	CHROMIUM=$$(scripts/install-browser.sh) && CHROMIUM=$$CHROMIUM $(PYTHON) -m tests.browser.screenshots

lint: install ## Check style, types and who may import whom
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo
	scripts/widget.sh lint

format: install ## Put the code into the house's style
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	scripts/widget.sh format

bench: install ## Measure start, memory and turns beside a stock Rasa bot (build/bench.json)
	$(PYTHON) -m bench

load: install ## Drive 200 conversations at once through a Chat API of its own (build/load.json)
	$(PYTHON) -m bench.load
