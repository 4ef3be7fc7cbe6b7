package playground_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"newsdesk/internal/standin"
	"newsdesk/internal/standin/playground"
)

// line is a tab's connection without a browser.
type line struct {
	r    *room
	ws   *websocket.Conn
	last int
	held []heard
	me   string
}

// heard is what comes over the line.
type heard struct {
	Re          int
	Error       string
	Result      json.RawMessage
	Event       string
	Message     *standin.Message
	Channel, ID string
	User        string
	Interaction string
	Modal       *standin.Modal
	People      []struct{ Name string }
	Channels    []struct{ ID, Kind, Name, Parent string }
}

// dial opens a connection that has not said hello.
func (r *room) dial(c *http.Client) *line {
	r.t.Helper()
	d := websocket.Dialer{Jar: c.Jar}
	ws, res, err := d.DialContext(r.ctx, "ws"+strings.TrimPrefix(r.url, "http")+"/socket", http.Header{"Origin": {r.url}})
	r.must(err)
	res.Body.Close()
	r.t.Cleanup(func() { ws.Close() })
	deadline, _ := r.ctx.Deadline()
	r.must(ws.SetReadDeadline(deadline))
	return &line{r: r, ws: ws}
}

// join opens a connection and says hello.
func (r *room) join(c *http.Client, fields map[string]any) (*line, map[string]any) {
	r.t.Helper()
	l := r.dial(c)
	var w map[string]any
	l.asks("hello", fields, &w)
	l.me = w["me"].(string)
	return l, w
}

func (l *line) next() heard {
	l.r.t.Helper()
	var h heard
	l.r.must(l.ws.ReadJSON(&h))
	return h
}

// tries asks for something and returns the answer; events meanwhile are held.
func (l *line) tries(what string, fields map[string]any) heard {
	l.r.t.Helper()
	l.last++
	all := map[string]any{"id": l.last, "do": what}
	for k, v := range fields {
		all[k] = v
	}
	l.r.must(l.ws.WriteJSON(all))
	for {
		h := l.next()
		if h.Re == l.last {
			return h
		}
		l.held = append(l.held, h)
	}
}

// asks is tries for what should work; the result goes into v.
func (l *line) asks(what string, fields map[string]any, v any) {
	l.r.t.Helper()
	h := l.tries(what, fields)
	if h.Error != "" {
		l.r.t.Fatalf("%s %v: %s", what, fields, h.Error)
	}
	if v != nil {
		l.r.must(json.Unmarshal(h.Result, v))
	}
}

// until returns the next event that match accepts, dropping others.
func (l *line) until(match func(heard) bool) heard {
	l.r.t.Helper()
	for {
		var h heard
		if len(l.held) > 0 {
			h, l.held = l.held[0], l.held[1:]
		} else {
			h = l.next()
		}
		if match(h) {
			return h
		}
	}
}

func (l *line) event(kind string) heard {
	l.r.t.Helper()
	return l.until(func(h heard) bool { return h.Event == kind })
}

// tabOf are the fields of a hello.
func tabOf(name, person string) map[string]any { return map[string]any{"tab": name, "person": person} }

func TestWhoATabIs(t *testing.T) {
	r := newRoom(t)
	c := r.entered()
	ruth, w := r.join(c, tabOf("one", ""))
	alice, _ := r.join(c, tabOf("two", ""))
	if w["server"] != "Newsroom" || len(w["channels"].([]any)) != 3 || len(w["people"].([]any)) != 3 || len(w["examples"].([]any)) != 3 {
		t.Errorf("the welcome is %v", w)
	}
	if ruth.me == alice.me {
		t.Fatal("two tabs are one person")
	}
	copied, _ := r.join(c, tabOf("three", ruth.me))
	if copied.me == ruth.me || copied.me == alice.me {
		t.Error("a third tab took over who another one is")
	}
	again, _ := r.join(c, tabOf("one", ruth.me))
	if again.me != ruth.me {
		t.Error("a tab that comes back is somebody else")
	}
	r.must(alice.ws.Close())
	ruth.until(func(h heard) bool { return h.Event == "people" && len(h.People) >= 4 })
	// The newcomer who reads the list is Alice, or where she is not away yet a fifth.
	if names := ruth.names(); !strings.HasPrefix(strings.Join(names, " "), "newsdesk Ruth Alice Omar") {
		t.Errorf("the people are %v", names)
	}
}

// names are the people as a newcomer is told.
func (l *line) names() []string {
	_, w := l.r.join(l.r.entered(), tabOf("names", ""))
	var list []string
	for _, p := range w["people"].([]any) {
		list = append(list, p.(map[string]any)["name"].(string))
	}
	return list
}

