package fact

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"newsdesk/rag/text"
)

// numbers records the number that begins at words[i], with its currency, unit, per cent and hedge; it returns how many
// words it took, 0 for none.
func (f *finder) numbers(i int) int {
	if n, done := f.otherNumbers(i); done {
		return n
	}
	from := i
	prefix, n := f.currencyBefore(i)
	v, value, m := f.amount(i + n)
	if m == 0 {
		return f.ordinal(i)
	}
	end := i + n + m
	fact := Fact{Kind: Number, Number: v, Value: value}
	if value == "" {
		fact.Value = format(v)
	} else {
		fact.Approx = AtLeast
	}
	if prefix != "" {
		fact.Kind, fact.Unit = Money, prefix
		end += f.currencyAfter(end, &fact) // 'US$3 billion dollars'
		fact.Unit = prefix
	} else if n = f.measure(end, &fact); n > 0 {
		end += n
	} else if f.pronoun(i, end, v) {
		return end - i
	} else if n = f.year(i, end, &fact); n > 0 {
		return n
	}
	if fact.Approx == Exact {
		fact.Approx = f.hedge(from, end)
		if agoUnits[fact.Unit] && f.prev(from) == "over" {
			fact.Approx = Exact // 'a loan over 37 months'
		}
	}
	return f.take(from, end, fact)
}

// otherNumbers records what looks like a number at words[i] and is more or less than one: an ordinal, a fraction, 'twice';
// done says that nothing more is to be read there.
func (f *finder) otherNumbers(i int) (n int, done bool) {
	if w := f.words[i]; w.glued && i > 0 && f.words[i-1].class == letters && f.words[i-1].capital {
		return 0, true // 'G7', 'F16'
	}
	if f.suffixed(i) {
		v, _ := parseFigures(f.words[i].low)
		return f.take(i, i+2, Fact{Kind: Ordinal, Number: v, Value: format(v)}), true
	}
	for _, read := range []func(int) int{f.compoundOrdinal, f.fraction, f.unitWord} {
		if n = read(i); n > 0 {
			return n, true
		}
	}
	return 0, false
}

