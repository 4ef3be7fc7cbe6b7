package rag_test

import (
	"strings"
	"testing"
	"time"

	"newsdesk/rag"
)

// TestDatesBesideWords holds that a date is put beside words only where the
// article's own date makes it certain.
func TestDatesBesideWords(t *testing.T) {
	for _, c := range []struct{ sentence, want string }{
		{"The mayor opened the bridge on Friday.", "on Friday [14 March 2025]."},
		{"The mayor opened the bridge yesterday.", "yesterday [13 March 2025]."},
		{"The mayor opened the bridge in December.", "December [December 2024]."},
		{"The mayor opened the bridge in recent days.", "in recent days."},
		{"The mayor opens the bridge in the coming weeks.", "in the coming weeks."},
		{"The mayor opens the bridge every Friday.", "every Friday."},
		{"The mayor opens the bridge on Fridays.", "on Fridays."},
		{"In 2019 the mayor opened the bridge in December.", "in December."},
		{"The mayor opened the bridge on 3 May 2019.", "on 3 May 2019."},
		{"The mayor opened the bridge on 20 December.", "on 20 December [20 December 2024]."},
		{"The mayor and the governor are to open the bridge on 20 November.", "on 20 November [20 November 2025]."},
		{"The mayor opened the bridge to lorries from Wednesday.", "from Wednesday."}, // of this week or of the next
		{"The bridge of the mayor: opening day 9 May.", "opening day 9 May."},         // hardly that of the year before
	} {
		a := newAnswerer(t, rag.Article{ID: "a", Title: "Bridge", Body: c.sentence, Published: rag.Day(2025, time.March, 14)})
		answer := ask(t, a, rag.Question{Text: "Which bridge did the mayor open?"})
		if !strings.Contains(answer.Text(), c.want) {
			t.Errorf("%s: answered %q, want %q in it", c.sentence, answer.Text(), c.want)
		}
	}
}
