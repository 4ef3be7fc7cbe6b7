package llm

import (
	"math"
	"strings"
	"sync"
	"unicode"

	"github.com/tiktoken-go/tokenizer"

	"newsdesk/rag"
)

// counter counts tokens as a model does. The vocabulary is loaded on first use,
// which takes some 50 ms once in a process.
type counter struct {
	codec func() tokenizer.Codec // nil from it: unknown, so estimated
}

func newCounter(model string) counter {
	return counter{sync.OnceValue(func() tokenizer.Codec {
		encoding := encodingOf(model)
		if encoding == "" {
			return nil
		}
		codec, err := tokenizer.Get(encoding)
		if err != nil {
			return nil
		}
		return codec
	})}
}

// encodings are beginnings of the names of models and their vocabularies; the
// first that fits counts. Names of models to come begin with "gpt-" too and
// have had the newer vocabulary since 2024.
var encodings = []struct {
	prefix   string
	encoding tokenizer.Encoding
}{
	{"gpt-4o", tokenizer.O200kBase}, {"gpt-4.", tokenizer.O200kBase},
	{"gpt-4", tokenizer.Cl100kBase}, {"gpt-3", tokenizer.Cl100kBase},
	{"gpt-", tokenizer.O200kBase}, {"chatgpt-", tokenizer.O200kBase},
	{"o1", tokenizer.O200kBase}, {"o3", tokenizer.O200kBase}, {"o4", tokenizer.O200kBase},
	{"text-embedding-", tokenizer.Cl100kBase},
}

// encodingOf is a model's vocabulary, "" where it is not known.
func encodingOf(model string) tokenizer.Encoding {
	name := baseName(model)
	for _, e := range encodings {
		if strings.HasPrefix(name, e.prefix) {
			return e.encoding
		}
	}
	return ""
}

// baseName is a model's name without who serves it or that it is fine-tuned.
func baseName(model string) string {
	name := strings.TrimPrefix(strings.ToLower(model), "ft:")
	return name[strings.LastIndexByte(name, '/')+1:]
}

// count is how many tokens a text is.
func (c counter) count(s string) int {
	if codec := c.codec(); codec != nil {
		if n, err := codec.Count(s); err == nil {
			return n
		}
	}
	return estimate(s)
}

// Tokens of what surrounds each message and begins the reply, as OpenAI's
// cookbook counts them ("How to count tokens with tiktoken").
const (
	perMessage = 4
	perReply   = 3
)

// messages is how many tokens a prompt is.
func (c counter) messages(all []rag.Message) int {
	n := perReply
	for _, m := range all {
		n += perMessage + c.count(m.Content)
	}
	return n
}

// Tokens of one character in a vocabulary that is not known: about what
// cl100k_base takes, which is the least economical one at hand, for news in the
// scripts of the coverage; TestEstimate holds the estimate to it.
const (
	perLetter     = 0.27 // ASCII, and white space
	perDigit      = 0.5
	perSign       = 0.9 // ASCII punctuation
	perOther      = 1.25
	perIdeograph  = 1.7
	firstOfThose  = 0x2E80 // where ideographs and their like begin
	firstNotASCII = 0x80
)

// estimate is about how many tokens a text is in a vocabulary that is not known.
func estimate(s string) int {
	n := 0.0
	for _, r := range s {
		n += weigh(r)
	}
	return int(math.Ceil(n))
}

func weigh(r rune) float64 {
	switch {
	case r >= firstOfThose:
		return perIdeograph
	case r >= firstNotASCII:
		return perOther
	case r >= '0' && r <= '9':
		return perDigit
	case unicode.IsLetter(r), unicode.IsSpace(r):
		return perLetter
	}
	return perSign
}
