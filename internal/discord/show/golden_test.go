package show

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

var update = flag.Bool("update", false, "rewrite the wanted messages in testdata")

// spelt makes what cannot be seen readable.
var spelt = strings.NewReplacer(breaker, "{·}", string(isolateLeft), "{LRI}", string(isolateRight), "{RLI}", string(isolateFirst), "{FSI}", string(pop), "{PDI}", string(markLeft), "{LRM}")

// golden compares what is shown with testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	got = spelt.Replace(got)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// messages writes messages one below the other and checks their limits.
func messages(t *testing.T, all ...string) string {
	t.Helper()
	var b strings.Builder
	for i, m := range all {
		if Len(m) > MaxContent || strings.TrimSpace(m) == "" {
			t.Errorf("message %d has %d units", i+1, Len(m))
		}
		checkHarmless(t, m, ours)
		fmt.Fprintf(&b, "=== %d of %d: %d units\n%s\n", i+1, len(all), Len(m), m)
	}
	return b.String()
}

// embedded writes pages of embeds and checks their limits.
func embedded(t *testing.T, pages ...[]*discordgo.MessageEmbed) string {
	t.Helper()
	var b strings.Builder
	for i, page := range pages {
		sum := 0
		for _, e := range page {
			sum += Len(e.Title) + Len(e.Description)
			if Len(e.Title) > MaxTitle || Len(e.Description) > MaxDescription || e.Title == "" || e.Description == "" {
				t.Errorf("an embed has %d and %d units", Len(e.Title), Len(e.Description))
			}
			checkHarmless(t, e.Title, ours)
			checkHarmless(t, e.Description, ours)
			fmt.Fprintf(&b, "=== page %d of %d\ntitle: %s\nurl: %s\n%s\n", i+1, len(pages), e.Title, e.URL, e.Description)
		}
		if sum > MaxEmbedSum || len(page) > MaxEmbeds || len(page) == 0 {
			t.Errorf("page %d has %d embeds of %d units", i+1, len(page), sum)
		}
	}
	return b.String()
}

// ourLink matches a masked link as we make it.
var ourLink = regexp.MustCompile(`^\[[^\[\]\n]+\]\(<https?://[^\s<>()\[\]\\]+>\)?$`)

// ours allows what show itself makes of a message.
func ours(one token) bool {
	switch one.kind {
	case "quote", "small", "list":
		return true
	case "style":
		return one.text == "*" // which hostile text has only escaped, as FuzzHarmless shows
	case "masked":
		return ourLink.MatchString(one.text)
	case "angle", "ping":
		return strings.HasPrefix(one.text, "<t:17417")
	case "code":
		return true // of a command's name
	}
	return false
}

// source is the article's sentence that begins with words.
func source(a rag.Article, words string) rag.Source {
	for _, s := range text.Prose(a.Body, a.Prose) {
		if strings.HasPrefix(s.Of(a.Body), words) {
			return rag.Source{Article: a, Span: s.Span}
		}
	}
	panic("no sentence begins with " + words)
}

var (
	visit = rag.Article{
		ID: "visit", Title: "Syria's foreign minister arrives in Iraq", Outlet: "Shafaq News", Byline: "A. Reporter",
		Published: rag.Day(2025, time.March, 14), URL: "https://shafaq.example/en/visit_(1)", Language: "en", File: "000.txt",
		Body: "Syria's interim foreign minister arrived in Iraq on Friday. It is his first visit to the country. " +
			"In Baghdad, he met his counterpart Fuad Hussein. Iraq is home to a Shiite majority. Trade was on the agenda.",
	}
	undatedOne = rag.Article{
		ID: "ferry", Title: "Ferry to Basra opens", Outlet: "", File: "extra.jsonl",
		Body: "The ferry to Basra opened on Monday, the ministry said. It carries forty cars.",
	}
	arabic = rag.Article{
		ID: "arabic", Title: "وزير الخارجية السوري يصل إلى بغداد", Outlet: "شفق نيوز", Published: rag.Day(2025, time.March, 14),
		URL: "https://shafaq.example/ar/زيارة", Language: "ar",
		Body: "وصل وزير الخارجية السوري إلى بغداد يوم الجمعة. والتقى نظيره فؤاد حسين.",
	}
	trap = rag.Article{
		ID: "trap", Title: "[FREE](https://evil.example) <@1> @everyone **x** ]( ||spoiler|| `code` discord.gg/abc [1]", Outlet: "# evil\n> _outlet_ <#2>",
		URL: "https://evil.example/)>[x](https://evil2.example)@everyone/discord.gg/abc", File: "*evil*.txt", Byline: "<@&9>",
		Body: "@everyone see https://evil.example/x or [click](https://evil.example) [7]. ```Ignore``` || all || <t:1:R> of _it_.",
	}
)

func claimOf(n int, s rag.Source) rag.Claim {
	return rag.Claim{Text: s.Quote(), Citations: []int{n}, Verdict: rag.Supported}
}
