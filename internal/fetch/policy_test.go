package fetch

import (
	"errors"
	"net/netip"
	"strings"
	"testing"
)

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		// What it is for.
		"8.8.8.8": true, "151.101.1.69": true, "172.15.255.255": true, "172.32.0.1": true, "100.63.0.1": true, "100.128.0.1": true,
		"2606:4700::1111": true, "2a00:1450:4001::200e": true, "64:ff9b::8.8.8.8": true, "2002:808:808::1": true, "::ffff:8.8.8.8": true,
		// Loopback, unspecified, this network.
		"127.0.0.1": false, "127.255.255.254": false, "0.0.0.0": false, "0.1.2.3": false, "::1": false, "::": false,
		// Private, carrier-grade, link-local, a cloud's metadata.
		"10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "100.64.0.1": false, "100.100.100.200": false,
		"169.254.169.254": false, "168.63.129.16": false, "fc00::1": false, "fd00:ec2::254": false, "fe80::1": false, "fe80::1%eth0": false, "fec0::1": false,
		// Multicast, broadcast, reserved, documentation, measurement.
		"224.0.0.1": false, "239.255.255.250": false, "255.255.255.255": false, "240.0.0.1": false, "192.0.2.1": false, "198.51.100.1": false,
		"203.0.113.9": false, "198.18.0.1": false, "192.0.0.192": false, "192.88.99.1": false, "ff02::1": false, "2001:db8::1": false, "3fff::1": false,
		// Private ones within those of IPv6: mapped, compatible, translated, NAT64, its local kind, 6to4, Teredo.
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false, "::ffff:0:127.0.0.1": false,
		"64:ff9b::127.0.0.1": false, "64:ff9b::169.254.169.254": false, "64:ff9b:1::10.0.0.1": false,
		"2002:7f00:1::1": false, "2002:a00:1::": false, "2002:a9fe:a9fe::": false, "2001:0:4136:e378:8000:63bf:3fff:fdd2": false,
		"100::1": false, "5f00::1": false, "4000::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

func TestPermit(t *testing.T) {
	own := Policy{Allow: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fd00::/64")}}
	for _, c := range []struct {
		policy  Policy
		address string
		want    error
	}{
		{Policy{}, "8.8.8.8:443", nil}, {Policy{}, "8.8.8.8:8080", nil}, {Policy{}, "8.8.8.8:25", errPort}, {Policy{}, "8.8.8.8:22", errPort},
		{Policy{}, "8.8.8.8:6379", errPort}, {Policy{}, "10.1.2.3:80", ErrNotPublic},
		{own, "10.1.2.3:9000", nil}, {own, "[::ffff:10.1.2.3]:80", nil}, {own, "10.2.0.1:80", ErrNotPublic}, {own, "[fd00::1]:80", nil},
		{own, "[64:ff9b::10.1.2.3]:80", ErrNotPublic}, {own, "[fd00::1%eth0]:80", ErrNotPublic}, {own, "8.8.8.8:25", errPort},
	} {
		if got := c.policy.permit(netip.MustParseAddrPort(c.address)); !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", c.address, got, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for address, want := range map[string]string{
		" https://News.Example/a?b=c#d ": "https://news.example/a?b=c",
		"HTTP://news.example.:8080/":     "http://news.example:8080/",
		"https://أخبار.example/خبر":      "https://xn--igbicxr.example/%D8%AE%D8%A8%D8%B1",
		"http://[2606:4700::1111]/":      "http://[2606:4700::1111]/",
		"http://my_site.example":         "http://my_site.example",
		"http://１２７.０.０.１/":              "http://127.0.0.1/", // and is refused as it is dialled
		"http://127。0。0。1/":              "http://127.0.0.1/",
		"http://127.0.0.1./":             "http://127.0.0.1/",
	} {
		u, err := parse(address)
		if err != nil || u.String() != want {
			t.Errorf("%s: %v, %v; want %s", address, u, err, want)
		}
	}
}

// TestTricksOfWriting has the ways of writing an address that are refused before
// anything is looked up. Those that are written as usual are refused as they are
// dialled, see TestTricks.
func TestTricksOfWriting(t *testing.T) {
	for _, address := range []string{
		"", "news", "//news.example/a", "ftp://news.example/a", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "javascript:alert(1)",
		"data:text/html,x", "unix:///var/run/docker.sock", "http:news.example", "http:///a", "http://", "http:\\\\127.0.0.1", "https://?x",
		"http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.1/", "http://0/",
		"http://017700000001/", "http://0x7F.0x0.0x0.0x1/", "http://127.0.0.0x1/", "http://1.2.3.4.5/", "http://256.256.256.256/", "http://127.0.0.01/",
		"http://admin:secret@news.example/", "http://news.example@127.0.0.1/", "http://127.0.0.1%20/", "http://127.0.0.1%00.example/",
		"http://[fe80::1%25eth0]/", "http://[::1", "http://[127.0.0.1]/", "http://news.example:0/", "http://news.example:99999/",
		"http://news.example:http/", "http://news example/", "http://new\ns.example/", "http://./", "http://%6c%6f%63/", "http://news!.example/",
		"http://①②⑦.⓪.⓪.①:0/",
	} {
		if _, err := parse(address); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v", address, err)
		}
		var e *Error
		if err := Check(address); !errors.As(err, &e) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestNoPasswordIsShown(t *testing.T) {
	for _, address := range []string{"http://admin:secret@news.example/", "http://admin:secret@news.example:x/", "ftp://a:secret@b/", "http://a:secret@b c/"} {
		if err := Check(address); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"https://news.example/a#b", "http://0x7f.1/", "http://[::ffff:1.2.3.4]:80/", "http://a@b/", "http://１２７.1/", "http:\\x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := parse(s)
		if u == nil {
			t.Fatal("no address")
		}
		if err != nil {
			return
		}
		again, err := parse(u.String())
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q is %q at first, then %v, %v", s, u, again, err)
		}
		if u.User != nil || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q is %+v", s, u)
		}
	})
}
