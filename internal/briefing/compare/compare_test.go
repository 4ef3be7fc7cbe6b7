package compare_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/compare"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/coverage/coveragetest"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
	"newsdesk/seeds"
)

func seedArticles(t testing.TB) []rag.Article {
	t.Helper()
	return coveragetest.Read(t, seeds.FS())
}

// TestSeeds: on the coverage that ships nothing differs, and both articles' wording
// of a topic is shown.
func TestSeeds(t *testing.T) {
	_, l := librarytest.Open(t, seedArticles(t)...)
	for _, topic := range []string{"", "al-Sharaa's past", "Iraq and Syria", "Al-Qaeda", "delegation"} {
		c := compare.Make(gather(t, l, material.Scope{Topic: topic}), compare.Options{})
		for _, d := range c.Differences {
			t.Errorf("%s: %s %q %q / %q", topic, d.Kind, d.About, d.Values[0].Text, d.Values[1].Text)
		}
	}
	for _, topic := range []string{"al-Sharaa's past", "sharaa past"} {
		set, err := compare.Gather(t.Context(), l, material.Scope{Topic: topic})
		if err != nil {
			t.Fatal(err)
		}
		c := compare.Make(set, compare.Options{})
		wordings(t, topic, &c)
	}
}

func wordings(t *testing.T, topic string, c *compare.Comparison) {
	t.Helper()
	if len(c.Wordings) == 0 {
		t.Fatalf("%s: no wording", topic)
	}
	for _, want := range []string{"once fought with Al-Qaeda in Iraq against US forces", "past connections with Al-Qaeda during the height of the post-2003 insurgency"} {
		if !slices.ContainsFunc(c.Wordings[0].Sentences, func(s *material.Sentence) bool { return strings.Contains(s.Words, want) }) {
			t.Errorf("%s: the wordings lack %q", topic, want)
		}
	}
	r := c.Report()
	verbatimOnly(t, &r)
}

// verbatimOnly checks that each row of a report is what it cites first.
func verbatimOnly(t *testing.T, r *rag.Report) {
	t.Helper()
	for _, s := range r.Sections {
		for _, row := range s.Rows {
			if len(row.Citations) == 0 || row.Verdict != rag.Supported || r.Sources[row.Citations[0]-1].Quote() != row.Text {
				t.Errorf("%s: %q is not what it cites", s.Heading, row.Text)
			}
		}
	}
}

// TestPooled: of the coverage of many events no value of one is set against that of
// another.
func TestPooled(t *testing.T) {
	var pooled []rag.Article
	event := map[rag.ArticleID]string{}
	for i, c := range readCases(t) {
		for _, a := range c.articles(t) {
			event[a.ID] = c.ID
			if i%2 == 1 {
				pooled = append(pooled, a)
			}
		}
	}
	for _, p := range readPairs(t) {
		for _, a := range p.articles {
			event[a.ID] = p.name
			pooled = append(pooled, a)
		}
	}
	_, l := librarytest.Open(t, pooled...)
	c := compare.Make(gather(t, l, material.Scope{}), compare.Options{Differences: 1000, Agreed: 1000})
	t.Logf("%d articles: %d pairs, %d differences, %d agreed", len(pooled), c.Events, len(c.Differences), len(c.Agreed))
	for _, d := range c.Differences {
		for _, v := range d.Values[1:] {
			if a, b := event[d.Values[0].Sentence.Of.ID], event[v.Sentence.Of.ID]; a != b {
				t.Errorf("%s against %s: %q %q / %q", a, b, d.About, d.Values[0].Text, v.Text)
			}
		}
	}
	for _, g := range c.Agreed {
		for _, s := range g.Sentences[1:] {
			if a, b := event[g.Sentences[0].Of.ID], event[s.Of.ID]; a != b {
				t.Errorf("%s agrees with %s: %q / %q", a, b, g.Sentences[0].Words, s.Words)
			}
		}
	}
	r := c.Report()
	verbatimOnly(t, &r)
}

func report(day int, outlet, title, body string) rag.Article {
	a := rag.Article{ID: rag.ArticleID(outlet + title), Outlet: outlet, Title: title, Body: body, Imported: time.Now()}
	if day > 0 {
		a.Published = rag.Day(2026, time.March, day)
	}
	return a
}

const (
	fireOn3 = "A fire in a paint warehouse near Basra killed four people on Tuesday, the governor's office said. The warehouse had no licence, a neighbour said."
	fireOn4 = "Nine people died when a paint warehouse burned down near Basra on Tuesday, the health directorate said on Wednesday. Two of them were firefighters."
)

