package standin

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
)

// call is one REST request while it is handled.
type call struct {
	*http.Request
	d       *Discord
	route   string // as Discord's documentation writes it
	payload []byte // the JSON body, or payload_json of a multipart one
	files   []upload
	query   map[string][]string
}

// q is a parameter of the query.
func (c *call) q(name string) string {
	if v := c.query[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// decode reads the JSON body into v.
func (c *call) decode(v any) error {
	if len(c.payload) == 0 {
		return errInvalidJSON
	}
	err := json.Unmarshal(c.payload, v)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		path := wrong.Field
		if path == "" {
			path = "_"
		}
		return badForm(path, "BASE_TYPE_BAD_TYPE", "Could not interpret "+wrong.Value+" as "+wrong.Type.String()+".")
	}
	if err != nil {
		return errInvalidJSON
	}
	return nil
}

// endpoint handles a request under the stand-in's mutex. A nil body is 204.
type endpoint func(c *call) (body any, err error)

// created makes the answer 201.
type created struct{ body any }

// route is an endpoint and how it is reached.
type route struct {
	pattern string
	open    bool // no bot token is needed: the path holds an interaction's
	handle  endpoint
}

// routes is the table of all that the stand-in serves below /api/vN.
func (d *Discord) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for _, list := range [][]route{
		d.metaRoutes(), d.channelRoutes(), d.messageRoutes(), d.threadRoutes(), d.guildRoutes(), d.commandRoutes(), d.interactionRoutes(),
	} {
		for _, r := range list {
			mux.Handle(r.pattern, &routed{d, r})
		}
	}
	return mux
}

// routed serves one route.
type routed struct {
	d *Discord
	route
}

// Handler serves REST under /api/v9 and /api/v10, the gateway at /gateway and
// uploaded files under /attachments.
func (d *Discord) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, version := range []string{"/api/v9", "/api/v10"} {
		mux.Handle(version+"/", http.StripPrefix(version, http.HandlerFunc(d.serveREST)))
	}
	mux.HandleFunc("GET /gateway", d.serveGateway)
	mux.HandleFunc("GET /gateway/{$}", d.serveGateway)
	mux.HandleFunc("GET /attachments/{channel_id}/{attachment_id}/{filename}", d.serveAttachment)
	return mux
}

// serveREST finds the route, and says in Discord's words where there is none.
func (d *Discord) serveREST(w http.ResponseWriter, r *http.Request) {
	if !d.begin() {
		http.Error(w, "closed", http.StatusServiceUnavailable)
		return
	}
	defer d.work.Done()
	h, pattern := d.mux.Handler(r)
	if _, ok := h.(*routed); ok && pattern != "" {
		d.mux.ServeHTTP(w, r)
		return
	}
	err := errNotFound
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		other := r.Clone(r.Context())
		other.Method = method
		if h, _ := d.mux.Handler(other); method != r.Method {
			if _, ok := h.(*routed); ok {
				err = errMethod
			}
		}
	}
	x := &exchange{d: d, w: w, r: r, started: time.Now()}
	x.call.Route, x.call.Method, x.call.Path = "", r.Method, r.URL.Path
	x.refuse(err)
	x.send()
}

// ServeHTTP answers one request: faults first, then the token, the rate
// limits, the body and at last the endpoint.
func (rt *routed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, path, _ := strings.Cut(rt.pattern, " ")
	x := &exchange{d: rt.d, w: w, r: r, started: time.Now()}
	x.call.Method, x.call.Route, x.call.Path = r.Method, path, r.URL.Path
	fault := rt.d.fault(r.Method, path, r.URL.Path)
	if fault != nil {
		x.call.Fault = fault.Name
		if !x.before(fault) {
			hangUp()
		}
	}
	if x.status == 0 {
		x.answer(rt)
	}
	if fault != nil && (fault.HangupAfter || fault.StallAfter) {
		x.record()
		if fault.StallAfter {
			x.stall()
		}
		hangUp()
	}
	x.send()
}

// hangUp breaks the connection of the request that is being handled.
func hangUp() { panic(http.ErrAbortHandler) }

// exchange is one request and its answer.
type exchange struct {
	d       *Discord
	w       http.ResponseWriter
	r       *http.Request
	started time.Time
	call    Call
	reqType string
	request []byte

	status int
	body   []byte
	kind   string
}