// format writes a number the one way that values have.
func format(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// pronoun reports whether 'one' at words [i, end) stands for a thing and is no number: 'one of them', 'no one'.
func (f *finder) pronoun(i, end int, v float64) bool {
	if v != 1 || f.words[i].class == digits {
		return false
	}
	switch f.prev(i) {
	case "no", "any", "every", "some", "each", "this", "that", "the", "which", "another", "these", "those":
		return true
	}
	switch f.low(end) {
	case "of", "another", "day", "by", "which", "who", "that", "should", "must", "can", "could", "-", "side", "thing":
		return true
	}
	return end >= len(f.words) || f.words[end].class == mark
}

// amount reads a number in digits or words; value is set only for vague counts ('dozens').
func (f *finder) amount(i int) (v float64, value string, n int) {
	if i >= len(f.words) || f.taken[i] {
		return 0, "", 0
	}
	w := f.words[i]
	switch {
	case w.class == digits:
		v, n = f.figures(i)
		return v, "", n
	case w.class == mark:
		return 0, "", 0
	case w.arabic:
		return f.arabicAmount(i)
	}
	if v, ok := vague[w.low]; ok {
		return f.vagueAmount(i, v)
	}
	v, n = f.spelled(i)
	return v, "", n
}

// vagueAmount reads 'dozens', 'tens of thousands', 'hundreds of millions'.
func (f *finder) vagueAmount(i int, v float64) (float64, string, int) {
	value, n := f.words[i].low, 1
	if of := f.low(i + 1); of == "of" || f.words[i].arabic {
		k := i + 1
		if of == "of" {
			k++
		}
		if s, ok := vague[withoutArticle(f.low(k))]; ok {
			return v / 2 * s, value + " of " + f.low(k), k + 1 - i
		}
	}
	return v, value, n
}

// figures reads digits with an optional scale: '1,383', '2.4 million', '10k', '100'.
func (f *finder) figures(i int) (v float64, n int) {
	v, ok := parseFigures(f.words[i].low)
	if !ok {
		return 0, 0
	}
	n = 1
	if i+1 < len(f.words) && f.words[i+1].class == letters {
		w := f.words[i+1]
		scale, ok := scales[w.low]
		if !ok {
			scale, ok = arabicScales[w.low]
		}
		if !ok {
			scale, ok = arabicPlurals[w.low]
		}
		if ok && (w.glued || !shortScales[w.low] || w.low == "bn" || w.low == "mn" || w.low == "tn") {
			return v * scale, 2
		}
	}
	if f.hyphen(i+1) && scales[f.low(i+2)] >= 1e3 && !shortScales[f.low(i+2)] { // '2-million'
		return v * scales[f.low(i+2)], 3
	}
	return v, n
}

// parseFigures reads folded digits, which have no commas; a second dot makes it no number ('1.2.3').
func parseFigures(low string) (float64, bool) {
	if strings.Count(low, ".") > 1 || len(low) > 18 {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(low, ",", ""), 64)
	return v, err == nil
}

// longestNumber bounds a number in words: 'nine hundred and ninety-nine thousand nine hundred and ninety-nine' has ten.
const longestNumber = 12

// spelled reads English number words: 'thirteen', 'two hundred and five', 'half a million', 'two dozen', 'a hundred'.
func (f *finder) spelled(i int) (v float64, n int) {
	if f.low(i) == "half" && f.low(i+1) == "a" && (scales[f.low(i+2)] >= 1e3 || f.low(i+2) == "dozen") {
		return scales[f.low(i+2)] / 2, 3
	}
	if (f.low(i) == "a" || f.low(i) == "an") && f.low(i+1) != "m" && scales[f.low(i+1)] > 0 && !shortScales[f.low(i+1)] {
		v, n = f.sum(i+1, 1)
		return v, n + 1
	}
	if _, ok := small[f.low(i)]; !ok {
		return 0, 0
	}
	v, n = f.sum(i, 0)
	return f.andPart(i, v, n)
}

// parts are what 'four and a half million' adds.
var parts = map[string]float64{"half": 0.5, "quarter": 0.25}

// andPart reads 'and a half', with the scale behind it, after the number v of n words at words[i].
func (f *finder) andPart(i int, v float64, n int) (float64, int) {
	k := i + n
	part := parts[f.low(k+2)]
	if f.low(k) != "and" || f.low(k+1) != "a" || part == 0 {
		return v, n
	}
	v, n = v+part, n+3
	if scale := scales[f.low(i+n)]; scale >= 1e3 && !shortScales[f.low(i+n)] {
		v, n = v*scale, n+1
	}
	return v, n
}

// sum adds up number words from words[i] on; group is what the first scale multiplies, where an article stood for it.
func (f *finder) sum(i int, group float64) (v float64, n int) {
	total, k, lastSmall := 0.0, i, 100.0
	for k < len(f.words) && k < i+longestNumber {
		w := f.low(k)
		if s, ok := small[w]; ok && (lastSmall >= 100 || lastSmall >= 20 && lastSmall < 100 && s < 10 && s > 0) {
			group, lastSmall = group+s, s
			k++
		} else if scale, ok := scales[w]; ok && !shortScales[w] && group > 0 {
			if group, lastSmall = group*scale, 100; scale >= 1e3 {
				total, group = total+group, 0
			}
			k++
		} else {
			next := f.joins(k, lastSmall)
			if next == k {
				break
			}
			k = next
		}
	}
	return total + group, k - i
}

// joins steps over 'and' after a scale and over the hyphen of 'twenty-one'.
func (f *finder) joins(k int, lastSmall float64) int {
	s, ok := small[f.low(k+1)]
	if f.low(k) == "and" && ok && lastSmall == 100 && k > 0 && scales[f.low(k-1)] > 0 && scales[f.low(k-1)] != 12 {
		return k + 1
	}
	if f.hyphen(k) && ok && lastSmall >= 20 && lastSmall < 100 && s < 10 {
		return k + 1
	}
	return k
}

// arabicAmount reads Arabic and Sorani number words: 'ثلاثة عشر', 'خمسة وعشرون', 'مئتان وخمسون ألف'.
func (f *finder) arabicAmount(i int) (v float64, value string, n int) {
	if v, ok := vague[withoutArticle(f.words[i].low)]; ok {
		return f.vagueAmount(i, v)
	}
	if v := arabicTeens[f.low(i)]; v > 0 && (f.low(i+1) == text.Fold("عشر") || f.low(i+1) == text.Fold("عشرة")) {
		return v, "", 2
	}
	total, group, k := 0.0, 0.0, i
	for ; k < len(f.words) && k < i+longestNumber; k++ {
		w := f.low(k)
		if k == i {
			w = bareNumeral(w)
		}
		if k > i {
			w = withoutAnd(w)
			if w == "و" { // Sorani writes it apart
				continue
			}
		}
		if a := cmpAny(arabicSmall[w], arabicHundreds[w], arabicDual[w]); a > 0 {
			if a >= 2e3 {
				total += a
			} else {
				group += a
			}
		} else if s := cmpAny(arabicScales[w], arabicPlurals[w]); s > 0 && (k > i || s > 1e3 || withoutAnd(f.low(k+1)) != f.low(k+1)) {
			total += max(group, 1) * s
			group = 0
		} else {
			break
		}
	}
	for k > i && f.words[k-1].low == "و" {
		k--
	}
	return total + group, "", k - i
}

// leastNumeral is how many letters a number word has at least that is read without its particle: 'لست' is no six.
const leastNumeral = 3

// bareNumeral drops the particle or article that Arabic writes together with a number word: 'بعشرة', 'الثلاثة'.
func bareNumeral(low string) string {
	numeral := func(s string) bool {
		return runes(s) >= leastNumeral && cmpAny(arabicSmall[s], arabicHundreds[s], arabicDual[s], arabicScales[s]) > 0
	}
	if bare := attached(low, numeral); bare != low {
		return bare
	}
	if bare := withoutArticle(low); numeral(bare) {
		return bare
	}
	return low
}

// cmpAny returns the first of vs that is not zero.
func cmpAny(vs ...float64) float64 {
	for _, v := range vs {
		if v != 0 {
			return v
		}
	}
	return 0
}

// withoutAnd drops the و that Arabic writes together with the next word, where a number stays.
func withoutAnd(low string) string {
	rest, ok := strings.CutPrefix(low, "و")
	if ok && cmpAny(arabicSmall[rest], arabicHundreds[rest], arabicScales[rest], arabicDual[rest]) > 0 {
		return rest
	}
	return low
}

// ordinal records 'first', '21st', 'twenty-first', 'الثاني'.
func (f *finder) ordinal(i int) int {
	w := f.low(i)
	v, n := ordinals[w], 1
	if v == 0 {
		v, n = f.arabicOrdinal(i)
	}
	if v == 0 || w == "second" && f.low(i+1) == "later" {
		return 0
	}
	return f.take(i, i+n, Fact{Kind: Ordinal, Number: v, Value: format(v)})
}

// arabicOrdinal reads 'التاسع', 'التاسع عشر', 'التاسع والعشرين' and 'العشرين'.
func (f *finder) arabicOrdinal(i int) (v float64, n int) {
	v, n = arabicOrdinals[f.low(i)], 1
	next := f.low(i + 1)
	tens, joined := strings.CutPrefix(next, "و")
	switch {
	case v == 0:
		return 0, 0
	case next == text.Fold("عشر") || next == text.Fold("عشرة"):
		return v + 10, 2
	case joined && v < 10 && arabicSmall[withoutArticle(tens)] >= 20 && withoutArticle(tens) != tens:
		return v + arabicSmall[withoutArticle(tens)], 2
	}
	return v, n
}

// compoundOrdinal records 'twenty-first' and 'twenty first'.
func (f *finder) compoundOrdinal(i int) int {
	k := i + 1
	if f.hyphen(k) {
		k++
	}
	tens, ones := small[f.low(i)], ordinals[f.low(k)]
	if tens < 20 || ones == 0 || ones > 9 {
		return 0
	}
	return f.take(i, k+1, Fact{Kind: Ordinal, Number: tens + ones, Value: format(tens + ones)})
}

// suffixed reports whether digits at i carry an ordinal ending: '14th'.
func (f *finder) suffixed(i int) bool {
	if i+1 >= len(f.words) || !f.words[i+1].glued {
		return false
	}
	switch f.words[i+1].low {
	case "st", "nd", "rd", "th", "er", "e": // of French and Kurmanji: 1er, 14ê
		return f.words[i].class == digits
	}
	return false
}

// runes is how many letters a word has.
func runes(s string) int { return utf8.RuneCountInString(s) }
