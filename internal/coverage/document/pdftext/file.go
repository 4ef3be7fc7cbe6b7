package pdftext

import (
	"bytes"
	"errors"
)

// Bounds of a file.
const (
	maxPages    = 5000      // a longer one is a library, not a report
	maxDecoded  = 256 << 20 // bytes that all streams together unpack to
	maxObjects  = 16 << 20  // bytes of a stream of objects, unpacked
	maxTreeDeep = 50        // nodes of the tree of pages above each other
	maxRefs     = 16        // references that lead to each other
)

var (
	errNoPDF     = errors.New("is not a PDF, or is damaged; open it and print it to a new PDF")
	errEncrypted = errors.New("is encrypted; open it with its password and print it to a new PDF")
	errPages     = errors.New("has more than 5000 pages; split it")
	errComplex   = errors.New("is too large or too complex a PDF to be read safely; print its pages to a new PDF, some hundred at a time")
)

// A file is a PDF whose objects were found.
type file struct {
	objects map[ref]object
	trailer dict
	values  int // that may still be parsed
	decoded int // bytes that may still be unpacked
}

// parseFile finds the objects of a PDF by looking for their beginnings from its
// first byte to its last, and leaves its own tables of where they are aside. These
// are what is damaged most often and what can be made to do most harm: they may
// lead in circles, or claim sizes. A later object replaces an earlier one with its
// number, as in a file that was changed after it was written.
func parseFile(data []byte) (*file, error) {
	f := &file{objects: map[ref]object{}, trailer: dict{}, values: maxValues, decoded: maxDecoded}
	if begin := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); begin < 0 {
		return nil, errNoPDF
	}
	for at := 0; ; {
		n := bytes.Index(data[at:], []byte("obj"))
		if n < 0 {
			break
		}
		number, ok := numberBefore(data[at : at+n])
		at += n + len("obj")
		if ok {
			at = f.define(number, data, at)
		}
	}
	f.trailers(data)
	switch {
	case f.values <= 0:
		return nil, errComplex
	case f.trailer["Encrypt"] != nil:
		return nil, errEncrypted
	}
	return f, nil
}

// numberBefore returns the number of an object that stands before its "obj".
func numberBefore(data []byte) (ref, bool) {
	data = data[max(0, len(data)-40):]
	end := bytes.TrimRight(data, "\x00\t\n\f\r ")
	generation := bytes.TrimRight(end, "0123456789")
	middle := bytes.TrimRight(generation, "\x00\t\n\f\r ")
	number := bytes.TrimRight(middle, "0123456789")
	digits := middle[len(number):]
	if len(end) == len(generation) || len(generation) == len(middle) || len(digits) == 0 || len(digits) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return ref(n), true
}

// define reads the object at a place and returns where it ends.
func (f *file) define(number ref, data []byte, at int) int {
	l := &lexer{data: data, at: at, refs: true, left: &f.values}
	o, ok := l.next()
	if !ok || ends(o) {
		return max(at, l.at-len("endobj"))
	}
	d, ok := o.(dict)
	l.skip()
	if !ok || !bytes.HasPrefix(data[l.at:], []byte("stream")) {
		f.objects[number] = o
		return l.at
	}
	begin := l.at + len("stream")
	if bytes.HasPrefix(data[begin:], []byte("\r\n")) {
		begin += 2
	} else if begin < len(data) && (data[begin] == '\n' || data[begin] == '\r') {
		begin++
	}
	end := streamEnd(d, data, begin)
	s := &stream{d, data[begin:end]}
	f.objects[number] = s
	switch d["Type"] {
	case name("ObjStm"):
		f.unpack(s)
	case name("XRef"):
		f.trailed(d)
	}
	return end
}

// streamEnd returns where a stream ends: where it says so, if that is true.
func streamEnd(d dict, data []byte, begin int) int {
	const mark = "endstream"
	if n, ok := d["Length"].(float64); ok && n >= 0 && int(n) <= len(data)-begin {
		end := begin + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(data[end:min(len(data), end+len(mark)+4)], "\r\n "), []byte(mark)) {
			return end
		}
	}
	if n := bytes.Index(data[begin:], []byte(mark)); n >= 0 {
		return begin + n
	}
	return len(data)
}

