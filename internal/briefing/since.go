package briefing

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/briefing/compare"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/story"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// sinceLast tells what became of what was told before: what no longer stands,
// what changed, and what has gone quiet. It is empty for a first briefing.
func (c *composing) sinceLast(ctx context.Context) ([]rag.Section, error) {
	if c.order.Told.At.IsZero() {
		return nil, nil
	}
	before, sections, err := c.corrections(ctx)
	if err != nil {
		return nil, err
	}
	sections = append(sections, c.changes(before)...)
	if quiet := c.quiet(); quiet.Note != "" {
		sections = append(sections, quiet)
	}
	return sections, nil
}

// corrections finds which sentences that were told no longer stand in their
// articles, and says so; the others are returned, to be compared with what is new.
func (c *composing) corrections(ctx context.Context) ([]*material.Sentence, []rag.Section, error) {
	var standing []*material.Sentence
	stale := map[rag.ArticleID][]Said{}
	var order []rag.ArticleID // of the stale ones, as they were told
	read := map[rag.ArticleID]*material.Article{}
	for _, s := range c.order.Told.Said {
		if _, known := read[s.Article]; !known {
			a, err := c.desk.Library.Article(ctx, s.Article)
			if err != nil && !withdrawn(err) {
				return nil, nil, err
			}
			read[s.Article] = nil
			if err == nil {
				read[s.Article] = &material.Article{Article: a}
			}
		}
		now := read[s.Article]
		if now != nil {
			if sentence := find(now, s.Quote); sentence != nil {
				standing = append(standing, sentence)
				continue
			}
			if strings.Contains(now.Body, s.Quote) {
				continue // it stands, though it is read as part of another sentence
			}
		}
		if len(stale[s.Article]) == 0 {
			order = append(order, s.Article)
		}
		stale[s.Article] = append(stale[s.Article], s)
		c.telling.Amended = append(c.telling.Amended, s)
	}
	var sections []rag.Section
	for _, id := range order {
		sections = append(sections, c.corrected(stale[id], read[id]))
	}
	return standing, sections, nil
}

// find is the sentence of an article that has these words, or nil.
func find(a *material.Article, quote string) *material.Sentence {
	for _, s := range a.Sentences() {
		if s.Words == quote {
			return s
		}
	}
	return nil
}

// corrected says that sentences of one article that were told no longer stand, and
// what stands in their place. now is nil where the article was withdrawn.
func (c *composing) corrected(all []Said, now *material.Article) rag.Section {
	name := all[0].Title
	if name == "" {
		name = string(all[0].Article)
	}
	if now == nil {
		return rag.Section{Heading: "Withdrawn: " + name, Note: c.wereTold(all) + " The article was withdrawn."}
	}
	section := rag.Section{Heading: "Corrected: " + name, Note: c.wereTold(all) + " This no longer stands in the article."}
	if len(all) > 1 {
		section.Note = c.wereTold(all) + " These no longer stand in the article."
	}
	placed := map[*material.Sentence]bool{}
	for _, s := range all {
		if instead := inPlaceOf(now, s.Quote); instead != nil && !placed[instead] {
			placed[instead] = true
			section.Rows = append(section.Rows, c.verbatim(instead, "now"))
		}
	}
	return section
}

// wereTold repeats what was told, each day's sentences together.
func (c *composing) wereTold(all []Said) string {
	var days []string
	for i, s := range all {
		day := s.At.In(c.now.Location()).Format("2 January 2006")
		quote := " “" + strings.TrimSpace(s.Quote) + "”"
		if i > 0 && day == all[i-1].At.In(c.now.Location()).Format("2 January 2006") {
			days[len(days)-1] += quote
			continue
		}
		days = append(days, "You were told on "+day+":"+quote)
	}
	return strings.Join(days, " ")
}

// instead is from which share of common words on a sentence stands where another
// stood: a corrected figure or name leaves the rest of its sentence as it was.
const instead = 0.5

// inPlaceOf is the sentence of an article that says most of what words say.
func inPlaceOf(a *material.Article, words string) *material.Sentence {
	wanted := contentOf(text.Tokenize(words))
	var best *material.Sentence
	most := instead
	for _, s := range a.Sentences() {
		if share := shared(wanted, s.Tokens); share >= most && (best == nil || share > most) {
			best, most = s, share
		}
	}
	return best
}

