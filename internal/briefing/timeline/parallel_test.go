package timeline

import (
	"sync/atomic"
	"testing"
)

// TestInParallel: each is done once, and what panics does so where it can be
// recovered.
func TestInParallel(t *testing.T) {
	var sum atomic.Int64
	inParallel(100, func(i int) { sum.Add(int64(i)) })
	if sum.Load() != 4950 {
		t.Errorf("the sum of 0 to 99 is %d", sum.Load())
	}
	inParallel(0, func(int) { t.Error("done of nothing") })
	defer func() {
		if p := recover(); p != "of one" {
			t.Errorf("recovered %v", p)
		}
	}()
	inParallel(100, func(i int) {
		if i == 50 {
			panic("of one")
		}
	})
	t.Error("there was no panic")
}
