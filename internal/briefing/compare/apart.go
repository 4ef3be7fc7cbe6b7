package compare

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
)

// apart reports whether two figures are of different places: of two towns, of one
// town and all others, of a country and a part of it.
func apart(a, b *figure) bool {
	pa, pb := a.own(), b.own()
	fa, fb := finer(pa), finer(pb)
	switch {
	case len(pa) == 0 && len(pb) == 0:
		return false
	case len(pb) == 0:
		return !homely(pa, a.of, b.of)
	case len(pa) == 0:
		return !homely(pb, a.of, b.of)
	case len(fa) > 0 && len(fb) == 0:
		return !directed(pb)
	case len(fb) > 0 && len(fa) == 0:
		return !directed(pa)
	}
	located := false
	for _, p := range fa {
		for _, q := range fb {
			if p.value == q.value || fact.NameWithin(p.value, q.value) || fact.NameWithin(q.value, p.value) {
				return false
			}
			located = located || p.prep != "" && q.prep != ""
		}
	}
	return located
}

// own are the places of a line that no other figure stands between: of '1,500 in
// Germany, 600 of them in Kassel' the first is not Kassel's.
func (g *figure) own() []place {
	var all []place
	for _, p := range g.places {
		from, to := p.at+1, g.from
		if p.at > g.from {
			from, to = g.to, p.at
		}
		if g.clear(from, to) {
			all = append(all, p)
		}
	}
	if all == nil {
		return g.places // 'Angola has 4,235 cases and 148 deaths'
	}
	return all
}

// finer are the places that are no whole country.
func finer(places []place) []place {
	return slices.DeleteFunc(slices.Clone(places), func(p place) bool { return p.country })
}

func directed(places []place) bool {
	return slices.ContainsFunc(places, func(p place) bool { return p.directed })
}

// homely reports whether some of the places is where one of the reports has its
// event.
func homely(places []place, a, b *report) bool {
	return slices.ContainsFunc(places, func(p place) bool { return a.places[p.value] || b.places[p.value] })
}

// hasName reports whether a report names a name somewhere, or a spelling of it.
func (r *report) hasName(value string) bool {
	for w := range strings.FieldsSeq(value) {
		if len(w) < 4 && strings.Contains(value, " ") {
			continue
		}
		if r.names[w] {
			return true
		}
		for n := range r.names {
			if n[0] == w[0] && fact.NameWithin(w, n) {
				return true
			}
		}
	}
	return false
}
