package coverage

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// charsets are what a page says of how its characters are written, "" for
// nothing.
type charsets struct {
	header, meta string
	lang         string // of its text, from which an old habit follows
}

// metaBytes is how far into a page its charset is looked for. The standard says
// 1,024 bytes, which many pages do not keep to.
const metaBytes = 16 << 10

var (
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]{1,200}charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})`)
	htmlLang    = regexp.MustCompile(`(?i)<html[^>]{0,500}\slang\s*=\s*["']?([a-z]{2,3})`)
)

// stated reads what a page itself says.
func (c charsets) stated(body []byte) charsets {
	begin := body[:min(len(body), metaBytes)]
	if m := metaCharset.FindSubmatch(begin); m != nil {
		c.meta = string(m[1])
	}
	if m := htmlLang.FindSubmatch(begin); m != nil {
		c.lang = strings.ToLower(string(m[1]))
	}
	return c
}

// habits are the charsets in which pages without a word on it were written, by
// their language: those that the HTML standard names for such pages.
var habits = map[string]string{
	"ar": "windows-1256", "fa": "windows-1256", "tr": "windows-1254", "ru": "windows-1251", "en": "windows-1252", "fr": "windows-1252",
	"de": "windows-1252", "es": "windows-1252", "it": "windows-1252", "nl": "windows-1252", "pt": "windows-1252",
}

var errCharset = errors.New("does not say in what charset it is written, and is not UTF-8; save it as UTF-8 and store the file")

// damage is the share of characters, one in so many, that may be broken: a page
// cut within a letter, or with one advertisement in another charset, can still
// be read.
const damage = 500

// decode returns a page's text in UTF-8. What is UTF-8 throughout is taken for
// that whatever it says of itself: no text in another charset is, by chance, but
// for one in ASCII.
func decode(body []byte, c charsets) (string, error) {
	if enc, cut := mark(body); enc != nil {
		return decodeAs(enc, body[cut:])
	}
	if utf8.Valid(body) {
		return string(body), nil
	}
	refuted := !anyUTF8(body)
	for _, name := range []string{c.header, c.meta, habits[c.lang], marksOnly(body)} {
		enc, canonical := charset.Lookup(name)
		if enc == nil || canonical == "replacement" || canonical == "utf-8" && refuted {
			continue
		}
		if text, err := decodeAs(enc, body); err == nil {
			return text, nil
		}
	}
	if c.header == "" && c.meta == "" {
		return "", errCharset
	}
	return "", fmt.Errorf("is not written in %s, though it says so; save it as UTF-8 and store the file", clip(first(c.header, c.meta)))
}

// anyUTF8 reports whether a text that is not UTF-8 throughout has a letter in it
// all the same: then it may be a damaged one.
func anyUTF8(body []byte) bool {
	for i := 0; i < len(body); {
		r, n := utf8.DecodeRune(body[i:])
		if r >= utf8.RuneSelf && n > 1 {
			return true
		}
		i += n
	}
	return false
}

// commonMarks are the quotation marks, dashes and signs that all charsets of the
// windows-125x family have in one place.
const commonMarks = "\x85\x91\x92\x93\x94\x95\x96\x97\xa0\xa9\xab\xae\xb0\xb7\xbb"

// marksOnly returns the charset of a text that is ASCII but for such marks, and
// "" for another.
func marksOnly(body []byte) string {
	for _, c := range body {
		if c >= utf8.RuneSelf && strings.IndexByte(commonMarks, c) < 0 {
			return ""
		}
	}
	return "windows-1252"
}

// mark returns the encoding of a byte order mark, and its length.
func mark(body []byte) (encoding.Encoding, int) {
	for bom, name := range map[string]string{"\xef\xbb\xbf": "utf-8", "\xff\xfe": "utf-16le", "\xfe\xff": "utf-16be"} {
		if strings.HasPrefix(string(body[:min(len(body), len(bom))]), bom) {
			enc, _ := charset.Lookup(name)
			return enc, len(bom)
		}
	}
	return nil, 0
}

func decodeAs(enc encoding.Encoding, body []byte) (string, error) {
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return "", err
	}
	all, broken := 0, 0
	for _, r := range string(text) {
		if all++; r == utf8.RuneError || r >= 0x80 && r < 0xa0 {
			broken++
		}
	}
	if broken*damage > all {
		return "", errCharset
	}
	return string(text), nil
}
