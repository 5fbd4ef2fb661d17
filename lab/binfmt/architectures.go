package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"strings"
)

type architecture struct {
	name     string
	emulator string
	machine  uint16
	bits     int
	order    binary.ByteOrder
	flags    uint32
	// exit(0) in machine code, as the words that the architecture reads; for 386 and amd64 as bytes.
	code []byte
}

var little, big = binary.LittleEndian, binary.BigEndian

var architectures = []architecture{
	{"amd64", "qemu-x86_64", 62, 64, little, 0, []byte{0xb8, 60, 0, 0, 0, 0x31, 0xff, 0x0f, 0x05}},
	{"arm64", "qemu-aarch64", 183, 64, little, 0, words(little, 0xd2800ba8, 0xd2800000, 0xd4000001)},
	{"riscv64", "qemu-riscv64", 243, 64, little, 5, words(little, 0x05d00893, 0x00000513, 0x00000073)},
	{"ppc64le", "qemu-ppc64le", 21, 64, little, 2, words(little, 0x38000001, 0x38600000, 0x44000002)},
	{"s390x", "qemu-s390x", 22, 64, big, 0, []byte{0xa7, 0x29, 0, 0, 0x0a, 0x01}},
	{"386", "qemu-i386", 3, 32, little, 0, []byte{0xb8, 1, 0, 0, 0, 0x31, 0xdb, 0xcd, 0x80}},
	{"mips64le", "qemu-mips64el", 8, 64, little, 0x80000007, words(little, 0x240213c2, 0x00002025, 0x0000000c)},
	{"mips64", "qemu-mips64", 8, 64, big, 0x80000007, words(big, 0x240213c2, 0x00002025, 0x0000000c)},
	{"loong64", "qemu-loongarch64", 258, 64, little, 0x43, words(little, 0x02c1740b, 0x00150004, 0x002b0000)},
	{"arm", "qemu-arm", 40, 32, little, 0x05000000, words(little, 0xe3a07001, 0xe3a00000, 0xef000000)},
}

var aliases = map[string]string{
	"x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64", "armhf": "arm", "armel": "arm", "i386": "386",
}

func words(order binary.ByteOrder, values ...uint32) []byte {
	var b bytes.Buffer
	binary.Write(&b, order, values)
	return b.Bytes()
}

func find(name string) (architecture, bool) {
	for _, a := range architectures {
		if a.name == name {
			return a, true
		}
	}
	return architecture{}, false
}

func (a architecture) ident() []byte {
	class, data := byte(1), byte(1)
	if a.bits == 64 {
		class = 2
	}
	if a.order == binary.ByteOrder(big) {
		data = 2
	}
	return []byte{0x7f, 'E', 'L', 'F', class, data, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}
}

// magic is the start of an ELF executable of the architecture: its identification, type and machine.
func (a architecture) magic() []byte {
	magic := append(a.ident(), 0, 0, 0, 0)
	a.order.PutUint16(magic[16:], 2)
	a.order.PutUint16(magic[18:], a.machine)
	return magic
}

// mask lets the OS byte of the identification be anything, and position-independent executables (3) pass as 2.
func (a architecture) mask() []byte {
	mask := bytes.Repeat([]byte{0xff}, 20)
	mask[7] = 0
	a.order.PutUint16(mask[16:], 0xfffe)
	return mask
}

// executable is the smallest program of the architecture that ends with status 0.
func (a architecture) executable() []byte {
	const base = 0x400000
	var b bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			binary.Write(&b, a.order, v)
		}
	}
	b.Write(a.ident())
	if a.bits == 64 {
		const headers = 64 + 56
		size := uint64(headers + len(a.code))
		put(uint16(2), a.machine, uint32(1), uint64(base+headers), uint64(64), uint64(0), a.flags,
			uint16(64), uint16(56), uint16(1), uint16(0), uint16(0), uint16(0))
		put(uint32(1), uint32(5), uint64(0), uint64(base), uint64(base), size, size, uint64(0x10000))
	} else {
		const headers = 52 + 32
		size := uint32(headers + len(a.code))
		put(uint16(2), a.machine, uint32(1), uint32(base+headers), uint32(52), uint32(0), a.flags,
			uint16(52), uint16(32), uint16(1), uint16(0), uint16(0), uint16(0))
		put(uint32(1), uint32(0), uint32(base), uint32(base), size, size, uint32(5), uint32(0x10000))
	}
	b.Write(a.code)
	return b.Bytes()
}

func executes(a architecture) bool {
	file, err := os.CreateTemp("", "probe")
	if err != nil {
		return false
	}
	defer os.Remove(file.Name())
	file.Write(a.executable())
	file.Chmod(0o755)
	file.Close()
	return exec.Command(file.Name()).Run() == nil
}

func (a architecture) platforms() []string {
	switch a.name {
	case "amd64":
		return amd64Levels()
	case "arm":
		return []string{"linux/arm/v7", "linux/arm/v6"}
	}
	return []string{"linux/" + a.name}
}

// amd64Levels adds the microarchitecture levels of which the processor has the telling instructions.
func amd64Levels() []string {
	levels := []string{"linux/amd64"}
	info, _ := os.ReadFile("/proc/cpuinfo")
	_, flags, _ := strings.Cut(string(info), "\nflags")
	flags, _, _ = strings.Cut(flags, "\n")
	for _, level := range []struct{ name, needs string }{
		{"v2", "cx16 lahf_lm popcnt sse4_1 sse4_2 ssse3"},
		{"v3", "avx avx2 bmi1 bmi2 f16c fma movbe abm"},
		{"v4", "avx512f avx512bw avx512cd avx512dq avx512vl"},
	} {
		for _, flag := range strings.Fields(level.needs) {
			if !strings.Contains(flags+" ", " "+flag+" ") {
				return levels
			}
		}
		levels = append(levels, "linux/amd64/"+level.name)
	}
	return levels
}
