package coverage

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What a page can be instead of an article.
var (
	errRobot   = errors.New("asks whether a person is reading, and shows no article; save it from a browser and store the file")
	errConsent = errors.New("asks for consent to cookies, and shows no article; save it from a browser and store the file")
	errPaywall = errors.New("shows only the beginning to those who do not pay; store the text yourself if you may")
	errScreen  = errors.New("shows a video or pictures, with hardly a text")
	errGone    = errors.New("says that there is no such page")
	errFront   = errors.New("is a front page or a list, not an article; give the address of one article")
	errNoStory = errors.New("has no article text; it may be put together in a browser by a script: save it from there and store the file")
)

// Bounds, in words, by which pages are told from articles.
const (
	// minWords is the shortest of briefs: a sentence of an alert.
	minWords = 12
	// captionWords is what goes with a video or a gallery at most.
	captionWords = 60
	// stubWords is what a wall shows at most: a lead, and what it asks. A page
	// that says of itself that it is for those who pay, and has more, gives the
	// article to all who come.
	stubWords   = 150
	unfreeWords = 300
)

// linkPage is the share of a page's letters in links from which on it is a list
// of them.
const linkPage = 0.5

// The words by which walls speak, in lower case, in the languages of the
// coverage. They count only on pages of few words.
var (
	robotWords = []string{
		"just a moment", "attention required", "access denied", "are you a robot", "are you human", "verify you are human", "verifying you are human",
		"checking your browser", "security check", "unusual traffic", "enable javascript and cookies to continue", "لست برنامج روبوت", "التحقق من أنك",
	}
	consentWords = []string{
		"before you continue", "we value your privacy", "accept all cookies", "we and our partners", "we use cookies", "consent to the use of cookies",
		"manage your privacy", "cookie settings", "ملفات تعريف الارتباط", "ملفات الارتباط",
	}
	goneWords = []string{
		"page can’t be found", "page can't be found", "page cannot be found", "page not found", "page could not be found", "404 not found", "404 error", "error 404",
		"page introuvable", "sayfa bulunamadı", "الصفحة غير موجودة", "لم يتم العثور على الصفحة",
	}
	trackWords = []string{"with ads and tracking", "personalised advertising", "personalized ads", "withdraw your consent", "process personal data"}
	payWords   = []string{
		"subscribe to continue", "subscribe to read", "to continue reading", "to read the full", "for subscribers only", "subscribers only", "subscriber-only",
		"exclusive to subscribers", "already a subscriber", "unlock this article", "sign in to read", "log in to read", "register to read", "create a free account to",
		"للمشتركين فقط", "للمشتركين حصرا", "اشترك لمتابعة القراءة", "لقراءة المقال كاملا", "لمتابعة القراءة",
	}
)

// wall returns why a page is no article, nil where it is one. Seen is all its
// text, of which body is what was found to be the article.
func (h *pageHead) wall(body, seen string) error {
	words := len(strings.Fields(body))
	low := strings.ToLower(first(h.title, h.heading()) + "\n" + seen)
	speaks := func(phrases []string) bool {
		return words < stubWords && slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(low, p) })
	}
	few := len(strings.Fields(seen)) < 2*stubWords
	switch {
	case len(h.main) == 0 && words < stubWords && h.isGone():
		return errGone
	case h.unfree() && words < unfreeWords:
		return errPaywall
	case few && speaks(robotWords):
		return errRobot
	case few && len(h.main) == 0 && (speaks(consentWords) || speaks(trackWords)):
		return errConsent
	case !h.free() && speaks(payWords):
		return errPaywall
	case words < captionWords && (strings.HasPrefix(h.of("og:type"), "video") || h.linked.is("VideoObject", "ImageGallery", "MediaGallery", "Clip")) && len(h.main) == 0:
		return errScreen
	case len(h.main) == 0 && (h.isFront() || h.bodyIs("archive") || h.bodyIs("search-results")):
		return errFront
	case words < minWords && h.links > linkPage:
		return errFront
	case words < minWords:
		return errNoStory
	}
	return nil
}

// isFront reports whether the page is a site's first, or says that it is a list.
func (h *pageHead) isFront() bool {
	front := h.at != nil && (h.at.Path == "" || h.at.Path == "/") && h.at.RawQuery == ""
	return (front || h.linked.is("CollectionPage", "ItemList", "SearchResultsPage")) && !strings.HasPrefix(h.of("og:type"), "article")
}

// isGone reports whether the page is what a server shows for one that it does not
// have.
func (h *pageHead) isGone() bool {
	said := strings.ToLower(h.title + "\n" + strings.Join(h.h1, "\n"))
	return h.bodyIs("error404") || slices.ContainsFunc(goneWords, func(p string) bool { return strings.Contains(said, p) })
}

// bodyIs reports whether the page is called so by the program of its site.
func (h *pageHead) bodyIs(name string) bool {
	found := false
	elements(h.doc, func(n *html.Node) {
		found = found || n.DataAtom == atom.Body && slices.Contains(strings.Fields(begin(attr(n, "class"))), name)
	})
	return found
}

// unfree reports whether the page says that it is for those who pay.
func (h *pageHead) unfree() bool {
	return slices.ContainsFunc(h.main, unfree) || h.of("article:content_tier") == "locked" ||
		slices.ContainsFunc(h.linked.things, func(t thing) bool { return slices.Contains(types(t), "WebPage") && unfree(t) })
}

// free reports whether it says that it is for all.
func (h *pageHead) free() bool {
	return h.of("article:content_tier") == "free" || slices.ContainsFunc(h.main, func(t thing) bool { return t["isAccessibleForFree"] != nil && !unfree(t) })
}
