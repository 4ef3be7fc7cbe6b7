package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// maxArticleID is how long an article's id can be to be typed, in characters.
const maxArticleID = 200

// coverageCommand answers /coverage.
func (b *Bot) coverageCommand(ctx context.Context, i *interaction, a args) error {
	s, at, err := b.quickSettings(ctx, i)
	if err != nil {
		return err
	}
	if !s.allows(i.by) {
		return b.tell(ctx, i, s.closed())
	}
	f, _ := s.filter(rag.Filter{})
	switch a.sub() {
	case "status":
		return b.tell(ctx, i, show.Truncate(b.status(f), show.MaxContent))
	case "search":
		return b.searchCoverage(ctx, i, a.text("query"), f)
	case "show":
		return b.showArticle(ctx, i, a.text("article"), f)
	case "sources":
		if len(f.Outlets) > 0 && !i.by.manages { // others here are not to know of other outlets
			return b.tell(ctx, i, "What is followed only those with **Manage Server** can see here.")
		}
		return b.following(ctx, i)
	}
	switch {
	case at.direct():
		return b.tell(ctx, i, "Coverage is added and removed in a server, by those who manage it.")
	case !i.by.manages:
		return b.tell(ctx, i, "Only those with **Manage Server** can change the coverage.")
	case a.sub() == "add":
		return b.addCoverage(ctx, i, a)
	case a.sub() == "unfollow":
		return b.unfollow(ctx, i, a.text("source"))
	}
	return b.removeArticle(ctx, i, a.text("article"), f)
}

// status says what coverage there is, how much of it is the server's own, and when
// the latest came.
func (b *Bot) status(f rag.Filter) string {
	var last time.Time
	own := 0
	for _, a := range b.desk.Articles(f) {
		if a.Imported.After(last) {
			last = a.Imported
		}
		if a.Audience != "" {
			own++
		}
	}
	words := show.Extent(b.desk.Extent(f), last)
	if own > 0 {
		words += fmt.Sprintf("\n%d of them only this server sees: added here.", own)
	}
	return words
}

// searchCoverage lists the articles that a query finds. An embedding model may be
// asked for it, and take its time.
func (b *Bot) searchCoverage(ctx context.Context, i *interaction, query string, f rag.Filter) error {
	return b.tellInTime(ctx, i, func() (string, error) { return b.foundFor(ctx, query, f) })
}

// foundFor lists the articles that a query finds, in words for people.
func (b *Bot) foundFor(ctx context.Context, query string, f rag.Filter) (string, error) {
	found, err := b.desk.Search(ctx, rag.Query{Text: query, Filter: f, K: show.PageArticles, Spread: true})
	if err != nil {
		return "", err
	}
	var articles []rag.Article
	seen := map[rag.ArticleID]bool{}
	for k := range found {
		if a := &found[k].Article; !seen[a.ID] {
			seen[a.ID] = true
			articles = append(articles, *a)
		}
	}
	content, _ := show.Articles(articles, 0)
	return content, nil
}

// showArticle shows an article's head.
func (b *Bot) showArticle(ctx context.Context, i *interaction, typed string, f rag.Filter) error {
	a, err := b.article(ctx, typed, f)
	if errors.Is(err, rag.ErrNotFound) {
		return b.tell(ctx, i, noArticle(typed))
	}
	if err != nil {
		return err
	}
	_, err = b.discord.Reply(ctx, i.Interaction, session.Message{
		Embeds: []*discordgo.MessageEmbed{show.Article(&a)}, Flags: discordgo.MessageFlagsEphemeral,
	})
	return err
}

// removeArticle withdraws an article.
func (b *Bot) removeArticle(ctx context.Context, i *interaction, typed string, f rag.Filter) error {
	a, err := b.article(ctx, typed, f)
	may := false
	if err == nil {
		may, err = b.mayRemove(ctx, i.GuildID, &a)
	}
	if err == nil && !may {
		return b.tell(ctx, i, notHome)
	}
	if err == nil {
		err = b.desk.Remove(ctx, a.ID)
	}
	if errors.Is(err, rag.ErrNotFound) {
		return b.tell(ctx, i, noArticle(typed))
	}
	if err != nil {
		return err
	}
	b.log.Info("an article was withdrawn", "id", i.id, "article", a.ID, "by", i.by.id)
	content, _ := show.Articles([]rag.Article{a}, 0)
	return b.tell(ctx, i, show.Truncate("Withdrawn; the next answer has nothing of it:\n"+content, show.MaxContent))
}

func noArticle(typed string) string {
	return "There is no article " + show.Line(show.Label(typed, maxArticleID)) + " here. Choose one of those that are offered while you type."
}

