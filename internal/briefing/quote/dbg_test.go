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
"I ran," Holm said. "From whom?" "From him," she said.
One official said it was "good", another that it was "bad".
Holm said it was "good" and that she was "glad". Holm said it was "good", adding that it was "cheap", and that Berg was "lucky".
"I ran," Holm said. Berg was asked the same. "Me too," he said. Lang was not asked. "I ran first," she said.
"I ran," Ida Holm said. Max Berg, her husband, was slower. "I walked," he said. Their son Max was asleep. "He snores," she said.
Ida Holm, 43, ran. Max Berg, 50, walked. "I ran for my life," Holm said. "I walked for mine," said Berg. "It was hot," he said.
When Ida Holm met Max Berg she was 20. "He was tall," she says. "I was not," he says.
When Ida Holm's son met Max Berg he was 20. "He was tall," she says.
Ida Holm's book about Max Berg says he was "tall". Berg says: "I am not."
A biography of Ida Holm by Max Berg calls her "tall". Holm says it is "rubbish".
Max Berg, the author of a biography of Ida Holm, calls her "tall". In the book, Holm says she is "small".
Ida Holm told her biographer, Max Berg, that she was "small". "I am small," she told him.
Ida Holm's doctor told the court she was "small". Judge Max Berg said she was "tall". "I am both," Holm said.
Prosecutor Ida Holm asked Berg if he was "tall". "No," he said. "Small?" she asked. "No," he said.
Holm: "We won." / Berg: "We lost." / Reporter: "Who won?" / Holm: "We did."
HOLM: "We won." / BERG: "We lost."
Holm's team won. "We won," captain Clara Voss said. "They lost," said coach Peter Lang of Berg's team. "We lost," said Berg.
The owner of the shop where Holm worked, Max Berg, said she was "quiet". The man who found her said she was "cold".
The man who found her, Max Berg, said she was "cold". Her sister, whose name was not given, said she was "happy".
The woman whose son died said he was "good". The woman, Ida Holm, said he was "very good".
Friends of Holm said she was "happy". A friend of Berg's said he was "sad". Berg's friend Peter Lang said he was "mad".
The aide to Holm said she was "happy". An aide to Berg, Peter Lang, said he was "sad". Holm aide Clara Voss said she was "glad".
Former aide Peter Lang, who testified against Berg, said he was "a liar". Berg said the aide was "a rat".
The daughter of Berg, Clara, 12, said: "Hi." Berg's dog is called "Hi".
Berg's successor, Ida Holm, said he left "a mess". Her predecessor said it was "in order".
Holm, Berg's successor, said he left "a mess". Holm succeeded Berg, who said it was "in order".
Holm succeeds Berg, who was called "a mess" by Lang.
Holm lost to Berg, who said it was "easy". She said it was "hard".
Holm lost to Berg. It was "easy", he said. It was "hard", she said.
Holm beat Berg, the man she had called "weak". Berg, the man whom Holm beat, said she was "strong".
Holm's claim that Berg was "weak" was false. Holm's lawyer's claim was "weak", said the judge. Berg's answer was "no".
A spokeswoman for the company, Ida Holm, said it was "good". A spokeswoman for Berg's company said it was "bad".
Company founder Max Berg's lawyer said it was "good". The lawyer for Max Berg's company said it was "bad".
Lawyer Ida Holm, representing Max Berg, said it was "good". Max Berg, represented by Ida Holm, said it was "bad".
Ida Holm, together with Max Berg, said it was "good". Ida Holm, like Max Berg, said it was "bad". Ida Holm, unlike Max Berg, said no.
Ida Holm, along with Max Berg and Peter Lang, called it "good". Unlike Ida Holm, Max Berg called it "bad".
`
