package record

import (
	"context"
	"database/sql"
	"fmt"

	"newsdesk/rag"
)

// Reanalyse implements [rag.Writer].
//
// The log does not tell that vectors were dropped: who has read them keeps them
// beside the analysis that they belong to.
func (r *Record) Reanalyse(ctx context.Context, all []rag.Reanalysis) error {
	if len(all) == 0 {
		return nil
	}
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		for i := range all {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := reanalyse(work, tx, &all[i]); err != nil {
				return fmt.Errorf("revision %d: %w", all[i].Revision, err)
			}
		}
		return nil
	})
	return r.fault(fmt.Sprintf("reanalyse %d revisions in", len(all)), err)
}

func reanalyse(ctx context.Context, tx *sql.Tx, a *rag.Reanalysis) error {
	_, err := tx.ExecContext(ctx, `UPDATE articles SET analysis = ?, version = ? WHERE revision = ?`,
		a.Analysis, a.Version, int64(a.Revision))
	if err != nil || !a.Recut {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM vectors WHERE revision = ?`, int64(a.Revision)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM log WHERE revision = ? AND kind = ?`, int64(a.Revision), kindEmbedded)
	return err
}
