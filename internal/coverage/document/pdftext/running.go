package pdftext

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Running heads and feet.
const (
	edgeLines   = 3  // how many lines at the top and at the bottom of a page may be some
	edgeRepeats = 3  // on how many pages one stands, at the same height
	edgeHeight  = 6. // points that are the same height
)

var (
	digits = regexp.MustCompile(`\p{N}+`)
	// folio is the number of a page by itself.
	folio = regexp.MustCompile(`(?i)^[\s|–—-]*(?:(?:page|p\.|صفحة|الصفحة|sayfa|لاپەڕە|seite)\s*)?(?:\p{N}{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|من|sur|von)\s*\p{N}{1,4})?[\s|–—-]*$`)
)

// A place is where a line that repeats stands.
type place struct {
	text   string
	height int
}

// maxNumbers is how many numbers of a line are tried as the page's.
const maxNumbers = 4

// places returns what a line of a page repeats if another page has it too: itself,
// or itself with a number that goes up with the pages. A line of a report in which
// only a year is another than in the line that happens to end the page before is
// thereby told from a foot.
func places(l line, page int) []place {
	text := strings.ToLower(l.text)
	forms := []string{text}
	for i, at := range digits.FindAllStringIndex(text, maxNumbers) {
		if n, err := strconv.Atoi(text[at[0]:at[1]]); err == nil && i < maxNumbers {
			forms = append(forms, text[:at[0]]+"#"+strconv.Itoa(n-page)+text[at[1]:])
		}
	}
	h := int(math.Floor(l.y / edgeHeight))
	var all []place
	for _, f := range forms {
		all = append(all, place{f, h}, place{f, h + 1}) // or a little higher or lower
	}
	return all
}

// dropRunning takes the running heads and feet and the numbers of pages out: lines
// at the edge of pages that stand on several at the same height, in the size of
// the text or smaller, and further from it than lines are from each other. A
// chapter's heading that stands at the top of its page is larger; the word with
// which a paragraph happens to end many pages is near to its line.
func dropRunning(pages [][]line, m layout) {
	if len(pages) == 1 {
		return
	}
	counts := map[place]int{}
	for n, page := range pages {
		for _, edge := range edges(page) {
			for _, i := range edge[:min(edgeLines, len(edge))] {
				for _, p := range places(page[i], n) {
					counts[p]++
				}
			}
		}
	}
	for n, page := range pages {
		drop := map[int]bool{}
		for _, edge := range edges(page) {
			last := 0 // how many lines are further out than the text
			for k := 0; k < min(edgeLines, len(edge)) && runs(page[edge[k]], n, m.size, counts); k++ {
				if k+1 == len(edge) || math.Abs(page[edge[k]].y-page[edge[k+1]].y) > looseGap*m.gap {
					last = k + 1
				}
			}
			for _, i := range edge[:last] {
				drop[i] = true
			}
		}
		pages[n] = without(page, drop)
	}
}

// without returns a page without some of its lines.
func without(page []line, drop map[int]bool) []line {
	var kept []line
	for i, l := range page {
		if !drop[i] {
			kept = append(kept, l)
		}
	}
	return kept
}

// runs reports whether a line at the edge of a page is a running head or foot. The
// end of a sentence is none, however many pages begin with "of the year."
func runs(l line, page int, body float64, counts map[place]int) bool {
	if startsLow(l.text) && ended(l.text) {
		return false
	}
	repeats := 0
	for _, p := range places(l, page) {
		repeats = max(repeats, counts[p])
	}
	small := l.size <= headingSize*body
	return small && (repeats >= edgeRepeats || folio.MatchString(l.text)) || repeats >= edgeRepeats && folio.MatchString(l.text)
}

// hasName reports whether a line says anything beside numbers; what does not is a
// table's, or a folio.
func hasName(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// edges returns the lines of a page from the highest down, and from the lowest up.
func edges(page []line) [2][]int {
	order := make([]int, len(page))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(page[b].y, page[a].y) })
	lowest := slices.Clone(order)
	slices.Reverse(lowest)
	return [2][]int{order, lowest}
}

// bodySize returns the size in which most of the text stands, and whether most of
// it is bold.
func bodySize(pages [][]line) (size float64, bold bool) {
	sizes := map[float64]int{}
	heavy, all, most := 0, 0, 0
	for _, page := range pages {
		for _, l := range page {
			n := len(l.text)
			if all += n; l.bold {
				heavy += n
			}
			sizes[l.size] += n
			if sizes[l.size] > most {
				size, most = l.size, sizes[l.size]
			}
		}
	}
	return size, 2*heavy > all
}

// noteSize is how large notes at the foot of a page are at most, as a share of the
// size of the text: 8 or 9 points to 10.
const noteSize = 0.92

var noteStart = regexp.MustCompile(`^(?:\p{N}{1,3}|[*†‡§])[.)\]]?\s*\S`)

// dropNotes takes the notes at the foot of a page out: they stand between the halves
// of a sentence that goes on over the page.
func dropNotes(page []line, body float64) []line {
	n := len(page)
	for n > 0 && page[n-1].size <= noteSize*body {
		n--
	}
	for ; n > 0 && n < len(page); n++ {
		if page[n].y < page[n-1].y && noteStart.MatchString(page[n].text) {
			return page[:n]
		}
	}
	return page
}
