package task

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tainha/bot/chat"
	"tainha/phrase"
	"tainha/phrase/reply"
	work "tainha/pilot/task"
	"tainha/rules"
	"tainha/rules/task"
	"tainha/store"
)

// wordDraft is what is said about a task, a question or a reason, being written.
type wordDraft struct {
	Press   taskPress
	Text    string         `json:"text,omitempty"`    // as typed, to be sent once it was shown back
	Blocker task.BlockerID `json:"blocker,omitempty"` // what is lifted
}

const (
	wordQuick int32 = iota + 1 // Arg: which
	wordBack
	wordSend
	wordConfirm // what was to go back is good
)

const quickWords = 3

// wordNames are how the texts call what the words are for.
var wordNames = map[taskDo]string{
	doAsk: "ask", doCannot: "cannot", doRecall: "recall", doForm: "form", doContent: "content", doReturn: "return", doKeep: "keep",
	doUnblock: "unblock", doReopen: "reopen", doWaiveError: "waive_error", doWaiveLate: "waive_late", doAskWaiver: "ask_waiver",
}

// wordFlow asks for the words of a question or a reason. What is typed is shown back
// before it is sent: it may have been meant for somebody else.
func wordFlow() chat.Flow[wordDraft] {
	back := chat.Choice{Name: "back", Value: wordBack, Arg: chat.NoArg}
	return chat.Flow[wordDraft]{
		Name: "task_word", Version: 3, Access: handleTask,
		About: func(t *chat.Turn, d *wordDraft) (rules.Subject, error) { return aboutTask(t, d.Press.Task) },
		Stop:  func(t *chat.Turn, d *wordDraft) error { return t.ShowCard(work.Ref(d.Press.Task)) },
		Steps: []chat.Step[wordDraft]{
			{Name: "word", Ask: askWordText, Take: takeWord, Free: true, Choices: []chat.Choice{{Name: "quick", Value: wordQuick, Arg: chat.AnItem}, back}},
			{Name: "sure", Ask: askWordSure, Take: takeWordSure, Free: true, Sure: []int32{wordSend}, Main: wordSend, Yes: wordSend,
				Choices: []chat.Choice{{Name: "send", Value: wordSend, Arg: chat.NoArg, Confirms: true}, back}},
			{Name: "or", Ask: askWordOr, Take: takeWordOr, Sure: []int32{wordSend, wordConfirm},
				Choices: []chat.Choice{{Name: "send", Value: wordSend, Arg: chat.NoArg, Confirms: true}, {Name: "confirm", Value: wordConfirm, Arg: chat.NoArg, Confirms: true}, back}},
		},
	}
}

// beginWord asks for the words, or shows back those of a sentence.
func beginWord(t *chat.Turn, x task.Task, do taskDo, note string) error {
	d := wordDraft{Press: taskPress{x.ID, int32(x.Rev), do}, Text: chat.Short(note, chat.MaxNote)}
	if do == doUnblock {
		var err error
		if d.Blocker, err = work.Liftable(t.Do(), x.ID); err != nil {
			return shown(t, x.ID, rules.Message{}, err)
		}
	}
	if d.Text != "" {
		return wordFlow().Start(t, "sure", d)
	}
	return wordFlow().Start(t, "word", d)
}

// about is how the task is called and who gets the words; empty for nobody.
func (d *wordDraft) about(t *chat.Turn) (title, name string, err error) {
	x, err := t.Tx.Task(d.Press.Task)
	if err != nil {
		return "", "", err
	}
	to := x.Owner
	switch d.Press.Do {
	case doAsk, doCannot:
		to = x.Assigner
	case doAskWaiver:
		if to, err = work.Waiver(t.Do(), x); err != nil {
			return "", "", err
		}
	}
	if to == t.Person.ID || to == 0 { // what one took oneself: nobody gets the words
		return t.Pilot.Tasks.Title(x), "", nil
	}
	p, err := t.Tx.Person(to, t.Today)
	if err != nil {
		return "", "", fmt.Errorf("find who gets the words: %w", err)
	}
	return t.Pilot.Tasks.Title(x), p.Called(), nil
}

func askWordText(t *chat.Turn, d *wordDraft) (store.Screen, error) {
	title, name, err := d.about(t)
	if err != nil {
		return store.Screen{}, err
	}
	do := wordNames[d.Press.Do]
	rows := [][]store.Button{{t.Choice(wordBack, 0, "back")}}
	for i := range int32(quickWords) {
		rows = append(rows, []store.Button{t.Choice(wordQuick, i, fmt.Sprintf("task.quick.%s.%d", do, i))})
	}
	return store.Screen{Text: rules.Msg("task.word."+do, "title", title, "name", name), Rows: rows}, nil
}

