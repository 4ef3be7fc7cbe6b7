package discord

import (
	"context"
	"errors"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/show"
)

// maxChecked is how long a text of /check can be, in characters: as long as a
// message.
const maxChecked = 2000

// check is a checked text that can be shared.
type check struct {
	Contents []string `json:"contents"` // the messages that show it
	Shared   bool     `json:"shared,omitempty"`
}

// checkCommand answers /check.
func (b *Bot) checkCommand(ctx context.Context, i *interaction, a args) error {
	return b.check(ctx, i, a.text("text"), a.flag("private"))
}

// checkMenuCommand checks a message, for the one who asks and nobody else.
func (b *Bot) checkMenuCommand(ctx context.Context, i *interaction, _ args) error {
	private, m := true, target(i)
	if m == nil {
		return b.tell(ctx, i, "I can't see that message.")
	}
	return b.check(ctx, i, b.words(m), &private)
}

// check checks a text against the coverage, privately if that is chosen or,
// where nothing is, if it is set.
func (b *Bot) check(ctx context.Context, i *interaction, text string, private *bool) error {
	if plain(text) == "" {
		return b.tell(ctx, i, "There is no text to check in that.")
	}
	s, at, err := b.quickSettings(ctx, i)
	if err != nil {
		return err
	}
	alone := set(private) || private == nil && set(s.Private)
	waiting, err := b.discord.Defer(ctx, i.Interaction, alone)
	if err != nil {
		return err
	}
	p := &replyPaper{bot: b, to: i, private: alone}
	if !alone {
		p.waiting = waiting.ID
	}
	a := &asking{id: i.id, by: i.by, at: at, private: alone, sheet: &sheet{paper: p}}
	if err := b.checked(ctx, i, a, text, s); err != nil {
		b.trouble(ctx, a, err)
	}
	return nil
}

// checked passes the gate, checks and shows.
func (b *Bot) checked(ctx context.Context, i *interaction, a *asking, text string, s Settings) error {
	refused, err := b.gate(ctx, a.by, a.at, s)
	if err != nil {
		return err
	}
	if refused.words != "" {
		return a.sheet.show(ctx, []string{refused.words}, nil)
	}
	f, _ := s.filter(a.filter)
	claims, err := b.desk.Check(ctx, text, f)
	if err != nil {
		return err
	}
	contents := show.Check(text, claims)
	if !a.private || a.at.direct() || len(claims) == 0 {
		return a.sheet.show(ctx, contents, nil)
	}
	doc := Doc{Collection: checksKept, Key: i.ID, Owner: owner(i.by.id), Expires: b.clock.Now().Add(b.config.Keep)}
	if err := b.write(ctx, doc, check{Contents: contents}); err != nil {
		return err
	}
	return a.sheet.show(ctx, contents, []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Share", Style: discordgo.PrimaryButton, CustomID: customID(pressShare, i.ID)},
	}}})
}

// share shows a check to all in the channel, once.
func (b *Bot) share(ctx context.Context, i *interaction, id string) error {
	var c check
	found := false
	doc := Doc{Collection: checksKept, Key: id, Owner: owner(i.by.id), Expires: b.clock.Now().Add(b.config.Keep)}
	// It is noted as shared before it is, so that two presses share it once.
	err := change(ctx, b, doc, func(now *check) error {
		c, found = *now, len(now.Contents) > 0
		now.Shared = true
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case !found:
		return b.tell(ctx, i, "This check is kept no longer. Make it again to share it.")
	case c.Shared:
		return b.tell(ctx, i, "This was shared already.")
	}
	waiting, err := b.discord.Defer(ctx, i.Interaction, false)
	if err != nil {
		return err
	}
	s := &sheet{paper: &replyPaper{bot: b, to: i, waiting: waiting.ID}}
	a := &asking{heading: fmt.Sprintf("Checked against the coverage for <@%s>:", i.by.id)}
	if err := s.show(ctx, a.headed(c.Contents), nil); err != nil {
		c.Shared = false
		return errors.Join(err, b.write(ctx, doc, c))
	}
	return nil
}
