package discord

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// What buttons and forms do, as their custom ids begin; parts follow after '/'.
const (
	pressSources = "sources" // answer
	pressPage    = "page"    // answer, page: of the passages, in their own message
	pressThread  = "thread"  // answer
	pressHelpful = "helpful" // answer
	pressWrong   = "wrong"   // answer; opens the form of the same id
	pressDelete  = "delete"  // answer, person who asked
	pressShare   = "share"   // check
	formAbout    = "about"   // subject
)

// customID names a button or form.
func customID(verb string, parts ...string) string {
	return strings.Join(append([]string{verb}, parts...), "/")
}

// buttons are what is under an answer.
func buttons(k *Kept, at place) []discordgo.MessageComponent {
	var row []discordgo.MessageComponent
	add := func(label string, style discordgo.ButtonStyle, id string) {
		row = append(row, discordgo.Button{Label: label, Style: style, CustomID: id})
	}
	if len(k.Passages) > 0 {
		add("Sources", discordgo.PrimaryButton, customID(pressSources, k.ID))
	}
	if !k.Private && !at.direct() && !at.thread {
		add("Continue in thread", discordgo.SecondaryButton, customID(pressThread, k.ID))
	}
	add("Helpful", discordgo.SecondaryButton, customID(pressHelpful, k.ID))
	add("Wrong", discordgo.SecondaryButton, customID(pressWrong, k.ID))
	if !k.Private {
		add("Delete", discordgo.DangerButton, customID(pressDelete, k.ID, k.Person))
	}
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: row}}
}

// answerUnder is the id of the answer that a message's buttons belong to, or "".
func answerUnder(rows []discordgo.MessageComponent) string {
	for _, r := range rows {
		row, ok := r.(*discordgo.ActionsRow)
		if !ok {
			continue
		}
		for _, c := range row.Components {
			if b, ok := c.(*discordgo.Button); ok {
				if parts := strings.Split(b.CustomID, "/"); parts[0] == pressHelpful && len(parts) == 2 {
					return parts[1]
				}
			}
		}
	}
	return ""
}

// press does what a button says.
func (b *Bot) press(ctx context.Context, i *interaction) error {
	parts := strings.Split(i.MessageComponentData().CustomID, "/")
	if len(parts) < 2 || parts[1] == "" {
		return b.tell(ctx, i, staleButton)
	}
	switch verb, id := parts[0], parts[1]; verb {
	case pressDelete:
		return b.pressedDelete(ctx, i, parts)
	case pressShare:
		return b.share(ctx, i, id)
	case pressSources, pressPage, pressThread, pressHelpful, pressWrong:
		k, err := b.answerOf(ctx, i, id)
		if err != nil {
			return err
		}
		if k == nil {
			return b.tell(ctx, i, "This answer is kept no longer. Ask again for a fresh one.")
		}
		return b.pressed(ctx, i, k, parts)
	}
	return b.tell(ctx, i, staleButton)
}

// answerOf is the answer that somebody's button or form is of: nil where it is
// kept no longer, is another person's private one or of another place. Discord
// only lets buttons be pressed that we put there; that is not relied upon. A private
// one of a server may have come to its person in a direct message.
func (b *Bot) answerOf(ctx context.Context, i *interaction, id string) (*Kept, error) {
	k, err := b.kept(ctx, id)
	if k == nil || k.Private && k.Person != i.by.id || !k.Private && k.Channel != i.ChannelID || k.Guild != i.GuildID && i.GuildID != "" {
		return nil, err
	}
	return k, err
}

const staleButton = "This button is of an older version of me. Ask again for a fresh answer."

