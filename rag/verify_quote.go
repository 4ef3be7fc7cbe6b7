package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// letters folds what typesetters change in a quotation: its marks and dashes,
// spaces, and the case.
func letters(s string) string {
	s = strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", " ", " ", "‑", "-").Replace(s)
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

// quoteFaults checks each quotation of the claim: that the evidence has it to the
// letter, but for the mark that ends it, and gives it to the same speaker.
func (c *reclaim) quoteFaults(lines []*line) []fault {
	var faults []fault
	if c.whole != nil {
		return c.whole.quoteFaults(lines)
	}
	for _, f := range c.facts {
		if f.Kind != fact.Quote {
			continue
		}
		l := holds(lines, f.Of(c.words))
		if l == nil {
			faults = append(faults, fault{Unsupported, "the quotation is not in the coverage to the letter", ""})
			continue
		}
		claimed := c.speaks()
		if claimed != "" && l.quotesWords(f.Of(c.words)) && !l.saidBy(claimed) || claimed == "" && c.saysAnother(l) {
			faults = append(faults, fault{Contradicted, "somebody else said it", l.speaker})
		}
	}
	return faults
}

// holds finds the sentence in which a quotation, or the longest part of it where
// it goes over several, stands to the letter.
func holds(lines []*line, quote string) *line {
	whole := strings.Trim(letters(quote), " .,;:!?\"'")
	if whole == "" {
		return nil
	}
	for _, l := range lines {
		if standsIn(letters(l.words), whole) {
			return l
		}
	}
	if l := heldInParts(lines, quote); l != nil {
		return l
	}
	if len(text.Sentences(quote)) < 2 {
		return nil
	}
	for i, l := range lines {
		joined := letters(l.words)
		for _, next := range lines[i+1 : min(i+4, len(lines))] {
			joined += " " + letters(next.words)
		}
		if standsIn(joined, whole) && strings.Contains(whole, strings.Trim(lastWords(letters(l.words)), " .,;:!?\"'")) {
			return l
		}
	}
	return nil
}

func lastWords(s string) string { return s[max(0, len(s)-12):] }

// standsIn reports whether words stand in a text, not cut within a word.
func standsIn(s, words string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], words)
		if i < 0 {
			return false
		}
		i += at
		end := i + len(words)
		if (i == 0 || !wordByte(s[i-1])) && (end == len(s) || !wordByte(s[end])) {
			return true
		}
		at = i + 1
	}
}

func wordByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80 }

// quotesWords reports whether the words are within a quotation of the sentence.
func (l *line) quotesWords(quote string) bool {
	return strings.ContainsAny(l.words, "“”\"«»") || l.quotes()
}

// saidBy reports whether the sentence gives its words to a name.
func (l *line) saidBy(claimed string) bool {
	if l.speaker == "" && l.unnamed && l.scene.isPerson(claimed) {
		return false // 'the report says'
	}
	if l.speaker == "" {
		return l.speaks() == ""
	}
	return fact.NameWithin(l.speaker, claimed) || fact.NameWithin(claimed, l.speaker) || strings.EqualFold(l.speaker, claimed) ||
		!l.scene.isPerson(claimed) && l.scene.titled(l.speaker, claimed)
}

// titled reports whether one of two is said of the other: 'the governor'.
func (s *scene) titled(name, title string) bool {
	for _, k := range strings.Fields(title) {
		if s.about[name][k] || s.about[name][text.Stem(k)] {
			return true
		}
	}
	return false
}

// speechReach is within how many words of a verb of saying its speaker stands.
const speechReach = 12

// speaks is the name to whom a sentence gives words, or "".
func (p *prose) speaks() string {
	for i, t := range p.tokens {
		if p.inside[i] || !speech[p.keys[i]] && t.Folded != "according" || p.keys[i] == "call" && i+1 < len(p.tokens) && reflexive[p.tokens[i+1].Folded] {
			continue
		}
		if f, ok := p.speakerAt(i); ok {
			return f.Value
		}
		return ""
	}
	return ""
}

var speech = words(`say tell argue add note stress describe announce call hint insist explain suggest underline underscore warn
	claim state believe think declare predict tweet remark reply quip recall`)

// sayer is the name that heads the subject of the verb at a token.
func (p *prose) sayer(i int) (f fact.Fact, named, known bool) {
	for _, d := range p.deeds {
		if d.verb != i || d.passive {
			continue
		}
		for _, ph := range d.subjects {
			if f, ok := p.who(ph.head()); ok && !p.inside[ph.head()] && i-ph.head() <= 2*speechReach {
				return f, true, true
			}
		}
		if len(d.subjects) > 0 {
			for j := i - 1; j > d.subjects[0].head(); j-- { // the owner, Van Houten Shipping, said
				if f, ok := p.who(j); ok && !p.inside[j] && !p.object(j) && !p.owns(j) && p.factAt[j] != p.factAt[d.subjects[0].head()] && (p.asideName(j) || p.named(j)) {
					return f, true, true
				}
			}
		}
		if len(d.subjects) == 1 && p.parts[d.subjects[0].head()] == nominal && i > 0 && !p.inside[i-1] && !p.verbBetween(d.subjects[0].head(), i) {
			return fact.Fact{}, false, true // 'the commission announced'
		}
	}
	return fact.Fact{}, false, false
}

