package encoder

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// article is text in the manner of a news agency, made up for these tests.
const article = `The harbour council of Port Ellery voted on Tuesday to close two of its four ferry terminals for most of the coming winter, saying that storm damage repairs would cost more than twenty million pounds and could not be carried out while ships were using the berths. Residents of the outer islands, who depend on the boats for food, medicine and school runs, said they had been given less than a week of notice. "We were told in spring that nothing would change before next year," said Margaret Oduya, who runs the only pharmacy on Lesser Skerry. The council's chief engineer, Tomas Breck, told reporters that inspections in September had found cracks in eleven of the thirty concrete piles beneath the northern terminal. Engineers had hoped to strengthen them one at a time, he said, but a survey by divers showed the damage went deeper than expected. The regional government has promised a temporary service with smaller vessels, although unions warned that crews could not be hired and trained in time. Fares will be frozen until April, and freight operators are to receive compensation of up to 4,500 pounds a month. Opposition members accused the council of ignoring three earlier reports, including one from 2019 that recommended immediate work. An independent inquiry is expected to begin early next year, and its findings will be published in full, the transport minister said in a statement late on Wednesday evening.`

// windows cuts the article into overlapping windows of some words, one starting at every tenth word.
func windows(words int) []string {
	all := strings.Fields(article)
	var out []string
	for i := 0; i+words <= len(all); i += 10 {
		out = append(out, strings.Join(all[i:i+words], " "))
	}
	return out
}

// BenchmarkEmbed reports tokens a second for windows of 60 words, as an indexer sends them.
func BenchmarkEmbed(b *testing.B) {
	m := newTest(b)
	texts := slices.Repeat(windows(60), 4)
	tokens := 0
	for _, s := range texts {
		tokens += min(MaxTokens, len(m.Tokens(fold(s))))
	}
	for _, k := range kernels() {
		for _, cores := range slices.Compact([]int{1, runtime.GOMAXPROCS(0)}) {
			b.Run(fmt.Sprintf("%s/cores=%d", k.name, cores), func(b *testing.B) {
				defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
				m := newModel(m.vocab, m.net, k)
				b.ReportAllocs()
				for b.Loop() {
					embedAll(b, m, texts)
				}
				b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
			})
		}
	}
}

// BenchmarkQuery embeds one question of about ten tokens.
func BenchmarkQuery(b *testing.B) {
	m := newTest(b)
	question := []string{"why did the council close the ferry terminals?"}
	for _, k := range kernels() {
		b.Run(k.name, func(b *testing.B) {
			m := newModel(m.vocab, m.net, k)
			b.ReportAllocs()
			for b.Loop() {
				embedAll(b, m, question)
			}
		})
	}
}

// BenchmarkLoad is what the first call of New costs.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := load(weightFile, vocabFile); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkProduct is the largest product of a batch, to compare kernels with the peak of the processor.
func BenchmarkProduct(b *testing.B) {
	l := newTest(b).net.layers[1].up
	const rows = 96
	x, y := make([]float32, rows*l.in), make([]float32, rows*l.out)
	for _, k := range kernels() {
		b.Run(k.name, func(b *testing.B) {
			t := new(tile)
			for b.Loop() {
				k.multiply(t, l.of(x, y, rows, rectify))
			}
			b.ReportMetric(float64(rows*l.in*l.out)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}
