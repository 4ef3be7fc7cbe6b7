package vitals

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// The bounds of a request: who asks for vitals is a monitor on the same network.
const (
	headTime  = 5 * time.Second
	writeTime = 10 * time.Second
	// lastTime is how long requests under way are waited for at the end.
	lastTime = 2 * time.Second
)

// Listen opens the address that vitals are served at, such as "127.0.0.1:9090" or
// ":9090".
func Listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("serve health and metrics at %s: %w; set HTTP_ADDR to a free address, such as 127.0.0.1:9090, or to nothing", address, err)
	}
	return l, nil
}

// Serve answers at a listener, which it closes, until ctx ends.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: headTime, ReadTimeout: headTime, WriteTimeout: writeTime, BaseContext: func(net.Listener) context.Context { return ctx }}
	ended := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		late, done := context.WithTimeout(context.WithoutCancel(ctx), lastTime)
		defer done()
		ended <- server.Shutdown(late)
	})
	err := server.Serve(l)
	if stop() { // it ended of itself
		return fmt.Errorf("serve health and metrics at %s: %w", l.Addr(), err)
	}
	if err := <-ended; err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("end the serving of health and metrics: %w", err)
	}
	return nil
}
