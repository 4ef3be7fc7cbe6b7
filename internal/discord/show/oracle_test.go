package show

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// A token is something that Discord makes of text besides drawing it.
type token struct{ kind, text string }

// The rules by which Discord's apps read a message, from the left at each
// character (simple-markdown's rules with Discord's own), made more eager where in
// doubt: what none of them finds is drawn as it stands.
var (
	blocks = []struct {
		kind string
		*regexp.Regexp
	}{
		{"heading", regexp.MustCompile(`^ *#{1,3}\s+`)},
		{"small", regexp.MustCompile(`^ *-# +`)},
		{"quote", regexp.MustCompile(`^ *>(?:>>)? `)},
		{"list", regexp.MustCompile(`^ *(?:[*+-]|\d+\.) `)},
	}
	inlines = []struct {
		kind string
		*regexp.Regexp
	}{
		{"masked", regexp.MustCompile(`^\[((?:\[[^\]]*\]|[^\[\]]|\])*?)\]\(\s*<?[^\s]*>?`)},
		{"angle", regexp.MustCompile(`^<(?:@[!&]?|#|/|a?:|t:|id:|https?:|mailto:|tel:|\+|\w)[^>]*>`)},
		{"everyone", regexp.MustCompile(`(?i)^@(?:everyone|here)`)},
		{"emoji", regexp.MustCompile(`^:[^\s:]{1,64}:`)},
		{"address", regexp.MustCompile(`^\w+://\S`)},
		{"code", regexp.MustCompile("^`")},
		{"style", regexp.MustCompile(`^(?:\*|_|~~|\|\|)`)},
	}
	escaped = regexp.MustCompile(`^\\[^0-9A-Za-z\s]`)
)

// read returns what Discord makes of a message and the text that it draws.
func read(s string) (tokens []token, text string) {
	var b strings.Builder
	lineStart := true
next:
	for i := 0; i < len(s); {
		if lineStart {
			for _, rule := range blocks {
				if m := rule.FindString(s[i:]); m != "" {
					tokens = append(tokens, token{rule.kind, m})
					i += len(m)
					continue next
				}
			}
		}
		lineStart = s[i] == '\n'
		if m := escaped.FindString(s[i:]); m != "" {
			b.WriteString(m[1:])
			i += len(m)
			continue
		}
		for _, rule := range inlines {
			if m := rule.FindString(s[i:]); m != "" {
				tokens = append(tokens, token{rule.kind, m})
				b.WriteString(m)
				i += len(m)
				continue next
			}
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		b.WriteString(s[i : i+size])
		i += size
	}
	return tokens, b.String()
}

// pings matches what Discord's servers find in a message, who read no escapes.
var pings = regexp.MustCompile(`(?i)<@[!&]?\d+>|<#\d+>|<a?:\w+:\d+>|</[^>]+:\d+>|<t:-?\d+|<id:|@everyone|@here|discord(?:app)?\.(?:gg|com|new|gift)/`)

// bare matches an address that is not put in angle brackets.
var bare = regexp.MustCompile(`(?:^|[^<])(?:https?|steam|discord)://\S`)

// invisibles are what we put in ourselves.
var invisibles = strings.NewReplacer(breaker, "", string(isolateLeft), "", string(isolateRight), "", string(isolateFirst), "", string(pop), "")

// checkHarmless fails if Discord makes anything of a message but what is allowed.
func checkHarmless(t *testing.T, message string, allowed func(token) bool) {
	t.Helper()
	tokens, _ := read(message)
	for _, one := range tokens {
		if allowed == nil || !allowed(one) {
			t.Errorf("%s %q in %q", one.kind, one.text, message)
		}
	}
	if m := pings.FindString(message); m != "" && (allowed == nil || !allowed(token{"ping", m})) {
		t.Errorf("ping %q in %q", m, message)
	}
	if m := bare.FindString(message); m != "" {
		t.Errorf("bare address %q in %q", m, message)
	}
}
