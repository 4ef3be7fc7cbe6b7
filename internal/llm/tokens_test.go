package llm

import (
	"strings"
	"testing"

	"github.com/tiktoken-go/tokenizer"

	"newsdesk/rag"
)

func TestEncodingOf(t *testing.T) {
	for model, want := range map[string]tokenizer.Encoding{
		"gpt-4o-mini": tokenizer.O200kBase, "gpt-4.1": tokenizer.O200kBase, "gpt-5": tokenizer.O200kBase,
		"openai/gpt-oss-20b": tokenizer.O200kBase, "o3-mini": tokenizer.O200kBase, "chatgpt-4o-latest": tokenizer.O200kBase,
		"gpt-4": tokenizer.Cl100kBase, "gpt-4-turbo": tokenizer.Cl100kBase, "gpt-35-turbo": tokenizer.Cl100kBase,
		"ft:gpt-3.5-turbo:desk": tokenizer.Cl100kBase, "llama3.1:8b": "", "qwen2.5": "", "olmo": "",
	} {
		if got := encodingOf(model); got != want {
			t.Errorf("%s: %q, want %q", model, got, want)
		}
	}
}

func TestCountTokens(t *testing.T) {
	chat := NewChat(Config{Model: "gpt-4o"})
	messages := []rag.Message{{Role: "system", Content: "You are a helpful assistant."}, {Role: "user", Content: ""}}
	if got, want := chat.CountTokens(messages), 6+2*perMessage+perReply; got != want {
		t.Errorf("%d tokens, want %d", got, want)
	}
}

// TestEstimate: the estimate is not below what cl100k_base takes, and not far
// above, in the scripts of the coverage.
func TestEstimate(t *testing.T) {
	codec, err := tokenizer.Get(tokenizer.Cl100kBase)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		"An Iraqi delegation arrived in Damascus on Friday, the state agency said, and met the president for two hours.",
		"BASRA, 14 March 2025 - Al-Shatri said 1,383 of 2,000 detainees (69.2%) had been moved; \"nobody\" was left.",
		"وصل وفد عراقي إلى دمشق يوم الجمعة برئاسة حميد الشطري رئيس جهاز المخابرات الوطني.",
		"شاندێکی عێراقی ڕۆژی هەینی گەیشتە دیمەشق و لەگەڵ سەرۆک کۆبووەوە.",
		"Делегация Ирака прибыла в Дамаск в пятницу.", "伊拉克代表团星期五抵达大马士革。",
	} {
		n, err := codec.Count(s)
		got := estimate(s)
		t.Logf("%d estimated for %d tokens: %.30s", got, n, s)
		if err != nil || got < n*95/100 || got > n*2+3 {
			t.Errorf("%d estimated for %d tokens: %s", got, n, s)
		}
	}
}

func TestThinking(t *testing.T) {
	for in, want := range map[string]string{
		"All.": "All.", " \n All.": "All.", "<think>a</think>All.": "All.", "<think>a</think>\n<think>b</think> All.": "All.",
		"<th All": "<th All", "<think>a": "", "": "", "All <think>x</think>": "All <think>x</think>",
		"<think>a</thin</think>b": "b", "<": "<",
	} {
		for size := 1; size <= len(in)+1; size++ {
			var th thinking
			var b strings.Builder
			for i := 0; i < len(in); i += size {
				b.WriteString(th.next(in[i:min(i+size, len(in))]))
			}
			b.WriteString(th.end())
			if b.String() != want {
				t.Errorf("%q in pieces of %d: %q, want %q", in, size, b.String(), want)
			}
		}
	}
}

func BenchmarkCountTokens(b *testing.B) {
	chat := NewChat(Config{Model: "gpt-4o"})
	messages := []rag.Message{{Content: strings.Repeat("An Iraqi delegation arrived in Damascus on Friday. ", 320)}}
	chat.CountTokens(messages)
	for b.Loop() {
		chat.CountTokens(messages)
	}
}