// insteadOf is inPlaceOf as a source, nil where nothing stands there.
func insteadOf(a *rag.Article, words string) *rag.Source {
	s := inPlaceOf(&material.Article{Article: *a}, words)
	if s == nil {
		return nil
	}
	source := s.Source()
	return &source
}

// contentOf are the stems of a text's words of meaning.
func contentOf(tokens []text.Token) map[string]bool {
	all := map[string]bool{}
	for _, t := range tokens {
		if !text.IsStop(t.Folded) {
			all[t.Stem] = true
		}
	}
	return all
}

// shared is the part of wanted words that a sentence has.
func shared(wanted map[string]bool, tokens []text.Token) float64 {
	got := 0
	for stem := range contentOf(tokens) {
		if wanted[stem] {
			got++
		}
	}
	return float64(got) / float64(max(1, len(wanted)))
}

// changes compares what was told with what is new, and what is new with itself:
// old values and new ones, and values that cannot both be true.
func (c *composing) changes(before []*material.Sentence) []rag.Section {
	var recent []*material.Sentence
	for _, n := range c.readStories() {
		for _, a := range n.articles {
			recent = append(recent, a.Sentences()...)
		}
	}
	var sections []rag.Section
	for _, d := range compare.Between(before, recent, c.desk.oneStory) {
		if len(sections) == c.extent.differences {
			break
		}
		if s := c.difference(&d); len(s.Rows) > 0 {
			sections = append(sections, s)
		}
	}
	return sections
}

// difference tells one difference. One of which all values were told is no news.
func (c *composing) difference(d *compare.Difference) rag.Section {
	heading := "Contradicted: "
	if d.Update {
		heading = "Changed: "
	}
	section := rag.Section{Heading: heading + d.About}
	fresh := false
	for _, v := range d.Values {
		fresh = fresh || !c.told(v.Sentence)
	}
	if !fresh {
		return section
	}
	for _, v := range d.Values {
		mark := "now"
		if c.told(v.Sentence) {
			mark = "told before"
		}
		label := fmt.Sprintf("%s, %s: %s", mark, material.Day(v.Sentence.Of.Published), v.Text)
		section.Rows = append(section.Rows, c.verbatim(v.Sentence, label))
	}
	return section
}

// told reports whether a sentence was told by an earlier briefing.
func (c *composing) told(s *material.Sentence) bool {
	return c.toldBefore[folded(s.Words)]
}

// quietAfter is for how long nothing may come of a story before it is said to have
// gone quiet, and quietOf from how many articles on that is worth a word.
const (
	quietAfter = 7 * 24 * time.Hour
	quietOf    = 3
)

// quiet names the stories that were told of and of which nothing came since, told or
// not, among what is asked for.
func (c *composing) quiet() rag.Section {
	var lines []string
	var came map[rag.ArticleID]time.Time
	for _, id := range slices.SortedFunc(maps.Keys(c.order.Told.Stories), func(a, b story.ID) int { return cmp.Compare(a, b) }) {
		s := c.order.Told.Stories[id]
		if s.Quiet || s.Articles < quietOf || c.now.Sub(s.At) < quietAfter || slices.ContainsFunc(c.stories, func(n *news) bool { return n.id == id }) {
			continue
		}
		if came == nil {
			came = c.came()
		}
		latest, ok := c.latest(id, came)
		if latest.Before(s.At) {
			latest = s.At
		}
		if !ok || c.now.Sub(latest) < quietAfter {
			continue
		}
		lines = append(lines, fmt.Sprintf("“%s”, since %s", s.Title, latest.In(c.now.Location()).Format("2 January 2006")))
		s.Quiet = true
		c.telling.Stories[id] = s
	}
	if len(lines) == 0 {
		return rag.Section{}
	}
	return rag.Section{Heading: "Gone quiet", Note: "Nothing new of " + material.List(lines) + "."}
}

// came is when each article came as it is now, of those that a briefing may be of.
func (c *composing) came() map[rag.ArticleID]time.Time {
	came := map[rag.ArticleID]time.Time{}
	for _, a := range c.desk.Library.Articles(c.order.Filter) {
		came[a.ID] = a.Imported
	}
	return came
}

// latest is when the last article of a story came; ok is false where it has none any
// more that a briefing may be of.
func (c *composing) latest(id story.ID, came map[rag.ArticleID]time.Time) (last time.Time, ok bool) {
	s, _ := c.desk.Stories.Story(id, c.order.Audience)
	for _, a := range s.Articles {
		at, there := came[a]
		ok = ok || there
		if at.After(last) {
			last = at
		}
	}
	return last, ok
}
