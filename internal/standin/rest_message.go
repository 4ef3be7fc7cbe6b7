package standin

import (
	"slices"
)

// messageRoutes are those about messages and reactions.
func (d *Discord) messageRoutes() []route {
	const one = "/channels/{channel_id}/messages/{message_id}"
	return []route{
		{"GET /channels/{channel_id}/messages", false, d.inChannel(PermReadHistory, d.listMessages)},
		{"POST /channels/{channel_id}/messages", false, d.inChannel(0, d.createMessage)},
		{"GET " + one, false, d.inChannel(PermReadHistory, d.onMessage(func(_ *call, m *message) (any, error) { return m.view(d, d.bot.ID), nil }))},
		{"PATCH " + one, false, d.inChannel(0, d.onMessage(d.editMessage))},
		{"DELETE " + one, false, d.inChannel(0, d.onMessage(d.deleteMessage))},
		{"POST /channels/{channel_id}/messages/bulk-delete", false, d.inChannel(PermManageMessages, d.bulkDelete)},
		{"PUT " + one + "/reactions/{emoji_name}/@me", false, d.inChannel(PermReadHistory, d.onMessage(d.addReaction))},
		{"DELETE " + one + "/reactions/{emoji_name}/@me", false, d.inChannel(0, d.onMessage(d.dropReaction))},
		{"DELETE " + one + "/reactions/{emoji_name}/{user_id}", false, d.inChannel(PermManageMessages, d.onMessage(d.dropReaction))},
		{"GET " + one + "/reactions/{emoji_name}", false, d.inChannel(PermReadHistory, d.onMessage(d.listReactions))},
		{"DELETE " + one + "/reactions", false, d.inChannel(PermManageMessages, d.onMessage(d.clearReactions))},
	}
}

// onMessage is an endpoint of a message that the bot sees. Ephemeral ones are
// reached by their interaction's token alone.
func (d *Discord) onMessage(f func(*call, *message) (any, error)) func(*call, *channel) (any, error) {
	return func(c *call, ch *channel) (any, error) {
		m := ch.message(c.PathValue("message_id"))
		if m == nil || m.viewer != "" {
			return nil, errUnknownMessage
		}
		return f(c, m)
	}
}

// listMessages answers with a page of history, newest first.
func (d *Discord) listMessages(c *call, ch *channel) (any, error) {
	limit, err := c.limit("limit", 50, 1, maxPageOfMessages)
	if err != nil {
		return nil, err
	}
	visible := slices.DeleteFunc(slices.Clone(ch.messages), func(m *message) bool { return m.viewer != "" })
	at := func(id string) int {
		i, _ := slices.BinarySearchFunc(visible, id, func(m *message, id string) int { return compareIDs(m.id, id) })
		return i
	}
	from, to := max(0, len(visible)-limit), len(visible)
	switch {
	case c.q("around") != "":
		middle := at(c.q("around"))
		from, to = max(0, middle-limit/2), min(len(visible), middle+limit-limit/2)
	case c.q("before") != "":
		to = at(c.q("before"))
		from = max(0, to-limit)
	case c.q("after") != "":
		from = at(c.q("after"))
		if from < len(visible) && visible[from].id == c.q("after") {
			from++
		}
		to = min(len(visible), from+limit)
	}
	page := []Message{}
	for _, m := range slices.Backward(visible[from:to]) {
		page = append(page, m.view(d, d.bot.ID))
	}
	return page, nil
}

func (d *Discord) createMessage(c *call, ch *channel) (any, error) {
	var b messageBody
	if err := c.decode(&b); err != nil {
		return nil, err
	}
	if err := d.maySend(ch, len(c.files) > 0); err != nil {
		return nil, err
	}
	if again := d.sentBefore(ch, &b); again != nil {
		return again.view(d, d.bot.ID), nil
	}
	m := &message{channel: ch, author: &d.bot, tts: b.TTS, nonce: b.Nonce}
	if err := b.refer(d, m); err != nil {
		return nil, err
	}
	if err := b.fill(d, m, c.files); err != nil {
		return nil, err
	}
	d.post(m)
	return m.view(d, d.bot.ID), nil
}

// maySend says whether the bot may post in the channel.
func (d *Discord) maySend(ch *channel, files bool) error {
	if ch.kind == ChannelDM && slices.ContainsFunc(ch.recipients, func(id string) bool { return d.noDM[id] }) {
		return errCannotDM
	}
	if err := d.need(ch, ch.sending()); err != nil {
		return err
	}
	if files {
		if err := d.need(ch, PermAttachFiles); err != nil {
			return err
		}
	}
	if ch.archived && ch.locked {
		return errArchived
	}
	return nil
}

// sentBefore finds the message that an enforced nonce has posted already.
func (d *Discord) sentBefore(ch *channel, b *messageBody) *message {
	if !b.EnforceNonce || b.Nonce == nil {
		return nil
	}
	for _, m := range slices.Backward(ch.messages) {
		if d.clock.Now().Sub(m.posted) > nonceLife {
			return nil
		}
		if m.author.ID == d.bot.ID && m.nonce == b.Nonce {
			return m
		}
	}
	return nil
}

func (d *Discord) editMessage(c *call, m *message) (any, error) {
	var b messageBody
	if err := c.decode(&b); err != nil {
		return nil, err
	}
	if m.author.ID != d.bot.ID {
		return nil, errNotAuthor
	}
	if err := d.needFor(d.bot.ID, m.channel, PermViewChannel); err != nil {
		return nil, err
	}
	if m.channel.archived {
		return nil, errArchived
	}
	if err := d.edit(m, &b, c.files); err != nil {
		return nil, err
	}
	return m.view(d, d.bot.ID), nil
}

// edit changes a message as the body says.
func (d *Discord) edit(m *message, b *messageBody, files []upload) error {
	old := d.clock.Now().Sub(m.posted) > oldMessage
	if old && m.oldEdits >= maxOldEdits {
		return errTooManyOldEdits
	}
	b.Reference = nil
	if err := b.fill(d, m, files); err != nil {
		return err
	}
	if old {
		m.oldEdits++
	}
	if m.loading() {
		// An answer that was waited for is not an edited one.
		m.flags &^= FlagLoading
		d.told("MESSAGE_UPDATE", EventEdit, m)
		return nil
	}
	d.changed(m)
	return nil
}

func (d *Discord) deleteMessage(_ *call, m *message) (any, error) {
	if m.author.ID != d.bot.ID {
		if err := d.need(m.channel, PermManageMessages); err != nil {
			return nil, err
		}
	}
	d.remove(m)
	return nil, nil
}

func (d *Discord) bulkDelete(c *call, ch *channel) (any, error) {
	var b struct {
		Messages []string `json:"messages"`
	}
	if err := c.decode(&b); err != nil {
		return nil, err
	}
	if len(b.Messages) < 2 || len(b.Messages) > 100 {
		return nil, badForm("messages", "BASE_TYPE_BAD_LENGTH", "Must be between 2 and 100 in length.")
	}
	for _, id := range b.Messages {
		if m := ch.message(id); m != nil && m.viewer == "" {
			d.remove(m)
		}
	}
	return nil, nil
}
