package feed

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Bounds against feeds that were made to take long. The parsers behind nest a
// call an element deep, copy the open namespaces with each element, and a
// foreign element's text with each piece that is added to it.
const (
	maxDepth   = 500     // real ones have 20, those with broken HTML in them some 100
	maxMarkup  = 500_000 // elements and other markup; a feed of 10,000 items has 150,000
	maxSpaces  = 64      // namespaces open at one place; real ones have 20
	maxCopying = 1 << 30 // bytes copied so, about half a second
)

var (
	errDeep   = fmt.Errorf("nests its elements more than %d deep; no feed does", maxDepth)
	errMarkup = fmt.Errorf("has more than %d elements; no feed has", maxMarkup)
	errSpaces = fmt.Errorf("declares more than %d namespaces in one place; no feed does", maxSpaces)
	errCopies = errors.New("cuts its text into too many pieces; no feed does")
	errTag    = errors.New("is damaged: it ends within an element's tag")
)

// An open element.
type open struct {
	name   string
	text   int // bytes of its own text so far
	spaces int // namespaces that it declares
}

// A rewriter writes XML anew as the parsers behind may have it: without
// declarations, document types and with them all entities, comments and
// instructions, with CDATA as escaped text, and within bounds. What it took for
// markup is what they will, for they see nothing else.
type rewriter struct {
	in     string
	out    strings.Builder
	stack  []open
	markup int
	spaces int // open at this place
	copied int
}

// rewrite writes a feed's source anew.
func rewrite(source string) (string, error) {
	r := rewriter{in: source}
	r.out.Grow(len(source))
	for r.in != "" {
		n := strings.IndexByte(r.in, '<')
		if n < 0 {
			n = len(r.in)
		}
		r.text(r.in[:n])
		if r.in = r.in[n:]; r.in == "" {
			break
		}
		if r.markup++; r.markup > maxMarkup {
			return "", errMarkup
		}
		if err := r.mark(); err != nil {
			return "", err
		}
		if r.copied > maxCopying {
			return "", errCopies
		}
	}
	if err := r.close(); err != nil {
		return "", err
	}
	return r.out.String(), nil
}

// close closes what only holds the items. A feed that ends within another
// element is cut off, and what is left of an article is none.
func (r *rewriter) close() error {
	for i := len(r.stack) - 1; i >= 0; i-- {
		name := r.stack[i].name
		switch strings.ToLower(name[strings.IndexByte(name, ':')+1:]) {
		case "rss", "rdf", "channel", "feed", "urlset", "sitemapindex":
			r.out.WriteString("</" + name + ">")
		default:
			return fmt.Errorf("is cut off within <%s>; try again later", clip(name))
		}
	}
	return nil
}

// reference is a character given by its number.
var reference = regexp.MustCompile(`&#[xX]?[0-9a-fA-F]{1,8};`)

// text writes text, without the characters that XML does not have.
func (r *rewriter) text(s string) {
	if s == "" {
		return
	}
	if n := len(r.stack); n > 0 {
		top := &r.stack[n-1]
		r.copied += top.text
		top.text += len(s)
	}
	r.out.WriteString(legal(s))
}

// legal is a text without what XML does not have, and for which the parsers
// behind would refuse the whole feed.
func legal(s string) string {
	if strings.Contains(s, "&#") {
		s = reference.ReplaceAllStringFunc(s, func(ref string) string {
			if c, size := utf8.DecodeRuneInString(html.UnescapeString(ref)); size == 0 || !isLegal(c) {
				return " "
			}
			return ref
		})
	}
	return strings.Map(func(c rune) rune {
		if !isLegal(c) {
			return -1
		}
		return c
	}, s)
}

func isLegal(c rune) bool {
	return c >= ' ' && c != 0xfffe && c != 0xffff || c == '\t' || c == '\n' || c == '\r'
}

// escaped writes a text as one of XML.
var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// mark deals with what begins with a '<'.
func (r *rewriter) mark() error {
	switch {
	case strings.HasPrefix(r.in, "<![CDATA["):
		r.in = r.in[len("<![CDATA["):]
		r.text(escaped.Replace(r.upTo("]]>")))
	case strings.HasPrefix(r.in, "<!--"):
		r.in = r.in[len("<!--"):]
		r.upTo("-->")
	case strings.HasPrefix(r.in, "<?"):
		r.upTo("?>")
	case strings.HasPrefix(r.in, "<!"):
		r.directive()
	case strings.HasPrefix(r.in, "</"):
		r.end(r.upTo(">"))
	case len(r.in) > 1 && isNameStart(r.in[1]):
		return r.start()
	default: // a stray one
		r.in = r.in[1:]
		r.text("&lt;")
	}
	return nil
}

// upTo takes what stands before an end, and the end; all where there is none.
func (r *rewriter) upTo(end string) string {
	before, after, _ := strings.Cut(r.in, end)
	r.in = after
	return before
}

// directive passes over a document type, with what is declared in it.
func (r *rewriter) directive() {
	depth := 0
	for i := range len(r.in) {
		switch r.in[i] {
		case '<':
			depth++
		case '>':
			if depth--; depth == 0 {
				r.in = r.in[i+1:]
				return
			}
		}
	}
	r.in = ""
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// start writes an element's first tag.
func (r *rewriter) start() error {
	tag, ok := wholeTag(r.in)
	if !ok {
		return errTag
	}
	r.in = r.in[len(tag):]
	name := tag[1:]
	if n := strings.IndexAny(name, " \t\r\n/>"); n >= 0 {
		name = name[:n]
	}
	spaces := strings.Count(tag, "xmlns")
	if r.spaces+spaces > maxSpaces {
		return errSpaces
	}
	r.out.WriteString(legal(retyped(name, tag)))
	if strings.HasSuffix(tag, "/>") {
		return nil
	}
	r.spaces += spaces
	if r.stack = append(r.stack, open{name: name, spaces: spaces}); len(r.stack) > maxDepth {
		return errDeep
	}
	return nil
}

// wholeTag is the tag at which a text begins. A '>' in quotes does not end it.
func wholeTag(in string) (string, bool) {
	quote := byte(0)
	for i := 1; i < len(in); i++ {
		switch c := in[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return in[:i+1], true
		}
	}
	return "", false
}

// end writes an element's last tag, and closes what was left open in it. One
// that closes nothing is left out.
func (r *rewriter) end(tag string) {
	name := strings.TrimSpace(strings.TrimPrefix(tag, "</"))
	for i := len(r.stack) - 1; i >= 0; i-- {
		if r.stack[i].name != name {
			continue
		}
		for len(r.stack) > i {
			top := r.stack[len(r.stack)-1]
			r.out.WriteString("</" + top.name + ">")
			r.spaces -= top.spaces
			r.stack = r.stack[:len(r.stack)-1]
		}
		return
	}
}
