package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// What a caller may want to tell apart.
var (
	// ErrAddress is that of an address which no page can have.
	ErrAddress = errors.New("the address cannot be asked for")
	// ErrNotPublic is that of an address outside the public internet. It does
	// not say which: who gave a name is not told what it stands for in here.
	ErrNotPublic = errors.New("it leads to a place that is not on the public internet, and is not asked")
)

// What else can be wrong.
var (
	errPort      = fmt.Errorf("it names a port at which no web pages are; ports %v are asked", ports)
	errNoAddress = errors.New("the name of the site stands for no address")
	errRedirects = errors.New("it leads on and on; open it in a browser and give the address that it ends at")
	errDowngrade = errors.New("it leads from https to http, where anybody on the way can change what it says; give the address that it ends at")
	errNowhere   = errors.New("it says that it moved, and not where to")
	errTotal     = errors.New("it takes too long; try again later")
	errIdle      = errors.New("the site stopped sending; try again later")
	errTooLarge  = errors.New("it is larger than the limit")
)

// An Error says what could not be got, and why, in words for people.
type Error struct {
	URL string // the one that failed, which may be one that the first led to
	Err error
}

func (e *Error) Error() string { return "fetch " + e.URL + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// failed makes an *Error of what went wrong at an address, nil of nil.
func failed(at *url.URL, err error) error {
	if err == nil {
		return nil
	}
	shown := at.String()
	if at.Opaque != "" {
		shown = at.Opaque
	}
	return &Error{shown, words(err)}
}

// A redirectError is that of an address to which a page led.
type redirectError struct{ err error }

func (e *redirectError) Error() string { return "it leads on: " + e.err.Error() }
func (e *redirectError) Unwrap() error { return e.err }

// A StatusError is a server's refusal.
type StatusError struct {
	Code int // of HTTP
	// RetryAfter is how long the server asks to be left alone, 0 where it does
	// not say.
	RetryAfter time.Duration
}

func (e *StatusError) Error() string {
	said := fmt.Sprintf("the site answered %d %s", e.Code, http.StatusText(e.Code))
	switch {
	case e.Code == http.StatusNotFound || e.Code == http.StatusGone:
		return said + "; check the address"
	case e.Code == http.StatusUnauthorized || e.Code == http.StatusPaymentRequired || e.Code == http.StatusForbidden || e.Code == http.StatusUnavailableForLegalReasons:
		return said + "; it does not give this page to programs: save it from a browser and store the file"
	case e.RetryAfter > 0:
		return said + "; try again in " + e.RetryAfter.Round(time.Second).String()
	case e.Code == http.StatusTooManyRequests || e.Code >= http.StatusInternalServerError:
		return said + "; try again later"
	}
	return said
}

// statusError reads a refusal.
func statusError(res *http.Response, now time.Time) error {
	e := &StatusError{Code: res.StatusCode}
	after := res.Header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(after, 10, 24); err == nil {
		e.RetryAfter = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(after); err == nil {
		e.RetryAfter = max(0, at.Sub(now))
	}
	return e
}

// words says in words for people what the network's errors mean. It keeps what
// they wrap.
func words(err error) error {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.Is(err, ErrNotPublic):
		return ErrNotPublic // without the address, which the system's dialer names
	case errors.Is(err, errPort):
		return errPort
	case errors.As(err, &dns) && dns.IsNotFound:
		return &worded{"there is no site " + clip(dns.Name) + "; check the address", err}
	case errors.As(err, &dns):
		return &worded{"the name of the site cannot be looked up now; try again later", err}
	case errors.As(err, &cert):
		return &worded{"the site cannot prove that it is the one: " + cert.Err.Error(), err}
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return &worded{"the site cannot be reached; try again later", err}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return &worded{"the connection ended before all was there; try again later", err}
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &timeout) && timeout.Timeout():
		return &worded{errIdle.Error(), err}
	case strings.Contains(err.Error(), "server response headers exceeded"): // net/http has no name for it
		return &worded{"the header of its answer is larger than the limit", err}
	}
	if outer, ok := errors.AsType[*url.Error](err); ok {
		return outer.Err // the address is named already
	}
	return err
}

// A worded error says in other words what another one means.
type worded struct {
	say string
	err error
}

func (w *worded) Error() string { return w.say }
func (w *worded) Unwrap() error { return w.err }
