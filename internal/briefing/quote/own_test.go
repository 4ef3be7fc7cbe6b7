package quote_test

import (
	"strings"
	"testing"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/quote"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
	"os"
)

func TestProbe(t *testing.T) {
	b, err := os.ReadFile("/tmp/qq/probe.txt")
	if err != nil {
		t.Skip()
	}
	for _, text := range strings.Split(string(b), "\n====\n") {
		_, l := librarytest.Open(t, rag.Article{ID: "x", Title: "T", Body: text, Published: rag.Day(2025, 3, 14)})
		t.Log("--- " + text)
		for _, q := range quote.Make(gather(t, l, material.Scope{}), quote.Options{}) {
			t.Logf("   >>> %q | %s (%s) | to %q when %q", q.Words, q.Speaker, q.Role, q.To, q.When)
		}
	}
}
