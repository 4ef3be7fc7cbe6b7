package story

import (
	"cmp"
	"slices"
	"strings"

	"newsdesk/rag"
)

// ID names a story for good; see the package comment. It is twelve letters and
// digits.
type ID string

// Story is what several articles tell of, as one asks for it: with a filter it is
// what the articles that pass tell.
type Story struct {
	ID ID
	// Title is the headline of the most central article, verbatim, or its first
	// sentence where it has none; "" where it has no words.
	Title    string
	Articles []rag.ArticleID // by date, the undated last
	// Voices is how many reports there are, copies of one being one; Outlets are
	// those of their originals, by name, without the unknown.
	Voices  int
	Outlets []string
	// First and Last are the dates of the first and last dated article.
	First, Last rag.Date
	Undated     int      // how many articles state no date
	Keywords    []string // the words that tell it from others, as one article writes them
}

// SingleSource reports whether all of a story is of one report or one outlet that
// is known: as many articles as it may have, nobody else is known to have said it.
func (s *Story) SingleSource() bool { return s.Voices < 2 || len(s.Outlets) == 1 }

// mostKeywords is how many keywords a story has: what fits a line.
const mostKeywords = 6

// Stories returns the stories that have an article that passes the filter, the
// one with the latest article first, the undated last.
func (k *Keeper) Stories(f rag.Filter) []Story {
	k.mu.Lock()
	defer k.mu.Unlock()
	var all []Story
	for id := range k.state.members {
		if s, ok := k.view(id, f); ok {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b Story) int {
		return cmp.Or(b.Last.Time.Compare(a.Last.Time), cmp.Compare(len(b.Articles), len(a.Articles)), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// Story returns the story that has an id, or that an alias stands for, as far as an
// audience sees it: see [rag.Filter].
func (k *Keeper) Story(id ID, audience string) (Story, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	at, ok := k.state.resolve(id)
	if !ok {
		at, ok = k.state.of[k.corpus.singles[at]]
	}
	if !ok {
		return Story{}, false
	}
	return k.view(at, rag.Filter{Audience: audience})
}

// Of returns the story that an article is in.
func (k *Keeper) Of(a rag.ArticleID) (ID, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	if k.corpus.entry(a) == nil {
		return "", false
	}
	id, ok := k.state.of[a]
	return id, ok
}

// view is a story as it is seen through a filter; none where nothing passes. What
// was made of all its articles is kept.
func (k *Keeper) view(id ID, f rag.Filter) (Story, bool) {
	var members []*entry
	whole := true
	for _, a := range k.state.members[id] {
		e := k.corpus.entry(a)
		switch {
		case e == nil:
		case f.Passes(&e.Article):
			members = append(members, e)
		default:
			whole = false
		}
	}
	if len(members) == 0 {
		return Story{}, false
	}
	if s := k.views[id]; s != nil && whole {
		return s.clone(), true
	}
	s := k.tell(id, members)
	if whole {
		k.views[id] = &s
	}
	return s.clone(), true
}

// clone is a story whose lists the caller may change.
func (s *Story) clone() Story {
	c := *s
	c.Articles, c.Outlets, c.Keywords = slices.Clone(s.Articles), slices.Clone(s.Outlets), slices.Clone(s.Keywords)
	return c
}

// tell makes a story of its articles.
func (k *Keeper) tell(id ID, members []*entry) Story {
	slices.SortFunc(members, byAge)
	s := Story{ID: id}
	for i, v := range voicesOf(members) {
		e := members[i]
		s.Articles = append(s.Articles, e.ID)
		if v == i {
			s.Voices++
			s.Outlets = append(s.Outlets, e.Outlet)
		}
		if !e.Published.Known() {
			s.Undated++
			continue
		}
		if s.Last = e.Published; !s.First.Known() {
			s.First = e.Published
		}
	}
	slices.Sort(s.Outlets)
	s.Outlets = slices.DeleteFunc(slices.Compact(s.Outlets), func(o string) bool { return o == "" })
	p := sum(members, (*entry).alone)
	s.Title = central(members, p)
	s.Keywords = k.corpus.keywords(p)
	return s
}

// central is the title of the article most like all of them; of several the
// earliest.
func central(members []*entry, p *profile) string {
	best, most := members[0], -1.0
	for _, e := range members {
		if l := e.profile.words.dot(p.words) + e.profile.native.dot(p.native); l > most {
			best, most = e, l
		}
	}
	if best.TitleDerived || best.Title == "" {
		return best.lead
	}
	return best.Title
}

// keywords are the heaviest words of a group, each once, without the sounds and
// figures that were compared.
func (c *corpus) keywords(p *profile) []string {
	var all []string
	met := map[string]bool{}
	for _, w := range slices.Concat(p.words, p.native).heaviest(4 * mostKeywords) {
		written := c.written[w.term]
		if written == "" || met[strings.ToLower(written)] {
			continue
		}
		met[strings.ToLower(written)] = true
		if all = append(all, written); len(all) == mostKeywords {
			break
		}
	}
	return all
}
