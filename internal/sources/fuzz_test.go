package sources

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func FuzzHeaders(f *testing.F) {
	for _, s := range []string{"120", "Fri, 31 Dec 1999 23:59:59 GMT", "-1", "99999999999999999999", "max-age=60, public", "no-cache", `max-age="5"`, ",=,max-age", "\xff"} {
		f.Add(s)
	}
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		if d := retryAfter(s, now); d < 0 || d > maxHold {
			t.Errorf("Retry-After %q is %v", s, d)
		}
		if d := maxAge(s); d < 0 || d > maxHint {
			t.Errorf("Cache-Control %q is %v", s, d)
		}
		if v := validator(s); v != "" && v != s || len(v) > maxValidator || strings.ContainsAny(v, "\r\n\x00") {
			t.Errorf("the validator %q became %q", s, v)
		}
	})
}

func TestHeaders(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"": 0, "0": 0, "120": 2 * time.Minute, " 90 ": 90 * time.Second, "soon": 0, "-5": 0, "1e3": 0, "864000": maxHold, "99999999999999999999": maxHold,
		"Mon, 23 Nov 2026 09:00:00 GMT": time.Hour, "Mon, 23 Nov 2026 07:00:00 GMT": 0, "Monday, 23-Nov-26 09:00:00 GMT": time.Hour, "Sat, 23 Nov 2030 09:00:00 GMT": maxHold,
	} {
		if got := retryAfter(header, now); got != want {
			t.Errorf("Retry-After %q is %v, want %v", header, got, want)
		}
	}
	for header, want := range map[string]time.Duration{
		"": 0, "max-age=60": time.Minute, "Public, Max-Age=3600": time.Hour, "max-age=600, no-cache": 0, "s-maxage=60": 0, "max-age=-1": 0, "max-age=999999999": maxHint,
	} {
		if got := maxAge(header); got != want {
			t.Errorf("Cache-Control %q is %v, want %v", header, got, want)
		}
	}
}

func FuzzRobots(f *testing.F) {
	for _, s := range []string{
		"User-agent: *\nDisallow: /private\nAllow: /private/ok\nCrawl-delay: 2", "Disallow: /", "User-agent: newsdesk\rDisallow: /*.php$\r\nCrawl-delay: NaN",
		"\xef\xbb\xbfuser-agent:*\ndisallow:/", "Sitemap: x\n\x00", "User-agent: a\nUser-agent: *\nDisallow: /*a*b*c*d*$", "<html>",
	} {
		f.Add([]byte(s), "/private/x?y=1")
	}
	f.Fuzz(func(t *testing.T, robots []byte, path string) {
		group := rulesOf(robots, "Newsdesk/1")
		group.Test(path)
		if group.CrawlDelay < 0 {
			t.Errorf("the delay is %v", group.CrawlDelay)
		}
		// What stands beside them loses no rules.
		with := append(bytes.Clone(robots), "\n\nUser-agent: newsdesk\nDisallow: /"+"\nCrawl-delay: x\nDisallow\n"...)
		if g := rulesOf(with, "newsdesk"); !bytes.Contains(bytes.ToLower(robots), []byte("newsdesk")) && !bytes.Contains(bytes.ToLower(robots), []byte("agent")) && g.Test("/any") {
			t.Errorf("after %q the site is open", robots)
		}
	})
}

func FuzzDocuments(f *testing.F) {
	for _, s := range []string{
		"null", "{", `{"v":1}`, `{"v":2,"body":{}}`, `{"v":1,"body":{"source":{"id":"x","kind":"feed"},"state":{"pace":{"items":-1,"hour":[1]}}}}`,
		`{"v":1,"body":{"marks":"AAAA"}}`, `{"v":1,"body":{"files":{"a":{"s":1}}}}`, `{"v":1,"body":{"look":99,"due":"2026-01-01T00:00:00Z"}}`,
		`{"v":1,"body":{"source":{"id":"x"},"state":{"hints":{"every":9e18,"skip_hours":[0,99]},"failures":-5}}}`,
	} {
		f.Add([]byte(s))
	}
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, body []byte) {
		doc := Doc{Collection: "c", Key: "k", Body: body}
		e, _ := decode[entry](doc) // also what decodeEntry would refuse
		e.State.Pace = e.State.Pace.sound()
		limit := e.Source.Kind.bounds()
		if wait := e.State.Pace.wait(now, limit); wait < limit.least || wait > limit.most {
			t.Errorf("a wait of %v", wait)
		}
		e.State.failed(&trouble{say: "x"}, now, 0.5)
		e.State.worked(visited{}, limit, now, 0.5)
		if e.State.Due.Before(now) {
			t.Errorf("due %v", e.State.Due)
		}
		if seen, err := decode[seenDoc](doc); err == nil && len(seen.with([]Item{{Key: "x"}}).versions()) == 0 {
			t.Error("what is added is not there")
		}
		if p, err := decode[page](doc); err == nil {
			p.next(now, 0.5)
			p.failed(&trouble{}, now, 0.5)
		}
		_, _ = decode[hostDoc](doc)
		_, _ = decode[filesDoc](doc)
	})
}
