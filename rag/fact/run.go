package fact

// longestRun bounds a run, in words and marks; the longest names of organisations have about ten.
const longestRun = 24

// runEnd is where the run of capitalised words from words[i] ends: particles, hyphens and the dots of abbreviations go
// on with it, a possessive does not; 'of' and 'for' do inside the name of an organisation.
func (f *finder) runEnd(i int) int {
	k := i
	for k < len(f.words) && !f.taken[k] && k < i+longestRun {
		w := f.words[k]
		switch {
		case w.class == letters && w.capital && (k == i || !w.opens):
			k++
		case w.class == letters && particles[w.low] && f.afterParticle(k) > 0 && f.beforeParticle(k, i):
			k = f.afterParticle(k)
		case f.hyphen(k) && f.words[k-1].low == "co": // 'Co-operation'
			k += 2
		case f.hyphen(k) && (f.words[k+1].capital || particles[f.words[k+1].low]) && !f.taken[k+1]:
			k++
		case w.low == "." && w.glued && k > i && (f.words[k-1].Len() == 1 || dotted[f.words[k-1].low]) && k+1 < len(f.words) && f.words[k+1].capital:
			k++
		case w.low == "of" || w.low == "for" || w.low == "on" || w.low == "and" || w.low == "'s" || w.low == "'" || w.low == "&":
			next := f.orgGoesOn(i, k)
			if next == 0 {
				return k
			}
			k = next
		default:
			return max(k, i+1)
		}
	}
	return max(k, i+1)
}

// beforeParticle reports whether a particle in lower case at k goes on a name: 'Assaad al-Shaibani', 'Ursula von der
// Leyen', but not 'Iraq at Basra'.
func (f *finder) beforeParticle(k, i int) bool {
	if k == i {
		return true
	}
	w := f.words[k].low
	if w == "as" || w == "at" || w == "an" || w == "ad" || w == "ten" {
		return f.hyphen(k + 1)
	}
	return true
}

// orgGoesOn returns where a run goes on after the 'of', 'for' or 'and' at words[k], 0 where it ends there.
func (f *finder) orgGoesOn(i, k int) int {
	w := f.words[k].low
	next := k + 1
	if (w == "of" || w == "for" || w == "on") && f.low(next) == "the" {
		next++
	}
	if next >= len(f.words) || !f.words[next].capital || f.taken[next] || f.words[next].opens {
		return 0
	}
	last := f.words[k-1].low
	switch w {
	case "on":
		if last == "council" || last == "committee" || last == "commission" || last == "conference" {
			return next
		}
	case "of", "for":
		if f.hasOf(i, k) && f.isListed(next) { // 'Ministry of Oil of Iraq'
			return 0
		}
		if eventHeads[last] && w == "of" && !f.isListed(next) {
			return next
		}
		if orgFirsts[last] || orgHeads[last] || placeFirsts[last] || f.hasOrgFirst(i, k) {
			return next
		}
	case "and", "&":
		if f.hasOrgFirst(i, k) && (f.orgTail(next) || f.low(k-1) != "" && f.hasOf(i, k) && !f.isListed(next)) {
			return next
		}
	case "'s", "'":
		if f.orgTail(next) && next+1 < len(f.words) && !f.isListed(k-1) {
			return next
		}
	}
	return 0
}

func (f *finder) isListed(k int) bool {
	_, n := f.lookup(k)
	return n > 0
}

func (f *finder) hasOf(i, k int) bool {
	for ; i < k; i++ {
		if w := f.words[i].low; w == "of" || w == "for" || w == "on" {
			return true
		}
	}
	return false
}

// hasOrgFirst reports whether one of words [i, k) begins a name such as 'Ministry of'.
func (f *finder) hasOrgFirst(i, k int) bool {
	for ; i < k; i++ {
		if orgFirsts[f.words[i].low] {
			return true
		}
	}
	return false
}

// orgTail reports whether an organisation's head noun follows soon in capitals from words[k] on.
func (f *finder) orgTail(k int) bool {
	for n := 0; n < 3 && k < len(f.words) && f.words[k].capital; n++ {
		if orgHeads[f.words[k].low] {
			return true
		}
		k++
	}
	return false
}
