package sources

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// rhythm is when a source has news.
type rhythm struct {
	perDay  float64
	hours   [24]float64 // how the day's news are spread; all 0: evenly
	weekend float64     // of what a weekday has
}

// office is a desk that works from six to six.
func office() [24]float64 {
	var hours [24]float64
	for h := 6; h < 18; h++ {
		hours[h] = 1
	}
	hours[7], hours[8] = 3, 3
	return hours
}

// rhythms are those of a newsroom's list, each with how many of 500 have it.
func rhythms() map[int]rhythm {
	return map[int]rhythm{
		10:  {perDay: 200, weekend: 0.8},                 // a wire
		90:  {perDay: 40, hours: office(), weekend: 0.5}, // a paper
		200: {perDay: 8, hours: office(), weekend: 0.3},  // a section, a local site
		140: {perDay: 1, hours: office(), weekend: 0.5},  // a blog
		60:  {perDay: 1. / 7, weekend: 1},                // a weekly
	}
}

// news are the times of a rhythm's news in a span, in order.
func (r rhythm) news(rnd *rand.Rand, from, to time.Time) []time.Time {
	sum := 0.0
	for _, x := range r.hours {
		sum += x
	}
	var times []time.Time
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		rate := r.perDay / 24 / 60
		if sum > 0 {
			rate *= 24 * r.hours[at.UTC().Hour()] / sum
		}
		if d := at.Weekday(); d == time.Saturday || d == time.Sunday {
			rate *= r.weekend
		}
		for p := rnd.Float64(); p < rate; p++ {
			times = append(times, at.Add(time.Duration(rnd.Float64()*float64(time.Minute))))
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	return times
}

// follow asks for news at the times that a rule says, from the middle of the span
// on, and returns how many requests there were and how long each item waited.
func follow(news []time.Time, from, to time.Time, next func(at time.Time, n int) time.Duration) (int, []time.Duration) {
	var waits []time.Duration
	polls, got := 0, 0
	half := from.Add(to.Sub(from) / 2)
	for at := from; at.Before(to); {
		n := 0
		for got < len(news) && !news[got].After(at) {
			if at.After(half) {
				waits = append(waits, at.Sub(news[got]))
			}
			got, n = got+1, n+1
		}
		if at.After(half) {
			polls++
		}
		at = at.Add(next(at, n))
	}
	return polls, waits
}

// cost follows a newsroom's list by a rule, and returns how many requests that takes
// a day, how long an item waits, and how long 95 of 100 wait at most.
func cost(rule func() func(at time.Time, n int) time.Duration) (polls int, mean, p95 time.Duration) {
	from, to := autumn()
	rnd := rand.New(rand.NewPCG(1, 2))
	var waits []time.Duration
	var sum time.Duration
	all := rhythms()
	for _, n := range slices.Sorted(maps.Keys(all)) {
		for range n / 10 { // a tenth of them tells as much
			p, w := follow(all[n].news(rnd, from, to), from, to, rule())
			polls += p * 10
			waits = append(waits, w...)
		}
	}
	slices.Sort(waits)
	for _, w := range waits {
		sum += w
	}
	return polls / 28, sum / time.Duration(len(waits)), waits[len(waits)*95/100]
}

// autumn is eight weeks, of which the second half is counted.
func autumn() (from, to time.Time) {
	from = time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC)
	return from, from.Add(8 * 7 * 24 * time.Hour)
}

// learned is the rule of this package.
func learned() func(time.Time, int) time.Duration {
	var p Pace
	last, _ := autumn()
	return func(at time.Time, n int) time.Duration {
		p.learn(last, at, n)
		last = at
		return p.wait(at, Feed.bounds())
	}
}

// halving is the usual rule: half as long after news, some longer after none.
func halving(longer float64) func() func(time.Time, int) time.Duration {
	limit := Feed.bounds()
	return func() func(time.Time, int) time.Duration {
		d := 30 * time.Minute
		return func(_ time.Time, n int) time.Duration {
			if d = time.Duration(float64(d) * longer); n > 0 {
				d /= 2
			}
			d = min(max(d, limit.least), limit.most)
			return d
		}
	}
}

