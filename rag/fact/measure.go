package fact

import (
	"strings"

	"newsdesk/rag/text"
)

// units maps the spellings of a unit to its singular name. A bare letter counts only when glued to digits.
var units = spellings(`
year: years year yr yrs annum سنة سنوات عام أعوام عاما سنين ساڵ
month: months month شهر أشهر شهور شهرا مانگ
week: weeks week أسبوع أسابيع أسبوعا هەفتە
day: days day يوم أيام يوما ڕۆژ
hour: hours hour hr hrs ساعة ساعات کاتژمێر
minute: minutes minute mins دقيقة دقائق خولەک
second: seconds secs ثانية ثوان
fortnight: fortnight fortnights
time: times
decade: decades decade عقد عقود
century: centuries century قرن قرون
km: km kilometre kilometres kilometer kilometers kms كيلومتر كيلومترا كم کیلۆمەتر
m: metre metres meter meters متر أمتار مەتر
cm: cm centimetre centimetres centimeter centimeters
mm: mm millimetre millimetres millimeter millimeters
mile: mile miles ميل أميال
foot: foot feet ft
inch: inch inches
acre: acre acres
hectare: hectare hectares هكتار
kg: kg kilogram kilograms kilogramme kilogrammes kilo kilos كيلوغرام كيلوجرام كغ كغم
gram: gram grams gramme grammes
tonne: tonne tonnes ton tons طن أطنان تۆن
barrel: barrel barrels bbl برميل برميلا براميل بەرمیل
litre: litre litres liter liters لتر
gallon: gallon gallons
megawatt: megawatt megawatts mw ميغاواط مێگاوات
gigawatt: gigawatt gigawatts gw
kilowatt: kilowatt kilowatts kw
degree: degree degrees درجة درجات
knot: knots
kph: kph kmh
mph: mph
point: points
`)

// currencies maps words and signs to the code of a currency; a bare 'dinar' stays 'dinar', since several countries
// have one.
var currencies = spellings(`
USD: $ dollar dollars usd us$ دولار دولارا دولارات دۆلار
EUR: € euro euros eur يورو یۆرۆ
GBP: £ pound pounds sterling gbp
JPY: ¥ yen jpy ين
CNY: yuan renminbi cny rmb يوان
INR: ₹ rupee rupees inr روبية
RUB: ₽ rouble roubles ruble rubles rub روبل
TRY: ₺ lira liras try ليرة لیرە
ILS: ₪ shekel shekels ils شيكل
IQD: iqd
SAR: riyal riyals sar ريال
IRR: rial rials irr
AED: dirham dirhams aed درهم
KRW: ₩ won
CHF: franc francs chf
dinar: dinar dinars دينار دينارا دنانير دینار
`)

// nationalMoney gives the code of a currency that a demonym's country and a word say together: 'Iraqi dinars'.
var nationalMoney = map[string]string{
	"Iraq dinar": "IQD", "Kuwait dinar": "KWD", "Jordan dinar": "JOD", "Bahrain dinar": "BHD", "Tunisia dinar": "TND",
	"Libya dinar": "LYD", "Algeria dinar": "DZD", "Serbia dinar": "RSD", "Egypt GBP": "EGP", "Syria GBP": "SYP",
	"Lebanon GBP": "LBP", "Sudan GBP": "SDG", "Lebanon TRY": "LBP", "Syria TRY": "SYP", "Turkey TRY": "TRY",
	"Iran IRR": "IRR", "Iran SAR": "IRR", "Saudi Arabia SAR": "SAR", "Qatar SAR": "QAR", "Oman SAR": "OMR",
	"Yemen SAR": "YER", "Qatar IRR": "QAR", "Oman IRR": "OMR", "Yemen IRR": "YER", "Australia USD": "AUD",
	"Canada USD": "CAD", "Hong Kong USD": "HKD", "Singapore USD": "SGD", "Taiwan USD": "TWD", "New Zealand USD": "NZD",
	"Pakistan INR": "PKR", "Sri Lanka INR": "LKR", "Nepal INR": "NPR", "Morocco AED": "MAD",
}

