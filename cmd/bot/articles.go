package main

import (
	"errors"
	"fmt"

	"newsdesk/rag"
)

type articlesCmd struct {
	List   listCmd   `cmd:"" default:"withargs" help:"List what is stored, the latest first."`
	Show   showCmd   `cmd:"" help:"Show one article whole."`
	Remove removeCmd `cmd:"" help:"Withdraw an article: the next answer has nothing of it."`
}

type listCmd struct {
	JSON bool `name:"json" help:"Print one JSON object a line."`
	filterFlags
}

// Run lists the articles.
func (c *listCmd) Run(s *session) error {
	filter, err := c.filter()
	if err != nil {
		return err
	}
	return withDesk(s, func(d *desk) error { return c.show(s, d.library.Articles(filter)) })
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
		fmt.Fprintf(s.stdout, "%s  %s\n", s.paint.mark(oneLine(string(a.ID))), heading(a))
	}
	return nil
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
		fmt.Fprintf(s.stdout, "%s\n%s\n\n%s\n", s.paint.bold(heading(&a)), s.paint.dim(oneLine(string(a.ID))),
			harmless(a.Body[a.Prose:]))
		return nil
	})
}

type removeCmd struct {
	ID string `arg:"" help:"The article's id, as 'bot articles' lists it, or its file's name."`
}

// Run withdraws one article.
func (c *removeCmd) Run(s *session) error {
	return withDesk(s, func(d *desk) error {
		id := d.articleID(c.ID)
		if err := d.library.Remove(s.ctx, id); err != nil {
			return unknownArticle(err)
		}
		fmt.Fprintln(s.stdout, "Removed", oneLine(string(id)))
		return nil
	})
}

// articleID resolves what a person typed: an id, or the name of a file that
// just one article came from.
func (d *desk) articleID(typed string) rag.ArticleID {
	var matches []rag.ArticleID
	for _, a := range d.library.Articles(rag.Filter{}) {
		if string(a.ID) == typed {
			return a.ID
		}
		if a.File == typed {
			matches = append(matches, a.ID)
		}
	}
	if len(matches) == 1 {
		return matches[0]
	}
	return rag.ArticleID(typed)
}

func unknownArticle(err error) error {
	if errors.Is(err, rag.ErrNotFound) {
		return fmt.Errorf("%w; 'bot articles' lists the ids", err)
	}
	return err
}
