// Package material gathers what a piece is made of: the articles that a scope
// takes in, read into statements, with copies of one report known as one voice.
//
// Start with Gather. Summaries, timelines, comparisons, quotations and briefings
// all begin with a Set and make a [rag.Report] of it; none of them searches for
// itself. The package decides what is about a topic, and nothing of what is said.
package material

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// Library is the coverage that is read. *[rag.Library] has these methods.
type Library interface {
	Topic(s string) rag.Topic
	Concerned(t rag.Topic, f rag.Filter, share float64) []rag.Concern
	Article(ctx context.Context, id rag.ArticleID) (rag.Article, error)
}

// Scope says what a piece is about. The zero Scope is all coverage.
type Scope struct {
	Topic      string // in words of a person; "" is any
	rag.Filter        // period, outlets, or the articles themselves
	// Keep, where not nil, is asked of each article, which is without its body.
	Keep func(*rag.Article) bool
	// Most bounds how many articles are read, the best or the latest; 0 means
	// DefaultMost.
	Most int
}

// DefaultMost is how many articles are read for one piece unless the scope says:
// more than a newsroom has of a story in a year, and some five seconds of work.
const DefaultMost = 3000

// Set is the articles of a scope.
type Set struct {
	Scope
	About rag.Topic
	// Articles are in order of publication, the undated last.
	Articles []*Article
	// Passed is how many more articles there were than were read.
	Passed int
}

// Article is an article of a set, with its body.
type Article struct {
	rag.Article
	// Met is how much of the topic the article says somewhere, Near how much
	// one passage of it does with the headline; see [rag.Concern].
	Met, Near float64

	about rag.Topic
	once  sync.Once
	read  []*Sentence
}

// Sentence is a statement of an article of a set.
type Sentence struct {
	rag.Statement
	Of      *Article
	Ordinal int     // among the article's statements, from 0
	Met     float64 // how far it says the topic itself, 0 to 1
}

// Source is the sentence as it is cited.
func (s *Sentence) Source() rag.Source { return rag.Source{Article: s.Of.Article, Span: s.Span} }

// Moments are the times that the sentence speaks of; see [rag.Statement.Moments].
func (s *Sentence) Moments() []rag.Moment { return s.Statement.Moments(s.Of.Published) }

// Closed reports whether each quotation that the sentence opens ends in it, and none
// ends that began before: half of one would be read as the article's own words.
func (s *Sentence) Closed() bool {
	w := s.Words
	return strings.Count(w, "“") == strings.Count(w, "”") && strings.Count(w, "«") == strings.Count(w, "»") && strings.Count(w, `"`)%2 == 0
}

// Sentences are the statements of the article, in order. They are read when they
// are first asked for; several goroutines may ask.
func (a *Article) Sentences() []*Sentence {
	a.once.Do(func() {
		for i, s := range rag.Statements(&a.Article) {
			a.read = append(a.read, &Sentence{Statement: s, Of: a, Ordinal: i, Met: a.about.Met(s.Tokens)})
		}
	})
	return a.read
}

// Title is what the source calls the article, as tokens; none where it has no
// headline of its own.
func (a *Article) Title() []text.Token {
	if a.TitleDerived {
		return nil
	}
	return text.Tokenize(a.Article.Title)
}

// leastMet is the share of a topic that an article must say somewhere, and
// leastNear what one passage of it with the headline must: of 'Iraqi delegation
// in Damascus' an article that only names Damascus is not about it, and one of
// two words is not enough where the other is the rarer. Where no article says so
// much, nothing is about the topic.
const (
	leastMet  = 0.6
	leastNear = 0.5
)

// Gather returns the articles of a scope. An empty set is no error: nothing is
// about the topic, or the filter lets nothing through.
func Gather(ctx context.Context, l Library, s Scope) (*Set, error) {
	if s.Most <= 0 {
		s.Most = DefaultMost
	}
	set := &Set{Scope: s, About: l.Topic(s.Topic)}
	concerned := slices.DeleteFunc(l.Concerned(set.About, s.Filter, leastMet), func(c rag.Concern) bool {
		return c.Near < leastNear || s.Keep != nil && !s.Keep(&c.Article)
	})
	if len(concerned) > s.Most {
		set.Passed = len(concerned) - s.Most
		concerned = concerned[:s.Most]
	}
	for _, c := range concerned {
		whole, err := l.Article(ctx, c.Article.ID)
		if errors.Is(err, rag.ErrNotFound) || err == nil && !s.Passes(&whole) { // withdrawn or changed meanwhile
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("gather articles about %q: %w", s.Topic, err)
		}
		set.Articles = append(set.Articles, &Article{Article: whole, Met: c.Met, Near: c.Near, about: set.About})
	}
	slices.SortStableFunc(set.Articles, func(a, b *Article) int { return byDate(a.Published, b.Published) })
	return set, nil
}

// byDate orders dates, the unknown last.
func byDate(a, b rag.Date) int {
	if a.Known() != b.Known() {
		if a.Known() {
			return -1
		}
		return 1
	}
	return a.Time.Compare(b.Time)
}

// unreadTail is how many bytes of an article may follow its last statement before
// it is said that only its beginning was read: more than an imprint, links and the
// readers' comments take, and far less than what is cut off by the bound on how many
// statements are read.
const unreadTail = 64 << 10

// Cut names the articles of the set that were too long to be read whole. It reads
// only those that may be.
func (s *Set) Cut() []string {
	var names []string
	for _, a := range s.Articles {
		if len(a.Body) <= unreadTail {
			continue
		}
		end := a.Prose
		if all := a.Sentences(); len(all) > 0 {
			end = all[len(all)-1].End
		}
		if len(a.Body)-end > unreadTail {
			names = append(names, a.Name())
		}
	}
	return names
}

// Undated are the articles of the set whose source states no date.
func (s *Set) Undated() []*Article {
	return slices.DeleteFunc(slices.Clone(s.Articles), func(a *Article) bool { return a.Published.Known() })
}

// Outlets are the outlets of the set by name, without the unknown.
func (s *Set) Outlets() []string {
	var all []string
	for _, a := range s.Articles {
		if a.Outlet != "" {
			all = append(all, a.Outlet)
		}
	}
	slices.SortFunc(all, cmp.Compare)
	return slices.Compact(all)
}
