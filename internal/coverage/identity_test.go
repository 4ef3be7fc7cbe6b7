package coverage

import (
	"strings"
	"testing"

	"newsdesk/rag"
)

// TestOnePageHasOneID has an article be met under many addresses.
func TestOnePageHasOneID(t *testing.T) {
	const page = "https://ledger.example/world/flood-in-darun"
	id := func(address string) rag.ArticleID { return identify(rag.Article{URL: address, Body: address}) }
	for _, same := range []string{
		"http://ledger.example/world/flood-in-darun",
		"https://www.ledger.example/world/flood-in-darun/",
		"https://LEDGER.example:443/world/flood-in-darun",
		"http://ledger.example:80/world/flood-in-darun#comments",
		"https://ledger.example./world/flood-in-darun//",
		"https://m.ledger.example/world/flood-in-darun",
		"https://www.m.ledger.example/world/flood-in-darun",
		"https://mobile.ledger.example/world/flood-in-darun?amp",
		"https://amp.ledger.example/world/flood-in-darun",
		"https://ledger.example/world/flood-in-darun/amp",
		"https://ledger.example/world/flood-in-darun/amp/",
		"https://ledger.example/amp/world/flood-in-darun",
		"https://ledger.example/world/amp/flood-in-darun",
		"https://ledger.example/world/flood-in-darun.amp",
		"https://ledger.example/world/flood-in-darun?amp=1&outputType=amp",
		"https://ledger-example.cdn.ampproject.org/c/s/ledger.example/world/flood-in-darun",
		"https://ledger-example.cdn.ampproject.org/v/s/www.ledger.example/world/flood-in-darun?amp_js_v=0.1&usqp=mq331AQ",
		"https://www.google.com/amp/s/amp.ledger.example/world/flood-in-darun",
		"https://ledger.example/world/flood%2Din%2ddarun",
		"https://ledger.example/world/flood-in-darun?utm_source=x&utm_medium=y&UTM_CAMPAIGN=z",
		"https://ledger.example/world/flood-in-darun?fbclid=1&gclid=2&dclid=3&msclkid=4&igshid=5",
		"https://ledger.example/world/flood-in-darun?ref=home&ref_src=twsrc&smid=tw&CMP=share&at_medium=rss&ns_mchannel=social&mc_cid=1&mc_eid=2&_ga=3",
	} {
		if id(same) != id(page) {
			t.Errorf("%s is read as %q, want %q", same, onePage(same), onePage(page))
		}
	}
	for _, other := range []string{
		"https://ledger.example/world/flood-in-darun-2",
		"https://ledger.example/world/flood-in-darun?page=2",
		"https://ledger.example/world/flood-in-darun?id=7",
		"https://ledger.example/world/Flood-in-Darun",
		"https://ledger.example:8080/world/flood-in-darun",
		"https://news.ledger.example/world/flood-in-darun",
		"https://ledger.example.org/world/flood-in-darun",
		"https://ledger.example/world%2Fflood-in-darun",
		"https://evil.example/c/s/ledger.example/world/flood-in-darun",
		"https://evil.example/amp/s/ledger.example/world/flood-in-darun",
		"https://ledger.example/amp",
	} {
		if id(other) == id(page) {
			t.Errorf("%s is taken for %s", other, page)
		}
	}
}

// TestOddPages has what is not so simply one page.
func TestOddPages(t *testing.T) {
	for address, want := range map[string]string{
		"https://ledger.example/a?b=2&a=1":                    "ledger.example/a?a=1&b=2",
		"https://en.m.ledger.example/wiki/Darun":              "en.ledger.example/wiki/Darun",
		"https://m.example/a":                                 "m.example/a",
		"https://m.co.uk/a":                                   "m.co.uk/a",
		"https://amp.dev/about":                               "amp.dev/about",
		"https://ledger.example/amp":                          "ledger.example/amp",
		"https://ledger.example/":                             "ledger.example",
		"https://ledger.example/flood.amp.html?output=amp":    "ledger.example/flood.html",
		"https://ledger.example/flood?output=print":           "ledger.example/flood?output=print",
		"https://ledger.example/%d9%81%d9%8a%d8%b6":           "ledger.example/%D9%81%D9%8A%D8%B6",
		"https://ledger.example/فيض":                          "ledger.example/%D9%81%D9%8A%D8%B6",
		"https://ledger.example/a%20b%zz":                     "",
		"https://ledger.example/a%2fb":                        "ledger.example/a%2Fb",
		"https://lédger.example/a":                            "xn--ldger-bsa.example/a",
		"https://xn--ldger-bsa.example/a":                     "xn--ldger-bsa.example/a",
		"https://127.0.0.1:8080/a/":                           "127.0.0.1:8080/a",
		"https://www.google.com/amp/flood":                    "google.com/flood",
		"https://x.cdn.ampproject.org/c/s/ledger.example/a?x": "ledger.example/a?x=",
		"ftp://ledger.example/a":                              "",
		"ledger.example/a":                                    "",
		"":                                                    "",
	} {
		if got := onePage(address); got != want {
			t.Errorf("%q is %q, want %q", address, got, want)
		}
	}
}

// FuzzOnePage reads any address without harm, and the same one with what tells who
// led there as the same page.
func FuzzOnePage(f *testing.F) {
	f.Add("https://www.ledger.example/amp/a%2fb/")
	f.Add("https://x.cdn.ampproject.org/c/s/ledger.example/%")
	f.Add("https://ledger.example./amp.amp//")
	f.Fuzz(func(t *testing.T, address string) {
		page := onePage(address)
		if (page == "") != (canonicalURL(address) == "") {
			t.Errorf("%q is the page %q", address, page)
		}
		if led := onePage(address + "?utm_source=a&fbclid=b#c"); page != "" && !strings.ContainsAny(address, "?#") && led != page {
			t.Errorf("%q is %q, and %q where somebody led there", address, page, led)
		}
	})
}
