package schedule

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// runsKept is the collection of the runs, by schedule and date.
const runsKept = "briefing.runs"

const (
	// MaxWindow bounds how late a briefing is sent: one that was for the morning
	// is of no use in the night. It ends earlier where the next one is nearer:
	// half of the way to it, for then that one is the better.
	MaxWindow = 12 * time.Hour
	// LateAfter is from when on a briefing says that it is late. Composing takes
	// a minute, so what is within two minutes is on time for those who wait.
	LateAfter = 2 * time.Minute
	// Retention is how long the record of a run is kept: a quarter, after which
	// nobody asks why a briefing did not come.
	Retention = 90 * 24 * time.Hour
	// MaxParts and MaxComposed, in bytes, bound a composition, which is written
	// to the record with every part that is sent. A channel is not read further
	// than some twenty messages, and a message with all its embeds has 10 KB.
	MaxParts = 32
	// MaxComposed is the other bound; see MaxParts.
	MaxComposed = 256 << 10
	// MaxMemo bounds what one composition leaves for the next, in bytes: the
	// ids of some thousand articles or stories.
	MaxMemo = 64 << 10
	// maxReason bounds a stored reason, in bytes: what fits in a message's line.
	maxReason = 300
)

// State is how far a run has come.
type State string

// The states of a run, in the order in which it can pass through them. The
// last four are ends.
const (
	Due       State = "due"
	Composing State = "composing"
	Sending   State = "sending"
	Sent      State = "sent"
	Skipped   State = "skipped" // nothing was new, or it was paused or removed
	Missed    State = "missed"  // nothing ran in its window, or a later one was due
	Failed    State = "failed"  // it was tried in vain; some parts may have been sent
)

// Run is the record of one briefing on one date.
type Run struct {
	Schedule ID        `json:"schedule"`
	Date     string    `json:"date"` // by the clock on the wall, as 2026-11-23
	Due      time.Time `json:"due"`
	Until    time.Time `json:"until"` // the end of its window
	State    State     `json:"state"`
	Why      string    `json:"why,omitempty"`  // the reason for the state, or the last failure
	Ended    time.Time `json:"ended,omitzero"` // zero: not yet

	Composed time.Time       `json:"composed,omitzero"` // when composing began; zero: not yet composed
	Parts    [][]byte        `json:"parts,omitempty"`   // until it has ended
	Of       int             `json:"of,omitempty"`      // how many parts there are
	Sent     int             `json:"sent,omitempty"`    // how many of them are in the channel
	Memo     json.RawMessage `json:"memo,omitempty"`
	Late     time.Duration   `json:"late,omitempty"` // how late its first part was; 0: on time

	Tried     time.Time `json:"tried,omitzero"`      // first try of the part after those sent
	Failures  int       `json:"failures,omitempty"`  // in a row
	NotBefore time.Time `json:"not_before,omitzero"` // when to try again
	Claim     *Claim    `json:"claim,omitempty"`     // who works on it
}

// runKey is the key of a run's document.
func runKey(id ID, date string) string { return string(id) + "/" + date }

func (r Run) key() string { return runKey(r.Schedule, r.Date) }

// ended reports whether nothing more is done for a run.
func (r Run) ended() bool { return !r.Ended.IsZero() }

// late is how late a briefing is at a moment, 0 where that is not worth a word.
func (r Run) late(now time.Time) time.Duration {
	if late := now.Sub(r.Due); late > LateAfter {
		return late
	}
	return 0
}

// ready is when a run can be worked on.
func (r Run) ready(now time.Time) time.Time {
	if r.Claim.live(now) {
		return r.Claim.Until
	}
	if r.NotBefore.After(r.Until) {
		return r.Until
	}
	return r.NotBefore
}

// end ends a run. What was to be sent is no longer needed, and what was to be
// told next time counts only if all of it was sent.
func (r *Run) end(state State, why string, now time.Time) {
	r.State, r.Why, r.Ended = state, clip(strings.ToValidUTF8(why, ""), maxReason), now.UTC()
	r.Parts, r.Claim, r.NotBefore = nil, nil, time.Time{}
	if state != Sent {
		r.Memo = nil
	}
}

// overdue ends a run that is not to be tried any more.
func (r *Run) overdue(why string, now time.Time) {
	state := Missed
	if r.State != Due || r.Failures > 0 {
		state = Failed
	}
	if r.Sent > 0 {
		why += fmt.Sprintf("; only %d of %d parts were sent", r.Sent, r.Of)
	}
	if !r.Tried.IsZero() {
		why += "; the next part may have been, its answer was lost"
	}
	if r.Why != "" {
		why += "; before: " + r.Why
	}
	r.end(state, why, now)
}

// doc is the run's document. It is kept from when the run was due: a run can't
// expire before those that came before it.
func (r Run) doc() (*Doc, error) {
	body, err := encode(r)
	return &Doc{Collection: runsKept, Key: r.key(), Body: body, Expires: r.Due.Add(Retention)}, err
}

// nonce is the same for what is sent for one purpose in one run, and no other.
// 15 bytes of a hash are 24 characters.
func (r Run) nonce(purpose string) string {
	sum := sha256.Sum256([]byte(r.key() + "/" + purpose))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:15]))
}

// newRun is the run of a due briefing.
func newRun(s Schedule, t table, d due) Run {
	window := MaxWindow
	if next := t.after(d.at); !next.at.IsZero() {
		window = min(window, next.at.Sub(d.at)/2)
	}
	return Run{Schedule: s.ID, Date: d.date.String(), Due: d.at.UTC(), Until: d.at.Add(window).UTC(), State: Due}
}

// check reports what a composition must not be.
func (c Composition) check() error {
	size := 0
	for i, part := range c.Parts {
		if len(part) == 0 {
			return fmt.Errorf("part %d of the composition is empty", i+1)
		}
		size += len(part)
	}
	switch {
	case len(c.Parts) > MaxParts:
		return fmt.Errorf("the composition has %d parts, at most %d are sent", len(c.Parts), MaxParts)
	case size > MaxComposed:
		return fmt.Errorf("the composition is %d bytes long, at most %d are kept", size, MaxComposed)
	case len(c.Memo) > MaxMemo:
		return fmt.Errorf("the composition's memo is %d bytes long, at most %d are kept", len(c.Memo), MaxMemo)
	case len(c.Memo) > 0 && !json.Valid(c.Memo):
		return errors.New("the composition's memo is not JSON")
	}
	return nil
}
