package quote

import (
	"sort"
	"strings"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// reader reads one article.
type reader struct {
	article *material.Article
	body    string
	topic   rag.Topic
	arabic  bool // read lines in Arabic
	prose   []text.Sentence
	lines   []*line
	quotes  []*quoted
	people  *people
	index   map[*line]int
	longer  map[string]longer
	full    map[string]longer // of institutions, by their nouns; without words where there is none
	spoke   map[string]voice  // the unnamed who were met, by their noun
}

// mostItems bounds a line, in words and marks. The longest sentence that is kept
// whole has some 330 words; what is longer is a list or has lost its stops.
const mostItems = 800

// read finds the quotations of an article, in order.
func read(a *material.Article, about rag.Topic, arabic bool) []Quotation {
	r := &reader{arabic: arabic, article: a, body: a.Body, topic: about, index: map[*line]int{}, spoke: map[string]voice{}}
	if !r.cut() {
		return nil
	}
	r.people = newPeople(r.body, r.lines)
	r.learnOffices()
	r.learnLate()
	for _, l := range r.lines {
		for _, q := range l.quotes {
			r.attribute(q)
		}
		r.about(l)
	}
	var all []Quotation
	for _, q := range r.quotes {
		if one, ok := r.quotation(q); ok {
			all = append(all, one)
		}
	}
	return all
}

// cut cuts the body into paragraphs, quotations and lines; false where there is
// no quotation.
func (r *reader) cut() bool {
	paragraphs := r.paragraphs()
	quotes := make([][]*quoted, len(paragraphs))
	for i, p := range paragraphs {
		quotes[i] = scan(r.body, p)
		r.quotes = append(r.quotes, quotes[i]...)
	}
	if len(r.quotes) == 0 {
		return false
	}
	for i, p := range paragraphs {
		for _, l := range linesOf(r.body, p, quotes[i]) {
			l.paragraph = i
			r.index[l] = len(r.lines)
			r.lines = append(r.lines, l)
		}
	}
	return true
}

// mostSentences bounds what is read of one article, as rag.Statements does: a book
// or a log has no more to say of a story than its first few hundred pages.
const mostSentences = 4000

// paragraphs are the paragraphs of the running text, in order.
func (r *reader) paragraphs() []text.Span {
	r.prose = text.Prose(r.body, r.article.Prose)
	r.prose = r.prose[:min(mostSentences, len(r.prose))]
	var ps []text.Span
	number := -1
	for _, s := range r.prose {
		if s.Paragraph != number {
			ps = append(ps, s.Span)
			number = s.Paragraph
		}
		ps[len(ps)-1].End = s.End
	}
	return ps
}

// quotation is what was found of a quotation; ok is false where its speaker is not
// known or its passage was not read.
func (r *reader) quotation(q *quoted) (Quotation, bool) {
	if !q.by.known() || q.by.who == nil && !r.reads() {
		return Quotation{}, false
	}
	one := Quotation{Span: q.inner, Words: q.inner.Of(r.body), Role: q.by.office, Speaker: q.by.words}
	if p := q.by.who; p != nil {
		one.Speaker = p.name
		if len(p.offices) > 0 && one.Role == "" {
			one.Role = p.offices[0].words
		}
	}
	passage := q.outer
	if q.from != nil && q.from.paragraph == q.line.paragraph {
		passage.Start, passage.End = min(passage.Start, q.from.Start), max(passage.End, q.from.End)
	}
	one.Sentences = r.sentencesIn(passage)
	if len(one.Sentences) == 0 || one.Passage().Start > q.inner.Start || one.Passage().End < q.inner.End {
		return Quotation{}, false
	}
	if q.from != nil && q.verb >= 0 {
		one.To = r.toWhom(q)
		r.tellWhen(q, &one)
	}
	return one, true
}

// reads reports whether the article is in a language whose grammar is known here;
// of others only who is named beside the verb is told.
func (r *reader) reads() bool {
	lang, _, _ := strings.Cut(r.article.Language, "-")
	return lang == "" || lang == "en" || lang == "ar"
}

// sentencesIn are the sentences that share words with a span; none where one of
// them is not to be repeated.
func (r *reader) sentencesIn(span text.Span) []*material.Sentence {
	read := r.article.Sentences()
	from := sort.Search(len(r.prose), func(i int) bool { return r.prose[i].End > span.Start })
	at := sort.Search(len(read), func(i int) bool { return read[i].End > span.Start })
	var all []*material.Sentence
	for _, s := range r.prose[from:] {
		switch {
		case s.Start >= span.End:
			return all
		case at < len(read) && read[at].Span == s.Span:
			all = append(all, read[at])
			at++
		default:
			spoken, ok := rag.Spoken(&r.article.Article, s)
			if !ok {
				return nil
			}
			all = append(all, &material.Sentence{Statement: spoken, Of: r.article, Ordinal: at, Met: r.topic.Met(spoken.Tokens)})
		}
	}
	return all
}