func TestEachIsToldWhatTheySee(t *testing.T) {
	r := newRoom(t)
	c := r.entered()
	ruth, w := r.join(c, tabOf("one", ""))
	alice, _ := r.join(c, tabOf("two", ""))
	desk, dm := r.play.Channel(0), w["dm"].(string)
	ruth.asks("send", map[string]any{"channel": dm, "text": "for the bot alone"}, nil)
	ruth.asks("send", map[string]any{"channel": desk, "text": "for all"}, nil)
	said := alice.event("message").Message
	if said.Content != "for all" {
		t.Fatalf("Alice is told %q", said.Content)
	}
	if h := alice.tries("open", map[string]any{"channel": dm}); h.Error == "" {
		t.Error("Alice can open Ruth's direct messages")
	}
	for _, what := range []string{"edit", "delete", "explain", "thread", "menu"} {
		if h := alice.tries(what, map[string]any{"channel": dm, "message": said.ID, "text": "changed", "name": "Ask about this"}); h.Error == "" {
			t.Errorf("Alice can %s in Ruth's direct messages", what)
		}
	}
	alice.asks("react", map[string]any{"channel": desk, "message": said.ID, "emoji": "👍"}, nil)
	mine := alice.until(func(h heard) bool { return h.Event == "edit" && len(h.Message.Reactions) > 0 }).Message.Reactions[0]
	theirs := ruth.until(func(h heard) bool { return h.Event == "edit" && len(h.Message.Reactions) > 0 }).Message.Reactions[0]
	if !mine.Me || theirs.Me {
		t.Error("the reaction is not Alice's alone")
	}
	alice.asks("type", map[string]any{"channel": desk}, nil)
	if e := ruth.until(func(h heard) bool { return h.Event == "typing" && h.Channel == desk }); e.User != alice.me {
		t.Errorf("%s types", e.User)
	}
	ruth.asks("delete", map[string]any{"channel": desk, "message": said.ID}, nil)
	if e := alice.event("delete"); e.ID != said.ID {
		t.Errorf("%s was deleted", e.ID)
	}
}

func TestInteractionsAreAnswered(t *testing.T) {
	r := newRoom(t)
	l, _ := r.join(r.entered(), tabOf("one", ""))
	desk := r.play.Channel(0)
	var id string
	l.asks("run", map[string]any{"channel": desk, "name": "form"}, &id)
	form := l.event("modal")
	if form.Interaction != id || form.Modal.Title != "What is wrong?" {
		t.Fatalf("the form is %+v", form)
	}
	l.asks("submit", map[string]any{"interaction": id, "fields": map[string]string{"what": "all of it", "should": ""}}, &id)
	l.until(func(h heard) bool { return h.Event == "acknowledged" && h.Interaction == id })
	var choices []standin.Choice
	l.asks("complete", map[string]any{"channel": desk, "name": "ask", "options": map[string]any{"question": "x", "outlet": "morn"}, "focused": "outlet"}, &choices)
	if len(choices) != 1 || choices[0].Value != "Morning Sample" {
		t.Errorf("offered are %v", choices)
	}
	l.asks("run", map[string]any{"channel": desk, "name": "briefing now", "options": map[string]any{"stories": 3, "length": "long", "channel": r.play.Channel(1)}}, &id)
	l.until(func(h heard) bool { return h.Event == "acknowledged" && h.Interaction == id })
	file := map[string]any{"name": "a.jsonl", "type": "", "data": []byte("{}")}
	l.asks("run", map[string]any{"channel": desk, "name": "coverage add", "options": map[string]any{"file": file}}, nil)
	l.until(func(h heard) bool { return h.Event == "message" && h.Message.Content == "Stored a.jsonl." })
	l.asks("run", map[string]any{"channel": desk, "name": "silence"}, &id)
	r.clock.Advance(4e9)
	l.until(func(h heard) bool { return h.Event == "failed" && h.Interaction == id })
}

