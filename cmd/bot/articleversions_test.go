package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestChatForgetsWhatAnotherProcessWithdraws edits and withdraws an article while
// another process answers from it.
func TestChatForgetsWhatAnotherProcessWithdraws(t *testing.T) {
	dir, folder := t.TempDir(), t.TempDir()
	path := filepath.Join(folder, "ferry.jsonl")
	ingest := func(cars int) {
		t.Helper()
		line := fmt.Sprintf(`{"id":"ferry","title":"Ferry opens","text":"The ferry to Basra opened on Monday. The ferry carries %d cars to Basra, the mayor said."}`, cars)
		if err := os.WriteFile(path, []byte(line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		here(t, dir, "ingest", path)
	}
	ingest(40)
	cmd := child(t, dir, "chat")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(out)
	ctx, cancel := context.WithTimeout(t.Context(), seenWithin)
	defer cancel()
	until := func(what string, done func(string) bool) {
		t.Helper()
		for got := ""; got == "" || !done(got); {
			if ctx.Err() != nil {
				t.Fatalf("%s the chat answers %q", what, got)
			}
			tell(t, in, "How many cars does the ferry carry to Basra?")
			got = reply(t, answers)
		}
	}
	until("at first", func(got string) bool { return strings.Contains(got, "40 cars") })
	ingest(46)
	until("after the edit", func(got string) bool { return strings.Contains(got, "46 cars") && !strings.Contains(got, "40 cars") })
	here(t, dir, "articles", "remove", "ferry")
	until("after it was withdrawn", func(got string) bool {
		return !strings.Contains(got, "cars to Basra") && !strings.Contains(got, "opened on Monday")
	})
	if got := here(t, dir, "search", "ferry", "Basra", "cars"); strings.Contains(got, "cars") {
		t.Errorf("a search finds %q", got)
	}
	if versions, err := opened(t, dir).Versions(t.Context(), "ferry"); err != nil || len(versions) > 0 {
		t.Errorf("of what was withdrawn there are versions: %v, %v", versions, err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, answers); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the chat ended with %v", err)
	}
}
