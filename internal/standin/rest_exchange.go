package standin

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

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
