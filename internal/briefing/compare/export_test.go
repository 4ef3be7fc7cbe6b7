package compare

import (
	"newsdesk/internal/briefing/material"
)

// Likeness tells how alike each pair of articles of a set is as events are.
func Likeness(set *material.Set, say func(a, b *material.Article, like float64, names []string)) {
	var reports []*report
	for i, a := range set.Articles {
		reports = append(reports, newReport(a, i))
	}
	events(reports, nil)
	for i, a := range reports {
		for _, b := range reports[i+1:] {
			say(a.article, b.article, a.like(b), a.sharedNames(b))
		}
	}
}
