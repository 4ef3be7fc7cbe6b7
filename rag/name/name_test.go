package name

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"newsdesk/rag/text"
)

func TestExonyms(t *testing.T) {
	tests := []struct{ name, want string }{
		{"Damascus", "دمشق"}, {"دمشق", "damascus"}, {"مصر", "egypt"}, {"Cairo", "القاهرة"},
		{"هەولێر", "erbil"}, {"الولايات المتحدة", "united states"}, {"America", "الولايات المتحدة"},
		{"Finland", "فنلندا"}, {"فنلندا", "finland"},
	}
	for _, tt := range tests {
		found := slices.ContainsFunc(Exonyms(foldPhrase(tt.name)), func(words []string) bool {
			return strings.Join(words, " ") == foldPhrase(tt.want)
		})
		if !found {
			t.Errorf("Exonyms(%q) = %v, without %q", tt.name, Exonyms(foldPhrase(tt.name)), tt.want)
		}
	}
	if got := Exonyms("nowhere"); got != nil {
		t.Errorf("Exonyms of an unknown name = %v", got)
	}
}

func TestKeys(t *testing.T) {
	tests := []struct{ word, want string }{
		{"shatri", "[STR]"}, {"الشطري", "[LSTR STR]"}, {"alshatri", "[LSTR STR]"}, {"a", "[]"}, {"", "[]"}, {"gamal", "[KML SML]"},
	}
	for _, tt := range tests {
		if got := fmt.Sprint(Keys(text.Fold(tt.word))); got != tt.want {
			t.Errorf("Keys(%q) = %s, want %s", tt.word, got, tt.want)
		}
	}
}

func FuzzSimilarity(f *testing.F) {
	f.Add("shatri", "الشطري")
	f.Add("", "ال")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := Similarity(a, b), Similarity(b, a)
		if x < 0 || x > 1 || x-y > 1e-9 || y-x > 1e-9 {
			t.Fatalf("Similarity(%q, %q) = %v, other way %v", a, b, x, y)
		}
		if s, same := NewMatcher(a).Same(b); same != (x >= Same) || same && s != x {
			t.Fatalf("Same(%q, %q) = %v, %v, Similarity %v", a, b, s, same, x)
		}
		if len(Keys(a)) > maxKeys {
			t.Fatalf("Keys(%q) = %v", a, Keys(a))
		}
	})
}

func BenchmarkSame(b *testing.B) {
	m := NewMatcher("alshaibani")
	for _, word := range []string{"الشيباني", "shaibani", "sabin"} {
		b.Run(word, func(b *testing.B) {
			for b.Loop() {
				m.Same(word)
			}
		})
	}
}
