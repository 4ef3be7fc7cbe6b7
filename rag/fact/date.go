package fact

import (
	"strconv"
	"strings"
	"time"

	"newsdesk/rag/text"
)

// times records the date, weekday, month, year phrase, relative day or time of day that begins at words[i]; it returns
// how many words it took, 0 for none.
func (f *finder) times(i int) int {
	w := f.words[i]
	switch {
	case f.taken[i]:
		return 0
	case w.class == digits:
		if n := f.isoDate(i); n > 0 {
			return n
		}
		if n := f.clock(i); n > 0 {
			return n
		}
		if n := f.relative(i); n > 0 {
			return n
		}
		return f.dayFirst(i)
	case w.class == mark:
		return 0
	}
	if n := f.relative(i); n > 0 {
		return n
	}
	if day := f.weekday(i); day > 0 {
		return f.fromWeekday(i, day)
	}
	if n := f.ordinalFirst(i); n > 0 {
		return n
	}
	if w.low == "noon" || w.low == "midday" || w.low == "midnight" {
		return f.take(i, i+1, Fact{Kind: TimeOfDay, Value: map[bool]string{true: "00:00", false: "12:00"}[w.low == "midnight"]})
	}
	return f.monthFirst(i)
}

// isoDate reads '2025-03-14', '14/03/2025' and '14.3.2025'. With slashes the day stands first unless it cannot.
func (f *finder) isoDate(i int) int {
	if n := f.dotted(i); n > 0 {
		return n
	}
	if i+4 >= len(f.words) || f.words[i+2].class != digits || f.words[i+4].class != digits ||
		!f.words[i+1].glued || !f.words[i+2].glued || !f.words[i+3].glued || !f.words[i+4].glued {
		return 0
	}
	sep := f.words[i+1].low
	if sep != f.words[i+3].low || sep != "-" && sep != "/" {
		return 0
	}
	d, ok := dayOf(f.words[i].low, f.words[i+2].low, f.words[i+4].low)
	if !ok {
		return 0
	}
	return f.take(i, i+5, dateFact(d))
}

// dotted reads '14.03.2025', which is lexed as one word.
func (f *finder) dotted(i int) int {
	parts := strings.Split(f.words[i].low, ".")
	if len(parts) != 3 {
		return 0
	}
	d, ok := dayOf(parts[0], parts[1], parts[2])
	if !ok {
		return 0
	}
	return f.take(i, i+1, dateFact(d))
}

// dayOf puts three numbers in order: year first if it has four digits, else day, month, year, or month, day, year
// where the second is over twelve.
func dayOf(a, b, c string) (Day, bool) {
	x, err1 := strconv.Atoi(a)
	y, err2 := strconv.Atoi(b)
	z, err3 := strconv.Atoi(c)
	if err1 != nil || err2 != nil || err3 != nil {
		return Day{}, false
	}
	d := Day{Year: z, Month: time.Month(y), Date: x}
	if len(a) == 4 {
		d = Day{Year: x, Month: time.Month(y), Date: z}
	} else if y > 12 {
		d.Month, d.Date = time.Month(x), y
	}
	return d, d.Year >= firstYear && d.Year <= lastYear && d.Month >= 1 && d.Month <= 12 && d.Date >= 1 && d.valid()
}

func dateFact(d Day) Fact { return Fact{Kind: Date, Value: d.String(), Day: d} }

// dayFirst reads '14 March', '14th of March 2025', '14 آذار/مارس 2025'.
func (f *finder) dayFirst(i int) int {
	day, n := f.dayNumber(i)
	if n == 0 {
		return 0
	}
	k := i + n
	if w := f.low(k); w == "of" || w == "-" || w == text.Fold("من") || w == text.Fold("ی") {
		k++
	}
	m, n, _ := f.month(k)
	if n == 0 || f.low(k) == "may" && !f.words[k].capital && !f.caseless {
		return 0
	}
	return f.finishDate(i, k+n, Day{Month: m, Date: day}, 0)
}

// ordinalFirst reads 'السادس من أيلول', 'الحادي والعشرين من آذار 2025': the day as an ordinal.
func (f *finder) ordinalFirst(i int) int {
	if !f.words[i].arabic {
		return 0
	}
	day, n := f.ordinalDay(i)
	if n == 0 || f.low(i+n) != text.Fold("من") {
		return 0
	}
	m, names, certain := f.month(i + n + 1)
	if names == 0 || !certain {
		return 0
	}
	return f.finishDate(i, i+n+1+names, Day{Month: m, Date: day}, 0)
}

