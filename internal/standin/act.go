package standin

import (
	"fmt"
	"slices"
)

// A Draft is a message that a person writes.
type Draft struct {
	Text    string
	ReplyTo string // a message's ID in the same channel
	Quiet   bool   // a reply that does not mention whom it answers
	Files   []File
	Embeds  []Embed // as Discord makes them of links
}

// Say posts a text as a person.
func (d *Discord) Say(channelID, userID, text string) (Message, error) {
	return d.Send(channelID, userID, Draft{Text: text})
}

// Send posts a message as a person, who needs the permission to.
func (d *Discord) Send(channelID, userID string, draft Draft) (Message, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, u, err := d.person(channelID, userID, 0)
	if err != nil {
		return Message{}, fmt.Errorf("say in %s: %w", channelID, err)
	}
	want := c.sending()
	if len(draft.Files) > 0 {
		want |= PermAttachFiles
	}
	if err := d.needFor(userID, c, want); err != nil {
		return Message{}, fmt.Errorf("say in %s: %w", channelID, err)
	}
	m, err := d.write(c, u, draft)
	if err != nil {
		return Message{}, fmt.Errorf("say in %s: %w", channelID, err)
	}
	return m.view(d, userID), nil
}

// write checks and posts a person's message.
func (d *Discord) write(c *channel, u *User, draft Draft) (*message, error) {
	m := &message{channel: c, author: u}
	b := messageBody{Content: &draft.Text}
	if draft.Embeds != nil {
		b.Embeds = &draft.Embeds
	}
	if draft.ReplyTo != "" {
		b.Reference = &Reference{MessageID: draft.ReplyTo}
		b.AllowedMentions = &allowedMentions{Parse: []string{"users", "roles", "everyone"}, RepliedUser: !draft.Quiet}
	}
	if err := b.refer(d, m); err != nil {
		return nil, err
	}
	var files []upload
	for i, f := range draft.Files {
		files = append(files, upload{f, i})
	}
	if err := b.fill(d, m, files); err != nil {
		return nil, err
	}
	d.post(m)
	return m, nil
}

// person returns a channel and a user who may do want in it.
func (d *Discord) person(channelID, userID string, want Permission) (*channel, *User, error) {
	c, u := d.channels[channelID], d.users[userID]
	if c == nil {
		return nil, nil, errUnknownChannel
	}
	if u == nil {
		return nil, nil, errUnknownUser
	}
	return c, u, d.needFor(userID, c, want)
}

// Edit changes the text of a person's own message.
func (d *Discord) Edit(channelID, userID, messageID, text string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, err := d.find(channelID, messageID, userID)
	if err == nil && m.author.ID != userID {
		err = errNotAuthor
	}
	if err == nil {
		err = d.edit(m, &messageBody{Content: &text}, nil)
	}
	if err != nil {
		return fmt.Errorf("edit message %s: %w", messageID, err)
	}
	return nil
}

// Delete deletes a message as its author, or as one who may manage messages. A
// person can put away an ephemeral message that only they see.
func (d *Discord) Delete(channelID, userID, messageID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, err := d.find(channelID, messageID, userID)
	if err == nil && m.author.ID != userID && m.viewer != userID {
		err = d.needFor(userID, m.channel, PermManageMessages)
	}
	if err != nil {
		return fmt.Errorf("delete message %s: %w", messageID, err)
	}
	d.remove(m)
	return nil
}

// React adds a person's reaction; emoji is Unicode or "name:id".
func (d *Discord) React(channelID, userID, messageID, emoji string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, err := d.find(channelID, messageID, userID)
	if err != nil {
		return fmt.Errorf("react to %s: %w", messageID, err)
	}
	e, err := emojiOf(emoji)
	if err == nil {
		err = d.react(m, userID, e)
	}
	if err != nil {
		return fmt.Errorf("react to %s: %w", messageID, err)
	}
	return nil
}

// Unreact takes a person's reaction back.
func (d *Discord) Unreact(channelID, userID, messageID, emoji string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, err := d.find(channelID, messageID, userID)
	if err != nil {
		return fmt.Errorf("take back a reaction to %s: %w", messageID, err)
	}
	e, err := emojiOf(emoji)
	if err != nil {
		return fmt.Errorf("take back a reaction to %s: %w", messageID, err)
	}
	d.unreact(m, userID, e)
	return nil
}

// Type shows that a person types.
func (d *Discord) Type(channelID, userID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, _, err := d.person(channelID, userID, 0)
	if err != nil {
		return fmt.Errorf("type in %s: %w", channelID, err)
	}
	d.typed(c, userID)
	return nil
}

// StartThread makes the thread of a message as a person, and returns its ID.
func (d *Discord) StartThread(channelID, userID, messageID, name string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, err := d.find(channelID, messageID, userID)
	if err == nil {
		err = d.needFor(userID, m.channel, PermCreateThreads)
	}
	b := threadBody{Name: name}
	switch {
	case err != nil:
	case m.channel.kind != ChannelText || m.viewer != "":
		err = errWrongChannel
	case d.channels[m.id] != nil:
		err = errThreadExists
	default:
		err = b.check()
	}
	if err != nil {
		return "", fmt.Errorf("start a thread of message %s: %w", messageID, err)
	}
	return d.threadOf(m, userID, &b).id, nil
}

// Unfurl adds the embeds that Discord makes of a message's links, some time
// after it was posted: an update that is no edit.
func (d *Discord) Unfurl(channelID, messageID string, embeds ...Embed) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[channelID]
	if c == nil || c.message(messageID) == nil {
		return fmt.Errorf("unfurl message %s: %w", messageID, errUnknownMessage)
	}
	m, embeds := c.message(messageID), slices.Clone(embeds)
	for i := range embeds {
		embeds[i].Type = "link"
	}
	m.embeds = append(slices.Clip(m.embeds), embeds...)
	d.told("MESSAGE_UPDATE", EventEdit, m)
	return nil
}

// Archive puts a thread away, or locks it so that only a moderator can take it
// out again.
func (d *Discord) Archive(threadID string, locked bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[threadID]
	if c == nil || !c.isThread() {
		return fmt.Errorf("archive thread %s: %w", threadID, errUnknownChannel)
	}
	c.archived, c.locked, c.archivedAt = true, locked, d.clock.Now()
	d.channelChanged(c, "THREAD_UPDATE", EventChannelUpdate)
	return nil
}

// JoinThread makes a person follow a thread; who writes in one follows it too.
func (d *Discord) JoinThread(threadID, userID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c, _, err := d.person(threadID, userID, 0)
	if err != nil {
		return fmt.Errorf("join thread %s: %w", threadID, err)
	}
	if c.isThread() && !c.hasMember(userID) {
		c.members = append(slices.Clip(c.members), threadMember{userID, d.clock.Now()})
		d.threadMembers(c, c.members[len(c.members)-1].view(c.id), "")
	}
	return nil
}
