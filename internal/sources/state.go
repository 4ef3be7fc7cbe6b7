package sources

import (
	"net/http"
	"slices"
	"time"

	"newsdesk/rag"
)

const (
	// failFirst and failMost are how soon a source is tried again whose server
	// or network is in trouble, after the first failure and at last: most
	// troubles end within minutes, and one that lasts days is asked four times a day.
	failFirst = 5 * time.Minute
	failMost  = 6 * time.Hour
	// mendFirst and mendMost are the same where a person must mend something:
	// nothing is lost by asking only once a day.
	mendFirst = 6 * time.Hour
	mendMost  = 24 * time.Hour
	// moveTimes and moveTime are how often in a row, and for how long, a site
	// must say that a source has moved for good before it is asked for there.
	// A slip in a server's settings is mended within a day.
	moveTimes = 3
	moveTime  = 24 * time.Hour
	// missChecks and missTime are how often and for how long a page must be
	// missing before its article counts as withdrawn: a server that is being
	// moved answers 404 for hours.
	missChecks = 2
	missTime   = 24 * time.Hour
	// spread is by how much a time to wait is lengthened by chance, so that
	// sources added together part.
	spread = 0.1
)

// backOff is how long to wait after n failures in a row: doubled each time, and
// lengthened by chance, from 0 to 1, by up to a half.
func backOff(first, most time.Duration, n int, chance float64) time.Duration {
	wait := first
	for i := 1; i < n && wait < most; i++ {
		wait *= 2
	}
	return longer(min(wait, most), chance*0.5)
}

// longer lengthens a time by a part of it.
func longer(d time.Duration, part float64) time.Duration { return d + time.Duration(float64(d)*part) }

// failed notes a visit in vain.
func (s *State) failed(t *trouble, now time.Time, chance float64) {
	if t.kind == waiting { // nothing was asked, and is not though a person wants it
		s.Held, s.Due = t.until, longerAfter(t.until, now, chance)
		return
	}
	s.Asked, s.Why = now, t.say
	if t.kind == barred {
		s.Due = longerAfter(t.until, now, chance)
		return
	}
	s.Failures++
	s.Held = t.until
	if s.Moved.Kept && t.kind != passing { // it was no good idea to believe it
		s.Moved, t.kind = Moved{}, passing
	}
	if t.kind != missing {
		s.Missing = Missing{}
	}
	switch t.kind {
	case gone:
		s.Gone, s.Due = now, time.Time{}
		return
	case missing:
		s.Missing.again(now)
		s.Due = now.Add(backOff(mendFirst, mendMost, s.Failures, chance))
	case standing, endless:
		s.Due = now.Add(backOff(mendFirst, mendMost, s.Failures, chance))
	default:
		s.Due = now.Add(max(s.Interval, backOff(failFirst, failMost, s.Failures, chance)))
	}
	if s.Held.After(s.Due) {
		s.Due = longerAfter(s.Held, now, chance)
	}
}

// longerAfter is a little after a moment to wait for.
func longerAfter(until, now time.Time, chance float64) time.Time {
	wait := max(until.Sub(now), time.Second)
	return now.Add(wait + min(longer(wait, chance*spread)-wait, time.Hour))
}

// again counts that something is missing still.
func (m *Missing) again(now time.Time) {
	if m.Checks++; m.Checks == 1 {
		m.Since = now
	}
}

// sure reports whether what is missing will not be back.
func (m Missing) sure(now time.Time) bool {
	return m.Checks >= missChecks && now.Sub(m.Since) >= missTime
}

// visited is what a visit brought that worked.
type visited struct {
	answer
	same     bool // nothing changed
	hints    Hints
	took     took
	left     bool            // not all of it was taken in: it is read again whatever changed
	note     string          // of what it lists; "": nothing
	dates    []time.Time     // when its items were published, at a first visit
	articles []rag.ArticleID // of a page
}

// worked notes a visit that worked. It sets when the next one is due.
func (s *State) worked(v visited, limit bounds, now time.Time, chance float64) {
	first, from := s.Worked.IsZero(), s.Worked
	s.Asked, s.Worked, s.Why, s.Failures = now, now, "", 0
	s.Missing, s.Held, s.Gone = Missing{}, time.Time{}, time.Time{}
	s.Moved.seen(v.moved, now)
	s.remember(v)
	if !v.same {
		s.Hints = v.hints.sound()
		s.Note = noteOfList(s.Note, v.note)
	}
	if v.took.fresh > 0 {
		s.News = now
	}
	if len(v.articles) > 0 {
		s.Articles = v.articles
	}
	s.Added, s.Changed, s.Withdrawn = s.Added+v.took.Added, s.Changed+v.took.Changed, s.Withdrawn+v.took.withdrawn
	if first {
		s.Pace.seed(v.dates, now)
	} else {
		s.Pace.learn(from, now, v.took.fresh)
	}
	s.Interval = s.Pace.wait(now, limit)
	least := max(s.Hints.Every, maxAge(v.CacheControl))
	s.Due = s.Hints.allowed(now.Add(max(longer(s.Interval, chance*spread), longer(least, chance*spread/10))))
}

// remember keeps the validators of what came, so that the next request is
// conditional.
func (s *State) remember(v visited) {
	etag, modified := validator(v.ETag), validator(v.LastModified)
	if v.Status == http.StatusNotModified {
		if etag != "" {
			s.ETag = etag
		}
		if modified != "" {
			s.LastModified = modified
		}
		return
	}
	if v.left { // asked for with those of before, it comes again
		return
	}
	s.ETag, s.LastModified, s.Sum = etag, modified, v.sum
}

// seen notes where a site says that a source is for good, "" for where it was
// asked for.
func (m *Moved) seen(to string, now time.Time) {
	switch {
	case to == "" && m.Kept: // it is asked for there
	case to == "":
		*m = Moved{}
	case to != m.To:
		*m = Moved{To: to, First: now, Times: 1}
	default:
		m.Times++
		m.Kept = m.Kept || m.Times >= moveTimes && now.Sub(m.First) >= moveTime
	}
}

// sound leaves out of hints what makes no sense, and what would leave no hour or
// no day to ask in.
func (h Hints) sound() Hints {
	h.Every = min(max(h.Every, 0), maxHint)
	h.SkipHours = some(h.SkipHours, 24)
	h.SkipDays = some(h.SkipDays, 7)
	return h
}

// some are the numbers below n that are in a list, in order and once each, and
// none where all are.
func some[T int | time.Weekday](list []T, n T) []T {
	list = slices.Clone(list)
	list = slices.DeleteFunc(list, func(x T) bool { return x < 0 || x >= n })
	slices.Sort(list)
	if list = slices.Compact(list); len(list) == int(n) {
		return nil
	}
	return list
}

// allowed is the first moment from at on at which hints let a source be asked for.
func (h Hints) allowed(at time.Time) time.Time {
	const week = 7 * 24
	for range week {
		utc := at.UTC()
		if !slices.Contains(h.SkipHours, utc.Hour()) && !slices.Contains(h.SkipDays, utc.Weekday()) {
			break
		}
		at = utc.Truncate(time.Hour).Add(time.Hour + time.Duration(utc.Minute())*time.Second) // not all in its first second
	}
	return at
}
