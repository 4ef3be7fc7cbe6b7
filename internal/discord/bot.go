package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	lru "github.com/hashicorp/golang-lru/v2"

	"newsdesk/internal/discord/session"
	"newsdesk/rag"
)

// Config is what a bot is made of. Desk, Shelf and the session's token are
// required; what else is zero has a default.
type Config struct {
	Desk  Desk
	Shelf Shelf
	// Session is how to reach Discord. Its MessageContent is not looked at: the
	// bot asks for that intent only while some channel's settings need it.
	Session session.Config
	// Guild is the server in which commands are registered while developing;
	// "": in all servers.
	Guild string
	// Home are the servers whose managers may change the coverage, which is one
	// for all. None: the one server that the bot is in.
	Home []string
	// Keep is for how long questions, answers and feedback are kept; 30 days.
	Keep   time.Duration
	Limits Limits
	Clock  Clock
	Log    *slog.Logger
	// Files fetches what people attach; nil: the session's client.
	Files *http.Client
	// Beside runs beside the bot from when that is first connected: its context
	// ends when the bot does, which waits for it. Nil: nothing does.
	Beside func(ctx context.Context)
	// Answered is told of each answer that was shown, with the ids of the messages
	// that show it; nil: nobody is. It returns at once.
	Answered func(messages []string, answer *rag.Answer)
}

// KeepDefault is for how long questions are kept unless it is set.
const KeepDefault = 30 * 24 * time.Hour

// Bot answers on Discord.
type Bot struct {
	config Config
	desk   Desk
	shelf  Shelf
	clock  Clock
	log    *slog.Logger
	limits *limiter
	places *lru.Cache[string, place]
	// talking are the channels where the bot was last asked something, with
	// their servers.
	talking *lru.Cache[string, string]
	typing  *typing
	// running are the questions being answered, by their message's id: what
	// stops each.
	running sync.Map // string to context.CancelCauseFunc
	// deleted are messages that were deleted lately: one may still wait its turn.
	deleted *lru.Cache[string, struct{}]
	// taken are the messages that were looked at lately: what a new session catches
	// up with, the one before it may have had.
	taken *lru.Cache[string, struct{}]
	// waited are the messages that waited for their turn when the last session ended.
	waited atomic.Pointer[[]*discordgo.MessageCreate]
	// left is since when the bot has not heard, while it connects anew; nil: it hears.
	left atomic.Pointer[time.Time]
	// forgets is how often a person had themselves forgotten since the start.
	forgets *lru.Cache[string, int]
	// told has the briefings that a channel asks for told one after another.
	told turns
	// background are goroutines that no handler waits for.
	background sync.WaitGroup

	// home is the one server that the bot was in, nil where it was in several.
	home atomic.Pointer[string]

	// current is discord as what runs beside the handlers of events sees it.
	current atomic.Pointer[session.Session]
	// beside starts Config.Beside unless it was.
	beside func()

	// What follows is set by Run, once per session.
	discord *session.Session
	me      string
	content atomic.Bool // messages that do not mention the bot can be read
	refused atomic.Bool // Discord does not let the bot ask for these
	restart func(error)
}

// New makes a bot, which connects to nothing yet.
func New(c Config) (*Bot, error) {
	if c.Desk == nil || c.Shelf == nil {
		return nil, errors.New("make a Discord bot: it needs a desk and a shelf")
	}
	c.fill()
	b := &Bot{config: c, desk: c.Desk, shelf: c.Shelf, clock: c.Clock, log: c.Log, limits: newLimiter(c.Clock.Now)}
	if err := b.remembering(); err != nil {
		return nil, fmt.Errorf("make a Discord bot: %w", err)
	}
	b.typing = &typing{bot: b, channels: map[string]*typed{}}
	return b, nil
}

// remembering makes what the bot remembers of Discord, each with its bound.
func (b *Bot) remembering() error {
	var errs [5]error
	b.places, errs[0] = lru.New[string, place](placesKept)
	b.talking, errs[1] = lru.New[string, string](talkingKept)
	b.deleted, errs[2] = lru.New[string, struct{}](deletedKept)
	b.forgets, errs[3] = lru.New[string, int](forgetsKept)
	b.taken, errs[4] = lru.New[string, struct{}](takenKept)
	return errors.Join(errs[:]...)
}

