package main

import (
	"bytes"
	"fmt"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/page"
	"newsdesk/internal/briefing/timeline"
	"newsdesk/internal/briefing/timeline/plot"
	"newsdesk/rag"
)

type timelineCmd struct {
	Rows    int    `short:"n" help:"How many events at most; otherwise as many as the coverage is worth." placeholder:"N"`
	Picture string `help:"Draw it, too, into this PNG file." placeholder:"FILE" type:"path"`
	pieceFlags
}

// Help is shown by 'bot timeline --help'.
func (timelineCmd) Help() string {
	return `Examples:
  bot timeline
  bot timeline --rows 10 "Syria and Iraq"
  bot timeline --picture pipeline.png pipeline
  bot timeline --json "the pipeline"

Each row is an event with its own date, which may differ from that of its report: 'on Friday' is resolved by the
report's date, and stays as it is where the report has none. Events without a date come last.`
}

// mostRows bounds what can be asked for.
const mostRows = 1000

// Run prints a timeline.
func (c *timelineCmd) Run(s *session) error {
	if c.Rows < 0 || c.Rows > mostRows {
		return usagef("--rows %d: ask for 1 to %d events", c.Rows, mostRows)
	}
	return c.run(s, func(d *desk, scope material.Scope) (piece, error) {
		r, t, err := d.pieces.Timeline(s.ctx, scope, c.Rows)
		if err != nil {
			return piece{}, err
		}
		p := piece{Report: r, form: timelineForm(scope.Topic, &r, &t)}
		if c.Picture == "" && !c.HTML {
			return p, nil
		}
		if len(t.Rows) == 0 {
			if c.Picture != "" {
				fmt.Fprintf(s.stderr, "newsdesk: nothing to draw: %s is not written\n", oneLine(c.Picture))
			}
			return p, nil
		}
		picture, err := drawn(&r, &t)
		if err != nil {
			return p, err
		}
		p.pictures = []page.Picture{picture}
		if c.Picture != "" {
			if err := replaceFile(c.Picture, string(picture.PNG)); err != nil {
				return p, err
			}
			fmt.Fprintf(s.stderr, "newsdesk: wrote %s\n", oneLine(c.Picture))
		}
		return p, nil
	})
}

// drawn is a timeline as a picture.
func drawn(r *rag.Report, t *timeline.Timeline) (page.Picture, error) {
	var b bytes.Buffer
	err := plot.PNG(&b, t, plot.Options{Title: r.Title})
	return page.Picture{PNG: b.Bytes(), Alt: r.Title + ", as a picture; each event is a row below."}, err
}

// eventJSON is a row of a timeline. Dates are days, months or years as far as they
// are known: "2025-03-12", "2025-03", "1934"; to is the last day of a span.
type eventJSON struct {
	Date      *string   `json:"date"`
	To        *string   `json:"to"`
	Certainty string    `json:"certainty"`
	Words     *string   `json:"words"`
	Ahead     bool      `json:"ahead"`
	Published *string   `json:"published"` // of the article that it is cited from
	Text      string    `json:"text"`
	Citations []int     `json:"citations"`
	Also      []eventAt `json:"also"`
}

// eventAt is another article that tells an event.
type eventAt struct {
	ArticleID string `json:"article_id"`
	Quote     string `json:"quote"`
}

type timelineJSON struct {
	pieceJSON
	Events []eventJSON `json:"events"`
	Left   int         `json:"left"` // events that were found and not told
}

func timelineForm(topic string, r *rag.Report, t *timeline.Timeline) timelineJSON {
	form := timelineJSON{pieceJSON: pieceForm("timeline", topic, r), Events: []eventJSON{}, Left: t.Left}
	for i := range t.Rows {
		row := &t.Rows[i]
		e := eventJSON{
			Certainty: string(row.Certainty), Words: known(row.Words), Ahead: row.Ahead, Published: known(row.Told.Of.Published.String()),
			Text: row.Told.Words, Citations: []int{r.Cite(row.Told.Source())}, Also: []eventAt{},
		}
		if row.Dated() {
			from, to := isoDays(row)
			e.Date, e.To = &from, known(to)
		}
		for _, o := range row.Also {
			e.Also = append(e.Also, eventAt{string(o.Of.ID), o.Words})
		}
		form.Events = append(form.Events, e)
	}
	return form
}

// isoDays writes when an event was in ISO 8601; to is "" where one word says it.
func isoDays(row *timeline.Row) (from, to string) {
	last := row.To.AddDate(0, 0, -1)
	switch {
	case row.From.Day() == 1 && row.From.Month() == 1 && row.To.Equal(row.From.AddDate(1, 0, 0)):
		return row.From.Format("2006"), ""
	case row.From.Day() == 1 && row.To.Equal(row.From.AddDate(0, 1, 0)):
		return row.From.Format("2006-01"), ""
	case last.After(row.From):
		return row.From.Format("2006-01-02"), last.Format("2006-01-02")
	}
	return row.From.Format("2006-01-02"), ""
}
