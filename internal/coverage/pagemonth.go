package coverage

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"newsdesk/rag"
	languages "newsdesk/rag/language"
	"newsdesk/rag/text"
)

// spelledMonths are names of months, from January on, beside those of
// language.Months: the English ones, and how English, French, Turkish and German
// shorten or write them, and one of Sorani. What two languages give two months is left out.
var spelledMonths = [12]string{
	"january jan janv oca januar jänner", "february feb févr şub februar", "march mar märz", "april apr avr nis", "may مایس", "june jun haz juni",
	"july jul juil tem juli", "august aug ağu", "september sep sept eyl", "october oct eki oktober", "november nov kas", "december dec déc ara dezember",
}

// aroundDates are words that may stand with a date of publication: what it is,
// the day of the week, and what goes with the time of day.
var aroundDates = folded(`published publication posted on at date first by: aired broadcast released issued of dated since online
	monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun am pm a m p h hrs hours local time
	et est edt ct cst cdt mt mst mdt pt pst pdt bst ist cet cest eet eest trt tsi ast msk eat sast gst
	publié publiée le à lundi mardi mercredi jeudi vendredi samedi dimanche mis en ligne parution diffusé
	yayınlanma yayınlandı yayın yayımlanma yayımlandı tarihi tarih giriş eklenme eklendi oluşturulma saat
	نشر نشرت نُشر نُشرت في بتاريخ تاريخ النشر الساعة ص م صباحا مساء صباحاً مساءً بتوقيت توقيت غرينتش مكة بغداد دمشق
	بڵاوکراوەتەوە بڵاوکرایەوە لە بەرواری بەروار کاتژمێر کات انتشار تاریخ ساعت منتشر شده در
	veröffentlicht erschienen am um uhr montag dienstag mittwoch donnerstag freitag samstag sonntag`)

// folded is the set of the words of a list, as text.Fold has them.
func folded(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[text.Fold(w)] = true
	}
	return set
}

// spelled holds the months of spelledMonths, folded.
var spelled = func() map[string]int {
	all := make(map[string]int)
	for i, names := range spelledMonths {
		for n := range strings.FieldsSeq(names) {
			all[text.Fold(n)] = i + 1
		}
	}
	return all
}()

// A clock time, a zone, a date in numbers, and a number with what English or
// Kurdish puts behind it.
var (
	clockTime = regexp.MustCompile(`^\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:[ap]\.?m)?$|^\d{1,2}[ap]m$`)
	zoneName  = regexp.MustCompile(`^(?:gmt|utc)?[+-]\d{1,2}(?::?\d{2})?$|^(?:gmt|utc|z)$`)
	inNumbers = regexp.MustCompile(`^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$`)
	ordinal   = regexp.MustCompile(`^(\d{1,4})(?:st|nd|rd|th|er|ی|ê|an|ەم)?$`)
)

// twoWords joins names of months that are two words.
var twoWords = func() *strings.Replacer {
	var pairs []string
	for _, names := range languages.Months() {
		for _, name := range names {
			if strings.Contains(name, " ") {
				pairs = append(pairs, name, strings.ReplaceAll(name, " ", "_"))
			}
		}
	}
	return strings.NewReplacer(append(pairs, "كانون الاول", "كانون_الأول", "تشرين الاول", "تشرين_الأول")...)
}()

// A numberOrder says which comes first in dates like 2/3/2026.
type numberOrder int

const (
	noOrder numberOrder = iota // not known
	dayThenMonth
	monthThenDay
	iranian // as dayThenMonth, but the year first is one of the calendar of Iran
)

// dateInWords reads a date that is written for readers: "Published on Friday, 14
// March 2025 at 09:30". It states a day, whatever the hour; all that is written
// must belong to one day, which may be given in two calendars.
func dateInWords(s string, order numberOrder) (rag.Date, bool) {
	s = twoWords.Replace(strings.ToLower(westernDigits(s)))
	w := wordsOfDate{order: order}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",،|•·–—()[]", r) }) {
		if word = strings.Trim(word, ".:-/"); word != "" && !w.add(word) {
			return rag.Date{}, false
		}
	}
	if !w.flush() || w.hours > 1 || !w.day.Known() {
		return rag.Date{}, false
	}
	return w.day, true
}

// wordsOfDate are the parts of a date that was read so far.
type wordsOfDate struct {
	order numberOrder
	hours int
	now   namedDay
	day   rag.Date // that was read whole
}

// add takes a word, and reports whether it can be one of a date.
func (w *wordsOfDate) add(word string) bool {
	if parts := strings.Split(word, "/"); len(parts) == 2 && monthOf(parts[0]) > 0 && monthOf(parts[0]) == monthOf(parts[1]) {
		word = parts[0] // of the Levant and of Egypt: آذار/مارس
	}
	fold := text.Fold(word)
	n := ordinal.FindStringSubmatch(word)
	month := monthOf(word)
	if (n != nil || month > 0 || jalaliWords[fold] > 0) && w.now.whole() && !w.flush() {
		return false
	}
	switch {
	case month > 0:
		set(&w.now.month, month, &w.now.conflict)
	case jalaliWords[fold] > 0:
		set(&w.now.jalali, jalaliWords[fold], &w.now.conflict)
	case n != nil:
		return w.now.number(n[1]) > 0
	case inNumbers.MatchString(word):
		d, ok := inOrder(word, w.order)
		return ok && w.found(d)
	case clockTime.MatchString(word):
		w.hours++
	default:
		return zoneName.MatchString(word) || aroundDates[fold] || besideDates[fold]
	}
	return true
}

// flush takes the day that was read, if any, and reports whether it is one.
func (w *wordsOfDate) flush() bool {
	if w.now == (namedDay{}) {
		return true
	}
	d, ok := w.now.date()
	w.now = namedDay{}
	return ok && w.found(d)
}

// found notes a day, and reports whether it is the one that was found before.
func (w *wordsOfDate) found(d rag.Date) bool {
	if w.day.Known() {
		return d.Time.Format(time.DateOnly) == w.day.Time.Format(time.DateOnly)
	}
	w.day = d
	return true
}

// inOrder reads a day in numbers. Where either of two could be the month, the
// order says which is; without one the day is not known.
func inOrder(s string, order numberOrder) (rag.Date, bool) {
	m := inNumbers.FindStringSubmatch(s)
	if m == nil {
		return rag.Date{}, false
	}
	a, _ := strconv.Atoi(m[1]) // digits, at most four
	b, _ := strconv.Atoi(m[2])
	c, _ := strconv.Atoi(m[3])
	if order == iranian && a < minYear && len(m[1]) == len("1404") {
		at, ok := languages.Jalali(a, b, c)
		if !ok {
			return rag.Date{}, false
		}
		return known(at, rag.ToDay)
	}
	if len(m[3]) != len("2026") || strings.Contains(s, ".") || a > 12 && b > 12 {
		return parseDate(s)
	}
	switch {
	case a > 12 || a == b:
	case b > 12 || order == monthThenDay:
		a, b = b, a
	case order == noOrder:
		return rag.Date{}, false
	}
	return parseDate(fmt.Sprintf("%04d-%02d-%02d", c, b, a))
}

// monthOf is the number of the month that a word names, 0 for none.
func monthOf(word string) int {
	folded := foldedWords(strings.ReplaceAll(word, "_", " "))
	if month := monthOfWords(folded); month > 0 {
		return month
	}
	return spelled[folded]
}

// westernDigits writes the digits of Arabic and Persian as English does.
func westernDigits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return r
	}, s)
}
