package rag

import (
	"strings"
	"unicode"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
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
	if m := &c.marks[cl.mark0]; m.from <= 1 && m.fact == nil && !m.vague && m.met == 0 && m.to < len(c.tokens) && c.verbal(m.to) {
		return []fault{{Unsupported, quoted(c.tokens[m.from].Span.Of(c.words)) + " is not in the coverage of this", ""}}
	}
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact != nil {
			if m.met > 0 {
				total++
				direct++
			}
			row = 0
			continue
		}
		if m.vague {
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
	if total > 0 && direct/total < directShare {
		return []fault{{Unsupported, "the coverage speaks of it, and does not say so", ""}}
	}
	if lack > lackWords || total > 0 && lack/total > lackShare {
		return []fault{{Unsupported, "the coverage does not say so", ""}}
	}
	return nil
}

// foreignTo reports whether the claim is in another script than the evidence.
func (c *reclaim) foreignTo(lines []*line) bool { return script(c.words) != script(lines[0].words) }

// script is the range of the first letters that most of a text is in.
func script(s string) *unicode.RangeTable {
	latin, arabic := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	if arabic > latin {
		return unicode.Arabic
	}
	return unicode.Latin
}

// acrossScripts checks numbers, dates and names only: they must stand, with
// their hedges, in at most two sentences that share most of them.
func (c *reclaim) acrossScripts(lines []*line) Finding {
	c.align(lines)
	f := Finding{Verdict: Translated, Supports: c.supports()}
	hard := 0
	for i := range c.marks {
		m := &c.marks[i]
		if m.fact == nil {
			continue
		}
		hard++
		l := c.clauses[m.clause].line
		switch {
		case m.met == 0:
			one := c.unmet(&c.clauses[m.clause], m)
			return Finding{Verdict: one.verdict, Reason: one.reason, Value: one.value, Supports: f.Supports}
		case m.with != nil && m.fact.Kind.Numeric() && !hedgeKept(m.fact.Approx, m.with.Approx):
			return Finding{Verdict: Contradicted, Reason: "a hedge is lost", Value: hedged(l, m.with), Supports: f.Supports}
		}
	}
	for _, q := range c.facts {
		if q.Kind == fact.Quote && len(text.Tokenize(q.Of(c.words))) > 1 && holds(lines, q.Of(c.words)) == nil {
			f.Reason = "the quotation is translated"
		}
	}
	if hard == 0 {
		return Finding{Verdict: Unsupported, Reason: "has no number, date or name that could be checked across languages", Supports: f.Supports}
	}
	return f
}

// kinGroups are words that report the same thing, one group a line.
var kinGroups = strings.TrimSpace(`
hit strike
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
