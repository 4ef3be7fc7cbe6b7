package briefing_test

import (
	"bytes"
	crand "crypto/rand"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"newsdesk/internal/briefing"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/summary"
	"newsdesk/internal/coverage"
	"newsdesk/internal/llm"
	"newsdesk/internal/llm/standin"
	"newsdesk/prompts"
	"newsdesk/rag"
	"newsdesk/rag/text"
	"newsdesk/seeds"
)

// topics is about how many topics each set is asked for. With all that there are
// the test takes some minutes and checks some hundred thousand rows:
//
//	go test ./internal/briefing -run TestVerbatim -topics 100000 -v -timeout 30m
var topics = flag.Int("topics", 4+8/thinned, "ask each set of articles for about so many topics in TestVerbatim")

// TestVerbatim makes every kind of piece on many topics of all labelled articles, and
// holds of each row that it shows: it is a source's own words at the place that it
// cites, or a verifier finds it supported there; what it cites exists; it stands once
// in its section; no day is resolved in an undated article; and each date that the
// code puts before it follows from the article that it cites.
func TestVerbatim(t *testing.T) {
	checked := map[string]int{}
	for name, articles := range labelled(t) {
		t.Run(name, func(t *testing.T) {
			c := newChecker(t, articles)
			for _, topic := range c.topics(*topics) {
				c.pieces(topic)
			}
			for kind, n := range c.rows {
				checked[kind] += n
			}
		})
	}
	all := 0
	for _, kind := range slices.Sorted(maps.Keys(checked)) {
		t.Logf("%-12s %6d rows", kind, checked[kind])
		all += checked[kind]
	}
	t.Logf("%d rows were checked", all)
	if all < 1000/thinned {
		t.Errorf("only %d rows were checked", all)
	}
}

// TestVerbatimWithModels: the same holds of what models write that are faithful, lie,
// obey what an article tells them, or fail.
func TestVerbatimWithModels(t *testing.T) {
	if thinned > 1 {
		t.Skip("it is done in full without the race detector")
	}
	network := standin.Serve(standin.New(standin.Config{Rand: rand.New(rand.NewPCG(4, 2))}))
	defer network.Close()
	set, err := prompts.Load("")
	if err != nil {
		t.Fatal(err)
	}
	articles, rows, models := labelled(t), 0, 0
	for _, name := range []string{"seeds", "stories"} {
		c := newChecker(t, articles[name])
		for _, personality := range standin.Writers() {
			chat := llm.NewChat(llm.Config{BaseURL: "http://model.test/v1", Model: personality, HTTP: network.Client()})
			c.Writer = &rag.Answerer{Library: c.library, Now: c.Now, Author: &rag.Author{
				Generator: chat, Prompts: set, Random: crand.Reader, Log: slog.New(slog.DiscardHandler),
			}}
			c.told()
		}
		rows, models = rows+c.rows["summary"]+c.rows["briefing"], models+c.models
	}
	t.Logf("%d rows were checked, and %d pieces were a model's", rows, models)
	if models == 0 {
		t.Error("no model's words were used: the test tests nothing")
	}
}

// told makes the pieces of all coverage that a model writes.
func (c *checker) told() {
	c.t.Helper()
	r, err := c.Summary(c.t.Context(), material.Scope{}, summary.Full)
	if err != nil {
		c.t.Fatal(err)
	}
	c.check("summary", "", &r)
	b, err := c.Briefing(c.t.Context(), briefing.Order{Length: briefing.Long})
	if err != nil {
		c.t.Fatal(err)
	}
	c.check("briefing", "", &b.Report)
}

// labelled are the articles of the labelled sets and the seeds, each set by itself.
func labelled(t testing.TB) map[string][]rag.Article {
	t.Helper()
	all := map[string][]rag.Article{"seeds": seedArticles(t)}
	for name, path := range map[string]string{
		"stories": "story/testdata/stories_a.jsonl", "compare": "testdata/compare.jsonl",
		"quotes": "testdata/quotes.jsonl", "timeline": "testdata/timeline.jsonl",
	} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(data) {
			all[name] = append(all[name], articlesOf(t, line)...)
		}
	}
	return all
}

// articlesOf are the articles of a line: one itself, or those of a labelled case.
func articlesOf(t testing.TB, line []byte) []rag.Article {
	t.Helper()
	var labels struct {
		ID       string
		Article  json.RawMessage
		Articles []json.RawMessage
	}
	if err := json.Unmarshal(line, &labels); err != nil {
		t.Fatal(err)
	}
	records, prefix := labels.Articles, rag.ArticleID(labels.ID+"-")
	switch {
	case labels.Article != nil:
		records = append(records, labels.Article)
	case records == nil:
		records, prefix = append(records, line), ""
	}
	var all []rag.Article
	for _, r := range records {
		a, warnings, err := coverage.ParseRecord(r)
		if err != nil || len(warnings) > 0 {
			t.Fatal(labels.ID, err, warnings)
		}
		a.ID = prefix + a.ID
		all = append(all, a)
	}
	return all
}

