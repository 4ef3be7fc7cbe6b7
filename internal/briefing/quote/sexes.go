package quote

import (
	"strings"

	"newsdesk/rag/text"
)

// sexOf is the sex that a given name is mostly given to; names of both, and those
// not listed, tell nothing.
func sexOf(name string) sex {
	first, _, many := strings.Cut(text.Fold(name), " ")
	if !many {
		return unknown
	}
	first, _, _ = strings.Cut(first, "-")
	return givenSex[first]
}

// sexOfOffice is what an office or a relation tells.
func sexOfOffice(words map[string]bool) sex {
	for w := range words {
		if s := relatedSex[w]; s != unknown {
			return s
		}
	}
	return unknown
}

var relatedSex = sexes(`mr spokesman chairman king prince brother father son husband grandfather boy uncle nephew widower actor policeman
	businessman fisherman congressman sir lord imam pope bishop waiter monk fireman man alderman baron duke grandson`,
	`mrs ms spokeswoman chairwoman queen princess sister mother daughter wife grandmother girl aunt niece widow actress policewoman
	businesswoman congresswoman lady dame nun waitress woman alderwoman baroness duchess midwife granddaughter`)

func sexes(men, women string) map[string]sex {
	m := map[string]sex{}
	for w := range strings.FieldsSeq(men) {
		m[text.Fold(w)] = male
	}
	for w := range strings.FieldsSeq(women) {
		m[text.Fold(w)] = female
	}
	return m
}

