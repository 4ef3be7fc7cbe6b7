package standin

import (
	"fmt"
	"strconv"
	"strings"
)

// channelRoutes are those about channels, typing and permissions.
func (d *Discord) channelRoutes() []route {
	return []route{
		{"GET /channels/{channel_id}", false, d.inChannel(0, func(_ *call, ch *channel) (any, error) { return ch.view(d, d.bot.ID), nil })},
		{"PATCH /channels/{channel_id}", false, d.inChannel(0, d.editChannel)},
		{"DELETE /channels/{channel_id}", false, d.inChannel(0, d.closeChannel)},
		{"POST /channels/{channel_id}/typing", false, d.inChannel(0, d.typing)},
	}
}

// inChannel is an endpoint of a channel in which the bot has permissions.
func (d *Discord) inChannel(want Permission, f func(*call, *channel) (any, error)) endpoint {
	return func(c *call) (any, error) {
		id := c.PathValue("channel_id")
		if !isID(id) {
			return nil, badForm("channel_id", "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %q is not snowflake.", id))
		}
		ch := d.channels[id]
		if ch == nil {
			return nil, errUnknownChannel
		}
		if err := d.need(ch, want); err != nil {
			return nil, err
		}
		return f(c, ch)
	}
}

// limit reads a number of the query between least and most.
func (c *call) limit(name string, otherwise, least, most int) (int, error) {
	s := c.q(name)
	if s == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(s)
	switch {
	case err != nil:
		return 0, badForm(name, "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %q is not int.", s))
	case n < least:
		return 0, badForm(name, "NUMBER_TYPE_MIN", fmt.Sprintf("int value should be greater than or equal to %d.", least))
	case n > most:
		return 0, badForm(name, "NUMBER_TYPE_MAX", fmt.Sprintf("int value should be less than or equal to %d.", most))
	}
	return n, nil
}

// channelPatch is what a request changes of a channel or thread.
type channelPatch struct {
	Name        *string `json:"name"`
	Topic       *string `json:"topic"`
	Archived    *bool   `json:"archived"`
	Locked      *bool   `json:"locked"`
	AutoArchive *int    `json:"auto_archive_duration"`
	Invitable   *bool   `json:"invitable"`
	SlowMode    *int    `json:"rate_limit_per_user"`
}

func (d *Discord) editChannel(c *call, ch *channel) (any, error) {
	var p channelPatch
	if err := c.decode(&p); err != nil {
		return nil, err
	}
	if err := p.allowed(d, ch); err != nil {
		return nil, err
	}
	var f form
	if p.Name != nil {
		f.between("name", strings.TrimSpace(*p.Name), 1, maxThreadName)
	}
	if p.Topic != nil {
		f.atMost("topic", *p.Topic, 1024)
	}
	if p.AutoArchive != nil {
		f.choice("auto_archive_duration", *p.AutoArchive, 60, 1440, 4320, 10080)
	}
	if p.SlowMode != nil && (*p.SlowMode < 0 || *p.SlowMode > 21600) {
		f.bad("rate_limit_per_user", "NUMBER_TYPE_MAX", "int value should be less than or equal to 21600.")
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	p.apply(d, ch)
	kind := "CHANNEL_UPDATE"
	if ch.isThread() {
		kind = "THREAD_UPDATE"
	}
	d.channelChanged(ch, kind, EventChannelUpdate)
	return ch.view(d, d.bot.ID), nil
}

// allowed says whether the bot may change the channel so: the maker of a thread
// may rename it and put it away, the rest is for moderators.
func (p *channelPatch) allowed(d *Discord, ch *channel) error {
	switch {
	case ch.kind == ChannelDM:
		return errWrongChannel
	case !ch.isThread():
		return d.need(ch, PermManageChannels)
	case ch.archived && (p.Archived == nil || *p.Archived):
		return errArchived
	case ch.owner == d.bot.ID && p.Locked == nil && p.SlowMode == nil:
		return nil
	}
	return d.need(ch, PermManageThreads)
}

func (p *channelPatch) apply(d *Discord, ch *channel) {
	set(&ch.topic, p.Topic)
	set(&ch.locked, p.Locked)
	set(&ch.autoArchive, p.AutoArchive)
	set(&ch.invitable, p.Invitable)
	set(&ch.slowMode, p.SlowMode)
	if p.Name != nil {
		ch.name = strings.TrimSpace(*p.Name)
	}
	if p.Archived != nil && *p.Archived != ch.archived {
		ch.archived, ch.archivedAt = *p.Archived, d.clock.Now()
	}
}

// set assigns what was given.
func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func (d *Discord) closeChannel(_ *call, ch *channel) (any, error) {
	view := ch.view(d, d.bot.ID)
	switch {
	case ch.kind == ChannelDM:
		return view, nil
	case ch.isThread():
		if err := d.need(ch, PermManageThreads); err != nil {
			return nil, err
		}
	default:
		if err := d.need(ch, PermManageChannels); err != nil {
			return nil, err
		}
	}
	d.deleteChannel(ch)
	return view, nil
}

func (d *Discord) typing(_ *call, ch *channel) (any, error) {
	if err := d.need(ch, ch.sending()); err != nil {
		return nil, err
	}
	d.typed(ch, d.bot.ID)
	return nil, nil
}

// typed tells everyone that a user types; it shows for 10 s.
func (d *Discord) typed(ch *channel, userID string) {
	intents := IntentGuildTyping
	if ch.guild == nil {
		intents = IntentDirectTyping
	}
	d.dispatch(event{kind: "TYPING_START", guild: ch.guildID(), channel: ch, intents: intents, payload: func(*session) any {
		v := withGuild(map[string]any{"channel_id": ch.id, "user_id": userID, "timestamp": d.clock.Now().Unix()}, ch.guildID())
		if ch.guild != nil {
			v["member"] = ch.guild.members[userID].view()
		}
		return v
	}})
	d.publish(Event{Kind: EventTyping, GuildID: ch.guildID(), ChannelID: ch.id, UserID: userID})
}
