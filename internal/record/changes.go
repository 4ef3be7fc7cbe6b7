package record

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"newsdesk/rag"
)

// logPage is how many rows of the log are read at a time; what they tell of is
// looked up one by one.
const logPage = 1000

var errAhead = errors.New("the position is ahead of the log: it is of another record; read again from zero")

// Changes implements [rag.Log]. All that it delivers is of one moment; visit
// may use the record meanwhile, and even write to it.
//
// What has been superseded since after is left out: of vectors stored twice
// only the later come, and a revision that came and went shows only in its
// removal. So an index may be told to remove what it never had. An index that
// begins to want another encoder reads again from zero.
func (r *Record) Changes(ctx context.Context, after rag.Seq, encoders []string, visit func(rag.Change) error) (rag.Seq, error) {
	names, err := json.Marshal(encoders)
	if err != nil {
		return 0, err
	}
	var end rag.Seq
	err = r.snapshot(ctx, func(tx *sql.Tx) error {
		f := &feed{tx: tx, encoders: string(names), visit: visit}
		end, err = f.run(ctx, after)
		return err
	})
	return end, r.fault(fmt.Sprintf("read changes since %d from", after), err)
}

// feed delivers changes from one transaction.
type feed struct {
	tx       *sql.Tx
	encoders string // JSON
	visit    func(rag.Change) error
}

func (f *feed) run(ctx context.Context, after rag.Seq) (rag.Seq, error) {
	end, err := head(ctx, f.tx)
	if err != nil {
		return 0, err
	}
	var trimmed rag.Seq
	if err := f.tx.QueryRowContext(ctx, `SELECT seq FROM trims`).Scan(&trimmed); err != nil {
		return 0, err
	}
	switch {
	case after < 0 || after > end:
		return 0, errAhead
	case after == end:
		return end, nil
	case after == 0:
		if err := f.articles(ctx); err != nil {
			return 0, err
		}
		return end, f.vectors(ctx)
	case after < trimmed:
		// The log no longer tells which removals the reader has missed. What
		// is gone shows as gaps in the numbering of revisions.
		if err := f.gaps(ctx); err != nil {
			return 0, err
		}
		return end, f.since(ctx, after, kindRemoved)
	}
	return end, f.since(ctx, after, 0)
}

const storedColumns = `revision, version, analysis, ` + factColumns

// articles delivers all that are there.
func (f *feed) articles(ctx context.Context) error {
	rows, err := f.tx.QueryContext(ctx, `SELECT `+storedColumns+` FROM articles ORDER BY revision`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f.stored(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

type scanner interface{ Scan(...any) error }

func (f *feed) stored(row scanner) error {
	var s rag.Stored
	var a facts
	if err := row.Scan(append([]any{&s.Revision, &s.Version, &s.Analysis}, a.targets()...)...); err != nil {
		return err
	}
	s.Article = a.article()
	return f.visit(rag.Change{Stored: &s})
}

const (
	embeddedColumns = `revision, name, dim, windows`
	embeddedRows    = ` FROM vectors JOIN encoders USING (encoder) WHERE name IN (SELECT value FROM json_each(?1))`
)

// vectors delivers all that are there, by the encoders that are wanted.
func (f *feed) vectors(ctx context.Context) error {
	rows, err := f.tx.QueryContext(ctx, `SELECT `+embeddedColumns+embeddedRows+` ORDER BY seq`, f.encoders)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var windows sql.RawBytes // a copy less than []byte
		if err := f.embedded(rows, &windows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (f *feed) embedded(row scanner, windows any) error {
	var p rag.EmbeddedPart
	var dim int
	if err := row.Scan(&p.Revision, &p.Encoder, &dim, windows); err != nil {
		return err
	}
	var b []byte
	switch w := windows.(type) {
	case *sql.RawBytes:
		b = *w
	case *[]byte:
		b = *w
	}
	var err error
	if p.Vectors, err = decodeWindows(b, dim); err != nil {
		return fmt.Errorf("revision %d: %w", p.Revision, err)
	}
	return f.visit(rag.Change{Embedded: &p})
}

// gaps delivers a removal for every revision that was given and is gone.
func (f *feed) gaps(ctx context.Context) error {
	last, err := counter(ctx, f.tx, "articles")
	if err != nil {
		return err
	}
	rows, err := f.tx.QueryContext(ctx, `SELECT revision FROM articles ORDER BY revision`)
	if err != nil {
		return err
	}
	defer rows.Close()
	next := rag.Revision(1)
	for rows.Next() {
		var there rag.Revision
		if err := rows.Scan(&there); err != nil {
			return err
		}
		if err := f.removeRange(next, there); err != nil {
			return err
		}
		next = there + 1
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return f.removeRange(next, rag.Revision(last)+1)
}

func (f *feed) removeRange(from, to rag.Revision) error {
	for r := from; r < to; r++ {
		if err := f.visit(rag.Change{Removed: r}); err != nil {
			return err
		}
	}
	return nil
}

// logRow is one row of the log.
type logRow struct {
	seq      rag.Seq
	kind     int
	revision int64
}

// since delivers what the log tells of the time after a position, but for one kind.
func (f *feed) since(ctx context.Context, after rag.Seq, except int) error {
	for {
		page, err := f.page(ctx, after, except)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, row := range page {
			if err := f.deliver(ctx, row); err != nil {
				return err
			}
			after = row.seq
		}
	}
}

func (f *feed) page(ctx context.Context, after rag.Seq, except int) ([]logRow, error) {
	rows, err := f.tx.QueryContext(ctx, `SELECT seq, kind, revision FROM log
		WHERE seq > ? AND kind <> ? ORDER BY seq LIMIT ?`, int64(after), except, logPage)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var page []logRow
	for rows.Next() {
		var l logRow
		if err := rows.Scan(&l.seq, &l.kind, &l.revision); err != nil {
			return nil, err
		}
		page = append(page, l)
	}
	return page, rows.Err()
}

func (f *feed) deliver(ctx context.Context, l logRow) error {
	switch l.kind {
	case kindStored:
		return f.stored(f.tx.QueryRowContext(ctx, `SELECT `+storedColumns+` FROM articles WHERE revision = ?`, l.revision))
	case kindRemoved:
		return f.visit(rag.Change{Removed: rag.Revision(l.revision)})
	case kindEmbedded:
		var windows []byte // QueryRow does not allow RawBytes
		err := f.embedded(f.tx.QueryRowContext(ctx, `SELECT `+embeddedColumns+embeddedRows+`
			AND seq = ?2`, f.encoders, int64(l.seq)), &windows)
		if errors.Is(err, sql.ErrNoRows) {
			return nil // of an encoder that is not wanted
		}
		return err
	}
	return fmt.Errorf("log %d: unknown kind %d", l.seq, l.kind)
}
