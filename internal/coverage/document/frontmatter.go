package document

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/adrg/frontmatter"
	"gopkg.in/yaml.v2"
)

// maxFront bounds front matter: a page of it is 2 kB, and its parsers recurse
// into what is nested, so that little must be all they get.
const maxFront = 64 << 10

var (
	errFrontOpen = errors.New("the front matter does not end: close it with a line like its first")
	errDraft     = errors.New("is a draft, as its front matter says; take out 'draft: true' when it is published")
)

// Names that people give the same thing in front matter, the surest first. When
// a page was last changed is no date of publication.
var (
	titleNames  = []string{"title", "headline"}
	dateNames   = []string{"publishdate", "published_at", "publishedat", "date_published", "datepublished", "published", "pubdate", "pub_date", "publication_date", "date"}
	outletNames = []string{"outlet", "source", "publication", "publisher"}
	writerNames = []string{"byline", "author", "authors", "writer"}
	urlNames    = []string{"url", "canonical", "canonical_url", "canonicalurl", "link", "original_url"}
	langNames   = []string{"lang", "language", "locale"}
	idNames     = []string{"id"}
)

// matter is front matter with its keys in lower case.
type matter map[string]any

// splitFront takes the front matter from the beginning of a file and returns the
// rest.
func splitFront(data []byte) (matter, []byte, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	head := data[:min(len(data), maxFront)]
	var raw map[string]any
	var body []byte
	err := guarded(func() (err error) {
		body, err = frontmatter.MustParse(bytes.NewReader(head), &raw,
			frontmatter.NewFormat("---", "---", yaml.Unmarshal), frontmatter.NewFormat("---", "...", yaml.Unmarshal),
			frontmatter.NewFormat("+++", "+++", unmarshalTOML))
		return err
	})
	switch {
	case errors.Is(err, frontmatter.ErrNotFound) && opensFront(head):
		return nil, nil, errFrontOpen
	case errors.Is(err, frontmatter.ErrNotFound):
		return nil, data, nil
	case err != nil:
		return nil, nil, fmt.Errorf("front matter: %s", oneLine(err.Error()))
	}
	m := matter{}
	m.add(raw)
	if params, ok := m["params"]; ok { // Hugo keeps a site's own names there
		m.addMissing(params)
	}
	return m, data[len(head)-len(body):], nil
}

// frontLine is a first fence with a key under it. A rule at the beginning of a
// text has none.
var frontLine = regexp.MustCompile(`^\s*(?:---|\+\+\+)[ \t]*\r?\n\s*["']?[\w-]+["']?[ \t]*[:=]`)

func opensFront(head []byte) bool { return frontLine.Match(head) }

// bareDate is a date of TOML without quotation marks.
var bareDate = regexp.MustCompile(`(?m)^([ \t]*["']?[\w.-]+["']?[ \t]*=[ \t]*)(\d{4}-\d{2}-\d{2}(?:[Tt ][\d:.]+(?:[Zz]|[+-]\d{2}:\d{2})?)?)[ \t]*(?:#.*)?\r?$`)

// unmarshalTOML keeps dates as they are written. The library puts one without a zone
// into the zone of the machine, and then nobody can tell that it had none.
func unmarshalTOML(data []byte, v any) error {
	return toml.Unmarshal(bareDate.ReplaceAll(data, []byte(`$1"$2"`)), v)
}

func (m matter) add(raw map[string]any) {
	for key, value := range raw {
		m[strings.ToLower(key)] = value
	}
}

func (m matter) addMissing(nested any) {
	for key, value := range entries(nested) {
		if _, ok := m[key]; !ok {
			m[key] = value
		}
	}
}

// entries returns a nested table of either format, with its keys in lower case.
func entries(value any) matter {
	out := matter{}
	switch t := value.(type) {
	case map[string]any:
		out.add(t)
	case map[any]any:
		for key, v := range t {
			out[strings.ToLower(fmt.Sprint(key))] = v
		}
	}
	return out
}

// text returns the first text that stands under one of the names. A list is
// joined by commas, a table stands for its name.
func (m matter) text(names []string) string {
	for _, name := range names {
		if s := asText(m[name], true); s != "" {
			return s
		}
	}
	return ""
}

func asText(value any, deep bool) string {
	switch t := value.(type) {
	case string:
		return oneLine(t)
	case int, int64, float64:
		return fmt.Sprint(t)
	case []any:
		var all []string
		for _, one := range t {
			if s := asText(one, false); s != "" {
				all = append(all, s)
			}
		}
		return strings.Join(all, ", ")
	case map[string]any, map[any]any:
		if deep {
			return entries(t).text([]string{"name", "title"})
		}
		return asText(entries(t)["name"], false)
	}
	return ""
}

// isDraft reports whether the front matter says that this is not out. Jekyll
// writes "published: false".
func (m matter) isDraft() bool { return m["draft"] == true || m["published"] == false }

// fill states in d what the front matter says.
func (m matter) fill(d *Document) {
	d.ID, d.Title, d.Date = m.text(idNames), m.text(titleNames), m.text(dateNames)
	d.Byline, d.Language = m.text(writerNames), m.text(langNames)
	d.URL = m.address(urlNames)
	for _, name := range outletNames {
		switch s := m.text([]string{name}); {
		case isWeb(s) && d.URL == "":
			d.URL = s // a source that is a link names no outlet
		case !isWeb(s) && d.Outlet == "":
			d.Outlet = s
		}
	}
}

// address returns the first address of the web. Hugo's url is the path of a page
// on its own site, which leads nowhere from here.
func (m matter) address(names []string) string {
	for _, name := range names {
		if s := m.text([]string{name}); isWeb(s) {
			return s
		}
	}
	return ""
}

func isWeb(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}
