package main

import (
	"errors"
	"fmt"

	"newsdesk/internal/coverage"
	"newsdesk/internal/fetch"
	"newsdesk/rag"
)

type ingestCmd struct {
	JSON      bool     `name:"json" help:"Print the tally as a JSON object."`
	WordsOnly bool     `help:"Return when the words are searchable; leave the vectors to a later command."`
	Paths     []string `arg:"" name:"path" help:"Files, folders, and addresses of pages and feeds."`
}

// Help is shown by 'bot ingest --help'.
func (ingestCmd) Help() string {
	return `Examples:
  bot ingest story.txt archive.jsonl.gz
  bot ingest exports/
  bot ingest https://news.example/ferry-opens

Storing the same article again changes nothing; a changed one replaces its old
text. An article can be found by words as soon as it is stored; its vectors
follow, and may be interrupted: they go on where they stopped.

Of a web page the article is stored, with the date that the page states. Pages
are asked for on the public internet alone; FETCH_ALLOW names other networks.`
}

// Run stores articles.
func (c *ingestCmd) Run(s *session) error {
	from, unreadable := find(c.Paths)
	if errors.Is(unreadable, fetch.ErrAddress) {
		return usageError{oneLine(unreadable.Error())}
	}
	if unreadable != nil && from.none() {
		return unreadable
	}
	tally, err := c.store(s, from)
	tally.note(s, unreadable)
	showSkipped(s, from.Listing)
	if shown := c.show(s, tally); err == nil {
		err = shown
	}
	if err == nil && !c.WordsOnly {
		err = fill(s)
	}
	if err != nil {
		return err
	}
	return tally.failure()
}

// store stores what is read, so that its words can be searched.
func (c *ingestCmd) store(s *session, from inputs) (tally, error) {
	room, err := openStockroom(s)
	if err != nil {
		return tally{}, err
	}
	defer room.close()
	return room.ingestFrom(s, from, false)
}

// fill embeds what has no vectors yet, with progress on a terminal.
func fill(s *session) error {
	d, err := openEmptyDesk(s)
	if err != nil {
		return err
	}
	defer d.close()
	return d.fill(s)
}

// tally is what an import did.
type tally struct {
	Added     int `json:"added"`
	Replaced  int `json:"replaced"`
	Unchanged int `json:"unchanged"`
	Failed    int `json:"failed"`

	unread map[string]error // why not everything could be read, by path
}

// count takes in what became of a batch.
func (t *tally) count(outcomes []rag.Outcome) {
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
}

// showSkipped tells of files in folders that are of no kind that is read.
func showSkipped(s *session, listing coverage.Listing) {
	if listing.Skipped > 0 {
		fmt.Fprintf(s.stderr, "newsdesk: passed over %d files of other kinds than %s\n", listing.Skipped, coverage.Kinds())
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
	return fmt.Errorf("%d inputs (files, pages or lines) could not be read; each is named above, the others are stored", t.Failed)
}

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
