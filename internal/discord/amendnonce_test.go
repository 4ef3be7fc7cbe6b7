package discord

import "testing"

// TestAmendNonce: what is written twice is one message, what differs is another.
func TestAmendNonce(t *testing.T) {
	const answer = "a-rather-long-name-of-an-answer"
	first := amendNonce(answer, "[1] no longer stands")
	if first != amendNonce(answer, "[1] no longer stands") || len(first) > 25 {
		t.Errorf("the nonce is %q", first)
	}
	if first == amendNonce(answer, "[2] no longer stands") || first == amendNonce("another", "[1] no longer stands") {
		t.Error("two messages have one nonce")
	}
}
