package coverage

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
	"newsdesk/rag/text"
	"newsdesk/seeds"
)

func TestSeeds(t *testing.T) {
	l, err := FindFS(seeds.FS())
	if err != nil || len(l.Sources) != 2 {
		t.Fatal(l, err)
	}
	var got []rag.Article
	for a, err := range (Reader{}).Articles(l.Sources...) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a)
	}
	first, second := got[0], got[1]
	if first.Published != rag.Day(2025, 3, 14) || !first.TitleDerived || first.Outlet != "" {
		t.Errorf("first: %v, title %q, outlet %q", first.Published, first.Title, first.Outlet)
	}
	if want := "Syria's interim foreign minister arrived in Iraq on Friday, conducting his first visit to the…"; first.Title != want {
		t.Errorf("first: title %q", first.Title)
	}
	if !strings.HasPrefix(first.Body[first.Prose:], "Syria's interim") {
		t.Errorf("first: prose begins %q", first.Body[first.Prose:][:20])
	}
	if second.Title != "Iraqi delegation hits Damascus again: Beyond a diplomatic reset?" || second.TitleDerived ||
		second.Outlet != "Shafaq News" || second.Published.Known() {
		t.Errorf("second: title %q, outlet %q, %v", second.Title, second.Outlet, second.Published)
	}
	if !strings.HasPrefix(second.Body[second.Prose:], "An official") {
		t.Errorf("second: prose begins %q", second.Body[second.Prose:][:20])
	}
	if n := len(text.Headings(second.Body[second.Prose:])); n != 4 {
		t.Errorf("second: %d headings", n)
	}
	if second.File != "003_c9eef49e8d2f478a.txt" {
		t.Errorf("second: file %q", second.File)
	}
}

// facts is what a head states, and the first words of the prose.
type facts struct{ Title, Outlet, Byline, Published, Prose string }

