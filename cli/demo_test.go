package cli

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"tainha/sandbox"
)

// newDemo runs a demo on a free port until the test ends; everybody has been greeted.
func newDemo(t *testing.T, at string) *stage {
	t.Helper()
	command := demoCmd{Listen: "127.0.0.1:0", At: at}
	begin := time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	d, err := command.start(ctx, &Process{
		Stderr: io.Discard, Stdout: io.Discard, Now: func() time.Time { return begin }, Example: []byte(read(t, exampleName)),
	})
	if err != nil {
		stop()
		t.Fatalf("start the demo: %v", err)
	}
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- d.run(ctx, func() { close(ready) }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended: %v", err)
		}
		if err := d.close(); err != nil {
			t.Errorf("close the demo: %v", err)
		}
	})
	select {
	case <-ready:
	case err := <-ended:
		ended <- err
		t.Fatalf("the demo ended before it was ready: %v", err)
	}
	return d
}

// leads is what each step of the guide leads to, by its title: words of a message on its phone.
var leads = map[string]string{
	"Ask for a day at home":              "3,6/4 sản phẩm quy đổi (90%), còn thiếu 0,4",
	"The plan is there already":          "Đang chờ Nguyễn Thị Thu An",
	"The head decides on the card":       "Nguyễn Thị Thu An đã duyệt",
	"The morning of that day":            "▱▱▱▱▱ 0% · hạn 16:00",
	"Report with one press":              "· chờ xác nhận",
	"The head confirms":                  "Đã xác nhận hoàn thành",
	"Report in a sentence":               "Đã ghi tiến độ «Công văn trả lời cử tri»",
	"Send the proof":                     "Đã kèm vào «Công văn trả lời cử tri»",
	"Late that day, one reminder":        "Nâng cấp máy chủ thư điện tử",
	"Hand in all that was planned":       "Đã xong việc của ngày",
	"The diary fills itself":             "Cộng: ",
	"The head’s next morning":            "Chờ anh/chị xác nhận",
	"See what was handed in":             "Xác nhận 3 việc đã nộp?",
	"Confirm all of it":                  "Đã xác nhận 3 việc",
	"Somebody new is invited":            "Chào Ngô Thanh Hương",
	"The month is over":                  "",
	"His own sheet":                      "c = ",
	"Score oneself":                      "Đang lấy điểm tự chấm",
	"Send the self-score":                "Đã tự chấm, chờ chấm điểm",
	"The head’s turn":                    "người chờ chấm",
	"Whom she scores":                    "Bấm tên để chấm",
	"Bình’s sheet":                       "hoàn thành",
	"One press where nothing changes":    "1 chờ công bố",
	"Publish":                            "Từng người được báo và xem được điểm của mình",
	"Yes, publish":                       "Đã công bố 1 người",
	"Read the result":                    "Người chấm: Nguyễn Thị Thu An",
	"Where does it come from?":           "tiến độ: ",
	"Petition against it":                "Xin gõ nội dung",
	"Write it":                           "Mỗi kết quả chỉ gửi kiến nghị một lần",
	"Send it":                            "Lê Minh Đức trả lời đến hết",
	"The level above":                    "Kiến nghị lúc",
	"Answer it":                          "Xin gõ lý do",
	"Give the reason":                    "Giữ nguyên kết quả",
	"Send the answer":                    "Trả lời của Lê Minh Đức",
	"A citizen scans the poster":         "Quý vị đến với tư cách nào?",
	"As a citizen":                       "câu 1/6",
	"Six questions, a press each":        "câu 2/6",
	"The coordinator sees no number yet": "đã đủ để hiện kết quả",
	"Close the survey":                   "Đóng rồi không mở lại được",
	"Closed for good":                    "· đã đóng",
	"The results come":                   "Hài lòng chung",
	"The beginning of the next month":    "",
	"The review":                         "Sơ kết thí điểm: Sở Thử nghiệm",
	"Time is yours":                      "",
}

