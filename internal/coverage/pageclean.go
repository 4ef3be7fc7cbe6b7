package coverage

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdesk/rag/text"
)

// boxWords is how many words the heading of a box beside an article has at most.
const boxWords = 8

// boxHeads are the beginnings of headings over lists of other articles, and
// commentsHeads those over what readers write, folded; a star stands for what
// may follow.
var (
	boxHeads = heads(`related*|read next*|read more*|read also*|also read*|see also|more from*|more on this*|more stories*|more news*|most read*|most viewed*|most popular*|popular*|trending*
		latest news|latest stories|latest headlines|latest articles|recent posts|recent news|recent articles|recent stories|up next|you may also*|you might also*|recommended*|editors picks|dont miss*|other news|other stories|upcoming events
		newsletter*|subscribe|subscribe to*|sign up*|stay up to date|stay informed*|get the newsletter*|follow us*|share this*|advertisement|sponsored*|from our partners|around the web|top stories|in other news|support us|support our*
		a lire aussi*|lire aussi*|sur le meme sujet*|articles similaires*|articles lies|articles connexes|les plus lus*|vous aimerez aussi*|nos newsletters|abonnez vous*|suivez nous*|dans la meme rubrique|dernieres nouvelles
		ilgili haberler*|benzer haberler*|ilginizi cekebilir*|cok okunanlar*|en cok okunan*|diger haberler*|onerilen*|sizin icin*|son haberler|bultene abone*
		اقرا ايضا*|اقرا المزيد*|اخبار ذات صله*|مقالات ذات صله*|مواضيع ذات صله*|ذات صله|مواضيع اخري*|اخبار اخري*|مقالات اخري*|الاكثر قراءه*|الاكثر تداولا*|الاكثر مشاهده*|اخر الاخبار*|قد يعجبك*|قد يهمك*|شاهد ايضا*|اشترك في*|تابعنا*|مواضيع مشابهه*|اخبار مشابهه*
		هەواڵی پەیوەندیدار*|بابەتی پەیوەندیدار*|بابەتە پەیوەندیدارەکان*|پەیوەندیدار*|زۆرترین خوێندراو*|هەواڵی تر*|دوایین هەواڵ*|بابەتی تر*|nucheyen tekildar*|nuceyen tekildar*|nuceyen heri*|nuceyen din*
		اخبار مرتبط*|مطالب مرتبط*|پربازدید*|پربیننده*|آخرین اخبار|mehr zum thema*|lesen sie auch*|das konnte sie auch*|weitere artikel*|weitere meldungen*|verwandte*|meistgelesen*`)
	commentHeads = heads(`comments|comment|comments (*|reader comments|readers comments|leave a reply*|leave a comment*|add a comment*|post a comment*|join the conversation*|write a comment*|what do you think*
		commentaires*|laisser un commentaire*|vos reactions|yorumlar*|yorum yap*|yorum yaz*|تعليقات*|التعليقات*|اترك تعليق*|اضف تعليق*|اكتب تعليق*|کۆمێنت*|لێدوان*|وەڵامێک بنووسە*|نظر شما*|نظرات*|ديدگاه*|kommentare*|kommentar schreiben*|sirove*`)
)

// heads are the folded headings of a list.
func heads(list string) []string {
	var all []string
	for line := range strings.SplitSeq(list, "\n") {
		for s := range strings.SplitSeq(line, "|") {
			if s = strings.TrimSpace(s); s != "" {
				bare, open := strings.CutSuffix(s, "*")
				if bare = foldedWords(plainWords(bare)); open {
					bare += "*"
				}
				all = append(all, bare)
			}
		}
	}
	return all
}

// isAmong reports whether a line is one of such headings.
func isAmong(line string, all []string) bool {
	if len(line) > briefBytes || len(strings.Fields(line)) > boxWords || strings.HasSuffix(line, ".") {
		return false
	}
	said := foldedWords(plainWords(text.Fold(strings.ReplaceAll(line, "’", "'"))))
	return slices.ContainsFunc(all, func(head string) bool {
		bare, open := strings.CutSuffix(head, "*")
		return said == bare || open && strings.HasPrefix(said, bare) && (len(said) == len(bare) || strings.HasPrefix(said[len(bare):], " ") || said[len(bare)] >= 0x80)
	})
}

