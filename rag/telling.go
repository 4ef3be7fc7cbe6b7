package rag

import (
	"fmt"
	"slices"
	"strings"
)

// closestArticles is how many articles a refusal names.
const closestArticles = 3

// decline says what the coverage has instead.
func (a *Answerer) decline(answer *Answer, f Filter, found []Passage) {
	answer.Extent = a.Library.Extent(f)
	for i := range found {
		article := found[i].Article
		article.Body = ""
		known := slices.ContainsFunc(answer.Closest, func(c Article) bool { return c.ID == article.ID })
		if !known && len(answer.Closest) < closestArticles {
			answer.Closest = append(answer.Closest, article)
		}
	}
	if len(answer.Closest) == 0 {
		latest := a.Library.Articles(f)
		answer.Closest = latest[:min(closestArticles, len(latest))]
	}
	answer.Refusal = refusal(answer.Extent, f)
}

func refusal(x Extent, f Filter) string {
	if x.Articles == 0 && f.Empty() {
		return "There is no coverage to answer from yet. Store some with: bot ingest PATH..."
	}
	if x.Articles == 0 {
		return "No coverage passes the filter of dates and outlets. Widen it."
	}
	return "The coverage does not say. " + x.String()
}

// String says how much coverage there is and what days it spans.
func (x Extent) String() string {
	parts := []string{fmt.Sprintf("It has %s", count(x.Articles, "article"))}
	dated := x.Articles - x.Undated
	switch {
	case dated > 0 && x.First.String() == x.Last.String():
		parts = append(parts, fmt.Sprintf("%d of %s", dated, x.First.Time.Format("2 January 2006")))
	case dated > 0:
		parts = append(parts, fmt.Sprintf("%d from %s to %s", dated,
			x.First.Time.Format("2 January 2006"), x.Last.Time.Format("2 January 2006")))
	}
	if x.Undated > 0 {
		parts = append(parts, fmt.Sprintf("%d undated", x.Undated))
	}
	if len(parts) == 1 {
		return parts[0] + "."
	}
	return parts[0] + ": " + strings.Join(parts[1:], ", ") + "."
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Text is the whole answer in words: its claims with their marks and notes, or
// the refusal.
func (a *Answer) Text() string {
	if a.Refused {
		return strings.Join(append([]string{a.Refusal}, a.Notes()...), " ")
	}
	var b strings.Builder
	for i := range a.Claims {
		c := &a.Claims[i]
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(c.Annotated() + " " + Marks(c.Citations))
		if c.Original != "" {
			b.WriteString(" (“" + c.Original + "”)")
		}
	}
	for _, note := range a.Notes() {
		b.WriteString(" " + note)
	}
	return b.String()
}

// Said is what the claims say, without marks and notes: what a next question may
// refer to. It is empty for a refusal.
func (a *Answer) Said() string {
	said := make([]string, len(a.Claims))
	for i := range a.Claims {
		said[i] = a.Claims[i].Text
	}
	return strings.Join(said, " ")
}

// Notes are what a reader must know of the answer: that it is verbatim though
// there is a model, and which sources are undated.
func (a *Answer) Notes() []string {
	var notes []string
	switch {
	case a.Fallback != "" && a.Refused:
		notes = append(notes, "("+a.Fallback+".)")
	case a.Fallback != "":
		notes = append(notes, "("+a.Fallback+": these are the coverage’s own words, verbatim.)")
	}
	var undated []int
	for i := range a.Sources {
		if !a.Sources[i].Article.Published.Known() {
			undated = append(undated, i+1)
		}
	}
	switch len(undated) {
	case 0:
		return notes
	case 1:
		return append(notes, fmt.Sprintf("(The source of %s is undated.)", Marks(undated)))
	}
	return append(notes, fmt.Sprintf("(The sources of %s are undated.)", Marks(undated)))
}

// Marks writes the numbers of citations: "[1][2]".
func Marks(citations []int) string {
	var b strings.Builder
	for _, n := range citations {
		fmt.Fprintf(&b, "[%d]", n)
	}
	return b.String()
}
