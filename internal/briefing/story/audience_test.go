package story_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsdesk/internal/briefing/story"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
)

// shared gives most articles of a set to everybody and the others to two audiences.
func shared(r *rand.Rand, articles []rag.Article) []rag.Article {
	all := slices.Clone(articles)
	for i := range all {
		all[i] = all[i].For([]string{"", "", "", "alpha", "beta"}[r.IntN(5)])
	}
	return all
}

// TestEverybodysAreGroupedAsIfAlone groups a set of which audiences have a part, and
// everybody's part of it alone.
func TestEverybodysAreGroupedAsIfAlone(t *testing.T) {
	for _, name := range []string{"testdata/stories_a.jsonl", "testdata/stories_b.jsonl"} {
		for seed := range uint64(4) {
			articles := shared(rand.New(rand.NewPCG(seed, 1)), readSet(t, name).articles)
			everybodys := slices.DeleteFunc(slices.Clone(articles), func(a rag.Article) bool { return a.Audience != "" })
			if with, alone := groupedOf(articles), groupedOf(everybodys); with != alone {
				t.Errorf("%s, seed %d: beside others everybody's are grouped as\n%s\nand alone as\n%s", name, seed, with, alone)
			}
		}
	}
}

// groupedOf are the groups of everybody's articles among some, as text.
func groupedOf(articles []rag.Article) string {
	read := make([]story.Features, len(articles))
	for i := range articles {
		read[i] = story.Read(&articles[i])
	}
	groups, _ := story.Group(read)
	var all []string
	for _, g := range groups {
		var ids []string
		for _, i := range g {
			if articles[i].Audience == "" {
				ids = append(ids, string(articles[i].ID))
			}
		}
		if slices.Sort(ids); len(ids) > 0 {
			all = append(all, strings.Join(ids, " "))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// told are eight reports by one pattern.
func told(name, pattern string) []rag.Article {
	var all []rag.Article
	for i, a := range reports(name, 1, 8) {
		a.Body = fmt.Sprintf(pattern, i+2)
		a.Title, a.TitleDerived = a.Body[:20], true
		all = append(all, a)
	}
	return all
}

// TestOwnArticlesJoinEverybodysStories has an audience's articles be in the stories
// that they belong to, and only in those of their own or everybody's.
func TestOwnArticlesJoinEverybodysStories(t *testing.T) {
	all := slices.Concat(reports("Ravenna", 1, 8), told("strike", "Sailors at Ancona struck over pay for a %dth day, the Ancona union said. Ferries to Split stayed in the port of Ancona."))
	for i := range all {
		if i%4 == 3 {
			all[i] = all[i].For("alpha")
		}
	}
	own := told("chess", "The schoolgirl Zainab Kareem won game %d of the chess tournament in Tashkent with the black pieces, her coach Farid Aziz told reporters.")[:4]
	for i := range own {
		own[i] = own[i].For([]string{"alpha", "alpha", "beta", "beta"}[i])
	}
	r, l := librarytest.Open(t, slices.Concat(all[:6], own[:3])...)
	k := keeper(r)
	sync(t, k)
	for _, a := range append(slices.Clone(all[6:]), own[3]) { // one after the other
		add(t, l, a)
		sync(t, k)
	}
	in := func(a rag.Article) story.ID { id, _ := k.Of(a.ID); return id }
	for i := range all {
		if first := all[i/8*8]; in(all[i]) != in(first) {
			t.Errorf("%s is in %s, not with %s in %s", all[i].ID, in(all[i]), first.ID, in(first))
		}
	}
	if in(own[0]) != in(own[1]) || in(own[2]) != in(own[3]) || in(own[0]) == in(own[2]) {
		t.Errorf("what two audiences have of one flood is in %s, %s, %s and %s", in(own[0]), in(own[1]), in(own[2]), in(own[3]))
	}
	for audience, wanted := range map[string]int{"": 2, "alpha": 3, "beta": 3, rag.AnyAudience: 4} {
		if got := k.Stories(rag.Filter{Audience: audience}); len(got) != wanted {
			t.Errorf("%q sees %d stories, want %d", audience, len(got), wanted)
		}
	}
	if _, ok := k.Story(in(own[2]), "alpha"); ok {
		t.Error("a story of another audience is told")
	}
}

// TestStoriesTellNothingOfOthers looks, while random articles of several audiences
// come and go, at what each is told.
func TestStoriesTellNothingOfOthers(t *testing.T) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 2))
		all := shared(r, slices.Concat(reports("Ravenna", 1, 12), reports("Izmir", 1, 12), reports("Lagos", 3, 6)))
		for i := range all {
			secret := "zz" + all[i].Audience + "zz"
			all[i].Title, all[i].Outlet, all[i].Body = all[i].Title+" "+secret, secret+" "+all[i].Outlet, all[i].Body+" "+strings.Repeat("It was "+secret+". ", 3)
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		rec, l := librarytest.Open(t)
		k := keeper(rec)
		for batch := range slices.Chunk(all, 5) {
			add(t, l, batch...)
			if gone := batch[r.IntN(len(batch))]; r.IntN(2) == 0 {
				if err := l.Remove(t.Context(), gone.ID); err != nil {
					t.Fatal(err)
				}
			}
			sync(t, k)
			for _, audience := range []string{"", "alpha", "beta", "gamma"} {
				looks(t, k, l, audience)
			}
		}
	}
}

func looks(t *testing.T, k *story.Keeper, l *rag.Library, audience string) {
	t.Helper()
	f := rag.Filter{Audience: audience}
	seen := map[rag.ArticleID]bool{}
	for _, a := range l.Articles(f) {
		seen[a.ID] = true
	}
	n := 0
	for _, s := range k.Stories(f) {
		same, ok := k.Story(s.ID, audience)
		if !ok || fmt.Sprint(same) != fmt.Sprint(s) {
			t.Errorf("by its id the story is %+v, among all %+v", same, s)
		}
		for _, a := range s.Articles {
			if n++; !seen[a] {
				t.Errorf("%q is told of %s", audience, a)
			}
		}
		for _, other := range []string{"alpha", "beta"} {
			if other != audience && strings.Contains(fmt.Sprintf("%+v", s), "zz"+other+"zz") {
				t.Errorf("%q is told %+v", audience, s)
			}
		}
	}
	if n != len(seen) {
		t.Errorf("%q is told of %d articles and sees %d", audience, n, len(seen))
	}
}
