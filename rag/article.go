package rag

import (
	"fmt"
	"time"

	"newsdesk/rag/text"
)

// ArticleID names an article for good: a re-import of the same article has
// the same id and replaces it.
type ArticleID string

// Revision names one stored text of an article. The record assigns it, never
// twice, and a later one is always greater.
type Revision int64

// Precision tells how exactly a source states a time.
type Precision int

// What a source may say about when it was published.
const (
	Undated  Precision = iota // the source does not say
	ToDay                     // a calendar day, with no time zone
	ToMinute                  // an instant
)

// Date is a time as exact as its source states it. The zero Date is undated.
type Date struct {
	Time      time.Time
	Precision Precision
}

// Day returns the Date of a calendar day.
func Day(year int, month time.Month, day int) Date {
	return Date{time.Date(year, month, day, 0, 0, 0, 0, time.UTC), ToDay}
}

// Known reports whether the source states a date.
func (d Date) Known() bool { return d.Precision != Undated }

// String returns the date in ISO 8601, as exact as it is known: "2025-03-14",
// "2025-03-14T09:30Z" or "".
func (d Date) String() string {
	switch d.Precision {
	case ToDay:
		return d.Time.Format(time.DateOnly)
	case ToMinute:
		return d.Time.Format("2006-01-02T15:04Z07:00")
	}
	return ""
}

// Article is one piece of coverage, as its source gave it. What the source
// does not say stays empty: nothing is borrowed or guessed.
type Article struct {
	ID           ArticleID
	Title        string
	TitleDerived bool // the source has no headline; Title was made from the lead
	Outlet       string
	Byline       string
	Published    Date
	URL          string
	Language     string // BCP 47, or "" where unknown
	File         string // base name of the file it came from
	// Body is the source's text byte for byte, so that offsets into it open
	// the exact sentence in the source itself.
	Body string
	// Prose is the offset in Body at which the running text begins. What
	// stands before (a date line, headline or dateline) is not coverage's
	// own sentence and is never quoted.
	Prose    int
	Imported time.Time
	// Audience is whose coverage it is: "" everybody's, else the only ones that
	// see it; see [Filter].
	Audience string
}

// Version is a text that an article had before it was edited.
type Version struct {
	Revision Revision
	Article  Article   // what it said; Imported is when it was read
	Replaced time.Time // by the next one
}

// Chunk is a run of whole sentences of an article, about 200 words, that never
// crosses a section heading. Article.Body[Start:End] is its text.
type Chunk struct {
	text.Span
	// Windows are the parts that are embedded, offsets into the same body.
	Windows []text.Span
}

// ChunkID names a chunk: the stored text that it is of, and its place there.
type ChunkID struct {
	Revision Revision
	Ordinal  int
}

func (id ChunkID) String() string { return fmt.Sprintf("%d.%d", id.Revision, id.Ordinal) }
