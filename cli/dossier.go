package cli

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"tainha/config"
	"tainha/report"
	"tainha/rules"
)

// The drafts stand in the order in which they are signed.
//
//go:embed dossier/*.md
var drafts embed.FS

// draftMark stands on every page of every draft.
const draftMark = "Bản nháp, chưa đối chiếu văn bản gốc"

type dossierCmd struct {
	Config string `help:"The configuration." type:"path" default:"config.yaml" placeholder:"FILE"`
	Agency string `help:"The agency's name." default:"[Tên cơ quan]" placeholder:"NAME"`
	Out    string `help:"The folder to write to." type:"path" default:"ho-so" placeholder:"FOLDER"`
}

func (*dossierCmd) Help() string {
	return `It writes drafts, in Vietnamese, each as Markdown to change and as PDF to read, with the numbers of the configuration and the calendar as the bot counts by it: the decision,
the pilot's regulation, the commitment, the note on the impact of processing personal data, the note on the system's
security. None has been compared with the legal texts, and each says so: a lawyer reads them before anybody signs.

Example:
  tainha dossier --config config.yaml --agency "Sở Thử nghiệm" --out ho-so

Lập bản nháp hồ sơ trình ký: quyết định, quy chế, cam kết, đánh giá tác động dữ liệu cá nhân, thuyết minh an toàn hệ thống. Mỗi bản
đều ghi «Bản nháp, chưa đối chiếu văn bản gốc»: cần người làm pháp chế đối chiếu trước khi trình.`
}

func (c *dossierCmd) Run(ctx context.Context, p *Process) error {
	config, say, err := p.speaking(c.Config)
	if err != nil {
		return err
	}
	calendar, err := calendarInUse(ctx, &config)
	if err != nil {
		return err
	}
	config.Calendar = *calendar
	texts, err := writeDrafts(&config, c.Agency, p.Now())
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Out, 0o700); err != nil {
		return fmt.Errorf("make the folder for the drafts: %w", err)
	}
	var files wholeFiles
	defer files.drop()
	for _, d := range texts {
		var pdf bytes.Buffer
		if err := report.WriteDraft(&pdf, p.Now(), draftMark, d.text); err != nil {
			return err
		}
		for ending, data := range map[string][]byte{".md": []byte(d.text), ".pdf": pdf.Bytes()} {
			if err := files.write(filepath.Join(c.Out, d.name+ending), data); err != nil {
				return err
			}
		}
	}
	if _, err := files.keep(); err != nil {
		return err
	}
	say.out(rules.Msg("dossier.written", "n", len(texts), "folder", c.Out))
	return say.err
}

// draft is one paper of the dossier, as Markdown.
type draft struct{ name, text string }

// writeDrafts fills the drafts from the configuration.
func writeDrafts(config *config.Config, agency string, now time.Time) ([]draft, error) {
	papers, err := template.ParseFS(drafts, "dossier/*.md")
	if err != nil {
		return nil, fmt.Errorf("read the drafts: %w", err)
	}
	entries, err := drafts.ReadDir("dossier")
	if err != nil {
		return nil, fmt.Errorf("list the drafts: %w", err)
	}
	facts := dossierFacts(config, agency, now)
	out := make([]draft, 0, len(entries))
	for _, e := range entries {
		var text strings.Builder
		if err := papers.ExecuteTemplate(&text, e.Name(), facts); err != nil {
			return nil, fmt.Errorf("fill the draft %s: %w", e.Name(), err)
		}
		out = append(out, draft{strings.TrimSuffix(e.Name(), ".md"), text.String()})
	}
	return out, nil
}

