// Package coverage turns files and pages of the web into articles. It reads
// plain text (.txt), Markdown with front matter (.md, .markdown), HTML (.html,
// .htm), e-mail (.eml), Word documents (.docx) and PDF that has text (.pdf), one
// article a file; tables (.csv, .tsv) and JSON (.jsonl, .ndjson, .json), an
// article a row or object; each also packed (.gz), and archives (.zip) of all of
// these, in memory alone. What a source does not say stays empty: no date,
// outlet or language is guessed, and nothing is taken from a file's name or
// times, nor from an address or from when a page came. A date that lies in the
// future is no date of publication (Reader.Now).
//
// Find lists the files behind the paths that a person gives; Reader.Articles
// reads them one article at a time, and goes on after what it cannot read.
// Reader.Page does so with what a server gave. ParseText, ParseRecord and
// ParsePage do the parsing and touch no file; package document below this one
// reads what is no text. The package knows nothing of where articles are kept,
// and does not fetch from the web.
//
// The body of a text or record is the source's, byte for byte. That of a page,
// of Markdown, an e-mail or a document is its running text as it was found there;
// between the pages of a PDF stands a form feed, so that the number of a page is
// one more than the form feeds before it.
package coverage

import (
	"fmt"
	"iter"
	"time"

	"newsdesk/rag"
)

// A FileError says that a file, or what is left of it, could not be read.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("read %s: %v", e.Path, e.Err) }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// A LineError says that one record of a file is not an article, or, as a
// warning, that a part of it was left out.
type LineError struct {
	Path string
	Line int // counted from 1; in a .json file the item's number
	Item bool
	Err  error
}

func (e *LineError) Error() string {
	unit := "line"
	if e.Item {
		unit = "item"
	}
	return fmt.Sprintf("read %s: %s %d: %v", e.Path, unit, e.Line, e.Err)
}

// Unwrap returns the cause.
func (e *LineError) Unwrap() error { return e.Err }

// A Reader reads articles. The zero Reader is ready to use.
type Reader struct {
	// Progress, if set, is told of every read how many bytes it took of a
	// file as it is stored; they sum up to Listing.Size.
	Progress func(bytes int64)
	// Warn, if set, is told what was left out of an article that was read
	// all the same, as a *LineError or *FileError: a date in no known form,
	// say, or the attachments of an e-mail.
	Warn func(error)
	// Now, if set, says what time it is, for dates that lie in the future:
	// those are left out with a warning.
	Now func() time.Time

	unpacked *unpacking // of the archive in which this Reader reads, or nil
}

// Articles yields the articles of the sources in order. An error, a *FileError
// or a *LineError, comes in place of an article; those that follow are still
// delivered. Memory is bounded by the largest article. Article.Imported is
// left to the caller.
func (r Reader) Articles(sources ...Source) iter.Seq2[rag.Article, error] {
	return func(yield func(rag.Article, error) bool) {
		for _, s := range sources {
			if !r.read(s, yield) {
				return
			}
		}
	}
}

// read yields what is in one file and reports whether to go on.
func (r Reader) read(s Source, yield func(rag.Article, error) bool) bool {
	in, err := s.stream(r.Progress)
	if err != nil {
		return yield(rag.Article{}, &FileError{s.Path, err})
	}
	defer in.Close()
	switch kind, _ := kindOf(s.Path); kind {
	case ".zip":
		return r.archive(s, in, yield)
	case ".csv", ".tsv":
		return r.rows(s, in, yield)
	case ".json":
		return r.items(s, in, yield)
	case ".jsonl", ".ndjson":
		return r.lines(s, in, yield)
	default:
		return r.one(s.Path, yield)(r.dated(readWhole(s, kind, in)))
	}
}

// ahead is how far in the future a date may lie: it is a day earlier there than
// at the other side of the world, and clocks go wrong by minutes.
const ahead = 24 * time.Hour

// Checked returns an article that was read otherwise, of a feed say, without a date
// that lies in the future, of which Warn is told as of any other.
func (r Reader) Checked(a rag.Article) rag.Article {
	a, warnings, _ := r.dated(a, nil, nil)
	for _, w := range warnings {
		if r.Warn != nil {
			r.Warn(&FileError{a.URL, w})
		}
	}
	return a
}

// dated leaves out a date of publication that lies in the future: an embargo, a
// slip of the pen, or the day of the event that is written about.
func (r Reader) dated(a rag.Article, warnings []error, err error) (rag.Article, []error, error) {
	if err == nil && r.Now != nil && a.Published.Known() && a.Published.Time.After(r.Now().Add(ahead)) {
		warnings = append(warnings, fmt.Errorf("date %s: lies in the future, so the article stays undated", a.Published))
		a.Published = rag.Date{}
	}
	return a, warnings, err
}

// record yields the article of one record, or why it is none.
func (r Reader) record(data []byte, at LineError, yield func(rag.Article, error) bool) bool {
	a, warnings, err := r.dated(ParseRecord(data))
	for _, w := range warnings {
		if r.Warn != nil {
			warning := at
			warning.Err = w
			r.Warn(&warning)
		}
	}
	if err != nil {
		at.Err = err
		return yield(rag.Article{}, &at)
	}
	a.File = fileOf(at.Path)
	return yield(a, nil)
}
