package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// Kept is an answer as it stands on the shelf: enough to show its passages, to
// ask on, and to make a test of it, and no article's body.
type Kept struct {
	ID         string        `json:"id"`
	Question   string        `json:"question"`
	Standalone string        `json:"standalone"` // the question as it was understood
	Answer     string        `json:"answer"`     // in words, or the refusal
	Refused    bool          `json:"refused,omitempty"`
	Engine     rag.Engine    `json:"engine"`
	Model      string        `json:"model,omitempty"`
	Claims     []KeptClaim   `json:"claims,omitempty"`
	Passages   []KeptPassage `json:"passages,omitempty"`
	// Filter is what of the coverage was looked at; empty in answers from
	// before it was kept.
	Filter KeptFilter `json:"filter,omitzero"`
	// Follows are the answers that the question builds on, oldest first.
	Follows []string `json:"follows,omitempty"`

	Guild    string    `json:"guild,omitempty"` // "" in a direct message
	Channel  string    `json:"channel"`
	Person   string    `json:"person"`
	Private  bool      `json:"private,omitempty"`
	Messages []string  `json:"messages,omitempty"` // that show it; none of a private one
	Asked    time.Time `json:"asked"`
	// Posted says that nobody asked for it: it is a briefing that came by itself.
	Posted bool `json:"posted,omitempty"`
}

// KeptClaim is a sentence of an answer and the numbers of its passages, from 1.
type KeptClaim struct {
	Text      string `json:"text"`
	Citations []int  `json:"citations"`
}

// KeptPassage is a cited sentence: its place in its article, and its words.
type KeptPassage struct {
	Article   rag.ArticleID `json:"article_id"`
	Title     string        `json:"title"`
	Outlet    string        `json:"outlet,omitempty"`
	Published string        `json:"published,omitempty"` // ISO 8601, "" where undated
	URL       string        `json:"url,omitempty"`
	Start     int           `json:"start"` // in the article's body, in bytes
	End       int           `json:"end"`
	Quote     string        `json:"quote"`
	// Amended says that it was said under the answer that it no longer stands.
	Amended bool `json:"amended,omitempty"`
}

// newKept is an answer to keep.
func newKept(a *asking, answer *rag.Answer) *Kept {
	k := &Kept{
		ID: a.key, Question: answer.Question, Standalone: answer.Standalone, Answer: answer.Text(), Refused: answer.Refused,
		Engine: answer.Engine, Model: answer.Model, Filter: keptFilter(a.filter, a.visible), Follows: a.follows,
		Guild: a.at.guild, Channel: a.at.channel, Person: a.by.id, Private: a.private, Asked: a.asked,
	}
	for i := range answer.Claims {
		k.Claims = append(k.Claims, KeptClaim{answer.Claims[i].Text, answer.Claims[i].Citations})
	}
	k.Passages = KeptPassages(answer.Sources)
	return k
}

// KeptPassages are sources as they are kept, under the same numbers.
func KeptPassages(sources []rag.Source) []KeptPassage {
	var all []KeptPassage
	for i := range sources {
		s := &sources[i]
		all = append(all, KeptPassage{
			Article: s.Article.ID, Title: s.Article.Title, Outlet: s.Article.Outlet, Published: s.Article.Published.String(),
			URL: s.Article.URL, Start: s.Start, End: s.End, Quote: s.Quote(),
		})
	}
	return all
}

// keep stores an answer for as long as answers are kept.
func (b *Bot) keep(ctx context.Context, k *Kept) error {
	return b.write(ctx, Doc{Collection: answersKept, Key: k.ID, Owner: owner(k.Person), Expires: k.Asked.Add(b.config.Keep)}, k)
}

// alterKept changes an answer that is kept; one that is kept no longer stays away.
func (b *Bot) alterKept(ctx context.Context, id string, alter func(*Kept)) error {
	return b.shelf.UpdateDoc(ctx, answersKept, id, func(old *Doc) (*Doc, error) {
		if old == nil {
			return nil, nil //nolint:nilnil // that there is none
		}
		now := new(Kept)
		if err := unmarshal(*old, now); err != nil {
			return nil, err
		}
		alter(now)
		body, err := json.Marshal(now)
		old.Body = body
		return old, err
	})
}

// kept finds an answer; nil where it is kept no longer.
func (b *Bot) kept(ctx context.Context, id string) (*Kept, error) {
	k := new(Kept)
	found, err := b.read(ctx, answersKept, id, k)
	if !found || err != nil {
		return nil, err
	}
	return k, nil
}

// keptIn finds an answer that was given in a server, or in direct messages where that
// is ""; nil where it was given elsewhere, for it may say what is not seen here.
func (b *Bot) keptIn(ctx context.Context, guild, id string) (*Kept, error) {
	k, err := b.kept(ctx, id)
	if k == nil || k.Guild != guild {
		return nil, err
	}
	return k, err
}

// shown is the answer with its articles as they are stored now, for its passages
// to be shown. A passage that an article has no more is without words, for what
// was withdrawn is quoted no longer.
func (b *Bot) shown(ctx context.Context, k *Kept) (*rag.Answer, error) {
	a := &rag.Answer{Question: k.Question, Refused: k.Refused, Engine: k.Engine}
	for _, c := range k.Claims {
		a.Claims = append(a.Claims, rag.Claim{Text: c.Text, Citations: c.Citations, Verdict: rag.Supported})
	}
	for i := range k.Passages {
		source, err := b.source(ctx, &k.Passages[i])
		if err != nil {
			return nil, err
		}
		a.Sources = append(a.Sources, source)
	}
	return a, nil
}

// source opens a passage in its article.
func (b *Bot) source(ctx context.Context, p *KeptPassage) (rag.Source, error) {
	a, err := b.desk.Article(ctx, p.Article)
	if errors.Is(err, rag.ErrNotFound) {
		return rag.Source{Article: rag.Article{ID: p.Article, Title: p.Title, Outlet: p.Outlet, URL: p.URL}}, nil
	}
	if err != nil {
		return rag.Source{}, err
	}
	span := text.Span{Start: p.Start, End: p.End}
	if span.Start < 0 || span.Start > span.End || span.End > len(a.Body) || span.Of(a.Body) != p.Quote {
		// The article was changed: the sentence may stand elsewhere in it.
		at := strings.Index(a.Body, p.Quote)
		if span = (text.Span{}); at >= 0 && p.Quote != "" {
			span = text.Span{Start: at, End: at + len(p.Quote)}
		}
	}
	return rag.Source{Article: a, Span: span}, nil
}

// unmarshal decodes a document.
func unmarshal(doc Doc, v any) error {
	if err := json.Unmarshal(doc.Body, v); err != nil {
		return fmt.Errorf("read %q of %q: %w", doc.Key, doc.Collection, err)
	}
	return nil
}