func takeWord(t *chat.Turn, d *wordDraft, in chat.Input) (string, error) {
	switch {
	case in.Pressed && in.Choice == wordBack:
		return chat.Stopped, nil
	case !in.Pressed:
		if asks := d.Press.Do == doAsk; !asks || reply.Reports(in.Text) { // a question is what is asked there
			if next, other, err := notWords(t, in.Text, asks); other || err != nil {
				return next, err
			}
		}
		if other, err := d.ordersOther(t, in.Text); err != nil {
			return chat.Stay, err
		} else if other {
			return t.AskInstead(in.Text)
		}
		if n := len([]rune(in.Text)); n > chat.MaxNote {
			return chat.Stay, rules.Refuse("wfh.note.long", "n", n, "max", chat.MaxNote)
		}
		if err := task.CheckText(in.Text); err != nil {
			return chat.Stay, err
		}
		if d.Text = in.Text; d.Press.Do != doAsk {
			d.Text = reply.Bare(in.Text)
		}
		return "sure", nil
	case in.Arg < 0 || in.Arg >= quickWords:
		return chat.Stay, rules.Refuse("press.stale")
	}
	text, err := t.Text(rules.Msg(fmt.Sprintf("task.quick.%s.%d", wordNames[d.Press.Do], in.Arg)))
	if err != nil {
		return chat.Stay, err
	}
	d.Text = text
	return d.act(t)
}

// ordersOther reports what is said instead of the words: by a head that it is good after all, or who is
// to do it, instead of why something is taken back, returned or kept; by whoever can't do it that it goes on.
func (d *wordDraft) ordersOther(t *chat.Turn, text string) (bool, error) {
	switch d.Press.Do {
	case doCannot:
		u, err := t.Understand(text)
		if err != nil {
			return false, err
		}
		does := u.Acts[0].Intent // being held up is a reason, too, while there is none yet
		return slices.Contains([]phrase.Intent{phrase.Accept, phrase.Progress, phrase.Done}, does) || does == phrase.Blocked && d.Text != "", nil
	case doReturn, doRecall, doKeep:
	default:
		return false, nil
	}
	if v, rest := reply.Decides(text); v == reply.Yes && rest == "" {
		return true, nil
	}
	u, err := t.Understand(text)
	return err == nil && u.Acts[0].Intent == phrase.Reassign && len(u.Acts[0].Task.Who) > 0, err
}

func askWordSure(t *chat.Turn, d *wordDraft) (store.Screen, error) {
	title, name, err := d.about(t)
	if err != nil {
		return store.Screen{}, err
	}
	return store.Screen{
		Text: rules.Msg("task.sure."+wordNames[d.Press.Do], "title", title, "name", name, "text", d.Text),
		Rows: [][]store.Button{{t.Choice(wordBack, 0, "back"), t.Choice(wordSend, 0, "task.word.send")}},
	}, nil
}

// takeWordSure sends what was shown; another text takes its place.
func takeWordSure(t *chat.Turn, d *wordDraft, in chat.Input) (string, error) {
	switch {
	case in.Typed && d.Press.Do == doReturn && reply.MayFindGood(in.Text): // "ok được rồi"
		return "or", nil
	case in.Pressed && in.Choice == wordSend, !in.Pressed && reply.Agrees(in.Text):
		return d.act(t)
	case in.Pressed:
		return "word", nil
	}
	if d.Press.Do != doAsk {
		u, err := t.Understand(in.Text)
		if err != nil {
			return chat.Stay, err
		}
		if reply.Asks(in.Text) || slices.Contains([]phrase.Intent{phrase.List, phrase.Status, phrase.Who, phrase.Waiting}, u.Acts[0].Intent) { // it takes no words' place
			return t.AskInstead(in.Text)
		}
	}
	return takeWord(t, d, in)
}

// askWordOr asks which is meant by what may be said of the words or of the work.
func askWordOr(t *chat.Turn, d *wordDraft) (store.Screen, error) {
	title, name, err := d.about(t)
	return store.Screen{Text: rules.Msg("task.word.or", "title", title, "name", name, "text", d.Text), Rows: [][]store.Button{
		{t.Choice(wordSend, 0, "task.word.or_send")}, {t.Choice(wordConfirm, 0, "task.confirm.yes", "n", 1)}, {t.Choice(wordBack, 0, "back")},
	}}, err
}

