package show

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// breaker is put inside what Discord would find without minding backslashes:
// it has no width, so that the text reads as it was.
const breaker = "\u200b"

// Harmless is text of others that Discord draws as it stands, lines included,
// and does nothing else with: no markup, mention, emoji, link, preview or invite.
//
// Markup is escaped by backslashes. Those keep Discord's apps from drawing a
// mention or link, but not its servers from finding one. So a zero-width space
// breaks these too: after '<' and '@' of mentions and times, between ':' and '//'
// of addresses, between ']' and '(' of masked links, inside the 'discord' of
// invites. An address can be read and is not clickable; links are only made of
// an article's own URL (link.go).
//
// What cannot be seen is taken out (visible). Harmless text may stand anywhere
// in a message but in code and inside the brackets of a link.
func Harmless(s string) string {
	lines := strings.Split(visible(s), "\n")
	for i, line := range lines {
		lines[i] = guard(escape(line))
	}
	return strings.Join(lines, "\n")
}

// Line is Harmless text in one line, with single spaces.
func Line(s string) string { return guard(escape(oneLine(s))) }

// clipped is Line of at most limit units before it is escaped.
func clipped(s string, limit int) string { return Line(Label(s, limit)) }

// block matches what begins a heading, list, quotation or small print at the
// start of a line, up to the character to escape.
var block = regexp.MustCompile(`^ *(?:[#>+-]|\d+\.(?: |$))`)

// guard escapes what makes a block of a line.
func guard(line string) string {
	loc := block.FindStringIndex(line)
	if loc == nil {
		return line
	}
	at := loc[1] - 1
	if dot := strings.IndexByte(line[:loc[1]], '.'); dot >= 0 {
		at = dot
	}
	return line[:at] + `\` + line[at:]
}

// These match, at the start of what follows a character, the rest of what it
// would begin.
var (
	angled    = regexp.MustCompile(`^[@#:/+\pL\d]`)             // after '<'
	shouted   = regexp.MustCompile(`(?i)^(?:everyone|here)`)    // after '@'
	shortcode = regexp.MustCompile(`^[^\s:]{0,64}:`)            // after ':'
	invite    = regexp.MustCompile(`(?i)^discord(?:app)?\.\pL`) // from its 'd'
)

// escape makes one line harmless, but for what is a block at its start.
func escape(line string) string {
	var b strings.Builder
	for i, r := range line {
		rest := line[i+utf8.RuneLen(r):]
		switch r {
		case '\\', '*', '_', '~', '`', '|', '[', '<':
			b.WriteByte('\\')
		case ':':
			if shortcode.MatchString(rest) {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
		switch {
		case r == '<' && angled.MatchString(rest),
			r == '@' && shouted.MatchString(rest),
			r == ':' && strings.HasPrefix(rest, "//"),
			r == ']' && strings.HasPrefix(rest, "("),
			(r == 'd' || r == 'D') && invite.MatchString(line[i:]):
			b.WriteString(breaker)
		}
	}
	return b.String()
}
