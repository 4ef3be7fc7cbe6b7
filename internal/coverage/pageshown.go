package coverage

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdesk/rag"
)

// Words before a date that is none of publication, and those before one that is.
var (
	otherDate = regexp.MustCompile(`(?i)(?:^|[\s(|,])(?:last\s+)?(?:today|bugün|aujourd['’]hui|اليوم|ئەمڕۆ|امروز|heute|updat\w*|modif\w*|revis\w*|edited|amended|corrected|expires?|deadline|due|event|starts?|opens|until|mis(?:e)? à jour|dernière|güncel\p{L}*|son güncelleme|zuletzt|aktualisiert|geändert|stand:|آخر|تحديث|التحديث|حُدّث|عدل|تعديل|نوێکرا\p{L}*|دوایین|به‌?روز\p{L}*|ویرایش|rojanekirin|nûkirin)`)
	pubDate   = regexp.MustCompile(`(?i)(?:^|[\s(|])(?:(?:first\s+)?published|posted|publié|mis en ligne|yayın\p{L}*|eklenme|giriş tarihi|تاريخ النشر|نشرت?|نُشر|بڵاوکر\p{L}*|تاریخ انتشار|الموافق|veröffentlicht)`)
	onDay     = regexp.MustCompile(`(?:\s|,\s?)(?:(?:on|le|am|في)\s+)?(?:\p{L}+,?\s+)?\d`)
	labelOf   = regexp.MustCompile(`\s\S+ ?:\s`)
)

// shownOn are the dates of publication that a line states.
func (h *pageHead) shownOn(line string) []string {
	var cuts []int
	for _, words := range []*regexp.Regexp{otherDate, pubDate, labelOf} {
		for _, at := range words.FindAllStringIndex(line, maxNames) {
			cuts = append(cuts, at[0])
		}
	}
	slices.Sort(cuts)
	var all []string
	other, from := false, 0
	for _, to := range append(cuts, len(line)) {
		part := strings.Trim(line[from:to], " |,(")
		from = to
		if part == "" {
			continue
		}
		labelled := otherDate.MatchString(part)
		if other = labelled || other && !pubDate.MatchString(part); other {
			continue
		}
		all = append(all, h.datesIn(part)...)
	}
	return all
}

// datesIn are the pieces of a part of a line that are dates: of the whole first,
// and of what stands behind a label.
func (h *pageHead) datesIn(part string) []string {
	if _, ok := h.readDate(part); ok {
		return []string{part}
	}
	var all []string
	for _, p := range pieced(part) {
		if _, ok := h.readDate(p); ok {
			all = append(all, p)
		} else if behind := behindName(p); behind != "" {
			if _, ok := h.readDate(behind); ok {
				all = append(all, behind)
			}
		}
	}
	return all
}

// behindName is what stands behind a label of publication, a writer or another
// name in a piece of a line: "Jane Doe, 14 March 2025".
func behindName(p string) string {
	label, behind, labelled := strings.Cut(p, ": ")
	if labelled {
		if pubDate.MatchString(label) {
			return behind
		}
		return ""
	}
	if by := writerLabel.FindString(p); by != "" {
		if at := onDay.FindStringIndex(p); at != nil {
			return p[at[0]:]
		}
	}
	const most = 4 // words of a name or a place
	if name, behind, ok := strings.Cut(p, ", "); ok && isName(name, most) && !strings.ContainsAny(westernDigits(name), "0123456789") {
		return behind
	}
	return ""
}

// shownDate is the day on which the lines at the headline say that the article
// was published. Lines that name several days leave it unknown.
func (h *pageHead) shownDate() rag.Date {
	var said []string
	other := false // the line before says what date this one is
	for _, l := range h.zone {
		dates := h.shownOn(l.text)
		if !other {
			said = append(said, dates...)
		}
		other = len(strings.Fields(l.text)) <= labelWords && otherDate.MatchString(l.text) && !strings.ContainsAny(westernDigits(l.text), "0123456789")
	}
	var day rag.Date
	for _, s := range said {
		d, _ := h.readDate(s)
		if day.Known() && d.Time.Format(time.DateOnly) != day.Time.Format(time.DateOnly) {
			return rag.Date{}
		}
		day = d
	}
	return day
}

// labelWords is how many words a label of a date has at most.
const labelWords = 4

// readDate reads a date as parsePageDate does, with what the page tells of the order
// of its numbers.
func (h *pageHead) readDate(s string) (rag.Date, bool) {
	if d, ok := readDate(s, noOrder); ok || len(s) > briefBytes || !strings.ContainsAny(westernDigits(s), "0123456789") {
		return d, ok
	}
	if order := h.numbers(); order != noOrder {
		return readDate(s, order)
	}
	if day, ok := h.addressDay(); ok {
		for _, order := range []numberOrder{dayThenMonth, monthThenDay} {
			if d, ok := readDate(s, order); ok && d.Time.Equal(day.Time) {
				return d, true
			}
		}
	}
	return rag.Date{}, false
}

// numbersShown finds dates in numbers whose order may show.
var numbersShown = regexp.MustCompile(`(?:^|[^\d./-])(\d{1,2})[/-](\d{1,2})[/-]\d{4}(?:$|[^\d/-])`)

// numbers is the order of the numbers in the page's dates: as those show it in
// which one number is no month, or else as the page's language has it. English
// has both.
func (h *pageHead) numbers() numberOrder {
	if h.order != nil {
		return *h.order
	}
	days, months := 0, 0
	walk(h.doc, func(n *html.Node) bool {
		if n.Type == html.TextNode && len(n.Data) < briefBytes {
			for _, m := range numbersShown.FindAllStringSubmatch(westernDigits(n.Data), maxNames) {
				a, _ := strconv.Atoi(m[1]) // two digits
				b, _ := strconv.Atoi(m[2])
				if a > 12 && b <= 12 {
					days++
				} else if b > 12 && a <= 12 {
					months++
				}
			}
		}
		return n.DataAtom != atom.Script && n.DataAtom != atom.Style
	})
	order := noOrder
	switch {
	case days > 0 && months > 0:
	case days > 0:
		order = dayThenMonth
	case months > 0:
		order = monthThenDay
	default:
		order = h.orderOfLanguage()
	}
	if order != monthThenDay && h.language(h.said) == "fa" {
		order = iranian
	}
	h.order = &order
	return order
}

// dayFirstLanguages write the day before the month wherever they are spoken.
var dayFirstLanguages = []string{"ar", "ckb", "ku", "kmr", "fa", "tr", "fr", "de", "it", "es", "pt", "nl", "ru"}

func (h *pageHead) orderOfLanguage() numberOrder {
	if slices.Contains(dayFirstLanguages, h.language(h.said)) || arabicShare(h.said) > arabicText {
		return dayThenMonth
	}
	return noOrder
}

// dayInPath finds a day in an address: /2026/03/14/, /2026-03-14-.
var dayInPath = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:[/-]|$)`)

// addressDay is the day in the page's address. It is never taken alone, but
// bears out what another place says.
func (h *pageHead) addressDay() (rag.Date, bool) {
	u, err := url.Parse(first(h.canonical(), h.address()))
	if err != nil {
		return rag.Date{}, false
	}
	m := dayInPath.FindStringSubmatch(strings.ToLower(u.Path))
	if m == nil {
		return rag.Date{}, false
	}
	if month := monthOf(m[2]); month > 0 {
		m[2] = strconv.Itoa(month)
	}
	return parseDate(m[1] + "-" + m[2] + "-" + m[3])
}
