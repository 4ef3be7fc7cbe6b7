package rag_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/rag"
)

func TestIDFor(t *testing.T) {
	const a, b = "discord:1", "discord:2"
	if got := rag.IDFor("", "x"); got != "x" {
		t.Errorf("everybody's is %q, want the source's own", got)
	}
	inA := rag.IDFor(a, "x")
	if inA == "x" || !strings.HasPrefix(string(inA), "x~") || len(inA) != len("x")+13 {
		t.Errorf("an audience's is %q", inA)
	}
	if rag.IDFor(b, "x") == inA || rag.IDFor(a, "y") == inA {
		t.Error("two articles have one id")
	}
	if got := rag.IDFor(a, inA); got != inA {
		t.Errorf("of its own id it makes %q", got)
	}
	if got := rag.IDFor(b, inA); got == inA || !strings.HasPrefix(string(got), string(inA)) {
		t.Errorf("another audience's id becomes %q", got)
	}
}

// TestAudienceKeepsItsIDs stores nothing that would take the place of what others see.
func TestAudienceKeepsItsIDs(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	own := rag.Article{ID: "x", Title: "Report", Body: "The bridge is ours."}.For("discord:1")
	if _, err := l.Add(t.Context(), []rag.Article{own}); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(*rag.Article){
		"everybody's under the id of an audience": func(a *rag.Article) { a.Audience = "" },
		"another audience's":                      func(a *rag.Article) { a.Audience = "discord:2" },
		"an audience's under a plain id":          func(a *rag.Article) { a.ID = "y" },
		"of no audience that there is":            func(a *rag.Article) { a.Audience, a.ID = rag.AnyAudience, rag.IDFor(rag.AnyAudience, "z") },
	} {
		a := own
		if edit(&a); a.Audience == own.Audience && a.ID == own.ID {
			t.Fatal("the test changes nothing")
		}
		if _, err := l.Add(t.Context(), []rag.Article{a}); !errors.Is(err, rag.ErrAudience) {
			t.Errorf("%s: error %v, want ErrAudience", name, err)
		}
	}
	if got := len(l.Articles(rag.Filter{Audience: rag.AnyAudience})); got != 1 {
		t.Errorf("%d articles are stored, want the one", got)
	}
	all, err := l.Add(t.Context(), []rag.Article{{ID: "x", Title: "Report", Body: "The bridge is ours."}, own.For("discord:2")})
	if err != nil || all[0] != rag.Added || all[1] != rag.Added {
		t.Errorf("what others add of the same article is %v, %v", all, err)
	}
}

func TestFilterAudience(t *testing.T) {
	for _, c := range []struct {
		of, filter string
		want       bool
	}{
		{"", "", true}, {"", "a", true}, {"", rag.AnyAudience, true},
		{"a", "", false}, {"a", "a", true}, {"a", "b", false}, {"a", "A", false}, {"a", rag.AnyAudience, true},
		{"ab", "a", false}, {"a", "ab", false},
	} {
		f := rag.Filter{Audience: c.filter}
		if got := f.Passes(&rag.Article{Audience: c.of}); got != c.want {
			t.Errorf("%q passes %q: %v, want %v", c.of, c.filter, got, c.want)
		}
		if !f.Empty() {
			t.Errorf("%q counts as narrowed", c.filter)
		}
		f.Only = []rag.ArticleID{"x"}
		if got := f.Passes(&rag.Article{ID: "x", Audience: c.of}); got != c.want {
			t.Errorf("%q, asked for by its id, passes %q: %v, want %v", c.of, c.filter, got, c.want)
		}
	}
}

