package llm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"newsdesk/rag"
)

// TestNothingSecretIsLogged: neither the key, though the service repeats it,
// nor the prompt or the reply is in a log line or an error.
func TestNothingSecretIsLogged(t *testing.T) {
	const prompt, reply = "a question of ours", "a reply of theirs"
	echo := `{"error":{"message":"Incorrect API key provided: ` + testKey + `"}}`
	for _, a := range []answer{
		{status: 401, body: echo}, {status: 500, body: "key " + testKey}, {status: 400, body: echo}, good,
		{body: sse(delta(reply))}, {body: "{" + testKey}, {status: 429, body: echo}, {body: sse(delta(reply), strings.ReplaceAll(echo, "\n", ""))},
	} {
		synctest.Test(t, func(t *testing.T) { checkNothingLogged(t, a, []string{testKey, prompt, reply}) })
	}
}

// checkNothingLogged has a prompt, its second secret, answered, and looks for
// the secrets in all that is written.
func checkNothingLogged(t *testing.T, a answer, secrets []string) {
	t.Helper()
	var logged bytes.Buffer
	c := serve(t, &wire{answers: []answer{a}})
	c.Log = slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug}))
	chat := NewChat(c)
	_, err := chat.Generate(t.Context(), []rag.Message{{Content: secrets[1]}}, func(string) error { return nil })
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "chat", chat, "config", c)
	fmt.Fprintf(&logged, "%v %v %+v %#v %s", err, chat, c, chat, errors.Join(err))
	for _, secret := range secrets {
		if strings.Contains(logged.String(), secret) {
			t.Errorf("%q is in: %s", secret, logged.String())
		}
	}
}

func TestURLsAreNotInErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refuse := func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("refused") }
		c := Config{BaseURL: "http://user:hunter2@model.test/v1?token=hunter2", Model: "m",
			HTTP: &http.Client{Transport: &http.Transport{DialContext: refuse}}}
		_, _, err := ask(t.Context(), NewChat(c))
		if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "refused") {
			t.Error(err)
		}
	})
}

// keyForm is the form of keys that services give out.
var keyForm = regexp.MustCompile(`sk-(?:proj-)?[A-Za-z0-9]{20,}|[A-Za-z0-9]{24}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27}|Bearer [A-Za-z0-9]{20,}`)

// TestNoKeyInFiles looks through everything that is recorded here.
func TestNoKeyInFiles(t *testing.T) {
	for _, root := range []string{".", filepath.Join("..", "..", "prompts")} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if key := keyForm.Find(b); key != nil {
				t.Errorf("%s has what looks like a key: %.12s…", path, key)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
