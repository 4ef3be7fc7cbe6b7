package fact

import (
	"strconv"
	"strings"
	"time"

	"newsdesk/rag/language"
	"newsdesk/rag/text"
)

// monthNames holds the months in English, in both Arabic families (مارس of Egypt and the Gulf, آذار of the Levant and
// Iraq; جانفي of the Maghreb) and in Sorani, which writes the Levantine ones its own way. Two-word names are joined
// with a space.
var monthNames, monthWords = monthTable(
	"january|يناير|كانون الثاني|جانفي|کانوونی دووەم|کانونی دووەم",
	"february|فبراير|شباط|فيفري|شوبات",
	"march|مارس|آذار|ئازار|ئادار",
	"april|أبريل|إبريل|نيسان|أفريل|نیسان",
	"may|مايو|أيار|ماي|ئایار",
	"june|يونيو|حزيران|جوان|حوزەیران|حوزه‌یران",
	"july|يوليو|تموز|جويلية|تەمووز|تەممووز|تەموز",
	"august|أغسطس|آب|أوت|ئاب",
	"september|سبتمبر|أيلول|ئەیلوول|ئەیلول",
	"october|أكتوبر|تشرين الأول|تشرینی یەکەم",
	"november|نوفمبر|تشرين الثاني|تشرینی دووەم",
	"december|ديسمبر|كانون الأول|کانوونی یەکەم|کانونی یەکەم",
)

// foreignMonths are the names of months in the other languages of language.Months. They
// count only beside a number: most are words or names of English too, or of each
// other's languages (mars, mart, gulan; مه is Persian for fog).
var foreignMonths, foreignMonthWords = func() (names map[string]time.Month, first map[string]bool) {
	names, first = make(map[string]time.Month), make(map[string]bool)
	for i, row := range language.Months() {
		for _, name := range row {
			words := folded(name)
			if key := strings.Join(words, " "); monthNames[key] == 0 {
				names[key] = time.Month(i + 1)
				first[words[0]] = first[words[0]] || len(words) > 1
			}
		}
	}
	return names, first
}()

// foreignMonth reads a month of those at words[i], with what Kurmanji puts to it
// (14ê Adara 2025an).
func (f *finder) foreignMonth(i int) (m time.Month, n int) {
	w := f.low(i)
	if foreignMonthWords[w] && f.low(i+1) != "" {
		if m = foreignMonths[w+" "+f.low(i+1)]; m > 0 {
			return m, 2
		}
	}
	for _, end := range []string{"", "e", "a"} {
		bare, ok := strings.CutSuffix(w, end)
		if m = foreignMonths[bare]; ok && m > 0 && (bare != "mars" || !f.words[i].capital) { // the planet
			return m, 1
		}
	}
	return 0, 0
}

// monthAbbreviations count only beside a number or with a dot.
var monthAbbreviations = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// doubtfulMonths are common words too; 'آب' and 'ماي' are Arabic ones, 'جوان' is Kurdish for beautiful.
var doubtfulMonths = set("may march ماي أوت جوان آب ئاب august")

func monthTable(rows ...string) (names map[string]time.Month, first map[string]bool) {
	names, first = make(map[string]time.Month), make(map[string]bool)
	for i, row := range rows {
		for name := range strings.SplitSeq(row, "|") {
			words := folded(name)
			names[strings.Join(words, " ")] = time.Month(i + 1)
			first[words[0]] = first[words[0]] || len(words) > 1
		}
	}
	return names, first
}

// weekdayNames numbers the days as ISO 8601 does, Monday first.
var weekdayNames = func() map[string]int {
	m := make(map[string]int)
	for i, row := range []string{
		"monday mondays mon الاثنين الإثنين دووشەممە دووشەمە", "tuesday tuesdays tue tues الثلاثاء سێشەممە سێشەمە",
		"wednesday wednesdays wed الأربعاء الاربعاء چوارشەممە چوارشەمە", "thursday thursdays thu thur thurs الخميس پێنجشەممە پێنجشەمە",
		"friday fridays fri الجمعة هەینی", "saturday saturdays السبت شەممە شەمە", "sunday sundays الأحد یەکشەممە یەکشەمە",
	} {
		for _, w := range strings.Fields(row) {
			m[text.Fold(w)] = i + 1
		}
	}
	return m
}()

