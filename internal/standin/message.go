package standin

import (
	"slices"
	"strings"
	"time"
)

// message is a message as the stand-in keeps it. Its slices are replaced, never
// written into, so that views may share them.
type message struct {
	id              string
	channel         *channel
	kind            int
	author          *User
	webhook         bool // posted through an interaction's token
	content         string
	edited          time.Time
	tts             bool
	mentionEveryone bool
	mentions        []string
	mentionRoles    []string
	attachments     []Attachment
	embeds          []Embed
	components      []Component
	reactions       []reaction
	nonce           any
	flags           int
	viewer          string // the one person who sees it, if ephemeral
	reference       *Reference
	info            *InteractionInfo
	metadata        map[string]any
	thread          string // the thread that was started from it
	oldEdits        int
	posted          time.Time
}

// reaction is an emoji and who used it.
type reaction struct {
	emoji Emoji
	users []string
}

// loading reports whether the message waits for the bot's answer.
func (m *message) loading() bool { return m.flags&FlagLoading != 0 }

// visibleTo reports whether a user who may see the channel sees the message.
func (m *message) visibleTo(userID string) bool {
	return m.viewer == "" || m.viewer == userID
}

// view is the message as a user sees it.
func (m *message) view(d *Discord, userID string) Message {
	v := m.plain(d, userID)
	if m.reference == nil || m.kind == MessageThreadCreated {
		return v
	}
	if c := d.channels[m.reference.ChannelID]; c != nil {
		if to := c.message(m.reference.MessageID); to != nil && to.visibleTo(userID) {
			r := to.plain(d, userID)
			v.Referenced = &r
		}
	}
	return v
}

// plain is the view without the message that this one answers.
func (m *message) plain(d *Discord, userID string) Message {
	v := Message{
		ID: m.id, ChannelID: m.channel.id, Type: m.kind, Author: *m.author, Content: m.content,
		Timestamp: wireTime(m.posted), TTS: m.tts, MentionEveryone: m.mentionEveryone, Mentions: []User{},
		MentionRoles: orEmpty(m.mentionRoles), Attachments: orEmpty(m.attachments), Embeds: orEmpty(m.embeds),
		Components: orEmpty(m.components), Nonce: m.nonce, Flags: m.flags, Reference: m.reference,
		Interaction: m.info, Metadata: m.metadata, Reactions: m.viewReactions(userID),
	}
	if !m.edited.IsZero() {
		at := wireTime(m.edited)
		v.EditedTimestamp = &at
	}
	for _, id := range m.mentions {
		if u := d.users[id]; u != nil {
			v.Mentions = append(v.Mentions, *u)
		}
	}
	if m.webhook {
		v.WebhookID, v.ApplicationID = d.appID, d.appID
	}
	if t := d.channels[m.thread]; t != nil {
		tv := t.view(d, userID)
		v.Thread = &tv
	}
	if userID == d.bot.ID && d.config.RefuseMessageContent {
		v.withhold(d, m)
	}
	return v
}

// withhold empties what a bot without message content does not get to read:
// all but direct messages, its own and those that mention it.
func (v *Message) withhold(d *Discord, m *message) {
	if m.channel.guild == nil || m.author.ID == d.bot.ID || slices.Contains(m.mentions, d.bot.ID) {
		return
	}
	v.Content, v.Embeds, v.Attachments, v.Components = "", []Embed{}, []Attachment{}, []Component{}
}

func (m *message) viewReactions(userID string) []Reaction {
	var list []Reaction
	for _, r := range m.reactions {
		list = append(list, Reaction{
			Emoji: r.emoji, Count: len(r.users), CountDetails: reactionCount{Normal: len(r.users)},
			Me: slices.Contains(r.users, userID), BurstColors: []string{},
		})
	}
	return list
}

// orEmpty is the list, never nil: Discord sends [] and not null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// index finds a message by binary search; IDs only grow.
func (c *channel) index(id string) (int, bool) {
	return slices.BinarySearchFunc(c.messages, id, func(m *message, id string) int { return compareIDs(m.id, id) })
}

// message returns a message of the channel, or nil.
func (c *channel) message(id string) *message {
	if i, ok := c.index(id); ok {
		return c.messages[i]
	}
	return nil
}

