// Package coveragetest reads the coverage that tests stand on. It is no part of
// the bot.
package coveragetest

import (
	"io/fs"
	"testing"

	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

// Read reads all articles of a file system, such as that of the seeds.
func Read(t testing.TB, files fs.FS) []rag.Article {
	t.Helper()
	listing, err := coverage.FindFS(files)
	if err != nil {
		t.Fatal(err)
	}
	var articles []rag.Article
	for a, err := range (coverage.Reader{}).Articles(listing.Sources...) {
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	return articles
}
