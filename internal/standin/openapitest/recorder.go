package openapitest

import (
	"sync"

	"newsdesk/internal/standin"
)

// A Recorder checks every exchange that it observes and remembers what was
// wrong. A nil Recorder, or one without a Spec, observes nothing.
type Recorder struct {
	Spec *Spec

	mu     sync.Mutex
	errs   []error
	routes map[string]int
}

// Observe checks one exchange; it fits standin.Config.OnExchange.
func (r *Recorder) Observe(x standin.Exchange) {
	if r == nil || r.Spec == nil {
		return
	}
	errs := r.Spec.Check(x)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.routes == nil {
		r.routes = map[string]int{}
	}
	r.routes[x.Method+" "+x.Route]++
	r.errs = append(r.errs, errs...)
}

// Errors returns what was wrong so far.
func (r *Recorder) Errors() []error {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]error(nil), r.errs...)
}

// Routes returns how often each route was observed.
func (r *Recorder) Routes() map[string]int {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	routes := make(map[string]int, len(r.routes))
	for route, n := range r.routes {
		routes[route] = n
	}
	return routes
}
