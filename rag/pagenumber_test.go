package rag_test

import (
	"testing"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

func TestPageAt(t *testing.T) {
	const body = "First page.\fSecond page.\f\fFourth."
	for _, c := range []struct {
		body   string
		offset int
		want   int
	}{
		{"no pages", 3, 0}, {"", 0, 0}, {body, 0, 1}, {body, 10, 1}, {body, 12, 2}, {body, 26, 4}, {body, 1000, 4}, {body, -1, 1},
	} {
		if got := rag.PageAt(c.body, c.offset); got != c.want {
			t.Errorf("offset %d of %q is on page %d, want %d", c.offset, c.body, got, c.want)
		}
	}
	s := rag.Source{Article: rag.Article{Body: body}, Span: text.Span{Start: 12, End: 24}}
	if s.Quote() != "Second page." || s.Page() != 2 {
		t.Errorf("%q on page %d", s.Quote(), s.Page())
	}
}
