package story_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/story"
	"newsdesk/internal/record"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
)

var _ interface {
	story.Coverage
	story.Shelf
} = (*record.Record)(nil)

func keeper(r *record.Record) *story.Keeper { return keeperOn(r, r, time.Now) }

func keeperOn(r *record.Record, s story.Shelf, now func() time.Time) *story.Keeper {
	return story.New(story.Config{Coverage: r, Shelf: s, Now: now, Log: slog.New(slog.DiscardHandler)})
}

func sync(t testing.TB, k *story.Keeper) {
	t.Helper()
	if err := k.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func add(t testing.TB, l *rag.Library, articles ...rag.Article) {
	t.Helper()
	if _, err := l.Add(t.Context(), articles); err != nil {
		t.Fatal(err)
	}
}

// grouping is the id of each article's story.
func grouping(t testing.TB, k *story.Keeper) map[rag.ArticleID]story.ID {
	t.Helper()
	in := map[rag.ArticleID]story.ID{}
	for _, s := range k.Stories(rag.Filter{}) {
		for _, a := range s.Articles {
			if was, twice := in[a]; twice {
				t.Errorf("%s is in %s and in %s", a, was, s.ID)
			}
			if id, ok := k.Of(a); !ok || id != s.ID {
				t.Errorf("%s is in %s, and by Of in %q, %v", a, s.ID, id, ok)
			}
			in[a] = s.ID
		}
	}
	return in
}

// moved counts the articles with another id in two groupings.
func moved(a, b map[rag.ArticleID]story.ID) int {
	n := 0
	for id, s := range a {
		if b[id] != s {
			n++
		}
	}
	return n + max(0, len(b)-len(a))
}

// alike compares two groupings by pairs, whatever the ids.
func alike(a, b map[rag.ArticleID]story.ID) rates {
	var r rates
	for x := range a {
		for y := range a {
			if x < y {
				r.add(a[x] == a[y], b[x] == b[y])
			}
		}
	}
	return r
}

func TestAtOnce(t *testing.T) {
	set := readSet(t, "testdata/stories_a.jsonl")
	r, l := librarytest.Open(t, set.articles...)
	k := keeper(r)
	sync(t, k)
	in := grouping(t, k)
	if len(in) != len(set.articles) {
		t.Fatalf("%d of %d articles are in a story", len(in), len(set.articles))
	}
	var got rates
	for i := range set.articles {
		for j := range i {
			got.add(set.story[i] == set.story[j], in[set.articles[i].ID] == in[set.articles[j].ID])
		}
	}
	if want, _, _ := set.measure(); got != want {
		t.Errorf("a keeper groups %v, the algorithm alone %v", got, want)
	}
	for _, s := range k.Stories(rag.Filter{}) {
		a, err := l.Article(t.Context(), s.Articles[0])
		if err != nil || s.Title == "" || len(s.Keywords) == 0 || s.Voices > len(s.Articles) || len(s.Outlets) > s.Voices {
			t.Errorf("%+v (%v, %v)", s, a.Title, err)
		}
		if same, ok := k.Story(s.ID, ""); !ok || !slices.Equal(same.Articles, s.Articles) {
			t.Errorf("by its id %s is %+v, %v", s.ID, same, ok)
		}
	}
}

func TestRestart(t *testing.T) {
	set := readSet(t, "testdata/stories_a.jsonl")
	r, l := librarytest.Open(t, set.articles[:200]...)
	first := keeper(r)
	sync(t, first)
	for _, a := range set.articles[200:] {
		add(t, l, a)
		sync(t, first)
	}
	again := keeper(r)
	sync(t, again)
	if n := moved(grouping(t, first), grouping(t, again)); n > 0 {
		t.Errorf("after a restart %d articles are in another story", n)
	}
	before := grouping(t, again)
	add(t, l, reports("Ravenna", 1, 1)...)
	sync(t, again)
	if n := moved(before, grouping(t, again)); n != 1 {
		t.Errorf("one article came after a restart, and %d are in another story", n)
	}
}

// TestOneByOne: in whatever order articles come the stories are much the same,
// and no id changes while a story only grows.
func TestOneByOne(t *testing.T) {
	set := readSet(t, "testdata/stories_a.jsonl")
	whole, _ := librarytest.Open(t, set.articles...)
	once := keeper(whole)
	sync(t, once)
	want := grouping(t, once)
	for seed := range uint64(2) {
		r, l := librarytest.Open(t)
		k := keeper(r)
		articles := slices.Clone(set.articles)
		rnd := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // nothing is secret
		rnd.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
		changed, lost := 0, 0
		before := map[rag.ArticleID]story.ID{}
		for _, a := range articles {
			add(t, l, a)
			sync(t, k)
			after := grouping(t, k)
			changed += moved(before, after) - 1
			for _, id := range before {
				if _, ok := k.Story(id, ""); !ok {
					lost++
				}
			}
			before = after
		}
		same := alike(want, before)
		t.Logf("order %d: as at once: %v; on the way %d changes of story over %d arrivals", seed, same, changed, len(articles))
		if same.f1() < 0.95 || changed > len(articles) || lost > 0 {
			t.Errorf("order %d: %v as at once, %d changes, %d ids lost", seed, same, changed, lost)
		}
	}
}

// reports are different reports of a place's flood: each says some of the same.
func reports(place string, day, n int) []rag.Article {
	deeds := strings.Fields("rescued searched evacuated counted drained repaired buried fed sheltered blamed visited insured rebuilt warned closed opened")
	var all []rag.Article
	for i := range n {
		body := fmt.Sprintf("Floods in %[1]s killed %[2]d people, the governor of %[1]s said. Crews %[3]s families near the %[1]s dam after the night of the flood. "+
			"Residents of %[1]s %[4]s what the water left, and the mayor %[5]s them.", place, 10+i, deeds[i%16], deeds[(i*7+3)%16], deeds[(i*5+1)%16])
		all = append(all, rag.Article{
			ID: rag.ArticleID(fmt.Sprintf("%s%d", place, i)), Title: fmt.Sprintf("%s flood: residents %s", place, deeds[i%16]),
			Outlet: fmt.Sprint("Paper ", i), Body: body, Published: rag.Day(2026, time.March, day+i%5), Imported: time.Unix(int64(i), 0),
		})
	}
	return all
}

func TestMergeAndSplit(t *testing.T) {
	north := reports("Ravenna", 1, 5)
	south := reports("Ravenna", 1, 8)[5:]
	for i := range south { // told in other words, until they speak of one flood
		south[i].Title, south[i].Body = "Ferry strike at Ancona", "Sailors at Ancona struck over pay for a "+fmt.Sprint(i+2)+"th day, the Ancona union said. Ferries to Split stayed in the port of Ancona."
	}
	r, l := librarytest.Open(t, slices.Concat(north, south)...)
	k := keeper(r)
	sync(t, k)
	x, _ := k.Of(north[0].ID)
	y, _ := k.Of(south[0].ID)
	if x == y || len(k.Stories(rag.Filter{})) != 2 {
		t.Fatalf("two stories are wanted first: %+v", k.Stories(rag.Filter{}))
	}

	for i, a := range reports("Ravenna", 1, 8)[5:] { // corrected: they are of the flood
		a.ID = south[i].ID
		add(t, l, a)
	}
	sync(t, k)
	if got, _ := k.Of(south[0].ID); got != x {
		t.Errorf("the larger story keeps its id: got %s, want %s", got, x)
	}
	for name, k := range map[string]*story.Keeper{"the same": k, "another": keeper(r)} {
		sync(t, k)
		if s, ok := k.Story(y, ""); !ok || s.ID != x || len(s.Articles) != 8 {
			t.Errorf("%s keeper: the alias %s is %+v, %v, want %s", name, y, s, ok, x)
		}
	}

	add(t, l, south...) // and corrected back
	sync(t, k)
	if got, _ := k.Of(north[0].ID); got != x {
		t.Errorf("the larger part keeps the id: got %s, want %s", got, x)
	}
	if got, ok := k.Of(south[0].ID); !ok || got == x {
		t.Errorf("the smaller part has an id of its own: got %s", got)
	}
	again := keeper(r)
	sync(t, again)
	if n := moved(grouping(t, k), grouping(t, again)); n > 0 {
		t.Errorf("another keeper has %d articles elsewhere", n)
	}
}

func TestRemoval(t *testing.T) {
	flood := reports("Ravenna", 1, 5)
	r, l := librarytest.Open(t, flood...)
	k := keeper(r)
	sync(t, k)
	id, _ := k.Of(flood[0].ID)
	if err := l.Remove(t.Context(), flood[0].ID); err != nil {
		t.Fatal(err)
	}
	sync(t, k)
	if s, ok := k.Story(id, ""); !ok || len(s.Articles) != 4 || slices.Contains(s.Articles, flood[0].ID) {
		t.Errorf("after a removal: %+v, %v", s, ok)
	}
	if got, ok := k.Of(flood[0].ID); ok {
		t.Errorf("an article that is gone is in %s", got)
	}
	add(t, l, flood[0])
	sync(t, k)
	if got, _ := k.Of(flood[0].ID); got != id {
		t.Errorf("an article that came back is in %q, want %s", got, id)
	}
	for _, a := range flood {
		if err := l.Remove(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
	}
	sync(t, k)
	if all := k.Stories(rag.Filter{}); len(all) > 0 {
		t.Errorf("of no articles there are %+v", all)
	}
	if _, ok := k.Story(id, ""); ok {
		t.Error("a story of no articles is found")
	}
	docs := 0
	if err := r.Docs(t.Context(), "stories", "story/", func(record.Doc) error { docs++; return nil }); err != nil || docs > 0 {
		t.Errorf("%d documents are left, %v", docs, err)
	}
}

// TestTwoKeepers: whoever comes first groups, the other takes it over.
func TestTwoKeepers(t *testing.T) {
	set := readSet(t, "testdata/stories_a.jsonl")
	r, l := librarytest.Open(t)
	a, b := keeper(r), keeper(r)
	for i := 0; i < len(set.articles); i += 10 {
		add(t, l, set.articles[i:min(i+10, len(set.articles))]...)
		done := make(chan error, 2)
		for _, k := range []*story.Keeper{a, b} {
			go func() { done <- k.Sync(context.WithoutCancel(t.Context())) }()
		}
		for range 2 {
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		}
	}
	sync(t, a)
	sync(t, b)
	sync(t, a)
	x, y := grouping(t, a), grouping(t, b)
	if n := moved(x, y); n > 0 || len(x) != len(set.articles) {
		t.Errorf("two keepers have %d of %d articles in different stories", n, len(x))
	}
}

// broken is a shelf that fails after some writes.
type broken struct {
	story.Shelf
	left int
}

var errBroken = errors.New("the disk is full")

func (b *broken) UpdateDoc(ctx context.Context, collection, key string, change func(*story.Doc) (*story.Doc, error)) error {
	if b.left--; b.left < 0 {
		return errBroken
	}
	return b.Shelf.UpdateDoc(ctx, collection, key, change)
}

// TestCrash breaks off after each number of writes. The next keeper finds every
// article in one story, and the ids that there were.
func TestCrash(t *testing.T) {
	set := readSet(t, "testdata/stories_a.jsonl")
	for left := range 12 {
		now := time.Now()
		clock := func() time.Time { return now }
		r, l := librarytest.Open(t, set.articles[:60]...)
		sync(t, keeper(r))
		before := keeper(r)
		sync(t, before)
		add(t, l, set.articles[60:100]...)
		dying := keeperOn(r, &broken{r, left}, clock)
		if err := dying.Sync(t.Context()); !errors.Is(err, errBroken) && err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Hour) // its turn is over
		k := keeperOn(r, r, clock)
		sync(t, k)
		in := grouping(t, k)
		if len(in) != 100 {
			t.Errorf("broken off after %d writes: %d of 100 articles are in a story", left, len(in))
		}
		for a, id := range grouping(t, before) {
			if _, ok := k.Story(id, ""); !ok {
				t.Errorf("broken off after %d writes: the story %s of %s is lost", left, id, a)
			}
		}
	}
}

// TestBusy: who does not have the turn waits for it, and says nothing.
func TestBusy(t *testing.T) {
	now := time.Now()
	clock := func() time.Time { return now }
	r, l := librarytest.Open(t, reports("Ravenna", 1, 3)...)
	dying := keeperOn(r, &broken{r, 1}, clock)
	if err := dying.Sync(t.Context()); !errors.Is(err, errBroken) {
		t.Fatalf("got %v", err)
	}
	k := keeperOn(r, r, clock)
	sync(t, k)
	if all := k.Stories(rag.Filter{}); len(all) > 0 {
		t.Errorf("another has the turn, and there are %+v", all)
	}
	now = now.Add(2 * time.Minute)
	sync(t, k)
	if all := k.Stories(rag.Filter{}); len(all) != 1 {
		t.Errorf("after the turn there are %+v", all)
	}
	add(t, l, reports("Ravenna", 1, 4)...)
	sync(t, k)
}

func TestNewerIsLeftAlone(t *testing.T) {
	r, l := librarytest.Open(t, reports("Ravenna", 1, 3)...)
	k := keeper(r)
	sync(t, k)
	id, _ := k.Of("Ravenna0")
	for _, key := range []string{"story/" + string(id), "turn"} {
		old, err := r.Doc(t.Context(), "stories", key)
		if err != nil {
			t.Fatal(err)
		}
		newer := old
		newer.Body = []byte(`{"v":99,"unheard":"of"}`)
		if err := r.Shelve(t.Context(), newer); err != nil {
			t.Fatal(err)
		}
		add(t, l, reports("Ravenna", 1, 5)...)
		for _, k := range []*story.Keeper{k, keeper(r)} {
			if err := k.Sync(t.Context()); !errors.Is(err, rag.ErrNewer) {
				t.Errorf("%s: got %v, want ErrNewer", key, err)
			}
		}
		if got, err := r.Doc(t.Context(), "stories", key); err != nil || string(got.Body) != string(newer.Body) {
			t.Errorf("%s was written over: %s, %v", key, got.Body, err)
		}
		if err := r.Shelve(t.Context(), old); err != nil {
			t.Fatal(err)
		}
		if err := l.Remove(t.Context(), "Ravenna4"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestView(t *testing.T) {
	flood := reports("Ravenna", 1, 4)
	duplicate := flood[0]
	duplicate.ID, duplicate.Outlet, duplicate.Title, duplicate.Published = "copy", "Courier", "Copied", rag.Day(2026, time.March, 6)
	undated := flood[3]
	undated.Published = rag.Date{}
	r, _ := librarytest.Open(t, flood[0], flood[1], flood[2], undated, duplicate)
	k := keeper(r)
	sync(t, k)
	all := k.Stories(rag.Filter{})
	if len(all) != 1 {
		t.Fatalf("one story is wanted: %+v", all)
	}
	s := all[0]
	if s.Voices != 4 || len(s.Outlets) != 4 || slices.Contains(s.Outlets, "Courier") || s.SingleSource() {
		t.Errorf("a copy is no voice: %d voices, outlets %q", s.Voices, s.Outlets)
	}
	if s.Undated != 1 || s.Articles[4] != undated.ID || s.First != flood[0].Published || s.Last != duplicate.Published {
		t.Errorf("dates: %+v", s)
	}
	if !strings.Contains(s.Title, "Ravenna flood") || !slices.Contains(s.Keywords, "Ravenna") {
		t.Errorf("title %q, keywords %q", s.Title, s.Keywords)
	}
	one := k.Stories(rag.Filter{Outlets: []string{"paper 1"}})
	if len(one) != 1 || len(one[0].Articles) != 1 || one[0].ID != s.ID || !one[0].SingleSource() || one[0].Title != flood[1].Title {
		t.Errorf("through a filter: %+v", one)
	}
	if got := k.Stories(rag.Filter{Outlets: []string{"Nobody"}}); len(got) > 0 {
		t.Errorf("nothing passes, and there are %+v", got)
	}
}
