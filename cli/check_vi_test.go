package cli

import (
	"database/sql"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tainha/store"
)

// sayers are the functions whose first literal is a form that check prints.
var sayers = []string{"Say", "good", "warn", "fault", "faultAt", "last", "pathless"}

// saidForms lists the forms in the code of a folder: the first literal of a call
// of one of the sayers behind what names the place, and constants named item.
func saidForms(t *testing.T, files string) (forms []string) {
	t.Helper()
	paths, err := filepath.Glob(files)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files %s", files)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is {
				return true
			}
			name := ""
			switch f := call.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
			}
			if !slices.Contains(sayers, name) {
				return true
			}
			place := map[string]int{"good": 1, "warn": 1, "fault": 1, "faultAt": 1}[name]
			if name == "fault" && strings.Contains(path, "config") {
				place = 2
			}
			if place < len(call.Args) {
				if lit, is := call.Args[place].(*ast.BasicLit); is {
					form, _ := strconv.Unquote(lit.Value)
					forms = append(forms, form)
				}
			}
			return true
		})
	}
	return forms
}

var verb = regexp.MustCompile(`%(?:\[\d\])?[a-z]`)

// Every line that check can say has its Vietnamese, with the same arguments.
func TestCheckSaysEverythingInVietnamese(t *testing.T) {
	t.Parallel()
	forms := slices.Concat(saidForms(t, "check*.go"), saidForms(t, "../config/*.go"))
	if len(forms) < 90 {
		t.Fatalf("only %d forms found", len(forms))
	}
	for _, form := range forms {
		bare := strings.Trim(verb.ReplaceAllString(form, ""), " :")
		if bare == "" && form != "%[1]v" {
			continue
		}
		other, known := vietnamese[form]
		if !known {
			t.Errorf("%q has no Vietnamese", form)
		}
		if a, b := verb.FindAllString(form, -1), verb.FindAllString(other, -1); !slices.Equal(a, b) {
			t.Errorf("%q takes %v, its Vietnamese %v", form, a, b)
		}
	}
}

// What check can't say any more is no line of the table.
func TestCheckKeepsNoVietnameseThatItDoesNotSay(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	for _, files := range []string{"check*.go", "../config/*.go"} {
		paths, err := filepath.Glob(files)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "vietnamese.go") || strings.HasSuffix(path, "check_vi.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
					text, _ := strconv.Unquote(lit.Value)
					said[text] = true
				}
				return true
			})
		}
	}
	for form := range vietnamese {
		if !said[form] {
			t.Errorf("nothing says %q", form)
		}
	}
}

// check speaks the language of the configuration, and Vietnamese while that is unknown.
func TestCheckSpeaksTheConfiguredLanguage(t *testing.T) {
	t.Parallel()
	path := englishFor(t, goodTelegram(t), "")
	mustSay(t, tainha(t, "", testToken, "check", "--config", path), exitOK, "✓ configuration: ", "Ready; worth a look: 2.")
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.TrimPrefix(string(source), "language: en\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	mustSay(t, tainha(t, "", testToken, "check", "--config", path), exitOK,
		"✓ cấu hình: ", "✓ mã bot: đúng dạng mã bot", "✓ lịch làm việc: năm 2026 có ", "! danh sách nhân sự: chưa có ai",
		"✓ việc tự động backup: chạy lúc 01:30 thứ Ba 24/11/2026, 01:30 thứ Tư 25/11/2026", "Chạy được; có 2 điểm nên xem lại.")
}

// What keeps the database from being used is said by its kind; SQLite's own words come last.
func TestCheckSaysInVietnameseWhatKeepsTheDatabaseFromBeingUsed(t *testing.T) {
	t.Parallel()
	const detail = ". Chi tiết kỹ thuật: "
	for name, c := range map[string]struct {
		spoil func(t *testing.T, file string)
		want  string
	}{
		"foreign": {func(t *testing.T, file string) {
			t.Helper()
			spoil(t, file, []byte(strings.Repeat("not a database ", 100)))
		}, "đây không phải cơ sở dữ liệu của tainha; xin sửa database.path" + detail},
		"a folder": {func(t *testing.T, file string) {
			t.Helper()
			if err := os.Mkdir(file, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "không có thư mục hoặc tệp này; xin tạo thư mục, hoặc sửa database.path" + detail},
		"damaged": {func(t *testing.T, file string) {
			t.Helper()
			data := aDatabase(t, file)
			for i := 100; i < len(data); i++ { // the pages behind the header
				data[i] = 0xff
			}
			spoil(t, file, data)
		}, "tệp bị hỏng; xin khôi phục bản sao lưu mới nhất, và giữ lại tệp hỏng để xem xét" + detail},
		"newer": {func(t *testing.T, file string) {
			t.Helper()
			aDatabase(t, file)
			alter(t, file, "INSERT INTO schema_version (version_id, is_applied) VALUES (9999, 1)")
		}, "do một bản tainha mới hơn ghi; xin chạy bản đó, hoặc khôi phục bản sao lưu cũ hơn" + detail},
		"read only": {func(t *testing.T, file string) {
			t.Helper()
			aDatabase(t, file)
			if err := os.Chmod(file, 0o400); err != nil {
				t.Fatal(err)
			}
		}, "người dùng này không có quyền; xin sửa chủ sở hữu và quyền của tệp và thư mục" + detail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := configFor(t, goodTelegram(t), "")
			file := filepath.Join(filepath.Dir(path), "tainha.db")
			c.spoil(t, file)
			mustSay(t, tainha(t, "", testToken, "check", "--config", path), exitFault, "✗ cơ sở dữ liệu: "+file+": "+c.want)
		})
	}
}

func spoil(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// aDatabase makes a database and returns its bytes.
func aDatabase(t *testing.T, file string) []byte {
	t.Helper()
	db, err := store.Open(t.Context(), file, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// alter changes a database as no program of ours does.
func alter(t *testing.T, file, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
