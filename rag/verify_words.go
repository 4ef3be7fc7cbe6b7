package rag

import (
	"strings"

	"newsdesk/rag/thesaurus"
)

const (
	// lackShare is what share of a clause's words may have nothing like them in
	// the sentence. Measured as unmetHard.
	lackShare = 0.45
	// directShare is what share must be in the sentence itself.
	directShare = 0.5
	// lackWords is how many may, in the whole claim.
	lackWords = 3
)

// wordFaults wants the words of a clause in its sentence, all but a few: two in
// a row that are new are an added fact.
func (c *reclaim) wordFaults(cl *clause) []fault {
	lack, total, row, direct := 0.0, 0.0, 0, 0.0
	if m := &c.marks[cl.mark0]; c.unknownSubject(m) {
		return []fault{{Unsupported, quoted(c.tokens[m.from].Span.Of(c.words)) + " is not in the coverage of this", ""}}
	}
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact != nil {
			met := float64(btoi(m.met > 0))
			total, direct, row = total+met, direct+float64(btoi(m.at >= 0 || m.met > byContext)), 0
			continue
		}
		if m.vague || lightVerb[m.key] {
			continue
		}
		total++
		if m.met >= byContext {
			row = 0
			if m.at >= 0 || m.met >= 0.7 {
				direct++
			}
			if m.met < 0.7 {
				lack += 0.25
			}
			continue
		}
		lack++
		row++
		if row >= 2 {
			return []fault{{Unsupported, quoted(c.words[c.tokens[c.marks[i-1].from].Start:c.tokens[m.from].End]) + " is not in the coverage", ""}}
		}
	}
	if total > 0 && direct/total < directShare && c.whole == nil {
		return []fault{{Unsupported, "the coverage speaks of it, and does not say so", ""}}
	}
	if lack > lackWords || total > 0 && lack/total > lackShare {
		return []fault{{Unsupported, "the coverage does not say so", ""}}
	}
	return nil
}

// unknownSubject reports whether a mark opens the claim, before its verb, and is
// nowhere in the coverage.
func (c *reclaim) unknownSubject(m *mark) bool {
	return m.from <= 1 && m.fact == nil && !m.vague && m.met == 0 && m.to < len(c.tokens) && c.verbal(m.to)
}

// addedFaults wants each phrase that a preposition adds to a claim ('of the new
// museum', 'over the moratorium') to have something of its own in the sentence.
func (c *reclaim) addedFaults(cl *clause) []fault {
	for _, ph := range c.chunks {
		if ph.from < cl.from || ph.to > cl.to || c.inside[ph.from] {
			continue
		}
		if w := c.overreaches(ph); w != "" {
			return []fault{{Unsupported, quoted(w) + " is not in the coverage of this", ""}}
		}
		if ph.prep < cl.from || ph.prep < 0 {
			continue
		}
		words, met := 0, 0
		for t := ph.from; t < ph.to; t++ {
			if m := c.markOver(t); m != nil && m.from == t && (!m.vague && m.fact == nil || m.hard) {
				words++
				met += btoi(m.at >= 0 || m.met >= thesaurus.Threshold || m.met > 0 && (m.fact != nil || c.pointed(ph)))
			}
		}
		if n := c.modified(cl.line, ph); n >= 0 {
			return []fault{{Contradicted, "the coverage has " + quoted(cl.line.tokens[n].Folded) + " there", cl.line.words}}
		}
		if words > 0 && met == 0 {
			return []fault{{Unsupported, quoted(c.words[c.tokens[ph.prep].Start:c.tokens[ph.to-1].End]) + " is not in the coverage of this", ""}}
		}
	}
	return nil
}

// modified finds a word that stands before a noun of the sentence where the claim
// has a name that the sentence lacks: 'the coastal region' for 'the Nairobi region'.
func (c *reclaim) modified(l *line, ph phrase) int {
	head := c.markOver(ph.head())
	if head == nil || head.fact != nil || head.at < 0 || l.over[head.at] < 0 {
		return -1
	}
	for t := ph.from; t < ph.head(); t++ {
		m := c.markOver(t)
		if m == nil || m.fact == nil || !m.fact.Kind.Proper() || m.at >= 0 || c.owns(t) {
			continue
		}
		other := l.chunks[l.over[head.at]]
		for at := other.from; at < head.at; at++ {
			if l.parts[at] == nominal && !c.taken(l, at) && !vague[l.keys[at]] {
				return at
			}
		}
	}
	return -1
}

// overreaches finds a word beside a superlative that the sentence itself lacks:
// 'the world's highest' for 'Europe's highest'.
func (c *reclaim) overreaches(ph phrase) string {
	super := false
	for t := ph.from; t < ph.to; t++ {
		f := c.tokens[t].Folded
		super = super || len(f) > 5 && strings.HasSuffix(f, "est") && turned[c.keys[t]] == nil && c.factAt[t] < 0 && f != "interest" && f != "protest" && f != "request" && f != "arrest" && f != "forest"
	}
	for t := ph.from; super && t < ph.to; t++ {
		if m := c.markOver(t); m != nil && m.from == t && !m.vague && m.at < 0 && m.met < thesaurus.Threshold {
			return c.tokens[t].Span.Of(c.words)
		}
	}
	return ""
}

// pointed reports whether a phrase is one noun that was named before: 'the line'.
func (c *reclaim) pointed(ph phrase) bool {
	f := c.tokens[ph.from].Folded
	return determining[f] && f != "a" && f != "an"
}

// kinGroups are words that report the same thing, one group a line.
var kinGroups = strings.TrimSpace(`
hit strike
gov governor
sen senator
prof professor
die kill dead death fatality
hurt injure wound
backed approve support
reduction cut lower reduce
slow fall
lower cut reduce
pay raise wage salary
walkout strike
coastal coast
annually year yearly
call telephone phone
beat defeat win won
spill leak
overthrow topple ousted
hundred percent
isolate cut
respond react
schoolteacher teacher
complain accuse
survey poll
forecast expect
country nation
quake earthquake tremor
halt suspend
inspect check
construct build work
journey trip visit
commend praise
caution warn
annual year
electricity power
team delegation
travel touch
plan will
victory win won
send dispatch
schedule plan
school education
open inaugurate
cheap less
gain up
dispute disagree
`)

// turnedWords are words of direction and degree; the sides of a line are opposites.
const turnedWords = `
more | less fewer
most | least fewest
higher high | lower low
larger bigger greater large big | smaller small
stronger strong | weaker weak
older old | younger newer
longer | shorter
faster quicker | slower
better | worse
before | after
above | below under
rise rose risen increase increased climb climbed grow grew jump jumped gain gained surge surged | fall fell fallen drop dropped decline decrease decreased shrink shrank slump plunge
raise raised | cut lower lowered reduce reduced
ahead | behind
early earlier | late later
first | last
import | export
buy bought | sell sold
win won | lose lost
accept accepted | reject rejected refuse refused
admit admitted | deny denied
support supported back backed praise praised welcome welcomed | oppose opposed condemn condemned criticise criticised
open opened | close closed shut
begin began start started | end ended stop stopped
north northern | south southern
east eastern | west western
ally | enemy
arrive arrived | leave left depart departed
add added | remove removed
allow allowed permit permitted | ban banned forbid
upstream | downstream
minimum | maximum
majority | minority
success | failure
worst | best
`
