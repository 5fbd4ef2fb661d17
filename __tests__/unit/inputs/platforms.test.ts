import { expect, it } from 'vitest';
import { refusalOf } from './reading.ts';
import { refuses, rows } from './refusals.ts';

const noPlatform = 'is no platform that images are built for.';

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
      `'unknown/unknown' ${noPlatform} A platform is os/architecture or os/architecture/variant, such as linux/arm/v7.`,
    ],
    [
      'linux alone',
      'linux',
      "'linux' names no architecture. Write the architecture too, for example 'linux/amd64'.",
    ],
    [
      'windows/amd64',
      'windows/amd64',
      "'windows/amd64' is no Linux platform, and BuildKit builds Linux images here. Did you mean 'linux/amd64'?",
    ],
    [
      'darwin/arm64',
      'darwin/arm64',
      "'darwin/arm64' is no Linux platform, and BuildKit builds Linux images here. Did you mean 'linux/arm64'?",
    ],
    ['js/wasm', 'js/wasm', "'js/wasm' is no Linux platform, and BuildKit builds Linux images here."],
    ...['all', 'local', '*', 'linux/*'].map((text): [string, string, string] => [
      text,
      text,
      `'${text}' is not one platform, and the platforms of an image must be named. List them, for example 'linux/amd64,linux/arm64'.`,
    ]),
    [
      'blanks between',
      'linux/amd64 linux/arm64',
      "'linux/amd64 linux/arm64' has a blank inside. Separate platforms by commas or newlines.",
    ],
    [
      'a pasted YAML list',
      '- linux/amd64',
      "'- linux/amd64' is an element of a YAML list, but an input is one text. Write 'platforms: |' and one element a line, without the dash.",
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
