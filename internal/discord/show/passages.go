package show

import (
	"github.com/bwmarrin/discordgo"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// contextUnits is how much is shown of a sentence beside a cited one.
const contextUnits = 300

// boldUnits is the most of a cited sentence that one pair of '**' marks: a
// longer one is marked in parts, so that no mark is torn from the other.
const boldUnits = 1000

// Sources returns the pages of the passages behind an answer, each a message's
// embeds: for an article the sentences that are cited, in bold under their
// numbers, among the sentences around them. It is nil for an answer that cites
// nothing.
func Sources(a *rag.Answer) [][]*discordgo.MessageEmbed {
	found := clusters(a.Sources, citedBy(a))
	var all []*discordgo.MessageEmbed
	for i := range found {
		all = append(all, opened(&found[i], a.Sources)...)
	}
	return paged(all)
}

// opened are the embeds of one article.
func opened(c *cluster, sources []rag.Source) []*discordgo.MessageEmbed {
	all := []piece{{prefix: small, text: whence(c.article)}}
	for _, n := range c.numbers {
		all = append(all, excerpt(&sources[n-1], n)...)
	}
	return embeds(c.marks()+" "+isolated(Line(title(c.article))), c.article, pack(all, MaxDescription))
}

// embeds are embeds of one article with a description each.
func embeds(title string, a *rag.Article, descriptions []string) []*discordgo.MessageEmbed {
	var all []*discordgo.MessageEmbed
	for i, d := range descriptions {
		suffix := ""
		if i > 0 {
			suffix = " (continued)"
		}
		all = append(all, &discordgo.MessageEmbed{
			Type: discordgo.EmbedTypeRich, URL: address(a.URL), Description: d,
			Title: Truncate(title, MaxTitle-Len(suffix)) + suffix,
		})
	}
	return all
}

// whence is where an article is from; without a link, its file helps to find it.
func whence(a *rag.Article) string {
	if a.File == "" || address(a.URL) != "" {
		return leftToRight(origin(a))
	}
	return leftToRight(origin(a) + " · " + isolated(clipped(a.File, outletUnits)))
}

// excerpt is a cited sentence in bold, between its neighbours. The record may
// have lost the body since: then nothing but that is shown.
func excerpt(s *rag.Source, n int) []piece {
	mark := rag.Marks([]int{n}) + " "
	said := Line(quote(s))
	if said == "" {
		return []piece{{sep: "\n\n", text: mark + "*The passage is no longer at hand.*"}}
	}
	before, after := neighbours(s)
	var all []piece
	if before = clippedLeft(before); before != "" {
		all = append(all, piece{sep: " ", text: isolated(before)})
	}
	for _, part := range Split(said, boldUnits) {
		all = append(all, piece{sep: " ", text: isolated("**" + part + "**")})
	}
	if after != "" {
		all = append(all, piece{sep: " ", text: isolated(clipped(after, contextUnits))})
	}
	all[0].sep, all[0].text = "\n\n", mark+all[0].text
	if _, right := direction(said); right {
		return turned(all)
	}
	return all
}

// turned are the pieces of a passage that is read from right to left: one of its
// sentences follows the other in that order too, and its number stands right of
// the first. A passage too long to be one piece stays as it is.
func turned(all []piece) []piece {
	one := together(all, MaxDescription-2)
	if len(one) > 1 {
		return all
	}
	one[0].text = string(isolateRight) + one[0].text + string(pop)
	return one
}

// clippedLeft is the end of a sentence, of contextUnits at most.
func clippedLeft(s string) string {
	s = oneLine(s)
	if fits(s, contextUnits) {
		return Line(s)
	}
	for i, r := range s {
		if r == ' ' && fits(s[i+1:], contextUnits-1) {
			return ellipsis + Line(s[i+1:])
		}
	}
	return "" // it is of no words
}

// neighbours are the sentences around a cited one, of the same section.
func neighbours(s *rag.Source) (before, after string) {
	body := s.Article.Body
	var section text.Span
	all := text.Prose(body, s.Article.Prose)
	for _, one := range all {
		if one.Start < s.End && one.End > s.Start {
			section = one.Section
		}
	}
	for _, one := range all {
		switch {
		case one.Section != section:
		case one.End <= s.Start:
			before = one.Of(body)
		case one.Start >= s.End:
			return before, one.Of(body)
		}
	}
	return before, ""
}

// paged puts embeds on as many pages as Discord's limits ask for.
func paged(all []*discordgo.MessageEmbed) [][]*discordgo.MessageEmbed {
	var pages [][]*discordgo.MessageEmbed
	sum := 0
	for _, e := range all {
		n := Len(e.Title) + Len(e.Description)
		if len(pages) == 0 || len(pages[len(pages)-1]) == MaxEmbeds || sum+n > MaxEmbedSum {
			pages, sum = append(pages, nil), 0
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], e)
		sum += n
	}
	return pages
}
