package cli

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/store"
)

// exampleRoster writes what `roster example` prints, changed by pairs of old
// and new texts.
func exampleRoster(t *testing.T, oldNew ...string) string {
	t.Helper()
	got := tainha(t, "", "", "roster", "example")
	if got.code != exitOK {
		t.Fatalf("roster example ended with %d: %s", got.code, got.errors)
	}
	return write(t, "co-quan.csv", strings.NewReplacer(oldNew...).Replace(got.out))
}

func TestRosterIsTriedImportedAndRepeated(t *testing.T) {
	t.Parallel()
	config, roster := configFor(t, "http://127.0.0.1:1", ""), exampleRoster(t)
	trial := tainha(t, "", "", "roster", "import", "--config", config, "--dry-run", roster)
	mustSay(t, trial, exitOK, "+ Đơn vị KHTH Phòng Kế hoạch – Tổng hợp (mới)", "+ Nhân sự TN01 Lê Minh Đức (mới)", "Thêm 28, thay đổi 0", "Đây là chạy thử")
	first := tainha(t, "", "", "roster", "import", "--config", config, roster)
	mustSay(t, first, exitOK, "Thêm 28, thay đổi 0, không có trong tệp 0.")
	again := tainha(t, "", "", "roster", "import", "--config", config, roster)
	mustSay(t, again, exitOK, "Không có gì thay đổi")
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t, "18/03/2024,22/03/2024", "18/03/2099,22/03/2099")), exitOK,
		"+ Vắng mặt TN07 Bùi Văn Sáu: nghỉ phép, từ thứ Tư 18/03/2099 đến hết Chủ nhật 22/03/2099 (mới)", "Thêm 1, thay đổi 0, không có trong tệp 0.")
	changed := exampleRoster(t, "Bộ phận Một cửa,STN,TN14", "Bộ phận Một cửa,STN,TN15", "TN07,Bùi Văn Sáu,0900 000 007,KHTH,VT,công chức,01/07/2021\n", "")
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, changed), exitOK,
		"~ Đơn vị BPMC Bộ phận Một cửa\n  · Người đứng đầu: TN14 → TN15", "? Không có trong tệp, được giữ nguyên: Nhân sự TN07 Bùi Văn Sáu", "Thêm 0, thay đổi 1, không có trong tệp 1.")
}

func TestRosterWithFaultsIsRefusedWithEachPlace(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	bad := exampleRoster(t, "0900 000 009", "0900", ",CNTT,CVCNTT,công chức + quản trị", ",CNTTT,CVCNTT,công chức + quản trị")
	got := tainha(t, "", "", "roster", "import", "--config", config, bad)
	want := `co-quan.csv, hàng 28, cột C (Số điện thoại): «0900» – cần số điện thoại Việt Nam: di động 10 số (09…, 03…) hoặc cố định 11 số (02…).
co-quan.csv, hàng 32, cột D (Đơn vị): «CNTTT» – không có đơn vị mang mã hoặc tên này; gần nhất là «CNTT».
Chưa nhập được: có 2 lỗi. Cơ sở dữ liệu được giữ nguyên. Xin sửa tệp rồi nhập lại.
`
	if got.code != exitFault || got.out != "" || got.errors != want {
		t.Errorf("it ended with %d and said:\n%s%s\nwant:\n%s", got.code, got.out, got.errors, want)
	}
	trial := tainha(t, "", "", "roster", "import", "--config", config, "--dry-run", exampleRoster(t))
	mustSay(t, trial, exitOK, "Thêm 28") // nothing of the refused file stayed
}

func TestInvitationsArePrintedAndDrawn(t *testing.T) {
	t.Parallel()
	config := configFor(t, goodTelegram(t), "")
	if got := tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t)); got.code != exitOK {
		t.Fatal(got.errors)
	}
	folder := filepath.Join(t.TempDir(), "thu-moi")
	got := tainha(t, "", testToken, "invite", "--config", config, "--all", "--sheet", folder)
	table := csv.NewReader(strings.NewReader(got.out))
	table.Comma = '\t'
	rows, err := table.ReadAll()
	if err != nil || len(rows) != 17 || got.code != exitOK {
		t.Fatalf("it ended with %d, %d rows, %v:\n%s", got.code, len(rows), err, got.errors)
	}
	link := regexp.MustCompile(`^https://t\.me/tainha_bot\?start=[A-Za-z0-9_-]{20,64}$`)
	for _, row := range rows {
		if len(row) != 4 || !link.MatchString(row[3]) {
			t.Errorf("row %q, want code, name, unit and a deep link", row)
		}
	}
	for _, unit := range []string{"STN", "KHTH", "CNTT", "BPMC"} {
		info, err := os.Stat(filepath.Join(folder, "thu-moi-"+unit+".pdf"))
		if err != nil || info.Size() == 0 || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("sheet of %s: %v, %v, want a file for its owner alone", unit, info, err)
		}
	}
}

