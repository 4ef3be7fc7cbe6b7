package compare

import (
	"slices"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/voice"
	"newsdesk/rag"
)

// Side is an outlet, or an article where there are not two outlets.
type Side struct {
	Name string
	// Articles are its own reports, Copies those that only copy a report of the
	// set, its own or another side's; they are counted and not compared.
	Articles, Copies []*material.Article
}

// divide makes sides of a set, and reads the reports that are not copies. A side
// that has only copies of another's reports is none.
func divide(set *material.Set) ([]Side, []*report) {
	of := sideOf(set)
	voices := voices(set)
	var sides []Side
	var reports []*report
	at := map[string]int{}
	for i, a := range set.Articles {
		if voices[i] != i && of(set.Articles[voices[i]]) != of(a) {
			continue
		}
		k, known := at[of(a)]
		if !known {
			k = len(sides)
			at[of(a)] = k
			sides = append(sides, Side{Name: of(a)})
		}
		if voices[i] == i {
			sides[k].Articles = append(sides[k].Articles, a)
			reports = append(reports, newReport(a, k))
		}
	}
	for i, a := range set.Articles {
		if k, known := at[of(set.Articles[voices[i]])]; known && voices[i] != i {
			sides[k].Copies = append(sides[k].Copies, a)
		}
	}
	return sides, reports
}

// voices are the articles of a set by whose voice they are. A copy with a figure
// that the original does not have is compared as a report of its own: a slip of the
// pen or a newer count is what an editor looks for.
func voices(set *material.Set) []int {
	articles := make([]rag.Article, len(set.Articles))
	for i, a := range set.Articles {
		articles[i] = a.Article
	}
	all := voice.Of(articles)
	figures := map[int]map[string]bool{}
	for i, of := range all {
		if of == i {
			continue
		}
		if figures[of] == nil {
			figures[of] = figuresOf(set.Articles[of])
		}
		for f := range figuresOf(set.Articles[i]) {
			if !figures[of][f] {
				all[i] = i
				break
			}
		}
	}
	return all
}

// figuresOf are the figures that an article gives, as they compare.
func figuresOf(a *material.Article) map[string]bool {
	all := map[string]bool{}
	for _, s := range a.Sentences() {
		for _, f := range s.Facts {
			if f.Kind.Numeric() {
				all[f.Kind.String()+" "+f.Value+" "+f.Unit] = true
			}
		}
	}
	return all
}

// sideOf names the side of an article: its outlet, or itself where the set has not
// two outlets or it states none.
func sideOf(set *material.Set) func(*material.Article) string {
	byOutlet := len(set.Outlets()) > 1
	return func(a *material.Article) string {
		if byOutlet && a.Outlet != "" {
			return a.Outlet
		}
		return a.Name()
	}
}

// ofSentences makes reports of sentences, one for each article.
func ofSentences(all []*material.Sentence, side int) []*report {
	var reports []*report
	for _, s := range all {
		i := slices.IndexFunc(reports, func(r *report) bool { return r.article == s.Of })
		if i < 0 {
			i = len(reports)
			reports = append(reports, &report{article: s.Of, side: side})
		}
		reports[i].sentences = append(reports[i].sentences, s)
	}
	return reports
}
