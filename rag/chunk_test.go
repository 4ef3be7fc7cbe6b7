package rag

import (
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag/text"
)

// readSeedBody returns the body of an article of the project's seeds.
func readSeedBody(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("../seeds/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// checkSpans holds that spans lie in order, without overlap, in the limits
// given, and leave out no letter or digit of body there but what skip covers.
func checkSpans(t *testing.T, body string, spans []text.Span, within text.Span, skip []text.Span) {
	t.Helper()
	at := within.Start
	valid := utf8.ValidString(body)
	for _, p := range append(spans[:len(spans):len(spans)], text.Span{Start: within.End, End: within.End}) {
		if p.Start < at || p.End < p.Start || p.End > within.End {
			t.Fatalf("span %v after %d within %v", p, at, within)
		}
		for i, r := range body[at:p.Start] {
			if (unicode.IsLetter(r) || unicode.IsNumber(r)) && !covered(skip, at+i) {
				t.Fatalf("%q at %d is left out", r, at+i)
			}
		}
		if valid && !utf8.ValidString(p.Of(body)) {
			t.Fatalf("span %v cuts a rune", p)
		}
		at = p.End
	}
}

func covered(spans []text.Span, at int) bool {
	for _, p := range spans {
		if p.Start <= at && at < p.End {
			return true
		}
	}
	return false
}

// checkChunks holds what Split promises of any article.
func checkChunks(t *testing.T, a Article) []Chunk {
	t.Helper()
	chunks := Split(a)
	headings := sectionHeadings(a)
	var spans []text.Span
	for _, c := range chunks {
		spans = append(spans, c.Span)
		checkSpans(t, a.Body, c.Windows, c.Span, nil)
		if n := countWords(c.Of(a.Body)); n == 0 || n > ChunkWords || len(c.Windows) == 0 {
			t.Fatalf("chunk of %d words, %d windows", n, len(c.Windows))
		}
		for _, w := range c.Windows {
			if n := countWords(w.Of(a.Body)); w.Len() == 0 || n > WindowMax {
				t.Fatalf("window of %d words", n)
			}
		}
		for _, h := range headings {
			if h.Start < c.End && c.Start < h.End {
				t.Fatalf("chunk %v crosses the heading %q", c.Span, h.Of(a.Body))
			}
		}
	}
	checkSpans(t, a.Body, spans, text.Span{Start: a.Prose, End: len(a.Body)}, headings)
	return chunks
}

// sectionHeadings returns the headings that have sentences.
func sectionHeadings(a Article) []text.Span {
	var hs []text.Span
	for _, s := range text.Prose(a.Body, a.Prose) {
		if s.Section.Len() > 0 && (len(hs) == 0 || hs[len(hs)-1] != s.Section) {
			hs = append(hs, s.Section)
		}
	}
	return hs
}

// sizes returns the words of each chunk, and of each of its windows.
func sizes(body string, chunks []Chunk) (words []int, windows [][]int) {
	for _, c := range chunks {
		words = append(words, countWords(c.Of(body)))
		var inner []int
		for _, w := range c.Windows {
			inner = append(inner, countWords(w.Of(body)))
		}
		windows = append(windows, inner)
	}
	return words, windows
}

func TestSplit(t *testing.T) {
	long := strings.Repeat("word ", 250)
	for _, c := range []struct {
		name, body string
		prose      int
		words      []int
		windows    [][]int
	}{
		{"first seed", readSeedBody(t, "000_44c85fdf2c406eda.txt"), len(" date 2025-03-14 "),
			[]int{176, 156}, [][]int{{66, 68, 42}, {41, 53, 62}}},
		{"second seed", readSeedBody(t, "003_c9eef49e8d2f478a.txt"), 80,
			[]int{111, 142, 120, 93, 127, 123, 74}, [][]int{{50, 61}, {67, 75}, {53, 67}, {56, 37}, {62, 65}, {69, 54}, {74}}},
		{"no tiny last chunk", strings.Repeat("One two three four five.\n", 42), 0,
			[]int{105, 105}, [][]int{{55, 50}, {55, 50}}},
		{"a paragraph's border", strings.Repeat("One two three four five. ", 18) + "\n" + strings.Repeat("One two three four five. ", 24), 0,
			[]int{90, 120}, [][]int{{45, 45}, {60, 60}}},
		{"one long sentence", long, 0, []int{125, 125}, [][]int{{63, 62}, {63, 62}}},
		{"sections", "He came.\n\nA New Order\n\nIraq agreed to it.", 0, []int{2, 4}, [][]int{{2}, {4}}},
		{"no spaces", strings.Repeat("中文。", 150), 0, []int{150, 150}, [][]int{{50, 50, 50}, {50, 50, 50}}},
		{"bullets", strings.Repeat("• One two\n", 70), 0, []int{104, 104}, [][]int{{53, 50}, {53, 50}}},
		{"rules", "One two.\n" + strings.Repeat("* ", 2000) + "\nThree.", 0, []int{2, 1}, [][]int{{2}, {1}}},
		{"empty", "\n", 0, nil, nil},
	} {
		words, windows := sizes(c.body, checkChunks(t, Article{Body: c.body, Prose: c.prose}))
		if diff := cmp.Diff(c.words, words); diff != "" {
			t.Errorf("%s: words (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.windows, windows); diff != "" {
			t.Errorf("%s: words of the windows (-want +got):\n%s", c.name, diff)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, body := range []string{
		"", "\ufeffHe came.\r\n\r\nA New Order\r\n\r\nIraq agreed, Mr. J. K. said: “3.5%. No.” " + strings.Repeat("It went on. ", 20),
		"وصل الوزير.\nخلفية العلاقات\n" + strings.Repeat("كانت العلاقات، منذ ٣.٥ أعوام، متوترة؟ ", 30),
		"وەزیر گوتی: «باشە.» " + strings.Repeat("ڕۆیشت و نەگەڕایەوە. ", 20), strings.Repeat("word ", 210) + "\n" + strings.Repeat("x", 300),
		strings.Repeat("中文", 110), "a\xff\xfe. B\r• C\n***\n", "0\r!", strings.Repeat("One two three.\n", 70),
	} {
		f.Add(body, 3)
	}
	f.Fuzz(func(t *testing.T, body string, prose int) {
		prose = min(max(prose, 0), len(body))
		for prose < len(body) && !utf8.RuneStart(body[prose]) {
			prose++
		}
		checkChunks(t, Article{Body: body, Prose: prose})
	})
}

func BenchmarkSplit(b *testing.B) {
	seed := readSeedBody(b, "003_c9eef49e8d2f478a.txt")
	for name, body := range map[string]string{
		"seed":    strings.Repeat(seed+"\n", 200),
		"no stop": strings.Repeat("word ", 1<<20),
		"words":   strings.Repeat("Oh! ", 1<<18),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				Split(Article{Body: body})
			}
		})
	}
}
