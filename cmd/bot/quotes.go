package main

import (
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/quote"
	"newsdesk/rag"
)

type quotesCmd struct{ pieceFlags }

// Help is shown by 'bot quotes --help'.
func (quotesCmd) Help() string {
	return `Examples:
  bot quotes Saadon
  bot quotes "foreign ministry"
  bot quotes --since 2025-03-10 pipeline

The topic is who is quoted, in any spelling and by surname or office, or else what is spoken of. Each quotation is
as the article has it, to the letter, with who said it, to whom and when.`
}

// Run prints quotations.
func (c *quotesCmd) Run(s *session) error {
	return c.run(s, func(d *desk, scope material.Scope) (piece, error) {
		r, said, err := d.pieces.Quotes(s.ctx, scope)
		return piece{Report: r, form: quotesForm(scope.Topic, &r, said)}, err
	})
}

type quotationJSON struct {
	Speaker   *string `json:"speaker"` // null for a placard
	Role      *string `json:"role"`
	Text      string  `json:"text"` // the words inside the marks: body[start:end]
	Start     int     `json:"start"`
	End       int     `json:"end"`
	To        *string `json:"to"`
	When      *string `json:"when"` // in the article's words
	Date      *string `json:"date"` // what these mean, where it is certain
	Outlet    *string `json:"outlet"`
	Published *string `json:"published"`
	ArticleID string  `json:"article_id"`
	Citations []int   `json:"citations"`
}

type quotesJSON struct {
	pieceJSON
	Quotes []quotationJSON `json:"quotes"`
}

func quotesForm(topic string, r *rag.Report, said []quote.Quotation) quotesJSON {
	form := quotesJSON{pieceJSON: pieceForm("quotes", topic, r), Quotes: []quotationJSON{}}
	for i := range said {
		q := &said[i]
		a := q.Of()
		one := quotationJSON{
			Speaker: known(q.Speaker), Role: known(q.Role), Text: q.Words, Start: q.Start, End: q.End, To: known(q.To), When: known(q.When),
			Outlet: known(a.Outlet), Published: known(a.Published.String()), ArticleID: string(a.ID), Citations: []int{},
		}
		if q.Moment != nil {
			date := q.Moment.Date()
			one.Date = &date
		}
		for _, s := range q.Sentences {
			one.Citations = append(one.Citations, r.Cite(s.Source()))
		}
		form.Quotes = append(form.Quotes, one)
	}
	return form
}
