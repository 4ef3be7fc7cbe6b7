package material

import (
	"fmt"
	"strings"

	"newsdesk/rag"
)

// Count writes a number with its noun: "1 article", "3 articles".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// listed is how many of a list are named; the rest are counted.
const listed = 4

// List writes names as a list: "a, b and c", "a, b, c, d and 5 more".
func List(names []string) string {
	switch {
	case len(names) == 0:
		return ""
	case len(names) == 1:
		return names[0]
	case len(names) > listed+1:
		return strings.Join(names[:listed], ", ") + fmt.Sprintf(" and %d more", len(names)-listed)
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Name is what an article is called in a note: its headline, or its outlet or id
// where it has none of its own.
func (a *Article) Name() string {
	if a.Article.Title != "" {
		return "“" + a.Article.Title + "”"
	}
	if a.Outlet != "" {
		return "an article of " + a.Outlet
	}
	return string(a.ID)
}

// Day is a date for people, "undated" where there is none.
func Day(d rag.Date) string {
	if !d.Known() {
		return "undated"
	}
	return d.Time.Format("2 January 2006")
}
