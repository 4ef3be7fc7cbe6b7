package coverage

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// A head is what stands before an article's running text.
type head struct {
	published rag.Date
	title     string
	byline    string
	outlet    string
	prose     int // where the running text begins
}

// Bounds, in runes, of what is taken for a headline, a byline or a dateline.
// A longer first line is a lead without its full stop.
const (
	headlineRunes = 150
	bylineRunes   = 60
	datelineBytes = 160 // bytes, for the patterns
)

// readHead reads the beginning of body. If the title is known, a first line
// that repeats it is the headline and no other is.
func readHead(body, title string) head {
	var h head
	h.skip(body, 0)
	h.dateLine(body)
	if h.headline(body, title); h.title != "" && !h.published.Known() {
		h.dateLine(body)
	}
	h.by(body)
	h.dateline(body)
	return h
}

// skip moves on by n bytes and the blanks after them.
func (h *head) skip(body string, n int) {
	h.prose = len(body) - len(strings.TrimLeft(body[h.prose+n:], blanks))
}

// line returns the line at which the head stands, trimmed, and what follows it.
func (h *head) line(body string) (line, after string) {
	rest := body[h.prose:]
	n := strings.IndexAny(rest, "\r\n")
	if n < 0 {
		return strings.TrimSpace(rest), ""
	}
	return strings.TrimSpace(rest[:n]), strings.TrimPrefix(rest[n:], "\r")
}

// dateMark is the mark " date 2025-03-14 " at the beginning of wire copy.
var dateMark = regexp.MustCompile(`^(?i:date):? +(\d{4}-\d{2}-\d{2})(?:\s|$)`)

func (h *head) dateLine(body string) {
	m := dateMark.FindStringSubmatch(body[h.prose:min(len(body), h.prose+datelineBytes)])
	if m == nil {
		return
	}
	if day, err := time.Parse(time.DateOnly, m[1]); err == nil {
		h.published = rag.Date{Time: day, Precision: rag.ToDay}
		h.skip(body, len(m[0]))
	}
}

// headline takes a short first line without a full stop that an empty line
// sets apart from what follows, or that reads like a section's heading.
func (h *head) headline(body, title string) {
	line, after := h.line(body)
	if line == "" || len(line) > 4*headlineRunes || strings.Trim(after, blanks) == "" {
		return
	}
	shown := oneLine(strings.TrimLeft(line, "# "))
	switch {
	case title != "":
		if !strings.EqualFold(shown, title) {
			return
		}
	case !isHeadline(shown), !apart(after) && !h.heads(body):
		return
	}
	h.title = shown
	h.skip(body, len(line))
}

// heads reports whether the line at which the head stands is a heading.
func (h *head) heads(body string) bool {
	_, part := window(body, h.prose)
	sentences := text.Prose(part, 0)
	return len(sentences) > 0 && sentences[0].Section.Len() > 0 && sentences[0].Section.Start == 0
}

// apart reports whether an empty line follows. The line's end is still there.
func apart(after string) bool {
	after = strings.TrimLeft(strings.TrimPrefix(after, "\n"), " \t")
	return after == "" || after[0] == '\n' || after[0] == '\r'
}

// isHeadline reports whether a line may be a headline by what it says.
func isHeadline(line string) bool {
	if utf8.RuneCountInString(line) > headlineRunes || writer(line) != "" || isOutlet(line) {
		return false
	}
	begin, _ := utf8.DecodeRuneInString(line)
	bare := strings.TrimRight(line, "\"'”’»)]")
	end, _ := utf8.DecodeLastRuneInString(bare)
	return !unicode.IsLower(begin) && strings.IndexFunc(line, unicode.IsLetter) >= 0 &&
		(unicode.IsLetter(end) || unicode.IsNumber(end) || strings.ContainsRune("?!؟%", end))
}

// bylines begin a line that names the writer.
var bylines = []string{"By ", "BY ", "بقلم ", "بقلم: "}

// writer returns whom a byline names, or "".
func writer(line string) string {
	for _, by := range bylines {
		name, ok := strings.CutPrefix(line, by)
		if ok && utf8.RuneCountInString(name) <= bylineRunes && isName(name, 8) {
			return oneLine(name)
		}
	}
	return ""
}

func (h *head) by(body string) {
	line, after := h.line(body)
	if name := writer(line); name != "" && strings.Trim(after, blanks) != "" {
		h.byline = name
		h.skip(body, len(line))
	}
}

// isName reports whether s is at most so many words that are all capitalised,
// or of a script without capitals, but for "and", "of" and "the".
func isName(s string, most int) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > most || strings.ContainsAny(s, "!?:;/\"“”") {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		small := w == "and" || w == "of" || w == "the"
		if !small && (!unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.IsLower(r)) {
			return false
		}
	}
	return true
}
