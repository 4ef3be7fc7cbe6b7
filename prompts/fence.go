package prompts

import (
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// fenceBytes is how much randomness a fence has: 80 bits, 16 letters, which no
// text can hit that was written before the fence was drawn.
const fenceBytes = 10

// NewFence draws a fence: letters and digits that mark, for one request, where
// data begins and ends. The source of randomness must not be guessable by who
// writes articles or questions.
func NewFence(random io.Reader) (string, error) {
	b := make([]byte, fenceBytes)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", fmt.Errorf("draw a fence: %w", err)
	}
	return base32.StdEncoding.EncodeToString(b), nil
}

// fencing makes texts harmless between one request's fences.
type fencing struct{ own *regexp.Regexp }

var fenceForm = regexp.MustCompile(`^[0-9A-Za-z]{12,64}$`)

func newFencing(fence string) (*fencing, error) {
	if !fenceForm.MatchString(fence) {
		return nil, errors.New("the fence must be 12 to 64 letters and digits: take it from NewFence")
	}
	return &fencing{regexp.MustCompile(`(?i)` + fence)}, nil
}

// clean makes a text harmless: the fence itself and what [Neutral] knows.
func (f *fencing) clean(s string) string { return Neutral(f.own.ReplaceAllString(s, "(fence)")) }

// cleanCited is clean for a text whose numbers in brackets are citations.
func (f *fencing) cleanCited(s string) string {
	return controls(f.own.ReplaceAllString(s, "(fence)"))
}

// passages numbers the passages and makes their texts harmless.
func (f *fencing) passages(all []Passage) []Passage {
	clean := make([]Passage, len(all))
	for i, p := range all {
		if p.Number == 0 {
			p.Number = i + 1
		}
		p.Title, p.Outlet = oneLine(f.clean(p.Title)), oneLine(f.clean(p.Outlet))
		if p.Date = oneLine(f.clean(p.Date)); p.Date == "" {
			p.Date = Undated
		}
		p.Text = strings.TrimSpace(f.clean(p.Text))
		clean[i] = p
	}
	return clean
}

// hidden are characters that are not seen and may stand between others.
const hidden = `[\x{00AD}\x{200B}-\x{200F}\x{2060}-\x{2064}\x{FEFF}]*`

var (
	// angles are runs of signs that a fence is made of, spelt with hidden
	// characters or in other widths too. Guillemets quote in many
	// languages and may be doubled; three are no quotation.
	angles = regexp.MustCompile(`(?:[<＜﹤]` + hidden + `){2,}|(?:[>＞﹥]` + hidden + `){2,}|` +
		`(?:[«‹〈《≪⟪]` + hidden + `){3,}|(?:[»›〉》≫⟫]` + hidden + `){3,}`)
	// chatMarks are the control words of chat models' own formats, which
	// some servers take seriously wherever they stand.
	chatMarks = regexp.MustCompile(`(?i)[<＜]` + hidden + `[|｜]|[|｜]` + hidden + `[>＞]|` +
		`\[/?INST\]|</?(?:s|sys|think|system|user|assistant|start_of_turn|end_of_turn|bos|eos)>`)
	// citation is a number in brackets, the form of citations and of the
	// passages' numbers, in the digits of any script.
	citation = regexp.MustCompile(`[\[［【]` + hidden + `(\s*[\p{Nd}][\p{Nd}\s,;–-]*)` + hidden + `[\]］】]`)
	// tags spell ASCII invisibly; text in them is only ever smuggled in.
	tags = regexp.MustCompile(`[\x{E0000}-\x{E007F}]+`)
)

// Neutral makes a text harmless inside fences and otherwise leaves it as it is.
// Runs of angle signs and the control words of chat formats get round brackets
// in place of their own, as do numbers in square brackets, which would be read
// as citations; invisible tag characters and what is not UTF-8 go.
func Neutral(s string) string {
	return stable(controls(s), func(s string) string {
		return controls(citation.ReplaceAllString(s, "($1)"))
	})
}

// controls is Neutral but for citations.
func controls(s string) string {
	s = tags.ReplaceAllString(strings.ToValidUTF8(s, "\uFFFD"), "")
	return stable(s, func(s string) string {
		return chatMarks.ReplaceAllStringFunc(angles.ReplaceAllStringFunc(s, rounded), rounded)
	})
}

// stable repeats a replacement until nothing is left to replace: one may bring
// another together. It ends, because each removes a sign that none adds.
func stable(s string, replace func(string) string) string {
	for {
		next := replace(s)
		if next == s {
			return s
		}
		s = next
	}
}

// rounded replaces brackets of any kind by round ones and drops the hidden.
var rounded = strings.NewReplacer(pairs()...).Replace

func pairs() []string {
	var p []string
	for _, r := range "<＜﹤«‹〈《≪⟪[" {
		p = append(p, string(r), "(")
	}
	for _, r := range ">＞﹥»›〉》≫⟫]" {
		p = append(p, string(r), ")")
	}
	for _, r := range "\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\u2061\u2062\u2063\u2064\uFEFF" {
		p = append(p, string(r), "")
	}
	return p
}
