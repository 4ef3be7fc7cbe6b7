package standin

import (
	"regexp"
	"strconv"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// prompt is what a request asks, as found between its fences.
type prompt struct {
	system   string
	passages []passage
	question string
	sentence string // to be repaired; "" for other prompts
	turns    []string
	// standalone says that the question is to be rewritten.
	standalone bool
}

type passage struct {
	n                            int
	title, outlet, date, wording string
}

// opening is the line that opens a fence: the fence, and what stands within.
var opening = regexp.MustCompile(`(?m)^<<<BEGIN (\S+) (?:\[(\d+)\]|(question|sentence|turn))>>>\n`)

// read finds the parts of a prompt. Only lines with the fence of the first one
// count: what is written in a passage cannot open another.
func read(messages []openai.ChatCompletionMessage) prompt {
	var p prompt
	var user string
	for _, m := range messages {
		switch m.Role {
		case openai.ChatMessageRoleSystem:
			p.system += m.Content
		case openai.ChatMessageRoleUser:
			user = m.Content
		}
	}
	p.readParts(user)
	p.standalone = strings.Contains(p.system, "rewrite the last question")
	if p.question == "" {
		p.question = user
	}
	return p
}

func (p *prompt) readParts(s string) {
	fence := ""
	for {
		at := opening.FindStringSubmatchIndex(s)
		if at == nil {
			return
		}
		found, label := s[at[2]:at[3]], s[at[3]+1:at[1]-len(">>>\n")]
		s = s[at[1]:]
		if fence == "" {
			fence = found
		}
		inside, rest, closed := strings.Cut(s, "\n<<<END "+found+" "+label+">>>")
		if found != fence || !closed {
			continue
		}
		p.part(label, inside)
		s = rest
	}
}

// part takes one fenced text.
func (p *prompt) part(label, inside string) {
	switch label {
	case "question":
		p.question = inside
	case "sentence":
		p.sentence = inside
	case "turn":
		p.turns = append(p.turns, inside)
	default:
		n, _ := strconv.Atoi(strings.Trim(label, "[]"))
		p.passages = append(p.passages, readPassage(n, inside))
	}
}

// readPassage reads the fields before the text.
func readPassage(n int, s string) passage {
	p := passage{n: n}
	head, wording, _ := strings.Cut(s, "\nText:\n")
	p.wording = wording
	for line := range strings.Lines(head) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch name {
		case "Title":
			p.title = value
		case "Outlet":
			p.outlet = value
		case "Date":
			p.date = value
		}
	}
	return p
}
