package timeline

import (
	"math"

	"newsdesk/internal/briefing/material"
)

// day is what the coverage says of a day.
type day struct {
	sentences           int // that speak of it
	after, same, before int // voices that speak of it later, on the day itself, ahead of it
	late                int // of those after, the ones at least lateDays later
	leads               int // voices that speak of it at the top
	published           int // voices published on it
	words               map[string]int
}

// topLines is how many sentences from the top of an article say what it is about.
const topLines = 2

// wordLines is how many sentences from the top of an article published on a day, or
// the day after, say what that day's news is.
const wordLines = 3

// lateDays is how many days after a day a voice that still speaks of it remembers it,
// and does not only report it.
const lateDays = 5

// count takes in what a voice says of which days.
func (c *coverage) count(a *material.Article, r *reading) {
	published := c.published(a)
	leads := map[int]bool{} // of each day that it speaks of, whether at the top
	for _, s := range r.spoken {
		if c.topical(s.told) == 0 {
			continue
		}
		d := c.day(s.day)
		d.sentences++
		c.hear(s.day, s.told)
		leads[s.day] = leads[s.day] || s.told.Ordinal < topLines
	}
	for n, lead := range leads {
		d := c.day(n)
		switch {
		case published < 0 || n < published:
			d.after++
			if published < 0 || published-n >= lateDays {
				d.late++
			}
		case n == published:
			d.same++
		default:
			d.before++
		}
		if lead {
			d.leads++
		}
	}
}

// published notes on which day an article came out, and that its top says what that
// day's news is, or that of the day before. It is -1 for an undated one.
func (c *coverage) published(a *material.Article) int {
	if !a.Published.Known() {
		return -1
	}
	day := number(midnight(a.Published.Time))
	c.day(day).published++
	for i, s := range a.Sentences() {
		if i == wordLines {
			break
		}
		c.hear(day, s)
		c.hear(day-1, s)
	}
	return day
}

func (c *coverage) day(n int) *day {
	if c.days[n] == nil {
		c.days[n] = &day{words: map[string]int{}}
	}
	return c.days[n]
}

// hear adds the words of a sentence to what is said of a day.
func (c *coverage) hear(n int, s *material.Sentence) {
	d := c.day(n)
	for _, stem := range stems(s.Tokens) {
		d.words[stem]++
	}
}

// What a day is worth. Later articles come back to the days that mattered, whatever
// was written on the day itself; a burst of articles and a place at the top of them
// tell the rest (Kessler et al., 'Finding salient dates for building thematic
// timelines', 2012; Ghalandari and Ifrim, 'Examining the state-of-the-art in news
// timeline summarization', 2020).
//
// The gains were chosen on six topics of a year of dated newswire (348 to 45 articles)
// with lists of their days from a chronicle, as the mean of the sixty best of 1,500
// random choices, for one alone is chance: between those the figure hardly moves. The
// F1 of days is .47 there and .35 on six other topics; the days that are mentioned most
// have .45 and .28, those on which most is published .40 and .24.
const (
	afterGain     = 0.8
	lateGain      = 0.6
	sameGain      = 0.6
	beforeGain    = 0.3
	sentenceGain  = 0.4
	leadGain      = 0.6
	publishedGain = 0.8
	aroundLoss    = 0.2
	// around is how many days before and after a day it must stand out from: in
	// weeks of which much is told each day is mentioned often.
	around = 3
)

// worth is how much a day matters in the coverage.
func (c *coverage) worth(n int) float64 {
	d := c.days[n]
	if d == nil {
		return 0
	}
	burst := d.published
	if next := c.days[n+1]; next != nil {
		burst += next.published
	}
	return afterGain*ln(d.after) + lateGain*ln(d.late) + sameGain*ln(d.same) + beforeGain*ln(d.before) +
		sentenceGain*ln(d.sentences) + leadGain*ln(d.leads) + publishedGain*ln(burst) - aroundLoss*ln(c.beside(n))
}

// beside is the mean of the sentences that speak of the days around a day.
func (c *coverage) beside(n int) int {
	sum := 0
	for k := n - around; k <= n+around; k++ {
		if d := c.days[k]; d != nil && k != n {
			sum += d.sentences
		}
	}
	return sum / (2 * around)
}

// ln grows slowly: the tenth mention says less than the second.
func ln(n int) float64 { return math.Log1p(float64(n)) }
