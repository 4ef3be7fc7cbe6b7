package coverage

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strings"

	"newsdesk/rag"
)

// A Page is what a web server gave. Package fetch gets it; here it is only read.
type Page struct {
	URL         string // from which it came in the end
	ContentType string // as the server sent it, "" where it did not
	Body        []byte // unpacked
}

// IsAddress reports whether what a person gave as a path is an address of the
// web, or of another kind with a scheme and two slashes.
func IsAddress(given string) bool {
	scheme, _, ok := strings.Cut(given, "://")
	return ok && scheme != "" && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+-.") == ""
}

// ErrFeed says that a page is a feed, which package feed reads.
var ErrFeed = errors.New("is a feed or a map of a site, and no article; add it as a source to follow it")

// errPackedIn says that a server gave an archive.
var errPackedIn = errors.New("is a packed file; download it and store the file")

// Page yields what articles a page has: the one of a page in HTML or a text, and
// each of a list in JSON. Errors are as those of Articles, with the page's
// address as the path.
func (r Reader) Page(p Page) iter.Seq2[rag.Article, error] {
	return func(yield func(rag.Article, error) bool) {
		at := Source{Path: p.URL}
		kind, err := p.kind()
		switch {
		case err != nil:
			yield(rag.Article{}, &FileError{p.URL, err})
		case kind == ".jsonl":
			r.lines(at, bytes.NewReader(p.Body), yield)
		case kind == ".json":
			r.items(at, bytes.NewReader(p.Body), yield)
		case kind == ".txt":
			r.one(p.URL, yield)(r.dated(parsePlainPage(p)))
		case kind == ".html":
			r.one(p.URL, yield)(r.dated(ParsePage(p)))
		default:
			r.one(p.URL, yield)(r.dated(parseServed(p, kind)))
		}
	}
}

// one yields the only article of a page or file, and tells its warnings.
func (r Reader) one(from string, yield func(rag.Article, error) bool) func(rag.Article, []error, error) bool {
	return func(a rag.Article, warnings []error, err error) bool {
		for _, w := range warnings {
			if r.Warn != nil {
				r.Warn(&FileError{from, w})
			}
		}
		if err != nil {
			return yield(rag.Article{}, &FileError{from, err})
		}
		return yield(a, nil)
	}
}

// kind says how a page is to be read, as kindOf does of a file. What the server
// says decides, but where it says nothing, or calls a page in HTML a plain text.
func (p Page) kind() (string, error) {
	media, _, err := mime.ParseMediaType(p.ContentType)
	if err != nil || media == "application/octet-stream" || media == "text/plain" && isHTML(p.Body) {
		media, _, _ = mime.ParseMediaType(http.DetectContentType(p.Body)) // is always one
	}
	named, packed := kindOf(p.name())
	switch major, minor, _ := strings.Cut(media, "/"); {
	case minor == "html" || minor == "xhtml+xml":
		return ".html", nil
	case minor == "x-ndjson" || minor == "ndjson" || strings.Contains(minor, "jsonl"), // of several names, none registered
		(major == "text" || minor == "json") && (named == ".jsonl" || named == ".ndjson") && !packed:
		return ".jsonl", nil
	case minor == "json":
		return ".json", nil
	case minor == "plain":
		return ".txt", nil
	case minor == "markdown", minor == "x-markdown":
		return ".md", nil
	case minor == "xml", strings.HasSuffix(minor, "+xml") && minor != "svg+xml", minor == "feed+json":
		return "", ErrFeed
	case minor == "pdf":
		return ".pdf", nil
	case minor == "vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx", nil
	case minor == "gzip", minor == "x-gzip", minor == "zip":
		return "", errPackedIn
	}
	return "", fmt.Errorf("is %s, not an article", clip(media))
}

// isHTML reports whether a body begins as a page in HTML does.
func isHTML(body []byte) bool {
	return strings.HasPrefix(http.DetectContentType(body), "text/html")
}

// name is the last part of the page's path.
func (p Page) name() string {
	u, err := url.Parse(p.URL)
	if err != nil || u.Path == "" {
		return ""
	}
	return path.Base(u.Path)
}

// parseServed reads the article of a document that a server gave. Its address is
// where it came from, whatever it says itself.
func parseServed(p Page, kind string) (rag.Article, []error, error) {
	a, warnings, err := ParseDocument(kind, p.Body)
	if err == nil {
		a.File, a.URL = p.name(), p.URL
		a.ID = identify(a)
	}
	return a, warnings, err
}

// parsePlainPage reads an article from a page that is a plain text.
func parsePlainPage(p Page) (rag.Article, []error, error) {
	_, params, _ := mime.ParseMediaType(p.ContentType) // none: no charset
	text, err := decode(p.Body, charsets{header: params["charset"]})
	if err != nil {
		return rag.Article{}, nil, err
	}
	a, err := parseText(rag.Article{File: p.name(), URL: p.URL, Body: text})
	return a, nil, err
}
