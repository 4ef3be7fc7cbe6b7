package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// part is what a token is in its sentence, as far as its form and its
// neighbours tell.
type part uint8

const (
	nominal    part = iota // a noun, an adjective, a name, a number
	determiner             // 'the', 'his'
	verb
	helper  // an auxiliary, or 'to' before a verb
	adposed // a preposition
	joiner  // a conjunction or a relative pronoun
	adverb
	pronoun // that stands for a noun
)

// adpositions are the prepositions of English news.
var adpositions = folded(`of in at from with for on off into onto between against to by under over about after before during since until till through
	across around near among amongst amid within without toward towards upon via despite per as than like behind beside besides beyond along alongside
	inside outside following regarding concerning throughout above below versus`)

// joiners begin a clause or join two things.
var joiners = folded(`and but or nor while whereas although though when because if that which who whom whose where unless whether so yet once`)

// standIns are pronouns that are a party by themselves.
var standIns = folded(`he she it they him them himself herself itself themselves i we you me us`)

var determining = folded(`a an the this that these those its his her their our my your no every each all some any both another either neither several many few`)

var helping = folded(`is was are were be been being am has have had having do does did done will would may might can could shall should must cannot`)

// readParts tells for each token what it is.
func (p *prose) readParts() []part {
	all := make([]part, len(p.tokens))
	for i := range p.tokens {
		all[i] = p.partAt(i, all)
	}
	return all
}

func (p *prose) partAt(i int, before []part) part {
	t := p.tokens[i]
	f := t.Folded
	next := ""
	if i+1 < len(p.tokens) {
		next = p.tokens[i+1].Folded
	}
	switch {
	case p.hedgesNumber(i), f == "yet" && p.follows(i, helping), (f == "first" || f == "last") && i+1 < len(p.tokens) && p.participle(i+1):
		return adverb
	case p.factAt[i] >= 0 && p.facts[p.factAt[i]].Unit == "time" && f != "times":
		return adverb // 'twice'
	case p.factAt[i] >= 0 && p.facts[p.factAt[i]].Kind != fact.Demonym:
		return nominal
	case f == "to" && next != "" && !p.follows(i, accordingly) && !bareNouns[next] && (p.baseForm(i+1) || helping[next]) && p.factAt[i+1] < 0:
		return helper
	case f == "that" && i > 0 && before[i-1] != verb && before[i-1] != nominal && before[i-1] != adverb:
		return determiner
	case f == "her" && (i+1 >= len(p.tokens) || text.IsStop(next) && !determining[next]):
		return pronoun
	case standIns[f]:
		return pronoun
	case helping[f]:
		return p.helps(i)
	case (f == "after" || f == "before" || f == "as" || f == "since") || adpositions[f]:
		return adposed
	case joiners[f]:
		return joiner
	case determining[f]:
		return determiner
	}
	if p.isVerb(i, before) {
		return verb
	}
	if strings.HasSuffix(f, "ly") && len(f) > 4 || text.IsStop(f) || adverbs[f] {
		return adverb
	}
	return nominal
}

// follows reports whether a token stands right behind one of some words.
func (p *prose) follows(i int, set map[string]bool) bool { return i > 0 && set[p.tokens[i-1].Folded] }

var accordingly = folded("according thanks owing")

// bareNouns are what one goes to without an article: 'to hospital'.
var bareNouns = folded("hospital school prison church court jail bed power office parliament town sea market victory death hunger justice safety freedom people")

// adverbs that do not end in -ly.
var adverbs = folded("now then here there again soon later earlier ago once twice also only even just still already together instead abroad away back home not never too very quite rather almost nearly else however meanwhile further forward ahead apart least")

// hedgesNumber reports whether a token only bends the number behind it: 'at least', 'around'.
func (p *prose) hedgesNumber(i int) bool {
	if f := p.tokens[i].Folded; !adpositions[f] && !bending[f] && f != "nearly" && f != "almost" {
		return false
	}
	for j := i + 1; j < len(p.tokens) && j <= i+3; j++ {
		if k := p.factAt[j]; k >= 0 {
			return p.facts[k].Kind.Numeric() && p.facts[k].Approx != fact.Exact
		}
		if f := p.tokens[j].Folded; !adpositions[f] && !bending[f] {
			return false
		}
	}
	return false
}

