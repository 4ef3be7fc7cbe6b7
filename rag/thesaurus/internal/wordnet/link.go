package main

import "strings"

// link fills links and opposed from the synsets.
func (w *wordnet) link() {
	for lemma, n := range w.uses {
		k := w.key(lemma)
		w.main[k] = max(w.main[k], n)
	}
	for at, s := range w.synsets {
		own := w.speakers(at)
		for i, a := range own {
			for _, b := range own[i+1:] {
				w.join(a.lemma, b.lemma, synonymWeight(a, b))
			}
		}
		for _, p := range s.pointers {
			w.follow(at, s, own, p)
		}
	}
}

// key is the stems of a lemma, kept for the next time.
func (w *wordnet) key(lemma string) string {
	k, ok := w.keys[lemma]
	if !ok {
		k = key(lemma)
		w.keys[lemma] = k
	}
	return k
}

// speakers are the senses of a synset that are common enough for their words.
func (w *wordnet) speakers(at id) []sense {
	var own []sense
	for _, s := range w.senses[at] {
		if (s.rank == 1 || s.rank <= senses && s.share >= senseShare) && w.speaks(s.lemma) {
			own = append(own, s)
		}
	}
	return own
}

// speaks reports whether a lemma is worth a place in the table and means what its stem mostly means.
func (w *wordnet) speaks(lemma string) bool {
	if !w.lower[lemma] || strings.Count(lemma, " ") >= mostWords || strings.ContainsAny(lemma, "0123456789/.") || len(lemma) < 3 {
		return false
	}
	most := w.main[w.key(lemma)]
	if w.uses[lemma] == 0 {
		return most == 0 && w.count[lemma] <= rareSenses && !strings.Contains(lemma, " ")
	}
	return float64(w.uses[lemma]) >= mainShare*float64(most)
}

func synonymWeight(a, b sense) int {
	switch a.rank + b.rank {
	case 2:
		return synonymFirst
	case 3:
		return synonymSecond
	}
	return kindred
}

// follow joins the words of a synset with those that a pointer leads to.
func (w *wordnet) follow(at id, s *synset, own []sense, p pointer) {
	switch p.symbol {
	case "!":
		w.oppose(at, s, p)
	case "+", "\\", "<":
		w.derive(at, s, p)
	case "@", "$", "&":
		if p.symbol == "@" && w.below(p.to) > mostBelow {
			return
		}
		for _, a := range own {
			for _, b := range w.speakers(p.to) {
				if a.rank == 1 && b.rank == 1 && !strings.Contains(a.lemma+b.lemma, " ") {
					w.join(a.lemma, b.lemma, kindred)
				}
			}
		}
	}
}

// below counts the hyponyms of a synset.
func (w *wordnet) below(at id) int {
	n := 0
	if s := w.synsets[at]; s != nil {
		for _, p := range s.pointers {
			if p.symbol == "~" {
				n++
			}
		}
	}
	return n
}

// ends gives the two words that a lexical pointer joins.
func (w *wordnet) ends(s *synset, p pointer) (from, to string, ok bool) {
	t := w.synsets[p.to]
	if p.from == 0 || p.at == 0 || t == nil || p.from > len(s.words) || p.at > len(t.words) {
		return "", "", false
	}
	return s.words[p.from-1], t.words[p.at-1], true
}

// derive joins derived words in common senses of both.
func (w *wordnet) derive(at id, s *synset, p pointer) {
	from, to, ok := w.ends(s, p)
	if ok && w.speaks(from) && w.speaks(to) && w.rank(from, at) <= senses && w.rank(to, p.to) <= senses {
		w.join(from, to, derived)
	}
}

// rank is the place of a synset among the senses of a lemma.
func (w *wordnet) rank(lemma string, at id) int {
	for _, s := range w.senses[at] {
		if s.lemma == lemma {
			return s.rank
		}
	}
	return senses + 1
}

// oppose records two opposites.
func (w *wordnet) oppose(at id, s *synset, p pointer) {
	from, to, ok := w.ends(s, p)
	if !ok || !w.speaks(from) || !w.speaks(to) || w.rank(from, at) > senses && w.rank(to, p.to) > senses {
		return
	}
	a, b := w.key(from), w.key(to)
	if a == b || a == "" || b == "" {
		return
	}
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		if w.opposed[pair[0]] == nil {
			w.opposed[pair[0]] = make(map[string]bool)
		}
		w.opposed[pair[0]][pair[1]] = true
	}
}

// join records a link both ways; the heavier of two stays.
func (w *wordnet) join(x, y string, weight int) {
	a, b := w.key(x), w.key(y)
	if a == b || a == "" || b == "" {
		return
	}
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		if w.links[pair[0]] == nil {
			w.links[pair[0]] = make(map[string]int)
		}
		w.links[pair[0]][pair[1]] = max(w.links[pair[0]][pair[1]], weight)
	}
}
