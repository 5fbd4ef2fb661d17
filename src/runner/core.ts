/**
 * The parts of @actions/core that talk to the runner. Its index offers only some of them, and loads an OIDC
 * client and HTTP too, at every start and every end. Only a path gets past the package's `exports`.
 */
export { issueCommand } from '../../node_modules/@actions/core/lib/command.js';
export {
  issueFileCommand,
  prepareKeyValueMessage,
} from '../../node_modules/@actions/core/lib/file-command.js';
export { summary } from '../../node_modules/@actions/core/lib/summary.js';
