package discord_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/discord/session"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// desk is a newsroom with a few canned answers. What it was asked can be read
// back.
type desk struct {
	mu       sync.Mutex
	articles map[rag.ArticleID]rag.Article
	asked    []rag.Question
	agenda   agenda
	followed []ownFollowed
	atOnce   bool // answers come whole, as those without a model do
	// during, where set, is called while a question is answered, between its
	// sentences.
	during func(ctx context.Context, q rag.Question, sentence int) error
}

var (
	ferry = rag.Article{
		ID: "ferry", Title: "Ferry to Basra opens", Outlet: "Shafaq News", URL: "https://news.example/ferry", Published: rag.Day(2025, time.March, 14),
		Body:     "The ministry announced it for spring. The ferry to Basra opened on Friday. It carries 40 cars. Fuad Hussein said that it is *safe*.",
		Imported: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
	}
	bridge = rag.Article{ID: "bridge", Title: "A bridge for Mosul", Outlet: "INA", Body: "The bridge of Mosul was repaired by 200 workers."}
)

// long is an article of 60 sentences of 61 bytes each, which is not listed.
var long = rag.Article{ID: "long", Title: "All of it", Body: strings.Repeat("A sentence of some length that says a little about the ferry. ", 60)}

func newDesk() *desk {
	return &desk{articles: map[rag.ArticleID]rag.Article{ferry.ID: ferry, bridge.ID: bridge, long.ID: long}}
}

// questions are what was asked, and their number.
func (d *desk) questions() []rag.Question {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]rag.Question{}, d.asked...)
}

// answerOf is an answer of some sentences of an article.
func answerOf(q rag.Question, a rag.Article, sentences ...string) rag.Answer {
	answer := rag.Answer{Question: q.Text, Standalone: q.Text, Engine: rag.Extractive}
	for _, s := range sentences {
		at := strings.Index(a.Body, s)
		if at < 0 {
			panic(fmt.Sprintf("%q is not in %q", s, a.Body))
		}
		answer.Sources = append(answer.Sources, rag.Source{Article: a, Span: text.Span{Start: at, End: at + len(s)}})
		answer.Claims = append(answer.Claims, rag.Claim{Text: s, Citations: []int{len(answer.Sources)}, Verdict: rag.Supported})
	}
	return answer
}

var errDesk = errors.New("the coverage cannot be read: secret detail")

// whole is the answer to a question.
func (d *desk) whole(q rag.Question) (rag.Answer, error) {
	low := strings.ToLower(q.Text)
	all := d.Articles(q.Filter)
	has := func(id rag.ArticleID) bool {
		for _, a := range all {
			if a.ID == id {
				return true
			}
		}
		return false
	}
	switch {
	case strings.Contains(low, "panic"):
		panic("secret words")
	case strings.Contains(low, "break"):
		return rag.Answer{}, errDesk
	case strings.Contains(low, "everything"):
		answer := rag.Answer{Question: q.Text, Standalone: q.Text, Engine: rag.Extractive}
		for i := range 60 {
			span := text.Span{Start: i * 62, End: i*62 + 61}
			answer.Sources = append(answer.Sources, rag.Source{Article: long, Span: span})
			answer.Claims = append(answer.Claims, rag.Claim{Text: span.Of(long.Body), Citations: []int{i + 1}, Verdict: rag.Supported})
		}
		return answer, nil
	case strings.Contains(low, "ferry") && has(ferry.ID):
		return answerOf(q, ferry, "The ferry to Basra opened on Friday.", "It carries 40 cars."), nil
	case strings.Contains(low, "fuad hussein") && has(ferry.ID):
		return answerOf(q, ferry, "Fuad Hussein said that it is *safe*."), nil
	case len(q.History) > 0 && strings.Contains(low, "it"):
		answer := answerOf(q, ferry, "It carries 40 cars.")
		answer.Standalone = "how many cars does the ferry carry?"
		return answer, nil
	}
	return rag.Answer{
		Question: q.Text, Standalone: q.Text, Engine: rag.Extractive, Refused: true, Refusal: "The coverage does not say.",
		Extent: d.Extent(q.Filter), Closest: []rag.Article{ferry},
	}, nil
}

// Stream shows an answer sentence by sentence.
func (d *desk) Stream(ctx context.Context, q rag.Question, show func(rag.Answer) error) (rag.Answer, error) {
	d.mu.Lock()
	d.asked = append(d.asked, q)
	during := d.during
	d.mu.Unlock()
	answer, err := d.whole(q)
	if err != nil {
		return answer, err
	}
	if d.atOnce {
		return answer, nil
	}
	for n := range len(answer.Claims) + 1 {
		if during != nil {
			if err := during(ctx, q, n); err != nil {
				return answer, err
			}
		}
		if n == 0 {
			continue
		}
		so := answer
		so.Claims, so.Sources = answer.Claims[:n], answer.Sources[:n]
		if err := show(so); err != nil {
			return answer, err
		}
	}
	return answer, ctx.Err()
}

