package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"newsdesk/internal/briefing"
	"newsdesk/internal/discord"
)

type correctionsCmd struct {
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Help is shown by 'bot corrections --help'.
func (correctionsCmd) Help() string {
	return `Lists the answers on Discord and the briefings that cite sentences which their articles no longer have, because
these were changed or withdrawn. Answers are kept for QUESTIONS_KEPT, briefings for 90 days. On Discord a line under
the answer or the briefing says so, and the next briefing does.`
}

// Run lists what was posted and no longer stands.
func (c *correctionsCmd) Run(s *session) error {
	return withDesk(s, func(d *desk) error {
		found, err := d.pieces.Corrections(s.ctx, d.answered)
		if err != nil {
			return err
		}
		if len(found) == 0 && !c.JSON {
			fmt.Fprintln(s.stdout, "All that was answered and briefed still stands.")
		}
		for i := range found {
			if c.JSON {
				err = printJSON(s.stdout, correctionForm(&found[i]))
			} else {
				s.showCorrection(&found[i])
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// answered are the answers that are kept.
func (d *desk) answered(ctx context.Context, visit func(briefing.Citing) error) error {
	return discord.EachKept(ctx, d.record, func(k *discord.Kept) error {
		if k.Posted { // a briefing, which is told of as such
			return nil
		}
		c := briefing.Citing{Kind: "answer", ID: k.ID, Where: k.Channel, Title: k.Question, At: k.Asked}
		for _, p := range k.Passages {
			c.Quotes = append(c.Quotes, briefing.Quoted{Article: p.Article, Title: p.Title, Words: p.Quote})
		}
		return visit(c)
	})
}

func (s *session) showCorrection(c *briefing.Correction) {
	p := s.paint
	where := "in " + c.Where
	if reader, ok := strings.CutPrefix(c.Where, readers); ok {
		where = "to " + reader
	}
	told := fmt.Sprintf("(%s %s, %s)", c.Kind, oneLine(where), c.At.Local().Format("2 January 2006, 15:04"))
	fmt.Fprintln(s.stdout, p.bold(p.wrap(oneLine(c.Title)))+" "+p.dim(told))
	for _, one := range c.Stale {
		fmt.Fprintln(s.stdout, p.wrap("- cited: “"+oneLine(one.Words)+"”"))
		name := oneLine(one.Title)
		if name == "" {
			name = oneLine(string(one.Article))
		}
		switch {
		case one.Withdrawn:
			fmt.Fprintln(s.stdout, p.wrap("  "+name+" was withdrawn."))
		case one.Instead == nil:
			fmt.Fprintln(s.stdout, p.wrap("  "+name+" has nothing like it any more."))
		default:
			fmt.Fprintln(s.stdout, p.wrap("  "+name+" has now: “"+oneLine(one.Instead.Quote())+"”"))
		}
	}
}

type staleJSON struct {
	ArticleID string  `json:"article_id"`
	Title     *string `json:"title"`
	Quote     string  `json:"quote"` // as it was cited
	Withdrawn bool    `json:"withdrawn"`
	Now       *string `json:"now"` // what stands in its place
}

type correctionJSON struct {
	Kind  string      `json:"kind"`
	ID    string      `json:"id"`
	Where string      `json:"where"`
	Title string      `json:"title"`
	At    string      `json:"at"`
	Stale []staleJSON `json:"stale"`
}

func correctionForm(c *briefing.Correction) correctionJSON {
	form := correctionJSON{c.Kind, c.ID, c.Where, c.Title, c.At.UTC().Format(time.RFC3339), []staleJSON{}}
	for _, one := range c.Stale {
		j := staleJSON{ArticleID: string(one.Article), Title: known(one.Title), Quote: one.Words, Withdrawn: one.Withdrawn}
		if one.Instead != nil {
			now := one.Instead.Quote()
			j.Now = &now
		}
		form.Stale = append(form.Stale, j)
	}
	return form
}
