package coverage

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag"
)

// idBytes is the length of an article's id before it is written in hex: short
// enough to type, long enough that nobody finds two texts with one id by
// chance, nor easily on purpose.
const idBytes = 10

// identify returns the id of an article whose source gives none. It is made
// of the address, where there is one. Otherwise it is made of outlet, headline
// and the first paragraph, so that an article that grew or was corrected below its
// lead replaces the earlier one, while two that share a headline ("Morning
// briefing") stay two. A title that was derived from the lead is left out: it
// says nothing more, and would tie ids to how titles are shortened. The file's
// name is left out too, for folders name many files alike, and a copy under
// another name is no other article. An article whose lead was rewritten is
// therefore a new one.
func identify(a rag.Article) rag.ArticleID {
	sum := sha256.New()
	if canonical := canonicalURL(a.URL); canonical != "" {
		sum.Write([]byte("url\x00" + canonical))
	} else {
		title := a.Title
		if a.TitleDerived {
			title = ""
		}
		for _, part := range []string{"text", a.Outlet, title, firstParagraph(a.Body[a.Prose:])} {
			sum.Write([]byte(plainWords(part) + "\x00"))
		}
	}
	return rag.ArticleID(hex.EncodeToString(sum.Sum(nil)[:idBytes]))
}

// leadBytes bounds what of the first paragraph counts, so that an article
// without paragraphs has a lead too.
const leadBytes = 512

// firstParagraph returns what stands before the first line break, up to
// leadBytes; of text that is hard-wrapped, its first line.
func firstParagraph(prose string) string {
	end := min(len(prose), leadBytes)
	for end < len(prose) && end > 0 && !utf8.RuneStart(prose[end]) {
		end--
	}
	if n := strings.IndexAny(prose[:end], "\r\n"); n >= 0 {
		end = n
	}
	return prose[:end]
}

// plainWords returns the letters and digits of s in lower case, with single
// spaces: two copies often differ in quotation marks and white space.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}), " ")
}
