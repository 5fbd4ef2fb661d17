package main

import (
	"fmt"
	"runtime"
)

func main() {
	fmt.Printf("Hello from %s on %s\n", runtime.GOOS, runtime.GOARCH)
}
