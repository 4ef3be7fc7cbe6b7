package show

import (
	"fmt"
	"strings"

	"newsdesk/rag"
)

// A cluster is an article and the numbers under which its sentences are cited.
type cluster struct {
	article *rag.Article
	numbers []int
	pages   []int // of each, 0 in an article that has none
}

// clusters gathers the cited sources by article, in order of their first number.
func clusters(all []rag.Source, cited map[int]bool) []cluster {
	var found []cluster
	at := map[string]int{}
	for i := range all {
		if !cited[i+1] {
			continue
		}
		a := &all[i].Article
		key := string(a.ID)
		if key == "" {
			key = a.URL + "\n" + a.Title + "\n" + a.Outlet
		}
		if _, known := at[key]; !known {
			at[key] = len(found)
			found = append(found, cluster{article: a})
		}
		c := &found[at[key]]
		c.numbers, c.pages = append(c.numbers, i+1), append(c.pages, all[i].Page())
	}
	return found
}

// marks are a cluster's numbers: "[1] [3]", with their pages where there are any.
func (c *cluster) marks() string {
	all := make([]string, len(c.numbers))
	for i, n := range c.numbers {
		all[i] = fmt.Sprintf("[%d]", n)
		if c.pages[i] > 0 {
			all[i] += fmt.Sprintf(" p. %d", c.pages[i])
		}
	}
	return strings.Join(all, " ")
}

// sources is the list of what is cited: a heading and an article a line.
func sources(all []rag.Source, cited map[int]bool) []piece {
	found := clusters(all, cited)
	if len(found) == 0 {
		return nil
	}
	list := []piece{{sep: "\n\n", text: "**Sources**"}}
	for i := range found {
		list = append(list, piece{"\n", small, leftToRight(found[i].marks() + " " + linked(found[i].article) + " — " + origin(found[i].article))})
	}
	return list
}

// Refusal returns the messages of an answer that was declined: why, how much
// coverage there is, which comes closest, and a question that can be answered,
// or "" for none.
func Refusal(a *rag.Answer, suggestion string) []string {
	why, mend, _ := strings.Cut(a.Refusal, " Store some with:") // words for a terminal
	switch why = Line(why); {
	case why == "":
		why = "The coverage does not say."
	case mend != "":
		why += " " + howToAdd
	}
	all := []piece{{text: isolated(why)}}
	if x := a.Extent.String(); a.Extent.Articles > 0 && !strings.Contains(a.Refusal, x) {
		all = append(all, piece{sep: " ", text: Line(x)})
	}
	all = append(all, notes(a)...)
	all = append(all, together(closest(a.Closest), MaxContent)...)
	if s := clipped(suggestion, titleUnits); s != "" {
		all = append(all, piece{sep: "\n\n", text: "You could ask: " + isolated("*"+s+"*")})
	}
	return pack(all, MaxContent)
}

func closest(articles []rag.Article) []piece {
	if len(articles) == 0 {
		return nil
	}
	list := []piece{{sep: "\n\n", text: "**The closest coverage**"}}
	for i := range articles {
		list = append(list, piece{"\n", item, heading(&articles[i])})
	}
	return list
}
