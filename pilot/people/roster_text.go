package people

import "tainha/rules"

// roleKeys name the roles that a roster can give, in the order of showing.
var roleKeys = []struct {
	role rules.Roles
	key  string
}{{rules.Staff, "staff"}, {rules.Coordinator, "coordinator"}, {rules.Auditor, "auditor"}, {rules.Operator, "operator"}}

// Message says what is added or changed, a line a field.
func (c Change) Message() rules.Message {
	lines := make([]rules.Message, 0, len(c.Fields))
	for _, f := range c.Fields {
		lines = append(lines, rules.Msg("roster.change", "field", rules.Msg("roster.field."+f.Name),
			"before", shown(f.Before), "after", shown(f.After), "added", c.Added || f.Name == "since"))
	}
	return rules.Msg("roster.changes", "object", rules.Msg("roster.object."+c.Object),
		"code", c.Code, "name", c.Name, "added", c.Added, "fields", lines)
}

// shown is a field's value as people read it.
func shown(value any) rules.Message {
	nothing := rules.Msg("roster.value.nothing")
	switch v := value.(type) {
	case bool:
		if v {
			return rules.Msg("roster.value.yes")
		}
		return rules.Msg("roster.value.no")
	case rules.Date:
		if v == 0 {
			return nothing
		}
		return rules.Msg("roster.value.day", "day", v)
	case rules.Roles:
		return RolesText(v)
	case string:
		if v != "" {
			return rules.Msg("roster.value.text", "text", v)
		}
	}
	return nothing
}

// RolesText names the roles, but for Head.
func RolesText(roles rules.Roles) rules.Message {
	out := rules.Msg("roster.value.nothing")
	first := true
	for _, r := range roleKeys {
		if !roles.Has(r.role) {
			continue
		}
		role := rules.Msg("roster.role." + r.key)
		if first {
			out, first = role, false
		} else {
			out = rules.Msg("roster.value.and", "one", out, "other", role)
		}
	}
	return out
}

// audited are the fields before and after, as the audit keeps them; nothing is
// before what is added.
func (c Change) audited() (before, after any) {
	was, is := make(map[string]any, len(c.Fields)), make(map[string]any, len(c.Fields)+1)
	for _, f := range c.Fields {
		was[f.Name], is[f.Name] = audited(f.Before), audited(f.After)
	}
	is["code"] = c.Code
	if c.Added {
		return nil, is
	}
	return was, is
}

func audited(value any) any {
	roles, ok := value.(rules.Roles)
	if !ok {
		return value
	}
	names := []string{}
	for _, r := range roleKeys {
		if roles.Has(r.role) {
			names = append(names, r.key)
		}
	}
	return names
}
