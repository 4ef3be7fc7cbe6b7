package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"newsdesk/internal/coverage"
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
	return fmt.Errorf("%d of the inputs could not be read; each is named above, the others are stored", t.Failed)
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
	in := intake{desk: d, session: s, bar: newBar(s, listing.Size(), "reading", true)}
	defer in.bar.finish()
	reader := coverage.Reader{
		Progress: func(n int64) { in.bar.add(n) },
		Warn:     func(err error) { in.bar.say(s.stderr, "newsdesk: warning: "+oneLine(err.Error())) },
	}
	for article, err := range reader.Articles(listing.Sources...) {
		if s.ctx.Err() != nil {
			break
		}
		if err != nil {
			in.Failed++
			in.bar.say(s.stderr, "newsdesk: "+oneLine(err.Error()))
			continue
		}
		if err := in.take(article); err != nil {
			return in.tally, err
		}
	}
	if err := in.flush(); err != nil {
		return in.tally, err
	}
	return in.tally, s.ctx.Err()
}

// intake gathers articles into batches and stores them.
type intake struct {
	*desk
	*session
	tally
	bar   *bar
	batch []rag.Article
	size  int
}

func (in *intake) take(a rag.Article) error {
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
	listing, err := d.configured(s)
	if err != nil {
		return err
	}
	_, err = d.ingest(s, listing)
	return err
}

func (d *desk) configured(s *session) (coverage.Listing, error) {
	if len(s.config.Coverage) > 0 {
		listing, unreadable := coverage.Find(s.config.Coverage...)
		new(tally).note(s, unreadable)
		return listing, nil
	}
	if head, err := d.record.Head(s.ctx); err != nil || head > 0 {
		return coverage.Listing{}, err
	}
	return coverage.FindFS(seeds.FS())
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
