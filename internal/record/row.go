package record

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"time"

	"newsdesk/rag"
)

// factColumns are the columns of an article but for its revision, body and
// analysis, in the order of facts.
const factColumns = `id, title, title_derived, outlet, byline, published, published_ns, published_zone,
	"precision", url, language, file, prose, imported, imported_ns, audience`

// facts is an article as its row holds it.
type facts struct {
	a          rag.Article
	published  sql.NullInt64
	ns, zone   int64
	imported   int64
	importedNS int64
}

func factsOf(a rag.Article) facts {
	f := facts{a: a, imported: a.Imported.Unix(), importedNS: int64(a.Imported.Nanosecond())}
	if d := a.Published; d.Known() {
		_, offset := d.Time.Zone()
		f.published = sql.NullInt64{Int64: d.Time.Unix(), Valid: true}
		f.ns, f.zone = int64(d.Time.Nanosecond()), int64(offset)
	}
	return f
}

// values returns what goes into factColumns.
func (f *facts) values() []any {
	a := &f.a
	return []any{string(a.ID), a.Title, a.TitleDerived, a.Outlet, a.Byline, f.published, f.ns, f.zone,
		int64(a.Published.Precision), a.URL, a.Language, a.File, a.Prose, f.imported, f.importedNS, a.Audience}
}

// targets returns where factColumns are scanned to.
func (f *facts) targets() []any {
	a := &f.a
	return []any{&a.ID, &a.Title, &a.TitleDerived, &a.Outlet, &a.Byline, &f.published, &f.ns, &f.zone,
		&a.Published.Precision, &a.URL, &a.Language, &a.File, &a.Prose, &f.imported, &f.importedNS, &a.Audience}
}

// article returns the article that was scanned.
func (f *facts) article() rag.Article {
	a := f.a
	a.Imported = time.Unix(f.imported, f.importedNS).UTC()
	a.Published = rag.Date{}
	if f.published.Valid {
		a.Published = rag.Date{Time: inZone(time.Unix(f.published.Int64, f.ns), int(f.zone)), Precision: f.a.Published.Precision}
	}
	return a
}

func inZone(t time.Time, offset int) time.Time {
	if offset == 0 {
		return t.UTC()
	}
	return t.In(time.FixedZone("", offset))
}

// digest sums up an article's text and facts, all but the time of its import,
// so that a re-import of the same is known without reading it back.
func digest(a rag.Article) []byte {
	f := factsOf(a)
	var b []byte
	texts := []string{string(a.ID), a.Title, a.Outlet, a.Byline, a.URL, a.Language, a.File}
	if a.Audience != "" { // left out where empty, as it was before there were any
		texts = append(texts, a.Audience)
	}
	for _, s := range texts {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	derived := int64(0)
	if a.TitleDerived {
		derived = 1
	}
	precision := int64(a.Published.Precision)
	for _, n := range []int64{derived, f.published.Int64, f.ns, f.zone, precision, int64(a.Prose)} {
		b = binary.AppendVarint(b, n)
	}
	h := sha256.New()
	h.Write(b)
	h.Write([]byte(a.Body))
	return h.Sum(nil)
}
