package record

import (
	"context"
	"database/sql"

	"newsdesk/rag"
)

// Withdrawn returns the ids of the articles that were removed and not put
// again, so that what reads the same files at every start can leave them out.
func (r *Record) Withdrawn(ctx context.Context) (map[rag.ArticleID]bool, error) {
	all, err := set(ctx, r.read, `SELECT id FROM withdrawn`, func(rows *sql.Rows, id *rag.ArticleID) error {
		return rows.Scan(id)
	})
	return all, r.fault("list what was withdrawn from", err)
}

// File is a file of coverage as it was when it was read.
type File struct {
	Path     string // absolute
	Size     int64  // in bytes
	Modified int64  // ns since 1970
}

// Taken returns the files that were noted by Take last, each as it was then.
func (r *Record) Taken(ctx context.Context) (map[File]bool, error) {
	all, err := set(ctx, r.read, `SELECT path, size, modified FROM taken`, func(rows *sql.Rows, f *File) error {
		return rows.Scan(&f.Path, &f.Size, &f.Modified)
	})
	return all, r.fault("list the files taken into", err)
}

// Take notes that all articles of the files are stored. What was noted of the
// same paths before is replaced.
func (r *Record) Take(ctx context.Context, files []File) error {
	if len(files) == 0 {
		return nil
	}
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		for _, f := range files {
			_, err := tx.ExecContext(work, `INSERT OR REPLACE INTO taken (path, size, modified) VALUES (?, ?, ?)`,
				f.Path, f.Size, f.Modified)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return r.fault("note the files taken into", err)
}

// set returns the rows of a query, each as scan reads it.
func set[T comparable](ctx context.Context, db *sql.DB, query string, scan func(*sql.Rows, *T) error) (map[T]bool, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[T]bool{}
	for rows.Next() {
		var row T
		if err := scan(rows, &row); err != nil {
			return nil, err
		}
		all[row] = true
	}
	return all, rows.Err()
}
