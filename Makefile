# The targets by their documented names; `make help` lists them.
# Those for one deployment take SYSTEM=, ENVIRONMENT= and, for the embedded AWS instead of real AWS, SANDBOX=1:
#   make deploy SYSTEM=omnirapeutic ENVIRONMENT=staging SANDBOX=1

SYSTEM ?= omnirapeutic
ENVIRONMENT ?= dev
DEPLOYMENT = $(SYSTEM)-$(ENVIRONMENT)
TARGET = $(DEPLOYMENT) $(if $(SANDBOX),--sandbox)
ESTATE = node bin/estate.cjs
JEST = node node_modules/jest/bin/jest.js
RESULTS = .estate/results

export PATH := $(CURDIR)/.estate/tools/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup doctor demo check lint format test test-unit test-api test-itrack-handler test-emulator test-smoke test-sandbox bench bench-many bench-plan bench-review bench-scan requirements security-scan hooks clean \
	synth plan deploy verify validate setup-state create-secrets build-all push-all deploy-apps promote-to-production

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-21s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything this project needs; quick when nothing changed
	@node scripts/setup/main.mjs

doctor: ## what is missing on this machine, and how to fix it
	@$(ESTATE) doctor

demo: ## deploy and verify omnirapeutic-production on the embedded AWS, from nothing
	@node scripts/demo.mjs

check: ## format, lint, types, addresses, workflows and requirements, side by side
	@node scripts/setup/main.mjs check
	@node scripts/check.mjs

lint: ## only the linter
	@node scripts/setup/main.mjs check
	@node scripts/check.mjs eslint

format: ## rewrite the files in the project's format
	@node_modules/.bin/prettier --write --log-level warn .

test: ## unit tests with coverage, the services' tests, the emulator's own, one deployment on the sandbox: side by side
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=line test-smoke test-unit test-emulator test-api test-itrack-handler

test-unit: setup-check
	ESTATE_TESTS=fast $(JEST) --coverage --json --outputFile=$(RESULTS)/unit.json

test-api: setup-check
	cd services/api && node node_modules/jest/bin/jest.js --coverage --json --outputFile=../../$(RESULTS)/api.json

test-itrack-handler: setup-check
	cd services/itrack-handler && node node_modules/jest/bin/jest.js --coverage --json --outputFile=../../$(RESULTS)/itrack-handler.json

test-emulator: setup-core
	cd sandbox && ../.estate/tools/moto/bin/python -m pytest tests -p no:cacheprovider --junitxml=../$(RESULTS)/emulator.xml

test-smoke: setup-core
	ESTATE_TESTS=smoke $(JEST) --runInBand --json --outputFile=$(RESULTS)/smoke.json

# GOGC: Terraform and the provider collect garbage less often, for a tenth less processor and a tenth more memory.
test-sandbox: setup-check ## the full life of every deployment on the sandbox
	GOGC=200 ESTATE_TESTS=sandbox $(JEST) --json --outputFile=$(RESULTS)/sandbox.json

bench: setup-core ## measure synthesis against its budgets
	node bench/synthesis.mjs

bench-many: setup-core ## 500 generated stacks: comparing, combining reviews, spreading plans
	node bench/many.mjs

bench-review: setup-core ## measure the review of a plan of 5,000 changes
	node bench/review.mjs

bench-scan: setup-check ## measure the scan against the slower scanner alone
	node bench/scan.mjs

bench-plan: setup-core ## measure `estate plan` against bare terraform, on the embedded AWS
	node bench/plan.mjs

requirements: ## which statements of the documents are proved, and by what
	@$(ESTATE) requirements

security-scan: ## scanners over the synthesized estate, dependencies, secrets, workflows
	@node scripts/setup/main.mjs core check scan
	@node scripts/security-scan.mjs

hooks: ## look for secrets in every commit from now on; undone by git config --unset core.hooksPath
	@git config --local core.hooksPath .githooks || { echo "Fix: run it in a clone of the repository." >&2; exit 1; }

clean: ## remove what builds and tests made; tools and sandbox data stay
	rm -rf cdktf.out coverage services/*/coverage services/api/dist .estate/build .estate/results .estate/eslint-cache .estate/prettier-cache .estate/tsconfig.tsbuildinfo

synth: ## write the Terraform JSON of every deployment to cdktf.out
	@$(ESTATE) synth

create-secrets: SYSTEM := $(if $(filter file,$(origin SYSTEM)),itrack,$(SYSTEM))
create-secrets: ## make the secrets of a deployment, of iTrack unless SYSTEM= says otherwise; values from the environment
	@$(ESTATE) secrets create $(TARGET)

setup-state: ## create the state bucket and lock table of a deployment
	@$(ESTATE) backend setup $(TARGET)

plan: ## save and show the plan of a deployment (changes are no error here)
	@$(ESTATE) plan $(TARGET) || [ $$? -eq 2 ]

deploy: ## apply the saved plan of a deployment
	@$(ESTATE) deploy $(TARGET)

verify: ## check a live deployment against its configuration
	@$(ESTATE) verify $(TARGET)

validate: ## valid code, and nothing changed in AWS past Terraform? ("Error 2" means drift)
	@$(ESTATE) validate $(TARGET)

build-all: ## build the images of the system's applications, under the commit as their version
	@$(ESTATE) apps build $(DEPLOYMENT)

# Built first, also with -j.
push-all: build-all ## push them to the deployment's repositories
	@$(ESTATE) apps push $(TARGET)

deploy-apps: ## release the pushed images, service after service, and wait until only they run
	@$(ESTATE) apps deploy $(TARGET)

# Document 003 is iTrack's: another system is promoted when somebody names it.
promote-to-production: ## bring to production what staging runs: tests, images, deploy, health (SYSTEM is itrack unless given)
	@$(ESTATE) promote $(if $(filter file,$(origin SYSTEM)),itrack,$(SYSTEM)) $(if $(SANDBOX),--sandbox)

.PHONY: setup-core setup-check
setup-core:
	@node scripts/setup/main.mjs core
	@mkdir -p $(RESULTS)

# Unit tests run the workflow linter and the scanners, and services have packages of their own. After the core: two set-ups in one checkout never run at once.
setup-check: setup-core
	@node scripts/setup/main.mjs check scan
