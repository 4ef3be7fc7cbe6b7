package story

import (
	"maps"
	"slices"
)

// Coverage that one audience alone sees must not show in what the others are told, not
// even in which of everybody's articles are one story. So everybody's are grouped
// among themselves, as if there were no others; then those of each audience by
// themselves and with the groups of everybody's, of which they join at most one and
// never make two into one. A story thus has everybody's articles and, beside them,
// those of any audiences; what is told of it is told of those that one sees.

// sees reports whether an article may be compared with another: what everybody sees
// is compared with nothing else, and an audience's with its own and everybody's.
func (e *entry) sees(o *entry) bool { return o.Audience == "" || o.Audience == e.Audience }

// part is what one audience alone has of what is grouped.
type part struct {
	some   map[*entry]bool
	wholes map[int][]*entry // by the number of the story that stays whole
}

// partsOf parts articles, and stories that stay whole, by audience.
func partsOf(some map[*entry]bool, wholes [][]*entry) map[string]*part {
	parts := map[string]*part{"": {map[*entry]bool{}, map[int][]*entry{}}}
	of := func(e *entry) *part {
		p := parts[e.Audience]
		if p == nil {
			p = &part{map[*entry]bool{}, map[int][]*entry{}}
			parts[e.Audience] = p
		}
		return p
	}
	for e := range some {
		of(e).some[e] = true
	}
	for n, members := range wholes {
		for _, e := range members {
			p := of(e)
			p.wholes[n] = append(p.wholes[n], e)
		}
	}
	return parts
}

// grouped groups articles and stories that stay whole.
func (c *corpus) grouped(some map[*entry]bool, wholes [][]*entry) [][]*entry {
	parts := partsOf(some, wholes)
	everybodys := parts[""]
	groups := grow(c.nodesWith(everybodys.some, everybodys.inOrder()))
	if len(parts) == 1 {
		return groups
	}
	o := &open{groups: groups, at: map[int32]int{}}
	for g, members := range groups {
		for _, e := range members {
			o.at[e.place] = g
		}
	}
	all := make([][]*entry, len(groups))
	for g := range groups {
		all[g] = slices.Clone(groups[g])
	}
	delete(parts, "")
	for _, audience := range slices.Sorted(maps.Keys(parts)) {
		for _, members := range c.annexed(parts[audience], o, everybodys.wholes) {
			own, g := o.apart(members)
			if g < 0 {
				all = append(all, own)
			} else {
				all[g] = append(all[g], own...)
			}
		}
	}
	return all
}

func (p *part) inOrder() [][]*entry {
	var all [][]*entry
	for _, n := range slices.Sorted(maps.Keys(p.wholes)) {
		all = append(all, p.wholes[n])
	}
	return all
}

// open are the groups of everybody's articles.
type open struct {
	groups [][]*entry
	at     map[int32]int // by the place of an article, its group
}

// apart parts a group into what is not everybody's and the number of the group that
// the rest is, -1 where there is none.
func (o *open) apart(members []*entry) (own []*entry, group int) {
	group = -1
	for _, e := range members {
		if g, ok := o.at[e.place]; ok {
			group = g
		} else {
			own = append(own, e)
		}
	}
	return own, group
}

// annexed groups the articles of one audience with each other and with the groups of
// everybody's that they are near; only groups with an article of theirs are returned.
// Stories of everybody's that stay whole are given, for those of theirs go with them.
func (c *corpus) annexed(p *part, o *open, wholes map[int][]*entry) [][]*entry {
	a := &annex{corpus: c, open: o, nodes: c.nodes(slices.Collect(maps.Keys(p.some))), at: map[int32]int{}, opened: map[int]int{}}
	for i, n := range a.nodes {
		a.place(i, n.members)
	}
	for _, n := range slices.Sorted(maps.Keys(p.wholes)) {
		if with := wholes[n]; len(with) > 0 {
			a.add(a.nodeOf(o.at[with[0].place]), p.wholes[n])
			continue
		}
		a.place(len(a.nodes), p.wholes[n])
		a.nodes = append(a.nodes, &node{profile: sum(p.wholes[n], c.leaned), members: p.wholes[n], beside: map[int]bool{}})
	}
	for i := range len(a.nodes) {
		a.meet(i)
	}
	return slices.DeleteFunc(grow(a.nodes), func(members []*entry) bool {
		own, _ := o.apart(members)
		return len(own) == 0
	})
}

// annex is the articles of one audience while they are grouped.
type annex struct {
	*corpus
	*open
	nodes  []*node
	at     map[int32]int // by the place of an article of theirs, its node
	opened map[int]int   // by the number of a group of everybody's, its node
}

func (a *annex) place(i int, own []*entry) {
	for _, e := range own {
		a.at[e.place] = i
	}
}

// nodeOf is the node of a group of everybody's.
func (a *annex) nodeOf(group int) int {
	i, ok := a.opened[group]
	if !ok {
		i = len(a.nodes)
		a.opened[group] = i
		members := slices.Clone(a.groups[group])
		a.nodes = append(a.nodes, &node{profile: sum(members, a.leaned), members: members, beside: map[int]bool{}, open: true})
	}
	return i
}

// add puts articles of theirs into a node.
func (a *annex) add(i int, own []*entry) {
	n := a.nodes[i]
	n.profile, n.members = n.profile.plus(sum(own, a.leaned)), append(n.members, own...)
	a.place(i, own)
}

// meet has a node compared with those that its articles of theirs are near.
func (a *annex) meet(i int) {
	own, _ := a.apart(a.nodes[i].members)
	for _, e := range own {
		for _, p := range a.near(e) {
			j, ok := a.at[p]
			if g, everybodys := a.open.at[p]; everybodys {
				j, ok = a.nodeOf(g), true
			}
			if ok && i != j {
				a.nodes[i].beside[j], a.nodes[j].beside[i] = true, true
			}
		}
	}
}
