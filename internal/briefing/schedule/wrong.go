package schedule

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Wrong is what a person wrote that can't be used, and what to write instead.
// It is fit to be shown to them.
type Wrong struct {
	What  string // "days", "time", "zone", …
	Got   string // what they wrote, shortened
	Why   string // what is wrong with it
	Write string // what to write
}

func (w *Wrong) Error() string {
	return fmt.Sprintf("%s %q: %s; write %s", w.What, w.Got, w.Why, w.Write)
}

// maxQuoted bounds what an error quotes of what a person wrote, in bytes:
// enough to recognise it, and a message has room for all that is wrong.
const maxQuoted = 60

// clip shortens a text to at most n bytes at a character's border.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// shown is what a person wrote as a message repeats it: short, and without what
// can't be seen.
func shown(s string) string {
	return clip(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, clip(s, maxQuoted)), maxQuoted)
}

func wrong(what, got, write, why string, args ...any) error {
	return &Wrong{What: what, Got: shown(got), Why: fmt.Sprintf(why, args...), Write: write}
}
