package session

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// An Event is something that Discord told.
type Event struct {
	// ID is for people to quote and for the log to be searched.
	ID    string
	Type  string // Discord's name: MESSAGE_CREATE
	Shard int
	At    time.Time // when it came
	// Data is discordgo's struct of the event: *discordgo.MessageCreate,
	// *discordgo.InteractionCreate and so on, or a *[Gap]. It is shared with
	// nobody.
	Data any
	// Channel is where an interaction happened, as far as Discord says of it: its
	// kind and, of a thread, its parent. Nil: not said.
	Channel *discordgo.Channel

	key     string // of the lane; empty: it waits for nobody
	once    string // what it is told apart by from its repeats; empty: nothing
	release sync.Once
	free    func()
}

// Release lets the next event of the channel or server be handled while this
// one's handler goes on. A handler that takes long calls it as soon as the order
// no longer matters to it. To call it again does nothing.
func (e *Event) Release() { e.release.Do(e.free) }

// A Handler handles one event. Events of one channel, and those about one
// server, are handled one after the other, in the order in which they came, each
// once the handler before has returned or called [Event.Release]; those of
// different ones at the same time, and interactions and deletions at once. The context ends
// after a bounded time, and at shutdown after the grace. A panic ends nothing
// but the handler, and is logged with the event's ID.
type Handler func(ctx context.Context, e *Event)

type idKey struct{}

// ID is the [Event.ID] of the handler's context, or empty.
func ID(ctx context.Context) string {
	id, _ := ctx.Value(idKey{}).(string)
	return id
}

// place says in which lane an event belongs, and what its repeats have in
// common with it. It reports false for one that did not decode.
func (e *Event) place() bool {
	switch v := e.Data.(type) {
	case *discordgo.InteractionCreate:
		if v.Interaction == nil || v.ID == "" || v.Token == "" {
			return false
		}
		e.once = "i" + v.ID
	case *discordgo.MessageCreate:
		if v.Message == nil || v.ID == "" || v.Author == nil {
			return false
		}
		e.key, e.once = v.ChannelID, "m"+v.ID
	case *discordgo.MessageUpdate:
		return e.in(v.Message != nil, func() string { return v.ChannelID })
	case *discordgo.MessageDelete:
		return v.Message != nil && v.ID != ""
	case *discordgo.MessageDeleteBulk: // like one, it waits for nobody: it may be of what is being answered
	case *discordgo.ChannelCreate:
		return e.in(v.Channel != nil, func() string { return v.ID })
	case *discordgo.ChannelUpdate:
		return e.in(v.Channel != nil, func() string { return v.ID })
	case *discordgo.ChannelDelete:
		return e.in(v.Channel != nil, func() string { return v.ID })
	case *discordgo.ThreadCreate:
		return e.in(v.Channel != nil, func() string { return v.ID })
	case *discordgo.ThreadUpdate:
		return e.in(v.Channel != nil, func() string { return v.ID })
	case *discordgo.ThreadDelete:
		return e.in(v.Channel != nil, func() string { return v.ID })
	case *discordgo.ThreadMembersUpdate:
		e.key = v.ID
	default:
		return e.placeGuild()
	}
	return true
}

// placeGuild is [Event.place] for events about servers and all others.
func (e *Event) placeGuild() bool {
	switch v := e.Data.(type) {
	case nil:
		return false
	case *discordgo.GuildCreate:
		return e.in(v.Guild != nil, func() string { return v.ID })
	case *discordgo.GuildUpdate:
		return e.in(v.Guild != nil, func() string { return v.ID })
	case *discordgo.GuildDelete:
		return e.in(v.Guild != nil, func() string { return v.ID })
	case *discordgo.GuildRoleCreate:
		return e.in(v.GuildRole != nil, func() string { return v.GuildID })
	case *discordgo.GuildRoleUpdate:
		return e.in(v.GuildRole != nil, func() string { return v.GuildID })
	case *discordgo.GuildRoleDelete:
		e.key = v.GuildID
	case *discordgo.ThreadListSync:
		e.key = v.GuildID
	}
	return true
}

// in puts an event that decoded into a lane.
func (e *Event) in(decoded bool, key func() string) bool {
	if decoded {
		e.key = key()
	}
	return decoded && e.key != ""
}

// channelOf is the channel that an interaction says it happened in, which
// discordgo does not decode; nil where it says none.
func channelOf(e *discordgo.Event) *discordgo.Channel {
	if e.Type != "INTERACTION_CREATE" {
		return nil
	}
	var in struct {
		Channel *discordgo.Channel `json:"channel"`
	}
	if err := json.Unmarshal(e.RawData, &in); err != nil || in.Channel == nil || in.Channel.ID == "" {
		return nil
	}
	return in.Channel
}
