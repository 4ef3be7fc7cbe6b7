package encoder

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plainTokens is the original's tokenizer as it is written there: over characters, one lattice for the whole text.
type plainTokens struct {
	id    map[string]int
	score []float64
}

func (p plainTokens) tokens(s string) []int {
	if s = norm.NFKC.String(s); s == "" {
		return nil
	}
	rs := []rune(space + strings.ReplaceAll(s, " ", space))
	best, from, word := make([]float64, len(rs)+1), make([]int, len(rs)+1), make([]int, len(rs)+1)
	for i := range rs {
		hit := false
		for j := i + 1; j <= min(len(rs), i+16); j++ {
			id, ok := p.id[string(rs[i:j])]
			if hit = hit || ok; ok {
				p.offer(best, from, word, i, j, id)
			}
		}
		if !hit {
			p.offer(best, from, word, i, i+1, 0)
		}
	}
	var out []int
	for at := len(rs); at > 0; at = from[at] {
		if word[at] != 0 || len(out) == 0 || out[len(out)-1] != 0 {
			out = append(out, word[at])
		}
	}
	slices.Reverse(out)
	return out
}

func (p plainTokens) offer(best []float64, from, word []int, i, j, id int) {
	if v := best[i] + p.score[id]; best[j] == 0 || v >= best[j] {
		best[j], from[j], word[j] = v, i, id
	}
}

func newPlain(m *Model) plainTokens {
	p := plainTokens{map[string]int{}, m.vocab.score}
	for id, line := range strings.Split(vocabFile, "\n") {
		if piece, _, _ := strings.Cut(line, "\t"); id >= reservedIDs {
			p.id[piece] = id
		}
	}
	return p
}

// tricky are texts at the edges of the tokenizer; they also seed the fuzzer.
var tricky = []string{
	"", " ", "  ", "a", "\x00", "\xff\xfe", "\u2581", "a \u2581 b", ":", " :)", "://", ":-) ):", "10:30", "日本語",
	"x日本y 語",
	"日 本", "ﬁnance ﷺ", "e\u0301te\u0301", "naïve café", "½ cup",
	"\u00a8", "line\nbreak\ttab", "don't", "ಠ_ಠ", "🙂🙂 ok 🙂", "a\xc3",
	strings.Repeat("ab", 40), article,
}

func TestTokensAsOriginal(t *testing.T) {
	m := newTest(t)
	p := newPlain(m)
	for _, s := range tricky {
		if got, want := m.Tokens(s), p.tokens(s); !slices.Equal(got, want) {
			t.Errorf("Tokens(%q) = %v, want %v", s, got, want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range tricky {
		f.Add(s)
	}
	m := newTest(f)
	p := newPlain(m)
	f.Fuzz(func(t *testing.T, s string) {
		got := m.Tokens(s)
		for _, id := range got {
			if id < 0 || id >= vocabSize {
				t.Fatalf("Tokens(%q) has id %d", s, id)
			}
		}
		if len(s) > 1000 {
			return // clipped, or slow to compare
		}
		if want := p.tokens(s); !slices.Equal(got, want) {
			t.Errorf("Tokens(%q) = %v, want %v", s, got, want)
		}
		if first := m.vocab.segment(s, 3); !slices.Equal(first, got[:min(3, len(got))]) {
			t.Errorf("the first ids of %q are %v, of all %v", s, first, got)
		}
	})
}

func TestTokensHuge(t *testing.T) {
	m := newTest(t)
	for _, unit := range []string{"a", "the ", "é", "日", "\xff", "ﷺ", " ", "🙂", "a\u0301"} {
		s := strings.Repeat(unit, 5<<20/len(unit))
		all := m.Tokens(s)
		if len(all) > maxBytes+1 {
			t.Errorf("%d tokens of 5 MB of %q", len(all), unit)
		}
		if ids := m.vocab.segment(fold(s), MaxTokens); len(ids) > MaxTokens {
			t.Errorf("%d tokens of 5 MB of %q, want %d at most", len(ids), unit, MaxTokens)
		}
	}
}

// TestSegmentPrefix: stopping early changes no id, and neither does what follows.
func TestSegmentPrefix(t *testing.T) {
	m := newTest(t)
	all := m.Tokens(article)
	if len(all) <= MaxTokens {
		t.Fatalf("the article has only %d tokens", len(all))
	}
	if got := m.vocab.segment(article, MaxTokens); !slices.Equal(got, all[:MaxTokens]) {
		t.Errorf("the first tokens are %v, of all %v", got, all[:MaxTokens])
	}
}

func TestClip(t *testing.T) {
	for shift := range 5 {
		s := clip(strings.Repeat("a", shift) + strings.Repeat("日", maxBytes))
		if len(s) > maxBytes || len(s) < maxBytes-3 || !utf8.ValidString(s) {
			t.Errorf("shift %d: %d bytes, valid %v", shift, len(s), utf8.ValidString(s))
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	m := newTest(b)
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		m.Tokens(article)
	}
}
