package coverage

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdesk/internal/coverage/document"
	"newsdesk/internal/coverage/document/pdftext"
	"newsdesk/rag"
)

// ParseDocument reads the article of a file in Markdown, an e-mail, a Word document
// or a PDF, as the end of its name says. The body is its running text. Warnings
// say what was left out.
func ParseDocument(file string, data []byte) (rag.Article, []error, error) {
	var d document.Document
	var err error
	switch kind, _ := kindOf(file); kind {
	case ".md", ".markdown":
		if d, err = markdown(data); err != nil {
			return rag.Article{}, nil, err
		}
	case ".eml":
		if d, err = document.Mail(data); isOutlet(d.Byline) { // and no writer of its own
			d.Outlet, d.Byline = d.Byline, ""
		}
	case ".docx":
		d, err = document.Docx(data)
	case ".pdf":
		d, err = pdftext.Read(data)
	default:
		err = errKind
	}
	if err != nil {
		return rag.Article{}, nil, err
	}
	return documentArticle(d, file)
}

// markdown reads Markdown, which is text and must be UTF-8 like any other.
func markdown(data []byte) (document.Document, error) {
	switch s := string(data[:min(len(data), 2)]); {
	case s == "\xff\xfe", s == "\xfe\xff":
		return document.Document{}, errUTF16
	case !utf8.Valid(data):
		return document.Document{}, notUTF8(string(data))
	}
	return document.Markdown(data)
}

// documentArticle makes an article of a document, in the way of a record.
func documentArticle(d document.Document, file string) (rag.Article, []error, error) {
	if d.HTML != "" {
		d.Text = mailText(d.HTML)
	}
	data, err := recordOf(map[string]string{
		"id": d.ID, "title": d.Title, "byline": d.Byline, "outlet": d.Outlet, "url": d.URL, "lang": d.Language, "date": d.Date,
		"text": strings.ReplaceAll(d.Text, "\x00", ""),
	})
	if err != nil {
		return rag.Article{}, nil, err
	}
	a, warnings, err := ParseRecord(data)
	a.File = file
	return a, append(d.Warnings, warnings...), err
}

// recordOf writes a record as JSON, so that what comes as a table or document goes
// the way of all records. Empty fields are left out.
func recordOf(fields map[string]string) ([]byte, error) {
	for name, value := range fields {
		if !utf8.ValidString(value) {
			return nil, fmt.Errorf("%s %w", name, notUTF8(value))
		}
		if value == "" && name != "text" {
			delete(fields, name)
		}
	}
	return json.Marshal(fields)
}

// mailText is the running text of an e-mail in HTML, without what it answers. A
// newsletter is often a table that no search for an article sees through; then
// all of its text is taken that is shown.
func mailText(source string) string {
	if len(source) > maxPage {
		return ""
	}
	doc, err := parseBounded(source)
	if err != nil {
		return ""
	}
	dropQuoted(doc)
	prune(doc)
	body := doc
	elements(doc, func(n *html.Node) {
		if n.DataAtom == atom.Body {
			body = n
		}
	})
	return paragraphs(body)
}

// quotedClasses are what mail programs call the e-mail that is answered, and the
// signature.
var quotedClasses = []string{"gmail_quote", "gmail_signature", "gmail_attr", "moz-cite-prefix", "moz-signature", "yahoo_quoted", "protonmail_quote"}

// dropQuoted takes quotations and signatures out.
func dropQuoted(doc *html.Node) {
	var quoted []*html.Node
	elements(doc, func(n *html.Node) {
		cited := n.DataAtom == atom.Blockquote && strings.EqualFold(attr(n, "type"), "cite")
		classes := strings.Fields(attr(n, "class"))
		if cited || slices.ContainsFunc(classes, func(c string) bool { return slices.Contains(quotedClasses, c) }) {
			quoted = append(quoted, n)
		}
	})
	for _, n := range quoted {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}
