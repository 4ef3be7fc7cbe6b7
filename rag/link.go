package rag

import (
	"regexp"
	"strings"
)

// link is what chat programs make a link of.
var link = regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]{1,15}://\S*|\bwww\.\S+|\b(?:mailto|javascript|data):\S+|` +
	`\bdiscord(?:app)?\.(?:gg|com)/\S+|\]\(\S+\)`)

// linked reports whether a sentence has a link that is not that of the article it
// is of. Answers have no other links: who plants one in an article, or in a
// model, does not reach who reads the answer.
func linked(sentence string, a *Article) bool {
	for _, found := range link.FindAllString(sentence, -1) {
		if a.URL == "" || strings.TrimRight(found, ".,;:!?)") != a.URL {
			return true
		}
	}
	return false
}