var bending = folded("least most more less fewer many much than some")

// modal are the auxiliaries before a base form.
var modal = folded("will would may might can could shall should must cannot do does did")

// helps tells whether an auxiliary helps a verb, or is the verb: 'was a judge'.
func (p *prose) helps(i int) part {
	for j := i + 1; j < len(p.tokens) && j <= i+3; j++ {
		f := p.tokens[j].Folded
		if helping[f] || f == "not" || f == "also" || f == "to" || strings.HasSuffix(f, "ly") || f == "already" || f == "yet" || f == "been" || f == "now" || f == "still" || f == "never" {
			continue
		}
		if p.factAt[j] < 0 && (p.participle(j) || modal[p.tokens[i].Folded] && p.baseForm(j) && !text.IsStop(f)) {
			return helper
		}
		break
	}
	return verb
}

// participle reports whether a token has the form of a past tense or a participle.
func (p *prose) participle(i int) bool {
	f := p.tokens[i].Folded
	if base, ok := baseOf[f]; ok && !notVerbs[base] {
		return true
	}
	if len(f) == 4 && (strings.HasSuffix(f, "ied") || f == "used" || f == "owed") {
		return true
	}
	return len(f) > 4 && (strings.HasSuffix(f, "ed") || strings.HasSuffix(f, "ing") && !thing[f]) || sameForms[f]
}

var notVerbs = map[string]bool{"person": true, "men": true, "man": true, "child": true, "woman": true, "foot": true, "mous": true, "tooth": true, "die": true}

// sameForms are verbs of which past and present are one.
var sameForms = folded("cut put set hit shut let cost quit split spread hurt burst cast read rid bid beat run come become overcome shed upset broadcast forecast")

// baseForm reports whether a token may be a verb in the present.
func (p *prose) baseForm(i int) bool {
	t := p.tokens[i]
	return !t.Capital && p.factAt[i] < 0 && !text.IsStop(t.Folded) && !determining[t.Folded] && (thesaurus.Verb(t.Folded) || sameForms[t.Folded] || plainVerb[t.Folded] || !strings.HasSuffix(t.Folded, "s"))
}

// plainVerb are verbs that are as often nouns.
var plainVerb = folded("visit attack support plan call report vote talk work help aid fight win lead run move change end start return release increase cut rise fall pay sell buy hold make take give get go come see say join leave meet")

// isVerb reports whether a token is a verb that says something.
func (p *prose) isVerb(i int, before []part) bool {
	t := p.tokens[i]
	joined := i > 0 && p.between(i) == "-" || i+1 < len(p.tokens) && p.between(i+1) == "-"
	if p.factAt[i] >= 0 || t.Kind == text.Number || t.Capital && i > 0 || joined || p.counted(i) || i > 0 && p.owned(i) {
		return false
	}
	f, last := t.Folded, partBefore(i, before)
	switch {
	case last == helper && !strings.HasSuffix(f, "ly") && !text.IsStop(f) && (!adverbs[f] || f == "back"):
		return true
	case linking[f]:
		return last != determiner && last != adposed
	case speech[p.keys[i]] && last != determiner && !strings.HasSuffix(f, "ment") && (strings.HasSuffix(f, "s") || strings.HasSuffix(f, "ed") || f == "said" || f == "told"):
		return true
	case strings.HasSuffix(f, "ing") && len(f) > 4:
		return p.gerund(i, last)
	case p.participle(i): // 'the injured people' has none, 'people injured in' has one
		return last != determiner && last != adposed && !(last == nominal && p.numericAt(i-1) && p.between(i) == " " && !p.governs(i))
	case strings.HasSuffix(f, "s") && !strings.HasSuffix(f, "ss") && thesaurus.Verb(singular(f)):
		return last == pronoun || p.goesOn(i) && (last == joiner || last == adverb || last == nominal && (p.proper(i-1) || !adpositions[p.tokens[i+1].Folded]))
	case last == pronoun:
		return thesaurus.Verb(f)
	}
	return last == nominal && i > 0 && plural(p.tokens[i-1].Folded) && p.between(i) == " " && thesaurus.Verb(f) && p.goesOn(i)
}