func TestUpdateAndReport(t *testing.T) {
	_, l := librarytest.Open(t,
		report(3, "Herald", "Fire in warehouse near Basra", fireOn3),
		report(4, "Wire", "Warehouse fire toll rises", fireOn4),
		report(4, "Courier", "Nine dead in fire", fireOn4))
	set := gather(t, l, material.Scope{})
	c := compare.Make(set, compare.Options{})
	if len(c.Sides) != 2 || len(c.Differences) != 1 || !c.Differences[0].Update || c.Differences[0].Compatible {
		t.Fatalf("got %d sides and %+v", len(c.Sides), c.Differences)
	}
	r := c.Report()
	verbatimOnly(t, &r)
	rows := r.Sections[0].Rows
	if len(rows) != 2 || rows[0].Label != "four — Herald, 3 March 2026" || !strings.HasPrefix(rows[1].Label, "Nine — ") || !strings.Contains(r.Sections[0].Note, "newer") {
		t.Errorf("the section is %+v", r.Sections[0])
	}

	var told, recent []*material.Sentence
	for _, a := range set.Articles {
		if a.Outlet == "Herald" {
			told = append(told, a.Sentences()...)
		} else if a.Outlet == "Wire" {
			recent = append(recent, a.Sentences()...)
		}
	}
	between := compare.Between(told, recent, nil)
	if len(between) != 1 || between[0].Values[0].Text != "four" || between[0].Values[1].Text != "Nine" {
		t.Errorf("between the days: %+v", between)
	}
	if again := compare.Between(told, told, nil); len(again) != 0 {
		t.Errorf("of one report with itself: %+v", again)
	}
}

func TestNothingToCompare(t *testing.T) {
	for name, articles := range map[string][]rag.Article{
		"none":       nil,
		"one":        {report(3, "Herald", "Fire", fireOn3)},
		"one outlet": {report(3, "Herald", "Fire near Basra", fireOn3), report(9, "Herald", "Rain in Mosul", "It rained in Mosul for three days. Two roads were closed.")},
		"undated":    {report(0, "Herald", "Fire near Basra", fireOn3), report(0, "Wire", "Fire near Basra", fireOn4)},
		"copies":     {report(3, "Herald", "Fire near Basra", fireOn3), report(3, "Wire", "Fire near Basra", fireOn3)},
		"noise":      {report(3, "Herald", "?", "\x00\xff “((( 13 13 13"), report(3, "Wire", "", strings.Repeat("١٣ ", 999))},
	} {
		t.Run(name, func(t *testing.T) {
			_, l := librarytest.Open(t, articles...)
			c := compare.Make(gather(t, l, material.Scope{}), compare.Options{})
			r := c.Report()
			verbatimOnly(t, &r)
			if len(r.Notes) == 0 {
				t.Error("nothing is said of why")
			}
			t.Log(r.Notes)
		})
	}
}

// TestLarge: the work is bounded, for one article of 5 MB and for thousands.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	long := report(3, "Herald", "Fire in warehouse near Basra", strings.Repeat(fireOn3+"\n\n", 5<<20/len(fireOn3)))
	_, l := librarytest.Open(t, long, report(3, "Wire", "Warehouse fire near Basra", fireOn4))
	start := time.Now()
	compare.Make(gather(t, l, material.Scope{}), compare.Options{})
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("5 MB took %s", took)
	}
}

// BenchmarkMake compares 10,000 reports of fires in a hundred towns, of twenty
// outlets; a set reads 3,000 of them.
func BenchmarkMake(b *testing.B) {
	words := strings.Fields("smoke street water carried helped called saw ran door window roof child crowd engine ladder hose school river market bridge farm lorry paint glass metal night morning wind rain police doctor nurse bed road shop owner worker union court judge paper letter phone radio song prayer bread tea chair table wall stair cellar garden tree dog cat bird")
	var all []rag.Article
	for i := range 10_000 {
		body := fmt.Sprintf("A fire in a warehouse near Town%d killed %d people on Tuesday, the governor's office said. The blaze began in hall %d and burned for %d hours. Mayor Name%d promised help.", i%100, i%13+2, i%7, i%9+1, i%100)
		for k := range 15 {
			body += " Neighbours"
			for n := range 12 {
				body += " " + words[(i*31+k*17+n*n*7+i/len(words)*n)%len(words)]
			}
			body += fmt.Sprintf(" for %d days.", (i*k)%17+2)
		}
		all = append(all, report(i%28+1, fmt.Sprint("Outlet ", i%20), fmt.Sprintf("Fire near Town%d, report %d", i%100, i), body))
	}
	_, l := librarytest.Open(b, all...)
	b.ResetTimer()
	for b.Loop() {
		c := compare.Make(gather(b, l, material.Scope{}), compare.Options{})
		b.ReportMetric(float64(c.Events), "pairs")
	}
}
