// Package document reads what people write articles in, and what is no plain
// text: Markdown, e-mail, Word documents and, in package pdftext below it, PDF.
// A Document is the running text and what the file states about it, as it states
// it; what a date or a name is worth is for package coverage to judge.
//
// All input comes from outside. Nothing here panics, or takes more time or memory
// than some times the size of what it is given: depths, counts and sizes
// have constants, and what is beyond them is an error that says so. Markdown, Mail
// and Docx are the places to start reading.
package document

import (
	"errors"
	"fmt"
	"strings"
)

// A Document is an article as a file states it. What the file does not say is
// empty.
type Document struct {
	ID       string // given by front matter alone
	Title    string
	Byline   string
	Outlet   string
	URL      string
	Language string // as it is stated
	Date     string // of publication, as it is stated
	Text     string // UTF-8, paragraphs with an empty line between them
	HTML     string // in place of Text where an e-mail has nothing else
	Warnings []error
}

// MaxBytes bounds a file of one article: the largest reports with pictures have
// some tens of megabytes.
const MaxBytes = 64 << 20

var (
	errNoText = errors.New("holds no text")
	errBroken = errors.New("is damaged; open it and save it again")
)

// guarded runs a parser that others wrote, and turns a panic of it into an error:
// one bad file must not end a bulk import.
func guarded(parse func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w (%.100v)", errBroken, r)
		}
	}()
	return parse()
}

// oneLine returns s with single spaces and no line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// unixLines ends all lines with a line feed alone.
func unixLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
