package story_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/story"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
)

// TestHostile: articles that are none of the usual kind are in stories all the
// same, and in time.
func TestHostile(t *testing.T) {
	flood := reports("Ravenna", 1, 6)
	future := flood[3]
	future.Published = rag.Day(9999, time.December, 31)
	ancient := flood[4]
	ancient.Published = rag.Day(1, time.January, 1)
	undated := flood[5]
	undated.Published, undated.Imported = rag.Date{}, time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	articles := []rag.Article{
		flood[0], flood[1], flood[2], future, ancient, undated,
		{ID: "empty"}, {ID: "blank", Title: " ", Body: " \n\n "}, {ID: "marks", Title: "!!!", Body: "… — ؟"},
		{ID: "title", Title: "Ravenna flood: residents rescued"},
		{ID: "large", Title: "A large one", Body: strings.Repeat("Floods in Ravenna killed ten people. ", 5<<20/37)},
		{ID: "run", Title: "One word", Body: strings.Repeat("x", 5<<20)},
		{ID: "bytes", Title: "\xff\xfe", Body: "\xc3\x28 \x00 \xed\xa0\x80 Ravenna"},
		{ID: "beyond", Title: "Beyond", Body: "short", Prose: 5},
		{ID: rag.ArticleID(strings.Repeat("long", 200)), Title: flood[0].Title, Body: flood[0].Body, Published: flood[0].Published},
	}
	r, _ := librarytest.Open(t, articles...)
	k := keeper(r)
	sync(t, k)
	in := grouping(t, k)
	if len(in) != len(articles) {
		t.Errorf("%d of %d articles are in a story", len(in), len(articles))
	}
	if in[undated.ID] != in[flood[0].ID] {
		t.Error("an undated article belongs by what it says")
	}
	if in[future.ID] == in[flood[0].ID] || in[ancient.ID] == in[flood[0].ID] {
		t.Error("a report of another age is in the story")
	}
	again := keeper(r)
	sync(t, again)
	if n := moved(in, grouping(t, again)); n > 0 {
		t.Errorf("after a restart %d articles are in another story", n)
	}
	for _, s := range k.Stories(rag.Filter{}) {
		if s.Undated == len(s.Articles) && (s.First.Known() || s.Last.Known()) {
			t.Errorf("an undated story has dates: %+v", s)
		}
	}
}

// TestYearly: the same news a year later is another story.
func TestYearly(t *testing.T) {
	first, second := reports("Ravenna", 1, 4), reports("Ravenna", 1, 4)
	for i := range second {
		second[i].ID += "-2027"
		second[i].Body += " It was the second flood at the same dam."
		second[i].Published.Time = second[i].Published.Time.AddDate(1, 0, 0)
	}
	r, _ := librarytest.Open(t, slices.Concat(first, second)...)
	k := keeper(r)
	sync(t, k)
	in := grouping(t, k)
	for i := range first {
		if in[first[i].ID] != in[first[0].ID] || in[second[i].ID] == in[first[0].ID] {
			t.Errorf("%v", in)
		}
	}
}

// TestManyOfOne groups very many identical articles, and as many different ones of
// one story, in bounded time and into bounded documents.
func TestManyOfOne(t *testing.T) {
	n := 10000
	if testing.Short() || thinned > 1 {
		n = 500
	}
	same := make([]story.Features, n)
	for i := range same {
		a := reports("Ravenna", 1, 1)[0]
		a.ID = rag.ArticleID(fmt.Sprint("same", i))
		same[i] = story.Read(&a)
	}
	different := make([]story.Features, n)
	for i, a := range reports("Ravenna", 1, n) {
		different[i] = story.Read(&a)
	}
	for name, all := range map[string][]story.Features{"identical": same, "of one story": different} {
		began := time.Now()
		groups, _ := story.Group(all)
		t.Logf("%d %s: %d groups in %v", n, name, len(groups), time.Since(began).Round(time.Millisecond))
		for _, g := range groups {
			if len(g) > 2000 {
				t.Errorf("%s: a story of %d articles", name, len(g))
			}
		}
		if len(groups) > max(20, n/50) {
			t.Errorf("%s: %d groups", name, len(groups))
		}
	}
}

// newsroom makes n articles about n/4 events, each with a vocabulary of its own
// within a language that all share.
func newsroom(n int) []rag.Article {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // nothing is secret
	word := func(of int) string { return fmt.Sprintf("%c%s", 'a'+rune(of%26), string(letters(of))) }
	common := func() string { return word(int(2000 * r.Float64() * r.Float64())) }
	all := make([]rag.Article, n)
	for i := range all {
		event := r.IntN(n / 4)
		var body strings.Builder
		for s := range 12 {
			for w := range 18 {
				switch {
				case w%6 == 1:
					fmt.Fprint(&body, "K", string(letters(10000+event*7+r.IntN(7))), " ")
				case w%6 == 4:
					fmt.Fprint(&body, word(5000+(event*31+r.IntN(40))%20000), " ")
				default:
					fmt.Fprint(&body, common(), " ")
				}
			}
			fmt.Fprint(&body, s*event%97, ".\n\n")
		}
		all[i] = rag.Article{
			ID: rag.ArticleID(fmt.Sprint("a", i)), Title: "The K" + string(letters(10000+event*7)) + " " + common() + " " + common(),
			Outlet: fmt.Sprint("Paper ", i%40), Body: body.String(), Published: rag.Day(2026, time.January, 1+event%300+r.IntN(10)), Imported: time.Unix(1, 0),
		}
	}
	return all
}

func letters(n int) []byte {
	var b []byte
	for n++; n > 0; n /= 20 {
		b = append(b, "bcdfghklmnprstvzaeio"[n%20], "aeiou"[n%5])
	}
	return b
}

func BenchmarkGroup10000(b *testing.B) {
	articles := newsroom(10000)
	b.ResetTimer()
	for b.Loop() {
		read := make([]story.Features, len(articles))
		for i := range articles {
			read[i] = story.Read(&articles[i])
		}
		groups, _ := story.Group(read)
		b.ReportMetric(float64(len(groups)), "groups")
	}
}

// BenchmarkSync10000 is the first Sync over a record of 10,000 articles, with all
// documents written; then one that finds them, as after a restart.
func BenchmarkSync10000(b *testing.B) {
	articles := newsroom(10000)
	for b.Loop() {
		r, _ := librarytest.Open(b, articles...)
		began := time.Now()
		sync(b, keeper(r))
		b.ReportMetric(time.Since(began).Seconds(), "first-s")
		began = time.Now()
		k := keeper(r)
		sync(b, k)
		b.ReportMetric(time.Since(began).Seconds(), "restart-s")
		began = time.Now()
		k.Stories(rag.Filter{})
		b.ReportMetric(time.Since(began).Seconds(), "stories-s")
		began = time.Now()
		k.Stories(rag.Filter{})
		b.ReportMetric(time.Since(began).Seconds(), "again-s")
	}
}

// BenchmarkArrival is one article that comes into 10,000: Sync alone, with its
// documents written.
func BenchmarkArrival(b *testing.B) {
	articles := newsroom(12000)
	r, l := librarytest.Open(b, articles[:10000]...)
	k := keeper(r)
	sync(b, k)
	i := 10000
	for b.Loop() {
		b.StopTimer()
		a := articles[i%len(articles)]
		a.ID = rag.ArticleID(fmt.Sprint("new", i))
		i++
		add(b, l, a)
		b.StartTimer()
		sync(b, k)
	}
}
