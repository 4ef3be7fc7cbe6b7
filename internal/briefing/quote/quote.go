package quote

import (
	"strings"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// Quotation is what somebody said, as an article has it.
type Quotation struct {
	Speaker string // the full name as the article first gives it; of somebody unnamed, what the article calls them; "" for a placard
	Role    string // in words of the article, or ""
	// Span is of the words inside the marks, in the body of the article, and
	// Words what stands there, byte for byte.
	text.Span
	Words string
	// Sentences are the passage: the quotation and what says whose it is.
	Sentences []*material.Sentence
	To        string // to whom, in words of the article, or ""
	When      string // the words that say when it was said: 'on Friday', or ""
	// Moment is the time that When means; nil where it is not certain.
	Moment *rag.Moment
}

// Of is the article that has the quotation.
func (q *Quotation) Of() *material.Article { return q.Sentences[0].Of }

// Passage is where the sentences of the quotation stand in the body.
func (q *Quotation) Passage() text.Span {
	return text.Span{Start: q.Sentences[0].Start, End: q.Sentences[len(q.Sentences)-1].End}
}

// Options says which quotations are wanted.
type Options struct {
	// Who is a person in any spelling, the surname alone is enough, or an
	// office or institution as the articles call it; "" is anybody.
	Who string
	// Arabic has lines in Arabic read too. It is off unless asked for: of the cases
	// that no rule was made by, two in three of its speakers were not the label's
	// (go test -v -run Cases ./internal/briefing/quote), and a wrong speaker is
	// worse than none.
	Arabic bool
	// Most bounds how many are returned; 0 means DefaultMost.
	Most int
}

// DefaultMost is how many quotations are returned unless Options says: what can
// be read through in one sitting.
const DefaultMost = 60

// leastMet is the share of a topic that the passage of a quotation must say. It
// is the share at which package material has a passage concern its topic.
const leastMet = 0.5

// Make finds the quotations of a set, in the order of its articles. Where nobody
// is asked for by name and the set has a topic, they are those whose passage says
// the topic.
func Make(set *material.Set, o Options) []Quotation {
	if o.Most <= 0 {
		o.Most = DefaultMost
	}
	var all []Quotation
	for _, a := range set.Articles {
		for _, q := range read(a, set.About, o.Arabic) {
			if len(all) == o.Most {
				return all
			}
			if o.wants(set, &q) {
				all = append(all, q)
			}
		}
	}
	return all
}

func (o *Options) wants(set *material.Set, q *Quotation) bool {
	if o.Who != "" {
		return isBy(o.Who, q)
	}
	if set.Topic == "" {
		return true
	}
	for _, s := range q.Sentences {
		if s.Met >= leastMet {
			return true
		}
	}
	return false
}

// evened gives the endings of the words of a name that are written now so, now so
// one form: Mousawi, Mousawy, Mousawie.
func evened(name string) string {
	all := strings.Fields(text.Fold(name))
	for i, w := range all {
		for _, end := range []string{"iyy", "iy", "ie", "ee", "ey", "y"} {
			if stem, ok := strings.CutSuffix(w, end); ok && len(stem) > 2 {
				all[i] = stem + "i"
				break
			}
		}
	}
	return strings.Join(all, " ")
}

// isBy reports whether a speaker is the one who is asked for: by each word of the
// name, in any spelling, or by an office with all its words.
func isBy(who string, q *Quotation) bool {
	if q.Speaker == "" {
		return false
	}
	return fact.NameWithin(who, q.Speaker) || fact.NameWithin(evened(who), evened(q.Speaker)) || strings.Contains(who, " ") && fact.NameWithin(q.Speaker, who) || fact.NameWithin(who, q.Role)
}
