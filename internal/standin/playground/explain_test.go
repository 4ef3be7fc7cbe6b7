package playground_test

import (
	"sync"
	"time"

	"newsdesk/internal/standin/playground"
)

// explainer explains every message that it was told to.
type explainer struct {
	mu    sync.Mutex
	known map[string]bool
	all   bool
}

func (e *explainer) Explain(messageID string) (playground.Explanation, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return explanation, e.all || e.known[messageID]
}

// explanation is one of an answer about a ferry.
var explanation = playground.Explanation{
	Asked: "who opened the ferry?", Understood: "Who opened the ferry to Basra?", Engine: "model", Model: "example-model",
	Note: "One sentence of the model was not supported and is left out.",
	Passages: []playground.Passage{
		{Rank: 1, Title: "Ferry to Basra opens", Outlet: "Example Wire", Date: "2 March 2026", URL: "https://wire.example/ferry", Text: "The ferry to Basra opened on Monday. It was opened by Hanan Saleh, the minister of transport. It carries 40 cars and 200 passengers a day.", Words: 8.41, Meaning: 0.62, Fused: 0.93, Cited: true},
		{Rank: 2, Title: "عبّارة البصرة", Outlet: "مثال", Text: "وقالت الوزارة إن العبّارة تنقل 40 سيارة و200 راكب يوميا.", Words: 3.2, Meaning: 0.41, Fused: 0.55, Cited: true},
		{Rank: 3, Title: "Bridge in Mosul is repaired", Outlet: "Example Post", Date: "27 February 2026", Text: "The bridge in Mosul was repaired.", Words: 1.07, Meaning: 0.12, Fused: 0.13},
	},
	Claims: []playground.Claim{
		{Text: "The ferry to Basra was opened by Hanan Saleh on Monday.", Verdict: "supported", Cites: []playground.Cite{{N: 1, Title: "Ferry to Basra opens", Outlet: "Example Wire", Date: "2 March 2026", URL: "https://wire.example/ferry", Quote: "It was opened by Hanan Saleh, the minister of transport."}}},
		{Text: "It carries 40 cars.", Verdict: "supported", Cites: []playground.Cite{{N: 2, Title: "عبّارة البصرة", Outlet: "مثال", Quote: "وقالت الوزارة إن العبّارة تنقل 40 سيارة."}}},
	},
	Dropped: []playground.Dropped{{Text: "It will carry 900 cars by summer.", Reason: "No passage says 900."}},
	Timings: []playground.Duration{{Name: "retrieve", Took: 12300 * time.Microsecond}, {Name: "write", Took: 840 * time.Millisecond}, {Name: "check", Took: 31 * time.Millisecond}},
}

// explained is a room whose answers are explained.
func explained(c *playground.Config) { c.Explainer = &explainer{all: true} }
