package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"newsdesk/internal/briefing/schedule"
	"newsdesk/internal/discord"
	discordsession "newsdesk/internal/discord/session"
	"newsdesk/internal/record"
	"newsdesk/internal/standin"
	"newsdesk/internal/standin/playground"
	"newsdesk/rag"
)

type playgroundCmd struct {
	Open    bool   `help:"Open the page in the browser." default:"true" negatable:""`
	Address string `help:"Where the page is served, on this machine alone; port 0 is any that is free." default:"127.0.0.1:0" placeholder:"HOST:PORT"`
}

// Help is shown by 'bot playground --help'.
func (playgroundCmd) Help() string {
	return `Examples:
  bot playground
  bot playground --no-open --address 127.0.0.1:8080
  COVERAGE=archive.jsonl.gz bot playground
  OPENAI_BASE_URL=http://localhost:11434/v1 OPENAI_MODEL=llama3.1 bot playground

A page that looks and works like Discord, with the same bot behind it: nothing
is installed, no account is needed, and it is served to this machine alone. The
link works once, and Enter prints another; each tab is another person. Ctrl-C
ends it, with all that was said, set and added there.`
}

// Run serves the playground until the context ends.
func (c *playgroundCmd) Run(s *session) error {
	pages, err := listenHere(s.ctx, c.Address)
	if err != nil {
		return err
	}
	defer func() { _ = pages.Close() }() // closed already where it was served
	return withDesk(s, func(d *desk) error {
		if d.record.ReadOnly() {
			return fmt.Errorf("open the playground: %w", record.ErrReadOnly)
		}
		return withShelf(s.ctx, d, func(shelf *record.Record) error { return c.serve(s, d, shelf, pages) })
	})
}

// withShelf gives the playground's bot a shelf of its own, which ends with it: that of
// the desk may be of a bot on Discord, whose channels this one would take for gone.
func withShelf(ctx context.Context, d *desk, do func(*record.Record) error) error {
	dir, err := os.MkdirTemp("", "newsdesk-")
	if err != nil {
		return fmt.Errorf("open the playground: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	shelf, err := record.Open(ctx, dir, record.Options{Now: time.Now, Log: d.log})
	if err != nil {
		return fmt.Errorf("open the playground: %w", err)
	}
	return errors.Join(do(shelf), shelf.Close())
}

const (
	// exampleQuestions are how many the page offers: they stand in one row.
	exampleQuestions = 3
	// playgroundGrace is what an answer under way has to end at Ctrl-C, and
	// playgroundEnd what is left then: nobody waits longer than both for a prompt.
	playgroundGrace = 1500 * time.Millisecond
	playgroundEnd   = time.Second
)

// serve joins a local Discord, the page over it and the bot, and waits for all.
func (c *playgroundCmd) serve(s *session, d *desk, shelf *record.Record, pages net.Listener) error {
	room := newNewsroom(d)
	room.book = schedule.NewBook(shelf, d.pieces.Now)
	local := standin.New(standin.Config{Token: rand.Text(), Seed: uint64(time.Now().UnixNano()), Log: d.log}) //nolint:gosec // of times after 1970
	defer func() { _ = within(s.ctx, local.Close) }()                                                         // what does not end in time ends with the process
	api, err := local.Start("127.0.0.1:0")
	if err != nil {
		return err
	}
	answers := newExplained()
	page, err := playground.New(playground.Config{
		Discord: local, Server: "Newsroom", Examples: discord.Examples(s.ctx, room, exampleQuestions), Sends: leaves(s.config), Explainer: answers, Log: d.log,
	})
	if err != nil {
		return err
	}
	bot, err := newPlaygroundBot(room, shelf, discord.Config{
		Session:  discordsession.Config{Token: local.Token(), APIURL: api, Limits: discordsession.Limits{Grace: playgroundGrace}},
		Answered: answers.note, Keep: s.config.QuestionsKept,
	})
	if err != nil {
		return err
	}
	if err := d.serve(s.ctx, s.config.Coverage, ""); err != nil { // beside a bot that serves at HTTP_ADDR
		return err
	}
	g, ctx := errgroup.WithContext(s.ctx)
	g.Go(func() error { return bot.Run(ctx) })
	g.Go(func() error { return servePage(ctx, pages, page, d.log) })
	g.Go(func() error { return c.welcome(ctx, s, page, "http://"+pages.Addr().String()) })
	err = g.Wait()
	if s.ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = nil // it was ended before it had begun
	}
	return errors.Join(err, within(s.ctx, func(ctx context.Context) error { return d.withdrawFrom(ctx, page.Guild()) }))
}

// within does what is to be done at the end, though ctx has ended.
func within(ctx context.Context, do func(context.Context) error) error {
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), playgroundEnd)
	defer done()
	return do(ctx)
}

// newPlaygroundBot makes a bot that answers for a newsroom and keeps what it notes on a
// shelf, with its briefings beside it.
func newPlaygroundBot(n *newsroom, shelf *record.Record, c discord.Config) (*discord.Bot, error) {
	briefings := &courier{newsroom: n}
	c.Desk, c.Shelf, c.Log = n, shelf, n.desk.log
	c.Beside = schedule.NewRunner(n.book, briefings, briefings, n.desk.log).Run
	var err error
	briefings.bot, err = discord.New(c)
	return briefings.bot, err
}

// withdrawFrom removes the sources and the articles of an audience that is no more.
func (d *desk) withdrawFrom(ctx context.Context, audience string) error {
	followed, err := d.keeper.List(ctx)
	if err != nil {
		return fmt.Errorf("end the playground: %w", err)
	}
	var errs []error
	for i := range followed {
		if followed[i].Audience == audience {
			errs = append(errs, d.keeper.Remove(ctx, followed[i].ID))
		}
	}
	for _, a := range d.library.Articles(rag.Filter{Audience: audience}) {
		if a.Audience == audience {
			errs = append(errs, d.library.Remove(ctx, a.ID))
		}
	}
	return errors.Join(errs...)
}
