//go:build !race

package sources

const raced = false
