package rag

import "strings"

// pageBreak parts the pages of an article that has pages, a report that came as a
// PDF say: the form feed, as pdftotext and printers have it.
const pageBreak = "\f"

// PageAt returns on which page of a text an offset is, counted from 1 as a viewer
// does, and 0 where the text has no pages.
func PageAt(body string, offset int) int {
	if !strings.Contains(body, pageBreak) {
		return 0
	}
	return 1 + strings.Count(body[:min(max(offset, 0), len(body))], pageBreak)
}

// Page is the page on which the source begins, as [PageAt] counts.
func (s *Source) Page() int { return PageAt(s.Article.Body, s.Start) }

// Page is the page on which the passage begins, as [PageAt] counts.
func (p *Passage) Page() int { return PageAt(p.Article.Body, p.Start) }
