package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tainha/rules"
	"tainha/rules/review"
)

// handedIn writes the review of an agency as /baocao sends it.
func handedIn(t *testing.T, dir, agency, scope string) string {
	t.Helper()
	change := review.Change{Earlier: review.Share{Of: 800, All: 1000}, Later: review.Share{Of: 810, All: 1000}}
	data, err := json.Marshal(review.Report{
		Format: review.Format, Agency: agency, Scope: scope, First: rules.MustDate("2026-09-01"), Last: rules.MustDate("2026-11-30"),
		Rows: []review.Row{review.Shares(review.OnTime, review.AgainstBefore, "", change, 0.05, false), {Question: review.Rework, Against: review.AgainstBefore, Hidden: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, agency+".json")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestMergeWritesOneReportOfSeveralAgencies(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	one, two := handedIn(t, dir, "Một", ""), handedIn(t, dir, "Hai", "")
	out := filepath.Join(dir, "so-ket")
	got := tainha(t, "", "", "merge", "--title", "Thành phố", "--out", out, one, two)
	if got.code != exitOK {
		t.Fatalf("it ends with %d: %s", got.code, got.errors)
	}
	for _, end := range []string{"pdf", "xlsx", "json"} {
		if info, err := os.Stat(filepath.Join(out, "so-ket."+end)); err != nil || info.Size() == 0 || !strings.Contains(got.out, "so-ket."+end) {
			t.Errorf("the %s: %v, %v; said %s", end, info, err, got.out)
		}
	}
	if !strings.Contains(got.errors, "Số liệu trùng nhau hoàn toàn? Kết quả đo của Một, Hai giống hệt nhau. ") {
		t.Errorf("of two files with the same figures it says %q", got.errors)
	}
	joined, err := readReview(filepath.Join(out, "so-ket.json"))
	if err != nil || len(joined.Units) != 2 || joined.Rows[0].Later.All != 2000 {
		t.Errorf("%+v, %v", joined, err)
	}
}

func TestMergeRefusesWhatIsNoReview(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	good, unit := handedIn(t, dir, "Một", ""), handedIn(t, dir, "Hai", "P1")
	text := filepath.Join(dir, "thu.txt")
	if err := os.WriteFile(text, []byte("Kính gửi"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, files := range map[string][]string{
		"is there twice": {good, good}, "one of its units": {good, unit}, "is no review": {good, text}, "no such file": {good, filepath.Join(dir, "khong-co.json")},
	} {
		got := tainha(t, "", "", append([]string{"merge", "--out", filepath.Join(dir, "out")}, files...)...)
		if got.code != exitUsage || !strings.Contains(got.errors, want) {
			t.Errorf("%s: it ends with %d: %s", want, got.code, got.errors)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
}
