package show

import (
	"strings"
	"testing"
	"unicode"
)

// hostile are texts that would do something in Discord.
var hostile = []string{
	"*a* _b_ **c** __d__ ~~e~~ `f` ||g||", "```go\nx\n```", "# A\n## B\n### C\n-# D", "> a\n>>> b", "- a\n* b\n  - c\n1. d\n+ e",
	"[click](https://evil.example)", "[a](<https://evil.example>)", "](https://evil.example)", "[a\\](https://evil.example)",
	"@everyone @here @EVERYONE", "<@1> <@!2> <@&3> <#4> </ban:5> <t:0:R> <:a:6> <a:b:7> <id:customize>", "<<@1>", "\\<@1>", "\\\\<@1>",
	"https://evil.example", "<https://evil.example>", "steam://run/1", "HTTPS://EVIL.EXAMPLE", "h\u200bttps://evil.example",
	"discord.gg/abc", "https://discord.com/invite/abc", "DiscordApp.com/invite/x", "d\u200biscord.gg/abc", "discord\u00ad.gg/abc",
	":skull: 12:30:45", "<mailto:a@b.example> <+491234> <a@b.example>", "@\u200beveryone", "<\u2060@1>", "@every\u2063one",
	"\u202egnp.exe\u202c", "a\u0000b\u001b[31m", "¯\\_(ツ)_/¯", "trailing \\", "a\u2028# b\r# c\v- d", "\xff\xfe*",
	"a" + strings.Repeat("\u0301", 500), "||[x](http://a.example)||", "*\\**", "_\\__", "\\", "\\\\", "2. \n3.", " > a",
}

func FuzzHarmless(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{Harmless(s), Line(s), "x " + Line(s) + " " + Line(s), "**" + Line(s) + "\n" + Harmless(s)} {
			checkHarmless(t, strings.TrimPrefix(got, "**"), nil)
			if strings.ContainsFunc(got, func(r rune) bool { return unicode.Is(unicode.Cc, r) && r != '\n' }) {
				t.Errorf("a control character in %q", got)
			}
			if strings.ContainsFunc(got, func(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }) {
				t.Errorf("a direction control in %q", got)
			}
		}
		if _, got := read(Line(s)); invisibles.Replace(got) != oneLine(s) {
			t.Errorf("Line(%q) is drawn as %q, want %q", s, got, oneLine(s))
		}
		if _, got := read(Harmless(s)); invisibles.Replace(got) != visible(s) {
			t.Errorf("Harmless(%q) is drawn as %q, want %q", s, got, visible(s))
		}
	})
}

func TestPlainWordsStay(t *testing.T) {
	for _, s := range []string{
		"The delegation, led by Al-Shatri, arrived at 09:30 on Friday.", "A 5% rise (to $1.2bn) – “the first”, he said; why?",
		"وصل الوفد إلى بغداد يوم الجمعة.", "می‌خواهم", "क्‍ष", "家族 👨‍👩‍👧 ❤️ 👍🏽", "Discord. Here and everyone.", "a@b.example", "x ] y", "2025 was",
	} {
		if got := Harmless(s); got != s {
			t.Errorf("Harmless(%q) = %q", s, got)
		}
		if got := Line(s); got != s {
			t.Errorf("Line(%q) = %q", s, got)
		}
	}
}

func TestVisible(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a\u200bb\u00adc\ufeffd\u2060", "abcd"}, {"\u202ea\u2066b\u2069\u200e\u061c", "ab"}, {"a\u200db\u200c", "ab"},
		{"می\u200c\u200cخواهم", "می\u200cخواهم"}, {"می\u200c", "می"}, {"\u200cمی", "می"}, {"a\r\nb\rc\u2029d\te", "a\nb\nc\nd e"},
		{"\x1b[1mx\x00", "[1mx"}, {"a\xffb", "a\uFFFDb"}, {"\U000E0041x\u3164", "x"}, {"x" + strings.Repeat("\u0651", 9), "x" + strings.Repeat("\u0651", 6)},
		{"\u0600123", "\u0600123"},
	} {
		if got := visible(c.in); got != c.want {
			t.Errorf("visible(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestHarmlessInWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"# Top", `\# Top`}, {"a # b - c > d", "a # b - c > d"}, {"1. first", `1\. first`}, {"- x\n- y", "\\- x\n\\- y"},
		{"snake_case *x*", `snake\_case \*x\*`}, {"@everyone", "@" + breaker + "everyone"}, {"<@1>", `\<` + breaker + "@1>"},
		{"https://a.example/b_c", "https:" + breaker + `//a.example/b\_c`}, {"[a](b)", `\[a]` + breaker + "(b)"}, {"a < 5 <", `a \< 5 \<`},
	} {
		if got := Harmless(c.in); got != c.want {
			t.Errorf("Harmless(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://a.example/b?c=d#e", "https://a.example/b?c=d#e"}, {" http://a.example ", "http://a.example"},
		{"https://a.example/(x)/>y <z", "https://a.example/%28x%29/%3Ey%20%3Cz"}, {"https://a.example/اخبار", "https://a.example/%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1"},
		{"https://موقع.example/", "https://موقع.example/"}, {"https://a.example/?u=discord.gg/x&w=@everyone", "https://a.example/?u=discord%2Egg/x&w=%40everyone"},
		{"https://web.example/2/http://a.example", "https://web.example/2/http%3A//a.example"}, {"javascript:alert(1)", ""}, {"ftp://a.example", ""}, {"https://u:p@a.example", ""}, {"https://discord.gg/x", ""}, {"https://ptb.discord.com/channels/1", ""},
		{"a.example", ""}, {"", ""}, {"https://", ""}, {"https://a.example/\nx", ""}, {"https://a.example/" + strings.Repeat("x", 600), ""}, {"https://a\u202e.example", ""},
	} {
		if got := address(c.in); got != c.want {
			t.Errorf("address(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
