import semver from 'semver';
import { type Digest, isDigest } from '../oci/digest.ts';
import type { BuildxRequest } from '../toolchain/resolve.ts';
import type { Form } from './syntax/form.ts';
import { quote } from './syntax/quote.ts';
import { didYouMean, nearest } from './syntax/suggestion.ts';

type BuildxInput = 'buildx-version' | 'buildx-sha256' | 'buildx-mirror';

export function readBuildx(form: Form<BuildxInput>): BuildxRequest {
  return { version: readVersion(form), sha256: readSha256(form), mirror: readMirror(form) };
}

const words = ['latest', 'runner'];
const expected = "expected a version such as v0.37.1, a range such as ^0.37, 'latest' or 'runner'";

function readVersion(form: Form<BuildxInput>): string {
  const text = form.text('buildx-version');
  if (words.includes(text)) {
    return text;
  }
  const exact = /^v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/.exec(text)?.[1];
  if (exact !== undefined && semver.valid(exact)) {
    return `v${exact}`;
  }
  if (semver.validRange(text) !== null) {
    return text;
  }
  if (/^(?:edge|master|main)$/.test(text) || text.includes('://') || /\.git(?:#|$)|^git@/.test(text)) {
    form.refuse(
      'buildx-version',
      `${quote(text)} would be built from source, and so has no checksum to verify; ${expected}.`,
      "Install it in an earlier step, and use 'runner'.",
    );
  } else if (/^(?:cloud|lab):/.test(text)) {
    form.refuse(
      'buildx-version',
      `${quote(text)} is a build for Docker Build Cloud, which this action does not use; ${expected}.`,
    );
  } else {
    form.refuse(
      'buildx-version',
      `${quote(text)} is not a version; ${expected}.`,
      didYouMean(spelling(text)),
    );
  }
  return text;
}

function spelling(text: string): string | null {
  const version = text.replace(/^v[v.]*/i, '');
  return semver.valid(version) ? `v${version}` : nearest(text, words);
}

function readSha256(form: Form<BuildxInput>): Digest | null {
  const text = form.optional('buildx-sha256');
  if (text === null) {
    return null;
  }
  const hex = text.replace(/^sha256:/i, '').toLowerCase();
  const digest = `sha256:${hex}`;
  if (isDigest(digest)) {
    return digest;
  }
  form.refuse(
    'buildx-sha256',
    /^[0-9a-f]+$/.test(hex)
      ? `expected 64 hexadecimal digits, got ${hex.length}: ${quote(text)}.`
      : `expected 64 hexadecimal digits, got ${quote(text)}.`,
  );
  return null;
}

function readMirror(form: Form<BuildxInput>): string | null {
  const text = form.optional('buildx-mirror');
  if (text === null) {
    return null;
  }
  if (!/^https?:\/\/[^/\s]/i.test(text) || !URL.canParse(text) || /[?#\s]/.test(text)) {
    form.refuse(
      'buildx-mirror',
      `expected a URL such as https://mirror.example.com/buildx, got ${quote(text)}.`,
      "It replaces 'https://github.com/docker/buildx/releases/download'.",
    );
  }
  return text.replace(/\/+$/, '');
}
