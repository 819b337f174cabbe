package roster

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strings"

	"tainha/rules"
)

// Limits of a workbook. One that unpacks to more is no staff list.
const (
	maxUnpacked = 128 << 20  // bytes of all its parts
	maxPieces   = 10_000_000 // elements, their ends and texts
	maxParts    = 4096
	maxShared   = 500_000 // texts that its cells share
	maxStyles   = 70_000
	maxMerges   = 50_000
)

// errNoBook is a ZIP archive that holds no workbook.
var errNoBook = errors.New("no workbook in it")

// workbook is an XLSX file while it is read.
type workbook struct {
	parts   map[string]*zip.File
	left    unpacked
	held    *held
	shared  []string
	formats []numberFormat // by the number of a cell's style
	epoch   rules.Date
	tabs    []tab
}

// tab is a sheet of a workbook.
type tab struct {
	name, part string
	hidden     bool
}

// openBook reads what the sheets of a workbook have in common.
func openBook(data []byte, held *held) (*workbook, error) {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts {
		return nil, errTooLarge
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("open the archive: %w", err)
	}
	b := &workbook{parts: make(map[string]*zip.File, len(archive.File)), left: unpacked{maxUnpacked, maxPieces}, held: held, epoch: excelEpoch}
	for _, f := range archive.File {
		b.parts[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	main, err := b.relations("", "officedocument")
	if err != nil {
		return nil, err
	}
	at := "xl/workbook.xml"
	for _, part := range main {
		at = part
	}
	if !b.has(at) {
		return nil, errNoBook
	}
	for _, read := range []func(string) error{b.readTabs, b.readStyles, b.readShared} {
		if err := read(at); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *workbook) has(part string) bool { return b.parts[strings.ToLower(part)] != nil }

// read opens a part; a part that is not there holds nothing.
func (b *workbook) read(part string, fn func(*markup) error) (err error) {
	f := b.parts[strings.ToLower(part)]
	if f == nil {
		return nil
	}
	in, err := f.Open()
	if err != nil {
		return fmt.Errorf("open %s: %w", part, err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	return fn(newMarkup(in, &b.left))
}

// relations are the parts to which one refers, by the id of the reference; only
// those of a kind when it is given.
func (b *workbook) relations(part, kind string) (map[string]string, error) {
	folder, file := path.Split(part)
	found := map[string]string{}
	err := b.read(path.Join(folder, "_rels", file+".rels"), func(m *markup) error {
		return m.each(func(e xml.StartElement) error {
			if e.Name.Local != "Relationship" || len(found) > maxParts ||
				!strings.HasSuffix(strings.ToLower(attribute(e, "Type")), kind) {
				return nil
			}
			target := attribute(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("/", folder, target)
			}
			found[attribute(e, "Id")] = strings.TrimPrefix(path.Clean(target), "/")
			return nil
		})
	})
	return found, err
}

// readTabs lists the sheets in their order; charts are none.
func (b *workbook) readTabs(at string) error {
	parts, err := b.relations(at, "/worksheet")
	if err != nil {
		return err
	}
	return b.read(at, func(m *markup) error {
		return m.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "workbookPr":
				if isOn(attribute(e, "date1904")) {
					b.epoch = macEpoch
				}
			case "sheet":
				part, ok := parts[relationID(e)]
				if !ok {
					return nil
				}
				if len(b.tabs) == maxParts {
					return errTooLarge
				}
				b.tabs = append(b.tabs, tab{name: clean(attribute(e, "name")), part: part, hidden: strings.Contains(strings.ToLower(attribute(e, "state")), "hidden")})
			}
			return nil
		})
	})
}

// relationID is the attribute r:id, which is not sheetId.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// sibling is the part beside the workbook to which it refers.
func (b *workbook) sibling(at, kind string) (string, error) {
	parts, err := b.relations(at, kind)
	for _, part := range parts {
		return part, err
	}
	return "", err
}

// readStyles reads how numbers are shown.
func (b *workbook) readStyles(at string) error {
	part, err := b.sibling(at, "/styles")
	if err != nil {
		return err
	}
	codes := map[string]string{}
	inCells := false
	return b.read(part, func(m *markup) error {
		return m.each(func(e xml.StartElement) error {
			switch e.Name.Local {
			case "numFmt":
				if len(codes) < maxStyles {
					codes[attribute(e, "numFmtId")] = attribute(e, "formatCode")
				}
			case "cellXfs":
				inCells = true
			case "cellStyles", "dxfs":
				inCells = false
			case "xf":
				if inCells && len(b.formats) < maxStyles {
					id := attribute(e, "numFmtId")
					code, own := codes[id]
					if !own {
						code = builtinFormats[id]
					}
					b.formats = append(b.formats, readFormat(code))
				}
			}
			return nil
		})
	})
}

// readShared reads the texts that cells share.
func (b *workbook) readShared(at string) error {
	part, err := b.sibling(at, "/sharedstrings")
	if err != nil {
		return err
	}
	return b.read(part, func(m *markup) error {
		return m.each(func(e xml.StartElement) error {
			if e.Name.Local != "si" {
				return nil
			}
			if len(b.shared) == maxShared {
				return errTooLarge
			}
			text, err := m.text("si")
			if err != nil {
				return err
			}
			if !b.held.take(text) {
				return errTooLarge
			}
			b.shared = append(b.shared, text)
			return nil
		})
	})
}

// text gathers the texts within an element, whose parts may each have their own
// font; how it is read aloud (rPh) is left out.
func (m *markup) text(end string) (string, error) {
	var out strings.Builder
	reading, aloud := false, false
	for {
		piece, err := m.next()
		if err != nil {
			return "", err
		}
		switch x := piece.(type) {
		case xml.StartElement:
			reading = x.Name.Local == "t" && !aloud
			aloud = aloud || x.Name.Local == "rPh"
		case xml.EndElement:
			reading = false
			switch x.Name.Local {
			case "rPh":
				aloud = false
			case end:
				return brief(out.String()), nil
			}
		case xml.CharData:
			if reading && out.Len() < longestCell {
				out.Write(x[:min(len(x), longestCell)])
			}
		}
	}
}
