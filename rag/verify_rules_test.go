package rag_test

import (
	"testing"
	"time"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// ruleReport is an invented report for the rules that no set of claims may tune.
const ruleReport = `OLDVIK — Mayor Brita Solum opened a bridge over the Tarn on Tuesday. The bridge cost 40 million euros, compared with 55 million for the old tunnel.
Her deputy, Odd Farsund, said the work was sound. The council was founded in 1911 and the harbour authority in 1934.
Red lamps mark the north bank, while green lamps mark the south bank.
The storm damaged 300 sheds, and the council gave grants to 900 farmers. There were 12 landslides this year, far above the 7 in the whole of 2019.
No other town in the valley has yet built a dam. All but two schools reopened. The fund pays for 60 percent of the repairs.
Ice may close the pass next week, the road office warned. The plan would need to be approved by parliament.
An inquiry heard accusations that Solum had hidden a report. In March about 80 lorries a day used the road, fewer than before the flood.
The strike is set to begin on Friday. Tents and stoves were left out of the order, and the mistake was not noticed for a month.
Nils Aune denied the charges throughout the trial, which opened in May. It was the first meeting in 15 months. Traffic was getting worse, not better.
The office received more than 2,600 calls on Monday.
Rosa Teles won the prize for fiction and Jorge Lima the prize for poetry. The ferry sank after it hit a reef.
Tomas Ferreira, a former governor of the bank, called it misleading. Wirta praised the builders and criticised the delays.
Only four of the lamps have been found. The library is to be torn down. The shops stayed open, but the market did not.`

// ruleClaims are claims about ruleReport, each for one rule.
var ruleClaims = []struct {
	rule, claim string
	holds       bool
}{
	{"figures", "The bridge cost less than the old tunnel.", true},
	{"figures", "The bridge cost more than the old tunnel.", false},
	{"dates", "The harbour authority was founded before the council.", false},
	{"crossed", "Green lamps mark the north bank, and red lamps mark the south bank.", false},
	{"counted", "The storm damaged 900 sheds.", false},
	{"dated", "There were 12 landslides in the whole of 2019.", false},
	{"nobody", "Another town in the valley has built a dam.", false},
	{"all but", "All schools reopened.", false},
	{"share", "The fund pays for all the repairs.", false},
	{"open", "Ice will close the pass next week, the road office warned.", false},
	{"to be", "The plan was approved by parliament.", false},
	{"accusation", "Solum had hidden a report.", false},
	{"event", "The flood took place in March.", false},
	{"aside", "Odd Farsund, a harbour pilot, said the work was sound.", false},
	{"aside", "Odd Farsund, the deputy of Solum, said the work was sound.", true},
	{"set to", "The strike will begin on Friday.", true},
	{"left out", "The order did not cover tents and stoves.", true},
	{"un-", "The mistake went unnoticed for a month.", true},
	{"un-", "The mistake was noticed for a month.", false},
	{"denial", "The trial of Nils Aune, who denied the charges, opened in May.", true},
	{"antithesis", "Traffic was getting better, not worse.", false},
	{"counted noun", "More than 2,600 calls were received by the office on Monday.", true},
	{"gapped", "Rosa Teles won the prize for poetry.", false},
	{"gapped", "Rosa Teles won the prize for fiction.", true},
	{"reversed", "The ferry sank before it hit a reef.", false},
	{"reversed", "The ferry sank after it hit a reef.", true},
	{"former", "Tomas Ferreira, the governor of the bank, called it misleading.", false},
	{"former", "Tomas Ferreira, a former governor of the bank, called it misleading.", true},
	{"stranded", "Wirta praised the delays.", false},
	{"stranded", "Wirta praised the builders.", true},
	{"some of", "The lamps have been found.", false},
	{"is to be", "The library was torn down.", false},
	{"echoed", "The market stayed open.", false},
}

func TestVerifyRules(t *testing.T) {
	article := rag.Article{
		ID: "oldvik", Title: "Bridge opened at Oldvik", Body: ruleReport, Language: "en",
		Published: rag.Date{Time: time.Date(2025, 4, 9, 0, 0, 0, 0, time.UTC), Precision: rag.ToDay},
	}
	evidence := []rag.Passage{{Article: article, Span: text.Span{End: len(ruleReport)}, Chunk: rag.ChunkID{Revision: 1}}}
	var v rag.Verifier
	for _, c := range ruleClaims {
		f, err := v.Verify(t.Context(), c.claim, evidence)
		if err != nil {
			t.Fatal(err)
		}
		if f.Holds() != c.holds {
			t.Errorf("%s: %s: %s (%s), want holds %v", c.rule, c.claim, f.Verdict, f.Reason, c.holds)
		}
	}
}
