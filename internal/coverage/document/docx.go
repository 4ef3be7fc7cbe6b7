package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// Word documents are read here with encoding/xml. The library at hand,
// gomutex/godocx, is made to write them: it unpacks all parts without a bound (a
// zip bomb of some kB fills the memory), and of a paragraph it keeps the plain
// runs only, so that text in links, in fields, in content controls and what was
// inserted with tracked changes is lost without a word.

// Bounds of a Word document.
const (
	maxPart     = 32 << 20 // bytes of one part, unpacked; a report of 300 pages has 5 MB
	maxDocParts = 10_000   // a part is text, style or picture
	maxXMLDepth = 200      // elements in each other; Word itself writes some 30
)

var (
	errNoDocx    = errors.New("is not a Word document")
	errOldOrLock = errors.New("is encrypted, or of the old .doc kind; open it and save it as .docx without a password")
	errDocxSize  = errors.New("unpacks to more than 32 MB of text; is it an article?")
	errDocxDeep  = errors.New("is nested too deep to be a document that people wrote")
)

// Docx reads a Word document: its paragraphs, headings, lists and tables, with
// changes that were tracked accepted. Headers, footnotes, comments and hidden
// text are left out. Title and author are those that it states of itself; its
// dates are of the file and say nothing of a publication.
func Docx(data []byte) (Document, error) {
	var d Document
	if bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		return d, errOldOrLock
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) || len(z.File) > maxDocParts {
		return d, errNoDocx
	}
	main, err := readPart(z, mainPart(z))
	if err != nil {
		return d, err
	}
	styles := styleNames(z)
	body := docxReader{xml: newXML(main), styles: styles}
	if err := body.read(); err != nil {
		return d, err
	}
	d.properties(z)
	d.Text = strings.Join(body.done, "")
	if d.Title == "" {
		d.Title = body.title
	}
	if strings.TrimSpace(d.Text) == "" {
		return d, errNoText
	}
	return d, nil
}

// mainPart returns the name of the part that has the text.
func mainPart(z *zip.Reader) string {
	const usual = "word/document.xml"
	data, err := readPart(z, "_rels/.rels")
	if err != nil {
		return usual
	}
	for x := newXML(data); ; {
		t, err := x.Token()
		if err != nil {
			return usual
		}
		if e, ok := t.(xml.StartElement); ok && strings.HasSuffix(attr(e, "Type"), "/officeDocument") {
			return strings.TrimPrefix(path.Clean("/"+attr(e, "Target")), "/")
		}
	}
}

// readPart unpacks one part, within bounds.
func readPart(z *zip.Reader, name string) ([]byte, error) {
	at := slices.IndexFunc(z.File, func(f *zip.File) bool { return strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) })
	if at < 0 {
		return nil, fmt.Errorf("%w: %s is missing from it", errNoDocx, name)
	}
	in, err := z.File[at].Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxPart+1))
	switch {
	case len(data) > maxPart:
		return nil, errDocxSize
	case err != nil:
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	return data, nil
}

// newXML reads XML as Word reads it. It has no entities but those of the
// standard, so that nothing in it can be made to grow.
func newXML(data []byte) *xml.Decoder {
	x := xml.NewDecoder(bytes.NewReader(data))
	x.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("is written in %.40s, and Word writes UTF-8", charset)
	}
	return x
}

// attr returns an attribute by its name without prefix.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// properties states what the document says of itself.
func (d *Document) properties(z *zip.Reader) {
	data, err := readPart(z, "docProps/core.xml")
	if err != nil {
		return
	}
	var core struct {
		Title    string `xml:"title"`
		Creator  string `xml:"creator"`
		Language string `xml:"language"`
	}
	if err := xml.Unmarshal(data, &core); err != nil {
		return
	}
	if title := oneLine(core.Title); IsTitle(title) {
		d.Title = title
	}
	if name := oneLine(core.Creator); !slices.Contains(accounts, strings.ToLower(name)) {
		d.Byline = name
	}
	d.Language = oneLine(core.Language)
}

// accounts are what programs write where no person's name is known to them.
var accounts = []string{
	"admin", "administrator", "user", "owner", "author", "unknown", "microsoft", "microsoft office user", "windows user", "microsoft account",
	"python-docx", "apache poi", "docx4j", "un-named", "unnamed", "libreoffice", "openoffice", "hp", "dell", "lenovo", "asus", "pc", "home", "office",
}

// styleNames returns for each style's id what it is called in English, in lower
// case: "heading 1" is "berschrift1" in a German Word.
func styleNames(z *zip.Reader) map[string]string {
	names := map[string]string{}
	data, err := readPart(z, "word/styles.xml")
	if err != nil {
		return names
	}
	id := ""
	for x := newXML(data); ; {
		t, err := x.Token()
		if err != nil {
			return names
		}
		e, ok := t.(xml.StartElement)
		switch {
		case ok && e.Name.Local == "style":
			id = attr(e, "styleId")
		case ok && e.Name.Local == "name" && id != "":
			names[id] = strings.ToLower(attr(e, "val"))
		}
	}
}
