package rag

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// copied is from which share of its words on, in their order, a claim is a copy of
// a sentence with changes, so that each change can be looked at for itself.
// At .6 true claims of the tuned set that only share a frame with another
// sentence begin to be blamed; at .8 short copies with two changes pass.
const copied = 0.7

// framed is the share from which on two names that changed places are looked for:
// they take their words out of the common order.
const framed = 0.4

// shortGap is how many words may have been left out of a copy for what is among
// them to count as lost: more is a clause that was left out as a whole.
const shortGap = 4

// gap is where a claim and the sentence that it copies differ: the tokens of the
// claim, and those that the sentence has in their place. Either may be none.
type gap struct{ claim, line tokens }

// tokens is a range of tokens.
type tokens struct{ from, to int }

func (t tokens) len() int { return t.to - t.from }

// copyFaults looks, where a claim is nearly a copy of a sentence, at each place
// where it is not: another number or name there, two that changed places, a
// negation that came or went.
func (c *reclaim) copyFaults() []fault {
	seen := map[*line]bool{}
	var faults []fault
	for k := range c.clauses {
		l := c.clauses[k].line
		if l == nil || seen[l] {
			continue
		}
		seen[l] = true
		gaps, shared := c.gaps(l)
		if float64(shared) < framed*float64(len(c.tokens)) {
			continue
		}
		faults = append(faults, c.swaps(l)...)
		faults = append(faults, c.surer(l, gaps)...)
		if float64(shared) < copied*float64(len(c.tokens)) {
			continue
		}
		for _, g := range gaps {
			faults = append(faults, c.replaced(l, g)...)
			faults = append(faults, c.widened(l, g)...)
			faults = append(faults, c.foisted(l, g, float64(shared)/float64(len(c.tokens)))...)
		}
		faults = append(faults, c.denied(l, gaps)...)
	}
	return faults
}

