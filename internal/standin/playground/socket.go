package playground

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"newsdesk/internal/standin"
)

// What a tab may do. The bounds keep a broken page from filling the memory; none is
// met in use.
const (
	maxFrame   = 16 << 20         // a request: Discord's 10 MiB of files in base64, and some
	maxTabs    = 32               // connections at once
	maxAtOnce  = 8                // requests of one tab that wait for the bot
	maxWaiting = 1024             // messages to a tab that does not read; then it must start over
	writeLimit = 10 * time.Second // for one message to a tab
	pingEvery  = 30 * time.Second // to a tab, which must answer within two of them
)

// message is what a tab gets: an answer to a request, or an event.
type message struct {
	Re     int    `json:"re,omitempty"` // the request's id
	Error  string `json:"error,omitempty"`
	Result any    `json:"result,omitempty"`

	Event       string           `json:"event,omitempty"`
	Message     *standin.Message `json:"message,omitempty"`
	Channel     string           `json:"channel,omitempty"`
	ID          string           `json:"id,omitempty"`
	User        string           `json:"user,omitempty"`
	Interaction string           `json:"interaction,omitempty"`
	Modal       *standin.Modal   `json:"modal,omitempty"`
	People      []face           `json:"people,omitempty"`
	Channels    []place          `json:"channels,omitempty"`
}

// tab is the connection of a tab.
type tab struct {
	p      *Playground
	ws     *websocket.Conn
	ctx    context.Context
	cancel context.CancelFunc
	out    chan message
	work   sync.WaitGroup // the writer, the events and requests that wait
	slots  chan struct{}  // one for each request that waits

	person *person // nil until it has said hello
	mu     sync.Mutex
	sees   map[string]string // the kinds of the channels that it was told of, by id
}

// serveSocket runs one tab's connection.
func (p *Playground) serveSocket(w http.ResponseWriter, r *http.Request) {
	if !p.begin() {
		http.Error(w, "The playground has ended, or too many tabs are open.", http.StatusServiceUnavailable)
		return
	}
	defer p.end()
	// A page of another origin was refused by the guard; a request without one is no
	// browser's, and brings the cookie all the same.
	upgrader := websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return r.Header.Get("Origin") == "http://"+r.Host }}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		p.log.Info("cannot open a tab's connection", "err", err)
		return
	}
	t := &tab{p: p, ws: ws, out: make(chan message, maxWaiting), slots: make(chan struct{}, maxAtOnce), sees: map[string]string{}}
	t.ctx, t.cancel = context.WithCancel(p.ctx)
	t.run()
}

// begin claims a place in what Close waits for; it reports false after Close, and
// where there are too many tabs.
func (p *Playground) begin() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.open >= maxTabs {
		return false
	}
	p.open++
	p.work.Add(1)
	return true
}

// end gives the place back.
func (p *Playground) end() {
	p.mu.Lock()
	p.open--
	p.mu.Unlock()
	p.work.Done()
}

// run reads until the connection ends, and returns when nothing of it runs.
func (t *tab) run() {
	t.work.Go(t.write)
	err := t.read()
	var closed *websocket.CloseError
	if err != nil && !errors.As(err, &closed) && t.ctx.Err() == nil {
		t.p.log.Info("a tab's connection broke", "err", err)
	}
	t.cancel()
	t.work.Wait()
	if t.person != nil {
		t.p.leave(t)
	}
}

// read takes requests in until the connection ends.
func (t *tab) read() error {
	t.ws.SetReadLimit(maxFrame)
	alive := func(string) error { return t.ws.SetReadDeadline(time.Now().Add(2 * pingEvery)) }
	t.ws.SetPongHandler(alive)
	if err := alive(""); err != nil {
		return fmt.Errorf("read from a tab: %w", err)
	}
	for {
		kind, b, err := t.ws.ReadMessage()
		if err != nil {
			return fmt.Errorf("read from a tab: %w", err)
		}
		if kind != websocket.TextMessage {
			return errors.New("read from a tab: it is no text")
		}
		r, err := parse(b)
		if err != nil {
			return fmt.Errorf("read from a tab: %w", err)
		}
		t.take(r)
	}
}

// write sends what is for the tab until the connection is to end, and ends it.
func (t *tab) write() {
	defer t.ws.Close() //nolint:errcheck // it is being thrown away
	ping := time.NewTicker(pingEvery)
	defer ping.Stop()
	for {
		var err error
		select {
		case m := <-t.out:
			if err = t.ws.SetWriteDeadline(time.Now().Add(writeLimit)); err == nil {
				err = t.ws.WriteJSON(m)
			}
		case <-ping.C:
			err = t.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeLimit))
		case <-t.ctx.Done():
			bye := websocket.FormatCloseMessage(websocket.CloseGoingAway, "")
			_ = t.ws.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
			return
		}
		if err != nil {
			t.cancel()
			return
		}
	}
}

// send puts a message into the tab's queue. Where the tab does not read, its
// connection ends, and it starts over with what there is then.
func (t *tab) send(m message) {
	select {
	case t.out <- m:
	default:
		t.cancel()
	}
}
