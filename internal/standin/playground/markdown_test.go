package playground_test

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsdesk/internal/standin/playground/playgroundtest"
)

// markdown renders texts as messages and returns, for each, its elements as text:
// tags, and of links their addresses.
const markdown = `Promise.all([import('/web/markdown.js'), import('/web/dom.js')]).then(([{ parse, render }]) => {
	const names = { me: '9', user: (id) => ({ 9: 'Ruth', 8: 'Alice' })[id], channel: (id) => ({ 7: 'iraq-desk' })[id] };
	const show = (n) => n.nodeType === Node.TEXT_NODE ? n.textContent : '<' + n.localName +
		(n.hasAttribute('href') ? ' ' + n.getAttribute('href') : n.className && !n.className.startsWith('spoiled') ? '.' + n.className.replaceAll(' ', '.') : '') + '>' + [...n.childNodes].map(show).join('') + '</' + n.localName + '>';
	return TEXTS.map((text) => [...render(parse(text), names).childNodes].map(show).join(''));
})`

// rendered are texts as the page renders them.
func rendered(t *testing.T, b *playgroundtest.Tab, texts ...string) []string {
	t.Helper()
	list, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	return playgroundtest.Value[[]string](b, strings.Replace(markdown, "TEXTS", string(list), 1))
}