// named reports whether the name at a token is what something is said to be
// called: 'a group calling itself'.
func (p *prose) named(j int) bool {
	from, _ := p.tokensOf(p.facts[p.factAt[j]])
	if from == 0 {
		return false
	}
	f := p.tokens[from-1].Folded
	return f == "called" || f == "named" || f == "as" || (f == "itself" || f == "himself" || f == "herself") && from > 1 && p.keys[from-2] == "call"
}

var reflexive = folded("itself himself herself themselves")

// asideName reports whether the name at a token is set between commas.
func (p *prose) asideName(j int) bool {
	_, to := p.tokensOf(p.facts[p.factAt[j]])
	return strings.Contains(p.between(to), ",")
}

func (p *prose) verbBetween(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if p.parts[k] == verb {
			return true
		}
	}
	return false
}

// speakerAt finds who speaks by the verb at a token: a name before it in its
// clause, else one right behind it.
func (p *prose) speakerAt(i int) (fact.Fact, bool) {
	if f, ok, known := p.sayer(i); known {
		return f, ok
	}
	if p.tokens[i].Folded != "according" {
		for j := i - 1; j >= 0 && i-j <= speechReach && !p.inside[j] && (!pronouns[p.tokens[j].Folded] || p.tokens[j].Folded == "who"); j-- {
			if f, ok := p.who(j); ok && f.Kind == fact.Person && !p.object(j) && !p.modifies(j) {
				return f, true
			}
		}
		for j := i - 1; j >= 0 && i-j <= speechReach; j-- {
			if p.inside[j] {
				break
			}
			if f, ok := p.who(j); ok && !p.object(j) {
				return f, true
			}
			if pronouns[p.tokens[j].Folded] {
				return fact.Fact{}, false
			}
		}
	}
	return p.speakerBehind(i)
}

// speakerBehind finds who speaks behind the verb at a token: '," said X'.
func (p *prose) speakerBehind(i int) (fact.Fact, bool) {
	var last fact.Fact
	for j := i + 1; j < len(p.tokens) && j-i <= 7 && !strings.ContainsAny(p.between(j), ",;:“\""); j++ {
		if f, ok := p.who(j); ok && f.Kind == fact.Person && !p.inside[j] && p.endsNear(j) {
			last = f
		}
		if p.tokens[j].Folded == "that" || pronouns[p.tokens[j].Folded] || auxiliary[p.tokens[j].Folded] {
			break
		}
	}
	if last.Kind == fact.Person {
		return last, true
	}
	for j := i + 1; j < len(p.tokens) && j-i <= 7; j++ {
		if f, ok := p.who(j); ok && !p.inside[j] && !p.owns(j) {
			return f, true
		}
		if strings.ContainsAny(p.between(j), ",;:“\"") || pronouns[p.tokens[j].Folded] || p.tokens[j].Folded == "that" {
			return fact.Fact{}, false
		}
	}
	return fact.Fact{}, false
}

var pronouns = map[string]bool{"he": true, "she": true, "they": true, "it": true, "who": true}

// modifies reports whether the name at a token stands before a plain noun: 'the
// Al-Nao hospital'.
func (p *prose) modifies(j int) bool {
	_, to := p.tokensOf(p.facts[p.factAt[j]])
	return to < len(p.tokens) && len(p.between(to)) == 1 && !p.verbal(to) && !text.IsStop(p.tokens[to].Folded) && p.factAt[to] < 0 &&
		!p.tokens[to].Capital && !says(p.tokens[to])
}

// endsNear reports whether no verb follows the name at a token right away, as
// one does in 'said Benali was'.
func (p *prose) endsNear(j int) bool {
	_, to := p.tokensOf(p.facts[p.factAt[j]])
	return to >= len(p.tokens) || !p.verbal(to) || strings.ContainsAny(p.between(to), ",;:")
}

// who is the person at a token, or a name of unknown kind that is long enough.
func (p *prose) who(j int) (fact.Fact, bool) {
	if k := p.factAt[j]; k >= 0 && (p.facts[k].Kind == fact.Person || p.facts[k].Kind == fact.Name || p.facts[k].Kind == fact.Organisation) {
		return p.facts[k], true
	}
	return fact.Fact{}, false
}

// object reports whether the name at a token is governed by a preposition.
func (p *prose) object(j int) bool {
	from, _ := p.tokensOf(p.facts[p.factAt[j]])
	for from > 0 && p.factAt[from-1] >= 0 && len(p.between(from)) == 1 {
		from--
	}
	return from > 0 && prepositions[p.tokens[from-1].Folded]
}

var prepositions = map[string]bool{
	"of": true, "in": true, "at": true, "from": true, "with": true, "for": true, "on": true, "off": true, "into": true, "between": true, "against": true,
}

// reports reports whether a sentence has a verb of saying or a quotation, and so a speaker.
func (l *line) reports() bool {
	if l.quotes() {
		return true
	}
	for i, k := range l.keys {
		if speech[k] && !l.inside[i] {
			return true
		}
	}
	return false
}

// speakerFaults checks that what a clause says somebody said is said by the same
// person in its sentence.
func (c *reclaim) speakerFaults(cl *clause) []fault {
	claimed := c.speaks()
	if claimed == "" || cl.line.speaker == "" || !c.saysIn(cl) || cl.line.saidBy(claimed) {
		return nil
	}
	return []fault{{Contradicted, "somebody else said it", cl.line.speaker}}
}

func (c *reclaim) saysIn(cl *clause) bool {
	for i := cl.from; i < cl.to; i++ {
		if speech[c.keys[i]] && !c.inside[i] {
			return true
		}
	}
	return false
}
