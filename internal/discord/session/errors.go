package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Error is Discord's refusal of a call. It holds no token and no text of a
// message.
type Error struct {
	Op     string // what was called: "send a message in channel 123"
	Status int    // of HTTP
	Code   int    // Discord's, 0 where it gave none
	Reason string // Discord's message, or what was wrong with which field
	// RetryAfter is how long Discord asked to wait, of a 429.
	RetryAfter time.Duration
}

func (e *Error) Error() string {
	s := fmt.Sprintf("%s: discord answered %d %s", e.Op, e.Status, http.StatusText(e.Status))
	if e.Code != 0 {
		s += fmt.Sprintf(" (code %d)", e.Code)
	}
	if e.Reason != "" {
		s += ": " + e.Reason
	}
	if advice := adviceFor(e); advice != "" {
		s += "; " + advice
	}
	return s
}

// Is reports whether target is the sentinel of the error's code or status.
func (e *Error) Is(target error) bool {
	var s *sentinel
	return errors.As(target, &s) && (slices.Contains(s.codes, e.Code) || s.status != 0 && s.status == e.Status && e.Code == 0)
}

// sentinel is an error that [errors.Is] finds in an [Error] by its codes, or
// by its status where Discord gave no code.
type sentinel struct {
	text   string
	codes  []int
	status int
}

func (s *sentinel) Error() string { return s.text }

// What a caller tells apart, with errors.Is.
var (
	ErrUnknownInteraction error = &sentinel{text: "unknown interaction: it is older than 3 s, or answered elsewhere", codes: []int{10062}}
	ErrAcknowledged       error = &sentinel{text: "the interaction is answered already", codes: []int{40060}}
	ErrTokenExpired       error = &sentinel{text: "the interaction's token is older than 15 min, or invalid", codes: []int{50027, 10015}}
	ErrUnknownMessage     error = &sentinel{text: "unknown message: it was deleted", codes: []int{10008}}
	ErrUnknownChannel     error = &sentinel{text: "unknown channel: it was deleted", codes: []int{10003}}
	ErrUnknownGuild       error = &sentinel{text: "unknown server: the bot is not in it", codes: []int{10004}}
	ErrMissingAccess      error = &sentinel{text: "the bot cannot see the channel or server", codes: []int{50001}}
	ErrMissingPermissions error = &sentinel{text: "the bot lacks a permission", codes: []int{50013}}
	ErrCannotDM           error = &sentinel{text: "the user takes no direct messages from the bot", codes: []int{50007}}
	ErrTooManyEdits       error = &sentinel{text: "the message is older than 1 h and was edited too often", codes: []int{30046}}
	ErrArchived           error = &sentinel{text: "the thread is archived", codes: []int{50083}}
	ErrThreadExists       error = &sentinel{text: "the message has a thread already", codes: []int{160004}}
	ErrInvalidBody        error = &sentinel{text: "discord takes no such body", codes: []int{50035, 50006, 50109}}
	ErrUnauthorized       error = &sentinel{text: "the bot's token is wrong", status: http.StatusUnauthorized}
	ErrRateLimited        error = &sentinel{text: "rate limited", status: http.StatusTooManyRequests}
)

// Errors that are no answer of Discord's.
var (
	// ErrUncertain is that a call which must not be repeated may have been done:
	// its answer was lost. It wraps the failure.
	ErrUncertain = errors.New("discord may have done it: its answer was lost")
	// ErrRefused is that calls have stopped because Discord refused so many that
	// it would soon ban the address.
	ErrRefused = errors.New("too many calls were refused within 10 min, and discord bans at 10,000: no more are made until some are forgotten; look in the log for what is refused")
)

// Code is Discord's error code in err, or 0.
func Code(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// adviceFor says what to do about an error that a person can mend.
func adviceFor(e *Error) string {
	switch {
	case e.Status == http.StatusUnauthorized && e.Code == 0:
		return "the token is wrong or was reset: copy it anew from the application's Bot page into DISCORD_TOKEN"
	case e.Code == 50001:
		return "let the bot see the channel (View Channel), or invite it to the server"
	case e.Code == 50013:
		return "give the bot's role the permission, in the server or in the channel"
	case e.Status == http.StatusTooManyRequests && e.RetryAfter > 0:
		return fmt.Sprintf("try again in %v", e.RetryAfter.Round(time.Millisecond))
	}
	return ""
}

// refusal is what a body of Discord's says.
type refusal struct {
	Message    string          `json:"message"`
	Code       int             `json:"code"`
	RetryAfter float64         `json:"retry_after"`
	Global     bool            `json:"global"`
	Errors     json.RawMessage `json:"errors"`
}

// newError reads the refusal of an operation.
func newError(op string, status int, body []byte) (*Error, *refusal) {
	e, r := &Error{Op: op, Status: status}, &refusal{}
	if json.Unmarshal(body, r) != nil {
		return e, nil // HTML, of a machine before Discord's
	}
	e.Code, e.Reason = r.Code, r.Message
	if fields := fieldErrors("", r.Errors, 0); len(fields) > 0 {
		e.Reason += ": " + strings.Join(fields[:min(len(fields), 5)], "; ")
	}
	return e, r
}

// fieldErrors flattens Discord's tree of errors by field.
func fieldErrors(path string, data json.RawMessage, depth int) []string {
	var tree map[string]json.RawMessage
	if depth > 12 || json.Unmarshal(data, &tree) != nil {
		return nil
	}
	var list []string
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if name != "_errors" {
			list = append(list, fieldErrors(strings.TrimPrefix(path+"."+name, "."), tree[name], depth+1)...)
			continue
		}
		var errs []struct {
			Message string `json:"message"`
		}
		_ = json.Unmarshal(tree[name], &errs)
		for _, e := range errs {
			list = append(list, path+": "+e.Message)
		}
	}
	return list
}