func TestMarkdownReadsAsDiscords(t *testing.T) {
	t.Parallel()
	cases := []struct{ text, want string }{
		{"plain", "<p>plain</p>"},
		{"a\nb", "<p>a\nb</p>"},
		{"**b** *i* _i_ __u__ ~~s~~ ***bi***", "<p><strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s> <strong><em>bi</em></strong></p>"},
		{"snake_case_word 2*3*4 * alone", "<p>snake_case_word 2<em>3</em>4 * alone</p>"},
		{`\*not\* \_it\_ \<@9> \[1]`, "<p>*not* _it_ <@9> [1]</p>"},
		{"**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"},
		{"`a*b*` ``c`d``", "<p><code.code>a*b*</code> <code.code>c`d</code></p>"},
		{"||hid **den**||", "<p><span.spoiler><span>hid <strong>den</strong></span></span></p>"},
		{"<@9> <@!8> <@5> <#7> <@&3> </ask:4> @everyone", "<p><span.mention.mention-me>@Ruth</span> <span.mention>@Alice</span> <span.mention>@unknown-user</span> <button.mention>#iraq-desk</button> <span.mention>@role</span> <span.mention>/ask</span> <span.mention>@everyone</span></p>"},
		{"<:wave:123> :wave:", "<p>:wave: :wave:</p>"},
		{"see https://a.example/x_(y), and <https://b.example>.", "<p>see <a https://a.example/x_(y)>https://a.example/x_(y)</a>, and <a https://b.example/>https://b.example</a>.</p>"},
		{"[w **b**](https://a.example) [w](<https://b.example/a%28b>)", "<p><a https://a.example/>w <strong>b</strong></a> <a https://b.example/a%28b>w</a></p>"},
		{"[1] [2](https://a.example/x) — [3]", "<p>[1] <a https://a.example/x>2</a> — [3]</p>"},
		{"[x](javascript:alert(1)) [y](data:text/html,z) [z](//a.example)", "<p>[x](javascript:alert(1)) [y](data:text/html,z) [z](//a.example)</p>"},
		{"[https://good.example](https://evil.example)", "<p>[<a https://good.example/>https://good.example</a>](<a https://evil.example/>https://evil.example</a>)</p>"},
		{"# H\n## I\n### J\n#### K\n#L", "<p.heading.heading-1>H</p><p.heading.heading-2>I</p><p.heading.heading-3>J</p><p>#### K\n#L</p>"},
		{"-# s\ntext", "<p.small>s</p><p>text</p>"},
		{"> q\n> r\ntext", "<blockquote><p>q\nr</p></blockquote><p>text</p>"},
		{">>> q\nr", "<blockquote><p>q\nr</p></blockquote>"},
		{"- a\n  - b\n- c\n1. d\n2. e", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol><li>d</li><li>e</li></ol>"},
		{"a\n```go\nx := \"**y**\"\n```\nb", "<p>a</p><pre.fence><code>x := \"**y**\"</code></pre><p>b</p>"},
		{"```<img src=x onerror=alert(1)>```", "<pre.fence><code><img src=x onerror=alert(1)></code></pre>"},
		{"<script>alert(1)</script>", "<p><script>alert(1)</script></p>"},
		{"<t:99999999999999:R> <t:9999999999999>", "<p><t:99999999999999:R> <span.time>Invalid date</span></p>"},
		{"", ""}, {"\n\n", ""}, {"**", "<p>**</p>"}, {"****", "<p>****</p>"}, {"```", "<p>```</p>"}, {"[", "<p>[</p>"}, {"\\", "<p>\\</p>"},
	}
	b := newRoom(t).visit(t)
	var texts []string
	for _, c := range cases {
		texts = append(texts, c.text)
	}
	for i, got := range rendered(t, b, texts...) {
		if got != cases[i].want {
			t.Errorf("%q is\n%s, want\n%s", cases[i].text, got, cases[i].want)
		}
	}
}

// pieces are what hostile texts are made of.
var pieces = []string{
	"*", "**", "_", "__", "~~", "||", "`", "```", "\n", "> ", ">>> ", "# ", "-# ", "- ", "  - ", "1. ", "[", "]", "(", ")", "](", "<", ">", "\\", " ", "\"", "'", "&lt;", "&#60;",
	"<script>alert(1)</script>", "<img src=x onerror=hit()>", "<svg/onload=hit()>", "javascript:hit()", "JaVaScRiPt:hit()", "data:text/html,<script>hit()</script>", "vbscript:hit()",
	"https://a.example/", "http://b.example", "https://", "https://a.example/\"onmouseover=\"hit()", "https://[", "//c.example", "<https://d.example>", "[x](javascript:hit())", "[x](<javascript:hit()>)",
	"[x](https://a.example \"t\" onclick=hit())", "<@9>", "<#7>", "<t:1:R>", "<t:-9999999999999:F>", "</ask:1>", "<a:b:1>", "@everyone", "\u202e", "\u2066", "\u0000", "\u2028", "متى", "x", "style=", "constructor", "__proto__",
}

// safe renders texts into the page itself and returns what should not be there, and
// how long the slowest took in milliseconds.
const safe = `Promise.all([import('/web/markdown.js'), import('/web/component.js')]).then(([{ parse, render }, { embed, component, attachment }]) => {
	const names = { me: '9', user: (id) => '<b>' + id, channel: (id) => '<i>' + id };
	const tags = new Set(['p', 'pre', 'code', 'blockquote', 'ul', 'ol', 'li', 'strong', 'em', 'u', 's', 'a', 'span', 'time', 'button', 'div', 'dl', 'dt', 'dd', 'hr', 'img', 'svg', 'path']);
	const wanted = new Set(['class', 'href', 'target', 'rel', 'title', 'dir', 'role', 'tabindex', 'aria-level', 'aria-label', 'aria-hidden', 'datetime', 'inert', 'start', 'type', 'data-channel', 'viewBox', 'd', 'src', 'alt', 'loading', 'download', 'data-key', 'disabled', 'style']);
	const wrong = [];
	let slowest = 0;
	globalThis.hit = () => wrong.push('a script ran');
	const place = document.createElement('div');
	document.body.append(place);
	const message = { id: '1', attachments: [], embeds: [], components: [] };
	for (const text of TEXTS) {
		const started = performance.now();
		const short = text.slice(0, 80);
		place.replaceChildren(render(parse(text), names),
			embed({ title: short, url: text, description: text, author: { name: short, url: text }, footer: { text }, image: { url: text }, thumbnail: { url: text }, fields: [{ name: text, value: text }] }, message),
			component({ type: 17, components: [{ type: 10, content: text }, { type: 2, style: 5, label: text, url: text }, { type: 2, style: 1, label: text, custom_id: text }, { type: 12, items: [{ media: { url: text }, description: text }] }, { type: text }] }, message),
			attachment({ url: text, filename: text, content_type: text, size: 1 }));
		slowest = Math.max(slowest, performance.now() - started);
		for (const e of place.querySelectorAll('*')) {
			if (!tags.has(e.localName)) wrong.push(text + ' makes a ' + e.localName);
			for (const a of e.attributes) {
				if (!wanted.has(a.name) || /^on/.test(a.name)) wrong.push(text + ' makes an attribute ' + a.name);
			}
			if (e.localName === 'a' && !/^https?:\/\//.test(e.href)) wrong.push(text + ' links to ' + e.href);
			if (e.localName === 'a' && !e.rel.includes('noreferrer') && !e.download) wrong.push(text + ' has a link that says where it is from');
			if (e.localName === 'img' && new URL(e.src).origin !== location.origin) wrong.push(text + ' loads ' + e.src);
			e.click?.call && e.localName === 'span' && e.click();
		}
	}
	place.remove();
	return [wrong.slice(0, 5), slowest];
})`

// TestTextNeverBecomesMore renders many hostile texts.
func TestTextNeverBecomesMore(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	const texts, length = 1500, 24
	random := rand.New(rand.NewPCG(2026, 3))
	list := append([]string{}, pieces...)
	for range texts {
		var s strings.Builder
		for range 1 + random.IntN(length) {
			s.WriteString(pieces[random.IntN(len(pieces))])
		}
		list = append(list, s.String())
	}
	for _, p := range pieces { // what takes longest to read: one thing again and again
		list = append(list, strings.Repeat(p, 4000/len(p)), strings.Repeat(p+" x", 4000/(len(p)+2)))
	}
	encoded, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	got := playgroundtest.Value[[]any](b, strings.Replace(safe, "TEXTS", string(encoded), 1))
	if wrong := got[0].([]any); len(wrong) > 0 {
		t.Errorf("%q", wrong)
	}
	t.Logf("%d texts, the slowest in %.0f ms", len(list), got[1])
}

// TestNoPartTakesHTML reads the page's own parts for what would make elements or
// scripts of text.
func TestNoPartTakesHTML(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("web", "*.js"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, never := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser", "createContextualFragment", "setHTMLUnsafe", "srcdoc"} {
			if strings.Contains(string(text), never) {
				t.Errorf("%s has %s", name, never)
			}
		}
	}
}
