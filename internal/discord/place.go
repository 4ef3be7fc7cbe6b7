package discord

import (
	"cmp"
	"context"
	"fmt"

	"github.com/bwmarrin/discordgo"
)

// place is where something is said.
type place struct {
	guild   string // "" in a direct message
	channel string // a channel, a thread or a direct message
	parent  string // of a thread its channel, else channel
	thread  bool
}

// direct reports whether the place is a direct message.
func (p place) direct() bool { return p.guild == "" }

// placesKept is how many channels' parents are remembered; a parent never
// changes, and one more question at Discord finds a forgotten one again.
const placesKept = 8192

// place finds out where a channel is. Only a server's channel that was not met
// before costs a call.
func (b *Bot) place(ctx context.Context, guildID, channelID string) (place, error) {
	p := place{guild: guildID, channel: channelID, parent: channelID}
	if guildID == "" {
		return p, nil
	}
	if known, ok := b.places.Get(channelID); ok {
		return known, nil
	}
	c, err := b.calls().Channel(ctx, channelID)
	if err != nil {
		return p, fmt.Errorf("find channel %s: %w", channelID, err)
	}
	return b.learn(c, guildID), nil
}

// learn remembers where a channel is. It is in the server that Discord says, whatever
// server somebody named beside it.
func (b *Bot) learn(c *discordgo.Channel, guildID string) place {
	p := place{guild: cmp.Or(c.GuildID, guildID), channel: c.ID, parent: c.ID}
	if p.thread = c.IsThread(); p.thread {
		p.parent = c.ParentID
	}
	if p.parent != "" {
		b.places.Add(c.ID, p)
	}
	return p
}

// person is who asks.
type person struct {
	id      string
	roles   []string
	manages bool // may manage the server
	deletes bool // may manage messages
}

// personOf is who did something in a server or in a direct message.
func personOf(m *discordgo.Member, u *discordgo.User) person {
	if m == nil {
		return person{id: u.ID}
	}
	p := person{roles: m.Roles}
	if m.User != nil {
		u = m.User
	}
	if u != nil {
		p.id = u.ID
	}
	admin := m.Permissions&discordgo.PermissionAdministrator != 0
	p.manages = admin || m.Permissions&discordgo.PermissionManageGuild != 0
	p.deletes = admin || m.Permissions&discordgo.PermissionManageMessages != 0
	return p
}