// gaps aligns the claim with a sentence by their longest common subsequence of
// words and returns where they differ, in order, and how many words they share.
// What the sentence has before the first and after the last shared word is left
// out: a claim need not say all.
func (c *reclaim) gaps(l *line) ([]gap, int) {
	mine, other := bareTokens(c.sentence), bareTokens(l.sentence)
	longest := make([][]int, len(mine)+1)
	for i := range longest {
		longest[i] = make([]int, len(other)+1)
	}
	for i := len(mine) - 1; i >= 0; i-- {
		for j := len(other) - 1; j >= 0; j-- {
			if mine[i] == other[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	var gaps []gap
	var g gap
	for i, j := 0, 0; i < len(mine) || j < len(other); {
		switch {
		case i < len(mine) && j < len(other) && mine[i] == other[j]:
			g.claim.to, g.line.to = i, j
			gaps = append(gaps, g)
			i, j = i+1, j+1
			g = gap{tokens{i, i}, tokens{j, j}}
		case j == len(other) || i < len(mine) && longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	g.claim.to, g.line.to = len(mine), len(other)
	gaps = append(gaps, g)
	return differing(gaps), longest[0][0]
}

func differing(gaps []gap) []gap {
	var all []gap
	for _, g := range gaps {
		if g.claim.len() > 0 || g.line.len() > 0 {
			all = append(all, g)
		}
	}
	return all
}

// bareTokens are the words of a sentence without the marks of possession.
func bareTokens(s *sentence) []string {
	bare := make([]string, len(s.tokens))
	for i, t := range s.tokens {
		bare[i] = strings.TrimSuffix(strings.TrimSuffix(t.Folded, "'s"), "’s")
		if !latin(t.Folded) { // what is a word of its own elsewhere is written with the next
			bare[i] = t.Stem
		}
	}
	return bare
}

// placed is a run of words with capitals in a sentence, and the words beside it.
type placed struct {
	words         string
	at            tokens
	before, after string // "" at the ends
}

// names are the runs of words with capitals, as far as the sentence has them to
// tell: that of its first word is one too.
func (p *prose) names() []placed {
	bare := bareTokens(p.sentence)
	var all []placed
	for i := 0; i < len(p.tokens); {
		j := i
		for j < len(p.tokens) && p.tokens[j].Capital && !text.IsStop(p.tokens[j].Folded) && (j == i || strings.TrimSpace(p.between(j)) == "") {
			j++
		}
		if j == i {
			i++
			continue
		}
		one := placed{words: strings.Join(bare[i:j], " "), at: tokens{i, j}}
		if i > 0 {
			one.before = neighbour(p.between(i), bare[i-1])
		}
		if j < len(bare) {
			one.after = neighbour(p.between(j), bare[j])
		}
		all = append(all, one)
		i = j
	}
	return all
}

// neighbour is the word beside a name, or the mark that parts them.
func neighbour(between, word string) string {
	if mark := strings.TrimSpace(between); mark != "" {
		return mark
	}
	return word
}

// swaps finds two names of the claim that stand in one another's place.
func (c *reclaim) swaps(l *line) []fault {
	mine, theirs := c.names(), l.names()
	for i, a := range mine {
		for _, b := range mine[i+1:] {
			if a.words == b.words || c.symmetric(a.at.to, b.at.from) {
				continue
			}
			if inPlaceOf(a, b, theirs) {
				return []fault{{Contradicted, "changes the places of " + quoted(a.words) + " and " + quoted(b.words), l.words}}
			}
		}
	}
	return nil
}

// inPlaceOf reports whether, of two names, the sentence has each where the claim
// has the other, in the other order.
func inPlaceOf(a, b placed, theirs []placed) bool {
	for i, x := range theirs {
		if x.words != b.words {
			continue
		}
		for _, y := range theirs[i+1:] {
			if y.words != a.words {
				continue
			}
			left := a.before == x.before && b.before == y.before
			right := a.after == x.after && b.after == y.after
			if left && right || left && a.before != b.before || right && a.after != b.after {
				return true
			}
		}
	}
	return false
}

// joining are the words between two things that may change places.
var joining = folded("and or nor as well with met meets alongside together both between")

// symmetric reports whether what stands between two places joins them without order.
func (c *reclaim) symmetric(from, to int) bool {
	for i := from; i < to; i++ {
		if !joining[c.tokens[i].Folded] {
			return false
		}
	}
	return true
}

// replaced finds a number, date or name where the sentence has another one.
func (c *reclaim) replaced(l *line, g gap) []fault {
	if g.claim.len() == 0 || g.line.len() == 0 || g.line.len() > shortGap {
		return nil
	}
	published := l.scene.article.Published.Time
	for _, f := range c.factsIn(g.claim) {
		same := false
		var other *fact.Fact
		for _, h := range l.factsIn(g.line) {
			same = same || fact.Entails(h, f, published) || f.Kind.Numeric() && f.Number == h.Number ||
				f.Kind.Proper() && l.scene.sameName(f, h)
			if other == nil && alikeKinds(f, h) {
				other = &h
			}
		}
		if other != nil && !same {
			return []fault{{Contradicted, "says " + quoted(f.Of(c.words)) + ", the coverage " + quoted(other.Of(l.words)), other.Of(l.words)}}
		}
	}
	return nil
}

// alikeKinds reports whether one fact may stand in the place of another.
func alikeKinds(a, b fact.Fact) bool {
	return a.Kind.Numeric() && b.Kind.Numeric() || a.Kind == b.Kind && (a.Kind.Temporal() || a.Kind.Proper() && a.Kind != fact.Demonym)
}

// factsIn are the facts of which some tokens are a part.
func (p *prose) factsIn(t tokens) []fact.Fact {
	var all []fact.Fact
	for _, f := range p.facts {
		if from, to := p.tokensOf(f); from < t.to && to > t.from && checked(f) {
			all = append(all, f)
		}
	}
	return all
}

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
		if c.doubts(g.claim, doubts) || c.among(g.claim, roughly) || c.tellsWhoSays(g.claim) {
			return nil
		}
	}
	for _, g := range gaps {
		if g.line.len() <= hedgeGap && g.claim.len() <= shortGap && g.line.from > 0 && g.line.to < len(l.tokens) && l.doubted(g.line, gaps) {
			return []fault{{Unsupported, "the coverage is less sure of it", l.words}}
		}
	}
	return nil
}

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