// fill puts the defaults in.
func (c *Config) fill() {
	if c.Keep <= 0 {
		c.Keep = KeepDefault
	}
	if c.Clock == nil {
		c.Clock = SystemClock{}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Session.Log == nil {
		c.Session.Log = c.Log
	}
	if c.Session.Now == nil {
		c.Session.Now = time.Now
	}
	if c.Session.HTTP == nil {
		c.Session.HTTP = &http.Client{}
	}
	if c.Files == nil {
		c.Files = c.Session.HTTP
	}
	if c.Limits.Person.Burst <= 0 || c.Limits.Person.Every <= 0 {
		c.Limits.Person = fair.Person
	}
	if c.Limits.Server.Burst <= 0 || c.Limits.Server.Every <= 0 {
		c.Limits.Server = fair.Server
	}
}

// errIntents ends a session so that another one asks for other intents.
var errIntents = errors.New("the settings need other intents")

// contentRefused is how the gateway closes where the application may not ask
// for MESSAGE_CONTENT.
const contentRefused = 4014

// Run connects, and answers until ctx ends or Discord says that going on makes no
// sense: then the error says what to mend. It returns when what was under way
// is done. It can be called once.
func (b *Bot) Run(ctx context.Context) error {
	defer b.background.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	b.beside = sync.OnceFunc(func() {
		if b.config.Beside != nil {
			b.background.Go(func() { b.config.Beside(ctx) })
		}
	})
	for {
		content, err := b.wantsContent(ctx)
		if err != nil {
			return fmt.Errorf("run the Discord bot: %w", err)
		}
		err = b.connect(ctx, content)
		var fatal *session.FatalError
		switch {
		case ctx.Err() != nil:
			return err
		case errors.As(err, &fatal) && fatal.Code == contentRefused && content:
			b.log.Error("only questions that mention the bot are answered", "err", err)
			b.refused.Store(true)
		case errors.Is(err, errIntents):
			b.log.Info("connecting anew, for the settings ask for other intents")
		default:
			return err
		}
	}
}

// connect runs one session to its end.
func (b *Bot) connect(ctx context.Context, content bool) error {
	c := b.config.Session
	c.MessageContent = content
	s, err := session.New(c)
	if err != nil {
		return err
	}
	restarted, restart := context.WithCancelCause(ctx)
	defer restart(nil)
	b.discord, b.restart = s, restart
	b.current.Store(s)
	b.content.Store(content)
	switch err := b.prepare(restarted); {
	case err != nil && ctx.Err() != nil:
		return nil // it was to end anyway
	case err != nil:
		return fmt.Errorf("run the Discord bot: %w", err)
	}
	b.log.Info("connecting to Discord", "bot", b.me, "content", content)
	var amending sync.WaitGroup
	amending.Go(func() { b.amending(restarted) })
	err = s.Run(restarted, b.handle)
	waited := s.Waited()
	b.waited.Store(&waited)
	restart(nil)
	amending.Wait()
	if cause := context.Cause(restarted); errors.Is(cause, errIntents) {
		return errors.Join(cause, err)
	}
	return err
}

// prepare finds out who the bot is, and has Discord know the commands.
func (b *Bot) prepare(ctx context.Context) error {
	me, err := b.discord.Me(ctx)
	if err != nil {
		return err
	}
	app, err := b.discord.Application(ctx)
	if err != nil {
		return err
	}
	b.me = me.ID
	if err := b.register(ctx, app.ID); err != nil {
		return err
	}
	if len(b.config.Home) == 0 && b.home.Load() == nil {
		if err := b.findHome(ctx); err != nil && ctx.Err() == nil {
			b.log.Info("it is not known yet whose managers may change the coverage", "err", err)
		}
	}
	return nil
}

// handle does what an event asks for.
func (b *Bot) handle(ctx context.Context, e *session.Event) {
	switch v := e.Data.(type) {
	case *discordgo.MessageCreate:
		b.message(ctx, e, v.Message)
	case *discordgo.InteractionCreate:
		if e.Channel != nil {
			b.learn(e.Channel, v.GuildID)
		}
		b.interact(ctx, e.ID, v.Interaction)
	case *discordgo.MessageDelete:
		b.withdrawn(v.ID)
	case *discordgo.MessageDeleteBulk:
		for _, id := range v.Messages {
			b.withdrawn(id)
		}
	case *session.Gap:
		b.catchUp(ctx, v.Since)
	case *discordgo.Ready:
		if waited := b.waited.Swap(nil); waited != nil {
			b.discord.TakeAgain(*waited) //nolint:contextcheck // their handlers have contexts of their own
		}
		b.beside()
		if since := b.left.Swap(nil); since != nil {
			b.catchUp(ctx, *since)
		}
	case *discordgo.GuildCreate:
		for _, c := range append(v.Channels, v.Threads...) {
			b.learn(c, v.ID)
		}
	case *discordgo.ChannelCreate:
		b.learn(v.Channel, v.GuildID)
	case *discordgo.ThreadCreate:
		b.learn(v.Channel, v.GuildID)
	}
}
