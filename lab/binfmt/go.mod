module multiarch-build/lab/binfmt

go 1.24
