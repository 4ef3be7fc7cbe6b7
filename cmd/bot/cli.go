package main

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"

	"newsdesk/rag"
)

// cli is the grammar of the command line.
type cli struct {
	Ask         askCmd                    `cmd:"" help:"Ask the coverage a question."`
	Search      searchCmd                 `cmd:"" help:"Find passages."`
	Check       checkCmd                  `cmd:"" help:"Check the claims of a text against the coverage."`
	Ingest      ingestCmd                 `cmd:"" help:"Store articles from files, folders and web pages."`
	Articles    articlesCmd               `cmd:"" help:"List, show and remove what is stored."`
	Sources     sourcesCmd                `cmd:"" help:"Follow feeds, pages and folders, and see how they fare."`
	Summary     summaryCmd                `cmd:"" help:"Summarise an article, a topic or a period."`
	Timeline    timelineCmd               `cmd:"" help:"Put the events of a topic into the order of time."`
	Compare     compareCmd                `cmd:"" help:"Compare what outlets or articles say."`
	Quotes      quotesCmd                 `cmd:"" help:"Find who said what, to the letter."`
	Briefing    briefingCmd               `cmd:"" help:"Compose a briefing of what is new."`
	Corrections correctionsCmd            `cmd:"" help:"List what was answered and briefed and no longer stands."`
	Chat        chatCmd                   `cmd:"" help:"Hold a conversation in the terminal."`
	Playground  playgroundCmd             `cmd:"" help:"Try the bot in the browser, on a Discord on this machine."`
	Eval        evalCmd                   `cmd:"" help:"Score question sets and retrieval sets."`
	Doctor      doctorCmd                 `cmd:"" help:"Check the configuration, the keys and what can be reached."`
	Completion  kongcompletion.Completion `cmd:"" help:"Print the completion script for a shell." hidden:""`
}

const description = `Newsdesk answers questions about a newsroom's coverage, in the coverage's own words or by a chat model, each sentence checked in code against the passage that it cites, and declines what the coverage does not say. It needs no key and no network.

Examples:
  bot ask "Who led the Iraqi delegation to Damascus?"
  bot search -k 3 pipeline
  bot ingest archive.jsonl.gz notes/
  bot articles show 003_c9eef49e8d2f478a.txt
  bot sources add https://news.example/feed.xml
  bot chat
  bot doctor
  bot                                        (the playground, in the browser)
  DISCORD_TOKEN=... bot                      (answers on Discord; see README.md)

The environment (or a file .env) sets DATA_DIR, COVERAGE and more: see .env.example.`

// session is what a subcommand works with.
type session struct {
	ctx context.Context
	world
	config config
	paint  paint
}

// withDesk opens the desk, does what is to be done there, and closes it.
func withDesk(s *session, do func(*desk) error) error {
	d, err := openDesk(s)
	if err != nil {
		return err
	}
	defer d.close()
	return do(d)
}

// everything lets all coverage through, whosever it is.
func everything() rag.Filter { return rag.Filter{Audience: rag.AnyAudience} }

// filterFlags narrow the coverage of a question or query.
type filterFlags struct {
	Since  string   `help:"Only coverage published on or after this day (2025-03-14)." placeholder:"D"`
	Until  string   `help:"Only coverage published on or before this day." placeholder:"D"`
	Outlet []string `help:"Only coverage of this outlet; may be repeated." placeholder:"NAME" sep:"none"`
}

// filter reads the flags; a day that cannot be read is a usage error. Who runs the
// bot sees what any audience does.
func (f filterFlags) filter() (rag.Filter, error) {
	filter := everything()
	var err error
	if filter.Since, err = day("--since", f.Since); err != nil {
		return filter, err
	}
	if filter.Until, err = day("--until", f.Until); err != nil {
		return filter, err
	}
	if !filter.Since.IsZero() && !filter.Until.IsZero() && filter.Until.Before(filter.Since) {
		return filter, usagef("--until %s is before --since %s: no day lies between", f.Until, f.Since)
	}
	for _, o := range f.Outlet {
		if o = strings.TrimSpace(o); o != "" {
			filter.Outlets = append(filter.Outlets, o)
		}
	}
	return filter, nil
}

func day(name, s string) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, "2006/01/02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usagef("%s %q is not a day: write it as 2025-03-14", name, clipped(s))
}

// helped is the panic value by which a help flag ends parsing.
type helped struct{}

// execute parses the arguments and runs the subcommand.
func execute(ctx context.Context, w world) (err error) {
	defer func() {
		switch r := recover(); r.(type) {
		case nil:
		case helped:
			err = nil
		default:
			panic(r)
		}
	}()
	parser, err := newParser(w)
	if err != nil {
		return err
	}
	if len(w.args) == 0 {
		return alone(ctx, w, parser)
	}
	parsed, err := parser.Parse(w.args)
	if err != nil {
		return parseError(err)
	}
	cfg, err := readConfig(w.environ, dotEnv)
	if err != nil && parsed.Command() != doctorCommand { // which tells it itself
		return err
	}
	return parsed.Run(newSession(ctx, w, cfg))
}

func newSession(ctx context.Context, w world, cfg config) *session {
	return &session{ctx: ctx, world: w, config: cfg, paint: newPaint(w.stdout, cfg)}
}

// alone is the bot called without a command: with a token it answers on Discord,
// else in the playground.
func alone(ctx context.Context, w world, parser *kong.Kong) error {
	cfg, err := readConfig(w.environ, dotEnv)
	if err != nil {
		return err
	}
	if cfg.DiscordToken != "" {
		return serveDiscord(newSession(ctx, w, cfg)) //nolint:contextcheck // the session holds it
	}
	parsed, err := parser.Parse([]string{"playground"})
	if err != nil {
		return err
	}
	return parsed.Run(newSession(ctx, w, cfg))
}

func newParser(w world) (*kong.Kong, error) {
	parser, err := kong.New(&cli{},
		kong.Name("bot"), kong.Description(description), kong.Writers(w.stdout, w.stderr),
		kong.Exit(func(int) { panic(helped{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err == nil && os.Getenv("COMP_LINE") != "" { // a shell asks for completions
		kongcompletion.Register(parser)
	}
	return parser, err
}

// parseError turns a parser's error into one line that says what to do.
func parseError(err error) error {
	var parse *kong.ParseError
	if !errors.As(err, &parse) {
		return usagef("%v", err)
	}
	command := "bot"
	if path := parse.Context.Command(); path != "" {
		command += " " + strings.Fields(path)[0]
	}
	return usagef("%v; see '%s --help'", parse, command)
}
