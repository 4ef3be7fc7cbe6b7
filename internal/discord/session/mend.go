package session

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// mend makes JSON of Discord's readable for discordgo, which fails on a whole
// message, or a page of history, where a component's type is unknown to it.
// Such components are dropped, but a label (18), which holds one field of a
// form, becomes the row (1) that discordgo knows. JSON without components is
// returned as it is.
func mend(data []byte) []byte {
	// Most messages have none, and say so.
	if bytes.Count(data, []byte(`"components":[]`)) == bytes.Count(data, []byte(`"components"`)) {
		return data
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return data // whoever decodes it next says what is wrong
	}
	m := mender{}
	m.walk(v)
	if !m.changed {
		return data
	}
	mended, err := json.Marshal(v)
	if err != nil {
		return data
	}
	return mended
}

type mender struct{ changed bool }

// walk mends all components below v, in place.
func (m *mender) walk(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.walk(e)
		}
	case map[string]any:
		if list, ok := v["components"].([]any); ok {
			v["components"] = m.components(list)
		}
		if a, ok := v["accessory"].(map[string]any); ok && !known(a["type"]) {
			delete(v, "accessory")
			m.changed = true
		}
		for _, e := range v {
			m.walk(e)
		}
	}
}

// components are those of a list that discordgo knows.
func (m *mender) components(list []any) []any {
	kept := make([]any, 0, len(list))
	for _, e := range list {
		c, ok := e.(map[string]any)
		if ok && typeOf(c["type"]) == label {
			m.changed = true
			c = map[string]any{"type": 1, "id": c["id"], "components": []any{c["component"]}}
			kept = append(kept, c)
			continue
		}
		if !ok || !known(c["type"]) {
			m.changed = true
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

const label = 18

// typeOf is a component's type, or 0.
func typeOf(v any) int {
	switch v := v.(type) {
	case json.Number:
		n, _ := strconv.Atoi(v.String())
		return n
	case int:
		return v
	}
	return 0
}

// known reports whether discordgo v0.29.0 has the type of component.
func known(v any) bool {
	n := typeOf(v)
	return n >= 1 && n <= 14 || n == 17
}
