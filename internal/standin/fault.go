package standin

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// GatewayFaults says how the gateway misbehaves, until it is told otherwise.
// The zero value is a gateway that behaves.
type GatewayFaults struct {
	NoHello        bool // say nothing on a new connection
	IgnoreIdentify bool // no READY
	IgnoreResume   bool // nothing after RESUME
	NoAcks         bool // no answer to heartbeats
	DropEvents     bool // no dispatches; a resume still replays them
	Duplicate      bool // every event twice, with one sequence number
	Disorder       int  // shuffle events in groups of so many; 0 or 1: not
	Delay          time.Duration

	RefuseConnect int // answer the upgrade with this HTTP status
	IdentifyCode  int // close with this code on IDENTIFY

	InvalidIdentifies  int // answer so many IDENTIFYs with op 9
	InvalidResumes     int // answer so many RESUMEs with op 9
	ReconnectOnResumes int // answer so many RESUMEs with op 7
}

func (f *GatewayFaults) takeInvalid(resume bool) bool {
	if resume {
		return take(&f.InvalidResumes)
	}
	return take(&f.InvalidIdentifies)
}

func (f *GatewayFaults) takeReconnect() bool { return take(&f.ReconnectOnResumes) }

// take uses one of what is left up.
func take(n *int) bool {
	if *n <= 0 {
		return false
	}
	*n--
	return true
}

// SetGatewayFaults makes the gateway misbehave from now on.
func (d *Discord) SetGatewayFaults(f GatewayFaults) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.gatewayFault = f
}

// DropGateway breaks every gateway connection without a close frame, and
// returns how many there were. Sessions can be resumed.
func (d *Discord) DropGateway() int {
	return d.eachConn(func(c *conn) { c.drop() })
}

// SilenceGateway makes every gateway connection of now a dead one that looks
// alive: no event and no ack comes over it any more. A new connection is well,
// and resumes.
func (d *Discord) SilenceGateway() int {
	return d.eachConn(func(c *conn) { c.silent = true })
}

// CloseGateway closes every gateway connection with a code, 4000 to 4014 or one
// of WebSocket's. Codes after which Discord has no session end it.
func (d *Discord) CloseGateway(code int) int {
	return d.eachConn(func(c *conn) { d.closeConn(c, code) })
}

// Reconnect sends op 7: clients should come back and resume.
func (d *Discord) Reconnect() int {
	return d.eachConn(func(c *conn) { c.send(map[string]any{"op": opReconnect, "s": nil, "t": nil, "d": nil}) })
}

// InvalidateSessions sends op 9; unless resumable, the sessions are gone.
func (d *Discord) InvalidateSessions(resumable bool) int {
	return d.eachConn(func(c *conn) { d.invalidate(c, resumable) })
}

// AskHeartbeat sends op 1: clients should send a heartbeat at once.
func (d *Discord) AskHeartbeat() int {
	return d.eachConn(func(c *conn) { c.send(map[string]any{"op": opHeartbeat, "s": nil, "t": nil, "d": nil}) })
}

// ForgetSessions makes every session that is not connected impossible to resume.
func (d *Discord) ForgetSessions() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, s := range d.sessions {
		if s.conn == nil {
			d.forget(s)
		}
	}
}

func (d *Discord) eachConn(f func(*conn)) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for c := range d.conns {
		f(c)
		n++
	}
	return n
}

// A Fault spoils REST requests. Which: those whose method and route match,
// after the first Skip of them, at most Times of them (0: until it is removed).
// With Every, it is the first Times of every so many requests at one address,
// however much else is asked at the same time.
type Fault struct {
	Method string // empty: any
	// Route is as in Discord's documentation, "/channels/{channel_id}/messages";
	// a trailing "*" matches whatever follows, and empty matches all.
	Route string
	Skip  int
	Times int
	Every int
	Effect
}

// An Effect is what happens to a request. Several may go together; the answer,
// if any, is given instead of the request's being handled.
type Effect struct {
	// Name is for the log of calls.
	Name string
	// Delay is real time before anything else happens.
	Delay time.Duration
	// Answer replaces the handling of the request.
	Answer *Answer
	// Hangup breaks the connection before the request is handled.
	Hangup bool
	// HangupAfter breaks it after: the message is posted, the client does not know.
	HangupAfter bool
	// StallAfter handles the request and then says nothing until the client has
	// gone: a time-out after the message was posted.
	StallAfter bool
}

