package sources

import (
	"math"
	"slices"
	"time"
)

// How often a source is asked for.
//
// Asking costs a little, and news that wait cost more the more of them there are.
// With news coming at a rate r and a request every t, the news of an hour wait r·t/2
// in all and there are 1/t requests: their weighted sum is least where t is
// proportional to 1/√r. So a source with a hundred times as much news is asked for
// ten times as often. The rate is that of the hour and the day of the week, as far
// as they are known, so that a desk that sleeps is asked less at night and is
// not missed in the morning. TestPace compares this with other rules.
const (
	// pollWorth is t·√r, in √hours: a source with one item a day is asked for
	// every 24 minutes at even pace, about as feed readers do, one with twenty or
	// more every 5 and one with one a week every hour. BenchmarkDay has what that
	// comes to: 500 feeds are sent a request every second or two.
	pollWorth = 0.08
	// priorItems in priorHours are counted before any were seen: some 2 a day,
	// with little weight, so that a day of watching says more.
	priorItems, priorHours = 0.5, 5.0
	// halfLife is after how long what was seen counts half: two weeks, so that a
	// weekday was seen twice, and a feed that falls asleep is known for it soon.
	halfLife = 14 * 24 * time.Hour
	// shapedHours and shapedDays are for how many hours a source was watched
	// before its hours of the day, and its days of the week, are told apart:
	// each was seen at least twice by then.
	shapedHours, shapedDays = 48, 14 * 24
	// hourPrior and dayPrior are counted for each hour and each day, as though
	// there had been news at all of them: a few items don't make a habit.
	hourPrior, dayPrior = 1, 2
	// seedTime is how far back the dates of items tell a source's pace at the
	// first visit.
	seedTime = 28 * 24 * time.Hour
)

// bounds are how often a source is asked for at most and at least.
type bounds struct{ least, most time.Duration }

// The bounds of each kind. A wire with 200 items a day is as well asked for every 5
// minutes, below which servers see a nuisance, and 6 hours is as long as a
// newsroom can be behind a site that wakes up. Pages cost more bytes than feeds and
// most have no validators.
func (k Kind) bounds() bounds {
	if k == Page {
		return bounds{15 * time.Minute, 6 * time.Hour}
	}
	return bounds{5 * time.Minute, 6 * time.Hour}
}

// Pace is what was learned of when a source has news, with what is older counting
// less.
type Pace struct {
	Items float64     `json:"items,omitempty"` // that came
	Hours float64     `json:"hours,omitempty"` // that it was watched
	Hour  [24]float64 `json:"hour,omitzero"`   // items by hour of the day, in UTC
	Day   [7]float64  `json:"day,omitzero"`    // items by day of the week, from Sunday
}

// learn notes that n items came after one visit and until another.
func (p *Pace) learn(from, to time.Time, n int) {
	span := to.Sub(from)
	if span <= 0 {
		return
	}
	p.fade(math.Exp2(-span.Hours() / halfLife.Hours()))
	p.Items += float64(n)
	p.Hours += span.Hours()
	if n > 0 {
		p.spread(later(from, to.Add(-24*time.Hour)), to, float64(n))
	}
	p.round()
}

// fade has all that was learned count less.
func (p *Pace) fade(by float64) {
	p.Items, p.Hours = p.Items*by, p.Hours*by
	for i := range p.Hour {
		p.Hour[i] *= by
	}
	for i := range p.Day {
		p.Day[i] *= by
	}
}

// round keeps the document short.
func (p *Pace) round() {
	const steps = 1000
	cut := func(x *float64) { *x = math.Round(*x*steps) / steps }
	cut(&p.Items)
	cut(&p.Hours)
	for i := range p.Hour {
		cut(&p.Hour[i])
	}
	for i := range p.Day {
		cut(&p.Day[i])
	}
}

// spread counts n items that came at some time of a span, evenly over its hours.
func (p *Pace) spread(from, to time.Time, n float64) {
	for at := from.UTC(); at.Before(to); {
		next := at.Truncate(time.Hour).Add(time.Hour)
		if next.After(to) {
			next = to
		}
		part := n * float64(next.Sub(at)) / float64(to.Sub(from))
		p.Hour[at.Hour()] += part
		p.Day[at.Weekday()] += part
		at = next.UTC()
	}
}

// seed learns from when the items of a first visit were published, where the
// source says it.
func (p *Pace) seed(dates []time.Time, now time.Time) {
	dates = slices.DeleteFunc(slices.Clone(dates), func(at time.Time) bool { return at.After(now) || now.Sub(at) > seedTime })
	if len(dates) == 0 {
		return
	}
	oldest := slices.MinFunc(dates, time.Time.Compare)
	p.Items, p.Hours = float64(len(dates)), max(now.Sub(oldest).Hours(), 1)
	for _, at := range dates {
		p.Hour[at.UTC().Hour()]++
		p.Day[at.UTC().Weekday()]++
	}
	p.round()
}

// rate is how many items an hour are to be expected at a moment.
func (p *Pace) rate(at time.Time) float64 {
	rate := (p.Items + priorItems) / (p.Hours + priorHours)
	at = at.UTC()
	if p.Hours >= shapedHours {
		rate *= share(p.Hour[:], at.Hour(), hourPrior)
	}
	if p.Hours >= shapedDays {
		rate *= share(p.Day[:], int(at.Weekday()), dayPrior)
	}
	return rate
}

// share is how much more than the mean of all counts one of them is.
func share(counts []float64, i int, prior float64) float64 {
	sum := prior * float64(len(counts))
	for _, n := range counts {
		sum += n
	}
	return float64(len(counts)) * (counts[i] + prior) / sum
}

// wait is how long after a visit the next one is worth it: where 1/t, summed up
// over the hours to come, is one.
func (p *Pace) wait(now time.Time, limit bounds) time.Duration {
	worth, at := 0.0, now
	for at.Sub(now) < limit.most {
		step := at.Truncate(time.Hour).Add(time.Hour).Sub(at)
		perHour := math.Sqrt(p.rate(at)) / pollWorth
		if gain := perHour * step.Hours(); worth+gain < 1 {
			worth, at = worth+gain, at.Add(step)
			continue
		}
		at = at.Add(time.Duration((1 - worth) / perHour * float64(time.Hour)))
		break
	}
	return min(max(at.Sub(now), limit.least), limit.most).Round(time.Second)
}

// sound is a pace without what no watching can have brought.
func (p Pace) sound() Pace {
	all := append(append([]float64{p.Items, p.Hours}, p.Hour[:]...), p.Day[:]...)
	if slices.ContainsFunc(all, func(x float64) bool { return !(x >= 0 && x < 1e9) }) {
		return Pace{}
	}
	return p
}
