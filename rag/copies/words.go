package copies

// standingLines are the beginnings, in lower case, of lines under and between the
// paragraphs of reports that are of the agency or the page.
var standingLines = []string{
	"reporting by", "additional reporting", "editing by", "writing by", "compiled by", "by the associated press",
	"(reporting", "our standards", "copyright", "©", "all rights reserved", "this article was originally published",
	"this story was originally published", "this article first appeared", "originally published", "the post ",
	"sign up", "subscribe", "follow us", "follow ", "read more", "read also", "also read", "related", "click here",
	"download our", "join our", "with inputs from", "with agencies", "with files from", "source:", "photo:", "image:",
	"share this", "advertisement", "this material may not be", "associated press writer",
	"avec afp", "lire aussi", "à lire aussi", "tous droits réservés", "abonnez-vous",
	"kaynak:", "haberin devamı", "abone ol", "tüm hakları", "ayrıca okuyun",
	"اقرأ أيضا", "اقرأ أيضًا", "اقرأ ايضا", "المصدر:", "تحرير", "جميع الحقوق", "إعداد", "تابعونا", "منبع:", "بیشتر بخوانید",
	"سەرچاوە", "بخوێنەوە", "jêder",
}

// agencies are names that stand in a report for who prints it: 'told Reuters' and
// 'told The Associated Press' are one statement.
var agencies = map[string]bool{
	"reuters": true, "afp": true, "ap": true, "associated": true, "press": true, "dpa": true, "efe": true, "ansa": true,
	"xinhua": true, "tass": true, "bloomberg": true, "upi": true, "anadolu": true,
}

// numbers are the words that papers write for figures, each as its figure.
var numbers = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "dozen": "12", "dozens": "dozens", "hundred": "hundred", "hundreds": "hundreds",
	"thousand": "thousand", "thousands": "thousands", "million": "million", "millions": "millions", "billion": "billion", "billions": "billions",
}

// days are weekdays and months, folded, where a language writes them with a capital.
var days = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true,
	"pazartesi": true, "sali": true, "carsamba": true, "persembe": true, "cuma": true, "cumartesi": true, "pazar": true,
}
