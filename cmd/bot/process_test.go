package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"newsdesk/internal/record"
)

// asBot tells a child of the test binary to be the bot.
const asBot = "NEWSDESK_TEST_AS_BOT"

// child starts the bot in a process of its own.
func child(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asBot+"=1", "DATA_DIR="+dir)
	cmd.Stderr = os.Stderr
	return cmd
}

// here runs the bot in this process and returns what it printed.
func here(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, _ := hereWith(t, []string{"DATA_DIR=" + dir}, args...)
	return out
}

// hereWith does so in an environment, and returns what went to stderr as well.
func hereWith(t *testing.T, environ []string, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	code := run(t.Context(), world{
		args: args, environ: environ, stdin: strings.NewReader(""), stdout: &out, stderr: &problems,
	})
	if code != exitDone {
		t.Fatalf("bot %v: exit %d: %s", args, code, problems.String())
	}
	return out.String(), problems.String()
}

// TestCoverageIsReadOnce changes a file behind its size and time, which only
// who does not read it can miss.
func TestCoverageIsReadOnce(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	environ := []string{"DATA_DIR=" + filepath.Join(dir, "data"), "COVERAGE=a.jsonl"}
	at := time.Date(2026, 3, 14, 9, 0, 0, 1000, time.UTC)
	for _, step := range []struct{ name, text, want string }{
		{"at first", "The ferry to Basra opened on Monday.", "opened on Monday"},
		{"with size and time as they were", "The ferry to Basra opened on Friday.", "opened on Monday"},
		{"a moment later", "The ferry to Basra opened on Sunday.", "opened on Sunday"},
		{"longer", "The ferry to Basra opened on Tuesday.", "opened on Tuesday"},
	} {
		if step.name == "a moment later" {
			at = at.Add(time.Microsecond)
		}
		if err := os.WriteFile("a.jsonl", fmt.Appendf(nil, `{"id":"ferry","text":%q}`, step.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes("a.jsonl", at, at); err != nil {
			t.Fatal(err)
		}
		if out, problems := hereWith(t, environ, "search", "ferry", "Basra"); !strings.Contains(out, step.want) || problems != "" {
			t.Errorf("%s: %s%s, want %q", step.name, out, problems, step.want)
		}
	}
}

// TestModelOutOfReach has no command wait for an embedding service that is
// down, or that takes a request and never answers.
func TestModelOutOfReach(t *testing.T) {
	silent, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	const slack = 2 * time.Second // of a busy machine, with the command itself
	for name, c := range map[string]struct {
		address string
		within  time.Duration
	}{"refused": {"127.0.0.1:1", slack}, "silent": {silent.Addr().String(), probeTime + slack}} {
		started := time.Now()
		out, problems := hereWith(t, []string{"DATA_DIR=" + t.TempDir(), "EMBEDDING_MODEL=m",
			"OPENAI_BASE_URL=http://" + c.address + "/v1"}, "articles")
		if took := time.Since(started); took > c.within {
			t.Errorf("%s: after %s", name, took)
		}
		if out == "" || strings.Count(problems, "using the built-in encoder") != 1 {
			t.Errorf("%s: %s%s", name, out, problems)
		}
	}
}

// towns writes an archive of n articles, each with a word of its own.
func towns(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "towns.jsonl")
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"t%d","title":"Report %d","text":"The council of town%d met on Monday. %s"}`+"\n", i, i, i,
			strings.Repeat("It voted for the bridge over the river and for the school. ", 20))
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// opened is the record of a data directory, for as long as the test runs.
func opened(t *testing.T, dir string) *record.Record {
	t.Helper()
	rec, err := record.Open(t.Context(), dir, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = rec.Close() })
	return rec
}

// stored is how many articles the record holds.
func stored(t *testing.T, dir string) int {
	t.Helper()
	rec, err := record.Open(t.Context(), dir, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rec.Close()
	stat, err := rec.Stat(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return stat.Articles
}

func TestKilledIngestLosesNothingStored(t *testing.T) {
	const all = 3000
	archive := towns(t, all)
	for _, moment := range []int{1, all / 2, all} { // stored before the kill; at all, vectors are under way
		dir := t.TempDir()
		cmd := child(t, dir, "ingest", archive)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		seen := 0
		for seen < moment && t.Context().Err() == nil {
			seen = stored(t, dir)
		}
		if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		if now := stored(t, dir); now < seen {
			t.Errorf("%d articles after the kill, %d were stored before", now, seen)
		}
		if out := here(t, dir, "search", "town0"); !strings.Contains(out, "town0 met on Monday") {
			t.Errorf("after the kill, a search finds %q", out)
		}
		here(t, dir, "ingest", "--words-only", archive)
		if now := stored(t, dir); now != all {
			t.Errorf("%d articles after the import was run again, want %d", now, all)
		}
	}
}

// seenWithin bounds how long a process may take to see what another one stored.
const seenWithin = 20 * time.Second

func TestChatSeesWhatAnotherProcessStores(t *testing.T) {
	dir := t.TempDir()
	cmd := child(t, dir, "chat")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(out)
	tell(t, in, "Who led the Iraqi delegation to Damascus?")
	if got := reply(t, answers); !strings.Contains(got, "Al-Shatri") {
		t.Fatalf("the chat answers %q", got)
	}
	story := filepath.Join(t.TempDir(), "ferry.txt")
	if err := os.WriteFile(story, []byte("Ferry to Basra opens\n\nThe ferry to Basra opened on Monday, the ministry said.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	here(t, dir, "ingest", story)
	ctx, cancel := context.WithTimeout(t.Context(), seenWithin)
	defer cancel()
	for got := ""; !strings.Contains(got, "opened on Monday"); {
		if ctx.Err() != nil {
			t.Fatalf("the chat never saw the new article; it answers %q", got)
		}
		tell(t, in, "When did the ferry to Basra open?")
		got = reply(t, answers)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, answers); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the chat ended with %v", err)
	}
}

func tell(t *testing.T, in io.Writer, line string) {
	t.Helper()
	if _, err := fmt.Fprintln(in, line+"\n"+endMark); err != nil {
		t.Fatal(err)
	}
}

// endMark is a line that no question has words in; what the chat says to it ends
// the answer before.
const endMark = "!!!"

// reply reads an answer up to the complaint about endMark.
func reply(t *testing.T, out *bufio.Reader) string {
	t.Helper()
	var b strings.Builder
	for {
		line, err := out.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(line, "has no words") {
			return b.String()
		}
		b.WriteString(line)
	}
}
