package story

import (
	"cmp"
	"maps"
	"slices"

	"newsdesk/rag"
)

// claim is how many articles of an old story a new group has.
type claim struct {
	id    ID
	group int
	share int          // articles
	since rag.Revision // the first of them
}

// identify gives each group the id of the old story that it goes on with, and
// returns what has to change. Of a story of which too little is left the id
// becomes an alias of where most of it went.
func (s *state) identify(groups [][]*entry) []change {
	claims := s.claims(groups)
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.since, b.since), cmp.Compare(a.id, b.id), cmp.Compare(a.group, b.group))
	})
	ids := make([]ID, len(groups))
	went := map[ID]int{} // the group that has most of a story
	given := map[ID]bool{}
	for _, c := range claims {
		if _, ok := went[c.id]; !ok {
			went[c.id] = c.group
		}
		if ids[c.group] == "" && !given[c.id] {
			ids[c.group], given[c.id] = c.id, true
		}
	}
	return s.changes(groups, ids, given, went)
}

// claims counts what the groups have of each story.
func (s *state) claims(groups [][]*entry) []claim {
	type key struct {
		id    ID
		group int
	}
	all := map[key]claim{}
	for g, members := range groups {
		for _, e := range members {
			id, ok := s.of[e.ID]
			if !ok {
				continue
			}
			c, met := all[key{id, g}]
			if !met || e.revision < c.since {
				c.since = e.revision
			}
			c.id, c.group, c.share = id, g, c.share+1
			all[key{id, g}] = c
		}
	}
	return slices.Collect(maps.Values(all))
}

func (s *state) changes(groups [][]*entry, ids []ID, given map[ID]bool, went map[ID]int) []change {
	var all []change
	for g, members := range groups {
		articles := make([]rag.ArticleID, len(members))
		for i, e := range members {
			articles[i] = e.ID
		}
		slices.Sort(articles)
		if ids[g] == "" {
			ids[g] = s.fresh(articlesByAge(members), given)
			given[ids[g]] = true
		}
		if !slices.Equal(s.members[ids[g]], articles) {
			all = append(all, change{id: ids[g], articles: articles})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(went)) {
		if !given[id] {
			all = append(all, change{id: id, into: ids[went[id]]})
		}
	}
	return all
}

func articlesByAge(members []*entry) []rag.ArticleID {
	members = slices.Clone(members)
	slices.SortFunc(members, byAge)
	all := make([]rag.ArticleID, len(members))
	for i, e := range members {
		all[i] = e.ID
	}
	return all
}
