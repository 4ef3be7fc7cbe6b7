package show

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"newsdesk/rag"
)

// maxLink is the longest address, in bytes, that becomes a link: that of Discord's
// own link buttons. A longer one would fill the message that lists it.
const maxLink = 512

// host matches a host name, with a port, that can be shown in a link. Names of
// other scripts stay as they are.
var host = regexp.MustCompile(`^[\pL\pM\d][\pL\pM\d.-]*(?::\d{1,5})?$`)

// discords matches the hosts whose addresses Discord makes something of its own
// of, and those that end like them.
var discords = regexp.MustCompile(`(?i)(?:discord(?:app)?\.[a-z]+|dis\.gd)\.?(?::\d+)?$`)

// address is an http(s) address as it may stand in a masked link or an embed,
// or "" for anything else: other schemes, passwords, invites to Discord, and
// what is too long. Whatever Markdown might stumble over is percent-encoded.
func address(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil ||
		!host.MatchString(u.Host) || discords.MatchString(u.Host) {
		return ""
	}
	_, rest, _ := strings.Cut(strings.TrimSpace(raw), "://")
	path, whole := strings.CutPrefix(rest, u.Host)
	s := u.Scheme + "://" + u.Host + encoded(path)
	if !whole || len(s) > maxLink || visible(s) != s {
		return ""
	}
	return s
}

// baits are what Discord finds even inside an address.
var baits = regexp.MustCompile(`(?i)discord(?:app)?\.|@(?:everyone|here)|://`)

var unbait = strings.NewReplacer(".", "%2E", "@", "%40", ":", "%3A")

// encoded percent-encodes each byte but those that are plain in an address and
// in Markdown.
func encoded(s string) string {
	const plain = "-._/?#&=%@!$+,;:"
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(plain, c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c)|0x100, 16)[1:]))
		}
	}
	return baits.ReplaceAllStringFunc(b.String(), unbait.Replace)
}

// title is an article's headline for people, not yet harmless.
func title(a *rag.Article) string {
	if t := Label(a.Title, titleUnits); t != "" {
		return unnumbered(t)
	}
	return "untitled"
}

// unbracketed makes brackets parentheses: within the text of a link Discord does
// not mind that they are escaped.
var unbracketed = strings.NewReplacer("[", "(", "]", ")")

// linked is an article's headline, as a link without preview where it has an
// address.
func linked(a *rag.Article) string { return Link(title(a), a.URL) }

// Link is a text as a link without preview, or the text alone where the address is
// none that may stand in a link. Both are made harmless.
func Link(text, to string) string {
	if to = address(to); to == "" {
		return isolated(Line(text))
	}
	return "[" + isolated(Line(unbracketed.Replace(text))) + "](<" + to + ">)"
}

// origin is an article's outlet and date: 'Shafaq News, 14 March 2025'.
func origin(a *rag.Article) string {
	outlet := clipped(a.Outlet, outletUnits)
	if outlet == "" {
		outlet = "outlet not stated"
	}
	return isolated(outlet) + ", " + day(a.Published)
}

// day is a date for people.
func day(d rag.Date) string {
	if !d.Known() {
		return "undated"
	}
	return d.Time.Format("2 January 2006")
}

// heading is an article in one line.
func heading(a *rag.Article) string { return leftToRight(linked(a) + " — " + origin(a)) }
