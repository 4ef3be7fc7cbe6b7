package discord

import (
	"context"
	"time"

	"newsdesk/rag"
)

// Desk is the newsroom behind the bot. Its methods are called from many
// goroutines at once.
type Desk interface {
	Answers
	Pieces
	Briefings
	Coverage
	Stock
	Following
}

// Answers is what can be asked of a newsroom.
type Answers interface {
	// Stream answers a question, and calls show with the answer so far each
	// time that a sentence was verified. See rag.Answerer.Stream.
	Stream(ctx context.Context, q rag.Question, show func(rag.Answer) error) (rag.Answer, error)
	// Verbatim answers in the coverage's own words, at once and at no cost.
	Verbatim(ctx context.Context, q rag.Question) (rag.Answer, error)
	// Check verifies each claim of a text against the coverage that passes the
	// filter.
	Check(ctx context.Context, text string, f rag.Filter) ([]rag.Checked, error)
}

// Coverage is what can be looked up. *[rag.Library] has these methods.
type Coverage interface {
	// Search returns the passages that are nearest to a query.
	Search(ctx context.Context, q rag.Query) ([]rag.Passage, error)
	// Article returns an article whole, whosever it is, or an error that wraps
	// rag.ErrNotFound.
	Article(ctx context.Context, id rag.ArticleID) (rag.Article, error)
	// Articles returns what passes the filter without bodies, the latest first.
	Articles(f rag.Filter) []rag.Article
}

// Stock is how coverage comes and goes.
type Stock interface {
	// Extent tells how much coverage passes the filter.
	Extent(f rag.Filter) rag.Extent
	// Add stores, for an audience and nobody else, the articles of a file, of
	// which only the name's ending matters. An error means that nothing can be
	// read of it at all.
	Add(ctx context.Context, audience, name string, file []byte) (Added, error)
	// AddLink stores the article of a web page, for an audience and nobody else;
	// a feed, or a map of a site, is followed for it from now on, and by is who
	// asked for that. What the page, or the way to it, does not allow is an
	// *[UnreadableError].
	AddLink(ctx context.Context, audience, by, link string) (Added, error)
	// Remove withdraws an article, or returns an error that wraps rag.ErrNotFound.
	Remove(ctx context.Context, id rag.ArticleID) error
}

// Added tells what became of the articles of a file or page.
type Added struct {
	New, Replaced, Unchanged int
	// Everybodys is how many were not stored: they are everybody's as they are.
	Everybodys int
	Article    rag.Article // where there is one alone
	// Follows is what the link is followed as, nil where it is of one article.
	Follows *Followed
	// Problems are the parts that could not be read, in words for people.
	Problems []string
}

// Following is what a newsroom follows.
type Following interface {
	// Followed lists what is followed for an audience or for everybody.
	Followed(ctx context.Context, audience string) ([]Followed, error)
	// Unfollow follows no longer what an audience has of its own, named by its id,
	// or returns an error that wraps rag.ErrNotFound. The articles stay.
	Unfollow(ctx context.Context, audience, id string) (Followed, error)
}

// Followed is a source of articles and how it fares.
type Followed struct {
	ID, Kind  string
	Address   string // without what may be a secret in it
	State     string // in a word, such as "works"
	Why       string // it does not work; "" where it does
	Worked    time.Time
	Due       time.Time // zero: not by itself
	Own       bool      // the audience's, and not everybody's
	Added     int       // articles, in all
	Changed   int
	Withdrawn int
}

// Doc is a document on a shelf. It spells out the record's Doc, an alias, so
// that *record.Record is a [Shelf] though neither package knows the other.
type Doc = struct {
	Collection, Key string    // its name, neither empty
	Owner           string    // who can have it forgotten; "": nobody
	Body            []byte    // JSON
	Expires         time.Time // zero: never
}

// Shelf keeps small documents beside the coverage.
type Shelf interface {
	Reader
	Writer
}

// Reader reads a shelf.
type Reader interface {
	// Doc returns a document, or an error that wraps rag.ErrNotFound.
	Doc(ctx context.Context, collection, key string) (Doc, error)
	// Docs calls visit with the documents whose keys begin with a prefix, by key.
	Docs(ctx context.Context, collection, keyPrefix string, visit func(Doc) error) error
}

// Writer changes a shelf.
type Writer interface {
	// UpdateDoc replaces a document by what change makes of it; nobody writes
	// it in between. Old is nil where there is none; a nil result deletes it.
	UpdateDoc(ctx context.Context, collection, key string, change func(old *Doc) (*Doc, error)) error
	// Unshelve deletes a document, if there is one.
	Unshelve(ctx context.Context, collection, key string) error
	// Forget deletes all documents of an owner and returns how many.
	Forget(ctx context.Context, owner string) (int, error)
}

// Clock tells the time and calls back. It is apart from the time that requests
// and connections take, so that a test can turn it.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f once, d from now, unless stop is called first.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// SystemClock is the clock on the wall.
type SystemClock struct{}

// Now is the time.
func (SystemClock) Now() time.Time { return time.Now() }

// AfterFunc calls f in a goroutine of its own.
func (SystemClock) AfterFunc(d time.Duration, f func()) func() {
	t := time.AfterFunc(max(d, 0), f)
	return func() { t.Stop() }
}