// The guide is followed as the page's "do it for me" does: press the newest button with the
// label, say the words, send the file, move the clock. What each step leads to is on the phone.
func TestTheGuideCanBeFollowedWheneverTheDemoBegins(t *testing.T) {
	t.Parallel()
	for _, at := range []string{"2026-11-23T09:00", "2026-11-25T16:30", "2026-11-26T08:00", "2026-11-27T15:59", "2026-02-12T10:00"} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			d := newDemo(t, at)
			for _, step := range d.script.Guide {
				followed(t, d.server, step)
			}
		})
	}
}

// followed does a step and waits for what it leads to; each step has its own time.
func followed(t *testing.T, server *sandbox.Server, step sandbox.Step) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	follow(ctx, t, server, step)
	words := leads[step.Title.EN]
	if _, err := server.WaitMessage(ctx, step.Phone, func(m sandbox.Message) bool {
		return strings.Contains(m.Text, words) && (step.Clock.IsZero() || m.Date >= step.Clock.Unix()) // what came by that clock
	}); err != nil {
		t.Fatalf("%s: no %q: %v; %+v", step.Title.EN, words, err, server.Messages(step.Phone))
	}
}

func follow(ctx context.Context, t *testing.T, server *sandbox.Server, step sandbox.Step) {
	t.Helper()
	words, phone := step.Try.VI, server.Phone(step.Phone)
	var err error
	switch {
	case !step.Clock.IsZero():
		server.Clock().Set(step.Clock)
	case step.File != nil:
		_, err = phone.Upload(0, step.File.Name, step.File.Data, "")
	case step.Press:
		press(ctx, t, server, step)
	case words != "":
		_, err = phone.Send(words)
	}
	if err != nil {
		t.Fatalf("%s: %v", step.Title.EN, err)
	}
}

func press(ctx context.Context, t *testing.T, server *sandbox.Server, step sandbox.Step) {
	t.Helper()
	words, phone := step.Try.VI, server.Phone(step.Phone)
	if i, invited := phone.Invitation(); invited && i.Button.VI == words {
		if _, err := phone.Start(i.Payload); err != nil {
			t.Fatalf("%s: %v", step.Title.EN, err)
		}
		return
	}
	for again := true; again; { // a button that changed meanwhile says so: then the new one is pressed
		var label string
		m, err := server.WaitMessage(ctx, step.Phone, func(m sandbox.Message) bool {
			labels := slices.Concat(m.Labels()...)
			at := slices.IndexFunc(labels, func(l string) bool { return isButNumber(l, words) })
			if at >= 0 {
				label = labels[at]
			}
			return at >= 0
		})
		if err != nil {
			t.Fatalf("%s: wait for the button %q: %v; %+v", step.Title.EN, words, err, server.Messages(step.Phone))
		}
		query, err := phone.Tap(m.ID, label)
		if errors.Is(err, sandbox.ErrNoButton) {
			continue
		}
		if err != nil {
			t.Fatalf("%s: press %q: %v", step.Title.EN, words, err)
		}
		answer, err := server.WaitAnswer(ctx, query)
		if err != nil {
			t.Fatalf("%s: wait for the answer to %q: %v", step.Title.EN, words, err)
		}
		again = strings.Contains(answer.Text, "đã được sửa sau khi nút này được gửi")
	}
}

// isButNumber reports whether a label is the words, or goes on with a number.
func isButNumber(label, words string) bool {
	rest, begins := strings.CutPrefix(label, words)
	return begins && (rest == "" || len(rest) > 1 && rest[0] == ' ' && rest[1] >= '0' && rest[1] <= '9')
}

func TestEachDemoHasATokenOfItsOwn(t *testing.T) {
	t.Parallel()
	const at = "2026-11-23T09:00"
	a, b := newDemo(t, at), newDemo(t, at)
	if a.server.Token() == b.server.Token() || a.server.Token() == sandbox.DefaultToken {
		t.Error("somebody knows the token before the demo begins")
	}
}
