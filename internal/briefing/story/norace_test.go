//go:build !race

package story_test

const thinned = 1
