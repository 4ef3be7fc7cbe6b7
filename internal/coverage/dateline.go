package coverage

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The forms of a dateline. What is taken for an outlet must also be known as
// one or say so of itself: "Baghdad/" is a place, and an article may begin
// "Kurdistan Workers' Party (PKK) - ".
var (
	// Shafaq News/ Text; Baghdad/ Shafaq News / Text
	slashed = regexp.MustCompile(`^(\p{L}[\p{L}\p{M}\p{N} .&-]{1,39}?) ?/\s+`)
	// BAGHDAD (Reuters) - Text; Damascus, March 14 (AFP) — Text; (CNN) Text
	bracketed = regexp.MustCompile(`^(?:(\p{Lu}[^()\n]{1,79}) )?\((\p{L}[^()\n]{1,39})\)(?: *(--|[-–—]))?\s+`)
	// CNN — Text; Washington CNN — Text
	dashed = regexp.MustCompile(`^(?:(\p{Lu}[^()\n]{1,79}) )?(\p{Lu}{2,9})(?: Business)? (--|[–—])\s+`)
)

// agencies are outlets whose names do not say that they are.
var agencies = strings.Fields(`AP AFP Reuters REUTERS UPI CNN BBC dpa DPA Bloomberg Xinhua TASS Interfax ANSA EFE Kyodo
	AA Anadolu SANA INA NINA IRNA ISNA KUNA WAM SPA PETRA MENA ANHA ANF Rudaw NRT`)

// outletWords are words that an outlet's name has.
var outletWords = strings.Fields(`news agency press times post tv television radio media network herald tribune journal
	gazette agence presse haber ajans ajansı gazetesi ajansa nûçeyan خبرگزاری روزنامه نيوز نیوز وكالة قناة الأخبار الاخبار الإخبارية الاخبارية ئاژانسی هەواڵ`)

// isOutlet reports whether s is the name of an outlet beyond doubt.
func isOutlet(s string) bool {
	if slices.Contains(agencies, s) {
		return true
	}
	const most = 4
	return isName(s, most) && slices.ContainsFunc(strings.Fields(strings.ToLower(s)), func(w string) bool {
		return slices.Contains(outletWords, w)
	})
}

// dateline takes the outlet from the beginning of the text, where it is in a
// form that agencies use. The place is left out; a day without its year is no
// date.
func (h *head) dateline(body string) {
	rest := body[h.prose:min(len(body), h.prose+datelineBytes)]
	if outlet, n := slashes(rest); n > 0 {
		h.outlet = outlet
		h.skip(body, n)
		return
	}
	m := bracketed.FindStringSubmatch(rest)
	if m == nil || m[1] != "" && m[3] == "" {
		m = dashed.FindStringSubmatch(rest)
	}
	if m == nil || !isOutlet(oneLine(m[2])) || m[1] != "" && !isPlace(m[1]) || !begins(rest[len(m[0]):]) {
		return
	}
	h.outlet = oneLine(m[2])
	if _, day, ok := strings.Cut(m[1], ", "); ok && !h.published.Known() {
		h.published, _ = parseDate(day)
	}
	h.skip(body, len(m[0]))
}

// slashes returns the outlet of a dateline of one or two names with slashes,
// exactly one of them an outlet's, and the length of it all.
func slashes(s string) (outlet string, length int) {
	const most = 2
	for range most {
		m := slashed.FindStringSubmatch(s[length:])
		if m == nil {
			break
		}
		length += len(m[0])
		name := oneLine(m[1])
		switch {
		case !isOutlet(name) && !isPlace(name):
			return "", 0
		case !isOutlet(name):
		case outlet != "":
			return "", 0
		default:
			outlet = name
		}
	}
	if outlet == "" || !begins(s[length:]) {
		return "", 0
	}
	return outlet, length
}

// isPlace reports whether s looks like a dateline's place and day.
func isPlace(s string) bool {
	const most = 7 // "NEW YORK, United States, March 14, 2025"
	return isName(strings.ReplaceAll(s, "/", " "), most)
}

// begins reports whether a text, and no middle of a sentence, begins with s.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && !unicode.IsLower(r)
}
