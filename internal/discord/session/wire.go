package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// writePatience is how long a write to the gateway may take, and closePatience
// how long it has to answer a close frame.
const (
	writePatience = 10 * time.Second
	closePatience = 2 * time.Second
)

// dial connects to the gateway in the way that the HTTP client's transport
// connects. It returns when ctx ends: the WebSocket library looks at it only
// until the connection is made.
func (sh *shard) dial(ctx context.Context, address string) (*websocket.Conn, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("read the gateway's address: %w", err)
	}
	u.RawQuery = "v=" + discordgo.APIVersion + "&encoding=json"
	if u.Path == "" {
		u.Path = "/"
	}
	d := dialerOf(sh.s.config.HTTP, sh.s.config.Limits.Connect)
	connect := d.NetDialContext
	stop := func() bool { return true }
	d.NetDialContext = func(inner context.Context, network, addr string) (net.Conn, error) {
		conn, err := connect(inner, network, addr)
		if err == nil {
			stop = context.AfterFunc(ctx, func() { _ = conn.Close() })
		}
		return conn, err
	}
	ws, res, err := d.DialContext(ctx, u.String(), nil)
	switch {
	case !stop() || ctx.Err() != nil:
		if ws != nil {
			_ = ws.Close()
		}
		return nil, context.Cause(ctx)
	case err != nil && res != nil:
		_ = res.Body.Close()
		return nil, fmt.Errorf("%w: answered %s", err, res.Status)
	}
	return ws, err
}

// dialerOf dials as the client's transport would.
func dialerOf(client *http.Client, timeout time.Duration) *websocket.Dialer {
	d := &websocket.Dialer{HandshakeTimeout: timeout}
	rt := client.Transport
	if rt == nil {
		rt = http.DefaultTransport
	}
	if t, ok := rt.(*http.Transport); ok {
		d.NetDialContext, d.Proxy = t.DialContext, t.Proxy
		if t.TLSClientConfig != nil {
			d.TLSClientConfig = t.TLSClientConfig.Clone()
			d.TLSClientConfig.NextProtos = []string{"http/1.1"} // a transport that was used has h2 in it
		}
	}
	if d.NetDialContext == nil {
		d.NetDialContext = (&net.Dialer{}).DialContext
	}
	return d
}

// read takes one payload, which must come within wait.
func (k *link) read(wait time.Duration) (*packet, error) {
	k.mu.Lock()
	if !k.leaving {
		_ = k.ws.SetReadDeadline(time.Now().Add(wait))
	}
	k.mu.Unlock()
	_, data, err := k.ws.ReadMessage()
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return nil, fmt.Errorf("the gateway was silent for %v: %w", wait, err)
	}
	if err != nil {
		return nil, err
	}
	p := new(packet)
	if err := json.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("the gateway's payload does not decode: %w", err)
	}
	return p, nil
}

// send writes a payload.
func (k *link) send(op int, d any) error {
	data, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("write op %d: %w", op, err)
	}
	return k.write(packet{Op: op, D: data})
}

func (k *link) write(p packet) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.writeLocked(p)
}

func (k *link) writeLocked(p packet) error {
	if k.leaving {
		return errors.New("the link is being closed")
	}
	_ = k.ws.SetWriteDeadline(time.Now().Add(writePatience))
	if err := k.ws.WriteJSON(p); err != nil {
		return fmt.Errorf("write op %d: %w", p.Op, err)
	}
	return nil
}

// leave closes the link from this side, for a cause; the first one counts. With
// 1000 the gateway gets time to answer, otherwise the connection ends at once.
func (k *link) leave(code int, cause error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.leaving {
		return
	}
	k.leaving, k.cause = true, cause
	_ = k.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(closePatience))
	if code != closeNormal {
		_ = k.ws.Close()
		return
	}
	_ = k.ws.SetReadDeadline(time.Now().Add(closePatience))
}

// heart beats until ctx ends. The first beat comes after a random part of the
// interval. A beat that was not acknowledged when the next one is due means
// that the link is dead.
func (k *link) heart(ctx context.Context) {
	wait := k.sh.s.rand.between(0, k.interval)
	for sleep(ctx, wait) == nil {
		if !k.sendBeat(false) {
			return
		}
		wait = k.interval
	}
}

// sendBeat sends a heartbeat; it reports false where the link is over. One that
// the gateway asked for may come while another is under way.
func (k *link) sendBeat(asked bool) bool {
	k.sh.mu.Lock()
	high := k.sh.seq.high
	k.sh.mu.Unlock()
	data := json.RawMessage("null")
	if high > 0 {
		data = fmt.Appendf(nil, "%d", high)
	}
	k.mu.Lock()
	// One that was asked for a moment ago may still be acknowledged.
	dead := !asked && !k.beat.IsZero() && time.Since(k.beat) > k.interval*3/4
	var err error
	if !dead {
		if err = k.writeLocked(packet{Op: opHeartbeat, D: data}); err == nil && k.beat.IsZero() {
			k.beat = time.Now()
		}
	}
	k.mu.Unlock()
	switch {
	case dead:
		k.leave(closeKeep, errZombie)
	case err != nil:
		k.leave(closeKeep, err)
	default:
		return true
	}
	return false
}
