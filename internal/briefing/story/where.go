package story

import (
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

const mostSentences = 100

// countries counts the countries that an article names, by their places and
// peoples too.
func countries(title, body string) map[string]term {
	where := map[string]term{}
	count := func(s string, n int) {
		for _, f := range fact.Find(s) {
			if f.Country != "" {
				t := where["c:"+f.Country]
				t.body += n
				t.weight = 1
				where["c:"+f.Country] = t
			}
		}
	}
	count(title, 2)
	for i, s := range text.Sentences(body) {
		if i >= labSent {
			break
		}
		n := 1
		if i == 0 {
			n = 2
		}
		count(s.Of(body), n)
	}
	return where
}
var labSent = 100
