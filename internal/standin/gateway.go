package standin

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/websocket"
)

// Opcodes of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalid        = 9
	opHello          = 10
	opAck            = 11
)

// GatewayLog is what clients did at the gateway, for assertions.
type GatewayLog struct {
	Connects   int
	Identifies []time.Time
	Resumes    int // that succeeded
	Heartbeats int
	Closes     []int // how connections ended, by code; 1006 without a close frame
}

// Gateway returns what clients did at the gateway so far.
func (d *Discord) Gateway() GatewayLog {
	d.mu.Lock()
	defer d.mu.Unlock()
	l := d.gatewayLog
	l.Identifies, l.Closes = slices.Clone(l.Identifies), slices.Clone(l.Closes)
	return l
}

// Connected is how many gateway connections have a session now.
func (d *Discord) Connected() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for c := range d.conns {
		if c.session != nil && !c.closing {
			n++
		}
	}
	return n
}

// upgrader takes any origin: the client is a bot and brings its token.
var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// serveGateway runs one connection.
func (d *Discord) serveGateway(w http.ResponseWriter, r *http.Request) {
	if !d.begin() {
		http.Error(w, "closed", http.StatusServiceUnavailable)
		return
	}
	defer d.work.Done()
	d.mu.Lock()
	refuse := d.gatewayFault.RefuseConnect
	d.mu.Unlock()
	if refuse != 0 {
		http.Error(w, http.StatusText(refuse), refuse)
		return
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		d.log.Warn("gateway upgrade failed", "err", err)
		return
	}
	defer ws.Close() //nolint:errcheck // it is being thrown away
	version, _ := strconv.Atoi(r.URL.Query().Get("v"))
	c := &conn{d: d, ws: ws, version: version, wake: make(chan struct{}, 1)}
	if !d.connect(c) {
		return
	}
	written := make(chan struct{})
	go func() { defer close(written); c.write() }()
	err = c.read()
	c.drop()
	<-written
	d.disconnect(c, err)
}

// connect registers a connection and greets it.
func (d *Discord) connect(c *conn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return false
	}
	d.conns[c] = true
	d.gatewayLog.Connects++
	c.ws.SetReadLimit(maxGatewayFrame)
	c.ws.SetCloseHandler(func(int, string) error { return nil })
	d.publish(Event{Kind: EventConnect})
	c.expectBeat()
	if c.version != 0 && c.version != 9 && c.version != 10 {
		c.close(4012)
		return true
	}
	if !d.gatewayFault.NoHello {
		c.send(map[string]any{"op": opHello, "s": nil, "t": nil, "d": map[string]any{
			"heartbeat_interval": d.config.HeartbeatInterval.Milliseconds(), "_trace": []string{"standin"},
		}})
	}
	return true
}

// disconnect forgets a connection. A client that closed with 1000 or 1001 gave
// its session up; any other can resume.
func (d *Discord) disconnect(c *conn, err error) {
	code := websocket.CloseAbnormalClosure
	var ce *websocket.CloseError
	if errors.As(err, &ce) {
		code = ce.Code
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.conns, c)
	c.stopBeat()
	if s := c.session; s != nil {
		s.conn, s.gone = nil, d.wire.Now()
		c.session = nil
		if !c.closing && (code == websocket.CloseNormalClosure || code == websocket.CloseGoingAway) {
			d.forget(s)
		}
	}
	d.gatewayLog.Closes = append(d.gatewayLog.Closes, code)
	d.publish(Event{Kind: EventDisconnect, Code: code})
}

// expectBeat closes the connection if no heartbeat comes within one interval
// and a half.
func (c *conn) expectBeat() {
	if c.stopBeat != nil {
		c.stopBeat()
	}
	c.stopBeat = c.d.after(c.d.wire, c.d.config.HeartbeatInterval*3/2, func() { c.d.closeConn(c, 4009) })
}

// closeConn closes a connection with a code, and its session where that code
// ends it.
func (d *Discord) closeConn(c *conn, code int) {
	if s := c.session; s != nil && endsSession(code) {
		d.forget(s)
	}
	c.close(code)
}

// read takes what the client sends until the connection ends.
func (c *conn) read() error {
	for {
		_, data, err := c.ws.ReadMessage()
		if err != nil {
			return err
		}
		c.hear(data)
	}
}

// hear handles one payload under the stand-in's mutex, unless it is over.
func (c *conn) hear(data []byte) {
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	if !c.closing && !c.d.closed {
		c.take(data)
	}
}

// take handles one payload of the client's.
func (c *conn) take(data []byte) {
	if c.tooMany() {
		c.d.closeConn(c, 4008)
		return
	}
	var p struct {
		Op *int            `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	if err := json.Unmarshal(data, &p); err != nil || p.Op == nil {
		c.d.closeConn(c, 4002)
		return
	}
	switch *p.Op {
	case opHeartbeat:
		c.heartbeat()
	case opIdentify:
		c.identify(p.D)
	case opResume:
		c.resume(p.D)
	case opPresence, opVoice, opRequestMembers:
		if c.session == nil {
			c.d.closeConn(c, 4003)
		} else if *p.Op == opRequestMembers {
			c.requestMembers(p.D)
		}
	default:
		c.d.closeConn(c, 4001)
	}
}

// tooMany counts what the client sends: 120 payloads in 60 s.
func (c *conn) tooMany() bool {
	now := c.d.wire.Now()
	c.sends = append(c.sends, now)
	for now.Sub(c.sends[0]) > gatewaySendsWithin {
		c.sends = c.sends[1:]
	}
	return len(c.sends) > gatewaySends
}

func (c *conn) heartbeat() {
	c.expectBeat()
	c.d.gatewayLog.Heartbeats++
	e := Event{Kind: EventHeartbeat}
	if c.session != nil {
		e.SessionID = c.session.id
	}
	c.d.publish(e)
	if !c.d.gatewayFault.NoAcks && !c.silent {
		c.send(map[string]any{"op": opAck, "s": nil, "t": nil, "d": nil})
	}
}
