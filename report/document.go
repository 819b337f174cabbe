package report

import (
	"bytes"
	"fmt"
	"html/template"
)

// Document is a text with tables that people read in a browser or print.
type Document struct {
	Lang     string // vi or en
	Title    string
	Lead     []string // paragraphs
	Sections []Section
}

// Section is one table, or a word in its place when there is nothing to list.
type Section struct {
	Title string
	Head  []string
	Rows  [][]string // as wide as Head
	Empty string     // shown when there are no rows
}

// HTML is the document as one file that needs no other; every text is escaped.
func (d Document) HTML() ([]byte, error) {
	page, err := template.New("document").Parse(documentPage)
	if err != nil {
		return nil, fmt.Errorf("read the page of documents: %w", err)
	}
	var b bytes.Buffer
	if err := page.Execute(&b, d); err != nil {
		return nil, fmt.Errorf("write the document: %w", err)
	}
	return b.Bytes(), nil
}

const documentPage = `<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<style>
body { font: 16px/1.5 system-ui, "Noto Sans", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #bbb; padding: .35rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; white-space: pre-line; }
th { background: #f0f0f0; } tr { break-inside: avoid; }
@media screen and (max-width: 40rem) { /* on a phone a row is a card: each cell in a line behind its heading */
thead { display: none; } table, tbody, tr, td { display: block; } tr { border: 1px solid #bbb; margin-bottom: .75rem; }
td { border: 0; padding: .2rem .5rem; } td:empty { display: none; } td::before { content: attr(data-head) ": "; font-weight: 600; }
}
</style>
</head>
<body>
<h1>{{.Title}}</h1>
{{range .Lead}}<p>{{.}}</p>
{{end}}{{range $section := .Sections}}<h2>{{.Title}}</h2>
{{if .Rows}}<table>
<thead><tr>{{range .Head}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr>{{range $i, $cell := .}}<td data-head="{{index $section.Head $i}}">{{$cell}}</td>{{end}}</tr>
{{end}}</tbody>
</table>
{{else}}<p>{{.Empty}}</p>
{{end}}{{end}}</body>
</html>
`