func TestAnswersAreExplained(t *testing.T) {
	e := &explainer{known: map[string]bool{}}
	r := newRoom(t, func(c *playground.Config) { c.Explainer = e })
	l, _ := r.join(r.entered(), tabOf("one", ""))
	desk := r.play.Channel(0)
	ask := func() *standin.Message {
		l.asks("send", map[string]any{"channel": desk, "text": "<@" + r.Bot().ID + "> who?"}, nil)
		return l.until(func(h heard) bool { return h.Event == "edit" && len(h.Message.Components) > 0 }).Message
	}
	first := ask()
	r.clock.Advance(60e9)
	second := ask()
	e.mu.Lock()
	e.known[second.ID] = true
	e.mu.Unlock()
	for _, test := range []struct {
		m         *standin.Message
		explained bool
	}{{first, false}, {second, true}} {
		var got struct {
			Explanation *playground.Explanation
			Calls       []standin.Call
		}
		l.asks("explain", map[string]any{"channel": desk, "message": test.m.ID}, &got)
		if (got.Explanation != nil) != test.explained {
			t.Errorf("%s: explained as %v", test.m.ID, got.Explanation)
		}
		// Each was made by saying that it types, a message and a change of it.
		if len(got.Calls) != 3 || got.Calls[2].Method != "PATCH" || !strings.Contains(got.Calls[2].Path, test.m.ID) {
			t.Errorf("%s: the requests are %+v", test.m.ID, got.Calls)
		}
	}
}

func TestRefusalsAreInWords(t *testing.T) {
	r := newRoom(t)
	l, _ := r.join(r.entered(), tabOf("one", ""))
	desk := r.play.Channel(0)
	for _, test := range []struct {
		what   string
		fields map[string]any
		want   string
	}{
		{"send", map[string]any{"channel": desk, "text": " "}, "Cannot send an empty message"},
		{"send", map[string]any{"channel": "1", "text": "x"}, "Unknown Channel"},
		{"run", map[string]any{"channel": desk, "name": "nothing"}, "Unknown application command"},
		{"run", map[string]any{"channel": desk, "name": "ask"}, `option "question" is required`},
		{"press", map[string]any{"channel": desk, "message": "1", "custom_id": "x"}, "Unknown Message"},
		{"submit", map[string]any{"interaction": "1"}, "there is none"},
		{"dance", nil, `there is no "dance"`},
		{"hello", tabOf("one", ""), "say hello first, and once"},
	} {
		if h := l.tries(test.what, test.fields); h.Error != test.want {
			t.Errorf("%s %v: %q, want %q", test.what, test.fields, h.Error, test.want)
		}
	}
	early := r.dial(r.entered())
	if h := early.tries("open", map[string]any{"channel": desk}); h.Error != "say hello first, and once" {
		t.Errorf("before the hello it says %q", h.Error)
	}
	if h := early.tries("hello", tabOf(strings.Repeat("x", 65), "")); h.Error == "" {
		t.Error("a name of any length will do")
	}
}

// TestNonsenseEndsTheConnection sends what no page sends, and finds the others well.
func TestNonsenseEndsTheConnection(t *testing.T) {
	r := newRoom(t)
	c := r.entered()
	well, _ := r.join(c, tabOf("well", ""))
	for name, frame := range map[string]struct {
		kind int
		text string
	}{
		"no JSON":          {websocket.TextMessage, "{"},
		"bytes":            {websocket.BinaryMessage, "{}"},
		"an odd argument":  {websocket.TextMessage, `{"do":"run","options":{"x":[1]}}`},
		"a file of no use": {websocket.TextMessage, `{"do":"run","options":{"x":{"data":"?"}}}`},
		"too much":         {websocket.TextMessage, `{"do":"send","text":"` + strings.Repeat("x", 17<<20) + `"}`},
	} {
		l, _ := r.join(c, tabOf("ill", ""))
		_ = l.ws.WriteMessage(frame.kind, []byte(frame.text)) // it may end while it is written
		for {
			if _, _, err := l.ws.ReadMessage(); err != nil {
				break
			}
			if r.ctx.Err() != nil {
				t.Fatalf("%s: the connection goes on", name)
			}
		}
	}
	well.asks("open", map[string]any{"channel": r.play.Channel(0)}, nil)
}

func TestTooManyTabs(t *testing.T) {
	r := newRoom(t)
	c := r.entered()
	for range 32 {
		r.join(c, tabOf("t", ""))
	}
	d := websocket.Dialer{Jar: c.Jar}
	_, res, err := d.DialContext(r.ctx, "ws"+strings.TrimPrefix(r.url, "http")+"/socket", http.Header{"Origin": {r.url}})
	if err == nil || res == nil || res.StatusCode != http.StatusServiceUnavailable {
		t.Fatalf("one more comes in: %v", err)
	}
	res.Body.Close()
}

// TestCloseEndsTabs closes the playground while tabs are open.
func TestCloseEndsTabs(t *testing.T) {
	r := newRoom(t)
	l, _ := r.join(r.entered(), tabOf("one", ""))
	r.must(r.play.Close(r.ctx))
	for {
		if _, _, err := l.ws.ReadMessage(); err != nil {
			if !websocket.IsCloseError(err, websocket.CloseGoingAway) {
				t.Errorf("it ends with %v", err)
			}
			break
		}
	}
}
