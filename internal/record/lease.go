package record

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// LeaseTime is how long a lease lasts unless it is renewed. A holder renews it
// with every batch, which takes a second or two, so half a minute forgives a
// busy machine, and after a crash the job stands still no longer than that.
const LeaseTime = 30 * time.Second

// Lease implements [rag.VectorWriter].
//
// A lease that would last much longer than any can was given before the clock
// was set back, and counts as over.
func (r *Record) Lease(ctx context.Context, job, owner string) (bool, error) {
	var changed int64
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		now := r.now() // under the lock, so that of two calls the later sees the later time
		row, err := tx.ExecContext(work, `INSERT INTO leases (job, owner, expires) VALUES (?1, ?2, ?3)
			ON CONFLICT (job) DO UPDATE SET owner = excluded.owner, expires = excluded.expires
			WHERE owner = excluded.owner OR expires <= ?4 OR expires > ?5`,
			job, owner, now.Add(LeaseTime).UnixMilli(), now.UnixMilli(), now.Add(2*LeaseTime).UnixMilli())
		if err != nil {
			return err
		}
		changed, err = row.RowsAffected()
		return err
	})
	return changed > 0, r.fault(fmt.Sprintf("lease %q in", job), err)
}

// Release gives a lease back before its time, so that another process need not
// wait for it to run out. It does nothing where owner does not hold it.
func (r *Record) Release(ctx context.Context, job, owner string) error {
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(work, `DELETE FROM leases WHERE job = ? AND owner = ?`, job, owner)
		return err
	})
	return r.fault(fmt.Sprintf("release %q in", job), err)
}
