package coverage

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"newsdesk/rag"
)

// columns are the names that tables give the fields of a record, in lower case
// with a low line for what parts words. The first name that a row has a value
// under counts.
var columns = map[string][]string{
	"id":     {"id", "_id", "article_id", "guid"},
	"title":  {"title", "headline"},
	"text":   {"text", "body", "content", "article", "article_body", "full_text"},
	"url":    {"url", "link", "canonical_url", "article_url"},
	"date":   {"date", "published", "published_at", "publish_date", "publication_date", "date_published", "pub_date", "pubdate"},
	"source": {"outlet", "source", "publication", "publisher", "outlet_name", "source_name"},
	"lang":   {"lang", "language"},
	"byline": {"byline", "author", "authors"},
}

// maxHeader bounds the first line of a table, by which its separator is told.
const maxHeader = 64 << 10

// maxColumns bounds the columns of a row.
const maxColumns = 1000

var (
	errNoColumns = errors.New("its first line does not name the columns; name at least one of text, body or content, and title, date, outlet, url, lang, byline, id as there are")
	errManyCells = fmt.Errorf("has more than %d columns", maxColumns)
)

// rows yields the articles of a table, one a row.
func (r Reader) rows(s Source, in io.Reader, yield func(rag.Article, error) bool) bool {
	limit := &rowLimit{in: in}
	buf := bufio.NewReaderSize(limit, maxHeader)
	table, skipped, err := newTable(buf)
	if err != nil {
		return yield(rag.Article{}, &FileError{s.Path, err})
	}
	for {
		row, err := table.Read()
		limit.from = limit.read
		at := LineError{Path: s.Path}
		if broken, ok := errors.AsType[*csv.ParseError](err); ok {
			at.Line, at.Err = broken.StartLine+skipped, fmt.Errorf("is no row of a table: %w; a quotation mark within quotes is written twice", broken.Err)
			if !yield(rag.Article{}, &at) {
				return false
			}
			continue
		}
		switch {
		case errors.Is(err, io.EOF):
			return true
		case err != nil:
			return yield(rag.Article{}, &FileError{s.Path, err})
		}
		line, _ := table.FieldPos(0)
		at.Line = line + skipped
		if !r.row(table.pick(row), at, yield) {
			return false
		}
	}
}

// row yields the article of one row. A row without anything in it is none.
func (r Reader) row(fields map[string]string, at LineError, yield func(rag.Article, error) bool) bool {
	if len(fields) == 0 {
		return true
	}
	if _, ok := fields["text"]; !ok {
		fields["text"] = "" // to be told of in the words for any record
	}
	data, err := recordOf(fields)
	if err != nil {
		at.Err = err
		return yield(rag.Article{}, &at)
	}
	return r.record(data, at, yield)
}

// A table is a file of rows whose columns are known by name.
type table struct {
	*csv.Reader
	names map[string][]int // for each field, its columns
}

// newTable reads the header. Lines that were skipped before it are returned, for
// the numbers of lines.
func newTable(in *bufio.Reader) (*table, int, error) {
	first, err := in.Peek(maxHeader)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	if s := string(first[:min(len(first), 2)]); s == "\xff\xfe" || s == "\xfe\xff" {
		return nil, 0, errUTF16
	}
	if strings.HasPrefix(string(first[:min(len(first), 3)]), "\ufeff") {
		_, _ = in.Discard(len("\ufeff"))
		first = first[len("\ufeff"):]
	}
	header, _, _ := strings.Cut(string(first), "\n")
	comma, skipped := separator(header), 0
	if named, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(header, "\r")), "sep="); ok && len(named) == 1 && strings.Contains(separators, named) {
		_, _ = in.Discard(min(len(header)+1, len(first))) // Excel's own line
		comma, skipped = rune(named[0]), 1
	}
	t := &table{csv.NewReader(in), map[string][]int{}}
	t.Comma, t.FieldsPerRecord, t.ReuseRecord = comma, -1, true
	names, err := t.Read()
	switch {
	case err != nil:
		return nil, 0, errNoColumns
	case len(names) > maxColumns:
		return nil, 0, errManyCells
	}
	t.name(names)
	if len(t.names["text"]) == 0 {
		return nil, 0, errNoColumns
	}
	return t, skipped, nil
}

// separators are what stands between the cells of tables.
const separators = ",;\t|"

// separator tells the separator by which the header has most columns that are
// known.
func separator(header string) rune {
	best, most := ',', 0
	for _, comma := range separators {
		t := &table{names: map[string][]int{}}
		t.name(strings.Split(strings.TrimRight(header, "\r"), string(comma)))
		if len(t.names) > most {
			best, most = comma, len(t.names)
		}
	}
	return best
}

var columnName = strings.NewReplacer(" ", "_", "-", "_", ".", "_", `"`, "")

// name finds the columns of each field.
func (t *table) name(header []string) {
	at := map[string]int{}
	for i, name := range header[:min(len(header), maxColumns)] { // a first line that is not a header may have any number
		name = columnName.Replace(strings.ToLower(strings.Trim(strings.TrimSpace(name), `"`)))
		if _, twice := at[name]; !twice {
			at[name] = i
		}
	}
	for field, names := range columns {
		for _, name := range names {
			if i, ok := at[name]; ok {
				t.names[field] = append(t.names[field], i)
			}
		}
	}
}

// pick returns what a row says.
func (t *table) pick(row []string) map[string]string {
	fields := map[string]string{}
	for _, field := range slices.Sorted(maps.Keys(t.names)) {
		for _, i := range t.names[field] {
			if i < len(row) && fields[field] == "" && strings.TrimSpace(row[i]) != "" {
				fields[field] = row[i]
			}
		}
	}
	return fields
}

// A rowLimit ends a table in which a row goes on for too long: one quotation mark
// that is not closed makes a single cell of all that follows.
type rowLimit struct {
	in         io.Reader
	read, from int64 // bytes read, and those read when the last row ended
}

func (l *rowLimit) Read(p []byte) (int, error) {
	if l.read-l.from > maxText {
		return 0, fmt.Errorf("has a row of more than %d MB; is a quotation mark not closed?", maxText>>20)
	}
	n, err := l.in.Read(p)
	l.read += int64(n)
	return n, err
}
