package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"newsdesk/internal/coverage"
	"newsdesk/internal/record"
	"newsdesk/rag"
	"newsdesk/seeds"
)

type ingestCmd struct {
	JSON      bool     `name:"json" help:"Print the tally as a JSON object."`
	WordsOnly bool     `help:"Return when the words are searchable; leave the vectors to a later command."`
	Paths     []string `arg:"" name:"path" help:"Files (.txt, .jsonl, .gz of these) and folders."`
}

// Help is shown by 'bot ingest --help'.
func (ingestCmd) Help() string {
	return `Examples:
  bot ingest story.txt archive.jsonl.gz
  bot ingest exports/

Storing the same article again changes nothing; a changed one replaces its old
text. An article can be found by words as soon as it is stored; its vectors
follow, and may be interrupted: they go on where they stopped.`
}

// Run stores articles.
func (c *ingestCmd) Run(s *session) error {
	listing, unreadable := coverage.Find(c.Paths...)
	if unreadable != nil && len(listing.Sources) == 0 {
		return unreadable
	}
	d, err := openEmptyDesk(s)
	if err != nil {
		return err
	}
	defer d.close()
	tally, err := d.ingest(s, listing)
	tally.note(s, unreadable)
	showSkipped(s, listing)
	if shown := c.show(s, tally); err == nil {
		err = shown
	}
	if err != nil {
		return err
	}
	if !c.WordsOnly {
		if err := d.fill(s); err != nil {
			return err
		}
	}
	return tally.failure()
}

// tally is what an import did.
type tally struct {
	Added     int `json:"added"`
	Replaced  int `json:"replaced"`
	Unchanged int `json:"unchanged"`
	Failed    int `json:"failed"`

	unread map[string]bool // the paths of which not everything could be read
}

// showSkipped tells of files in folders that are of no kind that is read.
func showSkipped(s *session, listing coverage.Listing) {
	if listing.Skipped > 0 {
		fmt.Fprintf(s.stderr, "newsdesk: passed over %d files of other kinds than .txt, .json, .jsonl and .gz of these\n", listing.Skipped)
	}
}

func (c *ingestCmd) show(s *session, t tally) error {
	if c.JSON {
		return printJSON(s.stdout, t)
	}
	_, err := fmt.Fprintf(s.stdout, "%d added, %d replaced, %d unchanged, %d failed\n",
		t.Added, t.Replaced, t.Unchanged, t.Failed)
	return err
}

func (t tally) failure() error {
	if t.Failed == 0 {
		return nil
	}
	return fmt.Errorf("%d inputs (files or lines) could not be read; each is named above, the others are stored", t.Failed)
}

// ingestBatch is how many articles are stored in one transaction: large enough
// that the disk is waited for seldom, small enough that what is read is
// searchable at once and a kill loses little that was read.
const ingestBatch = 256

// ingestBatchBytes bounds a batch of long articles.
const ingestBatchBytes = 8 << 20

// note counts and names what could not be opened at all.
func (t *tally) note(s *session, unreadable error) {
	for _, err := range unjoined(unreadable) {
		t.Failed++
		fmt.Fprintln(s.stderr, "newsdesk:", oneLine(err.Error()))
	}
}

// unjoined lists the errors that errors.Join joined.
func unjoined(err error) []error {
	if err == nil {
		return nil
	}
	if all, ok := err.(interface{ Unwrap() []error }); ok {
		return all.Unwrap()
	}
	return []error{err}
}

// ingest stores all articles of a listing. What cannot be read is named on
// stderr and does not keep the others from being stored.
func (d *desk) ingest(s *session, listing coverage.Listing) (tally, error) {
	return d.ingestBut(s, listing, nil)
}

// ingestBut stores what ingest does, but for the articles without.
func (d *desk) ingestBut(s *session, listing coverage.Listing, without map[rag.ArticleID]bool) (tally, error) {
	in := intake{desk: d, session: s, without: without, bar: newBar(s, listing.Size(), "reading", true)}
	defer in.bar.finish()
	reader := coverage.Reader{
		Progress: func(n int64) { in.bar.add(n) },
		Warn:     func(err error) { in.bar.say(s.stderr, "newsdesk: warning: "+oneLine(err.Error())) },
	}
	for _, source := range listing.Sources {
		if err := in.readAll(source, reader); err != nil {
			return in.tally, err
		}
	}
	if err := in.flush(); err != nil {
		return in.tally, err
	}
	if err := in.replaceByOrigin(); err != nil {
		return in.tally, err
	}
	return in.tally, s.ctx.Err()
}

// readAll takes the articles of one source.
func (in *intake) readAll(source coverage.Source, reader coverage.Reader) error {
	for article, err := range reader.Articles(source) {
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
		in.noteOrigin(source, article.ID)
	}
	return nil
}

