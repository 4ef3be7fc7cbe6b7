package standin

import (
	"math/rand/v2"
	"strconv"
	"time"
)

// epoch is the first second of 2015, from which snowflakes count milliseconds.
const epoch = 1420070400000

// tokenPrefix opens every interaction token, as it does Discord's; the log of
// calls knows tokens by it.
const tokenPrefix = "aW50ZXJhY3Rpb246"

// newID returns a snowflake that is later than all before it.
func (d *Discord) newID() string {
	id := uint64(max(0, d.clock.Now().UnixMilli()-epoch)) << 22
	d.lastID = max(id, d.lastID+1)
	return strconv.FormatUint(d.lastID, 10)
}

// idTime is the time that a snowflake carries.
func idTime(id string) time.Time {
	n, _ := strconv.ParseUint(id, 10, 64)
	return time.UnixMilli(int64(n>>22) + epoch)
}

// isID reports whether s has the shape of a snowflake.
func isID(s string) bool {
	n, err := strconv.ParseUint(s, 10, 64)
	return err == nil && strconv.FormatUint(n, 10) == s
}

// before reports whether snowflake a is less than b.
func before(a, b string) bool {
	if len(a) != len(b) {
		return len(a) < len(b)
	}
	return a < b
}

// newRand returns a source of the tokens of one run. They guard nothing but a
// process on this machine, and a test wants the same ones twice.
func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x5eed)) }

// newToken returns n letters and digits.
func (d *Discord) newToken(n int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[d.rand.IntN(len(letters))]
	}
	return string(b)
}

// wireTime is a time as Discord writes it.
func wireTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000-07:00") }
