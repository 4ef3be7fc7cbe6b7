package main

import (
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/summary"
)

type summaryCmd struct {
	Size string `help:"How long: one line, short or full." enum:"line,short,full" default:"short"`
	pieceFlags
}

// Help is shown by 'bot summary --help'.
func (summaryCmd) Help() string {
	return `Examples:
  bot summary
  bot summary --size line "the Iraqi delegation in Damascus"
  bot summary --size full --since 2025-03-10 --until 2025-03-16
  bot summary --article 003_c9eef49e8d2f478a.txt
  bot summary --html -o pipeline.html pipeline

Without a model it is the coverage's most central sentences, verbatim and in the order of time; with one, what
the model wrote and the coverage holds. It says on how many articles it rests, and which of them are undated.`
}

// Run prints a summary.
func (c *summaryCmd) Run(s *session) error {
	return c.run(s, func(d *desk, scope material.Scope) (piece, error) {
		r, err := d.pieces.Summary(s.ctx, scope, summary.Size(c.Size))
		return piece{Report: r, form: pieceForm("summary", scope.Topic, &r)}, err
	})
}
