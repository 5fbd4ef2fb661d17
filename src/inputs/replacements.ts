/**
 * Inputs that the build action does not have, by their names in the Docker actions and in other build
 * actions, and what to write instead. Names that are merely misspelt need no entry.
 */
export const imageReplacements: Readonly<Record<string, string>> = {
  // docker/build-push-action, today's and version 1
  check: "Use 'call', with the value 'check'.",
  'add-git-labels': "Set 'images': the labels of OCI come from the event then.",
  'always-pull': "Use 'pull'.",
  'cache-froms': "Use 'cache-from'.",
  dockerfile: "Use 'file'.",
  path: "Use 'context'.",
  repository: "Write the whole image name in 'tags', for example 'ghcr.io/acme/app:1.0'.",
  'tag-with-ref': "Set 'images', and a rule in 'tags' such as type=ref,event=branch.",
  'tag-with-sha': "Set 'images', and the rule type=sha in 'tags'.",
  // docker/setup-qemu-action
  'cache-image': 'Leave it out: the emulators are fetched only if some are missing.',
  image: "Image names belong in 'tags'; the image that registers the emulators is 'binfmt-image'.",
  reset: 'Leave it out: emulators are only added, because other jobs may be using those that are there.',
  // docker/setup-buildx-action
  append: "Use 'nodes', which lists all nodes of the builder, the first one too.",
  'cache-binary':
    "Leave it out: buildx stays in the runner's tool cache, and is verified each time it is used.",
  config: "Use 'buildkitd-config'.",
  'config-inline': "Use 'buildkitd-config-inline'.",
  install: 'Leave it out: this step calls buildx itself, and changes no other command.',
  'keep-state':
    "Leave it out: a builder of this action has a name of its own, under which no later job would find its state. Keep the builder ('cleanup: false', then 'builder'), or export a cache ('cache-to').",
  name: "A builder of this action has a unique name. One that exists is named in 'builder'.",
  use: 'Leave it out: the current builder stays as it is.',
  version: "Use 'buildx-version'.",
  // docker/login-action
  ecr: "Log in with docker/login-action or the cloud's own action in an earlier step.",
  logout: 'Leave it out: the login is removed with the step.',
  scope: "Write the login in 'registry-auth', where each has a scope.",
  // docker/metadata-action
  'bake-target': 'Leave it out: this action does not use bake.',
  'sep-annotations': "Leave it out: 'annotations' has one per line.",
  'sep-labels': "Leave it out: 'labels' has one per line.",
  'sep-tags': "Leave it out: 'tags' takes newlines and commas.",
  // Others
  arch: "Use 'platforms', for example 'linux/amd64,linux/arm64'.",
  archs: "Use 'platforms', for example 'linux/amd64,linux/arm64'.",
  containerfile: "Use 'file'.",
  containerfiles: "Use 'file'.",
  token: "The password or token of a registry is 'password'; that of GitHub is 'github-token'.",
  'image-name': "Write the whole image name in 'tags', for example 'ghcr.io/acme/app:1.0'.",
};
