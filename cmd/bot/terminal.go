package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode"

	"github.com/mattn/go-isatty"
	"github.com/muesli/reflow/wordwrap"
	"golang.org/x/term"

	"newsdesk/rag"
)

// paint colours and wraps words on a terminal and leaves them alone elsewhere.
type paint struct {
	on    bool
	width int // columns; 0 does not wrap
}

// readableWidth is the widest that lines are set on a terminal: longer ones are
// hard to read.
const readableWidth = 110

func newPaint(out io.Writer, c config) paint {
	file := fileOf(out)
	if file == nil || !isTerminal(file) {
		return paint{}
	}
	p := paint{on: c.NoColor == ""}
	if width, _, err := term.GetSize(int(file.Fd())); err == nil {
		p.width = min(width, readableWidth)
	}
	return p
}

// fileOf is the file behind a stream, or nil.
func fileOf(stream any) *os.File {
	if s, ok := stream.(*sink); ok {
		stream = s.to
	}
	file, _ := stream.(*os.File)
	return file
}

func isTerminal(stream any) bool {
	file := fileOf(stream)
	return file != nil && (isatty.IsTerminal(file.Fd()) || isatty.IsCygwinTerminal(file.Fd()))
}

// wrap breaks a line between words at the terminal's width.
func (p paint) wrap(s string) string {
	if p.width == 0 {
		return s
	}
	return wordwrap.String(s, p.width)
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

// escapes are the sequences by which a text would steer a terminal.
var escapes = regexp.MustCompile(`\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)|\x{9b}[0-?]*[ -/]*[@-~]`)

// harmless makes text from articles safe for a terminal: control characters,
// escape sequences and direction overrides among them, become spaces.
func harmless(s string) string {
	s = escapes.ReplaceAllString(s, "")
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

// dated is an article's date for people.
func dated(a *rag.Article) string {
	if !a.Published.Known() {
		return "undated"
	}
	return a.Published.Time.Format("2 January 2006")
}

// cited is a source's article in one line, with the page where it has pages.
func cited(s *rag.Source) string {
	if n := s.Page(); n > 0 {
		return fmt.Sprintf("%s, p. %d", heading(&s.Article), n)
	}
	return heading(&s.Article)
}

// heading is an article's title, outlet and date in one line.
func heading(a *rag.Article) string {
	outlet := a.Outlet
	if outlet == "" {
		outlet = "outlet not stated"
	}
	return oneLine(a.Title) + " — " + oneLine(outlet) + ", " + dated(a)
}
