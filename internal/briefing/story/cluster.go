package story

import (
	"cmp"
	"container/heap"
	"slices"
)

const (
	// mostArticles bounds a story, so that its document stays small. What comes
	// after it is another story.
	mostArticles = 2000
	// fewBeside is up to how many groups beside it a group is compared with each
	// time that it grows. One with more is compared with the likeliest only, which
	// keeps ten thousand articles of one story a matter of seconds.
	fewBeside = 64
)

// node is a group while it grows. It begins as one voice.
type node struct {
	*profile
	members []*entry
	beside  map[int]bool // the groups that it is compared with
	grown   int          // how often it has
	into    int          // the node that it went into; its own number: none
	open    bool         // it is a group of everybody's beside an audience's own: no two of these join
}

// pair is two nodes and their link when they had grown so often.
type pair struct {
	link           float64
	i, j           int
	grownI, grownJ int
}

type pairs []pair

func (p pairs) Len() int      { return len(p) }
func (p pairs) Swap(i, j int) { p[i], p[j] = p[j], p[i] }
func (p *pairs) Push(x any)   { *p = append(*p, x.(pair)) }
func (p pairs) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(p[j].link, p[i].link), cmp.Compare(p[i].i, p[j].i), cmp.Compare(p[i].j, p[j].j)) < 0
}

func (p *pairs) Pop() any {
	last := len(*p) - 1
	x := (*p)[last]
	*p = (*p)[:last]
	return x
}

// growth joins nodes, the most alike first.
type growth struct {
	nodes []*node
	queue pairs
}

// grow returns the groups that nodes make.
func grow(nodes []*node) [][]*entry {
	g := growth{nodes: nodes}
	for i, n := range nodes {
		n.into = i
	}
	for i, n := range nodes {
		for j := range n.beside {
			if i < j {
				g.compare(i, j)
			}
		}
	}
	for g.queue.Len() > 0 {
		g.step(heap.Pop(&g.queue).(pair))
	}
	var groups [][]*entry
	for i, n := range nodes {
		if n.into == i {
			slices.SortFunc(n.members, byAge)
			groups = append(groups, n.members)
		}
	}
	return groups
}

// compare queues two groups that are alike enough.
func (g *growth) compare(i, j int) {
	i, j = min(i, j), max(i, j)
	a, b := g.nodes[i], g.nodes[j]
	if a.open && b.open || len(a.members)+len(b.members) > mostArticles {
		return
	}
	if l := link(a.profile, b.profile); l >= enough {
		heap.Push(&g.queue, pair{l, i, j, a.grown, b.grown})
	}
}

// step joins a pair, unless one of the two has grown since they were compared.
func (g *growth) step(p pair) {
	i, j := g.now(p.i), g.now(p.j)
	if i == j {
		return
	}
	a, b := g.nodes[i], g.nodes[j]
	if i == p.i && j == p.j && a.grown == p.grownI && b.grown == p.grownJ {
		g.join(i, j)
		return
	}
	if len(a.beside) > fewBeside || len(b.beside) > fewBeside { // else it was when it grew
		g.compare(i, j)
	}
}

// now is the node that a node is in.
func (g *growth) now(i int) int {
	for g.nodes[i].into != i {
		g.nodes[i].into = g.nodes[g.nodes[i].into].into
		i = g.nodes[i].into
	}
	return i
}

// join puts one node into another.
func (g *growth) join(i, j int) {
	a, b := g.nodes[i], g.nodes[j]
	a.profile = a.profile.plus(b.profile)
	a.members = append(a.members, b.members...)
	a.grown, a.open = a.grown+1, a.open || b.open
	b.into = i
	delete(a.beside, j)
	for k := range b.beside {
		delete(g.nodes[k].beside, j)
		if k != i {
			a.beside[k], g.nodes[k].beside[i] = true, true
		}
	}
	b.profile, b.members, b.beside = nil, nil, nil
	if len(a.beside) > fewBeside {
		return
	}
	for k := range a.beside {
		g.compare(i, k)
	}
}
