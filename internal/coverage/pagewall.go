package coverage

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdesk/rag"
)

// What a page can be instead of an article.
var (
	errRobot   = errors.New("asks whether a person is reading, and shows no article; save it from a browser and store the file")
	errConsent = errors.New("asks for consent to cookies, and shows no article; save it from a browser and store the file")
	errPaywall = errors.New("shows only the beginning to those who do not pay; store the text yourself if you may")
	errDoor    = errors.New("asks its readers to log in or to pay, and shows no article; store the text yourself if you may")
	errPartly  = errors.New("shows only the beginning to those who do not pay, so no more of the article is stored")
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
	// openingWords is from how many words on the beginning that a wall shows is
	// worth having: two or three paragraphs that say what happened.
	openingWords = 50
	// spokenWords is how many words a video or a gallery needs to be an article: the
	// two sentences that news stations put under one.
	spokenWords = 25
	// doorWords is how many words the heading of a page has at most that asks a
	// reader to log in.
	doorWords = 8
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
	trackWords = []string{"with ads and tracking", "personalised advertising", "personalized ads", "withdraw your consent", "process personal data"}
	payWords   = []string{
		"subscribe to continue", "subscribe to read", "to continue reading", "to read the full", "for subscribers only", "subscribers only", "subscriber-only",
		"exclusive to subscribers", "already a subscriber", "unlock this article", "sign in to read", "log in to read", "register to read", "create a free account to",
		"للمشتركين فقط", "للمشتركين حصرا", "اشترك لمتابعة القراءة", "لقراءة المقال كاملا", "لمتابعة القراءة",
	}
)

// wall returns why a page is no article, nil where it is one.
func (h *pageHead) wall(a rag.Article) error {
	words := len(strings.Fields(a.Body))
	few := len(strings.Fields(h.low)) < 2*stubWords
	partly := h.isPartly(a.Body)
	unsaid := len(h.main) == 0 && words < stubWords && !a.Published.Known() // nothing says that it is an article
	switch {
	case unsaid && h.isGone():
		return errGone
	case few && words < stubWords && h.speaks(robotWords):
		return errRobot
	case few && len(h.main) == 0 && words < stubWords && (h.speaks(consentWords) || h.speaks(trackWords)):
		return errConsent
	case unsaid && h.isDoor():
		return errDoor
	case partly && words < openingWords:
		return errPaywall
	case h.isScreen() && words < captionWords && !(words >= spokenWords && h.heading != nil && a.Published.Known()):
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

// speaks reports whether a page's title or text has one of some phrases.
func (h *pageHead) speaks(phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(h.low, p) })
}

// isPartly reports whether a page says that it shows only the beginning.
func (h *pageHead) isPartly(body string) bool {
	words := len(strings.Fields(body))
	return h.unfree() && words < unfreeWords || !h.free() && words < stubWords && (h.speaks(payWords) || pays.MatchString(h.low))
}

// doors begin the headings of pages that ask a reader to log in or to pay.
var doors = regexp.MustCompile(`(?i)^(?:(?:please )?(?:log|sign) ?in|subscribe|register|create (?:a|an|your) (?:free )?account|choose your (?:plan|subscription)|se connecter|connectez-vous|abonnez-vous|identifiez-vous|giriş yap|abone ol|üye girişi|تسجيل الدخول|اشترك|anmelden)(?:\P{L}|$)`)

// isDoor reports whether a page's headings ask a reader to log in or to pay.
func (h *pageHead) isDoor() bool {
	return slices.ContainsFunc(append(slices.Clone(h.h1), h.title), func(s string) bool {
		return len(strings.Fields(s)) <= doorWords && doors.MatchString(s)
	})
}

// isScreen reports whether a page is for a video or pictures, and no article.
func (h *pageHead) isScreen() bool {
	return len(h.main) == 0 && (strings.HasPrefix(h.of("og:type"), "video") || h.linked.is("VideoObject", "ImageGallery", "MediaGallery", "Clip"))
}

// isFront reports whether the page is a site's first, or says that it is a list.
func (h *pageHead) isFront() bool {
	front := h.at != nil && (h.at.Path == "" || h.at.Path == "/") && h.at.RawQuery == ""
	return (front || h.linked.is("CollectionPage", "ItemList", "SearchResultsPage")) && !strings.HasPrefix(h.of("og:type"), "article")
}

// gone is what servers say for a page that they do not have, or cannot make.
var gone = regexp.MustCompile(`(?:page|article|story|content|document|file|link|url)\b.{0,30}(?:not found|(?:can(?:no|'|)t|could ?n(?:o|')t) be (?:found|displayed|loaded)|does ?n(?:o|')t exist|no longer (?:exists?|available)|is unavailable|has (?:been )?(?:moved|removed|deleted|expired))|` +
	`(?:can(?:no|'|)t|could ?n(?:o|')t|unable to) (?:find|load|display) (?:that|the|this|your|what)|^\W*(?:error|http|erreur|hata|خطأ)?\W*(?:40[34]|410|50[0234])(?:\W|$)|(?:\W|^)(?:error|http|erreur|hata|خطأ)\W*(?:40[34]|410|50[0234])(?:\W|$)|(?:\W|^)404\W{0,3}(?:not found|error|page)|(?:^|- |\| )(?:page )?not found(?:$| -| \|)|` +
	`^(?:oops|whoops|something went wrong|service unavailable|internal server error|bad gateway|site maintenance|we'll be (?:right )?back)|under maintenance|page (?:introuvable|non trouvée|inexistante)|n'existe (?:pas|plus)|sayfa bulunamadı|(?:sayfa|içerik|haber)\S* (?:bulunamadı|bulunmuyor|kaldırıl)|` +
	`(?:الصفحة|المحتوى|المقال|الخبر).{0,30}(?:غير موجود|غير متوفر|غير متاح|لم يعد|محذوف)|لم يتم العثور|پەڕە\S* (?:نەدۆزرا|بوونی نییە)|(?:صفحه|مطلب).{0,20}(?:یافت نشد|پیدا نشد|وجود ندارد)|seite (?:wurde )?nicht gefunden|rûpel nehat dîtin`)

// goneMost is how many words the heading of such a page has at most.
const goneMost = 15

// isGone reports whether the page is what a server shows for one that it does not
// have.
func (h *pageHead) isGone() bool {
	return h.bodyIs("error404") || slices.ContainsFunc(append(slices.Clone(h.h1), h.title, h.second()), func(s string) bool {
		s = strings.ToLower(strings.ReplaceAll(s, "’", "'"))
		return len(strings.Fields(s)) <= goneMost && gone.MatchString(s)
	})
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
