package schedule

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// windows1252 are the characters that Windows-1252 has from 0x80 on, where
// Latin-1 has none that anybody writes.
var windows1252 = []rune("€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ")

// ForeignText returns the text of a file that any other program wrote as
// UTF-8 without a byte order mark. Bytes that are no UTF-8 are taken for
// Windows-1252, which is a guess that the reader should hear of.
func ForeignText(data []byte) (text []byte, guessed bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], binary.LittleEndian), false
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], binary.BigEndian), false
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return data, false
	}
	var b strings.Builder
	for _, c := range data {
		if n := int(c) - 0x80; n >= 0 && n < len(windows1252) {
			b.WriteRune(windows1252[n])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return []byte(b.String()), true
}

func fromUTF16(data []byte, order binary.ByteOrder) []byte {
	var units []uint16
	for len(data) > 1 {
		units, data = append(units, order.Uint16(data)), data[2:]
	}
	return []byte(string(utf16.Decode(units)))
}
