package session_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

// command registers what the room's person can then use.
func (r *room) command(s *session.Session) {
	r.t.Helper()
	_, err := s.SetCommands(r.ctx, r.Bot().ID, "", []*discordgo.ApplicationCommand{{
		Name: "ask", Description: "ask the coverage", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "outlet", Description: "one outlet", Autocomplete: true},
		},
	}})
	r.must(err)
}

// interaction makes one by running a session for a moment.
func (r *room) interaction(s *session.Session) *discordgo.Interaction {
	r.t.Helper()
	r.command(s)
	b := r.up(nil, nil)
	_, err := r.SlashCommand(r.channel, r.ruth, "ask", nil)
	r.must(err)
	i, _ := next(b, func(*discordgo.InteractionCreate) bool { return true })
	return i.Interaction
}

func TestInteractions(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.up(nil, nil)
	r.command(b.Session)
	ask := func() (*standin.Interaction, *discordgo.Interaction) {
		t.Helper()
		i, err := r.SlashCommand(r.channel, r.ruth, "ask", nil)
		r.must(err)
		e, _ := next(b, func(*discordgo.InteractionCreate) bool { return true })
		return i, e.Interaction
	}
	// Deferred, filled, followed up.
	seen, i := ask()
	m, err := b.Defer(r.ctx, i, false)
	r.must(err)
	edited, err := b.EditOriginal(r.ctx, i, session.Edit{Content: ptr("the answer"), Flags: ptr(discordgo.MessageFlagsSuppressEmbeds)})
	r.must(err)
	if m.ID == "" || edited.ID != m.ID || edited.Flags&discordgo.MessageFlagsSuppressEmbeds == 0 {
		t.Errorf("deferred %+v, edited %+v", m, edited)
	}
	follow, err := b.FollowUp(r.ctx, i, session.Message{Content: "more", Flags: discordgo.MessageFlagsEphemeral})
	r.must(err)
	_, err = b.EditFollowUp(r.ctx, i, follow.ID, session.Edit{Content: ptr("more still")})
	r.must(err)
	if f := seen.Followups(); len(f) != 1 || f[0].Content != "more still" || !f[0].Ephemeral() {
		t.Errorf("followed by %+v", f)
	}
	r.must(b.DeleteFollowUp(r.ctx, i, follow.ID))
	if _, err := b.Reply(r.ctx, i, session.Message{Content: "again"}); !errors.Is(err, session.ErrAcknowledged) {
		t.Errorf("got %v", err)
	}
	r.must(b.DeleteOriginal(r.ctx, i))
	// After 15 min the token is dead, the message is not.
	_, i = ask()
	m, err = b.Defer(r.ctx, i, false)
	r.must(err)
	r.clock.Advance(16 * time.Minute)
	if _, err := b.EditOriginal(r.ctx, i, session.Edit{Content: ptr("late")}); !errors.Is(err, session.ErrTokenExpired) {
		t.Errorf("got %v", err)
	}
	_, err = b.Edit(r.ctx, m.ChannelID, m.ID, session.Edit{Content: ptr("late")})
	r.must(err)
	// After 3 s it is unknown.
	_, i = ask()
	r.clock.Advance(4 * time.Second)
	if _, err := b.Reply(r.ctx, i, session.Message{Content: "late"}); !errors.Is(err, session.ErrUnknownInteraction) {
		t.Errorf("got %v", err)
	}
	r.button(b)
	choices, err := r.complete(b)
	r.must(err)
	if len(choices) != 1 || choices[0].Name != "Al-Mada" {
		t.Errorf("choices %v", choices)
	}
}

// button posts a message with a button, and answers clicks on it in each way.
func (r *room) button(b *bot) {
	r.t.Helper()
	row := []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "Sources", CustomID: "s"}}}}
	m, err := b.Send(r.ctx, r.channel, session.Message{Content: "with a button", Components: row})
	r.must(err)
	for _, respond := range []func(i *discordgo.Interaction) error{
		func(i *discordgo.Interaction) error {
			_, err := b.Reply(r.ctx, i, session.Message{Content: "privately", Flags: discordgo.MessageFlagsEphemeral})
			return err
		},
		func(i *discordgo.Interaction) error { return b.DeferUpdate(r.ctx, i) },
		func(i *discordgo.Interaction) error {
			changed, err := b.Update(r.ctx, i, session.Edit{Content: ptr("pressed")})
			if err == nil && (changed.ID != m.ID || changed.Content != "pressed") {
				err = fmt.Errorf("changed %+v", changed)
			}
			return err
		},
	} {
		i, err := r.ClickButton(r.channel, r.ruth, m.ID, "s")
		r.must(err)
		e, _ := next(b, func(*discordgo.InteractionCreate) bool { return true })
		r.must(respond(e.Interaction))
		_, err = i.Answered(r.ctx)
		r.must(err)
	}
}

