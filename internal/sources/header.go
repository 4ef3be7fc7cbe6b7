package sources

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// maxHold bounds what Retry-After can ask for. Who asks for more is asked
	// once a day whether that is still so.
	maxHold = 24 * time.Hour
	// maxHint bounds what a feed can say of its pace. Feeds are seen that give
	// a year in minutes, and still have news each day.
	maxHint = 24 * time.Hour
	// maxValidator bounds an ETag and a Last-Modified, in bytes. A longer one is
	// no validator but something that follows who sends it back.
	maxValidator = 1024
)

// retryAfter reads the header of that name: how long a site is to be left alone,
// from 0, where it does not say or can't be understood, to maxHold.
func retryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	if len(header) > 0 && strings.Trim(header, "0123456789") == "" {
		n, err := strconv.ParseUint(header, 10, 31)
		if err != nil {
			return maxHold // so many digits
		}
		return min(time.Duration(n)*time.Second, maxHold)
	}
	at, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), maxHold)
}

// maxAge reads Cache-Control: how long what came is fresh, from 0 to maxHint. A
// no-cache or no-store says that it never is.
func maxAge(header string) time.Duration {
	var age time.Duration
	for part := range strings.SplitSeq(strings.ToLower(header), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			n, err := strconv.ParseUint(strings.Trim(value, `" `), 10, 31)
			if err == nil {
				age = min(time.Duration(n)*time.Second, maxHint)
			}
		}
	}
	return age
}

// validator returns an ETag or a Last-Modified as it can be kept and sent back.
func validator(s string) string {
	if len(s) > maxValidator || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) {
		return ""
	}
	return s
}
