package feed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// readRSS reads RSS 0.9 to 2.0.
func (f *Feed) readRSS(source string) error {
	r, err := (&rss.Parser{}).Parse(strings.NewReader(source))
	if err != nil {
		return damaged(err)
	}
	f.Kind = RSS
	f.Title = line(r.Title, maxLine)
	f.Link = f.link(r.Link)
	f.Language = tongue(first(r.Language, dublin(r.DublinCoreExt).language))
	f.SelfURL = f.link(related(r.Extensions, "self"))
	f.Next = f.link(related(r.Extensions, "next"))
	f.Hints = hints(r)
	for _, it := range r.Items {
		if !f.add(f.ofRSS(it)) {
			break
		}
	}
	return nil
}

// damaged says what a parser found wrong.
func damaged(err error) error {
	return fmt.Errorf("is damaged: %s", clip(strings.TrimPrefix(err.Error(), "xpp: ")))
}

// ofRSS is an item of RSS.
func (f *Feed) ofRSS(r *rss.Item) Item {
	dc := dublin(r.DublinCoreExt)
	it := Item{
		Title: line(first(r.Title, dc.title), maxLine), Language: tongue(dc.language), Summary: line(r.Description, maxShort),
		Authors: persons(append([]string{r.Author}, dc.creators...)), Content: r.Content,
	}
	if it.Title == "" && r.Custom != nil {
		it.Title = line(r.Custom["headline"], maxLine)
	}
	permanent := false
	if r.GUID != nil {
		it.GUID = cutID(r.GUID.Value)
		permanent = !strings.EqualFold(strings.TrimSpace(r.GUID.IsPermalink), "false") && strings.Contains(it.GUID, "://")
	}
	it.Link = f.link(first(strings.TrimSpace(value(r.Extensions, "feedburner", "origLink")), strings.TrimSpace(r.Link), related(r.Extensions, "alternate")))
	if it.Link == "" && permanent {
		it.Link = f.link(it.GUID)
	}
	if r.Source != nil {
		it.Outlet = line(r.Source.Title, maxLine)
	}
	of := first(it.Title, it.GUID, it.Link)
	it.Published = f.date(of, r.PubDate, dc.date, value(r.Extensions, "atom", "published"), value(r.Extensions, "dcterms", "issued"))
	it.Updated = f.date(of, value(r.Extensions, "atom", "updated"), value(r.Extensions, "dcterms", "modified"))
	for _, c := range r.Categories {
		it.Categories = append(it.Categories, c.Value)
	}
	it.Categories = lines(append(it.Categories, dc.subjects...))
	it.Complete = whole(it.Content, it.Summary)
	return it
}

// cutID bounds an id.
func cutID(s string) string {
	s = strings.TrimSpace(s)
	return strings.ToValidUTF8(s[:min(len(s), maxLink)], "")
}

// value is that of the first element of an extension.
func value(all ext.Extensions, space, name string) string {
	for _, e := range all[space][name] {
		if e.Value != "" {
			return e.Value
		}
	}
	return ""
}

// related is the address that an <atom:link> gives for a relation.
func related(all ext.Extensions, rel string) string {
	for _, e := range all["atom"]["link"] {
		if e.Attrs["rel"] == rel || e.Attrs["rel"] == "" && rel == "alternate" {
			return e.Attrs["href"]
		}
	}
	return ""
}

// dublinCore is what the Dublin Core elements say.
type dublinCore struct {
	title, date, language string
	creators, subjects    []string
}

func dublin(e *ext.DublinCoreExtension) dublinCore {
	if e == nil {
		return dublinCore{}
	}
	return dublinCore{first(e.Title...), first(e.Date...), first(e.Language...), e.Creator, e.Subject}
}

// maxPace is the slowest pace that a hint can ask for.
const maxPace = 30 * 24 * time.Hour

// hints are what a channel says of its pace.
func hints(r *rss.Feed) Hints {
	var h Hints
	if minutes, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && minutes > 0 {
		h.TTL = min(time.Duration(min(minutes, int(maxPace/time.Minute)))*time.Minute, maxPace)
	}
	h.Every = every(value(r.Extensions, "sy", "updatePeriod"), value(r.Extensions, "sy", "updateFrequency"))
	for _, s := range r.SkipHours {
		const hours = 24 // some write 1 to 24
		if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n >= 0 && n <= hours && !slices.Contains(h.SkipHours, n%hours) {
			h.SkipHours = append(h.SkipHours, n%hours)
		}
	}
	for _, s := range r.SkipDays {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(strings.TrimSpace(s), day.String()) && !slices.Contains(h.SkipDays, day) {
				h.SkipDays = append(h.SkipDays, day)
			}
		}
	}
	return h
}

// every is how long it takes from one change to the next: a period, by default a
// day, in which there are so many, by default one.
func every(period, frequency string) time.Duration {
	const day = 24 * time.Hour
	if period == "" && frequency == "" {
		return 0
	}
	periods := map[string]time.Duration{"hourly": time.Hour, "": day, "daily": day, "weekly": 7 * day, "monthly": maxPace, "yearly": maxPace}
	times, err := strconv.Atoi(strings.TrimSpace(frequency))
	if err != nil || times < 1 {
		times = 1
	}
	return periods[strings.ToLower(strings.TrimSpace(period))] / time.Duration(times)
}
