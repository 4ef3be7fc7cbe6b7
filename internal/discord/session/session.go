package session

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Session is a bot's connection to Discord: its calls, and once [Session.Run]
// is called its events.
type Session struct {
	*REST
	config   Config
	dispatch *dispatcher
	ran      atomic.Bool

	mu     sync.Mutex
	shards []*shard
}

// Run connects to the gateway and hands events to handle until ctx ends or
// Discord says that going on makes no sense: then the error says what to mend.
// Whatever else happens, it comes back by itself. At the end it closes with
// 1000, takes no new event, gives the handlers under way their grace, cancels
// their contexts, and returns when all is over. It can be called once.
func (s *Session) Run(ctx context.Context, handle Handler) error {
	if !s.ran.CompareAndSwap(false, true) {
		return errors.New("run the Discord session: it ran already, make a new one")
	}
	gate, shards, err := s.approach(ctx)
	switch {
	case over(ctx):
		return nil
	case err != nil:
		return err
	}
	s.dispatch.open(ctx, handle)
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(inner, s.dispatch.close)
	defer stop()
	var running sync.WaitGroup
	for id := range shards {
		sh := newShard(s, gate, id, shards) //nolint:contextcheck // handlers outlive ctx, for their grace
		s.mu.Lock()
		s.shards = append(s.shards, sh)
		s.mu.Unlock()
		running.Go(func() {
			if err := sh.run(inner); err != nil {
				cancel(err)
			}
		})
	}
	<-inner.Done()
	err = s.dispatch.drain(s.config.Limits.Grace)
	running.Wait()
	if cause := context.Cause(inner); ctx.Err() == nil && cause != nil {
		return errors.Join(cause, err)
	}
	return err
}

// approach asks where the gateway is and how many shards there should be, until
// Discord answers.
func (s *Session) approach(ctx context.Context) (*gate, int, error) {
	g := &gate{rest: s.REST, every: s.config.Limits.Identify, reserve: s.config.Limits.Reserve}
	for n := 0; ; n++ {
		answer, err := g.ask(ctx)
		if err == nil {
			shards := s.config.Limits.Shards
			if shards <= 0 {
				shards = max(1, answer.Shards)
			}
			return g, shards, nil
		}
		if stopped(err) || over(ctx) {
			return nil, 0, fmt.Errorf("run the Discord session: %w", err)
		}
		wait := s.rand.backoff(n, s.config.Limits.Reconnect, s.config.Limits.ReconnectMax)
		s.log.Warn("discord's gateway cannot be asked for", "err", err, "wait", wait)
		_ = sleep(ctx, wait)
	}
}

// over reports whether a context has ended.
func over(ctx context.Context) bool { return ctx.Err() != nil }

// A Shard is the state of one connection to the gateway.
type Shard struct {
	ID         int
	Connected  bool          // READY or RESUMED came, and the link has not ended since
	Since      time.Time     // of Connected
	Latency    time.Duration // of the last heartbeat
	Identifies int
	Resumes    int
	LastEnding string // how the last link ended; empty: none has
}

// Shards is how the connections to the gateway are; none before Run.
func (s *Session) Shards() []Shard {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Shard, 0, len(s.shards))
	for _, sh := range s.shards {
		list = append(list, sh.state())
	}
	return list
}

// intents are what the session asks to hear of.
func (c *Config) intents() discordgo.Intent {
	i := discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages
	if c.MessageContent {
		i |= discordgo.IntentMessageContent
	}
	return i
}

// newDiscordgo is a discordgo session that reaches nothing but the relay.
func newDiscordgo(c *Config, r *relay, id, count int) *discordgo.Session {
	ds, _ := discordgo.New("Bot " + c.Token) // it cannot fail
	ds.Client = &http.Client{Transport: noNetwork{}}
	ds.Dialer = r.dialer()
	ds.ShouldReconnectOnError = false
	ds.StateEnabled = false // what it keeps is shared and races
	ds.SyncEvents = true    // otherwise events overtake each other
	ds.LogLevel = -1
	ds.Compress, ds.Identify.Compress = false, false
	ds.Identify.Intents = c.intents()
	ds.ShardID, ds.ShardCount = id, count
	return ds
}
