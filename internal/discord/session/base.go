package session

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// rebase sends requests for Discord's HTTP interface to another base URL.
// discordgo computes its endpoints when the program starts, so that changing
// its variables changes nothing.
type rebase struct {
	base *url.URL
	next http.RoundTripper
}

// newRebase wraps the client's transport.
func newRebase(base *url.URL, next http.RoundTripper) http.RoundTripper {
	if next == nil {
		next = http.DefaultTransport
	}
	if strings.TrimSuffix(base.String(), "/") == strings.TrimSuffix(discordgo.EndpointDiscord, "/") {
		return next
	}
	return &rebase{base: base, next: next}
}

// RoundTrip sends the request where it should go.
func (r *rebase) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host != "discord.com" {
		return r.next.RoundTrip(req)
	}
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host, req.Host = r.base.Scheme, r.base.Host, r.base.Host
	req.URL.Path, req.URL.RawPath = strings.TrimSuffix(r.base.Path, "/")+req.URL.Path, ""
	return r.next.RoundTrip(req)
}
