package coverage

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"newsdesk/rag"
)

// Bounds against files that are not coverage, or were packed to do harm. The
// longest article of the public sets has 80 kB.
const (
	maxText = 64 << 20  // bytes of a text file, and of a line of JSONL
	maxJSON = 256 << 20 // bytes of a .json file, whose size is no item's size
)

// keptBuffer is what a reader of lines keeps for the next line: more than most
// articles have, so that one huge line does not stay in memory.
const keptBuffer = 1 << 20

var errLong = fmt.Errorf("is longer than %d MB; is it an article?", maxText>>20)

// readWhole reads a file of one article: a text, a page or a document.
func readWhole(s Source, kind string, in io.Reader) (rag.Article, []error, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxText+1))
	if err == nil && len(data) > maxText {
		err = errLong
	}
	if err != nil {
		return rag.Article{}, nil, err
	}
	switch kind {
	case ".txt":
		a, err := ParseText(base(s.Path), string(data))
		return a, nil, err
	case ".html", ".htm":
		return readHTML(s, data)
	}
	return ParseDocument(base(s.Path), data)
}

// lines yields the articles of a file of JSON lines.
func (r Reader) lines(s Source, in io.Reader, yield func(rag.Article, error) bool) bool {
	ls := lineReader{in: bufio.NewReaderSize(in, 1<<16)}
	for {
		line, err := ls.next()
		at := LineError{Path: s.Path, Line: ls.number}
		switch {
		case errors.Is(err, io.EOF):
			return true
		case errors.Is(err, errLong):
			at.Err = err
			if !yield(rag.Article{}, &at) {
				return false
			}
		case err != nil:
			return yield(rag.Article{}, &FileError{s.Path, fmt.Errorf("line %d: %w", ls.number, err)})
		case len(line) > 0 && !r.record(line, at, yield):
			return false
		}
	}
}

// A lineReader reads lines of any length, up to maxText bytes.
type lineReader struct {
	in     *bufio.Reader
	buf    []byte
	number int // of the line that was read last, from 1
}

// next returns the next line, trimmed; it is valid until the next call. It
// returns errLong for a line that is too long and then goes on after it.
func (l *lineReader) next() ([]byte, error) {
	l.number++
	if cap(l.buf) > keptBuffer {
		l.buf = nil
	}
	l.buf = l.buf[:0]
	long := false
	for {
		part, err := l.in.ReadSlice('\n')
		if long = long || len(l.buf)+len(part) > maxText; !long {
			l.buf = append(l.buf, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && (len(l.buf) > 0 || long):
		case err != nil:
			return nil, err
		}
		if long {
			return nil, errLong
		}
		return bytes.TrimSpace(bytes.TrimPrefix(l.buf, []byte("\ufeff"))), nil
	}
}

// items yields the articles of a .json file: one object, or an array of them.
func (r Reader) items(s Source, in io.Reader, yield func(rag.Article, error) bool) bool {
	buf := bufio.NewReader(&limited{in, maxJSON})
	if mark, _ := buf.Peek(3); string(mark) == "\ufeff" {
		_, _ = buf.Discard(len(mark))
	}
	d := json.NewDecoder(buf)
	array, err := opensArray(buf)
	if err == nil && array {
		_, err = d.Token()
	}
	for n := 1; err == nil && (!array || d.More()); n++ {
		var item json.RawMessage
		if err = d.Decode(&item); err != nil {
			break
		}
		if !r.record(item, LineError{Path: s.Path, Line: n, Item: true}, yield) {
			return false
		}
		if !array {
			break
		}
	}
	if err == nil {
		err = ended(d, array)
	}
	if err != nil {
		return yield(rag.Article{}, &FileError{s.Path, jsonError(err)})
	}
	return true
}

// opensArray reports whether an array is next, past white space.
func opensArray(in *bufio.Reader) (bool, error) {
	for {
		c, err := in.ReadByte()
		if err != nil {
			return false, err
		}
		if c != ' ' && c != '\t' && c != '\r' && c != '\n' {
			return c == '[', in.UnreadByte()
		}
	}
}

// ended checks that a file of JSON holds nothing more.
func ended(d *json.Decoder, array bool) error {
	if array {
		if _, err := d.Token(); err != nil {
			return err
		}
	}
	switch _, err := d.Token(); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return err
	}
	return errors.New("more follows the first value; a file with an object a line is named .jsonl")
}

// A limited reader fails, unlike io.LimitedReader, when more than left is read.
type limited struct {
	in   io.Reader
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.in.Read(p)
	if l.left -= n; l.left < 0 {
		return 0, fmt.Errorf("is larger than %d MB; write it as .jsonl, an object a line", maxJSON>>20)
	}
	return n, err
}
