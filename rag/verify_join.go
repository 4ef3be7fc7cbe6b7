package rag

import "slices"

// orderly are the words that say when, where or why one thing was beside another:
// that both were is not enough.
var orderly = folded("after before until where when once because")

// joinedWithin is how many sentences apart two things may stand that a claim joins
// so: a sentence that says what came next follows the one that it follows.
const joinedWithin = 1

// joinFaults wants what a claim puts in an order of time, place or cause to stand
// together in the coverage.
func (c *reclaim) joinFaults() []fault {
	for k := 1; k < len(c.clauses); k++ {
		cl, before := &c.clauses[k], c.clauses[k-1].line
		if cl.line == nil || before == nil || cl.line == before || cl.from >= len(c.tokens) || !orderly[c.tokens[cl.from].Folded] {
			continue
		}
		if cl.line.scene != before.scene || !cl.line.besideLine(before) {
			return []fault{{Unsupported, "the coverage does not put them together by " + quoted(c.tokens[cl.from].Folded), ""}}
		}
	}
	return nil
}

// besideLine reports whether two sentences of an article stand side by side.
func (l *line) besideLine(other *line) bool {
	apart := slices.Index(l.scene.lines, l) - slices.Index(l.scene.lines, other)
	return abs(apart) <= joinedWithin
}
