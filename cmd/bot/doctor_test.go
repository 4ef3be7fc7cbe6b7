package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"newsdesk/internal/record"
	discordstandin "newsdesk/internal/standin"
)

// discordCommand [VARIANT] starts a local Discord with a server and a channel, and
// sets the environment to use it; its token is a word that no output may hold.
func discordCommand(ts *testscript.TestScript, _ bool, args []string) {
	const token = "a.token.never-to-be-seen"
	variant := strings.Join(args, " ")
	config := discordstandin.Config{Token: token, RefuseMessageContent: variant == "content-refused"}
	if variant == "few-starts" {
		config.SessionStarts = 2
	}
	d := discordstandin.New(config)
	url, err := d.Start("127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { ts.Check(d.Close(context.Background())) })
	ts.Setenv("DISCORD_API_URL", url)
	ts.Setenv("DISCORD_TOKEN", token)
	if variant == "no-server" {
		return
	}
	guild := d.AddGuild("Newsroom", d.AddUser("ruth").ID)
	for _, name := range []string{"iraq-desk", "rules"} {
		_, err = d.AddChannel(guild, name)
		ts.Check(err)
	}
	const readOnly = discordstandin.PermViewChannel | discordstandin.PermReadHistory
	switch variant {
	case "bad-token":
		ts.Setenv("DISCORD_TOKEN", "a.token.never-known")
	case "missing-permission":
		ts.Check(d.SetRole(guild, guild, readOnly|discordstandin.PermUseCommands))
		ts.Check(d.SetRole(guild, d.BotRole(guild), readOnly|discordstandin.PermSendMessages|discordstandin.PermSendInThreads|discordstandin.PermEmbedLinks|discordstandin.PermAttachFiles))
	case "mute":
		ts.Check(d.SetRole(guild, guild, readOnly))
		ts.Check(d.SetRole(guild, d.BotRole(guild), readOnly))
	case "content-refused":
		shelve(ts, settingsShelf, guild, `{"unasked":true}`)
	case "commands-lost":
		shelve(ts, commandsShelf, d.Bot().ID+"/", `"0123"`)
	}
}

// shelve keeps a document in the script's record, as the bot does.
func shelve(ts *testscript.TestScript, collection, key, body string) {
	rec, err := record.Open(context.Background(), ts.Getenv("DATA_DIR"), record.Options{Now: time.Now})
	ts.Check(err)
	ts.Check(rec.Shelve(context.Background(), record.Doc{Collection: collection, Key: key, Body: []byte(body)}))
	ts.Check(rec.Close())
}

// TestDoctorBesideTheBot has a bot write what the doctor reads by its own names
// for it: settings, and commands that are registered.
func TestDoctorBesideTheBot(t *testing.T) {
	dir := t.TempDir()
	d := startOnDiscord(t, dir)
	if _, err := d.SlashCommand(d.channel, d.ruth, "settings set", discordstandin.Options{"unasked": true}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.seen.UntilKind(d.ctx, discordstandin.EventReady); err != nil { // it comes back, asking for the intent
		t.Fatal(err)
	}
	url := strings.TrimSuffix(environment(d.cmd.Env)["DISCORD_API_URL"], "/")
	doctor := func(guild string) string {
		var said bytes.Buffer
		run(t.Context(), world{
			args: []string{"doctor"}, environ: []string{"DATA_DIR=" + dir, "DISCORD_TOKEN=" + d.Token(), "DISCORD_API_URL=" + url, "DISCORD_GUILD=" + guild},
			stdin: strings.NewReader(""), stdout: &said, stderr: &said,
		})
		return said.String()
	}
	for _, want := range []string{
		"Message Content Intent on, as a channel's settings need it", fmt.Sprintf("ok       Discord commands: %d commands in server %s", len(d.Commands(d.channel, d.ruth)), d.guild),
		"session starts are left", "ok       Discord server: Newsroom: it sees 1 of 1 text channel and has there what it needs", "Nothing is broken",
	} {
		if said := doctor(d.guild); !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	if said := doctor(""); !strings.Contains(said, "none are registered yet in every server") {
		t.Errorf("of commands that are only in one server it says:\n%s", said)
	}
	d.end(t)
}

// environment is a process's environment by name.
func environment(environ []string) map[string]string {
	m := map[string]string{}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		m[name] = value
	}
	return m
}

func TestInvitationIsTheReadmes(t *testing.T) {
	if link := invitation("ID"); !strings.Contains(rootFile(t, "README.md"), link) {
		t.Errorf("README.md does not have the link %s", link)
	}
}

func TestDoctorEndsWhenItIsStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var said bytes.Buffer
	code := run(ctx, world{
		args: []string{"doctor"}, environ: []string{"DATA_DIR=" + t.TempDir()}, stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &said,
	})
	if code != exitFailed || !strings.Contains(said.String(), "stopped") {
		t.Errorf("exit %d: %s", code, said.String())
	}
}
