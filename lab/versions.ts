// What the lab runs. A version that changes here is built and published afresh at the next `up`.

export const buildxVersion = 'v0.37.1';
export const buildkitVersion = 'v0.33.1';
export const actVersion = 'v0.2.89';
export const actionlintVersion = 'v1.7.12';

/** Of the `golang` image; both architectures come from the Go module that carries the toolchain. */
export const goVersion = 'go1.26.8';

/** The tag under which the stand-in for tonistiigi/binfmt is published. */
export const binfmtTag = 'qemu-v10.2.3';
