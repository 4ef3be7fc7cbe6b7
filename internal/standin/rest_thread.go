package standin

import (
	"slices"
	"strings"
)

// threadRoutes are those about threads.
func (d *Discord) threadRoutes() []route {
	return []route{
		{"POST /channels/{channel_id}/threads", false, d.inChannel(0, d.startThread)},
		{"POST /channels/{channel_id}/messages/{message_id}/threads", false, d.inChannel(PermCreateThreads, d.startThreadFrom)},
		{"GET /channels/{channel_id}/threads/active", false, d.inChannel(0, func(_ *call, ch *channel) (any, error) {
			return d.activeThreads(ch.guild, ch.id), nil
		})},
		{"GET /channels/{channel_id}/threads/archived/public", false, d.inChannel(PermReadHistory, func(_ *call, ch *channel) (any, error) {
			return d.threads(func(t *channel) bool { return t.parent == ch.id && t.archived && t.kind == ChannelPublicThread }), nil
		})},
		{"GET /channels/{channel_id}/thread-members", false, d.inChannel(0, func(_ *call, ch *channel) (any, error) {
			list := []ThreadMember{}
			for _, m := range ch.members {
				list = append(list, m.view(ch.id))
			}
			return list, nil
		})},
		{"PUT /channels/{channel_id}/thread-members/{user_id}", false, d.inChannel(0, d.joinThread)},
		{"DELETE /channels/{channel_id}/thread-members/{user_id}", false, d.inChannel(0, d.quitThread)},
	}
}

// threadBody is a request for a thread.
type threadBody struct {
	Name        string       `json:"name"`
	Type        *ChannelKind `json:"type"`
	AutoArchive *int         `json:"auto_archive_duration"`
	Invitable   bool         `json:"invitable"`
	SlowMode    *int         `json:"rate_limit_per_user"`
}

func (b *threadBody) check() error {
	var f form
	f.between("name", strings.TrimSpace(b.Name), 1, maxThreadName)
	// discordgo sends 0 for a duration that was left open.
	if b.AutoArchive != nil && *b.AutoArchive != 0 {
		f.choice("auto_archive_duration", *b.AutoArchive, 60, 1440, 4320, 10080)
	}
	return f.err()
}

