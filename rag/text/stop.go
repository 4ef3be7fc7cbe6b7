package text

import "strings"

// IsStop reports whether a folded word is a function word or a question word
// of English, Arabic or Kurdish: such words say how something is asked, hardly
// ever what. "us" and "may" are not among them, being a country and a month.
func IsStop(folded string) bool {
	_, ok := stopWords[folded]
	return ok
}

// IsStopIn reports whether a folded word is a function word or a question word
// of a language, by its BCP 47 tag, or of those that IsStop knows. What is one in
// Turkish or French may be a name in English (son, pour, Ne), so that IsStop, which
// is not told the language, has none of them.
func IsStopIn(folded, language string) bool {
	if IsStop(folded) {
		return true
	}
	_, ok := stopWordsOf[language][folded]
	return ok
}

var stopWordsOf = func() map[string]map[string]struct{} {
	of := make(map[string]map[string]struct{})
	for language, list := range map[string]string{"tr": turkishStops, "fr": frenchStops, "kmr": kurmanjiStops, "fa": persianStops} {
		of[language] = make(map[string]struct{})
		for w := range strings.FieldsSeq(list) {
			of[language][Fold(w)] = struct{}{}
		}
	}
	return of
}()

const turkishStops = `
ve veya ya da de ki ile için gibi kadar göre sonra önce üzere karşı doğru dair rağmen beri içinde üzerinde arasında hakkında
bir bu şu o bunu bunun onu onun onlar biz siz ben sen kendi her hiç bazı çok daha en az tüm bütün diğer aynı böyle şöyle
ama ancak fakat çünkü eğer ise değil var yok mı mi mu mü mıdır midir olan olarak oldu olduğu olduğunu etti eden edildi dedi
ne neden niçin niye nasıl nerede nereye nereden kim kime kimi kimin kimler hangi kaç ne zaman`

const frenchStops = `
le la les l un une des du de d au aux à en dans par pour sur sous avec sans chez vers entre contre depuis pendant après avant
et ou où mais donc or ni car que qu qui quoi dont quand comme si ne n pas plus moins très aussi encore déjà
ce c cet cette ces cela ça se s son sa ses leur leurs mon ma mes ton ta tes notre nos votre vos
il ils elle elles on je j tu nous vous lui y eux moi toi même
est sont était étaient a ont avait avaient être avoir été sera seront fait faire
quel quelle quels quelles comment pourquoi combien lequel laquelle est-ce`

const kurmanjiStops = `
û an jî lê belê ku ger heke ji li di bi ber ser bo ligel digel dema piştî berî heta tevî nav navbera derbarê
de da re ve ev ew vê wê vî wî van wan min te me we xwe hemû her gelek hin tu ti ne na
e ye in bû bûn heye hene dibe kir kirin dike dikin hat hatin got
çi kî kê kengî kengê kû kuderê çawa çima çend çiqas kîjan gelo`

const persianStops = `
و در به از که را با برای تا بر این آن یک هم نیز یا اما اگر ولی پس چون هر همه هیچ چند بین میان درباره روی زیر پیش بعد
است بود شد شده شود می نمی هست نیست باشد بوده اند کرد کرده کند خود خویش او وی ما شما آنها آنان ها های ای
چه چی کی کجا چرا چگونه چطور کدام آیا چقدر`

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
