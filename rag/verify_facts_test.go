package rag_test

import (
	"testing"
	"time"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// bridge is an invented report of Wednesday, 14 May 2025.
const bridge = `The Turvian builder Halden Bridges (HLDB) said on Tuesday that its new bridge at Port Selm had cost 4.5 million crowns, about a fifth of the town's budget.
Its chief executive, Marta Oller, told reporters that 1,450 cars had crossed on the first day.
“We built it for the ferrymen,” she said. “We did not build it for the banks.”
The town's mayor, Jonas Reiff, 61, said two thirds of the residents wanted the bridge. “It is late,” he said.
The union's secretary, Paula Brandt, complained that 12 workers had been hurt. “Nobody asked us,” Brandt said.
Trade through the port reached 90 million crowns in 2024, up from 70 million crowns a year earlier.
The Board of Roads and Harbours (BRH) has until May 30 to inspect the bridge, which is 1,200 metres long.
Around 300 ships a year pass under it. About 500 ships passed under the old bridge.
Vera Lind, economist at Selm University, expects the bridge to pay for itself.`

// TestVerifyFacts holds the rules for numbers, dates, names and quotations.
func TestVerifyFacts(t *testing.T) {
	day := time.Date(2025, 5, 14, 0, 0, 0, 0, time.UTC)
	a := rag.Article{ID: "bridge", Title: "Bridge opens at Port Selm", Body: bridge, Published: rag.Date{Time: day, Precision: rag.ToDay}}
	evidence := []rag.Passage{{Article: a, Span: text.Span{End: len(bridge)}}}
	var v rag.Verifier
	for _, c := range []struct {
		claim string
		holds bool
	}{
		{"The bridge at Port Selm cost four and a half million crowns.", true},
		{"The bridge at Port Selm cost 5.5 million crowns.", false},
		{"The bridge cost about 20 percent of the town's budget.", true},
		{"The bridge cost about 30 percent of the town's budget.", false},
		{"Nearly 1,500 cars crossed on the first day.", true},
		{"Nearly 1,800 cars crossed on the first day.", false},
		{"A dozen workers had been hurt.", true},
		{"Two out of three residents wanted the bridge, Reiff said.", true},
		{"The bridge is 1.2 kilometres long.", true},
		{"The bridge is 1,200 kilometres long.", false},
		{"In 2023, 70 million crowns of trade went through the port.", true},
		{"About 300 ships passed under the old bridge.", false},
		{"Around 300 ships pass under it each year.", true},
		{"Halden Bridges said on 13 May 2025 that the bridge had cost 4.5 million crowns.", true},
		{"Halden Bridges said on 12 May 2025 that the bridge had cost 4.5 million crowns.", false},
		{"The board has until May 30, 2025 to inspect the bridge.", true},
		{"Jonas Reiff, 61, said that two thirds of the residents wanted the bridge.", true},
		{"Jonas Reiff, 59, said that two thirds of the residents wanted the bridge.", false},
		{"“We built it for the ferrymen. We did not build it for the banks,” Oller said.", true},
		{"“We did not build it for the banks,” the chief executive said.", true},
		{"“We did not build it for the banks,” the mayor said.", false},
		{"“It is late,” said Jonas Reiff, the town's mayor.", true},
		{"“It is late,” said Marta Oller.", false},
		{"“Nobody asked us,” said Paula Brandt, secretary of the union.", true},
		{"“Nobody asked us,” Jonas Reiff said.", false},
		{"Vera Lind is an economist at Selm University.", true},
		{"Vera Lind is an economist at Halden Bridges.", false},
		{"أصيب 12 عاملا، بحسب باولا براندت.", true},
		{"أصيب 15 عاملا، بحسب باولا براندت.", false},
		{"لم تصل التجارة عبر الميناء إلى 90 مليون كرونة في 2024.", false},
		{"بلغت كلفة الجسر 4.5 ملايين كرونة.", true},
	} {
		f, err := v.Verify(t.Context(), c.claim, evidence)
		if err != nil {
			t.Fatal(err)
		}
		if f.Holds() != c.holds {
			t.Errorf("%s: %s (%s), want holds %v", c.claim, f.Verdict, f.Reason, c.holds)
		}
	}
}
