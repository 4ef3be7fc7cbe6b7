package fact

import "newsdesk/rag/text"

// small holds the number words below a hundred, and the tens.
var small = numerals(map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
})

// scales multiply what stands before them.
var scales = numerals(map[string]float64{
	"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"mn": 1e6, "bn": 1e9, "tn": 1e12, "m": 1e6, "k": 1e3, "b": 1e9,
})

// shortScales count only when glued to digits: '2.4m', '10k'.
var shortScales = set("m k b mn bn tn")

// vague counts: their value is a floor, not a count.
var vague = numerals(map[string]float64{
	"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2e3, "millions": 2e6, "billions": 2e9, "trillions": 2e12,
	"عشرات": 20, "مئات": 200, "آلاف": 2e3, "ملايين": 2e6, "مليارات": 2e9,
	"دەیان": 20, "سەدان": 200, "هەزاران": 2e3,
})

var ordinals = numerals(map[string]float64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
	"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
	"fiftieth": 50, "hundredth": 100, "thousandth": 1000,
})

// arabicOrdinals count only with the article, since 'ثاني' without one is rare and 'أول' begins other phrases.
var arabicOrdinals = numerals(map[string]float64{
	"الحادي": 1, "الحادية": 1, "الأول": 1, "الأولى": 1, "الثاني": 2, "الثانية": 2, "الثالث": 3, "الثالثة": 3, "الرابع": 4, "الرابعة": 4,
	"الخامس": 5, "الخامسة": 5, "السادس": 6, "السادسة": 6, "السابع": 7, "السابعة": 7, "الثامن": 8, "الثامنة": 8,
	"التاسع": 9, "التاسعة": 9, "العاشر": 10, "العاشرة": 10,
	"یەکەم": 1, "دووەم": 2, "سێیەم": 3, "چوارەم": 4, "پێنجەم": 5,
})

// arabicSmall holds the Arabic numerals in both genders, and the Sorani ones.
var arabicSmall = numerals(map[string]float64{
	"صفر": 0, "واحد": 1, "واحدة": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "ثلاثة": 3, "ثلاث": 3, "أربعة": 4,
	"أربع": 4, "خمسة": 5, "خمس": 5, "ستة": 6, "ست": 6, "سبعة": 7, "سبع": 7, "ثمانية": 8, "ثماني": 8, "ثمان": 8,
	"تسعة": 9, "تسع": 9, "عشرة": 10, "عشر": 10, "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "أربعون": 40,
	"أربعين": 40, "خمسون": 50, "خمسين": 50, "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70, "ثمانون": 80,
	"ثمانين": 80, "تسعون": 90, "تسعين": 90,
	"یەک": 1, "دوو": 2, "سێ": 3, "چوار": 4, "پێنج": 5, "شەش": 6, "حەوت": 7, "هەشت": 8, "نۆ": 9, "دە": 10, "یازدە": 11,
	"دوازدە": 12, "سیازدە": 13, "چواردە": 14, "پازدە": 15, "شازدە": 16, "حەڤدە": 17, "هەژدە": 18, "نۆزدە": 19,
	"بیست": 20, "سی": 30, "چل": 40, "پەنجا": 50, "شەست": 60, "حەفتا": 70, "هەشتا": 80, "نەوەد": 90,
})

var arabicHundreds = numerals(map[string]float64{
	"مئة": 100, "مائة": 100, "مئتان": 200, "مئتين": 200, "مائتان": 200, "مائتين": 200, "مئتي": 200, "مئتا": 200, "مائتا": 200, "مائتي": 200, "ثلاثمئة": 300, "ثلاثمائة": 300,
	"أربعمئة": 400, "أربعمائة": 400, "خمسمئة": 500, "خمسمائة": 500, "ستمئة": 600, "ستمائة": 600, "سبعمئة": 700,
	"سبعمائة": 700, "ثمانمئة": 800, "ثمانمائة": 800, "تسعمئة": 900, "تسعمائة": 900, "سەد": 100,
})

var arabicScales = numerals(map[string]float64{
	"ألف": 1e3, "ألفا": 1e3, "مليون": 1e6, "مليونا": 1e6, "مليار": 1e9, "تريليون": 1e12,
	"هەزار": 1e3, "ملیۆن": 1e6, "ملیار": 1e9,
})

// arabicTeens are eleven and twelve, before the word for ten.
var arabicTeens = numerals(map[string]float64{"أحد": 11, "إحدى": 11, "اثنا": 12, "اثني": 12, "اثنتا": 12, "اثنتي": 12})

// arabicPairs are two of a unit of time.
var arabicPairs = spellings(`
minute: دقيقتين دقيقتان
hour: ساعتين ساعتان
day: يومين يومان
week: أسبوعين أسبوعان
month: شهرين شهران
year: عامين عامان سنتين سنتان
`)

// arabicPlurals multiply a number before them; alone they are vague counts.
var arabicPlurals = numerals(map[string]float64{"آلاف": 1e3, "ملايين": 1e6, "مليارات": 1e9})

// arabicDual words hold their number in themselves: two thousand, two million.
var arabicDual = numerals(map[string]float64{
	"ألفي": 2e3, "مليوني": 2e6, "ملياري": 2e9, "ألفان": 2e3, "ألفين": 2e3, "مليونان": 2e6, "مليونين": 2e6, "ملياران": 2e9, "مليارين": 2e9,
})

// numerals folds the keys of a table.
func numerals(table map[string]float64) map[string]float64 {
	out := make(map[string]float64, len(table))
	for k, v := range table {
		out[text.Fold(k)] = v
	}
	return out
}