// startThread makes a thread without a message.
func (d *Discord) startThread(c *call, ch *channel) (any, error) {
	var b threadBody
	if err := c.decode(&b); err != nil {
		return nil, err
	}
	kind, want := ChannelPrivateThread, PermPrivateThreads
	if b.Type != nil {
		kind = *b.Type
	}
	if kind == ChannelPublicThread {
		want = PermCreateThreads
	}
	switch {
	case ch.kind != ChannelText:
		return nil, errWrongChannel
	case kind != ChannelPublicThread && kind != ChannelPrivateThread:
		return nil, badForm("type", "BASE_TYPE_CHOICES", "Value must be one of (10, 11, 12).")
	}
	if err := d.need(ch, want); err != nil {
		return nil, err
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	t := d.newThread(ch, d.bot.ID, d.newID(), kind, &b)
	if kind == ChannelPublicThread {
		d.post(&message{channel: ch, kind: MessageThreadCreated, author: &d.bot, content: t.name,
			reference: &Reference{ChannelID: t.id, GuildID: ch.guildID()}})
	}
	return created{t.view(d, d.bot.ID)}, nil
}

// startThreadFrom makes the thread of a message, which shares its ID.
func (d *Discord) startThreadFrom(c *call, ch *channel) (any, error) {
	var b threadBody
	if err := c.decode(&b); err != nil {
		return nil, err
	}
	if ch.kind != ChannelText {
		return nil, errWrongChannel
	}
	m := ch.message(c.PathValue("message_id"))
	switch {
	case m == nil || m.viewer != "":
		return nil, errUnknownMessage
	case d.channels[m.id] != nil:
		return nil, errThreadExists
	}
	if err := b.check(); err != nil {
		return nil, err
	}
	return created{d.threadOf(m, d.bot.ID, &b).view(d, d.bot.ID)}, nil
}

// threadOf makes the thread of a message.
func (d *Discord) threadOf(m *message, owner string, b *threadBody) *channel {
	t := d.newThread(m.channel, owner, m.id, ChannelPublicThread, b)
	m.thread, m.flags = t.id, m.flags|FlagHasThread
	t.messages = append(t.messages, &message{id: d.newID(), channel: t, kind: MessageThreadStarter, author: m.author, posted: d.clock.Now(),
		reference: &Reference{MessageID: m.id, ChannelID: m.channel.id, GuildID: m.channel.guildID()}})
	d.told("MESSAGE_UPDATE", EventEdit, m)
	return t
}

// newThread makes a thread that its owner follows.
func (d *Discord) newThread(parent *channel, owner, id string, kind ChannelKind, b *threadBody) *channel {
	now := d.clock.Now()
	t := &channel{
		id: id, kind: kind, guild: parent.guild, name: strings.TrimSpace(b.Name), parent: parent.id, owner: owner,
		created: now, archivedAt: now, autoArchive: 4320, invitable: b.Invitable, members: []threadMember{{owner, now}},
	}
	if b.AutoArchive != nil && *b.AutoArchive != 0 {
		t.autoArchive = *b.AutoArchive
	}
	set(&t.slowMode, b.SlowMode)
	d.channels[t.id] = t
	d.channelChanged(t, "THREAD_CREATE", EventThread)
	return t
}

// activeThreads lists a guild's threads, or one channel's, that are not archived.
func (d *Discord) activeThreads(g *guild, parent string) any {
	return d.threads(func(t *channel) bool { return t.guild == g && !t.archived && (parent == "" || t.parent == parent) })
}

// threads lists the threads that match and that the bot may see, newest first.
func (d *Discord) threads(match func(*channel) bool) any {
	threads, members := []Channel{}, []ThreadMember{}
	for _, t := range slices.Backward(d.sortedChannels()) {
		if !t.isThread() || !match(t) || !d.permissions(t, d.bot.ID).has(PermViewChannel) {
			continue
		}
		v := t.view(d, d.bot.ID)
		if v.Member != nil {
			members = append(members, *v.Member)
		}
		threads = append(threads, v)
	}
	return map[string]any{"threads": threads, "members": members, "has_more": false}
}

func (d *Discord) joinThread(c *call, ch *channel) (any, error) {
	id := c.threadUser(d)
	switch {
	case !ch.isThread():
		return nil, errWrongChannel
	case ch.archived:
		return nil, errArchived
	case ch.guild.members[id] == nil:
		return nil, errUnknownMember
	case ch.hasMember(id):
		return nil, nil
	}
	ch.members = append(slices.Clip(ch.members), threadMember{id, d.clock.Now()})
	d.threadMembers(ch, ch.members[len(ch.members)-1].view(ch.id), "")
	return nil, nil
}

func (d *Discord) quitThread(c *call, ch *channel) (any, error) {
	id := c.threadUser(d)
	switch {
	case !ch.isThread():
		return nil, errWrongChannel
	case id != d.bot.ID && ch.owner != d.bot.ID:
		if err := d.need(ch, PermManageThreads); err != nil {
			return nil, err
		}
	}
	ch.members = slices.DeleteFunc(slices.Clone(ch.members), func(m threadMember) bool { return m.user == id })
	d.threadMembers(ch, ThreadMember{}, id)
	return nil, nil
}

func (c *call) threadUser(d *Discord) string {
	if id := c.PathValue("user_id"); id != "@me" {
		return id
	}
	return d.bot.ID
}

// threadMembers tells sessions who joined or left a thread.
func (d *Discord) threadMembers(t *channel, joined ThreadMember, left string) {
	v := map[string]any{"id": t.id, "guild_id": t.guildID(), "member_count": len(t.members)}
	if left != "" {
		v["removed_member_ids"] = []string{left}
	} else {
		v["added_members"] = []ThreadMember{joined}
	}
	d.dispatch(event{kind: "THREAD_MEMBERS_UPDATE", guild: t.guildID(), channel: t, intents: IntentGuilds, payload: func(*session) any { return v }})
}
