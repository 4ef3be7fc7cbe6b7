package quote

import (
	"newsdesk/rag"
)

func Report(qs []Quotation) rag.Report { return rag.Report{} }
