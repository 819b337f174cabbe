package phrase
import ("testing";"os";"bufio";"fmt";"tainha/rules")
func TestZZ(t *testing.T){
 f,err:=os.Open("/tmp/p.txt"); if err!=nil {t.SkipNow()}
 today:=rules.MustDate("2026-11-23")
 if s:=os.Getenv("TD"); s!="" {today=rules.MustDate(s)}
 sc:=bufio.NewScanner(f); for sc.Scan(){ if sc.Text()=="" {continue}; r:=Read(sc.Text(),today,testCalendar(true)); extra:=""; if r.Note!="" {extra="\t["+r.Note+"]"}; fmt.Printf("%s\t%s%s\n",sc.Text(),r.Explain(),extra)}
}
