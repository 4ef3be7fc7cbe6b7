# Newsdesk: the commands of everyday work. Each is one line that can be read
# and typed by hand.

Q ?= Who led the Iraqi delegation to Damascus?
LINT_VERSION ?= v2.15.0
SETS ?= ../shared/eval

.PHONY: run ask test lint bench eval

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

eval:
	go run ./cmd/bot eval rag/testdata/seed_questions.jsonl
	if [ -d $(SETS) ]; then go run ./cmd/bot eval $(SETS)/newsqa2022 $(SETS)/time; fi

