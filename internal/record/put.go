package record

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"newsdesk/rag"
)

// The kinds of rows in the log.
const (
	kindStored   = 1
	kindRemoved  = 2
	kindEmbedded = 3
)

var errNoID = errors.New("an article needs an id")

// Put implements [rag.Writer]. An article is unchanged when its text, its
// facts but for Imported, and the version of its analysis are as stored.
func (r *Record) Put(ctx context.Context, articles []rag.Prepared) ([]rag.Outcome, error) {
	if len(articles) == 0 {
		return nil, nil
	}
	outcomes := make([]rag.Outcome, len(articles))
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		p, err := newPutter(work, tx, r.now().UnixMilli())
		if err != nil {
			return err
		}
		for i := range articles {
			if err := ctx.Err(); err != nil {
				return err
			}
			if outcomes[i], err = p.put(work, &articles[i]); err != nil {
				return fmt.Errorf("article %q: %w", articles[i].Article.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, r.fault(fmt.Sprintf("store %d articles in", len(articles)), err)
	}
	return outcomes, nil
}

// Holds implements [rag.Writer].
func (r *Record) Holds(ctx context.Context, articles []rag.Article, version int) ([]bool, error) {
	held := make([]bool, len(articles))
	err := r.snapshot(ctx, func(tx *sql.Tx) error {
		work := context.WithoutCancel(ctx) // as change tells
		find, err := tx.PrepareContext(work, `SELECT digest FROM articles WHERE id = ? AND version = ?`)
		if err != nil {
			return err
		}
		defer func() { _ = find.Close() }() // nothing was written
		for i := range articles {
			var sum []byte
			err := find.QueryRowContext(work, string(articles[i].ID), version).Scan(&sum)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			held[i] = err == nil && bytes.Equal(sum, digest(articles[i]))
		}
		return ctx.Err()
	})
	return held, r.fault(fmt.Sprintf("look for %d articles in", len(articles)), err)
}

// putter holds the statements that storing a batch repeats. They end with
// their transaction.
type putter struct {
	find, article, body, log, again, keep, thin, gone *sql.Stmt

	tx  *sql.Tx
	now int64 // ms since 1970
}

func newPutter(ctx context.Context, tx *sql.Tx, now int64) (*putter, error) {
	p := &putter{tx: tx, now: now}
	for _, s := range []struct {
		stmt **sql.Stmt
		text string
	}{
		{&p.find, `SELECT revision, digest, version FROM articles WHERE id = ?`},
		{&p.article, `INSERT INTO articles (` + factColumns + `, digest, version, analysis)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&p.body, `INSERT INTO bodies (revision, body) VALUES (?, ?)`},
		{&p.log, `INSERT INTO log (kind, revision) VALUES (?, ?)`},
		{&p.again, `DELETE FROM withdrawn WHERE id = ?`},
		{&p.keep, keepVersion},
		{&p.thin, thinVersions},
		{&p.gone, `SELECT count(*) FROM withdrawn WHERE id = ?`},
	} {
		stmt, err := tx.PrepareContext(ctx, s.text) //nolint:sqlclosecheck // the transaction closes it
		if err != nil {
			return nil, err
		}
		*s.stmt = stmt
	}
	return p, nil
}

func (p *putter) put(ctx context.Context, a *rag.Prepared) (rag.Outcome, error) {
	if a.Article.ID == "" {
		return 0, errNoID
	}
	if a.Unasked {
		var withdrawn int
		if err := p.gone.QueryRowContext(ctx, string(a.Article.ID)).Scan(&withdrawn); err != nil || withdrawn > 0 {
			return rag.Withheld, err
		}
	}
	sum := digest(a.Article)
	var old rag.Revision
	var oldSum []byte
	var oldVersion int
	err := p.find.QueryRowContext(ctx, string(a.Article.ID)).Scan(&old, &oldSum, &oldVersion)
	outcome := rag.Replaced
	switch {
	case errors.Is(err, sql.ErrNoRows):
		outcome = rag.Added
	case err != nil:
		return 0, err
	case oldVersion == a.Version && bytes.Equal(oldSum, sum):
		return rag.Unchanged, nil
	case !bytes.Equal(oldSum, sum):
		if err := p.version(ctx, a.Article.ID, old); err != nil {
			return 0, err
		}
		fallthrough
	default:
		if err := forget(ctx, p.tx, old); err != nil {
			return 0, err
		}
	}
	return outcome, p.insert(ctx, a, sum)
}

func (p *putter) insert(ctx context.Context, a *rag.Prepared, sum []byte) error {
	f := factsOf(a.Article)
	row, err := p.article.ExecContext(ctx, append(f.values(), sum, a.Version, a.Analysis)...)
	if err != nil {
		return err
	}
	revision, err := row.LastInsertId()
	if err != nil {
		return err
	}
	if _, err := p.body.ExecContext(ctx, revision, a.Article.Body); err != nil {
		return err
	}
	if _, err := p.again.ExecContext(ctx, string(a.Article.ID)); err != nil {
		return err
	}
	_, err = p.log.ExecContext(ctx, kindStored, revision)
	return err
}

// forget deletes a revision with all that hangs on it, and says so in the log.
func forget(ctx context.Context, tx *sql.Tx, revision rag.Revision) error {
	for _, s := range []string{
		`DELETE FROM log WHERE revision = ?`,
		`DELETE FROM articles WHERE revision = ?`,
		fmt.Sprintf(`INSERT INTO log (kind, revision) VALUES (%d, ?)`, kindRemoved),
	} {
		if _, err := tx.ExecContext(ctx, s, int64(revision)); err != nil {
			return err
		}
	}
	return nil
}

// Remove implements [rag.Writer]. The article counts as withdrawn until it is
// put again: see [Record.Withdrawn]. Its earlier versions go with it: what was
// withdrawn is kept nowhere.
func (r *Record) Remove(ctx context.Context, id rag.ArticleID) error {
	return r.remove(ctx, id, `INSERT OR IGNORE INTO withdrawn (id) VALUES (?)`)
}

// Retract removes an article as Remove does, for its source and not for a person:
// it does not count as withdrawn, and comes back if its source has it again.
func (r *Record) Retract(ctx context.Context, id rag.ArticleID) error { return r.remove(ctx, id) }

// remove removes an article, and does more with its id.
func (r *Record) remove(ctx context.Context, id rag.ArticleID, more ...string) error {
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		var revision rag.Revision
		err := tx.QueryRowContext(work, `SELECT revision FROM articles WHERE id = ?`, string(id)).Scan(&revision)
		if err != nil {
			return err
		}
		if err := forget(work, tx, revision); err != nil {
			return err
		}
		for _, s := range append(more, `DELETE FROM versions WHERE id = ?`) {
			if _, err := tx.ExecContext(work, s, string(id)); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("remove article %q: %w", id, rag.ErrNotFound)
	}
	return r.fault(fmt.Sprintf("remove article %q from", id), err)
}
