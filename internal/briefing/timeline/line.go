package timeline

import (
	"strings"
	"unicode"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// line is a sentence cut into clauses.
type line struct {
	*material.Sentence
	clauses []clause
	factAt  []int // of each token: the fact that it is in, or -1
	inQuote []bool
}

// clause is a run of tokens [from, to).
type clause struct {
	from, to int
	opens    string // the word that joins it to what is before: 'after', 'who', or ""
}

func newLine(s *material.Sentence) *line {
	l := &line{Sentence: s, factAt: make([]int, len(s.Tokens)), inQuote: make([]bool, len(s.Tokens))}
	for i := range l.factAt {
		l.factAt[i] = -1
	}
	for n, f := range s.Facts {
		for i := l.tokenAt(f.Start); i < len(s.Tokens) && s.Tokens[i].Start < f.End; i++ {
			if f.Kind == fact.Quote {
				l.inQuote[i] = true
			} else {
				l.factAt[i] = n
			}
		}
	}
	l.cut()
	return l
}

// tokenAt is the first token that ends behind an offset.
func (l *line) tokenAt(offset int) int {
	for i := range l.Tokens {
		if l.Tokens[i].End > offset {
			return i
		}
	}
	return len(l.Tokens)
}

// word is the folded token at i, "" beyond the ends.
func (l *line) word(i int) string {
	if i < 0 || i >= len(l.Tokens) {
		return ""
	}
	return l.Tokens[i].Folded
}

// gap is what stands between a token and the one before it.
func (l *line) gap(i int) string {
	switch {
	case len(l.Tokens) == 0:
		return l.Words
	case i <= 0:
		return l.Words[:l.Tokens[0].Start]
	case i >= len(l.Tokens):
		return l.Words[l.Tokens[len(l.Tokens)-1].End:]
	}
	return l.Words[l.Tokens[i-1].End:l.Tokens[i].Start]
}

// clauseMarks part clauses.
const clauseMarks = ",;:—–()“”\"«»،؛"

// clauseJoiners begin a clause wherever they stand.
var clauseJoiners = set(`but while whereas although though when who which whom whose where because if unless whether that after before since until till ahead following`)

// cut finds the clauses. A comma within a date parts nothing.
func (l *line) cut() {
	from := 0
	for i := 1; i <= len(l.Tokens); i++ {
		if i < len(l.Tokens) && !l.parts(i) {
			continue
		}
		l.clauses = append(l.clauses, clause{from: from, to: i, opens: l.opening(from)})
		from = i
	}
}

// parts reports whether a clause begins at a token.
func (l *line) parts(i int) bool {
	if l.factAt[i] >= 0 && l.factAt[i] == l.factAt[i-1] {
		return false
	}
	w := l.word(i)
	return strings.ContainsAny(l.gap(i), clauseMarks) || clauseJoiners[w] && !l.timeAt(i+1) ||
		(w == "and" || w == "or") && (l.past(i+1) || future[l.word(i+1)] || auxiliary[l.word(i+1)])
}

// timeAt reports whether a time begins at a token, perhaps behind 'the' or 'early'.
func (l *line) timeAt(i int) bool {
	for i < len(l.Tokens) && l.factAt[i] < 0 && framing[l.word(i)] {
		i++
	}
	return i < len(l.Tokens) && l.factAt[i] >= 0 && l.Facts[l.factAt[i]].Kind.Temporal()
}

// opening is the word by which the clause at a token is joined to what is before:
// 'hours after the fall'.
func (l *line) opening(i int) string {
	w := l.word(i)
	if stepping[w] {
		w = l.word(i + 1)
	}
	if clauseJoiners[w] || w == "during" {
		return w
	}
	return ""
}

// stepping are words that may stand before the one that joins a clause.
var stepping = set("and days hours weeks months just shortly soon")

// clauseOf is the index of the clause that a token is in.
func (l *line) clauseOf(i int) int {
	for n, c := range l.clauses {
		if i < c.to {
			return n
		}
	}
	return len(l.clauses) - 1
}

// foreign reports whether a sentence is in a script of which no verbs are known.
func (l *line) foreign() bool {
	for _, r := range l.Words {
		if unicode.IsLetter(r) {
			return !unicode.Is(unicode.Latin, r)
		}
	}
	return false
}

// set makes a set of the words of a text, folded as tokens are.
func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[text.Fold(w)] = true
	}
	return all
}
