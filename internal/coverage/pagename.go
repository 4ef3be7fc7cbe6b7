package coverage

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdesk/rag/text"
)

// siteWords are names by which templates call a site's own name.
var siteWords = regexp.MustCompile(`(?:^|[\s_-])(?:site-?(?:name|title)|logo|brand(?:ing)?)(?:$|[\s_-])`)

// copied is the name in a line on copyright: "© 2014-2026 Tigris Times. All ...".
var copied = regexp.MustCompile(`(?i)(?:©|\(c\)|copyright)[\s\d–—,©-]*([^\d.|©–—]{3,60})`)

// maxSites bounds how many names of a site are gathered.
const maxSites = 40

// siteNames are the names that the page shows as the site's own: those of links
// to its front page, in its logo and in the line on copyright, in plain words.
func (h *pageHead) siteNames() map[string]bool {
	names := map[string]bool{}
	add := func(s string) {
		if s = siteKey(s); s != "" && len(names) < maxSites {
			names[s] = true
		}
	}
	elements(h.doc, func(n *html.Node) {
		switch {
		case n.DataAtom == atom.Img && (called(n, markSite) || n.Parent != nil && h.isHome(n.Parent) || strings.Contains(begin(attr(n, "src")), "logo") || strings.Contains(begin(attr(n, "src")), "header")):
			add(attr(n, "alt"))
		case h.isHome(n), called(n, markSite):
			line, _ := brief(n)
			add(line)
		}
	})
	walk(h.doc, func(n *html.Node) bool {
		if n.Type == html.TextNode && len(n.Data) < briefBytes {
			if m := copied.FindStringSubmatch(n.Data); m != nil {
				add(m[1])
			}
		}
		return n.DataAtom != atom.Script && n.DataAtom != atom.Style
	})
	return names
}

// isHome reports whether a node is a link to the site's front page.
func (h *pageHead) isHome(n *html.Node) bool {
	if n.DataAtom != atom.A {
		return false
	}
	to, err := url.Parse(attr(n, "href"))
	if err != nil || to.RawQuery != "" || to.Fragment != "" {
		return false
	}
	if to.Host == "" {
		return to.Path == "/"
	}
	return (to.Path == "" || to.Path == "/") && h.at != nil && site(to) == site(h.at)
}

// siteKey is a site's name as all its spellings share it.
func siteKey(s string) string { return strings.TrimPrefix(plainWords(s), "the ") }

// betweens are what stands between a headline and a site's name in a title.
var betweens = regexp.MustCompile(`\s*(?:\||::|»|•|·|›)+\s*|\s+[\-–—:«‹/~]+\s+|:\s+`)

// titledOutlet is the part of the window's title that is the site's name, as the
// page shows it elsewhere or its address has it: a title alone does not tell which
// part is which.
func (h *pageHead) titledOutlet() string {
	parts := betweens.Split(h.title, -1)
	for _, part := range parts {
		if h.sites[siteKey(part)] {
			return strings.TrimSpace(part)
		}
	}
	if len(parts) > 1 {
		for _, part := range parts {
			if h.isHost(part) {
				return strings.TrimSpace(part)
			}
		}
	}
	return ""
}

// Bounds of a name that is one with a host's: short ones are in many others, and
// an article before the name has some three letters.
const (
	hostLeast = 6
	hostApart = 3
)

// isHost reports whether a name is the page's host's, without the spaces and
// accents that hosts do not have.
func (h *pageHead) isHost(name string) bool {
	if h.at == nil || len(strings.Fields(name)) > outletWordsMost {
		return false
	}
	host, _, _ := strings.Cut(site(h.at), ".")
	host = strings.ReplaceAll(host, "-", "")
	var b strings.Builder
	for word := range strings.FieldsSeq(plainWords(name)) {
		b.WriteString(text.Fold(word))
	}
	named := b.String()
	short, long := min(len(host), len(named)), max(len(host), len(named))
	return short >= hostLeast && long-short <= hostApart && (strings.HasSuffix(named, host) || strings.HasSuffix(host, named))
}

// outletWordsMost is how many words an outlet's name has at most.
const outletWordsMost = 6

// withoutOutlet is a title without the outlet's name before or behind it.
func withoutOutlet(title, outlet string) string {
	if outlet == "" {
		return title
	}
	all := betweens.FindAllStringIndex(title, -1)
	if len(all) == 0 {
		return title
	}
	name := siteKey(outlet)
	last := all[len(all)-1]
	switch {
	case siteKey(title[last[1]:]) == name:
		return strings.TrimSpace(title[:last[0]])
	case siteKey(title[:all[0][0]]) == name:
		return strings.TrimSpace(title[all[0][1]:])
	}
	return title
}
