package llm

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// exchange is the HTTP client of one request of go-openai. It keeps what that
// library does not tell: whether there is a connection, the header that says
// when to come again, how a stream ended; and it bounds what is read.
type exchange struct {
	Config
	watch *watchdog
	limit int64 // bytes of a body

	header http.Header
	body   *body
}

// Do sends the request.
func (x *exchange) Do(req *http.Request) (*http.Response, error) {
	req = req.WithContext(httptrace.WithClientTrace(req.Context(), x.trace()))
	res, err := x.HTTP.Do(req)
	if err != nil {
		return nil, err
	}
	x.header = res.Header
	x.body = newBody(res.Body, x.limit)
	res.Body = x.body
	if res.StatusCode >= 300 && res.StatusCode < 400 {
		x.close()
		return nil, fmt.Errorf("%w: it redirects elsewhere (%d)", ErrNotAPI, res.StatusCode)
	}
	return res, nil
}

// trace expects a connection while there is none.
func (x *exchange) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) {
			x.watch.expect(x.Limits.Connect, overdue("no connection", x.Limits.Connect))
		},
		GotConn: func(httptrace.GotConnInfo) { x.expectFirst() },
	}
}

// expectFirst expects the first of a reply.
func (x *exchange) expectFirst() {
	x.watch.expect(x.Limits.FirstToken, overdue("no text", x.Limits.FirstToken))
}

// client is go-openai's, for this exchange.
func (x *exchange) client(endpoint openai.ClientConfig) *openai.Client {
	endpoint.HTTPClient = x
	return openai.NewClientWithConfig(endpoint)
}

// asked is how long the service wants to be left alone.
func (x *exchange) asked() time.Duration { return askedWait(x.header, x.Now()) }

// close ends the connection: go-openai leaves it open after an error.
func (x *exchange) close() {
	if x.body != nil {
		_ = x.body.Close()
	}
}

// body is a reply's, of bounded length; its first byte can be seen before it
// is read, and its last bytes after.
type body struct {
	in     *bufio.Reader
	closer io.Closer
	tail   []byte
}

func newBody(b io.ReadCloser, limit int64) *body {
	return &body{in: bufio.NewReader(&capped{b, limit}), closer: b}
}

// Close closes the connection's side.
func (b *body) Close() error { return b.closer.Close() }

// Read reads on and remembers the end.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.in.Read(p)
	b.tail = append(b.tail, p[max(0, n-tailSize):n]...)
	b.tail = b.tail[max(0, len(b.tail)-tailSize):]
	return n, err
}

// tailSize holds the line that ends a stream, with the white space after it.
const tailSize = 64

// done reports whether what was read ends with the line that ends a stream. A
// line of data ends with a brace, so that no text can look like it.
func (b *body) done() bool {
	last := bytes.TrimSpace(b.tail)
	return bytes.HasSuffix(last, []byte("data: [DONE]")) || bytes.HasSuffix(last, []byte("data:[DONE]"))
}

// first is the first byte that is not white space, which stays to be read.
func (b *body) first() (byte, error) {
	for {
		c, err := b.in.ReadByte()
		if err != nil {
			return 0, err
		}
		if !bytes.ContainsRune([]byte(" \t\r\n"), rune(c)) {
			return c, b.in.UnreadByte()
		}
	}
}

// capped reads at most left bytes; more is ErrTooLong.
type capped struct {
	in   io.Reader
	left int64
}

// Read reads within the cap.
func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, ErrTooLong
	}
	n, err := c.in.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}
