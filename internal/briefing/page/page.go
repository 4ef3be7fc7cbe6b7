// Package page writes a report as a page: Markdown for an editor's notes, and
// HTML in one file that needs nothing beside it. Text of articles stands in them
// as it is and does nothing: no markup, script or link of its own takes effect.
//
// Start with Markdown and HTML. Both show the same in the same order: the title,
// notes, sections with their rows, and the sources under the numbers that the
// rows cite. A chat's messages are written elsewhere, by other limits.
package page

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"newsdesk/rag"
)

// Undated stands where a source states no date.
const Undated = "undated"

// about is what stands beside a source: its outlet and date.
func about(a *rag.Article) string {
	outlet, date := Line(a.Outlet), Undated
	if outlet == "" {
		outlet = "outlet not stated"
	}
	if a.Published.Known() {
		date = a.Published.Time.Format("2 January 2006")
	}
	return outlet + ", " + date
}

// cited is what stands beside a cited sentence: what is about its article, and the
// page where that has pages.
func cited(s *rag.Source) string {
	if n := s.Page(); n > 0 {
		return about(&s.Article) + ", p. " + strconv.Itoa(n)
	}
	return about(&s.Article)
}

// title is what a source is called; one without a headline by its id.
func title(a *rag.Article) string {
	if t := Line(a.Title); t != "" {
		return t
	}
	return string(a.ID)
}

// link is the address of an article where a browser may open it, else "".
func link(a *rag.Article) string {
	u, err := url.Parse(strings.TrimSpace(a.URL))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// Line is a text in one line, without what cannot be seen and would steer where
// it is shown: controls and overrides of direction.
func Line(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))), " ")
}

// notes are all that a reader must know of the report, in order.
func notes(r *rag.Report) []string {
	var all []string
	if r.Fallback != "" {
		all = append(all, r.Fallback+": these are the coverage’s own words, verbatim.")
	}
	all = append(all, r.Notes...)
	if r.Dropped > 0 {
		all = append(all, "What the model wrote and the coverage does not hold is left out.")
	}
	return all
}
