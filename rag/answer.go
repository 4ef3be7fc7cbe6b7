package rag

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsdesk/rag/fact"
)

// Answerer answers questions from a library. Without a model its answers are
// the coverage's own sentences.
type Answerer struct {
	Library *Library
	Now     func() time.Time
	// Sentences tells the likeness in meaning of a question and a sentence. It
	// is the built-in encoder, whose likeness the weights were fitted with;
	// nil means by words alone.
	Sentences Embedder

	pages pageCache
}

// answerPassages is how many passages are read for an answer: beyond eight the
// sentence that answers was practically never found (testdata, newsqa2022).
const answerPassages = 8

// Answer answers a question or declines it. An error means that the coverage
// could not be read, never that it does not know.
func (a *Answerer) Answer(ctx context.Context, q Question) (Answer, error) {
	started := a.Now()
	standalone := clipQuery(Standalone(q))
	reading := read(a.Library.words, standalone)
	found, err := a.find(ctx, reading, Query{Text: standalone, Filter: q.Filter, K: answerPassages})
	if err != nil {
		return Answer{}, fmt.Errorf("answer: %w", err)
	}
	retrieved := a.Now()
	answer, err := a.extract(ctx, reading, found)
	if err != nil {
		return Answer{}, fmt.Errorf("answer: %w", err)
	}
	answer.Question, answer.Standalone = q.Text, standalone
	if answer.Refused {
		a.decline(&answer, q.Filter, found)
	}
	answer.Timings = Timings{Retrieve: retrieved.Sub(started), Answer: a.Now().Sub(retrieved)}
	return answer, nil
}

// find retrieves passages for a question, and where it names a day, those that
// were published then or on the days after, too.
func (a *Answerer) find(ctx context.Context, r *reading, q Query) ([]Passage, error) {
	found, err := a.Library.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	for i := range r.units {
		day := r.units[i].fact
		if day.Kind != fact.Date || day.Day.Date == 0 || day.Day.Year == 0 || !q.Since.IsZero() || !q.Until.IsZero() {
			continue
		}
		q.Since = time.Date(day.Day.Year, day.Day.Month, day.Day.Date, 0, 0, 0, 0, time.UTC)
		q.Until = q.Since.AddDate(0, 0, reportedWithin)
		dated, err := a.Library.Latest(ctx, q.Filter, q.K)
		if err != nil {
			return nil, err
		}
		return append(found, dated...), nil
	}
	return found, nil
}

// reportedWithin is for how many days after an event reports still name its
// weekday.
const reportedWithin = 6

// extract answers with the sentences of the passages that answer best.
func (a *Answerer) extract(ctx context.Context, r *reading, found []Passage) (Answer, error) {
	answer := Answer{Engine: Extractive, Refused: true}
	all := a.candidates(found)
	if err := a.compare(ctx, r.question, all); err != nil {
		return answer, err
	}
	for _, c := range r.choose(all) {
		answer.Refused = false
		answer.cite(c)
	}
	return answer, nil
}

// compare finds the likeness in meaning of each candidate and the question.
func (a *Answerer) compare(ctx context.Context, question string, all []*candidate) error {
	if a.Sentences == nil || len(all) == 0 {
		return nil
	}
	asked, err := a.Sentences.Embed(ctx, []string{question})
	if err == nil {
		err = a.pages.embed(ctx, a.Sentences, all)
	}
	if err != nil {
		return fmt.Errorf("compare sentences: %w", err)
	}
	for _, c := range all {
		c.similar = cosine(asked[0], c.page.vectors[c.at])
	}
	return nil
}

// cosine is that of two unit vectors; 0 where one is missing.
func cosine(a, b []float32) float64 {
	sum := float32(0)
	for i := range min(len(a), len(b)) {
		sum += a[i] * b[i]
	}
	return float64(sum)
}

// cite appends a sentence as a claim with its source.
func (a *Answer) cite(c *candidate) {
	a.Sources = append(a.Sources, Source{Article: *c.page.article, Span: c.Span})
	a.Claims = append(a.Claims, Claim{
		Text: c.words, Citations: []int{len(a.Sources)}, Verdict: Supported,
		Resolved: resolveDates(c.sentence, c.page.article.Published),
	})
}

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
		return a.Refusal
	}
	var b strings.Builder
	for i := range a.Claims {
		c := &a.Claims[i]
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(c.Annotated() + " " + Marks(c.Citations))
	}
	for _, note := range a.Notes() {
		b.WriteString(" " + note)
	}
	return b.String()
}

// Notes are what a reader must know of the sources: which are undated.
func (a *Answer) Notes() []string {
	var undated []int
	for i := range a.Sources {
		if !a.Sources[i].Article.Published.Known() {
			undated = append(undated, i+1)
		}
	}
	if len(undated) == 0 {
		return nil
	}
	if len(undated) == 1 {
		return []string{fmt.Sprintf("(The source of %s is undated.)", Marks(undated))}
	}
	return []string{fmt.Sprintf("(The sources of %s are undated.)", Marks(undated))}
}

// Marks writes the numbers of citations: "[1][2]".
func Marks(citations []int) string {
	var b strings.Builder
	for _, n := range citations {
		fmt.Fprintf(&b, "[%d]", n)
	}
	return b.String()
}
