package story

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"sort"
	"strings"
	"testing"

	"newsdesk/internal/coverage"
	"newsdesk/internal/encoder"
	"newsdesk/rag"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

type lab struct {
	arts  []rag.Article
	story []string
	orig  []string
	c     *corpus
	emb   [][][]float32
	cc    []map[string]float64
}

func loadLab(t *testing.T, name string) *lab {
	l := &lab{}
	file := "testdata/" + name
	li, err := coverage.Find(file)
	if err != nil {
		t.Fatal(err)
	}
	for a, err := range (coverage.Reader{}).Articles(li.Sources...) {
		if err != nil {
			t.Fatal(err)
		}
		l.arts = append(l.arts, a)
	}
	f, _ := os.Open(file)
	for s := bufio.NewScanner(f); s.Scan(); {
		var x struct {
			ID, Story string
			CopyOf    string `json:"copy_of"`
		}
		json.Unmarshal(s.Bytes(), &x)
		l.story = append(l.story, x.Story)
		l.orig = append(l.orig, x.CopyOf)
	}
	l.c = newCorpus()
	for i := range l.arts {
		f := Read(&l.arts[i])
		l.c.add(&f, 0)
	}
	l.c.weighAll()
	return l
}

func (l *lab) embed() {
	m, _ := encoder.New()
	for i := range l.arts {
		a := &l.arts[i]
		var ts []string
		ts = append(ts, a.Title)
		w := strings.Fields(a.Body)
		for k := 0; k < len(w); k += 50 {
			ts = append(ts, strings.Join(w[k:min(len(w), k+50)], " "))
		}
		v, err := m.Embed(context.Background(), ts)
		if err != nil {
			panic(err)
		}
		l.emb = append(l.emb, v)
	}
}

func vdot(a, b []float32) float64 {
	s := 0.0
	for i := range a {
		if i < len(b) {
			s += float64(a[i] * b[i])
		}
	}
	return s
}
func mean(v [][]float32) []float32 {
	o := make([]float32, 512)
	for _, x := range v {
		for i := range x {
			o[i] += x[i]
		}
	}
	n := float32(math.Sqrt(vdot(o, o)))
	for i := range o {
		o[i] /= n
	}
	return o
}

func (l *lab) countries() {
	for i := range l.arts {
		m := map[string]float64{}
		a := &l.arts[i]
		n := 0
		for _, s := range text.Sentences(a.Body) {
			for _, f := range fact.Find(s.Of(a.Body)) {
				if c := f.Country; c != "" {
					w := 1.0
					if n == 0 {
						w = 2
					}
					m[c] += w
				}
			}
			n++
		}
		for _, f := range fact.Find(a.Title) {
			if c := f.Country; c != "" {
				m[c] += 2
			}
		}
		z := 0.0
		for _, x := range m {
			z += x * x
		}
		for k := range m {
			m[k] /= math.Sqrt(z)
		}
		l.cc = append(l.cc, m)
	}
}

// ap: average precision over non-copy pairs
func ap(score []float64, is []bool) (float64, float64) {
	idx := make([]int, len(score))
	pos := 0
	for i := range idx {
		idx[i] = i
		if is[i] {
			pos++
		}
	}
	sort.Slice(idx, func(a, b int) bool { return score[idx[a]] > score[idx[b]] })
	r, s, best := 0, 0.0, 0.0
	for k, i := range idx {
		if is[i] {
			r++
			s += float64(r) / float64(k+1)
		}
		best = max(best, 2*float64(r)/float64(k+1+pos))
	}
	return s / float64(pos), best
}

func TestLab(t *testing.T) {
	for _, name := range []string{"stories_a.jsonl", "stories_b.jsonl"} {
		l := loadLab(t, name)
		l.embed()
		l.countries()
		feats := map[string]func(i, j int) float64{
			"link":   func(i, j int) float64 { return link(l.c.entries[i].profile, l.c.entries[j].profile) },
			"cos":    func(i, j int) float64 { return l.c.entries[i].profile.words.dot(l.c.entries[j].profile.words) },
			"even":   func(i, j int) float64 { return l.c.entries[i].profile.words.even(l.c.entries[j].profile.words, oneTerm) },
			"embt":   func(i, j int) float64 { return vdot(l.emb[i][0], l.emb[j][0]) },
			"embl":   func(i, j int) float64 { return vdot(l.emb[i][1], l.emb[j][1]) },
			"embm":   func(i, j int) float64 { return vdot(mean(l.emb[i]), mean(l.emb[j])) },
			"embmax": func(i, j int) float64 { m := 0.0; for _, x := range l.emb[i] { for _, y := range l.emb[j] { m = max(m, vdot(x, y)) } }; return m },
			"agree":  func(i, j int) float64 { p, q := l.c.entries[i].profile, l.c.entries[j].profile; return agreement(p, q) + agreement(q, p) },
			"ctry": func(i, j int) float64 {
				s := 0.0
				for k, x := range l.cc[i] {
					s += x * l.cc[j][k]
				}
				return s
			},
		}
		ctry := feats["ctry"]
		feats["link*ctry"] = func(i, j int) float64 { return feats["link"](i, j) * math.Exp(ctry(i, j)) }
		feats["link*embm"] = func(i, j int) float64 { return feats["link"](i, j) * math.Exp(3*feats["embm"](i, j)) }
		feats["link*embmax"] = func(i, j int) float64 { return feats["link"](i, j) * math.Exp(3*feats["embmax"](i, j)) }
		feats["link*both"] = func(i, j int) float64 { return feats["link"](i, j) * math.Exp(2*feats["embm"](i, j)+ctry(i, j)) }
		var names []string
		for k := range feats {
			names = append(names, k)
		}
		sort.Strings(names)
		for _, k := range names {
			var sc []float64
			var is []bool
			for i := range l.arts {
				for j := range i {
					if l.orig[i] != "" || l.orig[j] != "" {
						continue
					}
					sc = append(sc, feats[k](i, j))
					is = append(is, l.story[i] == l.story[j])
				}
			}
			a, b := ap(sc, is)
			fmt.Printf("%s %-12s AP %.3f bestF1 %.3f\n", name, k, a, b)
		}
	}
}