// noteOrigin notes which article a file of one article, a text, holds.
func (in *intake) noteOrigin(source coverage.Source, id rag.ArticleID) {
	name := strings.TrimSuffix(strings.ToLower(source.Path), ".gz")
	path, err := filepath.Abs(source.Path)
	if err != nil || filepath.Ext(name) != ".txt" || source.Modified.IsZero() { // the seeds have no place
		return
	}
	if in.origins == nil {
		in.origins = map[string]rag.ArticleID{}
	}
	in.origins[path] = id
}

// replaceByOrigin withdraws what a file held before its text was changed so much
// that it is another article by its lead.
func (in *intake) replaceByOrigin() error {
	if len(in.origins) == 0 {
		return nil
	}
	before, err := in.record.Origins(in.ctx)
	if err != nil {
		return err
	}
	held := map[rag.ArticleID]bool{}
	for path, id := range before {
		if _, read := in.origins[path]; !read {
			held[id] = true
		}
	}
	for _, id := range in.origins {
		held[id] = true
	}
	for path := range in.origins {
		if old := before[path]; old != "" && !held[old] {
			held[old] = true
			if err := in.library.Remove(in.ctx, old); err != nil && !errors.Is(err, rag.ErrNotFound) {
				return err
			} else if err == nil {
				in.Added, in.Replaced = in.Added-1, in.Replaced+1
			}
		}
	}
	return in.record.SetOrigins(in.ctx, in.origins)
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

// stockCoverage stores what COVERAGE names, or the seeds in a record that never
// held anything. Inputs that cannot be read are named; the rest serves.
func (d *desk) stockCoverage(s *session) error {
	if d.record.ReadOnly() {
		return nil
	}
	if len(s.config.Coverage) > 0 {
		return d.stockConfigured(s)
	}
	if head, err := d.record.Head(s.ctx); err != nil || head > 0 {
		return err
	}
	listing, err := coverage.FindFS(seeds.FS())
	if err != nil {
		return err
	}
	_, err = d.ingest(s, listing)
	return err
}

// stockConfigured stores what COVERAGE names, but for the articles that were
// withdrawn and the files that have not changed since they were stored whole.
// A file with mistakes is read again by every command, which names them.
func (d *desk) stockConfigured(s *session) error {
	listing, unreadable := coverage.Find(s.config.Coverage...)
	new(tally).note(s, unreadable)
	files, err := d.changed(s, &listing)
	if err != nil || len(files) == 0 {
		return err
	}
	withdrawn, err := d.record.Withdrawn(s.ctx)
	if err != nil {
		return err
	}
	done, err := d.ingestBut(s, listing, withdrawn)
	if err != nil {
		return err
	}
	var whole []record.File
	for i, source := range listing.Sources {
		if !done.unread[source.Path] {
			whole = append(whole, files[i])
		}
	}
	return d.record.Take(s.ctx, whole)
}

// changed leaves in a listing the sources that are not as they were when they
// were stored, and returns how they are now, in their order.
func (d *desk) changed(s *session, listing *coverage.Listing) ([]record.File, error) {
	taken, err := d.record.Taken(s.ctx)
	if err != nil {
		return nil, err
	}
	var sources []coverage.Source
	var files []record.File
	for _, source := range listing.Sources {
		path, err := filepath.Abs(source.Path) // of a relative one, another folder has another
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", source.Path, err)
		}
		file := record.File{Path: path, Size: source.Size, Modified: source.Modified.UnixNano()}
		if !taken[file] {
			sources, files = append(sources, source), append(files, file)
		}
	}
	listing.Sources = sources
	return files, nil
}

// bar is a progress bar on a terminal, and nothing elsewhere.
type bar struct{ shown *progressbar.ProgressBar }

func newBar(s *session, total int64, what string, inBytes bool) *bar {
	if !isTerminal(s.stderr) {
		return &bar{}
	}
	return &bar{progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(s.stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionShowBytes(inBytes), progressbar.OptionShowCount(), progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(), progressbar.OptionFullWidth())}
}

func (b *bar) add(n int64) {
	if b.shown != nil {
		_ = b.shown.Add64(n) // as below
	}
}

func (b *bar) set(n int64) {
	if b.shown != nil {
		_ = b.shown.Set64(n) // a bar that cannot be drawn is no reason to stop
	}
}

// say prints a line above the bar.
func (b *bar) say(out io.Writer, line string) {
	if b.shown != nil {
		_ = b.shown.Clear() // as above
	}
	fmt.Fprintln(out, line)
}

func (b *bar) finish() {
	if b.shown != nil {
		_ = b.shown.Finish() // as above
	}
}