// spellings reads lines of 'name: spelling spelling …' into a map of folded spellings.
func spellings(table string) map[string]string {
	m := make(map[string]string)
	for line := range strings.Lines(table) {
		name, words, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for _, w := range strings.Fields(words) {
			m[text.Fold(w)] = name
		}
	}
	return m
}

// measure reads what follows a number and makes it a percentage, an amount of money or a quantity; it returns how
// many words that took.
func (f *finder) measure(i int, fact *Fact) int {
	if n := f.percentagePoint(i); n > 0 {
		fact.Kind, fact.Unit = Quantity, "percentage point"
		return n
	}
	if f.low(i) == "basis" && strings.HasPrefix(f.low(i+1), "point") {
		fact.Kind, fact.Unit, fact.Number = Quantity, "percentage point", fact.Number/basisPoints
		fact.Value = format(fact.Number)
		return 2
	}
	if n := f.percent(i); n > 0 {
		fact.Kind, fact.Unit = Percent, "%"
		return n
	}
	if n := f.currencyAfter(i, fact); n > 0 {
		return n
	}
	return f.unitAfter(i, fact)
}

var percentPhrases = [][]string{folded("per cent"), folded("في المئة"), folded("في المائة"), folded("لە سەدا")}

// percent reads '%', 'percent', 'per cent' and their Arabic spellings.
func (f *finder) percent(i int) int {
	switch f.low(i) {
	case "%", "٪", "percent", "pct", text.Fold("بالمئة"), text.Fold("بالمائة"), text.Fold("لەسەدا"):
		return 1
	}
	if f.hyphen(i) && f.low(i+1) == "percent" {
		return 2
	}
	for _, p := range percentPhrases {
		if f.low(i) == p[0] && f.low(i+1) == p[1] {
			return 2
		}
	}
	return 0
}

// basisPoints is how many of them are a percentage point.
const basisPoints = 100

func (f *finder) percentagePoint(i int) int {
	if f.hyphen(i) {
		i++
	}
	if w := f.low(i); (w == "percentage" || w == "percent") && strings.HasPrefix(f.low(i+1), "point") {
		return 2
	}
	return 0
}

// currencyBefore reads a sign or code in front of an amount: '$', 'US$', 'IQD'.
func (f *finder) currencyBefore(i int) (code string, n int) {
	w := f.low(i)
	if i+1 >= len(f.words) || w == "" {
		return "", 0
	}
	if f.words[i].class == mark {
		return currencies[w], one(currencies[w])
	}
	if f.low(i+1) == "$" && f.words[i+1].glued && dollars[w] != "" {
		return dollars[w], 2
	}
	if f.words[i].upper && runes(w) == 3 && f.words[i+1].class == digits {
		return currencies[w], one(currencies[w])
	}
	return "", 0
}

var dollars = map[string]string{"us": "USD", "a": "AUD", "c": "CAD", "hk": "HKD", "nz": "NZD", "s": "SGD", "ca": "CAD", "au": "AUD"}

// one is 1 where there is something.
func one(s string) int {
	if s == "" {
		return 0
	}
	return 1
}

// currencyAfter reads a currency behind an amount, with a demonym before or after it: 'Iraqi dinars', 'دينار عراقي',
// 'US dollars'.
func (f *finder) currencyAfter(i int, fact *Fact) int {
	start := i
	if f.hyphen(i) {
		i++
	}
	if i >= len(f.words) || f.taken[i] {
		return 0
	}
	country := ""
	if e, n := f.lookup(i); n > 0 && (e.kind == Demonym || e.kind == Place) && currencies[f.low(i+n)] != "" {
		country, i = e.name, i+n
	}
	code := currencies[f.low(i)]
	if code == "" || code == "KRW" && country == "" {
		return 0
	}
	n := i + 1 - start
	if country == "" && f.words[i].arabic && i+1 < len(f.words) {
		if e, m := f.lookup(i + 1); m > 0 && e.kind == Demonym {
			country = e.name
			n += m
		}
	}
	if national := nationalMoney[country+" "+code]; national != "" {
		code = national
	}
	fact.Kind, fact.Unit = Money, code
	return n
}

