package session_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"newsdesk/internal/standin"
)

// hostile is a gateway that says what Discord never would.
func (r *room) hostile(serve func(ctx context.Context, c *websocket.Conn)) {
	r.t.Helper()
	ctx, cancel := context.WithCancel(r.ctx)
	up := websocket.Upgrader{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		c, err := up.Upgrade(w, req, nil)
		if err != nil {
			return
		}
		defer c.Close()
		stop := context.AfterFunc(ctx, func() { c.Close() })
		defer stop()
		serve(ctx, c)
	}))
	r.t.Cleanup(func() { cancel(); server.Close() })
	r.Inject(standin.Fault{Route: "/gateway/bot", Effect: standin.Effect{Name: "hostile", Answer: &standin.Answer{Status: 200, Body: fmt.Sprintf(
		`{"url":"ws%s","shards":1,"session_start_limit":{"total":1000,"remaining":1000,"reset_after":1,"max_concurrency":1}}`, strings.TrimPrefix(server.URL, "http"),
	)}}})
}

const helloReady = `{"op":10,"d":{"heartbeat_interval":41250}}
{"op":0,"s":1,"t":"READY","d":{"v":9,"user":{"id":"1"},"session_id":"s","guilds":[]}}
`

// TestNothingThatTheGatewaySaysEndsTheProcess sends, one after the other, what
// discordgo would panic on, fail to decode or be confused by.
func TestNothingThatTheGatewaySaysEndsTheProcess(t *testing.T) {
	r := newRoom(t, standin.Config{})
	odd := []string{
		`{"op":0,"t":"GUILD_CREATE","d":null}`, `{"op":0,"t":"GUILD_CREATE","d":{}}`, `{"op":0,"t":"GUILD_CREATE","d":[]}`,
		`{"op":0,"t":"GUILD_CREATE","d":{"id":"1","channels":[null],"members":[null]}}`, `{"op":0,"t":"GUILD_UPDATE","d":{"id":5}}`,
		`{"op":0,"t":"READY","d":{"guilds":[null],"user":{}}}`, `{"op":0,"t":"READY","d":null}`, `{"op":0,"t":"RESUMED","d":null}`,
		`{"op":0,"t":"MESSAGE_CREATE","d":null}`, `{"op":0,"t":"MESSAGE_CREATE","d":{}}`, `{"op":0,"t":"MESSAGE_CREATE","d":{"id":7}}`,
		`{"op":0,"t":"MESSAGE_CREATE","d":{"id":"7","components":"no"}}`, `{"op":0,"t":"MESSAGE_UPDATE","d":{}}`, `{"op":0,"t":"MESSAGE_DELETE","d":"x"}`,
		`{"op":0,"t":"INTERACTION_CREATE","d":{}}`, `{"op":0,"t":"INTERACTION_CREATE","d":{"id":"1","type":2,"data":[]}}`,
		`{"op":0,"t":"INTERACTION_CREATE","d":{"id":"1","token":"t","type":99,"data":{}}}`, `{"op":0,"t":"THREAD_CREATE","d":{}}`,
		`{"op":0,"t":"VOICE_STATE_UPDATE","d":{"channel_id":"1"}}`, `{"op":0,"t":"VOICE_SERVER_UPDATE","d":{}}`, `{"op":0,"t":"NO_SUCH_EVENT","d":{}}`,
		`{"op":0,"t":"CHANNEL_DELETE","d":{}}`, `{"op":0,"t":"GUILD_DELETE","d":{}}`, `{"op":0,"t":"GUILD_ROLE_CREATE","d":{}}`,
		`{"op":99,"d":null}`, `{"op":11}`, `{"op":10,"d":{}}`, `{"op":1,"d":null}`, `{}`, `null`, `[`, `"x"`,
		`{"op":0,"s":2,"t":"MESSAGE_CREATE","d":{"id":"9","channel_id":"2","author":{"id":"3"},"content":"still here"}}`,
	}
	// After what is no payload at all it comes back: each connection goes on
	// where the one before broke.
	var at atomic.Int64
	r.hostile(func(ctx context.Context, c *websocket.Conn) {
		for line := range strings.Lines(helloReady) {
			_ = c.WriteMessage(websocket.TextMessage, []byte(line))
		}
		for n := at.Add(1); n <= int64(len(odd)); n = at.Add(1) {
			if c.WriteMessage(websocket.TextMessage, []byte(odd[n-1])) != nil || odd[n-1] == `[` || odd[n-1] == `"x"` {
				break
			}
		}
		for {
			if _, _, err := c.ReadMessage(); err != nil {
				return
			}
		}
	})
	b := r.start(nil, nil)
	next(b, func(m *discordgo.MessageCreate) bool { return m.Content == "still here" })
}

func TestOddHellos(t *testing.T) {
	for name, first := range map[string]string{
		"no interval": `{"op":10,"d":{}}`, "negative": `{"op":10,"d":{"heartbeat_interval":-1}}`, "null": `null`,
		"another op": `{"op":0,"t":"READY","d":{}}`, "huge": `{"op":10,"d":{"heartbeat_interval":1e300}}`, "no JSON": `<html>`,
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			tries := 0
			r.hostile(func(_ context.Context, c *websocket.Conn) {
				if tries++; tries == 1 {
					_ = c.WriteMessage(websocket.TextMessage, []byte(first))
				} else {
					for line := range strings.Lines(helloReady) {
						_ = c.WriteMessage(websocket.TextMessage, []byte(line))
					}
				}
				for {
					if _, _, err := c.ReadMessage(); err != nil {
						return
					}
				}
			})
			b := r.start(nil, nil)
			next(b, func(*discordgo.Ready) bool { return true })
		})
	}
}
