package sources

import (
	"errors"
	"fmt"
	"strings"

	"newsdesk/rag"
)

// aboutPages begins what a source's note says of its pages, behind what it says of
// the list itself.
const aboutPages = "of its pages, "

// errNoArticle says that a page was had and holds nothing.
var errNoArticle = errors.New("it holds no article")

// stays says that articles are kept though their page can't be read any more: it
// may be a wall that asks for consent, or an error that says that all is well.
func stays(articles []rag.ArticleID) string {
	if len(articles) == 0 {
		return ""
	}
	return "; what was stored of it stays"
}

// ofList is what is to be known of a list with so many items, for some of which
// there was no room; "" is nothing.
func ofList(items, left int) string {
	var over, waits string
	if items > maxItems {
		over = fmt.Sprintf("it lists %d items, of which only the first %d are looked at", items, maxItems)
	}
	if left > 0 {
		waits = fmt.Sprintf("%d of the pages that it lists wait until there is room", left)
	}
	return joined(over, waits)
}

// parts are what a note says of the list and of its pages.
func parts(note string) (list, pages string) {
	i := strings.Index(note, aboutPages)
	if i < 0 {
		return note, ""
	}
	return strings.TrimSuffix(note[:i], "; "), note[i:]
}

// joined is a line of what there is to say.
func joined(notes ...string) string {
	var all []string
	for _, note := range notes {
		if note != "" {
			all = append(all, note)
		}
	}
	return strings.Join(all, "; ")
}

// noteOfList is a source's note after another list of it was read.
func noteOfList(note, list string) string {
	_, pages := parts(note)
	return joined(list, pages)
}

// noteOf is a source's note after a page of it was asked for: of the pages that
// could not be had it names one until that is mended.
func noteOf(note string, p page) string {
	list, pages := parts(note)
	mine := aboutPages + clip(p.URL) + " "
	say := "could not be had: " + p.Why
	if p.Partly {
		say = "was not had whole: " + p.Why
	}
	switch {
	case p.Why == "" && strings.HasPrefix(pages, mine):
		pages = ""
	case p.Why != "" && (pages == "" || strings.HasPrefix(pages, mine)):
		pages = clip(mine + say)
	}
	return joined(list, pages)
}
