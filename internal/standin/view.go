package standin

import (
	"slices"
)

// view is the channel as a user sees it; an empty user sees no membership.
func (c *channel) view(d *Discord, userID string) Channel {
	v := Channel{ID: c.id, Type: c.kind, Name: c.name, GuildID: c.guildID()}
	if c.lastID != "" {
		v.LastMessageID = &c.lastID
	}
	switch {
	case c.isThread():
		c.viewThread(&v, userID)
	case c.guild != nil:
		topic, position := c.topic, c.position
		v.Topic, v.Position, v.SlowMode = &topic, &position, c.slowMode
		v.Overwrites = []Overwrite{}
		for _, o := range c.overwrites {
			v.Overwrites = append(v.Overwrites, o)
		}
		slices.SortFunc(v.Overwrites, func(a, b Overwrite) int { return compareIDs(a.ID, b.ID) })
	default:
		for _, id := range c.recipients {
			if u := d.users[id]; u != nil && id != d.bot.ID {
				v.Recipients = append(v.Recipients, *u)
			}
		}
	}
	return v
}

// viewThread fills what only a thread has.
func (c *channel) viewThread(v *Channel, userID string) {
	parent, sent, members := c.parent, c.sent, len(c.members)
	v.ParentID, v.OwnerID = &parent, c.owner
	v.MessageCount, v.TotalSent, v.MemberCount = &sent, &sent, &members
	v.SlowMode = c.slowMode
	v.Thread = &ThreadMetadata{
		Archived: c.archived, ArchiveTimestamp: wireTime(c.archivedAt), AutoArchive: c.autoArchive,
		Locked: c.locked, CreateTimestamp: wireTime(c.created),
	}
	if c.kind == ChannelPrivateThread {
		v.Thread.Invitable = &c.invitable
	}
	for _, m := range c.members {
		if m.user == userID {
			tm := m.view(c.id)
			v.Member = &tm
		}
	}
}

func (m threadMember) view(threadID string) ThreadMember {
	return ThreadMember{ID: threadID, UserID: m.user, JoinTime: wireTime(m.joined)}
}

// compareIDs orders snowflakes by age.
func compareIDs(a, b string) int {
	switch {
	case a == b:
		return 0
	case before(a, b):
		return -1
	}
	return 1
}

// view is the member with its user.
func (m *member) view() Member {
	u := *m.user
	v := Member{User: &u, Roles: slices.Clone(m.roles), JoinedAt: wireTime(m.joined)}
	if v.Roles == nil {
		v.Roles = []string{}
	}
	if m.nick != "" {
		nick := m.nick
		v.Nick = &nick
	}
	return v
}

// guildFields are what REST and the gateway both say of a guild.
func (g *guild) fields() map[string]any {
	roles := make([]Role, len(g.roles))
	for i, r := range g.roles {
		roles[i] = *r
	}
	return map[string]any{
		"id": g.id, "name": g.name, "icon": nil, "description": nil, "home_header": nil, "splash": nil,
		"discovery_splash": nil, "features": []string{}, "banner": nil, "owner_id": g.owner,
		"application_id": nil, "region": "us-east", "afk_channel_id": nil, "afk_timeout": 300,
		"system_channel_id": nil, "system_channel_flags": 0, "widget_enabled": false, "widget_channel_id": nil,
		"verification_level": 1, "roles": roles, "default_message_notifications": 1, "mfa_level": 0,
		"explicit_content_filter": 0, "max_presences": nil, "max_members": 500000,
		"max_stage_video_channel_users": 50, "max_video_channel_users": 25, "vanity_url_code": nil,
		"premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "en-US",
		"rules_channel_id": nil, "safety_alerts_channel_id": nil, "public_updates_channel_id": nil,
		"premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0,
		"emojis": []any{}, "stickers": []any{}, "incidents_data": nil,
	}
}

// guildCreate is a guild as the gateway sends it to a bot that comes into it:
// with its channels, active threads and, of its members, the bot alone.
func (d *Discord) guildCreate(g *guild) map[string]any {
	v := g.fields()
	channels, threads := []Channel{}, []Channel{}
	for _, c := range d.visible(g) {
		switch {
		case !c.isThread():
			channels = append(channels, c.view(d, d.bot.ID))
		case !c.archived:
			threads = append(threads, c.view(d, d.bot.ID))
		}
	}
	members := []Member{}
	joined := ""
	if m := g.members[d.bot.ID]; m != nil {
		members, joined = append(members, m.view()), wireTime(m.joined)
	}
	for name, value := range map[string]any{
		"joined_at": joined, "large": false, "unavailable": false, "member_count": len(g.members),
		"members": members, "channels": channels, "threads": threads,
		"voice_states": []any{}, "presences": []any{}, "stage_instances": []any{}, "guild_scheduled_events": []any{},
	} {
		v[name] = value
	}
	return v
}

// visible are the guild's channels and threads that the bot may see, oldest
// first.
func (d *Discord) visible(g *guild) []*channel {
	return slices.DeleteFunc(d.sortedChannels(), func(c *channel) bool {
		return c.guild != g || !d.permissions(c, d.bot.ID).has(PermViewChannel)
	})
}
