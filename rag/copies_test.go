package rag_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"newsdesk/rag"
)

// flood is a report as an agency sends it, and what it is in other papers.
const (
	floodLead = "The river Hamrin broke its banks on Sunday night and flooded 340 houses in the east of Darun, the governor Adil Sabah said on Monday. Rescuers took 1,200 people to the school of Qalat, where tents were put up in the yard.\n\n"
	floodRest = "“We heard the water before we saw it,” said Rana Yusuf, a teacher, who spent the night on her roof with two neighbours. The dam above the town was last repaired 14 years ago, and engineers had asked for a new gate in March.\n\n" +
		"The ministry of water promised pumps by Wednesday. Forecasters expect no more rain before Friday, although snow is melting in the hills near Zaweh.\n\n"
	floodEnd = "Farmers in the valley fear for the wheat, which was to be harvested in three weeks. The last flood, in 2009, cost the province 60 million dinars."
	flood    = floodLead + floodRest + floodEnd
)

func at(hour, minute int) rag.Date {
	return rag.Date{Time: time.Date(2026, 3, 2, hour, minute, 0, 0, time.UTC), Precision: rag.ToMinute}
}

// floods are prints of that report, and others like it.
func floods() []rag.Article {
	return []rag.Article{
		{ID: "ledger", Outlet: "Ledger", Title: "River floods Darun", Published: at(9, 30), URL: "https://ledger.example/flood", Body: "DARUN, March 2 (Agency) - " + flood},
		{ID: "cut", Outlet: "Evening Post", Title: "Hundreds of houses under water", Published: at(11, 0), Body: floodLead + floodRest + "Sign up for our newsletter."},
		{ID: "day", Outlet: "Darun Daily", Title: "The night of the flood", Published: rag.Day(2026, 3, 2), Body: flood},
		{ID: "undated", Outlet: "Mirror", Title: "Flood", Body: strings.NewReplacer("“", `"`, "”", `"`).Replace(flood)},
		{ID: "toll", Outlet: "Ledger", Title: "River floods Darun", Published: at(15, 0), Body: strings.Replace(flood, "340", "410", 1)},
		{ID: "elsewhere", Outlet: "Ledger", Title: "River floods Sarun", Published: at(8, 0), Body: strings.ReplaceAll(flood, "Darun", "Tel Keppe")},
		{ID: "own", Outlet: "Courier", Title: "Flood in Darun", Published: at(9, 0), Body: "Hundreds of families lost their homes when the Hamrin rose, and the governor Adil Sabah came to see them on Monday. A school in Qalat takes in whoever knocks, and so does the mosque beside it."},
	}
}

// grouped is what Copies says of an article, in short: the canonical one, then the others.
func grouped(t *testing.T, l *rag.Library, id rag.ArticleID, f rag.Filter) string {
	t.Helper()
	canonical, others, err := l.Copies(t.Context(), id, f)
	if err != nil {
		t.Fatal(err)
	}
	s := string(canonical)
	for _, a := range others {
		if a.Body != "" {
			t.Errorf("%s is listed with its body", a.ID)
		}
		s += " " + string(a.ID)
	}
	return s
}

// TestCopies groups them whatever order they come in.
func TestCopies(t *testing.T) {
	for seed := range uint64(8) {
		l, second := twoLibraries(t, nil)
		all := floods()
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, a := range all {
			if _, err := l.Add(t.Context(), []rag.Article{a}); err != nil {
				t.Fatal(err)
			}
		}
		if err := second.Sync(t.Context()); err != nil {
			t.Fatal(err)
		}
		for id, want := range map[rag.ArticleID]string{
			"ledger": "ledger cut day undated", "cut": "ledger ledger day undated", "undated": "ledger ledger cut day",
			"toll": "toll", "elsewhere": "elsewhere", "own": "own",
		} {
			for _, one := range []*rag.Library{l, second} {
				if got := grouped(t, one, id, rag.Filter{}); got != want {
					t.Errorf("copies of %s, order %d: %q, want %q", id, seed, got, want)
				}
			}
		}
	}
}

func TestCopiesFollowWhatChanges(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	all := floods()
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	edited := all[2]
	edited.Body = strings.Replace(flood, "1,200 people", "900 people", 1)
	if _, err := l.Add(t.Context(), []rag.Article{edited}); err != nil {
		t.Fatal(err)
	}
	if got, want := grouped(t, l, "cut", rag.Filter{}), "ledger ledger undated"; got != want {
		t.Errorf("after an edit %q, want %q", got, want)
	}
	if err := l.Remove(t.Context(), "ledger"); err != nil {
		t.Fatal(err)
	}
	if got, want := grouped(t, l, "undated", rag.Filter{}), "cut cut"; got != want {
		t.Errorf("after the canonical was withdrawn %q, want %q", got, want)
	}
	if _, _, err := l.Copies(t.Context(), "ledger", rag.Filter{}); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("of what was withdrawn: %v", err)
	}
	if _, err := l.Add(t.Context(), []rag.Article{all[2]}); err != nil {
		t.Fatal(err)
	}
	if got, want := grouped(t, l, "undated", rag.Filter{}), "cut cut day"; got != want {
		t.Errorf("after the edit was taken back %q, want %q", got, want)
	}
}

