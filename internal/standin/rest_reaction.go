package standin

import "slices"

func (d *Discord) addReaction(c *call, m *message) (any, error) {
	e, err := emojiOf(c.PathValue("emoji_name"))
	if err != nil {
		return nil, err
	}
	return nil, d.react(m, d.bot.ID, e)
}

// react adds a user's reaction. To add a new one needs a permission, to join
// one does not.
func (d *Discord) react(m *message, userID string, e Emoji) error {
	i := slices.IndexFunc(m.reactions, func(r reaction) bool { return r.emoji.key() == e.key() })
	next := slices.Clone(m.reactions)
	switch {
	case i < 0:
		if err := d.needFor(userID, m.channel, PermAddReactions); err != nil {
			return err
		}
		if len(next) >= maxReactionKinds {
			return errTooManyReactions
		}
		next = append(next, reaction{e, []string{userID}})
	case slices.Contains(next[i].users, userID):
		return nil
	default:
		next[i].users = append(slices.Clone(next[i].users), userID)
	}
	m.reactions = next
	d.reacted("MESSAGE_REACTION_ADD", EventReaction, m, userID, e)
	return nil
}

func (d *Discord) dropReaction(c *call, m *message) (any, error) {
	e, err := emojiOf(c.PathValue("emoji_name"))
	if err != nil {
		return nil, err
	}
	userID := c.PathValue("user_id")
	if userID == "" {
		userID = d.bot.ID
	}
	d.unreact(m, userID, e)
	return nil, nil
}

// unreact takes a user's reaction back.
func (d *Discord) unreact(m *message, userID string, e Emoji) {
	var next []reaction
	found := false
	for _, r := range m.reactions {
		if r.emoji.key() == e.key() && slices.Contains(r.users, userID) {
			r.users = slices.DeleteFunc(slices.Clone(r.users), func(id string) bool { return id == userID })
			found = true
		}
		if len(r.users) > 0 {
			next = append(next, r)
		}
	}
	if m.reactions = next; found {
		d.reacted("MESSAGE_REACTION_REMOVE", EventUnreaction, m, userID, e)
	}
}

// reacted tells everyone of a reaction.
func (d *Discord) reacted(kind string, published EventKind, m *message, userID string, e Emoji) {
	intents, ch := IntentGuildReactions, m.channel
	if ch.guild == nil {
		intents = IntentDirectReactions
	}
	d.dispatch(event{kind: kind, guild: ch.guildID(), channel: ch, intents: intents, payload: func(*session) any {
		v := withGuild(map[string]any{
			"user_id": userID, "channel_id": ch.id, "message_id": m.id, "emoji": e, "burst": false, "type": 0, "message_author_id": m.author.ID,
		}, ch.guildID())
		if ch.guild != nil && kind == "MESSAGE_REACTION_ADD" && ch.guild.members[userID] != nil {
			v["member"] = ch.guild.members[userID].view()
		}
		return v
	}})
	view := m.view(d, "")
	d.publish(Event{Kind: published, GuildID: ch.guildID(), ChannelID: ch.id, MessageID: m.id, UserID: userID, Emoji: &e, Message: &view, Viewer: m.viewer})
}

func (d *Discord) listReactions(c *call, m *message) (any, error) {
	e, err := emojiOf(c.PathValue("emoji_name"))
	if err != nil {
		return nil, err
	}
	limit, err := c.limit("limit", 25, 1, 100)
	if err != nil {
		return nil, err
	}
	list := []User{}
	for _, r := range m.reactions {
		if r.emoji.key() != e.key() {
			continue
		}
		for _, id := range r.users {
			if u := d.users[id]; u != nil && len(list) < limit {
				list = append(list, *u)
			}
		}
	}
	return list, nil
}

func (d *Discord) clearReactions(_ *call, m *message) (any, error) {
	m.reactions = nil
	ch, intents := m.channel, IntentGuildReactions
	if ch.guild == nil {
		intents = IntentDirectReactions
	}
	d.dispatch(event{kind: "MESSAGE_REACTION_REMOVE_ALL", guild: ch.guildID(), channel: ch, intents: intents, payload: func(*session) any {
		return withGuild(map[string]any{"channel_id": ch.id, "message_id": m.id}, ch.guildID())
	}})
	return nil, nil
}
