package rag

import (
	"time"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// Statement is a sentence of an article's prose, as it was read.
type Statement struct {
	text.Span        // in the article's body
	Words     string // Body[Start:End]
	Tokens    []text.Token
	Facts     []fact.Fact // offsets are into Words
	Paragraph int         // from 0
	Section   string      // the heading above, "" where there is none
	// Leans says that the sentence cannot be read without the one before:
	// 'He said', or a quotation without its speaker.
	Leans bool

	read *sentence
}

// mostStatements bounds what is read of one article: a book or a log has no more
// to say of a story than its first few hundred pages' worth of sentences, and
// reading takes some 60 µs a sentence.
const mostStatements = 4000

// Statements are the sentences of an article that state something, in order:
// without those that tell their reader to do something, ask, or have a link to
// elsewhere. Of a very long article only the beginning is read.
func Statements(a *Article) []Statement {
	var all []Statement
	for _, s := range text.Prose(a.Body, a.Prose) {
		if len(all) == mostStatements {
			break
		}
		words := s.Of(a.Body)
		if planted(words) || linked(words, a) {
			continue
		}
		all = append(all, newStatement(a, s))
	}
	return all
}

func newStatement(a *Article, s text.Sentence) Statement {
	read := newSentence(s.Of(a.Body))
	return Statement{
		Span: s.Span, Words: read.words, Tokens: read.tokens, Facts: read.facts,
		Paragraph: s.Paragraph, Section: s.Section.Of(a.Body), Leans: read.leans(), read: read,
	}
}

// Spoken reads a sentence that the caller found to be within a quotation with its
// speaker. Unlike Statements it reads those that ask or order, which are then what
// somebody said; ok is false for those with a link to elsewhere, and for those that
// speak to a model of its work.
func Spoken(a *Article, s text.Sentence) (st Statement, ok bool) {
	words := s.Of(a.Body)
	if addressed.MatchString(words) || linked(words, a) {
		return Statement{}, false
	}
	return newStatement(a, s), true
}

// Moment is when something is, by the words of a statement.
type Moment struct {
	fact.Fact           // its span is into the statement's words
	From, To  time.Time // whole days, To not included
	// Resolved says that the words name the time only together with the date
	// of their article.
	Resolved bool
}

// Date writes a moment: "14 March 2025", "March 2025", "2025", "10 to 16 March 2025".
func (m Moment) Date() string { return formatDays(m.From, m.To) }

// Moments are the times that a statement of an article speaks of, in order,
// where they are certain: 'recently', 'every Friday' and, in an undated article,
// 'on Friday' are none.
func (s *Statement) Moments(published Date) []Moment {
	var all []Moment
	for _, f := range s.Facts {
		if !f.Kind.Temporal() || f.Kind == fact.TimeOfDay || vagueTime(f) || s.read.repeated(f) {
			continue
		}
		leans := leansOnDate(f)
		if leans && (!published.Known() || s.read.otherYear(f, published.Time.Year())) {
			continue
		}
		day := time.Time{}
		if published.Known() {
			day = published.Time
		}
		if from, to, ok := fact.Resolve(f, day); ok && !distant(f, from, day) {
			all = append(all, Moment{Fact: f, From: from, To: to, Resolved: leans})
		}
	}
	return all
}
