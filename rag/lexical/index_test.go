package lexical

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// put analyses and adds an article whose chunks are parted by bars.
func put(ix *Index, revision int64, title, chunks string) {
	a := Analyze(title, strings.Split(chunks, "|"))
	ix.Add(revision, &a)
}

func newsroom() *Index {
	ix := New()
	put(ix, 1, "Oil exports resume", "Exports through the pipeline resumed, minister Hayan Al-Shatri said.|Oil reached Ceyhan on Monday.")
	put(ix, 2, "Sudani in Damascus", "Iraqi prime minister Mohammed Shia al-Sudani met Ahmed al-Sharaa in Damascus.|Talks on the border followed.")
	put(ix, 3, "", "The elections commission said that elections would be held in November, and elections monitors agreed.")
	put(ix, 4, "السوداني في دمشق", "التقى رئيس الوزراء محمد شياع السوداني أحمد الشرع في دمشق.")
	put(ix, 5, "", "Farmers near Basra said that salt water had ruined the harvest of dates.")
	return ix
}

// refs writes hits as "revision.chunk".
func refs(hits []Hit) string {
	var all []string
	for _, h := range hits {
		all = append(all, fmt.Sprintf("%d.%d", h.Revision, h.Chunk))
	}
	return strings.Join(all, " ")
}

func TestSearch(t *testing.T) {
	ix := newsroom()
	tests := []struct{ query, want string }{
		{"election monitors", "3.0"},
		{"elecsion monitros", "3.0"},
		{"Who is Shatri?", "1.0"},
		{"what did Shatry say", "1.0"},
		{"الشطري", "1.0"},
		{"Soudani", "2.1 4.0 2.0"},
		{"السوداني", "4.0 2.1 2.0"},
		{"Damascus talks", "2.1 2.0 4.0"},
		{"oil", "1.1 1.0"},
		{"nothing like it zzzzzz", ""},
		{"", ""},
		{"the", "2.1 3.0 5.0 1.0"},
	}
	for _, tt := range tests {
		if got := refs(ix.Search(ix.Interpret(tt.query), 10, nil)); got != tt.want {
			t.Errorf("Search(%q) = %s, want %s; read as %+v", tt.query, got, tt.want, ix.Interpret(tt.query).Terms)
		}
	}
}

func TestSearchLimits(t *testing.T) {
	ix := newsroom()
	q := ix.Interpret("minister said Damascus")
	all := ix.Search(q, 10, nil)
	for n := range len(all) + 1 {
		if got := ix.Search(q, n, nil); !slices.Equal(got, all[:n]) {
			t.Errorf("Search for %d = %v, want %v", n, got, all[:n])
		}
	}
	kept := ix.Search(q, 10, func(r Ref) bool { return r.Revision != all[0].Revision })
	want := slices.DeleteFunc(slices.Clone(all), func(h Hit) bool { return h.Revision == all[0].Revision })
	if !slices.Equal(kept, want) {
		t.Errorf("with a filter: %v, want %v", kept, want)
	}
	if all[0].Matched == 0 {
		t.Error("no terms matched")
	}
}

// TestInterpret shows how queries are read, as "surface=variant/kind,variant/kind".
func TestInterpret(t *testing.T) {
	ix := newsroom()
	tests := []struct{ query, want string }{
		{"Who met Al-Sharaa", "Who= met=met/exact Al= Sharaa=sharaa/exact,الشرع/transliteration"},
		{"comission", "comission=commission/spelling"},
		{"electinos", "electinos=elections/spelling"},
		{"Shattri 1234", "Shattri=shatri/name 1234="},
		{"Soudany", "Soudany=السوداني/transliteration,sudani/name"},
		{"دمشق", "دمشق=دمشق/exact,damascus/transliteration"},
		{"the", "the=the/exact"},
		{"WHO said", "WHO= said=said/exact"},
	}
	for _, tt := range tests {
		var words []string
		for _, term := range ix.Interpret(tt.query).Terms {
			var variants []string
			for _, v := range term.Variants {
				variants = append(variants, v.Word+"/"+v.Kind.String())
			}
			words = append(words, term.Of(tt.query)+"="+strings.Join(variants, ","))
		}
		got := strings.Join(words, " ")
		if got != tt.want {
			t.Errorf("Interpret(%q) = %s, want %s", tt.query, got, tt.want)
		}
	}
}

// TestRemove holds that what is removed leaves no trace in any answer, before
// and after the index is compacted.
func TestRemove(t *testing.T) {
	want := newsroom()
	ix := newsroom()
	c := newCorpus(1)
	for i := range 400 {
		a := c.article()
		ix.Add(int64(100+i), &a)
	}
	for i := range 400 {
		if i%100 == 50 {
			put(ix, 3, "", "Another text, which is replaced.")
			put(ix, 3, "", "The elections commission said that elections would be held in November, and elections monitors agreed.")
			sameAnswers(t, ix, nil)
		}
		ix.Remove(int64(100 + i))
	}
	ix.Remove(7) // was never there
	if len(ix.docs) > 10+minCompact {
		t.Errorf("%d chunks kept for %d", len(ix.docs), ix.Len())
	}
	sameAnswers(t, ix, want)
	ix.compact()
	sameAnswers(t, ix, want)
	for i := range int64(5) {
		ix.Remove(i + 1)
	}
	if ix.Len() != 0 || len(ix.Search(ix.Interpret("oil"), 9, nil)) != 0 || ix.DocFreq("oil") != 0 {
		t.Error("something is left")
	}
}

// sameAnswers compares what two indexes make of some queries; it only asks
// where want is nil.
func sameAnswers(t *testing.T, ix, want *Index) {
	for _, query := range []string{"elecsion", "Shatry", "damascus talks on oil", "الشرع", "harvest of dates", "bababa"} {
		q := ix.Interpret(query)
		hits := ix.Search(q, 10, nil)
		if want == nil {
			continue
		}
		if diff := cmp.Diff(want.Interpret(query), q); diff != "" {
			t.Errorf("Interpret(%q) (-want +got):\n%s", query, diff)
		}
		ranked := want.Search(q, 10, nil)
		slices.SortFunc(ranked, byRef)
		slices.SortFunc(hits, byRef)
		if diff := cmp.Diff(ranked, hits); diff != "" {
			t.Errorf("Search(%q) (-want +got):\n%s", query, diff)
		}
	}
}

func byRef(a, b Hit) int {
	return strings.Compare(fmt.Sprint(a.Ref), fmt.Sprint(b.Ref))
}

// TestConcurrent is for the race detector.
func TestConcurrent(t *testing.T) {
	ix := newsroom()
	var tasks sync.WaitGroup
	for w := range 3 {
		tasks.Go(func() {
			c := newCorpus(uint64(w))
			for i := range int64(30) {
				a := c.article()
				ix.Add(int64(w)*1000+i+10, &a)
				ix.Remove(int64(w)*1000 + i + 7)
			}
		})
		tasks.Go(func() {
			for range 50 {
				ix.Search(ix.Interpret("Shatry oil bababa elecsion"), 10, func(r Ref) bool { return r.Chunk == 0 })
				ix.Len()
				ix.IDF("oil")
			}
		})
	}
	tasks.Wait()
	if got := refs(ix.Search(ix.Interpret("Shatri"), 1, nil)); got != "1.0" {
		t.Errorf("Search = %s", got)
	}
}
