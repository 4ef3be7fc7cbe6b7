package feed

import (
	"bytes"
	"errors"
	"mime"
	"regexp"
	"strings"

	"newsdesk/internal/coverage"
)

// beginBytes is how far into a feed its charset, its language and its first
// element are looked for. Warnings of a server's scripts stand before some.
const beginBytes = 16 << 10

var (
	xmlEncoding = regexp.MustCompile(`<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{2,40})`)
	feedLang    = regexp.MustCompile(`(?i)(?:<(?:dc:)?language>\s*|\sxml:lang\s*=\s*["'])([a-z]{2,3})`)
	rootTag     = regexp.MustCompile(`(?i)<(?:[a-z0-9]{1,20}:)?(rss|rdf|feed|urlset|sitemapindex|html)(?:[\s>/]|$)|<!doctype\s+(html)`)
)

// decode returns a feed's text in UTF-8.
func decode(data []byte, contentType string) (string, error) {
	if len(data) > maxBytes {
		return "", errSize
	}
	begin := data[:min(len(data), beginBytes)]
	stated := coverage.Charsets{}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		stated.Header = params["charset"]
	}
	if m := xmlEncoding.FindSubmatch(begin); m != nil {
		stated.Stated = string(m[1])
	}
	if m := feedLang.FindSubmatch(begin); m != nil {
		stated.Language = strings.ToLower(string(m[1]))
	}
	source, err := coverage.Decode(marked(data), stated)
	if err != nil {
		return "", errCharset
	}
	if source = strings.TrimLeft(source, " \t\r\n\v\f\ufeff\x00"); source == "" {
		return "", errEmpty
	}
	return source, nil
}

var errCharset = errors.New("is not written in the charset that it or its server names; its outlet has to mend that")

// marked puts the mark of its order before a text in UTF-16 that lacks it.
func marked(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, []byte("<\x00")):
		return append([]byte("\xff\xfe"), data...)
	case bytes.HasPrefix(data, []byte("\x00<")):
		return append([]byte("\xfe\xff"), data...)
	}
	return data
}

// rootOf returns the name of a feed's first element that counts, in lower case,
// and where the feed begins; "" where there is none.
func rootOf(source string) (name string, begin int) {
	m := rootTag.FindStringSubmatchIndex(source[:min(len(source), beginBytes)])
	switch {
	case m == nil:
		return "", 0
	case m[2] >= 0:
		return strings.ToLower(source[m[2]:m[3]]), m[0]
	}
	return "html", m[0]
}
