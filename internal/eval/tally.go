package eval

import "fmt"

// Tally counts the right ones of a group of cases or claims.
type Tally struct{ Right, All int }

func (t Tally) String() string {
	if t.All == 0 {
		return "-"
	}
	return fmt.Sprintf("%d of %d (%.0f%%)", t.Right, t.All, 100*t.Share())
}

// Share is the share of right ones, 0 where there are none at all.
func (t Tally) Share() float64 { return share(float64(t.Right), float64(t.All)) }

// Count tallies outcomes by a key of their cases, in order of first use.
func Count(outcomes []Outcome, key func(Case) string) ([]string, map[string]Tally) {
	return count(outcomes, func(o *Outcome) (string, bool) { return key(o.Case), o.Fault == Right })
}

// count tallies by what judge says of each: its group, and whether it is right.
// The groups are in order of first use.
func count[T any, K comparable](all []T, judge func(*T) (K, bool)) ([]K, map[K]Tally) {
	var keys []K
	tallies := map[K]Tally{}
	for i := range all {
		k, right := judge(&all[i])
		t, known := tallies[k]
		if !known {
			keys = append(keys, k)
		}
		t.All++
		if right {
			t.Right++
		}
		tallies[k] = t
	}
	return keys, tallies
}