func TestInviteNeedsNoTelegramWhenTheBotIsNamed(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	if got := tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t)); got.code != exitOK {
		t.Fatal(got.errors)
	}
	sheet := filepath.Join(t.TempDir(), "moi.pdf")
	got := tainha(t, "", "", "invite", "--config", config, "--bot", "@tainha_bot", "--sheet", sheet, "tn03")
	if got.code != exitOK || !strings.HasPrefix(got.out, "TN03\tTrần Quốc Bình\tPhòng Kế hoạch – Tổng hợp\thttps://t.me/tainha_bot?start=") {
		t.Errorf("it ended with %d:\n%s%s", got.code, got.out, got.errors)
	}
	if _, err := os.Stat(sheet); err != nil {
		t.Error(err)
	}
	unknown := tainha(t, "", "", "invite", "--config", config, "--bot", "x", "TN3", "TN04")
	if unknown.code != exitFault || unknown.out != "" || !strings.HasPrefix(unknown.errors, "Không có nhân sự mang mã «TN3»; gần nhất là «TN03».") {
		t.Errorf("it ended with %d:\n%s%s", unknown.code, unknown.out, unknown.errors)
	}
}

func TestInviteRefusesAnUnclearWish(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"--all", "TN03"}, {"--all", "--unit", "KHTH"}, {"--all", "--days", "0"}, {"--all", "--days", "91"}} {
		if got := tainha(t, "", "", append([]string{"invite"}, args...)...); got.code != exitUsage || got.out != "" {
			t.Errorf("invite %v ended with %+v", args, got)
		}
	}
}

func TestSheetNamesAreSafeAndTheirOwn(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	roster := exampleRoster(t, "KHTH", "../P/1", "CNTT,", "..-P-1,", "BPMC", "CON")
	if got := tainha(t, "", "", "roster", "import", "--config", config, roster); got.code == exitOK {
		t.Fatal("a code that begins with a dot was taken")
	}
	roster = exampleRoster(t, "KHTH", "P/1", "CNTT,", "p_1,", "BPMC", "CON")
	if got := tainha(t, "", "", "roster", "import", "--config", config, roster); got.code != exitOK {
		t.Fatal(got.errors)
	}
	folder := t.TempDir()
	if got := tainha(t, "", "", "invite", "--config", config, "--bot", "x", "--all", "--sheet", folder); got.code != exitOK {
		t.Fatal(got.errors)
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	if got, want := strings.Join(names, " "), "thu-moi-CON.pdf thu-moi-P_1.pdf thu-moi-STN.pdf thu-moi-p_1-3.pdf"; got != want {
		t.Errorf("files %s, want %s", got, want)
	}
}

// What an import says of single fields, of one fault too many, and of what it refuses.
func TestRosterSaysWhatItMeans(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	if got := tainha(t, "", "", "roster", "import", "--config", config, exampleRoster(t)); got.code != exitOK {
		t.Fatal(got.errors)
	}
	ended := exampleRoster(t, "KHTH,Phòng Kế hoạch – Tổng hợp,STN,TN02,41/QĐ-STN,02/10/2023,", "KHTH,Phòng Kế hoạch – Tổng hợp,STN,TN02,41/QĐ-STN,02/10/2023,30/06/2099")
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, ended), exitOK, "  · Thí điểm đến ngày: (trống) → thứ Ba 30/06/2099")
	left := exampleRoster(t, "Vai trò,Từ ngày", "Vai trò,Từ ngày,Đang làm việc", "KHTH,VT,công chức,01/07/2021", "KHTH,VT,công chức,01/07/2021,không")
	mustSay(t, tainha(t, "", "", "roster", "import", "--config", config, "--dry-run", left), exitOK, "  · Đang hoạt động: có → không")
	for name, c := range map[string]struct{ file, want string }{
		"a decision as long as a letter": {exampleRoster(t, "KHTH,Phòng Kế hoạch – Tổng hợp,STN,TN02,41/QĐ-STN", "KHTH,Phòng Kế hoạch – Tổng hợp,STN,TN02,"+strings.Repeat("41/QĐ-STN ", 20)),
			"số quyết định dài quá 120 ký tự."},
		"more faults than are listed": {exampleRoster(t, "\nVắng mặt\n", strings.Repeat("TN0 1,Ai đó,1,KHTH,CVTH,nhân viên,01/01/2020\n", 600)+"\nVắng mặt\n"), "lỗi nữa."},
		"a file beyond its size":      {write(t, "to.csv", strings.Repeat("x", 21<<20)), "tệp lớn hơn 20 MB. Xin tách thành nhiều tệp."},
		"more rows than a roster has": {write(t, "dai.csv", strings.Repeat("x,y\n", 100_001)), "có hơn 100000 hàng. Xin xóa các hàng thừa hoặc tách tệp."},
	} {
		got := tainha(t, "", "", "roster", "import", "--config", config, c.file)
		if got.code != exitFault || !strings.Contains(got.errors, c.want) {
			t.Errorf("%s: it ended with %d and said:\n%s", name, got.code, got.errors[max(0, len(got.errors)-2000):])
		}
	}
}

