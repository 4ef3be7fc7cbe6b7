package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"newsdesk/rag"
)

// dropAtOnce is how many expired documents one transaction of DropExpired
// deletes, so that after a long pause other writers need not wait for all.
const dropAtOnce = 500

var errRenamed = errors.New("the change gives the document another collection or key")

// Shelve stores a document in place of the one that has its collection and key.
func (r *Record) Shelve(ctx context.Context, doc Doc) error {
	if err := checkDoc(doc); err != nil {
		return fmt.Errorf("shelve a document: %w", err)
	}
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		return putDoc(work, tx, doc, r.now())
	})
	return r.fault(fmt.Sprintf("shelve %q of %q in", doc.Key, doc.Collection), err)
}

// Doc returns a document, or an error that wraps [rag.ErrNotFound] where there
// is none or it has expired.
func (r *Record) Doc(ctx context.Context, collection, key string) (Doc, error) {
	if err := checkNames(collection, key); err != nil {
		return Doc{}, fmt.Errorf("read a document: %w", err)
	}
	doc, err := findDoc(ctx, r.read, collection, key, r.now())
	if errors.Is(err, sql.ErrNoRows) {
		return Doc{}, fmt.Errorf("read %q of %q: %w", key, collection, rag.ErrNotFound)
	}
	return doc, r.fault(fmt.Sprintf("read %q of %q from", key, collection), err)
}

// UpdateDoc replaces a document by what change makes of it, and nobody, not in
// another process either, can write the document in between. Old is nil where
// there is none or it has expired; a nil result deletes it. The result may
// leave its collection and key empty, and can't have others. Where change
// fails, UpdateDoc's error wraps its error and all stays as it was.
//
// Change is called at most once and holds up every other writer: it is quick,
// and writes nothing to the record itself, for that would wait for its own end.
func (r *Record) UpdateDoc(ctx context.Context, collection, key string, change func(old *Doc) (*Doc, error)) error {
	if err := checkNames(collection, key); err != nil {
		return fmt.Errorf("update a document: %w", err)
	}
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		now := r.now() // under the lock, so that of two calls the later sees the later time
		old, err := presentDoc(work, tx, collection, key, now)
		if err != nil {
			return err
		}
		next, err := change(old)
		if err != nil {
			return err
		}
		if next == nil {
			return dropDoc(work, tx, collection, key)
		}
		doc, err := renamedDoc(*next, collection, key)
		if err != nil {
			return err
		}
		return putDoc(work, tx, doc, now)
	})
	return r.fault(fmt.Sprintf("update %q of %q in", key, collection), err)
}

// renamedDoc is the result of a change under the name it was asked for.
func renamedDoc(doc Doc, collection, key string) (Doc, error) {
	if doc.Collection != "" && doc.Collection != collection || doc.Key != "" && doc.Key != key {
		return doc, errRenamed
	}
	doc.Collection, doc.Key = collection, key
	return doc, checkDoc(doc)
}

// Docs calls visit with the documents of a collection whose keys begin with
// keyPrefix, in the order of the keys' bytes; those expired are left out. All
// are of one moment; visit may use the record meanwhile, and even write to it.
// An error of visit ends it and is wrapped.
func (r *Record) Docs(ctx context.Context, collection, keyPrefix string, visit func(Doc) error) error {
	if err := checkName("collection", collection); err != nil {
		return fmt.Errorf("list documents: %w", err)
	}
	if err := checkText("prefix of keys", keyPrefix); err != nil {
		return fmt.Errorf("list documents: %w", err)
	}
	return r.fault(fmt.Sprintf("list %q in", collection), r.visitDocs(ctx, collection, keyPrefix, visit))
}

func (r *Record) visitDocs(ctx context.Context, collection, keyPrefix string, visit func(Doc) error) error {
	// No key is beyond the prefix with 0xff after it: UTF-8 has no such byte.
	rows, err := r.read.QueryContext(ctx, `SELECT `+docColumns+` FROM shelf
		WHERE collection = ? AND key >= ? AND key < ? AND (expires IS NULL OR expires > ?) ORDER BY key`,
		collection, keyPrefix, keyPrefix+"\xff", r.now().UnixMilli())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		doc, err := scanDoc(rows)
		if err != nil {
			return err
		}
		if err := visit(doc); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Unshelve deletes a document. It does nothing where there is none.
func (r *Record) Unshelve(ctx context.Context, collection, key string) error {
	if err := checkNames(collection, key); err != nil {
		return fmt.Errorf("unshelve a document: %w", err)
	}
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error { return dropDoc(work, tx, collection, key) })
	return r.fault(fmt.Sprintf("unshelve %q of %q in", key, collection), err)
}

// Forget deletes all documents of an owner, whatever their collection, and
// returns how many, with those that had expired and were still stored. It
// deletes all or, with an error, none.
func (r *Record) Forget(ctx context.Context, owner string) (int, error) {
	if err := checkName("owner", owner); err != nil { // "" would be what is nobody's
		return 0, fmt.Errorf("forget an owner: %w", err)
	}
	n, err := r.deleteDocs(ctx, `DELETE FROM shelf WHERE owner = ?`, owner)
	return n, r.fault(fmt.Sprintf("forget %q in", owner), err)
}

// DropExpired deletes the documents that have expired and returns how many.
// They are not found in any case; this gives their space back. With an error
// it returns how many it had deleted before.
func (r *Record) DropExpired(ctx context.Context) (int, error) {
	now := r.now().UnixMilli()
	for total := 0; ; {
		n, err := r.deleteDocs(ctx, `DELETE FROM shelf
			WHERE rowid IN (SELECT rowid FROM shelf WHERE expires <= ? LIMIT ?)`, now, dropAtOnce)
		total += n
		if err != nil || n < dropAtOnce {
			return total, r.fault("drop expired documents from", err)
		}
	}
}

// deleteDocs returns how many documents a statement has deleted.
func (r *Record) deleteDocs(ctx context.Context, statement string, args ...any) (int, error) {
	var deleted int64
	err := r.change(ctx, func(work context.Context, tx *sql.Tx) error {
		result, err := tx.ExecContext(work, statement, args...)
		if err != nil {
			return err
		}
		deleted, err = result.RowsAffected()
		return err
	})
	if err != nil {
		return 0, err // rolled back
	}
	return int(deleted), nil
}
