package compare

import "newsdesk/rag/fact"

const (
	// sharedVillage is how much of what stands around 'the village of' two names
	// must be the same, and sharedTown around two towns: a report names many.
	sharedVillage = 0.5
	sharedTown    = 1.5
)

// sited is a place with its line.
type sited struct {
	*line
	place
}

// sites finds the places of one deed where neither report ever names the other's.
func (p pair) places() []found {
	var all []found
	done := map[string]bool{}
	for _, f := range p.a.sites() {
		for _, g := range p.b.sites() {
			key := f.value + "|" + g.value
			if done[key] || !f.sameSort(g) || !f.together(g) || p.known(f, g) {
				continue
			}
			done[key] = true
			about := f.head
			if about == "" {
				about = f.prep
			}
			all = append(all, found{kind: Place, about: about, a: f.valueOf(f.fact.Span), b: g.valueOf(g.fact.Span)})
		}
	}
	return all
}

func (r *report) sites() []*sited {
	var all []*sited
	for _, l := range r.lines {
		for _, p := range l.places {
			if !p.country && !l.quoted[p.at] && !l.strange() && !l.telling(p.at) {
				all = append(all, &sited{l, p})
			}
		}
	}
	return all
}

// telling reports whether a place is only where something was said.
func (l *line) telling(at int) bool {
	for i := at + 1; i < min(len(l.Tokens), at+tellReach); i++ {
		if says[l.word(i)] {
			return true
		}
	}
	return false
}

// sameSort reports whether two places could be values of one thing: two villages, or
// two towns that are known.
func (s *sited) sameSort(o *sited) bool {
	if s.head != "" || o.head != "" {
		return s.head == o.head && s.head != "state" && s.head != "region"
	}
	town := func(x *sited) bool { return x.fact.Kind == fact.Place && x.fact.Country != "" }
	return s.prep == o.prep && s.prep != "" && town(s) && town(o) && s.ahead() && o.ahead()
}

func (s *sited) together(o *sited) bool {
	from, to := s.tokensOf(s.fact.Span)
	theirFrom, theirTo := o.tokensOf(o.fact.Span)
	n := shared(s.around(from, to), o.around(theirFrom, theirTo))
	if s.head != "" {
		for _, w := range s.around(from, to) {
			if w.Folded == s.head {
				n -= weight(w)
			}
		}
		return n >= sharedVillage
	}
	return n >= sharedTown
}

// ahead reports whether a line tells what is to come: a meeting is in one town, while
// what has happened may have happened in both.
func (s *sited) ahead() bool {
	for _, m := range s.times {
		if (&timed{s.line, m}).ahead() && !m.telling {
			return true
		}
	}
	return false
}

// known reports whether either report names the other's place of this event.
func (p pair) known(f, g *sited) bool {
	return fact.NameWithin(f.value, g.value) || fact.NameWithin(g.value, f.value) || p.b.speaksOf(f.value) || p.a.speaksOf(g.value)
}

// speaksOf reports whether a report names a name in a line that is not of another
// event.
func (r *report) speaksOf(value string) bool {
	for _, l := range r.lines {
		if l.strange() {
			continue
		}
		for _, f := range l.Facts {
			if f.Kind.Proper() && (fact.NameWithin(value, f.Value) || fact.NameWithin(f.Value, value)) {
				return true
			}
		}
	}
	return false
}

// strange reports whether a line tells another event of the sort.
func (l *line) strange() bool { return (&figure{line: l}).strange() }
