package cli

import (
	"strings"
	"testing"
)

func TestHelpNamesEveryCommand(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--help"}} {
		got := tainha(t, "", "", args...)
		if got.code != exitOK || got.errors != "" {
			t.Errorf("%v ended with %d: %s", args, got.code, got.errors)
		}
		for _, want := range []string{"check", "explain", "version", "tainha check --config config.yaml", "Bắt đầu"} {
			if !strings.Contains(got.out, want) {
				t.Errorf("%v does not show %q:\n%s", args, want, got.out)
			}
		}
	}
	for _, command := range []string{"check", "explain"} {
		if got := tainha(t, "", "", command, "--help"); got.code != exitOK || !strings.Contains(got.out, "Example") {
			t.Errorf("%s --help ended with %d and shows no example:\n%s", command, got.code, got.out)
		}
	}
}

func TestAWrongCommandLineEndsWith64(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"chek"}, {"check", "--confg", "x"}, {"explain"}, {"version", "extra"}} {
		got := tainha(t, "", "", args...)
		if got.code != exitUsage || got.out != "" || !strings.Contains(got.errors, "tainha --help") {
			t.Errorf("%v ended with %+v", args, got)
		}
	}
}

func TestVersionIsPrinted(t *testing.T) {
	t.Parallel()
	if got := tainha(t, "", "", "version"); got.code != exitOK || !strings.HasPrefix(got.out, "tainha ") {
		t.Errorf("got %+v", got)
	}
}

func TestExplainReadsASentenceOfSeveralWords(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"explain", "thứ 5 tuần sau"},
		{"explain", "thứ", "5", "tuần", "sau"},
		{"explain", "--today", "2026-11-23", "t5 tuan sau"},
	} {
		if got := tainha(t, "", "", args...); got.code != exitOK || got.out != "home\t2026-12-03\n" {
			t.Errorf("%v: got %+v", args, got)
		}
	}
}

func TestExplainAnswersEveryLineWithOne(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("rất dài ", 100_000)
	got := tainha(t, "thứ 5\n\n"+long+"\r\nmai em xin làm ở nhà", "", "explain", "-")
	lines := strings.Split(got.out, "\n")
	if got.code != exitOK || len(lines) != 5 {
		t.Fatalf("%d lines, code %d: %s", len(lines), got.code, got.errors)
	}
	for i, want := range map[int]string{0: "home\t2026-11-26", 1: "none\tnone", 3: "home\tclosed:2026-11-24", 4: ""} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i+1, lines[i], want)
		}
	}
}

func TestExplainTakesTheCalendarFromTheConfiguration(t *testing.T) {
	t.Parallel()
	path := write(t, "config.yaml", "telegram: {token_file: /nowhere}\ncalendar: {years: {2026: {days_off: {26/11: Nghỉ}}}}\n")
	if got := tainha(t, "", "", "explain", "--config", path, "thứ 5"); got.out != "home\tclosed:2026-11-26\n" {
		t.Errorf("got %+v", got)
	}
}

func TestExplainRefusesABadDay(t *testing.T) {
	t.Parallel()
	if got := tainha(t, "", "", "explain", "--today", "31/11", "mai"); got.code != exitUsage || !strings.Contains(got.errors, "--today") {
		t.Errorf("got %+v", got)
	}
}
