package discord

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// askCommand answers /ask.
func (b *Bot) askCommand(ctx context.Context, i *interaction, a args) error {
	filter, problem := filterOf(a)
	if problem != "" {
		return b.tell(ctx, i, problem)
	}
	text := plain(a.text("question"))
	if text == "" {
		return b.tell(ctx, i, "There is no question in that. Write one, such as `/ask question: Who led the delegation?`")
	}
	return b.answerTo(ctx, i, &asking{text: text, filter: filter, chosen: true}, a.flag("private"))
}

// answerTo answers an interaction with what an asking brings. Private is what the
// person chose, nil where they did not.
func (b *Bot) answerTo(ctx context.Context, i *interaction, a *asking, private *bool) error {
	a.id, a.key, a.by = i.id, i.ID, i.by
	s, at, err := b.quickSettings(ctx, i)
	if err != nil {
		return err
	}
	a.at, a.private = at, set(private) || private == nil && set(s.Private)
	waiting, err := b.discord.Defer(ctx, i.Interaction, a.private)
	if err != nil {
		return err
	}
	p := &replyPaper{bot: b, to: i, private: a.private}
	if !a.private {
		p.waiting = waiting.ID
		if a.piece == nil && a.briefing == nil { // which say themselves what they are
			a.heading = headingOf(a.text)
		}
	}
	a.sheet, a.from = &sheet{paper: p}, i
	defer b.panicked(ctx, a)
	// What a thread is in may cost a call, and is only now asked for.
	if a.at, err = b.place(ctx, i.GuildID, i.ChannelID); err != nil {
		b.log.Info("taking a channel for no thread", "id", i.id, "channel", i.ChannelID, "err", err)
	}
	if a.at.parent != at.parent {
		if s, err = b.settings(ctx, a.at); err != nil {
			b.trouble(ctx, a, err)
			return nil
		}
	}
	if len(a.history) == 0 && len(a.follows) == 0 {
		if a.follows, err = b.follows(ctx, a.at, nil); err != nil {
			b.trouble(ctx, a, err)
			return nil
		}
	}
	b.ask(ctx, a, s)
	return nil
}

// quickSettings are the settings as far as they can be known before the first
// answer: those of a thread that was not met before are its server's.
func (b *Bot) quickSettings(ctx context.Context, i *interaction) (Settings, place, error) {
	at := place{guild: i.GuildID, channel: i.ChannelID, parent: i.ChannelID}
	if known, ok := b.places.Get(i.ChannelID); ok {
		at = known
	}
	s, err := b.settings(ctx, at)
	return s, at, err
}

// filterOf reads the arguments that narrow the coverage; problem is what is wrong
// with them, in words for people.
func filterOf(a args) (f rag.Filter, problem string) {
	var err error
	if f.Since, err = day(a.text("since")); err != nil {
		return f, fmt.Sprintf("`since` is not a day: write it as 2025-03-14, not %s.", show.Line(show.Label(a.text("since"), 40)))
	}
	if f.Until, err = day(a.text("until")); err != nil {
		return f, fmt.Sprintf("`until` is not a day: write it as 2025-03-14, not %s.", show.Line(show.Label(a.text("until"), 40)))
	}
	if !f.Since.IsZero() && !f.Until.IsZero() && f.Until.Before(f.Since) {
		return f, "`until` is before `since`: no day lies between."
	}
	if o := a.text("outlet"); o != "" {
		f.Outlets = []string{o}
	}
	return f, ""
}

// day reads a day; none is the zero time.
func day(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse("2006/01/02", s); err == nil {
		return t, nil
	}
	return time.Parse(time.DateOnly, s)
}

// subject is a message that somebody asks about.
type subject struct {
	Text   string `json:"text"`
	Answer string `json:"answer,omitempty"` // it is this answer of the bot's
	Person string `json:"person"`           // who opened the form
	Guild  string `json:"guild,omitempty"`  // and in which server
}

const (
	// subjectKept is for how long a form can be filled in.
	subjectKept = time.Hour
	// subjectUnits bounds what of a message is taken for what it is about.
	subjectUnits  = 200
	questionField = "question"
	maxQuestion   = 1000 // characters
)

// aboutCommand opens the form for a question about a message.
func (b *Bot) aboutCommand(ctx context.Context, i *interaction, _ args) error {
	m := target(i)
	if m == nil || plain(m.Content) == "" {
		return b.tell(ctx, i, "There is no text in that message to ask about.")
	}
	about := subject{Text: plain(m.Content), Person: i.by.id, Guild: i.GuildID}
	k, err := b.answerIn(ctx, i.GuildID, m)
	if err != nil {
		return err
	}
	if k != nil {
		about.Answer = k.ID
	}
	doc := Doc{Collection: subjectsKept, Key: i.ID, Owner: owner(i.by.id), Expires: b.clock.Now().Add(subjectKept)}
	if err := b.write(ctx, doc, about); err != nil {
		return err
	}
	return b.discord.OpenModal(ctx, i.Interaction, session.Modal{
		CustomID: customID(formAbout, i.ID), Title: "Ask about this message",
		Components: []discordgo.MessageComponent{field(discordgo.TextInput{
			CustomID: questionField, Label: "Your question", Style: discordgo.TextInputParagraph,
			Placeholder: "Who led it?", Required: true, MaxLength: maxQuestion,
		})},
	})
}

// askedAbout answers a question about a message.
func (b *Bot) askedAbout(ctx context.Context, i *interaction, id string, fields map[string]string) error {
	text := plain(fields[questionField])
	var about subject
	_, err := b.read(ctx, subjectsKept, id, &about)
	switch {
	case err != nil:
		return err
	case about.Person != i.by.id || about.Guild != i.GuildID:
		return b.tell(ctx, i, "That form is too old: open it again from the message's menu.")
	case text == "":
		return b.tell(ctx, i, "There is no question in that.")
	}
	a := &asking{text: text}
	if k, err := b.keptIn(ctx, i.GuildID, about.Answer); about.Answer != "" && err == nil && k != nil {
		a.follows = last(append(append([]string{}, k.Follows...), k.ID))
	} else {
		a.history = []rag.Turn{{Question: show.Label(about.Text, subjectUnits), Answer: about.Text}}
	}
	return b.answerTo(ctx, i, a, nil)
}

// target is the message whose menu a command was chosen from.
func target(i *interaction) *discordgo.Message {
	data := i.ApplicationCommandData()
	if data.Resolved == nil {
		return nil
	}
	return data.Resolved.Messages[strings.TrimSpace(data.TargetID)]
}
