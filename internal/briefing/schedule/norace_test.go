//go:build !race

package schedule

const thinned = 1
