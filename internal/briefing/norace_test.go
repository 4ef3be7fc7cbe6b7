//go:build !race

package briefing_test

const thinned = 1
