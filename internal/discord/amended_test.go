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

// TestMarkOfAnAmendedPost: a post is found again with what was written under it, and
// is no other's.
func TestMarkOfAnAmendedPost(t *testing.T) {
	p := Post{Content: "News.", Mark: "abc · 2026-11-23 · 1 of 1"}
	for content, want := range map[string]bool{
		p.text(): true,
		p.text() + "\n-# **Corrected 23 November 2026:** [1] no longer stands.": true,
		p.text() + "2":                           false,
		"They wrote: " + p.mark() + ", and more": false,
	} {
		if p.marks(content) != want {
			t.Errorf("the mark is found in %q: %t, want %t", content, !want, want)
		}
	}
}