// unpack defines the objects that a stream holds.
func (f *file) unpack(s *stream) {
	data := f.decode(s, maxObjects)
	count, first := int(f.number(s.dict["N"])), int(f.number(s.dict["First"]))
	if first <= 0 || first > len(data) {
		return
	}
	heads := &lexer{data: data[:first], left: &f.values}
	for range min(count, maxValues) {
		number, ok := heads.next()
		offset, ok2 := heads.next()
		n, isNumber := number.(float64)
		o, isOffset := offset.(float64)
		if !ok || !ok2 || !isNumber || !isOffset || o < 0 || int(o) > len(data)-first {
			return
		}
		l := &lexer{data: data, at: first + int(o), refs: true, left: &f.values}
		if value, ok := l.next(); ok {
			f.objects[ref(n)] = value
		}
	}
}

// trailers reads what stands at the ends of the file and of its earlier forms.
func (f *file) trailers(data []byte) {
	const mark = "trailer"
	for at := 0; ; {
		n := bytes.Index(data[at:], []byte(mark))
		if n < 0 {
			break
		}
		at += n + len(mark)
		l := &lexer{data: data, at: at, refs: true, left: &f.values}
		if o, ok := l.next(); ok {
			if d, ok := o.(dict); ok {
				f.trailed(d)
			}
		}
	}
}

// trailed takes what is said of the file as a whole.
func (f *file) trailed(d dict) {
	for _, key := range []name{"Root", "Info", "Encrypt"} {
		if d[key] != nil {
			f.trailer[key] = d[key]
		}
	}
}

// resolve follows references.
func (f *file) resolve(o object) object {
	for range maxRefs {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		o = f.objects[r]
	}
	return nil
}

// dictOf returns a dictionary, or that of a stream; nil if it is neither.
func (f *file) dictOf(o object) dict {
	switch t := f.resolve(o).(type) {
	case dict:
		return t
	case *stream:
		return t.dict
	}
	return nil
}

func (f *file) number(o object) float64 { n, _ := f.resolve(o).(float64); return n }

func (f *file) name(o object) name { n, _ := f.resolve(o).(name); return n }

func (f *file) array(o object) array { a, _ := f.resolve(o).(array); return a }

// A sheet is a page as the file describes it.
type sheet struct {
	contents  object
	resources dict
	rotate    int
}

// sheets returns the pages in order.
func (f *file) sheets() ([]sheet, error) {
	root := f.dictOf(f.trailer["Root"])
	for _, o := range f.objects { // of a file whose end is missing
		if d, ok := o.(dict); ok && root == nil && d["Type"] == name("Catalog") {
			root = d
		}
	}
	t := tree{file: f, seen: map[ref]bool{}}
	err := t.walk(root["Pages"], sheet{}, 0)
	if err == nil && len(t.sheets) == 0 {
		err = errNoPDF
	}
	return t.sheets, err
}

// A tree walks the tree of pages.
type tree struct {
	*file
	seen   map[ref]bool
	sheets []sheet
}

// walk goes through a node; above is what pages get from the nodes over them.
func (t *tree) walk(node object, above sheet, depth int) error {
	if r, ok := node.(ref); ok {
		if t.seen[r] {
			return nil // pages that hold each other
		}
		t.seen[r] = true
	}
	d := t.dictOf(node)
	if d == nil || depth > maxTreeDeep {
		return nil
	}
	if r := t.dictOf(d["Resources"]); r != nil {
		above.resources = r
	}
	if d["Rotate"] != nil {
		above.rotate = int(t.number(d["Rotate"]))
	}
	kids := t.array(d["Kids"])
	if kids == nil && t.name(d["Type"]) != "Pages" {
		above.contents = d["Contents"]
		if t.sheets = append(t.sheets, above); len(t.sheets) > maxPages {
			return errPages
		}
		return nil
	}
	for _, kid := range kids {
		if err := t.walk(kid, above, depth+1); err != nil {
			return err
		}
	}
	return nil
}
