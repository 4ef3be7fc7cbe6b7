package rag

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// whole drafts a reply that comes in pieces of n bytes.
func whole(reply string, n int) []drafted {
	var d draft
	var all []drafted
	for rest := reply; rest != ""; {
		size := min(n, len(rest))
		all = append(all, d.add(rest[:size])...)
		rest = rest[size:]
	}
	return append(all, d.end()...)
}

func TestDraft(t *testing.T) {
	for reply, want := range map[string][]drafted{
		"":       nil,
		"  \n\n": nil,
		"The quake killed 212 people [1]. Spain sent a team [2][3].": {
			{Text: "The quake killed 212 people.", Cites: []int{1}}, {Text: "Spain sent a team.", Cites: []int{2, 3}},
		},
		"The quake killed 212 people. [1] Spain sent a team. [2, 3]": {
			{Text: "The quake killed 212 people.", Cites: []int{1}}, {Text: "Spain sent a team.", Cites: []int{2, 3}},
		},
		"The quake killed 212 people.[1]\nSpain sent a team [1-3].": {
			{Text: "The quake killed 212 people.", Cites: []int{1}}, {Text: "Spain sent a team.", Cites: []int{1, 2, 3}},
		},
		"# Answer\n1. The quake [1] killed 212 people [1].\n2) Spain sent a team [Passage 2].": {
			{Text: "The quake killed 212 people.", Cites: []int{1}}, {Text: "Spain sent a team.", Cites: []int{2}},
		},
		"The U.S. sent Gen. Smith to St. Petersburg [1]. He left on Friday [1].": {
			{Text: "The U.S. sent Gen. Smith to St. Petersburg.", Cites: []int{1}}, {Text: "He left on Friday.", Cites: []int{1}},
		},
		"قتل الزلزال ٢١٢ شخصا [١]. أرسلت إسبانيا فريقا【٢】.": {
			{Text: "قتل الزلزال ٢١٢ شخصا.", Cites: []int{1}}, {Text: "أرسلت إسبانيا فريقا.", Cites: []int{2}},
		},
		"The quake killed 212\u202e people\u200b [1].\n\nReferences:\n[1] Atlas Wire": {{Text: "The quake killed 212 people.", Cites: []int{1}}},
		"It cost [sic] 3.5 million [1], officials said.":                              {{Text: "It cost [sic] 3.5 million, officials said.", Cites: []int{1}}},
		"Nothing is cited here":         {{Text: "Nothing is cited here.", Cites: nil}},
		"A range [1-999999] of no use.": {{Text: "A range [1-999999] of no use.", Cites: nil}},
	} {
		for _, n := range []int{1, 3, 7, 1000} {
			if diff := cmp.Diff(want, whole(reply, n), cmp.AllowUnexported(drafted{})); diff != "" {
				t.Errorf("%q in pieces of %d: %s", reply, n, diff)
			}
		}
	}
}

func TestLongSentenceIsCut(t *testing.T) {
	for _, d := range whole(strings.Repeat("a", 50*longestDraft), 100) {
		if len(d.Text) > 2*longestDraft {
			t.Errorf("a sentence of %d bytes", len(d.Text))
		}
	}
}

// FuzzDraft: nothing that a model writes breaks the cutting, what comes out has
// neither citations nor line breaks nor unseen characters left, and all that is
// cited has a number.
func FuzzDraft(f *testing.F) {
	for _, s := range []string{
		"A [1]. B [2, 3].", "- a\n- b [1]", "【1†s】", "[1-3]", "[1][2] x", "Sources:\n[1]", "**bold** `code` [x](http://y)",
		"\xff\xfe[1", "[٣]", strings.Repeat("[1]", 100), "1. 2. 3. [1] . ! ?",
	} {
		f.Add(s, 1)
	}
	f.Fuzz(func(t *testing.T, reply string, n int) {
		if n < 1 || n > 1<<16 {
			n = 1
		}
		for _, d := range whole(reply, n) {
			if d.Text == "" || strings.ContainsAny(d.Text, "\n\r\u200b\u202e") || citation.MatchString(d.Text) {
				t.Errorf("%q of %q", d.Text, reply)
			}
			if slices.ContainsFunc(d.Cites, func(n int) bool { return n < 0 || n > 999 }) {
				t.Errorf("%v of %q", d.Cites, reply)
			}
		}
	})
}
