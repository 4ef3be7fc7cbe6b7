package summary_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/summary"
	"newsdesk/internal/coverage/coveragetest"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
	"newsdesk/rag/text"
	"newsdesk/seeds"
)

func seedArticles(t *testing.T) []rag.Article {
	t.Helper()
	return coveragetest.Read(t, seeds.FS())
}

func summarise(t *testing.T, l *rag.Library, scope material.Scope, size summary.Size, w summary.Writer) rag.Report {
	t.Helper()
	set, err := material.Gather(t.Context(), l, scope)
	if err != nil {
		t.Fatal(err)
	}
	r, err := summary.Make(t.Context(), set, summary.Options{Size: size, Writer: w})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rows are the rows of a report, each checked to be verbatim and to cite.
func rows(t *testing.T, r *rag.Report) []rag.Row {
	t.Helper()
	var all []rag.Row
	for _, s := range r.Sections {
		all = append(all, s.Rows...)
	}
	for _, row := range all {
		if len(row.Citations) != 1 || row.Verdict != rag.Supported {
			t.Fatalf("%q cites %v and is %s", row.Text, row.Citations, row.Verdict)
		}
		if quote := r.Sources[row.Citations[0]-1].Quote(); quote != row.Text {
			t.Errorf("%q is not what it cites, %q", row.Text, quote)
		}
	}
	return all
}

func TestSizes(t *testing.T) {
	_, l := librarytest.Open(t, seedArticles(t)...)
	most := map[summary.Size]int{summary.Line: 1, summary.Short: 5, summary.Full: 12}
	for _, topic := range []string{"", "pipeline", "Al-Sharaa", "Iraqi delegation in Damascus"} {
		for _, size := range summary.Sizes {
			r := summarise(t, l, material.Scope{Topic: topic}, size, nil)
			got := rows(t, &r)
			if len(got) == 0 || len(got) > most[size] {
				t.Errorf("%q, %s: %d sentences", topic, size, len(got))
			}
			for i := range got {
				if strings.Count(got[i].Text, "“") != strings.Count(got[i].Text, "”") {
					t.Errorf("%q, %s: half a quotation: %s", topic, size, got[i].Text)
				}
			}
			if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "article") {
				t.Errorf("%q, %s: the notes are %q", topic, size, r.Notes)
			}
		}
	}
}

// TestCentral: what a summary of one line says, on the coverage that ships.
func TestCentral(t *testing.T) {
	_, l := librarytest.Open(t, seedArticles(t)...)
	for topic, want := range map[string]string{
		"pipeline":                     "first constructed by the British in 1934",
		"Iraqi delegation in Damascus": "touched down in Damascus on Friday",
		"Shaibani":                     "met his counterpart Fuad Hussein",
		"massacre of civilians":        "at least 1,383 civilians",
	} {
		r := summarise(t, l, material.Scope{Topic: topic}, summary.Line, nil)
		if got := rows(t, &r); len(got) != 1 || !strings.Contains(got[0].Text, want) {
			t.Errorf("%s: got %v, want a sentence with %q", topic, got, want)
		}
	}
}

func TestUndatedIsNamed(t *testing.T) {
	_, l := librarytest.Open(t, seedArticles(t)...)
	r := summarise(t, l, material.Scope{Topic: "pipeline"}, summary.Line, nil)
	if want := "It rests on 1 article. Undated: “Iraqi delegation hits Damascus again: Beyond a diplomatic reset?”."; !slices.Equal(r.Notes, []string{want}) {
		t.Errorf("the notes are %q, want %q", r.Notes, want)
	}
}

// fires are reports of one fire on three days, the second printed by three papers.
func fires() []rag.Article {
	const second = `The number of people killed in the warehouse fire near Basra rose to nine on Wednesday, the health directorate said. ` +
		`Two firefighters are among the dead. The owner of the warehouse was arrested at Najaf airport in the evening, a police spokesman said.`
	bodies := []struct {
		day          int
		outlet, body string
	}{
		{3, "Herald", `A fire in a warehouse near Basra killed four people on Tuesday, the governor's office said. The warehouse stored paint and solvents for a company without a licence.`},
		{4, "Wire", second},
		{4, "Courier", second},
		{5, "Gazette", second + " This report was produced with agencies."},
		{6, "Herald", `A judge in Basra charged the owner of the burnt warehouse with manslaughter on Friday, a court official said. His lawyer said that the company had applied for a licence twice.`},
	}
	var all []rag.Article
	for i, b := range bodies {
		all = append(all, rag.Article{
			ID: rag.ArticleID(fmt.Sprint("f", i)), Title: fmt.Sprintf("Basra warehouse fire, report %d", i), Outlet: b.outlet, Body: b.body,
			Published: rag.Day(2026, time.March, b.day), Imported: time.Now(),
		})
	}
	return all
}

