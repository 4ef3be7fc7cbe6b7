package discord

import (
	"context"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// KeptFilter is what narrowed the coverage that an answer was given from.
type KeptFilter struct {
	Since string `json:"since,omitempty"` // a day, 2025-03-14, included
	Until string `json:"until,omitempty"` // a day, included
	// Outlets are those that the person asked for; none: any.
	Outlets []string `json:"outlets,omitempty"`
	// Visible are those that could be seen where it was asked; none: all. They
	// are apart because a next question is held to those of its own time.
	Visible []string `json:"visible,omitempty"`
}

// keptFilter is a filter that a person chose, where some outlets are visible.
func keptFilter(f rag.Filter, visible []string) KeptFilter {
	return KeptFilter{Since: dayOf(f.Since), Until: dayOf(f.Until), Outlets: f.Outlets, Visible: visible}
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// asked is the filter that the person chose. What can't be read as a day, which
// was not written by us, is no bound.
func (f KeptFilter) asked() rag.Filter {
	since, _ := day(f.Since)
	until, _ := day(f.Until)
	return rag.Filter{Since: since, Until: until, Outlets: f.Outlets}
}

// Seen are the outlets whose coverage the answer was given from; none: all.
func (f KeptFilter) Seen() []string {
	seen, _ := Settings{Outlets: f.Visible}.filter(f.asked())
	return seen.Outlets
}

// inherit gives a question that builds on an answer the filter of that answer: who
// asks on means the same coverage. It is the latest answer's that is kept still,
// so that a conversation goes on with what was chosen last. The command /ask says
// itself what it wants, nothing among it: that is the way out.
func (b *Bot) inherit(ctx context.Context, a *asking) error {
	if a.chosen {
		return nil
	}
	for _, id := range slices.Backward(a.follows) {
		k, err := b.keptIn(ctx, a.at.guild, id)
		if err != nil {
			return err
		}
		if k == nil {
			continue
		}
		if a.filter = k.Filter.asked(); !a.filter.Empty() {
			a.heading = strings.TrimPrefix(a.heading+"\n"+sameAgain(a.filter), "\n")
		}
		return nil
	}
	return nil
}

// sameAgain says, in small print, which coverage a follow-up is answered from.
func sameAgain(f rag.Filter) string {
	return "-# As before, only coverage " + narrowed(f) + ". `/ask` starts without that."
}

// narrowed is a filter in words: 'of INA, from 1 March 2025'.
func narrowed(f rag.Filter) string {
	var parts []string
	if len(f.Outlets) > 0 {
		parts = append(parts, "of "+outletNames(f.Outlets))
	}
	if !f.Since.IsZero() {
		parts = append(parts, "from "+f.Since.Format("2 January 2006")+" on")
	}
	if !f.Until.IsZero() {
		parts = append(parts, "until "+f.Until.Format("2 January 2006"))
	}
	return strings.Join(parts, ", ")
}

// outletUnits bounds the name of an outlet, which somebody may have typed: as
// much as Discord shows of a choice.
const outletUnits = maxChoice

func outletNames(all []string) string {
	short := make([]string, len(all))
	for i, o := range all {
		short[i] = show.Label(o, outletUnits)
	}
	return names(short)
}

// unseen says that nothing which a question wants may be seen here.
func (a *asking) unseen(s Settings) string {
	words := "Here I only see the coverage of " + names(s.Outlets) + "."
	if !a.chosen {
		words += " This conversation asks for that of " + outletNames(a.filter.Outlets) + "; `/ask` starts without that."
	}
	return words
}
