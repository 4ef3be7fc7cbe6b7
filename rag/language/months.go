package language

import "time"

// Months returns what each month of the Gregorian calendar is called in the
// languages that Detect knows beside English, January first, as news writes it;
// names of two words are parted by a space.
//
// Arabic has three families: of Egypt and the Gulf, of the Levant and Iraq, and of the
// Maghreb. Kurmanji too has several names; those that also mean a month of another
// calendar (Rêbendan) or either of two (Kanûn) are left out. Persian ones are those that it
// has for this calendar; those of its own are Jalali's.
func Months() [12][]string {
	return [12][]string{
		{"يناير", "كانون الثاني", "جانفي", "کانوونی دووەم", "کانونی دووەم", "ژانویه", "janvier", "ocak", "çile", "kanûna duyem", "kanûna paşîn"},
		{"فبراير", "شباط", "فيفري", "شوبات", "فوریه", "février", "şubat", "sibat", "reşemî"},
		{"مارس", "آذار", "ئازار", "ئادار", "mars", "mart", "adar"},
		{"أبريل", "إبريل", "نيسان", "أفريل", "نیسان", "آوریل", "avril", "nisan", "nîsan", "avrêl"},
		{"مايو", "أيار", "ماي", "ئایار", "مه", "mai", "mayıs", "gulan"},
		{"يونيو", "حزيران", "جوان", "حوزەیران", "ژوئن", "juin", "haziran", "hezîran", "pûşper"},
		{"يوليو", "تموز", "جويلية", "تەمووز", "تەممووز", "تەموز", "ژوئیه", "جولای", "juillet", "temmuz", "tîrmeh"},
		{"أغسطس", "آب", "أوت", "ئاب", "اوت", "آگوست", "août", "ağustos", "tebax"},
		{"سبتمبر", "أيلول", "ئەیلوول", "ئەیلول", "سپتامبر", "septembre", "eylül", "îlon"},
		{"أكتوبر", "تشرين الأول", "تشرینی یەکەم", "اکتبر", "octobre", "ekim", "cotmeh", "çiriya pêşîn", "çiriya yekem"},
		{"نوفمبر", "تشرين الثاني", "تشرینی دووەم", "نوامبر", "novembre", "kasım", "mijdar", "çiriya paşîn", "çiriya duyem"},
		{"ديسمبر", "كانون الأول", "کانوونی یەکەم", "کانونی یەکەم", "دسامبر", "décembre", "aralık", "kanûna pêşîn", "kanûna yekem"},
	}
}

// JalaliMonths returns the months of the calendar of Iran and Afghanistan in Persian,
// that of spring first.
func JalaliMonths() [12]string {
	return [12]string{"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"}
}

// The years for which Jalali converts: those of newspapers, for which the rule of
// leap years below is exact.
const (
	firstJalali = 1280
	lastJalali  = 1470
)

// Jalali returns the Gregorian day of a day of the calendar of Iran, in UTC, and
// whether there is such a day, in a year from 1280 to 1470 (1901 to 2092).
func Jalali(year, month, day int) (time.Time, bool) {
	if year < firstJalali || year > lastJalali || month < 1 || month > 12 || day < 1 || day > jalaliDays(year, month) {
		return time.Time{}, false
	}
	const known = 1404 // began on 21 March 2025
	at := time.Date(2025, time.March, 21, 0, 0, 0, 0, time.UTC)
	days := day - 1
	for m := 1; m < month; m++ {
		days += jalaliDays(year, m)
	}
	for y := known; y < year; y++ {
		days += jalaliYear(y)
	}
	for y := year; y < known; y++ {
		days -= jalaliYear(y)
	}
	return at.AddDate(0, 0, days), true
}

// jalaliLeap follows the cycle of 33 years with eight leap years, which agrees with
// the equinox from 1206 to 1497.
func jalaliLeap(year int) bool { return (25*year+11)%33 < 8 }

func jalaliYear(year int) int {
	if jalaliLeap(year) {
		return 366
	}
	return 365
}

func jalaliDays(year, month int) int {
	switch {
	case month <= 6:
		return 31
	case month < 12 || jalaliLeap(year):
		return 30
	}
	return 29
}