// dossierFacts are the configuration's numbers as the drafts say them.
func dossierFacts(c *config.Config, agency string, now time.Time) map[string]any {
	today := rules.DateOf(now.In(c.Calendar.Location))
	n := c.Policy.At("", today)
	backup := filepath.Base(c.Backup.Dir)
	if c.Backup.Dir == "" {
		backup = "[chưa đặt]"
	}
	return map[string]any{
		"Agency": agency, "Today": dayOf(today), "Weekdays": weekdaysText(c.Calendar.WeekdaysOn(today)), "Hours": rules.HoursText(c.Calendar.HoursOn(today)),
		"Presence": presenceTexts(append(notOver(c.Calendar.Presence, today), n.Presence...)),
		"Cutoff":   cutoffText(n.Cutoff), "PerWeek": quotaText(n.PerWeek, "tối đa", "ngày", 2), "PerMonth": quotaText(n.PerMonth, "tối đa", "ngày", 2),
		"MonthShare": shareText(n.MonthShare, "dưới", "số ngày làm việc"), "UnitShare": shareText(n.UnitShare, "tối đa", "số người ở nhà"),
		"MinPresent": quotaText(n.MinPresent, "có mặt ít nhất", "người", 1),
		"Remind":     hoursOf(n.RemindAfter), "Raise": hoursOf(n.RaiseAfter), "Confirm": fmt.Sprintf("%d ngày làm việc", c.Powers.ConfirmWithin),
		"CommitmentVersion": c.Texts.Commitment.Version, "Commitment": paragraphs(c.Texts.Commitment.Vietnamese),
		"NoticeVersion": c.Texts.DataNotice.Version, "Notice": paragraphs(c.Texts.DataNotice.Vietnamese),
		"Leavers": periodText(c.Data.Leavers), "AccessLog": periodText(c.Data.AccessLog), "Outbox": periodText(c.Data.Outbox),
		"Conversations": periodText(c.Data.Conversations), "Invites": periodText(c.Data.Invites), "AnswerWithin": c.Data.AnswerWithin,
		"Backups": c.Backup.Keep, "BackupDir": backup, "Database": filepath.Base(c.Database.Path), "API": c.Telegram.APIURL, "Proxy": c.Telegram.Proxy != nil,
	}
}

func dayOf(d rules.Date) string {
	year, month, day := d.Civil()
	return fmt.Sprintf("%02d/%02d/%d", day, month, year)
}

var weekdayNames = [7]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

func weekdaysText(days [7]bool) string {
	var names []string
	for i := range days {
		if day := (i + 1) % 7; days[day] {
			names = append(names, weekdayNames[day])
		}
	}
	return strings.Join(names, ", ")
}

// notOver leaves out the presence of the calendar that nobody is required for any more.
func notOver(list []rules.Presence, today rules.Date) []rules.Presence {
	return slices.DeleteFunc(slices.Clone(list), func(p rules.Presence) bool {
		return p.Date != 0 && p.Date < today || p.Last != 0 && p.Last < today
	})
}

func presenceTexts(list []rules.Presence) []string {
	out := make([]string, len(list))
	for i, p := range list {
		when := weekdayNames[p.Weekday] + " hằng tuần"
		if p.Date != 0 {
			when = "ngày " + dayOf(p.Date)
		}
		out[i] = map[rules.Part]string{rules.Whole: "cả ngày ", rules.Morning: "sáng ", rules.Afternoon: "chiều "}[p.Part] + when + " (" + p.Name + ")"
	}
	return out
}

func cutoffText(c rules.Cutoff) string {
	if c.DaysBefore == 0 {
		return rules.Clock(c.Minute) + " cùng ngày"
	}
	return fmt.Sprintf("%s, trước %d ngày làm việc", rules.Clock(c.Minute), c.DaysBefore)
}

func aboveText(m rules.Mode) string {
	if m == rules.Block {
		return ""
	}
	return " (vượt thì cấp trên quyết định)"
}

// quotaText says a number of so many parts to the whole.
func quotaText(q rules.Quota, before, what string, parts int) string {
	if q.Mode == rules.Off {
		return noLimit
	}
	number := strconv.Itoa(q.Max / parts)
	if q.Max%parts != 0 {
		number += ",5"
	}
	return before + " " + number + " " + what + aboveText(q.Mode)
}

// noLimit is said of a limit that is off.
const noLimit = "không đặt giới hạn"

// shareText says a part of a whole.
func shareText(s rules.Share, before, what string) string {
	if s.Mode == rules.Off {
		return noLimit
	}
	return before + " " + ratioText(s.Ratio) + " " + what + aboveText(s.Mode)
}

func ratioText(r rules.Ratio) string {
	if 100*r.Num%r.Den == 0 {
		return fmt.Sprintf("%d%%", 100*r.Num/r.Den)
	}
	return fmt.Sprintf("%d/%d", r.Num, r.Den)
}

func hoursOf(d time.Duration) string {
	if d == 0 {
		return "(không đặt)"
	}
	return strings.ReplaceAll(strconv.FormatFloat(d.Hours(), 'f', -1, 64), ".", ",") + " giờ"
}

func periodText(p rules.Period) string {
	switch {
	case p.Forever():
		return "không giới hạn"
	case p.Days == 0:
		return fmt.Sprintf("%d tháng", p.Months)
	case p.Months == 0:
		return fmt.Sprintf("%d ngày", p.Days)
	}
	return fmt.Sprintf("%d tháng %d ngày", p.Months, p.Days)
}

// paragraphs are a text's, each on one line.
func paragraphs(text string) []string {
	var out []string
	for part := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			out = append(out, part)
		}
	}
	if len(out) == 0 {
		return []string{"[Chưa đặt trong cấu hình.]"}
	}
	return out
}
