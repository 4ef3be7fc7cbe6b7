package thesaurus

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTranslate(t *testing.T) {
	for word, want := range map[string]string{
		"وصل": "arrive", "وصلت": "arrive", "سيصل": "arrive", "يصلون": "arrive", "الرئيس": "president", "والرئيس": "president",
		"للرئيس": "president", "بالوفد": "delegation", "الوفد": "delegation", "أدانت": "condemn", "ستزور": "visit",
		"المدنيين": "civilian", "والمدنيون": "civilian", "المجزرة": "massacre", "خط أنابيب": "pipeline", "النفط": "oil",
		"رئيس الوزراء": "prime minister", "وزير الخارجية": "foreign minister", "بالعراق": "iraq", "العراقية": "iraqi",
		"صادرات": "exports", "اعتقلت": "arrest", "قُتِل": "kill", "مقتل": "kill", "انتخابات": "election", "الأوبئة": "epidemic",
		"وكالة": "agency", "القمة": "summit", "قمة": "summit", "سرۆک": "", "سەرۆک": "president", "شاندێکی": "delegation",
		"وەزیرەکان": "minister", "هەڵبژاردنەکان": "election", "ڕێککەوتنی": "agreement", "نەوت": "oil", "london": "",
		"": "", "ا": "", "و": "", "زقزقزق": "", "ڕۆژهەڵاتی ناوەڕاست": "middle east",
	} {
		got := Translate(word)
		if want == "" && got != nil || want != "" && !slices.Contains(got, want) {
			t.Errorf("Translate(%q) = %q, want %q", word, got, want)
		}
	}
}

// TestGlossaries holds the tables to their shape: no word without a meaning, no meaning with a stray mark.
func TestGlossaries(t *testing.T) {
	for name, g := range map[string]struct {
		*glossary
		least int
	}{"Arabic": {arabic(), 1200}, "Kurdish": {kurdish(), 250}} {
		if len(g.words) < g.least {
			t.Errorf("%s: %d words, want %d", name, len(g.words), g.least)
		}
		for word, meanings := range g.words {
			for _, m := range meanings {
				if m != strings.TrimSpace(m) || m == "" || strings.ContainsAny(m, "|=\t") || word == "" {
					t.Errorf("%s: %q means %q", name, word, meanings)
				}
			}
		}
		t.Logf("%s: %d words and phrases", name, len(g.words))
	}
}

func FuzzTranslate(f *testing.F) {
	for _, s := range []string{"وصل", "سەرۆک", "\xff", "لل", "abc", "ال"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range Translate(s) {
			if !utf8.ValidString(m) || m == "" {
				t.Errorf("Translate(%q) gives %q", s, m)
			}
		}
	})
}
