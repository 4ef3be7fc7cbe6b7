package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"newsdesk/rag"
)

type chatCmd struct {
	filterFlags
}

// Help is shown by 'bot chat --help'.
func (chatCmd) Help() string {
	return `A question may refer to the one before: after "When did the Iraqi delegation
arrive in Damascus?" you can ask "and who led it?". A line 'new' forgets what was
said, 'quit' or the end of input leaves. Articles that other commands store
meanwhile are seen within seconds.`
}

// chatHistory is how many turns a conversation remembers: a follow-up leans on
// what was just spoken of, and older turns mislead more than they help.
const chatHistory = 6

// Run holds a conversation until the input ends.
func (c *chatCmd) Run(s *session) error {
	filter, err := c.filter()
	if err != nil {
		return err
	}
	return withDesk(s, func(d *desk) error {
		if err := d.serve(s.ctx, s.config.Coverage, ""); err != nil { // beside a bot that serves at HTTP_ADDR
			return err
		}
		if isTerminal(s.stdin) {
			fmt.Fprintln(s.stdout, s.paint.dim(greeting(d.library.Extent(filter))))
		}
		return converse(s, d, filter)
	})
}

func greeting(x rag.Extent) string {
	return fmt.Sprintf("%s Ask about it; 'new' starts afresh, 'quit' leaves.", x)
}

func converse(s *session, d *desk, filter rag.Filter) error {
	lines, failed := readLines(s)
	var history []rag.Turn
	for {
		if isTerminal(s.stdin) {
			fmt.Fprint(s.stdout, s.paint.bold("> "))
		}
		var line string
		var ok bool
		select {
		case <-s.ctx.Done():
			return s.ctx.Err()
		case line, ok = <-lines:
		}
		if !ok {
			return <-failed
		}
		switch word := strings.ToLower(strings.TrimSpace(line)); word {
		case "":
			continue
		case "quit", "exit":
			return nil
		case "new":
			history = nil
			continue
		}
		turn, err := say(s, d, rag.Question{Text: line, Filter: filter, History: history})
		if err != nil {
			return err
		}
		if history = append(history, turn...); len(history) > chatHistory {
			history = history[len(history)-chatHistory:]
		}
	}
}

// say answers one line. What cannot be asked is said and is no turn. The turn
// has the question as it was understood, so that a chain of follow-ups keeps
// its topic.
func say(s *session, d *desk, q rag.Question) ([]rag.Turn, error) {
	text, err := theQuestion.check(q.Text)
	if err != nil {
		fmt.Fprintln(s.stdout, oneLine(err.Error()))
		return nil, nil
	}
	q.Text = text
	answer, err := s.tell(d, q)
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(s.stdout)
	return []rag.Turn{{Question: answer.Standalone, Answer: answer.Said()}}, nil
}

// readLines delivers the lines of stdin. Its goroutine may stay in a read of a
// terminal when the context ends; the process then ends too.
func readLines(s *session) (<-chan string, <-chan error) {
	lines, failed := make(chan string), make(chan error, 1)
	go func() {
		defer close(lines)
		in := bufio.NewReader(s.stdin)
		for {
			line, err := in.ReadString('\n')
			if line != "" {
				select {
				case lines <- line:
				case <-s.ctx.Done():
					err = s.ctx.Err()
				}
			}
			if err != nil {
				if errors.Is(err, io.EOF) {
					err = nil
				}
				failed <- err
				return
			}
		}
	}()
	return lines, failed
}
