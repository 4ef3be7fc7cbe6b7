package language

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// example is a line of testdata/sentences.txt.
type example struct {
	tag      string // empty where nothing may be said
	headline bool
	text     string
}

func examples(t *testing.T) (all []example) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var e example
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "= "); ok {
			tag, kind, _ := strings.Cut(rest, " ")
			e = example{tag: strings.Replace(tag, "none", "", 1), headline: kind != ""}
		} else if line != "" && line[0] != '#' {
			e.text = line
			all = append(all, e)
		}
	}
	return all
}

// The shares of sentences and headlines whose language has to be found. A wrong
// one is not allowed at all: an article without a language is read well enough,
// one with another's is not.
const (
	leastSentences = 0.95
	leastHeadlines = 0.75
)

func TestDetect(t *testing.T) {
	type count struct{ found, all float64 }
	sentences, headlines := map[string]count{}, map[string]count{}
	for _, e := range examples(t) {
		got, certain := Detect(e.text)
		if certain != (got != "") {
			t.Errorf("%q: tag %q, certain %v", e.text, got, certain)
		}
		if got != "" && got != e.tag {
			t.Errorf("%q: %q, want %q", e.text, got, e.tag)
		}
		if e.tag == "" {
			continue
		}
		of := sentences
		if e.headline {
			of = headlines
		}
		n := of[e.tag]
		n.all++
		if got == e.tag {
			n.found++
		} else {
			t.Logf("%s not found: %s", e.tag, e.text)
		}
		of[e.tag] = n
	}
	for tag, n := range sentences {
		h := headlines[tag]
		t.Logf("%s: %.0f of %.0f sentences, %.0f of %.0f headlines", tag, n.found, n.all, h.found, h.all)
		if n.all < 20 || n.found < leastSentences*n.all || h.found < leastHeadlines*h.all {
			t.Errorf("%s: too few", tag)
		}
	}
	if len(sentences) != 7 {
		t.Errorf("%d languages", len(sentences))
	}
}

// TestDetectArticle joins the sentences of a language to an article, whose language
// must be found, also with a name or a quotation in another.
func TestDetectArticle(t *testing.T) {
	articles := map[string]string{}
	for _, e := range examples(t) {
		if e.tag != "" && !e.headline {
			articles[e.tag] += e.text + "\n"
		}
	}
	for tag, body := range articles {
		for _, text := range []string{body, "Erbil (Rudaw) - " + body, body[:len(body)/4] + " «بارزانی» " + body} {
			if got, _ := Detect(strings.ToValidUTF8(text, "")); got != tag {
				t.Errorf("an article in %q that begins %.40q: %q", tag, text, got)
			}
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"", "The talks went on.", "سەرۆک", "قال", "\xff\xfe", strings.Repeat("é", 2000), "ه\u200c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tag, certain := Detect(s)
		again, _ := Detect(s)
		if tag != again || certain != (tag != "") || !utf8.ValidString(tag) {
			t.Fatalf("Detect(%q) = %q, %v, then %q", s, tag, certain, again)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	for name, s := range map[string]string{
		"english": strings.Repeat("The prime minister said on Monday that the talks would go on. ", 30),
		"turkish": strings.Repeat("Başbakan pazartesi günü su görüşmelerinin yeniden başlayacağını söyledi. ", 30),
		"arabic":  strings.Repeat("قال رئيس الوزراء يوم الاثنين إن المحادثات ستستأنف الشهر المقبل. ", 30),
		"sorani":  strings.Repeat("سەرۆک وەزیران ڕۆژی دووشەممە گوتی گفتوگۆکان دەست پێ دەکەنەوە. ", 30),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Detect(s)
			}
		})
	}
}