// arabicTens are the tens of a day of the month.
var arabicTens = map[string]int{text.Fold("العشرين"): 20, text.Fold("العشرون"): 20, text.Fold("الثلاثين"): 30, text.Fold("الثلاثون"): 30}

// ordinalDay reads a day of the month as an Arabic ordinal and returns how many words it took.
func (f *finder) ordinalDay(i int) (day, n int) {
	low := attached(f.low(i), func(s string) bool { return arabicOrdinals[s] > 0 || arabicTens[s] > 0 })
	if tens := arabicTens[low]; tens > 0 {
		return tens, 1
	}
	day = int(arabicOrdinals[low])
	if day == 0 {
		return 0, 0
	}
	next := f.low(i + 1)
	if next == text.Fold("عشر") || next == text.Fold("عشرة") {
		return day + 10, 2
	}
	if tens := arabicTens[strings.TrimPrefix(next, "و")]; tens > 0 {
		return day + tens, 2
	}
	return day, 1
}

// monthFirst reads 'March 14', 'March 14th, 2025', 'March 2025', 'Mar. 14' and a bare 'March'.
func (f *finder) monthFirst(i int) int {
	m, n, certain := f.month(i)
	if n == 0 {
		return 0
	}
	k := f.otherName(i+n, m)
	at := k
	if f.low(at) == "the" {
		at++
	}
	if f.low(at) == "," {
		at++
	}
	if day, n := f.dayNumber(at); n > 0 && (at == k || f.low(k) == "the") && units[f.low(at+n)] == "" && f.low(at+n) != "%" {
		return f.finishDate(i, at+n, Day{Month: m, Date: day}, 0)
	}
	if f.low(k) == "of" || f.low(k) == "," || f.low(k) == text.Fold("من") {
		if f.yearNumber(k+1) > 0 {
			k++
		}
	}
	if y := f.yearNumber(k); y > 0 {
		return f.take(i, k+1, dateFact(Day{Year: y, Month: m}))
	}
	if !certain && !f.monthlike(i, k) {
		return 0
	}
	return f.take(i, k, Fact{Kind: Month, Value: Day{Month: m}.String(), Day: Day{Month: m}, Tense: f.tense(i)})
}

// monthlike settles a doubtful month by its neighbours: 'in May', 'May's summit', 'last March'.
func (f *finder) monthlike(i, end int) bool {
	w := f.words[i]
	if _, abbreviation := monthAbbreviations[w.low]; abbreviation {
		return false
	}
	if _, n := f.foreignMonth(i); n > 0 {
		return false
	}
	if !w.arabic && !w.capital && !(f.caseless && w.low != "may") {
		return f.caseless && (f.prev(i) == "in" || f.prev(i) == "since" || f.prev(i) == "last" || f.prev(i) == "next")
	}
	return datePrepositions[f.prev(i)] || f.low(end) == "'s" && !w.opens ||
		f.hyphen(i-1) && (f.prev(i) == "mid" || f.prev(i) == "early" || f.prev(i) == "late") || w.low == "august" && w.capital && !w.opens
}

// otherName steps over a second name of the same month: 'آذار/مارس', 'آذار (مارس)'.
func (f *finder) otherName(k int, m time.Month) int {
	sep := f.low(k)
	if sep != "/" && sep != "(" {
		return k
	}
	m2, n, _ := f.month(k + 1)
	if n == 0 || m2 != m {
		return k
	}
	k += 1 + n
	if sep == "(" && f.low(k) == ")" {
		k++
	}
	return k
}

// finishDate adds a year behind a day and month and records the date.
func (f *finder) finishDate(i, end int, d Day, weekday int) int {
	end = f.otherName(end, d.Month)
	k := end
	if w := f.low(k); w == "," || w == "of" || w == text.Fold("من") || w == text.Fold("ساڵی") || w == text.Fold("عام") {
		k++
	}
	if y := f.yearNumber(k); y > 0 {
		d.Year, end = y, k+1
	}
	if !d.valid() {
		return 0
	}
	fact := dateFact(d)
	fact.Weekday = weekday
	if d.Year == 0 {
		fact.Tense = f.tense(i)
	}
	return f.take(i, end, fact)
}

// fromWeekday reads 'Friday', 'Friday, 14 March 2025', 'Friday (March 14)'.
func (f *finder) fromWeekday(i, weekday int) int {
	k := i + 1
	if w := f.low(k); w == "," || w == "(" || w == text.Fold("،") {
		k++
	}
	if f.low(k) == "the" {
		k++
	}
	for _, read := range []func(int) int{f.dayFirst, f.monthFirst} {
		before := len(f.out)
		if n := read(k); n > 0 {
			if f.out[before].Kind == Date && f.out[before].Day.Date > 0 {
				f.out[before].Weekday = weekday
				f.out[before].Start = f.words[i].Start
				f.take(i, i+1, Fact{})
				f.out = f.out[:before+1]
				return k + n - i
			}
			f.drop(before, k, k+n)
		}
	}
	return f.take(i, i+1, Fact{Kind: Weekday, Value: time.Weekday(weekday % 7).String(), Weekday: weekday, Tense: f.tense(i)})
}

