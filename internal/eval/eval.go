// Package eval measures how well questions are answered with the right articles,
// how well the answers are cited, and how well claims are checked.
//
// LoadSet reads a retrieval set, Rank puts its questions to a Ranker and scores
// what it returns, Compare tells whether two runs differ by more than chance,
// and Misspelt makes a set with slips of the pen. ReadCases reads a question
// set, Ask puts its cases to an Asker and judges the answers, Cite measures
// their citations, and Summarise adds all up. ReadClaims reads a claim set, and
// CheckClaims puts its claims to a Checker. The package knows nothing of how a
// ranking, an answer or a verdict comes about. Start with Rank, Ask and
// CheckClaims.
package eval

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// Ranker returns the ids of documents for a question, best first, each once.
type Ranker func(ctx context.Context, question string) ([]string, error)

// Scores are the measures of one question, or their means.
type Scores struct {
	NDCG10    float64 `json:"ndcg_10"`
	MRR10     float64 `json:"mrr_10"`
	Hits1     float64 `json:"hits_1"`
	Hits4     float64 `json:"hits_4"`
	Recall10  float64 `json:"recall_10"`
	Recall100 float64 `json:"recall_100"`
}

// Result is how one question fared.
type Result struct {
	Question
	Ranked  []string
	Elapsed time.Duration
	Scores
}

// Report is a run of a set.
type Report struct {
	Set     string
	Results []Result // in the order of the set's questions
	Mean    Scores
}

// Rank puts each question of a set to a ranker, one after another. It ends at
// the ranker's first error.
func Rank(ctx context.Context, set Set, ranker Ranker) (Report, error) {
	report := Report{Set: set.Name}
	for _, q := range set.Questions {
		start := time.Now()
		ranked, err := ranker(ctx, q.Text)
		if err != nil {
			return Report{}, fmt.Errorf("rank question %s: %w", q.ID, err)
		}
		report.Results = append(report.Results, Result{q, ranked, time.Since(start), scoresOf(ranked, q.Relevant)})
	}
	report.Mean = mean(report.Results)
	return report, nil
}

// Missed lists the results that have no relevant document among the first 10.
func (r Report) Missed() []Result {
	var missed []Result
	for _, q := range r.Results {
		if q.MRR10 == 0 {
			missed = append(missed, q)
		}
	}
	return missed
}

func scoresOf(ranked []string, relevant map[string]bool) Scores {
	return Scores{
		NDCG10: NDCG(ranked, relevant, 10), MRR10: MRR(ranked, relevant, 10),
		Hits1: Hits(ranked, relevant, 1), Hits4: Hits(ranked, relevant, 4),
		Recall10: Recall(ranked, relevant, 10), Recall100: Recall(ranked, relevant, 100),
	}
}

func mean(results []Result) (m Scores) {
	n := float64(max(len(results), 1))
	for _, r := range results {
		m.NDCG10 += r.NDCG10 / n
		m.MRR10 += r.MRR10 / n
		m.Hits1 += r.Hits1 / n
		m.Hits4 += r.Hits4 / n
		m.Recall10 += r.Recall10 / n
		m.Recall100 += r.Recall100 / n
	}
	return m
}

// Print writes reports as a table, one a line, with the mean time a question.
func Print(w io.Writer, reports ...Report) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "set\tquestions\tnDCG@10\tMRR@10\thits@1\thits@4\trecall@10\trecall@100\tms")
	for _, r := range reports {
		m := r.Mean
		fmt.Fprintf(t, "%s\t%d\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.2f\n", r.Set, len(r.Results),
			m.NDCG10, m.MRR10, m.Hits1, m.Hits4, m.Recall10, m.Recall100, r.Millis())
	}
	return t.Flush()
}

// Millis is the mean time of a question in milliseconds.
func (r Report) Millis() float64 {
	var total time.Duration
	for _, q := range r.Results {
		total += q.Elapsed
	}
	return float64(total.Microseconds()) / 1000 / float64(max(len(r.Results), 1))
}
