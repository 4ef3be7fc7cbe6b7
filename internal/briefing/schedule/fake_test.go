package schedule

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"newsdesk/rag"
)

// memory is a shelf in memory.
type memory struct {
	mu   sync.Mutex
	docs map[string]Doc // by collection, a NUL and key
	keys []string       // sorted
	// archive also shows what has expired.
	archive bool
}

func newMemory() *memory { return &memory{docs: map[string]Doc{}} }

func (m *memory) get(collection, key string) *Doc {
	doc, ok := m.docs[collection+"\x00"+key]
	if !ok || !m.archive && !doc.Expires.IsZero() && !doc.Expires.After(time.Now()) {
		return nil
	}
	doc.Body = slices.Clone(doc.Body)
	return &doc
}

func (m *memory) Doc(_ context.Context, collection, key string) (Doc, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if doc := m.get(collection, key); doc != nil {
		return *doc, nil
	}
	return Doc{}, rag.ErrNotFound
}

func (m *memory) Docs(_ context.Context, collection, prefix string, visit func(Doc) error) error {
	m.mu.Lock()
	var found []Doc
	from := collection + "\x00" + prefix
	for i, _ := slices.BinarySearch(m.keys, from); i < len(m.keys) && strings.HasPrefix(m.keys[i], from); i++ {
		if doc := m.get(collection, m.keys[i][len(collection)+1:]); doc != nil {
			found = append(found, *doc)
		}
	}
	m.mu.Unlock()
	for _, doc := range found {
		if err := visit(doc); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) UpdateDoc(_ context.Context, collection, key string, change func(*Doc) (*Doc, error)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	next, err := change(m.get(collection, key))
	if err != nil {
		return err
	}
	name := collection + "\x00" + key
	i, known := slices.BinarySearch(m.keys, name)
	switch {
	case next == nil && known:
		m.keys = slices.Delete(m.keys, i, i+1)
		delete(m.docs, name)
		return nil
	case next == nil:
		return nil
	case !known:
		m.keys = slices.Insert(m.keys, i, name)
	}
	m.docs[name] = *next
	return nil
}

// chat is a Discord that remembers nonces for a few minutes, as the real one does.
type chat struct {
	mu      sync.Mutex
	posts   []post
	byNonce map[string]int // how often each was posted
	recent  map[string]time.Time
	refused int // sends that a nonce made harmless
	notices []Notice
	// before is asked before a send arrives, and after it has; an error is the answer.
	before, after func(ctx context.Context, p Parcel) error
	tell          func(Notice) error
}

type post struct {
	Parcel
	at time.Time
}

// remembers is how long the chat surely knows a nonce.
const remembers = 3 * time.Minute

func newChat() *chat { return &chat{byNonce: map[string]int{}, recent: map[string]time.Time{}} }

func (c *chat) Send(ctx context.Context, p Parcel) error {
	if c.before != nil {
		if err := c.before(ctx, p); err != nil {
			return err
		}
	}
	c.post(p)
	if c.after != nil {
		return c.after(ctx, p)
	}
	return nil
}

func (c *chat) post(p Parcel) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.recent[p.Nonce]; ok && time.Since(at) < remembers {
		c.refused++
		return
	}
	c.recent[p.Nonce] = time.Now()
	c.byNonce[p.Nonce]++
	c.posts = append(c.posts, post{p, time.Now()})
}

func (c *chat) Sent(_ context.Context, p Parcel) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.byNonce[p.Nonce] > 0, nil
}

func (c *chat) Tell(_ context.Context, n Notice) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tell != nil {
		if err := c.tell(n); err != nil {
			return err
		}
	}
	c.notices = append(c.notices, n)
	return nil
}

// texts are the posts, each as its minute and bytes.
func (c *chat) texts() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []string
	for _, p := range c.posts {
		list = append(list, p.at.UTC().Format("02T15:04 ")+string(p.Part))
	}
	return list
}

// writer composes numbered parts.
type writer struct {
	mu    sync.Mutex
	calls []Assignment
	parts int
	make  func(ctx context.Context, a Assignment) (Composition, error)
}

func (w *writer) Compose(ctx context.Context, a Assignment) (Composition, error) {
	w.mu.Lock()
	w.calls = append(w.calls, a)
	n := len(w.calls)
	w.mu.Unlock()
	if w.make != nil {
		return w.make(ctx, a)
	}
	c := Composition{Memo: json.RawMessage(fmt.Sprint(n))}
	for i := range max(1, w.parts) {
		c.Parts = append(c.Parts, fmt.Appendf(nil, "%d.%d", n, i))
	}
	return c, nil
}

var errTest = errors.New("the wire is cut")

// sleepUntil waits in a test's bubble.
func sleepUntil(t testing.TB, at string) {
	t.Helper()
	when, err := time.Parse("2006-01-02T15:04:05", at)
	if err != nil {
		t.Fatal(err)
	}
	if d := time.Until(when); d > 0 {
		time.Sleep(d)
	}
}

// desk is one process over a shelf and a chat.
type desk struct {
	book   *Book
	cancel context.CancelFunc
	ended  chan struct{}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func start(t testing.TB, shelf Shelf, c Composer, d Deliverer) *desk {
	ctx, cancel := context.WithCancel(t.Context())
	p := &desk{book: NewBook(shelf, time.Now), cancel: cancel, ended: make(chan struct{})}
	r := NewRunner(p.book, c, d, quiet())
	go func() { defer close(p.ended); r.Run(ctx) }()
	return p
}

func (p *desk) stop() {
	p.cancel()
	<-p.ended
}

// daily is a briefing at 07:30 in Baghdad: 04:30 UTC.
func daily() Request {
	return Request{Guild: "g", Channel: "c", By: "u", Days: "daily", At: "07:30", Zone: "Asia/Baghdad", SkipEmpty: true}
}

func add(t testing.TB, b *Book, r Request) Schedule {
	t.Helper()
	s, err := b.Add(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// checkRuns compares the states of a schedule's runs, latest first.
func checkRuns(t testing.TB, b *Book, s Schedule, want ...string) []Run {
	t.Helper()
	runs, err := b.Runs(t.Context(), s.Guild, s.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range runs {
		got = append(got, r.Date+" "+string(r.State))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the runs are %q, want %q: %+v", got, want, runs)
	}
	return runs
}

func checkPosts(t testing.TB, c *chat, want ...string) {
	t.Helper()
	if got := c.texts(); !slices.Equal(got, want) {
		t.Errorf("posted %q, want %q", got, want)
	}
}
