# `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help demo test lint race page browser ci build fuzz bench

VERSION ?= $(shell git describe --tags --always --dirty)
FUZZTIME ?= 1m

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Telegram on this machine, with a small agency: prints one address to open
	go run . demo

test: ## every test
	go test ./...

lint: ## golangci-lint, of the version that .ci/run installs
	golangci-lint run

race: ## the tests again, under the race detector
	go test -race ./...

page: ## the tests of the demo page's modules
	node --test sandbox/web/*.test.mjs

browser: ## the demo in Chromium: a clerk declares, a head approves
	go test -tags=browser -run Browser ./cli

ci: ## everything, as the continuous integration does
	.ci/run

build: ## one static binary: ./tainha
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o tainha .

fuzz: ## each fuzz test for FUZZTIME (1m)
	@grep -rl --include='*_test.go' '^func Fuzz' . | while read -r file; do \
		for target in $$(sed -n 's/^func \(Fuzz[A-Za-z]*\)(.*/\1/p' "$$file"); do \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" || exit 1; \
		done; \
	done

bench: ## every benchmark, once
	go test -run '^$$' -bench . -benchmem ./...
