package sources

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"newsdesk/rag"
)

// What callers may want to tell apart.
var (
	// ErrKnown says that a source is followed already.
	ErrKnown = errors.New("it is followed already")
	// ErrUnknown says that there is no such source.
	ErrUnknown = errors.New("no such source is followed; list them to see their ids")
	// ErrAddress says that something can't be followed.
	ErrAddress = errors.New("it can't be followed")
	// ErrFull says that there are as many sources as are followed.
	ErrFull = fmt.Errorf("%d sources are followed, and no more can be; remove one first", MaxSources)
	// ErrHeld says that a site wants to be left alone for now.
	ErrHeld = errors.New("the site asked to be left alone for now")
)

const (
	// MaxSources bounds how many sources are followed: ten times a newsroom's
	// list, and looking through them all takes some 80 ms.
	MaxSources = 5000
	// maxAddress bounds an address, in bytes, as package fetch does.
	maxAddress = 4096
	// maxName bounds who added a source and its audience, in bytes.
	maxName = 200
)

// ID names a source, in a few letters that a person can type. One address has
// the same for one audience whenever it is added.
type ID string

// Kind is what a source is.
type Kind string

// What can be followed.
const (
	Feed    Kind = "feed"    // RSS, Atom or JSON
	Page    Kind = "page"    // one page
	Sitemap Kind = "sitemap" // a list of pages
	Files   Kind = "folder"  // of this machine
)

// Source is something that is followed.
type Source struct {
	ID      ID     `json:"id"`
	Kind    Kind   `json:"kind"`
	Address string `json:"address"` // a URL, or the absolute path of a folder
	// Audience is whose coverage it feeds; "": everyone's.
	Audience string    `json:"audience,omitempty"`
	AddedBy  string    `json:"added_by,omitempty"`
	Added    time.Time `json:"added"`
	Paused   time.Time `json:"paused,omitzero"` // since when; zero: it is not

	// life is another each time that it is added: what was written for a life
	// that is over counts for nothing.
	life string
}

// State is what came of following a source. Times are zero where there was none.
type State struct {
	Asked  time.Time `json:"asked,omitzero"`  // last
	Worked time.Time `json:"worked,omitzero"` // last, with or without a change
	News   time.Time `json:"news,omitzero"`   // when it last had something new
	Due    time.Time `json:"due,omitzero"`    // next; zero: never
	// Why says, in a line for people, why it does not work; "": it does.
	Why string `json:"why,omitempty"`
	// Note is something else to know: pages that can't be read, a folder that
	// can only be looked through. "": nothing.
	Note     string    `json:"note,omitempty"`
	Failures int       `json:"failures,omitempty"` // in a row
	Gone     time.Time `json:"gone,omitzero"`      // since when the site says that it is no more
	Held     time.Time `json:"held,omitzero"`      // until when it asked to be left alone
	Wanted   time.Time `json:"wanted,omitzero"`    // when a person last asked for a visit at once

	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	Sum          string `json:"sum,omitempty"` // of what came last
	Moved        Moved  `json:"moved,omitzero"`

	Interval time.Duration `json:"interval,omitempty"` // learned
	Pace     Pace          `json:"pace,omitzero"`
	Hints    Hints         `json:"hints,omitzero"`

	Added     int `json:"added,omitempty"` // articles, in all
	Changed   int `json:"changed,omitempty"`
	Withdrawn int `json:"withdrawn,omitempty"`

	// Of a page alone: its articles, and since when and how often it was not there.
	Articles []rag.ArticleID `json:"articles,omitempty"`
	Missing  Missing         `json:"missing,omitzero"`
}

// Moved is where a site says that a source is for good.
type Moved struct {
	To    string    `json:"to,omitempty"`
	First time.Time `json:"first,omitzero"`
	Times int       `json:"times,omitempty"` // in a row
	Kept  bool      `json:"kept,omitempty"`  // it is asked for there
}

// Missing counts that something is not there.
type Missing struct {
	Since  time.Time `json:"since,omitzero"`
	Checks int       `json:"checks,omitempty"`
}

// Status is a source and what came of it.
type Status struct {
	Source
	State State
}

// Active reports whether it is asked for by itself.
func (s Status) Active() bool { return s.Paused.IsZero() && s.State.Gone.IsZero() }

// address is where it is asked for.
func (s Status) address() string {
	if s.State.Moved.Kept {
		return s.State.Moved.To
	}
	return s.Address
}

// checked returns a source as it is kept, or an error that wraps ErrAddress.
func (s Source) checked() (Source, error) {
	var err error
	switch s.Kind {
	case Feed, Page, Sitemap:
		s.Address, err = webAddress(s.Address)
	case Files:
		s.Address, err = folderPath(s.Address)
	default:
		err = fmt.Errorf("%q is no kind of source; give one of %s, %s, %s and %s", clip(string(s.Kind)), Feed, Page, Sitemap, Files)
	}
	if err == nil && (len(s.Audience) > maxName || len(s.AddedBy) > maxName || !utf8.ValidString(s.Audience+s.AddedBy)) {
		err = fmt.Errorf("its audience or who adds it has more than %d bytes", maxName)
	}
	if err != nil {
		return s, fmt.Errorf("add %q: %w: %w", clip(s.Address), ErrAddress, err)
	}
	s.ID = ID(short(fmt.Sprint(s.Kind == Files), s.Audience, s.Address))
	return s, nil
}

// webAddress returns an address of the web in the form in which it is kept.
func webAddress(address string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case len(address) > maxAddress || !utf8.ValidString(address):
		return address, fmt.Errorf("its address has more than %d bytes", maxAddress)
	case err != nil || u.Hostname() == "" || u.Opaque != "":
		return address, errors.New("it is not an address as https://news.example/feed is")
	case u.User != nil:
		u.User = nil
		return u.String(), errors.New("its address holds a name or password")
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if u.Scheme != "http" && u.Scheme != "https" {
		return address, errors.New("its address does not begin with http:// or https://")
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String(), nil
}

// Canonical returns an address of the web or the path of a folder in the form in
// which [Source].Address has it, so that the two can be compared. What can't be
// followed is returned as it is.
func Canonical(address string) string {
	address = strings.TrimSpace(address)
	start := strings.ToLower(address[:min(len(address), len("https://"))])
	kept, err := "", errors.New("it is empty")
	if strings.HasPrefix(start, "http://") || start == "https://" {
		kept, err = webAddress(address)
	} else if address != "" && !strings.Contains(address, "://") {
		if kept, err = filepath.Abs(address); err == nil {
			kept, err = folderPath(kept)
		}
	}
	if err != nil {
		return address
	}
	return kept
}

func folderPath(path string) (string, error) {
	if !filepath.IsAbs(path) || len(path) > maxAddress || !utf8.ValidString(path) || strings.ContainsRune(path, 0) {
		return path, errors.New("give the whole path of the folder")
	}
	return filepath.Clean(path), nil
}

// short is a name of 13 letters and digits that is one text's alone, of 64 bits.
func short(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:8]))
}

// clip shortens what is quoted in a line for people, and keeps it one line.
func clip(s string) string {
	const most = 300
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
