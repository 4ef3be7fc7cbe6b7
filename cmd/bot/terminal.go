package main

import (
	"errors"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/mattn/go-isatty"

	"newsdesk/rag"
)

// paint colours words on a terminal and leaves them alone elsewhere.
type paint struct{ on bool }

func newPaint(out io.Writer, c config) paint { return paint{isTerminal(out) && c.NoColor == ""} }

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && (isatty.IsTerminal(file.Fd()) || isatty.IsCygwinTerminal(file.Fd()))
}

func (p paint) with(code, s string) string {
	if !p.on || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p paint) bold(s string) string { return p.with("1", s) }
func (p paint) dim(s string) string  { return p.with("2", s) }
func (p paint) mark(s string) string { return p.with("36", s) }

// harmless makes text from articles safe for a terminal: control characters,
// escape sequences and direction overrides among them, become spaces.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return ' '
		}
		return r
	}, s)
}

// oneLine is harmless text without line breaks and runs of space.
func oneLine(s string) string { return strings.Join(strings.Fields(harmless(s)), " ") }

// explain adds to an error what the person can do, where that is known.
func explain(err error) string {
	switch {
	case errors.Is(err, rag.ErrNewer):
		return err.Error() + ": use that version, or another DATA_DIR"
	}
	return err.Error()
}

// dated is an article's date for people.
func dated(a *rag.Article) string {
	if !a.Published.Known() {
		return "undated"
	}
	return a.Published.Time.Format("2 January 2006")
}

// byline is an article's title, outlet and date in one line.
func heading(a *rag.Article) string {
	outlet := a.Outlet
	if outlet == "" {
		outlet = "outlet not stated"
	}
	return oneLine(a.Title) + " — " + oneLine(outlet) + ", " + dated(a)
}