// TestCopiesAreOfTheViewer names what passes the filter, and groups through
// nothing else.
func TestCopiesAreOfTheViewer(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	all := floods()
	all[0] = all[0].For("server 7")
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		f    rag.Filter
		want string
	}{
		"everybody":  {rag.Filter{}, "cut day undated"},
		"another":    {rag.Filter{Audience: "server 8"}, "cut day undated"},
		"the server": {rag.Filter{Audience: "server 7"}, string(all[0].ID) + " " + string(all[0].ID) + " day undated"},
		"one outlet": {rag.Filter{Outlets: []string{"evening post", "Mirror"}}, "cut undated"},
		"one day":    {rag.Filter{Since: at(0, 0).Time}, "cut day"},
	} {
		if got := grouped(t, l, "cut", c.f); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if _, _, err := l.Copies(t.Context(), all[0].ID, rag.Filter{}); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("what is not seen has copies: %v", err)
	}
}

// TestAddressDecides has the address that most copies give name the canonical one.
func TestAddressDecides(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	all := floods()[:4]
	all[3].URL, all[1].URL = "https://mirror.example/flood", "http://mirror.example/flood/"
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	if got, want := grouped(t, l, "ledger", rag.Filter{}), "cut cut undated day"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestCopiesDoNotFillAnAnswer finds a report once, however it was cut, and what says
// another thing beside it.
func TestCopiesDoNotFillAnAnswer(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	all := floods()
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 12 {
		paragraph := fmt.Sprintf("Readers of paper %d write to us every day. %s\n\n", i, strings.Repeat(fmt.Sprintf("Letter %d came by post. ", r.IntN(1000)), 1+i%5))
		all = append(all, rag.Article{ID: rag.ArticleID(fmt.Sprint("reprint", i)), Title: "Flood", Published: at(18, i), Body: paragraph + flood})
	}
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	found, err := l.Search(t.Context(), rag.Query{Text: "houses flooded by the river Hamrin, governor Adil Sabah"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	copies := 0
	for _, p := range found {
		got = append(got, string(p.Article.ID))
		copies += len(p.Copies)
	}
	for _, id := range []string{"toll", "elsewhere", "own"} {
		if !slices.Contains(got, id) {
			t.Errorf("%s is not found among %v", id, got)
		}
	}
	if len(found) > 5 || copies < 12 {
		t.Errorf("%d passages of %v with %d copies", len(found), got, copies)
	}
}

// TestCopiesCutElsewhere prints a long report under openings of every length, so that
// its chunks begin and end at other sentences in each paper.
func TestCopiesCutElsewhere(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	r := rand.New(rand.NewPCG(9, 9))
	words := strings.Fields("harbour pump valley orchard engineer market bridge winter school gate lantern ferry baker mill wall quarry tower garden miller shepherd cart")
	sentence := func() string {
		s := "The"
		for range 14 {
			s += " " + words[r.IntN(len(words))]
		}
		return s + " stayed. "
	}
	report := ""
	for range 40 {
		report += sentence()
	}
	const fact = "The heron nested on the pier of Samawa all through the flood. "
	report += fact
	for range 20 {
		report += sentence()
	}
	var all []rag.Article
	for i := range 10 {
		opening := ""
		for range i {
			opening += sentence()
		}
		all = append(all, rag.Article{ID: rag.ArticleID(fmt.Sprint("paper", i)), Title: "Report", Body: opening + "\n\n" + report})
	}
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	found, err := l.Search(t.Context(), rag.Query{Text: "heron nested pier Samawa"})
	if err != nil {
		t.Fatal(err)
	}
	telling, copies := 0, 0
	for _, p := range found {
		if strings.Contains(p.Text(), "heron") {
			telling, copies = telling+1, copies+len(p.Copies)
		}
	}
	if telling > 2 || telling+copies != len(all) { // a chunk that has only that sentence in common stays
		t.Errorf("%d passages tell it, with %d copies; want 2 at most, and all papers", telling, copies)
	}
}

// TestCopiesWhileOthersWrite asks while articles come and go.
func TestCopiesWhileOthersWrite(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	all := floods()
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	var reading sync.WaitGroup
	for range 3 {
		reading.Go(func() {
			for ctx.Err() == nil {
				if _, _, err := l.Copies(ctx, "ledger", rag.Filter{}); err != nil && ctx.Err() == nil && !errors.Is(err, rag.ErrNotFound) {
					t.Error(err)
				}
			}
		})
	}
	for i := range 60 {
		if i%3 == 2 {
			if err := l.Remove(t.Context(), "day"); err != nil {
				t.Error(err)
			}
			continue
		}
		edited := all[2]
		edited.Body += fmt.Sprintf("\n\nUpdate %d.", i)
		if _, err := l.Add(t.Context(), []rag.Article{edited}); err != nil {
			t.Error(err)
		}
	}
	cancel()
	reading.Wait()
}
