package schedule

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// ID names a schedule, in a few letters that a person can type.
type ID string

// possible reports whether there can be a schedule with an ID, which a person
// may have typed.
func (id ID) possible() bool {
	return id != "" && len(id) <= maxQuoted && strings.Trim(string(id), "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// Schedule says which briefing a channel gets when. What is due when can't be
// changed afterwards; another schedule takes its place.
type Schedule struct {
	ID      ID     `json:"id"`
	Guild   string `json:"guild"`
	Channel string `json:"channel"`
	By      string `json:"by,omitempty"` // who made it; "": no longer known

	Days Days   `json:"days"`
	At   Clock  `json:"at"`
	Zone string `json:"zone"` // of the IANA's database

	Topics  []string `json:"topics,omitempty"`  // none: all
	Outlets []string `json:"outlets,omitempty"` // none: all
	Length  string   `json:"length,omitempty"`  // a word of the Composer's; "": its usual one
	Role    string   `json:"role,omitempty"`    // to ping; "": none
	// SkipEmpty leaves out a briefing that has nothing new.
	SkipEmpty bool `json:"skip_empty,omitempty"`

	Created time.Time `json:"created"`
	// From is when it was made or last resumed: nothing due earlier is sent.
	From   time.Time `json:"from"`
	Paused *Pause    `json:"paused,omitempty"`
}

// Pause says since when nothing is sent, and why.
type Pause struct {
	At  time.Time `json:"at"`
	By  string    `json:"by,omitempty"` // "": the bot itself
	Why string    `json:"why,omitempty"`
	// Untold is the date of the run that found the channel gone, until the
	// schedule's maker was told.
	Untold string `json:"untold,omitempty"`
}

// Next are the next times that a briefing is due after a moment, in the
// schedule's zone and as though it were not paused.
func (s Schedule) Next(after time.Time, n int) ([]time.Time, error) {
	t, err := s.table()
	if err != nil {
		return nil, err
	}
	times := make([]time.Time, 0, n)
	for range n {
		next := t.after(after)
		if next.at.IsZero() {
			return times, nil
		}
		times, after = append(times, next.at), next.at
	}
	return times, nil
}

func (s Schedule) table() (table, error) {
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		return table{}, fmt.Errorf("find the zone of schedule %s: %w", s.ID, err)
	}
	return table{days: s.Days, clock: s.At, loc: loc}, nil
}

// Request is a schedule as a person writes it.
type Request struct {
	Guild, Channel, By string
	Days, At, Zone     string // as ParseDays, ParseClock and ParseZone read them
	Topics, Outlets    []string
	Length             string // a word of the Composer's; "": its usual one
	Role               string // to ping; "": none
	SkipEmpty          bool
}

const (
	// MaxTopics bounds a schedule's topics, and its outlets: more than fit in a
	// message's list, and each costs a search at every briefing.
	MaxTopics = 20
	// MaxTopic bounds a topic's or an outlet's name, in bytes: a long sentence.
	MaxTopic = 200
)

// schedule reads a request. It reports all that is wrong with it at once, each
// a [Wrong].
func (r Request) schedule() (Schedule, error) {
	days, err1 := ParseDays(r.Days)
	at, err2 := ParseClock(r.At)
	loc, err3 := ParseZone(r.Zone)
	topics, err4 := names("topics", r.Topics)
	outlets, err5 := names("outlets", r.Outlets)
	if err := errors.Join(err1, err2, err3, err4, err5, r.checkIDs()); err != nil {
		return Schedule{}, err
	}
	return Schedule{
		Guild: r.Guild, Channel: r.Channel, By: r.By, Days: days, At: at, Zone: loc.String(),
		Topics: topics, Outlets: outlets, Length: r.Length, Role: r.Role, SkipEmpty: r.SkipEmpty,
	}, nil
}

// checkIDs checks what comes from the program and not from a person's hand.
func (r Request) checkIDs() error {
	if r.Channel == "" {
		return wrong("channel", r.Channel, "the channel to send to", "none is named")
	}
	for what, s := range map[string]string{"guild": r.Guild, "channel": r.Channel, "by": r.By, "role": r.Role, "length": r.Length} {
		if len(s) > maxQuoted || !utf8.ValidString(s) {
			return wrong(what, s, "at most 60 characters", "that is too long")
		}
	}
	return nil
}

// names checks topics or outlets and leaves out blank and repeated ones.
func names(what string, list []string) ([]string, error) {
	var kept []string
	seen := map[string]bool{}
	for _, name := range list {
		name = strings.Join(strings.Fields(name), " ")
		if len(name) > MaxTopic || !utf8.ValidString(name) {
			return nil, wrong(what, name, fmt.Sprintf("at most %d bytes for each", MaxTopic), "one is too long")
		}
		if folded := strings.ToLower(name); name != "" && !seen[folded] {
			seen[folded] = true
			kept = append(kept, name)
		}
	}
	if len(kept) > MaxTopics {
		return nil, wrong(what, strings.Join(kept, ", "), fmt.Sprintf("at most %d", MaxTopics), "there are %d", len(kept))
	}
	return kept, nil
}

// version is of the documents that this package writes. A document of a later
// one is never read, and never written over.
const version = 1

// ErrNewer is wrapped where a document was written by a newer Newsdesk.
var ErrNewer = errors.New("it was written by a newer version of Newsdesk; update this one")

// encode writes a document's body, with its version beside it.
func encode[T any](value T) ([]byte, error) {
	return json.Marshal(struct {
		V    int `json:"v"`
		Body T   `json:"body"`
	}{version, value})
}

// decode reads what encode wrote.
func decode[T any](doc Doc) (T, error) {
	var body T
	var raw struct {
		V    int             `json:"v"`
		Body json.RawMessage `json:"body"`
	}
	err := json.Unmarshal(doc.Body, &raw)
	switch {
	case err == nil && raw.V > version:
		err = ErrNewer
	case err == nil && raw.V < 1:
		err = errors.New("it has no version, so it is none of this package's or damaged, and left as it is")
	case err == nil:
		err = json.Unmarshal(raw.Body, &body)
	}
	if err != nil {
		return body, fmt.Errorf("read %q of %q: %w", doc.Key, doc.Collection, err)
	}
	return body, nil
}
