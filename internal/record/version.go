package record

import (
	"context"
	"fmt"
	"time"

	"newsdesk/rag"
)

// keepVersions is how many earlier texts of an article are kept, the newest: a
// report is corrected a few times in its life, and a live blog that changes with
// every poll would otherwise grow without end.
const keepVersions = 20

// The statements that keep what an article said before it is replaced.
const (
	keepVersion = `INSERT INTO versions (revision, id, replaced, title, byline, published, published_ns, published_zone,
			"precision", prose, imported, imported_ns, body)
		SELECT revision, id, ?, title, byline, published, published_ns, published_zone, "precision", prose, imported, imported_ns, body
		FROM articles JOIN bodies USING (revision) WHERE revision = ?`
	thinVersions = `DELETE FROM versions WHERE id = ? AND revision NOT IN
		(SELECT revision FROM versions WHERE id = ? ORDER BY revision DESC LIMIT ?)`
)

// version keeps a revision that is about to be replaced.
func (p *putter) version(ctx context.Context, id rag.ArticleID, old rag.Revision) error {
	if _, err := p.keep.ExecContext(ctx, p.now, int64(old)); err != nil {
		return err
	}
	_, err := p.thin.ExecContext(ctx, string(id), string(id), keepVersions)
	return err
}

// Versions returns the earlier texts of an article, newest first: those that were
// replaced, the latest of them, and none of what was withdrawn. What the present
// article has besides, its outlet say, they leave empty. An article that is not
// there has none.
func (r *Record) Versions(ctx context.Context, id rag.ArticleID) ([]rag.Version, error) {
	rows, err := r.read.QueryContext(ctx, `SELECT revision, replaced, title, byline, published, published_ns, published_zone,
			"precision", prose, imported, imported_ns, body FROM versions WHERE id = ? ORDER BY revision DESC`, string(id))
	what := fmt.Sprintf("read the versions of %q from", id)
	if err != nil {
		return nil, r.fault(what, err)
	}
	defer rows.Close()
	var all []rag.Version
	for rows.Next() {
		var v rag.Version
		var f facts
		var replaced int64
		a := &f.a
		if err := rows.Scan(&v.Revision, &replaced, &a.Title, &a.Byline, &f.published, &f.ns, &f.zone,
			&a.Published.Precision, &a.Prose, &f.imported, &f.importedNS, &a.Body); err != nil {
			return nil, r.fault(what, err)
		}
		v.Article, v.Replaced = f.article(), time.UnixMilli(replaced).UTC()
		v.Article.ID = id
		all = append(all, v)
	}
	return all, r.fault(what, rows.Err())
}
