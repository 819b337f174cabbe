package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	papers "tainha/bot/review"
	"tainha/locale"
	"tainha/rules"
	"tainha/rules/review"
)

type mergeCmd struct {
	Title    string   `help:"Over whom the agencies stand: the name on the report." default:"[Tên cơ quan tổng hợp]" placeholder:"NAME"`
	Above    string   `help:"The office over the one that issues the report, as it stands at its head. Empty: to be filled in." placeholder:"NAME"`
	Signs    string   `help:"The office of who signs. Empty: the head of the agency." placeholder:"NAME"`
	Language string   `help:"Of the papers." enum:"vi,en" default:"vi"`
	Out      string   `help:"The folder to write to." type:"path" default:"so-ket" placeholder:"FOLDER"`
	Files    []string `arg:"" help:"Reviews as JSON, as /baocao sends them: one of each agency." type:"path"`
}

func (*mergeCmd) Help() string {
	return `It puts the reviews of several agencies beside each other, as the same report and workbook: each agency as one row of each question, and the sum of what they show.
What an agency hides stays hidden, and enters no sum. It needs no configuration, no token and no database.

Example:
  tainha merge --above "Ủy ban nhân dân Thành phố Hồ Chí Minh" --title "Sở Nội vụ" --out so-ket so-mot.json so-hai.json

Ghép sơ kết của nhiều cơ quan (tệp JSON lấy ở /baocao) thành một báo cáo và một bảng tính. Số mà một cơ quan không hiển thị thì vẫn không hiển thị.`
}

// mostReview is how large the review of an agency may be.
const mostReview = 16 << 20

func (c *mergeCmd) Run(_ context.Context, p *Process) error {
	example, err := p.example()
	if err != nil {
		return err
	}
	catalog, err := locale.Load(example.Calendar.Location)
	if err != nil {
		return fmt.Errorf("load the texts: %w", err)
	}
	list := make([]review.Report, len(c.Files))
	for i, name := range c.Files {
		if list[i], err = readReview(name); err != nil {
			return misused(err)
		}
	}
	joined, err := review.Merge(c.Title, list)
	if err != nil {
		return misused(fmt.Errorf("join the reviews: %w", err))
	}
	joined.Above, joined.Signs = c.Above, c.Signs
	if err := os.MkdirAll(c.Out, 0o700); err != nil {
		return fmt.Errorf("make the folder for the review: %w", err)
	}
	var files wholeFiles
	defer files.drop()
	for end, made := range map[string]func(papers.Texts, review.Report) ([]byte, error){"pdf": papers.PDF, "xlsx": papers.XLSX} {
		data, err := made(language{catalog, c.Language}, joined)
		if err != nil {
			return fmt.Errorf("make the %s: %w", end, err)
		}
		if err := files.write(filepath.Join(c.Out, "so-ket."+end), data); err != nil {
			return err
		}
	}
	data, err := json.MarshalIndent(joined, "", " ")
	if err != nil {
		return fmt.Errorf("write the joined review: %w", err)
	}
	if err := files.write(filepath.Join(c.Out, "so-ket.json"), data); err != nil {
		return err
	}
	names, err := files.keep()
	if err != nil {
		return err
	}
	for _, n := range names {
		_, _ = fmt.Fprintln(p.Stdout, n)
	}
	for _, line := range papers.Alike(language{catalog, c.Language}, joined) {
		_, _ = fmt.Fprintln(p.Stderr, line)
	}
	return nil
}

// readReview reads the review of one agency.
func readReview(name string) (r review.Report, err error) {
	f, err := os.Open(name) //nolint:gosec // the operator names it
	if err != nil {
		return r, err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, mostReview+1))
	switch {
	case err != nil:
		return r, fmt.Errorf("read %s: %w", name, err)
	case len(data) > mostReview:
		return r, fmt.Errorf("read %s: it is too large for a review", name)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, fmt.Errorf("%s is no review as /baocao sends it (JSON): %w", name, err)
	}
	return r, nil
}

// language is the texts in one language.
type language struct {
	catalog *locale.Catalog
	lang    string
}

func (l language) Text(m rules.Message) (string, error) { return l.catalog.Plain(l.lang, m) }
