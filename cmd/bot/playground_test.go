package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"newsdesk/internal/record"
	"newsdesk/internal/sources"
	"newsdesk/rag"
)

// played is a playground that runs in this process.
type played struct {
	t       *testing.T
	dir     string // of its data
	link    string
	said    chan string // what it prints, by lines, until it ends
	entered *io.PipeWriter
	stop    context.CancelFunc
	code    chan int
}

// play runs the playground with seeds of its own until the test ends, with more of an
// environment.
func play(t *testing.T, environ ...string) *played {
	t.Helper()
	return playAs(t, []string{"playground", "--no-open"}, environ...)
}

func playAs(t *testing.T, args []string, environ ...string) *played {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	in, entered := io.Pipe()
	said, prints := io.Pipe()
	p := &played{t: t, dir: t.TempDir(), said: make(chan string, 100), entered: entered, stop: stop, code: make(chan int, 1)}
	go func() {
		p.code <- run(ctx, world{args: args, environ: append([]string{"DATA_DIR=" + p.dir}, environ...), stdin: in, stdout: io.Discard, stderr: prints})
		_ = prints.Close()
	}()
	go func() {
		defer close(p.said)
		for lines := bufio.NewScanner(said); lines.Scan(); {
			p.said <- lines.Text()
		}
	}()
	t.Cleanup(func() { p.end() })
	p.link = p.until("http://127.0.0.1:")
	return p
}

// until waits for a line that has some words, and returns them with what follows.
func (p *played) until(words string) string {
	p.t.Helper()
	var before []string
	for line := range p.said {
		if at := strings.Index(line, words); at >= 0 {
			return line[at:]
		}
		before = append(before, line)
	}
	p.t.Fatalf("it never says %q, but %q", words, before)
	return ""
}

// end ends it as Ctrl-C does.
func (p *played) end() {
	p.stop()
	_ = p.entered.Close()
	for line := range p.said {
		// What is ended while it begins may say that it was.
		if strings.Contains(line, "level=") && !strings.Contains(line, "context canceled") {
			p.t.Errorf("the log has %s", line)
		}
	}
	if code := <-p.code; code != exitDone {
		p.t.Errorf("it ends with %d", code)
	}
	p.code <- exitDone
}

// got is the status of a page in a browser of its own.
func got(t *testing.T, link string) int {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, link, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := (&http.Client{Jar: jar, Transport: transport}).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

// TestEnterPrintsAnotherLink is for who used the first in another browser.
func TestEnterPrintsAnotherLink(t *testing.T) {
	t.Parallel()
	p := play(t)
	if status := got(t, p.link); status != http.StatusOK {
		t.Errorf("the link answers %d", status)
	}
	if status := got(t, p.link); status != http.StatusForbidden {
		t.Errorf("used, it answers %d", status)
	}
	for range 2 {
		if _, err := io.WriteString(p.entered, "\n"); err != nil {
			t.Fatal(err)
		}
		if status := got(t, p.until("http://127.0.0.1:")); status != http.StatusOK {
			t.Errorf("another link answers %d", status)
		}
	}
}

// TestTheBotAloneOpensThePlayground has the bot called without command and token.
func TestTheBotAloneOpensThePlayground(t *testing.T) {
	t.Run("in the browser", func(t *testing.T) {
		bin, opened := t.TempDir(), filepath.Join(t.TempDir(), "opened")
		if err := syscall.Mkfifo(opened, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"xdg-open", "open"} {
			if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\necho \"$1\" > "+opened+"\n"), 0o755); err != nil { //nolint:gosec // it is to be run
				t.Fatal(err)
			}
		}
		t.Setenv("PATH", bin)
		p := playAs(t, nil)
		p.until("set DISCORD_TOKEN")
		if b, err := os.ReadFile(opened); err != nil || strings.TrimSpace(string(b)) != p.link {
			t.Errorf("it opened %q, %v", b, err)
		}
	})
	t.Run("without one", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		playAs(t, nil).until("open the link yourself")
	})
}

