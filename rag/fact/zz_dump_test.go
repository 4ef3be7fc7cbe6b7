package fact
import ("testing";"os";"fmt";"strings";"path/filepath")
func TestDump(t *testing.T){
 if os.Getenv("DUMP")==""{t.Skip()}
 fs,_:=filepath.Glob("../../seeds/*.txt")
 for _,p:=range fs{ b,_:=os.ReadFile(p)
 for _,l:=range strings.Split(string(b),"\n"){ if l==""{continue}
  fmt.Println("##",l)
  for _,f:=range Find(l){ if f.Kind==Quote{fmt.Printf("   quote %q\n",f.Of(l));continue}; fmt.Printf("   %s %q = %s %s %v %s %v %s\n",f.Kind,f.Of(l),f.Value,f.Unit,f.Approx,f.Country,f.Tense,f.Role)}
 }}
}
func BenchmarkFind(b *testing.B){
 s:="Iraq condemned the massacre of at least 1,383 civilians in coastal Syria earlier this month by security forces, allied groups and jihadists."
 Find(s); b.ReportAllocs()
 for b.Loop(){Find(s)}
}
func BenchmarkFindArabic(b *testing.B){
 s:="وصل وزير الخارجية السوري أسعد الشيباني إلى بغداد يوم الجمعة 14 آذار 2025 في أول زيارة له منذ سقوط نظام الأسد."
 Find(s); b.ReportAllocs()
 for b.Loop(){Find(s)}
}
