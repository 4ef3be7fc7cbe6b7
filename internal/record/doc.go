package record

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// Doc is a small document that a surface of the bot keeps beside the coverage:
// the settings of a server, an answer for as long as it can be asked about,
// feedback. The record does not look into its body.
//
// It is an alias, so that a package that must not import this one can spell
// the same struct out in an interface of its own, which *[Record] satisfies.
type Doc = struct {
	Collection, Key string    // its name, neither empty
	Owner           string    // who can have it forgotten; "": nobody
	Body            []byte    // JSON, by custom
	Expires         time.Time // kept to the millisecond; zero: never
}

const (
	// MaxDocBody bounds a document, in bytes. What is larger than this is not
	// settings or an answer, and writing it would hold up every other writer.
	MaxDocBody = 1 << 20
	// MaxDocName bounds a document's collection, key and owner, in bytes.
	MaxDocName = 256
)

func checkDoc(doc Doc) error {
	if err := checkNames(doc.Collection, doc.Key); err != nil {
		return err
	}
	if err := checkText("owner", doc.Owner); err != nil {
		return err
	}
	if len(doc.Body) > MaxDocBody {
		return fmt.Errorf("the document is %d bytes long, at most %d are kept", len(doc.Body), MaxDocBody)
	}
	return nil
}

func checkNames(collection, key string) error {
	if err := checkName("collection", collection); err != nil {
		return err
	}
	return checkName("key", key)
}

func checkName(what, name string) error {
	if name == "" {
		return fmt.Errorf("the %s is empty", what)
	}
	return checkText(what, name)
}

func checkText(what, text string) error {
	switch {
	case len(text) > MaxDocName:
		return fmt.Errorf("the %s is %d bytes long, at most %d are kept", what, len(text), MaxDocName)
	case !utf8.ValidString(text):
		return fmt.Errorf("the %s %q is not UTF-8", what, text)
	}
	return nil
}

const docColumns = `collection, key, owner, doc, expires`

// findDoc returns the document that has not expired, or sql.ErrNoRows.
func findDoc(ctx context.Context, q querier, collection, key string, now time.Time) (Doc, error) {
	return scanDoc(q.QueryRowContext(ctx, `SELECT `+docColumns+` FROM shelf
		WHERE collection = ? AND key = ? AND (expires IS NULL OR expires > ?)`, collection, key, now.UnixMilli()))
}

// presentDoc is findDoc with nil for none.
func presentDoc(ctx context.Context, q querier, collection, key string, now time.Time) (*Doc, error) {
	doc, err := findDoc(ctx, q, collection, key, now)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &doc, err
}

func scanDoc(row scanner) (Doc, error) {
	var doc Doc
	var expires sql.NullInt64
	if err := row.Scan(&doc.Collection, &doc.Key, &doc.Owner, &doc.Body, &expires); err != nil {
		return Doc{}, err
	}
	if expires.Valid {
		doc.Expires = time.UnixMilli(expires.Int64).UTC()
	}
	return doc, nil
}

// putDoc stores a document that was checked.
func putDoc(ctx context.Context, tx *sql.Tx, doc Doc, now time.Time) error {
	expires := sql.NullInt64{Int64: doc.Expires.UnixMilli(), Valid: !doc.Expires.IsZero()}
	body := doc.Body
	if body == nil {
		body = []byte{} // nil would be stored as NULL
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO shelf (`+docColumns+`, updated) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (collection, key) DO UPDATE SET
			owner = excluded.owner, doc = excluded.doc, expires = excluded.expires, updated = excluded.updated`,
		doc.Collection, doc.Key, doc.Owner, body, expires, now.UnixMilli())
	return err
}

func dropDoc(ctx context.Context, tx *sql.Tx, collection, key string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM shelf WHERE collection = ? AND key = ?`, collection, key)
	return err
}
