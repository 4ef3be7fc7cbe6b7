package fact

import "newsdesk/rag/text"

// hedges lists what stands in front of a number and how it bends it, longest first within a first word.
var hedges = []struct {
	phrase string
	approx Approx
}{
	{"no fewer than", AtLeast}, {"not less than", AtLeast}, {"no less than", AtLeast}, {"at least", AtLeast},
	{"a minimum of", AtLeast}, {"minimum of", AtLeast}, {"no more than", AtMost}, {"not more than", AtMost},
	{"at most", AtMost}, {"up to", AtMost}, {"as many as", AtMost}, {"as much as", AtMost}, {"a maximum of", AtMost},
	{"more than", MoreThan}, {"upwards of", MoreThan}, {"in excess of", MoreThan}, {"well over", MoreThan},
	{"just over", MoreThan}, {"over", MoreThan}, {"above", MoreThan}, {"exceeding", MoreThan}, {"exceeded", MoreThan},
	{"fewer than", LessThan}, {"less than", LessThan}, {"just under", LessThan}, {"under", LessThan},
	{"below", LessThan}, {"younger than", LessThan}, {"older than", MoreThan}, {"longer than", MoreThan}, {"shorter than", LessThan},
	{"higher than", MoreThan}, {"lower than", LessThan}, {"greater than", MoreThan}, {"larger than", MoreThan}, {"smaller than", LessThan}, {"beyond", MoreThan}, {"aged under", LessThan}, {"nearly", LessThan}, {"almost", LessThan}, {"close to", About}, {"about", About},
	{"around", About}, {"roughly", About}, {"approximately", About}, {"an estimated", About}, {"estimated", About},
	{"some", About}, {"circa", About}, {"at about", About}, {"مالا یقل عن", AtLeast}, {"ما لا يقل عن", AtLeast}, {"على الأقل", AtLeast},
	{"يزيد على", MoreThan}, {"يزيد عن", MoreThan}, {"تزيد على", MoreThan}, {"تزيد عن", MoreThan}, {"تجاوز", MoreThan}, {"تجاوزت", MoreThan}, {"يتجاوز", MoreThan},
	{"تتجاوز", MoreThan}, {"فوق", MoreThan}, {"لا يقل عن", AtLeast}, {"لا تقل عن", AtLeast}, {"ما يقرب من", About}, {"يقارب", About}, {"تقارب", About}, {"يناهز", About},
	{"لا يزيد على", AtMost}, {"لا يتجاوز", AtMost}, {"يصل إلى", AtMost}, {"تصل إلى", AtMost}, {"دون", LessThan},
	{"أكثر من", MoreThan}, {"أزيد من", MoreThan}, {"أقل من", LessThan}, {"نحو", About}, {"حوالي", About},
	{"قرابة", About}, {"زهاء", About}, {"ما يقارب", About}, {"زیاتر لە", MoreThan}, {"کەمتر لە", LessThan},
	{"لانیکەم", AtLeast}, {"نزیکەی", About},
}

// hedgeWords is the hedges by their last word, folded and split.
var hedgeWords = func() map[string][]hedge {
	m := make(map[string][]hedge)
	for _, h := range hedges {
		words := folded(h.phrase)
		last := words[len(words)-1]
		m[last] = append(m[last], hedge{words, h.approx})
	}
	return m
}()

type hedge struct {
	words  []string
	approx Approx
}

// hedge finds the hedge before words[from], or after words[end-1] ('13 at least', '13 or more').
func (f *finder) hedge(from, end int) Approx {
	if from > 0 {
		for _, low := range f.words[from-1].hedging() {
			for _, h := range hedgeWords[low] {
				if f.endsWith(from, h.words) {
					return h.approx
				}
			}
		}
	}
	switch {
	case f.phrase(end, "or more") > 0, f.phrase(end+1, "or more") > 0, f.phrase(end, "at least") > 0, f.low(end) == "+", f.phrase(end, text.Fold("على")+" "+text.Fold("الأقل")) > 0:
		return AtLeast
	case f.phrase(end, "or so") > 0:
		return About
	case f.phrase(end, "or less") > 0, f.phrase(end, "or fewer") > 0:
		return AtMost
	}
	return Exact
}

// endsWith reports whether the words before words[from] are these.
func (f *finder) endsWith(from int, words []string) bool {
	if from < len(words) {
		return false
	}
	for k, w := range words {
		low := f.words[from-len(words)+k].low
		if k == 0 && low != w {
			low = attached(low, func(s string) bool { return s == w }) // 'بأكثر من'
		}
		if low != w {
			return false
		}
	}
	return true
}

// hedging are the ways to read the last word of a hedge: in Arabic also without the
// particle that is written together with it, 'بنحو'.
func (w word) hedging() []string {
	if bare := attached(w.low, func(s string) bool { return hedgeWords[s] != nil }); w.arabic && bare != w.low {
		return []string{w.low, bare}
	}
	return []string{w.low}
}
