package discord

import (
	"context"
	"errors"
	"strings"
	"time"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// asking is a question on its way to its answer, however it was put.
type asking struct {
	id      string // for people to quote
	key     string // of the answer: the id of the message or interaction that asked
	by      person
	at      place
	text    string
	filter  rag.Filter
	chosen  bool       // the filter is as the person chose it, be it none
	visible []string   // outlets that can be seen in the place; none: all
	history []rag.Turn // besides that of follows
	follows []string   // the answers that it builds on
	private bool
	heading string // shown above the answer where the question is not seen otherwise
	piece   *Piece // what is to be made in place of an answer; nil: an answer
	// briefing is what is to be made in place of an answer; nil: none.
	briefing *BriefingOrder
	sheet    *sheet
	asked    time.Time
	release  func()       // lets the channel's next event be handled
	from     *interaction // that brought it; nil: a message did
}

// ask answers, and says so where it can't.
func (b *Bot) ask(ctx context.Context, a *asking, s Settings) {
	a.asked = b.clock.Now()
	defer b.forgetAgain(ctx, a.by.id)()
	err := b.reply(ctx, a, s)
	if err == nil && errors.Is(context.Cause(ctx), errWithdrawn) {
		err = errWithdrawn // while the last words were written
	}
	if err != nil {
		b.trouble(ctx, a, err)
	}
}

// reply passes the gate and answers.
func (b *Bot) reply(ctx context.Context, a *asking, s Settings) error {
	refused, err := b.gate(ctx, a.by, a.at, s)
	if err != nil {
		return err
	}
	if refused.words != "" {
		if _, silent := a.sheet.paper.(*channelPaper); silent && refused.again {
			return nil
		}
		return a.sheet.show(ctx, []string{refused.words}, nil)
	}
	if err := b.inherit(ctx, a); err != nil {
		return err
	}
	a.visible = s.Outlets
	q := rag.Question{Text: a.text}
	var open bool
	if q.Filter, open = s.filter(a.filter); !open {
		return a.sheet.show(ctx, []string{a.unseen(s)}, nil)
	}
	if a.piece != nil {
		return b.makePiece(ctx, a, q.Filter)
	}
	if a.briefing != nil {
		return b.makeBriefing(ctx, a, q.Filter)
	}
	turns, err := b.history(ctx, a.at.guild, a.follows)
	if err != nil {
		return err
	}
	q.History = append(a.history, turns...)
	answer, err := b.stream(ctx, a, q)
	if err != nil {
		return err
	}
	return b.finish(ctx, a, q, &answer)
}

// stream answers, and fills the sheet meanwhile.
func (b *Bot) stream(ctx context.Context, a *asking, q rag.Question) (rag.Answer, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	d := b.startDrafts(ctx, a.sheet, stop)
	defer d.end()
	answer, err := b.desk.Stream(ctx, q, func(so rag.Answer) error {
		if len(so.Claims) > 0 {
			d.push(a.headed(show.Answer(&so, true)))
		}
		return nil
	})
	if err != nil && errors.Is(err, context.Canceled) {
		err = errors.Join(context.Cause(ctx), err)
	}
	return answer, err
}

// finish shows an answer whole.
func (b *Bot) finish(ctx context.Context, a *asking, q rag.Question, answer *rag.Answer) error {
	contents := show.Answer(answer, false)
	if answer.Refused {
		contents = show.Refusal(answer, b.suggest(ctx, q, answer))
	}
	return b.conclude(ctx, a, answer, contents)
}

// conclude shows what was answered, with its buttons, and keeps it. What can't be
// kept is shown all the same, without buttons that would do nothing.
func (b *Bot) conclude(ctx context.Context, a *asking, answer *rag.Answer, contents []string) error {
	k := newKept(a, answer)
	rows := buttons(k, a.at)
	if err := b.keep(ctx, k); err != nil {
		b.log.Error("cannot keep an answer", "id", a.id, "err", err)
		rows = nil
	}
	contents = a.headed(contents)
	if rows != nil {
		b.join(ctx, a, k)
	}
	if rows != nil && len(contents) > 1 {
		// It is noted which messages show the answer before it looks finished,
		// so that whoever replies to one at once is understood.
		if err := a.sheet.show(ctx, contents, nil); err != nil {
			return err
		}
		b.remember(ctx, a, k)
	}
	if err := a.sheet.show(ctx, contents, rows); err != nil {
		return err
	}
	if rows != nil && len(contents) == 1 {
		b.remember(ctx, a, k)
	}
	if b.config.Answered != nil {
		b.config.Answered(a.sheet.ids(), answer)
	}
	b.log.Info("answered", "id", a.id, "answer", a.key, "channel", a.at.channel, "refused", answer.Refused, "engine", answer.Engine,
		"took", b.clock.Now().Sub(a.asked), "messages", len(contents))
	return nil
}

// headed puts the question above the answer's first message, or before it.
func (a *asking) headed(contents []string) []string {
	if a.heading == "" {
		return contents
	}
	if first := a.heading + "\n" + contents[0]; show.Len(first) <= show.MaxContent {
		return append([]string{first}, contents[1:]...)
	}
	return append([]string{a.heading}, contents...)
}

// headingUnits is how much of a question is shown above its answer.
const headingUnits = 300

// headingOf is a question as a quotation.
func headingOf(question string) string {
	return show.Quotation(show.Label(question, headingUnits))
}

// names lists names of others for people.
func names(all []string) string {
	harmless := make([]string, len(all))
	for i, n := range all {
		harmless[i] = show.Line(n)
	}
	return strings.Join(harmless, ", ")
}
