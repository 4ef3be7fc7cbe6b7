package playground_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

func TestALinkLetsOneBrowserIn(t *testing.T) {
	r := newRoom(t)
	link, first := r.link(), r.browser()
	if res := r.get(r.browser(), r.url+"/"); res.status != http.StatusForbidden || !strings.Contains(res.body, "Open the link") {
		t.Errorf("without a key it answers %d", res.status)
	}
	res := r.get(first, link)
	if res.status != http.StatusOK {
		t.Fatalf("the link answers %d", res.status)
	}
	if c := res.cookies; len(c) != 1 || !c[0].HttpOnly || c[0].SameSite != http.SameSiteStrictMode || strings.Contains(link, c[0].Value) {
		t.Errorf("the cookies are %v", c)
	}
	for _, path := range []string{"/", "/web/app.js"} {
		if res := r.get(first, r.url+path); res.status != http.StatusOK {
			t.Errorf("once in, %s answers %d", path, res.status)
		}
	}
	if res := r.get(first, link); res.status != http.StatusOK {
		t.Errorf("the same browser comes in by the same link with %d", res.status)
	}
	for name, address := range map[string]string{"a used key": link, "a made-up key": r.url + "/?key=" + strings.Repeat("A", 43), "another path": r.url + "/web/app.js?key=" + strings.Split(r.link(), "=")[1]} {
		if res := r.get(r.browser(), address); res.status != http.StatusForbidden || len(res.cookies) > 0 {
			t.Errorf("%s answers %d and %v", name, res.status, res.cookies)
		}
	}
	if res := r.get(r.browser(), r.link()); res.status != http.StatusOK {
		t.Errorf("a second link answers %d", res.status)
	}
}

// TestOtherPagesStayOut asks as pages of others would, from a browser that is in.
func TestOtherPagesStayOut(t *testing.T) {
	r := newRoom(t)
	c := r.entered()
	u, err := url.Parse(r.url)
	r.must(err)
	for _, test := range []struct {
		name, path string
		header     []string
		want       int
	}{
		{"itself", "/web/app.js", []string{"Sec-Fetch-Site: same-origin", "Origin: " + r.url}, http.StatusOK},
		{"a link elsewhere", "/", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, http.StatusOK},
		{"another name for this machine", "/", []string{"Host: rebound.example:" + u.Port()}, http.StatusForbidden},
		{"another port", "/", []string{"Host: 127.0.0.1:1"}, http.StatusForbidden},
		{"no port", "/", []string{"Host: 127.0.0.1"}, http.StatusForbidden},
		{"an embedded part", "/web/app.js", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"}, http.StatusForbidden},
		{"a frame of a neighbour port", "/", []string{"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: cors"}, http.StatusForbidden},
		{"another origin", "/", []string{"Origin: http://evil.example"}, http.StatusForbidden},
		{"another origin's socket", "/socket", []string{"Origin: http://127.0.0.1:1"}, http.StatusForbidden},
		{"nothing there", "/web/none.js", nil, http.StatusNotFound},
		{"above the page", "/web/..%2fdoc.go", nil, http.StatusNotFound},
	} {
		if res := r.get(c, r.url+test.path, test.header...); res.status != test.want {
			t.Errorf("%s: %d, want %d", test.name, res.status, test.want)
		}
	}
}

// inline matches what the policy would stop: a script or style in the page itself.
var inline = regexp.MustCompile(`(?i)<style|\bstyle=|\bon[a-z]+=|<script(?: [^>]*)?>[^<]|https?://`)

func TestThePageIsStrict(t *testing.T) {
	r := newRoom(t)
	res := r.get(r.entered(), r.url+"/")
	policy := res.header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy has no %q: %s", want, policy)
		}
	}
	if strings.Contains(policy, "unsafe") || res.header.Get("Cache-Control") != "no-store" || res.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the header is %v", res.header)
	}
	if found := inline.FindString(res.body); found != "" {
		t.Errorf("the page has %q in it", found)
	}
}

func TestTheSocketWantsCookieAndOrigin(t *testing.T) {
	r := newRoom(t)
	address := "ws" + strings.TrimPrefix(r.url, "http") + "/socket"
	for name, dial := range map[string]struct {
		c      *http.Client
		origin string
		ok     bool
	}{
		"no cookie":      {r.browser(), r.url, false},
		"no origin":      {r.entered(), "", false},
		"another origin": {r.entered(), "http://evil.example", false},
		"both":           {r.entered(), r.url, true},
	} {
		header := http.Header{}
		if dial.origin != "" {
			header.Set("Origin", dial.origin)
		}
		d := websocket.Dialer{Jar: dial.c.Jar}
		ws, res, err := d.DialContext(r.ctx, address, header)
		if res != nil {
			res.Body.Close()
		}
		if (err == nil) != dial.ok {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			r.must(ws.Close())
		}
	}
}
