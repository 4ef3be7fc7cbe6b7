package coverage

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of the data from which scripts make a page: those of real ones have some
// 300 kB and 10,000 values.
const (
	playBytes  = 2 << 20
	playValues = 50_000
)

// assigned is how such data are written where they are no element of their own.
var assigned = regexp.MustCompile(`^\s*(?:window|self)\.__[A-Z_]{3,40}__\s*=\s*`)

// hydrated are the dates of publication in the data from which a script makes the
// page, of objects that have the article's headline. Only JSON is read.
func (h *pageHead) hydrated() []string {
	p := play{headline: plainWords(h.said), left: playValues}
	if p.headline == "" {
		return nil
	}
	elements(h.doc, func(n *html.Node) {
		if n.DataAtom != atom.Script || len(p.dates) == maxNames {
			return
		}
		p.script(n)
	})
	return p.dates
}

// play is what is looked for in a page's data.
type play struct {
	headline string
	left     int // values that may still be looked at
	dates    []string
}

func (p *play) script(n *html.Node) {
	source := raw(n)
	if len(source) > playBytes {
		return
	}
	if kind := strings.ToLower(attr(n, "type")); kind != "application/json" {
		at := assigned.FindString(source)
		if at == "" {
			return
		}
		source = source[len(at):]
	}
	var value any
	decoder := json.NewDecoder(strings.NewReader(source))
	decoder.UseNumber()
	if decoder.Decode(&value) == nil {
		p.look(value)
	}
}

// look reads a value and those in it.
func (p *play) look(value any) {
	if p.left--; p.left < 0 {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			p.look(v)
		}
	case thing:
		if p.isArticle(value) {
			p.take(value)
		}
		for _, name := range slices.Sorted(maps.Keys(value)) {
			p.look(value[name])
		}
	}
}

func (p *play) isArticle(t thing) bool {
	for _, name := range []string{"headline", "title", "name"} {
		if s, ok := t[name].(string); ok && plainWords(html.UnescapeString(s)) == p.headline {
			return true
		}
	}
	return false
}

// take notes when an object says that it was published.
func (p *play) take(t thing) {
	for _, name := range []string{
		"publishedAt", "datePublished", "published_at", "date_published", "publishDate", "publishedDate", "publishedOn", "publicationDate", "firstPublishedAt", "firstPublished",
		"first_published_at", "publish_date", "published_date", "publication_date",
	} {
		switch at := t[name].(type) {
		case string:
			p.dates = append(p.dates, at)
		case json.Number:
			if s := moment(at); s != "" {
				p.dates = append(p.dates, s)
			}
		}
	}
}

// moment is an instant that is given in seconds or milliseconds, as a date; ""
// for a number that is none of this century.
func moment(n json.Number) string {
	at, err := strconv.ParseInt(string(n), 10, 64)
	const first, last, milli = 946_684_800, 4_102_444_800, 1000 // of the century, in seconds
	switch {
	case err == nil && at >= first && at < last:
		return time.Unix(at, 0).UTC().Format(time.RFC3339)
	case err == nil && at/milli >= first && at/milli < last:
		return time.UnixMilli(at).UTC().Format(time.RFC3339)
	}
	return ""
}
