package timeline

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/voice"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// coverage is a set read for its events.
type coverage struct {
	set    *material.Set
	voices int
	events []event
	// days is what is said of each day, by the days since 1970.
	days map[int]*day
	// df is in how many of the sentences a stem is that were looked at.
	df        map[string]int
	sentences int
}

// reading is what one article gives.
type reading struct {
	events []event
	spoken []spoken
}

// spoken is a day that a sentence speaks of, whether or not it tells an event of it.
type spoken struct {
	day  int
	told *material.Sentence
}

// read reads the articles of a set, on all processors.
func read(set *material.Set) *coverage {
	articles := make([]rag.Article, len(set.Articles))
	for i, a := range set.Articles {
		articles[i] = a.Article
	}
	of := voice.Of(articles)
	all := make([]reading, len(set.Articles))
	inParallel(len(all), func(i int) { all[i] = readArticle(set.Articles[i]) })
	c := &coverage{set: set, days: map[int]*day{}, df: map[string]int{}}
	for i := range all {
		c.add(i, of[i], &all[i])
	}
	c.weigh()
	return c
}

// inParallel does n things on all processors. Where one panics so does the caller, who
// can recover: nobody recovers what a goroutine of ours does.
func inParallel(n int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	panics := make(chan any, runtime.GOMAXPROCS(0))
	for range cap(panics) {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					panics <- p
				}
			}()
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		})
	}
	wg.Wait()
	if len(panics) > 0 {
		panic(<-panics)
	}
}

// readArticle finds the events of an article, and the days that it speaks of.
func readArticle(a *material.Article) reading {
	var r reading
	for _, s := range a.Sentences() {
		for _, m := range s.Moments() {
			if m.To.Sub(m.From) <= 25*time.Hour {
				r.spoken = append(r.spoken, spoken{number(midnight(m.From)), s})
			}
		}
		if tellable(s) {
			r.events = append(r.events, newLine(s).events()...)
		}
	}
	if e, ok := today(a, r.events); ok {
		r.events = append(r.events, e)
	}
	return r
}

// leastWords and mostWords are the words of a sentence that can tell an event: fewer
// are a caption, more a list.
const leastWords, mostWords = 5, 90

// tellable reports whether a sentence can stand in a row by its form.
func tellable(s *material.Sentence) bool {
	return len(s.Tokens) >= leastWords && len(s.Tokens) <= mostWords
}

// add takes in what an article gives.
func (c *coverage) add(i, voice int, r *reading) {
	if voice == i {
		c.voices++
		c.count(c.set.Articles[i], r)
	}
	for _, e := range r.events {
		if c.topical(e.told) == 0 {
			continue
		}
		e.voice, e.copied = voice, voice != i
		c.events = append(c.events, e)
	}
}

// number counts a day from 1970.
func number(t time.Time) int { return int(t.Unix() / secondsADay) }

const secondsADay = 24 * 60 * 60

// How far a sentence is of the topic: one that says all of it counts whole, one that
// says none only where it stands beside one that does or leads its article.
const (
	topicFloor = 0.6
	asideShare = 0.3
)

// topical is how far a sentence is about the topic, 0 for not at all.
func (c *coverage) topical(s *material.Sentence) float64 {
	if c.set.About.Any() {
		return 1
	}
	if s.Met > 0 {
		return topicFloor + (1-topicFloor)*s.Met
	}
	all := s.Of.Sentences()
	if s.Ordinal == 0 || all[s.Ordinal-1].Met > 0 {
		return asideShare
	}
	return 0
}

// stems are the words of a sentence that say what it is about, each once.
func stems(tokens []text.Token) []string {
	seen := make(map[string]bool, len(tokens))
	var all []string
	for _, t := range tokens {
		if !text.IsStop(t.Folded) && !seen[t.Stem] {
			seen[t.Stem] = true
			all = append(all, t.Stem)
		}
	}
	return all
}
