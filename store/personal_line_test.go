package store

import (
	"strings"
	"testing"
)

// A line that leaves a question open keeps every database from being opened.
func TestALineOfTheManifestAnswersEveryQuestion(t *testing.T) {
	t.Parallel()
	whole := func() Table {
		return Table{
			Name: "x", Columns: columns(col(WhoseRow, "person_id"), col(Free, "note")), Erase: FateGoes,
			Copy: as("x"), Kept: not("y"), Audit: not("y"), Looks: not("y"),
		}
	}
	for want, change := range map[string]func(*Table){
		"what becomes open holds": func(x *Table) { x.Columns = append(x.Columns, Column{Name: "becomes open"}) },
		"what an erasure does":    func(x *Table) { x.Erase = 0 },
		"why its rows stay":       func(x *Table) { x.Erase = FateBlank },
		"hold a person's texts":   func(x *Table) { x.Erase, x.Stays = FateStays, "y" },
		"can't find its rows":     func(x *Table) { x.Columns = col(Free, "note") },
		"two, to Copy":            func(x *Table) { x.Copy = Answer{} },
		"two, to Kept":            func(x *Table) { x.Kept.As = "both" },
		"two, to Audit":           func(x *Table) { x.Audit = Answer{} },
		"two, to Looks":           func(x *Table) { x.Looks = Answer{} },
		"nothing removes old y":   func(x *Table) { x.Kept = as("y") },
		"nothing says whose":      func(x *Table) { x.Columns, x.Audit = col(WhoseChat, "chat_id"), as("x") },
		"no reason says so":       func(x *Table) { x.Columns = col(Plain, "id") },
		"nobody's and holds note": func(x *Table) { *x = Table{Name: "x", Nobody: "y", Columns: col(Free, "note")} },
		"nobody's and more":       func(x *Table) { *x = Table{Name: "x", Nobody: "y", Columns: col(Plain, "id"), Copy: as("x")} },
		"names table x twice":     nil,
	} {
		x := whole()
		if faults := x.faults(); len(faults) > 0 {
			t.Fatalf("a whole line has the faults %v", faults)
		}
		list := append(Manifest(), x)
		if change == nil {
			list = append(list, x)
		} else {
			change(&list[len(list)-1])
		}
		if err := checkManifest(list); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want a fault with %q, got %v", want, err)
		}
	}
	list := Manifest()
	for i := range list {
		list[i].Kept.As = strings.TrimPrefix(list[i].Kept.As, string(OldReads))
	}
	if err := checkManifest(list); err == nil || !strings.Contains(err.Error(), "old reads are those of 0 tables") {
		t.Errorf("a purge of no table: %v", err)
	}
	if err := checkManifest(Manifest()); err != nil {
		t.Error(err)
	}
}
