package coverage

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"newsdesk/rag"
	languages "newsdesk/rag/language"
	"newsdesk/rag/text"
)

// besideDates are days of the week and words that languages other than English put
// into a date of publication. What is none of them makes a date doubtful: "هـ"
// is the year of another calendar.
var besideDates = folded(`الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
		دووشەممە دووشەمە سێشەممە سێشەمە چوارشەممە چوارشەمە پێنجشەممە پێنجشەمە هەینی شەممە شەمە یەکشەممە یەکشەمە
		duşem sêşem çarşem pêncşem în înî şemî yekşem pazartesi salı çarşamba perşembe cuma cumartesi pazar
		lundi mardi mercredi jeudi vendredi samedi dimanche
		شنبه یکشنبه یک دوشنبه دو سه‌شنبه سه چهارشنبه چهار پنجشنبه پنج جمعه
		من عام سنة لسنة م الموافق في ساڵی مانگی ڕۆژی ی لە ماه سال روز le de ya meha roja sala yılı günü saat à`)

// monthWords holds the months of language.Months, folded; jalaliWords those of the
// Iranian calendar.
var monthWords, jalaliWords = func() (gregorian, jalali map[string]int) {
	gregorian, jalali = make(map[string]int), make(map[string]int)
	for i, names := range languages.Months() {
		for _, n := range names {
			gregorian[foldedWords(n)] = i + 1
		}
	}
	for i, n := range languages.JalaliMonths() {
		jalali[text.Fold(n)] = i + 1
	}
	return gregorian, jalali
}()

func foldedWords(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = text.Fold(w)
	}
	return strings.Join(words, " ")
}

var (
	// numbered is a number with what French, Kurdish and Turkish put behind it.
	numbered = regexp.MustCompile(`^(\d{1,4})(?:er|ê|î|an|ی|ەم)?$`)
	clock    = regexp.MustCompile(`^\d{1,2}[:.]\d{2}(?::\d{2})?$`)
)

// foreignDate reads a day that is written with a month's name in a language other
// than English: "14 آذار/مارس 2025", "vendredi 14 mars 2025", "14ê Adara 2025an".
// A day of the Iranian calendar is converted where its year is stated. All that is
// written must belong to the date, and it must state the day and the year.
func foreignDate(s string) (rag.Date, bool) {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",،/-–|()", r) })
	d := namedDay{}
	for i := 0; i < len(words); {
		n := d.take(words[i:])
		if n == 0 {
			return rag.Date{}, false
		}
		i += n
	}
	return d.date()
}

// namedDay is what was read of a date with a month's name; 0 is what was not.
type namedDay struct {
	day, year     int
	month, jalali int
	conflict      bool // it names two days, months or years
}

// take reads the first of some words, and returns how many words it read, 0
// where that is no part of a date.
func (d *namedDay) take(words []string) int {
	w, _, _ := strings.Cut(strings.ReplaceAll(words[0], "’", "'"), "'") // 14 Mart'ta
	if m := numbered.FindStringSubmatch(w); m != nil {
		return d.number(m[1])
	}
	folded := text.Fold(w)
	if len(words) > 1 {
		if month := monthOfWords(folded + " " + text.Fold(words[1])); month > 0 {
			set(&d.month, month, &d.conflict)
			return 2
		}
	}
	switch {
	case monthOfWords(folded) > 0:
		set(&d.month, monthOfWords(folded), &d.conflict)
	case jalaliWords[folded] > 0:
		set(&d.jalali, jalaliWords[folded], &d.conflict)
	case !besideDates[folded] && !clock.MatchString(w):
		return 0
	}
	return 1
}

// monthOfWords returns the month that folded words name, 0 for none, also with what
// Kurdish puts to them: ئازاری, Adarê, Adara.
func monthOfWords(folded string) int {
	for _, end := range []string{"", "ي", "e", "a"} {
		if bare, ok := strings.CutSuffix(folded, end); ok && monthWords[bare] > 0 {
			return monthWords[bare]
		}
	}
	return 0
}

// number takes a day or a year.
func (d *namedDay) number(digits string) int {
	n, err := strconv.Atoi(digits)
	const longestDay, year = 2, 4
	switch {
	case err != nil:
		return 0
	case len(digits) <= longestDay:
		set(&d.day, n, &d.conflict)
	case len(digits) == year:
		set(&d.year, n, &d.conflict)
	default:
		return 0
	}
	return 1
}

// whole reports whether a day, a month and a year were read.
func (d *namedDay) whole() bool { return d.day > 0 && d.year > 0 && (d.month > 0 || d.jalali > 0) }

// set sets a part of a date; another value than it has is a conflict.
func set(part *int, value int, conflict *bool) {
	*conflict = *conflict || *part != 0 && *part != value
	*part = value
}

// date returns the day that was read.
func (d *namedDay) date() (rag.Date, bool) {
	switch {
	case d.conflict || d.day == 0 || d.year == 0 || (d.month == 0) == (d.jalali == 0):
		return rag.Date{}, false
	case d.jalali > 0:
		t, ok := languages.Jalali(d.year, d.jalali, d.day)
		if !ok {
			return rag.Date{}, false
		}
		return known(t, rag.ToDay)
	}
	t := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	if t.Day() != d.day { // 30 February
		return rag.Date{}, false
	}
	return known(t, rag.ToDay)
}
