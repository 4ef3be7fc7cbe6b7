package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Opcodes of the gateway.
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opResume    = 6
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAck       = 11
)

// packet is one payload of the gateway.
type packet struct {
	Op int             `json:"op"`
	T  string          `json:"t,omitempty"`
	S  *int64          `json:"s,omitempty"`
	D  json.RawMessage `json:"d"`
}

// link is one connection to the gateway, from HELLO to its end.
type link struct {
	sh         *shard
	ws         *websocket.Conn
	log        *slog.Logger
	identified func(bool) // tells the gate that IDENTIFY was sent
	interval   time.Duration
	ready      time.Time // of READY or RESUMED; only of the reader
	resuming   bool

	mu      sync.Mutex // of writes and of what follows
	leaving bool
	cause   error     // why this side closed it
	beat    time.Time // of the last heartbeat that was not acknowledged
}

// ending is how a link ended, and what follows.
type ending struct {
	err    error
	code   int           // of the gateway's close frame, or 0
	fresh  bool          // the session is over: identify
	wait   time.Duration // at least, before the next link
	ready  bool          // READY or RESUMED came
	lasted time.Duration // since then
	fatal  error         // do not come back
}

// Why a link is closed from this side.
var (
	errZombie    = errors.New("the gateway does not acknowledge heartbeats")
	errReconnect = errors.New("the gateway asked to reconnect (op 7)")
	errInvalid   = errors.New("the gateway has no such session (op 9)")
	errRelay     = errors.New("discordgo no longer listens")
)

// Close codes that this side sends. Any but 1000 and 1001 keeps the session.
const (
	closeNormal = websocket.CloseNormalClosure
	closeKeep   = 4900
)

// follow greets the gateway and hears it until the link ends, or until ctx
// does: then it closes with 1000.
func (k *link) follow(ctx context.Context) *ending {
	defer func() { _ = k.ws.Close() }()
	k.ws.SetReadLimit(maxAnswer)
	var left sync.WaitGroup
	left.Add(1)
	stop := context.AfterFunc(ctx, func() { defer left.Done(); k.leave(closeNormal, ctx.Err()) })
	defer func() {
		if stop() {
			left.Done()
		}
		left.Wait()
	}()
	end := &ending{}
	if end.err = k.greet(); end.err == nil {
		beats, cancel := context.WithCancel(ctx)
		var beating sync.WaitGroup
		beating.Go(func() { k.heart(beats) })
		end = k.hear() //nolint:contextcheck // handlers outlive ctx, for their grace
		cancel()
		_ = k.ws.Close()
		beating.Wait()
	}
	if !k.ready.IsZero() {
		end.ready, end.lasted = true, time.Since(k.ready)
	}
	var closed *websocket.CloseError
	if errors.As(end.err, &closed) {
		end.code = closed.Code
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.cause != nil && end.err != nil {
		end.err = k.cause
	}
	return end
}

// maxInterval is the longest interval, in milliseconds, that is believed.
const maxInterval = 3_600_000

// greet takes HELLO, and identifies or resumes.
func (k *link) greet() error {
	p, err := k.read(k.limits().Connect)
	if err != nil {
		return fmt.Errorf("wait for HELLO: %w", err)
	}
	var hello struct {
		Interval float64 `json:"heartbeat_interval"`
	}
	if err := json.Unmarshal(p.D, &hello); p.Op != opHello || err != nil || hello.Interval < 1 || hello.Interval > maxInterval {
		return fmt.Errorf("wait for HELLO: got op %d without an interval that makes sense", p.Op)
	}
	k.interval = time.Duration(hello.Interval * float64(time.Millisecond))
	sh := k.sh
	if k.resuming = sh.sessionID != ""; !k.resuming {
		sh.mu.Lock()
		sh.seq = sequence{}
		sh.mu.Unlock()
		err := k.write(packet{Op: opIdentify, D: sh.identify})
		k.identified(true)
		return err
	}
	sh.mu.Lock()
	low := sh.seq.low
	sh.mu.Unlock()
	return k.send(opResume, map[string]any{"token": "Bot " + sh.s.config.Token, "session_id": sh.sessionID, "seq": low})
}

// hear takes what the gateway says until the link ends.
func (k *link) hear() *ending {
	for {
		// A live gateway acknowledges at least every interval.
		wait := 2 * k.interval
		if k.ready.IsZero() {
			wait = min(wait, k.limits().Connect)
		}
		p, err := k.read(wait)
		if err != nil {
			return &ending{err: err}
		}
		if end := k.take(p); end != nil {
			return end
		}
		if !k.ready.IsZero() {
			k.sh.heard = k.sh.s.config.Now()
		}
	}
}

// take handles one payload; it returns an ending where it is the last.
func (k *link) take(p *packet) *ending {
	switch p.Op {
	case opDispatch:
		if err := k.event(p); err != nil {
			return &ending{err: err}
		}
	case opHeartbeat:
		k.sendBeat(true)
	case opAck:
		k.mu.Lock()
		sent := k.beat
		k.beat = time.Time{}
		k.mu.Unlock()
		if !sent.IsZero() {
			k.sh.latency(time.Since(sent))
		}
	case opReconnect:
		k.leave(closeKeep, errReconnect)
		return &ending{err: errReconnect}
	case opInvalid:
		k.leave(closeKeep, errInvalid)
		var resumable bool
		_ = json.Unmarshal(p.D, &resumable)
		// Discord asks for a random wait of 1 to 5 s.
		least := k.limits().Invalid
		return &ending{err: errInvalid, fresh: !resumable, wait: k.sh.s.rand.between(least, 5*least)}
	}
	return nil
}

// event relays a dispatch that has not come before.
func (k *link) event(p *packet) error {
	sh := k.sh
	if p.S != nil {
		sh.mu.Lock()
		first := sh.seq.first(*p.S)
		sh.mu.Unlock()
		if !first {
			return nil
		}
	}
	switch p.T {
	case "READY":
		sh.begin(p.D)
		k.up(false)
	case "RESUMED":
		k.up(true)
	}
	if !relayable(p) {
		return nil
	}
	p.D = mend(p.D)
	data, err := json.Marshal(p)
	if err != nil {
		k.log.Error("event does not encode", "type", p.T, "err", err)
		return nil
	}
	if err := sh.relay.feed(data); err != nil {
		return fmt.Errorf("%w: %w", errRelay, err)
	}
	return nil
}

// up notes READY or RESUMED.
func (k *link) up(resumed bool) {
	k.ready = time.Now()
	k.sh.connected(resumed)
}

// relayable keeps from discordgo what it would panic on or has no use for here:
// voice, a guild without its ID, and lists with nothing in a place.
func relayable(p *packet) bool {
	switch p.T {
	case "VOICE_STATE_UPDATE", "VOICE_SERVER_UPDATE":
		return false
	case "READY", "GUILD_CREATE", "GUILD_UPDATE":
		var v struct {
			ID       string           `json:"id"`
			User     *json.RawMessage `json:"user"`
			Guilds   []*struct{}      `json:"guilds"`
			Channels []*struct{}      `json:"channels"`
			Members  []*struct{}      `json:"members"`
			Voice    []*struct{}      `json:"voice_states"`
		}
		if json.Unmarshal(p.D, &v) != nil || slices.Contains(slices.Concat(v.Guilds, v.Channels, v.Members, v.Voice), nil) {
			return false
		}
		return v.ID != "" || p.T == "READY" && v.User != nil
	}
	return len(p.D) > 0 && p.D[0] == '{'
}

func (k *link) limits() Limits { return k.sh.s.config.Limits }
