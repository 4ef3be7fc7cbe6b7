package show

import (
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// PageArticles is how many articles a page of Articles lists.
const PageArticles = 10

// howToAdd says what to do where there is no coverage.
const howToAdd = "Those who manage this server can add some with `/coverage add`."

// listedOutlets is how many outlets Extent names.
const listedOutlets = 20

// Extent is how much coverage there is: articles, outlets, span of dates, and
// when the latest was added, which Discord draws as seen from the reader's clock.
// A zero time is not shown.
func Extent(x rag.Extent, added time.Time) string {
	if x.Articles == 0 {
		return "There is no coverage yet. " + howToAdd
	}
	lines := []string{"**" + count(x.Articles, "article") + "** " + from(x.Outlets)}
	first, last := day(x.First), day(x.Last)
	switch {
	case x.Undated >= x.Articles:
		lines = append(lines, "None of them is dated.")
	case first == last:
		lines = append(lines, "Published "+first+undated(x.Undated))
	default:
		lines = append(lines, "Published "+first+" to "+last+undated(x.Undated))
	}
	if !added.IsZero() {
		lines = append(lines, "Last added "+moment(added, 'R'))
	}
	return Truncate(strings.Join(lines, "\n"), MaxContent)
}

// moment is a time that Discord draws by the reader's clock, in one of its styles.
func moment(t time.Time, style rune) string { return fmt.Sprintf("<t:%d:%c>", t.Unix(), style) }

// from names outlets: "from 3 outlets: A, B, C".
func from(outlets []string) string {
	if len(outlets) == 0 {
		return "of outlets that are not stated"
	}
	shown := make([]string, 0, listedOutlets)
	for _, o := range outlets[:min(len(outlets), listedOutlets)] {
		if o = Label(o, outletUnits); o == "" {
			o = "(a name that shows nothing)"
		}
		shown = append(shown, isolated(escape(o)))
	}
	s := fmt.Sprintf("from %s: %s", count(len(outlets), "outlet"), strings.Join(shown, ", "))
	if rest := len(outlets) - len(shown); rest > 0 {
		s += fmt.Sprintf(" and %d more", rest)
	}
	return s
}

func undated(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d undated)", n)
}

// Articles is a page of a list of articles, from 0, and how many pages there are
// (at least one). A page beyond them is the last, one below 0 the first.
func Articles(all []rag.Article, page int) (content string, pages int) {
	pages = max(1, (len(all)+PageArticles-1)/PageArticles)
	page = min(max(page, 0), pages-1)
	if len(all) == 0 {
		return "No article of the coverage fits.", pages
	}
	from := page * PageArticles
	shown := all[from:min(len(all), from+PageArticles)]
	foot := fmt.Sprintf("%s%d to %d of %s", small, from+1, from+len(shown), count(len(all), "article"))
	lines := listed(shown, heading)
	if !fits(lines+foot, MaxContent-1) { // addresses that long are not for a list
		lines = listed(shown, func(a *rag.Article) string {
			return Truncate(isolated(Line(title(a)))+" — "+origin(a), (MaxContent-Len(foot)-1)/PageArticles-len(item)-1)
		})
	}
	return lines + foot, pages
}

func listed(all []rag.Article, line func(*rag.Article) string) string {
	var b strings.Builder
	for i := range all {
		b.WriteString(item + line(&all[i]) + "\n")
	}
	return b.String()
}

// Article is one article's head: headline, origin, how it begins, and the id by
// which it is withdrawn.
func Article(a *rag.Article) *discordgo.MessageEmbed {
	lines := []string{whence(a)}
	if by := clipped(a.Byline, titleUnits); by != "" {
		lines = append(lines, "By "+isolated(by))
	}
	if lead := lead(a); lead != "" {
		lines = append(lines, "", quoted+isolated(lead), "")
	}
	var foot []string
	if a.ID != "" {
		foot = append(foot, "Id: "+isolated(clipped(string(a.ID), titleUnits)))
	}
	if a.Language != "" {
		foot = append(foot, "language "+clipped(a.Language, outletUnits))
	}
	if !a.Imported.IsZero() {
		foot = append(foot, "added "+moment(a.Imported, 'f'))
	}
	if len(foot) > 0 {
		lines = append(lines, small+strings.Join(foot, " · "))
	}
	all := embeds(Line(title(a)), a, []string{Truncate(strings.Join(lines, "\n"), MaxDescription)})
	return all[0]
}

// lead is how the running text of an article begins.
func lead(a *rag.Article) string {
	all := text.Prose(a.Body, a.Prose)
	if len(all) == 0 {
		return ""
	}
	last := all[min(2, len(all))-1]
	return clipped(a.Body[all[0].Start:last.End], 2*contextUnits)
}
