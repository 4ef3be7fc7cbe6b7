package discord

import (
	"context"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// Pieces makes what is longer than an answer.
type Pieces interface {
	// Piece makes a report of the coverage that passes the piece's filter. One
	// of nothing is a report with a refusal, and no error.
	Piece(ctx context.Context, p Piece) (Made, error)
}

// Kinds of pieces, as their commands are called.
const (
	Summary    = "summary"
	Timeline   = "timeline"
	Comparison = "compare"
	Quotations = "quotes"
)

// Piece is what is asked for.
type Piece struct {
	Kind  string
	Topic string // what it is to be about, or who is to be quoted; "": anything
	Size  string // of a summary: "line", "short" or "full"
	rag.Filter
}

// Made is a report and the files that go with it.
type Made struct {
	rag.Report
	Files []session.File
	// Page is the report as a file to be read by itself; it goes with one that
	// is longer than a channel should be filled with.
	Page session.File
}

// pieceMessages is how many messages a piece fills in a channel; what is longer is
// in a file beside the first ones.
const pieceMessages = 5

// maxTopic is how long a topic can be, in characters.
const maxTopic = 200

// pieceDefinitions are the commands that make pieces.
func pieceDefinitions(anywhere *[]discordgo.InteractionContextType) []*discordgo.ApplicationCommand {
	narrowed := func(first ...*option) []*option {
		return append(first,
			words("since", "Only coverage published on or after this day, such as 2025-03-14", 10, false),
			words("until", "Only coverage published on or before this day", 10, false),
			completed(words("outlet", "Only coverage of this outlet", 100, false)),
			yesNo("private", "Only you see it"),
		)
	}
	topic := func(description string, required bool) *option {
		return completed(words("topic", description, maxTopic, required))
	}
	size := &option{Type: discordgo.ApplicationCommandOptionString, Name: "size", Description: "How long it is to be", Choices: []*discordgo.ApplicationCommandOptionChoice{
		{Name: "one line", Value: "line"}, {Name: "short", Value: "short"}, {Name: "full", Value: "full"},
	}}
	article := completed(words("article", "Only this article: its headline or id", maxArticleID, false))
	return []*discordgo.ApplicationCommand{
		{Name: Summary, Description: "Summarise a topic, an article or a period", Contexts: anywhere, Options: narrowed(topic("What it is about; nothing: all coverage", false), size, article)},
		{Name: Timeline, Description: "Put the events of a topic in the order of time", Contexts: anywhere, Options: narrowed(topic("What it is about; nothing: all coverage", false))},
		{Name: Comparison, Description: "Compare what outlets or articles say on a topic", Contexts: anywhere, Options: narrowed(topic("What it is about", true))},
		{Name: Quotations, Description: "Who said what, to the letter", Contexts: anywhere, Options: narrowed(topic("Who is quoted, or on what", true))},
	}
}

// pieceCommand answers the commands that make pieces.
func (b *Bot) pieceCommand(kind string) func(context.Context, *interaction, args) error {
	return func(ctx context.Context, i *interaction, a args) error {
		filter, problem := filterOf(a)
		if problem != "" {
			return b.tell(ctx, i, problem)
		}
		p := &Piece{Kind: kind, Topic: plain(a.text("topic")), Size: a.text("size")}
		if p.Topic == "" && (kind == Comparison || kind == Quotations) {
			return b.tell(ctx, i, "Say what it is to be about, such as `/"+kind+" topic: the pipeline`.")
		}
		if typed := a.text("article"); typed != "" {
			filter.Only = []rag.ArticleID{rag.ArticleID(typed)}
		}
		return b.answerTo(ctx, i, &asking{text: show.Label(kind+" "+p.Topic, maxQuestion), filter: filter, chosen: true, piece: p}, a.flag("private"))
	}
}

// makePiece makes a piece and shows it.
func (b *Bot) makePiece(ctx context.Context, a *asking, f rag.Filter) error {
	if len(f.Only) == 1 {
		found, err := b.article(ctx, string(f.Only[0]), rag.Filter{Audience: f.Audience, Outlets: f.Outlets})
		if err != nil {
			return b.noPieceOf(ctx, a, err)
		}
		f.Only = []rag.ArticleID{found.ID}
	}
	a.piece.Filter = f
	made, err := b.desk.Piece(ctx, *a.piece)
	if err != nil {
		return err
	}
	contents, files := pieceContents(&made)
	a.sheet.files = files
	return b.conclude(ctx, a, asAnswer(a.piece, &made.Report), contents)
}

// pieceContents are the messages of a piece and the files that go with the last.
func pieceContents(made *Made) ([]string, []session.File) {
	contents, files := show.Report(&made.Report), made.Files
	if len(contents) <= pieceMessages {
		return contents, files
	}
	contents = contents[:pieceMessages]
	last := len(contents) - 1
	contents[last] = show.Truncate(contents[last], show.MaxContent-show.Len(restInFile)) + restInFile
	return contents, append(files, made.Page)
}

// asAnswer is a report as an answer, which is what is kept and has its passages
// shown.
func asAnswer(p *Piece, r *rag.Report) *rag.Answer {
	a := &rag.Answer{
		Question: r.Title, Standalone: strings.TrimSpace(p.Topic), Refused: r.Refusal != "", Engine: r.Engine, Model: r.Model,
		Dropped: r.Dropped, Fallback: r.Fallback, Sources: r.Sources, Closest: r.Closest, Extent: r.Extent, Refusal: r.Refusal, Usage: r.Usage,
	}
	for _, s := range r.Sections {
		for _, row := range s.Rows {
			a.Claims = append(a.Claims, row.Claim)
		}
	}
	return a
}

// noPieceOf says that there is no such article, or passes on what else went wrong.
func (b *Bot) noPieceOf(ctx context.Context, a *asking, err error) error {
	if !errors.Is(err, rag.ErrNotFound) {
		return err
	}
	return a.sheet.show(ctx, []string{noArticle(string(a.filter.Only[0]))}, nil)
}