// pressed does what a button under an answer says.
func (b *Bot) pressed(ctx context.Context, i *interaction, k *Kept, parts []string) error {
	s, err := b.settingsOf(ctx, k)
	if err != nil {
		return err
	}
	if !k.Private && !s.allows(i.by) {
		return b.tell(ctx, i, s.closed())
	}
	switch parts[0] {
	case pressThread:
		return b.openThread(ctx, i, k)
	case pressHelpful:
		return b.helpful(ctx, i, k)
	case pressWrong:
		return b.openWrong(ctx, i, k)
	}
	page := 0
	if len(parts) > 2 {
		page, _ = strconv.Atoi(parts[2])
	}
	return b.sources(ctx, i, k, s, page)
}

// settingsOf are those that now hold where an answer was given. A private one may
// have gone to a direct message, in which none are set. Where its channel is gone
// the server's hold.
func (b *Bot) settingsOf(ctx context.Context, k *Kept) (Settings, error) {
	at, err := b.place(ctx, k.Guild, k.Channel)
	if err != nil {
		b.log.Info("taking a channel for no thread", "channel", k.Channel, "err", err)
	}
	return b.settings(ctx, at)
}

// sources shows, privately, the passages behind an answer, as far as they may be
// seen there now.
func (b *Bot) sources(ctx context.Context, i *interaction, k *Kept, s Settings, page int) error {
	answer, err := b.shown(ctx, k)
	if err != nil {
		return err
	}
	visible, _ := s.filter(rag.Filter{})
	for n := range answer.Sources {
		source := &answer.Sources[n]
		if !here(i.GuildID, rag.Filter{}).Passes(&source.Article) {
			*source = rag.Source{} // not even what it is called
		} else if !visible.Passes(&source.Article) {
			source.Article.Body, source.Span = "", text.Span{}
		}
	}
	pages := show.Sources(answer)
	if len(pages) == 0 {
		return b.tell(ctx, i, "This answer cites nothing.")
	}
	page = min(max(page, 0), len(pages)-1)
	rows := turning(k.ID, page, len(pages))
	if strings.HasPrefix(i.MessageComponentData().CustomID, pressPage+"/") {
		_, err = b.discord.Update(ctx, i.Interaction, session.Edit{Embeds: &pages[page], Components: &rows})
		return err
	}
	_, err = b.discord.Reply(ctx, i.Interaction, session.Message{
		Embeds: pages[page], Components: rows, Flags: discordgo.MessageFlagsEphemeral,
	})
	return err
}

// turning are the buttons that turn pages, nil where there is one page.
func turning(id string, page, pages int) []discordgo.MessageComponent {
	if pages < 2 {
		return nil
	}
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Back", Style: discordgo.SecondaryButton, Disabled: page == 0, CustomID: customID(pressPage, id, strconv.Itoa(page-1))},
		discordgo.Button{Label: fmt.Sprintf("Next (%d of %d)", page+1, pages), Style: discordgo.SecondaryButton, Disabled: page == pages-1, CustomID: customID(pressPage, id, strconv.Itoa(page+1))},
	}}}
}

// pressedDelete deletes an answer for who asked it, or who may delete messages.
// The button itself says who asked, so that it works for as long as it is there.
func (b *Bot) pressedDelete(ctx context.Context, i *interaction, parts []string) error {
	asker := len(parts) > 2 && parts[2] == i.by.id
	if !asker && !i.by.deletes {
		return b.tell(ctx, i, "Only who asked this, or somebody with **Manage Messages**, can delete it.")
	}
	if err := b.discord.DeferUpdate(ctx, i.Interaction); err != nil {
		return err
	}
	messages := []string{i.Message.ID}
	k, err := b.answerOf(ctx, i, parts[1])
	if k != nil && len(parts) > 2 && parts[2] == k.Person {
		if len(k.Messages) > 1 {
			messages = k.Messages
		}
		err = b.shelf.Unshelve(ctx, answersKept, k.ID)
	}
	for _, m := range messages {
		deleted := b.discord.Delete(ctx, i.ChannelID, m)
		if deleted != nil && m == i.Message.ID {
			// Without a view of the channel the interaction still lets us.
			deleted = b.discord.DeleteOriginal(ctx, i.Interaction)
		}
		err = errors.Join(err, deleted)
	}
	return err
}
