package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tainha/config"
	"tainha/pilot"
	"tainha/pilot/people"
	"tainha/report"
	"tainha/rules"
	"tainha/store"
)

type inviteCmd struct {
	Config string   `help:"The configuration." type:"path" default:"config.yaml" placeholder:"FILE"`
	All    bool     `help:"Invite everybody who has no account yet." xor:"who"`
	Unit   string   `help:"Invite the people of one unit, by its code." xor:"who" placeholder:"CODE"`
	Sheet  string   `help:"Also write QR codes to print: one PDF, or a PDF a unit in a folder." type:"path" placeholder:"FILE.pdf|FOLDER"`
	Again  bool     `help:"With --all or --unit: also make links again that still work; those that are printed stop working."`
	Days   int      `help:"How many days the links work." default:"14"`
	Bot    string   `help:"The bot's user name; without it Telegram is asked." placeholder:"NAME"`
	Codes  []string `arg:"" optional:"" help:"Codes of people." name:"code"`
}

func (*inviteCmd) Help() string {
	return `It prints a table with tabs: code, name, unit, link. Each link opens the bot and works once, for one person; only
its hash is kept, so it can't be shown again. With --all or --unit those who hold a link that still works keep it, as it may be
printed and handed out; --again makes theirs anew, as a code given by name does. A new invitation ends an older one. Stop the bot first.

Examples:
  tainha invite TN03 TN07
  tainha invite --all --sheet thu-moi/ > links.tsv
  tainha invite --unit KHTH --sheet khth.pdf

Tạo thư mời dùng một lần để từng người liên kết Telegram; --sheet in mã QR theo đơn vị, cắt ra và phát tận tay. Thư mời còn hạn được giữ
nguyên; muốn làm lại tất cả thì thêm --again.`
}

// longestInvite is how many days a link may work: it opens personal data.
const longestInvite = 90

// Validate is called by the parser of the command line.
func (c *inviteCmd) Validate() error {
	switch {
	case c.Days < 1 || c.Days > longestInvite:
		return fmt.Errorf("--days %d is not between 1 and %d", c.Days, longestInvite)
	case len(c.Codes) > 0 && (c.All || c.Unit != ""):
		return errors.New("give codes, or --all, or --unit")
	case len(c.Codes) == 0 && !c.All && c.Unit == "":
		return errors.New("say whom to invite: codes, or --all, or --unit")
	}
	return nil
}

func (c *inviteCmd) Run(ctx context.Context, p *Process) error {
	config, name, err := c.configure(ctx, p)
	if err != nil {
		return err
	}
	say, err := newSpeaker(&config, p)
	if err != nil {
		return err
	}
	who := people.Invitees{Codes: c.Codes, Unit: c.Unit, All: c.All, Again: c.Again}
	var invited people.Invited
	var sheets wholeFiles
	defer sheets.drop()
	err = withDatabase(ctx, &config, func(db *store.DB) error {
		return db.Write(ctx, func(tx *store.Tx) error {
			if invited, err = people.Invite(NewPilot(&config).Do(tx, p.Now(), pilot.Actor{Shell: true}), who, c.Days); err != nil {
				return err
			}
			// Before the commit: links that could not be written down never existed. The sheets get
			// their names after it: links that never existed are in no sheet.
			return writeSheets(&sheets, c.Sheet, name, p.Now(), invited)
		})
	})
	var refusal *rules.Refusal
	if errors.As(err, &refusal) {
		for _, reason := range refusal.Reasons {
			say.fault(reason)
		}
		say.fault(rules.Msg("invite.nothing"))
		return errors.Join(errFaults, say.err)
	}
	if err != nil {
		return err
	}
	written, err := sheets.keep()
	if err := errors.Join(err, writeLinks(p, name, invited.Made)); err != nil { // the links work: they are told whatever became of the sheets
		return err
	}
	tellInvited(say, invited, written)
	return say.err
}

// configure reads the configuration and finds the bot's name.
func (c *inviteCmd) configure(ctx context.Context, p *Process) (config.Config, string, error) {
	if c.Bot != "" {
		config, err := p.read(c.Config)
		return config, strings.TrimPrefix(c.Bot, "@"), err
	}
	config, err := p.load(c.Config)
	if err != nil {
		return config, "", err
	}
	name, err := botName(ctx, &config.Telegram)
	if err != nil {
		return config, "", fmt.Errorf("ask Telegram for the bot's name (or give it with --bot): %w", err)
	}
	return config, name, nil
}

