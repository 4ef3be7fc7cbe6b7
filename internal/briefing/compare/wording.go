package compare

import (
	"cmp"
	"slices"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag/text"
)

const (
	// leastMet is how much of the topic a sentence must say itself to be a wording
	// of it, and sharedWording how much beside the topic two of them must share: of
	// 'al-Sharaa's past' two sentences that both name Al-Qaeda.
	leastMet      = 0.4
	sharedWording = 1.5
	// mostWorded bounds how many sentences of a set are looked through for
	// wordings, those that say most of the topic.
	mostWorded = 400
)

// wordings are the sentences of different sides that put one thing of the topic
// each in its own way, without a difference in any value.
func wordings(set *material.Set, reports []*report, placed map[*material.Sentence]bool, most int) []Wording {
	if set.About.Any() {
		return nil
	}
	lines := worded(reports, placed)
	skip := map[string]bool{}
	for t := range text.Tokens(set.Topic) {
		skip[t.Stem] = true
	}
	like := newLikeness(1)
	var all []couple
	for i, a := range lines {
		for _, b := range lines[i+1:] {
			if a.of.side == b.of.side || opposed(a, b) {
				continue
			}
			if n := like.common(a, b, skip); n >= sharedWording && like.share(a, b) < sameWords {
				all = append(all, couple{a, b, (a.Met + b.Met) * (n + said(a, skip) + said(b, skip))})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b couple) int { return cmp.Compare(b.score, a.score) })
	return widen(all, most)
}

// said is how much of the topic's own words a line has.
func said(l *line, topic map[string]bool) float64 {
	sum, seen := 0.0, map[string]bool{}
	for _, t := range l.Tokens {
		if topic[t.Stem] && !seen[t.Stem] {
			seen[t.Stem] = true
			sum += weight(t)
		}
	}
	return sum
}

// sameWords is from which share of the shorter one two sentences do not differ in
// wording.
const sameWords = 0.8

// couple is two lines that put one thing.
type couple struct {
	a, b  *line
	score float64
}

// worded are the lines that say the topic and stand nowhere else.
func worded(reports []*report, placed map[*material.Sentence]bool) []*line {
	var all []*line
	for _, r := range reports {
		for i, s := range r.article.Sentences() {
			if i < mostLines && s.Met >= leastMet && !placed[s] {
				all = append(all, newLine(s, r))
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *line) int { return cmp.Compare(b.Met, a.Met) })
	return all[:min(mostWorded, len(all))]
}

// widen makes wordings of the best couples, each line in one, and none with a copy of
// it to the letter.
func widen(all []couple, most int) []Wording {
	var out []Wording
	used := map[string]bool{}
	for _, c := range all {
		if len(out) == most || used[c.a.letters()] || used[c.b.letters()] || copiedLine(c.a, c.b) {
			continue
		}
		used[c.a.letters()], used[c.b.letters()] = true, true
		w := Wording{Sentences: []*material.Sentence{c.a.Sentence, c.b.Sentence}}
		sides := map[int]bool{c.a.of.side: true, c.b.of.side: true}
		for _, d := range all {
			for _, pair := range [][2]*line{{d.a, d.b}, {d.b, d.a}} {
				if (pair[0] == c.a || pair[0] == c.b) && !sides[pair[1].of.side] && !used[pair[1].letters()] {
					sides[pair[1].of.side], used[pair[1].letters()] = true, true
					w.Sentences = append(w.Sentences, pair[1].Sentence)
				}
			}
		}
		slices.SortStableFunc(w.Sentences, func(a, b *material.Sentence) int { return byDate(a.Of, b.Of) })
		out = append(out, w)
	}
	return out
}