// TestCopiesOfOthersAreNotNamed has the copy that ranks best be one that is not seen.
func TestCopiesOfOthersAreNotNamed(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	all := articles(wire, wire+" It was built in the fifties.")
	all[0].Title = "The northern dam level" // by which it ranks before the other
	all[0] = all[0].For("a")
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	for audience, copies := range map[string]int{"": 0, "a": 1, "b": 0, rag.AnyAudience: 1} {
		found, err := l.Search(t.Context(), rag.Query{Text: "northern dam level", Filter: rag.Filter{Audience: audience}})
		if err != nil {
			t.Fatal(err)
		}
		if len(found) != 1 || len(found[0].Copies) != copies || copies == 0 && found[0].Article.ID != "b" {
			t.Errorf("%q finds %+v, want one passage with %d copies", audience, found, copies)
		}
	}
}

// TestOthersDoNotCrowdOut has more of what is not seen fit a question better than any
// search takes into account.
func TestOthersDoNotCrowdOut(t *testing.T) {
	l, _ := twoLibraries(t, &letters{})
	all := []rag.Article{{ID: "seen", Title: "Report", Body: "It was said that, of all that stands in the north, the dam alone is to be repaired this year or next."}}
	for i := range 400 {
		own := rag.Article{ID: rag.ArticleID(fmt.Sprint("n", i)), Title: "Northern dam", Body: fmt.Sprintf("The northern dam, number %d, is repaired.", i)}
		all = append(all, own.For("alpha"))
	}
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if err := l.Fill(t.Context(), "test", nil); err != nil {
		t.Fatal(err)
	}
	for _, wordsOnly := range []bool{true, false} {
		for audience, most := range map[string]int{"": 1, "beta": 1, "alpha": 10} {
			found, err := l.Search(t.Context(), rag.Query{Text: "northern dam repaired", Filter: rag.Filter{Audience: audience}, WordsOnly: wordsOnly, Spread: true})
			if err != nil {
				t.Fatal(err)
			}
			if len(found) == 0 || len(found) > most || most == 1 && found[0].Article.ID != "seen" {
				t.Errorf("%q, by words %v, finds %d passages, want the one that it sees", audience, wordsOnly, len(found))
			}
		}
	}
}

// secretOf is a word that only the articles of an audience say.
func secretOf(audience string) string {
	if audience == "" {
		return "everybody"
	}
	return "zz" + audience + "zz"
}

// mixture is random coverage of several audiences, much of it copies of each other.
func mixture(r *rand.Rand, n int) []rag.Article {
	audiences := []string{"", "", "alpha", "beta", "gamma"}
	texts := []string{wire, "Ali Hassan said that the bridge of Mosul was repaired by 200 workers on Friday.", "The ferry to Basra opened on Friday. It carries 40 cars."}
	var all []rag.Article
	for i := range n {
		audience := audiences[r.IntN(len(audiences))]
		secret := secretOf(audience)
		a := rag.Article{
			ID: rag.ArticleID(fmt.Sprint("n", i%(n*2/3))), Title: secret + " report", Outlet: "Outlet " + secret,
			Body: texts[r.IntN(len(texts))] + " The " + secret + " was seen.",
		}
		if r.IntN(3) > 0 {
			a.Published = rag.Day(2000+len(audience)*10+r.IntN(2), time.March, 1+r.IntN(28))
		}
		all = append(all, a.For(audience))
	}
	return all
}

// TestNothingOfOthersIsSeen asks random coverage in every way that there is, for
// each audience, and looks for a word of what it may not see.
func TestNothingOfOthersIsSeen(t *testing.T) {
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 6))
		l, other := twoLibraries(t, &letters{})
		answerer := &rag.Answerer{Library: l, Now: time.Now}
		stored := mixture(r, 60)
		for batch := range slices.Chunk(stored, 7) {
			if _, err := l.Add(t.Context(), batch); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Fill(t.Context(), "test", nil); err != nil {
			t.Fatal(err)
		}
		for range 10 { // by another process
			if err := other.Remove(t.Context(), stored[r.IntN(len(stored))].ID); err != nil && !errors.Is(err, rag.ErrNotFound) {
				t.Fatal(err)
			}
		}
		if err := l.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, audience := range []string{"", "alpha", "beta", "gamma", "nobody", rag.AnyAudience} {
			e := &eye{T: t, l: l, a: answerer, f: rag.Filter{Audience: audience}}
			e.look()
			e.f.Until = time.Date(2070, 1, 1, 0, 0, 0, 0, time.UTC)
			e.look()
			e.f = rag.Filter{Audience: audience, Only: []rag.ArticleID{stored[0].ID, stored[1].ID, stored[2].ID}}
			e.look()
		}
	}
}

