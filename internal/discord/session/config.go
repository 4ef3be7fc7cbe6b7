package session

import (
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Config is what a session is made of. Only the token has no default.
type Config struct {
	// Token is the bot's, with or without "Bot " before it.
	Token string
	// APIURL is where Discord's HTTP interface is, as a scheme and host and, for
	// a proxy, a path; empty: https://discord.com.
	APIURL string
	// HTTP is what requests are sent with; the proxy, the TLS settings and the
	// dialer of its transport are the gateway's too. Nil: one with none of them.
	HTTP *http.Client
	// Now dates events and gaps, and may stand still; limits, waits and beats
	// run in real time. Nil: [time.Now].
	Now func() time.Time
	// Rand is for jitter, ids and nonces. Nil: the runtime's.
	Rand *rand.Rand
	// Log gets what happens, never a token and never a text. Nil: nothing.
	Log *slog.Logger

	// MessageContent asks for the privileged intent of that name: only for a bot
	// that answers messages which do not mention it.
	MessageContent bool
	// Limits are the bounds and waits; each one that is 0 has a default.
	Limits Limits
}

// Limits are a session's bounds and waits. They are there for tests, and for
// the rare place where Discord's advice does not fit.
type Limits struct {
	Call         time.Duration // a whole call with its waits and repeats; 90 s
	Attempt      time.Duration // one request of a call; 10 s
	Answer       time.Duration // the first answer to an interaction, which has 3 s; 2.8 s
	AnswerTry    time.Duration // one request of it; 1.2 s
	Attempts     int           // requests of a call; 6
	Retry        time.Duration // the first wait before a repeat, doubled each time; 250 ms
	PerSecond    int           // requests a second, of Discord's 50; 45
	Refused      int           // answers 401, 403 and 429 in 10 min before calls stop, of Discord's 10,000; 9,000
	Handler      time.Duration // one event's handling; 5 min
	Handlers     int           // events handled at once, and as many interactions; 256
	Queue        int           // events that wait; 8192
	Grace        time.Duration // for handlers under way at shutdown; 10 s
	Shards       int           // shards; as Discord recommends
	Connect      time.Duration // until HELLO, and without a word until READY; 20 s
	Reconnect    time.Duration // the first wait after a failure, doubled each time; 1 s
	ReconnectMax time.Duration // the longest such wait; 1 min
	Invalid      time.Duration // the shortest wait after op 9; the longest is 5 times that; 1 s
	Identify     time.Duration // between two identifies of one slot; 5.1 s
	Reserve      int           // identifies of the daily budget that are never used; 2
}

// New makes a session, which connects to nothing yet.
func New(c Config) (*Session, error) {
	token := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(c.Token)+" ", "Bot "))
	if token == "" || strings.ContainsAny(token, " \r\n\t") {
		return nil, errors.New("make a Discord session: DISCORD_TOKEN is empty or has spaces in it: copy the token from the application's Bot page")
	}
	base, err := parseBase(c.APIURL)
	if err != nil {
		return nil, err
	}
	c.Token = token
	c.fill()
	rest := newREST(c, base)
	return &Session{REST: rest, config: c, dispatch: newDispatcher(c, rest.rand)}, nil
}

// fill puts the defaults in.
func (c *Config) fill() {
	if c.HTTP == nil {
		c.HTTP = &http.Client{}
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	l := &c.Limits
	for at, otherwise := range map[*time.Duration]time.Duration{
		&l.Call: 90 * time.Second, &l.Attempt: 10 * time.Second, &l.Answer: 2800 * time.Millisecond, &l.AnswerTry: 1200 * time.Millisecond,
		&l.Retry: 250 * time.Millisecond, &l.Handler: 5 * time.Minute, &l.Grace: 10 * time.Second, &l.Connect: 20 * time.Second,
		&l.Reconnect: time.Second, &l.ReconnectMax: time.Minute, &l.Invalid: time.Second, &l.Identify: 5100 * time.Millisecond,
	} {
		if *at <= 0 {
			*at = otherwise
		}
	}
	for at, otherwise := range map[*int]int{&l.Attempts: 6, &l.PerSecond: 45, &l.Refused: 9000, &l.Handlers: 256, &l.Queue: 8192, &l.Reserve: 2} {
		if *at <= 0 {
			*at = otherwise
		}
	}
}

// parseBase reads the address of the HTTP interface.
func parseBase(s string) (*url.URL, error) {
	if s == "" {
		s = discordgo.EndpointDiscord
	}
	u, err := url.Parse(strings.TrimSuffix(s, "/"))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("make a Discord session: DISCORD_API_URL %q is no address: give it as https://host, or leave it empty for Discord itself", s)
	}
	return u, nil
}