func takeWordOr(t *chat.Turn, d *wordDraft, in chat.Input) (string, error) {
	switch {
	case !in.Pressed:
		return chat.Stay, rules.Refuse("progress.press")
	case in.Choice == wordSend:
		return d.act(t)
	case in.Choice == wordConfirm:
		_, err := work.Confirm(t.Do(), work.Step{Task: d.Press.Task, Rev: int(d.Press.Rev), Chat: t.Chat})
		said := rules.Msg("task.confirm.done", "n", 1)
		if err == nil {
			t.Remember(said)
		}
		return chat.End, shown(t, d.Press.Task, said, err)
	}
	return "sure", nil
}

// act does what the words are for, and shows the card as it stands now.
func (d *wordDraft) act(t *chat.Turn) (string, error) {
	said := rules.Msg("task.toast." + wordNames[d.Press.Do])
	err := d.do(t)
	if err == nil {
		t.Remember(said)
	}
	return chat.End, shown(t, d.Press.Task, said, err)
}

func (d *wordDraft) do(t *chat.Turn) (err error) {
	step := work.Step{Task: d.Press.Task, Rev: int(d.Press.Rev), Chat: t.Chat, Reason: d.Text}
	switch d.Press.Do {
	case doAsk:
		_, err = work.AskAbout(t.Do(), step)
	case doCannot:
		_, err = work.CannotDo(t.Do(), step)
	case doRecall:
		_, err = work.Recall(t.Do(), step)
	case doReturn:
		_, err = work.Return(t.Do(), step, time.Time{})
	case doKeep:
		_, err = work.Grant(t.Do(), step, false)
	case doUnblock:
		_, err = work.Unblock(t.Do(), step, d.Blocker)
	case doReopen:
		_, err = work.Reopen(t.Do(), step)
	case doWaiveError:
		_, err = work.Waive(t.Do(), step, task.QualityStrike, 0)
	case doWaiveLate:
		_, err = work.Waive(t.Do(), step, task.Delay, 0)
	case doAskWaiver:
		_, err = work.AskWaiver(t.Do(), step)
	case doForm:
		return struck(t, step, task.Form)
	case doContent:
		return struck(t, step, task.QualityStrike)
	default:
		return rules.Refuse("press.stale")
	}
	return err
}

// struck notes what a check found and confirms: both or neither, so that a refusal is
// answered on the card.
func struck(t *chat.Turn, step work.Step, kind task.StrikeKind) error {
	return t.Tx.Savepoint(func() error {
		if _, err := work.Strike(t.Do(), step, kind); err != nil {
			return err
		}
		_, err := work.Confirm(t.Do(), step)
		return err
	})
}

// judgedEach are the works of which a text says each in its own clause that it is good, and the one that it sends back: "bảng lương
// thì được, kế hoạch trả lại vì thiếu kinh phí". Back is 0 where it is no such text.
func judgedEach(t *chat.Turn, text string) (d confirmDraft, err error) {
	all, err := work.Submitted(t.Do())
	if err != nil || len(all) < 2 || t.Writing() { //nolint:mnd // one to confirm, one to return
		return confirmDraft{}, err
	}
	last := reply.Unsaid
	for _, part := range reply.Parts(text) {
		head, _ := reply.HeadOf(part)
		named := slices.DeleteFunc(slices.Clone(all), func(x task.Task) bool { return wordsOf(x.Title, head) == 0 })
		if named = mostNamed(named, head); len(named) > 1 {
			return confirmDraft{}, nil
		}
		v, rest := reply.Unsaid, ""
		if len(named) == 1 {
			v, rest = reply.VerdictOf(part, named[0].Title)
		}
		switch {
		case v == reply.Yes && rest == "":
			d.Tasks, d.Revs = append(d.Tasks, named[0].ID), append(d.Revs, named[0].Rev)
		case v == reply.No && d.Back == 0:
			d.Back, d.Why = named[0].ID, chat.Short(rest, chat.MaxNote)
		case v == reply.Unsaid && last == reply.No: // why it goes back
			d.Why = chat.Short(strings.TrimPrefix(d.Why+", "+part, ", "), chat.MaxNote)
			continue
		default:
			return confirmDraft{}, nil
		}
		last = v
	}
	if len(d.Tasks) == 0 || slices.Contains(d.Tasks, d.Back) {
		return confirmDraft{}, nil
	}
	return d, nil
}

// alsoGood reports that what is said behind a yes finds the work good, too: "tốt, xác nhận cho anh Bình".
func alsoGood(t *chat.Turn, x task.Task, rest string) bool {
	if reply.FindsGood(rest) {
		return true
	}
	p, err := t.Tx.Person(x.Owner, t.Today)
	if err != nil {
		return false
	}
	v, behind, _ := chat.VerdictOn(rest, p.Called(), reply.DecidesWork)
	return v == reply.Yes && behind == ""
}
