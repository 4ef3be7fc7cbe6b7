package briefing_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"newsdesk/internal/briefing"
	"newsdesk/rag"
)

// BenchmarkBriefing composes a briefing over 1,000 new articles of some 300 words
// in some 250 stories, without a model. The stories are grouped before.
func BenchmarkBriefing(b *testing.B) {
	r := newRoom(b)
	r.add(manyArticles(1000)...)
	if err := r.Stories.Sync(b.Context()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := r.Briefing(b.Context(), briefing.Order{Length: briefing.Long}); err != nil {
			b.Fatal(err)
		}
	}
}

// manyArticles are articles in stories of four, each with its own place and people.
func manyArticles(n int) []rag.Article {
	random := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ba du ka ri ma no shi ta lo ve sa mir zan hol gar den")
	name := func() string {
		s := ""
		for range 2 + random.IntN(2) {
			s += syllables[random.IntN(len(syllables))]
		}
		return strings.ToUpper(s[:1]) + s[1:]
	}
	deeds := strings.Fields("opened closed bought sold repaired inspected flooded cleared")
	things := strings.Fields("bridge hospital school refinery market road dam station")
	var all []rag.Article
	for len(all) < n {
		town, person, thing := name(), name()+" "+name(), things[random.IntN(len(things))]
		for range 4 {
			var body strings.Builder
			for range 18 {
				fmt.Fprintf(&body, "The %s of %s was %s on Monday by %d workers, said %s, who spoke of costs of %d million dinars and of %s in the district. ",
					thing, town, deeds[random.IntN(len(deeds))], 10+random.IntN(900), person, 1+random.IntN(500), things[random.IntN(len(things))])
			}
			fmt.Fprintf(&body, "“We will be done with the %s before the end of the year,” %s said.", thing, person)
			all = append(all, report(fmt.Sprint("many-", len(all)), name(), 2, fmt.Sprintf("%s of %s is %s", thing, town, deeds[random.IntN(len(deeds))]), body.String()))
		}
	}
	return all[:n]
}
