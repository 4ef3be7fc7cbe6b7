package text

import "strings"

// IsStop reports whether a folded word is a function word or a question word
// of English, Arabic or Kurdish: such words say how something is asked, hardly
// ever what. "us" and "may" are not among them, being a country and a month.
func IsStop(folded string) bool {
	_, ok := stopWords[folded]
	return ok
}

var stopWords = func() map[string]struct{} {
	words := make(map[string]struct{})
	for _, list := range []string{englishStops, arabicStops, kurdishStops} {
		for w := range strings.FieldsSeq(list) {
			words[Fold(w)] = struct{}{}
		}
	}
	return words
}()

const englishStops = `
a an the and or but nor if then else than so as at by for from in into of off on onto out over to up upon with within
without about above below between through during before after under until against among per via
i me my mine myself we our ours ourselves you your yours yourself he him his himself she her hers herself it its itself
they them their theirs themselves this that these those there here
am is are was were be been being do does did done doing have has had having can could shall should will would might must
not no nor only own same such too very also just both each few more most other some any all
what which who whom whose when where why how
s t don dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt hasnt havent hadnt im ive youre theyre
please tell`

const arabicStops = `
و ف ب ل ك في من الى إلى على علي عن مع منذ حتى عند عندما لدى بين بينما خلال بعد قبل ضمن نحو حيث حول دون
أو او ثم أم ام لا ولا ما وما كما فما لم ولم لن ولن ليس ليست إلا الا لكن ولكن
أن إن ان وأن وان فإن فان بأن بان إنه انه أنه إنها انها أنها لأن لان كي لكي إذا اذا لو قد وقد لقد سوف
هو وهو هي وهي هم هما هن أنا انا نحن أنت انت أنتم فهو فهي
هذا هذه هؤلاء ذلك تلك هنا هناك الذي التي الذين اللذين اللتين اللاتي
كان كانت وكان وكانت يكون تكون كانوا
به بها بهم له لها لهم لك فيه فيها منه منها منهم عنه عنها عليه عليها إليه اليه إليها معه معها
كل وكل بعض غير جميع أي اي أية ايضا أيضا أما اما مثل
ماذا لماذا متى أين اين كيف كم هل من مما ممن ماهو ماهي بماذا بم عما لمن`

const kurdishStops = `
و کە ی لە لێ بە پێ بۆ دا لەگەڵ دەگەڵ لەسەر لەژێر لەناو لەنێو لەلایەن لەبارەی لەبەر بەبێ بێ بەپێی بەلای
ئەو ئەم ئەوە ئەمە ئەوان ئەمانە من تۆ ئێمە ئێوە خۆی هەر هەموو چەند هەروەها یان بەڵام وەک ناو نێوان پاش پێش دوای لەو لەم
ئەوەی کرد دەکات کراوە دەکرێت بوو بووە هەیە نییە دەبێت
کێ چی چۆن کەی کوێ لەکوێ بۆچی ئایا کام کامە`
