package llm

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"newsdesk/internal/llm/standin"
	"newsdesk/prompts"
	"newsdesk/rag"
)

// answerPrompt is the real prompt over two passages.
func answerPrompt(t *testing.T, question string) []rag.Message {
	t.Helper()
	set, err := prompts.Load("")
	if err != nil {
		t.Fatal(err)
	}
	fence, err := prompts.NewFence(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	rendered, err := set.Answer(prompts.Answer{Fence: fence, Question: question, Passages: []prompts.Passage{
		{Title: "Iraqi delegation arrives in Damascus", Outlet: "INA", Date: "14 March 2025",
			Text: "An Iraqi delegation of 13 officials arrived in Damascus on Friday. " +
				"The delegation was led by Hamid al-Shatri, the head of Iraqi intelligence."},
		{Title: "Fire in Basra", Text: "A fire broke out in a market in Basra. Nobody was hurt in the fire."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	var messages []rag.Message
	for _, m := range rendered {
		messages = append(messages, rag.Message(m))
	}
	return messages
}

// TestPersonalities: whatever the service does, the caller has a reply or an
// error of its own kind within the limits.
func TestPersonalities(t *testing.T) {
	wants := map[string]struct {
		err error
		in  time.Duration // at most
	}{
		"stalls": {ErrTimeout, defaultFirstToken}, "stalls-midway": {ErrTimeout, defaultIdle},
		"dies": {err: errAny, in: 3 * time.Second}, "dies-midway": {err: ErrTruncated},
		"busy": {&StatusError{}, 5 * time.Second}, "busy-once": {nil, 2 * time.Second},
		"no-quota": {err: &StatusError{}}, "fails": {&StatusError{}, 3 * time.Second},
		"web-page": {err: ErrNotAPI}, "invalid-json": {err: ErrInvalidReply}, "empty-choices": {err: ErrEmptyReply},
		"empty-text": {err: ErrEmptyReply}, "only-tool-call": {err: ErrToolCall}, "very-long": {err: ErrTooLong},
	}
	for _, name := range standin.Personalities() {
		if name == standin.Mixed || name == standin.MixedWriter {
			continue
		}
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				chat, started := NewChat(serveStandin(t, name)), time.Now()
				text, _, err := say(t.Context(), chat, answerPrompt(t, "Who led the Iraqi delegation to Damascus?"))
				want := wants[name]
				if !isWanted(err, want.err) || time.Since(started) > want.in {
					t.Errorf("after %s: %q, %v; want %v in %s", time.Since(started), text, err, want.err, want.in)
				}
				if err == nil && text == "" || strings.Contains(text, "<think>") {
					t.Errorf("an empty reply, or a thought: %q", text)
				}
			})
		})
	}
}

var errAny = errors.New("any error")

func say(ctx context.Context, chat *Chat, messages []rag.Message) (string, rag.Usage, error) {
	var b strings.Builder
	usage, err := chat.Generate(ctx, messages, func(s string) error { b.WriteString(s); return nil })
	return b.String(), usage, err
}

// TestFaithfulIsStreamed: the text comes in pieces, and they are the reply.
func TestFaithfulIsStreamed(t *testing.T) {
	var pieces []string
	_, err := NewChat(serveStandin(t, "faithful")).Generate(t.Context(),
		answerPrompt(t, "Who led the Iraqi delegation to Damascus?"), func(s string) error {
			pieces = append(pieces, s)
			return nil
		})
	if err != nil || len(pieces) < 5 || slices.Contains(pieces, "") {
		t.Fatalf("%q, %v", pieces, err)
	}
	if text := strings.Join(pieces, ""); !strings.Contains(text, "The delegation was led by Hamid al-Shatri, the head of Iraqi intelligence [1].") {
		t.Error(text)
	}
}

func TestWrongKey(t *testing.T) {
	c := serveStandin(t, "faithful")
	c.Key = "other"
	var status *StatusError
	if _, _, err := ask(t.Context(), NewChat(c)); !errors.As(err, &status) || status.Status != 401 || status.Code != "invalid_api_key" {
		t.Error(err)
	}
}

// TestManyAtOnce is for the race detector.
func TestManyAtOnce(t *testing.T) {
	chat := NewChat(serveStandin(t, standin.MixedWriter))
	done := make(chan error)
	for range 16 {
		go func() {
			_, _, err := ask(t.Context(), chat)
			done <- err
		}()
	}
	for range 16 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