func TestParseText(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     facts
	}{
		{"neither", "Iraq agreed to it. Syria too.", facts{"Iraq agreed to it.…", "", "", "", "Iraq agreed to it. Syria too."}},
		{"date", " date 2025-03-14 Iraq agreed.", facts{"Iraq agreed.…", "", "", "2025-03-14", "Iraq agreed."}},
		{"date on its line", "\ufeffDate: 2025-03-14\r\n\r\nA headline\r\n\r\nIraq agreed.", facts{"A headline", "", "", "2025-03-14", "Iraq agreed."}},
		{"date after the headline", "A headline\n\ndate 2025-03-14 Iraq agreed.", facts{"A headline", "", "", "2025-03-14", "Iraq agreed."}},
		{"no such day", "date 2025-02-30 was said.", facts{"date 2025-02-30 was said.…", "", "", "", "date 2025-02-30 was said."}},
		{"date in the text", "It ended. Date 2025-03-14 was said.", facts{"It ended.…", "", "", "", "It ended. Date 2025-03-14 was said."}},
		{"headline", "Will it hold?\n \nIraq agreed.", facts{"Will it hold?", "", "", "", "Iraq agreed."}},
		{"markdown", "# A headline\n\nIraq agreed.", facts{"A headline", "", "", "", "Iraq agreed."}},
		{"arabic", "وزير الخارجية في بغداد\n\nشفق نيوز/ وصل الوزير.", facts{"وزير الخارجية في بغداد", "شفق نيوز", "", "", "وصل الوزير."}},
		{"headline alone", "A headline\n\n", facts{"A headline…", "", "", "", "A headline\n\n"}},
		{"no empty line", "A headline\nIraq agreed.", facts{"A headline", "", "", "", "Iraq agreed."}},
		{"broken line", "The president\nof Iraq agreed.", facts{"The president…", "", "", "", "The president\nof Iraq agreed."}},
		{"lead", "Iraq agreed.\n\nSyria too.", facts{"Iraq agreed.…", "", "", "", "Iraq agreed.\n\nSyria too."}},
		{"long line", strings.Repeat("Iraq ", 40) + "\n\nSyria too.", facts{strings.Repeat("Iraq ", 19) + "Iraq…", "", "", "", strings.Repeat("Iraq ", 40) + "\n\nSyria too."}},
		{"byline", "A headline\n\nBy Jane Doe and J. K. Smith\n\nIraq agreed.", facts{"A headline", "", "Jane Doe and J. K. Smith", "", "Iraq agreed."}},
		{"no byline", "A headline\n\nBy Friday all was over\n\nIraq agreed.", facts{"A headline", "", "", "", "By Friday all was over\n\nIraq agreed."}},
		{"reuters", "BAGHDAD (Reuters) - Iraq agreed.", facts{"Iraq agreed.…", "Reuters", "", "", "Iraq agreed."}},
		{"afp", "Damascus, March 14 (AFP) — Iraq agreed.", facts{"Iraq agreed.…", "AFP", "", "", "Iraq agreed."}},
		{"dated dateline", "DAMASCUS, March 14, 2025 (AFP) -- Iraq agreed.", facts{"Iraq agreed.…", "AFP", "", "", "Iraq agreed."}},
		{"cnn", "(CNN) Iraq agreed.", facts{"Iraq agreed.…", "CNN", "", "", "Iraq agreed."}},
		{"cnn's other form", "London CNN —\n\nIraq agreed.", facts{"Iraq agreed.…", "CNN", "", "", "Iraq agreed."}},
		{"two slashes", "Baghdad/ Shafaq News/ Iraq agreed.", facts{"Iraq agreed.…", "Shafaq News", "", "", "Iraq agreed."}},
		{"a place", "Baghdad/ Iraq agreed.", facts{"Baghdad/ Iraq agreed.…", "", "", "", "Baghdad/ Iraq agreed."}},
		{"a party", "Kurdistan Workers' Party (PKK) - Iraq agreed.", facts{"Kurdistan Workers' Party (PKK) - Iraq agreed.…", "", "", "", "Kurdistan Workers' Party (PKK) - Iraq agreed."}},
		{"an agency as subject", "Associated Press (AP) reporters left.", facts{"Associated Press (AP) reporters left.…", "", "", "", "Associated Press (AP) reporters left."}},
	} {
		a, err := ParseText("a.txt", c.in)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if a.Body != c.in || a.File != "a.txt" || a.ID == "" {
			t.Errorf("%s: body %q, file %q, id %q", c.name, a.Body, a.File, a.ID)
		}
		got := facts{a.Title, a.Outlet, a.Byline, a.Published.String(), a.Body[a.Prose:]}
		if a.TitleDerived && !strings.HasSuffix(got.Title, "…") {
			got.Title += "…" // derived titles are marked so in the cases
		}
		if c.name == "dated dateline" {
			c.want.Published = "2025-03-14"
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestParseTextErrors(t *testing.T) {
	for in, want := range map[string]string{
		"":                   "is empty",
		"\ufeff \r\n":        "is empty",
		"...\n***":           "holds no words",
		"GIF89a\x00\x01":     "holds binary data (NUL bytes), not text",
		"\xff\xfeI\x00":      "is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8",
		"Iraq \xe3\xcf\xed.": "is not UTF-8 at byte 6; convert it: iconv -f WINDOWS-1256 -t UTF-8 (or from what it is written in)",
	} {
		if _, err := ParseText("a.txt", in); err == nil || err.Error() != want {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func TestLanguage(t *testing.T) {
	for in, want := range map[string]string{
		"Iraq agreed.": "",
		"وصل الوزير إلى مدينة بغداد":        "ar",
		"وصل الوزير إلى بغداد":              "ar",
		"وەزیر گەیشتە هەولێر و ڕۆیشت":       "ckb",
		"وزیر به تهران رسید و گفت که":       "fa",
		"وزیر نے کہا کہ وہ آج لاہور میں ہے": "",
		"Wezîr gihîşt Hewlêrê":              "kmr",
	} {
		if got := language(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestIdentity(t *testing.T) {
	id := func(in string) rag.ArticleID {
		t.Helper()
		a, err := ParseText("a.txt", in)
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	base := id("A headline\n\nIraq agreed.\n\nSyria too.")
	if base != id("\ufeffA  headline\r\n\r\nIraq agreed.\r\n\r\nSyria did not.") {
		t.Error("an article that changed below its lead has another id")
	}
	if base == id("A headline\n\nIran agreed.\n\nSyria too.") {
		t.Error("two articles under one headline have the same id")
	}
	if base == id("Iraq agreed.\n\nSyria too.") {
		t.Error("the headline does not count")
	}
}

func FuzzParseText(f *testing.F) {
	for _, s := range []string{
		" date 2025-03-14 Iraq agreed.", "\ufeffA headline?\r\n\r\nBy Jane Doe\r\n\r\nShafaq News/ An official. It\r\n",
		"BAGHDAD, March 14, 2025 (AFP) — Iraq", "شفق نيوز/ وصل «الوزير».", "بقلم علي\n\nوەزیر ێ", "date 2025-03-14", "\xff\xfe", "a\x00", "...",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseText("a.txt", s)
		if err != nil {
			return
		}
		if a.Body != s || a.Prose < 0 || a.Prose >= len(s) || !utf8.RuneStart(s[a.Prose]) {
			t.Fatalf("prose at %d of %d", a.Prose, len(s))
		}
		if a.ID == "" || a.Title == "" || utf8.RuneCountInString(a.Title) > 2*headlineRunes || !utf8.ValidString(a.Title) {
			t.Fatalf("id %q, title %q", a.ID, a.Title)
		}
		if len(text.Prose(s, a.Prose)) == 0 {
			t.Fatal("no sentences")
		}
	})
}

func TestParseTextLarge(t *testing.T) {
	for _, unit := range []string{"word ", "x", "a\n", "!? ", "(", "date ", "A/ "} {
		in := strings.Repeat(unit, 5<<20/len(unit)) + "Iraq agreed."
		if _, err := ParseText("a.txt", in); err != nil {
			t.Errorf("%q: %v", unit, err)
		}
	}
}