// deepLink opens the bot and hands it the code.
func deepLink(bot, code string) string { return "https://t.me/" + bot + "?start=" + code }

// writeLinks prints the table.
func writeLinks(p *Process, bot string, made []people.Invitation) error {
	table := csv.NewWriter(p.Stdout)
	table.Comma = '\t'
	rows := make([][]string, 0, len(made))
	for _, i := range made {
		rows = append(rows, []string{i.Person.Code, plainCell(i.Person.Name), plainCell(i.Unit.Name), deepLink(bot, i.Code)})
	}
	if err := table.WriteAll(rows); err != nil {
		return fmt.Errorf("print the links: %w", err)
	}
	return nil
}

// plainCell keeps a spreadsheet from reading a text as a formula.
func plainCell(s string) string {
	if strings.ContainsAny(s[:min(1, len(s))], "=+-@") {
		return "'" + s
	}
	return s
}

func tellInvited(say *speaker, invited people.Invited, written []string) {
	for _, x := range invited.Linked {
		say.fault(rules.Msg("invite.linked", "code", x.Code, "name", x.Name))
	}
	for _, x := range invited.Inactive {
		say.fault(rules.Msg("invite.inactive", "code", x.Code, "name", x.Name))
	}
	if n := len(invited.Kept); n > 0 {
		const named = 5
		var names []string
		for _, x := range invited.Kept[:min(n, named)] {
			names = append(names, x.Person.Code)
		}
		last := invited.Kept[0].Last
		for _, x := range invited.Kept {
			last = min(last, x.Last)
		}
		say.fault(rules.Msg("invite.kept", "n", n, "codes", strings.Join(names, ", "), "more", n > named, "last", last))
	}
	for _, file := range written {
		say.fault(rules.Msg("invite.sheet", "file", file))
	}
	if len(invited.Made) == 0 {
		if len(invited.Kept) == 0 {
			say.fault(rules.Msg("invite.none"))
		}
		return
	}
	say.fault(rules.Msg("invite.made", "n", len(invited.Made), "last", invited.Last))
}

// writeSheets writes the QR sheets: into one file when the path ends in .pdf,
// else a file for each unit in that folder.
func writeSheets(files *wholeFiles, path, bot string, made time.Time, invited people.Invited) error {
	if path == "" || len(invited.Made) == 0 {
		return nil
	}
	sheets, names := unitSheets(bot, invited)
	if strings.EqualFold(filepath.Ext(path), ".pdf") {
		return writeSheet(files, path, made, sheets...)
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return fmt.Errorf("make the folder for the sheets: %w", err)
	}
	for i, sheet := range sheets {
		if err := writeSheet(files, filepath.Join(path, names[i]), made, sheet); err != nil {
			return err
		}
	}
	return nil
}

// unitSheets makes a sheet for each unit, and the name of its file.
func unitSheets(bot string, invited people.Invited) ([]report.QRSheet, []string) {
	var sheets []report.QRSheet
	var names []string
	taken := map[string]bool{}
	for n, i := range invited.Made {
		if n == 0 || i.Unit.ID != invited.Made[n-1].Unit.ID {
			sheets = append(sheets, report.QRSheet{Agency: i.Agency, Unit: i.Unit.Name, Bot: bot, Expires: invited.Last})
			names = append(names, sheetName(i.Unit, taken))
		}
		last := &sheets[len(sheets)-1]
		last.Cards = append(last.Cards, report.QRCard{Name: i.Person.Name, Code: i.Person.Code, Link: deepLink(bot, i.Code)})
	}
	return sheets, names
}

// sheetName is a file name that every system takes: what people wrote as a code
// names no folder and no device, and two codes never share a file.
func sheetName(unit rules.Unit, taken map[string]bool) string {
	safe := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' {
			return r
		}
		return '_'
	}, unit.Code)
	name := "thu-moi-" + safe
	if taken[strings.ToLower(name)] {
		name += "-" + strconv.FormatInt(int64(unit.ID), 10)
	}
	taken[strings.ToLower(name)] = true
	return name + ".pdf"
}

// writeSheet writes one file that only its owner may read: its codes open the
// bot as somebody else.
func writeSheet(files *wholeFiles, file string, made time.Time, sheets ...report.QRSheet) error {
	var pdf bytes.Buffer
	if err := report.WriteQRSheets(&pdf, made, sheets...); err != nil {
		return err
	}
	return files.write(file, pdf.Bytes())
}
