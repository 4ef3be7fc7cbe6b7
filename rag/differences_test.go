package rag_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// told writes differences in short: '-' old, '+' new, '~' only the marks differ.
func told(all []rag.Difference) string {
	var b strings.Builder
	for _, d := range all {
		mark := ""
		if d.Punctuation {
			mark = " ~"
		}
		fmt.Fprintf(&b, "%s%s", d.Part, mark)
		if d.Old != "" {
			fmt.Fprintf(&b, " -%s", d.Old)
		}
		if d.New != "" {
			fmt.Fprintf(&b, " +%s", d.New)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestDifferences(t *testing.T) {
	const lead, quote, end = "The ferry to Basra opened on Monday.", "It carries 40 cars, the mayor said.", "Tickets cost five dinars."
	body := lead + " " + quote + "\n\n" + end
	for name, c := range map[string]struct{ old, edited, want string }{
		"nothing":         {body, body, ""},
		"only spaces":     {body, lead + "\n\n" + quote + "\n\n\n" + end + "\n", ""},
		"a figure":        {body, strings.Replace(body, "40", "46", 1), "sentence -It carries 40 cars, the mayor said. +It carries 46 cars, the mayor said.\n"},
		"a mark":          {body, strings.Replace(body, "cars,", "cars;", 1), "sentence ~ -It carries 40 cars, the mayor said. +It carries 40 cars; the mayor said.\n"},
		"a sign":          {"It was 5 degrees in Basra.", "It was -5 degrees in Basra.", "sentence -It was 5 degrees in Basra. +It was -5 degrees in Basra.\n"},
		"a decimal":       {"It rose 1.5 percent on Friday.", "It rose 15 percent on Friday.", "sentence -It rose 1.5 percent on Friday. +It rose 15 percent on Friday.\n"},
		"a question":      {"He was fired in Basra?", "He was fired in Basra.", "sentence -He was fired in Basra? +He was fired in Basra.\n"},
		"removed":         {body, lead + "\n\n" + end, "sentence -" + quote + "\n"},
		"added":           {lead + "\n\n" + end, body, "sentence +" + quote + "\n"},
		"all removed":     {body, "", "sentence -" + lead + "\nsentence -" + quote + "\nsentence -" + end + "\n"},
		"moved":           {lead + " " + quote + " " + end, quote + " " + lead + " " + end, "sentence -" + lead + "\nsentence +" + lead + "\n"},
		"another instead": {body, lead + " Nobody knows where the heron nests.\n\n" + end, "sentence -" + quote + "\nsentence +Nobody knows where the heron nests.\n"},
		"the same twice":  {lead + " " + lead, lead, "sentence -" + lead + "\n"},
		"Arabic":          {"افتتح الجسر يوم الاثنين. وعبرته 40 سيارة.", "افتتح الجسر يوم الاثنين. وعبرته 46 سيارة.", "sentence -وعبرته 40 سيارة. +وعبرته 46 سيارة.\n"},
		"a heading": {
			lead + "\n\nWhat It Costs\n\n" + end + " Children travel free of charge on every day of the week.",
			lead + "\n\nWhat It Will Cost\n\n" + end + " Children travel free of charge on every day of the week.",
			"heading -What It Costs +What It Will Cost\n",
		},
	} {
		if got := told(rag.Differences(rag.Article{Body: c.old}, rag.Article{Body: c.edited})); got != c.want {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want)
		}
	}
}

func TestDifferencesOfTitles(t *testing.T) {
	body := "Dateline\nThe ferry to Basra opened on Monday."
	old := rag.Article{Title: "Ferry opens", Body: body, Prose: 9}
	for name, c := range map[string]struct {
		edit func(*rag.Article)
		want string
	}{
		"another":              {func(a *rag.Article) { a.Title = "Ferry opens late" }, "title -Ferry opens +Ferry opens late\n"},
		"a mark":               {func(a *rag.Article) { a.Title = "Ferry opens!" }, "title ~ -Ferry opens +Ferry opens!\n"},
		"none given any more":  {func(a *rag.Article) { a.Title, a.TitleDerived = "The ferry", true }, "title -Ferry opens\n"},
		"before the prose":     {func(a *rag.Article) { a.Body = "Deadline" + body[8:] }, ""},
		"a place out of range": {func(a *rag.Article) { a.Prose = 1 << 40 }, "sentence -The ferry to Basra opened on Monday.\n"},
	} {
		edited := old
		c.edit(&edited)
		if got := told(rag.Differences(old, edited)); got != c.want {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want)
		}
	}
}

// sentencesOf are the parts that are compared, read by package text alone.
func sentencesOf(s string) []string {
	var all []string
	for _, p := range text.Sentences(s) {
		all = append(all, p.Of(s))
	}
	return all
}

// applied makes the new sentences of the old ones and what changed.
func applied(t *testing.T, old []string, all []rag.Difference) []string {
	t.Helper()
	made, at := []string{}, 0
	for _, d := range all {
		if d.OldAt < at || d.OldAt > len(old) {
			t.Fatalf("%+v is out of order after %d of %d", d, at, len(old))
		}
		made, at = append(made, old[at:d.OldAt]...), d.OldAt
		if d.NewAt != len(made) {
			t.Fatalf("%+v comes to stand at %d", d, len(made))
		}
		if d.Old != "" {
			if old[at] != d.Old {
				t.Fatalf("%+v: at its place stood %q", d, old[at])
			}
			at++
		}
		if d.New != "" {
			made = append(made, d.New)
		}
	}
	return append(made, old[at:]...)
}

// FuzzDifferences holds that what is listed makes the new sentences of the old ones,
// that nothing is listed that did not change, and that marks are no words.
func FuzzDifferences(f *testing.F) {
	f.Add("The ferry opened. It carries 40 cars.", "The ferry opened. It carries 46 cars! Really.")
	f.Add("a\n\nb\n\nc", "c\n\nb\n\na")
	f.Add("\xff. Costs.\n\nIt is -5. It is.", "\xff\xff. Costs\n\n“It is 5.” It is.")
	f.Add("افتتح الجسر. وعبرته ٤٠ سيارة.", "")
	f.Fuzz(func(t *testing.T, old, edited string) {
		all := rag.Differences(rag.Article{Body: old}, rag.Article{Body: edited})
		want := append([]string{}, sentencesOf(edited)...)
		if diff := cmp.Diff(want, applied(t, sentencesOf(old), all)); diff != "" {
			t.Errorf("applied to the old sentences (-want +got):\n%s", diff)
		}
		for _, d := range all {
			if d.Old == d.New {
				t.Errorf("%+v is no difference", d)
			}
			if d.Punctuation && lettersOf(d.Old) != lettersOf(d.New) {
				t.Errorf("%+v differs in more than marks", d)
			}
		}
	})
}

func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}

