package sources

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/temoto/robotstxt"
)

const (
	// robotsTime is how long a robots.txt counts: what RFC 9309, 2.4, allows.
	robotsTime = 24 * time.Hour
	// robotsFirst and robotsMost are how soon one is asked for again that
	// could not be had: as a source is whose server is in trouble.
	robotsFirst = 15 * time.Minute
	robotsMost  = 6 * time.Hour
	// robotsBytes is how much of one is read: what RFC 9309, 2.5, asks for at least.
	robotsBytes = 500 << 10
	// robotsPatterns bounds its lines with wildcards, each of which becomes a
	// regular expression of some kilobytes; long ones of the real web have hundreds.
	robotsPatterns = 2000
	// robotsLine bounds one line, in bytes: longer than any address.
	robotsLine = 4096
	// robotsHops is how many redirects are followed (RFC 9309, 2.3.1.2).
	robotsHops = 5
	// maxDelay bounds Crawl-delay. A feed with thirty new pages is then there
	// in half an hour.
	maxDelay = time.Minute
	// knownHosts is how many hosts' rules are kept ready to be used.
	knownHosts = 1024
	// hostTime is how long a host is remembered that is asked no more.
	hostTime = 7 * 24 * time.Hour
)

// hostDoc is what is kept of a host.
type hostDoc struct {
	Robots       []byte    `json:"robots,omitempty"`
	Status       int       `json:"status,omitempty"` // of the last answer; 0: none came
	Asked        time.Time `json:"asked,omitzero"`
	Next         time.Time `json:"next,omitzero"` // when robots.txt is asked for again
	Failures     int       `json:"failures,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Held         time.Time `json:"held,omitzero"` // until when all of it wants to be left alone
}

// hostRules is a host with its rules for us.
type hostRules struct {
	hostDoc
	group *robotstxt.Group
}

// open reports whether the rules are known. An answer of the server that there
// are none is one (RFC 9309, 2.3.1.3), that it is in trouble is not (2.3.1.4).
func (h hostDoc) open() bool {
	return h.Status >= 200 && h.Status < 500 && h.Status != http.StatusTooManyRequests
}

// rulesOf reads a robots.txt for a user agent.
func rulesOf(robots []byte, agent string) *robotstxt.Group {
	data, err := robotstxt.FromBytes(cleanRobots(robots))
	if err != nil { // what cleanRobots leaves can be read
		return &robotstxt.Group{}
	}
	return data.FindGroup(agent)
}

// cleanRobots leaves out what the library would give up the whole file for, or
// need much memory for: rules must not be lost because of a line beside them.
func cleanRobots(robots []byte) []byte {
	robots = bytes.TrimPrefix(robots, []byte("\xef\xbb\xbf"))
	var out bytes.Buffer
	agents, patterns := 0, 0
	for line := range bytes.FieldsFuncSeq(robots, func(r rune) bool { return r == '\n' || r == '\r' }) {
		name, value, ok := strings.Cut(strings.ToValidUTF8(string(line), ""), ":")
		value, _, _ = strings.Cut(value, "#")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		switch {
		case !ok || value == "" || len(value) > robotsLine || strings.ContainsFunc(value, unfit):
			continue
		case name == "user-agent" || name == "useragent":
			agents++
		case agents == 0:
			continue
		case name == "allow" || name == "disallow":
			if strings.ContainsAny(value, "*$") {
				if patterns++; patterns > robotsPatterns {
					continue
				}
			}
		case name == "crawl-delay" || name == "crawldelay":
			if n, err := strconv.ParseFloat(value, 64); err != nil || !(n >= 0 && n < math.MaxInt32) {
				continue
			}
		default:
			continue
		}
		fmt.Fprintf(&out, "%s: %s\n", name, value)
	}
	return out.Bytes()
}

// unfit are characters that no line of rules has.
func unfit(r rune) bool { return r < ' ' || r == 0x7f }

// permit says how long a host is to rest before an address of it is asked for, or
// as a *trouble why it is not to be asked for at all.
func (k *Keeper) permit(ctx context.Context, id ID, at *url.URL) (time.Duration, error) {
	h, err := k.host(ctx, at)
	if err != nil {
		return 0, err
	}
	if h.Held.After(k.c.Now()) {
		return 0, &trouble{kind: waiting, until: h.Held, say: at.Hostname() + " asked to be left alone for now"}
	}
	if !h.Next.After(k.c.Now()) {
		if h, err = k.askRobots(ctx, id, at); err != nil {
			return 0, err
		}
	}
	if !h.open() {
		return 0, &trouble{kind: barred, until: h.Next, say: "the robots.txt of " + at.Hostname() + " can't be had now, so that it is not known what may be asked for"}
	}
	path := at.EscapedPath()
	if at.RawQuery != "" {
		path += "?" + at.RawQuery
	}
	if !h.group.Test(path) {
		return 0, &trouble{kind: barred, until: h.Next, say: "the robots.txt of " + at.Hostname() + " does not let programs ask for " + clip(at.Path)}
	}
	return max(k.c.Gap, min(h.group.CrawlDelay, maxDelay)), nil
}

// site names a host in its documents.
func site(at *url.URL) string {
	if name := at.Scheme + "://" + at.Host; len(name) <= maxName {
		return name
	}
	return short(at.Scheme, at.Host)
}

// host returns what is known of an address's host.
func (k *Keeper) host(ctx context.Context, at *url.URL) (*hostRules, error) {
	if h, ok := k.rules.Get(site(at)); ok {
		return h, nil
	}
	doc, _, err := lookUp[hostDoc](ctx, k, keptHosts, site(at))
	if err != nil {
		return nil, err
	}
	h := &hostRules{doc, rulesOf(doc.Robots, k.c.UserAgent)}
	k.rules.Add(site(at), h)
	return h, nil
}

// askRobots asks for a host's robots.txt, and keeps it.
func (k *Keeper) askRobots(ctx context.Context, id ID, at *url.URL) (*hostRules, error) {
	leave, err := k.turn(ctx, "robots "+site(at))
	if err != nil {
		return nil, err
	}
	defer leave()
	h, err := k.host(ctx, at)
	if err != nil || h.Next.After(k.c.Now()) {
		return h, err // another visit has asked
	}
	r := &request{source: id, what: AskedRobots, etag: h.ETag, modified: h.LastModified, again: h.open()}
	start := &url.URL{Scheme: at.Scheme, Host: at.Host, Path: "/robots.txt"}
	ans, err := k.follow(ctx, start, robotsHops, func(at *url.URL) (Response, error) { return k.send(ctx, at, r, k.c.Gap) })
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return k.keepHost(ctx, at, func(h *hostDoc) { h.answered(ans, err, k.c.Now(), k.c.Rand()) })
}

// answered notes what came of asking for robots.txt.
func (h *hostDoc) answered(ans answer, err error, now time.Time, chance float64) {
	h.Asked = now
	var t *trouble
	switch {
	case errors.As(err, &t) && t.kind == endless:
		h.Status = http.StatusNotFound // 2.3.1.2: as though there were none
	case err != nil:
		h.Status = 0
	case ans.Status == http.StatusNotModified:
	default:
		h.Status = ans.Status
	}
	if !h.open() {
		h.Failures++
		h.Next = now.Add(backOff(robotsFirst, robotsMost, h.Failures, chance))
		h.Next = later(h.Next, now.Add(retryAfter(ans.RetryAfter, now)))
		return
	}
	h.Failures, h.Next = 0, now.Add(robotsTime)
	if ans.Status != http.StatusNotModified {
		h.Robots, h.ETag, h.LastModified = nil, "", ""
	}
	if ans.Status == http.StatusOK {
		h.Robots = ans.Body[:min(len(ans.Body), robotsBytes)]
		h.ETag, h.LastModified = validator(ans.ETag), validator(ans.LastModified)
	}
}

// keepHost changes what is kept of a host.
func (k *Keeper) keepHost(ctx context.Context, at *url.URL, by func(h *hostDoc)) (*hostRules, error) {
	var h hostDoc
	err := k.c.Shelf.UpdateDoc(ctx, keptHosts, site(at), func(old *Doc) (*Doc, error) {
		if old != nil {
			h, _ = decode[hostDoc](*old) // a damaged one is made anew
		}
		by(&h)
		body, err := encode(h)
		return &Doc{Body: body, Expires: later(h.Next, h.Held).Add(hostTime)}, err
	})
	if err != nil {
		return nil, fmt.Errorf("keep what is known of %s: %w", at.Host, err)
	}
	rules := &hostRules{h, rulesOf(h.Robots, k.c.UserAgent)}
	k.rules.Add(site(at), rules)
	return rules, nil
}