// unitAfter reads a unit behind a number: '40 km', '13-year', '12-year-old', '100 square kilometres', '3.5 million
// barrels per day'.
func (f *finder) unitAfter(i int, fact *Fact) int {
	start := i
	if f.hyphen(i) {
		i++
	}
	prefix := ""
	if w := f.low(i); w == "square" || w == "cubic" || w == "metric" || w == "nautical" {
		if prefix = w + " "; w == "metric" {
			prefix = ""
		}
		i++
	}
	unit := unitOf(f.low(i))
	if i > start && f.low(i) == "second" { // '60-second'
		unit = "second"
	}
	if unit == "" {
		return 0
	}
	fact.Kind, fact.Unit = Quantity, prefix+unit
	i++
	if n := f.perTime(i); n > 0 {
		fact.Unit += " per day"
		i += n
	}
	if f.hyphen(i) && f.low(i+1) == "old" {
		i += 2
	}
	return i - start + f.andUnit(i, fact)
}

// andUnit adds the rest of 'two years and two months' to the first part, in the unit
// that both are counted by; it returns how many words that took.
func (f *finder) andUnit(i int, fact *Fact) int {
	if f.low(i) != "and" {
		return 0
	}
	v, value, n := f.amount(i + 1)
	rest := Fact{Number: v, Unit: unitOf(f.low(i + 1 + n))}
	a, unit := inBase(*fact)
	b, other := inBase(rest)
	if n == 0 || value != "" || rest.Unit == "" || unit != other || rest.Unit == fact.Unit || b >= a {
		return 0
	}
	fact.Number, fact.Unit = a+b, unit
	fact.Value = format(fact.Number)
	return n + 2
}

// unitOf is the unit that a word names, in Arabic also with the ending of what is
// counted or of a plural: 'كيلوغراما'.
func unitOf(low string) string {
	unit := units[low]
	for _, ending := range []string{"ا", "ات"} {
		if bare, ok := strings.CutSuffix(low, ending); ok && unit == "" && runes(bare) > 2 {
			unit = units[bare]
		}
	}
	return unit
}

// unitWords are quantities of one word, or one behind an article.
var unitWords = map[string]Fact{"twice": {Number: 2, Unit: "time"}, "thrice": {Number: 3, Unit: "time"}, "fortnight": {Number: 1, Unit: "fortnight"},
	text.Fold("مرتين"): {Number: 2, Unit: "time"}, "decade": {Number: 1, Unit: "decade"}, "century": {Number: 1, Unit: "century"}}

// unitWord records 'twice', 'a decade' and 'half a century'; not 'a year', which mostly says how often.
func (f *finder) unitWord(i int) int {
	if unit := arabicPairs[f.low(i)]; unit != "" {
		return f.take(i, i+1, Fact{Kind: Quantity, Number: 2, Value: "2", Unit: unit, Approx: f.hedge(i, i+1)})
	}
	k, over := i, 1.0
	if f.low(k) == "half" && (f.low(k+1) == "a" || f.low(k+1) == "the") {
		k, over = k+1, 2
	}
	if f.low(k) == "a" {
		k++
	}
	fact, ok := unitWords[f.low(k)]
	if !ok || (fact.Unit == "time") != (k == i) || f.low(k+1) == "ago" {
		return 0
	}
	fact.Kind, fact.Number, fact.Approx = Quantity, fact.Number/over, f.hedge(i, k+1)
	fact.Value = format(fact.Number)
	return f.take(i, k+1, fact)
}

// perTime reads 'per day', 'a day', 'daily', 'يوميا' after barrels and the like.
func (f *finder) perTime(i int) int {
	if w := f.low(i); (w == "per" || w == "a") && f.low(i+1) == "day" {
		return 2
	}
	switch f.low(i) {
	case "daily", text.Fold("يوميا"), text.Fold("ڕۆژانە"):
		return 1
	}
	return 0
}
