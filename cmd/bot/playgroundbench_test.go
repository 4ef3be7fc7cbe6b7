package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"newsdesk/internal/standin/playground/playgroundtest"
)

// BenchmarkFirstAnswer is what a newcomer waits for: from 'go run ./cmd/bot', on a built
// cache and with an empty data directory, to the answer of the first example in the page.
// The browser runs already, as people's do. See 'make firstanswer'.
func BenchmarkFirstAnswer(b *testing.B) {
	var chromium playgroundtest.Browser
	b.Cleanup(chromium.End)
	chromium.Start(b) // the browser's own start is not measured
	dir, err := filepath.Abs(".")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		data := b.TempDir()
		b.StartTimer()
		began := time.Now()
		cmd := exec.CommandContext(b.Context(), "go", "run", ".", "playground", "--no-open")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "DATA_DIR="+data)
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // 'go run' leaves Ctrl-C to the bot
		said, err := cmd.StderrPipe()
		if err != nil {
			b.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		lines := bufio.NewScanner(said)
		link := ""
		for link == "" && lines.Scan() {
			if at := strings.Index(lines.Text(), "http://"); at >= 0 {
				link = lines.Text()[at:]
			}
		}
		printed := time.Since(began)
		tab := chromium.Visit(b, link)
		tab.Click(".example", "")
		tab.Shows(".message .words", "[1]")
		b.StopTimer()
		b.ReportMetric(printed.Seconds(), "s-to-the-link")
		tab.Leave()
		if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGINT); err != nil {
			b.Fatal(err)
		}
		_ = cmd.Wait() // 'go run' ends with the signal's code
		b.StartTimer()
	}
}