// givenSex has given names that are common in news and are given to one sex alone.
var givenSex = sexes(`ahmed ahmad mohammed mohamed muhammad mohammad mahmoud mustafa ali hassan hussein hussain omar othman khaled khalid youssef
	yusuf yasser bashar basel bassel basem hamid fuad fouad faisal abdullah ibrahim ismail jamal karim majid nouri saad salim samir
	tariq tarek walid ziad zaid haidar haider muqtada mokhtar fareed farid assaad asaad nizar rami adel adnan amr anwar ayman bilal
	fadi ghassan hadi haitham imad jaber kamal marwan mazen nabil nasser osama raed rashid sami tamer wael yahya zakaria adam idris
	james john robert michael david william richard joseph thomas charles daniel matthew anthony mark paul steven andrew kenneth george
	joshua kevin brian edward ronald timothy jason jeffrey gary nicholas eric jonathan stephen larry scott frank brandon benjamin
	samuel gregory alexander patrick jack dennis tyler aaron jose henry peter adrian alan albert alfred arthur barry ben bernard bill
	bob boris bruce carl christopher colin craig dean derek donald douglas duncan ed edwin ernest eugene fred frederick gavin geoffrey
	gerald giles gordon graham grant greg guy harold harry howard hugh hugo ian ivan jacob jake jeremy jerry jim joe keir keith ken
	lawrence leo leon liam luke malcolm martin max mike nathan neil nigel noah norman oliver oscar owen philip phil ralph ray raymond
	rex roger ross roy rupert ryan sean simon stanley stuart ted terence theodore tim tom tony trevor victor vincent walter wayne
	luc pierre jacques louis henri marc michel philippe francois alain bernard didier emmanuel etienne gerard gilles guillaume
	laurent nicolas olivier pascal rene sebastien thierry xavier yves antoine julien
	karl hans klaus jurgen wolfgang heinz helmut dieter friedrich fritz gunter heinrich jens jorg kurt lars ludwig manfred markus matthias
	olaf otto rainer rolf rudolf sven thorsten ulrich uwe werner willem johan joost kees pieter
	carlos juan luis miguel pedro jorge fernando alejandro antonio diego eduardo enrique esteban felipe francisco gabriel gustavo hector
	ignacio javier joaquin julio manuel marco mario mateo pablo rafael ramon raul ricardo roberto rodrigo salvador santiago sergio tomas
	danilo joao paulo nuno rui tiago bruno vitor
	giovanni giuseppe francesco luca matteo lorenzo andrei alessandro stefano paolo pietro enzo dario fabio massimo
	vladimir sergei dmitry dmitri mikhail nikolai oleg oleh pavel petro volodymyr yuri yuriy viktor vasyl mykola taras anatoly boris igor
	konstantin maxim roman ruslan stanislav timur valery vitaly yevgeny andriy bohdan
	vlado drago dragan goran ivo jovan milan milos nikola petar radovan slobodan stefan zoran rok luka marko janez rumen dimo georgi
	ivaylo plamen todor bogdan ion mihai radu vasile andrzej jaroslaw jerzy krzysztof lech marcin marek mateusz piotr stanislaw tadeusz
	tomasz wojciech zbigniew jaroslav jiri josef karel milos vaclav zdenek istvan janos laszlo sandor zoltan gyorgy viktor
	recep ahmet mehmet murat mustafa emre hakan kemal orhan selahattin yusuf
	kwame kofi kwesi chinedu emeka olusegun babatunde tunde sanjay rajesh rahul amit anil arun ashok narendra nimal mahinda gotabaya
	ranil bambang joko hiroshi kenji takashi shinzo fumio yoshihide juha mikko pekka matti bjorn erik gunnar magnus nils ole olav per
	josiah ezra elias isaac amos abel silas caleb ethan lucas edwin matej vojtech radek tomislav hrvoje nenad aleksandar bojan giorgi zurab levan davit vakhtang rasmus anders henrik jakob jesper soren einar haakon tor bambang luan arben ilir`,
	`mary patricia jennifer linda elizabeth barbara susan jessica sarah lisa nancy betty sandra margaret kimberly emily donna
	michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia kathleen amy angela shirley anna ruth brenda
	pamela nicole katherine samantha christine catherine virginia rachel carolyn janet maria heather diane julie joyce victoria 	christina evelyn judith megan alice ann anne bridget carmela cecilia charlotte claire clara clare daisy diana doris edith eileen
	eleanor ella ellen elsie emma erin esther eva eve fiona flora florence frances gemma georgina gertrude gillian gloria harriet
	hannah hazel heidi hilary ida imogen ingrid irene iris isabel isabella ivy jane jill joanna josephine julia juliet kate
	kirsten liz lorna louise lucy lydia mabel maeve mandy marge marie martha maureen maud melanie mia mildred miranda
	miriam moira molly monica nadine naomi natalie nina nora olga olive olivia pauline penelope philippa phoebe polly rhoda rita roberta
	rosa rosalind rose rosemary roxanne sally sheila sophia sophie stella sue susanna sylvia teresa theresa tina ursula valerie vanessa
	vera veronica vivian wendy winifred yvonne zoe
	fatima aisha amina maryam mariam khadija zainab zeinab layla leila lama hanan huda rania reem salma samira sana
	yasmin zahra hadiza hauwa halima ngozi chiamaka funmi amara aminata fatou awa mariama
	jutta ursula angela annalena sabine petra heike monika birgit renate helga ingeborg greta gretchen katrin anja antje silke
	lidia giulia chiara francesca elena alessandra valentina paola giorgia lucia martina sofia
	alma carmen dolores guadalupe ines juana luisa mercedes pilar raquel rocio soledad ximena claudia adriana alejandra beatriz camila
	mariana paula silvia susana yolanda
	amelie aurelie brigitte cecile celine chantal delphine elodie florence genevieve isabelle juliette marine mathilde
	nathalie odile severine solange sylvie therese veronique
	olena oksana iryna natalia natalya svetlana tatiana tatyana yulia yuliia ludmila lyudmila galina irina ekaterina anastasia 	kateryna halyna larysa mariya nadiya irena vesna jelena milica dragana ljiljana snezana ewa agnieszka anna joanna katarzyna magdalena
	malgorzata beata zofia jadwiga petra ivana jana lenka zuzana katalin ilona erzsebet
	alena kasia tereza hana katya masha dasha olya malin saga ingrid linnea karin kerstin birgitta lotte marta yuki sakura naoko akiko keiko michiko yoko indira priya sunita lakshmi sonia kamala anjali selvi ayse fatma emine elif zeynep
	 keti tamar aino kaisa sanna astrid ingeborg sigrid solveig freya helle mette kirsten pernille`)
