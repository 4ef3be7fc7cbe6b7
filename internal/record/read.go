package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"newsdesk/rag"
)

// Article implements [rag.Texts].
func (r *Record) Article(ctx context.Context, revision rag.Revision) (rag.Article, error) {
	a, err := r.one(ctx, `revision = ?`, int64(revision))
	if errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("read revision %d: %w", revision, rag.ErrNotFound)
	}
	return a, r.fault(fmt.Sprintf("read revision %d from", revision), err)
}

// ByID returns the present text of an article, or an error that wraps
// [rag.ErrNotFound].
func (r *Record) ByID(ctx context.Context, id rag.ArticleID) (rag.Article, error) {
	a, err := r.one(ctx, `id = ?`, string(id))
	if errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("read article %q: %w", id, rag.ErrNotFound)
	}
	return a, r.fault(fmt.Sprintf("read article %q from", id), err)
}

func (r *Record) one(ctx context.Context, where string, arg any) (rag.Article, error) {
	var f facts
	query := `SELECT ` + factColumns + `, body FROM articles JOIN bodies USING (revision) WHERE ` + where
	err := r.read.QueryRowContext(ctx, query, arg).Scan(append(f.targets(), &f.a.Body)...)
	if err != nil {
		return rag.Article{}, err
	}
	return f.article(), nil
}

// Page is a part of a list. The zero Page is all of it.
type Page struct {
	Offset int
	Limit  int // at most so many; 0: no limit
}

// List returns articles without their bodies, newest first, undated ones last,
// those of one time by id. An error ends it and comes with an empty article.
// The list is of one moment, however long the caller takes.
func (r *Record) List(ctx context.Context, page Page) iter.Seq2[rag.Article, error] {
	return func(yield func(rag.Article, error) bool) {
		rows, err := r.read.QueryContext(ctx, `SELECT `+factColumns+` FROM articles
			ORDER BY published DESC NULLS LAST, published_ns DESC, id LIMIT ? OFFSET ?`, page.limit(), page.Offset)
		if err != nil {
			yield(rag.Article{}, r.fault("list articles of", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var f facts
			if err := rows.Scan(f.targets()...); err != nil {
				yield(rag.Article{}, r.fault("list articles of", err))
				return
			}
			if !yield(f.article(), nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(rag.Article{}, r.fault("list articles of", err))
		}
	}
}

func (p Page) limit() int {
	if p.Limit <= 0 {
		return -1 // SQLite's word for no limit
	}
	return p.Limit
}

// Head returns the position of the log's end. It is cheap: where it differs
// from what Changes returned last, something has changed, here or in another
// process.
func (r *Record) Head(ctx context.Context) (rag.Seq, error) {
	head, err := head(ctx, r.read)
	return head, r.fault("read the position of", err)
}

// head asks SQLite's own counter, for the newest rows of the log may have been
// deleted.
func head(ctx context.Context, q querier) (rag.Seq, error) {
	return counter(ctx, q, "log")
}

// counter returns the highest number that an AUTOINCREMENT table has given.
func counter(ctx context.Context, q querier, table string) (rag.Seq, error) {
	var n rag.Seq
	err := q.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?`, table).Scan(&n)
	return n, err
}
