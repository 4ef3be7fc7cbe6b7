//go:build race

package sources

// raced is set under the race detector, which slows the long runs tenfold.
const raced = true
