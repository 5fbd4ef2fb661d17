import { describe, expect, it } from 'vitest';
import { withFreshPlatforms } from '../../../src/builder/config.ts';

const setting = '[system]\n  platformsCacheMaxAge = "0s"\n';

describe('withFreshPlatforms', () => {
  it.each<[name: string, config: string | null, text: string]>([
    ['no configuration', null, setting],
    ['an empty one', '', setting],
    ['one without an end of line', 'debug = true', `debug = true\n${setting}`],
    ['tables', '[worker.oci]\n  gc = false\n', `[worker.oci]\n  gc = false\n\n${setting}`],
    ['a table that only begins like it', '[systemd]\n', `[systemd]\n\n${setting}`],
    ['a table below another', '[worker.system]\n', `[worker.system]\n\n${setting}`],
    ['a key that only begins like it', 'systems = 1\n', `systems = 1\n\n${setting}`],
    ['a comment that names it', '# [system]\n', `# [system]\n\n${setting}`],
  ])('adds the setting to %s', (_, config, text) => {
    expect(withFreshPlatforms(config)).toEqual({ text, fresh: true });
  });

  it.each<[name: string, config: string]>([
    ['a table', 'debug = true\n[system]\n  platformsCacheMaxAge = "1m"\n'],
    ['a table with spaces', '  [ system ] # ours\n'],
    ['a table in double quotes', '["system"]\n'],
    ['a table in single quotes', "[ 'system' ]\n"],
    ['a dotted key', 'system.platformsCacheMaxAge = "1m"\n'],
    ['a dotted key with spaces and quotes', '"system" . platformsCacheMaxAge = "1m"\n'],
    ['an inline table', 'system = { platformsCacheMaxAge = "1m" }\n'],
    ['a table after CRLF', 'debug = true\r\n[system]\r\n'],
    ['an array of tables, which is wrong, but not ours to mend', '[[system]]\n'],
  ])('leaves a configuration alone that has %s', (_, config) => {
    expect(withFreshPlatforms(config)).toEqual({ text: config, fresh: false });
  });
});
