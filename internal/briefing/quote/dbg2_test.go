package quote_test

import (
	"newsdesk/rag/name"
	"testing"
)

func TestDbg2(t *testing.T) {
	for _, p := range [][2]string{{"mousawy", "mousawi"}, {"saadon", "saadoun"}, {"hussein", "husain"}, {"shaaban", "shaban"}, {"haley", "hali"}, {"mousawy", "mousawa"}, {"kok", "koch"}, {"petrov", "petrova"}} {
		t.Log(p, name.Keys(p[0]), name.Keys(p[1]), name.Similarity(p[0], p[1]), name.Same)
	}
}
