package briefing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/story"
	"newsdesk/internal/briefing/summary"
	"newsdesk/internal/briefing/voice"
	"newsdesk/rag"
)

// overlap is how long before the last briefing an article may have come that it
// did not see: what another process stored is seen within a second, and clocks
// of two machines part by some more.
const overlap = 10 * time.Minute

// mostFresh bounds how many new articles are read for a briefing: a day of a
// large agency. More are counted and left out.
const mostFresh = 2000

// news is a story with what is new of it.
type news struct {
	id        story.ID
	title     string
	articles  []*material.Article // the new ones, by date
	originals int                 // of them, without copies of one another
	outlets   []string            // of the originals
	unnamed   int                 // originals whose outlet is not stated
	known     int                 // how many articles the story has in all
	voices    int                 // reports of all its articles
	before    *ToldStory          // nil where it was never told of
	weight    float64
}

// remember puts what was told into a form to compare with.
func (c *composing) remember() {
	c.said = map[string]bool{}
	for _, s := range c.order.Told.Said {
		c.said[folded(s.Quote)] = true
	}
	c.toldBefore = maps.Clone(c.said)
	c.last, c.seen = c.order.Told.before(&c.order)
	c.since = c.last
	if c.since.IsZero() {
		c.since = c.order.Since
	}
	if c.since.IsZero() {
		c.since = c.now.Add(-FirstReach)
	}
}

// folded is a sentence as it compares: copies of one report part in case and space.
func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// isNew reports whether an article came since the last briefing.
func (c *composing) isNew(a *rag.Article) bool {
	if c.last.IsZero() {
		return !a.Imported.Before(c.since)
	}
	return a.Imported.After(c.since.Add(-overlap)) && !c.seen[a.ID]
}

// gather reads what is new about the topics, each article once.
func (c *composing) gather(ctx context.Context) error {
	found := map[rag.ArticleID]bool{}
	for _, topic := range c.topics() {
		set, err := material.Gather(ctx, c.desk.Library, material.Scope{Topic: topic, Filter: c.order.Filter, Most: mostFresh, Keep: c.isNew})
		if err != nil {
			return err
		}
		c.passed += set.Passed
		for _, a := range set.Articles {
			if !found[a.ID] {
				found[a.ID] = true
				c.fresh = append(c.fresh, a)
			}
		}
	}
	for _, a := range c.fresh {
		if a.Imported.After(c.now.Add(-overlap)) {
			c.telling.Seen = append(c.telling.Seen, a.ID)
		}
	}
	return nil
}

// topics are those that were asked for and have words; "" alone is all coverage.
func (c *composing) topics() []string {
	if len(c.order.Topics) == 0 {
		return []string{""}
	}
	return slices.DeleteFunc(slices.Clone(c.order.Topics), func(t string) bool { return wordless(c.desk.Library, t) })
}

// group puts what is new into its stories and weighs them.
func (c *composing) group() {
	at := map[story.ID]*news{}
	for _, a := range c.fresh {
		id, ok := c.desk.Stories.Of(a.ID)
		if !ok {
			id = story.ID("article " + string(a.ID)) // not grouped yet: a story of its own
		}
		if at[id] == nil {
			at[id] = &news{id: id, title: a.Name()}
			c.stories = append(c.stories, at[id])
		}
		at[id].articles = append(at[id].articles, a)
	}
	for _, n := range c.stories {
		c.weigh(n)
	}
	slices.SortStableFunc(c.stories, func(a, b *news) int { return cmp.Compare(b.weight, a.weight) })
}

// weigh fills in what is known of a story. What is new counts most, and each report
// less than the one before it.
func (c *composing) weigh(n *news) {
	articles := make([]rag.Article, len(n.articles))
	for i, a := range n.articles {
		articles[i] = a.Article
	}
	for i, of := range voice.Of(articles) {
		if of == i {
			n.originals++
			switch o := articles[i].Outlet; {
			case o == "":
				n.unnamed++
			case !slices.Contains(n.outlets, o):
				n.outlets = append(n.outlets, o)
			}
		}
	}
	n.known, n.voices = len(n.articles), n.originals
	if s, ok := c.desk.Stories.Story(n.id, c.order.Audience); ok {
		n.known, n.voices, n.title = max(n.known, len(s.Articles)), max(n.voices, s.Voices), s.Title
	}
	if before, ok := c.order.Told.Stories[n.id]; ok {
		n.before = &before
	}
	n.weight = 2*math.Log1p(float64(n.originals)) + math.Log1p(float64(n.voices))
}

// tellers is how many tell what is new of a story: an outlet is one however often
// it reports, a copy of another's report none, and a report whose outlet is not
// stated one by itself.
func (n *news) tellers() int { return len(n.outlets) + n.unnamed }

// sources says how many tell what is new of a story.
func (n *news) sources() string {
	switch {
	case n.tellers() == 1 && n.unnamed == 0:
		return "single source: " + n.outlets[0]
	case n.tellers() == 1:
		return "single source"
	}
	return material.Count(n.tellers(), "voice")
}

