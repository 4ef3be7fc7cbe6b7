package show

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// A ruling is a verdict for people. Its mark is not one that Discord draws as an
// emoji, as it does U+2714.
type ruling struct{ mark, words string }

var rulings = map[rag.Verdict]ruling{
	rag.Supported:    {"✓", "Supported"},
	rag.Translated:   {"✓", "Supported, in another language"},
	rag.Partly:       {"≈", "Partly supported"},
	rag.Contradicted: {"✘", "Contradicted"},
	rag.Unsupported:  {"?", "Not in the coverage"},
}

func rule(v rag.Verdict) ruling {
	if r, known := rulings[v]; known {
		return r
	}
	return rulings[rag.Unsupported]
}

// listedClaims is how many claims are gone through, which is more than a page of
// a newspaper makes: a text of nothing but short sentences would else fill the
// channel with messages.
const listedClaims = 25

// Check returns the messages of a text that was checked: how its claims fared,
// then of each claim the verdict, what is wrong with it, what the coverage has
// instead and the coverage's own sentences, and the list of their sources.
func Check(checked string, claims []rag.Checked) []string {
	if len(claims) == 0 {
		return []string{"The text makes no claim: a question is none."}
	}
	all := []piece{{text: tally(claims)}}
	numbers, cited := numbering{at: map[place]int{}}, map[int]bool{}
	for i := range claims[:min(len(claims), listedClaims)] {
		all = append(all, together(verdict(checked, &claims[i], &numbers), MaxContent)...)
	}
	if rest := len(claims) - listedClaims; rest > 0 {
		all = append(all, piece{"\n\n", small, fmt.Sprintf("%s more counted above. Check a shorter part to see each.", count(rest, "claim"))})
	}
	for n := range numbers.sources {
		cited[n+1] = true
	}
	all = append(all, together(sources(numbers.sources, cited), MaxContent)...)
	return pack(all, MaxContent)
}

// tally counts the claims by verdict: "**3 claims**: 2 supported, 1 contradicted."
func tally(claims []rag.Checked) string {
	n := map[ruling]int{}
	for i := range claims {
		n[rule(claims[i].Verdict)]++
	}
	var parts []string
	for _, v := range []rag.Verdict{rag.Supported, rag.Translated, rag.Partly, rag.Contradicted, rag.Unsupported} {
		if k := n[rule(v)]; k > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", k, lower(rule(v).words)))
		}
	}
	return "**" + count(len(claims), "claim") + "**: " + strings.Join(parts, "; ") + "."
}

// verdict is what became of one claim.
func verdict(checked string, c *rag.Checked, numbers *numbering) []piece {
	r := rule(c.Verdict)
	claim := ""
	if c.Start >= 0 && c.Start <= c.End && c.End <= len(checked) {
		claim = c.Of(checked)
	}
	all := []piece{{sep: "\n\n", text: r.mark + " **" + r.words + "** · " + isolated(Line(claim))}}
	if c.Reason != "" {
		all = append(all, piece{"\n", small, isolated(Line(upper(c.Reason))) + "."})
	}
	if c.Value != "" && !shown(c) {
		all = append(all, piece{"\n", small, "The coverage has: " + isolated(Line(c.Value))})
	}
	for i := range c.Supports {
		s := &c.Supports[i]
		if said := Line(unnumbered(quote(s))); said != "" {
			all = append(all, piece{"\n", quoted, cited(said, rag.Marks([]int{numbers.of(s)}))})
		}
	}
	return all
}

// quote is a source's words, "" where its body is not at hand.
func quote(s *rag.Source) string {
	if s.Start < 0 || s.Start > s.End || s.End > len(s.Article.Body) {
		return ""
	}
	return s.Quote()
}

// shown reports whether the coverage's own value is read in the reason or is a
// whole sentence that is quoted anyway.
func shown(c *rag.Checked) bool {
	if strings.Contains(c.Reason, c.Value) {
		return true
	}
	for i := range c.Supports {
		if oneLine(quote(&c.Supports[i])) == oneLine(c.Value) {
			return true
		}
	}
	return false
}

// A numbering gives each cited sentence its number, in order of first use.
type numbering struct {
	at      map[place]int
	sources []rag.Source
}

type place struct {
	id rag.ArticleID
	text.Span
}

func (n *numbering) of(s *rag.Source) int {
	p := place{s.Article.ID, s.Span}
	if n.at[p] == 0 {
		n.sources = append(n.sources, *s)
		n.at[p] = len(n.sources)
	}
	return n.at[p]
}

func upper(s string) string { return firstLetter(s, unicode.ToUpper) }
func lower(s string) string { return firstLetter(s, unicode.ToLower) }

func firstLetter(s string, change func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 || r == utf8.RuneError {
		return s
	}
	return string(change(r)) + s[size:]
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
