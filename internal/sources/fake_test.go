package sources

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"newsdesk/rag"
)

// memory is a shelf and its leases, in memory.
type memory struct {
	mu       sync.Mutex
	docs     map[string]Doc // by collection, a NUL and key
	keys     []string       // sorted
	owner    string
	until    time.Time
	writes   int
	most     int                      // reads or writes, after which all fail; 0: no bound
	reads    int                      // of one document
	broken   string                   // the collection that can't be listed; "": all can
	listings map[string]chan struct{} // told when a collection is listed
}

func newMemory() *memory { return &memory{docs: map[string]Doc{}} }

func (m *memory) get(name string) *Doc {
	doc, ok := m.docs[name]
	if !ok || !doc.Expires.IsZero() && !doc.Expires.After(time.Now()) {
		return nil
	}
	return &doc
}

func (m *memory) Doc(_ context.Context, collection, key string) (Doc, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.reads++; m.most > 0 && m.reads > m.most {
		return Doc{}, errors.New("there are too many reads")
	}
	if doc := m.get(collection + "\x00" + key); doc != nil {
		return *doc, nil
	}
	return Doc{}, rag.ErrNotFound
}

func (m *memory) Docs(_ context.Context, collection, prefix string, visit func(Doc) error) error {
	m.mu.Lock()
	var found []Doc
	if told := m.listings[collection]; told != nil {
		select {
		case told <- struct{}{}:
		default:
		}
	}
	if m.broken == collection {
		m.mu.Unlock()
		return errors.New("the disk can't be read")
	}
	from := collection + "\x00" + prefix
	for i, _ := slices.BinarySearch(m.keys, from); i < len(m.keys) && strings.HasPrefix(m.keys[i], from); i++ {
		if doc := m.get(m.keys[i]); doc != nil {
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
	name := collection + "\x00" + key
	if m.most > 0 && m.writes >= m.most {
		return errors.New("there are too many writes")
	}
	next, err := change(m.get(name))
	if err != nil {
		return fmt.Errorf("update: %w", err)
	}
	m.writes++
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
	doc := *next
	doc.Collection, doc.Key = collection, key
	m.docs[name] = doc
	return nil
}

// bound counts reads and writes from now on, and has them fail after so many: who
// goes on in a circle would never let virtual time pass.
func (m *memory) bound(most int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writes, m.reads, m.most = 0, 0, most
}

func (m *memory) count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.writes
}

func (m *memory) looks() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.reads
}

// listed tells when a collection is listed from now on.
func (m *memory) listed(collection string) <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	told := make(chan struct{}, 1)
	m.listings = map[string]chan struct{}{collection: told}
	return told
}

// damage has a collection not be listed; "": all are.
func (m *memory) damage(collection string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = collection
}

func (m *memory) Lease(_ context.Context, _, owner string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.owner != owner && m.until.After(time.Now()) {
		return false, nil
	}
	m.owner, m.until = owner, time.Now().Add(30*time.Second)
	return true, nil
}

func (m *memory) Release(_ context.Context, _, owner string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.owner == owner {
		m.until = time.Time{}
	}
	return nil
}

// library is a store that knows how often each text came.
type library struct {
	mu        sync.Mutex
	stored    map[rag.ArticleID]string
	first     map[rag.ArticleID]time.Time
	times     map[string]int // that a text was stored which was not there
	withdrawn map[rag.ArticleID]time.Time
	err       error
}

func newLibrary() *library {
	return &library{
		stored: map[rag.ArticleID]string{}, first: map[rag.ArticleID]time.Time{}, times: map[string]int{}, withdrawn: map[rag.ArticleID]time.Time{},
	}
}

func (l *library) Put(_ context.Context, _ Source, articles []rag.Article) (added, changed int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return 0, 0, l.err
	}
	for _, a := range articles {
		old, ok := l.stored[a.ID]
		switch {
		case ok && old == a.Body:
			continue
		case ok:
			changed++
		default:
			added++
			l.first[a.ID] = time.Now()
		}
		l.stored[a.ID] = a.Body
		l.times[string(a.ID)+"\x00"+a.Body]++
	}
	return added, changed, nil
}

