package rag

import (
	"strings"
)

// causes are words that make one thing the reason of another.
var causes = []string{"because", "due to", "caused by", "caused", "led to", "leading to", "as a result", "owing to", "thanks to", "resulted in",
	"resulting in", "prompted", "triggered", "sparked", "forcing", "forced", "therefore", "consequently", "in response to", "in retaliation",
	"driven by", "so that", "on account of", "brought about", "blamed on", "stemmed from"}

// causeFaults wants a reason that the claim gives given in the sentence too.
func (c *reclaim) causeFaults(cl *clause) []fault {
	if cl.n > 0 {
		return nil // once for a claim
	}
	low := " " + strings.ToLower(c.words) + " "
	for _, cue := range causes {
		at := strings.Index(low, " "+cue+" ")
		if at < 0 || c.dueSoon(low, cue) {
			continue
		}
		before, after := c.lineAt(at-2), c.lineFrom(at+len(cue))
		if before != nil && before == after && causal(before) {
			return nil
		}
		return []fault{{Unsupported, "the coverage does not give that reason", ""}}
	}
	return nil
}

// dueSoon reports whether 'due to' announces and gives no reason: 'due to start'.
func (c *reclaim) dueSoon(low, cue string) bool {
	if cue != "due to" {
		return false
	}
	before, rest, _ := strings.Cut(low, "due to ")
	w, _, _ := strings.Cut(rest, " ")
	for _, be := range []string{" is ", " was ", " are ", " were ", " been "} {
		if strings.HasSuffix(before, be) && !determiners[w] {
			return true
		}
	}
	return folded("start begin open arrive leave meet take be expire run vote launch resume visit hold end")[w]
}

// lineFrom is the sentence that the first words behind an offset lean on.
func (c *reclaim) lineFrom(at int) *line {
	for i := range c.marks {
		if c.tokens[c.marks[i].from].Start >= at {
			return c.clauses[c.marks[i].clause].line
		}
	}
	return nil
}

// lineAt is the sentence that the words at an offset lean on.
func (c *reclaim) lineAt(at int) *line {
	var l *line
	for i := range c.marks {
		m := &c.marks[i]
		if l == nil || c.tokens[m.from].Start <= at {
			l = c.clauses[m.clause].line
		}
	}
	return l
}

func causal(l *line) bool {
	low := " " + strings.ToLower(l.words)
	for _, cue := range append(causes[:len(causes):len(causes)], "after ", "ruling that", "following", "citing", "saying", "which forced", "result", "lead", "driven", "drove", "has left", "have left", "leaving") {
		if strings.Contains(low, " "+cue) {
			return true
		}
	}
	return false
}

// orderFaults wants what stands on the two sides of 'than', 'before', 'after'
// not to have changed sides.
func (c *reclaim) orderFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.from; i < cl.to; i++ {
		f := c.tokens[i].Folded
		if !crossing[f] || len(l.at[c.keys[i]]) == 0 {
			continue
		}
		cue := l.at[c.keys[i]][0]
		if f == "than" && c.hedgedBy(i) {
			continue
		}
		if f == "than" && c.misjudges(i, l) {
			return []fault{{Contradicted, "the coverage has it the other way round", l.words}}
		}
		if cue+1 < len(l.tokens) && l.tokens[cue+1].Folded == "which" {
			continue // 'after which' puts first what stands before it
		}
		if c.crosses(i, cue, l) && !c.turnsAnywhere(l) {
			return []fault{{Contradicted, "the coverage has it the other way round", l.words}}
		}
	}
	return nil
}

// misjudges reports whether what stands behind the 'than' at a token stands
// behind the opposite measure in the sentence.
func (c *reclaim) misjudges(token int, l *line) bool {
	claimed := c.measure(token)
	for i := range c.marks {
		m := &c.marks[i]
		if m.from <= token || m.from > token+3 || m.at < 0 || c.clauses[m.clause].line != l {
			continue
		}
		for j := m.at - 1; j >= 0 && m.at-j <= 4; j-- {
			if l.tokens[j].Folded == "than" {
				return turned[claimed][l.measure(j)]
			}
		}
		return false
	}
	return false
}

// measure is the word of degree right before a 'than', as a key, or "".
func (p *prose) measure(than int) string {
	for j := than - 1; j >= 0 && than-j <= 2; j-- {
		if turned[p.keys[j]] != nil {
			return p.keys[j]
		}
	}
	return ""
}

// crosses reports whether a name or value before the token was met behind the
// cue in the sentence, and one behind it before.
func (c *reclaim) crosses(token, cue int, l *line) bool {
	left, right := false, false
	for n := range c.marks {
		m := &c.marks[n]
		near := m.to > token-4 && m.from < token+4 && !m.vague
		if m.at < 0 || m.fact == nil && !near || c.clauses[m.clause].line != l {
			continue
		}
		left = left || m.to <= token && m.at > cue
		right = right || m.from > token && m.at < cue
	}
	return left && right
}

// turnsAnywhere reports whether the claim has the opposite of a word of the sentence.
func (c *reclaim) turnsAnywhere(l *line) bool {
	for _, k := range c.keys {
		for other := range turned[k] {
			if len(l.at[other]) > 0 && !c.hasKey(other) && len(l.at[k]) == 0 {
				return true
			}
		}
	}
	return false
}
