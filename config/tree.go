package config

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Problem is one thing wrong in a configuration file. Line 0 means the file as
// a whole, or a key that is not in it.
type Problem struct {
	Line, Column int
	Path         string // of the key, such as "policy.versions[0].from"
	What         Said   // never holds the value of a secret
}

// Error lists everything found wrong in one configuration file.
type Error struct {
	File     string
	Problems []Problem
}

// Error has one line a problem: FILE:LINE:COLUMN: key: what is wrong.
func (e *Error) Error() string { return e.In(nil) }

// In is Error in the language of a table.
func (e *Error) In(table map[string]string) string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		at, path := e.File, ""
		if p.Line > 0 {
			at = fmt.Sprintf("%s:%d:%d", e.File, p.Line, p.Column)
		}
		if p.Path != "" {
			path = p.Path + ": "
		}
		lines[i] = at + ": " + path + MaskTokens(p.What.In(table))
	}
	return strings.Join(lines, "\n")
}

// tree decodes a YAML document into Go values by their yaml tags. It goes on
// after a fault, so that one run shows them all: unknown keys with the nearest
// known one, wrong types, values that UnmarshalText refuses. A key without a
// value keeps what dst held before. Anchors, aliases and tags are refused.
type tree struct {
	problems []Problem
	seen     map[string]ast.Node // path → key or item, for faults found later
}

func newTree() *tree { return &tree{seen: make(map[string]ast.Node)} }

// decode fills dst, a pointer to a struct, from the one document in source.
func (t *tree) decode(source []byte, dst any) {
	file, err := parser.ParseBytes(source, 0)
	var syntax yaml.Error
	switch {
	case errors.As(err, &syntax):
		// Not err.Error(): it draws the faulty line, which may hold the token.
		line, column := 0, 0
		if tk := syntax.GetToken(); tk != nil {
			line, column = tk.Position.Line, tk.Position.Column
		}
		t.add(line, column, "", Say("%s", syntax.GetMessage()))
	case err != nil:
		t.add(0, 0, "", Say("%s", err.Error()))
	case len(file.Docs) > 1:
		t.add(0, 0, "", Say("holds more than one document (---)"))
	case len(file.Docs) == 1 && file.Docs[0].Body != nil:
		t.value(file.Docs[0].Body, reflect.ValueOf(dst).Elem(), "")
	}
}

func (t *tree) add(line, column int, path string, what Said) {
	t.problems = append(t.problems, Problem{line, column, MaskTokens(path), what})
}

// fault records a problem at node.
func (t *tree) fault(node ast.Node, path, format string, args ...any) {
	for { // a mapping's own token is its first colon
		entries, ok := node.(*ast.MappingNode)
		if !ok || entries.IsFlowStyle || len(entries.Values) == 0 {
			break
		}
		node = entries.Values[0].Key
	}
	at := node.GetToken().Position
	t.add(at.Line, at.Column, path, Say(format, args...))
}

// place is where a path stands, without a word about what is wrong.
func (t *tree) place(path string) Problem {
	found := &tree{seen: t.seen}
	found.faultAt(path, "")
	return found.problems[0]
}

// faultAt records a problem found after decoding; path may name a key that the
// file leaves out, then the problem stands at its nearest parent.
func (t *tree) faultAt(path, format string, args ...any) {
	for parent := path; parent != ""; {
		if node, ok := t.seen[parent]; ok {
			t.fault(node, path, format, args...)
			return
		}
		parent = parent[:max(strings.LastIndexAny(parent, ".["), 0)]
	}
	t.add(0, 0, path, Say(format, args...))
}

// value decodes node into dst.
func (t *tree) value(node ast.Node, dst reflect.Value, path string) {
	switch node.(type) {
	case *ast.NullNode:
		return
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		t.fault(node, path, "anchors (&), aliases (*) and tags (!) are not used here")
		return
	}
	if text, ok := reflect.TypeAssert[encoding.TextUnmarshaler](dst.Addr()); ok {
		t.text(node, text, path)
		return
	}
	switch dst.Kind() {
	case reflect.Struct:
		t.structure(node, dst, path)
	case reflect.Map:
		t.mapping(node, dst, path)
	case reflect.Slice:
		t.sequence(node, dst, path)
	case reflect.Pointer:
		if dst.IsNil() {
			dst.Set(reflect.New(dst.Type().Elem()))
		}
		t.value(node, dst.Elem(), path)
	default:
		t.scalar(node, dst, path)
	}
}

