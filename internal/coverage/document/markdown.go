package document

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Bounds of Markdown. Its parser looks at every line once for each block that is
// open, recurses into what is nested, and within a paragraph looks for the partner of
// each mark among all others. A report of 300 pages has 1 MB, nobody quotes
// quotations ten deep, and a paragraph with a hundred links has 400 marks.
const (
	maxMarkdown = 2 << 20
	maxNested   = 32
	maxMarks    = 1000
)

var (
	errMarkdownLong = errors.New("is longer than 2 MB; is it an article?")
	errMarkdownFull = fmt.Errorf("has a paragraph with more than %d marks such as * and [; is it Markdown?", maxMarks)
	errMarkdownDeep = errors.New("nests quotations or lists too deep to be an article")
)

// Markdown reads a text in Markdown and its front matter in YAML or TOML. Text is
// plain: headings are lines of their own, items of lists begin with a dash, links
// are their words; blocks of code, pictures, HTML, rules and footnotes are left out.
// Shortcodes of site generators are, too. The data must be UTF-8.
func Markdown(data []byte) (Document, error) {
	var d Document
	if len(data) > maxMarkdown {
		return d, errMarkdownLong
	}
	front, body, err := splitFront(data)
	switch {
	case err != nil:
		return d, err
	case front.isDraft():
		return d, errDraft
	case nested(body):
		return d, errMarkdownDeep
	case crowded(body):
		return d, errMarkdownFull
	}
	front.fill(&d)
	body = shortcode.ReplaceAll(body, nil)
	err = guarded(func() error {
		d.Text = plain(body)
		return nil
	})
	if err == nil && strings.TrimSpace(d.Text) == "" {
		err = errNoText
	}
	return d, err
}

// shortcode is what Hugo and Jekyll put things into a page with.
var shortcode = regexp.MustCompile(`\{\{[<%][^{}\n]{0,500}[>%]\}\}|\{%[^{}\n]{0,500}%\}`)

// nested reports whether a line opens more blocks than are read.
func nested(body []byte) bool {
	open := 0
	for i, c := range body {
		switch {
		case c == '\n':
			open = 0
		case open < 0, c == ' ', c == '\t':
		case c == '>', strings.IndexByte("-+*", c) >= 0 && i+1 < len(body) && (body[i+1] == ' ' || body[i+1] == '\t'),
			(c == '.' || c == ')') && i > 0 && '0' <= body[i-1] && body[i-1] <= '9':
			if open++; open > maxNested {
				return true
			}
		case '0' <= c && c <= '9':
		default:
			open = -1 // the text of the line has begun
		}
	}
	return false
}

// crowded reports whether a paragraph has too many marks. An empty line ends one, and
// so does an item of a list.
func crowded(body []byte) bool {
	marks := 0
	for line := range bytes.Lines(body) {
		if line = bytes.TrimSpace(line); len(line) == 0 || bytes.HasPrefix(line, []byte("- ")) || bytes.HasPrefix(line, []byte("* ")) {
			marks = 0
		}
		for _, c := range line {
			if bytes.IndexByte([]byte("*_~[]`<"), c) >= 0 {
				marks++
			}
		}
		if marks > maxMarks {
			return true
		}
	}
	return false
}

// plain returns the running text of Markdown.
func plain(source []byte) string {
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote, extension.TaskList)).Parser()
	w := markdownWriter{source: source}
	_ = ast.Walk(parser.Parse(text.NewReader(source)), w.visit)
	return strings.Join(w.done, "")
}

// A markdownWriter gathers the text of a tree.
type markdownWriter struct {
	source []byte
	done   []string
	now    strings.Builder
	lists  int  // lists that are open
	bullet bool // the next block begins an item
	last   kind // of the block that was written last
}

// A kind is what a block is. Items of a list and rows of a table stand on lines
// without an empty one between them.
type kind int

const (
	paragraph kind = iota
	item
	row
)

// between is what parts a block from the one before it.
func (k kind) between(before kind) string {
	if k != paragraph && k == before {
		return "\n"
	}
	return "\n\n"
}

// visit writes a node and says whether to go into it.
func (w *markdownWriter) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch t := n.(type) {
	case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *ast.RawHTML, *ast.Image,
		*east.FootnoteLink, *east.FootnoteList, *east.FootnoteBacklink, *east.Strikethrough:
		return ast.WalkSkipChildren, nil
	case *ast.List:
		w.lists += step(entering)
	case *ast.ListItem:
		w.bullet = entering
	case *ast.Heading, *ast.Paragraph, *ast.TextBlock:
		if !entering {
			w.end(map[bool]kind{true: item}[w.lists > 0])
		}
	case *east.TableCell:
		if !entering && n.NextSibling() != nil {
			w.now.WriteString(" | ")
		}
	case *east.TableRow, *east.TableHeader:
		if !entering {
			w.end(row)
		}
	default:
		w.inline(t, entering)
	}
	return ast.WalkContinue, nil
}

func (w *markdownWriter) inline(n ast.Node, entering bool) {
	if !entering {
		return
	}
	switch t := n.(type) {
	case *ast.Text:
		w.now.WriteString(html.UnescapeString(unescape(t.Segment.Value(w.source))))
		if t.HardLineBreak() {
			w.now.WriteByte('\n')
		} else if t.SoftLineBreak() {
			w.now.WriteByte(' ')
		}
	case *ast.String:
		w.now.Write(t.Value)
	case *ast.AutoLink: // an address that the sentence itself names
		w.now.Write(t.Label(w.source))
	}
}

// unescape takes the backslash from before punctuation.
func unescape(s []byte) string {
	var b strings.Builder
	for i, c := range s {
		if c == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 && (i == 0 || s[i-1] != '\\') {
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// end ends a block.
func (w *markdownWriter) end(k kind) {
	var lines []string
	for line := range strings.SplitSeq(w.now.String(), "\n") {
		if line = oneLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	w.now.Reset()
	block := strings.Join(lines, "\n")
	if strings.Trim(block, "| ") == "" || !utf8.ValidString(block) {
		return
	}
	if len(w.done) > 0 {
		w.done = append(w.done, k.between(w.last))
	}
	if w.bullet {
		block = "- " + block
	}
	w.done = append(w.done, block)
	w.bullet, w.last = false, k
}

func step(up bool) int {
	if up {
		return 1
	}
	return -1
}
