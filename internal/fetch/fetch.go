// Package fetch gets one page of the web for somebody whom it need not trust
// with the network that it runs in. An address that a person, or a page, gives
// is asked for only where it leads to the public internet: every address that a
// name stands for is checked after it was looked up and again as it is dialled,
// at the first request and at each redirect, so that neither a way of writing an
// address nor a name that changes leads to a machine behind the firewall.
//
// What comes is bounded in size, packed and unpacked, and in time, also where a
// server drips. Nothing is sent that tells who asks, besides the name that the
// caller gives: no cookies, no credentials, no proxy of the environment. A page
// is got as it is: package coverage knows what it says, and whoever calls knows
// how often a site may be asked.
//
// Start at [Client.Get]; [Policy] says which addresses are let through.
package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Config is what a Client works with. The zero Config is safe.
type Config struct {
	UserAgent string         // who asks; "": Go's own name
	Policy    Policy         // which addresses besides the public ones
	Limits    Limits         // zero ones are the defaults
	Resolver  Resolver       // nil: the system's
	RootCAs   *x509.CertPool // nil: the system's
	Now       func() time.Time
}

// Resolver looks names up. *net.Resolver is one.
type Resolver interface {
	// LookupNetIP returns the addresses of a host; network is "ip".
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

var _ Resolver = (*net.Resolver)(nil)

// Limits bound one Get.
type Limits struct {
	Total     time.Duration // for all of it, redirects and body
	Idle      time.Duration // without a byte, at each step
	Body      int64         // bytes, as sent and as unpacked
	Header    int64         // bytes of a response's header
	Redirects int
}

// The limits where none are set. A front page of a news site has 0.5 to 3 MB, an
// archive in JSONL some tens; a server in trouble is given up before a person
// who waits gives up. Redirects are as many as browsers of people need, who
// allow 20: a short link, a consent page, http to https, www, AMP.
const (
	defaultTotal     = 30 * time.Second
	defaultIdle      = 10 * time.Second
	defaultBody      = 32 << 20
	defaultHeader    = 64 << 10
	defaultRedirects = 10
)

func (l Limits) filled() Limits {
	l.Total = or(l.Total, defaultTotal)
	l.Idle = or(l.Idle, defaultIdle)
	l.Body = or(l.Body, defaultBody)
	l.Header = or(l.Header, defaultHeader)
	l.Redirects = or(l.Redirects, defaultRedirects)
	return l
}

func or[T time.Duration | int64 | int](set, otherwise T) T {
	if set > 0 {
		return set
	}
	return otherwise
}

// A Client gets pages. It may be used from many goroutines at once.
type Client struct {
	config Config
	http   *http.Client
}

// New returns a Client.
func New(c Config) *Client {
	c.Limits = c.Limits.filled()
	if c.Resolver == nil {
		c.Resolver = net.DefaultResolver
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	d := &dialer{policy: c.Policy, resolver: c.Resolver}
	d.net.ControlContext = d.control
	return &Client{c, &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: d.dial, Proxy: nil, TLSClientConfig: &tls.Config{RootCAs: c.RootCAs, MinVersion: tls.VersionTLS12},
			// One page is asked of a site now and then: no connection is kept,
			// and each one is checked.
			DisableKeepAlives: true, DisableCompression: true,
			TLSHandshakeTimeout: c.Limits.Idle, ResponseHeaderTimeout: c.Limits.Idle, MaxResponseHeaderBytes: c.Limits.Header,
		},
	}}
}

// A Request asks for a page. ETag and LastModified are those of the page that
// the caller has, "" for none: what did not change since is not sent again.
type Request struct{ URL, ETag, LastModified string }

// A Page is what a server gave.
type Page struct {
	URL         string // at which it was in the end, without a fragment
	ContentType string // as it was sent, "" where it was not
	Body        []byte // unpacked
	Fetched     time.Time
	// ETag and LastModified are for the next Request for the page.
	ETag, LastModified string
	// NotModified says that the page is as it was when the request's ETag and
	// LastModified were sent; there is no Body then.
	NotModified bool
}

// Get gets a page. Redirects are followed, but for those from https to http. All
// errors are an *[Error].
func (c *Client) Get(ctx context.Context, r Request) (Page, error) {
	ctx, done := context.WithTimeoutCause(ctx, c.config.Limits.Total, errTotal)
	defer done()
	at, err := parse(r.URL)
	for hop := 0; err == nil; hop++ {
		var page Page
		var next *url.URL
		if page, next, err = c.ask(ctx, at, r); err != nil || next == nil {
			return page, failed(at, err)
		}
		switch {
		case hop == c.config.Limits.Redirects:
			return Page{}, failed(at, errRedirects)
		case at.Scheme == "https" && next.Scheme == "http":
			return Page{}, failed(at, errDowngrade)
		}
		at = next
	}
	return Page{}, failed(at, err)
}

// Check reports whether an address is one that could be asked for, without
// asking: an *[Error] that wraps [ErrAddress] where it is not.
func Check(address string) error {
	at, err := parse(address)
	return failed(at, err)
}

// ask sends one request, and returns the page or where it is to be found.
func (c *Client) ask(ctx context.Context, at *url.URL, r Request) (Page, *url.URL, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	res, err := c.send(ctx, at, r)
	if err != nil {
		return Page{}, nil, err
	}
	defer res.Body.Close()
	if next, err := redirect(res, at); next != nil || err != nil {
		return Page{}, next, err
	}
	page := Page{
		URL: at.String(), ContentType: res.Header.Get("Content-Type"), Fetched: c.config.Now(),
		ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified"),
	}
	switch {
	case res.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != ""):
		page.NotModified = true
		return page, nil, nil
	case res.StatusCode != http.StatusOK:
		return Page{}, nil, statusError(res, page.Fetched)
	}
	page.Body, err = c.body(res, stop)
	if err != nil {
		return Page{}, nil, because(ctx, err)
	}
	return page, nil, nil
}

// send sends a request, and returns the response before its body is read.
func (c *Client) send(ctx context.Context, at *url.URL, r Request) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	c.head(req.Header, r)
	res, err := c.http.Do(req)
	return res, because(ctx, err)
}

// accepted is what is read of the web, the likeliest first.
const accepted = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/plain;q=0.9, text/markdown;q=0.9, application/x-ndjson;q=0.9, application/json;q=0.8, */*;q=0.1"

// head fills in a request's header.
func (c *Client) head(h http.Header, r Request) {
	if c.config.UserAgent != "" {
		h.Set("User-Agent", c.config.UserAgent)
	}
	h.Set("Accept", accepted)
	h.Set("Accept-Encoding", "gzip")
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
}

// redirect returns where a response leads, nil where it is the end.
func redirect(res *http.Response, at *url.URL) (*url.URL, error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	to := res.Header.Get("Location")
	if to == "" {
		return nil, errNowhere
	}
	next, err := at.Parse(to)
	if err != nil {
		return nil, errNowhere
	}
	if next, err = parse(next.String()); err != nil {
		return nil, &redirectError{err}
	}
	return next, nil
}

// because returns why a context ended, where that is what err comes of.
func because(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, net.ErrClosed)) {
		return cause
	}
	return err
}
