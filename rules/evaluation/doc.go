// Package evaluation scores a period by clear, public criteria (Decree 335/2025/NĐ-CP, rules section 7):
// exact numbers, each of which leads back to the tasks behind it. It prompts, computes and explains; the
// record of rating is the official system's.
package evaluation
