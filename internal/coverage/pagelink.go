package coverage

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// address is the page's own address, without what tells who led there; "" for a
// file.
func (h *pageHead) address() string {
	if h.at == nil {
		return ""
	}
	u := *h.at
	u.Fragment = ""
	u.RawQuery = strings.Join(slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return isTracker(name)
	}), "&")
	return u.String()
}

// canonical is the address under which the page wants to be known, such as that
// of the full page for one for telephones; "" where it says none that counts. A
// page of another site is not believed, for what it says would replace that
// site's article; nor is one that gives the front page as its own.
func (h *pageHead) canonical() string {
	for _, said := range []string{h.rel, h.of("og:url"), h.linkedURL()} {
		u, err := url.Parse(said)
		if err != nil || said == "" {
			continue
		}
		if h.at != nil {
			u = h.at.ResolveReference(u)
		}
		u.Fragment = ""
		front := u.Path == "" || u.Path == "/"
		if canonicalURL(u.String()) == "" || u.User != nil || front && u.RawQuery == "" && (h.at == nil || len(h.at.Path) > 1) {
			continue
		}
		if h.at == nil || site(u) == site(h.at) {
			return u.String()
		}
	}
	return ""
}

// linkedURL is the address of the linked article where there is only one.
func (h *pageHead) linkedURL() string {
	if all := h.linked.articles(); len(all) == 1 {
		return textOfLD(all[0]["url"])
	}
	return ""
}

// site is the part of a host's name that one owner has: "bbc.co.uk".
func site(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host + ":" + u.Port() // a number, or a name of one word
}
