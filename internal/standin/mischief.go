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
		ofREST("429 of a bucket", Fault{Skip: 1, Times: 3, Effect: RateLimited(shortWait)}),
		ofREST("429 of all", Fault{Skip: 1, Times: 2, Effect: RateLimitedGlobally(shortWait)}),
		ofREST("429 of all without Reset-After", Fault{Skip: 1, Times: 2, Effect: RateLimitedGloballyBare(shortWait)}),
		ofREST("429 without retry_after", Fault{Skip: 1, Times: 2, Effect: RateLimitedWithoutRetry()}),
		ofREST("429 in HTML", Fault{Skip: 1, Times: 1, Effect: RateLimitedHTML(shortWait)}),
		ofREST("a broken connection", Fault{Skip: 1, Times: 1, Effect: Effect{Name: "hang up", Hangup: true}}),
		ofREST("a message stored, its answer lost", Fault{Method: "POST", Route: "/channels/{channel_id}/messages", Times: 1, Effect: Effect{Name: "hang up after", HangupAfter: true}}),
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
		once("op 9", func(d *Discord) { d.InvalidateSessions(false) }),
		once("op 9 on a resume", func(d *Discord) {
			d.SetGatewayFaults(GatewayFaults{InvalidResumes: 1})
			d.DropGateway()
		}),
	}
	for _, status := range []int{500, 502, 503} {
		list = append(list, ofREST(fmt.Sprint(status), Fault{Skip: 1, Times: 2, Effect: ServerError(status)}))
	}
	for _, code := range []int{4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009} {
		list = append(list, once(fmt.Sprint("close ", code), func(d *Discord) { d.CloseGateway(code) }))
	}
	return list
}

// ofREST is a fault of REST while it lasts.
func ofREST(name string, f Fault) Mischief {
	return Mischief{name, func(d *Discord) func() { return d.Inject(f) }}
}

// ofGateway is a fault of the gateway while it lasts.
func ofGateway(name string, f GatewayFaults) Mischief {
	return Mischief{name, func(d *Discord) func() {
		d.SetGatewayFaults(f)
		return func() { d.SetGatewayFaults(GatewayFaults{}) }
	}}
}

// once is something that happens to the gateway when it begins.
func once(name string, f func(*Discord)) Mischief {
	return Mischief{name, func(d *Discord) func() {
		f(d)
		return func() { d.SetGatewayFaults(GatewayFaults{}) }
	}}
}
