package schedule

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Doc is a document on a shelf. It spells out the record's Doc, an alias, so
// that *record.Record is a [Shelf] though neither package knows the other.
type Doc = struct {
	Collection, Key string    // its name, neither empty
	Owner           string    // who can have it forgotten; "": nobody
	Body            []byte    // JSON
	Expires         time.Time // zero: never
}

// Shelf keeps schedules and runs. Every process that delivers has the same one.
type Shelf interface {
	// Doc returns a document, or an error that wraps rag.ErrNotFound.
	Doc(ctx context.Context, collection, key string) (Doc, error)
	// Docs calls visit with the documents whose keys begin with a prefix, by key.
	Docs(ctx context.Context, collection, keyPrefix string, visit func(Doc) error) error
	// UpdateDoc replaces a document by what change makes of it; nobody writes
	// it in between. Old is nil where there is none; a nil result deletes it.
	UpdateDoc(ctx context.Context, collection, key string, change func(old *Doc) (*Doc, error)) error
}

// Composer writes briefings.
type Composer interface {
	// Compose writes a briefing. It may take ComposeTime. It can be called
	// again for one briefing, where a process died before it had stored the
	// composition, and so has no lasting effect: what must be known at the next
	// briefing goes into the Memo, which counts only once all parts were sent.
	Compose(ctx context.Context, a Assignment) (Composition, error)
}

// Assignment is what a briefing is asked for.
type Assignment struct {
	Schedule Schedule
	Due      time.Time     // when it was due, in the schedule's zone
	Late     time.Duration // how late it is; 0: not worth a word
	// Since is when the last briefing of this schedule that was sent was
	// composed; zero: none, or it is no longer recorded.
	Since time.Time
	Memo  json.RawMessage // what that briefing's composition left for this one
}

// Composition is a briefing, ready to be sent.
type Composition struct {
	Parts [][]byte        // opaque, in order; at most MaxParts, MaxComposed bytes in all
	Empty bool            // there is nothing new; Parts may say so
	Memo  json.RawMessage // for the next composition; nil or JSON, at most MaxMemo bytes
}

// ErrGone is wrapped by a [Deliverer]'s errors where trying again can't help:
// the channel or person is gone, or may not be written to.
var ErrGone = errors.New("it is gone or may not be written to")

// Deliverer brings parts to a channel. Its methods are called from several
// goroutines, and may take SendTime.
type Deliverer interface {
	// Send posts a part. Of two sends with one nonce within NonceTime only the
	// first posts anything, and both succeed. An error may mean that the part
	// was posted all the same; one that wraps ErrGone means that it was not,
	// and pauses the schedule.
	Send(ctx context.Context, p Parcel) error
	// Sent looks whether a part that was first tried at p.Tried stands in the
	// channel, for nonces are forgotten after NonceTime.
	Sent(ctx context.Context, p Parcel) (bool, error)
	// Tell gives whoever made a schedule a notice about it. The nonce is as in Send.
	Tell(ctx context.Context, n Notice) error
}

// Parcel is one part on its way.
type Parcel struct {
	Schedule Schedule // its channel, and the role to ping, with the first part alone
	Due      time.Time
	Late     time.Duration // how late the briefing is, to be said with the first part; 0: on time
	Index    int           // of the part, from 0
	Of       int           // how many parts there are
	Part     []byte
	Nonce    string    // at most MaxNonce ASCII characters, the same whenever this part is sent
	Tried    time.Time // when it was first tried
}

// Notice tells a schedule's maker what became of it.
type Notice struct {
	Schedule Schedule
	Text     string // whole sentences, without mark-up
	Nonce    string
}

// MaxNonce is Discord's limit for a message's nonce.
const MaxNonce = 25

// NonceTime is how long a nonce surely makes a repeated send harmless. Discord
// says 'the past few minutes'; two is the least that can mean.
const NonceTime = 2 * time.Minute
