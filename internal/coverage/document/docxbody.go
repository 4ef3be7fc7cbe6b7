package document

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A docxReader gathers the text of a document's main part.
type docxReader struct {
	xml    *xml.Decoder
	styles map[string]string
	done   []string
	title  string // of the paragraph that has the style of one
	last   kind   // of the block that was written last

	now   strings.Builder
	outer []paragraphState // paragraphs around this one, which is in a text box
	paragraphState
	cells []int // of each open table, the cells so far of its row
	row   strings.Builder
	depth int
}

// A paragraphState is what is known of the paragraph that is being read.
type paragraphState struct {
	before string // the text of the paragraph around it, as far as it was read
	style  string
	item   bool
	hidden bool // the run is
}

// skipped are elements whose content is no text of the document: what was
// deleted or moved away, codes of fields, notes, and the copy of a drawing for old
// programs.
var skipped = map[string]bool{
	"del": true, "moveFrom": true, "delText": true, "instrText": true, "delInstrText": true, "Fallback": true,
	"footnoteReference": true, "endnoteReference": true, "commentReference": true, "pPrChange": true, "rPrChange": true, "annotationRef": true,
	"rt": true, "tblPrChange": true, "sectPrChange": true,
}

// read reads all of the part.
func (r *docxReader) read() error {
	for {
		t, err := r.xml.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("%w: %w", errBroken, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := r.start(t); err != nil {
				return err
			}
		case xml.EndElement:
			r.depth--
			r.end(t.Name.Local)
		}
	}
}

// isWord reports whether an element is of Word's own, or of the wrapper for what
// only newer programs draw.
func isWord(n xml.Name) bool {
	return n.Space == "" || strings.Contains(n.Space, "wordprocessingml") || strings.Contains(n.Space, "markup-compatibility")
}

// start reads the beginning of an element.
func (r *docxReader) start(e xml.StartElement) error {
	if r.depth++; r.depth > maxXMLDepth {
		return errDocxDeep
	}
	name := e.Name.Local
	if !isWord(e.Name) {
		return nil
	}
	if skipped[name] {
		r.depth--
		return r.skip()
	}
	switch name {
	case "p":
		r.outer = append(r.outer, r.paragraphState)
		r.paragraphState = paragraphState{before: r.now.String()}
		r.now.Reset()
	case "t":
		return r.text()
	case "tbl":
		r.cells = append(r.cells, 0)
	case "tc":
		r.cell()
	default:
		r.mark(name, attr(e, "val"), attr(e, "type"))
	}
	return nil
}

// skip reads past an element, however deep what is in it.
func (r *docxReader) skip() error {
	for open := 1; open > 0; {
		t, err := r.xml.Token()
		if err != nil {
			return fmt.Errorf("%w: %w", errBroken, err)
		}
		switch t.(type) {
		case xml.StartElement:
			if open++; open > maxXMLDepth {
				return errDocxDeep
			}
		case xml.EndElement:
			open--
		}
	}
	return nil
}

// text reads the text of a run.
func (r *docxReader) text() error {
	for open := 1; open > 0; {
		t, err := r.xml.Token()
		if err != nil {
			return fmt.Errorf("%w: %w", errBroken, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if open++; open > maxXMLDepth {
				return errDocxDeep
			}
		case xml.EndElement:
			open--
		case xml.CharData:
			if !r.hidden {
				r.now.Write(t)
			}
		}
	}
	r.depth--
	return nil
}

// mark reads an element without content.
func (r *docxReader) mark(name, value, kind string) {
	switch name {
	case "pStyle":
		r.style = value
	case "outlineLvl":
		if value != "9" && r.style == "" { // 9 is body text
			r.style = "heading"
		}
	case "numPr":
		r.item = true
	case "r":
		r.hidden = false
	case "vanish":
		r.hidden = value != "0" && value != "false"
	case "tab", "ptab":
		if len(r.outer) > 0 {
			r.now.WriteByte(' ')
		}
	case "br", "cr":
		if kind == "" || kind == "textWrapping" {
			r.now.WriteByte('\n')
		} else {
			r.now.WriteByte(' ')
		}
	case "noBreakHyphen":
		r.now.WriteByte('-')
	}
}

// end reads the end of an element.
func (r *docxReader) end(name string) {
	switch {
	case name == "p" && len(r.outer) > 0:
		r.paragraph()
		before := r.before
		r.paragraphState = r.outer[len(r.outer)-1]
		r.outer = r.outer[:len(r.outer)-1]
		r.now.Reset()
		r.now.WriteString(before)
	case name == "tr" && len(r.cells) == 1:
		r.block(oneLine(r.row.String()), row)
		r.row.Reset()
		r.cells[0] = 0
	case name == "tbl" && len(r.cells) > 0:
		if r.cells = r.cells[:len(r.cells)-1]; len(r.cells) == 0 {
			r.last = paragraph // another table follows on no row of this one
		}
	}
}

// cell begins a cell. A table in a cell is a part of its row.
func (r *docxReader) cell() {
	if n := len(r.cells); n > 0 {
		if r.cells[n-1]++; r.cells[n-1] > 1 || n > 1 {
			r.row.WriteString(" | ")
		}
	}
}

// paragraph ends a paragraph.
func (r *docxReader) paragraph() {
	var lines []string
	for line := range strings.SplitSeq(r.now.String(), "\n") {
		if line = oneLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	text := strings.Join(lines, "\n")
	style := r.styles[r.style]
	if style == "" {
		style = strings.ToLower(r.style)
	}
	switch {
	case text == "", strings.HasPrefix(style, "toc "), strings.HasPrefix(style, "footnote"), style == "header", style == "footer":
	case len(r.cells) > 0:
		r.row.WriteString(" " + text)
	case strings.HasPrefix(style, "heading"), style == "title", style == "subtitle":
		text = oneLine(text)
		if style == "title" && r.title == "" {
			r.title = text
		}
		r.block(text, paragraph)
	case r.item:
		r.block("- "+oneLine(text), item)
	default:
		r.block(text, paragraph)
	}
}

// block adds a block.
func (r *docxReader) block(text string, k kind) {
	if strings.Trim(text, "| ") == "" {
		return
	}
	if len(r.done) > 0 {
		r.done = append(r.done, k.between(r.last))
	}
	r.done, r.last = append(r.done, text), k
}
