package coverage

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
)

// linked is JSON-LD: what a page says of itself for programs. Names are those of
// schema.org.
type linked struct {
	things []thing          // in order, those of @graph and main entities too
	byID   map[string]thing // for what is said elsewhere on the page
}

type thing = map[string]any

// maxLinked bounds the things that are read of one page: those of real ones are
// a few tens, or a list's hundreds.
const maxLinked = 2000

// add reads one script. What is not JSON is passed over, for browsers do so.
func (l *linked) add(script string) {
	var value any
	if json.Unmarshal([]byte(unwrapped(script)), &value) == nil {
		l.collect(value)
	}
}

// unwrapped takes off what old templates put around a script.
func unwrapped(script string) string {
	script = strings.TrimSpace(script)
	for _, wrap := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}, {"<![CDATA[", "]]>"}} {
		if strings.HasPrefix(script, wrap[0]) {
			script = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(script, wrap[0]), wrap[1]))
		}
	}
	return strings.TrimSuffix(script, ";")
}

// collect notes the things that a page is about: not those that it only names.
func (l *linked) collect(value any) {
	if len(l.things) >= maxLinked {
		return
	}
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			l.collect(v)
		}
	case thing:
		if id, _ := value["@id"].(string); id != "" && len(value) > 1 {
			if l.byID == nil {
				l.byID = map[string]thing{}
			}
			if _, twice := l.byID[id]; !twice {
				l.byID[id] = value
			}
		}
		l.things = append(l.things, value)
		l.collect(value["@graph"])
		l.collect(value["mainEntity"])
		if page, ok := value["mainEntityOfPage"].(thing); ok {
			l.collect(page["mainEntity"])
		}
	}
}

// types are what a thing is, without where that is defined.
func types(t thing) []string {
	var all []string
	for _, s := range texts(t["@type"]) {
		all = append(all, s[strings.LastIndexAny(s, "/#:")+1:])
	}
	return all
}

// isArticle reports whether a name of schema.org is that of a kind of article.
func isArticle(kind string) bool {
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting") || kind == "Report"
}

// articles are the things that are articles.
func (l *linked) articles() []thing {
	var all []thing
	for _, t := range l.things {
		if slices.ContainsFunc(types(t), isArticle) {
			all = append(all, t)
		}
	}
	return all
}

// is reports whether the page is about a thing of some kind.
func (l *linked) is(kinds ...string) bool {
	return slices.ContainsFunc(l.things, func(t thing) bool {
		return slices.ContainsFunc(types(t), func(k string) bool { return slices.Contains(kinds, k) })
	})
}

// names are those of persons or organisations, however they are given: as a
// text, as a thing with a name, as the id of one, or a list of these.
func (l *linked) names(value any) []string {
	switch value := value.(type) {
	case string:
		return []string{plain(value)}
	case []any:
		var all []string
		for _, v := range value[:min(len(value), maxNames)] {
			all = append(all, l.names(v)...)
		}
		return all
	case thing:
		if name := texts(value["name"]); len(name) > 0 {
			return name[:1]
		}
		id, _ := value["@id"].(string)
		if named := texts(l.byID[id]["name"]); len(named) > 0 {
			return named[:1]
		}
	}
	return nil
}

// maxNames bounds how many names are read of one list.
const maxNames = 20

// texts are a value's texts: its own, or those of a list.
func texts(value any) []string {
	switch value := value.(type) {
	case string:
		if s := plain(value); s != "" {
			return []string{s}
		}
	case []any:
		var all []string
		for _, v := range value {
			if s, ok := v.(string); ok && plain(s) != "" {
				all = append(all, plain(s))
			}
		}
		return all
	}
	return nil
}

// textOfLD is the first of a value's texts.
func textOfLD(value any) string { return first(texts(value)...) }

// plain is a text in one line. Many sites write it in JSON as they do in HTML.
func plain(s string) string { return oneLine(tidy(html.UnescapeString(s))) }

// unfree reports whether a thing is said to be for those who pay.
func unfree(t thing) bool {
	switch free := t["isAccessibleForFree"].(type) {
	case bool:
		return !free
	case string:
		return strings.EqualFold(strings.TrimSpace(free), "false") || strings.HasSuffix(free, "/False")
	}
	return false
}