func (t *tree) text(node ast.Node, dst encoding.TextUnmarshaler, path string) {
	text, ok := scalarText(node)
	if !ok {
		t.fault(node, path, "want a single value, not %s", shape(node))
		return
	}
	if err := dst.UnmarshalText([]byte(text)); err != nil {
		t.fault(node, path, "%v", err)
	}
}

func (t *tree) structure(node ast.Node, dst reflect.Value, path string) {
	names := fieldNames(dst.Type())
	entries, ok := node.(*ast.MappingNode)
	if !ok {
		t.fault(node, path, "want keys with values (%s), not %s", strings.Join(names, ", "), shape(node))
		return
	}
	for _, entry := range entries.Values {
		key, at := keyText(entry), join(path, keyText(entry))
		t.seen[at] = entry.Key
		i := slices.Index(names, key)
		if i < 0 {
			t.fault(entry.Key, at, "unknown key%s", didYouMean(key, names))
			continue
		}
		t.value(entry.Value, dst.FieldByIndex(fields(dst.Type())[i].Index), at)
	}
}

// mapping decodes free keys, such as years or the codes of units. What dst held
// before stays where the file is silent.
func (t *tree) mapping(node ast.Node, dst reflect.Value, path string) {
	entries, ok := node.(*ast.MappingNode)
	if !ok {
		t.fault(node, path, "want keys with values, not %s", shape(node))
		return
	}
	if dst.IsNil() {
		dst.Set(reflect.MakeMap(dst.Type()))
	}
	for _, entry := range entries.Values {
		at := join(path, keyText(entry))
		t.seen[at] = entry.Key
		key, value := reflect.New(dst.Type().Key()).Elem(), reflect.New(dst.Type().Elem()).Elem()
		before := len(t.problems)
		t.value(entry.Key, key, at)
		if len(t.problems) == before {
			t.value(entry.Value, value, at)
			dst.SetMapIndex(key, value)
		}
	}
}

func (t *tree) sequence(node ast.Node, dst reflect.Value, path string) {
	items, ok := node.(*ast.SequenceNode)
	if !ok {
		t.fault(node, path, "want a list, not %s", shape(node))
		return
	}
	dst.Set(reflect.MakeSlice(dst.Type(), len(items.Values), len(items.Values)))
	for i, item := range items.Values {
		at := fmt.Sprintf("%s[%d]", path, i)
		t.seen[at] = item
		t.value(item, dst.Index(i), at)
	}
}

func (t *tree) scalar(node ast.Node, dst reflect.Value, path string) {
	text, ok := scalarText(node)
	if !ok {
		t.fault(node, path, "want a single value, not %s", shape(node))
		return
	}
	switch dst.Kind() {
	case reflect.String:
		dst.SetString(text)
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			t.fault(node, path, "%q is not a whole number", text)
		}
		dst.SetInt(int64(n))
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			t.fault(node, path, "%q is not a number", text)
			return
		}
		dst.SetFloat(f)
	case reflect.Bool:
		if text != "true" && text != "false" {
			t.fault(node, path, "%q is neither true nor false", text)
		}
		dst.SetBool(text == "true")
	default:
		panic("config: a field of type " + dst.Type().String() + " can't be decoded")
	}
}

// scalarText is the text of a single value as the file has it, without quotes.
func scalarText(node ast.Node) (text string, ok bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NanNode, *ast.InfinityNode:
		return node.GetToken().Value, true
	}
	return "", false
}

func keyText(entry *ast.MappingValueNode) string {
	if text, ok := scalarText(entry.Key); ok {
		return text
	}
	return entry.Key.GetToken().Value
}

func shape(node ast.Node) Said {
	switch node.(type) {
	case *ast.MappingNode:
		return Say("keys with values")
	case *ast.SequenceNode:
		return Say("a list")
	}
	return Say("a single value")
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// fields are the keys of a struct type, those of embedded structs among them.
func fields(typ reflect.Type) []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(typ), func(f reflect.StructField) bool {
		return f.Tag.Get("yaml") == ""
	})
}

func fieldNames(typ reflect.Type) []string {
	var names []string
	for _, f := range fields(typ) {
		names = append(names, f.Tag.Get("yaml"))
	}
	return names
}
