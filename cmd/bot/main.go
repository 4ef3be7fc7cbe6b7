// Command bot is Newsdesk: it answers questions about a newsroom's coverage,
// in the terminal, each sentence with a citation that opens it.
//
// Nothing here knows how to answer: this package reads flags and environment,
// joins the rooms (see [openDesk]) and shows what they return. Each subcommand
// is a file of its own; the forms of --json are in contract.go. Start at [run].
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // briefings are due by the clocks of zones, wherever the bot runs
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, world{
		args: os.Args[1:], environ: os.Environ(), stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
	})
	stop()
	os.Exit(code)
}

// world is everything outside that a run touches, besides files and sockets.
type world struct {
	args           []string
	environ        []string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// Exit codes of the command line's contract.
const (
	exitDone   = 0 // a declined answer too
	exitFailed = 1
	exitUsage  = 2
)

// usageError is a mistake in how the command was called.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run executes one command and returns the process's exit code.
func run(ctx context.Context, w world) int {
	out := &sink{to: w.stdout}
	w.stdout = out
	err := execute(ctx, w)
	if err == nil && out.err != nil {
		err = fmt.Errorf("write the output: %w", out.err)
	}
	switch usage := (usageError{}); {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintln(w.stderr, "newsdesk:", oneLine(usage.Error()))
		return exitUsage
	case ctx.Err() != nil:
		fmt.Fprintln(w.stderr, "newsdesk: stopped; what was stored is kept")
		return exitFailed
	}
	fmt.Fprintln(w.stderr, "newsdesk:", oneLine(err.Error()))
	return exitFailed
}

// sink is a stream that remembers the first write that failed, so that output
// which was lost is no success.
type sink struct {
	to  io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.to.Write(p)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}
