package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"newsdesk/rag"
)

type articlesCmd struct {
	List     listCmd     `cmd:"" default:"withargs" help:"List what is stored, the latest first."`
	Show     showCmd     `cmd:"" help:"Show one article whole."`
	Versions versionsCmd `cmd:"" help:"Show what an article said before it was edited."`
	Remove   removeCmd   `cmd:"" help:"Withdraw an article: the next answer has nothing of it."`
}

type listCmd struct {
	JSON bool `name:"json" help:"Print one JSON object a line."`
	filterFlags
	Audience string `help:"Only what this audience alone sees, such as discord:1234 of a server that added it." placeholder:"NAME"`
}

// Run lists the articles.
func (c *listCmd) Run(s *session) error {
	filter, err := c.filter()
	if err != nil {
		return err
	}
	return withDesk(s, func(d *desk) error {
		articles := d.library.Articles(filter)
		if c.Audience != "" {
			articles = ownedBy(c.Audience, articles)
		}
		return c.show(s, articles)
	})
}

// ownedBy are those of some articles that an audience alone sees.
func ownedBy(audience string, articles []rag.Article) []rag.Article {
	return slices.DeleteFunc(articles, func(a rag.Article) bool { return a.Audience != audience })
}

func (c *listCmd) show(s *session, articles []rag.Article) error {
	if len(articles) == 0 && !c.JSON {
		fmt.Fprintln(s.stdout, "No articles. Store some with: bot ingest PATH...")
	}
	for i := range articles {
		a := &articles[i]
		if c.JSON {
			if err := printJSON(s.stdout, articleForm(a)); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(s.stdout, "%s  %s%s\n", s.paint.mark(oneLine(string(a.ID))), heading(a), s.onlyOf(a))
	}
	return nil
}

// onlyOf says who alone sees an article; "" where everybody does.
func (s *session) onlyOf(a *rag.Article) string {
	if a.Audience == "" {
		return ""
	}
	return s.paint.dim(" [only " + oneLine(a.Audience) + "]")
}

type showCmd struct {
	JSON bool   `name:"json" help:"Print a JSON object, with the body."`
	ID   string `arg:"" help:"The article's id, as 'bot articles' lists it, or its file's name."`
}

// Run shows one article.
func (c *showCmd) Run(s *session) error {
	return withDesk(s, func(d *desk) error {
		a, err := d.library.Article(s.ctx, d.articleID(c.ID))
		if err != nil {
			return unknownArticle(err)
		}
		if c.JSON {
			return printJSON(s.stdout, articleForm(&a))
		}
		fmt.Fprintf(s.stdout, "%s\n%s\n", s.paint.bold(heading(&a))+s.onlyOf(&a), s.paint.dim(oneLine(string(a.ID))))
		if err := d.showBesides(s, &a); err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "\n%s\n", harmless(a.Body[a.Prose:]))
		return nil
	})
}

type removeCmd struct {
	Audience string `help:"Withdraw all that this audience alone sees, such as discord:1234 of a server that is gone." placeholder:"NAME"`
	ID       string `arg:"" optional:"" help:"The article's id, as 'bot articles' lists it, or its file's name."`
}

// Run withdraws one article, or those of an audience.
func (c *removeCmd) Run(s *session) error {
	if (c.ID == "") == (c.Audience == "") {
		return usagef("name one article to remove, or with --audience whose articles; 'bot articles' lists them")
	}
	return withDesk(s, func(d *desk) error {
		if c.Audience != "" {
			return c.removeAll(s, d)
		}
		id := d.articleID(c.ID)
		if err := d.library.Remove(s.ctx, id); err != nil {
			return unknownArticle(err)
		}
		fmt.Fprintln(s.stdout, "Removed", oneLine(string(id)))
		return nil
	})
}

// removeAll withdraws what an audience alone sees.
func (c *removeCmd) removeAll(s *session, d *desk) error {
	own := ownedBy(c.Audience, d.library.Articles(everything()))
	for i := range own {
		if err := d.library.Remove(s.ctx, own[i].ID); err != nil && !errors.Is(err, rag.ErrNotFound) {
			return fmt.Errorf("after %d of %d articles: %w", i, len(own), err)
		}
	}
	fmt.Fprintf(s.stdout, "Removed %d articles of %s\n", len(own), oneLine(strings.TrimSpace(c.Audience)))
	return nil
}

// articleID resolves what a person typed: an id, or where just one article fits the
// beginning of its id, its address, or the name of the file that it came from.
func (d *desk) articleID(typed string) rag.ArticleID {
	var matches []rag.ArticleID
	for _, a := range d.library.Articles(everything()) {
		if string(a.ID) == typed {
			return a.ID
		}
		if a.File == typed || a.URL == typed || len(typed) >= idLetters && strings.HasPrefix(string(a.ID), typed) {
			matches = append(matches, a.ID)
		}
	}
	if len(matches) == 1 {
		return matches[0]
	}
	return rag.ArticleID(typed)
}

// idLetters is how much of an id must be typed: as much as a person copies at the
// least, so that nothing is removed by a slip of the pen.
const idLetters = 6

func unknownArticle(err error) error {
	if errors.Is(err, rag.ErrNotFound) {
		return fmt.Errorf("%w; 'bot articles' lists the ids", err)
	}
	return err
}