// Who needs no invitation is named with the reason.
func TestWhoNeedsNoInvitationIsNamed(t *testing.T) {
	t.Parallel()
	a := newAgency(t)
	linked, left := a.clerks[0], a.clerks[1]
	if err := a.inStore(func(db *store.DB) error {
		return db.Write(t.Context(), func(tx *store.Tx) error {
			p, err := tx.PersonByCode(left.code, rules.DateOf(a.clock.Now()))
			if err != nil {
				return err
			}
			return tx.SetActive(p.ID, false, a.clock.Now())
		})
	}); err != nil {
		t.Fatal(err)
	}
	config := a.configure(a.database(), "http://127.0.0.1:1")
	got := tainha(t, "", "", "invite", "--config", config, "--bot", "x_bot", linked.code, left.code)
	for _, want := range []string{"Đã liên kết, không cần mời: " + linked.code, "Không còn làm việc, không mời: " + left.code, "Không có ai cần mời."} {
		if !strings.Contains(got.errors, want) {
			t.Errorf("it ended with %d and did not say %q:\n%s", got.code, want, got.errors)
		}
	}
}

// A sheet is written whole, for its owner alone whatever stood in its place, and not at all when its
// codes never came to be.
func TestSheetsAreWrittenWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	config := configFor(t, "http://127.0.0.1:1", "")
	flower := exampleRoster(t, "Trần Quốc Bình", "Trần Quốc Bình 🌸 𠀋")
	if got := tainha(t, "", "", "roster", "import", "--config", config, flower); got.code != exitOK {
		t.Fatal(got.errors)
	}
	folder := t.TempDir()
	readable := filepath.Join(folder, "thu-moi-KHTH.pdf")
	if err := os.WriteFile(readable, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	blocked := filepath.Join(folder, "thu-moi-STN.pdf")
	if err := os.Mkdir(blocked, 0o700); err != nil {
		t.Fatal(err)
	}
	invite := func(args ...string) outcome {
		return tainha(t, "", "", append([]string{"invite", "--config", config, "--bot", "x_bot", "--all", "--sheet", folder}, args...)...)
	}
	if got := invite(); got.code == exitOK || got.out != "" {
		t.Errorf("it ended with %d and printed %q", got.code, got.out)
	}
	files, err := os.ReadDir(folder)
	if old, _ := os.ReadFile(readable); err != nil || len(files) != 2 || string(old) != "old" {
		t.Errorf("%v: %d files, the old sheet holds %.20q: codes that were rolled back stayed", err, len(files), old)
	}
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	if got := invite(); got.code != exitOK || strings.Count(got.out, "\n") != 17 {
		t.Errorf("it ended with %d:\n%s%s", got.code, got.out, got.errors)
	}
	for _, name := range []string{"STN", "KHTH", "CNTT", "BPMC"} {
		info, err := os.Stat(filepath.Join(folder, "thu-moi-"+name+".pdf"))
		if err != nil || info.Mode().Perm() != 0o600 || info.Size() < 1000 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 4 {
		t.Errorf("%d files, %v", len(files), err)
	}
	mustSay(t, tainha(t, "", "", "invite", "--config", config, "--bot", "x_bot", "--all"), exitOK)
	if got := invite(); got.out != "" || !strings.Contains(got.errors, "17 người còn thư mời dùng được") {
		t.Errorf("it made codes again, or did not say that it kept them:\n%s%s", got.out, got.errors)
	}
	if got := invite("--again"); strings.Count(got.out, "\n") != 17 {
		t.Errorf("--again made\n%s%s", got.out, got.errors)
	}
}
