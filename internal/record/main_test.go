package record

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

// Tests that need another process run this binary again with a role.
const (
	roleVar = "NEWSDESK_RECORD_TEST_ROLE"
	dirVar  = "NEWSDESK_RECORD_TEST_DIR"
)

var roles = map[string]func(ctx context.Context, dir string, in io.Reader, out io.Writer) error{
	"scribble": scribble,
	"migrate":  migrateOnCue,
}

func TestMain(m *testing.M) {
	role, ok := roles[os.Getenv(roleVar)]
	if !ok {
		goleak.VerifyTestMain(m)
		return
	}
	if err := role(context.Background(), os.Getenv(dirVar), os.Stdin, os.Stdout); err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// child is this binary in a role.
type child struct {
	*exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func start(t *testing.T, role, dir string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{Cmd: exec.Command(exe)}
	c.Env = append(os.Environ(), roleVar+"="+role, dirVar+"="+dir)
	c.Stderr = os.Stderr
	if c.in, err = c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.out = bufio.NewScanner(out)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// output waits for the child's end and returns what it has printed.
func (c *child) output() string {
	var lines []string
	for c.out.Scan() {
		lines = append(lines, c.out.Text())
	}
	_ = c.Wait() // tests judge by what is printed
	return strings.Join(lines, "\n")
}
