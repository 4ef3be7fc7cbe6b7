package standin

import (
	"regexp"
	"strings"
)

// link matches an address in a text, with the bracket before it if there is one.
var link = regexp.MustCompile(`<?https?://[^\s<>]+`)

// code matches what Discord does not read as text.
var code = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")

// Previews lists the links below which Discord would unfold a preview: those of
// the text that do not stand in angle brackets, unless the message suppresses
// embeds.
func (v Message) Previews() []string {
	if v.Flags&(FlagSuppressEmbeds|FlagComponentsV2) != 0 {
		return nil
	}
	var list []string
	for _, s := range link.FindAllString(code.ReplaceAllString(v.Content, ""), -1) {
		if !strings.HasPrefix(s, "<") {
			list = append(list, strings.TrimRight(s, ").,;:!?'\"]"))
		}
	}
	return list
}
