// A stand-in for the command in the image tonistiigi/binfmt, with the same contract and the same traps: it
// ends with status 0 whatever happened, it says what went wrong on stderr only, and a handler that is there
// already stays as it is. It reports as supported what the kernel really executed.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

const mountPoint = "/proc/sys/fs/binfmt_misc"

// Set by the build of the image.
var version, qemuVersion = "lab", "unknown"

func main() {
	log.SetFlags(0)
	install := flag.String("install", "", "architectures to install, or all")
	uninstall := flag.String("uninstall", "", "architectures or emulators to uninstall")
	showVersion := flag.Bool("version", false, "display version")
	flag.Parse()
	if *showVersion {
		fmt.Printf("binfmt/%s qemu/%s go/%s\n", version, qemuVersion, strings.TrimPrefix(runtime.Version(), "go"))
		return
	}
	if err := run(*install, *uninstall); err != nil {
		log.Printf("error: %v", err)
	}
}

func run(install, uninstall string) error {
	if _, err := os.Stat(filepath.Join(mountPoint, "status")); err != nil {
		if err := syscall.Mount("binfmt_misc", mountPoint, "binfmt_misc", 0, ""); err != nil {
			return fmt.Errorf("cannot mount binfmt_misc filesystem at %s: %v", mountPoint, err)
		}
		defer syscall.Unmount(mountPoint, 0)
	}
	for _, name := range namesToUninstall(uninstall) {
		report("uninstalling: "+name, os.WriteFile(filepath.Join(mountPoint, name), []byte("-1"), 0))
	}
	for _, arch := range archsToInstall(install) {
		report("installing: "+arch, register(arch))
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(struct {
		Supported []string `json:"supported"`
		Emulators []string `json:"emulators"`
	}{supported(), emulators()})
}

func report(what string, err error) {
	if err != nil {
		log.Printf("%s %v", what, err)
		return
	}
	log.Printf("%s OK", what)
}

func archsToInstall(list string) []string {
	if list != "all" {
		var archs []string
		for _, name := range split(list) {
			archs = append(archs, archOf(name))
		}
		return archs
	}
	var archs []string
	for _, a := range architectures {
		if !executes(a) {
			archs = append(archs, a.name)
		}
	}
	return archs
}

func namesToUninstall(list string) []string {
	var names []string
	for _, wanted := range split(list) {
		pattern := wanted
		if a, ok := find(archOf(wanted)); ok {
			pattern = a.emulator
		}
		found := false
		for _, name := range emulators() {
			if match, _ := filepath.Match(pattern, name); match {
				names = append(names, name)
				found = true
			}
		}
		if !found {
			log.Printf("uninstalling: %s not found", wanted)
		}
	}
	return names
}

func register(arch string) error {
	a, ok := find(arch)
	if !ok {
		return fmt.Errorf("unsupported architecture: %s", arch)
	}
	if _, err := os.Stat(filepath.Join(mountPoint, a.emulator)); err == nil {
		return fmt.Errorf("cannot register %q to %s: already registered", "/usr/bin/"+a.emulator, filepath.Join(mountPoint, "register"))
	}
	flags := "CF"
	if os.Getenv("QEMU_PRESERVE_ARGV0") != "" {
		flags += "P"
	}
	line := fmt.Sprintf(":%s:M:0:%s:%s:/usr/bin/%s:%s", a.emulator, escape(a.magic()), escape(a.mask()), a.emulator, flags)
	// F in the flags makes the kernel open the emulator now: one that the image lacks fails here.
	if err := os.WriteFile(filepath.Join(mountPoint, "register"), []byte(line), 0); err != nil {
		return fmt.Errorf("cannot register %q to %s: %v", "/usr/bin/"+a.emulator, filepath.Join(mountPoint, "register"), err)
	}
	return nil
}

func supported() []string {
	platforms := []string{}
	for _, a := range architectures {
		if executes(a) {
			platforms = append(platforms, a.platforms()...)
		}
	}
	return platforms
}

func emulators() []string {
	names := []string{}
	entries, _ := os.ReadDir(mountPoint)
	for _, entry := range entries {
		if name := entry.Name(); name != "register" && name != "status" {
			names = append(names, name)
		}
	}
	return names
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// archOf reads a platform as well as a bare architecture: linux/arm/v7 is arm.
func archOf(name string) string {
	name = strings.ToLower(name)
	if parts := strings.Split(name, "/"); len(parts) > 1 {
		name = parts[1]
	}
	if arch, ok := aliases[name]; ok {
		return arch
	}
	return name
}

func escape(bytes []byte) string {
	var b strings.Builder
	for _, c := range bytes {
		fmt.Fprintf(&b, `\x%02x`, c)
	}
	return b.String()
}
