package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/dustin/go-humanize"

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
func (r *stockroom) ingest(s *session, listing coverage.Listing) (tally, error) {
	return r.ingestFrom(s, inputs{Listing: listing}, false)
}

// ingestFrom stores what ingest does, and pages. An interrupt does not undo what was
// read: that is stored.
func (r *stockroom) ingestFrom(s *session, from inputs, unasked bool) (tally, error) {
	in := intake{stockroom: r, session: s, unasked: unasked, bar: newBar(s, from.Size(), "reading", true), began: time.Now()}
	defer in.bar.finish()
	return in.run(from)
}

// run stores what is read of files and pages.
func (in *intake) run(from inputs) (tally, error) {
	into := in.store
	into.Unasked = in.unasked
	in.into = into.Import(context.WithoutCancel(in.ctx), rag.ImportSizes{Articles: ingestBatch, Bytes: ingestBatchBytes}, in.told)
	read := in.readEach(from)
	if err := in.into.End(); err != nil {
		return in.tally, err
	}
	if read != nil {
		return in.tally, read
	}
	if err := in.replaceByOrigin(); err != nil {
		return in.tally, err
	}
	return in.tally, in.ctx.Err()
}

// told takes in what became of a batch, whose words can be searched now.
func (in *intake) told(outcomes []rag.Outcome) {
	in.count(outcomes)
	stored := in.Added + in.Replaced + in.Unchanged
	rate := float64(stored) / time.Since(in.began).Seconds()
	in.bar.describe(fmt.Sprintf("%s articles, %s a second", humanize.Comma(int64(stored)), humanize.Comma(int64(rate))))
}

// readEach takes the articles of all files and pages. What cannot be read is named.
func (in *intake) readEach(from inputs) error {
	reader := coverage.Reader{
		Now:      time.Now,
		Progress: func(n int64) { in.bar.add(n) },
		Warn:     func(err error) { in.bar.say(in.stderr, "newsdesk: warning: "+oneLine(err.Error())) },
	}
	for _, source := range from.Sources {
		if err := in.readFile(source, reader); err != nil {
			return err
		}
	}
	return in.readPages(from, reader)
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
		article = article.For(in.audience)
		if err := in.take(article); err != nil {
			return err
		}
		tell(article.ID)
	}
	return nil
}

// intake stores articles while it reads more.
type intake struct {
	*stockroom
	*session
	tally
	// unasked keeps out what a person has withdrawn.
	unasked bool
	// audience is whose coverage the articles become; "": everybody's.
	audience string
	bar      *bar
	began    time.Time
	into     *rag.Import
	origins  map[string]rag.ArticleID // by the path of the file
}

// fail counts what could not be read, and notes of which file it is.
func (t *tally) fail(err error) {
	t.Failed++
	if t.unread == nil {
		t.unread = map[string]error{}
	}
	if e, ok := errors.AsType[*coverage.LineError](err); ok {
		t.unread[e.Path] = fmt.Errorf("line %d: %w", e.Line, e.Err)
	} else if e, ok := errors.AsType[*coverage.FileError](err); ok {
		t.unread[e.Path] = e.Err
	}
}

// unfit names an article that cannot be stored.
func (in *intake) unfit(a rag.Article, err error) {
	in.fail(&coverage.FileError{Path: cmp.Or(a.URL, a.File), Err: err})
	in.bar.say(in.stderr, "newsdesk: "+oneLine(err.Error()))
}

func (in *intake) take(a rag.Article) error {
	if err := rag.CheckID(&a); err != nil {
		in.unfit(a, err)
		return nil
	}
	a.Imported = time.Now()
	return in.into.Take(a)
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
