package thesaurus

import (
	"bytes"
	"compress/gzip"
	"io"
	"slices"
	"strings"
	"testing"

	"newsdesk/rag/text"
)

func TestRelated(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"lead", "leading", Same}, {"lead", "led", Same}, {"built", "build", Same}, {"Delegation", "délégation", Same},
		{"headed", "led", Synonym}, {"foreign minister", "top diplomat", Synonym}, {"condemn", "condemnation", Same},
		{"killed", "massacre", SecondSense}, {"arrest", "capture", SecondSense},
		{"arrest", "kill", Unrelated}, {"", "kill", Unrelated}, {"qwerty", "uiop", Unrelated}, {"العراق", "عراق", Same},
	} {
		if got := Related(c.a, c.b); got != c.want {
			t.Errorf("Related(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
		if got, back := Related(c.a, c.b), Related(c.b, c.a); got != back {
			t.Errorf("Related(%q, %q) is %v one way and %v the other", c.a, c.b, got, back)
		}
	}
}

// TestSynonyms holds Synonyms to Related: the same weights, sorted, no key twice and none of itself.
func TestSynonyms(t *testing.T) {
	for _, word := range []string{"led", "kill", "arrest", "visit", "prime minister", "construct", "found", "nonsenseword", "talk"} {
		entries := Synonyms(word)
		seen := make(map[string]bool)
		for i, e := range entries {
			if seen[e.Stem] || e.Stem == Key(word) || i > 0 && e.Weight > entries[i-1].Weight {
				t.Errorf("Synonyms(%q): %v is out of place", word, e)
			}
			seen[e.Stem] = true
			if r := RelatedKeys(Key(word), e.Stem); r < e.Weight {
				t.Errorf("Synonyms(%q) gives %v, Related says %v", word, e, r)
			}
		}
	}
	for word, want := range map[string]string{"headed": "led", "lead": "head", "constructed": "built", "ousted": "toppl", "premier": "prime minist"} {
		if !slices.ContainsFunc(Synonyms(word), func(e Entry) bool { return e.Stem == want && e.Weight >= Threshold }) {
			t.Errorf("Synonyms(%q) lacks %q: %v", word, want, Synonyms(word))
		}
	}
}

// TestKey holds Key to the stems of the index.
func TestKey(t *testing.T) {
	for _, s := range []string{"visiting", "Prime Ministers", "touched down", "Spokesman's", "العراقية", "naïve", "de-escalation"} {
		var want []string
		for _, token := range text.Tokenize(s) {
			want = append(want, token.Stem)
		}
		if got := Key(s); got != strings.Join(want, " ") {
			t.Errorf("Key(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestPhrases(t *testing.T) {
	var stems []string
	for _, token := range text.Tokenize("the prime minister's plane touched down and the civil war ended") {
		stems = append(stems, token.Stem)
	}
	var got []string
	for _, p := range Phrases(stems) {
		got = append(got, p.Key)
		if p.Key != strings.Join(stems[p.From:p.To], " ") {
			t.Errorf("phrase %v does not cover its words", p)
		}
	}
	if want := []string{"prime minist", "touch down", "civil war"}; !slices.Equal(got, want) {
		t.Errorf("Phrases = %q, want %q", got, want)
	}
}

// TestTable opens the embedded table and holds it to the order that the search needs.
func TestTable(t *testing.T) {
	r, err := gzip.NewReader(bytes.NewReader(wordnetTable))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for line := range strings.Lines(string(data)) {
		stem, rest, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok || stem <= last {
			t.Fatalf("line %q after %q", line, last)
		}
		if wordnet().line(stem) != rest {
			t.Fatalf("%q is not found", stem)
		}
		last = stem
	}
	if size := len(wordnetTable) + len(newsTable) + len(arabicTable) + len(kurdishTable); size > 2<<20 {
		t.Errorf("%d bytes are embedded, want at most 2 MB", size)
	}
}

// TestNewsTable holds news.tsv to its marks.
func TestNewsTable(t *testing.T) {
	groups := 0
	for line := range strings.Lines(newsTable) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		mark, words, ok := strings.Cut(line, "\t")
		if !ok || !strings.Contains("i=~>!x", mark) || len(keys(words)) < 2 && mark != markOpposed {
			t.Errorf("line %q", line)
		}
		if (mark == markOpposed) != strings.Contains(words, "|") {
			t.Errorf("line %q: a bar parts opposites and nothing else", line)
		}
		groups++
	}
	t.Logf("%d lines", groups)
}

func FuzzRelated(f *testing.F) {
	f.Add("lead", "head")
	f.Add("", "\xff")
	f.Add("touch down", "وصل")
	f.Fuzz(func(t *testing.T, a, b string) {
		r := Related(a, b)
		if r < 0 || r > 1 || r != Related(b, a) {
			t.Errorf("Related(%q, %q) = %v", a, b, r)
		}
		Synonyms(a)
		if Opposed(a, b) != Opposed(b, a) {
			t.Errorf("Opposed(%q, %q) is one-sided", a, b)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		r, _ := gzip.NewReader(bytes.NewReader(wordnetTable))
		_, _ = io.Copy(io.Discard, r)
	}
}

func BenchmarkRelated(b *testing.B) {
	for b.Loop() {
		Related("headed", "leading")
	}
}

func BenchmarkSynonyms(b *testing.B) {
	for b.Loop() {
		Synonyms("headed")
	}
}

// BenchmarkColdTables reads every table once more, as the first call does.
func BenchmarkColdTables(b *testing.B) {
	for b.Loop() {
		n := &newsWords{
			near: map[[2]string]int{}, beside: map[string][]string{}, apart: map[[2]string]bool{},
			opposed: map[[2]string]bool{}, lemmas: map[string][]string{}, forms: map[string][]string{},
		}
		for line := range strings.Lines(newsTable) {
			if mark, words, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
				n.add(mark, words)
			}
		}
		readGlossary(arabicTable)
		readGlossary(kurdishTable)
	}
}

func TestVerb(t *testing.T) {
	if len(verbs()) < 2000 {
		t.Fatalf("%d verbs", len(verbs()))
	}
	for word, want := range map[string]bool{"invite": true, "arrest": true, "oppose": true, "report": true, "plan": false, "official": false, "": false} {
		if Verb(word) != want {
			t.Errorf("Verb(%q) = %v", word, !want)
		}
	}
}
