package standin

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
)

// Network is a network in memory on which one handler is served. Unlike sockets
// it is known to the clock of testing/synctest, so that a stall of a minute
// takes no time.
type Network struct {
	conns  chan net.Conn
	done   chan struct{}
	once   sync.Once
	server *http.Server
	client *http.Transport
}

// Serve serves a handler on a network of its own until Close.
func Serve(h http.Handler) *Network {
	n := &Network{conns: make(chan net.Conn), done: make(chan struct{})}
	n.server = &http.Server{Handler: h, ErrorLog: log.New(io.Discard, "", 0)}
	n.client = &http.Transport{DialContext: n.dial}
	go func() { _ = n.server.Serve(listener{n}) }() // ends with Close
	return n
}

// Client reaches the handler, whatever host a request names.
func (n *Network) Client() *http.Client { return &http.Client{Transport: n.client} }

// Close ends all connections and serves no more.
func (n *Network) Close() {
	n.once.Do(func() { close(n.done) })
	n.client.CloseIdleConnections()
	_ = n.server.Close() // its connections are in memory
}

func (n *Network) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case n.conns <- server:
		return client, nil
	case <-n.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// listener is the network as a server sees it.
type listener struct{ *Network }

func (l listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l listener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

func (l listener) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }
