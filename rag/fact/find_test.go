package fact

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// show writes a fact as the tables do: kind, text, value, unit, hedge.
func show(f Fact, s string) string {
	out := fmt.Sprintf("%s|%s|%s", f.Kind, f.Of(s), f.Value)
	if f.Unit != "" {
		out += "|" + f.Unit
	}
	if f.Approx != Exact {
		out += "|" + f.Approx.String()
	}
	return out
}

// TestFind reads testdata/facts.txt: a sentence behind '>', then each of its facts on a line.
func TestFind(t *testing.T) {
	data, err := os.ReadFile("testdata/facts.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for block := range strings.SplitSeq(string(data), "\n> ") {
		sentence, want, _ := strings.Cut(block, "\n")
		if strings.HasPrefix(sentence, "#") {
			continue
		}
		var got []string
		for _, f := range Find(sentence) {
			got = append(got, show(f, sentence))
		}
		if g, w := strings.Join(got, "\n"), strings.TrimSpace(want); g != w {
			t.Errorf("%s\ngot\n%s\nwant\n%s", sentence, g, w)
		}
		n++
	}
	if n < 60 {
		t.Errorf("%d sentences", n)
	}
}

// TestSpans holds every fact of the test data to its span.
func TestSpans(t *testing.T) {
	data, _ := os.ReadFile("testdata/facts.txt")
	check(t, string(data))
}

// check holds the facts of any text to what Find promises.
func check(t *testing.T, s string) {
	t.Helper()
	last, end := 0, 0
	for _, f := range Find(s) {
		if f.Start < 0 || f.End > len(s) || f.Start >= f.End || f.Start < last {
			t.Fatalf("fact %+v of %q: bad span", f, s)
		}
		if utf8.ValidString(s) && !utf8.ValidString(f.Of(s)) {
			t.Fatalf("fact %+v of %q cuts a rune", f, s)
		}
		last = f.Start
		if f.Kind == Quote {
			continue
		}
		if f.Start < end {
			t.Fatalf("fact %+v of %q overlaps the one before", f, s)
		}
		if f.Kind == Unspecified || f.Kind >= kinds || f.Value == "" {
			t.Fatalf("fact %+v of %q is empty", f, s)
		}
		end = f.End
		if from, to, ok := Resolve(f, time.Date(2025, 3, 14, 0, 0, 0, 0, time.UTC)); ok && !to.After(from) {
			t.Fatalf("fact %+v of %q resolves to nothing", f, s)
		}
		if !Equal(f, f) || !Entails(f, f, time.Time{}) && !wrongWeekday(f) {
			t.Fatalf("fact %+v of %q is not equal to itself", f, s)
		}
	}
}

func FuzzFind(f *testing.F) {
	data, _ := os.ReadFile("testdata/facts.txt")
	for line := range strings.Lines(string(data)) {
		f.Add(line)
	}
	f.Add("\xff\xfe“’«\"' 1,2.3- -a")
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}

func FuzzAsk(f *testing.F) {
	for _, c := range askCases(f) {
		f.Add(c.question)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := Ask(s)
		for _, p := range append(append(q.Content, q.Asking...), q.At, q.Subject, q.Speaker, q.Topic) {
			if p.Start < 0 || p.End > len(s) || p.Start > p.End {
				t.Fatalf("Ask(%q): span %v", s, p)
			}
		}
	})
}

// TestLinear holds hostile texts to a time that only a quadratic search would miss.
func TestLinear(t *testing.T) {
	for _, s := range []string{"“", "\"", "«", "1,", "a ", "A ", "Al-", "one ", "one hundred and ", "will ", "of ", "Bank of ", "May ", "President ", "who ", "Minister of "} {
		start := time.Now()
		text := strings.Repeat(s, 50_000/len(s))
		Find(text)
		Ask(text)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q repeated takes %v", s, took)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for name, s := range map[string]string{
		"english": "Iraq condemned the massacre of at least 1,383 civilians in coastal Syria earlier this month by security forces, allied groups and jihadists.",
		"arabic":  "وصل وزير الخارجية السوري أسعد الشيباني إلى بغداد يوم الجمعة 14 آذار 2025 في أول زيارة له منذ سقوط نظام الأسد.",
	} {
		b.Run(name, func(b *testing.B) {
			Find(s)
			b.ReportAllocs()
			for b.Loop() {
				Find(s)
			}
		})
	}
}

func BenchmarkAsk(b *testing.B) {
	for b.Loop() {
		Ask("How many civilians were killed in coastal Syria earlier this month?")
	}
}
