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

// least is the share of pages whose title, and of those that state one whose date,
// is to be right.
const least = .95

// TestRealWorld has the bot store pages from a server on this machine: each gives
// its article, or a line that says why there is none.
func TestRealWorld(t *testing.T) {
	for _, set := range []string{"a", "b"} {
		t.Run(set, func(t *testing.T) { realWorld(t, filepath.Join("testdata", "web", set)) })
	}
}

func realWorld(t *testing.T, dir string) {
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
	var titles, dates, titled, dated int
	for _, p := range pages {
		a, ok := stored[p.File]
		if p.Title == nil {
			if ok || !strings.Contains(complaints.String(), p.File) {
				t.Errorf("%s, which is %s, gives %v and no reason", p.File, *p.Reason, known(a.Body))
			}
			continue
		}
		titled++
		if ok && *a.Title == *p.Title {
			titles++
		} else {
			t.Logf("%s: title %v, want %q", p.File, show(a.Title), *p.Title)
		}
		if sameDate(a.Published, p.Date) {
			dates++
		} else {
			t.Logf("%s: date %v, want %v", p.File, show(a.Published), show(p.Date))
		}
		dated++
		checkText(t, p, a.Body)
	}
	t.Logf("titles %d of %d, dates %d of %d", titles, titled, dates, dated)
	if float64(titles) < least*float64(titled) || float64(dates) < least*float64(dated) {
		t.Errorf("titles %d of %d, dates %d of %d, want %.0f%% each", titles, titled, dates, dated, 100*least)
	}
}

// checkText logs what a text lacks, or has and should not; what is hidden or
// belongs to other reports is never to be there.
func checkText(t *testing.T, p realPage, body string) {
	t.Helper()
	flat := strings.Join(strings.Fields(body), " ")
	for _, s := range p.Has {
		if !strings.Contains(flat, strings.Join(strings.Fields(s), " ")) {
			t.Errorf("%s lacks %q", p.File, s)
		}
	}
	for _, s := range p.HasNot {
		if strings.Contains(flat, strings.Join(strings.Fields(s), " ")) {
			t.Errorf("%s has %q", p.File, s)
		}
	}
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