func (d *desk) Verbatim(_ context.Context, q rag.Question) (rag.Answer, error) { return d.whole(q) }

// Check finds that ferries are true, and all else false.
func (d *desk) Check(_ context.Context, s string, f rag.Filter) ([]rag.Checked, error) {
	var all []rag.Checked
	for _, span := range rag.SplitClaims(s) {
		c := rag.Checked{Span: span, Finding: rag.Finding{Verdict: rag.Unsupported, Reason: "nothing in the coverage speaks of it"}}
		if strings.Contains(span.Of(s), "ferry") && f.Passes(&ferry) {
			c.Finding = rag.Finding{Verdict: rag.Supported, Supports: []rag.Source{{Article: ferry, Span: text.Span{Start: 38, End: 74}}}}
		}
		all = append(all, c)
	}
	return all, nil
}

func (d *desk) Search(_ context.Context, q rag.Query) ([]rag.Passage, error) {
	var all []rag.Passage
	for _, a := range d.Articles(q.Filter) {
		if strings.Contains(strings.ToLower(a.Title), strings.ToLower(q.Text)) {
			a = d.articles[a.ID]
			all = append(all, rag.Passage{Article: a, Span: text.Span{End: len(a.Body)}})
		}
	}
	return all, nil
}

func (d *desk) Article(_ context.Context, id rag.ArticleID) (rag.Article, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if a, ok := d.articles[id]; ok {
		return a, nil
	}
	return rag.Article{}, rag.ErrNotFound
}

func (d *desk) Articles(f rag.Filter) []rag.Article {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []rag.Article
	for _, id := range []rag.ArticleID{ferry.ID, bridge.ID, "added"} {
		if a, ok := d.articles[id]; ok && f.Passes(&a) {
			a.Body = ""
			all = append(all, a)
		}
	}
	return all
}

func (d *desk) Extent(f rag.Filter) rag.Extent {
	x := rag.Extent{}
	for _, a := range d.Articles(f) {
		x.Articles++
		x.Outlets = append(x.Outlets, a.Outlet)
		if !a.Published.Known() {
			x.Undated++
			continue
		}
		x.First, x.Last = a.Published, a.Published
	}
	return x
}

func (d *desk) Add(_ context.Context, audience, name string, file []byte) (discord.Added, error) {
	if !strings.HasSuffix(name, ".txt") {
		return discord.Added{}, &discord.UnreadableError{Reason: "is not a kind of file that is read"}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.articles["added"] = rag.Article{ID: "added", Title: "Added", Outlet: "INA", Body: string(file), Audience: audience}
	return discord.Added{New: 1, Problems: []string{"line 2: no text"}}, nil
}

func (d *desk) Remove(_ context.Context, id rag.ArticleID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.articles[id]; !ok {
		return rag.ErrNotFound
	}
	delete(d.articles, id)
	return nil
}

// Piece makes a report of what the desk has on the ferry: each of its sentences,
// many times over where the topic is "long".
func (d *desk) Piece(_ context.Context, p discord.Piece) (discord.Made, error) {
	made := discord.Made{
		Report: rag.Report{Title: p.Kind + ": " + p.Topic, Engine: rag.Extractive},
		Files:  []session.File{{Name: "picture.png", Description: "A picture of it", ContentType: "image/png", Data: []byte("png")}},
		Page:   session.File{Name: "page.html", ContentType: "text/html", Data: []byte("<p>all of it</p>")},
	}
	all := d.Articles(p.Filter)
	switch {
	case strings.Contains(p.Topic, "fails"):
		return made, errDesk
	case strings.Contains(p.Topic, "football") || len(all) == 0:
		made.Refusal, made.Closest = "No coverage is about “football”.", all
		return made, nil
	}
	times := 1
	if p.Topic == "long" {
		times = 60
	}
	answer := answerOf(rag.Question{}, ferry, ferry.Body)
	made.Sources = answer.Sources
	for i := range times {
		made.Sections = append(made.Sections, rag.Section{Heading: fmt.Sprint("Part ", i), Rows: []rag.Row{{Label: "14 March 2025", Claim: answer.Claims[0]}}})
	}
	return made, nil
}

// put stores an article in place of one with its id, and drop withdraws one.
func (d *desk) put(a rag.Article) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.articles[a.ID] = a
}

func (d *desk) drop(id rag.ArticleID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.articles, id)
}