// before applies what a fault does before the request is handled; it reports
// false if the connection is to be broken.
func (x *exchange) before(f *Effect) bool {
	if f.Delay > 0 {
		t := time.NewTimer(f.Delay)
		defer t.Stop()
		select {
		case <-t.C:
		case <-x.r.Context().Done():
			return false
		case <-x.d.ctx.Done():
			return false
		}
	}
	if f.Hangup {
		x.record()
		return false
	}
	if a := f.Answer; a != nil {
		_, _, _ = x.read() // for the log
		for name, value := range a.Header {
			x.w.Header().Set(name, value)
		}
		x.status, x.body, x.kind = a.Status, []byte(a.Body), a.Type
	}
	return true
}

// stall holds the answer back until the client, or the stand-in, gives up.
func (x *exchange) stall() {
	select {
	case <-x.r.Context().Done():
	case <-x.d.ctx.Done():
	}
}

// read takes the body in, within bounds.
func (x *exchange) read() (payload []byte, files []upload, err error) {
	payload, files, err = readBody(x.w, x.r)
	x.reqType, x.request = x.r.Header.Get("Content-Type"), payload
	return payload, files, err
}

// answer handles the request.
func (x *exchange) answer(rt *routed) {
	payload, files, err := x.read()
	if !rt.open && !x.d.authorized(x.r) {
		x.refuse(errUnauthorized)
		return
	}
	if limited := x.d.limit(x.w.Header(), x.r, rt); limited != nil {
		x.status = http.StatusTooManyRequests
		x.marshal(limited)
		return
	}
	if err != nil {
		x.refuse(err)
		return
	}
	c := &call{Request: x.r, d: x.d, route: x.call.Route, payload: payload, files: files, query: x.r.URL.Query()}
	x.handle(rt.handle, c)
}

// handle runs the endpoint and renders its answer under the mutex, so that the
// answer is of one moment.
func (x *exchange) handle(f endpoint, c *call) {
	x.d.mu.Lock()
	defer x.d.mu.Unlock()
	defer func() {
		if p := recover(); p != nil {
			x.d.log.Error("endpoint panicked", "route", x.call.Route, "err", p)
			x.refuse(errInternal)
		}
	}()
	body, err := f(c)
	if err != nil {
		x.refuse(err)
		return
	}
	x.status = http.StatusOK
	if made, ok := body.(created); ok {
		x.status, body = http.StatusCreated, made.body
	}
	if body == nil {
		x.status = http.StatusNoContent
		return
	}
	x.marshal(body)
}

func (x *exchange) marshal(v any) {
	b, err := json.Marshal(v)
	if err != nil {
		x.d.log.Error("answer does not marshal", "route", x.call.Route, "err", err)
		x.status, b = http.StatusInternalServerError, []byte(`{"message":"500: Internal Server Error","code":0}`)
	}
	x.body = b
}

// refuse answers with an error's body.
func (x *exchange) refuse(err error) {
	var e *apiError
	if !errors.As(err, &e) {
		x.d.log.Error("endpoint failed", "route", x.call.Route, "err", err)
		e = errInternal
	}
	x.status = e.status
	x.marshal(e.body())
}

// send logs the call and writes the answer.
func (x *exchange) send() {
	x.record()
	h := x.w.Header()
	if x.status != http.StatusNoContent {
		if x.kind == "" {
			x.kind = "application/json"
		}
		h.Set("Content-Type", x.kind)
	}
	x.w.WriteHeader(x.status)
	_, _ = x.w.Write(x.body)
}

// record puts the call into the log and shows it to the validator.
func (x *exchange) record() {
	x.call.Status = x.status
	x.call.Took = time.Since(x.started)
	x.log()
	if x.d.config.OnExchange == nil {
		return
	}
	x.d.config.OnExchange(Exchange{
		Method: x.call.Method, Route: x.call.Route, Path: x.call.Path, Fault: x.call.Fault, Status: x.status,
		RequestType: x.reqType, Request: bytes.Clone(x.request), Response: bytes.Clone(x.body), Header: x.w.Header().Clone(),
	})
}

// log puts the call, its secrets masked, into the log.
func (x *exchange) log() {
	d := x.d
	d.mu.Lock()
	defer d.mu.Unlock()
	x.call.Path, x.call.Query = d.mask(x.call.Path), d.mask(x.r.URL.RawQuery)
	x.call.Body, x.call.Response = d.loggable(x.request), d.loggable(x.body)
	d.logCall(x.call)
}

// authorized reports whether the request carries the bot's token.
func (d *Discord) authorized(r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bot ")
	return ok && token == d.token
}

var _ http.Handler = (*routed)(nil)
