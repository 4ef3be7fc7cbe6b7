package document

import (
	"regexp"
	"strings"
	"unicode"
)

// untitled are titles that programs write into a file's properties.
var untitled = regexp.MustCompile(`(?i)^(?:microsoft (?:word|powerpoint|excel)\b|powerpoint presentation|untitled|document ?\d*$|doc ?\d*$|slide ?\d+|print(?:ing)?$|layout \d|` +
	`title$|template|scan(?:ned)?\b.*\d|img[_ -]?\d|مستند ?\d*$|\(anonymous\)|unknown|none$|null$)|\.(?:docx?|rtf|odt|pdf|indd|qxp|qxd|p65|ai|tex|dvi|pptx?|xlsx?|html?|txt|md)$|^https?:`)

// IsTitle reports whether what a file's properties call its title reads like one:
// words, and neither the name of a file nor what programs write by themselves.
func IsTitle(s string) bool {
	const shortest, longest = 4, 300 // bytes
	if len(s) < shortest || len(s) > longest || untitled.MatchString(s) {
		return false
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	return len(words) >= 2 || len(words) == 1 && !strings.ContainsAny(s, "_0123456789")
}