// TestPace compares the learned pace with one interval for all that costs as many
// requests, and with the usual rule where that costs no more.
func TestPace(t *testing.T) {
	if raced {
		t.Skip("it is long, and has one goroutine")
	}
	polls, mean, p95 := cost(learned)
	t.Logf("learned: %d requests a day, news wait %v, 95 of 100 less than %v", polls, mean.Round(time.Second), p95.Round(time.Second))
	every := time.Duration(float64(500*24*time.Hour) / float64(polls))
	n, m, q := cost(func() func(time.Time, int) time.Duration { return func(time.Time, int) time.Duration { return every } })
	t.Logf("every %v: %d requests a day, news wait %v, 95 of 100 less than %v", every.Round(time.Second), n, m.Round(time.Second), q.Round(time.Second))
	if m < mean*2 {
		t.Errorf("with as many requests one interval for all has news wait %v, the learned pace %v", m, mean)
	}
	for _, longer := range []float64{1.02, 1.05, 1.1, 1.2, 1.5} {
		n, m, q := cost(halving(longer))
		t.Logf("half, or %v times: %d requests a day, news wait %v, 95 of 100 less than %v", longer, n, m.Round(time.Second), q.Round(time.Second))
		if n <= polls && m <= mean {
			t.Errorf("halving is better: %d requests and %v, the learned pace %d and %v", n, m, polls, mean)
		}
	}
}

func TestPaceLearns(t *testing.T) {
	from := time.Date(2026, 9, 7, 0, 0, 0, 0, time.UTC)
	to := from.Add(6 * 7 * 24 * time.Hour)
	rnd := rand.New(rand.NewPCG(3, 4))
	var p Pace
	last := from
	follow(rhythm{perDay: 10, hours: office(), weekend: 0}.news(rnd, from, to), from, to, func(at time.Time, n int) time.Duration {
		p.learn(last, at, n)
		last = at
		return p.wait(at, Feed.bounds())
	})
	day := time.Date(2026, 10, 20, 8, 0, 0, 0, time.UTC) // a Tuesday
	morning, night, sunday := p.wait(day, Feed.bounds()), p.wait(day.Add(12*time.Hour), Feed.bounds()), p.wait(day.Add(5*24*time.Hour), Feed.bounds())
	if morning >= night/2 || morning >= sunday {
		t.Errorf("it waits %v in the morning, %v at night, %v on a Sunday", morning, night, sunday)
	}
	if dawn := p.wait(day.Add(-4*time.Hour), Feed.bounds()); dawn > 3*time.Hour {
		t.Errorf("before dawn it waits %v, into the morning", dawn)
	}
	body, err := encode(p)
	if err != nil || len(body) > 600 {
		t.Errorf("it takes %d bytes, %v", len(body), err)
	}
}

// A pace that was seeded by dates is right from the first visit on.
func TestPaceSeed(t *testing.T) {
	now := time.Date(2026, 10, 20, 8, 0, 0, 0, time.UTC)
	for every, want := range map[time.Duration][2]time.Duration{
		10 * time.Minute: {5 * time.Minute, 5 * time.Minute},
		25 * time.Hour:   {15 * time.Minute, 50 * time.Minute},
		79 * time.Hour:   {20 * time.Minute, 3 * time.Hour},
	} {
		dates := []time.Time{now.Add(time.Hour), {}, now.Add(-10000 * time.Hour)}
		for i := range 20 {
			dates = append(dates, now.Add(-time.Duration(i)*every))
		}
		var p Pace
		p.seed(dates, now)
		if got := p.wait(now, Feed.bounds()); got < want[0] || got > want[1] {
			t.Errorf("with news every %v it waits %v: %v", every, got, fmt.Sprintf("%+v", p))
		}
	}
}
