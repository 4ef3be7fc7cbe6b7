package standin

import (
	"fmt"
	"time"
)

// A Mischief is one kind of misbehaviour with a name, so that a suite can run
// under each. What it does, a bot should survive without a word lost or said
// twice.
type Mischief struct {
	Name string
	// Forgets is set where Discord gives the session up: what happens until the
	// bot has identified anew is never told to it.
	Forgets bool
	// Lasts is set where it goes on until it is ended; what does not can be begun
	// again and again.
	Lasts bool
	// Begin misbehaves, at once or from now on, until end is called.
	Begin func(d *Discord) (end func())
}

// shortWait is how long the mischiefs' rate limits and delays last: long enough
// to be noticed, short enough for a suite.
const shortWait = 100 * time.Millisecond

// Mischiefs are all kinds that a bot can get over. Those that should stop a bot
// for good are [Discord.CloseGateway] with 4004 or 4010 to 4014.
func Mischiefs() []Mischief {
	list := []Mischief{
		ofREST("delays", Fault{Effect: Effect{Name: "delay", Delay: shortWait}}),
		ofREST("429 of a bucket", Fault{Times: 2, Effect: RateLimited(shortWait)}),
		ofREST("429 of all", Fault{Times: 1, Effect: RateLimitedGlobally(shortWait)}),
		ofREST("429 of all without Reset-After", Fault{Times: 1, Effect: RateLimitedGloballyBare(shortWait)}),
		ofREST("429 without retry_after", Fault{Times: 2, Effect: RateLimitedWithoutRetry()}),
		ofREST("429 in HTML", Fault{Times: 1, Effect: RateLimitedHTML(shortWait)}),
		ofREST("a broken connection", Fault{Times: 1, Effect: Effect{Name: "hang up", Hangup: true}}),
		ofREST("an answer lost", Fault{Times: 1, Effect: Effect{Name: "hang up after", HangupAfter: true}}),
		ofREST("an answer that never comes", Fault{Times: 1, Effect: Effect{Name: "stall after", StallAfter: true}}),
		ofGateway("late events", GatewayFaults{Delay: shortWait}),
		ofGateway("events twice", GatewayFaults{Duplicate: true}),
		ofGateway("events out of order", GatewayFaults{Disorder: 4}),
		once("a dropped connection", func(d *Discord) { d.DropGateway() }),
		once("a connection gone silent", func(d *Discord) { d.SilenceGateway() }),
		once("op 7", func(d *Discord) { d.Reconnect() }),
		once("op 7 first after a resume", func(d *Discord) {
			d.SetGatewayFaults(GatewayFaults{ReconnectOnResumes: 1})
			d.DropGateway()
		}),
		once("op 9, resumable", func(d *Discord) { d.InvalidateSessions(true) }),
		forgetting(once("op 9", func(d *Discord) { d.InvalidateSessions(false) })),
		forgetting(once("op 9 on a resume", func(d *Discord) {
			d.SetGatewayFaults(GatewayFaults{InvalidResumes: 1})
			d.DropGateway()
		})),
	}
	for _, status := range []int{500, 502, 503, 504} {
		list = append(list, ofREST(fmt.Sprint(status), Fault{Times: 2, Effect: ServerError(status)}))
	}
	for _, code := range []int{4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009} {
		m := once(fmt.Sprint("close ", code), func(d *Discord) { d.CloseGateway(code) })
		m.Forgets = endsSession(code)
		list = append(list, m)
	}
	return list
}

// ofREST is a fault of REST while it lasts: nothing that a bot asks gets through
// at the first time, or the first few times.
func ofREST(name string, f Fault) Mischief {
	f.Every = f.Times + 1
	return Mischief{Name: name, Lasts: true, Begin: func(d *Discord) func() { return d.Inject(f) }}
}

// ofGateway is a fault of the gateway while it lasts.
func ofGateway(name string, f GatewayFaults) Mischief {
	return Mischief{Name: name, Lasts: true, Begin: func(d *Discord) func() {
		d.SetGatewayFaults(f)
		return func() { d.SetGatewayFaults(GatewayFaults{}) }
	}}
}

// once is something that happens to the gateway when it begins.
func once(name string, f func(*Discord)) Mischief {
	return Mischief{Name: name, Begin: func(d *Discord) func() {
		f(d)
		return func() { d.SetGatewayFaults(GatewayFaults{}) }
	}}
}

// forgetting is a mischief after which there is no session.
func forgetting(m Mischief) Mischief {
	m.Forgets = true
	return m
}
