package standin

import (
	"context"
	"errors"
	"sync"
	"time"
)

// EventKind says what happened.
type EventKind string

// What can happen. The comments name the fields of [Event] that are set besides
// Kind and At.
const (
	EventMessage       EventKind = "message"        // Message, Viewer if ephemeral
	EventEdit          EventKind = "edit"           // Message, Viewer if ephemeral
	EventDelete        EventKind = "delete"         // ChannelID, MessageID, Viewer if ephemeral
	EventTyping        EventKind = "typing"         // ChannelID, UserID
	EventReaction      EventKind = "reaction"       // ChannelID, MessageID, UserID, Emoji, Message
	EventUnreaction    EventKind = "unreaction"     // as EventReaction
	EventGuild         EventKind = "guild"          // GuildID: the bot came
	EventGuildLeave    EventKind = "guild-leave"    // GuildID: the bot went
	EventChannelCreate EventKind = "channel"        // Channel
	EventChannelUpdate EventKind = "channel-update" // Channel
	EventChannelDelete EventKind = "channel-delete" // Channel
	EventThread        EventKind = "thread"         // Channel
	EventPermissions   EventKind = "permissions"    // GuildID, ChannelID
	EventCommands      EventKind = "commands"       // GuildID or, for global ones, nothing
	EventInteraction   EventKind = "interaction"    // InteractionID, ChannelID, UserID: a person did something
	EventAcknowledged  EventKind = "acknowledged"   // InteractionID, Viewer: the bot's first answer
	EventFailed        EventKind = "failed"         // InteractionID, Viewer: 'the application did not respond'
	EventModal         EventKind = "modal"          // InteractionID, Viewer, Modal
	EventChoices       EventKind = "choices"        // InteractionID, Viewer, Choices
	EventCall          EventKind = "call"           // Call
	EventConnect       EventKind = "connect"        // a gateway connection opened
	EventDisconnect    EventKind = "disconnect"     // Code: how it closed, 1006 if it broke
	EventReady         EventKind = "ready"          // SessionID: identified
	EventResumed       EventKind = "resumed"        // SessionID
	EventInvalid       EventKind = "invalid"        // op 9 was sent
	EventHeartbeat     EventKind = "heartbeat"      // SessionID, if any
)

// An Event is something that happened, as people or the stand-in's owner see it.
type Event struct {
	Kind          EventKind `json:"kind"`
	At            time.Time `json:"at"`
	GuildID       string    `json:"guild_id,omitempty"`
	ChannelID     string    `json:"channel_id,omitempty"`
	MessageID     string    `json:"message_id,omitempty"`
	UserID        string    `json:"user_id,omitempty"`
	InteractionID string    `json:"interaction_id,omitempty"`
	SessionID     string    `json:"-"`
	// Viewer is the only user who sees this; empty: all who see the channel.
	Viewer  string   `json:"viewer,omitempty"`
	Message *Message `json:"message,omitempty"` // as Viewer sees it
	Channel *Channel `json:"channel,omitempty"`
	Emoji   *Emoji   `json:"emoji,omitempty"`
	Modal   *Modal   `json:"modal,omitempty"`
	Choices []Choice `json:"choices,omitempty"`
	Call    *Call    `json:"call,omitempty"`
	Code    int      `json:"code,omitempty"`
}

// ErrLagging is that a subscriber fell so far behind that events were lost.
var ErrLagging = errors.New("the subscriber is too slow: events were lost")

// ErrClosed is that the stand-in, or the subscription, was closed.
var ErrClosed = errors.New("closed")

// A Subscription is a queue of all that happened since it was made.
type Subscription struct {
	d     *Discord
	mu    sync.Mutex
	queue []Event
	lost  bool
	ended bool
	wake  chan struct{} // holds one token while there may be news
}

// Subscribe starts a queue of events. Close it when done.
func (d *Discord) Subscribe() *Subscription {
	d.mu.Lock()
	defer d.mu.Unlock()
	s := &Subscription{d: d, wake: make(chan struct{}, 1), ended: d.closed}
	d.subscribers[s] = true
	return s
}

// publish tells every subscriber.
func (d *Discord) publish(e Event) {
	e.At = d.clock.Now()
	for s := range d.subscribers {
		s.push(e)
	}
}

func (s *Subscription) push(e Event) {
	s.mu.Lock()
	if len(s.queue) >= maxQueue {
		s.lost = true
	} else {
		s.queue = append(s.queue, e)
	}
	s.mu.Unlock()
	s.signal()
}

func (s *Subscription) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *Subscription) end() {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	s.signal()
}

// Close ends the subscription; a waiting Next returns ErrClosed.
func (s *Subscription) Close() {
	s.d.mu.Lock()
	delete(s.d.subscribers, s)
	s.d.mu.Unlock()
	s.end()
}

// Next returns the next event, in the order in which they happened. What was
// queued before a close is still returned. One goroutine at a time may call it.
func (s *Subscription) Next(ctx context.Context) (Event, error) {
	for {
		e, ok, err := s.pop()
		if ok || err != nil {
			return e, err
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
			return Event{}, ctx.Err()
		}
	}
}

func (s *Subscription) pop() (Event, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case len(s.queue) > 0:
		e := s.queue[0]
		s.queue = s.queue[1:]
		return e, true, nil
	case s.lost:
		return Event{}, false, ErrLagging
	case s.ended:
		return Event{}, false, ErrClosed
	}
	return Event{}, false, nil
}

// Until returns the first event that match accepts, dropping those before it.
func (s *Subscription) Until(ctx context.Context, match func(Event) bool) (Event, error) {
	for {
		e, err := s.Next(ctx)
		if err != nil || match(e) {
			return e, err
		}
	}
}

// UntilKind returns the next event of a kind, dropping those before it.
func (s *Subscription) UntilKind(ctx context.Context, kind EventKind) (Event, error) {
	return s.Until(ctx, func(e Event) bool { return e.Kind == kind })
}
