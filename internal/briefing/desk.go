package briefing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"newsdesk/internal/briefing/compare"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/quote"
	"newsdesk/internal/briefing/story"
	"newsdesk/internal/briefing/summary"
	"newsdesk/internal/briefing/timeline"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// Library is the coverage that pieces are made of. *[rag.Library] has these methods.
type Library interface {
	material.Library
	Search(ctx context.Context, q rag.Query) ([]rag.Passage, error)
	Articles(f rag.Filter) []rag.Article
	Extent(f rag.Filter) rag.Extent
}

// Desk makes pieces of the coverage. Its methods are safe for concurrent use.
type Desk struct {
	Library Library
	// Stories are the stories that articles are grouped into.
	Stories Stories
	// Shelf keeps what channels were told.
	Shelf Shelf
	// Writer writes summaries with a model; nil means that nobody does.
	Writer summary.Writer
	Now    func() time.Time

	verifier rag.Verifier
}

// Summary summarises what a scope takes in.
func (d *Desk) Summary(ctx context.Context, s material.Scope, size summary.Size) (rag.Report, error) {
	return d.piece(ctx, "Summary", s, material.Gather, func(set *material.Set) (rag.Report, error) {
		return summary.Make(ctx, set, summary.Options{Size: size, Writer: d.Writer})
	})
}

// Stories tells which story an article is in. *[story.Keeper] does.
type Stories interface {
	// Sync brings the stories up to what the coverage is now.
	Sync(ctx context.Context) error
	Of(a rag.ArticleID) (story.ID, bool)
	// Story is the story as an audience sees it; see rag.Filter.
	Story(id story.ID, audience string) (story.Story, bool)
}

// Timeline puts the events of what a scope takes in into the order of time, in at
// most so many rows; 0 means as many as it is worth. Of nothing it is empty.
func (d *Desk) Timeline(ctx context.Context, s material.Scope, rows int) (rag.Report, timeline.Timeline, error) {
	var t timeline.Timeline
	r, err := d.piece(ctx, "Timeline", s, material.Gather, func(set *material.Set) (rag.Report, error) {
		t = timeline.Make(set, timeline.Options{Rows: rows, Now: d.Now()})
		return t.Report(), nil
	})
	return r, t, err
}

// Compare compares what outlets, or else articles, say of one story. Of nothing it is
// empty.
func (d *Desk) Compare(ctx context.Context, s material.Scope) (rag.Report, compare.Comparison, error) {
	var c compare.Comparison
	if err := d.Stories.Sync(ctx); err != nil {
		return rag.Report{}, c, fmt.Errorf("compare: %w", err)
	}
	r, err := d.piece(ctx, "Comparison", s, compare.Gather, func(set *material.Set) (rag.Report, error) {
		c = compare.Make(set, compare.Options{One: d.oneStory})
		err := c.Verify(ctx, &d.verifier)
		return c.Report(), err
	})
	return r, c, err
}

// oneStory reports whether two articles are in one story: by their words alone two
// floods of one month are one event, and the dead of the one another count of those of
// the other. Of an article that is in no story yet nothing is known.
func (d *Desk) oneStory(a, b *material.Article) bool {
	first, ok := d.Stories.Of(a.ID)
	second, also := d.Stories.Of(b.ID)
	return !ok || !also || first == second
}

// Quotes finds who said what: those of a person where the topic is one who is
// quoted, in any spelling, else those on the topic.
func (d *Desk) Quotes(ctx context.Context, s material.Scope) (rag.Report, []quote.Quotation, error) {
	var said []quote.Quotation
	r, err := d.piece(ctx, "Quotes", s, material.Gather, func(set *material.Set) (rag.Report, error) {
		said = quote.Make(set, quote.Options{Who: s.Topic})
		o := quote.ReportOptions{Who: s.Topic}
		if len(said) == 0 || s.Topic == "" {
			said, o = quote.Make(set, quote.Options{}), quote.ReportOptions{}
		}
		return quote.Report(said, o), nil
	})
	return r, said, err
}

// gathering finds the articles of a scope.
type gathering func(context.Context, material.Library, material.Scope) (*material.Set, error)

