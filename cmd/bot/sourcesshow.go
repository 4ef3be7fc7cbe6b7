package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"

	"newsdesk/internal/sources"
)

// followedJSON is a source in --json. Times are in UTC.
type followedJSON struct {
	ID        string  `json:"id"`
	Kind      string  `json:"kind"`
	Address   string  `json:"address"`
	Audience  *string `json:"audience"` // null: everybody's
	State     string  `json:"state"`
	Why       *string `json:"why"` // it does not work
	Note      *string `json:"note"`
	Worked    *string `json:"worked"` // last
	News      *string `json:"news"`   // when it last had something new
	Due       *string `json:"due"`
	Interval  float64 `json:"interval_s"` // learned; 0: not yet
	Failures  int     `json:"failures"`   // in a row
	Added     int     `json:"added"`      // articles, in all
	Changed   int     `json:"changed"`
	Withdrawn int     `json:"withdrawn"`
}

// The states of a source, in a word for people.
const (
	stateWorks  = "works"
	stateFails  = "fails"
	stateNew    = "not read yet"
	statePaused = "paused"
	stateGone   = "gone"
)

// stateOf says in a word how a source fares.
func stateOf(s *sources.Status) string {
	switch {
	case !s.Paused.IsZero():
		return statePaused
	case !s.State.Gone.IsZero():
		return stateGone
	case s.State.Why != "":
		return stateFails
	case s.State.Worked.IsZero():
		return stateNew
	}
	return stateWorks
}

// showSource prints a source.
func (s *session) showSource(one sources.Status, asJSON bool) error {
	if asJSON {
		return printJSON(s.stdout, followedForm(&one))
	}
	now := time.Now()
	state := stateOf(&one)
	line := fmt.Sprintf("%s  %-7s  %-12s  %s", s.paint.mark(string(one.ID)), one.Kind, state, oneLine(one.Address))
	if one.Audience != "" {
		line += "  (only for " + oneLine(one.Audience) + ")"
	}
	details := []string{ago("last worked", one.State.Worked, now), ago("next", one.State.Due, now)}
	if !one.Active() || one.Kind == sources.Files {
		details = details[:1]
	}
	if n := one.State.Added; n > 0 {
		details = append(details, fmt.Sprintf("%s new, %d changed, %d withdrawn", counted(n, "article"), one.State.Changed, one.State.Withdrawn))
	}
	lines := []string{line, "  " + s.paint.dim(strings.Join(details, "; "))}
	for _, words := range []string{one.State.Why, one.State.Note} {
		if words != "" {
			lines = append(lines, s.paint.wrap("  "+oneLine(words)))
		}
	}
	_, err := fmt.Fprintln(s.stdout, strings.Join(lines, "\n"))
	return err
}

// ago says when something was or will be.
func ago(what string, at, now time.Time) string {
	if at.IsZero() {
		return what + ": never"
	}
	return what + " " + humanize.RelTime(at, now, "ago", "from now")
}

func followedForm(s *sources.Status) followedJSON {
	return followedJSON{
		ID: string(s.ID), Kind: string(s.Kind), Address: s.Address, Audience: known(s.Audience), State: stateOf(s),
		Why: known(s.State.Why), Note: known(s.State.Note), Worked: moment(s.State.Worked), News: moment(s.State.News), Due: moment(s.State.Due),
		Interval: s.State.Interval.Seconds(), Failures: s.State.Failures,
		Added: s.State.Added, Changed: s.State.Changed, Withdrawn: s.State.Withdrawn,
	}
}

// moment is a time in ISO 8601, nil for none.
func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	words := t.UTC().Format(time.RFC3339)
	return &words
}