// An Answer is what a fault answers.
type Answer struct {
	Status int
	Header map[string]string
	Type   string // empty: application/json
	Body   string
}

// RateLimited is the 429 of one bucket.
func RateLimited(retry time.Duration) Effect {
	return Effect{Name: "429 bucket", Answer: tooMany(retry, "user", false)}
}

// RateLimitedGlobally is the 429 of all of the bot's requests.
func RateLimitedGlobally(retry time.Duration) Effect {
	e := Effect{Name: "429 global", Answer: tooMany(retry, "global", true)}
	e.Answer.Header["X-RateLimit-Global"] = "true"
	return e
}

// RateLimitedGloballyBare is a global 429 whose headers carry no Reset-After.
func RateLimitedGloballyBare(retry time.Duration) Effect {
	e := RateLimitedGlobally(retry)
	e.Name = "429 global, bare"
	delete(e.Answer.Header, "X-RateLimit-Reset-After")
	return e
}

// RateLimitedWithoutRetry is a 429 that does not say how long to wait.
func RateLimitedWithoutRetry() Effect {
	return Effect{Name: "429 without retry_after", Answer: &Answer{Status: 429, Body: `{"message":"You are being rate limited.","global":false}`}}
}

// RateLimitedHTML is the 429 of the machine before Discord's.
func RateLimitedHTML(retry time.Duration) Effect {
	return Effect{Name: "429 html", Answer: &Answer{
		Status: 429, Type: "text/html; charset=UTF-8", Header: map[string]string{"Retry-After": fmt.Sprint(int(retry.Seconds() + 1))},
		Body: "<!DOCTYPE html>\n<html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head><body>Error 1015: You are being rate limited</body></html>\n",
	}}
}

// ServerError is a 5xx, in HTML as from a proxy for 502 to 504.
func ServerError(status int) Effect {
	a := &Answer{Status: status, Body: fmt.Sprintf(`{"message":"%d: %s","code":0}`, status, http.StatusText(status))}
	if status >= 502 && status <= 504 {
		a.Type, a.Body = "text/html", fmt.Sprintf("<html><head><title>%d %s</title></head><body></body></html>", status, http.StatusText(status))
	}
	return Effect{Name: fmt.Sprint(status), Answer: a}
}

// tooMany is the answer of a rate limit.
func tooMany(retry time.Duration, scope string, global bool) *Answer {
	seconds := fmt.Sprintf("%.3f", retry.Seconds())
	return &Answer{
		Status: 429,
		Header: map[string]string{
			"Retry-After": fmt.Sprint(int((retry + time.Second - 1) / time.Second)), "X-RateLimit-Reset-After": seconds, "X-RateLimit-Scope": scope,
		},
		Body: fmt.Sprintf(`{"message":"You are being rate limited.","retry_after":%s,"global":%t}`, seconds, global),
	}
}

// injected is a fault with how often it has matched, by address with Every.
type injected struct {
	Fault
	seen map[string]int
}

// Inject spoils the requests that a fault says until remove is called. Of
// several faults that match the first one counts.
func (d *Discord) Inject(f Fault) (remove func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	in := &injected{Fault: f, seen: map[string]int{}}
	d.faults = append(d.faults, in)
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.faults = slices.DeleteFunc(d.faults, func(o *injected) bool { return o == in })
	}
}

// fault returns the effect for a request, or nil.
func (d *Discord) fault(method, route, path string) *Effect {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.faults {
		if f.Method != "" && f.Method != method || !f.matches(route) {
			continue
		}
		if !f.counts(method + " " + path) {
			continue
		}
		return &f.Effect
	}
	return nil
}

// counts counts a request at an address, and reports whether it is to be spoilt.
func (f *injected) counts(address string) bool {
	if f.Every == 0 {
		address = ""
	}
	n := f.seen[address]
	f.seen[address]++
	if f.Every > 0 {
		n %= f.Every
	}
	return n >= f.Skip && (f.Times == 0 || n < f.Skip+f.Times)
}

func (f *Fault) matches(route string) bool {
	if prefix, ok := strings.CutSuffix(f.Route, "*"); ok {
		return strings.HasPrefix(route, prefix)
	}
	return f.Route == "" || f.Route == route
}
