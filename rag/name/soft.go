package name

import (
	"strings"

	"newsdesk/rag/text"
)

// softLetters are the letters of Turkish and Kurmanji whose sound folding takes,
// written as English writes it.
var softLetters = strings.NewReplacer("ş", "sh", "Ş", "Sh", "ç", "ch", "Ç", "Ch", "ş", "sh", "Ş", "Sh", "ç", "ch", "Ç", "Ch")

// Soft returns a word folded by its sound where that is not its spelling: "shara" of
// Şara, which text.Fold makes "sara" of. It is empty for all words without such
// letters. A cedilla of French (français) is taken for one of them; such words
// are no names that are looked for by sound.
func Soft(surface string) string {
	for i := range len(surface) {
		if surface[i] >= 0x80 {
			if soft := softLetters.Replace(surface); soft != surface {
				return text.Fold(soft)
			}
			return ""
		}
	}
	return ""
}
