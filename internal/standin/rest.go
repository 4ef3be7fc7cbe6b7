package standin

import (
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

// authorized reports whether the request carries the bot's token.
func (d *Discord) authorized(r *http.Request) bool {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bot ")
	return ok && token == d.token
}

var _ http.Handler = (*routed)(nil)
