package record

import (
	"context"
	"database/sql"
	"fmt"

	"newsdesk/rag"
)

// migrations bring a database from the schema of the index to the next one.
// They are never edited once released: append.
//
// Times are seconds since 1970, with nanoseconds and the offset of the zone
// beside them where a source may state one. Texts may hold any bytes.
//
// The log holds one row for everything that is there, numbered when it came,
// and one for each revision that is gone: what a later change makes needless
// is deleted, so that the log never grows with the number of changes, but for
// the removals, which trim shortens.
var migrations = []string{`
CREATE TABLE articles (
	revision       INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
	id             TEXT NOT NULL UNIQUE,
	digest         BLOB NOT NULL, -- of the text and the facts
	version        INTEGER NOT NULL, -- of the analysis
	title          TEXT NOT NULL,
	title_derived  INTEGER NOT NULL,
	outlet         TEXT NOT NULL,
	byline         TEXT NOT NULL,
	published      INTEGER, -- NULL: undated
	published_ns   INTEGER NOT NULL,
	published_zone INTEGER NOT NULL, -- seconds east of UTC
	"precision"    INTEGER NOT NULL,
	url            TEXT NOT NULL,
	language       TEXT NOT NULL,
	file           TEXT NOT NULL,
	prose          INTEGER NOT NULL,
	imported       INTEGER NOT NULL,
	imported_ns    INTEGER NOT NULL,
	analysis       BLOB
) STRICT;
CREATE INDEX articles_by_outlet ON articles (outlet);
CREATE INDEX articles_by_date ON articles (published, published_ns);

CREATE TABLE bodies ( -- apart, so that reading all articles does not pass over them
	revision INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
	body     TEXT NOT NULL
) STRICT;

CREATE TABLE encoders (
	encoder INTEGER PRIMARY KEY,
	name    TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE vectors ( -- of some windows of a revision; no window is in two rows
	seq      INTEGER PRIMARY KEY, -- its row of the log
	revision INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
	encoder  INTEGER NOT NULL REFERENCES encoders,
	dim      INTEGER NOT NULL,
	windows  BLOB NOT NULL -- see codec.go
) STRICT;
CREATE INDEX vectors_by_revision ON vectors (revision, encoder);

CREATE TABLE log (
	seq      INTEGER PRIMARY KEY AUTOINCREMENT,
	kind     INTEGER NOT NULL, -- 1 stored, 2 removed, 3 embedded
	revision INTEGER NOT NULL
) STRICT;
CREATE INDEX log_by_revision ON log (revision);
CREATE INDEX log_removed ON log (seq) WHERE kind = 2;

CREATE TABLE trims ( -- one row: removals up to here are no longer in the log
	seq INTEGER NOT NULL
) STRICT;
INSERT INTO trims VALUES (0);

CREATE TABLE leases (
	job     TEXT PRIMARY KEY,
	owner   TEXT NOT NULL,
	expires INTEGER NOT NULL -- ms since 1970
) STRICT;
`, `
CREATE TABLE withdrawn ( -- articles that were removed and not put again
	id TEXT PRIMARY KEY
) STRICT;

CREATE TABLE taken ( -- files whose articles are all stored, as they were then
	path     TEXT PRIMARY KEY, -- absolute
	size     INTEGER NOT NULL,
	modified INTEGER NOT NULL -- ns since 1970
) STRICT;

CREATE TABLE origins ( -- files of one article each, and which
	path TEXT PRIMARY KEY, -- absolute
	id   TEXT NOT NULL
) STRICT;
`, `
CREATE TABLE shelf ( -- small documents of the surfaces; see doc.go
	collection TEXT NOT NULL,
	key        TEXT NOT NULL,
	owner      TEXT NOT NULL, -- '': nobody's
	doc        BLOB NOT NULL,
	expires    INTEGER, -- ms since 1970; NULL: never
	updated    INTEGER NOT NULL, -- ms since 1970
	PRIMARY KEY (collection, key)
) STRICT;
CREATE INDEX shelf_by_owner ON shelf (owner, collection);
CREATE INDEX shelf_by_expiry ON shelf (expires) WHERE expires IS NOT NULL;
`, `
ALTER TABLE articles ADD COLUMN audience TEXT NOT NULL DEFAULT ''; -- whose coverage it is; '': everybody's

CREATE TABLE versions ( -- texts that were replaced by a later one; see version.go
	revision       INTEGER PRIMARY KEY, -- that it had
	id             TEXT NOT NULL,
	replaced       INTEGER NOT NULL, -- ms since 1970
	title          TEXT NOT NULL,
	byline         TEXT NOT NULL,
	published      INTEGER,
	published_ns   INTEGER NOT NULL,
	published_zone INTEGER NOT NULL,
	"precision"    INTEGER NOT NULL,
	prose          INTEGER NOT NULL,
	imported       INTEGER NOT NULL,
	imported_ns    INTEGER NOT NULL,
	body           TEXT NOT NULL
) STRICT;
CREATE INDEX versions_by_id ON versions (id);
`}

// applicationID marks the file as ours: "news" in ASCII.
const applicationID = 0x6e657773

// migrate applies what is missing, each step in a transaction of its own. The
// version is read again under the write lock, so that of several processes
// each step is done by one.
func migrate(ctx context.Context, db *sql.DB) error {
	for {
		done, err := migrateOnce(ctx, db)
		if done || err != nil {
			return err
		}
	}
}

func migrateOnce(ctx context.Context, db *sql.DB) (done bool, err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer func() { _ = tx.Rollback() }() // does nothing once committed
	version, err := schemaVersion(ctx, tx)
	if err != nil {
		return false, err
	}
	if version < 0 {
		return false, errSchema
	}
	if version == len(migrations) {
		if err := probe(ctx, tx); err != nil {
			return false, err
		}
		return true, trim(ctx, tx, keepRemovals)
	}
	step := fmt.Sprintf("%s; PRAGMA user_version = %d; PRAGMA application_id = %d",
		migrations[version], version+1, applicationID)
	if _, err := tx.ExecContext(ctx, step); err != nil {
		return false, fmt.Errorf("migrate to schema %d: %w", version+1, err)
	}
	return false, tx.Commit()
}

// probe fails where the database can't be written. Of itself SQLite does not
// tell before the first change: there it takes BEGIN IMMEDIATE for BEGIN.
func probe(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE trims SET seq = 0 WHERE false`)
	return err
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// schemaVersion returns how many migrations a database has had. It fails where
// the database is not ours or newer than this program.
func schemaVersion(ctx context.Context, q querier) (int, error) {
	var version, id, tables int
	err := q.QueryRowContext(ctx, `SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_user_version, pragma_application_id`).Scan(&version, &id, &tables)
	switch {
	case err != nil:
		return 0, err
	case id != applicationID && (version != 0 || tables != 0):
		return 0, errForeign
	case version > len(migrations):
		return 0, fmt.Errorf("%w (schema %d, this one knows %d); install that version, or choose another data directory",
			rag.ErrNewer, version, len(migrations))
	}
	return version, nil
}

// checkVersion fails unless a database has the present schema.
func checkVersion(ctx context.Context, db *sql.DB) error {
	version, err := schemaVersion(ctx, db)
	if err == nil && version < len(migrations) {
		return fmt.Errorf("%w: its schema is older (%d of %d) and must be brought up to date", ErrReadOnly, version, len(migrations))
	}
	return err
}
