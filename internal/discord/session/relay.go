package session

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// relay is the gateway that discordgo's session sees: one that never fails. It
// lives inside the process, on one end of a pipe of which the session's dialer
// is given the other.
type relay struct {
	identify chan json.RawMessage // what the session identified with; once
	over     chan struct{}        // closed when the session's connection has ended

	fed bool // something was relayed; only of the feeder

	writing sync.Mutex // held by who writes, until the session has read it
	mu      sync.Mutex // of what follows; held by nobody who waits
	ws      *websocket.Conn
	pipe    net.Conn
}

func newRelay() *relay {
	return &relay{identify: make(chan json.RawMessage, 1), over: make(chan struct{})}
}

// dialer gives discordgo's session its connection, whatever address it dials.
func (r *relay) dialer() *websocket.Dialer {
	return &websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go r.serve(server)
		return client, nil
	}}
}

// serve greets the session and acknowledges its heartbeats until it closes. It
// goes on reading while it acknowledges: a write to the pipe waits for the other
// side to read, and discordgo, once it is being closed, reads no more and waits
// for its close frame to be read.
func (r *relay) serve(pipe net.Conn) {
	defer close(r.over)
	defer func() { _ = pipe.Close() }()
	ws, err := accept(pipe)
	if err != nil {
		return
	}
	ws.SetCloseHandler(func(int, string) error { return nil }) // nobody reads an answer
	r.mu.Lock()
	r.ws, r.pipe = ws, pipe
	r.mu.Unlock()
	// The beats say nothing: whether Discord lives is the link's concern.
	hello := fmt.Sprintf(`{"op":10,"d":{"heartbeat_interval":%d}}`, (10 * time.Minute).Milliseconds())
	if r.write([]byte(hello)) != nil {
		return
	}
	beaten := make(chan struct{}, 1)
	var acknowledging sync.WaitGroup
	acknowledging.Go(func() { r.acknowledge(pipe, beaten) })
	defer acknowledging.Wait()
	defer close(beaten)
	defer func() { _ = pipe.Close() }() // which ends a write
	r.hear(ws, beaten)
}

// acknowledge answers heartbeats until there are no more to come.
func (r *relay) acknowledge(pipe net.Conn, beaten <-chan struct{}) {
	for range beaten {
		if r.write([]byte(`{"op":11}`)) != nil {
			_ = pipe.Close()
			return
		}
	}
}

// hear takes what the session says until its connection ends.
func (r *relay) hear(ws *websocket.Conn, beaten chan<- struct{}) {
	for {
		_, data, err := ws.ReadMessage()
		if err != nil {
			return
		}
		var p packet
		if json.Unmarshal(data, &p) != nil {
			continue
		}
		switch p.Op {
		case opHeartbeat:
			select {
			case beaten <- struct{}{}:
			default: // the acknowledgement that waits is for this one too
			}
		case opIdentify:
			select {
			case r.identify <- p.D:
			default:
			}
		}
	}
}

// feed relays a dispatch. It waits only for discordgo to decode it.
func (r *relay) feed(data []byte) error {
	r.fed = true
	if err := r.write(data); err != nil {
		return fmt.Errorf("relay an event to discordgo: %w", err)
	}
	return nil
}

// relayPatience is how long discordgo may take for one event: it only decodes
// and queues it.
const relayPatience = 30 * time.Second

func (r *relay) write(data []byte) error {
	r.mu.Lock()
	ws := r.ws
	r.mu.Unlock()
	if ws == nil {
		return errors.New("not connected")
	}
	r.writing.Lock()
	defer r.writing.Unlock()
	if err := ws.SetWriteDeadline(time.Now().Add(relayPatience)); err != nil {
		return err
	}
	return ws.WriteMessage(websocket.TextMessage, data)
}

// hangUp ends the session's connection, whatever is being written to it.
func (r *relay) hangUp() {
	r.mu.Lock()
	pipe := r.pipe
	r.mu.Unlock()
	if pipe != nil {
		_ = pipe.Close()
	}
}

// accept is the server's half of the WebSocket handshake, without a server.
func accept(conn net.Conn) (*websocket.Conn, error) {
	buf := bufio.NewReadWriter(bufio.NewReader(conn), bufio.NewWriter(conn))
	req, err := http.ReadRequest(buf.Reader)
	if err != nil {
		return nil, fmt.Errorf("accept discordgo's connection: %w", err)
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := up.Upgrade(&hijacker{conn: conn, buf: buf, header: http.Header{}}, req, nil)
	if err != nil {
		return nil, fmt.Errorf("accept discordgo's connection: %w", err)
	}
	return ws, nil
}

// hijacker is as much of a response as an upgrade needs.
type hijacker struct {
	conn   net.Conn
	buf    *bufio.ReadWriter
	header http.Header
}

func (h *hijacker) Header() http.Header         { return h.header }
func (h *hijacker) WriteHeader(int)             {}
func (h *hijacker) Write(b []byte) (int, error) { return len(b), nil }

// Hijack hands the connection over.
func (h *hijacker) Hijack() (net.Conn, *bufio.ReadWriter, error) { return h.conn, h.buf, nil }

var _ http.Hijacker = (*hijacker)(nil)

// noNetwork answers discordgo's question for the gateway and refuses all else:
// calls go through REST, which knows how.
type noNetwork struct{}

// RoundTrip names an address that the relay's dialer will not look at.
func (noNetwork) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(req.URL.Path, "/gateway") {
		return nil, errors.New("discordgo's session makes no calls here: use session.REST")
	}
	return &http.Response{
		StatusCode: http.StatusOK, Status: "200 OK", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(`{"url":"ws://relay.invalid"}`)),
	}, nil
}
