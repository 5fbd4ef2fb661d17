import { refuses, rows } from './refusals.ts';

refuses('choices, numbers, times', [
  ...rows('push', [
    ['yes', 'yes', "expected true or false, got 'yes'. Did you mean 'true'?"],
    ['another case', 'tRUE', "expected true or false, got 'tRUE'. Did you mean 'true'?"],
    ['an expression', 'refs/heads/main', "expected true or false, got 'refs/heads/main'."],
  ]),
  ...rows('publish', [
    ['misspelt', 'stage', "expected staged or direct, got 'stage'. Did you mean 'staged'?"],
  ]),
  ...rows('emulation', [['qemu', 'qemu', "expected auto, binfmt, builtin or none, got 'qemu'."]]),
  ...rows('retries', [
    ['negative', '-1', "expected a whole number from 0 to 10, got '-1'."],
    ['too many', '11', "expected a whole number from 0 to 10, got '11'."],
    ['a fraction', '1.5', "expected a whole number from 0 to 10, got '1.5'."],
  ]),
  ...rows('timeout', [
    ['no unit', '30', "'30' is not a duration; expected for example 45m, 1h30m or 90s. Did you mean '30m'?"],
    [
      'zero',
      '0m',
      "'0m' is not more than zero; expected a duration such as 45m. For no limit, leave it out.",
    ],
    ['negative', '-5m', "'-5m' is not a duration; expected for example 45m, 1h30m or 90s."],
    ['a fraction', '1.5h', "'1.5h' is not a duration; expected for example 45m, 1h30m or 90s."],
    [
      'an unknown phase',
      'biuld=30m',
      "'biuld=30m' names the unknown phase 'biuld'; expected setup, build, verify or publish. Did you mean 'build'?",
    ],
    ['a phase twice', 'build=30m\nbuild=40m', "'build=40m' sets a second limit for the phase 'build'."],
    ['two for the step', '30m\n40m', "'40m' sets a second limit for the step."],
    ['longer than a job', '200h', "'200h' is longer than 120 hours, the most that a job may run."],
  ]),
  ...rows('verify-binaries', [
    [
      'a relative path',
      'usr/bin/app',
      "expected entrypoint, all or none, or absolute paths in the image, got 'usr/bin/app'. Did you mean '/usr/bin/app'?",
    ],
    [
      'misspelt',
      'entrypont',
      "expected entrypoint, all or none, or absolute paths in the image, got 'entrypont'. Did you mean 'entrypoint'?",
    ],
    [
      'a word beside a path',
      'entrypoint\n/app',
      "'entrypoint' cannot be combined with other lines; expected entrypoint, all or none alone, or paths.",
    ],
  ]),
  ...rows('verify-binaries', [
    [
      'all behind a path',
      '/app\nall',
      "'all' cannot be combined with other lines; expected entrypoint, all or none alone, or paths.",
    ],
    [
      'a path beside all',
      'all\n/usr/lib',
      "expected paths to leave out below 'all', such as !/usr/lib/grub, got '/usr/lib'. Did you mean '!/usr/lib'?",
    ],
    [
      'a relative path beside all',
      'all\n!usr/lib',
      "expected paths to leave out below 'all', such as !/usr/lib/grub, got '!usr/lib'.",
    ],
    [
      'a word beside all',
      'all\nnone',
      "expected paths to leave out below 'all', such as !/usr/lib/grub, got 'none'.",
    ],
    [
      'a path to leave out of nothing',
      '!/usr/lib',
      "expected entrypoint, all or none, or absolute paths in the image, got '!/usr/lib'.",
    ],
  ]),
  ...rows('smoke-test', [
    [
      'broken JSON',
      '["/app"',
      `'["/app"' begins like a JSON array, but is not an array of strings with a command first. Write for example ["/app", "--version"], or a shell command.`,
    ],
    [
      'numbers',
      '["/app", 1]',
      `'["/app", 1]' begins like a JSON array, but is not an array of strings with a command first. Write for example ["/app", "--version"], or a shell command.`,
    ],
    [
      'no command',
      '[]',
      `'[]' begins like a JSON array, but is not an array of strings with a command first. Write for example ["/app", "--version"], or a shell command.`,
    ],
  ]),
]);
