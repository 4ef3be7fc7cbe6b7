package feed

import (
	"html"
	"regexp"
	"strings"
)

// What a content is called after its type was told from what it says, so that
// the parser behind leaves it as it is: it would parse HTML, without bounds.
const (
	escapedHTML = "escaped" // HTML, as text of the XML
	insideXML   = "inside"  // XHTML, as elements of the XML
	plainText   = "text"
)

var (
	typeSaid = regexp.MustCompile(`(?i)[\s"'/](?:[\w.-]+:)?type\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']*))`)
	typeName = regexp.MustCompile(`(?i)([\s"'/:])type(\s*=)`)
)

// retyped is the first tag of an element, with another type where it is one of
// Atom's texts. Of all but the content only the plain text is wanted.
func retyped(name, tag string) string {
	kind := plainText
	switch name[strings.IndexByte(name, ':')+1:] {
	case "content":
		kind = contentType(tag)
	case "title", "subtitle", "tagline", "summary", "rights", "copyright", "info":
	default:
		return tag
	}
	if !typeSaid.MatchString(tag) {
		return tag
	}
	rest := typeName.ReplaceAllString(tag[1+len(name):], "${1}said$2")
	return tag[:1+len(name)] + ` type="` + kind + `"` + rest
}

// contentType is what a content's type says that it is.
func contentType(tag string) string {
	m := typeSaid.FindStringSubmatch(tag)
	if m == nil {
		return plainText
	}
	switch said := strings.ToLower(html.UnescapeString(m[1] + m[2] + m[3])); {
	case strings.Contains(said, "xhtml"):
		return insideXML
	case strings.Contains(said, "html"):
		return escapedHTML
	}
	return plainText
}
