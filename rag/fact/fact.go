package fact

import (
	"fmt"
	"time"

	"newsdesk/rag/text"
)

// Kind says what sort of fact a Fact is.
type Kind uint8

// The kinds of fact, in the order in which Find prefers them where two could cover the same words.
const (
	Unspecified  Kind = iota
	Number            // '13', 'thirteen', '1,383', '2.4 million', 'dozens'
	Ordinal           // 'first', '21st'
	Percent           // '12%', 'twelve per cent'
	Money             // '$3 billion', '500 Iraqi dinars'; Unit is the currency
	Quantity          // '40 km', '13-year'; Unit is the singular unit
	Date              // a day or a month with a year: 'March 14', '14 March 2025', 'March 2025'
	Year              // '1934', 'post-2003', '1990s'
	Month             // 'December'
	Weekday           // 'Friday'
	RelativeDay       // 'yesterday', 'earlier this month', 'two weeks ago'
	TimeOfDay         // '10:30', '3 pm', 'noon'
	Demonym           // 'Iraqi'; Value is the country or people: 'Iraq'
	Place             // 'Iraq', 'Damascus', 'Mediterranean Basin'
	Organisation      // 'Ministry of Interior', 'Hezbollah', 'AFP'
	Person            // 'Hamid Al-Shatri'
	Name              // a proper name of some other or unknown kind
	Role              // 'foreign minister', 'chief of the National Intelligence Service'
	Quote             // the inside of a quotation
	kinds             // how many there are
)

var kindNames = [kinds]string{
	"unspecified", "number", "ordinal", "percent", "money", "quantity", "date", "year", "month", "weekday",
	"relative day", "time of day", "demonym", "place", "organisation", "person", "name", "role", "quote",
}

func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Numeric reports whether the kind carries a Number that can be counted or compared.
func (k Kind) Numeric() bool { return k >= Number && k <= Quantity }

// Temporal reports whether the kind says when something happened.
func (k Kind) Temporal() bool { return k >= Date && k <= TimeOfDay }

// Proper reports whether the kind is a proper name: of a place, a people, an organisation, a person or something else.
func (k Kind) Proper() bool { return k >= Demonym && k <= Name }

// Approx is the hedge in front of a number: 'at least 13' is not '13'.
type Approx uint8

// The hedges that Find tells apart.
const (
	Exact    Approx = iota
	About           // about, around, some, roughly, approximately, an estimated
	AtLeast         // at least, no fewer than, a minimum of
	MoreThan        // more than, over, above, exceeding
	AtMost          // at most, up to, no more than, as many as
	LessThan        // less than, fewer than, under, below, nearly, almost
)

var approxNames = [...]string{"exactly", "about", "at least", "more than", "at most", "less than"}

func (a Approx) String() string {
	if int(a) < len(approxNames) {
		return approxNames[a]
	}
	return fmt.Sprintf("approx %d", uint8(a))
}

// Day is a calendar day of which parts may be unknown (zero).
type Day struct {
	Year  int
	Month time.Month
	Date  int
}

// Tense says on which side of the report a weekday, a month or a day without a year lies.
type Tense uint8

// Past is the default: a report tells mostly of what has happened.
const (
	Past      Tense = iota
	Future          // 'will meet on Friday', 'the upcoming summit in May'
	LastOne         // 'last Friday', 'last December'
	NextOne         // 'next Friday'
	InThisOne       // 'this Friday', 'this December'
)

// Fact is one hard fact of a sentence.
type Fact struct {
	text.Span        // the bytes of the sentence; for a Quote, what is between the marks
	Kind      Kind   //
	Value     string // canonical and comparable within a kind: '13', '2025-03-14', 'Iraq', 'hamid al shatri'
	Number    float64
	Unit      string // of Money ('USD'), Quantity ('km') and counted Numbers
	Approx    Approx
	Day       Day    // of Date, Year and Month
	Weekday   int    // of Weekday, and of a Date that names one: 1 Monday … 7 Sunday; 0 unknown
	Tense     Tense  // of Weekday, Month and a Date without a year
	Country   string // of a Place or Demonym: the country that it belongs to, where known
	Role      string // of a Person: the role said beside the name, folded: 'prime minister'
}
