package coverage

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// blanks are the characters that may stand before an article's first.
const blanks = " \t\r\n\v\f\ufeff"

// titleRunes bounds a title that is made from the lead: about what fits a line
// of a list, and an embed's title on Discord has room for (256).
const titleRunes = 100

// What is not a text.
var (
	errBinary = errors.New("holds binary data (NUL bytes), not text")
	errUTF16  = errors.New("is UTF-16, not UTF-8; convert it: iconv -f UTF-16 -t UTF-8")
	errNoText = errors.New("is empty")
	errNoWord = errors.New("holds no words")
)

// notUTF8 says where s stops being UTF-8, and what to do.
func notUTF8(s string) error {
	at := 0
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return fmt.Errorf("is not UTF-8 at byte %d; convert it: iconv -f WINDOWS-1256 -t UTF-8 (or from what it is written in)", at+1)
}

// ParseText reads an article from the content of a text file, which becomes
// its body byte for byte. It takes a date line, a headline, a byline and an
// agency's dateline from the beginning, where they are beyond doubt.
func ParseText(file, body string) (rag.Article, error) {
	return parseText(rag.Article{File: file, Body: body})
}

// parseText reads an article whose body, and where it came from, is known.
func parseText(a rag.Article) (rag.Article, error) {
	switch body := a.Body; {
	case strings.HasPrefix(body, "\xff\xfe"), strings.HasPrefix(body, "\xfe\xff"):
		return rag.Article{}, errUTF16
	case strings.Trim(body, blanks) == "":
		return rag.Article{}, errNoText
	case strings.ContainsRune(body, 0):
		return rag.Article{}, errBinary
	case !utf8.ValidString(body):
		return rag.Article{}, notUTF8(body)
	}
	if err := complete(&a); err != nil {
		return rag.Article{}, err
	}
	return a, nil
}

// complete fills in what the body says and the article does not have yet.
func complete(a *rag.Article) error {
	h := readHead(a.Body, a.Title)
	a.Prose = h.prose
	a.Title = first(a.Title, h.title)
	a.Outlet = first(a.Outlet, h.outlet)
	a.Byline = first(a.Byline, h.byline)
	a.Language = first(a.Language, language(a.Body))
	if !a.Published.Known() {
		a.Published = h.published
	}
	lead := opening(a.Body, a.Prose)
	if lead == "" {
		return errNoWord
	}
	if a.Title == "" {
		a.Title, a.TitleDerived = shorten(lead), true
	}
	a.ID = identify(*a)
	return nil
}

// opening returns the first sentence from an offset of body on.
func opening(body string, from int) string {
	for from < len(body) {
		next, part := window(body, from)
		if sentences := text.Prose(part, 0); len(sentences) > 0 {
			return oneLine(sentences[0].Of(part))
		}
		from = next
	}
	return ""
}

// window returns so much of body from an offset on that the first sentence is
// in it, however long the article, and where it ends.
func window(body string, from int) (end int, part string) {
	const enough = 2 * text.MaxSentence
	end = min(from+enough, len(body))
	for end < len(body) && !utf8.RuneStart(body[end]) {
		end++
	}
	return end, body[from:end]
}

// shorten cuts s at the border of a word if it is too long for a title.
func shorten(s string) string {
	r := []rune(s)
	if len(r) <= titleRunes {
		return s
	}
	cut := string(r[:titleRunes])
	if n := strings.LastIndexByte(cut, ' '); n > 0 {
		cut = cut[:n]
	}
	return strings.TrimRight(cut, " ,;:،؛–—-“(«\"") + "…"
}
