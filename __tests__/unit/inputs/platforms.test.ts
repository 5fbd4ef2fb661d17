import { expect, it } from 'vitest';
import { refusalOf } from './reading.ts';
import { refuses, rows } from './refusals.ts';

const noPlatform = 'is not a platform that images are built for.';

refuses('platforms', [
  ...rows('platforms', [
    ['linux/amr64', 'linux/amr64', `'linux/amr64' ${noPlatform} Did you mean 'linux/arm64'?`],
    ['linux/armv7', 'linux/armv7', `'linux/armv7' ${noPlatform} Did you mean 'linux/arm/v7'?`],
    ['linux/arm64v8', 'linux/arm64v8', `'linux/arm64v8' ${noPlatform} Did you mean 'linux/arm64'?`],
    ['linux/ppc64el', 'linux/ppc64el', `'linux/ppc64el' ${noPlatform} Did you mean 'linux/ppc64le'?`],
    ['linux/arm/v8', 'linux/arm/v8', `'linux/arm/v8' ${noPlatform} Did you mean 'linux/arm64'?`],
    ['amd64/v3', 'amd64/v3', `'amd64/v3' ${noPlatform} Did you mean 'linux/amd64/v3'?`],
    ['linux/amd64/v5', 'linux/amd64/v5', `'linux/amd64/v5' ${noPlatform} Did you mean 'linux/amd64'?`],
    ['linux-amd64', 'linux-amd64', `'linux-amd64' ${noPlatform} Did you mean 'linux/amd64'?`],
    ['linux/x64', 'linux/x64', `'linux/x64' ${noPlatform} Did you mean 'linux/amd64'?`],
    ['linux:arm64', 'linux:arm64', `'linux:arm64' ${noPlatform} Did you mean 'linux/arm64'?`],
    ['amr64 bare', 'amr64', `'amr64' ${noPlatform} Did you mean 'linux/arm64'?`],
    [
      'unknown/unknown',
      'unknown/unknown',
      `'unknown/unknown' ${noPlatform} A platform is os/architecture or os/architecture/variant, for example linux/arm/v7.`,
    ],
    [
      'linux alone',
      'linux',
      "'linux' does not name an architecture. Add the architecture, for example 'linux/amd64'.",
    ],
    [
      'windows/amd64',
      'windows/amd64',
      "'windows/amd64' is not a Linux platform, and only Linux images can be built here. Did you mean 'linux/amd64'?",
    ],
    [
      'darwin/arm64',
      'darwin/arm64',
      "'darwin/arm64' is not a Linux platform, and only Linux images can be built here. Did you mean 'linux/arm64'?",
    ],
    ['js/wasm', 'js/wasm', "'js/wasm' is not a Linux platform, and only Linux images can be built here."],
    ...['all', 'local', '*', 'linux/*'].map((text): [string, string, string] => [
      text,
      text,
      `'${text}' is not a single platform, and the platforms of an image must be listed by name. List them, for example 'linux/amd64,linux/arm64'.`,
    ]),
    [
      'single quotes',
      "'linux/amd64'",
      "''linux/amd64'' contains quotes, which are not part of a platform. Did you mean 'linux/amd64'?",
    ],
    [
      'a quote at the end',
      "linux/amd64'",
      "'linux/amd64'' contains quotes, which are not part of a platform. Did you mean 'linux/amd64'?",
    ],
    [
      'blanks between',
      'linux/amd64 linux/arm64',
      "'linux/amd64 linux/arm64' contains whitespace. Separate platforms with commas or newlines.",
    ],
    [
      'a pasted YAML list',
      '- linux/amd64',
      "'- linux/amd64' looks like an element of a YAML list, but an input is a single text. Write 'platforms: |' and then one element per line, without dashes.",
    ],
    ['listed twice', 'linux/arm64,linux/arm64', "'linux/arm64' is listed twice. Remove one of them."],
    [
      'the same after normalising',
      'linux/arm64,linux/amd64,linux/arm64/v8',
      "'linux/arm64' and 'linux/arm64/v8' are the same platform, linux/arm64. Remove one of them.",
    ],
    [
      'the same by an alias',
      'linux/arm,armhf',
      "'linux/arm' and 'armhf' are the same platform, linux/arm/v7. Remove one of them.",
    ],
  ]),
]);

it('refuses more than 20 platforms', async () => {
  const text = await refusalOf({ platforms: Array(21).fill('linux/amd64').join(',') });
  expect(text).toContain("'platforms': expected at most 20 platforms, got 21.");
});
