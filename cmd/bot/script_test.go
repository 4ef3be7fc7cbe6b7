package main

import (
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"newsdesk/internal/llm/standin"
)

func TestMain(m *testing.M) {
	if os.Getenv(asBot) != "" {
		botMain()
	}
	// Most tests wait for a bot, a model or a clock, and not for a processor.
	_ = flag.Set("test.parallel", "8")
	testscript.Main(m, map[string]func(){"bot": botMain})
}

// botMain is main as the scripts' command.
func botMain() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, world{
		args: os.Args[1:], environ: os.Environ(), stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
	}))
}

// TestScripts drives the command line as people do: each file in
// testdata/script is a session, with the files that it needs.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("DATA_DIR", filepath.Join(e.WorkDir, "data"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"repeat": repeat, "longlines": longLines, "binary": binary, "gz": gz, "jsonl": jsonl,
			"model": model, "discord": discordCommand, "web": web,
		},
	})
}

// model NAME starts a stand-in for a model's service, with a personality, and sets
// the environment to use it; its key is a word that no output may hold.
func model(ts *testscript.TestScript, _ bool, args []string) {
	const key = "sk-never-to-be-seen"
	server := httptest.NewServer(standin.New(standin.Config{Rand: rand.New(rand.NewPCG(1, 2)), Key: key}))
	ts.Defer(server.Close)
	ts.Setenv("OPENAI_BASE_URL", server.URL+"/v1")
	ts.Setenv("OPENAI_API_KEY", key)
	ts.Setenv("OPENAI_MODEL", args[0])
}

// repeat FILE TEXT N writes a text N times.
func repeat(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(args[1], n)), 0o600))
}

// longLines IN OUT writes a batch whose one question is a file's text.
func longLines(ts *testscript.TestScript, _ bool, args []string) {
	line := fmt.Sprintf("{\"id\":\"long\",\"question\":%q}\n", ts.ReadFile(args[0]))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(line), 0o600))
}

// binary FILE writes bytes that are no text; binary FILE latin1 writes text that is not UTF-8.
func binary(ts *testscript.TestScript, _ bool, args []string) {
	content := []byte("\x7fELF\x02\x01\x01\x00\x00\x00")
	if len(args) > 1 {
		content = []byte("The caf\xe9 reopened on Friday, officials said in the town.")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o600))
}

// gz FILE packs a file beside itself.
func gz(ts *testscript.TestScript, _ bool, args []string) {
	out, err := os.Create(ts.MkAbs(args[0] + ".gz"))
	ts.Check(err)
	w := gzip.NewWriter(out)
	_, err = w.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(w.Close())
	ts.Check(out.Close())
}

// jsonl FILE N BROKEN writes N articles a line each, with line BROKEN cut short.
func jsonl(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	broken, err := strconv.Atoi(args[2])
	ts.Check(err)
	var b strings.Builder
	for i := 1; i <= n; i++ {
		line := fmt.Sprintf(`{"id":"n%d","title":"Report %d","text":"The council of town %d met on Monday and voted for the bridge."}`, i, i, i)
		if i == broken {
			line = line[:40]
		}
		b.WriteString(line + "\n")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}
