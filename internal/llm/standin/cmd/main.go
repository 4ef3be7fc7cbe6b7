// Command cmd serves the stand-in model server by hand:
//
//	go run ./internal/llm/standin/cmd -addr 127.0.0.1:8089
//	OPENAI_BASE_URL=http://127.0.0.1:8089/v1 OPENAI_MODEL=faithful go run ./cmd/bot ask ...
//
// It has no state and keeps nothing. Start with run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"time"

	"newsdesk/internal/llm/standin"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// headerTime bounds how long a client may take to say what it wants.
const headerTime = 5 * time.Second

func run(ctx context.Context, args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("standin", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "127.0.0.1:8089", "where to listen")
	seed := flags.Uint64("seed", 1, "of what is left to chance")
	pace := flags.Duration("pace", 0, "between two words of a stream, such as 30ms")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", *addr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintf(stderr, "serving http://%s/v1 with the models %s\n", listener.Addr(), strings.Join(standin.Personalities(), ", "))
	return serve(ctx, listener, standin.New(standin.Config{Rand: rand.New(rand.NewPCG(*seed, 0)), Pace: *pace}))
}

// serve serves until the context ends; requests that stall end with it.
func serve(ctx context.Context, listener net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, BaseContext: func(net.Listener) context.Context { return ctx },
	}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
