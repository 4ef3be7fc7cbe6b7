# Newsdesk: the commands of everyday work. Each is one line that can be read
# and typed by hand.

Q ?= Who led the Iraqi delegation to Damascus?
LINT_VERSION ?= v2.15.0
SETS ?= ../shared/eval
FUZZ_TIME ?= 60s

.PHONY: run ask test lint bench fuzz eval screenshots firstanswer

run:
	go run ./cmd/bot

ask:
	go run ./cmd/bot ask "$(Q)"

test:
	go test ./...

lint: bin/golangci-lint
	go vet ./...
	bin/golangci-lint run

bin/golangci-lint:
	GOBIN=$(CURDIR)/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)

bench:
	go test -run '^$$' -bench . -benchmem ./...

# Every parser of what comes from outside, each for FUZZ_TIME.
fuzz:
	go list ./... | while read -r package; do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "== $$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZ_TIME) -fuzzminimizetime 10x $$package || exit 1; \
		done; \
	done

eval:
	go run ./cmd/bot eval rag/testdata/seed_questions.jsonl
	if [ -d $(SETS) ]; then go run ./cmd/bot eval $(SETS)/newsqa2022 $(SETS)/time; fi

# The README's pictures, from the playground in a headless Chromium.
screenshots:
	@command -v chromium chromium-browser google-chrome chrome >/dev/null || { echo 'install Chromium (Debian: apt-get install chromium)'; exit 1; }
	PLAYGROUND_PICTURES=$(CURDIR)/docs go test -count=1 -run '^TestPlaygroundPictures$$' ./cmd/bot

# How long it takes from the command to the first answer in the page.
firstanswer:
	go build -o /dev/null ./cmd/bot
	go test -run '^$$' -bench '^BenchmarkFirstAnswer$$' -benchtime 5x -timeout 2m ./cmd/bot
