package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"

	"newsdesk/internal/standin/playground"
)

// listenHere opens an address of this machine that nobody else reaches.
func listenHere(ctx context.Context, address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if ip, parsed := netip.ParseAddr(host); err != nil || host != "localhost" && (parsed != nil || !ip.IsLoopback()) {
		return nil, usagef("the playground is served on this machine alone: give an address such as 127.0.0.1:8080, not %q", clipped(address))
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, fmt.Errorf("open the playground: %w; give another port with --address, or 0 for any that is free", err)
	}
	return l, nil
}

// playgroundHead bounds how long a browser may take to say what it wants.
const playgroundHead = 10 * time.Second

// servePage serves the page until ctx ends. Then its tabs go before their server, which
// does not know of their connections.
func servePage(ctx context.Context, l net.Listener, page *playground.Playground, log *slog.Logger) error {
	server := &http.Server{Handler: page.Handler(), ReadHeaderTimeout: playgroundHead, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	var err error
	select {
	case <-ctx.Done():
	case err = <-ended:
		err = fmt.Errorf("serve the playground: %w", err)
		ended <- nil
	}
	err = errors.Join(err, within(ctx, page.Close))
	if within(ctx, server.Shutdown) != nil {
		_ = server.Close()
	}
	<-ended //nolint:errcheck // that it is closed, or nothing
	return err
}

// welcome prints the link, opens it, and prints another for each line that is entered
// until the end.
func (c *playgroundCmd) welcome(ctx context.Context, s *session, page *playground.Playground, base string) error {
	link, err := page.Link(base)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "newsdesk: the playground is at %s\n", link)
	fmt.Fprintln(s.stderr, "newsdesk: it is a Discord on this machine alone. Enter prints another link, for each works once; Ctrl-C ends it.")
	fmt.Fprintln(s.stderr, "newsdesk: to go live, set DISCORD_TOKEN: README.md says how, and 'bot doctor' what is missing.")
	var opening sync.WaitGroup
	if c.Open {
		opening.Go(func() { openInBrowser(ctx, s, link) })
	}
	defer opening.Wait()
	entered := linesEntered(ctx, s)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-entered:
		}
		if link, err = page.Link(base); err != nil {
			return err
		}
		fmt.Fprintf(s.stderr, "newsdesk: another link: %s\n", link)
	}
}

// linesEntered tells of each line that is entered. Who reads a terminal cannot be stopped: it
// ends with the input, or with the process.
func linesEntered(ctx context.Context, s *session) <-chan struct{} {
	lines := make(chan struct{})
	go func() {
		for in := bufio.NewScanner(s.stdin); in.Scan(); {
			select {
			case lines <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// leaves says what leaves the machine, and for where.
func leaves(c config) string {
	var to []string
	if c.hasModel() {
		to = append(to, fmt.Sprintf("questions and the passages found for them go to the chat model %s", c.OpenAIModel))
	}
	if c.EmbeddingModel != "" {
		to = append(to, fmt.Sprintf("questions and articles go to the embedding model %s", c.EmbeddingModel))
	}
	if len(to) == 0 {
		return "What you ask stays on this machine."
	}
	said := strings.Join(to, ", ")
	return strings.ToUpper(said[:1]) + said[1:] + " at " + modelHost(c.OpenAIBaseURL) + "."
}

// modelHost is where the models are.
func modelHost(base string) string {
	u, err := url.Parse(base)
	if base == "" || err != nil || u.Host == "" {
		return "OpenAI"
	}
	return u.Host
}

// opener is the command that opens a link on this system.
func opener() []string {
	switch runtime.GOOS {
	case "darwin":
		return []string{"open"}
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	return []string{"xdg-open"}
}

// openInBrowser opens a link in the browser of who runs the bot, or says that it could
// not.
func openInBrowser(ctx context.Context, s *session, link string) {
	command := append(opener(), link)
	err := exec.CommandContext(ctx, command[0], command[1:]...).Run() //nolint:gosec // a link that we made
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(s.stderr, "newsdesk: no browser could be opened: open the link yourself, or say --no-open")
	}
}
