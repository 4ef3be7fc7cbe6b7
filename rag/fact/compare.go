package fact

import (
	"math"
	"strings"
	"time"

	"newsdesk/rag/name"
	"newsdesk/rag/text"
)

// Equal reports whether two facts say the same thing of the world, however they are written: 13 and thirteen, Iraq and
// Iraqi, $2 billion and 2,000 million US dollars. Spans, hedges and the offices beside a name do not count. Dates are
// equal if the same parts of them are known and agree.
func Equal(a, b Fact) bool {
	switch {
	case numberLike(a) && numberLike(b):
		return a.Number == b.Number && countable(a.Kind) == countable(b.Kind) && vagueValue(a) == vagueValue(b) &&
			(a.Kind == b.Kind && a.Unit == b.Unit || countable(a.Kind) && a.Unit != "decade" && b.Unit != "decade")
	case a.Kind.Proper() && b.Kind.Proper():
		return sameName(a.Value, b.Value)
	}
	return a.Kind == b.Kind && sameName(a.Value, b.Value)
}

func numberLike(f Fact) bool { return f.Kind.Numeric() || f.Kind == Year }

// countable reports whether a bare number of the kind could be another's: '2003' may be read as a year or a count.
func countable(k Kind) bool { return k == Number || k == Year }

// vagueValue is the word of a vague count, which equals no number: 'dozens'.
func vagueValue(f Fact) string {
	if f.Kind == Number && f.Value != "" && (f.Value[0] < '0' || f.Value[0] > '9') && f.Value[0] != '-' {
		return f.Value
	}
	return ""
}

func sameName(a, b string) bool { return a == b || canonical(a) == canonical(b) }

// Entails reports whether evidence, a fact of an article published on the given day (zero: unknown), carries claim, a
// fact of an answer about it. Hedges are left to the caller, who compares Approx: 'at least 1,383' carries the number
// 1,383.
//
// The rules:
//   - Numbers, amounts, percentages, ordinals and quantities: the same number in the same unit; a currency without its
//     country ('dinars') is carried by one with it. Units of one sort are converted (24 months are two years), a fraction
//     is its percentage, rounded, and what was done for the third time was done three times. A vague count ('dozens') is carried only by itself.
//   - Times: what evidence means, by Resolve, lies within what claim means: 'Friday' in a report of 14 March 2025
//     carries '14 March 2025', 'March 2025' and '2025'; a claimed weekday fits a day of that weekday. Without a day of
//     publication, only the same words carry each other.
//   - Places and demonyms: the same country or place ('Iraqi' carries 'Iraq' and the reverse), and a place carries the
//     country that it lies in.
//   - Other names: every word of the claim sounds like a word of the evidence, in the same order, particles aside, so
//     that a full name carries a surname but not the reverse; an acronym is carried by the words that it stands for.
//   - Roles: every word of the claim is in the evidence, 'spokesman' and 'spokesperson' being one.
//   - Quotations: the claimed words stand together in the evidence.
func Entails(evidence, claim Fact, published time.Time) bool {
	switch {
	case wrongWeekday(claim):
		return false
	case Equal(evidence, claim):
		return true
	case evidence.Kind == Money && claim.Kind == Money:
		return evidence.Number == claim.Number && vagueCurrency(evidence.Unit, claim.Unit)
	case evidence.Kind == Percent && claim.Kind == Percent:
		return (broken(evidence.Number) || broken(claim.Number)) && math.Abs(evidence.Number-claim.Number) < wholePercent
	case claim.Kind == Quantity && claim.Unit == "time" && evidence.Kind == Ordinal:
		return evidence.Number == claim.Number
	case evidence.Kind == Quantity && claim.Kind == Quantity:
		return sameMeasure(evidence, claim)
	case evidence.Kind.Temporal() && claim.Kind.Temporal():
		return entailsTime(evidence, claim, published)
	case evidence.Kind.Proper() && claim.Kind.Proper():
		return entailsName(evidence, claim)
	case evidence.Kind == Role && claim.Kind == Role:
		return subset(roleWords(claim.Value), roleWords(evidence.Value))
	case evidence.Kind == Quote && claim.Kind == Quote:
		return strings.Contains(" "+evidence.Value+" ", " "+claim.Value+" ")
	}
	return false
}

// wrongWeekday reports whether a date names a weekday that it does not fall on.
func wrongWeekday(f Fact) bool {
	if f.Kind != Date || f.Weekday == 0 || f.Day.Year == 0 || f.Day.Date == 0 {
		return false
	}
	from, _ := f.Day.bounds(time.UTC)
	return int(from.Weekday()) != f.Weekday%7
}

// wholePercent is how far a fraction may be from the percentage that it is rounded to: a third is 33 percent.
const wholePercent = 0.5

// broken reports whether a percentage was a fraction such as a third, which no decimals write.
func broken(v float64) bool { return math.Abs(v*10-math.Round(v*10)) > 1e-6 }

// multiples tells units in terms of another of their sort.
var multiples = map[string]struct {
	times float64
	of    string
}{
	"century": {1200, "month"}, "decade": {120, "month"}, "year": {12, "month"},
	"fortnight": {14 * 1440, "minute"}, "week": {7 * 1440, "minute"}, "day": {1440, "minute"}, "hour": {60, "minute"}, "second": {1.0 / 60, "minute"},
	"km": {1e3, "m"}, "cm": {1e-2, "m"}, "mm": {1e-3, "m"}, "tonne": {1e3, "kg"}, "gram": {1e-3, "kg"}, "gigawatt": {1e3, "megawatt"}, "kilowatt": {1e-3, "megawatt"},
}

// sameMeasure reports whether two quantities are one in different units: two years and 24 months.
func sameMeasure(a, b Fact) bool {
	x, xu := inBase(a)
	y, yu := inBase(b)
	return xu == yu && math.Abs(x-y) <= 1e-9*math.Abs(x)
}

func inBase(f Fact) (float64, string) {
	if m, ok := multiples[f.Unit]; ok {
		return f.Number * m.times, m.of
	}
	return f.Number, f.Unit
}

// vagueCurrency reports whether the claimed currency leaves out the country of the evidence's.
func vagueCurrency(evidence, claim string) bool {
	for national, code := range nationalMoney {
		if _, plain, _ := lastWord(national); code == evidence && plain == claim {
			return plain == strings.ToLower(plain)
		}
	}
	return false
}

// lastWord splits a phrase before its last word.
func lastWord(s string) (before, last string, ok bool) {
	i := strings.LastIndexByte(s, ' ')
	return s[:max(i, 0)], s[i+1:], i >= 0
}

// entailsTime applies the rule of times.
func entailsTime(evidence, claim Fact, published time.Time) bool {
	if evidence.Kind == TimeOfDay || claim.Kind == TimeOfDay {
		return false // Equal has said no
	}
	from, to, ok := Resolve(evidence, published)
	if !ok {
		return partsAgree(evidence, claim)
	}
	if evidence.Kind == Weekday && evidence.Tense == Future && int(published.Weekday()) == evidence.Weekday%7 {
		today := evidence // 'will meet on Friday', in a report of a Friday, may mean the same day
		today.Tense = InThisOne
		if entailsTime(today, claim, published) {
			return true
		}
	}
	if soon, ok := comingDay(evidence, from, published); ok && entailsTime(soon, claim, published) {
		return true
	}
	oneDay := from.AddDate(0, 0, 1).Equal(to)
	if claim.Weekday > 0 && (!oneDay || int(from.Weekday()) != claim.Weekday%7) {
		return false
	}
	switch {
	case claim.Kind == Weekday:
		return true
	case claim.Day.Year == 0 && claim.Day.Month > 0:
		last := to.AddDate(0, 0, -1)
		return from.Month() == claim.Day.Month && last.Month() == claim.Day.Month && from.Year() == last.Year() &&
			(claim.Day.Date == 0 || oneDay && from.Day() == claim.Day.Date)
	}
	cf, ct, ok := Resolve(claim, published.In(from.Location()))
	return ok && !from.Before(cf) && !to.After(ct)
}

