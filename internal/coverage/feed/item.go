package feed

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

// Bounds of what one item says in a line.
const (
	maxLine  = 1000 // runes of a title or a name
	maxShort = 5000 // runes of a summary
	maxNames = 20   // authors, and categories
	maxLink  = 4096 // bytes
)

// link is an address as a feed gives it, absolute; "" for what is no page of
// the web.
func (f *Feed) link(given string) string {
	given = strings.TrimSpace(given)
	if given == "" || len(given) > maxLink {
		return ""
	}
	u, err := url.Parse(given)
	if err != nil {
		return ""
	}
	if base, err := url.Parse(f.URL); err == nil && base.Host != "" {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	return u.String()
}

// line is a text of a feed as plain text in one line.
func line(s string, most int) string {
	s = coverage.PlainText(s[:min(len(s), 16*most)])
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + "…"
	}
	return s
}

// lines are several.
func lines(all []string) []string {
	var kept []string
	for _, s := range all {
		if s = line(s, maxLine); s != "" && !slices.Contains(kept, s) && len(kept) < maxNames {
			kept = append(kept, s)
		}
	}
	return kept
}

// persons are names without the addresses of mail that RSS has for them.
func persons(all []string) []string {
	var names []string
	for _, s := range all {
		begin, rest, ok := strings.Cut(s, "(")
		switch a, err := mail.ParseAddress(strings.TrimSpace(s)); {
		case ok && strings.Contains(begin, "@"):
			s = strings.TrimSuffix(strings.TrimSpace(rest), ")")
		case err == nil:
			s = a.Name
		case strings.Contains(s, "@"):
			s = ""
		}
		names = append(names, s)
	}
	return lines(names)
}

// tongue is a language as BCP 47 writes it, "" for what is none.
func tongue(s string) string {
	tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

// date is the first of the dates that are given, and a warning where it is not
// understood.
func (f *Feed) date(of string, given ...string) rag.Date {
	for _, s := range given {
		if strings.TrimSpace(s) == "" {
			continue
		}
		d, ok := parseDate(s)
		if !ok {
			f.warn("%s: date %q: not understood, so it stays undated", clip(of), clip(s))
		}
		return d
	}
	return rag.Date{}
}

// first returns the first value that is not empty.
func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// add takes an item, unless the feed has enough.
func (f *Feed) add(it Item) bool {
	if len(f.Items) == maxItems {
		f.warn("has more than %d items; the others are left out", maxItems)
		return false
	}
	if it.Title == "" && it.Link == "" && it.Content == "" && it.Summary == "" {
		f.warn("item %d: is empty, and left out", len(f.Items)+1)
		return true
	}
	f.Items = append(f.Items, it)
	return true
}

// finish makes items that are listed twice one, and takes its id from an item
// that shares it with another: it tells neither from the other.
func (f *Feed) finish() {
	type key struct{ guid, link string }
	seen := map[key]bool{}
	links := map[string]string{} // by id
	f.Items = slices.DeleteFunc(f.Items, func(it Item) bool {
		twice := (it.GUID != "" || it.Link != "") && seen[key{it.GUID, it.Link}]
		seen[key{it.GUID, it.Link}] = true
		return twice
	})
	for i := range f.Items {
		it := &f.Items[i]
		other, known := links[it.GUID]
		if it.GUID != "" && known && other != it.Link {
			f.warn("item %q: shares its id with another, so the id is left out", clip(it.Title))
			it.GUID = ""
		} else {
			links[it.GUID] = it.Link
		}
	}
}
