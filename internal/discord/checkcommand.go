package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// maxChecked is how long a text of /check can be, in characters: as long as a
// message.
const maxChecked = 2000

// check is a checked text that can be shared.
type check struct {
	Contents []string `json:"contents"` // the messages that show it
	Shared   bool     `json:"shared,omitempty"`
	Person   string   `json:"person"`            // whose it is
	Channel  string   `json:"channel"`           // where it was made
	Outlets  []string `json:"outlets,omitempty"` // whose coverage it quotes
}

// quotedOutlets are the outlets of the passages that claims were compared with.
func quotedOutlets(claims []rag.Checked) []string {
	var all []string
	for i := range claims {
		for k := range claims[i].Supports {
			if o := claims[i].Supports[k].Article.Outlet; !slices.Contains(all, o) {
				all = append(all, o)
			}
		}
	}
	return all
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
	return b.check(ctx, i, b.lines(m), &private) // a line may end a sentence
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
	a := &asking{id: i.id, by: i.by, at: at, private: alone, sheet: &sheet{paper: p}, from: i}
	defer b.panicked(ctx, a)
	defer b.forgetAgain(ctx, i.by.id)()
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
	made := check{Contents: contents, Person: i.by.id, Channel: i.ChannelID, Outlets: quotedOutlets(claims)}
	if err := b.write(ctx, doc, made); err != nil {
		return err
	}
	return a.sheet.show(ctx, contents, []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Share", Style: discordgo.PrimaryButton, CustomID: customID(pressShare, i.ID)},
	}}})
}

// Why a check is not shared.
var (
	errNoCheck = errors.New("there is no such check of this person's here")
	errNarrow  = errors.New("the check quotes coverage that is not seen here any more")
	errShared  = errors.New("the check was shared")
)

// share shows a check to all in the channel, once.
func (b *Bot) share(ctx context.Context, i *interaction, id string) error {
	s, _, err := b.quickSettings(ctx, i)
	if err != nil {
		return err
	}
	if !s.allows(i.by) {
		return b.tell(ctx, i, s.closed())
	}
	// It is noted as shared before it is, so that two presses share it once.
	c, err := b.setShared(ctx, i, id, func(c *check) error {
		switch {
		case c.Shared:
			return errShared
		case !s.sees(c.Outlets):
			return errNarrow
		}
		c.Shared = true
		return nil
	})
	switch {
	case errors.Is(err, errNoCheck):
		return b.tell(ctx, i, "This check is kept no longer. Make it again to share it.")
	case errors.Is(err, errShared):
		return b.tell(ctx, i, "This was shared already.")
	case errors.Is(err, errNarrow):
		return b.tell(ctx, i, "This quotes coverage that is no longer seen here. Make the check again to share it.")
	case err != nil:
		return err
	}
	if err = b.showShared(ctx, i, &c); err != nil {
		_, back := b.setShared(ctx, i, id, func(c *check) error { c.Shared = false; return nil })
		return errors.Join(err, back)
	}
	return nil
}

// setShared alters a check of this person and place. Of another there is none.
func (b *Bot) setShared(ctx context.Context, i *interaction, id string, alter func(*check) error) (c check, err error) {
	doc := Doc{Collection: checksKept, Key: id, Owner: owner(i.by.id), Expires: b.clock.Now().Add(b.config.Keep)}
	err = change(ctx, b, doc, func(now *check) error {
		if now.Person != i.by.id || now.Channel != i.ChannelID || len(now.Contents) == 0 {
			return errNoCheck
		}
		err := alter(now)
		c = *now
		return err
	})
	return c, err
}

// showShared posts a check for all to see.
func (b *Bot) showShared(ctx context.Context, i *interaction, c *check) error {
	waiting, err := b.discord.Defer(ctx, i.Interaction, false)
	if err != nil {
		return err
	}
	s := &sheet{paper: &replyPaper{bot: b, to: i, waiting: waiting.ID}}
	a := &asking{heading: fmt.Sprintf("Checked against the coverage for <@%s>:", i.by.id)}
	return s.show(ctx, a.headed(c.Contents), nil)
}
