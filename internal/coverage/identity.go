package coverage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"newsdesk/rag"
)

// idBytes is the length of an article's id before it is written in hex: short
// enough to type, long enough that nobody finds two texts with one id by
// chance, nor easily on purpose.
const idBytes = 10

// identify returns the id of an article whose source gives none. It is made
// of the address, where there is one, in the one form of all those under which the
// page is met in feeds, on telephones and in messages. Otherwise it is made of outlet, headline
// and the first paragraph, so that an article that grew or was corrected below its
// lead replaces the earlier one, while two that share a headline ("Morning
// briefing") stay two. A title that was derived from the lead is left out: it
// says nothing more, and would tie ids to how titles are shortened. The file's
// name is left out too, for folders name many files alike, and a copy under
// another name is no other article. An article whose lead was rewritten is
// therefore a new one.
func identify(a rag.Article) rag.ArticleID {
	sum := sha256.New()
	if page := onePage(a.URL); page != "" {
		sum.Write([]byte("url\x00" + page))
	} else {
		title := a.Title
		if a.TitleDerived {
			title = ""
		}
		for _, part := range []string{"text", a.Outlet, title, firstParagraph(a.Body[a.Prose:])} {
			sum.Write([]byte(plainWords(part) + "\x00"))
		}
	}
	return rag.ArticleID(hex.EncodeToString(sum.Sum(nil)[:idBytes]))
}

// leadBytes bounds what of the first paragraph counts, so that an article
// without paragraphs has a lead too.
const leadBytes = 512

// firstParagraph returns what stands before the first line break, up to
// leadBytes; of text that is hard-wrapped, its first line.
func firstParagraph(prose string) string {
	end := min(len(prose), leadBytes)
	for end < len(prose) && end > 0 && !utf8.RuneStart(prose[end]) {
		end--
	}
	if n := strings.IndexAny(prose[:end], "\r\n"); n >= 0 {
		end = n
	}
	return prose[:end]
}

// plainWords returns the letters and digits of s in lower case, with single
// spaces: two copies often differ in quotation marks and white space.
func plainWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}), " ")
}

// onePage is one form for the addresses of a page, or "" if s is not the address of
// a page: without scheme, usual port, fragment, trailing slash and trackers, of the
// full page for one that is for telephones, and escaped in one way.
func onePage(s string) string {
	u, err := url.Parse(s)
	if err != nil || canonicalURL(s) == "" {
		return ""
	}
	u = uncached(u)
	page := fullHost(u.Hostname())
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		page += ":" + port
	}
	page += withoutAMP(escaped(u.EscapedPath()))
	query := u.Query()
	for name, values := range query {
		if isLead(name) || forTelephones(name, values) {
			query.Del(name)
		}
	}
	if len(query) > 0 {
		page += "?" + query.Encode()
	}
	return page
}

// uncached is the page that an address of the AMP cache, or of a search engine's
// viewer over it, shows: .../c/s/ledger.example/flood.
func uncached(u *url.URL) *url.URL {
	host := strings.ToLower(u.Hostname())
	kinds := []string{"/c/s/", "/v/s/", "/c/", "/v/"}
	if host == "www.google.com" || host == "google.com" {
		kinds = []string{"/amp/s/", "/amp/"}
	} else if !strings.HasSuffix(host, ".cdn.ampproject.org") {
		return u
	}
	for _, kind := range kinds {
		shown, ok := strings.CutPrefix(u.EscapedPath(), kind)
		if first, _, _ := strings.Cut(shown, "/"); ok && strings.Contains(first, ".") {
			if page, err := url.Parse("https://" + shown); err == nil {
				page.RawQuery = u.RawQuery
				return page
			}
		}
	}
	return u
}

// forSmall are the names that sites give to their pages for telephones.
var forSmall = []string{"www", "m", "mobile", "amp", "wap"}

// fullHost is a host's name in ASCII and lower case, without what is for telephones:
// "m.ledger.example", "en.m.ledger.example". What is left has an owner.
func fullHost(host string) string {
	host = strings.ToLower(host)
	if rooted := strings.TrimSuffix(host, "."); rooted != "" {
		host = rooted
	}
	if ascii, err := idna.Lookup.ToASCII(host); err == nil && ascii != "" {
		host = ascii
	}
	owned, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil || owned == host {
		return host
	}
	labels := strings.Split(strings.TrimSuffix(host, "."+owned), ".")
	labels = slices.DeleteFunc(labels, func(l string) bool { return slices.Contains(forSmall, l) })
	return strings.Join(append(labels, owned), ".")
}

// withoutAMP is a path without what asks for the page for telephones:
// "/flood/amp", "/news/amp/flood", "/flood.amp.html".
func withoutAMP(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	full := slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "amp" })
	if len(full) == 0 { // the page is about amplifiers
		full = parts
	}
	last := len(full) - 1
	full[last] = strings.TrimSuffix(strings.Replace(full[last], ".amp.html", ".html", 1), ".amp")
	if path = strings.Join(full, "/"); path == "" {
		return ""
	}
	return "/" + path
}

// forTelephones reports whether a parameter asks for the page for telephones.
func forTelephones(name string, values []string) bool {
	switch strings.ToLower(name) {
	case "amp":
		return true
	case "output", "outputtype":
		return slices.Equal(values, []string{"amp"})
	}
	return false
}

// leads are the parameters, in lower case, by which publishers, networks and mailers
// count who led to a page. Words that name a page elsewhere, such as "id", "p",
// "source" and "cid", are not among them.
var leads = []string{
	"fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh", "li_fat_id",
	"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "_ga", "_gl", "vero_id", "oly_enc_id", "oly_anon_id", "wickedid",
	"ref", "ref_src", "ref_url", "referrer", "cmp", "cmpid", "ncid", "icid", "ito", "smid", "s_cid", "xtor", "wt_mc",
	"wt.mc_id", "spm", "sref", "srnd", "taid", "guccounter", "guce_referrer", "guce_referrer_sig", "__twitter_impression",
	"share", "rss", "ocid", "usqp", "amp_js_v",
}

// isLead reports whether a parameter of an address tells who led there, and not
// what is there.
func isLead(name string) bool {
	name = strings.ToLower(name)
	return slices.Contains(leads, name) || slices.ContainsFunc([]string{"utm_", "at_", "ns_", "pk_", "mtm_", "fb_", "hsa_"}, func(prefix string) bool {
		return strings.HasPrefix(name, prefix)
	})
}

// escaped writes a path in one of the many ways of escaping it: letters, digits and
// -._~ as they are, other escapes in capitals, and bytes beyond ASCII as escapes.
func escaped(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		written := c != '%' && c < utf8.RuneSelf
		if v, err := hex.DecodeString(path[min(i+1, len(path)):min(i+3, len(path))]); c == '%' && err == nil && len(v) == 1 {
			c, i = v[0], i+2
			written = c < utf8.RuneSelf && (unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) || strings.IndexByte("-._~", c) >= 0)
		}
		if written {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
