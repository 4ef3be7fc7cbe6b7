package show

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, in string
		limit    int
		want     []string
	}{
		{"nothing", " \n ", 40, nil},
		{"fits", "One. Two.", 40, []string{"One. Two."}},
		{"paragraph before sentence", "First words here.\n\nSecond one. Third one, longer.", 40, []string{"First words here.", "Second one. Third one, longer."}},
		{"sentence before space", "This is the first sentence. And a second that goes on", 40, []string{"This is the first sentence.", "And a second that goes on"}},
		{"citation stays with its sentence", "It is a claim of some words, thirty-six [12][13] and more.", 40, []string{"It is a claim of some words,", "thirty-six [12][13] and more."}},
		{"link is whole", "Twenty characters of [some title](<https://a.example>)", 40, []string{"Twenty characters of", "[some title](<https://a.example>)"}},
		{"date is whole", "These are words before it on Friday [14 March 2025] and after", 40, []string{"These are words before it on Friday", "[14 March 2025] and after"}},
		{"block is guarded", "a phrase of thirty characters, not - a list, no list at all", 37, []string{"a phrase of thirty characters, not", `\- a list, no list at all`}},
		{"isolate is reopened", "\u2067one two three four five six seven eight nine\u2069", 40,
			[]string{"\u2067one two three four five six seven\u2069", "\u2067eight nine\u2069"}},
		{"long word", strings.Repeat("x", 70), 34, []string{strings.Repeat("x", 32), strings.Repeat("x", 32), strings.Repeat("x", 6)}},
		{"fence is whole", "Some words before a fence.\n```go\na := 1\nb := 2\n```", 40, []string{"Some words before a fence.", "```go\na := 1\nb := 2\n```"}},
		{"fence is reopened", "```\n" + strings.Repeat("a line\n", 8) + "```", 40,
			[]string{"```\n" + strings.Repeat("a line\n", 4) + "```", "```\n" + strings.Repeat("a line\n", 4) + "```"}},
	} {
		if got := Split(c.in, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("%s: Split(%q, %d) =\n%q, want\n%q", c.name, c.in, c.limit, got, c.want)
		}
	}
}

func TestLenIsThatOfUTF16(t *testing.T) {
	for _, s := range []string{"", "a", "é", "وصل", "😀", "a😀b\U0010FFFF"} {
		if got, want := Len(s), len(utf16.Encode([]rune(s))); got != want {
			t.Errorf("Len(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestTruncateAndLabel(t *testing.T) {
	long := strings.Repeat("word ", 20)
	if got, want := Truncate(long, 40), "word word word word word word word…"; got != want {
		t.Errorf("Truncate = %q, want %q", got, want)
	}
	if got, want := Label(long, 12), "word word…"; got != want {
		t.Errorf("Label = %q, want %q", got, want)
	}
	if got, want := Label("*a*\n\u202eb", 80), "*a* b"; got != want {
		t.Errorf("Label = %q, want %q", got, want)
	}
	if got, want := Label(strings.Repeat("😀", 50), 10), "😀😀😀😀…"; got != want {
		t.Errorf("Label = %q, want %q", got, want)
	}
}

var (
	citation = regexp.MustCompile(`\[\d{1,5}\]`)
	anyLink  = regexp.MustCompile(`\[[^\[\]\n]*\]\(<[^<>\s]*>\)`)
)

// bones are what a cut leaves of a text: all but white space, isolates, fences
// and backslashes.
func bones(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r >= isolateLeft && r <= pop || r == '`' || r == '\\' {
			return -1
		}
		return r
	}, s)
}

func FuzzSplit(f *testing.F) {
	f.Add("One sentence [1]. "+strings.Repeat("Another one, longer than that [2][3]. ", 20), 100)
	f.Add("[title](<https://a.example/b>) "+strings.Repeat("x", 300), 64)
	f.Add("\u2067"+strings.Repeat("كلمة ", 100)+"[1]\u2069", 50)
	f.Add("```go\n"+strings.Repeat("x := 1\n", 40)+"```\nafter", 60)
	f.Add(strings.Repeat("\\*", 200)+strings.Repeat("😀", 50), 33)
	f.Add("```\u2066[1](<", 0)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if limit > 4096 || !utf8.ValidString(s) {
			return
		}
		parts, limit := Split(s, limit), max(limit, minLimit)
		whole := strings.Join(parts, "\n")
		for _, p := range parts {
			if Len(p) > limit {
				t.Errorf("%d units, limit %d: %q", Len(p), limit, p)
			}
			if strings.TrimSpace(p) == "" || !utf8.ValidString(p) {
				t.Errorf("a part is %q", p)
			}
		}
		if got := []int{Len(Truncate(s, limit)), Len(Label(s, limit))}; max(got[0], got[1]) > limit {
			t.Errorf("Truncate, Label: %d units, limit %d", got, limit)
		}
		if strings.Contains(s, "`") {
			return // the languages of blocks come again
		}
		if got, want := bones(whole), bones(s); got != want {
			t.Errorf("Split(%q, %d) keeps %q, want %q", s, limit, got, want)
		}
		if got, want := len(citation.FindAllString(whole, -1)), len(citation.FindAllString(s, -1)); got < want && limit > 1500 {
			t.Errorf("%d citations of %d are whole in %q", got, want, parts)
		}
		if got, want := len(anyLink.FindAllString(whole, -1)), len(anyLink.FindAllString(s, -1)); got < want && limit > 1500 {
			t.Errorf("%d links of %d are whole in %q", got, want, parts)
		}
	})
}
