//go:build !race

package rag_test

const thinned = 1
