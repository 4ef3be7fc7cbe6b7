package fact

// IsCommon reports whether a folded word is a common English word, inflected
// or not: one that a sentence may begin with without naming anybody, and that a
// coverage which lacks it does not spell otherwise.
func IsCommon(folded string) bool { return common(folded) }
