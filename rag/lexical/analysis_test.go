package lexical

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var comparing = cmp.Options{
	cmp.AllowUnexported(Analysis{}, word{}, softWord{}, count{}, chunk{}),
	cmpopts.EquateEmpty(),
	cmpopts.IgnoreFields(Analysis{}, "counts"),
}

func TestBinary(t *testing.T) {
	for _, chunks := range [][]string{
		{},
		{""},
		{"Cumhurbaşkanı Ahmed Şara ile Çavuşoğlu pazartesi günü bir araya geldi.", "Şırnak"},
		{"The Iraqi prime minister, Mohammed al-Sudani, said so.", "Elections elections election. السوداني"},
	} {
		a := Analyze("Elections in Iraq", chunks)
		data, err := a.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var back Analysis
		if err := back.UnmarshalBinary(data); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, back, comparing); diff != "" {
			t.Errorf("after a round trip (-want +got):\n%s", diff)
		}
		for n := range data {
			if back.UnmarshalBinary(data[:n]) == nil {
				t.Errorf("%d of %d bytes were taken for an analysis", n, len(data))
			}
		}
		if back.UnmarshalBinary(append(data, 0)) == nil {
			t.Error("a byte too many was passed over")
		}
	}
}

func TestCapitals(t *testing.T) {
	a := Analyze("", []string{"Mark said that Iraq will mark it. Iraq's Baghdad. It is old, and so on and so forth."})
	want := map[string]flags{"mark": lower, "iraq": capital, "baghdad": capital, "it": lower}
	got := make(map[string]flags)
	for _, w := range a.words {
		if _, ok := want[w.folded]; ok {
			got[w.folded] = w.flags
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, w := range Analyze("", []string{"ALL IN CAPITALS, AS IN 1963"}).words {
		if w.flags != 0 {
			t.Errorf("%s has flags %d", w.folded, w.flags)
		}
	}
}

// TestSimilar shows where near-duplicates of several kinds stand.
func TestSimilar(t *testing.T) {
	c := newCorpus(3)
	words := strings.Fields(c.text(400))
	whole := strings.Join(words[:200], " ")
	rng := rand.New(rand.NewPCG(1, 1))
	changed := func(every int) string {
		w := strings.Fields(whole)
		for i := range w {
			if rng.IntN(every) == 0 {
				w[i] = "other"
			}
		}
		return strings.Join(w, " ")
	}
	tests := []struct {
		what, text string
		similar    bool
	}{
		{"itself", whole, true},
		{"every twentieth word changed", changed(20), true},
		{"every tenth word changed", changed(10), true},
		{"cut a quarter later", strings.Join(words[50:250], " "), true},
		{"cut half later", strings.Join(words[100:300], " "), false},
		{"another text", strings.Join(words[200:], " "), false},
	}
	sign := func(s string) Signature { a := Analyze("", []string{s}); return a.Signature(0) }
	for _, tt := range tests {
		r := Resemblance(sign(whole), sign(tt.text))
		t.Logf("%s: %.2f", tt.what, r)
		if Similar(sign(whole), sign(tt.text)) != tt.similar {
			t.Errorf("%s: resemblance %.2f, similar wanted: %v", tt.what, r, tt.similar)
		}
	}
	if Similar(sign("too short"), sign("too short")) {
		t.Error("two words resemble something")
	}
}

func FuzzUnmarshal(f *testing.F) {
	for _, s := range []string{"", "Iraq's Elections|in Baghdad 1,383", "السوداني|met Sudani"} {
		a := Analyze(s, strings.Split(s, "|"))
		data, _ := a.MarshalBinary()
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var a Analysis
		if a.UnmarshalBinary(data) != nil {
			return
		}
		ix := New() // what is accepted must be usable
		ix.Add(1, &a)
		ix.Search(ix.Interpret("elecsion"), 3, nil)
		ix.Remove(1)
		if ix.Len() != 0 {
			t.Fatal("not removed")
		}
	})
}

func FuzzInterpret(f *testing.F) {
	ix := newsroom()
	f.Add("Who is al-Shatry?")
	f.Add("\xff ئ 1,383")
	f.Fuzz(func(t *testing.T, query string) {
		q := ix.Interpret(query)
		for _, term := range q.Terms {
			if term.Of(query) != term.Surface {
				t.Fatalf("%v is not %q", term.Span, term.Surface)
			}
			for _, v := range term.Variants {
				if v.Weight <= 0 || v.Weight > 1 {
					t.Fatalf("weight %v of %q", v.Weight, v.Term)
				}
			}
		}
		ix.Search(q, 5, nil)
	})
}
