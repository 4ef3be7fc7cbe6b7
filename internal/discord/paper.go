package discord

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
)

// paper is where a sheet is written: a channel, or an interaction's answer.
// Parts are counted from 0.
type paper interface {
	// post writes a part that was not there, and returns its message's id.
	post(ctx context.Context, part int, m session.Message) (string, error)
	// edit changes a part that is there.
	edit(ctx context.Context, part int, messageID string, e session.Edit) error
	// drop takes a part away.
	drop(ctx context.Context, part int, messageID string) error
	// instead is where to go on once this paper can't be written any more, or nil.
	instead(ctx context.Context, err error) paper
}

// channelPaper writes messages in a channel, as replies to another one.
type channelPaper struct {
	bot     *Bot
	channel string
	replyTo string // a message's id, "" for none
	// nonce makes a second post of the same part the same message, whoever
	// posts it; at most 22 characters, "" for none.
	nonce string
	// after is closed once the bot is seen to type: a sign that came after the
	// answer would stay for 10 s. Nil: it is not.
	after <-chan struct{}
}

// signTime is how long an answer that is ready waits for the sign to be there.
const signTime = 500 * time.Millisecond

func (p *channelPaper) post(ctx context.Context, part int, m session.Message) (string, error) {
	if p.after != nil && part == 0 {
		late := time.NewTimer(signTime)
		defer late.Stop()
		select {
		case <-p.after:
		case <-late.C:
		}
	}
	m.Flags |= discordgo.MessageFlagsSuppressEmbeds
	if part == 0 {
		m.ReplyTo = p.replyTo
	}
	if p.nonce != "" {
		m.Nonce = fmt.Sprintf("%s.%d", p.nonce, part)
	}
	sent, err := p.bot.discord.Send(ctx, p.channel, m)
	if m.ReplyTo != "" && (session.Code(err) == codeNoHistory || errors.Is(err, session.ErrMissingPermissions)) {
		// Without Read Message History there are no replies, but messages.
		m.ReplyTo = ""
		sent, err = p.bot.discord.Send(ctx, p.channel, m)
	}
	if err != nil {
		return "", err
	}
	return sent.ID, nil
}

// codeNoHistory is Discord's refusal of a reply where the bot can't read the
// message that is replied to.
const codeNoHistory = 160002

func (p *channelPaper) edit(ctx context.Context, _ int, id string, e session.Edit) error {
	_, err := p.bot.discord.Edit(ctx, p.channel, id, e)
	return err
}

func (p *channelPaper) drop(ctx context.Context, _ int, id string) error {
	return p.bot.discord.Delete(ctx, p.channel, id)
}

func (p *channelPaper) instead(context.Context, error) paper { return nil }

// replyPaper writes the answer to an interaction, which was deferred: its first
// part fills what was deferred, the others follow.
type replyPaper struct {
	bot     *Bot
	to      *interaction
	private bool
	waiting string // the message that says that the bot is thinking
}

func (p *replyPaper) post(ctx context.Context, part int, m session.Message) (string, error) {
	if part == 0 {
		filled, err := p.bot.discord.EditOriginal(ctx, p.to.Interaction, session.Edit{
			Content: &m.Content, Components: &m.Components, Files: m.Files, DropFiles: len(m.Files) > 0, // else a repeat would add them again
		})
		if err != nil {
			return "", err
		}
		return filled.ID, nil
	}
	if p.sends() && (len(m.Files) == 0 || p.to.AppPermissions&discordgo.PermissionAttachFiles != 0) {
		// A message in the channel can be repeated without being doubled.
		return (&channelPaper{bot: p.bot, channel: p.to.ChannelID, nonce: p.to.ID}).post(ctx, part, m)
	}
	m.Flags |= discordgo.MessageFlagsSuppressEmbeds
	if p.private {
		m.Flags |= discordgo.MessageFlagsEphemeral
	}
	return p.bot.followUp(ctx, p.to, m)
}

const (
	// followUpTries is how often a follow-up is posted of which it is not known
	// whether Discord took it.
	followUpTries = 4
	// followUpWait is before the second try, and doubled each time: all of them are
	// over within the time of last words.
	followUpWait = 200 * time.Millisecond
)

// followUp posts a message after the first answer to an interaction, and returns
// its id. Discord has no nonce for it: where it is not known whether it took the
// message it is posted again, for a sentence twice is better than none.
func (b *Bot) followUp(ctx context.Context, i *interaction, m session.Message) (string, error) {
	sent, err := b.discord.FollowUp(ctx, i.Interaction, m)
	for n := 0; errors.Is(err, session.ErrUncertain) && ctx.Err() == nil && n < followUpTries-1; n++ {
		pause, cancel := context.WithTimeout(ctx, followUpWait<<n)
		<-pause.Done()
		cancel()
		sent, err = b.discord.FollowUp(ctx, i.Interaction, m)
	}
	if err != nil {
		return "", err
	}
	return sent.ID, nil
}

// sends reports whether further parts are messages in the channel rather than
// follow-ups, for which the bot needs permissions. A follow-up that all see is
// edited and deleted as those are.
func (p *replyPaper) sends() bool {
	const needed = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads
	return !p.private && p.to.GuildID != "" && p.to.AppPermissions&needed == needed
}

func (p *replyPaper) edit(ctx context.Context, part int, id string, e session.Edit) error {
	var err error
	switch {
	case part == 0:
		_, err = p.bot.discord.EditOriginal(ctx, p.to.Interaction, e)
	case p.sends():
		_, err = p.bot.discord.Edit(ctx, p.to.ChannelID, id, e)
	default:
		_, err = p.bot.discord.EditFollowUp(ctx, p.to.Interaction, id, e)
	}
	return err
}

func (p *replyPaper) drop(ctx context.Context, part int, id string) error {
	switch {
	case part == 0:
		return p.bot.discord.DeleteOriginal(ctx, p.to.Interaction)
	case p.sends():
		return p.bot.discord.Delete(ctx, p.to.ChannelID, id)
	}
	return p.bot.discord.DeleteFollowUp(ctx, p.to.Interaction, id)
}

// instead is the channel once the interaction's 15 minutes are over, and for
// what is private a direct message. What waited there is taken away.
func (p *replyPaper) instead(ctx context.Context, err error) paper {
	if !errors.Is(err, session.ErrTokenExpired) {
		return nil
	}
	channel := p.to.ChannelID
	if p.private && p.to.GuildID != "" {
		dm, err := p.bot.discord.DM(ctx, p.to.by.id)
		if err != nil {
			p.bot.log.Info("no way to answer privately any more", "id", p.to.id, "err", err)
			return nil
		}
		channel = dm.ID
	} else if p.waiting != "" {
		if err := p.bot.discord.Delete(ctx, channel, p.waiting); err != nil {
			p.bot.log.Debug("leaving an answer that was never filled", "id", p.to.id, "err", err)
		}
	}
	return &channelPaper{bot: p.bot, channel: channel, nonce: p.to.ID}
}