// article finds the article that somebody means: by its id, or the one that
// has a headline.
func (b *Bot) article(ctx context.Context, typed string, f rag.Filter) (rag.Article, error) {
	if a, err := b.desk.Article(ctx, rag.ArticleID(typed)); err == nil && f.Passes(&a) || err != nil && !errors.Is(err, rag.ErrNotFound) {
		return a, err
	}
	var found []rag.ArticleID
	for _, a := range b.desk.Articles(f) {
		if strings.EqualFold(a.Title, typed) || a.File == typed {
			found = append(found, a.ID)
		}
	}
	if len(found) != 1 {
		return rag.Article{}, rag.ErrNotFound
	}
	return b.desk.Article(ctx, found[0])
}

// maxFile is the largest file that is fetched: Discord's own limit for uploads
// without a subscription.
const maxFile = 10 << 20

// addCoverage stores the articles of an attached file, or the one at a link.
func (b *Bot) addCoverage(ctx context.Context, i *interaction, a args) error {
	link, attached := a.text("link"), a["file"] != nil
	switch {
	case link != "" && attached:
		return b.tell(ctx, i, "Give a **file** or a **link**, not both; each is added by a command of its own.")
	case link != "":
		return b.addLink(ctx, i, link)
	case !attached:
		return b.tell(ctx, i, "Give a **file** to attach, or the **link** of an article on the web.")
	}
	data := i.ApplicationCommandData()
	var file *discordgo.MessageAttachment
	if data.Resolved != nil {
		file = data.Resolved.Attachments[a.text("file")]
	}
	switch {
	case file == nil:
		return b.tell(ctx, i, "I can't see that file. Attach it again.")
	case file.Size > maxFile:
		return b.tell(ctx, i, fmt.Sprintf("That file is larger than %d MiB. Split it, or store it with `bot ingest`.", maxFile>>20))
	}
	if _, err := b.discord.Defer(ctx, i.Interaction, true); err != nil {
		return err
	}
	words, err := b.fetchAndAdd(ctx, AudienceOf(i.GuildID), file)
	if err != nil {
		return err
	}
	b.log.Info("a file of coverage was added", "id", i.id, "by", i.by.id, "bytes", file.Size)
	_, err = b.discord.EditOriginal(ctx, i.Interaction, session.Edit{Content: &words})
	return err
}

// fetchAndAdd stores a file for an audience and says what became of it. A file that
// can't be read is no failure of ours.
func (b *Bot) fetchAndAdd(ctx context.Context, audience string, file *discordgo.MessageAttachment) (string, error) {
	body, err := b.fetch(ctx, file.URL)
	if err != nil {
		return "", err
	}
	name := fileName(file.Filename)
	if unpacksTooFar(body) {
		return fmt.Sprintf("Nothing of %s is read: it unpacks to more than %d MiB. Split it, or store it with `bot ingest`.", show.Line(name), maxUnpacked>>20), nil
	}
	added, err := b.desk.Add(ctx, audience, name, body)
	if unreadable := (*UnreadableError)(nil); errors.As(err, &unreadable) {
		return show.Truncate(fmt.Sprintf("Nothing of %s can be read: %s.", show.Line(name), show.Line(unreadable.Reason)), show.MaxContent), nil
	}
	if err != nil {
		return "", err
	}
	return added.words(name), nil
}

// UnreadableError is that of a file which holds no coverage that can be read.
type UnreadableError struct{ Reason string }

func (e *UnreadableError) Error() string { return e.Reason }

// listedProblems is how many parts that could not be read are named.
const listedProblems = 5

// words say what became of a file.
func (a Added) words(name string) string {
	lines := []string{fmt.Sprintf("Of %s, %d new, %d replaced and %d unchanged articles. They can be asked about now, in this server alone.",
		show.Line(name), a.New, a.Replaced, a.Unchanged)}
	if a.Everybodys > 0 {
		lines = append(lines, fmt.Sprintf("%d more are everybody's coverage already.", a.Everybodys))
	}
	for _, p := range a.Problems[:min(len(a.Problems), listedProblems)] {
		lines = append(lines, "- "+show.Line(show.Label(p, 200)))
	}
	if rest := len(a.Problems) - listedProblems; rest > 0 {
		lines = append(lines, fmt.Sprintf("- and %d more that could not be read", rest))
	}
	return show.Truncate(strings.Join(lines, "\n"), show.MaxContent)
}

// fetch gets a file that Discord keeps.
func (b *Bot) fetch(ctx context.Context, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, fmt.Errorf("fetch an attached file: %w", err)
	}
	res, err := b.config.Files.Do(req)
	if err != nil {
		return nil, fmt.Errorf("fetch an attached file: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("fetch an attached file: answered %s", res.Status)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("fetch an attached file: %w", err)
	}
	if len(body) > maxFile {
		return nil, fmt.Errorf("fetch an attached file: it is larger than %d MiB", maxFile>>20)
	}
	return body, nil
}
