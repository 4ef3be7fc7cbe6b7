package openapitest

import (
	"fmt"
	"regexp"
	"strings"
)

// tolerated matches fields that discordgo v0.29.0 sends and Discord ignores:
// MessageEdit's ID and Channel have no JSON tag, an edit sends back the whole of
// the attachments that it keeps, ThreadStart does not know what kind it starts.
var tolerated = regexp.MustCompile(`^\.(ID|Channel|invitable|type|rate_limit_per_user|(data\.)?attachments\.\d+\.(url|proxy_url|content_type|width|height|size|ephemeral|flags|duration_secs|waveform))$`)

// unknown lists the fields of a value that none of the schemas has: Discord
// ignores some and refuses others, and each is likely a misspelling.
func (s *Spec) unknown(schemas []any, v any, path string) []string {
	schemas = s.flatten(schemas, nil)
	var found []string
	switch v := v.(type) {
	case map[string]any:
		if open(schemas) {
			return nil
		}
		for name, value := range v {
			next := named(schemas, name)
			at := path + "." + name
			switch {
			case next == nil && !tolerated.MatchString(at):
				found = append(found, strings.TrimPrefix(at, "."))
			case value != nil && next != nil:
				found = append(found, s.unknown(next, value, at)...)
			}
		}
	case []any:
		var items []any
		for _, schema := range schemas {
			if m, ok := schema.(map[string]any); ok && m["items"] != nil {
				items = append(items, m["items"])
			}
		}
		for i, value := range v {
			found = append(found, s.unknown(items, value, fmt.Sprintf("%s.%d", path, i))...)
		}
	}
	return found
}

// flatten resolves references and alternatives into a plain list.
func (s *Spec) flatten(schemas, flat []any) []any {
	for _, schema := range schemas {
		m, ok := schema.(map[string]any)
		if !ok {
			continue
		}
		if ref, ok := m["$ref"].(string); ok {
			flat = s.flatten([]any{at(s.doc, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)}, flat)
		}
		flat = append(flat, m)
		for _, key := range []string{"allOf", "anyOf", "oneOf"} {
			if list, ok := m[key].([]any); ok {
				flat = s.flatten(list, flat)
			}
		}
	}
	return flat
}

// open reports whether any of the schemas allows fields of any name, or none
// says anything of fields.
func open(schemas []any) bool {
	described := false
	for _, schema := range schemas {
		m, _ := schema.(map[string]any)
		if extra, ok := m["additionalProperties"]; ok && extra != false {
			return true
		}
		described = described || m["properties"] != nil
	}
	return !described
}

// named are the schemas of a field.
func named(schemas []any, name string) []any {
	var list []any
	for _, schema := range schemas {
		if p := at(schema, "properties", name); p != nil {
			list = append(list, p)
		}
	}
	return list
}
