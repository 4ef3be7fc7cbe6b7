package document

import (
	"regexp"
	"strings"
)

// signatureLines is how many lines a signature has at most, after a line of two
// dashes without the space that the standard wants. Longer texts after such a line
// are the e-mail going on.
const signatureLines = 12

// quotingBytes is more than the line before a quotation has.
const quotingBytes = 500

var (
	// forwarded begins an e-mail that was sent on, and forwardedHead is its headers.
	forwarded     = regexp.MustCompile(`(?i)^-{2,} ?(?:forwarded message|message transféré|weitergeleitete nachricht|الرسالة المعاد توجيهها|رسالة مُعاد توجيهها) ?-{2,}$`)
	forwardedHead = regexp.MustCompile(`^[\p{L}\p{M} -]{2,20}: `)
	// quoting is the line before a quotation: "On Friday, Jane wrote:".
	quoting = regexp.MustCompile(`(?i)^(?:on|le|am|el) .{3,200}(?:wrote|a écrit|schrieb|escribió) ?:$|^.{3,200}(?:كتب|كتبت|yazdı) ?:$`)
	// original begins the e-mail that was answered, which then follows whole.
	original = regexp.MustCompile(`(?i)^-{2,} ?(?:original message|message d'origine|ursprüngliche nachricht|الرسالة الأصلية) ?-{2,}$`)
)

// unquoted returns the text of an e-mail without signature and quotations. What
// was forwarded is no quotation: often it is the agency's copy itself.
func unquoted(s string) string {
	lines := strings.Split(s, "\n")
	var kept []string
	head := false
	for i, line := range lines {
		bare := strings.TrimSpace(line)
		if head = forwarded.MatchString(bare) || head && (forwardedHead.MatchString(bare) || line != bare && bare != ""); head {
			continue
		}
		switch {
		case line == "-- ", bare == "--" && len(lines)-i-1 <= signatureLines, original.MatchString(bare):
			return strings.Trim(strings.Join(kept, "\n"), "\n ")
		case strings.HasPrefix(bare, ">"):
		case strings.HasSuffix(bare, ":") && len(bare) < quotingBytes && quotes(lines[i+1:]) && quoting.MatchString(bare):
		default:
			kept = append(kept, strings.TrimRight(line, " \t"))
		}
	}
	return strings.Trim(strings.Join(kept, "\n"), "\n ")
}

// quotes reports whether the next line that is not empty is a quotation.
func quotes(lines []string) bool {
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			return strings.HasPrefix(line, ">")
		}
	}
	return false
}
