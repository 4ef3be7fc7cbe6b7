package show

import (
	"strings"
	"testing"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// TestArabicPassageIsReadFromTheRight has its number right of its first sentence:
// the whole is one isolate, and of the line that says whence it is a letter from
// left to right comes first.
func TestArabicPassageIsReadFromTheRight(t *testing.T) {
	body := "وصل الوفد يوم الجمعة. وبحث التعاون. وقال إن ثلاثين اعتقلوا."
	said := "وبحث التعاون."
	at := strings.Index(body, said)
	a := rag.Answer{
		Claims:  []rag.Claim{{Text: said, Citations: []int{1}}},
		Sources: []rag.Source{{Article: rag.Article{ID: "a", Title: "وفد", Outlet: "شفق نيوز", Body: body}, Span: text.Span{Start: at, End: at + len(said)}}},
	}
	description := Sources(&a)[0][0].Description
	whence, passage, _ := strings.Cut(description, "\n\n")
	if !strings.HasPrefix(whence, small+string(markLeft)) {
		t.Errorf("the first line is %+q", whence)
	}
	if !strings.HasPrefix(passage, string(isolateRight)+"[1] ") || !strings.HasSuffix(passage, string(pop)) || len(unclosed(passage)) > 0 {
		t.Errorf("the passage is %+q", passage)
	}
}
