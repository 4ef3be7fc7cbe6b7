package discord_test

import (
	"context"
	"slices"
	"time"

	"newsdesk/internal/standin"
)

// under has a mischief last while people do what they do, or begin anew before
// each thing that they do: all of it meets the mischief, and not the first alone.
func under(m standin.Mischief) roomOption {
	return func(r *room, c *standin.Config) {
		// Gaps are told by the clock that dates messages, which stands still.
		r.config.Session.Now = r.clock.Now
		r.mischief, r.endMischief = &m, func() {}
		// Of those who ask at one address at the same time each takes its part of what
		// gets through: one alone can be refused more often than a bot tries.
		r.config.Session.Limits.Attempts = 16
		switch m.Name {
		case silent:
			// It is noticed after a beat or two, which are not quick: Discord forgets a
			// session whose beat is late by half an interval, and on a busy machine a
			// short one is. What was said to it meanwhile may then be lost.
			c.HeartbeatInterval = 6 * time.Second
		case "an answer that never comes":
			r.config.Session.Limits.Attempt, r.config.Session.Limits.AnswerTry = patient, patient
		}
	}
}

// silent takes its time to be noticed, and so happens once.
const silent = "a connection gone silent"

// patient is how long an answer is waited for where it never comes: far longer
// than one that comes takes on a busy machine, and less than a third of the time
// in which an interaction must be answered.
const patient = 800 * time.Millisecond

// misbehave begins the room's mischief once the bot is over the one before. What
// Discord never tells again is done only when the bot is back.
func (r *room) misbehave(found bool) {
	r.t.Helper()
	if r.mischief == nil || r.misbehaved && (r.mischief.Lasts || r.mischief.Name == silent) {
		return
	}
	r.misbehaved = true
	r.linked()
	r.endMischief()
	links := r.Subscribe()
	defer links.Close()
	r.endMischief = r.mischief.Begin(r.Discord)
	if r.mischief.Forgets && !found {
		_, err := links.UntilKind(r.ctx, standin.EventReady)
		r.must(err)
	}
}

// linked waits until the bot and the stand-in both say that they are connected.
func (r *room) linked() {
	r.t.Helper()
	for !r.log.up.Load() || r.Connected() == 0 {
		select {
		case <-r.log.news:
		case <-r.ctx.Done():
			r.t.Fatalf("the bot does not come back; the log is\n%s", r.log)
		}
	}
}

// reconnected waits until the bot has connected anew after its last answer.
func (r *room) reconnected() {
	r.t.Helper()
	for _, kind := range []standin.EventKind{standin.EventAcknowledged, standin.EventReady} {
		_, err := r.seen.UntilKind(r.ctx, kind)
		r.must(err)
	}
}

// found reports whether the bot finds what is said in a channel while Discord does
// not tell: in a server's channels, and elsewhere where it was asked before, if it
// may read what was said.
func (r *room) found(channel, user string) bool {
	return slices.ContainsFunc(r.Channels(r.Bot().ID), func(c standin.Channel) bool {
		return c.ID == channel && c.Permissions&standin.PermReadHistory != 0 &&
			(c.Type == standin.ChannelText || len(r.posted(channel, user)) > 0)
	})
}

// What people do is what they do at the stand-in, with the mischief before it.

func (r *room) Say(channel, user, text string) (standin.Message, error) {
	r.t.Helper()
	return r.Send(channel, user, standin.Draft{Text: text})
}

func (r *room) Send(channel, user string, d standin.Draft) (standin.Message, error) {
	r.t.Helper()
	r.misbehave(r.found(channel, user))
	return r.Discord.Send(channel, user, d)
}

func (r *room) Delete(channel, user, message string) error {
	r.t.Helper()
	r.misbehave(false)
	return r.Discord.Delete(channel, user, message)
}

func (r *room) SlashCommand(channel, user, name string, o standin.Options) (*standin.Interaction, error) {
	r.t.Helper()
	r.misbehave(false)
	return r.Discord.SlashCommand(channel, user, name, o)
}

func (r *room) MessageCommand(channel, user, name, message string) (*standin.Interaction, error) {
	r.t.Helper()
	r.misbehave(false)
	return r.Discord.MessageCommand(channel, user, name, message)
}

func (r *room) Autocomplete(ctx context.Context, channel, user, name string, o standin.Options, focused string) ([]standin.Choice, error) {
	r.t.Helper()
	r.misbehave(false)
	return r.Discord.Autocomplete(ctx, channel, user, name, o, focused)
}

func (r *room) ClickButton(channel, user, message, id string) (*standin.Interaction, error) {
	r.t.Helper()
	r.misbehave(false)
	return r.Discord.ClickButton(channel, user, message, id)
}

func (r *room) SubmitModal(interaction, user string, values map[string]string) (*standin.Interaction, error) {
	r.t.Helper()
	r.misbehave(false)
	return r.Discord.SubmitModal(interaction, user, values)
}