// leavesNothing ends the playground, and holds that nothing of it is among what a bot on
// Discord may keep at the same place.
func (p *played) leavesNothing() {
	p.t.Helper()
	p.end()
	rec := opened(p.t, p.dir)
	for _, collection := range []string{"answers", "messages", "talks", "votes", "checks", "settings", "commands"} {
		if err := rec.Docs(p.t.Context(), "discord."+collection, "", func(d record.Doc) error {
			p.t.Errorf("it leaves %s %s", collection, d.Key)
			return nil
		}); err != nil {
			p.t.Error(err)
		}
	}
}

// TestAnAudienceIsWithdrawn takes away what was added for a server that is no more, and
// nothing else.
func TestAnAudienceIsWithdrawn(t *testing.T) {
	cfg, err := readConfig([]string{"DATA_DIR=" + t.TempDir()}, "")
	if err != nil {
		t.Fatal(err)
	}
	d, err := openDesk(newSession(t.Context(), world{stderr: io.Discard}, cfg))
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	before := d.library.Articles(everything())
	ferry := rag.Article{ID: "ferry", Title: "Ferry", Body: "The ferry to Basra opened on Monday."}
	if _, err := d.library.Add(t.Context(), []rag.Article{ferry.For("one"), ferry.For("another")}); err != nil {
		t.Fatal(err)
	}
	for _, audience := range []string{"one", "another"} {
		if _, err := d.keeper.Add(t.Context(), sources.Source{Kind: sources.Feed, Address: "https://" + audience + ".example/feed.xml", Audience: audience}); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.withdrawFrom(t.Context(), "one"); err != nil {
		t.Fatal(err)
	}
	left := d.library.Articles(everything())
	if len(left) != len(before)+1 || slices.ContainsFunc(left, func(a rag.Article) bool { return a.Audience == "one" }) {
		t.Errorf("of %d articles %d are left", len(before)+2, len(left))
	}
	if followed, err := d.keeper.List(t.Context()); err != nil || len(followed) != 1 || followed[0].Audience != "another" {
		t.Errorf("%d sources are followed, %v", len(followed), err)
	}
}

func TestThePlaygroundSaysWhatIsWrong(t *testing.T) {
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, test := range []struct {
		name, address string
		code          int
		want          string
	}{
		{"every machine's address", "0.0.0.0:80", exitUsage, "this machine alone"},
		{"another machine's", "192.0.2.1:80", exitUsage, "this machine alone"},
		{"a name", "newsroom.example:80", exitUsage, "this machine alone"},
		{"no port", "127.0.0.1", exitUsage, "127.0.0.1:8080"},
		{"no such port", "127.0.0.1:99999", exitFailed, "--address"},
		{"a busy port", taken.Addr().String(), exitFailed, "--address"},
	} {
		var out, problems bytes.Buffer
		code := run(t.Context(), world{args: []string{"playground", "--no-open", "--address", test.address}, environ: []string{"DATA_DIR=" + t.TempDir()}, stdin: strings.NewReader(""), stdout: &out, stderr: &problems})
		if code != test.code || strings.Count(problems.String(), "\n") != 1 || !strings.Contains(problems.String(), test.want) {
			t.Errorf("%s: %d: %s", test.name, code, problems.String())
		}
	}
}

func TestWhatLeavesTheMachine(t *testing.T) {
	for _, test := range []struct{ environ, want string }{
		{"", "What you ask stays on this machine."},
		{"OPENAI_API_KEY=k", "Questions and the passages found for them go to the chat model gpt-4o-mini at OpenAI."},
		{"OPENAI_BASE_URL=http://localhost:11434/v1 OPENAI_MODEL=llama3.1", "Questions and the passages found for them go to the chat model llama3.1 at localhost:11434."},
		{"OPENAI_BASE_URL=https://models.example/v1 OPENAI_MODEL=none EMBEDDING_MODEL=e5", "Questions and articles go to the embedding model e5 at models.example."},
		{"OPENAI_BASE_URL=https://models.example/v1 OPENAI_MODEL=m EMBEDDING_MODEL=e5", "Questions and the passages found for them go to the chat model m, questions and articles go to the embedding model e5 at models.example."},
	} {
		c, err := readConfig(strings.Fields(test.environ), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := leaves(c); got != test.want {
			t.Errorf("with %s: %s", test.environ, got)
		}
	}
}
