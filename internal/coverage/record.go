package coverage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"

	"newsdesk/rag"
)

// record is an article as JSON states it. All but the text may be missing or
// null. Some fields have two names; the first one that is given counts.
type record struct {
	ID        label   `json:"id"`
	OtherID   label   `json:"_id"`
	Title     string  `json:"title"`
	Text      *string `json:"text"`
	URL       string  `json:"url"`
	Date      string  `json:"date"`
	Published string  `json:"published"`
	Source    string  `json:"source"`
	Outlet    string  `json:"outlet"`
	Byline    string  `json:"byline"`
	Lang      string  `json:"lang"`
}

// A label is a string, or a number as it is written.
type label string

// UnmarshalJSON reads a string, a number or null.
func (l *label) UnmarshalJSON(data []byte) error {
	var number json.Number
	if data[0] != '"' && json.Unmarshal(data, &number) == nil {
		*l = label(number)
		return nil
	}
	if json.Unmarshal(data, (*string)(l)) != nil {
		return errors.New("the id is neither a text nor a number")
	}
	return nil
}

// ParseRecord reads an article from one JSON object. The body is its text
// exactly. Warnings say what was left out because it could not be understood.
// Article.File stays empty.
func ParseRecord(data []byte) (a rag.Article, warnings []error, err error) {
	var r record
	if err := r.decode(data); err != nil {
		return rag.Article{}, nil, err
	}
	a = rag.Article{
		Title: oneLine(r.Title), Outlet: oneLine(first(r.Outlet, r.Source)), Byline: oneLine(r.Byline),
		Language: strings.TrimSpace(r.Lang), Body: *r.Text,
	}
	if date := strings.TrimSpace(first(r.Date, r.Published)); date != "" {
		var ok bool
		if a.Published, ok = parseDate(date); !ok {
			warnings = append(warnings, fmt.Errorf("date %q: not understood, so the article stays undated", clip(date)))
		}
	}
	if link := strings.TrimSpace(r.URL); link != "" {
		if canonicalURL(link) == "" {
			warnings = append(warnings, fmt.Errorf("url %q: left out, not a web address", clip(link)))
		} else {
			a.URL = link
		}
	}
	if err := complete(&a); err != nil {
		return rag.Article{}, nil, err
	}
	if id := strings.TrimSpace(string(first(r.ID, r.OtherID))); id != "" {
		a.ID = rag.ArticleID(id)
	}
	return a, warnings, nil
}

// decode reads the record and checks that it has a text.
func (r *record) decode(data []byte) error {
	if !utf8.Valid(data) {
		return notUTF8(string(data))
	}
	if err := json.Unmarshal(data, r); err != nil {
		return jsonError(err)
	}
	switch {
	case r.Text == nil && strings.TrimSpace(string(data)) == "null":
		return errors.New("is null, not an article")
	case r.Text == nil:
		return errors.New("has no text")
	case strings.ContainsRune(*r.Text, 0):
		return errBinary
	case strings.Trim(*r.Text, blanks) == "":
		return errors.New("the text is empty")
	}
	return nil
}

// first returns the first value that is not empty.
func first[T ~string](values ...T) T {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// jsonError says in words what is wrong with JSON.
func jsonError(err error) error {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if e.Field == "" {
			return fmt.Errorf("is a JSON %s, not an object", e.Value)
		}
		return fmt.Errorf("%s is a %s, not a text", e.Field, e.Value)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("not JSON: it ends too early")
	}
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("not JSON: %w at byte %d", e, e.Offset)
	}
	return err
}

// clip shortens a value for a message.
func clip(s string) string {
	const most = 40
	if r := []rune(s[:min(len(s), 4*most+4)]); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// oneLine returns s with single spaces and no line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// canonicalURL returns one form for the addresses of a page, or "" if s is not
// the address of a page. What trackers append does not tell pages apart.
func canonicalURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" {
			query.Del(name)
		}
	}
	canonical := host + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(query) > 0 {
		canonical += "?" + query.Encode()
	}
	return canonical
}
