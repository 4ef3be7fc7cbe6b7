package standin

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// FuzzREST sends bodies to every endpoint that reads one: no body may make the
// stand-in fail, or answer something else than Discord's JSON.
func FuzzREST(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, `[]`, `{"content":"x","embeds":[{}],"components":[{"type":1,"components":[null]}]}`, `{"type":4,"data":{"flags":64}}`,
		`{"type":9,"data":{"custom_id":"x","title":"x","components":[{"type":18,"component":{"type":4}}]}}`, `[{"name":"a","options":[{"type":1,"options":[{}]}]}]`,
		`{"flags":32768,"components":[{"type":17,"components":[{"type":9,"accessory":{"type":11}}]}]}`, `{"nonce":5,"enforce_nonce":true,"content":"x"}`,
		`{"attachments":[{"id":0},{"id":"1"}],"content":"x"}`, `{"type":8,"data":{"choices":[{"name":"x","value":1}]}}`, `{"allowed_mentions":{},"content":"<@1>"}`,
	} {
		for i := range 8 {
			f.Add(i, s)
		}
	}
	f.Fuzz(func(t *testing.T, which int, body string) {
		clock := NewManualClock(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		d := New(Config{Clock: clock, Wire: clock})
		user := d.AddUser("ruth").ID
		guild := d.AddGuild("g", user)
		channel, _ := d.AddChannel(guild, "c")
		m, _ := d.Say(channel, user, "x")
		d.commands[""] = []*Command{{ID: "1", Type: ChatCommand, Name: "ask"}}
		i, err := d.SlashCommand(channel, user, "ask", nil)
		if err != nil {
			t.Fatal(err)
		}
		app := d.Bot().ID
		routes := []string{
			"POST /channels/" + channel + "/messages", "PATCH /channels/" + channel, "POST /channels/" + channel + "/threads",
			"POST /channels/" + channel + "/messages/" + m.ID + "/threads", "PUT /applications/" + app + "/commands",
			"PATCH /applications/" + app + "/commands/1", "POST /interactions/" + i.ID + "/" + i.it.token + "/callback", "POST /users/@me/channels",
		}
		method, path, _ := strings.Cut(routes[uint(which)%uint(len(routes))], " ")
		r := httptest.NewRequest(method, "/api/v9"+path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bot "+d.Token())
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		d.Handler().ServeHTTP(w, r)
		if w.Code >= 500 || w.Code != http.StatusNoContent && w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s %s with %q: %d %s", method, path, body, w.Code, w.Body)
		}
		d.Messages(channel, user)
	})
}

// FuzzGateway feeds payloads to a connection: none may make the stand-in fail.
func FuzzGateway(f *testing.F) {
	for _, s := range []string{
		`{"op":1,"d":null}`, `{"op":2,"d":{"token":"standin-token","intents":513,"shard":[0,1],"compress":true}}`, `{"op":2,"d":{"token":"standin-token","intents":513,"shard":[1]}}`,
		`{"op":6,"d":{"token":"standin-token","session_id":"x","seq":-1}}`, `{"op":8,"d":{"guild_id":["1"],"query":"","limit":0}}`, `{"op":3,"d":{}}`, `{"op":4}`, `{}`, ``, `[]`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, payload string) {
		clock := NewManualClock(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		d := New(Config{Clock: clock, Wire: clock})
		d.AddGuild("g", d.AddUser("ruth").ID)
		for _, first := range []string{"", `{"op":2,"d":{"token":"standin-token","intents":513}}`} {
			c := &conn{d: d, wake: make(chan struct{}, 1)}
			c.expectBeat()
			if first != "" {
				c.hear([]byte(first))
			}
			c.hear([]byte(payload))
		}
	})
}
