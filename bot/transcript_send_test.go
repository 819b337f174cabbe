package bot_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"tainha/sandbox"
)

// sendThing sends what holds no words of its own; those behind its name stand below it.
func sendThing(phone *sandbox.Phone, what string) (err error) {
	kind, words, _ := strings.Cut(what, " ")
	switch kind {
	case "voice", "video":
		_, err = phone.SendVoice(7, kind == "video")
	case "sticker":
		_, err = phone.SendSticker("👍")
	case "location":
		_, err = phone.SendLocation(10.7769, 106.7009)
	case "photo":
		_, err = phone.UploadPhoto(0, "a.png", picture(), words)
	case "roster":
		texts := strings.Split(words, " | ")
		changed, err := changedRoster(texts[1:])
		if err != nil {
			return err
		}
		_, err = phone.Upload(0, texts[0], changed, "")
		return err
	case "table":
		name, rows, _ := strings.Cut(words, " | ")
		_, err = phone.Upload(0, name, []byte(strings.ReplaceAll(rows, " ⏎ ", "\n")), "")
		return err
	case "rows":
		n, table, _ := strings.Cut(words, " ")
		parts := strings.Split(table, " | ")
		_, err = phone.Upload(0, parts[0], rowsLike(n, parts[1], parts[2]), "")
		return err
	case "book":
		name, rows, _ := strings.Cut(words, " | ")
		data, err := workbook(strings.Split(rows, "\n"))
		if err != nil {
			return err
		}
		_, err = phone.Upload(0, name, data, "")
		return err
	case "big":
		_, err = phone.Upload(0, "ban-ve.pdf", make([]byte, 30<<20), words)
	case "file":
		_, err = phone.Upload(0, "don-xin-nghi.docx", []byte("PK"), words)
	default:
		return fmt.Errorf("nobody sends %q", kind)
	}
	return err
}

// rowsLike is a CSV file with so many rows like one; its # is the row's number.
func rowsLike(n, heads, row string) []byte {
	var b strings.Builder
	fmt.Fprintln(&b, heads)
	last, _ := strconv.Atoi(n)
	for i := range last {
		fmt.Fprintln(&b, strings.ReplaceAll(row, "#", strconv.Itoa(i+1)))
	}
	return []byte(b.String())
}

// workbook is an XLSX file with these rows, as a spreadsheet keeps them: a date and a number are no text.
func workbook(rows []string) ([]byte, error) {
	f := excelize.NewFile()
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: new("dd/mm/yyyy")})
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		for j, cell := range strings.Split(row, ";") {
			name, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return nil, err
			}
			var value any = cell
			if day, err := time.Parse("02/01/2006", cell); err == nil {
				value = day
			} else if n, err := strconv.ParseFloat(cell, 64); err == nil {
				value = n
			}
			if err := f.SetCellValue("Sheet1", name, value); err != nil {
				return nil, err
			}
			if _, isDay := value.(time.Time); isDay {
				if err := f.SetCellStyle("Sheet1", name, name, style); err != nil {
					return nil, err
				}
			}
		}
	}
	var b bytes.Buffer
	err = f.Write(&b)
	return b.Bytes(), err
}

// filled is a text again and again, to so many letters.
func filled(n, text string) string {
	most, _ := strconv.Atoi(n)
	letters := []rune(strings.Repeat(text, most))
	return string(letters[:most])
}

// deleteOne deletes the newest message that holds some words.
func deleteOne(phone *sandbox.Phone, words string) error {
	for _, m := range slices.Backward(phone.Messages()) {
		if strings.Contains(m.Content(), words) {
			return phone.Delete(m.ID)
		}
	}
	return fmt.Errorf("no message holds %q", words)
}

// forward passes on what somebody wrote, whose account may be hidden: "«Tên» TEXT".
func forward(phone *sandbox.Phone, what string) error {
	if name, text, hidden := strings.Cut(strings.TrimPrefix(what, "«"), "» "); hidden {
		_, err := phone.Forward(text, 0, name)
		return err
	}
	author, text, _ := strings.Cut(what, " ")
	_, err := phone.Forward(text, folk[author].chat, author)
	return err
}

// replyTo answers the newest message of the bot that holds some words: "WORDS | TEXT".
func replyTo(phone *sandbox.Phone, what string, bots bool) error {
	words, text, _ := strings.Cut(what, " | ")
	for _, m := range slices.Backward(phone.Messages()) {
		if m.FromBot() == bots && strings.Contains(m.Content(), words) {
			_, err := phone.SendTo(0, text, m.ID)
			return err
		}
	}
	return fmt.Errorf("no message holds %q", words)
}

// picture is a small one.
func picture() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))) // a buffer takes everything
	return b.Bytes()
}

// attachTo sends a photo or file as an answer to the newest message that holds some words.
func attachTo(phone *sandbox.Phone, what string) error {
	words, rest, _ := strings.Cut(what, " | ")
	kind, caption, _ := strings.Cut(rest, " ")
	for _, m := range slices.Backward(phone.Messages()) {
		if !m.FromBot() || !strings.Contains(m.Content(), words) {
			continue
		}
		name, data := "to-trinh.docx", []byte("PK")
		switch kind {
		case "photo":
			name, data = "a.png", picture()
		case "big":
			name, data = "ban-ve.pdf", make([]byte, 30<<20)
		}
		_, err := phone.UploadTo(m.ID, name, data, caption, kind == "photo")
		return err
	}
	return fmt.Errorf("no message holds %q", words)
}
