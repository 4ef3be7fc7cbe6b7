package story

import "math"

// The thresholds of what is one story. They were chosen on stories_a.jsonl alone,
// one at a time around the others, by the mean of F1 on the whole set, on eight
// random halves of its stories, and on the set with articles cut to one, two and
// three paragraphs and without headlines. Left out, for they did not help there:
// the vector of the built-in encoder (at a weight of .05 it cost .02 of F1, and ten
// milliseconds an article), the likeness of the two most alike articles of two
// groups, and peoples counted as their countries. To measure: change one and run
// go test -run TestMeasure -v ./internal/briefing/story
var (
	// enough is the least link of two groups of one story. From .11 to .14 F1 stays
	// within .04 of its best.
	whereGain = 0.0
	whereUsual = 0.3
	fadePower = 0.0
	cosPower = 1.0
	labArabic = 0.5
	labMissing = 1
	enough = 0.13
	// fadeDays is after how many days without a report a link is worth 1/e. Trials
	// go on after four weeks, and what comes back next year is another story.
	fadeDays = 60.0
	// undatedGap is how many days an article without a date is taken to be away.
	undatedGap = 5.0
	// oneTerm is the share of a link that one term may be of: two reports that have
	// one rare word in common are not one story.
	oneTerm = 0.3
	// arabicGain makes up for what is lost between Arabic and English.
	arabicGain = 1.6
	// agreeGain and agreeUsual say how much a link gains where each group says the
	// names that the other is about, and at what share it gains nothing.
	agreeGain  = 0.3
	agreeUsual = 0.5
	// apart is what two groups lose where each is about a name that the other never
	// says: ministers go to Ankara and to Amman, clubs meet one club and another.
	apart = 0.5
	// dominant is the share of a group's articles that have in headline or lead the
	// name that it is about.
	dominant = 0.7
	// sizeGain is what a large group gains over a single article: the wider a story
	// is told the less of it a late report repeats.
	sizeGain = 0.2
)

// span is the days of a group, from its first article to its last.
type span struct {
	first, last float64
	dated       bool
}

func (e *entry) span() span { return span{e.day, e.day, e.Published.Known()} }

func (s span) plus(o span) span {
	switch {
	case !s.dated:
		return o
	case !o.dated:
		return s
	}
	return span{min(s.first, o.first), max(s.last, o.last), true}
}

// days is how many days are between two groups.
func days(a, b span) float64 {
	if !a.dated || !b.dated {
		return undatedGap
	}
	return max(0, a.first-b.last, b.first-a.last)
}

// fade is what the days between two groups leave of their link.
func fade(a, b span) float64 { return math.Exp(-days(a, b)/fadeDays) * math.Pow(1+days(a, b), -fadePower) }

// profile is a group as it is compared: sums over its articles.
type profile struct {
	n             int
	arabic        float64
	placed        float64 // how many name a country
	where         sparse
	words, native sparse
	said          sparse // in how many articles a name is said
	about         sparse // in how many in headline or lead
	names         sparse // the same by how rare the name is
	span
}

func (p *profile) plus(q *profile) *profile {
	return &profile{
		n: p.n + q.n, arabic: p.arabic + q.arabic,
		words: p.words.plus(q.words), native: p.native.plus(q.native),
		placed: p.placed + q.placed, where: p.where.plus(q.where), said: p.said.plus(q.said), about: p.about.plus(q.about), names: p.names.plus(q.names),
		span: p.span.plus(q.span),
	}
}

// link is how far two groups are one story: about 0 for two of which nobody would
// think so, and about 1 for copies.
func link(p, q *profile) float64 {
	n, m := float64(p.n), float64(q.n)
	l := p.words.even(q.words, oneTerm) / (n * m)
	l *= 1 + (arabicGain-1)*math.Abs(p.arabic/n-q.arabic/m)
	if p.arabic > 0 && q.arabic > 0 {
		l = max(l, p.native.dot(q.native)/(n*m))
	}
	if p.arabic < labArabic*n && q.arabic < labArabic*m { // the names of Arabic reports are only guessed at
		l *= math.Exp(agreeGain * ((agreement(p, q)+agreement(q, p))/2 - agreeUsual))
		l *= 1 - apart*min(missing(p, q), missing(q, p))
	}
	if p.placed > 0 && q.placed > 0 {
		both := p.placed * q.placed / (n * m)
		same := p.where.dot(q.where) / (p.placed * q.placed)
		l *= math.Exp(both * whereGain * (same - whereUsual))
	}
	l *= 1 + sizeGain*math.Log(max(n, m))/min(n, m)
	return l * fade(p.span, q.span)
}

// agreement is the share of the names that one group is about, rare ones counting
// more, that the other says.
func agreement(p, q *profile) float64 {
	whole := float32(0)
	for _, w := range p.names {
		whole += w.value
	}
	if whole == 0 {
		return agreeUsual
	}
	return p.names.dot(q.said) / float64(whole) / float64(q.n)
}

// missing is how far a group of several articles is about a name that the other
// lacks.
func missing(p, q *profile) float64 {
	worst := 0.0
	if p.n <= labMissing {
		return 0
	}
	for _, w := range p.about {
		if float64(w.value) >= dominant*float64(p.n) {
			worst = max(worst, 1-float64(q.said.at(w.term))/float64(q.n))
		}
	}
	return worst
}

// scaled returns a profile with all sums times a factor.
func (p *profile) scaled(by float64) *profile {
	return &profile{
		n: p.n, arabic: p.arabic * by, placed: p.placed * by, where: p.where.scaled(by), span: p.span,
		words: p.words.scaled(by), native: p.native.scaled(by),
		said: p.said.scaled(by), about: p.about.scaled(by), names: p.names.scaled(by),
	}
}
