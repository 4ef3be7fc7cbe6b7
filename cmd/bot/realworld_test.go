package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A realPage is what a page of testdata/web is to give. The pages were made in the
// likeness of real ones by somebody who did not know the reader.
type realPage struct {
	File     string   `json:"file"`
	Title    *string  `json:"title"`
	Date     *string  `json:"date"`
	Language string   `json:"language"`
	Has      []string `json:"has"`
	HasNot   []string `json:"hasnot"`
	Reason   *string  `json:"reason"`
}

// realPages lists those of a folder.
func realPages(t *testing.T, dir string) []realPage {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "expect.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []realPage
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var p realPage
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// least is the share that is to be right of the headlines, of the dates that are
// stated, of the sentences that are to be there and of those that are not.
const least = .95

// tallied is how many of some things are right.
type tallied struct{ right, all int }

func (n *tallied) count(right bool) {
	if n.all++; right {
		n.right++
	}
}

// realScore is how the reader did.
type realScore struct{ titles, dates, has, hasNot tallied }

// TestRealWorld has the bot store pages from a server on this machine: each gives
// its article, or a line that says why there is none. The reader was mended for sets a
// and b; c was seen once, when it was done.
func TestRealWorld(t *testing.T) {
	var score realScore
	for _, set := range []string{"a", "b", "c"} {
		t.Run(set, func(t *testing.T) { realWorld(t, filepath.Join("testdata", "web", set), &score) })
	}
	for name, n := range map[string]tallied{"titles": score.titles, "dates": score.dates, "sentences": score.has, "other texts left out": score.hasNot} {
		t.Logf("%s: %d of %d", name, n.right, n.all)
		if float64(n.right) < least*float64(n.all) {
			t.Errorf("%s: %d of %d, want %.0f%%", name, n.right, n.all, 100*least)
		}
	}
}

func realWorld(t *testing.T, dir string, score *realScore) {
	pages := realPages(t, dir)
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	args := []string{"ingest", "--words-only"}
	for _, p := range pages {
		args = append(args, server.URL+"/"+p.File)
	}
	environ := []string{"DATA_DIR=" + t.TempDir(), "FETCH_ALLOW=127.0.0.1"}
	var complaints bytes.Buffer
	run(t.Context(), world{args: args, environ: environ, stdout: io.Discard, stderr: &complaints})
	stored := map[string]articleJSON{}
	for _, a := range articlesIn(t, environ) {
		stored[path.Base(show(a.URL))] = a
	}
	for _, p := range pages {
		a, ok := stored[p.File]
		switch {
		case p.Title != nil:
			score.add(t, p, a)
		case ok || !strings.Contains(complaints.String(), p.File):
			t.Errorf("%s, which is %s, gives %v and no reason", p.File, *p.Reason, known(a.Body))
		}
	}
}

// add counts what is right of a page's article, the zero one where there is none. A
// wrong date is worse than none, and is never right.
func (n *realScore) add(t *testing.T, p realPage, a articleJSON) {
	t.Helper()
	n.titles.count(show(a.Title) == *p.Title)
	if p.Date != nil {
		n.dates.count(sameDate(a.Published, p.Date))
	}
	if a.Published != nil && !sameDate(a.Published, p.Date) {
		t.Errorf("%s: date %s, want %s", p.File, show(a.Published), show(p.Date))
	}
	flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for _, s := range p.Has {
		n.has.count(strings.Contains(flat(a.Body), flat(s)))
	}
	for _, s := range p.HasNot {
		n.hasNot.count(!strings.Contains(flat(a.Body), flat(s)))
	}
	t.Logf("%s: title %t, date %t", p.File, show(a.Title) == *p.Title, sameDate(a.Published, p.Date))
}

// articlesIn are the articles of a data directory, with their texts.
func articlesIn(t *testing.T, environ []string) []articleJSON {
	t.Helper()
	var out bytes.Buffer
	if code := run(t.Context(), world{args: []string{"articles", "--json"}, environ: environ, stdout: &out, stderr: os.Stderr}); code != exitDone {
		t.Fatalf("bot articles ends with %d", code)
	}
	var all []articleJSON
	for lines := json.NewDecoder(&out); lines.More(); {
		var a articleJSON
		if err := lines.Decode(&a); err != nil {
			t.Fatal(err)
		}
		var one bytes.Buffer
		run(t.Context(), world{args: []string{"articles", "show", "--json", a.ArticleID}, environ: environ, stdout: &one, stderr: os.Stderr})
		if err := json.Unmarshal(one.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// sameDate compares a date with the one that a page states: instants as instants,
// days as days.
func sameDate(got, want *string) bool {
	if got == nil || want == nil {
		return got == want
	}
	g, gotTime := moments(*got)
	w, wantTime := moments(*want)
	if gotTime && wantTime {
		return g.Truncate(time.Minute).Equal(w.Truncate(time.Minute))
	}
	return g.Format(time.DateOnly) == w.Format(time.DateOnly)
}

// moments reads a date, and reports whether it is an instant.
func moments(s string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.000Z0700", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z0700"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, true
		}
	}
	at, _ := time.Parse(time.DateOnly, s[:min(len(s), len(time.DateOnly))])
	return at, false
}

func show(s *string) string {
	if s == nil {
		return "none"
	}
	return *s
}
