package coverage

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Rules of a page's own styles that hide what they name by one class or id, and
// what is left out before they are looked for.
var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssRule    = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
	cssHides   = regexp.MustCompile(`(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em|rem)?\s*(?:!important\s*)?(?:;|$))`)
	cssName    = regexp.MustCompile(`^([.#])([A-Za-z_][\w-]{0,100})$`)
)

// Bounds of the styles that are read: those within real pages have 200 kB, and a
// few names that they hide.
const (
	styleBytes = 1 << 20
	maxHiders  = 1000
)

// hiders are the classes (".name") and ids ("#name") that a page's styles hide
// on every screen. What only some screens do not show is seen on others.
func hiders(doc *html.Node) map[string]bool {
	names := map[string]bool{}
	left := styleBytes
	elements(doc, func(n *html.Node) {
		if n.DataAtom != atom.Style || left <= 0 {
			return
		}
		css := raw(n)
		css = css[:min(len(css), left)]
		left -= len(css)
		for _, rule := range cssRule.FindAllStringSubmatch(withoutAtRules(cssComment.ReplaceAllString(css, "")), -1) {
			if !cssHides.MatchString(rule[2]) {
				continue
			}
			for selector := range strings.SplitSeq(rule[1], ",") {
				if m := cssName.FindStringSubmatch(strings.TrimSpace(selector)); m != nil && len(names) < maxHiders {
					names[m[1]+m[2]] = true
				}
			}
		}
	})
	return names
}

// withoutAtRules leaves out what holds on some conditions only, such as
// "@media (max-width: 480px) { ... }".
func withoutAtRules(css string) string {
	var b strings.Builder
	for {
		n := strings.IndexByte(css, '@')
		if n < 0 {
			b.WriteString(css)
			return b.String()
		}
		b.WriteString(css[:n])
		css = css[n:]
		depth, end := 0, len(css)
		for i := range len(css) {
			if css[i] == '{' {
				depth++
			} else if css[i] == '}' {
				depth--
			}
			if depth == 0 && (css[i] == '}' || css[i] == ';') {
				end = i + 1
				break
			}
		}
		css = css[end:]
	}
}

// isStyledAway reports whether a page's styles hide an element. What holds the
// page is shown by a script in the end.
func isStyledAway(n *html.Node, names map[string]bool) bool {
	if len(names) == 0 || slices.Contains([]atom.Atom{atom.Html, atom.Body, atom.Main, atom.Article}, n.DataAtom) {
		return false
	}
	if id := attr(n, "id"); id != "" && names["#"+id] {
		return true
	}
	return slices.ContainsFunc(strings.Fields(begin(attr(n, "class"))), func(c string) bool { return names["."+c] })
}
