package playground

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"

	"newsdesk/internal/standin"
)

// Config says what the playground shows. Only Discord has no default.
type Config struct {
	// Discord is the local Discord. The playground makes a server in it.
	Discord *standin.Discord
	// Server is the name of that server. Empty: "Newsroom".
	Server string
	// Channels are the names of its channels. None: "iraq-desk" and "briefings".
	Channels []string
	// Examples are questions that the page offers to a newcomer; three are shown
	// well. None: nothing is offered.
	Examples []string
	// Sends says, in a sentence, what leaves the machine and for where: the bot may
	// ask a model elsewhere. Empty: the page says that nothing does.
	Sends string
	// Explainer tells how answers came about. Nil: only the requests are shown.
	Explainer Explainer
	// Random makes keys and cookies. Nil: the system's.
	Random io.Reader
	// Log gets what goes wrong, never a key or a text. Nil: nothing is logged.
	Log *slog.Logger
}

// Playground serves the page. Its methods may be called from any goroutine.
type Playground struct {
	config   Config
	discord  *standin.Discord
	log      *slog.Logger
	gate     gate
	guild    string
	channels []string // in the order of Config.Channels

	ctx    context.Context // ends at Close
	cancel context.CancelFunc
	work   sync.WaitGroup // connections

	mu     sync.Mutex
	closed bool
	open   int // connections
	roster roster
	tabs   map[*tab]bool
}

// New returns a playground with a server in the local Discord, which the bot is in.
// Serve its [Playground.Handler] on a loopback address; end it with
// [Playground.Close].
func New(c Config) (*Playground, error) {
	if c.Discord == nil {
		return nil, errors.New("open the playground: there is no local Discord")
	}
	c.defaults()
	p := &Playground{config: c, discord: c.Discord, log: c.Log, gate: gate{random: c.Random, links: map[string]bool{}}, tabs: map[*tab]bool{}}
	p.roster.discord = c.Discord
	p.guild = c.Discord.AddGuild(c.Server, p.roster.add().user.ID)
	p.roster.guild = p.guild
	// A second person from the start: there is somebody to mention.
	p.roster.add()
	for _, name := range c.Channels {
		id, err := c.Discord.AddChannel(p.guild, name)
		if err != nil {
			return nil, fmt.Errorf("open the playground: channel %s: %w", name, err)
		}
		p.channels = append(p.channels, id)
	}
	var err error
	if p.gate.pass, err = p.gate.secret(); err != nil {
		return nil, fmt.Errorf("open the playground: %w", err)
	}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	return p, nil
}

// defaults fills what the configuration leaves open.
func (c *Config) defaults() {
	if c.Server == "" {
		c.Server = "Newsroom"
	}
	if len(c.Channels) == 0 {
		c.Channels = []string{"iraq-desk", "briefings"}
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
}

// Guild is the ID of the server that the page shows.
func (p *Playground) Guild() string { return p.guild }

// Channel is the ID of one of the server's channels by its place in
// [Config.Channels].
func (p *Playground) Channel(n int) string { return p.channels[n] }

// Handler serves the page, its parts, uploaded files and the WebSocket. It must be
// served at the root of a loopback address, without TLS.
func (p *Playground) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.servePage)
	mux.HandleFunc("GET /web/{name}", p.serveAsset)
	mux.HandleFunc("GET /socket", p.serveSocket)
	mux.Handle("GET /attachments/", p.discord.Handler())
	return p.guard(mux)
}

// Close ends the connections of all tabs, and returns when nothing of the
// playground runs any more or ctx is done.
func (p *Playground) Close(ctx context.Context) error {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.cancel()
	done := make(chan struct{})
	go func() { p.work.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("close the playground: %w", ctx.Err())
	}
}
