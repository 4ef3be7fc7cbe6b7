package discord

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"newsdesk/internal/discord/session"
)

// TestTypingWhileConnectingAnew has a session follow another one while that still
// says that the bot types: the race detector sees whether it may.
func TestTypingWhileConnectingAnew(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	defer server.Close()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	connected := func() *session.Session {
		s, err := session.New(session.Config{Token: "a.token", APIURL: server.URL, HTTP: &http.Client{Transport: transport}})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	b := &Bot{clock: SystemClock{}, log: slog.New(slog.DiscardHandler), discord: connected()}
	b.typing = &typing{bot: b, channels: map[string]*typed{}}
	_, end := b.typing.begin(t.Context(), "1")
	end()
	b.discord = connected()
	b.background.Wait()
}
