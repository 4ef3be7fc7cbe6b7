package quote

import "strings"

// subjectBehind reports whether the subject may stand behind to whom it is said:
// more words follow than name that one.
func (r *reader) subjectBehind(l *line, from int) bool {
	to := from
	for to < len(l.items) && l.items[to].word != "" && !r.stopsArabic(l, to) {
		to++
	}
	return to-from > 2 || l.quoteAt(to) != nil && l.word(to+1) != ""
}

// namesInL are given names that begin like the preposition 'to'.
var namesInL = set("لمى لينا ليلى لطيف لؤي لبنى لمياء ليث لقمان لارا لوسي لويس لجين لميس لطيفة لوران لوك لي ليو لندا ليندا")

// hears reports whether a word is 'to' and somebody.
func hears(w string) bool {
	return w == "ل" || hearers[w] || strings.HasPrefix(w, "ل") && !namesInL[w] && len(w) > len("ل")+4
}

// answered are the pronouns behind a verb for whom it is said to.
var answered = set("عليه عليها عليهم له لها لهم عليهما")

// hearsAt reports whether the word at an item says to whom: 'to' and somebody, and
// no rank with a name behind it.
func (r *reader) hearsAt(l *line, i int) bool {
	if !hears(l.word(i)) || generals[l.word(i-1)] && !hearers[l.word(i)] {
		return false
	}
	for k := i + 1; k < len(l.items) && l.word(k) != "" && !arabicStops[l.word(k)]; k++ {
		if ranks[l.word(k)] {
			return false
		}
	}
	return true
}

// toWhomArabic is the word with 'to' in front behind the subject, and what it is of.
func (r *reader) toWhomArabic(q *quoted) string {
	l := q.from
	for i := q.verb + 1; i < len(l.items) && l.items[i].word != ""; i++ {
		if !r.hearsAt(l, i) {
			continue
		}
		if q := l.quoteAt(i + 1); q != nil && l.word(i) == "ل" {
			return q.inner.Of(r.body)
		}
		end := i + 1
		for end < len(l.items) && l.items[end].word != "" && !arabicStops[l.word(end)] {
			end++
		}
		if end < len(l.items) && l.items[end].quote != nil && l.items[end].quote != q {
			end++
		}
		words := l.of(r.body, i, end)
		if rest, ok := strings.CutPrefix(words, "لل"); ok {
			return "ال" + rest
		}
		return strings.TrimPrefix(words, "ل")
	}
	return ""
}