// post stores a message whose parts have been checked, and tells everyone.
func (d *Discord) post(m *message) {
	if m.id == "" {
		m.id = d.newID()
	}
	m.posted = d.clock.Now()
	c := m.channel
	c.messages = append(c.messages, m)
	c.lastID = m.id
	c.sent++
	if n := len(c.messages) - d.config.Keep; n > 0 {
		c.messages = slices.Delete(c.messages, 0, n)
	}
	if c.isThread() {
		c.wake(d, m)
	}
	d.told("MESSAGE_CREATE", EventMessage, m)
}

// wake follows a thread for one who writes in it, and takes it out of the
// archive.
func (c *channel) wake(d *Discord, m *message) {
	if !c.hasMember(m.author.ID) && m.viewer == "" {
		c.members = append(slices.Clip(c.members), threadMember{m.author.ID, d.clock.Now()})
	}
	if c.archived {
		c.archived, c.archivedAt = false, d.clock.Now()
		d.channelChanged(c, "THREAD_UPDATE", EventChannelUpdate)
	}
}

// changed marks a message as edited and tells everyone.
func (d *Discord) changed(m *message) {
	m.edited = d.clock.Now()
	d.told("MESSAGE_UPDATE", EventEdit, m)
}

// told tells sessions and subscribers of a message. Ephemeral messages are
// known to the bot by the answers to its requests alone.
func (d *Discord) told(kind string, published EventKind, m *message) {
	c := m.channel
	if m.viewer == "" {
		intents := IntentGuildMessages
		if c.guild == nil {
			intents = IntentDirectMessages
		}
		d.dispatch(event{kind: kind, guild: c.guildID(), channel: c, intents: intents, payload: func(s *session) any {
			return d.gatewayMessage(m, s.intents&IntentMessageContent != 0)
		}})
	}
	viewer := m.viewer
	v := m.view(d, viewer)
	d.publish(Event{Kind: published, GuildID: c.guildID(), ChannelID: c.id, MessageID: m.id, UserID: m.author.ID, Viewer: viewer, Message: &v})
}

// gatewayMessage is a message as the gateway sends it: with the guild, the
// author as a member, and its content if the session may read it.
func (d *Discord) gatewayMessage(m *message, content bool) any {
	v := struct {
		Message
		GuildID     string  `json:"guild_id,omitempty"`
		Member      *Member `json:"member,omitempty"`
		ChannelType int     `json:"channel_type"`
	}{Message: m.view(d, d.bot.ID), GuildID: m.channel.guildID(), ChannelType: int(m.channel.kind)}
	if !content {
		v.withhold(d, m)
		if r := v.Referenced; r != nil {
			if c := d.channels[r.ChannelID]; c != nil && c.message(r.ID) != nil {
				r.withhold(d, c.message(r.ID))
			}
		}
	}
	if g := m.channel.guild; g != nil {
		if member := g.members[m.author.ID]; member != nil && !m.webhook {
			mv := member.view()
			mv.User = nil
			v.Member = &mv
		}
	}
	return v
}

// remove deletes a message and tells everyone.
func (d *Discord) remove(m *message) {
	c := m.channel
	d.drop(m)
	if m.viewer == "" {
		intents := IntentGuildMessages
		if c.guild == nil {
			intents = IntentDirectMessages
		}
		d.dispatch(event{kind: "MESSAGE_DELETE", guild: c.guildID(), channel: c, intents: intents, payload: func(*session) any {
			return withGuild(map[string]any{"id": m.id, "channel_id": c.id}, c.guildID())
		}})
	}
}

// drop deletes a message and tells those who watch.
func (d *Discord) drop(m *message) {
	c := m.channel
	if i, ok := c.index(m.id); ok {
		c.messages = slices.Delete(c.messages, i, i+1)
	}
	for _, a := range m.attachments {
		d.files.drop(a.ID)
	}
	d.publish(Event{Kind: EventDelete, GuildID: c.guildID(), ChannelID: c.id, MessageID: m.id, UserID: m.author.ID, Viewer: m.viewer})
}

// withGuild adds the guild's ID where there is a guild.
func withGuild(v map[string]any, guildID string) map[string]any {
	if guildID != "" {
		v["guild_id"] = guildID
	}
	return v
}

// isEmpty reports whether the message has nothing to show.
func (m *message) isEmpty() bool {
	return strings.TrimSpace(m.content) == "" && len(m.embeds) == 0 && len(m.attachments) == 0 && len(m.components) == 0
}
