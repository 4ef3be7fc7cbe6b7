package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"newsdesk/internal/discord"
	discordstandin "newsdesk/internal/standin"
)

// onDiscord is a local Discord with a server, and a bot in a process of its own.
type onDiscord struct {
	*discordstandin.Discord
	cmd           *exec.Cmd
	seen          *discordstandin.Subscription
	guild         string
	channel, ruth string
	stderr        bytes.Buffer
	ctx           context.Context
}

// discordPatience is how long a test with a bot may take before it gives up: some
// put dozens of questions to it one after another, on a machine that has other
// things to do.
const discordPatience = 5 * time.Minute

// startOnDiscord runs the bot with a data directory until the test ends it.
func startOnDiscord(t *testing.T, dir string) *onDiscord {
	t.Helper()
	d := &onDiscord{Discord: discordstandin.New(discordstandin.Config{Token: "a.secret.token"})}
	var cancel context.CancelFunc
	d.ctx, cancel = context.WithTimeout(context.Background(), discordPatience)
	url, err := d.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d.ruth = d.AddUser("ruth").ID
	d.guild = d.AddGuild("Newsroom", d.ruth)
	if d.channel, err = d.AddChannel(d.guild, "iraq-desk"); err != nil {
		t.Fatal(err)
	}
	d.seen = d.Subscribe()
	t.Cleanup(func() {
		d.seen.Close()
		if err := d.Close(d.ctx); err != nil {
			t.Error(err)
		}
		cancel()
	})
	d.cmd = exec.CommandContext(d.ctx, os.Args[0])
	d.cmd.Env = append(os.Environ(), asBot+"=1", "DATA_DIR="+dir, "DISCORD_TOKEN="+d.Token(), "DISCORD_API_URL="+url, "DISCORD_GUILD="+d.guild, "LOG_LEVEL=DEBUG")
	d.cmd.Stderr, d.cmd.Stdout = &d.stderr, os.Stderr
	d.cmd.Dir = t.TempDir()
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.seen.UntilKind(d.ctx, discordstandin.EventReady); err != nil {
		t.Fatalf("the bot never came: %v\n%s", err, d.stderr.String())
	}
	return d
}

// answer waits for a finished answer.
func (d *onDiscord) answer(t *testing.T) discordstandin.Message {
	t.Helper()
	e, err := d.seen.Until(d.ctx, func(e discordstandin.Event) bool {
		return e.Message != nil && e.Message.Author.ID == d.Bot().ID && len(e.Message.Components) > 0
	})
	if err != nil {
		t.Fatalf("no answer came: %v", err)
	}
	return *e.Message
}

// TestOnDiscord has the built bot answer from the seeds, take a new article and
// answer from that, and end within seconds of SIGTERM with everything kept.
func TestOnDiscord(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	d := startOnDiscord(t, dir)
	if _, err := d.Say(d.channel, d.ruth, "<@"+d.Bot().ID+"> Who led the Iraqi delegation to Damascus?"); err != nil {
		t.Fatal(err)
	}
	m := d.answer(t)
	if !strings.Contains(m.Content, "Hamid Al-Shatri") || !strings.Contains(m.Content, "[1]") || !strings.Contains(m.Content, "undated") {
		t.Errorf("it answers %q", m.Content)
	}
	if _, err := d.Send(d.channel, d.ruth, discordstandin.Draft{Text: "What did he lead?", ReplyTo: m.ID}); err != nil {
		t.Fatal(err)
	}
	d.answer(t)
	story := discordstandin.File{Name: "ferry.txt", Data: []byte("Ferry to Basra opens\n\nThe ferry to Basra opened on Monday, the ministry said.\n")}
	if _, err := d.SlashCommand(d.channel, d.ruth, "coverage add", discordstandin.Options{"file": story}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.seen.Until(d.ctx, func(e discordstandin.Event) bool {
		return e.Message != nil && strings.Contains(e.Message.Content, "1 new, 0 replaced")
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SlashCommand(d.channel, d.ruth, "ask", discordstandin.Options{"question": "When did the ferry to Basra open?"}); err != nil {
		t.Fatal(err)
	}
	if m := d.answer(t); !strings.Contains(m.Content, "The ferry to Basra opened on Monday") {
		t.Errorf("of the new article it answers %q", m.Content)
	}
	if _, err := d.SlashCommand(d.channel, d.ruth, "check", discordstandin.Options{"text": "The ferry to Basra opened on Friday."}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.seen.Until(d.ctx, func(e discordstandin.Event) bool {
		return e.Message != nil && strings.Contains(e.Message.Content, "1 contradicted")
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ClickButton(d.channel, d.ruth, m.ID, m.Components[0].Components[2].CustomID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.seen.Until(d.ctx, func(e discordstandin.Event) bool {
		return e.Message != nil && strings.Contains(e.Message.Content, "noted as helpful")
	}); err != nil {
		t.Fatal(err)
	}
	d.end(t)
	kept := 0
	rec := opened(t, dir)
	if err := discord.EachFeedback(d.ctx, rec, func(f discord.Feedback) error {
		if kept++; !f.Helpful || !strings.Contains(f.Answer.Question, "delegation") {
			t.Errorf("the feedback is %+v", f)
		}
		return nil
	}); err != nil || kept != 1 {
		t.Errorf("%d pieces of feedback are kept, %v", kept, err)
	}
}

// end stops the bot as a service manager does.
func (d *onDiscord) end(t *testing.T) {
	t.Helper()
	if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := d.cmd.Wait(); err != nil {
		t.Errorf("the bot ended with %v\n%s", err, d.stderr.String())
	}
	if strings.Contains(d.stderr.String(), d.Token()) {
		t.Error("the log has the token")
	}
}

func TestWrongTokenSaysWhatToMend(t *testing.T) {
	d := discordstandin.New(discordstandin.Config{})
	url, err := d.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close(t.Context())
	var problems bytes.Buffer
	code := run(t.Context(), world{
		environ: []string{"DATA_DIR=" + t.TempDir(), "DISCORD_TOKEN=wrong", "DISCORD_API_URL=" + url},
		stdin:   strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &problems,
	})
	if code != exitFailed || !strings.Contains(problems.String(), "DISCORD_TOKEN") {
		t.Errorf("exit %d: %s", code, problems.String())
	}
}
