package playground_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"newsdesk/internal/standin"
	"newsdesk/internal/standin/playground"
	"newsdesk/internal/standin/playground/playgroundtest"
	"newsdesk/internal/standin/standintest"
)

// wait is how long anything may take before a test gives up.
const wait = 90 * time.Second

// chromium is the browser of all tests.
var chromium playgroundtest.Browser

// closing counts the bots that leave, which takes discordgo a second each.
var closing sync.WaitGroup

func TestMain(m *testing.M) {
	_ = flag.Set("test.parallel", "3") // they wait for a browser more than for a processor
	code := m.Run()
	chromium.End()
	closing.Wait()
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// room is a playground with a bot in it, on a real socket. The clock stands still, so
// that no machine is too slow for the three seconds of an interaction.
type room struct {
	*standin.Discord
	t     testing.TB
	ctx   context.Context
	clock *standin.ManualClock
	play  *playground.Playground
	bot   *bot
	url   string
}

// newRoom opens a room and waits until the bot is in it.
func newRoom(t testing.TB, options ...func(*playground.Config)) *room {
	t.Helper()
	r := &room{t: t, clock: standin.NewManualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))}
	r.Discord = standin.New(standin.Config{Clock: r.clock, OnExchange: standintest.Recorder(t).Observe})
	var cancel context.CancelFunc
	r.ctx, cancel = context.WithTimeout(context.Background(), wait)
	_, err := r.Start("127.0.0.1:0")
	r.must(err)
	config := playground.Config{Discord: r.Discord, Examples: examples}
	for _, o := range options {
		o(&config)
	}
	r.play, err = playground.New(config)
	r.must(err)
	server := httptest.NewServer(r.play.Handler())
	r.url = server.URL
	t.Cleanup(func() {
		r.must(r.play.Close(r.ctx))
		r.bot.leave()
		server.Close()
		r.must(r.Close(r.ctx))
		cancel()
	})
	r.bot = newBot(r)
	return r
}

// examples are questions of a newsroom that there is none of.
var examples = []string{"Who opened the ferry to Basra?", "How long is the new bridge in Mosul?", "متى يفتتح الجسر في الموصل؟"}

func (r *room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// link is a fresh way in.
func (r *room) link() string {
	r.t.Helper()
	link, err := r.play.Link(r.url)
	r.must(err)
	return link
}

// browser is an HTTP client with a jar of its own.
func (r *room) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	r.must(err)
	transport := &http.Transport{}
	r.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Jar: jar, Transport: transport, Timeout: wait}
}

// got is an answer of the playground's.
type got struct {
	status  int
	header  http.Header
	cookies []*http.Cookie
	body    string
}

// get gets a page, with more header lines ("Name: value").
func (r *room) get(c *http.Client, url string, header ...string) got {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.ctx, http.MethodGet, url, nil)
	r.must(err)
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		if req.Header.Set(name, value); name == "Host" {
			req.Host = value
		}
	}
	res, err := c.Do(req)
	r.must(err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	r.must(err)
	return got{res.StatusCode, res.Header, res.Cookies(), string(b)}
}

// entered is a client that has used a link.
func (r *room) entered() *http.Client {
	r.t.Helper()
	c := r.browser()
	if res := r.get(c, r.link()); res.status != http.StatusOK {
		r.t.Fatalf("the link answers %d", res.status)
	}
	return c
}

// visit opens a tab of a new browser profile that comes in by a fresh link.
func (r *room) visit(t *testing.T) *playgroundtest.Tab {
	t.Helper()
	return chromium.Visit(t, r.link())
}
