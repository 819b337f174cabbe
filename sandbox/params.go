package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const (
	maxUpload   = 50 << 20 // a file sent by a bot
	maxPhoto    = 10 << 20
	maxDownload = 20 << 20 // a file that getFile gives
	maxPlain    = 4 << 20  // a body without files
)

// paramKind is what a parameter must be. Telegram reads a wrong number as 0; the
// sandbox refuses it, for no bot means that.
type paramKind int

const (
	aString paramKind = iota
	anInt
	aBool
	aJSON
	aFile // an upload, attach://name or a file_id
)

type params map[string]paramKind

// with joins parameter tables.
func (p params) with(others ...params) params {
	all := params{}
	for _, t := range append(others, p) {
		maps.Copy(all, t)
	}
	return all
}

// upload is a file part of a multipart body.
type upload struct {
	name, mime string
	data       []byte
}

// query is one call of a Bot API method with its parameters.
type query struct {
	method string
	values map[string]string
	files  map[string]upload
	http   *http.Request
}

func (q *query) str(name string) string { return q.values[name] }

func (q *query) int(name string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(q.values[name]), 10, 64) // checked against the table before
	return n
}

func (q *query) bool(name string) bool {
	switch strings.ToLower(q.values[name]) {
	case "true", "1", "yes", "t", "y":
		return true
	}
	return false
}

func (q *query) has(name string) bool { _, ok := q.values[name]; return ok }

// check refuses parameters that the method doesn't have, or of the wrong kind.
func (q *query) check(method string, table params) *apiError {
	for name, value := range q.values {
		kind, known := table[name]
		if !known {
			return badRequest("unknown parameter %q for method %s", name, method)
		}
		switch kind {
		case anInt:
			if _, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64); err != nil {
				return badRequest("parameter %q of method %s must be an integer", name, method)
			}
		case aBool:
			switch strings.ToLower(value) {
			case "true", "false", "1", "0", "yes", "no", "t", "f", "y", "n":
			default:
				return badRequest("parameter %q of method %s must be a boolean", name, method)
			}
		case aString, aJSON, aFile:
		}
	}
	for name := range q.files {
		if kind, known := table[name]; known && kind == aFile || q.attached(name) {
			continue
		}
		return badRequest("unknown parameter %q for method %s", name, method)
	}
	return nil
}

// attached says that some parameter refers to the file part as attach://name.
func (q *query) attached(part string) bool {
	for _, value := range q.values {
		if strings.Contains(value, "attach://"+part) {
			return true
		}
	}
	return false
}

// readQuery reads the parameters wherever they are: the address, a form, a
// multipart or a JSON body. What the body says wins.
func readQuery(method string, w http.ResponseWriter, r *http.Request) (*query, *apiError) {
	q := &query{method: method, values: map[string]string{}, files: map[string]upload{}, http: r}
	for name, values := range r.URL.Query() {
		q.values[name] = values[0]
	}
	if r.Body == nil || r.Body == http.NoBody || r.ContentLength == 0 {
		return q, nil
	}
	kind, options, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	limit := int64(maxPlain)
	if kind == "multipart/form-data" {
		limit = maxUpload + maxPlain
	}
	body := http.MaxBytesReader(w, r.Body, limit)
	var err error
	switch kind {
	case "multipart/form-data":
		err = q.readMultipart(multipart.NewReader(body, options["boundary"]))
	case "application/json":
		err = q.readJSON(body)
	case "application/x-www-form-urlencoded":
		err = q.readForm(body)
	default:
		if rest, _ := io.ReadAll(body); len(rest) > 0 {
			return nil, badRequest("unsupported Content-Type %q", kind)
		}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, tooLarge()
	case err != nil:
		return nil, badRequest("%s", err)
	}
	return q, nil
}

func (q *query) readForm(body io.Reader) error {
	b, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	values, err := url.ParseQuery(string(b))
	if err != nil {
		return errors.New("can't parse the form")
	}
	for name, v := range values {
		q.values[name] = v[0]
	}
	return nil
}

// readJSON takes the fields of an object; a field that is no string is kept as
// its JSON, so null becomes the text "null", as with Telegram.
func (q *query) readJSON(body io.Reader) error {
	b, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(b, &object); err != nil {
		return errors.New("object expected as the request body")
	}
	for name, raw := range object {
		var s string
		if raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
			s = string(raw)
		}
		q.values[name] = s
	}
	return nil
}

func (q *query) readMultipart(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("can't parse the multipart body: %w", err)
		}
		b, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("can't read the multipart body: %w", err)
		}
		if part.FileName() == "" {
			q.values[part.FormName()] = string(b)
			continue
		}
		q.files[part.FormName()] = upload{part.FileName(), part.Header.Get("Content-Type"), b}
	}
}
