package playground_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"newsdesk/internal/standin"
	"newsdesk/internal/standin/playground"
)

// How a program opens the playground: a local Discord for the bot, the page on a
// listener of its own, and a link for whoever started it.
func Example() {
	ctx := context.Background()
	d := standin.New(standin.Config{Token: "a random one for each run"})
	defer d.Close(ctx)
	api, err := d.Start("127.0.0.1:0") // the bot's session gets this address and the token
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := playground.New(playground.Config{Discord: d, Examples: []string{"Who opened the ferry?"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	server := &http.Server{Handler: p.Handler(), ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()

	link, err := p.Link("http://" + l.Addr().String())
	fmt.Println(strings.HasPrefix(api, "http://127.0.0.1:"), strings.Contains(link, "/?key="), err)

	// The tabs first: the server does not know of their connections.
	_ = p.Close(ctx)
	_ = server.Shutdown(ctx)
	fmt.Println(<-served)
	// Output:
	// true true <nil>
	// http: Server closed
}
