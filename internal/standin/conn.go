package standin

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// conn is one connection to the gateway: a reader, which runs in the HTTP
// server's goroutine, and a writer, which the reader waits for. Its fields
// besides the queue belong to the stand-in's mutex.
type conn struct {
	d       *Discord
	ws      *websocket.Conn
	version int

	session    *session
	identified bool
	compress   bool
	stopBeat   func()
	sends      []time.Time
	closing    bool
	silent     bool // it gets nothing more, and still holds

	// The queue has a mutex of its own: the writer holds it only to take a frame.
	mu     sync.Mutex
	queue  []packet
	held   []frame // events kept back to be put out of order
	wake   chan struct{}
	closed bool
}

// packet is what the writer sends: data, or a close frame with a code.
type packet struct {
	data []byte
	code int
	due  time.Time // when it may go; zero: at once
}

// largePacket is from which size a payload is compressed for a client that
// asked for it.
const largePacket = 2048

// closeWait is how long a client has to answer a close frame.
const closeWait = 2 * time.Second

// send queues a packet that is no event.
func (c *conn) send(v any) {
	data, err := json.Marshal(v)
	if err != nil {
		c.d.log.Error("gateway packet does not marshal", "err", err)
		return
	}
	c.push(packet{data: data})
}

// event queues a dispatch, spoilt as the gateway's faults say.
func (c *conn) event(f frame) {
	faults := c.d.gatewayFault
	if faults.DropEvents || c.silent {
		return
	}
	frames := []frame{f}
	if faults.Duplicate {
		frames = append(frames, f)
	}
	if faults.Disorder > 1 && c.identified {
		c.hold(frames, faults)
		return
	}
	c.release(frames, faults.Delay)
}

// hold keeps frames back until there are enough to shuffle; a timer lets go of
// the last ones.
func (c *conn) hold(frames []frame, faults GatewayFaults) {
	c.held = append(c.held, frames...)
	if len(c.held) >= faults.Disorder {
		c.letGo()
		return
	}
	if len(c.held) == len(frames) {
		c.d.after(SystemClock(), disorderWait, c.letGo)
	}
}

// disorderWait is how long an event can be late when it has no other to swap
// places with.
const disorderWait = 20 * time.Millisecond

// letGo sends what was held, out of order.
func (c *conn) letGo() {
	held := c.held
	c.held = nil
	c.d.rand.Shuffle(len(held), func(i, j int) { held[i], held[j] = held[j], held[i] })
	c.release(held, c.d.gatewayFault.Delay)
}

func (c *conn) release(frames []frame, delay time.Duration) {
	var due time.Time
	if delay > 0 {
		due = time.Now().Add(delay)
	}
	for _, f := range frames {
		c.push(packet{data: f.data, due: due})
	}
}

// push queues a packet; a client that does not read for long is dropped.
func (c *conn) push(p packet) {
	c.mu.Lock()
	full := len(c.queue) >= maxQueue
	if !full && !c.closed {
		c.queue = append(c.queue, p)
	}
	c.mu.Unlock()
	if full {
		c.drop()
		return
	}
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// close ends the connection with a code of Discord's, after what is queued.
func (c *conn) close(code int) {
	if c.closing {
		return
	}
	c.closing = true
	c.push(packet{code: code})
}

// drop breaks the connection without a word.
func (c *conn) drop() {
	c.mu.Lock()
	c.closed = true
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
	_ = c.ws.Close()
}

// write sends packets until the connection ends.
func (c *conn) write() {
	for {
		p, ok := c.next()
		if !ok {
			return
		}
		if wait := time.Until(p.due); !p.due.IsZero() && wait > 0 && !c.d.sleep(wait) {
			return
		}
		if p.code != 0 {
			_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(p.code, closeReason(p.code)), time.Now().Add(closeWait))
			// The reader goes on until the client has answered, so that the frame
			// is not lost to a reset.
			_ = c.ws.SetReadDeadline(time.Now().Add(closeWait))
			return
		}
		if err := c.writeData(p.data); err != nil {
			_ = c.ws.Close()
			return
		}
	}
}

// next waits for a packet; it reports false once the connection was dropped.
func (c *conn) next() (packet, bool) {
	for {
		c.mu.Lock()
		if c.closed {
			c.mu.Unlock()
			return packet{}, false
		}
		if len(c.queue) > 0 {
			p := c.queue[0]
			c.queue = c.queue[1:]
			c.mu.Unlock()
			return p, true
		}
		c.mu.Unlock()
		<-c.wake
	}
}

// writeData sends one payload, compressed if it is large and the client asked.
func (c *conn) writeData(data []byte) error {
	if err := c.ws.SetWriteDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	c.d.mu.Lock()
	compress := c.compress && len(data) > largePacket
	c.d.mu.Unlock()
	if !compress {
		return c.ws.WriteMessage(websocket.TextMessage, data)
	}
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return c.ws.WriteMessage(websocket.BinaryMessage, b.Bytes())
}

// closeReason is what Discord says with a close code.
func closeReason(code int) string {
	reasons := map[int]string{
		4000: "Unknown error.", 4001: "Unknown opcode.", 4002: "Error while decoding payload.", 4003: "Not authenticated.",
		4004: "Authentication failed.", 4005: "Already authenticated.", 4007: "Invalid seq.", 4008: "Rate limited.",
		4009: "Session timed out.", 4010: "Invalid shard.", 4011: "Sharding required.", 4012: "Invalid API version.",
		4013: "Invalid intent(s).", 4014: "Disallowed intent(s).",
	}
	return reasons[code]
}

// endsSession reports whether a close code of ours, 4000 to 4014, ends the session.
func endsSession(code int) bool {
	switch code {
	case 4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014:
		return true
	}
	return false
}

// sleep waits in real time; it reports false if the stand-in closed meanwhile.
func (d *Discord) sleep(dur time.Duration) bool {
	t := time.NewTimer(dur)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-d.ctx.Done():
		return false
	}
}
