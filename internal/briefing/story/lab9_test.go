package story

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"testing"

	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

type set struct {
	read  []Features
	story []string
}

func loadSet(t *testing.T, name string) *set {
	file := "testdata/" + name
	li, err := coverage.Find(file)
	if err != nil {
		t.Fatal(err)
	}
	s := &set{}
	var arts []rag.Article
	for a, err := range (coverage.Reader{}).Articles(li.Sources...) {
		if err != nil {
			t.Fatal(err)
		}
		arts = append(arts, a)
	}
	for i := range arts {
		s.read = append(s.read, Read(&arts[i]))
	}
	f, _ := os.Open(file)
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var x struct{ Story string }
		json.Unmarshal(sc.Bytes(), &x)
		s.story = append(s.story, x.Story)
	}
	return s
}

// part: stories in half h of split seed
func (s *set) part(seed int64, h int) *set {
	r := rand.New(rand.NewSource(seed))
	in := map[string]int{}
	o := &set{}
	for i, n := range s.story {
		if _, ok := in[n]; !ok {
			in[n] = r.Intn(2)
		}
		if in[n] == h {
			o.read = append(o.read, s.read[i])
			o.story = append(o.story, n)
		}
	}
	return o
}

func (s *set) prf() (float64, float64, float64) {
	groups, _ := Group(s.read)
	in := make([]int, len(s.read))
	for g, m := range groups {
		for _, i := range m {
			in[i] = g
		}
	}
	var right, wrong, miss float64
	for i := range in {
		for j := range i {
			is, said := s.story[i] == s.story[j], in[i] == in[j]
			switch {
			case is && said:
				right++
			case said:
				wrong++
			case is:
				miss++
			}
		}
	}
	return right / (right + wrong), right / (right + miss), 2 * right / (2*right + wrong + miss)
}

func (s *set) f() float64 { _, _, f := s.prf(); return f }

func TestLab9(t *testing.T) {
	a, b := loadSet(t, "stories_a.jsonl"), loadSet(t, "stories_b.jsonl")
	for _, k := range []int{0, 2, 3, 4, 5} {
		for _, g := range []float64{.6, 1, 1.5} {
			if k == 0 && g > .6 {
				continue
			}
			for _, miss := range []int{0, 1} {
				best, out := 0.0, ""
				for _, en := range []float64{.10, .12, .13, .15, .17, .19, .21, .23, .25} {
					lenders, lent, enough, labMissing = k, g, en, miss
					if k == 0 {
						lent = 0
					}
					p, r, fb := b.prf()
					fa := a.f()
					if fa+fb > best {
						best, out = fa+fb, fmt.Sprintf("en %.2f a %.3f b %.3f (%.2f %.2f)", en, fa, fb, p, r)
					}
				}
				fmt.Printf("LAB %.3f k %d g %.1f miss %d %s\n", best/2, k, g, miss, out)
			}
		}
	}
}
