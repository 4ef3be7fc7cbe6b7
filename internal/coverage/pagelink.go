package coverage

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"
)

// address is the page's own address, without what tells who led there; "" for a
// file.
func (h *pageHead) address() string {
	if h.at == nil {
		return ""
	}
	return untracked(h.at)
}

// untracked is an address without what tells who led there, and without the
// place in the page.
func untracked(at *url.URL) string {
	u := *at
	u.Fragment = ""
	u.RawQuery = strings.Join(slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return isLead(name)
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

// homeWords is how many words a link to the front page has at most. One with more
// was not closed, and all that follows it on the page seems to be in it.
const homeWords = 12

// unlink makes no links of those to the front page where one was not closed: a
// browser opens it anew in each paragraph. What it has first is the site's name.
func (h *pageHead) unlink() {
	var homes []*html.Node
	open := false
	elements(h.doc, func(n *html.Node) {
		if !h.isHome(n) {
			return
		}
		line, whole := brief(n)
		homes = append(homes, n)
		open = open || !whole || len(strings.Fields(line)) > homeWords
	})
	if !open {
		return
	}
	for _, n := range homes {
		line, _ := brief(n)
		delete(h.sites, siteKey(line))
		n.DataAtom, n.Data, n.Attr = atom.Span, "span", nil
	}
	h.sites[siteKey(firstText(homes[0]))] = true
}

// linkedURL is the address of the linked article where there is only one.
func (h *pageHead) linkedURL() string {
	if all := h.linked.articles(); len(all) == 1 && !h.isOther(all[0]) {
		return textOfLD(all[0]["url"])
	}
	return ""
}

// SameSite reports whether two addresses are of one owner's site.
func SameSite(a, b string) bool {
	u, errA := url.Parse(a)
	v, errB := url.Parse(b)
	return errA == nil && errB == nil && u.Host != "" && site(u) == site(v)
}

// site is the part of a host's name that one owner has: "bbc.co.uk".
func site(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host + ":" + u.Port() // a number, or a name of one word
}
