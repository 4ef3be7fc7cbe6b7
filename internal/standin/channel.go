package standin

import (
	"maps"
	"slices"
	"time"
)

// channel is a channel, thread or direct message as the stand-in keeps it.
type channel struct {
	id         string
	kind       ChannelKind
	guild      *guild // nil for a direct message
	name       string
	topic      string
	parent     string // of a thread
	owner      string // of a thread
	position   int
	recipients []string // of a direct message, the bot among them
	overwrites map[string]Overwrite
	messages   []*message // by ID
	lastID     string
	sent       int
	created    time.Time

	members     []threadMember // of a thread
	archived    bool
	archivedAt  time.Time
	autoArchive int
	locked      bool
	invitable   bool
	slowMode    int
}

// threadMember is a follower of a thread.
type threadMember struct {
	user   string
	joined time.Time
}

func (c *channel) isThread() bool {
	return c.kind == ChannelPublicThread || c.kind == ChannelPrivateThread
}

func (c *channel) hasMember(userID string) bool {
	return slices.ContainsFunc(c.members, func(m threadMember) bool { return m.user == userID })
}

// guildID is the channel's guild's, or empty.
func (c *channel) guildID() string {
	if c.guild == nil {
		return ""
	}
	return c.guild.id
}

// AddChannel makes a text channel and returns its ID.
func (d *Discord) AddChannel(guildID, name string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.guilds[guildID]
	if g == nil {
		return "", errUnknownGuild
	}
	c := &channel{id: d.newID(), kind: ChannelText, guild: g, name: name, position: len(g.channels), created: d.clock.Now()}
	d.channels[c.id] = c
	g.channels = append(g.channels, c.id)
	d.channelChanged(c, "CHANNEL_CREATE", EventChannelCreate)
	return c.id, nil
}

// SetOverwrite changes, in one channel, what a role or a member may do; no bits
// at all remove the overwrite.
func (d *Discord) SetOverwrite(channelID string, o Overwrite) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[channelID]
	if c == nil || c.guild == nil || c.isThread() {
		return errUnknownChannel
	}
	next := maps.Clone(c.overwrites)
	if next == nil {
		next = map[string]Overwrite{}
	}
	if next[o.ID] = o; o.Allow == 0 && o.Deny == 0 {
		delete(next, o.ID)
	}
	saw := d.permissions(c, d.bot.ID).has(PermViewChannel)
	c.overwrites = next
	if saw || d.permissions(c, d.bot.ID).has(PermViewChannel) {
		d.channelChanged(c, "CHANNEL_UPDATE", EventChannelUpdate)
	}
	d.publish(Event{Kind: EventPermissions, GuildID: c.guild.id, ChannelID: c.id})
	return nil
}

// channelChanged tells sessions and subscribers of a channel or thread.
func (d *Discord) channelChanged(c *channel, kind string, published EventKind) {
	view := c.view(d, "")
	if kind == "THREAD_CREATE" {
		view.NewlyCreated = true
	}
	d.dispatch(event{kind: kind, guild: c.guildID(), intents: IntentGuilds, payload: func(*session) any { return view }})
	d.publish(Event{Kind: published, GuildID: c.guildID(), ChannelID: c.id, Channel: &view})
}

// OpenDM returns the ID of the direct messages between a user and the bot.
func (d *Discord) OpenDM(userID string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, err := d.dm(userID)
	if err != nil {
		return "", err
	}
	return c.id, nil
}

// dm finds or makes the direct messages between a user and the bot.
func (d *Discord) dm(userID string) (*channel, error) {
	u := d.users[userID]
	if u == nil {
		return nil, errUnknownUser
	}
	for _, c := range d.channels {
		if c.kind == ChannelDM && slices.Contains(c.recipients, userID) {
			return c, nil
		}
	}
	c := &channel{id: d.newID(), kind: ChannelDM, recipients: []string{userID, d.bot.ID}, created: d.clock.Now()}
	d.channels[c.id] = c
	d.channelChanged(c, "CHANNEL_CREATE", EventChannelCreate)
	return c, nil
}

// DeleteChannel deletes a channel or thread, as a moderator does.
func (d *Discord) DeleteChannel(channelID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[channelID]
	if c == nil || c.kind == ChannelDM {
		return errUnknownChannel
	}
	d.deleteChannel(c)
	return nil
}

// deleteChannel forgets a channel and the threads in it.
func (d *Discord) deleteChannel(c *channel) {
	for _, t := range d.sortedChannels() {
		if t.parent == c.id {
			d.deleteChannel(t)
		}
	}
	kind, published := "CHANNEL_DELETE", EventChannelDelete
	if c.isThread() {
		kind = "THREAD_DELETE"
	}
	d.channelChanged(c, kind, published)
	delete(d.channels, c.id)
	d.files.dropChannel(c.id)
	if c.guild != nil {
		c.guild.channels = slices.DeleteFunc(c.guild.channels, func(id string) bool { return id == c.id })
	}
}

// sortedChannels are all channels, oldest first.
func (d *Discord) sortedChannels() []*channel {
	return slices.SortedFunc(maps.Values(d.channels), func(a, b *channel) int { return compareIDs(a.id, b.id) })
}
