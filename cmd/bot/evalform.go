package main

import (
	"newsdesk/internal/eval"
	"newsdesk/rag"
)

// outcomeJSON is a case of a question set and how it was answered.
type outcomeJSON struct {
	ID     string     `json:"id"`
	Kind   string     `json:"kind"`
	Right  bool       `json:"right"`
	Fault  eval.Fault `json:"fault"`
	Millis float64    `json:"ms"`
	Answer answerJSON `json:"answer"`
	// The two are null for a declined answer, which cites nothing.
	Recall    *float64 `json:"citation_recall"`
	Precision *float64 `json:"citation_precision"`
}

// claimOutcomeJSON is a claim of a claim set and what was found of it.
type claimOutcomeJSON struct {
	ID      string      `json:"id"`
	Kind    string      `json:"kind"`
	Label   bool        `json:"label"`
	Verdict rag.Verdict `json:"verdict"`
	Reason  *string     `json:"reason"`
	Right   bool        `json:"right"`
	Millis  float64     `json:"ms"`
}

// reportJSON is one run of a retrieval set.
type reportJSON struct {
	Set       string      `json:"set"`
	Questions int         `json:"questions"`
	Means     eval.Scores `json:"means"`
	Millis    float64     `json:"ms"` // of one question, on average
}

func outcomeForm(o *eval.Outcome) outcomeJSON {
	name := o.Case.Name()
	form := outcomeJSON{
		ID: name, Kind: o.Case.Kind, Right: o.Fault == eval.Right, Fault: o.Fault,
		Millis: milliseconds(o.Took), Answer: answerForm(name, &o.Answer),
	}
	if o.Cited != nil {
		form.Recall, form.Precision = &o.Cited.Recall, &o.Cited.Precision
	}
	return form
}

func claimOutcomeForm(o *eval.ClaimOutcome) claimOutcomeJSON {
	return claimOutcomeJSON{
		ID: o.Claim.Name(), Kind: o.Claim.Kind, Label: o.Claim.Label, Verdict: o.Finding.Verdict,
		Reason: known(o.Finding.Reason), Right: o.Right(), Millis: milliseconds(o.Took),
	}
}

func reportForm(r *eval.Report) reportJSON {
	return reportJSON{r.Set, len(r.Results), r.Mean, r.Millis()}
}