// eye is somebody with a filter.
type eye struct {
	*testing.T
	l *rag.Library
	a *rag.Answerer
	f rag.Filter
}

// lacks fails where what is shown has a word of what another audience has.
func (e *eye) lacks(what string, shown ...any) {
	e.Helper()
	for _, audience := range []string{"alpha", "beta", "gamma"} {
		theirs := e.f.Audience == audience || e.f.Audience == rag.AnyAudience
		if !theirs && strings.Contains(fmt.Sprintf("%+v", shown), secretOf(audience)) {
			e.Errorf("%q sees of %q in %s: %.300s", e.f.Audience, audience, what, fmt.Sprint(shown...))
		}
	}
}

// sees fails unless all articles pass the filter.
func (e *eye) sees(what string, all ...rag.Article) {
	e.Helper()
	for i := range all {
		if !e.f.Passes(&all[i]) {
			e.Errorf("%q sees %s of %q in %s", e.f.Audience, all[i].ID, all[i].Audience, what)
		}
	}
}

func (e *eye) look() {
	listed := e.l.Articles(e.f)
	e.sees("the list", listed...)
	e.extent(listed)
	known := map[rag.ArticleID]bool{}
	for _, a := range listed {
		known[a.ID] = true
	}
	for _, q := range []string{"northern dam level", "zzalphazz", "zzbetazz report", "zzalphazx", "bridge of Mosul", "who opened the ferry?", "xyzzy"} {
		found, err := e.l.Search(e.Context(), rag.Query{Text: q, Filter: e.f, K: 50})
		if err != nil {
			e.Fatal(err)
		}
		for i := range found {
			e.sees("a search for "+q, found[i].Article)
			for _, id := range found[i].Copies {
				if !known[id] {
					e.Errorf("%q: %s is a copy that %q does not see", q, id, e.f.Audience)
				}
			}
		}
		e.lacks("a search for "+q, found)
		for _, c := range e.l.Concerned(e.l.Topic(q), e.f, 0.1) {
			e.sees("what concerns "+q, c.Article)
		}
		answer, err := e.a.Answer(e.Context(), rag.Question{Text: q, Filter: e.f})
		if err != nil {
			e.Fatal(err)
		}
		e.sees("the closest of "+q, answer.Closest...)
		for i := range answer.Sources {
			e.sees("the sources of "+q, answer.Sources[i].Article)
		}
		answer.Question, answer.Standalone = "", ""
		e.lacks("the answer to "+q, answer)
	}
	latest, err := e.l.Latest(e.Context(), e.f, 100)
	if err != nil {
		e.Fatal(err)
	}
	e.lacks("the latest", latest)
}

// extent holds how much there is against what is listed.
func (e *eye) extent(listed []rag.Article) {
	x := e.l.Extent(e.f)
	e.lacks("the extent", x)
	undated := 0
	for _, a := range listed {
		switch {
		case !a.Published.Known():
			undated++
		case a.Published.Time.Before(x.First.Time), a.Published.Time.After(x.Last.Time):
			e.Errorf("%s is outside %v", a.Published, x)
		}
	}
	if x.Articles != len(listed) || x.Undated != undated {
		e.Errorf("the extent is %+v of %d articles, %d undated", x, len(listed), undated)
	}
	dated := slices.DeleteFunc(slices.Clone(listed), func(a rag.Article) bool { return !a.Published.Known() })
	if len(dated) > 0 && (x.First != dated[len(dated)-1].Published || x.Last != dated[0].Published) {
		e.Errorf("the extent is from %s to %s, want %s to %s", x.First, x.Last, dated[len(dated)-1].Published, dated[0].Published)
	}
}
