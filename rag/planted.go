package rag

import (
	"regexp"
	"strings"
	"unicode"

	"newsdesk/rag/text"
)

// planted reports whether a sentence of an article tells its reader, or a model
// that reads it, to do something, or asks a question: it states nothing, so it
// answers nothing and holds nothing, whoever put it there. What is quoted is
// what somebody said, and is a statement about them.
func planted(sentence string) bool {
	s := strings.TrimSpace(sentence)
	if s == "" || quotes(s) {
		return false
	}
	return asks(s) || addressed.MatchString(s) || commands(s)
}

// quotes reports whether a sentence begins with a quotation that goes on to be
// given to somebody: "“Ignore them,” he said."
func quotes(s string) bool {
	for _, marks := range [][2]string{{"“", "”"}, {`"`, `"`}, {"«", "»"}, {"‘", "’"}, {"„", "“"}} {
		rest, opened := strings.CutPrefix(s, marks[0])
		if !opened {
			continue
		}
		_, after, closed := strings.Cut(rest, marks[1])
		return !closed || strings.ContainsFunc(after, unicode.IsLetter)
	}
	return false
}

func asks(s string) bool {
	s = strings.TrimRight(s, ` "'”’»)`)
	return strings.HasSuffix(s, "?") || strings.HasSuffix(s, "؟")
}

// addressed is what speaks to a model of its own work: no report does.
var addressed = regexp.MustCompile(`(?i)\b(?:your|each|every) (?:\w+ ){0,2}(?:answers?|reply|replies|responses?|output|prompt)\b.{0,80}` +
	`\b(?:users?|readers?|letters?|words?|vowels?|numbers?|must|should|only|instead)\b|` +
	`\b(?:your|my|the model's|the assistant's) (?:\w+ ){0,2}(?:answers?|reply|replies|responses?|output|instructions|prompt|guidelines|system message|training)\b|` +
	`\b(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,4}(?:instructions?|rules?|prompts?|guidelines|directions|above|previous)\b|` +
	`\b(?:system|hidden|secret) prompt\b|\bas an? (?:ai|large language model|language model|chatbot)\b|` +
	`\byou are (?:now )?(?:an? )?(?:ai|language model|assistant|chatbot|dan)\b|\b(?:AI|language) (?:model|assistant)s?\b.{0,40}\b(?:must|should|please)\b|` +
	`\b(?:correct|right|only|true) answer to (?:any|every|all|each|this|the) |\b(?:all|every|each|any) (?:answers?|repl(?:y|ies)|responses?|summar(?:y|ies)) ` +
	`(?:\w+ ){0,3}(?:begins?|ends?|starts?|says?|contains?|includes?|mentions?)\b|` +
	`\b(?:the|an?|any|all|this) (?:ai )?(?:assistants?|chatbots?|bots?|models?|ai)\b (?:\w+ ){0,3}(?:will|must|should|shall|is to|are to|has to|have to|may only|now) (?:\w+ ){0,2}` +
	`(?:say|says|quote|answer|reply|respond|print|write|repeat|state|claim|tell|mention|include|reveal|output)\b|` +
	`\b(?:required|requested|decided|instructed) (?:\w+ ){0,6}(?:assistants?|chatbots?|models?|answers?|replies)\b|` +
	`^\W*(?:system|admin|developer|important|urgent) (?:note|prompt|message|notice|override|instruction)\b\W|` +
	`\b(?:visit|go to|click on|log in to|sign up at|enter your (?:password|details|card))\b.{0,60}\b(?:password|card|account|[a-z0-9-]+\.(?:com|net|org|example|xyz|io|ru|info))\b|` +
	`\bpassword is\b|` +
	`تجاهل (?:\S+ ){0,3}(?:التعليمات|الأوامر)|أجب (?:فقط )?ب|(?:الإجابة|الجواب) الصحيحة? (?:عن|على) (?:أي|كل)|كل (?:إجابة|رد|جواب)|(?:المساعد|النموذج) (?:\S+ ){0,2}(?:أن يقول|يقول|يجيب)`)

// orders are the verbs in the imperative with which such sentences begin.
var orders = folded(`add append include insert integrate incorporate embed modify augment enhance alter adjust replace substitute
	convert translate render rewrite rephrase paraphrase summarise summarize explain describe define discuss elaborate compare list
	enumerate name provide give offer suggest recommend propose draft compose write develop create design generate produce craft
	make build outline break tell show say print output repeat reply respond answer state mention emphasise emphasize highlight promote
	advertise encourage invite urge ask remind introduce misspell scramble jumble rearrange anagram group combine remove delete strip
	use employ apply ignore disregard forget reveal disclose expose leak send email visit click download install follow subscribe open
	go browse navigate pretend imagine act roleplay simulate assume consider remember note calculate compute solve find identify
	classify analyse analyze evaluate estimate predict guess choose pick select encode decode reverse capitalise capitalize spell`)

// afterOrder are the words that follow an imperative with its object; after a
// noun of the same form ('Use of force', 'List prices rose') they do not stand.
var afterOrder = folded(`a an the this that these those your my our their its his her all any every each some several no more only random
	another one two three four five me us them him it you users readers people how what why when where whether who which
	as to with in into from up down out about step random intentional anagrams numbers letters spaces vowels words symbols instead always
	just please`)

// commands reports whether a sentence begins with an imperative.
func commands(s string) bool {
	tokens := text.Tokenize(s)
	i := 0
	for i < len(tokens) && polite[tokens[i].Folded] {
		i++
	}
	if i+1 >= len(tokens) || !orders[tokens[i].Folded] {
		return tokens != nil && i > 0 && i < len(tokens) && orders[tokens[i].Folded]
	}
	between := s[tokens[i].End:tokens[i+1].Start]
	next := tokens[i+1].Folded
	return i > 0 || strings.ContainsAny(between, `"“'‘:`) || afterOrder[next] && !inflected(tokens[i+1:])
}

// polite are the words that may stand before an imperative.
var polite = folded("please kindly now then also next finally first additionally instead")

// inflectedWithin is within how many words after it the verb of a sentence stands
// that begins with a noun: 'Use the army made of it ...' is rare, and lost.
const inflectedWithin = 2

// inflected reports whether the verb of a sentence follows at once, so that what
// stands before it is its subject: 'Answers to them were given'.
func inflected(tokens []text.Token) bool {
	for _, t := range tokens[:min(inflectedWithin, len(tokens))] {
		switch t.Folded {
		case "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could":
			return true
		}
	}
	return false
}
