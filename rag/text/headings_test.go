package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeadings(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"none", "", nil},
		{"first seed", readSeed(t, "000_44c85fdf2c406eda.txt"), nil},
		{"second seed", readSeed(t, "003_c9eef49e8d2f478a.txt"), []string{
			"Bridging a Troubled Past", "Behind Closed Doors",
			"Oil, Geography, and Strategic Realignment", "A Region in Flux"}},
		{"empty lines", "He came.\n\nA New Order\n\nIraq agreed to it.\n\nBackground\n\nIt began in 2003.", []string{"A New Order", "Background"}},
		{"crlf", "He came.\r\n\r\nA New Order\r\n\r\nIraq agreed to it.", []string{"A New Order"}},
		{"sentence case", "He came.\nOil exports and the pipeline\nIraq agreed to it.", []string{"Oil exports and the pipeline"}},
		{"capitals", "HE CAME.\nTHE NEW ORDER\nIRAQ AGREED.", []string{"THE NEW ORDER"}},
		{"markdown", "He came.\n\n## what is next\n\nIraq agreed to it.", []string{"## what is next"}},
		{"in quotes", "He came.\n\nThe ‘Axis of Resistance’\n\nIraq agreed to it.", []string{"The ‘Axis of Resistance’"}},
		{"arabic", "وصل الوزير.\nخلفية العلاقات\nكانت العلاقات متوترة.", []string{"خلفية العلاقات"}},
		{"sorani", "وەزیر گەیشت.\n\nپەیوەندییەکان\n\nپەیوەندییەکان باشن.", []string{"پەیوەندییەکان"}},
		{"kurmanji", "Wezîr hat.\n\nPêwendiyên nû\n\nIraq qebûl kir.", []string{"Pêwendiyên nû"}},
		{"long prose without stop", "A New Order\n" + "Iraq agreed to the plan that had been laid before its parliament in the last days of the year and that Syria had signed long ago", []string{"A New Order"}},
		{"byline", "He came.\n\nBy John Smith\n\nIraq agreed to it.", nil},
		{"caption", "He came.\n\nPhoto: A Soldier in Baghdad\n\nIraq agreed to it.", nil},
		{"credit", "He came.\n\nA Soldier in Baghdad | AP\n\nIraq agreed to it.", nil},
		{"full stop", "He came.\n\nIt was Over.\n\nIraq agreed to it.", nil},
		{"colon", "He came with:\n\nThe Ministers:\n\nIraq agreed to it.", nil},
		{"list", "He met:\nAhmed Al-Sharaa\nFuad Hussein\nIraq agreed to it.", nil},
		{"bullets", "He came.\n- Ahmed Al-Sharaa\nIraq agreed to it.", nil},
		{"last line", "He came.\n\nThe End", nil},
		{"broken line", "He told\nThe President\nof it in Baghdad.", nil},
		{"runs on", "He met\n\nThe President\n\nof it in Baghdad.", nil},
		{"too long", "He came.\n\nThe Minister Of The Republic And The Head Of Its Service Met In The City\n\nIraq agreed to it.", nil},
		{"last line of wrapped text", "Relations between neighbours Syria and Iraq have become more complicated\nsince the fall of Assad, who was a close ally of the government in the\nCity of Baghdad\n\nIraq agreed to it.", nil},
		{"in wrapped text", "Relations between neighbours Syria and Iraq have become more complicated\nsince the fall of Assad.\n\nA New Order\n\nIn Baghdad, Syria's top diplomat Assaad al-Shaibani met his many\ncounterparts from the Gulf.", []string{"A New Order"}},
	} {
		var got []string
		for _, p := range Headings(c.in) {
			got = append(got, p.Of(c.in))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
