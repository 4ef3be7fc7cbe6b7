package show

import "golang.org/x/text/unicode/bidi"

// Unicode's isolates: what stands between an opener and pop is ordered on its
// own, whatever stands around it.
const (
	isolateLeft  = '\u2066'
	isolateRight = '\u2067'
	isolateFirst = '\u2068' // by its first letter
	pop          = '\u2069'
	markLeft     = '\u200e' // a letter without width that is written from left to right
)

// direction tells whether a string has letters written from right to left, and
// whether its first letter is one.
func direction(s string) (some, first bool) {
	met := false
	for _, r := range s {
		if r < 0x590 && met {
			continue
		}
		p, _ := bidi.LookupString(string(r))
		switch p.Class() {
		case bidi.L:
			met = true
		case bidi.R, bidi.AL:
			return true, !met
		}
	}
	return false, false
}

// isolated is text that may be set into a line of any direction.
func isolated(s string) string {
	if some, _ := direction(s); !some {
		return s
	}
	return string(isolateFirst) + s + string(pop)
}

// Quotation is harmless text of others as a quotation of one line.
func Quotation(s string) string { return quoted + isolated(Line(s)) }

// leftToRight is a line of ours that is ordered from left to right though it may
// begin with a name that is not: not all of Discord's apps overlook an isolate
// when they look for a line's first letter.
func leftToRight(line string) string {
	if some, _ := direction(line); !some {
		return line
	}
	return string(markLeft) + line
}

// cited is a sentence with the marks of its citations after it, where the
// sentence ends for whoever reads it: left of an Arabic one, right of an
// English one, even if that ends with an Arabic name.
func cited(sentence, marks string) string {
	if marks != "" {
		marks = " " + marks
	}
	switch some, first := direction(sentence); {
	case first:
		return string(isolateRight) + sentence + marks + string(pop)
	case some:
		return string(isolateLeft) + sentence + string(pop) + marks
	}
	return sentence + marks
}
