package pdftext

import (
	"unicode/utf16"
)

// maxCodes bounds the letters of a font: no font has more than 65,536.
const maxCodes = 1 << 16

// A cmap is what a font says its codes mean.
type cmap struct {
	texts map[uint32]string
	bytes int // of a code, 0 where it is not said
}

// readCMap reads a font's table of meanings. Counts in it are not believed.
func readCMap(data []byte) cmap {
	m := cmap{texts: map[uint32]string{}}
	l := &lexer{data: data}
	var operands []object
	for {
		o, ok := l.next()
		if !ok || len(m.texts) > maxCodes {
			return m
		}
		if _, is := o.(operator); !is {
			if operands = append(operands, o); len(operands) > 3*maxCodes {
				return m
			}
			continue
		}
		switch o {
		case operator("endcodespacerange"):
			if n := len(operands); n >= 2 {
				low, _ := operands[n-1].(text)
				m.bytes = max(m.bytes, len(low))
			}
		case operator("endbfchar"):
			for ; len(operands) >= 2; operands = operands[2:] {
				m.set(operands[0], operands[1])
			}
		case operator("endbfrange"):
			for ; len(operands) >= 3; operands = operands[3:] {
				m.span(operands[0], operands[1], operands[2])
			}
		}
		operands = operands[:0]
	}
}

func (m *cmap) set(code, meaning object) {
	c, ok := code.(text)
	t, ok2 := meaning.(text)
	if ok && ok2 && len(c) > 0 && len(c) <= 4 {
		m.texts[codeOf(string(c))] = fromUTF16(string(t))
	}
}

// span sets a range of codes, whose meanings are listed or follow on each other.
func (m *cmap) span(from, to, meaning object) {
	a, ok := from.(text)
	b, ok2 := to.(text)
	if !ok || !ok2 || len(a) == 0 || len(a) > 4 || len(b) > 4 {
		return
	}
	first, last := codeOf(string(a)), codeOf(string(b))
	switch t := meaning.(type) {
	case array:
		for i, one := range t {
			if s, ok := one.(text); ok && uint64(first)+uint64(i) <= uint64(last) {
				m.texts[first+uint32(i)] = fromUTF16(string(s))
			}
		}
	case text:
		units := []rune(fromUTF16(string(t)))
		if len(units) == 0 || last < first || last-first >= maxCodes {
			return
		}
		for i := uint32(0); i <= last-first && len(m.texts) <= maxCodes; i++ {
			m.texts[first+i] = string(units)
			units[len(units)-1]++
		}
	}
}

func codeOf(s string) uint32 {
	n := uint32(0)
	for i := range len(s) {
		n = n<<8 | uint32(s[i])
	}
	return n
}

// fromUTF16 reads UTF-16 with the high byte first.
func fromUTF16(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	if len(s) == 1 {
		units = append(units, uint16(s[0]))
	}
	return string(utf16.Decode(units))
}
