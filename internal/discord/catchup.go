package discord

import (
	"context"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
)

const (
	// talkingKept is how many channels are remembered in which the bot was asked
	// something, to be looked at first after a gap.
	talkingKept = 64
	// takenKept is how many messages are remembered as looked at: more than are
	// written to a bot in catchUpAge.
	takenKept = 16384
	// catchUpAge is how old a question can be to be answered after a gap: after
	// that who asked has asked again, or somebody else.
	catchUpAge = 5 * time.Minute
	// clockMargin is by how much Discord's clock may differ from ours.
	clockMargin = 5 * time.Second
	// catchUpChannels is how many channels are looked at after a gap, one call each.
	catchUpChannels = 50
)

// catchUp looks for what was said while Discord did not tell, after a session that
// could not be resumed: in the channels where the bot was last asked, and in
// those of its servers where something was said since.
func (b *Bot) catchUp(ctx context.Context, since time.Time) {
	if now := b.config.Session.Now(); now.Sub(since) > catchUpAge {
		since = now.Add(-catchUpAge)
	}
	looked := map[string]bool{}
	look := func(guildID, channelID string) {
		if looked[channelID] || len(looked) == catchUpChannels || ctx.Err() != nil {
			return
		}
		looked[channelID] = true
		if _, err := b.discord.CatchUp(ctx, guildID, channelID, since); err != nil {
			b.log.Debug("cannot catch up with a channel", "id", session.ID(ctx), "channel", channelID, "err", err)
		}
	}
	for _, id := range b.talking.Keys() {
		guild, _ := b.talking.Peek(id)
		look(guild, id)
	}
	guilds, err := b.discord.Guilds(ctx)
	if err != nil {
		b.log.Info("cannot catch up with all servers", "id", session.ID(ctx), "err", err)
		return
	}
	for _, g := range guilds {
		channels, err := b.discord.GuildChannels(ctx, g.ID)
		if err != nil {
			b.log.Info("cannot catch up with a server", "id", session.ID(ctx), "guild", g.ID, "err", err)
			continue
		}
		for _, c := range channels {
			if spoken(c).After(since.Add(-clockMargin)) {
				look(g.ID, c.ID)
			}
		}
	}
	b.log.Info("caught up", "id", session.ID(ctx), "since", since, "channels", len(looked))
}

// spoken is when something was last said in a channel, of which its last
// message's id tells.
func spoken(c *discordgo.Channel) time.Time {
	id, err := strconv.ParseInt(c.LastMessageID, 10, 64)
	if err != nil {
		return time.Time{}
	}
	const epoch = 1420070400000 // of Discord's ids, in milliseconds
	return time.UnixMilli(id>>22 + epoch)
}
