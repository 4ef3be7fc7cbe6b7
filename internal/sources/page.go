package sources

import (
	"net/http"
	"slices"
	"time"

	"newsdesk/rag"
)

const (
	// recent is how old an item may be when it is first seen for its page to be
	// looked at again: what is older changes no more.
	recent = 7 * 24 * time.Hour
	// pageTries is how often in a row a page is tried until its next regular
	// look: with back-off that is some five hours.
	pageTries = 6
	// missAgain is how soon a page is looked at again that is missing.
	missAgain = 8 * time.Hour
	// pageTime is how long a page is remembered that is looked at no more.
	pageTime = 14 * 24 * time.Hour
	// MaxPages bounds the pages that are remembered of one source. A wire with 200
	// items a day has 2,800 in two weeks.
	MaxPages = 4000
	// maxDepth is through how many lists a page may be found: a sitemap of
	// sitemaps has two.
	maxDepth = 2
)

// looks are when, after it was first seen, a page is looked at again. Most
// corrections come within hours, and most withdrawals within a week.
func looks() []time.Duration {
	return []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour}
}

// page is the document of a page that a source lists.
type page struct {
	Source    ID        `json:"source"`
	Life      string    `json:"life,omitempty"` // of the source
	URL       string    `json:"url"`
	Key       string    `json:"key,omitempty"`
	Version   string    `json:"version,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Depth     int       `json:"depth,omitempty"`
	// Watch is set where the source itself has the article whole: the page is
	// not read, only asked whether it is still there.
	Watch    bool      `json:"watch,omitempty"`
	Followed bool      `json:"followed,omitempty"` // it came while its source was followed
	First    time.Time `json:"first"`              // when it was seen first, or listed as changed
	Asked    time.Time `json:"asked,omitzero"`
	Due      time.Time `json:"due,omitzero"` // zero: it is looked at no more
	Look     int       `json:"look,omitempty"`
	Failures int       `json:"failures,omitempty"`
	Missing  Missing   `json:"missing,omitzero"`
	Why      string    `json:"why,omitempty"`
	Partly   bool      `json:"partly,omitempty"` // it was had, though not whole; Why says it

	ETag         string          `json:"etag,omitempty"`
	LastModified string          `json:"last_modified,omitempty"`
	Sum          string          `json:"sum,omitempty"`
	Articles     []rag.ArticleID `json:"articles,omitempty"`
}

// pageKey is the key of a page's document.
func pageKey(id ID, url string) string { return string(id) + "/" + short(url) }

func (p page) docKey() string { return pageKey(p.Source, p.URL) }

func (p page) item() Item {
	return Item{Key: p.Key, URL: p.URL, Version: p.Version, Published: p.Published}
}

// expires is when its document can go.
func (p page) expires(now time.Time) time.Time { return later(p.Due, now).Add(pageTime) }

// listed notes that its source lists it as new or changed.
func (p *page) listed(item Item, now time.Time, chance float64) {
	p.Key, p.Version, p.Published = bounded(item.Key), bounded(item.Version), item.Published
	p.Look, p.Failures, p.First = 0, 0, now
	p.Watch = item.Article != nil
	if !p.Watch {
		p.Due = now
		return
	}
	// Not the only one: a feed may have several items of one page.
	p.Articles = withFormer([]rag.ArticleID{item.Article.ID}, p.Articles)
	p.next(now, chance)
}

// lists reports whether it was listed already as an item is.
func (p page) lists(item Item) bool {
	if p.Version != bounded(item.Version) || p.Watch != (item.Article != nil) {
		return false
	}
	return item.Article == nil || slices.Contains(p.Articles, item.Article.ID)
}

// bounded is what a source wrote, or a name of it where that is too long to be kept.
func bounded(s string) string {
	if len(s) > maxValidator {
		return short(s)
	}
	return s
}

// next sets when it is looked at again.
func (p *page) next(now time.Time, chance float64) {
	p.Due = time.Time{}
	if !p.Published.IsZero() && p.First.Sub(p.Published) > recent {
		return
	}
	for all := looks(); p.Look < len(all) && p.Due.IsZero(); p.Look++ {
		if at := p.First.Add(longer(all[p.Look], chance*spread)); at.After(now) {
			p.Due = at
		}
	}
}

// worked notes an answer, and reports whether there is another text to read.
func (p *page) worked(ans answer, now time.Time, chance float64) bool {
	p.Asked, p.Failures, p.Missing, p.Why, p.Partly = now, 0, Missing{}, "", false
	p.next(now, chance)
	etag, modified := validator(ans.ETag), validator(ans.LastModified)
	if ans.Status == http.StatusNotModified {
		if etag != "" {
			p.ETag = etag
		}
		return false
	}
	p.ETag, p.LastModified = etag, modified
	changed := p.Sum != ans.sum
	p.Sum = ans.sum
	return changed && !p.Watch
}

// unread notes that what came can't be read. It is asked for as though it had
// never come.
func (p *page) unread(why string) { p.ETag, p.LastModified, p.Sum, p.Why = "", "", "", clip(why) }

// failed notes that it was not had, and reports whether its articles are to be
// withdrawn.
func (p *page) failed(t *trouble, now time.Time, chance float64) bool {
	if t.kind == waiting {
		p.Due = longerAfter(t.until, now, chance)
		return false
	}
	p.Asked, p.Why, p.Partly = now, t.say, false
	if t.kind != missing {
		p.Missing = Missing{}
	}
	switch t.kind {
	case gone:
		p.Due = time.Time{}
		return true
	case missing:
		if p.Missing.again(now); p.Missing.sure(now) {
			p.Due = time.Time{}
			return true
		}
		p.Due = now.Add(longer(missAgain, chance*spread))
	case passing:
		if p.Failures++; p.Failures < pageTries {
			p.Due = now.Add(backOff(failFirst, failMost, p.Failures, chance))
			break
		}
		p.Failures = 0
		p.next(now, chance)
	default:
		p.next(now, chance)
	}
	if !p.Due.IsZero() && t.until.After(p.Due) {
		p.Due = longerAfter(t.until, now, chance)
	}
	return false
}