func (l *library) Withdraw(_ context.Context, _ Source, id rag.ArticleID) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.stored[id]; !ok {
		return rag.ErrNotFound
	}
	delete(l.stored, id)
	l.withdrawn[id] = time.Now()
	return nil
}

func (l *library) body(id rag.ArticleID) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stored[id]
}

// plain reads batches in JSON.
type plain struct{}

func (plain) Read(_ context.Context, _ Source, f Found) (Batch, error) {
	var b Batch
	switch err := json.Unmarshal(f.Body, &b); {
	case string(f.Body) == "panic":
		panic("oh")
	case err != nil:
		return b, errors.New("it is no batch")
	}
	return b, nil
}

// article is an item with its article, item one without.
func article(id, body string) Item {
	return Item{Key: id, Article: &rag.Article{ID: rag.ArticleID(id), Body: body}}
}

func item(address, version string) Item { return Item{URL: address, Version: version} }

func batch(items ...Item) []byte {
	b, _ := json.Marshal(Batch{Items: items}) // has nothing that can't be written
	return b
}

// hit is a request that arrived.
type hit struct {
	Request
	at time.Time
}

// web answers for all addresses: 404 where nothing was set. It fails the test
// where a host is asked twice at once, or too soon.
type web struct {
	t     testing.TB
	gap   time.Duration
	delay time.Duration // that an answer takes
	reply func(r Request) (Response, error)

	mu    sync.Mutex
	pages map[string]func(Request) (Response, error)
	hits  []hit
	busy  map[string]bool
	left  map[string]time.Time
}

func newWeb(t testing.TB) *web {
	return &web{t: t, gap: DefaultGap, delay: 200 * time.Millisecond, pages: map[string]func(Request) (Response, error){}, busy: map[string]bool{}, left: map[string]time.Time{}}
}

func (w *web) Get(ctx context.Context, r Request) (Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		w.t.Errorf("asked for %q: %v", r.URL, err)
	}
	host := u.Hostname()
	w.mu.Lock()
	if w.busy[host] {
		w.t.Errorf("%s is asked for %s while another request is under way", host, r.URL)
	}
	if left, ok := w.left[host]; ok && time.Since(left) < w.gap {
		w.t.Errorf("%s is asked for %s %v after the last request", host, r.URL, time.Since(left))
	}
	w.busy[host] = true
	w.hits = append(w.hits, hit{r, time.Now()})
	reply := w.pages[r.URL]
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		w.busy[host], w.left[host] = false, time.Now()
		w.mu.Unlock()
	}()
	if !pause(ctx, w.delay) {
		return Response{}, ctx.Err()
	}
	switch {
	case reply != nil:
		return reply(r)
	case w.reply != nil:
		return w.reply(r)
	}
	return Response{Status: 404}, nil
}

func (w *web) on(address string, reply func(Request) (Response, error)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[address] = reply
}

// serve has an address answer with a status and a body under its ETag.
func (w *web) serve(address string, status int, body []byte) {
	etag := `"` + short(string(body)) + `"`
	w.on(address, func(r Request) (Response, error) {
		if status == 200 && r.ETag == etag {
			return Response{Status: 304, ETag: etag}, nil
		}
		return Response{Status: status, Body: body, ETag: etag}, nil
	})
}

// asked are the times, since a moment, that an address was asked for.
func (w *web) asked(address string, since time.Time) []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	var times []time.Duration
	for _, h := range w.hits {
		if h.URL == address && !h.at.Before(since) {
			times = append(times, h.at.Sub(since))
		}
	}
	return times
}

// last is the last request for an address.
func (w *web) last(address string) Request {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, h := range slices.Backward(w.hits) {
		if h.URL == address {
			return h.Request
		}
	}
	return Request{}
}