// piece gathers what a scope takes in, has a report made of it, and titles it; of
// nothing it makes the report that says so.
func (d *Desk) piece(ctx context.Context, kind string, s material.Scope, gather gathering, of func(*material.Set) (rag.Report, error)) (rag.Report, error) {
	title := titled(kind, s)
	if wordless(d.Library, s.Topic) {
		return rag.Report{Title: title, Engine: rag.Extractive, Extent: d.Library.Extent(s.Filter), Refusal: noWords(s.Topic)}, nil
	}
	set, err := gather(ctx, d.Library, s)
	if err != nil {
		return rag.Report{}, err
	}
	if len(set.Articles) == 0 {
		return d.nothing(ctx, title, s)
	}
	r, err := of(set)
	if err != nil {
		return rag.Report{}, err
	}
	r.Title = title
	r.Extent = d.Library.Extent(s.Filter)
	r.Notes = append(r.Notes, unread(set)...)
	return r, nil
}

// unread says what of a set was not read.
func unread(set *material.Set) []string {
	var notes []string
	if set.Passed > 0 {
		which := "latest"
		if !set.About.Any() {
			which = "likeliest"
		}
		all := material.Count(len(set.Articles)+set.Passed, "article")
		notes = append(notes, fmt.Sprintf("%s are more than can be read for one piece: the %s %d were read and %d left out.", all, which, len(set.Articles), set.Passed))
	}
	if cut := set.Cut(); len(cut) > 0 {
		notes = append(notes, "Too long to be read whole, so that only the beginning was: "+material.List(cut)+".")
	}
	return notes
}

// wordless reports whether a topic is asked for that names nothing, such as a smile
// or 'the of': all coverage would pass for being about it. 'WHO' names something.
func wordless(l Library, topic string) bool {
	if topic == "" {
		return false
	}
	about := l.Topic(topic)
	return about.Any() || !slices.ContainsFunc(text.Tokenize(topic), func(t text.Token) bool { return t.Capital || !text.IsStop(t.Folded) })
}

func noWords(topic string) string {
	return fmt.Sprintf("“%s” has no word by which coverage could be found. Name a person, a place or a thing.", shortened(topic))
}

// longestTopic is how many characters of a topic are shown: two lines.
const longestTopic = 160

// shortened is a topic as it is shown.
func shortened(topic string) string {
	if r := []rune(topic); len(r) > longestTopic {
		return string(r[:longestTopic-1]) + "…"
	}
	return topic
}

// titled is the title of a piece: its kind, what it is about and of when.
func titled(kind string, s material.Scope) string {
	title := kind
	if s.Topic != "" {
		title += ": " + shortened(s.Topic)
	}
	day := func(t time.Time) string { return t.Format("2 January 2006") }
	switch {
	case !s.Since.IsZero() && !s.Until.IsZero():
		title += fmt.Sprintf(" (%s to %s)", day(s.Since), day(s.Until))
	case !s.Since.IsZero():
		title += " (since " + day(s.Since) + ")"
	case !s.Until.IsZero():
		title += " (until " + day(s.Until) + ")"
	}
	return title
}

const noCoverage = "There is no coverage yet. Store some with: bot ingest PATH..."

// nearest is how many articles a report that has nothing to say names.
const nearest = 3

// nothing is the report of a scope that takes in no article: why, and what
// coverage there is.
func (d *Desk) nothing(ctx context.Context, title string, s material.Scope) (rag.Report, error) {
	r := rag.Report{Title: title, Engine: rag.Extractive, Extent: d.Library.Extent(s.Filter)}
	switch {
	case r.Extent.Articles == 0 && s.Filter.Empty():
		r.Refusal = noCoverage
		return r, nil
	case r.Extent.Articles == 0:
		r.Refusal = "No coverage passes the filter of dates and outlets. Widen it."
		return r, nil
	}
	r.Refusal = fmt.Sprintf("No coverage is about “%s”. %s", shortened(s.Topic), r.Extent)
	found, err := d.Library.Search(ctx, rag.Query{Text: s.Topic, Filter: s.Filter, K: nearest, Spread: true})
	if err != nil {
		return r, err
	}
	for i := range found {
		a := found[i].Article
		a.Body = ""
		r.Closest = append(r.Closest, a)
	}
	if len(r.Closest) == 0 {
		latest := d.Library.Articles(s.Filter)
		r.Closest = latest[:min(nearest, len(latest))]
	}
	return r, nil
}
