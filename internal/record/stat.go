package record

import (
	"context"
	"database/sql"

	"newsdesk/rag"
)

// Stat sums up what is stored.
type Stat struct {
	Articles int
	Dated    int
	// First and Last are the dates between which the dated articles were
	// published; unknown where none is dated.
	First, Last rag.Date
	Outlets     []Outlet // most articles first
}

// Outlet is how many articles an outlet has. Name is "" for those whose source
// does not say.
type Outlet struct {
	Name     string
	Articles int
}

// Stat sums up what is stored, as of one moment.
func (r *Record) Stat(ctx context.Context) (Stat, error) {
	var s Stat
	err := r.snapshot(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT count(*), count(published) FROM articles`).Scan(&s.Articles, &s.Dated)
		if err != nil {
			return err
		}
		if s.Outlets, err = outlets(ctx, tx); err != nil || s.Dated == 0 {
			return err
		}
		if s.First, err = edge(ctx, tx, "ASC"); err != nil {
			return err
		}
		s.Last, err = edge(ctx, tx, "DESC")
		return err
	})
	return s, r.fault("sum up", err)
}

// edge returns the first or last date that is known.
func edge(ctx context.Context, tx *sql.Tx, order string) (rag.Date, error) {
	var f facts
	err := tx.QueryRowContext(ctx, `SELECT published, published_ns, published_zone, "precision" FROM articles
		WHERE published IS NOT NULL ORDER BY published `+order+`, published_ns `+order+` LIMIT 1`).
		Scan(&f.published, &f.ns, &f.zone, &f.a.Published.Precision)
	return f.article().Published, err
}

func outlets(ctx context.Context, tx *sql.Tx) ([]Outlet, error) {
	rows, err := tx.QueryContext(ctx, `SELECT outlet, count(*) FROM articles GROUP BY outlet ORDER BY 2 DESC, 1`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []Outlet
	for rows.Next() {
		var o Outlet
		if err := rows.Scan(&o.Name, &o.Articles); err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return all, rows.Err()
}
