package rules

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Workload is a volume of work in hundredths of a standard product (sản phẩm chuẩn,
// K = 1).
type Workload int32

const maxWorkload Workload = 1000_00

// String is a decimal number with a point: "5", "5.25".
func (l Workload) String() string {
	s := strconv.Itoa(int(l) / 100)
	if frac := int(l) % 100; frac != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%02d", frac), "0")
	}
	return s
}

// Message is the volume as an argument of a message, with the reader's decimal mark.
func (l Workload) Message() Message {
	whole, decimals, _ := strings.Cut(l.String(), ".")
	return Msg("count.load", "whole", whole, "decimals", decimals)
}

// ParseWorkload reads "5", "5,5" and "5.25". It returns a *Refusal for anything else,
// for more than two decimals, for 0 and for more than 1000.
func ParseWorkload(s string) (Workload, error) {
	text := strings.ReplaceAll(strings.TrimSpace(s), ",", ".")
	v, ok := new(big.Rat), false
	if len(text) <= 8 && !strings.ContainsAny(text, "/eExXpPoObB_+-") {
		v, ok = v.SetString(text)
	}
	if ok {
		v.Mul(v, big.NewRat(100, 1))
	}
	if !ok || !v.IsInt() || v.Sign() <= 0 || v.Cmp(big.NewRat(int64(maxWorkload), 1)) > 0 {
		return 0, Refuse("policy.load", "value", s)
	}
	return Workload(v.Num().Int64()), nil
}
