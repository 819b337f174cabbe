package roster_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"tainha/roster"
)

const (
	mostMemory = 200 << 20 // bytes that reading any file may take
	largest    = 20 << 20  // bytes of the largest file
)

// hostile are files made to fill the memory; the largest of them are as large as a file may be.
var hostile = map[string]func() []byte{
	"nothing but separators on one line": func() []byte { return bytes.Repeat([]byte{','}, largest) },
	"one cell that never ends":           func() []byte { return append([]byte(`"`), bytes.Repeat([]byte("x "), largest/2-1)...) },
	"one row":                            func() []byte { return bytes.Repeat([]byte("abc,"), largest/4) },
	"a hundred thousand wide rows": func() []byte {
		row := strings.TrimSuffix(strings.Repeat("abcdefgh-%d,", 18), ",") + "\n"
		return rows(row)
	},
	"rows of which none is right": func() []byte {
		return append([]byte("Mã NV,Họ tên,Phòng,Vị trí,SĐT\n"), rows("?,7,%d,%[1]d,%[1]d,,,,x,y,z\n")...)
	},
	"a whole agency": func() []byte {
		return append([]byte("Mã NV,Họ tên,Phòng,Vị trí,SĐT\n"), rows("NV%d,Nguyễn Thị Một Hai Ba Bốn Năm Sáu Bảy Tám Chín Mười,Phòng Kế hoạch Tổng hợp Một Hai Ba Bốn,Chuyên viên chính,09%08[1]d\n")...)
	},
	"UTF-16": func() []byte {
		return append([]byte{0xff, 0xfe}, bytes.Repeat([]byte{0x39, 0x1e}, largest/2-1)...)
	},
	"a bomb of blanks":       func() []byte { return bomb(`<row r="1"><c t="inlineStr"><is><t>`, " ", 1<<27) },
	"a bomb of cells":        func() []byte { return bomb(`<row r="1">`, `<c><v>1</v></c>`, 1<<27) },
	"a bomb of rows":         func() []byte { return bomb("", `<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>`, 1<<27) },
	"a bomb of depth":        func() []byte { return bomb("", `<a><b>`, 1<<27) },
	"a bomb of an attribute": func() []byte { return bomb(`<row r="`, "1", 1<<27) },
	"a bomb of merged cells": func() []byte { return bomb("</sheetData><mergeCells>", `<mergeCell ref="A1:XFD1048576"/>`, 1<<27) },
	"a bomb of shared texts": func() []byte { return sharing(strings.Repeat("<si><t>abcd</t></si>", 1<<22), "") },
	"one shared text everywhere": func() []byte {
		return sharing("<si><t>"+strings.Repeat("x", 30000)+"</t></si>", strings.Repeat(`<c t="s"><v>0</v></c>`, 150))
	},
	"a workbook of random letters": randomBook,
	"an archive of nothing": func() []byte {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for i := range 170_000 {
			_, _ = w.Create(fmt.Sprint(i))
		}
		_ = w.Close()
		return out.Bytes()
	},
}

func rows(form string) []byte {
	var out bytes.Buffer
	for i := 0; out.Len() < largest-4096 && i < 99_000; i++ {
		fmt.Fprintf(&out, form, i)
	}
	return out.Bytes()[:min(out.Len(), largest-4096)]
}

// pack writes a workbook of one sheet out of pieces, each given so many times.
func pack(sheet func(write func(string)), shared func(write func(string))) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	part := func(name string, fill func(func(string))) {
		f, _ := w.Create(name)
		var buffer bytes.Buffer
		fill(func(s string) {
			if buffer.WriteString(s); buffer.Len() > 1<<16 {
				_, _ = buffer.WriteTo(f)
			}
		})
		_, _ = buffer.WriteTo(f)
	}
	text := func(s string) func(func(string)) { return func(write func(string)) { write(s) } }
	part("_rels/.rels", text(`<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`))
	part("xl/_rels/workbook.xml.rels", text(`<Relationships><Relationship Id="b" Type="x/worksheet" Target="s.xml"/><Relationship Id="c" Type="x/sharedStrings" Target="t.xml"/></Relationships>`))
	part("xl/workbook.xml", text(`<workbook><sheets><sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>`))
	part("xl/t.xml", shared)
	part("xl/s.xml", func(write func(string)) {
		write(`<worksheet><sheetData>`)
		sheet(write)
	})
	_ = w.Close()
	return out.Bytes()
}

func bomb(head, piece string, size int) []byte {
	return pack(func(write func(string)) {
		write(head)
		for range size / len(piece) {
			write(piece)
		}
	}, func(write func(string)) { write("<sst><si><t>abc</t></si></sst>") })
}

func sharing(texts, row string) []byte {
	return pack(func(write func(string)) {
		for range 90_000 {
			write("<row>" + row + "</row>")
		}
	}, func(write func(string)) { write("<sst>" + texts + "</sst>") })
}

// randomBook is twenty megabytes that can't be packed, in one row.
func randomBook() []byte {
	random := rand.New(rand.NewPCG(1, 2))
	return pack(func(write func(string)) {
		write("<row>")
		for range 12_000 {
			letters := make([]byte, 2000)
			for i := range letters {
				letters[i] = 'A' + byte(random.IntN(60))
				if letters[i] == '\\' {
					letters[i] = 'x'
				}
			}
			write(`<c t="inlineStr"><is><t>` + strings.ReplaceAll(string(letters), "<", "") + `</t></is></c>`)
		}
		write("</row>")
	}, func(write func(string)) { write("<sst/>") })
}

const hostileFile = "TAINHA_HOSTILE_FILE"

// Whatever a file of up to 20 MB holds, reading it takes no more than 200 MB. Each is read in a process of
// its own, whose whole memory counts.
func TestReadingAnyFileTakesBoundedMemory(t *testing.T) {
	t.Parallel()
	if path := os.Getenv(hostileFile); path != "" {
		data, err := os.ReadFile(path)
		must(t, err)
		_, err = roster.Read([]roster.File{{Name: "ds.csv", Data: data}}, roster.Known{})
		var faults *roster.Error
		if !errors.As(err, &faults) {
			t.Errorf("%v, want problems", err)
		}
		told, err := os.ReadFile("/proc/self/status")
		if err != nil {
			t.Skip("this system does not tell how much memory a process takes")
		}
		peak := 0
		for line := range strings.Lines(string(told)) {
			if kB, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				_, err = fmt.Sscan(kB, &peak)
				must(t, err)
			}
		}
		t.Logf("%d kB take %d MB", len(data)>>10, peak>>10)
		if peak == 0 || peak<<10 > mostMemory {
			t.Errorf("%d kB of memory", peak)
		}
		return
	}
	for name, write := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := write()
			if len(data) > largest {
				t.Fatalf("the file has %d bytes", len(data))
			}
			path := t.TempDir() + "/file"
			must(t, os.WriteFile(path, data, 0o600))
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.v", "-test.run=^TestReadingAnyFileTakesBoundedMemory$")
			child.Env = append(os.Environ(), hostileFile+"="+path)
			out, err := child.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}
