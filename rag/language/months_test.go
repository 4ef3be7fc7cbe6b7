package language

import (
	"testing"
	"time"
)

func TestJalali(t *testing.T) {
	for _, c := range []struct {
		year, month, day int
		want             string // empty: no such day
	}{
		{1404, 1, 1, "2025-03-21"}, {1403, 12, 30, "2025-03-20"}, {1403, 1, 1, "2024-03-20"}, {1399, 12, 30, "2021-03-20"},
		{1357, 11, 22, "1979-02-11"}, {1300, 1, 1, "1921-03-21"}, {1332, 5, 28, "1953-08-19"}, {1402, 7, 15, "2023-10-07"},
		{1408, 12, 30, "2030-03-20"}, {1402, 12, 30, ""}, {1404, 13, 1, ""}, {1404, 7, 31, ""}, {2025, 3, 1, ""}, {1404, 1, 0, ""},
	} {
		got, ok := Jalali(c.year, c.month, c.day)
		if ok != (c.want != "") || ok && got.Format(time.DateOnly) != c.want {
			t.Errorf("Jalali(%d, %d, %d) = %v, %v, want %q", c.year, c.month, c.day, got, ok, c.want)
		}
	}
}

// No name may stand for two months.
func TestMonthsDiffer(t *testing.T) {
	seen := map[string]int{}
	for i, names := range Months() {
		for _, n := range names {
			if before, ok := seen[n]; ok {
				t.Errorf("%s is month %d and %d", n, before+1, i+1)
			}
			seen[n] = i
		}
	}
}
