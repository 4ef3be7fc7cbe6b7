package rag

import (
	"context"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"newsdesk/rag/text"
)

// pageCache keeps the articles that were read last as their sentences, with
// what was found out about them. The zero pageCache is ready to use.
type pageCache struct {
	once  sync.Once
	pages *lru.Cache[Revision, *page]

	embedding sync.Mutex // guards the vectors of all pages
}

// cachedPages is how many articles are kept read: those of some dozens of
// questions, each of at most
// wholeArticle sentences, some 200 KB with their vectors.
const cachedPages = 256

// page returns the article of a passage as its sentences. Of a long one, which is
// not kept, these are the found spans and what they lean on.
func (c *pageCache) page(f *Passage, found []text.Span) *page {
	c.once.Do(func() { c.pages, _ = lru.New[Revision, *page](cachedPages) }) // fails only for a size below one
	if p, ok := c.pages.Get(f.Chunk.Revision); ok {
		return p
	}
	article := f.Article
	p := newPage(&article, found)
	if p.whole {
		c.pages.Add(f.Chunk.Revision, p)
	}
	return p
}

// embed finds the vectors of the candidates' sentences, each once for as long
// as its page is kept. A page's vector does not change after it was set.
func (c *pageCache) embed(ctx context.Context, encoder Embedder, all []*candidate) error {
	c.embedding.Lock()
	defer c.embedding.Unlock()
	var texts []string
	var places []*candidate
	for _, one := range all {
		if !one.page.embedded[one.at] {
			texts, places = append(texts, one.words), append(places, one)
		}
	}
	vectors, err := encoder.Embed(ctx, texts)
	if err != nil {
		return err
	}
	for i, one := range places {
		one.page.vectors[one.at], one.page.embedded[one.at] = vectors[i], true
	}
	return nil
}
