package quote

import "strings"

// called is how somebody unnamed is called: without an article that points back.
func (r *reader) called(l *line, from, to int, definite bool) string {
	if definite && from+1 < to {
		from++
		if to-from == 1 && human(l, from, to) {
			if longer := r.longerFor(l, from); longer != "" {
				return longer
			}
		}
		if to-from == 1 && institutions[l.word(from)] {
			if full := r.fullFor(l, from); full != "" {
				return full
			}
		}
	}
	return strings.Trim(l.of(r.body, from, to), " ,")
}

// longerFor is the phrase of two words that an earlier line has for a noun that
// stands alone here: 'medical source' for 'the source'.
func (r *reader) longerFor(l *line, at int) string {
	if r.longer == nil {
		r.longer = map[string]longer{}
		for _, o := range r.lines {
			r.noteLonger(o)
		}
	}
	if was, ok := r.longer[l.word(at)]; ok && r.indexOf(was.line) < r.indexOf(l) {
		return was.words
	}
	return ""
}

// longer is a noun with the word before it, where an article first has both.
type longer struct {
	words string
	line  *line
}

func (r *reader) noteLonger(l *line) {
	for i := 1; i < len(l.items); i++ {
		before := l.word(i - 1)
		if l.word(i) == "" || before == "" || determiners[before] || prepositions[before] || conjunctions[before] || l.items[i-1].when != nil ||
			l.finiteVerb(i-1) || l.items[i-1].capital || adverbial[before] || subjects[before] {
			continue
		}
		if _, had := r.longer[l.word(i)]; !had {
			r.longer[l.word(i)] = longer{l.of(r.body, i-1, i+1), l}
		}
	}
}

// fullFor is the full name that an earlier line has for an institution that is
// called by its noun alone here: 'health ministry' for 'the ministry'. Where the
// article has two, or calls it yet otherwise, it is none.
func (r *reader) fullFor(l *line, at int) string {
	noun := l.word(at)
	if r.full == nil {
		r.full = map[string]longer{}
	}
	was, known := r.full[noun]
	if !known {
		was = r.fullName(noun)
		r.full[noun] = was
	}
	if was.words == "" || r.indexOf(was.line) >= r.indexOf(l) {
		return ""
	}
	return was.words
}

// fullName is the only full name that an article has for an institution, and the
// line that first has it.
func (r *reader) fullName(noun string) longer {
	var full longer
	for _, o := range r.lines {
		for i := range o.items {
			if o.word(i) != noun {
				continue
			}
			if next := o.word(i + 1); next == "of" || next == "for" {
				return longer{}
			}
			switch name := o.institutionAt(r.body, i); {
			case name == "":
			case full.words == "":
				full = longer{name, o}
			case !strings.EqualFold(full.words, name):
				return longer{}
			}
		}
	}
	return full
}

// institutionAt is the noun of an institution at an item with what tells it from
// others of its kind: the words between it and a determiner or an owner.
func (l *line) institutionAt(body string, i int) string {
	from := i
	for from > 0 && from > i-mostKind {
		w := l.word(from - 1)
		if w == "" || determiners[w] || prepositions[w] || conjunctions[w] || l.finiteVerb(from-1) || reporting[w].lemma != "" || ownerEnds(body, l.items[from-1].End) {
			break
		}
		from--
	}
	if from == i {
		return ""
	}
	return l.of(body, from, i+1)
}

// mostKind bounds what tells an institution from others, in words: 'border and
// coast guard agency' has no more before its noun.
const mostKind = 4

// ownerEnds reports whether the mark of an owner stands at a place of a body.
func ownerEnds(body string, at int) bool {
	return strings.HasPrefix(body[at:], "'s ") || strings.HasPrefix(body[at:], "’s ")
}