// dropBoxes takes out what stands under headings that say that it is not of the
// article: the whole box where it begins with one, else what follows to the
// next heading, or to the next paragraph of text. Comments end with the page.
func (h *pageHead) dropBoxes() {
	var all []*html.Node
	elements(h.doc, func(n *html.Node) {
		if h.heading != n && isBoxHead(n) {
			if line, whole := brief(n); whole && (isAmong(line, boxHeads) || isAmong(line, commentHeads) || isLatest(n, line)) {
				all = append(all, n)
			}
		}
	})
	words := sentences(h.doc)
	for _, n := range all {
		if !holds(h.doc, n) {
			continue // gone with another
		}
		if box := h.boxOf(n, words); box != nil {
			box.Parent.RemoveChild(box)
		} else {
			h.dropUnder(n, words)
		}
	}
}

// isLatest reports whether a line is the heading of a list of what came in last,
// whatever a site calls that: two words over lines that are no sentences.
func isLatest(n *html.Node, line string) bool {
	words := strings.Fields(strings.ToLower(line))
	return len(words) == 2 && words[0] == "latest" && n.Parent != nil && !holdsSentence(n.Parent, nil)
}

// dropUnder takes out the heading of a box, and what follows it, but not most of
// the page's words.
func (h *pageHead) dropUnder(n *html.Node, words int) {
	line, _ := brief(n)
	comments := isAmong(line, commentHeads)
	for s := n.NextSibling; s != nil; {
		next := s.NextSibling
		if isSubheading(s) || h.holdsHeading(s) || !comments && isText(s) || 2*sentences(s) > words {
			break
		}
		s.Parent.RemoveChild(s)
		s = next
	}
	n.Parent.RemoveChild(n)
}

// ownShare is the share of a page's words that the <article> with the headline
// has at least where it holds the whole article; comments are the rest.
const ownShare = 0.6

// dropOutside takes out what stands outside the <article> with the headline where
// that holds the article, and not only its head.
func (h *pageHead) dropOutside() {
	if h.top == nil || float64(sentences(h.top)) < ownShare*float64(max(1, sentences(h.doc))) {
		return
	}
	for n := h.top; n.Parent != nil && n.DataAtom != atom.Body; n = n.Parent {
		for s := n.Parent.FirstChild; s != nil; {
			next := s.NextSibling
			if s != n && s.DataAtom != atom.Style {
				n.Parent.RemoveChild(s)
			}
			s = next
		}
	}
}

// isBoxHead reports whether an element may be the heading of a box.
func isBoxHead(n *html.Node) bool {
	switch n.DataAtom {
	case atom.B, atom.Strong:
		return n.Parent != nil && n.Parent.DataAtom != atom.Span && (n.PrevSibling == nil || n.PrevSibling.Type == html.ElementNode || strings.TrimSpace(n.PrevSibling.Data) == "")
	case atom.P, atom.Div, atom.Span, atom.Dt:
		c := n.FirstChild
		return c != nil && c == n.LastChild && c.Type == html.TextNode && len(c.Data) < briefBytes
	}
	return isSubheading(n)
}

// boxOf is the largest element that begins with the heading of a box, nil where
// that is in none, or in one that holds the article too: its headline, or most of the page's words.
func (h *pageHead) boxOf(n *html.Node, words int) *html.Node {
	var box *html.Node
	for at := n; ; at = at.Parent {
		p := at.Parent
		if p == nil || slices.Contains([]atom.Atom{atom.Body, atom.Html, atom.Main, atom.Article, atom.Tr, atom.Tbody, atom.P}, p.DataAtom) || !isFirst(at) || h.holdsHeading(p) {
			return box
		}
		if 2*sentences(p) > words {
			return box // most of the page's text is in it
		}
		box = p
	}
}

// sentences is how many words stand in texts that are sentences.
func sentences(n *html.Node) int {
	words := 0
	walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			if k := len(strings.Fields(n.Data)); k >= longWords {
				words += k
			}
		}
		return n.DataAtom != atom.Script && n.DataAtom != atom.Style
	})
	return words
}

// isFirst reports whether nothing but white space stands before a node.
func isFirst(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if line, _ := brief(s); s.Type == html.ElementNode && s.DataAtom != atom.Hr && s.DataAtom != atom.Br && line != "" || s.Type == html.TextNode && strings.TrimSpace(s.Data) != "" {
			return false
		}
	}
	return true
}

// holdsHeading reports whether the headline stands in an element.
func (h *pageHead) holdsHeading(n *html.Node) bool {
	return h.heading != nil && (n == h.heading || holds(n, h.heading))
}

// isText reports whether a node has a sentence that is no link.
func isText(n *html.Node) bool {
	if n.Type == html.TextNode {
		return len(strings.Fields(n.Data)) >= longWords
	}
	if n.DataAtom == atom.A || n.DataAtom == atom.Ul || n.DataAtom == atom.Ol {
		return false
	}
	line, _ := brief(n)
	return n.DataAtom == atom.P && len(strings.Fields(line)) >= longWords
}

