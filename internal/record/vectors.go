package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"newsdesk/rag"
)

// PutVectors implements [rag.VectorWriter]. The vectors come back as unit
// vectors, rounded as codec.go tells.
func (r *Record) PutVectors(ctx context.Context, parts []rag.EmbeddedPart) error {
	if len(parts) == 0 {
		return nil
	}
	rows, err := encodeParts(parts) // before the write lock is taken
	if err != nil {
		return err
	}
	err = r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		for i := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := rows[i].put(work, tx); err != nil {
				return fmt.Errorf("revision %d: %w", rows[i].revision, err)
			}
		}
		return nil
	})
	return r.fault(fmt.Sprintf("store vectors of %d revisions in", len(parts)), err)
}

// vectorRow is the windows that one part brings.
type vectorRow struct {
	revision rag.Revision
	encoder  string
	dim      int
	windows  []byte
	keys     map[windowKey]bool
}

func encodeParts(parts []rag.EmbeddedPart) ([]vectorRow, error) {
	rows := make([]vectorRow, 0, len(parts))
	for _, p := range parts {
		if len(p.Vectors) == 0 {
			continue
		}
		row, err := encodePart(p)
		if err != nil {
			return nil, fmt.Errorf("store vectors of revision %d: %w", p.Revision, err)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func encodePart(p rag.EmbeddedPart) (vectorRow, error) {
	row := vectorRow{revision: p.Revision, encoder: p.Encoder}
	if p.Encoder == "" {
		return row, errors.New("the encoder has no name")
	}
	var err error
	if row.dim, err = dimension(p); err != nil {
		return row, err
	}
	row.keys = make(map[windowKey]bool, len(p.Vectors))
	row.windows = make([]byte, 0, len(p.Vectors)*(windowHeader+row.dim))
	for _, w := range p.Vectors {
		key := windowKey{uint32(w.Chunk), uint32(w.Window)}
		if row.keys[key] {
			return row, fmt.Errorf("window %d of chunk %d comes twice", w.Window, w.Chunk)
		}
		row.keys[key] = true
		row.windows = appendWindow(row.windows, w)
	}
	return row, nil
}

// put stores the row in place of what is there for the same windows.
func (row *vectorRow) put(ctx context.Context, tx *sql.Tx) error {
	var there bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM articles WHERE revision = ?)`, int64(row.revision)).Scan(&there)
	if err != nil || !there {
		return err
	}
	encoder, err := encoderNumber(ctx, tx, row.encoder)
	if err != nil {
		return err
	}
	if err := row.supersede(ctx, tx, encoder); err != nil {
		return err
	}
	log, err := tx.ExecContext(ctx, `INSERT INTO log (kind, revision) VALUES (?, ?)`, kindEmbedded, int64(row.revision))
	if err != nil {
		return err
	}
	seq, err := log.LastInsertId()
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO vectors (seq, revision, encoder, dim, windows) VALUES (?, ?, ?, ?, ?)`,
		seq, int64(row.revision), encoder, row.dim, row.windows)
	return err
}

// supersede takes the row's windows out of those that are stored. A reader
// that has them already learns of their new vectors from the new row.
func (row *vectorRow) supersede(ctx context.Context, tx *sql.Tx, encoder int64) error {
	stored, err := row.stored(ctx, tx, encoder)
	if err != nil {
		return err
	}
	for _, old := range stored {
		if row.dim != 0 && old.dim != 0 && row.dim != old.dim {
			return fmt.Errorf("encoder %q: vectors of %d dimensions, stored are those of %d", row.encoder, row.dim, old.dim)
		}
		rest, err := withoutWindows(old.windows, old.dim, row.keys)
		if err != nil {
			return err
		}
		if err := old.shrink(ctx, tx, rest); err != nil {
			return err
		}
	}
	return nil
}

// storedRow is a row of vectors that is there.
type storedRow struct {
	seq     int64
	dim     int
	windows []byte
}

func (row *vectorRow) stored(ctx context.Context, tx *sql.Tx, encoder int64) ([]storedRow, error) {
	rows, err := tx.QueryContext(ctx, `SELECT seq, dim, windows FROM vectors WHERE revision = ? AND encoder = ?`,
		int64(row.revision), encoder)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []storedRow
	for rows.Next() {
		var old storedRow
		if err := rows.Scan(&old.seq, &old.dim, &old.windows); err != nil {
			return nil, err
		}
		all = append(all, old)
	}
	return all, rows.Err()
}

// shrink leaves only the rest of a row's windows, and nothing where none is left.
func (old *storedRow) shrink(ctx context.Context, tx *sql.Tx, rest []byte) error {
	if len(rest) == len(old.windows) {
		return nil
	}
	if len(rest) > 0 {
		_, err := tx.ExecContext(ctx, `UPDATE vectors SET windows = ? WHERE seq = ?`, rest, old.seq)
		return err
	}
	for _, s := range []string{`DELETE FROM vectors WHERE seq = ?`, `DELETE FROM log WHERE seq = ?`} {
		if _, err := tx.ExecContext(ctx, s, old.seq); err != nil {
			return err
		}
	}
	return nil
}

// encoderNumber returns the number by which rows name an encoder.
func encoderNumber(ctx context.Context, tx *sql.Tx, name string) (int64, error) {
	var n int64
	err := tx.QueryRowContext(ctx, `SELECT encoder FROM encoders WHERE name = ?`, name).Scan(&n)
	if !errors.Is(err, sql.ErrNoRows) {
		return n, err
	}
	row, err := tx.ExecContext(ctx, `INSERT INTO encoders (name) VALUES (?)`, name)
	if err != nil {
		return 0, err
	}
	return row.LastInsertId()
}
