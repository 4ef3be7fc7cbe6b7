// Package openapitest holds what a bot and a stand-in for Discord say to each
// other against Discord's own description of its HTTP API, openapi.json.
//
// [Load] reads the description, [Spec.Check] judges one exchange and a
// [Recorder], whose Observe is made for standin.Config.OnExchange, all of a
// test. The description is not part of the project: a test that does not find
// it should skip.
//
// Where the description is known to differ from Discord it is mended before
// use; [mend] says where.
package openapitest

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"newsdesk/internal/standin"
)

// location is the name under which the description is compiled.
const location = "file:///openapi.json"

// A Spec is Discord's description, ready to check exchanges. Its methods may be
// called from any goroutine.
type Spec struct {
	doc map[string]any

	mu       sync.Mutex
	compiler *jsonschema.Compiler
	schemas  map[string]*jsonschema.Schema
}

// Load reads a description. The error wraps fs.ErrNotExist where there is none.
func Load(path string) (*Spec, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("load the API's description: %w", err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", path, err)
	}
	doc, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("load %s: it is no object", path)
	}
	mend(doc)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	c.RegisterFormat(&jsonschema.Format{Name: "snowflake", Validate: snowflake})
	if err := c.AddResource(location, doc); err != nil {
		return nil, fmt.Errorf("load %s: %w", path, err)
	}
	return &Spec{doc: doc, compiler: c, schemas: map[string]*jsonschema.Schema{}}, nil
}

var decimal = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)

func snowflake(v any) error {
	s, ok := v.(string)
	if !ok {
		return nil
	}
	if _, err := strconv.ParseUint(s, 10, 64); err != nil || !decimal.MatchString(s) {
		return fmt.Errorf("%q is no snowflake", s)
	}
	return nil
}

// mend changes the description where Discord does otherwise: the codes of
// nested errors are words, and default_member_permissions may be a string.
func mend(doc map[string]any) {
	schemas, _ := at(doc, "components", "schemas").(map[string]any)
	if items, ok := at(schemas, "InnerErrors", "properties", "_errors").(map[string]any); ok {
		items["items"] = map[string]any{
			"type": "object", "required": []any{"code", "message"},
			"properties": map[string]any{"code": map[string]any{"type": []any{"string", "integer"}}, "message": map[string]any{"type": "string"}},
		}
	}
	for _, name := range []string{"ApplicationCommandCreateRequest", "ApplicationCommandUpdateRequest", "ApplicationCommandPatchRequestPartial"} {
		if p, ok := at(schemas, name, "properties", "default_member_permissions").(map[string]any); ok {
			p["type"] = []any{"integer", "string", "null"}
		}
	}
}

// at follows keys down into v; it is nil where there is nothing.
func at(v any, keys ...string) any {
	for _, key := range keys {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[key]
	}
	return v
}

// Check returns what is wrong with an exchange. It says nothing of answers that
// are a fault's, and of routes that the description does not have.
func (s *Spec) Check(x standin.Exchange) []error {
	op, ok := at(s.doc, "paths", x.Route, strings.ToLower(x.Method)).(map[string]any)
	if !ok {
		return nil
	}
	var errs []error
	pointer := []string{"paths", x.Route, strings.ToLower(x.Method)}
	refused := x.Status >= 400
	// A request that was refused may well be a wrong one.
	if !refused && len(x.Request) > 0 {
		errs = append(errs, s.request(op, pointer, x)...)
	}
	if x.Fault == "" {
		errs = append(errs, s.response(op, pointer, x)...)
	}
	for i, err := range errs {
		errs[i] = fmt.Errorf("%s %s: %w", x.Method, x.Route, err)
	}
	return errs
}

// request checks the JSON body, and that it has no field that is not described.
func (s *Spec) request(op map[string]any, pointer []string, x standin.Exchange) []error {
	if at(op, "requestBody", "content", "application/json") == nil {
		return []error{fmt.Errorf("request has a body, want none: %.200s", x.Request)}
	}
	pointer = append(pointer, "requestBody", "content", "application/json", "schema")
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(x.Request))
	if err != nil {
		return []error{fmt.Errorf("request: %w", err)}
	}
	var errs []error
	if err := s.validate(pointer, v); err != nil {
		errs = append(errs, fmt.Errorf("request %.500s: %w", x.Request, err))
	}
	schema := at(op, "requestBody", "content", "application/json", "schema")
	for _, field := range s.unknown([]any{schema}, v, "") {
		errs = append(errs, fmt.Errorf("request: field %s is not described", field))
	}
	return errs
}

// response checks the status and the body.
func (s *Spec) response(op map[string]any, pointer []string, x standin.Exchange) []error {
	status := strconv.Itoa(x.Status)
	if x.Status == 0 || x.Status >= 500 {
		return nil
	}
	if x.Status >= 400 && at(op, "responses", status) == nil {
		status = "4XX"
	}
	described, ok := at(op, "responses", status).(map[string]any)
	if !ok {
		return []error{fmt.Errorf("status %d is not described", x.Status)}
	}
	pointer = append(pointer, "responses", status)
	if ref, ok := described["$ref"].(string); ok {
		pointer = strings.Split(strings.TrimPrefix(ref, "#/"), "/")
		described, _ = at(s.doc, pointer...).(map[string]any)
	}
	if at(described, "content", "application/json") == nil {
		if len(x.Response) > 0 {
			return []error{fmt.Errorf("answer %d has a body, want none: %.200s", x.Status, x.Response)}
		}
		return nil
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(x.Response))
	if err != nil {
		return []error{fmt.Errorf("answer %d: %w", x.Status, err)}
	}
	if err := s.validate(append(pointer, "content", "application/json", "schema"), v); err != nil {
		return []error{fmt.Errorf("answer %d %.1500s: %w", x.Status, x.Response, err)}
	}
	return nil
}

// escape writes a key as a part of a JSON pointer in a URL's fragment.
var escape = strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D", "@", "%40")

// validate checks a value against the schema at a pointer.
func (s *Spec) validate(pointer []string, v any) error {
	var b strings.Builder
	b.WriteString(location + "#")
	for _, part := range pointer {
		b.WriteString("/" + escape.Replace(part))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	schema := s.schemas[b.String()]
	if schema == nil {
		var err error
		if schema, err = s.compiler.Compile(b.String()); err != nil {
			return fmt.Errorf("compile %s: %w", b.String(), err)
		}
		s.schemas[b.String()] = schema
	}
	return schema.Validate(v)
}

// Has reports whether the description has a route.
func (s *Spec) Has(method, route string) bool {
	return at(s.doc, "paths", route, strings.ToLower(method)) != nil
}
