package discord_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/standin"
	"newsdesk/rag"
)

// held makes the desk wait, before a sentence, until the test lets it go on.
func (r *room) held(sentence int) (reached <-chan struct{}, free func()) {
	at, over := make(chan struct{}, 8), make(chan struct{})
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	r.desk.during = func(ctx context.Context, _ rag.Question, n int) error {
		if n != sentence {
			return nil
		}
		at <- struct{}{}
		select {
		case <-over:
		case <-ctx.Done():
		}
		return ctx.Err()
	}
	return at, func() { close(over) }
}

// await waits until something is reached.
func (r *room) await(reached <-chan struct{}) {
	r.t.Helper()
	select {
	case <-reached:
	case <-r.ctx.Done():
		r.t.Fatalf("it was never reached; the log is\n%s", r.log)
	}
}

func botsAreNotAnswered(t *testing.T, r *room) {
	other := r.AddBot("echo").ID
	r.must(r.Join(r.guild, other))
	r.mention(r.channel, other, "when did the ferry open?")
	_, err := r.Say(r.channel, r.ruth, "when did the ferry open?") // not to the bot
	r.must(err)
	r.mention(r.channel, r.ruth, "   ")
	r.saying("Ask me about the coverage")
	if q := r.desk.questions(); len(q) != 0 {
		t.Errorf("it answered %+v", q)
	}
}

func markupIsHarmless(t *testing.T, r *room) {
	evil := ferry
	evil.Title, evil.Body = "@everyone [free](https://evil.example) discord.gg/abc", "The ferry to Basra opened on Friday. It carries 40 cars. "+ferry.Body
	r.desk.articles[ferry.ID] = evil
	r.slash(r.ruth, "ask", standin.Options{"question": "ferry <@" + r.alice + "> @everyone ```"})
	m := r.answer()
	if m.MentionEveryone || len(m.Mentions) > 0 || strings.Contains(m.Content, "@everyone") || strings.Contains(m.Content, "<@"+r.alice) {
		t.Errorf("it says %q and mentions %v", m.Content, m.Mentions)
	}
}

// tokenExpires has an answer take longer than the interaction's 15 minutes.
func tokenExpires(private bool) func(*testing.T, *room) {
	return func(t *testing.T, r *room) {
		reached, free := r.held(0)
		r.slash(r.ruth, "ask", standin.Options{"question": "when did the ferry open?", "private": private})
		r.await(reached)
		r.clock.Advance(16 * time.Minute)
		free()
		m := r.answer()
		holds(t, m.Content, "on Friday")
		dm, err := r.OpenDM(r.ruth)
		r.must(err)
		if want := map[bool]string{false: r.channel, true: dm}[private]; m.ChannelID != want {
			t.Errorf("it was posted in %s, want %s", m.ChannelID, want)
		}
		if all := r.posted(r.channel, r.alice); private && len(all) > 0 || !private && len(all) != 1 {
			t.Errorf("others see %+v", all)
		}
	}
}

func questionDeleted(t *testing.T, r *room) {
	reached, _ := r.held(2)
	asked := r.mention(r.channel, r.ruth, "when did the ferry open?")
	r.await(reached)
	r.saying("…")
	r.must(r.Delete(r.channel, r.ruth, asked.ID))
	_, err := r.seen.Until(r.ctx, func(e standin.Event) bool { return e.Kind == standin.EventDelete && e.UserID == r.Bot().ID })
	r.must(err)
	if all := r.posted(r.channel, r.ruth); len(all) != 0 {
		t.Errorf("what is left is %+v", all)
	}
}

func loseChannel(r *room) { r.must(r.DeleteChannel(r.channel)) }

func loseServer(r *room) { r.must(r.KickBot(r.guild)) }

func losePermission(p standin.Permission) func(*room) {
	return func(r *room) {
		r.must(r.SetOverwrite(r.channel, standin.Overwrite{ID: r.BotRole(r.guild), Deny: p}))
	}
}

// placeIsLost takes the ground away in mid-answer: nothing is tried again and
// again, and the bot goes on elsewhere. Where it still can it says what it lacks.
func placeIsLost(lose func(*room), told bool) func(*testing.T, *room) {
	return func(t *testing.T, r *room) {
		reached, free := r.held(1)
		r.mention(r.channel, r.ruth, "when did the ferry open?")
		_, err := r.SlashCommand(r.channel, r.ruth, "ask", standin.Options{"question": "when did the ferry open?"})
		r.must(err)
		r.await(reached)
		r.await(reached)
		lose(r)
		free()
		dm, err := r.OpenDM(r.alice)
		r.must(err)
		_, err = r.Say(dm, r.alice, "when did the ferry open?")
		r.must(err)
		r.until(func(m standin.Message) bool { return m.ChannelID == dm && len(m.Components) > 0 })
		if told {
			own, err := r.OpenDM(r.ruth)
			r.must(err)
			for len(r.posted(own, r.ruth)) == 0 {
				_, err := r.seen.Next(r.ctx)
				r.must(err)
			}
			holds(t, r.posted(own, r.ruth)[0].Content, "I lack **", "<#"+r.channel+">")
		}
		r.stop()
		refused := r.Calls(func(c standin.Call) bool { return c.Status >= 400 && c.Fault == "" })
		if len(refused) > 8 {
			t.Errorf("%d calls were refused: %+v", len(refused), refused)
		}
	}
}

func noHistoryPermission(t *testing.T, r *room) {
	r.must(r.SetRole(r.guild, r.guild, standin.PermViewChannel|standin.PermSendMessages))
	r.must(r.SetRole(r.guild, r.BotRole(r.guild), standin.PermViewChannel|standin.PermSendMessages))
	r.mention(r.channel, r.alice, "when did the ferry open?")
	r.answer()
}

func TestShutdownFinishesAnswers(t *testing.T) {
	r := newRoom(t)
	reached, free := r.held(1)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	r.await(reached)
	stopped := make(chan struct{})
	go func() { defer close(stopped); r.stop() }()
	_, err := r.seen.UntilKind(r.ctx, standin.EventDisconnect)
	r.must(err)
	free()
	holds(t, r.answer().Content, "40 cars")
	<-stopped
}

func TestShutdownSaysWhatItCannotFinish(t *testing.T) {
	r := newRoom(t, func(r *room, _ *standin.Config) { r.config.Session.Limits.Grace = 2 * time.Second })
	reached, _ := r.held(1)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	r.await(reached)
	r.stop()
	all := r.posted(r.channel, r.ruth)
	if len(all) != 1 {
		t.Fatalf("it says %+v", all)
	}
	holds(t, all[0].Content, "I am being restarted")
}

func TestTooLong(t *testing.T) {
	r := newRoom(t, func(r *room, _ *standin.Config) { r.config.Session.Limits.Handler = 300 * time.Millisecond })
	r.held(1)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	holds(t, r.saying("too long").Content, "Ask again")
}
