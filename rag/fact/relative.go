package fact

import (
	"strconv"
	"strings"
)

// relativePhrase is a phrase that names a time by its distance from the report. Its value says how Resolve reads it;
// shift counts units from the report, so that yesterday is day -1 and this month is month 0.
type relativePhrase struct {
	words []string
	value string
	unit  string
	shift float64
}

// relativePhrases by first word, longest first within it. Lines: value | unit | shift | spellings.
var relativePhrases = relativeTable(`
today|day|0|today|اليوم|ئەمڕۆ|ئەمرۆ
tonight|day|0|tonight|this evening|الليلة|ئەمشەو
this morning|day|0|this morning|this afternoon|earlier today|later today|صباح اليوم|مساء اليوم|ئەم بەیانییە
yesterday|day|-1|yesterday|last night|overnight|yesterday evening|أمس|يوم أمس|مساء أمس|صباح أمس|بالأمس|البارحة|دوێنێ
day before yesterday|day|-2|the day before yesterday|day before yesterday|أول أمس|أول من أمس|پێرێ
tomorrow|day|1|tomorrow|غدا|يوم غد|سبەی|سبەینێ
day after tomorrow|day|2|the day after tomorrow|day after tomorrow|بعد غد
last week|week|-1|last week|the previous week|الأسبوع الماضي|الأسبوع السابق|الأسبوع المنصرم|هەفتەی ڕابردوو|هەفتەی پێشوو
this week|week|0|this week|هذا الأسبوع|الأسبوع الجاري|الأسبوع الحالي|ئەم هەفتەیە
earlier this week|week|0|earlier this week|earlier in the week|في وقت سابق من هذا الأسبوع|في وقت سابق هذا الأسبوع
later this week|week|0|later this week|later in the week
next week|week|1|next week|the coming week|الأسبوع المقبل|الأسبوع القادم|هەفتەی داهاتوو
last weekend|weekend|-1|last weekend|over the weekend|at the weekend|the weekend
this weekend|weekend|0|this weekend
next weekend|weekend|1|next weekend
last month|month|-1|last month|the previous month|الشهر الماضي|الشهر السابق|الشهر المنصرم|مانگی ڕابردوو|مانگی پێشوو
this month|month|0|this month|هذا الشهر|الشهر الجاري|الشهر الحالي|ئەم مانگە
earlier this month|month|0|earlier this month|earlier in the month|في وقت سابق من هذا الشهر|في وقت سابق هذا الشهر|في وقت سابق من الشهر الجاري|مطلع الشهر الجاري|أوائل هذا الشهر|سەرەتای ئەم مانگە
later this month|month|0|later this month|later in the month
next month|month|1|next month|الشهر المقبل|الشهر القادم|مانگی داهاتوو
last year|year|-1|last year|the previous year|العام الماضي|العام السابق|السنة السابقة|السنة الماضية|العام المنصرم|ساڵی ڕابردوو|پار
this year|year|0|this year|so far this year|هذا العام|هذه السنة|العام الجاري|العام الحالي|ئەمساڵ
earlier this year|year|0|earlier this year|earlier in the year|في وقت سابق من هذا العام|في وقت سابق هذا العام|مطلع العام الجاري
later this year|year|0|later this year|later in the year
next year|year|1|next year|العام المقبل|العام القادم|السنة المقبلة|ساڵی داهاتوو
last quarter|quarter|-1|last quarter
this quarter|quarter|0|this quarter
next quarter|quarter|1|next quarter
last decade|decade|-1|last decade
recent days|day|-7|in recent days|recent days|over recent days|in the past few days|in the last few days|over the past few days|the past few days|a few days ago|days ago|these days|في الأيام الأخيرة|الأيام الأخيرة|خلال الأيام الماضية|الأيام الماضية|الأيام القليلة الماضية|منذ أيام|قبل أيام|ڕۆژانی ڕابردوو|لەم ڕۆژانەدا|چەند ڕۆژێک لەمەوبەر
recent weeks|week|-4|in recent weeks|recent weeks|over recent weeks|in the past few weeks|in the last few weeks|over the past few weeks|the past few weeks|a few weeks ago|weeks ago|الأسابيع الأخيرة|الأسابيع الماضية|قبل أسابيع|هەفتەکانی ڕابردوو
recent months|month|-6|in recent months|recent months|over recent months|in the past few months|in the last few months|over the past few months|the past few months|a few months ago|months ago|الأشهر الأخيرة|الأشهر الماضية|قبل أشهر|مانگەکانی ڕابردوو
recent years|year|-5|in recent years|recent years|over recent years|in the past few years|the past few years|a few years ago|years ago|السنوات الأخيرة|السنوات الماضية|قبل سنوات|ساڵانی ڕابردوو
2 days ago|day|-2|قبل يومين|منذ يومين|دوو ڕۆژ لەمەوبەر
coming days|day|7|in the coming days|the coming days|coming days|in the next few days|الأيام المقبلة|الأيام القادمة|ڕۆژانی داهاتوو
coming weeks|week|4|in the coming weeks|the coming weeks|coming weeks|الأسابيع المقبلة
coming months|month|6|in the coming months|the coming months|coming months|الأشهر المقبلة
`)

