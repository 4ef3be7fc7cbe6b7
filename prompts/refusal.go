package prompts

import "strings"

// Refusal is the line that a model is asked for when the passages do not hold
// the answer: words that no answer would consist of, in English whatever the
// question's language, so that code can tell.
const Refusal = "NOT IN COVERAGE"

// Refused reports whether a reply is a refusal: the line [Refusal] stands
// first, whatever its case, marks around it or citations after it. A reply that
// says in prose that it cannot answer is not recognised here.
func Refused(reply string) bool {
	line, _, _ := strings.Cut(strings.TrimSpace(reply), "\n")
	line = strings.Trim(line, " \t\r*_`\"'#>.:!“”")
	return strings.EqualFold(strings.Join(strings.Fields(line), " "), Refusal)
}
