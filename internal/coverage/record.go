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

// record is an article as JSON states it. All but the text may be missing,
// null or of another type. Some fields have two names; the first one that gives
// a text counts.
type record struct {
	ID        field   `json:"id"`
	OtherID   field   `json:"_id"`
	Title     field   `json:"title"`
	Text      *string `json:"text"`
	URL       field   `json:"url"`
	Date      field   `json:"date"`
	Published field   `json:"published"`
	Source    field   `json:"source"`
	Outlet    field   `json:"outlet"`
	Byline    field   `json:"byline"`
	Lang      field   `json:"lang"`
}

// A field is a string, or what stands in its place.
type field struct {
	text  string
	plain string // a number, true or false, as it is written
	kind  string // of what is no string and not null, as JSON calls it
}

// UnmarshalJSON reads any value.
func (f *field) UnmarshalJSON(data []byte) error {
	*f = field{}
	switch data[0] {
	case '"':
		return json.Unmarshal(data, &f.text)
	case '{':
		f.kind = "object"
	case '[':
		f.kind = "array"
	case 't', 'f':
		f.kind, f.plain = "boolean", string(data)
	case 'n': // null, as if it were missing
	default:
		f.kind, f.plain = "number", string(data)
	}
	return nil
}

// misfits takes a number for an id, a number or a boolean for a title, and
// returns a warning for each field that is left out for its type. A number is
// no date: whether it counts seconds, milliseconds or days is not said.
func (r *record) misfits() []error {
	var warnings []error
	for _, f := range []struct {
		name  string
		value *field
		plain bool // taken as it is written
	}{
		{"id", &r.ID, r.ID.kind == "number"}, {"_id", &r.OtherID, r.OtherID.kind == "number"}, {"title", &r.Title, true},
		{"url", &r.URL, false}, {"date", &r.Date, false}, {"published", &r.Published, false},
		{"source", &r.Source, false}, {"outlet", &r.Outlet, false}, {"byline", &r.Byline, false}, {"lang", &r.Lang, false},
	} {
		if f.plain && f.value.plain != "" {
			f.value.text = f.value.plain
		} else if f.value.kind != "" {
			warnings = append(warnings, fmt.Errorf("%s: left out, a JSON %s is not a text", f.name, f.value.kind))
		}
	}
	return warnings
}

// ParseRecord reads an article from one JSON object. The body is its text
// exactly. Warnings say what was left out because it could not be understood.
// Article.File stays empty.
func ParseRecord(data []byte) (a rag.Article, warnings []error, err error) {
	var r record
	if err := r.decode(data); err != nil {
		return rag.Article{}, nil, err
	}
	warnings = r.misfits()
	a = rag.Article{
		Title: oneLine(r.Title.text), Outlet: oneLine(first(r.Outlet.text, r.Source.text)), Byline: oneLine(r.Byline.text),
		Language: strings.TrimSpace(r.Lang.text), Body: *r.Text,
	}
	if date := strings.TrimSpace(first(r.Date.text, r.Published.text)); date != "" {
		var ok bool
		if a.Published, ok = parseDate(date); !ok {
			warnings = append(warnings, fmt.Errorf("date %q: not understood, so the article stays undated", clip(date)))
		}
	}
	if link := strings.TrimSpace(r.URL.text); link != "" {
		if canonicalURL(link) == "" {
			warnings = append(warnings, fmt.Errorf("url %q: left out, not a web address", clip(link)))
		} else {
			a.URL = link
		}
	}
	if err := complete(&a); err != nil {
		return rag.Article{}, nil, err
	}
	if id := strings.TrimSpace(first(r.ID.text, r.OtherID.text)); id != "" {
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
func first(values ...string) string {
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
		if isLead(name) {
			query.Del(name)
		}
	}
	canonical := host + strings.TrimSuffix(u.EscapedPath(), "/")
	if len(query) > 0 {
		canonical += "?" + query.Encode()
	}
	return canonical
}
