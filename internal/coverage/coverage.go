// Package coverage turns files and pages of the web into articles. It reads
// plain text (.txt), a JSON object a line (.jsonl, .ndjson), JSON (.json) and
// HTML (.html, .htm), each also packed (.gz). What a source does not say stays
// empty: no date, outlet or language is guessed, and nothing is taken from a
// file's name or times, nor from an address or from when a page came.
//
// Find lists the files behind the paths that a person gives; Reader.Articles
// reads them one article at a time, and goes on after what it cannot read.
// Reader.Page does so with what a server gave. ParseText, ParseRecord and
// ParsePage do the parsing and touch no file. The package knows nothing of where
// articles are kept, and does not fetch from the web.
package coverage

import (
	"fmt"
	"iter"

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
	// all the same, as a *LineError: a date in no known form, say.
	Warn func(error)
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
	kind, _ := kindOf(s.Path)
	switch kind {
	case ".txt", ".html", ".htm":
		return r.one(s.Path, yield)(readWhole(s, kind, in))
	case ".json":
		return r.items(s, in, yield)
	}
	return r.lines(s, in, yield)
}

// record yields the article of one record, or why it is none.
func (r Reader) record(data []byte, at LineError, yield func(rag.Article, error) bool) bool {
	a, warnings, err := ParseRecord(data)
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
