package copies

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestAlign(t *testing.T) {
	for name, c := range map[string]struct{ a, b, common string }{
		"nothing":       {"", "", ""},
		"one empty":     {"abc", "", ""},
		"equal":         {"abc", "abc", "abc"},
		"none":          {"abc", "xyz", ""},
		"ends":          {"abcxyz", "abcQxyz", "abcxyz"},
		"middle":        {"1abc2", "3abc4", "abc"},
		"moved":         {"abcdX", "Xabcd", "abcd"},
		"repeated":      {"aabbaabb", "abab", "abab"},
		"repeated only": {"aaaa", "aa", "aa"},
		"crossing":      {"abcdef", "defabc", "def"},
	} {
		var common strings.Builder
		for _, p := range Align([]byte(c.a), []byte(c.b)) {
			common.WriteByte(c.a[p.A])
		}
		if common.String() != c.common {
			t.Errorf("%s: %q have %q in common, want %q", name, []string{c.a, c.b}, common.String(), c.common)
		}
	}
}

// TestAlignLong keeps to its bounds: what is the same but for some places is paired
// to the last, what has no order in common costs little.
func TestAlignLong(t *testing.T) {
	const n = 200_000
	r := rand.New(rand.NewPCG(2, 2))
	a := make([]uint64, n)
	for i := range a {
		a[i] = r.Uint64N(n)
	}
	b := slices.Clone(a)
	for i := 0; i < n; i += 100 {
		b[i] = n + uint64(i)
	}
	if got, want := len(Align(a, b)), n-n/100; got < want {
		t.Errorf("%d are paired, want %d", got, want)
	}
	slices.Reverse(b)
	Align(a, b)
}

// FuzzAlign holds that pairs are equal elements in the order of both.
func FuzzAlign(f *testing.F) {
	f.Add([]byte("abcabcabc"), []byte("cbacbacba"))
	f.Add([]byte("the end"), []byte("at the end of it"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		last := Pair{-1, -1}
		pairs := Align(a, b)
		for _, p := range pairs {
			if p.A <= last.A || p.B <= last.B || a[p.A] != b[p.B] {
				t.Fatalf("%v after %v of %q and %q", p, last, a, b)
			}
			last = p
		}
		if slices.Equal(a, b) != (len(pairs) == len(a) && len(pairs) == len(b)) {
			t.Errorf("%q and %q have %d pairs", a, b, len(pairs))
		}
	})
}
