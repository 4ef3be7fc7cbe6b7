package playground

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"

	"newsdesk/internal/standin"
)

// request is what a tab asks; which fields mean something depends on what.
type request struct {
	ID int    `json:"id"`
	Do string `json:"do"`

	Channel     string            `json:"channel"`
	Message     string            `json:"message"`
	Interaction string            `json:"interaction"`
	CustomID    string            `json:"custom_id"`
	Name        string            `json:"name"`
	Text        string            `json:"text"`
	Reply       string            `json:"reply"`
	Quiet       bool              `json:"quiet"`
	Emoji       string            `json:"emoji"`
	Focused     string            `json:"focused"`
	Values      []string          `json:"values"`
	Fields      map[string]string `json:"fields"`
	Files       []file            `json:"files"`
	Options     map[string]option `json:"options"`

	Person string `json:"person"` // who the tab was before
	Tab    string `json:"tab"`    // the tab's random name
}

// file is a file that somebody uploads, in base64.
type file struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Data []byte `json:"data"`
}

func (f file) given() standin.File {
	return standin.File{Name: f.Name, Type: f.Type, Data: f.Data}
}

// option is an argument of a command: a text, a whole or a broken number, a yes or
// no, or a file.
type option struct{ value any }

// UnmarshalJSON reads the argument as the local Discord takes it.
func (o *option) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '{' {
		var f file
		if err := json.Unmarshal(b, &f); err != nil {
			return fmt.Errorf("read a file: %w", err)
		}
		o.value = f.given()
		return nil
	}
	if err := json.Unmarshal(b, &o.value); err != nil {
		return fmt.Errorf("read an argument: %w", err)
	}
	switch v := o.value.(type) {
	case string, bool:
	case float64:
		if v == math.Trunc(v) && math.Abs(v) <= maxWhole {
			o.value = int(v)
		}
	default:
		return fmt.Errorf("read an argument: %T is none", v)
	}
	return nil
}

// maxWhole is the largest number that JSON's numbers count to one by one, which is
// Discord's bound too: 2^53.
const maxWhole = 1 << 53

// arguments are the options as the local Discord takes them.
func (r *request) arguments() standin.Options {
	list := standin.Options{}
	for name, o := range r.Options {
		list[name] = o.value
	}
	return list
}

// parse reads a request.
func parse(b []byte) (*request, error) {
	var r request
	if err := json.Unmarshal(b, &r); err != nil {
		return nil, fmt.Errorf("parse a request: %w", err)
	}
	return &r, nil
}

// errHello is that a tab asked something before it said who it is, or said it twice.
var errHello = errors.New("say hello first, and once")

// take answers a request: in turn, but for those that wait for the bot, so that what
// somebody says comes in the order in which it was said.
func (t *tab) take(r *request) {
	act := acts[r.Do]
	switch {
	case act.do == nil:
		t.answer(r, nil, fmt.Errorf("there is no %q", r.Do))
	case (r.Do == "hello") != (t.person == nil):
		t.answer(r, nil, errHello)
	case !act.waits:
		result, err := act.do(t, t.ctx, r)
		t.answer(r, result, err)
	default:
		t.wait(r, act)
	}
}

// wait answers a request beside others. Where too many wait, the reading does too.
func (t *tab) wait(r *request, a act) {
	select {
	case t.slots <- struct{}{}:
	case <-t.ctx.Done():
		return
	}
	t.work.Go(func() {
		defer func() { <-t.slots }()
		result, err := a.do(t, t.ctx, r)
		t.answer(r, result, err)
	})
}

func (t *tab) answer(r *request, result any, err error) {
	if err != nil {
		t.send(message{Re: r.ID, Error: plain(err)})
		return
	}
	if result == nil {
		result = struct{}{}
	}
	t.send(message{Re: r.ID, Result: result})
}

// dressing is what errors of the local Discord have around their reason: what was
// tried, with ids, the status and the code.
var dressing = regexp.MustCompile(`^(?:(?:say in|run|complete|click|select in|edit message|delete message|react to|take back a reaction to|start a thread of message|submit the modal of) .*?: )?(?:\d{3}: )?(.*?)(?: \(\d+\))?$`)

// plain is an error in words for the person who caused it.
func plain(err error) string {
	if errors.Is(err, standin.ErrNoAnswer) {
		return "The application did not respond."
	}
	if errors.Is(err, context.Canceled) {
		return "The playground has ended."
	}
	if m := dressing.FindStringSubmatch(err.Error()); m != nil && m[1] != "" {
		return m[1]
	}
	return err.Error()
}
