package discord

import (
	"context"
	"sync"
	"time"
)

// typingEvery is how often the sign is renewed, which lasts 10 s at Discord.
const typingEvery = 8 * time.Second

// typing shows that the bot works, for the channel and not for each question:
// twenty questions at once in a channel are one sign, for Discord allows few.
type typing struct {
	bot *Bot

	mu       sync.Mutex
	channels map[string]*typed
}

// typed is a channel in which the bot works.
type typed struct {
	askings int
	sent    chan struct{}      // closed once the first sign was sent, or can't be
	stop    func()             // of the next renewal
	cancel  context.CancelFunc // of what is being sent
}

// begin shows the sign in a channel until end is called. It waits for nothing;
// sent is closed once the sign is there, or can't be.
func (t *typing) begin(ctx context.Context, channelID string) (sent <-chan struct{}, end func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := t.channels[channelID]
	if c == nil {
		ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
		c = &typed{cancel: cancel, sent: make(chan struct{})}
		t.channels[channelID] = c
		t.send(ctx, channelID, c, sync.OnceFunc(func() { close(c.sent) }))
	}
	c.askings++
	return c.sent, sync.OnceFunc(func() { t.end(channelID, c) })
}

func (t *typing) end(channelID string, c *typed) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c.askings--; c.askings == 0 {
		c.stop()
		c.cancel()
		delete(t.channels, channelID)
	}
}

// send shows the sign once, calls sent, and sees to the sign's renewal. It is
// called with mu held.
func (t *typing) send(ctx context.Context, channelID string, c *typed, sent func()) {
	c.stop = t.bot.clock.AfterFunc(typingEvery, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if ctx.Err() == nil {
			t.send(ctx, channelID, c, sent)
		}
	})
	discord := t.bot.discord // which the next session replaces, perhaps while this is sent
	t.bot.background.Go(func() {
		defer sent()
		if err := discord.Typing(ctx, channelID); err != nil && ctx.Err() == nil {
			t.bot.log.Debug("cannot show that the bot works", "channel", channelID, "err", err)
		}
	})
}
