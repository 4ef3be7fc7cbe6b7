package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	discordsession "newsdesk/internal/discord/session"
	"newsdesk/internal/record"
	"newsdesk/rag"
)

type doctorCmd struct {
	JSON bool `name:"json" help:"Print one JSON object a line."`
}

// Help is shown by 'bot doctor --help'.
func (doctorCmd) Help() string {
	return `Checks the configuration, the data directory, the coverage, the encoders, the chat
model and Discord, one after another, and says of each what was found and what to mend.

Examples:
  bot doctor
  bot doctor --json
  DISCORD_TOKEN=... bot doctor

A warning works and is worth knowing; what is broken is needed and does not work. The
exit code is 1 if something is broken. A chat model that is configured is asked for one
word. No article, message or setting is changed, and no key is shown.`
}

// doctorCommand is the command that tells itself what is wrong with the configuration.
const doctorCommand = "doctor"

// status is how a check came out.
type status string

const (
	statusOK      status = "ok"
	statusWarning status = "warning" // it works; worth knowing
	statusBroken  status = "broken"  // it is needed or configured, and does not work
)

// finding is what a check found, and what to do about it, "" for nothing.
type finding struct {
	status      status
	found, mend string
}

func fine(format string, args ...any) finding {
	return finding{statusOK, fmt.Sprintf(format, args...), ""}
}
func warned(found, mend string) finding { return finding{statusWarning, found, mend} }
func broken(found, mend string) finding { return finding{statusBroken, found, mend} }

// findingJSON is a finding's form of --json.
type findingJSON struct {
	Check  string  `json:"check"`
	Status status  `json:"status"`
	Found  string  `json:"found"`
	Mend   *string `json:"mend"`
}

// looking is one check, bounded in time.
type looking struct {
	name  string
	limit time.Duration
	look  func(context.Context) finding
}

// Limits of one check, and of all of them. A disk and Discord answer within a
// second or are in trouble; a model that has to be loaded first takes longer, and
// so does a record of many articles, whose vectors are all read.
const (
	quickLook = 10 * time.Second
	modelLook = 30 * time.Second
	indexLook = time.Minute
	allLooks  = 3 * time.Minute
)

// errAllLooks is the end of the time for all checks.
var errAllLooks = fmt.Errorf("the %v for all checks are over", allLooks)

// doctor goes through the checks. One that succeeds adds those that rest on it.
type doctor struct {
	s      *session
	json   bool
	config config
	hide   *strings.Replacer // takes secrets out
	queue  []looking
	counts map[status]int

	record  *record.Record // nil where there is none that opens
	shut    bool           // there is one that does not open
	builtIn rag.Embedder   // nil where it does not load
	model   rag.Embedder   // nil where none is configured or it cannot be reached
	discord *discordsession.Session
	me      string // the bot's user
	app     *discordsession.Application
}

// Run checks everything.
func (c *doctorCmd) Run(s *session) error {
	d := &doctor{s: s, json: c.JSON, counts: map[status]int{}}
	d.add("configuration", quickLook, d.lookConfig)
	defer d.close()
	ctx, cancel := context.WithTimeoutCause(s.ctx, allLooks, errAllLooks)
	defer cancel()
	for len(d.queue) > 0 {
		next := d.queue[0]
		d.queue = d.queue[1:]
		f := d.examine(ctx, next)
		if s.ctx.Err() != nil {
			return s.ctx.Err()
		}
		if err := d.tell(next.name, f); err != nil {
			return err
		}
	}
	return d.sum()
}

// add puts a check behind those that wait.
func (d *doctor) add(name string, limit time.Duration, look func(context.Context) finding) {
	d.queue = append(d.queue, looking{name, limit, look})
}

// examine makes one check, unless the time for all is over.
func (d *doctor) examine(ctx context.Context, l looking) finding {
	if ctx.Err() != nil {
		return warned("not looked at: "+context.Cause(ctx).Error(), "Mend what is said above and call bot doctor again.")
	}
	ctx, cancel := context.WithTimeoutCause(ctx, l.limit, fmt.Errorf("no answer within %v", l.limit))
	defer cancel()
	return l.look(ctx)
}

// tell prints a finding.
func (d *doctor) tell(name string, f finding) error {
	d.counts[f.status]++
	f.found, f.mend = d.clean(f.found), d.clean(f.mend)
	if d.json {
		return printJSON(d.s.stdout, findingJSON{name, f.status, f.found, known(f.mend)})
	}
	p := d.s.paint
	word := fmt.Sprintf("%-7s", f.status)
	if f.status != statusOK {
		word = p.bold(word)
	}
	fmt.Fprintln(d.s.stdout, p.wrap(word+"  "+p.mark(name)+": "+f.found))
	if f.mend != "" {
		fmt.Fprintln(d.s.stdout, p.wrap("         → "+f.mend))
	}
	return nil
}

// clean makes words of others fit to be shown: one line, and no secret.
func (d *doctor) clean(s string) string {
	if d.hide != nil {
		s = d.hide.Replace(s)
	}
	return oneLine(s)
}

// sum ends the list; what is broken makes the exit code.
func (d *doctor) sum() error {
	all, bad, odd := 0, d.counts[statusBroken], d.counts[statusWarning]
	for _, n := range d.counts {
		all += n
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d checks found something broken; what to mend stands below each", bad, all)
	}
	if !d.json {
		fmt.Fprintf(d.s.stdout, "\nNothing is broken: %s, %s.\n", counted(all, "check"), counted(odd, "warning"))
	}
	return nil
}

// close closes the record.
func (d *doctor) close() {
	if d.record == nil {
		return
	}
	if err := d.record.Close(); err != nil {
		fmt.Fprintln(d.s.stderr, "newsdesk:", d.clean(err.Error()))
	}
}

// counted is a number of things in words: "1 warning", "2 warnings".
func counted(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// few are the first of some names, and how many more there are.
func few(names []string) string {
	const most = 3
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// hiding takes the configuration's secrets out of a text, those in addresses too.
func hiding(c config) *strings.Replacer {
	secrets := []string{c.OpenAIKey, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(c.DiscordToken), "Bot "))}
	for _, address := range []string{c.OpenAIBaseURL, c.DiscordAPIURL} {
		if u, err := url.Parse(address); err != nil {
			secrets = append(secrets, address)
		} else if u.User != nil {
			secrets = append(secrets, u.User.String())
		}
	}
	var pairs []string
	for _, s := range secrets {
		if s != "" {
			pairs = append(pairs, s, "[secret]")
		}
	}
	return strings.NewReplacer(pairs...)
}

// hostOf is the host of an address, for words: the rest may hold a secret.
func hostOf(address, otherwise string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return otherwise
}

// late reports whether an error is that time ran out.
func late(err error) bool { return errors.Is(err, context.DeadlineExceeded) }
