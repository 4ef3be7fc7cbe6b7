package playground

import (
	"errors"

	"newsdesk/internal/standin"
)

// place is a channel, a thread or the direct message as the page lists it.
type place struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"` // "channel", "thread" or "direct"
	Name     string `json:"name"`
	Parent   string `json:"parent,omitempty"` // of a thread
	Archived bool   `json:"archived,omitempty"`
	Messages int    `json:"messages,omitempty"` // in a thread
}

// places are the channels that the tab's person sees, and from now on it is told of
// what happens in them.
func (t *tab) places() []place {
	list, sees := []place{}, map[string]string{}
	for _, c := range t.p.discord.Channels(t.person.user.ID) {
		one := place{ID: c.ID, Kind: "channel", Name: c.Name, Parent: value(c.ParentID)}
		switch c.Type {
		case standin.ChannelDM:
			one.Kind, one.Name = "direct", t.p.discord.Bot().Username
		case standin.ChannelPublicThread, standin.ChannelPrivateThread:
			one.Kind, one.Archived = "thread", c.Thread != nil && c.Thread.Archived
			if c.MessageCount != nil {
				one.Messages = *c.MessageCount
			}
		}
		list, sees[c.ID] = append(list, one), one.Kind
	}
	t.mu.Lock()
	t.sees = sees
	t.mu.Unlock()
	return list
}

// visible reports whether the person sees a channel.
func (t *tab) visible(channelID string) bool {
	if t.kind(channelID) == "" {
		t.places()
	}
	return t.kind(channelID) != ""
}

// kind is that of a channel that the tab was told of, or "".
func (t *tab) kind(channelID string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.sees[channelID]
}

// watch tells the tab what happens until its connection ends. A tab that was not told
// everything must start over.
func (t *tab) watch(seen *standin.Subscription) {
	defer seen.Close()
	defer t.cancel()
	for {
		e, err := seen.Next(t.ctx)
		if errors.Is(err, standin.ErrLagging) {
			t.p.log.Warn("a tab was too slow and starts over")
		}
		if err != nil {
			return
		}
		if e.Viewer == "" || e.Viewer == t.person.user.ID {
			t.tell(&e)
		}
	}
}

// tell tells the tab of an event that its person may know of.
func (t *tab) tell(e *standin.Event) {
	switch e.Kind {
	case standin.EventMessage, standin.EventEdit, standin.EventReaction, standin.EventUnreaction:
		t.tellMessage(e)
	case standin.EventDelete, standin.EventTyping:
		if t.visible(e.ChannelID) && e.UserID != "" {
			t.send(message{Event: string(e.Kind), Channel: e.ChannelID, ID: e.MessageID, User: e.UserID})
		}
	case standin.EventChannelCreate, standin.EventChannelUpdate, standin.EventChannelDelete, standin.EventThread, standin.EventPermissions:
		t.send(message{Event: "channels", Channels: t.places()})
	case standin.EventModal:
		t.send(message{Event: "modal", Interaction: e.InteractionID, Modal: e.Modal})
	case standin.EventAcknowledged, standin.EventFailed:
		t.send(message{Event: string(e.Kind), Interaction: e.InteractionID, Channel: e.ChannelID})
	case standin.EventCommands, standin.EventGuild, standin.EventGuildLeave:
		t.send(message{Event: "commands"})
	case standin.EventReady, standin.EventResumed, standin.EventDisconnect:
		t.send(message{Event: "people", People: t.p.people()})
	}
}

// tellMessage tells the tab of a message as its person sees it now. What was changed
// again since is told once more; what is gone by now is not told.
func (t *tab) tellMessage(e *standin.Event) {
	m, ok := t.p.discord.Message(e.ChannelID, e.MessageID, t.person.user.ID)
	if !ok {
		return
	}
	kind := "edit"
	if e.Kind == standin.EventMessage {
		kind = "message"
	}
	t.send(message{Event: kind, Message: &m})
	if kind == "message" && t.kind(e.ChannelID) == "thread" { // whose card counts
		t.send(message{Event: "channels", Channels: t.places()})
	}
}
