package story

import (
	"maps"
	"slices"

	"newsdesk/rag"
)

const (
	// growthShare is by which share the coverage grows, or shrinks, until all is
	// weighed and grouped again: a fifth of the articles or so then weigh words by
	// what was rare before, and all regroupings together cost five times the last.
	growthShare = 0.25
	// mostBeside is up to how many articles a story is taken apart when an article
	// comes near it; a larger one takes it in or not. The time of one arrival is
	// bounded by it.
	mostBeside = 150
)

// regroup groups what came after a revision with the stories beside it, or all
// where the coverage has changed much, and returns what changes.
func (k *Keeper) regroup(after rag.Revision) []change {
	if k.renewed() {
		return append(k.state.identify(k.corpus.grouped(k.corpus.among(), nil)), k.vanished(nil)...)
	}
	near, left, stirred := k.beside(after)
	whole := k.wholes(near, stirred)
	return append(k.state.identify(k.corpus.grouped(near, whole)), k.vanished(left)...)
}

// renewed weighs all articles anew where there are many more or fewer than when
// they were weighed, and reports whether it did.
func (k *Keeper) renewed() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.corpus.entries) > 2*len(k.corpus.places)+atOnce {
		k.corpus = k.corpus.compact()
	}
	if !k.corpus.outgrown() {
		return false
	}
	k.corpus.weighAll()
	return true
}

// outgrown reports whether there are many more or fewer articles than when all
// were weighed.
func (c *corpus) outgrown() bool {
	n, was := float64(len(c.places)), float64(c.weighed)
	return n > was*(1+growthShare) || n < was*(1-growthShare)
}

// beside returns the articles that came, those of the stories near them and
// those of stories that an article left; which stories the last are; and which may
// be taken apart: what an audience adds for itself leaves everybody's as they are.
func (k *Keeper) beside(after rag.Revision) (near map[*entry]bool, left, stirred map[ID]bool) {
	near, left, stirred = map[*entry]bool{}, map[ID]bool{}, map[ID]bool{}
	stories := map[ID]bool{}
	stir := func(id ID, by *entry) {
		stories[id] = true
		stirred[id] = stirred[id] || by.Audience == "" || !k.everybodys(id)
	}
	for _, e := range k.corpus.entries {
		if e == nil {
			continue
		}
		id, grouped := k.state.of[e.ID]
		if e.revision <= after && grouped {
			continue
		}
		near[e] = true
		if grouped {
			stir(id, e)
		}
		for _, p := range k.corpus.near(e) {
			if o := k.corpus.entries[p]; o != nil && link(e.profile, o.profile) >= enough/2 {
				near[o] = true
				if o.sees(e) {
					o.meet(e)
				}
				stir(k.state.of[o.ID], e)
			}
		}
	}
	for a, id := range k.state.of {
		if k.corpus.entry(a) == nil {
			left[id], stories[id], stirred[id] = true, true, true
		}
	}
	for id := range stories {
		for _, a := range k.state.members[id] {
			if e := k.corpus.entry(a); e != nil {
				near[e] = true
			}
		}
	}
	return near, left, stirred
}

// everybodys reports whether a story has an article that everybody sees.
func (k *Keeper) everybodys(id ID) bool {
	return slices.ContainsFunc(k.state.members[id], func(a rag.ArticleID) bool {
		e := k.corpus.entry(a)
		return e != nil && e.Audience == ""
	})
}

// wholes takes from articles those of stories that are too large to be taken apart or
// not stirred, and returns these stories; what came anew is of none.
func (k *Keeper) wholes(near map[*entry]bool, stirred map[ID]bool) [][]*entry {
	large := map[ID][]*entry{}
	for e := range near {
		if id, ok := k.state.of[e.ID]; ok && (len(k.state.members[id]) > mostBeside || !stirred[id]) {
			large[id] = append(large[id], e)
			delete(near, e)
		}
	}
	var all [][]*entry
	for _, id := range slices.Sorted(maps.Keys(large)) {
		slices.SortFunc(large[id], byAge)
		all = append(all, large[id])
	}
	return all
}

// vanished returns what becomes of stories all of whose articles are gone: of
// those given, or of all.
func (k *Keeper) vanished(among map[ID]bool) []change {
	var all []change
	for id, articles := range k.state.members {
		if among != nil && !among[id] {
			continue
		}
		if !slices.ContainsFunc(articles, func(a rag.ArticleID) bool { return k.corpus.entry(a) != nil }) {
			all = append(all, change{id: id})
		}
	}
	return all
}
