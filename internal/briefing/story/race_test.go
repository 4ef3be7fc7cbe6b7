//go:build race

package story_test

// thinned is by how much the long runs are cut under the race detector, which
// slows them tenfold; .ci/run does them in full without it.
const thinned = 8