// datePrepositions stand before dates; in front of a doubtful month they settle it.
var datePrepositions = set(`in since by until till during from of to last next this early late mid before after
	upcoming coming between through following past around and for في منذ خلال شهر حتى لە مانگی`)

// attached strips the particles و ب ل ف that Arabic writes together with a month or a weekday.
func attached(low string, isName func(string) bool) string {
	if isName(low) {
		return low
	}
	for _, p := range []string{"و", "ب", "ل", "ف"} {
		if rest, ok := strings.CutPrefix(low, p); ok && isName(rest) {
			return rest
		}
	}
	return low
}

// month reads the month at words[i]; certain is false where the word could be another one.
func (f *finder) month(i int) (m time.Month, n int, certain bool) {
	w := f.low(i)
	if w == "" {
		return 0, 0, false
	}
	if f.words[i].arabic {
		w = attached(w, func(s string) bool { return monthNames[s] > 0 || monthWords[s] })
		if bare := strings.TrimSuffix(w, "ي"); monthNames[w] == 0 && monthNames[bare] > 0 { // Sorani links with -ی
			w = bare
		}
	}
	if monthWords[w] && f.low(i+1) != "" {
		if m = monthNames[w+" "+f.low(i+1)]; m > 0 {
			return m, 2, true
		}
	}
	if m = monthNames[w]; m > 0 {
		return m, 1, !doubtfulMonths[w] || w == "march" && f.words[i].capital && !f.words[i].opens && !f.titled
	}
	if m = monthAbbreviations[w]; m > 0 && (f.words[i].capital || f.caseless) {
		n = 1
		if f.low(i+1) == "." && f.words[i+1].glued {
			n = 2
		}
		return m, n, false
	}
	m, n = f.foreignMonth(i)
	return m, n, false
}

// weekday reads the weekday at words[i], 0 for none.
func (f *finder) weekday(i int) int {
	w := f.low(i)
	if w == "" {
		return 0
	}
	if f.words[i].arabic {
		w = attached(w, func(s string) bool { return weekdayNames[s] > 0 })
	} else if len(w) < 6 && !f.words[i].capital || w == "sun" || w == "sat" {
		return 0
	}
	return weekdayNames[w]
}

// dayNumber reads a day of the month at words[i]: '14', '14th'.
func (f *finder) dayNumber(i int) (day, n int) {
	if i < 0 || i >= len(f.words) || f.taken[i] || f.words[i].class != digits || runes(f.words[i].low) > 2 {
		return 0, 0
	}
	day, err := strconv.Atoi(f.words[i].low)
	if err != nil || day < 1 || day > 31 {
		return 0, 0
	}
	if f.suffixed(i) {
		return day, 2
	}
	return day, 1
}

// The years that a bare number of four digits can mean.
const (
	firstYear = 1000
	lastYear  = 2199
)

// yearNumber reads a year at words[i], 0 for none.
func (f *finder) yearNumber(i int) int {
	if i < 0 || i >= len(f.words) || f.taken[i] || f.words[i].class != digits || f.words[i].Len() > 8 || runes(f.words[i].low) != 4 {
		return 0
	}
	y, err := strconv.Atoi(f.words[i].low)
	if err != nil || y < firstYear || y > lastYear || strings.ContainsAny(f.words[i].Of(f.s), ",٬") {
		return 0
	}
	return y
}

// valid reports whether the parts that are known make a day of the calendar.
func (d Day) valid() bool {
	if d.Date == 0 {
		return true
	}
	year := d.Year
	if year == 0 {
		year = 2024 // a leap year, so that 29 February passes
	}
	t := time.Date(year, d.Month, d.Date, 0, 0, 0, 0, time.UTC)
	return t.Month() == d.Month
}

// String writes what is known: "2025-03-14", "2025-03", "2025", "--03-14", "--03".
func (d Day) String() string {
	b := []byte("--")
	if d.Year > 0 {
		b = padded(b[:0], d.Year, 4)
		if d.Month > 0 {
			b = append(b, '-')
		}
	}
	if d.Month > 0 {
		b = padded(b, int(d.Month), 2)
	}
	if d.Date > 0 {
		b = padded(append(b, '-'), d.Date, 2)
	}
	return string(b)
}

func padded(b []byte, v, width int) []byte {
	digits := strconv.Itoa(v)
	for range width - len(digits) {
		b = append(b, '0')
	}
	return append(b, digits...)
}