// TestDifferencesOfLongArticles compares five megabytes with the same edited here and
// there, written anew, and made of one sentence again and again.
func TestDifferencesOfLongArticles(t *testing.T) {
	const size = 5 << 20 / thinned
	made := func(seed uint64) []string {
		r := rand.New(rand.NewPCG(seed, 1))
		var all []string
		for n := 0; n < size; n += len(all[len(all)-1]) {
			all = append(all, fmt.Sprintf("The council of town %d met for the %d-th time and voted %d to %d for the bridge.", r.IntN(1e6), r.IntN(100), r.IntN(50), r.IntN(50)))
		}
		return all
	}
	one := made(1)
	edited := append([]string{}, one...)
	for i := 0; i < len(edited); i += 1000 {
		edited[i] = "Nothing of this was so."
	}
	paragraphs := func(all []string) rag.Article { return rag.Article{Body: strings.Join(all, "\n\n")} }
	if n := len(rag.Differences(paragraphs(one), paragraphs(edited))); n < len(one)/1000 || n > len(one)/400 {
		t.Errorf("%d differences of %d edits", n, len(one)/1000)
	}
	if n := len(rag.Differences(paragraphs(one), paragraphs(made(2)))); n < len(one)/2 {
		t.Errorf("two texts of %d sentences have %d differences", len(one), n)
	}
	same := rag.Article{Body: strings.Repeat("It rained.\n\n", size/12)}
	if n := len(rag.Differences(same, rag.Article{Body: strings.Repeat("It rained.\n\nIt snowed.\n\n", size/24)})); n == 0 {
		t.Error("nothing differs")
	}
}
