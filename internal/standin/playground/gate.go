package playground

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
)

// secretBytes is how many random bytes a key or a cookie is made of: 256 bits, which
// nobody guesses.
const secretBytes = 32

// gate decides who gets in.
type gate struct {
	mu     sync.Mutex
	random io.Reader
	pass   string          // what the cookie holds
	links  map[string]bool // keys that nobody has used yet
}

// secret is a new random text.
func (g *gate) secret() (string, error) {
	b := make([]byte, secretBytes)
	if _, err := io.ReadFull(g.random, b); err != nil {
		return "", fmt.Errorf("make a key: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// Link returns an address, under base ("http://127.0.0.1:8080"), that lets one
// browser in, once. Each call makes another.
func (p *Playground) Link(base string) (string, error) {
	p.gate.mu.Lock()
	defer p.gate.mu.Unlock()
	key, err := p.gate.secret()
	if err != nil {
		return "", fmt.Errorf("make a link to the playground: %w", err)
	}
	p.gate.links[key] = true
	return strings.TrimSuffix(base, "/") + "/?key=" + url.QueryEscape(key), nil
}

// redeem uses a key up, if it is one.
func (g *gate) redeem(key string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	ok := g.links[key]
	delete(g.links, key)
	return ok
}

// cookieName is apart for each port: browsers share cookies between ports, and two
// playgrounds can run at once.
func cookieName(r *http.Request) string {
	_, port, _ := net.SplitHostPort(r.Host)
	return "playground-" + port
}

// knows reports whether a request comes from a browser that was let in.
func (g *gate) knows(r *http.Request) bool {
	c, err := r.Cookie(cookieName(r))
	return err == nil && subtle.ConstantTimeCompare([]byte(c.Value), []byte(g.pass)) == 1
}

// admit lets a browser in that brings a key which was not used.
func (g *gate) admit(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.Path != "/" || !g.redeem(r.URL.Query().Get("key")) {
		return false
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName(r), Value: g.pass, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	return true
}

// ours reports whether a request asks for this machine by a loopback address or as
// localhost, at the port that it came in at: another name that leads here is one that a
// foreign page made up.
func ours(r *http.Request) bool {
	asked := r.Host
	if at, err := url.Parse("http://" + asked); err == nil && at.Port() == "" {
		asked = net.JoinHostPort(at.Hostname(), "80") // which browsers leave out
	}
	host, port, err := net.SplitHostPort(asked)
	if err != nil {
		return false
	}
	if ip, err := netip.ParseAddr(host); host != "localhost" && (err != nil || !ip.IsLoopback()) {
		return false
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	_, served, err := net.SplitHostPort(local.String())
	return err == nil && port == served
}

// fromHere reports whether a request that says which page it is of is of ours.
func fromHere(r *http.Request) bool {
	if o := r.Header.Get("Origin"); o != "" && o != "http://"+r.Host {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return true
	}
	// A link to the page on another page is followed; whether it has a key is another
	// matter. Nothing else of ours is for other pages.
	return r.URL.Path == "/" && r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

// policy is the page's: nothing but its own parts, no script in the page and none
// made of text.
func policy(r *http.Request) string {
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://" + r.Host +
		"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

// guard lets through what may come in, and says to the others how to.
func (p *Playground) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		switch {
		case !ours(r):
			refuse(w, "This address is not the playground's. Open the link as it was printed: it begins with http://127.0.0.1.")
			return
		case !fromHere(r):
			refuse(w, "This was asked for by another page.")
			return
		}
		h.Set("Content-Security-Policy", policy(r))
		if !p.gate.knows(r) && !p.gate.admit(w, r) {
			refuse(w, "You are not in yet, or this link was used already: each link lets one browser in, once.\n\n"+
				"Open the link that the bot printed. If it was used, in another browser, press Enter where the bot runs: it prints a new one.")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// refuse answers 403 with words.
func refuse(w http.ResponseWriter, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusForbidden)
	_, _ = io.WriteString(w, "The playground is closed to this request.\n\n"+words+"\n")
}
