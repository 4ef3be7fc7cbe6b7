package main

import (
	"context"
	"errors"
	"iter"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

// ingestBatch is how many articles are stored in one transaction: large enough
// that the disk is waited for seldom, small enough that what is read is
// searchable at once and a kill loses little that was read.
const ingestBatch = 256

// ingestBatchBytes bounds a batch of long articles.
const ingestBatchBytes = 8 << 20

// ingest stores all articles of a listing. What cannot be read is named on
// stderr and does not keep the others from being stored.
func (d *desk) ingest(s *session, listing coverage.Listing) (tally, error) {
	return d.ingestBut(s, inputs{Listing: listing}, nil)
}

// ingestBut stores what ingest does, and pages, but for the articles without.
func (d *desk) ingestBut(s *session, from inputs, without map[rag.ArticleID]bool) (tally, error) {
	in := intake{desk: d, session: s, without: without, bar: newBar(s, from.Size(), "reading", true)}
	defer in.bar.finish()
	reader := coverage.Reader{
		Progress: func(n int64) { in.bar.add(n) },
		Warn:     func(err error) { in.bar.say(s.stderr, "newsdesk: warning: "+oneLine(err.Error())) },
	}
	for _, source := range from.Sources {
		if err := in.readFile(source, reader); err != nil {
			return in.tally, err
		}
	}
	if err := in.readPages(from, reader); err != nil {
		return in.tally, err
	}
	if err := in.flush(); err != nil {
		return in.tally, err
	}
	if err := in.replaceByOrigin(); err != nil {
		return in.tally, err
	}
	return in.tally, s.ctx.Err()
}

// readFile takes the articles of one file.
func (in *intake) readFile(source coverage.Source, reader coverage.Reader) error {
	return in.readAll(reader.Articles(source), func(id rag.ArticleID) { in.noteOrigin(source, id) })
}

// readAll takes articles, and tells of each the id.
func (in *intake) readAll(articles iter.Seq2[rag.Article, error], tell func(rag.ArticleID)) error {
	for article, err := range articles {
		if in.ctx.Err() != nil {
			return nil
		}
		if err != nil {
			in.fail(err)
			in.bar.say(in.stderr, "newsdesk: "+oneLine(err.Error()))
			continue
		}
		if err := in.take(article); err != nil {
			return err
		}
		tell(article.ID)
	}
	return nil
}

// intake gathers articles into batches and stores them.
type intake struct {
	*desk
	*session
	tally
	without map[rag.ArticleID]bool
	bar     *bar
	batch   []rag.Article
	size    int
	origins map[string]rag.ArticleID // by the path of the file
}

// fail counts what could not be read, and notes of which file it is.
func (t *tally) fail(err error) {
	t.Failed++
	if t.unread == nil {
		t.unread = map[string]bool{}
	}
	if e, ok := errors.AsType[*coverage.LineError](err); ok {
		t.unread[e.Path] = true
	} else if e, ok := errors.AsType[*coverage.FileError](err); ok {
		t.unread[e.Path] = true
	}
}

func (in *intake) take(a rag.Article) error {
	if in.without[a.ID] {
		return nil
	}
	a.Imported = time.Now()
	in.batch, in.size = append(in.batch, a), in.size+len(a.Body)
	if len(in.batch) < ingestBatch && in.size < ingestBatchBytes {
		return nil
	}
	return in.flush()
}

func (in *intake) flush() error {
	err := in.store(in.ctx, in.batch, &in.tally)
	in.batch, in.size = in.batch[:0], 0
	return err
}

// store stores a batch and counts what it did. An interrupt does not undo what
// was read: the batch is stored whole.
func (d *desk) store(ctx context.Context, batch []rag.Article, t *tally) error {
	if len(batch) == 0 {
		return nil
	}
	outcomes, err := d.library.Add(context.WithoutCancel(ctx), batch)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		switch o {
		case rag.Added:
			t.Added++
		case rag.Replaced:
			t.Replaced++
		case rag.Unchanged:
			t.Unchanged++
		}
	}
	return nil
}

// fill embeds what has no vectors yet, with progress on a terminal.
func (d *desk) fill(s *session) error {
	total := d.library.Pending()
	if total == 0 {
		return nil
	}
	bar := newBar(s, int64(total), "vectors (searchable by words already; Ctrl-C is safe)", false)
	defer bar.finish()
	return d.library.Fill(s.ctx, d.owner, func(pending int) {
		total = max(total, pending)
		bar.set(int64(total - pending))
	})
}
