package playground_test

import (
	"path"
	"regexp"
	"strings"
	"testing"
)

// maxWeight is how many bytes a page may load before anything was said: few enough
// that nobody waits, and that all of it can be read.
const maxWeight = 200_000

// part matches the parts that a page or a module names.
var part = regexp.MustCompile(`(?:href|src)="(/web/[^"]+)"|from '\./([^']+)'|import '\./([^']+)'`)

func TestThePageIsLight(t *testing.T) {
	r := newRoom(t)
	c := r.entered()
	weights := map[string]int{}
	queue := []string{"/"}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if _, known := weights[at]; known {
			continue
		}
		b := r.get(c, r.url+at).body
		weights[at] = len(b)
		for _, m := range part.FindAllStringSubmatch(b, -1) {
			name := m[1] + m[2] + m[3]
			if !strings.HasPrefix(name, "/") {
				name = "/web/" + path.Clean(name)
			}
			queue = append(queue, name)
		}
	}
	sum := 0
	for _, n := range weights {
		sum += n
	}
	t.Logf("%d bytes in %d parts", sum, len(weights))
	if sum > maxWeight || len(weights) < 15 {
		t.Errorf("the page loads %d bytes in %d parts, at most %d are allowed: %v", sum, len(weights), maxWeight, weights)
	}
}
