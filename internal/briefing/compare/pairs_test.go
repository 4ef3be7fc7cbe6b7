package compare_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/compare"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
)

// wantedPair is a block of testdata/pairs.txt: reports and the values that differ.
type wantedPair struct {
	name     string
	articles []rag.Article
	want     []string // 'a | b', the values in the order of the reports
}

// readPairs reads testdata/pairs.txt: '== name', '-- outlet, 2025-03-14, title'
// before each report, '!! a | b' for each difference that is wanted.
func readPairs(t *testing.T) []wantedPair {
	t.Helper()
	data, err := os.ReadFile("testdata/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []wantedPair
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch kind, rest, _ := strings.Cut(line, " "); kind {
		case "==":
			all = append(all, wantedPair{name: rest})
		case "--":
			p := &all[len(all)-1]
			parts := strings.SplitN(rest, ", ", 3)
			a := rag.Article{ID: rag.ArticleID(fmt.Sprint(p.name, len(p.articles))), Outlet: parts[0], Title: parts[2], Imported: time.Now()}
			if d, err := time.Parse(time.DateOnly, parts[1]); err == nil {
				a.Published = rag.Date{Time: d, Precision: rag.ToDay}
			}
			p.articles = append(p.articles, a)
		case "!!":
			p := &all[len(all)-1]
			p.want = append(p.want, rest)
		default:
			if p := &all[max(0, len(all)-1)]; line != "" {
				p.articles[len(p.articles)-1].Body += line + "\n\n"
			}
		}
	}
	return all
}

// TestPairs holds what differs, and that nothing else does, of reports that were
// written for the rules.
func TestPairs(t *testing.T) {
	for _, p := range readPairs(t) {
		t.Run(p.name, func(t *testing.T) {
			_, l := librarytest.Open(t, p.articles...)
			c := compare.Make(gather(t, l, material.Scope{}), compare.Options{})
			if c.Events == 0 && len(p.want) > 0 {
				t.Error("the reports are not known to be of one event")
			}
			var got []string
			for _, d := range c.Differences {
				var values []string
				for _, v := range d.Values {
					values = append(values, v.Text)
				}
				got = append(got, strings.Join(values, " | "))
				if !slices.Contains(p.want, got[len(got)-1]) {
					t.Errorf("%s %q: %q is no difference", d.Kind, d.About, got[len(got)-1])
				}
			}
			for _, w := range p.want {
				if !slices.Contains(got, w) {
					t.Errorf("%q was not found", w)
				}
			}
		})
	}
}