// owned reports whether the word before a token owns what the token names: 'North
// Korea's claims'.
func (p *prose) owned(i int) bool {
	gap := p.between(i)
	return (strings.HasPrefix(gap, "'s ") || strings.HasPrefix(gap, "’s ")) && !p.governs(i) && (p.tokens[i].Folded != "been" && !strings.HasSuffix(p.tokens[i].Folded, "ing"))
}

// counted reports whether a token is the plural that a number right before it
// counts: '2,600 calls'.
func (p *prose) counted(i int) bool {
	return i > 0 && p.factAt[i-1] >= 0 && p.facts[p.factAt[i-1]].Kind == fact.Number && p.between(i) == " " && strings.HasSuffix(p.tokens[i].Folded, "s")
}

// partBefore is what stands before a token, adverbs between an auxiliary and its
// verb aside.
func partBefore(i int, before []part) part {
	if i == 0 {
		return joiner
	}
	for j := i - 1; j >= 0; j-- {
		if before[j] == helper {
			return helper
		}
		if before[j] != adverb {
			break
		}
	}
	return before[i-1]
}

// gerund reports whether a form in -ing behind a part of speech is a verb.
func (p *prose) gerund(i int, last part) bool {
	f := p.tokens[i].Folded
	if i == 0 && p.namesDeed() || last == determiner || last == nominal && p.between(i) == " " && !p.goesOn(i) || thing[f] {
		return false
	}
	return last != nominal && last != adposed || p.goesOn(i) || strings.Contains(p.between(i), ",")
}

// governs reports whether a preposition or a determiner follows a token.
func (p *prose) governs(i int) bool {
	return i+1 < len(p.tokens) && (adpositions[p.tokens[i+1].Folded] || determining[p.tokens[i+1].Folded])
}

// namesDeed reports whether the -ing form that opens a sentence is its subject:
// 'Flooding in the tunnels delayed the work', not 'Wearing a dress, she spoke'.
func (p *prose) namesDeed() bool {
	for j := 1; j < len(p.tokens); j++ {
		if strings.Contains(p.between(j), ",") {
			return false
		}
		if p.factAt[j] < 0 && (p.participle(j) && !strings.HasSuffix(p.tokens[j].Folded, "ing") || helping[p.tokens[j].Folded]) {
			return true
		}
	}
	return false
}

// linking are verbs that tie a thing to what it is.
var linking = folded("remain remains remained become becomes became seem seems seemed")

// thing are nouns that end like a verb in -ing.
var thing = folded("building meeting hearing training funding spending ruling warning beginning feeling finding king thing something nothing anything everything evening morning wing ring spring string during housing clothing painting wedding shipping mining gathering briefing holding neighbouring neighboring remaining growing leading existing surrounding ongoing outgoing incoming upcoming missing")

// goesOn reports whether what follows a token is what a verb may act on or go on with.
func (p *prose) goesOn(i int) bool {
	if i+1 >= len(p.tokens) || p.between(i+1) != " " && !strings.HasSuffix(p.between(i+1), " “") {
		return false
	}
	f := p.tokens[i+1].Folded
	return determining[f] || standIns[f] || p.factAt[i+1] >= 0 || adpositions[f] || f == "that" || f == "to" || p.hedgesNumber(i+1) ||
		!text.IsStop(f) && !helping[f] && !joiners[f] && !p.participle(i+1)
}

// singular is a word without the -s of the third person.
func singular(f string) string {
	switch {
	case strings.HasSuffix(f, "ies"):
		return f[:len(f)-3] + "y"
	case strings.HasSuffix(f, "shes"), strings.HasSuffix(f, "ches"), strings.HasSuffix(f, "sses"), strings.HasSuffix(f, "xes"):
		return f[:len(f)-2]
	}
	return strings.TrimSuffix(f, "s")
}

// phrase is a run of tokens that names one thing: [from, to), the last token being its head.
type phrase struct {
	from, to int
	prep     int // the token of the preposition that governs it, or -1
}

func (ph *phrase) head() int { return ph.to - 1 }

