package compare

import (
	"strings"

	"newsdesk/rag/fact"
)

// leastQuoted is how many words a quotation has at least that can be known again:
// 'a step forward' anybody may say.
const leastQuoted = 5

// speech is a quotation with who says it.
type speech struct {
	*line
	words   string
	speaker fact.Fact
	by      *line // that names the speaker
}

// speakers finds the same words in two mouths.
func (p pair) speakers() []found {
	var all []found
	for _, f := range p.a.speeches() {
		for _, g := range p.b.speeches() {
			if !strings.Contains(g.words, f.words) && !strings.Contains(f.words, g.words) || sameSpeaker(f.speaker, g.speaker) {
				continue
			}
			all = append(all, found{kind: Speaker, about: "who said it", a: f.by.valueOf(f.speaker.Span), b: g.by.valueOf(g.speaker.Span)})
		}
	}
	return all
}

func sameSpeaker(a, b fact.Fact) bool {
	return a.Kind != fact.Person || b.Kind != fact.Person || fact.NameWithin(a.Value, b.Value) || fact.NameWithin(b.Value, a.Value)
}

// speeches are the quotations of a report that one person says in the same line, or
// in the one before where the line leans on it.
func (r *report) speeches() []speech {
	var all []speech
	for i, l := range r.lines {
		by := l
		who, ok := l.speaker()
		if !ok && i > 0 && l.Leans {
			by = r.lines[i-1]
			who, ok = by.speaker()
		}
		if !ok {
			continue
		}
		for _, f := range l.Facts {
			if f.Kind == fact.Quote && len(strings.Fields(f.Value)) >= leastQuoted {
				all = append(all, speech{l, f.Value, who, by})
			}
		}
	}
	return all
}

// speaker is the only person of a line outside its quotations, where it has a verb
// of saying.
func (l *line) speaker() (fact.Fact, bool) {
	var who fact.Fact
	n, verb := 0, false
	for i, t := range l.Tokens {
		if l.quoted[i] {
			continue
		}
		verb = verb || says[t.Folded]
		if k := l.over[i]; k >= 0 && l.Facts[k].Kind == fact.Person && l.Facts[k].Span != who.Span {
			who = l.Facts[k]
			n++
		}
	}
	return who, n == 1 && verb
}

// claims finds an act that two different groups each claim for themselves, each by
// its own report.
func (p pair) claims() []found {
	f, g := p.a.claimant(), p.b.claimant()
	if f == nil || g == nil || fact.NameWithin(f.speaker.Value, g.speaker.Value) || fact.NameWithin(g.speaker.Value, f.speaker.Value) {
		return nil
	}
	return []found{{kind: Speaker, about: "claimed responsibility", a: f.valueOf(f.speaker.Span), b: g.valueOf(g.speaker.Span)}}
}

// claimant is who claims responsibility in a report, nil where nobody does or two do.
func (r *report) claimant() *speech {
	var one *speech
	for _, l := range r.lines {
		for i := range l.Tokens {
			if l.word(i) != "claimed" || l.word(i+1) != "responsibility" || l.strange() || l.quoted[i] || denied[l.word(i-1)] || l.word(i-1) == "has" && l.word(i-2) == "group" {
				continue
			}
			k := i - 1
			for k >= 0 && k > i-claimReach && (l.over[k] < 0 || !l.Facts[l.over[k]].Kind.Proper()) {
				k--
			}
			if k < 0 || l.over[k] < 0 || !l.Facts[l.over[k]].Kind.Proper() {
				continue
			}
			if one != nil {
				return nil
			}
			one = &speech{line: l, speaker: l.Facts[l.over[k]]}
		}
	}
	return one
}

// claimReach is how many words before 'claimed responsibility' its group is named.
const claimReach = 5
