package rag

import (
	"maps"
	"slices"
	"strings"

	"newsdesk/rag/text"
)

// arabicDoubts make what follows less than a fact; so does 'قد' before an
// imperfect verb (see surer).
var arabicDoubts = foldedArabic("ربما يحتمل المحتمل المقرر مقرر المتوقع متوقع المرجح يرجح يعتزم تعتزم يزعم تزعم المزعوم المزعومة يبدو")

func foldedArabic(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[text.Fold(w)] = true
	}
	return set
}

// imperfect are the letters with which an Arabic verb of what is or will be begins.
const imperfect = "يتنا"

// doubts reports whether something among some tokens makes what is said less than
// a fact: one of the words, or what does so in Arabic.
func (p *prose) doubts(t tokens, words map[string]bool) bool {
	for i := t.from; i < t.to; i++ {
		folded := p.tokens[i].Folded
		if !p.inside[i] && (words[folded] && p.factAt[i] < 0 || arabicDoubts[folded]) {
			return true
		}
		if strings.TrimPrefix(folded, "و") == "قد" && i+1 < len(p.tokens) && strings.ContainsAny(imperfect, firstLetter(p.tokens[i+1].Folded)) {
			return true
		}
	}
	return false
}

func firstLetter(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// hedgeGap is how many words of a sentence may stand between two that a claim has
// side by side for a doubt among them to be one that was lost.
const hedgeGap = 6

// roughly are the words that make a number less than exact.
var roughly = folded("about around roughly approximately nearly almost some estimated")

// tellsWhoSays reports whether some tokens give what is said to somebody.
func (p *prose) tellsWhoSays(t tokens) bool {
	for i := t.from; i < t.to; i++ {
		if speech[p.keys[i]] || p.tokens[i].Folded == "according" {
			return true
		}
	}
	return false
}

// surer finds a doubt that was left out, or put aside for certainty, and did not
// move to another place.
func (c *reclaim) surer(l *line, gaps []gap) []fault {
	for _, g := range gaps {
		if c.doubts(g.claim, doubtsKept) { // it may have moved
			return nil
		}
	}
	for _, g := range gaps {
		if g.line.len() > hedgeGap || g.claim.len() > shortGap || g.line.from == 0 || g.line.to == len(l.tokens) {
			continue
		}
		if l.doubted(g.line, gaps) && !c.among(g.claim, roughly) && !c.tellsWhoSays(g.claim) {
			return []fault{{Unsupported, "the coverage is less sure of it", l.words}}
		}
	}
	return nil
}

// doubtsKept are the doubts that may stand in the place of another: all but the
// words by which what was said of the future is reported.
var doubtsKept = func() map[string]bool {
	kept := maps.Clone(doubts)
	for _, w := range []string{"would", "should", "can"} {
		delete(kept, w)
	}
	return kept
}()

// modals are the doubts that do not tell who has them.
var modals = folded(`may might could possibly perhaps likely unlikely probably apparently reportedly allegedly alleged suspected
	expected planned plans plan intends hopes hope proposed potential potentially`)

// doubted reports whether a doubt among some tokens is of words that the claim has.
func (l *line) doubted(t tokens, gaps []gap) bool {
	for i := t.from; i < t.to; i++ {
		if !l.doubts(tokens{i, i + 1}, modals) {
			continue
		}
		if !latin(l.tokens[i].Folded) {
			return true
		}
		for _, j := range l.scoped(i, doubtReach) {
			if !slices.ContainsFunc(gaps, func(g gap) bool { return j >= g.line.from && j < g.line.to }) {
				return true
			}
		}
	}
	return false
}

// Words for all of something and for a part of it, in English and Arabic.
var (
	wholes = merged(folded("all every each entire whole always everyone both"), foldedArabic("جميع كل كافة كافه دائما"))
	parts  = merged(folded("most some many several few part partly half majority mostly often sometimes largely nearly almost"),
		foldedArabic("معظم بعض أغلب غالبية عدد جزء نصف أحيانا غالبا"))
)

func merged(a, b map[string]bool) map[string]bool {
	for w := range b {
		a[w] = true
	}
	return a
}

// widened finds that a copy speaks of all where the sentence does of a part.
func (c *reclaim) widened(l *line, g gap) []fault {
	if g.line.len() <= shortGap && c.among(g.claim, wholes) && l.among(g.line, parts) && !c.among(g.claim, parts) {
		return []fault{{Contradicted, "the coverage says it of a part only", l.words}}
	}
	return nil
}

func (p *prose) among(t tokens, words map[string]bool) bool {
	for i := t.from; i < t.to; i++ {
		if words[p.tokens[i].Folded] || words[strings.TrimPrefix(p.tokens[i].Folded, "و")] {
			return true
		}
	}
	return false
}

// closely is the share from which on each word of a copy is looked at: no word may
// be there that the sentence has nothing like. At .75 true sentences with two
// words of their own are lost, at .85 false ones of ten words pass.
const closely = 0.8

// foisted finds a word of a close copy that nothing in the sentence or beside it
// is like.
func (c *reclaim) foisted(l *line, g gap, share float64) []fault {
	if share < closely {
		return nil
	}
	for i := g.claim.from; i < g.claim.to; i++ {
		folded := c.tokens[i].Folded
		if text.IsStop(folded) || c.factAt[i] >= 0 || forceWords[folded] || slight[folded] || len(folded) < 2 || l.tellsOf(c.keys[i]) {
			continue
		}
		return []fault{{Unsupported, quoted(c.tokens[i].Span.Of(c.words)) + " is not in the coverage of this", l.words}}
	}
	return nil
}

// tellsOf reports whether a sentence, or what stands around it, has a word or one
// of like meaning.
func (l *line) tellsOf(key string) bool {
	for kin := range kinOf(key) {
		if len(l.at[kin]) > 0 || l.near[kin] {
			return true
		}
	}
	return false
}

// negationMoves is over how many words a negation may move and deny the same:
// 'no beaches were polluted', 'beaches were not polluted'.
const negationMoves = 4

// denied finds a negation that only one of the two has.
func (c *reclaim) denied(l *line, gaps []gap) []fault {
	var won, lost []gap
	for _, g := range gaps {
		mine, theirs := c.denies(g.claim), l.denies(g.line)
		switch {
		case mine == theirs || c.tells(g.claim) || l.tells(g.line):
		case mine:
			won = append(won, g)
		case g.line.from > 0 && g.line.to < len(l.tokens):
			lost = append(lost, g)
		}
	}
	for _, g := range won {
		near := slices.IndexFunc(lost, func(h gap) bool {
			return h.claim.from-g.claim.to <= negationMoves && g.claim.from-h.claim.to <= negationMoves
		})
		if near < 0 {
			return []fault{{Contradicted, "denies what the coverage says", l.words}}
		}
		lost = slices.Delete(lost, near, near+1)
	}
	if len(lost) > 0 {
		return []fault{{Contradicted, "says what the coverage denies", l.words}}
	}
	return nil
}

// arabicNegations deny what follows in Arabic.
var arabicNegations = foldedArabic("لا لم لن ليس ليست ليسوا غير دون بدون ولا ولم ولن وليس ما")

// besideNo are words that go with a negation and add nothing.
var besideNo = folded("yet ever still longer even any all anymore actually really")

// denies reports whether there is a negation among some tokens; two are none.
func (p *prose) denies(t tokens) bool {
	n := 0
	for i := t.from; i < t.to; i++ {
		if negations[p.tokens[i].Folded] || arabicNegations[p.tokens[i].Folded] || p.contracted(i) {
			n++
		}
	}
	return n%2 == 1
}

// tells reports whether some tokens say something besides a negation.
func (p *prose) tells(t tokens) bool {
	for i := t.from; i < t.to; i++ {
		if folded := p.tokens[i].Folded; !negations[folded] && !arabicNegations[folded] && !besideNo[folded] && !p.contracted(i) && !text.IsStop(folded) {
			return true
		}
	}
	return false
}
