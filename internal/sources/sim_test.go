package sources

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"newsdesk/rag"
)

// chance decides what happens from what it is about, so that it does not depend
// on the order in which goroutines run.
func chance(what ...any) float64 {
	h := fnv.New64a()
	fmt.Fprint(h, what...)
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return float64(x>>11) / (1 << 53)
}

// outlet is a feed of a web that lives by itself.
type outlet struct {
	n       int
	address string
	host    string
	news    []time.Time
	whole   bool   // its items have their text in the feed
	way     string // what is wrong with it
	held    time.Time
}

// internet is many outlets.
type internet struct {
	*web
	outlets []*outlet
	byURL   map[string]*outlet
	asked   sync.Mutex
	early   int // requests before a Retry-After was over
	barred  int // requests that a robots.txt forbids
}

// ways is what is wrong with some of a hundred outlets, by number.
func ways(n int) string {
	switch n % 100 {
	case 11, 31, 51, 71, 91:
		return "plain" // gives no validators
	case 12, 32, 52, 72, 92:
		return "flaky"
	case 13, 33, 53, 73:
		return "busy" // answers 503 with Retry-After for an hour, twice a day
	case 14, 34, 54, 74:
		return "moved"
	case 15, 35:
		return "down" // for six hours
	case 16:
		return "barred"
	case 17:
		return "gone"
	case 18:
		return "denied"
	}
	return ""
}

// newInternet makes a web of n outlets that has news in a span.
func newInternet(t testing.TB, n int, from, to time.Time) *internet {
	in := &internet{web: newWeb(t), byURL: map[string]*outlet{}}
	in.reply = in.answer
	all := rhythms()
	counts := []int{10, 60, 90, 140, 200} // a fixed order
	kinds := make([]rhythm, 0, 500)
	for _, c := range counts {
		kinds = append(kinds, slices.Repeat([]rhythm{all[c]}, c)...)
	}
	rnd := rand.New(rand.NewPCG(7, 8))
	rnd.Shuffle(len(kinds)-10, func(i, j int) { kinds[10+i], kinds[10+j] = kinds[10+j], kinds[10+i] })
	for i := range n {
		o := &outlet{n: i, host: fmt.Sprintf("h%d.example", i-i%10*(i/10%5/4)), whole: i%5 < 3, way: ways(i)}
		o.address = fmt.Sprintf("https://%s/%d/feed", o.host, i)
		o.news = kinds[i%len(kinds)].news(rnd, from.Add(-7*24*time.Hour), to)
		in.outlets = append(in.outlets, o)
		in.byURL[o.address] = o
	}
	return in
}

// window is how many items a feed lists.
const window = 30

// edited and withdrawn are when an item's page is changed or taken down; zero: never.
func (o *outlet) edited(i int) time.Time {
	if o.whole || chance("edit", o.n, i) > 0.05 {
		return time.Time{}
	}
	return o.news[i].Add(time.Duration(5 * float64(time.Hour) * chance("when", o.n, i)))
}

func (o *outlet) withdrawn(i int) time.Time {
	if chance("withdraw", o.n, i) > 0.01 {
		return time.Time{}
	}
	return o.news[i].Add(2 * time.Hour)
}

func (o *outlet) id(i int) rag.ArticleID { return rag.ArticleID(fmt.Sprintf("%d-%d", o.n, i)) }

func (o *outlet) pageURL(i int) string { return fmt.Sprintf("https://%s/%d/page/%d", o.host, o.n, i) }

// text is an item's text at a moment: some 1 KB, which differs where it was edited.
func (o *outlet) text(i int, at time.Time) string {
	version := "first"
	if e := o.edited(i); !e.IsZero() && !e.After(at) {
		version = "second"
	}
	return strings.Repeat("word ", 200) + version + string(o.id(i))
}

func (in *internet) answer(r Request) (Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return Response{}, err
	}
	now := time.Now()
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if u.Path == "/robots.txt" {
		return in.robots(r, u.Hostname())
	}
	n, err := strconv.Atoi(parts[0])
	if err != nil || n >= len(in.outlets) {
		return Response{}, fmt.Errorf("there is no %s", r.URL)
	}
	o := in.outlets[n]
	if len(parts) == 3 {
		return o.page(r, parts[2], now), nil
	}
	return in.feed(o, r, now)
}

