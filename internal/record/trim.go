package record

import (
	"context"
	"database/sql"
	"errors"
)

// keepRemovals is how many removals stay in the log when a record is opened.
// A reader that has missed more than these still gets a right picture, only
// with a removal for every revision that ever went; 100,000 rows of the log
// are about 3 MB.
const keepRemovals = 100_000

// Trim shortens the log to the newest removals, keep of them. Readers at any
// position go on as before.
func (r *Record) Trim(ctx context.Context, keep int) error {
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error { return trimRows(work, tx, keep) })
	return r.fault("trim the log of", err)
}

// trim shortens the log and commits.
func trim(ctx context.Context, tx *sql.Tx, keep int) error {
	if err := trimRows(ctx, tx, keep); err != nil {
		return err
	}
	return tx.Commit()
}

func trimRows(ctx context.Context, tx *sql.Tx, keep int) error {
	var last int64
	err := tx.QueryRowContext(ctx, `SELECT seq FROM log WHERE kind = 2 ORDER BY seq DESC LIMIT 1 OFFSET ?`, keep).Scan(&last)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM log WHERE kind = 2 AND seq <= ?`, last); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE trims SET seq = ?`, last)
	return err
}
