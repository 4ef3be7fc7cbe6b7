package fact

// What each Want expects, best first.
var expected = [wants][]Kind{
	Who:     {Person, Role, Organisation, Demonym, Name},
	WhoSaid: {Person, Role, Organisation, Place, Demonym},
	When:    {Date, Weekday, RelativeDay, Month, Year, TimeOfDay},
	Where:   {Place, Demonym, Organisation},
	HowMany: {Number, Percent, Quantity, Ordinal},
	HowMuch: {Money, Quantity, Percent, Number},
}

// whichKinds says which facts answer 'which …' or 'what …' by its noun.
var whichKinds = nouns(map[string][]Kind{
	"country countries nation nations state states territory": {Place, Demonym},
	`city cities town towns capital capitals place places province provinces region regions area areas village location
	 border sea river gulf island continent port airport district governorate destination venue street neighbourhood
	 neighborhood site base`: {Place},
	`ministry ministries agency agencies organisation organisations organization organizations group groups party parties
	 company companies outlet outlets channel newspaper service authority body institution committee council militia army
	 forces force bank court club team teams union alliance bloc faction factions department university website publication
	 source broadcaster government movement firm airline`: {Organisation, Name, Place, Demonym},
	`official officials minister ministers leader leaders person people man woman politician politicians analyst analysts
	 expert experts president spokesperson spokesman spokeswoman diplomat diplomats commander player players candidate
	 candidates academic scholar lawmaker lawmakers judge chief ambassador actor author envoy name names general director
	 governor mayor king scientist striker coach speaker member`: {Person, Role, Organisation},
	"year years decade century":        {Year, Date, RelativeDay},
	"month months":                     {Month, Date, RelativeDay},
	"day days date dates weekday week": {Date, Weekday, RelativeDay, Month},
	"time hour":                        {TimeOfDay, Date, Weekday},
	"number percentage percent share proportion age rate toll":  {Number, Percent, Quantity},
	"amount price cost sum budget value salary":                 {Money, Quantity, Number},
	"nationality nationalities ethnicity":                       {Demonym, Place},
	"role title position post job office rank":                  {Role},
	"religion sect faith denomination community":                {Name, Demonym},
	"currency language":                                         {Demonym, Name, Money},
	"war event agreement summit treaty deal operation conflict": {Name},
})

func nouns(table map[string][]Kind) map[string][]Kind {
	m := make(map[string][]Kind)
	for list, kinds := range table {
		for w := range set(list) {
			m[w] = kinds
		}
	}
	return m
}

// timeNouns, countNouns and moneyNouns turn 'what …' into When, HowMany and HowMuch.
var (
	timeNouns   = set("year years month day date dates time hour weekday week decade century")
	countNouns  = set("number percentage percent share proportion fraction")
	moneyNouns  = set("amount price cost sum")
	placeNouns  = set("place location")
	personNouns = set(`person official officials minister ministers leader leaders people man woman politician analyst expert
	 president spokesperson spokesman spokeswoman diplomat commander lawmaker academic chief ambassador governor head
	 director prime king author founder envoy representative speaker`)
)

// opening phrases ask for an answer and say nothing of it; longest first.
var openings = phrases(`can you please tell me|could you please tell me|can you tell me|could you tell me|would you tell me|
can you explain|could you explain|do you know|please tell me|tell me|let me know|i want to know|i would like to know|i'd like to know|
i wonder|i'm wondering|please|remind me|any idea|do we know|according to the coverage|according to the article|
according to the report|according to reports|show me|say|and|so|but|ok|hi|hello|hey|well|then|
أخبرني|اخبرني|قل لي|من فضلك|هل تعرف|هل يمكنك أن تخبرني|وماذا|پێم بڵێ|تکایە`)

// naming imperatives ask for what stands behind them.
var naming = set("name list identify give mention state find cite")

// describing imperatives ask for an account.
var describing = phrases("tell me about|what about|describe|summarize|summarise|explain|how about|give me an overview of|talk about|حدثني عن|أخبرني عن|اشرح|صف")

// phrases splits a list at its bars, each phrase into folded words.
func phrases(list string) [][]string {
	var all [][]string
	for p := range splitBars(list) {
		all = append(all, p)
	}
	return all
}

// auxiliaries open questions that want yes or no.
var auxiliaries = set(`is are was were do does did has have had will would can could should may might must am isn't aren't
	wasn't weren't don't doesn't didn't hasn't haven't hadn't won't shall`)

// articles and the like stand between a question word and its noun, or begin a subject.
var determiners = set("the a an his her its their this that these those our my your any")

// notNouns follow 'what' or 'which' without being its noun.
var notNouns = union(auxiliaries, set(`happened happens happening caused causes led made makes else exactly about sort s 're
	ever the of one ones if other to in on did prompted sparked triggered brought kind kinds type types`))

// saysVerbs are the base forms after 'did X …' that ask for a statement.
var saysVerbs = set(`say tell announce claim warn add argue state describe declare stress reveal call think mention report
	explain suggest demand promise vow urge insist note comment predict believe`)

// contentStop are words of a question that carry no content.
var contentStop = union(stopWords, auxiliaries, set(`me us them him it's who's what's where's when's long old far often
	exactly ever much many there here ago kind sort type happened happen happens whose been being s t re ve ll d m
	than into against over under between out up down off again very just own same too more most such
	في من إلى على عن مع هل ما ماذا متى أين كم لماذا كيف أي أية هو هي هم التي الذي الذين هذا هذه ذلك تلك أن إن كان كانت قد
	لقد ثم أو و بعد قبل عند منذ حول بين كل له لها لهم به بها فيها فيه
	لە بۆ بە و کە ئەو ئەم ئەوە ئەمە کێ کەی کوێ چەند چی ئایا بۆچی چۆن کام هەیە بوو بوون لەگەڵ دا`))
