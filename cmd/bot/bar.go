package main

import (
	"fmt"
	"io"

	"github.com/schollz/progressbar/v3"
)

// bar is a progress bar on a terminal, and nothing elsewhere.
type bar struct{ shown *progressbar.ProgressBar }

func newBar(s *session, total int64, what string, inBytes bool) *bar {
	if !isTerminal(s.stderr) {
		return &bar{}
	}
	return &bar{progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(s.stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionShowBytes(inBytes), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth())}
}

func (b *bar) add(n int64) {
	if b.shown != nil {
		_ = b.shown.Add64(n) // as below
	}
}

func (b *bar) set(n int64) {
	if b.shown != nil {
		_ = b.shown.Set64(n) // a bar that cannot be drawn is no reason to stop
	}
}

// describe says anew what is under way.
func (b *bar) describe(what string) {
	if b.shown != nil {
		b.shown.Describe(what)
	}
}

// say prints a line above the bar.
func (b *bar) say(out io.Writer, line string) {
	if b.shown != nil {
		_ = b.shown.Clear() // as above
	}
	fmt.Fprintln(out, line)
}

func (b *bar) finish() {
	if b.shown != nil {
		_ = b.shown.Finish() // as above
	}
}
