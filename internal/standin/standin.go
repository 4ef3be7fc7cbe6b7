package standin

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Config says what Discord to stand in for. Its zero value will do.
type Config struct {
	// Clock dates messages and interactions, and ends the 3 s and the 15 min of
	// an interaction. Nil: the system's.
	Clock Clock
	// Wire is the clock of what a client waits for in real time: heartbeats, the
	// life of a session, rate limits. Nil: the system's. It is apart from Clock
	// so that a test can turn 15 minutes and keep its connection.
	Wire Clock
	// Seed makes the tokens of a run.
	Seed uint64
	// Log gets what goes wrong. Nil: nothing is logged.
	Log *slog.Logger

	// Token is the bot's, without "Bot ". Empty: "standin-token".
	Token string
	// BotName is the bot's user name. Empty: "newsdesk".
	BotName string
	// BotPermissions is what the bot's role allows. 0: what it needs to post.
	BotPermissions Permission
	// RefuseMessageContent and RefuseMembers leave those privileged intents off
	// in the application's settings: identifying with one closes with 4014.
	RefuseMessageContent, RefuseMembers bool

	// HeartbeatInterval is what HELLO asks for. 0: Discord's 41.25 s.
	HeartbeatInterval time.Duration
	// Shards is what GET /gateway/bot recommends. 0: 1.
	Shards int
	// SessionStarts is how often the bot may identify. 0: 1000.
	SessionStarts int
	// IdentifyEvery is the least time between two identifies of one shard; one
	// that comes sooner gets op 9. Discord's is 5 s; 0 does not enforce it.
	IdentifyEvery time.Duration
	// Unlimited turns rate limits off; their headers are sent all the same.
	Unlimited bool

	// Keep is how many messages of a channel, interactions and REST calls are
	// kept; the oldest are forgotten. 0: 10,000.
	Keep int

	// OnExchange, if set, sees every REST request and its answer before it is
	// sent. It is called from several goroutines at once.
	OnExchange func(Exchange)
}

// Discord is a local Discord. Its methods may be called from any goroutine.
type Discord struct {
	config Config
	clock  Clock
	wire   Clock
	log    *slog.Logger
	mux    *http.ServeMux

	// work counts what Close waits for: connections, timers, the server.
	work   sync.WaitGroup
	ctx    context.Context
	cancel context.CancelFunc
	server *http.Server

	mu           sync.Mutex
	closed       bool
	url          string
	rand         *rand.Rand
	lastID       uint64
	token        string
	bot          User
	appID        string
	users        map[string]*User
	noDM         map[string]bool
	locales      map[string]string // of users who have one
	guilds       map[string]*guild
	guildOrder   []string
	channels     map[string]*channel
	commands     commandSet
	files        fileStore
	interactions map[string]*interaction // by token
	byID         map[string]*interaction // by ID
	waiting      []*interaction          // by age
	sessions     map[string]*session
	conns        map[*conn]bool
	starts       startBudget
	gatewayLog   GatewayLog
	gatewayFault GatewayFaults
	limits       limiter
	faults       []*injected
	calls        []Call
	callCount    int
	subscribers  map[*Subscription]bool
}

// New returns a Discord with one bot and no guild. Serve its [Discord.Handler],
// or call [Discord.Start]; end it with [Discord.Close].
func New(config Config) *Discord {
	d := &Discord{
		config: config, clock: config.Clock, wire: config.Wire, log: config.Log,
		rand: newRand(config.Seed), token: config.Token,
		users: map[string]*User{}, noDM: map[string]bool{}, locales: map[string]string{}, guilds: map[string]*guild{}, channels: map[string]*channel{},
		interactions: map[string]*interaction{}, byID: map[string]*interaction{},
		sessions: map[string]*session{}, conns: map[*conn]bool{}, subscribers: map[*Subscription]bool{},
	}
	d.defaults()
	d.ctx, d.cancel = context.WithCancel(context.Background())
	d.commands = commandSet{}
	d.limits.buckets = map[string]*bucket{}
	d.bot = *d.newUser(d.config.BotName)
	d.bot.Bot = true
	d.users[d.bot.ID] = &d.bot
	// Since 2016 an application and its bot have had one ID.
	d.appID = d.bot.ID
	d.mux = d.routes()
	return d
}

