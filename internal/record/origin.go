package record

import (
	"context"
	"database/sql"

	"newsdesk/rag"
)

// Origins returns which article each file of one article held when it was
// stored, by the file's absolute path.
func (r *Record) Origins(ctx context.Context) (map[string]rag.ArticleID, error) {
	type origin struct {
		path string
		id   rag.ArticleID
	}
	all, err := set(ctx, r.read, `SELECT path, id FROM origins`, func(rows *sql.Rows, o *origin) error {
		return rows.Scan(&o.path, &o.id)
	})
	origins := make(map[string]rag.ArticleID, len(all))
	for o := range all {
		origins[o.path] = o.id
	}
	return origins, r.fault("list the origins in", err)
}

// SetOrigins notes which article each file holds.
func (r *Record) SetOrigins(ctx context.Context, origins map[string]rag.ArticleID) error {
	if len(origins) == 0 {
		return nil
	}
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		for path, id := range origins {
			_, err := tx.ExecContext(work, `INSERT OR REPLACE INTO origins (path, id) VALUES (?, ?)`, path, string(id))
			if err != nil {
				return err
			}
		}
		return nil
	})
	return r.fault("note the origins in", err)
}