// drop takes back facts recorded over words [i, j).
func (f *finder) drop(before, i, j int) {
	f.out = f.out[:before]
	for k := i; k < j; k++ {
		f.taken[k] = false
	}
}

// clock reads '10:30', '3 pm', '3:15 p.m.', '0800 GMT'.
func (f *finder) clock(i int) int {
	hour, err := strconv.Atoi(f.words[i].low)
	if err != nil || runes(f.words[i].low) > 4 {
		return 0
	}
	minute, end := 0, i+1
	if i+2 < len(f.words) && f.low(i+1) == ":" && f.words[i+2].glued && runes(f.words[i+2].low) == 2 {
		if minute, err = strconv.Atoi(f.words[i+2].low); err != nil {
			return 0
		}
		end = i + 3
	}
	half, n := f.halfDay(end)
	if w := f.low(end + n); w == "gmt" || w == "utc" || w == "et" || w == "bst" {
		if end == i+1 && hour > 99 {
			hour, minute = hour/100, hour%100
		}
		n++
	}
	if end == i+1 && n == 0 || hour > 24 || minute > 59 || half != "" && hour > 12 {
		return 0
	}
	if half == "p" && hour < 12 {
		hour += 12
	} else if half == "a" && hour == 12 {
		hour = 0
	}
	value := padded(append(padded(nil, hour, 2), ':'), minute, 2)
	return f.take(i, end+n, Fact{Kind: TimeOfDay, Value: string(value)})
}

// halfDay reads 'am', 'p.m.' and their Arabic names.
func (f *finder) halfDay(i int) (half string, n int) {
	switch f.low(i) {
	case "am", "a.m":
		return "a", 1
	case "pm", "p.m":
		return "p", 1
	case text.Fold("صباحا"):
		return "a", 1
	case text.Fold("مساء"), text.Fold("ظهرا"):
		return "p", 1
	case "a", "p":
		if f.low(i+1) == "." && f.low(i+2) == "m" && f.words[i+2].glued {
			if f.low(i+3) == "." {
				return f.low(i), 4
			}
			return f.low(i), 3
		}
	}
	return "", 0
}

// year decides whether the number at words [i, end) is a year and records it; 0 where it counts something.
func (f *finder) year(i, end int, fact *Fact) int {
	y := f.yearNumber(i)
	if y == 0 || end != i+1 {
		return 0
	}
	if f.words[i].glued && i > 0 && f.words[i-1].class == mark && strings.Contains(".,#№", f.words[i-1].low) {
		return 0
	}
	value := strconv.Itoa(y)
	if f.low(end) == "s" && f.words[end].glued || f.low(end) == "'s" && y%10 == 0 { // '1990s'
		return f.take(i, end+1, Fact{Kind: Year, Value: value + "s", Number: float64(y), Day: Day{Year: y}, Unit: "decade"})
	}
	if !f.yearlike(i, end, y) {
		return 0
	}
	return f.take(i, end, Fact{Kind: Year, Value: value, Number: float64(y), Day: Day{Year: y}})
}

// yearPrepositions stand before years and seldom before counts.
var yearPrepositions = set(`in since until till during by before after from year post pre mid early late the to of and
	around circa between through summer spring autumn winter late january february march april may june july august september october
	november december عام سنة في منذ العام حتى ساڵی لە`)

// countedNouns follow counts of people and things.
var countedNouns = set(`people civilians soldiers troops men women children homes houses workers jobs families refugees
	members fighters migrants victims deaths cases injuries others patients students prisoners detainees police officers
	buildings votes shares vehicles cars شخص شخصا مدني مدنيا جندي قتيل کەس`)

// The years that a report names without a preposition.
const (
	plainYearFirst = 1900
	plainYearLast  = 2100
)

// yearlike tells 'the 2001 initiative' and 'in 1934' from '2000 people'.
func (f *finder) yearlike(i, end, y int) bool {
	next := f.low(end)
	if countedNouns[next] || f.hedge(i, end) != Exact && f.prev(i) != "around" && f.prev(i) != "about" {
		return false
	}
	return yearPrepositions[f.prev(i)] || y >= plainYearFirst && y <= plainYearLast
}