// deed is a verb with what stands around it.
type deed struct {
	verb     int // its token
	passive  bool
	subjects []phrase
	objects  []phrase // without a preposition
	others   []phrase // governed by one, behind the verb
	by       []phrase // who does it, of a passive
}

// grammar is a sentence cut into phrases and deeds.
type grammar struct {
	parts  []part
	chunks []phrase
	over   []int // of each token: its phrase, or -1
	deeds  []deed
}

func newGrammar(p *prose) *grammar {
	g := &grammar{parts: p.readParts(), over: make([]int, len(p.tokens))}
	g.findPhrases(p)
	for n := range g.chunks {
		if n > 0 && g.chunks[n].prep < 0 && g.joinedTo(p, n) {
			g.chunks[n].prep = g.chunks[n-1].prep // 'between Izmir and Ankara'
		}
		if ph := &g.chunks[n]; ph.prep >= 0 && subordinating[p.tokens[ph.prep].Folded] && (g.verbFollows(p, ph.from) || g.pairActs(p, n)) {
			ph.prep = -1
		}
	}
	for i := range p.tokens {
		if g.parts[i] == verb {

			g.deeds = append(g.deeds, g.deedAt(p, i))
		}
	}
	return g
}

// pairActs reports whether a phrase and the one that 'and' ties to it stand before
// a verb: 'since A and B took over'.
func (g *grammar) pairActs(p *prose, n int) bool {
	return n+1 < len(g.chunks) && g.chunks[n+1].from-g.chunks[n].to == 1 && p.tokens[g.chunks[n].to].Folded == "and" && g.verbFollows(p, g.chunks[n+1].from)
}

// joinedTo reports whether 'and' ties a phrase to the one before, which a
// preposition governs.
func (g *grammar) joinedTo(p *prose, n int) bool {
	ph, last := g.chunks[n], g.chunks[n-1]
	if last.prep < 0 || ph.from-last.to != 1 || p.tokens[last.to].Folded != "and" || strings.Contains(p.between(last.to), ",") {
		return false
	}
	return p.tokens[last.prep].Folded == "between" || !g.verbFollows(p, ph.from)
}

// subordinating are prepositions that may begin a clause too.
var subordinating = folded("after before since until till as than like")

func (g *grammar) findPhrases(p *prose) {
	for i := range g.over {
		g.over[i] = -1
	}
	for i := 0; i < len(p.tokens); {
		if k := g.parts[i]; k != nominal && k != pronoun && k != determiner {
			i++
			continue
		}
		from := i
		for i++; i < len(p.tokens) && g.parts[from] != pronoun && g.parts[i] == nominal && p.tight(i) && !g.measures(p, from, i); i++ {
		}
		ph := phrase{from: from, to: i, prep: -1}
		for j := from - 1; j >= 0 && j >= from-2 && !strings.ContainsAny(p.between(j+1), ",;:”.)—–"); j-- {
			if g.parts[j] == adposed {
				ph.prep = j
			}
			if g.parts[j] != adverb || adverbs[p.tokens[j].Folded] && !p.hedgesNumber(j) {
				break
			}
		}
		for j := ph.from; j < ph.to; j++ {
			g.over[j] = len(g.chunks)
		}
		g.chunks = append(g.chunks, ph)
	}
}

// measures reports whether an amount or a time begins at a token, behind a noun:
// 'an evacuation twelve minutes after'.
func (g *grammar) measures(p *prose, from, i int) bool {
	j := p.factAt[i]
	if j < 0 || j == p.factAt[i-1] || i-1 == from && g.parts[from] == determiner {
		return false
	}
	k := p.facts[j].Kind
	if k == fact.Number && p.proper(i-1) && p.between(i) == " " {
		return true // 'beat Gauff 6-1'
	}
	return (k == fact.Quantity || k == fact.Money || k == fact.Percent || k.Temporal()) && p.between(i) == " "
}

// tight reports whether no mark stands between a token and the one before, but
// for a hyphen or an apostrophe.
func (p *prose) tight(i int) bool {
	return !strings.ContainsAny(p.between(i), ",;:.()–—“”\"?!") || p.factAt[i] >= 0 && p.factAt[i] == p.factAt[i-1]
}
