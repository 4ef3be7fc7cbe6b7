package discord

import (
	"context"
	"strings"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// briefNow answers /briefing now.
func (b *Bot) briefNow(ctx context.Context, i *interaction, a args) error {
	filter, problem := filterOf(a)
	if problem != "" {
		return b.tell(ctx, i, problem)
	}
	o := &BriefingOrder{Channel: i.ChannelID, Topics: topicsOf(a.text("topics")), Length: a.text("length")}
	return b.answerTo(ctx, i, &asking{text: askedFor(o), filter: filter, chosen: true, briefing: o}, a.flag("private"))
}

// previewBriefing shows one person what a scheduled briefing would tell. What may
// be seen is what both its channel and this one let be seen.
func (b *Bot) previewBriefing(ctx context.Context, i *interaction, s *Scheduled) error {
	filter, open, err := b.Visible(ctx, i.GuildID, s.Channel, rag.Filter{Outlets: s.Outlets})
	if err != nil {
		return err
	}
	if !open {
		return b.tell(ctx, i, UnseenThere(s.Outlets))
	}
	private := true
	o := &BriefingOrder{Channel: s.Channel, Topics: s.Topics, Length: s.Length}
	heading := "-# Preview of `" + s.ID + "`; it does not count as told."
	return b.answerTo(ctx, i, &asking{text: askedFor(o), filter: filter, chosen: true, briefing: o, heading: heading}, &private)
}

// UnseenThere says that nothing of what a briefing is to be of may be seen in its
// channel.
func UnseenThere(outlets []string) string {
	return "This briefing is to be of " + outletNames(outlets) + ", and the settings of its channel let none of that be seen there."
}

// askedFor is a briefing as a question, which is what is kept of it.
func askedFor(o *BriefingOrder) string {
	return strings.TrimSpace(show.Label("briefing "+strings.Join(o.Topics, ", "), maxQuestion))
}

// topicsOf reads a list with commas between.
func topicsOf(typed string) []string {
	var all []string
	for _, t := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == '،' || r == ';' || r == '؛' }) {
		if t = plain(t); t != "" {
			all = append(all, t)
		}
	}
	return all
}

// makeBriefing composes a briefing and shows it. One that all of a channel see
// counts as told there, and one asked for meanwhile is composed when it does: it
// would tell the same again.
func (b *Bot) makeBriefing(ctx context.Context, a *asking, f rag.Filter) error {
	a.briefing.Filter = f
	if !a.private {
		over, err := b.told.wait(ctx, a.briefing.Channel)
		if err != nil {
			return err
		}
		defer over()
	}
	made, err := b.desk.Brief(ctx, *a.briefing)
	if err != nil {
		return err
	}
	a.sheet.files = made.Files
	topic := &Piece{Topic: strings.Join(a.briefing.Topics, ", ")}
	if err := b.conclude(ctx, a, asAnswer(topic, &made.Report), BriefingContents(&made)); err != nil || a.private {
		return err
	}
	late, cancel := afterwards(ctx)
	defer cancel()
	if err := b.desk.Remember(late, a.briefing.Channel, made.Telling); err != nil {
		b.log.Error("the next briefing will tell again what this one told", "id", a.id, "err", err)
	}
	return nil
}
