package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"newsdesk/internal/fetch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// here lets through the machine that the test runs on.
var here = fetch.Policy{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}}

// names is a resolver: what each name stands for at the first look, the second
// and so on; the last stays.
type names struct {
	mu  sync.Mutex
	all map[string][]string
}

func (n *names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	looks := n.all[host]
	if len(looks) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if len(looks) > 1 {
		n.all[host] = looks[1:]
	}
	var found []netip.Addr
	for a := range strings.FieldsSeq(looks[0]) {
		found = append(found, netip.MustParseAddr(a))
	}
	return found, nil
}

// serve runs a server on a socket of this machine.
func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// serveAt does so at another of its addresses, which not every system has.
func serveAt(t *testing.T, ip string, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", ip+":0")
	if err != nil {
		t.Skip(err)
	}
	s := httptest.NewUnstartedServer(h)
	_ = s.Listener.Close() // of the address that it would have had
	s.Listener = l
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func port(s *httptest.Server) string { return s.URL[strings.LastIndexByte(s.URL, ':')+1:] }

var at = time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)

func client(c fetch.Config) *fetch.Client {
	if c.Policy.Allow == nil {
		c.Policy = here
	}
	c.UserAgent, c.Now = "Newsdesk-test/1", func() time.Time { return at }
	return fetch.New(c)
}

func TestGet(t *testing.T) {
	var header http.Header
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			w.Header().Set("Set-Cookie", "a=b")
			http.Redirect(w, r, "/new?x=1#part", http.StatusMovedPermanently)
			return
		}
		header = r.Header
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Last-Modified", "Sat, 14 Mar 2026 08:00:00 GMT")
		fmt.Fprint(w, "hello")
	})
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1") // is not heeded
	got, err := client(fetch.Config{}).Get(t.Context(), fetch.Request{URL: s.URL + "/old"})
	if err != nil {
		t.Fatal(err)
	}
	if string(got.Body) != "hello" || got.URL != s.URL+"/new?x=1" || got.ContentType != "text/html; charset=utf-8" ||
		got.ETag != `"one"` || got.LastModified != "Sat, 14 Mar 2026 08:00:00 GMT" || !got.Fetched.Equal(at) || got.NotModified {
		t.Errorf("got %+v", got)
	}
	if header.Get("User-Agent") != "Newsdesk-test/1" || header.Get("Cookie") != "" || header.Get("Referer") != "" || header.Get("Authorization") != "" {
		t.Errorf("sent %v", header)
	}
}

