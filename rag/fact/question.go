package fact

import (
	"fmt"

	"newsdesk/rag/text"
)

// Want says what a question asks for.
type Want uint8

// What questions ask for.
const (
	Unknown  Want = iota
	Who           // a person, a role or an organisation
	WhoSaid       // who said, described, accused, warned …
	When          // a date, a weekday, a year, a time
	Where         // a place
	HowMany       // a count, a share, an age, a duration
	HowMuch       // an amount of money or stuff
	What          // a thing, an event, a statement
	WhatSaid      // what somebody said: Speaker is who, Topic about what
	Which         // one of a kind: Focus is the noun, 'which ministry'
	Why           // a reason
	How           // a manner
	YesNo         // is it so
	wants
)

var wantNames = [wants]string{
	"unknown", "who", "who said", "when", "where", "how many", "how much", "what", "what said", "which", "why", "how",
	"yes or no",
}

func (w Want) String() string {
	if w < wants {
		return wantNames[w]
	}
	return fmt.Sprintf("want %d", uint8(w))
}

// Question is what Ask understood.
type Question struct {
	Want    Want
	Expect  []Kind      // kinds of fact that can be the answer, best first; empty where any clause may be
	Focus   string      // the noun asked about, folded: 'civilians' of 'how many civilians', 'ministry' of 'which ministry'
	At      text.Span   // where the focus stands; empty where there is none
	Defines bool        // 'who is X', 'what is X', 'tell me about X': the answer describes Subject
	Subject text.Span   // of a definition: X
	Speaker text.Span   // of WhatSaid: who spoke
	Topic   text.Span   // of WhatSaid and WhoSaid: about what; empty where not said
	Asking  []text.Span // the words that only ask: 'who', 'how many', 'tell me'
	Content []text.Span // the remaining content words, in order, focus included, stop words left out
	Facts   []Fact      // the facts that the question itself states: names, dates, numbers
}
