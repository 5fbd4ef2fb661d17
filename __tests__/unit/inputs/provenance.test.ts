import { expect, it } from 'vitest';
import { provenanceFor } from '../../../src/inputs/provenance.ts';

const run = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/app', GITHUB_RUN_ID: '7' };
const id = 'builder-id=https://github.com/acme/app/actions/runs/7/attempts/1';
const event = (value: unknown): string => JSON.stringify({ repository: { private: value } });

it.each([
  { name: 'public repository', asked: null, variables: run, event: event(false), to: `mode=max,${id}` },
  {
    name: 'private repository',
    asked: null,
    variables: run,
    event: event(true),
    to: `mode=min,inline-only=true,${id}`,
  },
  {
    name: 'second attempt',
    asked: 'true',
    variables: { ...run, GITHUB_RUN_ATTEMPT: '2' },
    event: null,
    to: id.replace(/1$/, '2'),
  },
  { name: 'no event: what buildx does', asked: null, variables: run, event: null, to: null },
  { name: 'event that is no JSON', asked: null, variables: run, event: '<html>', to: null },
  { name: 'event without a repository', asked: null, variables: run, event: '{}', to: null },
  { name: 'visibility that is no boolean', asked: null, variables: run, event: event('no'), to: null },
  {
    name: 'attestations switched off for the job',
    asked: null,
    variables: { ...run, BUILDX_NO_DEFAULT_ATTESTATIONS: '1' },
    event: event(false),
    to: null,
  },
  { name: 'off', asked: 'false', variables: run, event: event(false), to: 'false' },
  {
    name: 'disabled in words',
    asked: 'disabled=true',
    variables: run,
    event: event(false),
    to: 'disabled=true',
  },
  { name: 'on', asked: 'true', variables: run, event: event(true), to: id },
  { name: 'on, outside of a run', asked: 'true', variables: {}, event: null, to: 'true' },
  { name: 'a mode', asked: 'mode=max', variables: run, event: event(true), to: `mode=max,${id}` },
  { name: 'a builder of the user', asked: 'builder-id=me', variables: run, event: null, to: 'builder-id=me' },
])('provenance: $name', ({ asked, variables, event: payload, to }) => {
  expect(provenanceFor(asked, variables, payload)).toBe(to);
});
