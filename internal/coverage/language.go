package coverage

import languages "newsdesk/rag/language"

// sampled is how many bytes of a text tell what it is like.
const sampled = 1 << 12

// language returns the language of a text, in BCP 47, where it is certain, else "".
func language(s string) string {
	tag, certain := languages.Detect(s)
	if !certain {
		return ""
	}
	return tag
}
