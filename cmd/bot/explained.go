package main

import (
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"

	"newsdesk/internal/standin/playground"
	"newsdesk/rag"
)

var _ playground.Explainer = (*explained)(nil)

// explainedAnswers is how many messages' answers the playground can explain: a
// morning's, with their passages some 10 MB.
const explainedAnswers = 500

// explained remembers how the answers came about that messages show.
type explained struct {
	answers *lru.Cache[string, playground.Explanation]
}

func newExplained() *explained {
	answers, _ := lru.New[string, playground.Explanation](explainedAnswers) // fails only for a size below one
	return &explained{answers}
}

// note is told of an answer and its messages.
func (e *explained) note(messages []string, a *rag.Answer) {
	x := explanation(a)
	for _, id := range messages {
		e.answers.Add(id, x)
	}
}

// Explain implements playground.Explainer.
func (e *explained) Explain(messageID string) (playground.Explanation, bool) {
	return e.answers.Get(messageID)
}

// explanation is an answer as the playground shows it.
func explanation(a *rag.Answer) playground.Explanation {
	x := playground.Explanation{
		Asked: a.Question, Understood: a.Standalone, Engine: string(a.Engine), Model: a.Model, Refused: a.Refused, Note: a.Fallback,
		Timings: []playground.Duration{{Name: "find passages", Took: a.Timings.Retrieve}, {Name: "answer and verify", Took: a.Timings.Answer}},
	}
	if a.Refused {
		x.Note = a.Refusal
	}
	if a.Timings.First > 0 {
		x.Timings = append(x.Timings, playground.Duration{Name: "to the first sentence", Took: a.Timings.First})
	}
	for i := range a.Found {
		x.Passages = append(x.Passages, explainedPassage(i+1, &a.Found[i], a))
	}
	for i := range a.Claims {
		x.Claims = append(x.Claims, explainedClaim(&a.Claims[i], a))
	}
	for _, r := range a.Rejected {
		x.Dropped = append(x.Dropped, playground.Dropped{Text: r.Text, Reason: r.Reason})
	}
	return x
}

func explainedPassage(rank int, p *rag.Passage, a *rag.Answer) playground.Passage {
	shown := playground.Passage{
		Rank: rank, Title: p.Article.Title, Outlet: p.Article.Outlet, Date: dated(&p.Article), URL: p.Article.URL, Text: p.Text(),
		Words: p.Words, Meaning: p.Meaning, Fused: p.Score,
	}
	if n := p.Page(); n > 0 {
		shown.Date += fmt.Sprintf(", p. %d", n)
	}
	for _, s := range a.Sources {
		shown.Cited = shown.Cited || s.Article.ID == p.Article.ID && s.Start < p.End && p.Start < s.End
	}
	return shown
}

func explainedClaim(c *rag.Claim, a *rag.Answer) playground.Claim {
	shown := playground.Claim{Text: c.Annotated(), Verdict: string(c.Verdict)}
	for _, n := range c.Citations {
		s := &a.Sources[n-1]
		shown.Cites = append(shown.Cites, playground.Cite{
			N: n, Title: s.Article.Title, Outlet: s.Article.Outlet, Date: dated(&s.Article), URL: s.Article.URL, Quote: s.Quote(),
		})
	}
	return shown
}
