// A busybox for platforms that Debian is not built for: the few programs that a test or a sample calls, told apart
// by the name under which it is started. It is static, and as it is written in Go it can be built for ARMv6.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

func main() {
	name, args := filepath.Base(os.Args[0]), os.Args[1:]
	err := run(name, args)
	var status interp.ExitStatus
	if errors.As(err, &status) {
		os.Exit(int(status))
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}

func run(name string, args []string) error {
	options, operands := split(args)
	switch name {
	case "sh":
		return shell(args)
	case "echo", "test", "true":
		return script(name+` "$@"`, append([]string{"--"}, args...))
	case "env":
		fmt.Println(strings.Join(os.Environ(), "\n"))
		return nil
	case "uname":
		return uname(options)
	case "sleep":
		pause, err := time.ParseDuration(strings.Join(operands, "") + "s")
		time.Sleep(pause)
		return err
	case "cat":
		return each(operands, "/dev/stdin", func(file string) error { return copyInto(os.Stdout, file) })
	case "ls":
		return each(operands, ".", list)
	case "mkdir":
		return each(operands, "", func(folder string) error { return os.MkdirAll(folder, 0o777) })
	case "rm":
		return each(operands, "", os.RemoveAll)
	case "cp":
		return copyFile(operands)
	}
	return errors.New("this busybox has no such program")
}

// `sh -ec SCRIPT NAME ARGUMENTS`, `sh FILE ARGUMENTS`, or a script on standard input.
func shell(args []string) error {
	var options []string
	isScript := false
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		if letters := strings.Replace(args[0], "c", "", 1); letters != args[0] {
			isScript = true
			args[0] = letters
		}
		if args[0] != "-" {
			options = append(options, args[0])
		}
		args = args[1:]
	}
	text := ""
	if isScript && len(args) > 0 {
		text = args[0]
		// The first one would be $0.
		args = args[min(len(args), 2):]
	} else {
		file := "/dev/stdin"
		if len(args) > 0 {
			file, args = args[0], args[1:]
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		text = string(content)
	}
	return script(text, append(append(options, "--"), args...))
}

func script(text string, parameters []string) error {
	program, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(text), "sh")
	if err != nil {
		return err
	}
	runner, err := interp.New(interp.StdIO(os.Stdin, os.Stdout, os.Stderr), interp.Params(parameters...))
	if err != nil {
		return err
	}
	return runner.Run(context.Background(), program)
}

func uname(options string) error {
	var system syscall.Utsname
	if err := syscall.Uname(&system); err != nil {
		return err
	}
	field := system.Sysname
	if strings.Contains(options, "m") {
		field = system.Machine
	}
	fmt.Println(text(field[:]))
	return nil
}

// The kernel's strings are of signed bytes on some platforms and of unsigned ones on others.
func text[T int8 | uint8](field []T) string {
	var letters strings.Builder
	for _, letter := range field {
		if letter == 0 {
			break
		}
		letters.WriteByte(byte(letter))
	}
	return letters.String()
}

func list(folder string) error {
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		fmt.Println(entry.Name())
	}
	return err
}

func copyFile(operands []string) error {
	if len(operands) != 2 {
		return errors.New("expected a source and a target")
	}
	source, target := operands[0], operands[1]
	info, err := os.Stat(source)
	if err != nil {
		return err
	}
	if folder, err := os.Stat(target); err == nil && folder.IsDir() {
		target = filepath.Join(target, filepath.Base(source))
	}
	output, err := os.OpenFile(target, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, info.Mode())
	if err != nil {
		return err
	}
	defer output.Close()
	return copyInto(output, source)
}

func copyInto(output io.Writer, file string) error {
	input, err := os.Open(file)
	if err != nil {
		return err
	}
	defer input.Close()
	_, err = io.Copy(output, input)
	return err
}

func each(operands []string, usual string, work func(string) error) error {
	if len(operands) == 0 && usual != "" {
		operands = []string{usual}
	}
	for _, operand := range operands {
		if err := work(operand); err != nil {
			return err
		}
	}
	return nil
}

func split(args []string) (options string, operands []string) {
	for _, arg := range args {
		if strings.HasPrefix(arg, "-") {
			options += arg
		} else {
			operands = append(operands, arg)
		}
	}
	return options, operands
}