// defaults fills what the configuration leaves open.
func (d *Discord) defaults() {
	if d.clock == nil {
		d.clock = SystemClock()
	}
	if d.wire == nil {
		d.wire = SystemClock()
	}
	if d.log == nil {
		d.log = slog.New(slog.DiscardHandler)
	}
	if d.token == "" {
		d.token = "standin-token"
	}
	c := &d.config
	if c.BotName == "" {
		c.BotName = "newsdesk"
	}
	if c.BotPermissions == 0 {
		c.BotPermissions = permOfBot
	}
	if c.HeartbeatInterval <= 0 {
		c.HeartbeatInterval = 41250 * time.Millisecond
	}
	c.Shards = max(1, c.Shards)
	if c.Keep <= 0 {
		c.Keep = keepOfEach
	}
	if c.SessionStarts <= 0 {
		c.SessionStarts = 1000
	}
	d.starts.remaining = c.SessionStarts
}

// Start listens on addr ("127.0.0.1:0" for any port), serves until Close and
// returns the address as a URL without a path.
func (d *Discord) Start(addr string) (string, error) {
	l, err := new(net.ListenConfig).Listen(d.ctx, "tcp", addr)
	if err != nil {
		return "", fmt.Errorf("start the local discord on %s: %w", addr, err)
	}
	server := &http.Server{Handler: d.Handler(), ReadHeaderTimeout: 10 * time.Second}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.server != nil {
		_ = l.Close()
		return "", fmt.Errorf("start the local discord on %s: it is closed or started already", addr)
	}
	d.server, d.url = server, "http://"+l.Addr().String()
	d.work.Go(func() { _ = server.Serve(l) })
	return d.url, nil
}

// SetURL says where a server of the caller's serves [Discord.Handler]: the
// scheme and host that the gateway's and the attachments' addresses begin with.
func (d *Discord) SetURL(url string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.url = strings.TrimSuffix(url, "/")
}

// Token is the bot's token, without "Bot ".
func (d *Discord) Token() string { return d.token }

// Bot is the bot's user; its ID is also the application's.
func (d *Discord) Bot() User {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.bot
}

// Close drops every connection and waits until nothing of the stand-in runs, or
// until ctx is done.
func (d *Discord) Close(ctx context.Context) error {
	d.mu.Lock()
	d.closed = true
	server := d.server
	for c := range d.conns {
		c.drop()
	}
	for _, it := range d.waiting {
		it.end()
	}
	for s := range d.subscribers {
		s.end()
	}
	d.mu.Unlock()
	d.cancel()
	if server != nil {
		if err := server.Shutdown(ctx); err != nil {
			_ = server.Close()
		}
	}
	done := make(chan struct{})
	go func() { d.work.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("close the local discord: %w", ctx.Err())
	}
}

// begin claims a place in what Close waits for; it reports false after Close,
// and then done must not be called.
func (d *Discord) begin() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.beginLocked()
}

func (d *Discord) beginLocked() bool {
	if d.closed {
		return false
	}
	d.work.Add(1)
	return true
}

// after calls f under the stand-in's mutex, dur from now by the clock, unless
// stop is called or the stand-in closed before.
func (d *Discord) after(clock Clock, dur time.Duration, f func()) (stop func()) {
	return clock.AfterFunc(dur, func() {
		if !d.begin() {
			return
		}
		defer d.work.Done()
		d.mu.Lock()
		defer d.mu.Unlock()
		if !d.closed {
			f()
		}
	})
}

// Transport returns a round tripper that sends requests for Discord's hosts to
// this stand-in and all others to next (nil: [http.DefaultTransport]).
func (d *Discord) Transport(next http.RoundTripper) http.RoundTripper {
	if next == nil {
		next = http.DefaultTransport
	}
	return &rewriter{d: d, next: next}
}

type rewriter struct {
	d    *Discord
	next http.RoundTripper
}

// RoundTrip sends the request where it should go.
func (r *rewriter) RoundTrip(req *http.Request) (*http.Response, error) {
	switch req.URL.Hostname() {
	case "discord.com", "canary.discord.com", "cdn.discordapp.com", "media.discordapp.net":
	default:
		return r.next.RoundTrip(req)
	}
	r.d.mu.Lock()
	scheme, host, _ := strings.Cut(r.d.url, "://")
	r.d.mu.Unlock()
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host, req.Host = scheme, host, host
	return r.next.RoundTrip(req)
}