// complete asks for an autocomplete and lets the bot answer it.
func (r *room) complete(b *bot) ([]standin.Choice, error) {
	done := make(chan error, 1)
	go func() {
		e, _ := next(b, func(*discordgo.InteractionCreate) bool { return true })
		done <- b.Complete(r.ctx, e.Interaction, []*discordgo.ApplicationCommandOptionChoice{{Name: "Al-Mada", Value: "almada"}})
	}()
	choices, err := r.Autocomplete(r.ctx, r.channel, r.ruth, "ask", standin.Options{"outlet": "al"}, "outlet")
	return choices, errors.Join(err, <-done)
}

func TestTroubleWithAnswers(t *testing.T) {
	effects := limited()
	effects["502"], effects["hang up after"], effects["stall after"] = standin.ServerError(502), standin.Effect{HangupAfter: true}, standin.Effect{StallAfter: true}
	for name, effect := range effects {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{Unlimited: true})
			s := r.session(func(c *session.Config) {
				c.Limits.AnswerTry, c.Limits.Attempt = time.Second, time.Second // of which a busy machine needs a part
			})
			i := r.interaction(s)
			r.Inject(standin.Fault{Route: "/interactions/*", Times: 1, Effect: effect})
			m, err := s.Reply(r.ctx, i, session.Message{Content: "the answer"})
			r.must(err)
			if m.ID == "" || m.Content != "the answer" {
				t.Errorf("answered %+v", m)
			}
			r.Inject(standin.Fault{Route: "/webhooks/*", Times: 1, Effect: effect})
			_, err = s.EditOriginal(r.ctx, i, session.Edit{Content: ptr("changed")})
			r.must(err)
			r.Inject(standin.Fault{Route: "/webhooks/*", Times: 1, Effect: effect})
			_, err = s.FollowUp(r.ctx, i, session.Message{Content: "more"})
			lost := effect.Answer == nil || effect.Answer.Status == 502
			if errors.Is(err, session.ErrUncertain) != lost {
				t.Errorf("got %v", err)
			}
			want := []string{"changed", "more"}
			if lost && effect.Answer != nil {
				want = want[:1]
			}
			if got := r.contents(); !slices.Equal(got, want) {
				t.Errorf("the channel has %q, want %q", got, want)
			}
		})
	}
}

func TestAnAnswerIsGivenUpInTime(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(func(c *session.Config) {
		c.Limits.Answer, c.Limits.AnswerTry = 200*time.Millisecond, 60*time.Millisecond
	})
	i := r.interaction(s)
	r.Inject(standin.Fault{Route: "/interactions/*", Effect: standin.Effect{Delay: patience}})
	began := time.Now()
	if _, err := s.Defer(r.ctx, i, true); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > patience/3 {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

func TestInteractionsLeaveNoBucket(t *testing.T) {
	r := newRoom(t, standin.Config{Unlimited: true})
	var ahead atomic.Int64
	s := r.session(nil)
	s.SetWireClock(func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
	i := r.interaction(s)
	_, err := s.Defer(r.ctx, i, false)
	r.must(err)
	const n = 500
	for k := range n {
		// Another token is another interaction to the limits; it is refused.
		j := *i
		j.Token = fmt.Sprint("another", k)
		if _, err := s.EditOriginal(r.ctx, &j, session.Edit{Content: ptr("x")}); !errors.Is(err, session.ErrTokenExpired) {
			t.Fatal(err)
		}
	}
	ahead.Add(int64(time.Minute))
	if got := s.Stats().Buckets; got > 3 {
		t.Errorf("%d buckets are left of %d interactions", got, n)
	}
}
