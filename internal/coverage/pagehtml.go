package coverage

import (
	"mime"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"newsdesk/rag"
)

// ParsePage reads the article of a page in HTML. The body is the page's running
// text as it is found there, a paragraph at a time with an empty line between;
// what stands around it, captions and links to other articles are left out.
// Title, outlet, byline, date and language are what the page says of itself, and
// stay empty where it does not. A page that is no article is an
// error that says what it is instead. Warnings say what was left out.
func ParsePage(p Page) (a rag.Article, warnings []error, err error) {
	at, err := url.Parse(p.URL)
	if err != nil || at.Host == "" {
		at = nil
	}
	_, params, _ := mime.ParseMediaType(p.ContentType) // none: no charset
	return parseHTML(p.Body, charsets{header: params["charset"]}, at)
}

// parseHTML reads a page that came from an address, nil for a file.
func parseHTML(data []byte, c charsets, at *url.URL) (rag.Article, []error, error) {
	if len(data) > maxPage {
		return rag.Article{}, nil, errPageSize
	}
	source, err := decode(data, c.stated(data))
	if err != nil {
		return rag.Article{}, nil, err
	}
	if strings.Trim(source, blanks) == "" {
		return rag.Article{}, nil, errNoText
	}
	doc, err := parseBounded(source)
	if err != nil {
		return rag.Article{}, nil, err
	}
	return readPage(doc, at).read()
}

// read makes the article, or says why there is none.
func (h *pageHead) read() (rag.Article, []error, error) {
	a, warnings := h.article()
	h.dropOthers()
	seen := textOf(h.doc)
	h.links = linkShare(h.doc, seen)
	h.low = strings.ToLower(first(h.title, h.onlyHeading()) + "\n" + seen)
	h.dropOutside()
	h.dropColumns()
	h.dropBoxes()
	a.Body = h.withoutAsks(h.fuller(mainText(h.doc)))
	if err := h.wall(a); err != nil {
		return rag.Article{}, nil, err
	}
	if h.isPartly(a.Body) {
		warnings = append(warnings, errPartly)
	}
	a.Language = h.language(a.Body)
	if err := complete(&a); err != nil {
		return rag.Article{}, nil, err
	}
	return a, warnings, nil
}

// fullerBy is how many times as long the text in the linked data must be for it
// to be the better one. Often it is the same without its paragraphs.
const fullerBy = 2

// fuller returns the text that is in the linked data instead of the one that was
// found, where that is hardly any: of pages that a script puts together.
func (h *pageHead) fuller(found string) string {
	said := ""
	for _, t := range h.main {
		said = first(said, stringOf(t["articleBody"]))
	}
	if len(said) < fullerBy*len(found) || h.unfree() {
		return found
	}
	if strings.Contains(said, "</p>") || strings.Contains(said, "<br") {
		if doc, err := parseBounded(said); err == nil {
			return paragraphs(doc)
		}
	}
	w := textWriter{}
	for line := range strings.SplitSeq(html.UnescapeString(said), "\n") {
		w.now.WriteString(tidy(line))
		w.end()
	}
	return strings.Join(w.done, "\n\n")
}

func stringOf(value any) string {
	s, _ := value.(string)
	return s
}

// readHTML reads a page that was saved as a file.
func readHTML(s Source, data []byte) (rag.Article, []error, error) {
	a, warnings, err := parseHTML(data, charsets{}, nil)
	a.File = base(s.Path)
	return a, warnings, err
}
