package main

import (
	"newsdesk/internal/briefing/compare"
	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
)

type compareCmd struct{ pieceFlags }

// Help is shown by 'bot compare --help'.
func (compareCmd) Help() string {
	return `Examples:
  bot compare "al-Sharaa's past"
  bot compare --outlet AFP --outlet "Shafaq News" "arrests of Syrians"
  bot compare --article fire-herald.txt --article fire-wire.txt

Outlets are compared where there are two or more, else articles; copies of one report are one side. It lists the
same fact with different values, how each side puts a thing, what all agree on, and what one alone reports. Only
differences that the passages hold are listed.`
}

// Run prints a comparison.
func (c *compareCmd) Run(s *session) error {
	return c.run(s, func(d *desk, scope material.Scope) (piece, error) {
		r, found, err := d.pieces.Compare(s.ctx, scope)
		return piece{Report: r, form: compareForm(scope.Topic, &r, &found)}, err
	})
}

type valueJSON struct {
	Value     string  `json:"value"`
	Outlet    *string `json:"outlet"`
	ArticleID string  `json:"article_id"`
	Published *string `json:"published"`
	Quote     string  `json:"quote"`
	Citations []int   `json:"citations"`
}

type differenceJSON struct {
	About      string       `json:"about"`
	Kind       compare.Kind `json:"kind"`
	Update     bool         `json:"update"`
	Compatible bool         `json:"compatible"`
	Values     []valueJSON  `json:"values"`
}

type compareJSON struct {
	pieceJSON
	Differences []differenceJSON `json:"differences"`
}

func compareForm(topic string, r *rag.Report, c *compare.Comparison) compareJSON {
	form := compareJSON{pieceJSON: pieceForm("compare", topic, r), Differences: []differenceJSON{}}
	for _, d := range c.Differences {
		one := differenceJSON{About: d.About, Kind: d.Kind, Update: d.Update, Compatible: d.Compatible}
		for _, v := range d.Values {
			a := v.Sentence.Of
			one.Values = append(one.Values, valueJSON{
				v.Text, known(a.Outlet), string(a.ID), known(a.Published.String()), v.Sentence.Words, []int{r.Cite(v.Sentence.Source())},
			})
		}
		form.Differences = append(form.Differences, one)
	}
	return form
}