func seedArticles(t testing.TB) []rag.Article {
	t.Helper()
	files, err := fs.Glob(seeds.FS(), "*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []rag.Article
	for _, name := range files {
		body, err := fs.ReadFile(seeds.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := coverage.ParseText(name, string(body))
		if err != nil {
			t.Fatal(err)
		}
		a.ID = rag.ArticleID(name)
		all = append(all, a)
	}
	return all
}

// checker makes pieces of a set and checks their rows.
type checker struct {
	*room

	verifier rag.Verifier
	stored   map[rag.ArticleID]*rag.Article
	titles   []string // of the articles, the longest first
	rows     map[string]int
	models   int // pieces that a model wrote
}

func newChecker(t *testing.T, articles []rag.Article) *checker {
	c := &checker{room: newRoom(t), stored: map[rag.ArticleID]*rag.Article{}, rows: map[string]int{}}
	c.add(articles...)
	for _, a := range c.library.Articles(rag.Filter{}) {
		whole, err := c.library.Article(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		c.stored[a.ID] = &whole
		c.titles = append(c.titles, whole.Title, whole.Outlet)
	}
	slices.SortFunc(c.titles, func(a, b string) int { return len(b) - len(a) })
	return c
}

// topics are words of the headlines, each alone and with the next, evenly chosen, and
// all coverage.
func (c *checker) topics(most int) []string {
	words := map[string]bool{}
	for _, a := range c.stored {
		last := ""
		for tok := range text.Tokens(a.Title) {
			if text.IsStop(tok.Folded) {
				continue
			}
			words[tok.Span.Of(a.Title)] = true
			if last != "" {
				words[last+" "+tok.Span.Of(a.Title)] = true
			}
			last = tok.Span.Of(a.Title)
		}
	}
	chosen := []string{""}
	all := slices.Sorted(maps.Keys(words))
	step := max(1, len(all)/max(1, most))
	for i := 0; i < len(all); i += step {
		chosen = append(chosen, all[i])
	}
	return chosen
}

// pieces makes each kind of piece on a topic, in each length.
func (c *checker) pieces(topic string) {
	c.t.Helper()
	scope := material.Scope{Topic: topic}
	check := func(kind string, r rag.Report, err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("%s of %q: %v", kind, topic, err)
		}
		c.check(kind, topic, &r)
	}
	for _, size := range summary.Sizes {
		r, err := c.Summary(c.t.Context(), scope, size)
		check("summary", r, err)
	}
	for _, rows := range []int{0, 4} {
		r, _, err := c.Timeline(c.t.Context(), scope, rows)
		check("timeline", r, err)
	}
	r, _, err := c.Compare(c.t.Context(), scope)
	check("compare", r, err)
	r, _, err = c.Quotes(c.t.Context(), scope)
	check("quotes", r, err)
	for _, length := range briefing.Lengths {
		o := briefing.Order{Length: length}
		if topic != "" {
			o.Topics = []string{topic}
		}
		b, err := c.Briefing(c.t.Context(), o)
		check("briefing", b.Report, err)
	}
}

func (c *checker) check(kind, topic string, r *rag.Report) {
	c.t.Helper()
	if r.Engine == rag.Model {
		c.models++
	}
	for i := range r.Sources {
		s := &r.Sources[i]
		a := c.stored[s.Article.ID]
		if a == nil || s.Start < 0 || s.Start >= s.End || s.End > len(a.Body) || a.Body[s.Start:s.End] != s.Quote() {
			c.t.Fatalf("%s of %q: source %d is not in its article: %+v", kind, topic, i+1, s.Span)
		}
	}
	for i := range r.Sections {
		seen := map[string]bool{}
		for j := range r.Sections[i].Rows {
			row := &r.Sections[i].Rows[j]
			key := strings.Join(strings.Fields(strings.ToLower(row.Text)), " ")
			if kind == "timeline" { // a sentence may tell of several days
				key = row.Label + " " + key
			}
			if seen[key] {
				c.t.Errorf("%s of %q: %q stands twice under %q", kind, topic, row.Text, r.Sections[i].Heading)
			} else {
				seen[key] = true
			}
			if wrong := c.wrong(r, row); wrong != "" {
				c.t.Errorf("%s of %q: [%s] %q %v: %s", kind, topic, row.Label, row.Text, row.Citations, wrong)
			}
			c.rows[kind]++
		}
	}
}

// wrong says what is wrong with a row, "" for nothing.
func (c *checker) wrong(r *rag.Report, row *rag.Row) string {
	if len(row.Citations) == 0 {
		return "it cites nothing"
	}
	var cited []rag.Source
	for _, n := range row.Citations {
		if n < 1 || n > len(r.Sources) {
			return fmt.Sprintf("source %d does not exist", n)
		}
		cited = append(cited, r.Sources[n-1])
	}
	switch {
	case row.Verdict == rag.Translated && row.Original != "" && strings.Contains(cited[0].Article.Body, row.Original) && !strings.ContainsAny(row.Text, `"“”«»`):
		return c.borrowed(row, cited)
	case row.Verdict != rag.Supported:
		return "its verdict is " + string(row.Verdict) + ", by " + cited[0].Quote() + "; shown beside it is " + row.Original
	case len(row.Resolved) > 0 && !cited[0].Article.Published.Known():
		return fmt.Sprintf("a day is resolved in an undated article: %v", row.Resolved)
	}
	if !atPlace(row.Text, cited) {
		if !c.holds(row.Text, cited...) {
			return "it is neither the words of its source nor supported by " + cited[0].Quote()
		}
		return c.borrowed(row, cited)
	}
	for _, s := range cited {
		if s.Article.ID != cited[0].Article.ID && !c.holds(row.Text, s) {
			return "it is not supported by what else it cites: " + s.Quote()
		}
	}
	return c.borrowed(row, cited)
}

// atPlace reports whether a text stands at the place of its first source and ends
// where one of them ends.
func atPlace(words string, cited []rag.Source) bool {
	first := cited[0]
	return strings.HasPrefix(first.Article.Body[first.Start:], words) && slices.ContainsFunc(cited, func(s rag.Source) bool {
		return s.Article.ID == first.Article.ID && s.End == first.Start+len(words)
	})
}

// holds has a verifier compare a text with cited sentences and those beside them.
func (c *checker) holds(words string, cited ...rag.Source) bool {
	c.t.Helper()
	var evidence []rag.Passage
	for _, s := range cited {
		a := c.stored[s.Article.ID]
		p := rag.Passage{Article: *a, Span: s.Span}
		all := rag.Statements(a)
		if i := slices.IndexFunc(all, func(o rag.Statement) bool { return o.Start == s.Start }); i >= 0 {
			p.Start, p.End = all[max(0, i-1)].Start, all[min(len(all)-1, i+1)].End
		}
		evidence = append(evidence, p)
	}
	f, err := c.verifier.Verify(c.t.Context(), words, evidence)
	if err != nil {
		c.t.Fatal(err)
	}
	return f.Holds()
}

// dated is what remains of a label that names a day, a month or a year.
var dated = regexp.MustCompile(`\b(1\d{3}|20\d{2}|January|February|March|April|May|June|July|August|September|October|November|December)\b`)

// borrowed says which date of a label does not follow from the articles that its row
// cites: their own dates, times that the sentence names (in an undated article those
// that need no date), and words that stand in the sentence or in a headline.
func (c *checker) borrowed(row *rag.Row, cited []rag.Source) string {
	rest := row.Label
	var known []string
	for _, s := range cited {
		known = append(known, material.Day(s.Article.Published))
		for _, one := range rag.Statements(c.stored[s.Article.ID]) {
			if one.Start != s.Start {
				continue
			}
			for _, m := range one.Moments(s.Article.Published) {
				known = append(known, m.Date(), one.Words[m.Start:m.End])
			}
			known = append(known, between.FindAllString(rest, -1)...)
			if quoted := between.FindAllString(rest, -1); slices.ContainsFunc(quoted, func(q string) bool { return !c.says(row, strings.Trim(q, "“”…")) }) {
				return fmt.Sprintf("%q is neither in the sentence nor a headline", quoted)
			}
		}
	}
	for _, k := range slices.Concat(c.titles, known) {
		if k != "" {
			rest = strings.ReplaceAll(rest, k, "")
		}
	}
	for word := range strings.FieldsSeq(rest) { // values in the words of the sentence: '13 May', '2,025 tonnes'
		if strings.Contains(row.Text, strings.Trim(word, ",:“”")) {
			rest = strings.Replace(rest, word, "", 1)
		}
	}
	if found := dated.FindString(rest); found != "" {
		return fmt.Sprintf("where does %q of its label come from?", found)
	}
	return ""
}

var between = regexp.MustCompile(`“[^”]*”`)

// says reports whether words stand in a row or are a headline.
func (c *checker) says(row *rag.Row, words string) bool {
	return strings.Contains(row.Text, words) || slices.ContainsFunc(c.titles, func(t string) bool { return strings.Contains(t, words) })
}
