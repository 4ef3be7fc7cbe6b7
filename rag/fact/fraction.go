package fact

import "strings"

// fraction records a share of a whole as the percentage that it is: 'two thirds', 'a fifth of', 'half the', 'one in
// five', 'two out of three'. It returns how many words it took.
func (f *finder) fraction(i int) int {
	if share := arabicShare(f.low(i)); share > 0 {
		return f.take(i, i+1, Fact{Kind: Percent, Unit: "%", Number: 100 * share, Value: format(100 * share), Approx: f.hedge(i, i+1)})
	}
	if f.words[i].class == mark || f.words[i].arabic {
		return 0
	}
	n := f.half(i)
	share := 0.5
	if n == 0 {
		share, n = f.fractionWord(i)
	}
	if n == 0 {
		share, n = f.outOf(i)
	}
	if n == 0 {
		return 0
	}
	if f.low(i+n) == "of" && (f.low(i+n+1) == "a" || f.low(i+n+1) == "one") { // 'a fifth of a percentage point'
		if m := f.percentagePoint(i + n + 2); m > 0 {
			return f.take(i, i+n+2+m, Fact{Kind: Quantity, Unit: "percentage point", Number: share, Value: format(share), Approx: f.hedge(i, i+n)})
		}
		if m := f.percent(i + n + 2); m > 0 {
			return f.take(i, i+n+2+m, Fact{Kind: Percent, Unit: "%", Number: share, Value: format(share), Approx: f.hedge(i, i+n)})
		}
	}
	v := 100 * share
	return f.take(i, i+n, Fact{Kind: Percent, Unit: "%", Number: v, Value: format(v), Approx: f.hedge(i, i+n)})
}

// wholes are the words that begin what a fraction is of.
var wholes = set("of the its their his her our this that those these")

// half reads 'half of' and 'half the', less the word for the whole.
func (f *finder) half(i int) int {
	switch {
	case f.low(i) == "half" && wholes[f.low(i+1)]:
		return 1
	case (f.low(i) == "one" || f.low(i) == "a") && f.low(i+1) == "half" && f.low(i+2) == "of":
		return 2
	case f.low(i) == "one" && f.hyphen(i+1) && f.low(i+2) == "half":
		return 3
	}
	return 0
}

// fractionWord reads 'two thirds', 'three-quarters', 'a fifth of', 'one-third'.
func (f *finder) fractionWord(i int) (share float64, n int) {
	over, k := small[f.low(i)], i+1
	if f.low(i) == "a" {
		over = 1
	}
	if f.words[i].class == digits {
		over, _ = parseFigures(f.words[i].low)
	}
	joined := f.hyphen(k)
	if joined {
		k++
	}
	word, plural := strings.CutSuffix(f.low(k), "s")
	under := ordinals[word]
	if word == "quarter" {
		under = 4
	}
	switch {
	case over < 1 || under < 3 || over >= under || f.words[i].class == digits && !plural:
		return 0, 0
	case over == 1 && (plural || !joined && !wholes[f.low(k+1)]), over > 1 && !plural:
		return 0, 0
	}
	return over / under, k + 1 - i
}

// mostUnder is the greatest whole of 'one in five' without 'every', but for the tens up to mostTens: 'five out of 17'
// counts officials, and greater ones are years.
const (
	mostUnder = 10
	mostTens  = 100
)

// outOf reads 'one in five', 'two out of three', '1 in every 78'.
func (f *finder) outOf(i int) (share float64, n int) {
	over, value, m := f.amount(i)
	if m == 0 || value != "" || over < 1 {
		return 0, 0
	}
	k, certain := i+m, false
	switch {
	case f.low(k) == "in" && f.low(k+1) == "every":
		k, certain = k+2, true
	case f.low(k) == "out" && f.low(k+1) == "of":
		if k += 2; f.low(k) == "every" {
			k, certain = k+1, true
		}
	case f.low(k) == "in":
		k++
	default:
		return 0, 0
	}
	under, value, m := f.amount(k)
	round := under <= mostUnder || under <= mostTens && int(under)%mostUnder == 0
	if m == 0 || value != "" || under <= over || !certain && (!round || units[f.low(k+m)] != "") {
		return 0, 0
	}
	return over / under, k + m - i
}

// arabicShares are the fractions that Arabic has a word for; not 'خمس', which is five too.
var arabicShares = numerals(map[string]float64{
	"نصف": 1.0 / 2, "ثلث": 1.0 / 3, "ثلثي": 2.0 / 3, "ثلثا": 2.0 / 3, "ثلثين": 2.0 / 3, "ربع": 1.0 / 4,
})

// arabicShare is the fraction that a word names, its article and the pronoun behind it aside: 'نصفها'.
func arabicShare(low string) float64 {
	low = withoutArticle(low)
	for _, ending := range []string{"ها", "هم", "ه"} {
		if bare, ok := strings.CutSuffix(low, ending); ok && arabicShares[bare] > 0 {
			return arabicShares[bare]
		}
	}
	return arabicShares[low]
}