func TestNotModified(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"one"` && r.Header.Get("If-Modified-Since") == "then" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if r.URL.Path == "/odd" {
			w.WriteHeader(http.StatusNotModified)
		}
	})
	got, err := client(fetch.Config{}).Get(t.Context(), fetch.Request{URL: s.URL, ETag: `"one"`, LastModified: "then"})
	if err != nil || !got.NotModified || got.Body != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := client(fetch.Config{}).Get(t.Context(), fetch.Request{URL: s.URL + "/odd"}); err == nil {
		t.Error("a page that nobody has is as it was")
	}
}

func gz(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s)) // to memory
	_ = z.Close()
	return b.Bytes()
}

// TestTricks has all ways to a place that is not public, with a server there
// that must never hear of it.
func TestTricks(t *testing.T) {
	var heard atomic.Int32
	secret := serve(t, func(http.ResponseWriter, *http.Request) { heard.Add(1) })
	open := serveAt(t, "127.0.0.2", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", r.URL.Query().Get("to"))
		w.WriteHeader(http.StatusFound)
	})
	at := port(secret)
	n := &names{all: map[string][]string{
		"inside.example":  {"127.0.0.1"},
		"many.example":    {"10.0.0.1 ::1 fe80::1 127.0.0.1"},
		"mapped.example":  {"::ffff:127.0.0.1"},
		"nat64.example":   {"64:ff9b::7f00:1"},
		"changes.example": {"127.0.0.2", "127.0.0.1"},
	}}
	// Only 127.0.0.2 is let through: there is what leads on.
	policy := fetch.Policy{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}}
	c := client(fetch.Config{Resolver: n, Policy: policy})
	tricks := []string{
		"http://127.0.0.1:" + at, "http://127.0.0.1.:" + at, "http://[::1]:" + at, "http://[::ffff:127.0.0.1]:" + at, "http://[::ffff:7f00:1]:" + at, "http://0.0.0.0:" + at,
		"http://[::]:" + at, "http://[64:ff9b::7f00:1]:" + at, "http://[2002:7f00:1::]:" + at, "http://１２７.０.０.１:" + at, "http://127。0。0。1:" + at,
		"http://inside.example:" + at, "http://INSIDE.example.:" + at, "http://many.example:" + at, "http://mapped.example:" + at, "http://nat64.example:" + at,
		"http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fd00:ec2::254]/", "http://2130706433:" + at, "http://0x7f.1:" + at,
		"http://017700000001:" + at, "http://127.1:" + at, "http://user@127.0.0.1:" + at, "file:///etc/passwd", "gopher://127.0.0.1:" + at,
	}
	for _, trick := range tricks {
		_, err := c.Get(t.Context(), fetch.Request{URL: trick})
		if !errors.Is(err, fetch.ErrNotPublic) && !errors.Is(err, fetch.ErrAddress) {
			t.Errorf("%s: %v", trick, err)
		}
		through := "http://127.0.0.2:" + port(open) + "/?to=" + url.QueryEscape(trick)
		_, err = c.Get(t.Context(), fetch.Request{URL: through})
		if !errors.Is(err, fetch.ErrNotPublic) && !errors.Is(err, fetch.ErrAddress) {
			t.Errorf("by way of another: %s: %v", trick, err)
		}
	}
	if _, err := c.Get(t.Context(), fetch.Request{URL: "http://changes.example:" + port(open) + "/?to=http://changes.example:" + at}); !errors.Is(err, fetch.ErrNotPublic) {
		t.Errorf("a name that changes: %v", err)
	}
	if heard.Load() > 0 {
		t.Errorf("the place within heard of it %d times", heard.Load())
	}
	// By default no machine of this kind is let through at all.
	if _, err := fetch.New(fetch.Config{}).Get(t.Context(), fetch.Request{URL: secret.URL}); !errors.Is(err, fetch.ErrNotPublic) || heard.Load() > 0 {
		t.Errorf("by default: %v", err)
	}
}

// What is refused does not tell what a name within stands for.
func TestRefusalTellsNoAddress(t *testing.T) {
	n := &names{all: map[string][]string{"intranet": {"10.20.30.40"}}}
	_, err := client(fetch.Config{Resolver: n}).Get(t.Context(), fetch.Request{URL: "http://intranet/"})
	if err == nil || strings.Contains(err.Error(), "10.20") || !strings.Contains(err.Error(), "not on the public internet") {
		t.Error(err)
	}
}

// Of several addresses, those that may be asked are, one after another.
func TestNextAddress(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) {})
	n := &names{all: map[string][]string{"news.example": {"10.0.0.1 ::1 127.0.0.1"}}}
	policy := fetch.Policy{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}}
	if _, err := client(fetch.Config{Resolver: n, Policy: policy}).Get(t.Context(), fetch.Request{URL: "http://news.example:" + port(s)}); err != nil {
		t.Error(err)
	}
}

func TestRedirects(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &n) // 0 where there is none
		switch {
		case r.URL.Path == "/nowhere":
			w.WriteHeader(http.StatusFound)
		case n > 0:
			http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusFound)
		case r.URL.Path == "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		}
	})
	for path, want := range map[string]string{"/10": "", "/11": "leads on and on", "/round": "leads on and on", "/nowhere": "not where to"} {
		_, err := client(fetch.Config{}).Get(t.Context(), fetch.Request{URL: s.URL + path})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestSecure(t *testing.T) {
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/down" {
			http.Redirect(w, r, plain.URL, http.StatusFound)
		}
	}))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	c := client(fetch.Config{RootCAs: roots, Resolver: &names{all: map[string][]string{"example.com": {"127.0.0.1"}, "other.example": {"127.0.0.1"}}}})
	if _, err := c.Get(t.Context(), fetch.Request{URL: "https://example.com:" + port(secure)}); err != nil {
		t.Error(err)
	}
	for address, want := range map[string]string{
		"https://example.com:" + port(secure) + "/down": "leads from https to http",
		"https://other.example:" + port(secure):         "cannot prove that it is the one",
	} {
		if _, err := c.Get(t.Context(), fetch.Request{URL: address}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestBody(t *testing.T) {
	bomb := gz(strings.Repeat("0", 1<<20))
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(gz("hello"))
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb)
		case "/damaged":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write([]byte("hello, this is not packed"))
		case "/foreign":
			w.Header().Set("Content-Encoding", "br")
		case "/exact":
			fmt.Fprint(w, strings.Repeat("x", 1000))
		case "/large":
			fmt.Fprint(w, strings.Repeat("x", 1001))
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<12)); err != nil {
					return
				}
			}
		case "/header":
			w.Header().Set("X", strings.Repeat("x", 1<<17))
		case "/cut":
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "short")
		}
	})
	for path, want := range map[string]string{
		"/packed": "", "/exact": "", "/bomb": "larger than the limit of 1000 bytes", "/damaged": "damaged", "/foreign": "not asked for",
		"/large": "larger than the limit", "/endless": "larger than the limit", "/header": "the header of its answer is larger", "/cut": "ended before all was there",
	} {
		page, err := client(fetch.Config{Limits: fetch.Limits{Body: 1000}}).Get(t.Context(), fetch.Request{URL: s.URL + path})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
		if err != nil && page.Body != nil || path == "/packed" && string(page.Body) != "hello" {
			t.Errorf("%s: %d bytes", path, len(page.Body))
		}
	}
}

// A server that says nothing, stops in the middle, or drips, is given up.
func TestSlow(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/silent" {
			fmt.Fprint(w, "begin")
			_ = http.NewResponseController(w).Flush()
		}
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for r.URL.Path == "/drip" && r.Context().Err() == nil {
			<-tick.C
			_, _ = w.Write([]byte{'.'}) // until nobody listens
			_ = http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
	})
	for path, c := range map[string]struct {
		limits fetch.Limits
		want   string
	}{
		"/silent": {fetch.Limits{Idle: 50 * time.Millisecond}, "stopped sending"},
		"/stops":  {fetch.Limits{Idle: 50 * time.Millisecond}, "stopped sending"},
		"/drip":   {fetch.Limits{Total: 100 * time.Millisecond, Idle: 50 * time.Second}, "takes too long"},
	} {
		if _, err := client(fetch.Config{Limits: c.limits}).Get(t.Context(), fetch.Request{URL: s.URL + path}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client(fetch.Config{}).Get(ctx, fetch.Request{URL: s.URL}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var code int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &code) // each path of the test has one
		switch code {
		case http.StatusTooManyRequests:
			w.Header().Set("Retry-After", "90")
		case http.StatusServiceUnavailable:
			w.Header().Set("Retry-After", at.Add(time.Hour).Format(http.TimeFormat))
		}
		w.WriteHeader(code)
	})
	for code, want := range map[int]string{
		404: "404 Not Found; check the address", 403: "403 Forbidden; it does not give this page to programs", 429: "try again in 1m30s",
		503: "try again in 1h0m0s", 500: "try again later", 204: "204 No Content", 206: "206 Partial Content",
	} {
		_, err := client(fetch.Config{}).Get(t.Context(), fetch.Request{URL: fmt.Sprintf("%s/%d", s.URL, code)})
		if e, ok := errors.AsType[*fetch.StatusError](err); !ok || e.Code != code || !strings.Contains(err.Error(), want) {
			t.Errorf("%d: %v", code, err)
		}
	}
	gone := serve(t, nil)
	gone.Close()
	c := client(fetch.Config{Resolver: &names{}})
	for address, want := range map[string]string{gone.URL: "cannot be reached", "http://no.example": "there is no site no.example; check the address"} {
		if _, err := c.Get(t.Context(), fetch.Request{URL: address}); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "fetch "+address) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
