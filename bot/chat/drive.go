package chat

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"

	"tainha/rules"
	"tainha/store"
)

// What drives the bot by hand, so that a transcript is the same every time, and
// what shows a test the engine's own lists. Run does all of it by itself.

// PollOnce takes one batch.
func (b *Bot) PollOnce(ctx context.Context) error {
	_, err := b.pollOnce(ctx)
	return err
}

// PollWaits is PollOnce with how long Run would wait before the next.
func (b *Bot) PollWaits(ctx context.Context) (time.Duration, error) { return b.pollOnce(ctx) }

// Begin is the start of a process.
func (b *Bot) Begin(ctx context.Context) error {
	if err := b.begin(ctx); err != nil {
		return err
	}
	return b.sender.loadPauses(ctx)
}

// Drain sends until nothing is due.
func (b *Bot) Drain(ctx context.Context) error {
	s := b.sender
	for answered := false; ; {
		if _, err := s.dispatch(ctx); err != nil {
			return err
		}
		switch {
		case s.flying == 0 && answered:
			return nil
		case s.flying == 0: // a press that could not be answered may be told by a message
			b.answers.Wait()
			answered = true
			continue
		}
		s.settle(ctx, append([]result{<-s.done}, s.drain()...))
	}
}

// ForgetName makes the bot as one that has not asked Telegram who it is.
func (b *Bot) ForgetName() { b.name = "" }

// forger is a press that the walk of permissions can forge.
type forger interface {
	Presser
	object() string
	forge(object int64) string
}

// object names what the first field of T identifies, empty for nothing.
func (p Press[T]) object() string {
	typ := reflect.TypeFor[T]()
	if typ.NumField() == 0 || !strings.HasSuffix(typ.Field(0).Type.Name(), "ID") {
		return ""
	}
	return typ.Field(0).Type.Name()
}

// forge encodes a press on that object with everything else zero.
func (p Press[T]) forge(object int64) string {
	var v T
	rv := reflect.ValueOf(&v).Elem()
	if rv.NumField() > 0 && rv.Field(0).CanInt() {
		rv.Field(0).SetInt(object)
	}
	return p.encode(v)
}

// Forge returns the data of a press on an object, and what kind of object the
// press acts on: empty when it acts on none.
func (b *Bot) Forge(press string, object int64) (data, kind string) {
	f := b.presses[press].(forger) //nolint:errcheck // every Press is one: another must panic
	if !f.hasSubject() {
		return f.forge(object), ""
	}
	return f.forge(object), f.object()
}

var errUndo = errors.New("undo")

// Try takes one raw update and undoes it. It returns the keys of all that it
// would have said: the toast, the messages, the reasons of refusals.
func (b *Bot) Try(ctx context.Context, raw []byte) (keys []string, err error) {
	return b.Trying(ctx, raw, func(*store.Tx) error { return nil })
}

// Trying is Try with a look at what it would have kept.
func (b *Bot) Trying(ctx context.Context, raw []byte, look func(*store.Tx) error) (keys []string, err error) {
	err = b.DB.Write(ctx, func(tx *store.Tx) error {
		before, err := tx.Waiting(b.Now(), 0, 0, 10_000)
		if err != nil {
			return err
		}
		a, _, err := b.one(ctx, tx, b.Now(), raw)
		if err != nil {
			return err
		}
		if a.toast.Key != "" {
			keys = append(keys, keysOf(a.toast)...)
		}
		after, err := tx.Waiting(b.Now(), 0, 0, 10_000)
		if err != nil {
			return err
		}
		for _, o := range after[len(before):] {
			if o.Body.Screen != nil {
				keys = append(keys, keysOf(o.Body.Screen.Text)...)
			}
		}
		if err := look(tx); err != nil {
			return err
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		err = nil
	}
	return keys, err
}

// One takes one raw update in a transaction of the caller.
func (b *Bot) One(ctx context.Context, tx *store.Tx, raw []byte) error {
	_, _, err := b.one(ctx, tx, b.Now(), raw)
	return err
}

// keysOf lists a message's key and those of the messages within it.
func keysOf(m rules.Message) []string {
	keys := []string{m.Key}
	for _, v := range m.Args {
		switch x := v.(type) {
		case rules.Message:
			keys = append(keys, keysOf(x)...)
		case []rules.Message:
			for _, n := range x {
				keys = append(keys, keysOf(n)...)
			}
		}
	}
	return keys
}

// Bodies are what a message of an object can be.
func (b *Bot) Bodies(ref store.Ref) (out []store.Body) {
	if o := b.objects[ref.Kind]; o.Card != nil {
		out = append(out, store.Body{Card: &ref})
	} else if o.File != nil {
		out = append(out, store.Body{File: &ref})
	}
	return out
}

// ForgeAny encodes a press with any numbers in its fields, as anybody can send it.
func (b *Bot) ForgeAny(press string, next func() int64) string {
	return b.presses[press].(interface{ forgeAny(func() int64) string }).forgeAny(next) //nolint:errcheck // every Press is one: another must panic
}

func (p Press[T]) forgeAny(next func() int64) string {
	var v T
	for _, f := range reflect.ValueOf(&v).Elem().Fields() {
		switch {
		case f.Kind() == reflect.Bool:
			f.SetBool(next()&1 == 1)
		case f.CanUint():
			f.SetUint(uint64(uint8(next())))
		default:
			bits := 64 - f.Type().Bits()
			f.SetInt(next() << bits >> bits)
		}
	}
	return p.encode(v)
}

// TypedKind names a button as it is declared: its kind, or the choice of the flow's step
// at which a conversation stands. destroys is whether it declares that it takes something
// away, sure whether it answers a question whether to.
func (b *Bot) TypedKind(c store.Conversation, data string) (name string, destroys, sure bool) {
	v, ok := flowKey.decode(data)
	if v, of := panelKey.decode(data); of {
		return b.sectionKind(v)
	}
	if !ok {
		p := b.pressOf(data)
		return p.name(), p.destroys(data), false
	}
	f, open := b.flows[c.Flow]
	if !open || !c.Open || v.Rev != c.Rev {
		return "", false, false
	}
	for _, s := range f.shape().Steps {
		for _, x := range s.Choices {
			if s.Name == c.Step && x.Value == v.Choice {
				return c.Flow + "/" + s.Name + "/" + x.Name, x.Destroys, s.Name == "sure" || slices.Contains(s.Sure, x.Value)
			}
		}
	}
	return "", false, false
}

// sectionKind is TypedKind of a section's button.
func (b *Bot) sectionKind(v panelPress) (name string, destroys, sure bool) {
	for place, list := range b.panels {
		for _, p := range list {
			if p.Section != nil && p.number() == v.Panel {
				return place + "/" + p.Name, p.Section.destroys(v.Choice), false
			}
		}
	}
	return "", false, false
}

// Destructive lists what declares that it takes something away, as TypedKind names it.
func (b *Bot) Destructive() (names []string) {
	for _, f := range b.Flows() {
		for _, s := range f.Steps {
			for _, x := range s.Choices {
				if x.Destroys {
					names = append(names, f.Name+"/"+s.Name+"/"+x.Name)
				}
			}
		}
	}
	for name, p := range b.presses {
		if p.mayDestroy() {
			names = append(names, name)
		}
	}
	return names
}

// ForgeChoice encodes a press of a flow at a revision.
func ForgeChoice(rev, choice, arg int32) string { return flowKey.encode(flowPress{rev, choice, arg}) }
