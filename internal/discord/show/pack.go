package show

import "strings"

// A piece is a part of a message: a sentence, a line of a list, or several
// that should stay together.
type piece struct {
	sep    string // what parts it from the piece before it in the same message
	prefix string // what its first line, and each part of it, begins with
	text   string
}

// small is the prefix of small print.
const (
	small  = "-# "
	quoted = "> "
	item   = "- "
)

// pack joins pieces into as few messages of at most limit units as their order
// allows. A piece is cut only if it alone is longer.
func pack(pieces []piece, limit int) []string {
	var all []string
	last, used := "", 0
	for _, p := range pieces {
		parts := []string{p.text}
		if !fits(p.text, limit-len(p.prefix)) {
			parts = Split(p.text, limit-len(p.prefix))
		}
		for i, text := range parts {
			text = p.prefix + text
			n := Len(text)
			switch {
			case last == "":
				last, used = text, n
			case i == 0 && used+len(p.sep)+n <= limit:
				last, used = last+p.sep+text, used+len(p.sep)+n
			default:
				all = append(all, last)
				last, used = text, n
			}
		}
	}
	if last != "" {
		all = append(all, last)
	}
	return all
}

// together makes one piece of pieces that fit a message of limit units, so that
// they are not torn apart. Where they do not fit, the first two stay together:
// a heading and what it heads.
func together(pieces []piece, limit int) []piece {
	for n := len(pieces); n > 1; n = min(n-1, 2) {
		if one, ok := joined(pieces[:n], limit); ok {
			return append([]piece{one}, pieces[n:]...)
		}
	}
	return pieces
}

func joined(pieces []piece, limit int) (piece, bool) {
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 {
			b.WriteString(p.sep)
		}
		b.WriteString(p.prefix + p.text)
	}
	return piece{sep: pieces[0].sep, text: b.String()}, fits(b.String(), limit)
}
