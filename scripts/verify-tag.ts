// node scripts/verify-tag.ts TAG [BRANCH]: ends with an error unless the tag is fit for a release, which means
// signed by one of the people whom .github/allowed_signers names on the branch (default: origin/main).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const signersFile = '.github/allowed_signers';

/** The principal who signed it. Throws an Error that says what is wrong with the tag. */
export function verifyTag(tag: string, branch = 'origin/main', repository = '.'): string {
  const git = (...args: readonly string[]): string => gitIn(repository, args);
  const reference = `refs/tags/${tag}`;
  if (git('cat-file', '-t', reference).trim() !== 'tag') {
    throw new Error(
      `${tag} is a lightweight tag, which carries no signature. Make it with: git tag -s ${tag}`,
    );
  }
  const object = git('cat-file', 'tag', reference);
  const named = /^tag (.*)$/m.exec(object)?.[1];
  // A reference can be pointed at any signed tag, such as the one of an older release.
  if (named !== tag) {
    throw new Error(`${tag} points at a tag object that was signed as ${named}.`);
  }
  if (!object.includes('\n-----BEGIN SSH SIGNATURE-----\n')) {
    throw new Error(
      `${tag} has no SSH signature. Set gpg.format to ssh and user.signingKey, then: git tag -s ${tag}`,
    );
  }
  // Of the branch, not of the tag: whoever can push a tag must not bring the list of signers along.
  const signers = git('show', `${branch}:${signersFile}`);
  if (signers.split('\n').every((line) => line.trim() === '' || line.startsWith('#'))) {
    throw new Error(
      `${signersFile} on ${branch} names nobody, so nobody can sign a release. Its comments say how.`,
    );
  }
  return principalOf(tag, signers, repository);
}

function principalOf(tag: string, signers: string, repository: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'verify-tag-'));
  const file = join(folder, 'allowed_signers');
  try {
    writeFileSync(file, signers);
    const { status, stderr } = spawnSync(
      'git',
      ['-c', `gpg.ssh.allowedSignersFile=${file}`, '-c', 'gpg.ssh.program=ssh-keygen', 'verify-tag', tag],
      { cwd: repository, encoding: 'utf8' },
    );
    const principal = /^Good "git" signature for (\S+) with /m.exec(stderr)?.[1];
    if (status !== 0 || principal === undefined) {
      throw new Error(`The signature of ${tag} is not by anyone in ${signersFile}: ${stderr.trim()}`);
    }
    return principal;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function gitIn(repository: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: repository, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`git ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`);
  }
  return stdout;
}

if (process.argv[1] === import.meta.filename) {
  const [tag = '', branch] = process.argv.slice(2);
  try {
    console.log(`${tag} is signed by ${verifyTag(tag, branch)}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
