package llm

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// What can be wrong with a service or its reply. [StatusError] is the rest.
var (
	// ErrUnavailable says that the service failed several times in a row and
	// is left alone for a while; the request was not sent.
	ErrUnavailable = errors.New("the service is left alone after failures")
	// ErrTimeout says that a limit of time passed.
	ErrTimeout = errors.New("timed out")
	// ErrNotAPI says that what answers is no OpenAI-compatible API: a web
	// page, a redirect, plain text.
	ErrNotAPI = errors.New("the reply is not of an OpenAI-compatible API")
	// ErrInvalidReply says that a reply is not the JSON that it should be.
	ErrInvalidReply = errors.New("the reply is invalid JSON")
	// ErrEmptyReply says that a reply ended well and held no text.
	ErrEmptyReply = errors.New("the reply is empty")
	// ErrToolCall says that the model called a tool, though it was given none.
	ErrToolCall = errors.New("the reply is a tool call without text")
	// ErrTruncated says that a reply broke off.
	ErrTruncated = errors.New("the reply broke off")
	// ErrCutOff says that the model reached its limit of tokens.
	ErrCutOff = errors.New("the reply reached its limit of tokens")
	// ErrTooLong says that a reply went on beyond any answer.
	ErrTooLong = errors.New("the reply is too long")
	// ErrFiltered says that the service withheld the reply, or a part of it.
	ErrFiltered = errors.New("the service withheld the reply")
)

// StatusError is an error that the service itself reported.
type StatusError struct {
	Status  int    // HTTP's; 0 where it came in the middle of a stream
	Code    string // the service's, "" where it gave none
	Message string // the service's words, shortened, without the key
}

// Error tells the status, the code and the service's words.
func (e *StatusError) Error() string {
	var b strings.Builder
	b.WriteString("the service reported")
	if e.Status != 0 {
		fmt.Fprintf(&b, " %d %s", e.Status, http.StatusText(e.Status))
	}
	if e.Code != "" {
		fmt.Fprintf(&b, " (%s)", e.Code)
	}
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	if e.Status == http.StatusNotFound {
		b.WriteString(" (the service's address usually ends in /v1, and it must have the model)")
	}
	return b.String()
}

// exhausted are the codes of a quota or an account that waiting does not mend.
var exhausted = []string{"insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "access_terminated"}

// passing reports whether another try may succeed.
func (e *StatusError) passing() bool {
	for _, code := range exhausted {
		if strings.Contains(e.Code, code) {
			return false
		}
	}
	if e.Status == 0 {
		return strings.Contains(e.Code, "rate_limit") || strings.Contains(e.Code, "server") ||
			strings.Contains(e.Code, "overloaded")
	}
	return e.Status == http.StatusTooManyRequests || e.Status == http.StatusRequestTimeout || e.Status >= 500
}

// passing reports whether an error may be gone on another try: a server's
// fault, a limit of rate, or a connection that broke. A bad key, a bad request
// and an exhausted quota stay; nonsense is expected again; and who has waited
// for one time-out does not wait for a second.
func passing(err error) bool {
	var begun *partial
	if errors.As(err, &begun) {
		return false
	}
	var status *StatusError
	if errors.As(err, &status) {
		return status.passing()
	}
	for _, final := range []error{
		context.Canceled, context.DeadlineExceeded, ErrTimeout, ErrNotAPI, ErrInvalidReply, ErrEmptyReply,
		ErrToolCall, ErrCutOff, ErrTooLong, ErrFiltered,
	} {
		if errors.Is(err, final) {
			return false
		}
	}
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	unknown := errors.As(err, &name) && name.IsNotFound
	return !unknown && !errors.As(err, &certificate)
}

// explain turns what go-openai and net/http return into the errors above. What
// a service says is kept short, and the key is taken out of it.
func (c Config) explain(err error) error {
	var api *openai.APIError
	if errors.As(err, &api) {
		return &StatusError{api.HTTPStatusCode, codeOf(api), c.scrub(api.Message)}
	}
	var request *openai.RequestError
	if errors.As(err, &request) {
		return &StatusError{Status: request.HTTPStatusCode, Message: c.page(request.Body)}
	}
	if malformed(err) {
		return fmt.Errorf("%w: %s", ErrInvalidReply, c.scrub(err.Error()))
	}
	var addressed *url.Error
	if errors.As(err, &addressed) { // its text has the URL, which may hold a secret
		return addressed.Err
	}
	return err
}

func malformed(err error) bool {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &kind)
}

// codeOf is the service's code, or else its type of error.
func codeOf(e *openai.APIError) string {
	if code, ok := e.Code.(string); ok && code != "" {
		return code
	}
	return e.Type
}

// page is what the body of an error says that is not the API's JSON.
func (c Config) page(body []byte) string {
	if bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")) {
		return "a web page"
	}
	return c.scrub(string(body))
}

// maxSaid is how much of a service's words is kept, in bytes.
const maxSaid = 300

// scrub makes a service's words fit for a log: one line, short, without the key.
func (c Config) scrub(s string) string {
	if c.Key != "" {
		s = strings.ReplaceAll(s, c.Key, "[key]")
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " ")
	if len(s) > maxSaid {
		s = strings.ToValidUTF8(s[:maxSaid], "") + "…"
	}
	return s
}

// broken tells a stream that broke off from other errors of reading it.
func broken(err error) error {
	var network net.Error
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &network) {
		return fmt.Errorf("%w: %w", ErrTruncated, err)
	}
	return err
}

// overdue is the error of a limit of time.
func overdue(what string, limit time.Duration) error {
	return fmt.Errorf("%w: %s within %s", ErrTimeout, what, limit)
}