// soonDays is how many days ahead of a report a day without a year is likelier in the same year than in the one before,
// though no word of the sentence points ahead.
const soonDays = 60

// comingDay is a day without a year as the one soon to come, where it was read as that of the year before.
func comingDay(f Fact, from, published time.Time) (Fact, bool) {
	next := from.AddDate(1, 0, 0)
	if f.Kind != Date || f.Day.Year != 0 || f.Day.Date == 0 || !next.After(published) || next.After(published.AddDate(0, 0, soonDays)) {
		return f, false
	}
	f.Day.Year = next.Year()
	return f, true
}

// partsAgree compares dates of which the year is unknown: each part of the claim is in the evidence.
func partsAgree(evidence, claim Fact) bool {
	e, c := evidence.Day, claim.Day
	if c == (Day{}) && claim.Weekday == 0 {
		return false
	}
	return (c.Year == 0 || c.Year == e.Year) && (c.Month == 0 || c.Month == e.Month) && (c.Date == 0 || c.Date == e.Date) &&
		(claim.Weekday == 0 || claim.Weekday == evidence.Weekday)
}

// entailsName applies the rules of names.
func entailsName(evidence, claim Fact) bool {
	listed := func(f Fact) bool { return f.Kind == Demonym || f.Country != "" }
	if listed(claim) && evidence.Country != "" {
		return claim.Value == evidence.Country
	}
	if listed(claim) && claim.Kind == Demonym || evidence.Kind == Demonym {
		return false
	}
	return acronymOf(claim.Value, evidence.Value) || acronymOf(evidence.Value, claim.Value) || NameWithin(claim.Value, evidence.Value)
}

// leastAcronym is the letters that an acronym needs.
const leastAcronym = 3

// acronymOf reports whether short is the initials of the words of long, small words left out or in.
func acronymOf(short, long string) bool {
	short = text.Fold(short)
	if len(short) < leastAcronym || strings.Contains(short, " ") {
		return false
	}
	var all, main strings.Builder
	for w := range strings.FieldsSeq(canonical(long)) {
		all.WriteByte(w[0])
		if !stopWords[w] {
			main.WriteByte(w[0])
		}
	}
	return short == all.String() || short == main.String()
}

// NameWithin reports whether every word of the shorter name is, in order, a spelling of a word of the longer one.
// Particles (al-, bin, van) and titles do not count. Both are folded or not.
func NameWithin(short, long string) bool {
	s, l := ownWords(short), ownWords(long)
	if len(s) == 0 || len(s) > len(l) {
		return false
	}
	k := 0
	for _, w := range s {
		for k < len(l) && !sounds(w, l[k]) {
			k++
		}
		if k == len(l) {
			return false
		}
		k++
	}
	return true
}

// ownWords are the words of a name that are its own.
func ownWords(s string) []string {
	var own []string
	for w := range strings.FieldsSeq(canonical(s)) {
		if !particles[w] && !titles[w] && w != "the" && w != "of" && w != "and" && w != "for" {
			own = append(own, withoutArticle(w))
		}
	}
	return own
}

// sounds reports whether two words are spellings of one name. Similarity is for names: common words must be the same.
func sounds(a, b string) bool {
	return a == b || !common(a) && !common(b) && name.Similarity(a, b) >= name.Same
}

// oneRole maps spellings of an office to one.
var oneRole = map[string]string{
	"spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair",
	"chairperson": "chair", "defense": "defence", "labor": "labour", "congressman": "lawmaker", "congresswoman": "lawmaker",
	"mp": "lawmaker", "adviser": "advisor", "premier": "prime minister", "fm": "foreign minister", "pm": "prime minister",
	"head": "chief",
}

func roleWords(value string) []string {
	var words []string
	for w := range strings.FieldsSeq(value) {
		if one, ok := oneRole[w]; ok {
			w = one
		}
		words = append(words, strings.Fields(w)...)
	}
	return words
}

// subset reports whether every word of a is among b.
func subset(a, b []string) bool {
	for _, w := range a {
		found := false
		for _, v := range b {
			found = found || v == w
		}
		if !found {
			return false
		}
	}
	return len(a) > 0
}
