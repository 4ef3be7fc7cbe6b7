package pdftext

import (
	"bytes"
	"strconv"
)

// An object is what a PDF is made of: nil, bool, float64, name, text, array, dict,
// *stream or ref; in what draws a page, also an operator.
type (
	object   any
	name     string
	text     string // bytes in the encoding of a font, or of the file's properties
	array    []object
	dict     map[name]object
	ref      int // of an object, by its number
	operator string
	stream   struct {
		dict
		data []byte // as it is stored
	}
)

// Bounds of parsing.
const (
	maxNesting = 64        // arrays and dictionaries in each other; the standard's own structures have some 6
	maxValues  = 4_000_000 // of a file; a report of 300 pages has 200,000. Each takes some 50 bytes.
)

// A lexer reads objects from bytes. It never fails: what is no object is an
// operator that means nothing.
type lexer struct {
	data  []byte
	at    int
	refs  bool // "12 0 R" is a reference, as it is everywhere but in what draws a page
	left  *int // values that may still be read, nil where they are not kept
	depth int
}

func isSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// peek returns the byte at which the lexer stands, 0 at the end.
func (l *lexer) peek() byte {
	if l.at < len(l.data) {
		return l.data[l.at]
	}
	return 0
}

// skip goes past white space and comments.
func (l *lexer) skip() {
	for l.at < len(l.data) {
		switch c := l.data[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// next returns the next object, and false at the end.
func (l *lexer) next() (object, bool) {
	l.skip()
	if l.at >= len(l.data) || l.left != nil && *l.left <= 0 {
		return nil, false
	}
	if l.left != nil {
		*l.left--
	}
	c := l.data[l.at]
	switch {
	case c == '/':
		l.at++
		return name(l.name()), true
	case c == '(':
		l.at++
		return text(l.literal()), true
	case bytes.HasPrefix(l.data[l.at:], []byte("<<")):
		l.at += 2
		return l.dict(), true
	case c == '<':
		l.at++
		return text(l.hex()), true
	case c == '[':
		l.at++
		return l.array(), true
	case bytes.HasPrefix(l.data[l.at:], []byte(">>")):
		l.at += 2
		return operator(">>"), true
	case isDelimiter(c):
		l.at++
		return operator(c), true
	}
	return l.word(), true
}

// word reads a number, a reference, a constant or an operator.
func (l *lexer) word() object {
	begin := l.at
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		l.at++
	}
	w := string(l.data[begin:min(l.at, begin+64)])
	switch w {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	if c := w[0]; c != '+' && c != '-' && c != '.' && (c < '0' || c > '9') {
		return operator(w)
	}
	n, err := strconv.ParseFloat(w, 64)
	if err != nil || n != n || n > 1e15 || n < -1e15 {
		return operator(w)
	}
	if l.refs && n >= 0 && n == float64(int(n)) {
		if l.reference() {
			return ref(n)
		}
	}
	return n
}

// reference reads the rest of a reference, if it is one.
func (l *lexer) reference() bool {
	at := l.at
	digits := 0
	for at < len(l.data) && isSpace(l.data[at]) {
		at++
	}
	for at < len(l.data) && '0' <= l.data[at] && l.data[at] <= '9' {
		at, digits = at+1, digits+1
	}
	spaces := at
	for at < len(l.data) && isSpace(l.data[at]) {
		at++
	}
	if digits == 0 || spaces == at || at >= len(l.data) || l.data[at] != 'R' ||
		at+1 < len(l.data) && !isSpace(l.data[at+1]) && !isDelimiter(l.data[at+1]) {
		return false
	}
	l.at = at + 1
	return true
}

// name reads a name, whose slash is read.
func (l *lexer) name() string {
	var b []byte
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		c := l.data[l.at]
		if c == '#' && l.at+2 < len(l.data) && unhex(l.data[l.at+1]) >= 0 && unhex(l.data[l.at+2]) >= 0 {
			c = byte(unhex(l.data[l.at+1])<<4 | unhex(l.data[l.at+2]))
			l.at += 2
		}
		b = append(b, c)
		l.at++
	}
	return string(b)
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// hex reads a string in hexadecimal digits.
func (l *lexer) hex() string {
	var b []byte
	high := -1
	for l.at < len(l.data) {
		c := l.data[l.at]
		l.at++
		if c == '>' {
			break
		}
		switch n := unhex(c); {
		case n < 0:
		case high < 0:
			high = n
		default:
			b, high = append(b, byte(high<<4|n)), -1
		}
	}
	if high >= 0 {
		b = append(b, byte(high<<4))
	}
	return string(b)
}

// literal reads a string in brackets.
func (l *lexer) literal() string {
	var b []byte
	for open := 1; l.at < len(l.data); {
		c := l.data[l.at]
		l.at++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return string(b)
			}
		case '\\':
			if e, ok := l.escape(); ok {
				b = append(b, e)
			}
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

// escape reads what follows a backslash: a byte, or a line's end that is none.
func (l *lexer) escape() (byte, bool) {
	c := l.peek()
	l.at++
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return "\n\r\t\b\f"[i], true
	}
	switch {
	case c == '\r':
		if l.peek() == '\n' {
			l.at++
		}
		return 0, false
	case c == '\n':
		return 0, false
	case c < '0' || c > '7':
		return c, true
	}
	n := int(c - '0')
	for range 2 {
		if d := l.peek(); d >= '0' && d <= '7' {
			n = n<<3 | int(d-'0')
			l.at++
		}
	}
	return byte(n), true
}

// ends reports whether an operator ends whatever is open: the file is damaged.
func ends(o object) bool {
	switch o {
	case operator("endobj"), operator("obj"), operator("stream"), operator("endstream"), operator("trailer"), operator("xref"):
		return true
	}
	return false
}

func (l *lexer) array() array {
	var a array
	if l.depth++; l.depth > maxNesting {
		l.depth--
		return nil
	}
	defer func() { l.depth-- }()
	for {
		begin := l.at
		o, ok := l.next()
		if !ok || o == operator("]") {
			return a
		}
		if ends(o) {
			l.at = begin
			return a
		}
		a = append(a, o)
	}
}

func (l *lexer) dict() dict {
	d := dict{}
	if l.depth++; l.depth > maxNesting {
		l.depth--
		return nil
	}
	defer func() { l.depth-- }()
	for {
		begin := l.at
		key, ok := l.next()
		if !ok || key == operator(">>") {
			return d
		}
		if ends(key) {
			l.at = begin
			return d
		}
		n, isName := key.(name)
		if !isName {
			continue
		}
		begin = l.at
		value, _ := l.next()
		if value == operator(">>") || ends(value) {
			l.at = begin
			continue
		}
		d[n] = value
	}
}
