package rag

import (
	"strings"

	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

func folded(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// negations are words that deny what follows.
var negations = folded(`not no never none neither nor nobody nothing without cannot cant dont doesnt didnt isnt wasnt arent werent wont
	wouldnt hasnt havent hadnt couldnt shouldnt hardly barely`)

// doubts are words that make what follows less than a fact; plans among them.
var doubts = folded(`may might could can possibly perhaps likely unlikely probably apparently reportedly allegedly alleged suspected suspect
	suspects hint hinted hints speculate speculated speculates speculation rumoured believe believes believed think thinks fear fears feared
	expect expects expected hope hopes hoped plan plans planned intend intends intended propose proposed promise promised promises
	pledge pledged vow vowed vows urge urged urges demand demanded demands ask asked call called offer offered try tried trying seek sought seeks
	attempt attempted threaten threatened accuse accused accuses claim claims claimed allegation allegations if unless whether want wants wanted
	due consider considering considers considered due set should would ready appear appears seem seems aim aims potential potentially
	suggest suggests suggested estimated uncertain deny denied denies reject rejected rejects disputed forecast forecasts argue argued argues blame blamed blames
	predict predicted predicts warn warned propose proposes agreed agree`)

// strongDoubts are those that are lost where the claim has none; the rest only
// keep a claim from losing them.
var strongDoubts = folded(`may might could possibly perhaps likely unlikely probably apparently reportedly allegedly alleged suspected suspect suspects
	hint hinted hints speculate speculated speculates speculation rumoured believe believes believed think thinks fear fears feared expect expects
	expected hope hopes hoped plan plans planned intend intends intended propose proposed promise promised promises pledge pledged vow vowed vows
	urge urged urges demand demanded demands offer offered try tried trying seek sought seeks attempt attempted threaten threatened accuse
	accused accuses if unless whether want wants wanted potential potentially blame blamed blames suggest suggests suggested argue argued argues
	consider considering considered appear appears appeared seem seems seemed possible possibility planning rumour rumours rumor rumors chance
	accusation accusations allegation allegations suspicion suspicions proposal hopes unconfirmed supposedly purportedly presumably estimate estimates estimated ambition ambitions thought`)

// nouns are the doubts that after 'the' or 'an' name a thing: 'the attempt'.
var nouns = folded("attempt hope plan fear demand claim offer belief promise pledge vow threat")

// forceWords are read by the rules here and carry no meaning of their own.
var forceWords = func() map[string]bool {
	m := folded(`all every each always only entire everyone everybody whole both because due caused cause led result owing thanks than exactly`)
	for w := range negations {
		m[w] = true
	}
	for _, w := range strings.Fields("may might could can possibly perhaps likely probably if unless whether should would") {
		m[w] = true
	}
	return m
}()

const (
	// negationReach is how many words of meaning a negation takes with it.
	negationReach = 2
	// doubtReach is how many a doubt does. At 3 'may face up to ten years in
	// prison' lost its 'may'; beyond 5 true claims of the tuned set begin to be
	// blamed for the doubt of another clause.
	doubtReach = 5
)

// parting are words behind which a negation or a doubt no longer reaches.
var parting = folded("but because while although whereas though when")

// scoped lists the tokens with meaning that follow a token, up to a number of
// them and within its clause.
func (p *prose) scoped(i, reach int) []int {
	var at []int
	for j := i + 1; j < len(p.tokens) && len(at) < reach; j++ {
		if strings.ContainsAny(p.between(j), ",;:–—(") || j > i+1 && strings.ContainsAny(p.between(j), "”\"") || parting[p.tokens[j].Folded] {
			break
		}
		if f := p.tokens[j].Folded; !text.IsStop(f) && !forceWords[f] {
			at = append(at, j)
		}
	}
	return at
}

// opposites wants no word of the claim the opposite of one that the sentence has
// in its place.
func (c *reclaim) opposites(cl *clause) []fault {
	l := cl.line
	met := map[int]bool{}
	for i := cl.mark0; i < cl.mark1; i++ {
		if m := &c.marks[i]; m.at >= 0 {
			met[m.at] = true
		}
	}
	denied := c.negated()
	for i := cl.from; i < cl.to; i++ {
		k := c.keys[i]
		if c.factAt[i] >= 0 || len(l.at[k]) > 0 || c.hedgesNumber(i) || c.flipped(i) || denied[i] {
			continue
		}
		for other := range turned[k] {
			if len(l.at[other]) > 0 && !c.hasKey(other) {
				return []fault{{Contradicted, "the coverage has the opposite of " + quoted(c.tokens[i].Folded), other}}
			}
		}
		m := c.markOver(i)
		if m == nil || m.met >= thesaurus.Threshold || m.fact != nil {
			continue
		}
		for j, other := range l.keys {
			if l.factAt[j] < 0 && !met[j] && !text.IsStop(l.tokens[j].Folded) && thesaurus.OpposedKeys(k, other) && !converse[k] {
				return []fault{{Contradicted, "the coverage has " + quoted(l.tokens[j].Folded), l.tokens[j].Folded}}
			}
		}
	}
	return nil
}

func (c *reclaim) hasKey(k string) bool {
	for _, key := range c.keys {
		if key == k {
			return true
		}
	}
	return false
}

// flipped reports whether the operands of a comparison stand the other way
// round than in the sentence, so that the opposite word is right.
func (c *reclaim) flipped(i int) bool {
	m := c.markOver(i)
	if m == nil && !crossing[c.tokens[i].Folded] {
		return false
	}
	before, after := c.around(i)
	return before >= 0 && after >= 0 && before > after
}

var crossing = folded(`before after than`)

// around gives where the last thing before a token and the first behind it were
// met in the sentence, -1 where they were not.
func (c *reclaim) around(i int) (before, after int) {
	before, after = -1, -1
	for n := range c.marks {
		m := &c.marks[n]
		switch {
		case m.at < 0 || m.vague:
		case m.to <= i && m.fact != nil:
			before = m.at
		case m.from > i && after < 0 && m.fact != nil:
			after = m.at
		}
	}
	return before, after
}

// converse are verbs of which the opposite is the same deed from the other side.
var converse = words(`lend lent borrow buy bought sell sold give gave receive teach learn owe ask answer`)

// turned are words of direction and degree with their opposites, by key.
var turned = func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	put := func(a, b string) {
		if m[a] == nil {
			m[a] = map[string]bool{}
		}
		m[a][b] = true
	}
	eachPair(turnedWords, func(a, b string) {
		put(a, b)
		put(b, a)
	})
	return m
}()

// eachPair calls f with the keys of each word on the left and each on the right
// of the bar in each line of a list.
func eachPair(list string, f func(a, b string)) {
	for line := range strings.Lines(strings.TrimSpace(list)) {
		left, right, _ := strings.Cut(line, "|")
		for _, a := range strings.Fields(left) {
			for _, b := range strings.Fields(right) {
				f(text.Stem(a), text.Stem(b))
			}
		}
	}
}

// modalityFaults wants no doubt of the sentence lost in the claim.
func (c *reclaim) modalityFaults(cl *clause) []fault {
	l := cl.line
	if c.doubtful(cl) {
		return nil
	}
	reached := map[int]bool{}
	for i := cl.mark0; i < cl.mark1; i++ {
		if m := &c.marks[i]; m.at >= 0 && !m.vague || m.at >= 0 && m.hard {
			reached[m.at] = true
		}
	}
	for i, t := range l.tokens {
		if !strongDoubts[t.Folded] && t.Folded != "claimed" || l.factAt[i] >= 0 || reached[i] {
			continue
		}
		if t.Folded == "may" && t.Capital || i > 0 && nouns[t.Folded] && determiners[l.tokens[i-1].Folded] {
			continue
		}
		reach := doubtReach
		if i+1 < len(l.tokens) && l.tokens[i+1].Folded == "that" || i+2 < len(l.tokens) && l.tokens[i+2].Folded == "that" {
			reach = len(l.tokens) // all of what is doubted
		}
		if (t.Folded == "claim" || t.Folded == "claims" || t.Folded == "claimed") && (i+1 >= len(l.tokens) || l.tokens[i+1].Folded != "to") {
			continue
		}
		for _, j := range l.scoped(i, reach) {
			if reached[j] && !l.proper(j) {
				return []fault{{Unsupported, "the coverage is less sure of it: " + quoted(t.Folded), l.words}}
			}
		}
	}
	if l.disputed() && c.beforeDispute(l, reached) {
		return []fault{{Unsupported, "the coverage says that it is disputed", l.words}}
	}
	return nil
}

func (p *prose) proper(i int) bool { return p.factAt[i] >= 0 && p.facts[p.factAt[i]].Kind.Proper() }

// disputed reports whether a sentence ends on what somebody denies: ', a claim
// that the companies reject'.
func (l *line) disputed() bool { return l.disputeAt() > 0 }

func (l *line) disputeAt() int {
	for i, t := range l.tokens {
		if (t.Folded == "claim" || t.Folded == "which" || t.Folded == "allegation" || t.Folded == "charge") && strings.Contains(l.between(i)+l.between(i-1), ",") {
			for _, u := range l.tokens[i:] {
				if k := u.Stem; k == "reject" || k == "deni" || k == "disput" {
					return i
				}
			}
		}
	}
	return 0
}

func (c *reclaim) beforeDispute(l *line, reached map[int]bool) bool {
	if c.saysIn(&clause{from: 0, to: len(c.tokens)}) {
		return false
	}
	n := 0
	for at := range reached {
		if at < l.disputeAt() {
			n++
		}
	}
	return n > 1
}

// trying are words that leave what follows open only before 'to': 'tried to', not 'was tried'.
var trying = folded("try tried set ready due called asked")

// pledging are verbs that close a sentence like one of saying: ', he promised'.
var pledging = words("promise pledge vow hope fear expect estimate")

// doubtful reports whether a claim leaves its clause in doubt itself.
func (c *reclaim) doubtful(cl *clause) bool {
	for i := range c.tokens {
		t := c.tokens[i]
		if i >= cl.to && cl.n+1 < len(c.clauses) && !speech[c.keys[i]] && !pledging[c.keys[i]] {
			continue
		}
		if nouns[t.Folded] && i > 0 && determiners[c.tokens[i-1].Folded] && i+1 < len(c.tokens) && c.tokens[i+1].Folded != "to" {
			continue // 'the plan was approved'
		}
		if (doubts[t.Folded] || strongDoubts[t.Folded]) && c.factAt[i] < 0 && (!trying[t.Folded] || i+1 < len(c.tokens) && c.tokens[i+1].Folded == "to") {
			return true
		}
		if t.Folded == "to" && i > 0 && (c.tokens[i-1].Folded == "is" || c.tokens[i-1].Folded == "are" || c.tokens[i-1].Folded == "was") {
			return true
		}
	}
	return false
}

// wides are words that take in everything, each with what else may say so.
// numberSoon reports whether a number, or a hedge and a number, stands at a token.
// widening are the words of a sentence that carry one that takes in everything,
// nil for any other word.
// narrow are words that leave something out.
// bound are words that say how much of a thing is meant.
// scopeFaults wants no 'all' that the sentence lacks, and no 'most' of it lost.
// bounded reports whether the claim says of how many the word at a token is meant.