// TestNothingTwice: copies of one report are one voice, and say nothing again.
func TestNothingTwice(t *testing.T) {
	_, l := librarytest.Open(t, fires()...)
	r := summarise(t, l, material.Scope{Topic: "warehouse fire"}, summary.Full, nil)
	seen := map[string]bool{}
	var days []string
	for _, row := range rows(t, &r) {
		if seen[row.Text] {
			t.Errorf("twice: %s", row.Text)
		}
		seen[row.Text] = true
		days = append(days, r.Sources[row.Citations[0]-1].Article.Published.String())
	}
	if !slices.IsSorted(days) {
		t.Errorf("not in the order of time: %q", days)
	}
	if len(slices.Compact(days)) != 3 {
		t.Errorf("sentences are of the days %q, want one of each of three reports", days)
	}
}

// typist is a writer of one canned summary.
type typist struct {
	answer rag.Answer
	err    error
	asked  rag.Brief
}

func (w *typist) Summarise(_ context.Context, b rag.Brief) (rag.Answer, error) {
	w.asked = b
	return w.answer, w.err
}

func TestWriter(t *testing.T) {
	_, l := librarytest.Open(t, fires()...)
	first := fires()[0]
	source := rag.Source{Article: first, Span: text.Span{Start: 0, End: len(first.Body)}}
	claim := rag.Claim{Text: "Four people died near Basra.", Citations: []int{1}, Verdict: rag.Supported}
	scope := material.Scope{Topic: "warehouse fire"}

	w := &typist{answer: rag.Answer{Engine: rag.Model, Model: "m", Claims: []rag.Claim{claim}, Sources: []rag.Source{source}, Dropped: 1}}
	r := summarise(t, l, scope, summary.Short, w)
	if r.Engine != rag.Model || r.Dropped != 1 || len(r.Sections) != 1 || r.Sections[0].Rows[0].Text != claim.Text {
		t.Errorf("the writer's summary is not used: %+v", r)
	}
	if w.asked.Sentences != 5 || w.asked.Topic != scope.Topic || len(w.asked.Passages) == 0 {
		t.Errorf("the writer was asked for %+v", w.asked)
	}
	for _, p := range w.asked.Passages {
		if p.Start >= p.End || p.End > len(p.Article.Body) {
			t.Errorf("a passage is %d to %d of %d bytes", p.Start, p.End, len(p.Article.Body))
		}
	}

	w = &typist{answer: rag.Answer{Engine: rag.Model, Fallback: "The model took too long"}}
	if r = summarise(t, l, scope, summary.Short, w); r.Engine != rag.Extractive || r.Fallback == "" || len(rows(t, &r)) == 0 {
		t.Errorf("where the writer fails the coverage's own words are wanted: %+v", r)
	}
	w = &typist{err: rag.ErrNoAuthor}
	if r = summarise(t, l, scope, summary.Short, w); r.Engine != rag.Extractive || r.Fallback != "" || len(rows(t, &r)) == 0 {
		t.Errorf("without a model the coverage's own words are wanted, and no excuse: %+v", r)
	}
	w = &typist{err: context.Canceled}
	set, err := material.Gather(t.Context(), l, scope)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := summary.Make(t.Context(), set, summary.Options{Size: summary.Short, Writer: w}); err == nil {
		t.Error("an end of the context is no error")
	}
}

func TestEmpty(t *testing.T) {
	_, l := librarytest.Open(t)
	r := summarise(t, l, material.Scope{}, summary.Full, nil)
	if len(r.Sections) != 0 || len(r.Notes) != 0 {
		t.Errorf("of nothing: %+v", r)
	}
}
