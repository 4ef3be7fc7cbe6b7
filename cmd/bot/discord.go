package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"newsdesk/internal/briefing/schedule"
	"newsdesk/internal/coverage"
	"newsdesk/internal/discord"
	discordsession "newsdesk/internal/discord/session"
	"newsdesk/internal/fetch"
	"newsdesk/internal/record"
	"newsdesk/internal/sources"
	"newsdesk/rag"
)

var (
	_ discord.Desk  = (*newsroom)(nil)
	_ discord.Shelf = (*record.Record)(nil)
)

// newsroom is the desk as the bot on Discord sees it.
type newsroom struct {
	*rag.Library
	desk     *desk
	book     *schedule.Book
	verbatim *rag.Answerer // of the desk's, without its author
}

func newNewsroom(d *desk) *newsroom {
	return &newsroom{d.library, d, schedule.NewBook(d.record, d.pieces.Now), &rag.Answerer{Library: d.library, Now: time.Now, Sentences: d.answerer.Sentences}}
}

// Stream answers a question.
func (n *newsroom) Stream(ctx context.Context, q rag.Question, show func(rag.Answer) error) (rag.Answer, error) {
	return n.desk.answerer.Stream(ctx, q, show)
}

// Verbatim answers in the coverage's own words.
func (n *newsroom) Verbatim(ctx context.Context, q rag.Question) (rag.Answer, error) {
	return n.verbatim.Answer(ctx, q)
}

// Check verifies the claims of a text.
func (n *newsroom) Check(ctx context.Context, text string, f rag.Filter) ([]rag.Checked, error) {
	return n.desk.verifier.CheckText(ctx, text, func(ctx context.Context, claim string) ([]rag.Passage, error) {
		return n.Search(ctx, rag.Query{Text: claim, Filter: f})
	})
}

// Add stores the articles of a file for an audience. The reader of coverage wants a file of that
// name, which is there for as long as it is read.
func (n *newsroom) Add(ctx context.Context, audience, name string, file []byte) (discord.Added, error) {
	dir, err := os.MkdirTemp("", "newsdesk-")
	if err != nil {
		return discord.Added{}, fmt.Errorf("add %s: %w", name, err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, filepath.Base(filepath.Clean("/"+name)))
	if err := os.WriteFile(path, file, 0o600); err != nil {
		return discord.Added{}, fmt.Errorf("add %s: %w", name, err)
	}
	listing, err := coverage.Find(path)
	if err != nil {
		return discord.Added{}, &discord.UnreadableError{Reason: partOf(err)}
	}
	return n.addAll(ctx, audience, func(r coverage.Reader) iter.Seq2[rag.Article, error] { return r.Articles(listing.Sources...) })
}

// AddLink gets a web page and stores its article for an audience, or follows the
// feed that is there.
func (n *newsroom) AddLink(ctx context.Context, audience, by, link string) (discord.Added, error) {
	page, err := n.desk.web.Get(ctx, fetch.Request{URL: link})
	switch failed, ok := errors.AsType[*fetch.Error](err); {
	case ctx.Err() != nil:
		return discord.Added{}, ctx.Err()
	case ok:
		return discord.Added{}, &discord.UnreadableError{Reason: failed.Err.Error()}
	case err != nil:
		return discord.Added{}, err
	case isListing(page.Body, page.ContentType):
		return n.follow(ctx, sources.Source{Kind: sources.Feed, Address: link, Audience: audience, AddedBy: by})
	}
	return n.addAll(ctx, audience, func(r coverage.Reader) iter.Seq2[rag.Article, error] { return r.Page(pageOf(page)) })
}

// addAll stores the articles that a reader yields, for an audience, but for those that
// are everybody's coverage as they are.
func (n *newsroom) addAll(ctx context.Context, audience string, read func(coverage.Reader) iter.Seq2[rag.Article, error]) (discord.Added, error) {
	var added discord.Added
	var articles []rag.Article
	seen := 0
	note := func(err error) { added.Problems = append(added.Problems, partOf(err)) }
	for a, err := range read(coverage.Reader{Warn: note, Now: time.Now}) {
		if err != nil {
			note(err)
			continue
		}
		a.Imported, added.Article = time.Now(), a
		if seen++; n.everybodys(ctx, &a) {
			added.Everybodys++
			continue
		}
		articles = append(articles, a.For(audience))
		added.Article = articles[len(articles)-1]
	}
	if seen == 0 && len(added.Problems) > 0 {
		return added, &discord.UnreadableError{Reason: added.Problems[0]}
	}
	outcomes, err := n.desk.library.Add(context.WithoutCancel(ctx), articles)
	var t tally
	t.count(outcomes)
	added.New, added.Replaced, added.Unchanged = t.Added, t.Replaced, t.Unchanged
	if seen != 1 {
		added.Article = rag.Article{}
	}
	return added, err
}

// everybodys reports whether an article is in everybody's coverage with these words.
func (n *newsroom) everybodys(ctx context.Context, a *rag.Article) bool {
	there, err := n.Article(ctx, a.ID)
	return err == nil && there.Audience == "" && there.Title == a.Title && there.Body == a.Body
}

// partOf says which part of a file could not be read, without the path at which
// it was only kept to be read.
func partOf(err error) string {
	if e, ok := errors.AsType[*coverage.LineError](err); ok {
		unit := "line"
		if e.Item {
			unit = "item"
		}
		return fmt.Sprintf("%s %d: %v", unit, e.Line, e.Err)
	}
	if e, ok := errors.AsType[*coverage.FileError](err); ok {
		return e.Err.Error()
	}
	return err.Error()
}

// tidyEvery is how often what has expired is deleted from the shelf. It is not
// found in any case; this gives its space back.
const tidyEvery = time.Hour

// tidy deletes what has expired until ctx ends.
func (d *desk) tidy(ctx context.Context) {
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		if n, err := d.record.DropExpired(ctx); err != nil && ctx.Err() == nil {
			d.log.Warn("cannot delete what has expired", "err", err)
		} else if n > 0 {
			d.log.Info("deleted what has expired", "documents", n)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// newBot makes a bot that answers for a newsroom, with its briefings beside it.
func newBot(n *newsroom, c discord.Config) (*discord.Bot, error) {
	briefings := &courier{newsroom: n}
	c.Desk, c.Shelf, c.Log = n, n.desk.record, n.desk.log
	c.Beside = schedule.NewRunner(n.book, briefings, briefings, n.desk.log).Run
	var err error
	briefings.bot, err = discord.New(c)
	return briefings.bot, err
}

// serveDiscord runs the bot on Discord until the context ends.
func serveDiscord(s *session) error {
	return withDesk(s, func(d *desk) error {
		if d.record.ReadOnly() {
			return fmt.Errorf("run on Discord: %w", record.ErrReadOnly)
		}
		bot, err := newBot(newNewsroom(d), discord.Config{
			Session: discordsession.Config{Token: s.config.DiscordToken, APIURL: s.config.DiscordAPIURL},
			Guild:   s.config.DiscordGuild, Home: s.config.DiscordHome, Keep: s.config.QuestionsKept,
		})
		if err != nil {
			return err
		}
		if err := d.serve(s.ctx, s.config.Coverage, s.config.HTTPAddr); err != nil {
			return err
		}
		fmt.Fprintln(s.stderr, "newsdesk: answering on Discord; Ctrl-C ends. Logs come here, LOG_LEVEL=INFO for more of them.")
		return bot.Run(s.ctx)
	})
}
