package compare

import (
	"cmp"
	"slices"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag/text"
)

// differences compares each pair of reports and joins what was found.
func differences(pairs []pair) []Difference {
	var all []found
	for _, p := range pairs {
		for _, find := range []func() []found{p.numbers, p.dates, p.places, p.names, p.speakers, p.origins, p.claims} {
			all = append(all, find()...)
		}
	}
	return merge(all)
}

// at is where a value stands.
type at struct {
	of   *material.Article
	span text.Span
	kind Kind
}

func (v *Value) at(k Kind) at {
	return at{v.Sentence.Of, text.Span{Start: v.Sentence.Start + v.Span.Start, End: v.Sentence.Start + v.Span.End}, k}
}

// merge joins differences that share a value. What several pairs found comes first.
func merge(all []found) []Difference {
	var merged []Difference
	var count []int
	in := map[at]int{}
	for _, f := range all {
		i, known := in[f.a.at(f.kind)]
		j, also := in[f.b.at(f.kind)]
		switch {
		case !known && also:
			i = j
		case !known:
			i = len(merged)
			merged, count = append(merged, Difference{About: f.about, Kind: f.kind, Compatible: true}), append(count, 0)
		case also && i != j:
			for _, v := range merged[j].Values {
				merged[i].add(v)
				in[v.at(f.kind)] = i
			}
			merged[i].Compatible = merged[i].Compatible && merged[j].Compatible
			count[i] += count[j]
			merged[j].Values = nil
		}
		d := &merged[i]
		d.add(f.a)
		d.add(f.b)
		d.Compatible = d.Compatible && f.compatible
		in[f.a.at(f.kind)], in[f.b.at(f.kind)] = i, i
		count[i]++
	}
	return inOrder(merged, count)
}

func (d *Difference) add(v Value) {
	if !slices.ContainsFunc(d.Values, func(o Value) bool { return o.at(d.Kind) == v.at(d.Kind) }) {
		d.Values = append(d.Values, v)
	}
}

// inOrder sorts values by date and differences by weight, and drops the emptied.
func inOrder(all []Difference, count []int) []Difference {
	type counted struct {
		Difference
		n int
	}
	var kept []counted
	for i := range all {
		if len(all[i].Values) > 1 {
			all[i].order()
			kept = append(kept, counted{all[i], count[i]})
		}
	}
	slices.SortStableFunc(kept, func(a, b counted) int {
		return cmp.Or(compareBool(a.Compatible, b.Compatible), cmp.Compare(b.n, a.n), cmp.Compare(a.depth(), b.depth()))
	})
	out := make([]Difference, len(kept))
	for i := range kept {
		out[i] = kept[i].Difference
	}
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// depth is how far down in their articles the values stand.
func (d *Difference) depth() int {
	n := 0
	for _, v := range d.Values {
		n += v.Sentence.Ordinal
	}
	return n / len(d.Values)
}

// order sorts the values by date and notes whether the reports are of different days.
func (d *Difference) order() {
	slices.SortStableFunc(d.Values, func(a, b Value) int { return byDate(a.Sentence.Of, b.Sentence.Of) })
	day := func(v Value) string {
		if p := v.Sentence.Of.Published; p.Known() {
			return p.Time.Format("2006-01-02")
		}
		return ""
	}
	first, last := day(d.Values[0]), ""
	for _, v := range d.Values {
		last = max(last, day(v))
	}
	d.Update = first != "" && last != first && d.Kind != Name && d.Kind != Speaker
}

// byDate orders articles by publication, the undated last.
func byDate(a, b *material.Article) int {
	if x, y := a.Published.Known(), b.Published.Known(); x != y {
		return compareBool(!x, !y)
	}
	return a.Published.Time.Compare(b.Published.Time)
}