func relativeTable(table string) map[string][]relativePhrase {
	m := make(map[string][]relativePhrase)
	for row := range rows(table, 4) {
		shift, _ := strconv.Atoi(row[2])
		for _, spelling := range row[3:] {
			words := folded(spelling)
			p := relativePhrase{words, row[0], row[1], float64(shift)}
			list := m[words[0]]
			at := 0
			for at < len(list) && len(list[at].words) >= len(words) {
				at++
			}
			m[words[0]] = append(list[:at:at], append([]relativePhrase{p}, list[at:]...)...)
		}
	}
	return m
}

// relative records the relative time at words[i]; it returns how many words it took.
func (f *finder) relative(i int) int {
	first := f.low(i)
	if f.words[i].arabic && first != "" { // 'بالعام الماضي'
		first = attached(first, func(s string) bool { return relativePhrases[s] != nil })
	}
	for _, p := range relativePhrases[first] {
		if n := f.spellsOn(i, p.words); n > 0 && !f.notRelative(i, n, p) {
			return f.take(i, i+n, Fact{Kind: RelativeDay, Value: p.value, Unit: p.unit, Number: p.shift})
		}
	}
	if n := f.pastSpan(i); n > 0 {
		return n
	}
	return f.ago(i)
}

// notRelative rules out 'last week of' and 'these days' inside 'since the days'; the rest stands.
func (f *finder) notRelative(i, n int, p relativePhrase) bool {
	return f.low(i+n) == "of" || p.words[len(p.words)-1] == "ago" && f.countedBefore(i)
}

// countedBefore reports whether a number stands before words[i]: 'two days ago' is read whole by ago.
func (f *finder) countedBefore(i int) bool {
	return i > 0 && f.words[i-1].class == digits
}

// spells reports how many words of the sentence at i spell these, 0 if they do not.
func (f *finder) spells(i int, words []string) int {
	if f.low(i) != words[0] {
		return 0
	}
	return f.spellsOn(i, words)
}

// spellsOn is spells of which the first word is known to fit.
func (f *finder) spellsOn(i int, words []string) int {
	for k, w := range words[1:] {
		if f.low(i+1+k) != w {
			return 0
		}
	}
	return len(words)
}

// ago reads 'two weeks ago', '3 days earlier', 'a year ago', 'قبل ثلاثة أيام'.
func (f *finder) ago(i int) int {
	k := i
	if w := f.words[i]; w.arabic && (w.low == "قبل" || w.low == "منذ") {
		k++
	}
	v, value, n := f.amount(k)
	if n == 0 && k == i && (f.low(i) == "a" || f.low(i) == "an") {
		v, n = 1, 1
	}
	if n == 0 && k > i { // 'قبل عام', not 'منذ عام 2003'
		if v = 1; k+1 < len(f.words) && f.words[k+1].class == digits {
			return 0
		}
	} else if n == 0 || value != "" {
		return 0
	}
	end := k + n + 1
	unit := units[f.low(end-1)]
	if !agoUnits[unit] {
		return 0
	}
	if k == i {
		if w := f.low(end); w != "ago" && w != "earlier" {
			return 0
		}
		end++
	}
	return f.take(i, end, Fact{Kind: RelativeDay, Value: counted(v, unit) + " ago", Unit: unit, Number: -v})
}

var agoUnits = set("day week month year decade hour minute")

// pastSpan reads 'the past two weeks', 'over the last 24 hours', 'in the next three days'.
func (f *finder) pastSpan(i int) int {
	which := f.low(i)
	if which != "past" && which != "last" && which != "next" && which != "coming" {
		return 0
	}
	v, value, n := f.amount(i + 1)
	if n == 0 {
		v, n = 1, 0
	}
	unit := units[f.low(i+1+n)]
	if value != "" || !agoUnits[unit] || n == 0 && which != "past" {
		return 0
	}
	if which == "next" || which == "coming" {
		return f.take(i, i+2+n, Fact{Kind: RelativeDay, Value: "next " + counted(v, unit), Unit: unit, Number: v})
	}
	return f.take(i, i+2+n, Fact{Kind: RelativeDay, Value: "past " + counted(v, unit), Unit: unit, Number: -v})
}

// counted writes '1 day', '2 days'.
func counted(v float64, unit string) string {
	var b strings.Builder
	b.WriteString(format(v) + " " + unit)
	if v != 1 {
		b.WriteByte('s')
	}
	return b.String()
}