// dropColumns takes out the cells that stand beside the one with the headline in
// tables that lay out a page, where they hold no sentence.
func (h *pageHead) dropColumns() {
	for n := h.heading; n != nil; n = n.Parent {
		if n.DataAtom != atom.Td || n.Parent == nil {
			continue
		}
		for s := n.Parent.FirstChild; s != nil; {
			next := s.NextSibling
			if s != n && s.DataAtom == atom.Td && !holdsSentence(s, nil) {
				s.Parent.RemoveChild(s)
			}
			s = next
		}
	}
}

// askWords is how many words there are at most in what a page asks of its
// readers between the paragraphs of an article.
const askWords = 30

// asks begin what a page asks of its readers, or says of itself; what asks for
// money may say so later.
var (
	asks = regexp.MustCompile(`(?i)^(?:sign up (?:for|to|here|now|with)|subscribe (?:to|now|for|here|today)|(?:please )?follow (?:us|our) |join (?:our|us on|the conversation)|you must be logged in|log ?in (?:or|to) (?:register|post|comment)|(?:write|leave|add|post) a (?:comment|reply)|be the first to comment|` +
		`our standards:|download (?:our|the) app|get (?:our|the) (?:\S+ )?(?:newsletter|app|daily|briefing)|support (?:our|independent) journalism|don['’]t miss (?:a story|out)|read (?:more|also|next):|also read:|see also:|related:|like us on|share this |advertisement$|` +
		`recevez (?:chaque|notre|nos|tous)|abonnez-vous|inscrivez-vous|suivez-nous|rejoignez (?:notre|nous)|lire aussi|à lire aussi|soyez le premier|` +
		`(?:\p{L}+ ){0,3}(?:bültenimize|bültenine|e-bültene) abone|bizi takip edin|abone ol|haberin devamı için|abone bibe|` +
		`تابعونا|تابعوا|تابعنا|اشترك(?:وا)? (?:في|الآن|معنا)|انضم(?:وا)? (?:إلى|الى)|لن يتم نشر|للمزيد من الأخبار|اقرأ أيضا|بەشداری بکە|بۆ وەرگرتنی هەواڵ|newsletter abonnieren|folgen sie uns)`)
	asksMoney = regexp.MustCompile(`(?i)(?:give|donate|contribute|from as little as|subscribe for|starting at)\s+(?:just |only )?[$€£]\s?\d|if you value our (?:work|journalism)|your (?:support|donation|gift) (?:helps?|keeps?|can help)|تبرع الآن`)
	// pays are the lines of a wall between the paragraphs.
	pays = regexp.MustCompile(`(?i)(?:subscribe to (?:unlock|continue|read)|to continue reading|already a subscriber|subscribers? only|exclusive to subscribers|unlock this article|keep reading for|(?:sign|log) in to (?:read|continue)|` +
		`il vous reste \S+ de cet article|(?:suite|article|contenu) (?:est |de cet article est )?réservée? aux abonnés|déjà abonné|abonnelere özel|abonelere özel|devamını okumak için|للمشتركين فقط|لمتابعة القراءة|اشترك لمتابعة|nur für abonnenten|jetzt weiterlesen)`)
)

// reader finds words by which a page speaks to its readers of itself.
var reader = regexp.MustCompile(`(?i)(?:^|\P{L})(?:you|your)(?:\P{L}|$)`)

// isAsk reports whether a paragraph only asks something of the page's readers, or
// is the heading of a box.
func isAsk(p string) bool {
	if len(p) > briefBytes || len(strings.Fields(p)) > askWords {
		return false
	}
	money := asksMoney.MatchString(p) && reader.MatchString(p) && !strings.ContainsAny(p, `"“”«»`)
	copyrighted := slices.ContainsFunc(strings.Split(p, "\n"), func(line string) bool { return strings.HasPrefix(line, "©") })
	return copyrighted || money || asks.MatchString(p) || isAmong(p, boxHeads) || isAmong(p, commentHeads)
}

// withoutAsks leaves out the paragraphs in which a page asks something of its
// readers; on one that is shown partly what the wall says, and on that of a video
// how long it takes.
func (h *pageHead) withoutAsks(body string) string {
	partly, screen := h.isPartly(body), h.isScreen()
	parts := slices.DeleteFunc(strings.Split(body, "\n\n"), func(p string) bool {
		return isAsk(p) || screen && clockTime.MatchString(p) || partly && len(strings.Fields(p)) <= askWords && len(p) <= briefBytes && pays.MatchString(p)
	})
	return strings.Join(parts, "\n\n")
}
