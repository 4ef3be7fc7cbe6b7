package session

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Send posts a message in a channel, a thread or a direct message. A repeat
// after a lost answer posts nothing twice.
func (r *REST) Send(ctx context.Context, channelID string, m Message) (*discordgo.Message, error) {
	b := m.wire()
	if b.Nonce, b.EnforceNonce = m.Nonce, true; b.Nonce == "" {
		b.Nonce = r.rand.word(12) + r.rand.word(12)
	}
	return r.message(ctx, &call{
		op: "send a message in channel " + channelID, method: http.MethodPost, url: discordgo.EndpointChannelMessages(channelID),
		route: "POST messages", major: channelID,
	}, b)
}

// Edit changes a message of the bot's.
func (r *REST) Edit(ctx context.Context, channelID, messageID string, e Edit) (*discordgo.Message, error) {
	return r.message(ctx, &call{
		op: fmt.Sprintf("edit message %s in channel %s", messageID, channelID), method: http.MethodPatch,
		url: discordgo.EndpointChannelMessage(channelID, messageID), route: "PATCH message", major: channelID,
	}, e.wire())
}

// message makes a call whose body and answer are messages.
func (r *REST) message(ctx context.Context, c *call, b *messageBody) (*discordgo.Message, error) {
	body, err := b.encode(b)
	if err != nil {
		return nil, opError(c.op, err)
	}
	c.body = body
	return fetch[*discordgo.Message](ctx, r, c)
}

// Delete deletes a message: the bot's own, or another's with Manage Messages.
func (r *REST) Delete(ctx context.Context, channelID, messageID string) error {
	return done(r.do(ctx, &call{
		op: fmt.Sprintf("delete message %s in channel %s", messageID, channelID), method: http.MethodDelete,
		url: discordgo.EndpointChannelMessage(channelID, messageID), route: "DELETE message", major: channelID, done: ErrUnknownMessage,
	}))
}

// done takes a call that was found done for a success.
func done(err error) error {
	if errors.Is(err, errDone) {
		return nil
	}
	return err
}

// Typing shows for 10 s, or until the bot posts, that it types.
func (r *REST) Typing(ctx context.Context, channelID string) error {
	return r.do(ctx, &call{
		op: "type in channel " + channelID, method: http.MethodPost, url: discordgo.EndpointChannelTyping(channelID),
		route: "POST typing", major: channelID,
	})
}

// Message gets one message. Its content is empty unless the bot may read it.
func (r *REST) Message(ctx context.Context, channelID, messageID string) (*discordgo.Message, error) {
	return fetch[*discordgo.Message](ctx, r, &call{
		op: fmt.Sprintf("get message %s in channel %s", messageID, channelID), method: http.MethodGet,
		url: discordgo.EndpointChannelMessage(channelID, messageID), route: "GET message", major: channelID,
	})
}

// Messages gets up to limit (at most 100) messages of a channel, oldest first:
// those after the message of an ID, or with an empty one the last ones. Their
// contents are empty where the bot may not read them.
func (r *REST) Messages(ctx context.Context, channelID, after string, limit int) ([]*discordgo.Message, error) {
	address := fmt.Sprintf("%s?limit=%d", discordgo.EndpointChannelMessages(channelID), limit)
	if after != "" {
		address += "&after=" + url.QueryEscape(after)
	}
	list, err := fetch[[]*discordgo.Message](ctx, r, &call{
		op: "list messages of channel " + channelID, method: http.MethodGet, url: address, route: "GET messages", major: channelID,
	})
	slices.Reverse(list) // Discord's are newest first
	return list, err
}

// Channel gets a channel, a thread or a direct message.
func (r *REST) Channel(ctx context.Context, channelID string) (*discordgo.Channel, error) {
	return fetch[*discordgo.Channel](ctx, r, &call{
		op: "get channel " + channelID, method: http.MethodGet, url: discordgo.EndpointChannel(channelID),
		route: "GET channel", major: channelID,
	})
}

// DM opens the direct message with a user, or finds it.
func (r *REST) DM(ctx context.Context, userID string) (*discordgo.Channel, error) {
	body, err := jsonBody(map[string]string{"recipient_id": userID})
	if err != nil {
		return nil, err
	}
	return fetch[*discordgo.Channel](ctx, r, &call{
		op: "open a direct message with user " + userID, method: http.MethodPost, url: discordgo.EndpointUserChannels("@me"),
		route: "POST direct", body: body,
	})
}

// A Thread is one to start.
type Thread struct {
	Name string // 1 to 100 characters
	// MessageID is the message that it starts from; empty: from none. A message
	// has one thread at most, which shares its ID.
	MessageID string
	Private   bool // only without a message
	// Archive is after how long of silence it is put away: 1 h, 1, 3 or 7 days;
	// 0: as the channel has it.
	Archive time.Duration
}

// StartThread starts a thread in a channel.
func (r *REST) StartThread(ctx context.Context, channelID string, t Thread) (*discordgo.Channel, error) {
	v := map[string]any{"name": t.Name}
	if t.Archive > 0 {
		v["auto_archive_duration"] = int(t.Archive / time.Minute)
	}
	c := &call{op: "start a thread in channel " + channelID, method: http.MethodPost, route: "POST threads", major: channelID}
	if t.MessageID != "" {
		c.op = fmt.Sprintf("start the thread of message %s in channel %s", t.MessageID, channelID)
		c.url, c.route, c.done = discordgo.EndpointChannelMessageThread(channelID, t.MessageID), "POST message threads", ErrThreadExists
	} else {
		// Started again it would be there twice.
		c.url, c.once = discordgo.EndpointChannelThreads(channelID), true
		v["type"] = discordgo.ChannelTypeGuildPublicThread
		if t.Private {
			v["type"] = discordgo.ChannelTypeGuildPrivateThread
		}
	}
	body, err := jsonBody(v)
	if err != nil {
		return nil, opError(c.op, err)
	}
	c.body = body
	made, err := fetch[*discordgo.Channel](ctx, r, c)
	if errors.Is(err, errDone) {
		return r.Channel(ctx, t.MessageID)
	}
	return made, err
}