// status says in words what is new of a story, and who tells it.
func (n *news) status() string {
	status := "New: "
	if n.before != nil {
		status = "Going on: "
	}
	status += material.Count(len(n.articles), "new article") + ", " + n.sources()
	if n.tellers() > 1 && len(n.outlets) > 0 {
		status += ": " + material.List(n.outlets)
		if n.unnamed > 0 {
			status += fmt.Sprintf("; %d not named", n.unnamed)
		}
	}
	return status + "."
}

// tellStories tells the weightiest stories: what matters most of each in the
// overview, which can be read alone, and what there is besides in a section of its
// own. Those that remain are named.
func (c *composing) tellStories(ctx context.Context) error {
	overview := rag.Section{Heading: "At a glance"}
	var sections []rag.Section
	var named []string
	for _, n := range c.stories {
		if len(overview.Rows) == c.extent.stories {
			named = append(named, "“"+n.title+"”")
			continue
		}
		rows, err := c.tellStory(ctx, n)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			continue // all of it was told
		}
		first := rows[0]
		first.Label = n.title + " (" + n.sources() + ")"
		overview.Rows = append(overview.Rows, first)
		if len(rows) > 1 {
			sections = append(sections, rag.Section{Heading: n.title, Note: n.status(), Rows: rows[1:]})
		}
	}
	c.addSections(overview)
	if len(named) > 0 {
		c.report.Sections = append(c.report.Sections, rag.Section{Heading: "Also new", Note: material.List(named) + "."})
	}
	c.addSections(sections...)
	return nil
}

// tellStory tells what is new of one story.
func (c *composing) tellStory(ctx context.Context, n *news) ([]rag.Row, error) {
	r, err := summary.Make(ctx, &material.Set{Articles: n.articles}, summary.Options{
		Sentences: c.extent.sentences, LeadFirst: true, Writer: c.writer(),
		Skip: func(s *material.Sentence) bool { return c.said[folded(s.Words)] },
	})
	if err != nil {
		return nil, err
	}
	var rows []rag.Row
	for _, s := range r.Sections {
		for _, row := range s.Rows {
			if claim, ok := c.take(&r, row.Claim, n.id); ok {
				rows = append(rows, rag.Row{Claim: claim})
			}
		}
	}
	c.account(&r, len(rows))
	if len(rows) > 0 {
		c.telling.Stories[n.id] = ToldStory{Title: n.title, At: c.now, Articles: n.known}
	}
	return rows, nil
}

// mostFailures is how often in a row a model may fail before the stories that remain
// are told without it: each failure may take the whole of its time.
const mostFailures = 2

// writer is who writes the next story, nil for nobody.
func (c *composing) writer() summary.Writer {
	if c.failures >= mostFailures {
		return nil
	}
	return c.desk.Writer
}

// excuse says why there is a model and the stories, or some of them, are not in its
// words.
func (c *composing) excuse() {
	switch {
	case c.failed == "":
	case c.report.Engine == rag.Model:
		c.report.Notes = append(c.report.Notes, c.failed+": some stories are told in the coverage’s own words, verbatim.")
	default:
		c.report.Fallback = c.failed
	}
}

// account adds up what a part of the briefing took of a model.
func (c *composing) account(r *rag.Report, rows int) {
	switch {
	case r.Fallback != "":
		c.failures, c.failed = c.failures+1, r.Fallback
	case r.Engine == rag.Model:
		c.failures = 0
	}
	c.report.Dropped += r.Dropped
	c.report.Usage.PromptTokens += r.Usage.PromptTokens
	c.report.Usage.CompletionTokens += r.Usage.CompletionTokens
	if r.Engine == rag.Model && rows > 0 {
		c.report.Engine, c.report.Model = r.Engine, r.Model
	}
}

// take puts a claim of another report into this one, and notes that it is said. It
// refuses one of which every sentence that it cites was told before.
func (c *composing) take(of *rag.Report, claim rag.Claim, id story.ID) (rag.Claim, bool) {
	fresh := false
	for _, n := range claim.Citations {
		fresh = fresh || !c.said[folded(of.Sources[n-1].Quote())]
	}
	if !fresh {
		return claim, false
	}
	numbers := make([]int, len(claim.Citations))
	for i, n := range claim.Citations {
		s := of.Sources[n-1]
		numbers[i] = c.report.Cite(s)
		c.say(s, id)
	}
	claim.Citations = numbers
	return claim, true
}

// say notes that a sentence is told.
func (c *composing) say(s rag.Source, id story.ID) {
	key := folded(s.Quote())
	if c.said[key] {
		return
	}
	c.said[key] = true
	c.telling.Said = append(c.telling.Said, Said{Article: s.Article.ID, Title: s.Article.Title, Quote: s.Quote(), Story: id, At: c.now})
}

// verbatim is a row of an article's own sentence, noted as told.
func (c *composing) verbatim(s *material.Sentence, label string) rag.Row {
	id, _ := c.desk.Stories.Of(s.Of.ID)
	row := rag.Row{Label: label, Claim: c.report.Verbatim(&s.Of.Article, &s.Statement)}
	c.say(s.Source(), id)
	return row
}

// withdrawn reports whether an article is there no more.
func withdrawn(err error) bool { return errors.Is(err, rag.ErrNotFound) }
