package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

const (
	// sealedWords is how many words a quotation has at least that is held by
	// itself: shorter ones belong to the sentence that they stand in.
	sealedWords = 3
	// atHome is what leaning on the sentences of a claim's quotation gains: as
	// much as a fact. Settled with go test ./rag -run TestClaims -v
	atHome = 1.5
)

// seal returns the claim without its quotations that stand in the evidence to the
// letter, whose words need no more checking, or the claim itself.
func (c *reclaim) seal(lines []*line) *reclaim {
	rest := []byte(c.words)
	home := map[*line]bool{}
	for _, f := range c.facts {
		if f.Kind != fact.Quote || len(text.Tokenize(f.Of(c.words))) < sealedWords {
			continue
		}
		l := holds(lines, f.Of(c.words))
		if l == nil {
			continue
		}
		copy(rest[f.Start:f.End], strings.Repeat(" ", f.Len()))
		for i := range lines {
			if lines[i] == l {
				l.homeOf(lines, i, len(text.Sentences(f.Of(c.words))), home)
			}
		}
	}
	if len(home) == 0 {
		return c
	}
	sealed := readClaim(string(rest))
	sealed.whole, sealed.home = c, home
	return sealed
}

// homeOf notes the sentences of a quotation and those around it, in which its
// speaker may be named.
func (l *line) homeOf(lines []*line, at, sentences int, home map[*line]bool) {
	for i := max(0, at-1); i < len(lines) && i <= at+max(1, sentences); i++ {
		if lines[i].scene == l.scene {
			home[lines[i]] = true
		}
	}
}

// outside are those of the places of a word in a sentence at which the claim may
// have it: not within a quotation, where the claim's own was taken out.
func (c *reclaim) outside(l *line, at []int) []int {
	if c.whole == nil {
		return at
	}
	var free []int
	for _, i := range at {
		if i >= len(l.inside) || !l.inside[i] || !c.whole.quotesWord(l.keys[i]) {
			free = append(free, i)
		}
	}
	return free
}

// quotesWord reports whether a word stands in a quotation of the claim.
func (c *reclaim) quotesWord(key string) bool {
	for i, k := range c.keys {
		if k == key && c.inside[i] {
			return true
		}
	}
	return false
}

// heldInParts finds the sentence in which a quotation begins that the evidence
// breaks off, to say who speaks, or that leaves words out by dots: its parts stand
// to the letter, in order, in one sentence or the next.
func heldInParts(lines []*line, quote string) *line {
	var parts []string
	for _, piece := range strings.Split(strings.ReplaceAll(quote, "...", "…"), "…") {
		for _, s := range text.Sentences(piece) {
			if part := strings.Trim(letters(s.Of(piece)), " .,;:!?\"'"); part != "" {
				parts = append(parts, part)
			}
		}
	}
	if len(parts) < 2 {
		return nil
	}
	for i, l := range lines {
		if standsIn(letters(l.words), parts[0]) && followed(lines[i:], parts) {
			return l
		}
	}
	return nil
}

// followed reports whether the parts of a quotation stand in sentences that follow
// one another, from the first on, none skipped.
func followed(lines []*line, parts []string) bool {
	at := 0
	for _, part := range parts {
		for n := 0; !standsIn(letters(lines[at].words), part); n++ {
			if at++; n > 0 || at == len(lines) || lines[at].scene != lines[0].scene {
				return false
			}
		}
	}
	return true
}

// saysAnother reports whether the claim gives its words to somebody by an office
// ('the minister said') that the speaker of a sentence does not hold.
func (c *reclaim) saysAnother(l *line) bool {
	held, office := c.sayerHolds(l)
	return office && !held
}

// sayerHolds reports whether the claim names its speaker by an office alone, and
// whether the speaker of a sentence is somebody who holds it.
func (c *reclaim) sayerHolds(l *line) (held, office bool) {
	if !l.scene.somebody(l.speaker) {
		return false, false
	}
	about := l.scene.aboutName(fact.Fact{Value: l.speaker}, l)
	for _, d := range c.deeds {
		if !speech[c.keys[d.verb]] || c.inside[d.verb] || len(d.subjects) != 1 {
			continue
		}
		ph := d.subjects[0]
		if c.factAt[ph.head()] >= 0 || !c.officeAt(ph.head()) || ph.to < len(c.tokens) && c.proper(ph.to) {
			return false, false // 'the director Hanan Balkhy'
		}
		for i := ph.from; i < ph.to; i++ {
			if c.officeAt(i) && !c.heldKey(c.keys[i], about, l) && (i == ph.head() || !l.scene.aroundName(l.speaker, c.keys[i])) {
				return false, true
			}
		}
		return true, true
	}
	return false, false
}

// officeAt reports whether a token is a word of an office.
func (p *prose) officeAt(i int) bool { return p.roleAt(i) || anOffice(p.keys[i]) }

// aroundName reports whether a word stands in a sentence that has a name, or in the
// lead: whose office it is, 'the central bank governor'.
func (s *scene) aroundName(value, key string) bool {
	for i, l := range s.lines {
		if len(l.at[key]) > 0 && !speech[key] && !titledAlone[key] && (i == 0 || l.mentions(fact.Fact{Value: value})) {
			return true
		}
	}
	return false
}

// titledAlone are words of offices that tell them apart from one another.
var titledAlone = words("minister deputy vice former agriculture finance interior foreign health defence energy trade water justice education transport economy")
