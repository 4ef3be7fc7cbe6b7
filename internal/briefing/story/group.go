package story

import (
	"cmp"
	"maps"
	"slices"

	"newsdesk/internal/briefing/voice"
)

// Group groups articles without regard to what was grouped before: the pure
// algorithm. It returns the groups as places in articles, by the age of their
// first, and the voice of each article: the place of the article that it is a copy
// of, or its own. Ids are to differ.
func Group(articles []Features) (groups [][]int, voices []int) {
	c := newCorpus()
	for i := range articles {
		c.add(&articles[i], 0)
	}
	c.weighAll()
	for _, g := range c.grouped(c.among(), nil) {
		var places []int
		for _, e := range g {
			places = append(places, int(e.place))
		}
		groups = append(groups, places)
	}
	voices = make([]int, len(articles))
	for _, g := range groups {
		members := make([]*entry, len(g))
		for i, p := range g {
			members[i] = c.entries[p]
		}
		for i, v := range voicesOf(members) {
			voices[g[i]] = g[v]
		}
	}
	return groups, voices
}

// among are all articles, as some to be grouped.
func (c *corpus) among() map[*entry]bool {
	some := make(map[*entry]bool, len(c.places))
	for _, e := range c.all() {
		some[e] = true
	}
	return some
}

// voicesOf returns for each article of a group, by age, which one it copies.
func voicesOf(members []*entry) []int {
	prints := make([]voice.Print, len(members))
	for i, e := range members {
		prints[i] = e.copied
	}
	return voice.Among(prints)
}

// byAge orders articles by publication, the undated last; of two that are as old
// the longer one is the original.
func byAge(a, b *entry) int {
	if a.Published.Known() != b.Published.Known() {
		if a.Published.Known() {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(len(b.copied), len(a.copied)), cmp.Compare(a.ID, b.ID))
}

// nodes makes one node of each voice among articles: copies weigh as one.
func (c *corpus) nodes(all []*entry) []*node {
	slices.SortFunc(all, byAge)
	rank := make(map[int32]int, len(all))
	for i, e := range all {
		rank[e.place] = i
	}
	originals := c.originals(all, rank)
	at := make([]int, len(all))
	var nodes []*node
	for i, e := range all {
		o := originals[i]
		if o < i && len(nodes[at[o]].members) < mostArticles {
			nodes[at[o]].copy(e)
			at[i] = at[o]
			continue
		}
		at[i], at[o] = len(nodes), len(nodes)
		nodes = append(nodes, &node{profile: c.leaned(e), members: []*entry{e}, beside: map[int]bool{}})
	}
	c.besides(all, rank, func(i, j int) {
		if i, j = at[i], at[j]; i != j {
			nodes[i].beside[j], nodes[j].beside[i] = true, true
		}
	})
	return nodes
}

// copyDays is up to how many days after a report a copy of it is taken for the same
// story whatever it says; what is printed again a year later is another one.
const copyDays = 30

// originals returns for each article, by age, the first that it is a copy of.
func (c *corpus) originals(all []*entry, rank map[int32]int) []int {
	first := make([]int, len(all))
	for i := range first {
		first[i] = i
	}
	find := func(i int) int {
		for first[i] != i {
			first[i] = first[first[i]]
			i = first[i]
		}
		return i
	}
	c.besides(all, rank, func(i, j int) {
		early, late := min(i, j), max(i, j)
		if days(all[early].span(), all[late].span()) <= copyDays && find(early) != find(late) && all[late].copied.Copies(all[early].copied) {
			a, b := find(early), find(late)
			first[max(a, b)] = min(a, b)
		}
	})
	for i := range first {
		first[i] = find(i)
	}
	return first
}

// besides calls visit with the articles that are near each other.
func (c *corpus) besides(all []*entry, rank map[int32]int, visit func(i, j int)) {
	for i, e := range all {
		for _, p := range c.near(e) {
			if j, ok := rank[p]; ok {
				visit(i, j)
			}
		}
	}
}

// copy takes in a copy of the node's article.
func (n *node) copy(e *entry) {
	p := *n.profile
	p.span = p.span.plus(e.span())
	n.profile, n.members = &p, append(n.members, e)
}

// nodesWith makes nodes of articles, and one of each story that stays whole.
func (c *corpus) nodesWith(some map[*entry]bool, wholes [][]*entry) []*node {
	nodes := c.nodes(slices.Collect(maps.Keys(some)))
	at := map[int32]int{}
	for i, n := range nodes {
		for _, e := range n.members {
			at[e.place] = i
		}
	}
	for _, members := range wholes {
		for _, e := range members {
			at[e.place] = len(nodes)
		}
		nodes = append(nodes, &node{profile: sum(members, c.leaned), members: members, beside: map[int]bool{}})
	}
	for i, n := range nodes {
		for _, e := range n.members {
			for _, p := range c.near(e) {
				if j, ok := at[p]; ok && i != j {
					n.beside[j], nodes[j].beside[i] = true, true
				}
			}
		}
	}
	return nodes
}

// sum is the profile of articles, copies counted once, of what profile makes of each.
func sum(members []*entry, of func(*entry) *profile) *profile {
	var p *profile
	for i, v := range voicesOf(members) {
		switch {
		case p == nil:
			p = of(members[i])
		case v == i:
			p = p.plus(of(members[i]))
		}
	}
	return p
}
