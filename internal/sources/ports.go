package sources

import (
	"context"
	"fmt"
	"time"

	"newsdesk/rag"
)

// Doc is a document on a shelf. It spells out the record's Doc, an alias, so
// that *record.Record is a [Shelf] though neither package knows the other.
type Doc = struct {
	Collection, Key string    // its name, neither empty
	Owner           string    // who can have it forgotten; "": nobody
	Body            []byte    // JSON
	Expires         time.Time // zero: never
}

// Shelf keeps sources and what is known of them. Every process has the same one.
type Shelf interface {
	// Doc returns a document, or an error that wraps rag.ErrNotFound.
	Doc(ctx context.Context, collection, key string) (Doc, error)
	// Docs calls visit with the documents whose keys begin with a prefix, by key.
	Docs(ctx context.Context, collection, keyPrefix string, visit func(Doc) error) error
	// UpdateDoc replaces a document by what change makes of it; nobody writes
	// it in between. Old is nil where there is none; a nil result deletes it.
	UpdateDoc(ctx context.Context, collection, key string, change func(old *Doc) (*Doc, error)) error
}

// Leases give one of several processes the right to ask.
type Leases interface {
	// Lease gives owner a job until it renews it by asking again or its time
	// is over, at least 30 s, and reports whether owner has it.
	Lease(ctx context.Context, job, owner string) (bool, error)
	// Release gives a lease back.
	Release(ctx context.Context, job, owner string) error
}

// Getter sends requests.
type Getter interface {
	// Get sends one request, and follows no redirect: where a server leads on,
	// the keeper asks there in turn, as politely as here. Every answer of a
	// server is a Response, whatever its status. An error says in words for
	// people why none came.
	Get(ctx context.Context, r Request) (Response, error)
}

// Request asks for an address. ETag and LastModified are those of what is had of
// it, "" for none: what did not change since is not sent again.
type Request struct{ URL, ETag, LastModified string }

func (r Request) conditional() bool { return r.ETag != "" || r.LastModified != "" }

// Response is what a server answered. The header's fields are as they were sent,
// "" where they were not.
type Response struct {
	URL                string // that was asked for
	Status             int    // of HTTP
	ContentType        string
	Body               []byte // unpacked; of status 200 alone
	ETag, LastModified string
	Location           string // where a redirect leads, perhaps relative
	RetryAfter         string // seconds or a date
	CacheControl       string
	Sent               int64 // bytes of body that came over the network; 0: not known
}

// Reader says what a response holds.
type Reader interface {
	// Read reads a source, or a page that it lists. An error says in words for
	// people why it can't be read.
	Read(ctx context.Context, s Source, f Found) (Batch, error)
}

// Found is what a Reader is given. Response.URL is where it was in the end.
type Found struct {
	Response
	Item Item // whose page it is; zero: it is the source itself
}

// Batch is what a response holds.
type Batch struct {
	Items []Item // in the order of the source
	Hints Hints
}

// Item is one thing that a source lists. One with neither article nor URL is
// passed over.
type Item struct {
	// Key is the source's own name for it, the same whenever it lists it; "":
	// its URL is.
	Key string
	// URL is its page, "" where it has none. The page of an item without
	// Article is got and read; the page of one with an Article is only looked
	// at now and then, to see whether it was withdrawn.
	URL string
	// Version changes when the item does: its date of change, or a hash.
	Version string
	// Published is when, as the source says it; zero: it does not say. It is
	// used to learn the source's pace, and for no article's date.
	Published time.Time
	// Article is the item, where the source holds it whole; nil: not.
	Article *rag.Article
}

func (i Item) key() string {
	if i.Key != "" {
		return i.Key
	}
	return i.URL
}

// Hints are what a source says of how often it may be asked for.
type Hints struct {
	// Every is the least time between two requests: the longest of what ttl
	// and sy:updatePeriod say; 0: nothing.
	Every time.Duration `json:"every,omitzero"`
	// SkipHours are hours of the day in UTC, 0 to 23, and SkipDays days in UTC,
	// in which it is not to be asked for.
	SkipHours []int          `json:"skip_hours,omitempty"`
	SkipDays  []time.Weekday `json:"skip_days,omitempty"`
}

// Store keeps articles. Storing what is there, or withdrawing what is not, has
// no effect: a visit that was cut short is repeated.
type Store interface {
	// Put stores articles of a source, and counts those that were not there
	// and those that replaced another text. It is durable when it returns.
	Put(ctx context.Context, s Source, articles []rag.Article) (added, changed int, err error)
	// Withdraw removes an article of a source. Its error wraps rag.ErrNotFound
	// where there is none.
	Withdraw(ctx context.Context, s Source, id rag.ArticleID) error
}

// Folder reads files. Paths are absolute, and below the source's.
type Folder interface {
	// Changed reads files that came or changed, and counts articles as Put does.
	// An Unread error names those that could not be read; the others were, and
	// count. A file of a kind that is not read is passed over, and not unread.
	// Any other error is of no one file, such as a full disk: Changed is called
	// again with the same paths.
	Changed(ctx context.Context, s Source, paths []string) (added, changed int, err error)
	// Removed is told of files that are gone, and counts the articles that it
	// withdrew for it, which is for it to decide.
	Removed(ctx context.Context, s Source, paths []string) (withdrawn int, err error)
}

// Unread is the error of files that could not be read, or not all of them: why, in
// words for people and without the path, by path as it was given. What the system
// refuses, so that the reason wraps a syscall.Errno as a missing permission does, is
// tried again at each look through the folder; another file only when it changes.
type Unread map[string]error

// Error says how many there are.
func (u Unread) Error() string { return fmt.Sprintf("%d files could not be read", len(u)) }

// Observer is told what happens, for metrics. Its methods are called from
// several goroutines, and return at once.
type Observer interface {
	Asked(a Asked)
	Took(t Took)
}

// Asked is one request that has ended.
type Asked struct {
	Source      ID
	Host        string
	What        What
	Outcome     Outcome
	Conditional bool // it had validators
	Again       bool // its answer was had before
	Bytes       int64
	Time        time.Duration
}

// What is what a request was for.
type What string

// What is asked for.
const (
	AskedSource What = "source"
	AskedPage   What = "page"
	AskedRobots What = "robots"
)

// Outcome is how a request ended.
type Outcome string

// How requests end.
const (
	Got       Outcome = "got"       // 200
	Unchanged Outcome = "unchanged" // 304
	LedOn     Outcome = "led on"    // a redirect
	Refused   Outcome = "refused"   // any other status
	Failed    Outcome = "failed"    // no answer came
)

// Took is what a visit brought.
type Took struct {
	Source                    ID
	Added, Changed, Withdrawn int
	// Lags are how long after their publication articles that are new were
	// stored, where source says when that was and was followed by then.
	Lags []time.Duration
}
