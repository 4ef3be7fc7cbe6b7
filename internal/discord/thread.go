package discord

import (
	"context"
	"errors"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
)

const maxThreadName = 100 // Discord's

// openThread starts the thread of an answer, in which it can be asked on.
func (b *Bot) openThread(ctx context.Context, i *interaction, k *Kept) error {
	if missing := lacks(i.AppPermissions, discordgo.PermissionViewChannel, discordgo.PermissionCreatePublicThreads,
		discordgo.PermissionSendMessagesInThreads); missing != "" {
		return b.tell(ctx, i, "I can't open a thread here: I lack **"+missing+"**. Somebody who manages the server can mend that.")
	}
	if _, err := b.discord.Defer(ctx, i.Interaction, true); err != nil {
		return err
	}
	thread, known, err := b.startThread(ctx, i, k)
	if err != nil {
		return err
	}
	if !known {
		b.greet(ctx, i, thread)
	}
	words := "Ask on in <#" + thread + ">."
	_, err = b.discord.EditOriginal(ctx, i.Interaction, session.Edit{Content: &words})
	return err
}

// startThread starts the thread, or finds the one that is there, and notes that
// the talk in it goes on from the answer.
func (b *Bot) startThread(ctx context.Context, i *interaction, k *Kept) (id string, known bool, err error) {
	id = i.Message.ID // which a message's thread shares
	started, err := b.discord.StartThread(ctx, i.ChannelID, session.Thread{Name: show.Label(k.Question, maxThreadName), MessageID: id})
	switch {
	case errors.Is(err, session.ErrThreadExists):
	case err != nil:
		return "", false, err
	default:
		id = started.ID
	}
	b.places.Add(id, place{guild: i.GuildID, channel: id, parent: i.ChannelID, thread: true})
	b.talking.Add(id, i.GuildID)
	doc := Doc{Collection: talksKept, Key: id, Expires: b.clock.Now().Add(b.config.Keep)}
	err = change(ctx, b, doc, func(t *talk) error {
		known = t.Opened
		if t.Opened = true; len(t.Answers) == 0 {
			t.Answers = last(append(append([]string{}, k.Follows...), k.ID))
		}
		return nil
	})
	return id, known, err
}

// greet says in a new thread how to ask on in it.
func (b *Bot) greet(ctx context.Context, i *interaction, thread string) {
	words := "Ask on here, and mention me in each question. I remember what was asked before."
	s, err := b.settings(ctx, place{guild: i.GuildID, channel: thread, parent: i.ChannelID, thread: true})
	if err == nil && set(s.Unasked) && b.content.Load() {
		words = "Ask on here; there is no need to mention me. I remember what was asked before."
	}
	if _, err := b.discord.Send(ctx, thread, session.Message{Content: words, Nonce: thread}); err != nil {
		b.log.Info("cannot greet in a new thread", "id", i.id, "thread", thread, "err", err)
	}
}
