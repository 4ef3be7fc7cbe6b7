package quote_test

import (
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	for _, b := range strings.Split(strings.TrimSpace(dbg), "\n") {
		b = strings.ReplaceAll(b, "/", "\n\n")
		t.Log(strings.ReplaceAll(b, "\n\n", " / "))
		for _, q := range of(t, b) {
			t.Logf("      >> %s (%s): %s", q.Speaker, q.Role, q.Words)
		}
	}
}

const dbg = `
Clara Voss resigned after Max Berg called her "a pig".
The minister resigned after the opposition called him "a pig".
A report published last year found that the bridge was "a danger".
Peter and Clara Lang run the shop. "We open at six," Clara Lang said. "At five," said her husband. Lang said: "At six."
Peter and Clara Lang run the shop. "We open at six," Peter Lang said. "At five," said Clara.
Clara Voss found a note: "I am gone."
Clara Voss left a note: "I am gone."
Clara Voss received a letter from the bank: "You owe us."
Clara Voss posted a message on X: "I am gone."
Clara Voss had one message for Max Berg: "Go."
The captain had one message: "Go."
Clara Voss had a simple answer: "Go."
Tom Jones heard the captain's order: "Full speed."
"It was dark," Voss recalled. "I fell."
"It was dark," remembered Voss. "I fell."
Voss recalled that it was "dark".
"We will win," Voss told the crowd, which answered: "We will!"
Voss told the crowd: "We will win." The crowd answered: "We will!"
Voss said she would go "in a heartbeat". Asked when, she said: "Now."
Asked when Lang would go, Voss said: "Now." He said: "Never."
Voss, 43, and Lang, 50, have been married since May. "He cooks," she said. "She eats," he said.
"He cooks," said Voss, 43, of Lang. "She eats," Lang said with a laugh.
The trainer of the horse, Ida Holm, said it was "tired". Its owner, Max Berg, said: "Nonsense." The jockey said it was "sick".
The jockey, who asked not to be named, said it was "sick". "I told them," the jockey said.
The hotel's owner, Ida Holm, said guests had been "wonderful". One guest, Max Berg, said the owner was "an angel". "She baked for us," he said.
The hotel was full, its owner said. "We had no beds," she said. Ida Holm, a guest, slept in the bath. "It was cold," she said.
A nurse at the clinic said the wards were "full". A doctor said they were "empty". "She is wrong," he said.
Ida Holm of the Greens called it "theft". Max Berg of the Liberals said it was "fair". A Greens spokesman said: "It is theft."
Greens leader Ida Holm called it "theft" and Liberal leader Max Berg "fair".
Ida Holm called it "theft", Max Berg "fair".
Ida Holm said it was "theft" and "a shame". Max Berg: "It is fair."
Ida Holm said it was "theft", adding: "It is a shame." Berg, smiling, said: "It is fair."
"It is theft," said Ida Holm. But Max Berg, her rival, says it is "fair". And he adds: "She knows."
Ida Holm said it was "theft". Her rival says it is "fair". "She knows," he adds.
Ida Holm said it was "theft". In her view, Berg is "a crook".
In the view of Ida Holm, Berg is "a crook".
To Ida Holm, Berg is "a crook".
Ida Holm sees Berg as "a crook". Ida Holm considers him "a crook".
Ida Holm thinks Berg is "a crook". Police believe he is "armed".
Officials say privately that Berg is "finished". One called him "a ghost".
Officials say privately that Berg is "finished". "He is a ghost," one said.
Two officials said Berg was "finished". "He is a ghost," said one. The other said: "He is a king."
Berg's aides say he is "fine". He himself says he is "tired". "I want to sleep," he told the Herald.
The Herald reported that Berg was "finished". Berg told the Herald he was "fine". The Times said he was "dying".
Berg was "finished", the Herald reported, quoting an aide.
Berg is "finished", an aide told the Herald. "He is a ghost," the aide said.
Berg, the Herald wrote, was "a ghost". "I am not," he said.
Hill wrote in his memoirs that Cole was "a bore". Cole, in hers, called Hill "a bully".
"Cole was a bore," Hill wrote in his memoirs. In hers, Cole wrote: "Hill was a bully."
Hill once said of Cole: "She is a bore." She said of him: "A bully."
"She is a bore," Hill once said of Cole. "A bully," she said of him.
`