// robots answers for a host. Those of outlets that are barred say so.
func (in *internet) robots(r Request, host string) (Response, error) {
	body := "User-agent: *\nDisallow: /admin\n"
	for _, o := range in.outlets {
		if o.host == host && o.way == "barred" {
			body += fmt.Sprintf("Disallow: /%d/feed\n", o.n)
		}
	}
	switch {
	case r.ETag == `"r"`:
		return Response{Status: 304}, nil
	case chance("robots", host) < 0.5:
		return Response{Status: 200, Body: []byte(body), ETag: `"r"`}, nil
	case strings.Count(body, "\n") > 2:
		return Response{Status: 200, Body: []byte(body)}, nil
	}
	return Response{Status: 404}, nil
}

// feed answers for an outlet's feed.
func (in *internet) feed(o *outlet, r Request, now time.Time) (Response, error) {
	in.asked.Lock()
	defer in.asked.Unlock()
	if now.Add(-in.delay).Before(o.held) {
		in.early++
	}
	hour := now.UTC().Hour()
	switch {
	case o.way == "barred":
		in.barred++
	case o.way == "gone" && hour >= 12:
		return Response{Status: 410}, nil
	case o.way == "denied":
		return Response{Status: 403}, nil
	case o.way == "down" && hour >= 9 && hour < 15:
		return Response{}, errors.New("the site cannot be reached; try again later")
	case o.way == "flaky" && chance(o.n, now.UnixNano()) < 0.1:
		return Response{Status: 502}, nil
	case o.way == "busy" && hour%12 == 10:
		o.held = now.Add(25 * time.Minute)
		return Response{Status: 503, RetryAfter: "1500"}, nil
	case o.way == "moved" && strings.HasSuffix(r.URL, "/feed"):
		return Response{Status: 301, Location: fmt.Sprintf("https://%s/%d/rss", in.outlets[o.n-1].host, o.n)}, nil // a host that others ask
	}
	return o.list(r, now), nil
}

// list is what a feed lists.
func (o *outlet) list(r Request, now time.Time) Response {
	n, _ := slices.BinarySearchFunc(o.news, now, time.Time.Compare)
	etag := fmt.Sprintf(`"%d"`, n)
	if o.way == "plain" {
		etag = ""
	}
	if etag != "" && r.ETag == etag {
		return Response{Status: 304, ETag: etag}
	}
	var items []Item
	for i := n - 1; i >= max(0, n-window); i-- {
		it := Item{Key: string(o.id(i)), URL: o.pageURL(i), Published: o.news[i]}
		if o.whole {
			it.Article = &rag.Article{ID: o.id(i), Body: o.text(i, now)}
		}
		items = append(items, it)
	}
	return Response{Status: 200, Body: batch(items...), ETag: etag}
}

// page answers for an item's page.
func (o *outlet) page(r Request, name string, now time.Time) Response {
	i, err := strconv.Atoi(name)
	if err != nil || i >= len(o.news) || o.news[i].After(now) {
		return Response{Status: 404}
	}
	if gone := o.withdrawn(i); !gone.IsZero() && !gone.After(now) {
		return Response{Status: 410}
	}
	text := o.text(i, now)
	etag := `"` + text[len(text)-20:] + `"`
	if r.ETag == etag {
		return Response{Status: 304}
	}
	return Response{Status: 200, ETag: etag, Body: batch(Item{Key: string(o.id(i)), Article: &rag.Article{ID: o.id(i), Body: text}})}
}

// life is one life of a process: after its last step nothing that it does has an
// effect, and nothing answers it.
type life struct {
	*memory
	store *library
	web   Getter
	steps atomic.Int64 // left
	abort context.CancelFunc
	dead  atomic.Bool
}

var errDead = errors.New("the process is dead")

func (l *life) step() error {
	if l.steps.Add(-1) <= 0 {
		l.dead.Store(true)
		l.abort()
	}
	if l.dead.Load() {
		return errDead
	}
	return nil
}

func (l *life) UpdateDoc(ctx context.Context, collection, key string, change func(*Doc) (*Doc, error)) error {
	if err := l.step(); err != nil {
		return err
	}
	return l.memory.UpdateDoc(ctx, collection, key, change)
}

func (l *life) Release(ctx context.Context, job, owner string) error {
	if l.dead.Load() {
		return errDead
	}
	return l.memory.Release(ctx, job, owner)
}

func (l *life) Put(ctx context.Context, s Source, articles []rag.Article) (int, int, error) {
	if err := l.step(); err != nil {
		return 0, 0, err
	}
	return l.store.Put(ctx, s, articles)
}

func (l *life) Withdraw(ctx context.Context, s Source, id rag.ArticleID) error {
	if err := l.step(); err != nil {
		return err
	}
	return l.store.Withdraw(ctx, s, id)
}

func (l *life) Get(ctx context.Context, r Request) (Response, error) {
	if err := l.step(); err != nil {
		return Response{}, err
	}
	return l.web.Get(ctx, r)
}
