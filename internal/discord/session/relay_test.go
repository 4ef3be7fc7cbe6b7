package session

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// TestRelayHearsACloseWhileItAcknowledges does what discordgo does when it is
// closed with a heartbeat just sent: it reads no more, and writes its close
// frame. On the pipe neither write ends before the other side reads.
func TestRelayHearsACloseWhileItAcknowledges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRelay()
		ws, answer, err := r.dialer().DialContext(context.Background(), "ws://relay.invalid", nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close() // of a WebSocket it is empty
		if _, _, err := ws.ReadMessage(); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		for range 3 {
			if err := ws.WriteMessage(websocket.TextMessage, []byte(`{"op":1,"d":1}`)); err != nil {
				t.Fatal(err)
			}
			synctest.Wait() // it acknowledges, and nobody reads
		}
		if err := ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")); err != nil {
			t.Fatal(err)
		}
		<-r.over
		if d := time.Since(began); d > 0 {
			t.Errorf("the relay took %v to hear the close", d)
		}
		if err := ws.Close(); err != nil {
			t.Error(err)
		}
	})
}
