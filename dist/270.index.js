export const id = 270;
export const ids = [270];
export const modules = {

/***/ 7270:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runImageStep: () => (/* binding */ runImageStep)
});

// UNUSED EXPORTS: imageAction

// EXTERNAL MODULE: ./src/builder/builder.ts
var builder_builder = __webpack_require__(2048);
// EXTERNAL MODULE: ./src/builder/diagnose.ts
var diagnose = __webpack_require__(4047);
// EXTERNAL MODULE: ./src/inputs/given.ts
var given = __webpack_require__(2604);
// EXTERNAL MODULE: ./src/inputs/annotations.ts
var annotations = __webpack_require__(539);
;// CONCATENATED MODULE: ./src/inputs/provenance.ts
function provenanceFor(asked, variables, event) {
    if (asked === 'false' || asked?.includes('disabled=')) {
        return asked;
    }
    const run = runUrl(variables);
    const builder = run === null || asked?.includes('builder-id=') ? [] : [`builder-id=${run}`];
    if (asked !== null) {
        return [...(asked === 'true' ? [] : [asked]), ...builder].join(',') || asked;
    }
    if (/^(?:1|t|true)$/i.test(variables['BUILDX_NO_DEFAULT_ATTESTATIONS'] ?? '')) {
        return null;
    }
    const visibility = isPrivate(event);
    if (visibility === null) {
        return null;
    }
    return [visibility ? 'mode=min,inline-only=true' : 'mode=max', ...builder].join(',');
}
function isPrivate(event) {
    try {
        const payload = JSON.parse(event ?? '');
        const value = payload?.repository?.private;
        return typeof value === 'boolean' ? value : null;
    }
    catch {
        return null;
    }
}
function runUrl(variables) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = variables;
    if (!server || !repository || !run) {
        return null;
    }
    return `${server}/${repository}/actions/runs/${run}/attempts/${variables['GITHUB_RUN_ATTEMPT'] || '1'}`;
}

// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
;// CONCATENATED MODULE: ./src/inputs/syntax/attributes.ts


function attributesOf(form, input, line) {
    const fields = (0,csv/* parseCsv */.Wk)(line);
    if ((0,csv/* isCsvError */.D)(fields)) {
        form.refuse(input, `${(0,quote/* quote */.hD)(line)} is not valid CSV: ${(0,csv/* describeCsvError */.YW)(fields)}.`, 'Put quotes around the whole field, as in type=image,"name=a,b".');
        return null;
    }
    const attributes = new Map();
    for (const field of fields) {
        const equals = field.indexOf('=');
        if (equals <= 0) {
            form.refuse(input, `${(0,quote/* quote */.hD)(field)} in ${(0,quote/* quote */.hD)(line)} is not of the form name=value.`, 'If a value contains a comma, put double quotes around the whole field, as in "name=a,b".');
            return null;
        }
        attributes.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
    }
    return attributes;
}

// EXTERNAL MODULE: ./src/inputs/syntax/suggestion.ts
var suggestion = __webpack_require__(7177);
;// CONCATENATED MODULE: ./src/inputs/attestations.ts




const types = ['provenance', 'sbom'];
function readAttestations(form) {
    const own = { provenance: readParameters(form, 'provenance'), sbom: readParameters(form, 'sbom') };
    const { attests, byType } = readAttests(form, types.filter((type) => own[type] !== null));
    const { variables, facts } = form;
    const text = byType.has('provenance')
        ? null
        : provenanceFor(own.provenance?.text ?? null, variables, facts.event);
    const provenance = byType.get('provenance') ??
        (text === null || /^(?:true|false)$/.test(text)
            ? (own.provenance?.attributes ?? null)
            : attributesOf(form, 'provenance', text));
    const sbom = byType.get('sbom') ?? own.sbom?.attributes ?? null;
    const hasSbom = sbom !== null && !isDisabled(sbom);
    const isInlined = provenance === null || isOn(provenance.get('inline-only'));
    return {
        attests,
        provenance: text,
        sbom: own.sbom?.text ?? null,
        any: !isDisabled(provenance) || hasSbom,
        stored: (!isDisabled(provenance) && !isInlined) || hasSbom,
        publishesArguments: !isDisabled(provenance) && provenance?.get('mode') === 'max',
    };
}
function readAttests(form, taken) {
    const byType = new Map();
    const attests = [];
    for (const { text } of form.list('attests')) {
        const attributes = attributesOf(form, 'attests', text);
        const type = attributes && attestationType(form, text, attributes);
        if (!attributes || !type) {
            continue;
        }
        if (byType.has(type) || taken.includes(type)) {
            form.refuse('attests', `${(0,quote/* quote */.hD)(text)} asks for ${type} a second time.`, 'Ask for each attestation once, either here or in its own input.');
            continue;
        }
        byType.set(type, attributes);
        attests.push(text);
    }
    return { attests, byType };
}
function attestationType(form, text, attributes) {
    const name = attributes.get('type');
    const type = types.find((known) => known === name);
    if (type !== undefined) {
        return type;
    }
    if (name === undefined) {
        form.refuse('attests', `${(0,quote/* quote */.hD)(text)} has no type; expected ${(0,quote/* alternatives */.Vo)(types.map((type) => `type=${type}`))}.`);
    }
    else {
        form.refuse('attests', `${(0,quote/* quote */.hD)(text)} has the unknown type ${(0,quote/* quote */.hD)(name)}; expected ${(0,quote/* alternatives */.Vo)(types)}.`, (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(name, types)));
    }
    return null;
}
function readParameters(form, input) {
    const text = form.optional(input);
    if (text === null) {
        return null;
    }
    if (/^(?:true|false)$/i.test(text)) {
        const on = text.toLowerCase() === 'true';
        return { text: String(on), attributes: new Map([['disabled', String(!on)]]) };
    }
    if (!text.includes('=')) {
        const meant = /^(?:min|max)$/.test(text) ? `mode=${text}` : (0,suggestion/* nearest */.p)(text, ['true', 'false']);
        form.refuse(input, `expected true, false or parameters such as ${input === 'sbom' ? 'generator=IMAGE' : 'mode=max'}, got ${(0,quote/* quote */.hD)(text)}.`, (0,suggestion/* didYouMean */.a)(meant));
        return null;
    }
    const attributes = attributesOf(form, input, text);
    if (attributes?.has('type')) {
        form.refuse(input, `${(0,quote/* quote */.hD)(text)} has a type, but '${input}' takes only parameters.`, "Leave out 'type=…', or use 'attests'.");
    }
    return attributes && { text, attributes };
}
function isDisabled(attributes) {
    return attributes !== null && isOn(attributes.get('disabled'));
}
function isOn(value) {
    return /^(?:1|t|true)$/i.test(value ?? '');
}

// EXTERNAL MODULE: ./src/fanout/matrix.ts
var matrix = __webpack_require__(5418);
// EXTERNAL MODULE: ./src/names/event.ts
var names_event = __webpack_require__(6024);
// EXTERNAL MODULE: ./src/oci/digest.ts
var oci_digest = __webpack_require__(8825);
// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
// EXTERNAL MODULE: ./src/inputs/syntax/paths.ts
var paths = __webpack_require__(3545);
// EXTERNAL MODULE: ./src/inputs/syntax/references.ts
var references = __webpack_require__(2303);
;// CONCATENATED MODULE: ./src/inputs/caches.ts






const caches_types = ['registry', 'gha', 'inline', 'local', 's3', 'azblob'];
function readCaches(form, input, tags) {
    return form.list(input).map(({ text }) => {
        for (const name of text.includes('=') ? checkAttributes(form, input, text) : namesIn(form, input, text)) {
            checkName(form, input, name, tags);
        }
        return text;
    });
}
function namesIn(form, input, text) {
    const fields = (0,csv/* parseCsv */.Wk)(text);
    return ((0,csv/* isCsvError */.D)(fields) ? [text] : fields).filter((name) => {
        if (caches_types.includes(name)) {
            form.refuse(input, `${(0,quote/* quote */.hD)(name)} is a cache type, but an image name is expected in this place.`, (0,suggestion/* didYouMean */.a)(`type=${name}`));
        }
        return !caches_types.includes(name);
    });
}
function checkName(form, input, name, tags) {
    const reference = (0,references/* readReference */.Wf)(form, input, name);
    if (reference && input === 'cache-to' && tags.some((tag) => (0,references/* isSameTag */.t0)(reference, tag))) {
        form.refuse(input, `${(0,quote/* quote */.hD)(name)} is one of 'tags', where the cache would replace the image.`, `Give the cache a tag of its own, for example '${reference.repository}:cache'.`);
    }
}
function checkAttributes(form, input, text) {
    const attributes = attributesOf(form, input, text);
    if (!attributes) {
        return [];
    }
    const complaint = cacheComplaint(input, text, attributes);
    if (complaint !== null) {
        const [why, hint] = complaint;
        form.refuse(input, `${(0,quote/* quote */.hD)(text)} ${why}.`, hint);
        return [];
    }
    const type = attributes.get('type');
    if (type === 'gha') {
        warnWithoutServer(form, input, text, attributes);
    }
    if (type === 'local') {
        (0,paths/* requireExpanded */.PH)(form, input, attributes.get(directoryOf(input)) ?? '');
    }
    return type === 'registry' ? [attributes.get('ref') ?? ''] : [];
}
function directoryOf(input) {
    return input === 'cache-from' ? 'src' : 'dest';
}
function cacheComplaint(input, text, attributes) {
    const type = attributes.get('type');
    if (type === undefined) {
        return [
            'has no type; expected for example type=gha',
            attributes.has('ref') ? (0,suggestion/* didYouMean */.a)(`type=registry,${text}`) : undefined,
        ];
    }
    if (!caches_types.includes(type)) {
        return [
            `has the unknown type ${(0,quote/* quote */.hD)(type)}; expected ${(0,quote/* alternatives */.Vo)(caches_types)}`,
            (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(type, caches_types)),
        ];
    }
    if (type === 'inline' && input === 'cache-from') {
        return ['cannot be imported: an inline cache is part of an image', 'Use type=registry,ref=IMAGE.'];
    }
    const needed = new Map([
        ['registry', 'ref'],
        ['local', directoryOf(input)],
    ]).get(type);
    return needed === undefined || attributes.get(needed)
        ? null
        : [`has no ${(0,quote/* quote */.hD)(needed)}, which type=${type} requires`];
}
function warnWithoutServer(form, input, text, attributes) {
    const missing = missingServer(attributes, form.variables);
    if (missing.length > 0) {
        form.warn(input, `${(0,quote/* quote */.hD)(text)} will ${input === 'cache-to' ? 'export' : 'import'} nothing: this runner does not set ${missing.join(' and ')}, and without it there is no GitHub Actions cache.`);
    }
}
function missingServer(attributes, variables) {
    const token = attributes.get('token') ?? variables['ACTIONS_RUNTIME_TOKEN'];
    const address = attributes.get('url_v2') ||
        (attributes.get('url') ?? (variables['ACTIONS_CACHE_URL'] || variables['ACTIONS_RESULTS_URL']));
    return [...(token ? [] : ['ACTIONS_RUNTIME_TOKEN']), ...(address ? [] : ['ACTIONS_RESULTS_URL'])];
}

;// CONCATENATED MODULE: ./src/inputs/cache.ts








const none = { from: [], to: [] };
function readCache(form, build) {
    const kind = form.choice('cache', ['none', 'gha', 'registry']);
    if (kind === 'none') {
        return none;
    }
    const target = form.text('target');
    const leg = (0,matrix/* legName */.u)('', build.platforms ?? ownPlatform(form.variables));
    const variant = target === '' ? leg : `${target}-${leg}`;
    return kind === 'gha' ? actionsCache(form, variant, build) : registryCache(form, variant, build);
}
function actionsCache(form, variant, { tags }) {
    const missing = missingServer(new Map(), form.variables);
    if (missing.length > 0) {
        form.warn('cache', `'gha' will import and export nothing: this runner does not set ${missing.join(' and ')}, and without it there is no GitHub Actions cache.`);
    }
    const image = tags[0]?.repository ?? [form.text('context'), form.text('file')].filter(Boolean).join(' ');
    const scope = `scope=${image} ${variant}`;
    return {
        from: [(0,csv/* formatCsv */.yv)(['type=gha', scope])],
        to: [(0,csv/* formatCsv */.yv)(['type=gha', scope, ...exported])],
    };
}
function registryCache(form, variant, build) {
    const { push, tags } = build;
    const [first] = tags;
    if (first === undefined) {
        form.refuse('cache', "'registry' keeps the cache beside the image, but the image has no name.", "Set 'tags' or 'images', or use cache: gha.");
        return none;
    }
    const event = (0,names_event/* eventOf */.A6)(form.variables, form.facts.event);
    const own = lineOf(event);
    const branches = [own, event.baseRef, event.repository.defaultBranch].filter(Boolean);
    const names = [...new Set(branches.map((branch) => cacheTag(branch, variant)))];
    const taken = names.find((tag) => tags.some((other) => (0,references/* isSameTag */.t0)({ ...first, tag, digest: null }, other)));
    if (taken !== undefined) {
        form.refuse('cache', `'registry' would replace the tag ${(0,quote/* quote */.hD)(taken)} of 'tags' by a cache.`);
        return none;
    }
    const reference = (tag) => `ref=${first.repository}:${tag}`;
    return {
        from: names.map((tag) => (0,csv/* formatCsv */.yv)(['type=registry', reference(tag)])),
        to: push ? [(0,csv/* formatCsv */.yv)(['type=registry', reference(cacheTag(own, variant)), ...exported])] : [],
    };
}
const exported = ['mode=max', 'ignore-error=true'];
function lineOf({ ref }) {
    const number = (0,names_event/* pullRequestOf */._n)(ref);
    if (number !== null) {
        return `pr-${number.replace(/\/.*$/, '')}`;
    }
    return (0,names_event/* branchOf */.W0)(ref) ?? ((0,names_event/* tagOf */.cO)(ref) === null ? 'local' : 'tags');
}
const longestTag = 128;
function cacheTag(branch, variant) {
    const name = `buildcache-${branch}-${variant}`;
    const plain = name.replace(/[^\w.-]/g, '-');
    if (plain === name && name.length <= longestTag) {
        return name;
    }
    const digest = (0,oci_digest/* shortHex */.w8)((0,oci_digest/* digestOf */.ol)(name));
    return `${plain.slice(0, longestTag - digest.length - 1)}-${digest}`;
}
function ownPlatform(variables) {
    const architecture = (variables['RUNNER_ARCH'] ?? 'x64').toLowerCase();
    return [(0,oci_platform/* normalizePlatform */.FL)({ os: 'linux', architecture: architecture.replace(/^x64$/, 'amd64') })];
}

// EXTERNAL MODULE: ./src/inputs/credentials.ts
var credentials = __webpack_require__(6431);
;// CONCATENATED MODULE: ./src/inputs/context-urls.ts


function checkContextUrl(form, input, url, subject = (0,quote/* quote */.hD)(url)) {
    complain(form, input, subject, contextUrlComplaint(url));
}
function checkDockerfileUrl(form, input, url) {
    complain(form, input, (0,quote/* quote */.hD)(url), dockerfileUrlComplaint(url));
}
function complain(form, input, subject, complaint) {
    if (complaint !== null) {
        const [why, hint] = complaint;
        form.refuse(input, `${subject} ${why}`, hint);
    }
}
function contextUrlComplaint(url) {
    if (/\s/.test(url)) {
        return ['contains whitespace, but URLs have none.', "Write a blank as '%20'."];
    }
    const [, scheme = '', rest = ''] = /^(https?|git|ssh):\/\/(.*)$/s.exec(url) ?? [];
    const authority = rest.replace(/[/?#].*$/s, '');
    if (!authority.includes('@') && /:(?!\d*$)/.test(authority) && rest.includes('@')) {
        return [
            "has a password with '/', '?' or '#' in it.",
            "Write '%2F', '%3F' or '%23' in their place, or give the password as a secret GIT_AUTH_TOKEN.HOST.",
        ];
    }
    if (/^(?:git|ssh)$/.test(scheme) && /^[^@]*:.*@/.test(authority)) {
        return [
            `has a password, which ${scheme}:// does not use.`,
            "For SSH, give a key with 'ssh'; a token needs https://.",
        ];
    }
    const query = /^[^?#]*\?([^#]*)/.exec(rest)?.[1] ?? '';
    const credential = query
        .split('&')
        .map((field) => field.split('=', 1)[0] ?? '')
        .find((name) => (0,credentials/* isCredentialName */.h)(name) || /^(?:jwt|hmac|auth)$/i.test(name));
    return credential === undefined
        ? null
        : [
            `has the parameter '${credential}', which looks like a credential: it would be readable on this machine, and published in the provenance.`,
            'Give it as a secret that BuildKit sends with the request, GIT_AUTH_TOKEN.HOST or HTTP_AUTH_TOKEN_HOST; or download the file in an earlier step.',
        ];
}
function dockerfileUrlComplaint(url) {
    const authority = url.replace(/^https?:\/\//, '').replace(/[/?#].*$/s, '');
    return (contextUrlComplaint(url) ??
        (/^[^@]*:.*@/.test(authority)
            ? ['has a login, which would be readable on this machine.', 'Download the file in an earlier step.']
            : null));
}

;// CONCATENATED MODULE: ./src/inputs/default-context.ts
const placeholder = /\{\{\s*defaultContext\s*\}\}/g;
function withDefaultContext(form, input, text) {
    if (text.search(placeholder) < 0) {
        return text;
    }
    const own = ownContext(form.variables);
    if (own === null) {
        form.refuse(input, '{{defaultContext}} is the repository of a workflow at the commit of its event, and GITHUB_REPOSITORY and GITHUB_SHA do not name one.', 'Outside of a workflow, write a path, or the URL of a repository.');
    }
    return own === null ? text : text.replace(placeholder, () => own);
}
function ownContext(variables) {
    const server = (variables['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
    const { GITHUB_REPOSITORY: repository = '', GITHUB_SHA: commit = '', GITHUB_REF: ref = '' } = variables;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[0-9a-f]{40,64}$/.test(commit)) {
        return null;
    }
    const head = variables['DOCKER_DEFAULT_GIT_CONTEXT_PR_HEAD_REF'] === 'true' && /^refs\/pull\/\d+\/merge$/.test(ref);
    return `${server}/${repository}.git#${head ? ref.replace(/merge$/, 'head') : commit}`;
}
function ownFolder(variables, context) {
    const own = ownContext(variables);
    if (own === null || (context !== own && !context.startsWith(`${own}:`))) {
        return null;
    }
    return context.slice(own.length + 1) || '.';
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/inputs/source.ts






async function readSource(form) {
    const context = withDefaultContext(form, 'context', form.text('context'));
    const file = form.optional('file');
    const target = form.optional('target');
    if (target !== null && /\s/.test(target)) {
        form.refuse('target', `${(0,quote/* quote */.hD)(target)} contains whitespace; expected the name of one build stage.`);
    }
    const kind = form.isRefused('context') ? undefined : await (0,paths/* kindAt */.Ii)(form, 'context', context);
    const remote = isRemote(context) && kind !== 'directory';
    if (remote) {
        checkContextUrl(form, 'context', context);
    }
    else if (kind === 'directory') {
        await checkDockerfile(form, context, file);
    }
    else if (kind === null) {
        form.refuse('context', `the directory ${(0,quote/* quote */.hD)(context)} does not exist.`, (0,paths/* missingHint */.Cz)(context, form.facts));
    }
    else if (kind !== undefined) {
        form.refuse('context', `${(0,quote/* quote */.hD)(context)} is a file, but a directory was expected.`, "Name the Dockerfile in 'file'.");
    }
    const folder = remote ? ownFolder(form.variables, context) : context;
    return { context, remote, file, target, dockerfile: pathInCheckout(folder, file, remote) };
}
function pathInCheckout(folder, file, remote) {
    if (folder === null || (file !== null && isRemote(file))) {
        return null;
    }
    return file !== null && !remote ? file : (0,external_node_path_.join)(folder, file ?? 'Dockerfile');
}
function isRemote(context) {
    return (/^(?:https?|git|ssh):\/\//.test(context) ||
        /^[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:/.test(context) ||
        context.startsWith('github.com/'));
}
async function checkDockerfile(form, context, file) {
    if (file !== null && /^https?:\/\//.test(file)) {
        checkDockerfileUrl(form, 'file', file);
        return;
    }
    const path = file ?? (0,external_node_path_.join)(context, 'Dockerfile');
    const kind = await (0,paths/* kindAt */.Ii)(form, 'file', path);
    if (kind === 'directory') {
        form.refuse('file', `${(0,quote/* quote */.hD)(path)} is a directory, but a Dockerfile was expected.`, (0,suggestion/* didYouMean */.a)((0,external_node_path_.join)(path, 'Dockerfile')));
    }
    if (kind === 'file') {
        await warnOfDamage(form, path);
    }
    if (kind !== null || (await hasLowerCase(form, path))) {
        return;
    }
    const inContext = file === null ? null : (0,external_node_path_.join)(context, file);
    const there = inContext !== null && (await (0,paths/* kindAt */.Ii)(form, 'file', inContext)) === 'file';
    form.refuse('file', `the Dockerfile ${(0,quote/* quote */.hD)(path)} does not exist.`, there
        ? `The path is resolved in the workspace, not in the context. Did you mean ${(0,quote/* quote */.hD)(inContext)}?`
        : `It was looked for at ${(0,paths/* absolute */.ys)(path, form.facts)}. Name another one in 'file', or change 'context'; and check that a step with actions/checkout comes first.`);
}
async function warnOfDamage(form, path) {
    const line = await form.facts.damagedLine((0,paths/* absolute */.ys)(path, form.facts));
    if (line !== null) {
        form.warn('file', `line ${line} of ${(0,quote/* quote */.hD)(path)} is not UTF-8; what of it goes into the image will be damaged.`);
    }
}
async function hasLowerCase(form, path) {
    return (/(?:^|[\\/])Dockerfile$/.test(path) &&
        (await (0,paths/* kindAt */.Ii)(form, 'file', path.replace(/Dockerfile$/, 'dockerfile'))) === 'file');
}

;// CONCATENATED MODULE: ./src/inputs/contexts.ts





async function readBuildContexts(form) {
    const names = new Set();
    const taken = [];
    for (const { text, line } of form.list('build-contexts')) {
        const equals = text.indexOf('=');
        const name = text.slice(0, Math.max(equals, 0));
        const path = withDefaultContext(form, 'build-contexts', text.slice(equals + 1));
        if (!/^[^\s"']+$/.test(name) || path.trim() === '') {
            form.refuse('build-contexts', `line ${line}, ${(0,quote/* quote */.hD)(text)}, is not of the form name=path-or-url.`);
            continue;
        }
        if (names.has(name)) {
            form.refuse('build-contexts', `the name ${(0,quote/* quote */.hD)(name)} is used twice.`);
        }
        names.add(name);
        await checkDirectory(form, name, path);
        taken.push(`${name}=${path}`);
    }
    return taken;
}
async function checkDirectory(form, name, path) {
    if (isRemote(path)) {
        checkContextUrl(form, 'build-contexts', path, `${(0,quote/* quote */.hD)(path)} for ${(0,quote/* quote */.hD)(name)}`);
        return;
    }
    if (/^(?:docker-image|oci-layout):\/\//.test(path)) {
        return;
    }
    const kind = await (0,paths/* kindAt */.Ii)(form, 'build-contexts', path);
    if (kind === null) {
        form.refuse('build-contexts', `the directory ${(0,quote/* quote */.hD)(path)} for ${(0,quote/* quote */.hD)(name)} does not exist.`, (0,paths/* missingHint */.Cz)(path, form.facts));
    }
    else if (kind === 'file' || kind === 'other') {
        form.refuse('build-contexts', `${(0,quote/* quote */.hD)(path)} for ${(0,quote/* quote */.hD)(name)} is a file, but a directory was expected.`);
    }
}

// EXTERNAL MODULE: ./src/inputs/described.ts
var inputs_described = __webpack_require__(6062);
;// CONCATENATED MODULE: ./src/inputs/pairs.ts



function readBuildArguments(form, described) {
    const taken = [];
    for (const { text, line } of form.list('build-args')) {
        const equals = text.indexOf('=');
        const name = equals < 0 ? text : text.slice(0, equals);
        if (!/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
            form.refuse('build-args', `line ${line}, ${(0,quote/* quote */.hD)(text)}, does not begin with a name; expected NAME=value.`, wrapHint);
            continue;
        }
        if (equals < 0 && form.variables[name] === undefined) {
            form.warn('build-args', `${(0,quote/* quote */.hD)(name)} has no value, and there is no environment variable of that name, so the build does not get it.`);
        }
        const expanded = (0,inputs_described/* expandedArgument */.r)(form, 'build-args', text, described);
        taken.push(...(expanded === null ? [] : [expanded]));
    }
    return taken;
}
function credentialArguments(buildArguments) {
    return buildArguments.map((text) => text.replace(/=.*$/s, '')).filter(credentials/* isCredentialName */.h);
}
function readLabels(form, described) {
    const written = form.list('labels').flatMap(({ text, line }) => {
        if (/^[^\s="']+=/.test(text)) {
            return (0,inputs_described/* expandedEntry */.u)(form, 'labels', text, described) ?? [];
        }
        form.refuse('labels', `line ${line}, ${(0,quote/* quote */.hD)(text)}, is not of the form name=value.`, text.includes('=') || !/^\S+$/.test(text)
            ? wrapHint
            : `For an empty label, write '${text}='. ${wrapHint}`);
        return [];
    });
    if (described === null) {
        return written;
    }
    const labels = new Map(described.metadata);
    for (const label of written) {
        const equals = label.indexOf('=');
        labels.set(label.slice(0, equals), label.slice(equals + 1));
    }
    return [...labels].map(([name, value]) => `${name}=${value}`);
}
const wrapHint = 'If it continues the line above, put double quotes around the whole entry, and double the quotes inside it.';

// EXTERNAL MODULE: ./src/inputs/sandbox.ts
var sandbox = __webpack_require__(7990);
;// CONCATENATED MODULE: ./src/inputs/ssh.ts


async function readSsh(form) {
    const ids = new Set();
    const taken = [];
    for (const { text } of form.list('ssh', { commas: true, quotedCommas: true })) {
        const equals = text.indexOf('=');
        const id = equals < 0 ? text : text.slice(0, equals);
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id)) {
            form.refuse('ssh', ...idComplaint(text));
            continue;
        }
        if (ids.has(id)) {
            form.refuse('ssh', `the ID ${(0,quote/* quote */.hD)(id)} is used twice.`);
        }
        ids.add(id);
        if (equals < 0) {
            checkAgent(form, id);
        }
        for (const path of equals < 0 ? [] : text.slice(equals + 1).split(',')) {
            await checkKey(form, text, path);
        }
        taken.push(text);
    }
    return taken;
}
function idComplaint(text) {
    return [
        `${(0,quote/* quote */.hD)(text)} does not begin with an ID; expected id or id=path.`,
        /^[/~.]/.test(text)
            ? `Put double quotes around several keys of one ID, as in "default=/a,/b".`
            : undefined,
    ];
}
function checkAgent(form, id) {
    if (form.variables['SSH_AUTH_SOCK'] || form.facts.os === 'win32') {
        return;
    }
    form.refuse('ssh', `${(0,quote/* quote */.hD)(id)} needs a running SSH agent, but SSH_AUTH_SOCK is not set.`, `Start an agent in an earlier step, or name a key: '${id}=path'.`);
}
async function checkKey(form, text, path) {
    if (path.trim() === '') {
        form.refuse('ssh', `${(0,quote/* quote */.hD)(text)} has no path after the '='.`);
        return;
    }
    const kind = await (0,paths/* kindAt */.Ii)(form, 'ssh', path);
    if (kind === 'directory') {
        form.refuse('ssh', `${(0,quote/* quote */.hD)(path)} is a directory, but a key or a socket was expected.`);
    }
    if (kind === null) {
        form.refuse('ssh', `the key or socket ${(0,quote/* quote */.hD)(path)} does not exist.`, (0,paths/* missingHint */.Cz)(path, form.facts));
    }
}

;// CONCATENATED MODULE: ./src/inputs/build-options.ts









async function readBuildOptions(form, { platforms, push, load }, { tags, described }) {
    const buildArgs = readBuildArguments(form, described);
    const { attests, provenance, sbom, any, stored, publishesArguments } = readAttestations(form);
    for (const name of publishesArguments ? credentialArguments(buildArgs) : []) {
        form.warn('build-args', `${(0,quote/* quote */.hD)(name)} looks like a credential, and provenance with mode=max publishes the values of build arguments. Pass it in 'secrets' instead.`);
    }
    const index = !load && ((push ? any : stored) || platforms?.length !== 1);
    const describes = index ? ['manifest', 'index'] : ['manifest'];
    const cache = readCache(form, { platforms, push, tags });
    return {
        buildArgs,
        buildContexts: await readBuildContexts(form),
        labels: readLabels(form, described),
        annotations: (0,annotations/* readAnnotations */.t)(form, { platforms, index, describes: load ? [] : describes }, described),
        attests,
        provenance,
        sbom,
        noCache: form.flag('no-cache'),
        noCacheFilters: form.list('no-cache-filters', { commas: true }).map(({ text }) => text),
        pull: form.flag('pull'),
        cacheFrom: [...cache.from, ...readCaches(form, 'cache-from', tags)],
        cacheTo: [...cache.to, ...readCaches(form, 'cache-to', tags)],
        ssh: await readSsh(form),
        ...(0,sandbox/* readSandbox */.k)(form),
    };
}

// EXTERNAL MODULE: ./src/inputs/builder.ts + 2 modules
var builder = __webpack_require__(8786);
// EXTERNAL MODULE: ./src/inputs/buildx.ts
var buildx = __webpack_require__(4489);
;// CONCATENATED MODULE: ./src/inputs/call.ts



const calls = ['build', 'check', 'outline', 'targets'];
const options = ['format=text', 'format=json', 'ignorestatus=true', 'ignorestatus=false'];
function readCall(form) {
    const text = form.optional('call');
    if (text === null) {
        return null;
    }
    const fields = (0,csv/* parseCsv */.Wk)(text);
    const [method = '', ...others] = (0,csv/* isCsvError */.D)(fields) ? [text] : fields.map((field) => field.trim());
    if (!calls.includes(method)) {
        form.refuse('call', `expected ${(0,quote/* alternatives */.Vo)(calls)}, got ${(0,quote/* quote */.hD)(text)}.`, (0,suggestion/* didYouMean */.a)(method === 'lint' ? 'check' : (0,suggestion/* nearest */.p)(method, calls)));
    }
    for (const other of others.filter((field) => !options.includes(field))) {
        form.refuse('call', `${(0,quote/* quote */.hD)(other)} in ${(0,quote/* quote */.hD)(text)} is not an option of a call; expected ${(0,quote/* alternatives */.Vo)(options)}.`, (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(other, options)));
    }
    return method === 'build' ? null : [method, ...others].join(',');
}

;// CONCATENATED MODULE: ./src/inputs/checks.ts


const words = ['entrypoint', 'all', 'none'];
function readVerifyBinaries(form) {
    const texts = form.list('verify-binaries').map(({ text }) => text);
    const [first = 'entrypoint', ...others] = texts;
    if (first === 'all') {
        return readAll(form, others);
    }
    if ((first === 'entrypoint' || first === 'none') && others.length === 0) {
        return first;
    }
    for (const text of texts) {
        checkPath(form, text);
    }
    return texts;
}
function readAll(form, others) {
    for (const text of others.filter((other) => !/^!\//.test(other))) {
        form.refuse('verify-binaries', `expected paths to leave out below 'all', such as !/usr/lib/grub, got ${(0,quote/* quote */.hD)(text)}.`, (0,suggestion/* didYouMean */.a)(text.startsWith('/') ? `!${text}` : null));
    }
    return { except: others.map((text) => text.slice(1)) };
}
function checkPath(form, text) {
    if (words.some((known) => known === text)) {
        form.refuse('verify-binaries', `${(0,quote/* quote */.hD)(text)} cannot be combined with other lines; expected ${(0,quote/* alternatives */.Vo)(words)} alone, or paths.`);
    }
    else if (!text.startsWith('/')) {
        form.refuse('verify-binaries', `expected ${(0,quote/* alternatives */.Vo)(words)}, or absolute paths in the image, got ${(0,quote/* quote */.hD)(text)}.`, (0,suggestion/* didYouMean */.a)(text.startsWith('!') ? null : ((0,suggestion/* nearest */.p)(text, words) ?? `/${text.replace(/^\.?\//, '')}`)));
    }
}
function readSmokeTest(form) {
    const text = form.optional('smoke-test');
    if (text === null || !/^\[\s*(?:["\]\d{]|null|true|false)/.test(text)) {
        return text;
    }
    const vector = parseVector(text);
    if (vector !== null) {
        return vector;
    }
    form.refuse('smoke-test', `${(0,quote/* quote */.hD)(text)} begins like a JSON array, but is not an array of strings with a command first.`, 'Write for example ["/app", "--version"], or a shell command.');
    return text;
}
function parseVector(text) {
    try {
        const value = JSON.parse(text);
        if (!Array.isArray(value) || !value.every((part) => typeof part === 'string')) {
            return null;
        }
        return value[0] ? value : null;
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./src/oci/bool.ts
var bool = __webpack_require__(9937);
;// CONCATENATED MODULE: ./src/inputs/image-attributes.ts



const image_attributes_boolean = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
const compressions = ['uncompressed', 'gzip', 'estargz', 'zstd'];
const flag = { pattern: image_attributes_boolean, expected: 'true or false' };
const shapes = new Map([
    [
        'compression',
        { pattern: new RegExp(`^(?:${compressions.join('|')})$`), expected: (0,quote/* alternatives */.Vo)(compressions) },
    ],
    ['compression-level', { pattern: /^(?:1?\d|2[0-2])$/, expected: 'a number from 0 to 22' }],
    ['force-compression', flag],
    ['oci-artifact', flag],
    ['oci-mediatypes', flag],
    ['prefer-nondist-layers', flag],
    ['rewrite-timestamp', flag],
    ['source-date-epoch', { pattern: /^\d{1,12}$/, expected: 'seconds since 1970' }],
]);
const placing = ['push', 'push-by-digest', 'name-canonical'];
function publishes(type, attributes) {
    return type === 'registry' || image_attributes_isOn(attributes.get('push')) || image_attributes_isOn(attributes.get('push-by-digest'));
}
function image_attributes_isOn(value) {
    return value !== undefined && !(0,bool/* isFalse */.W)(value);
}
function readImageAttributes(form, output, attributes) {
    return [...attributes].flatMap(([name, value]) => {
        if (name === 'type' || (placing.includes(name) && !image_attributes_isOn(value))) {
            return [];
        }
        const complaint = attributeComplaint(name, value);
        if (complaint !== null) {
            const [why, hint] = complaint;
            form.refuse('outputs', `${(0,quote/* quote */.hD)(`${name}=${value}`)} in ${(0,quote/* quote */.hD)(output)} ${why}.`, hint);
        }
        return complaint === null ? [`${name}=${value}`] : [];
    });
}
function attributeComplaint(name, value) {
    const shape = shapes.get(name);
    if (shape !== undefined) {
        return shape.pattern.test(value) ? null : [`has an invalid value; expected ${shape.expected}`];
    }
    const [, level = '', key = ''] = /^annotation(?:-([a-z-]+(?:\[[^\]]*\])?)|\[[^\]]*\])?\.(.+)$/.exec(name) ?? [];
    if (key !== '') {
        const annotation = `${level === '' ? '' : `${level}:`}${key}=${value}`;
        return ["has an input of its own, 'annotations'", (0,suggestion/* didYouMean */.a)(annotation)];
    }
    return [
        `is not an attribute that shapes the image; expected ${(0,quote/* alternatives */.Vo)([...shapes.keys()])}`,
        "Leave it out: 'push', 'load' and 'tags' say where the image goes.",
    ];
}

// EXTERNAL MODULE: ./src/inputs/platforms.ts
var inputs_platforms = __webpack_require__(9625);
;// CONCATENATED MODULE: ./src/inputs/exporters.ts







const exporters_types = ['local', 'tar', 'oci', 'docker', 'image', 'registry', 'cacheonly'];
const toFiles = ['local', 'tar', 'oci'];
function readExporters(form, push, asked) {
    const load = form.flag('load');
    const mode = { push, load, asked };
    const lines = form.list('outputs').flatMap(({ text }) => exporters_lineOf(form, text, mode) ?? []);
    requireOwnPlaces(form, lines);
    const isShape = ({ type, attributes }) => type === 'image' && (push || load || !attributes.has('name'));
    if (load && asked.length > 1) {
        form.refuse('load', `it takes a single platform, but 'platforms' lists ${asked.length}: Docker's classic image store cannot hold an image of several.`, "Name one platform, or none for the daemon's own; or push in a second step.");
    }
    return {
        push,
        load,
        platforms: platformsOf(asked, load),
        outputs: lines.filter((line) => !isShape(line)).map(exportOf),
        imageAttributes: readShape(form, lines, lines.filter(isShape), push),
    };
}
function platformsOf(asked, load) {
    if (asked.length > 0) {
        return asked;
    }
    return load ? null : (0,inputs_platforms/* platformsByDefault */.J)();
}
function exporters_lineOf(form, given, mode) {
    const text = /[=,]|^-$/.test(given) ? given : `type=local,dest=${given}`;
    if (!text.includes('=')) {
        form.refuse('outputs', `${(0,quote/* quote */.hD)(text)} has no type; expected for example type=oci,dest=image.tar.`);
        return null;
    }
    const attributes = attributesOf(form, 'outputs', text);
    if (attributes === null) {
        return null;
    }
    const type = attributes.get('type');
    const complaint = typeComplaint(type) ?? exporterComplaint(type ?? '', attributes, mode);
    if (complaint !== null) {
        const [why, hint] = complaint;
        form.refuse('outputs', `${(0,quote/* quote */.hD)(text)} ${why}.`, hint);
        return null;
    }
    (0,paths/* requireExpanded */.PH)(form, 'outputs', attributes.get('dest') ?? '');
    return { text, type: type ?? '', attributes };
}
function requireOwnPlaces(form, lines) {
    const taken = new Map();
    for (const { text, attributes } of lines) {
        const dest = attributes.get('dest');
        const place = dest === undefined ? null : (0,paths/* absolute */.ys)(dest, form.facts).replace(/(?<=.)\/+$/, '');
        const earlier = place === null ? undefined : taken.get(place);
        if (earlier !== undefined) {
            form.refuse('outputs', `${(0,quote/* quote */.hD)(earlier)} and ${(0,quote/* quote */.hD)(text)} write to the same place.`, 'Give each exporter a dest of its own.');
        }
        if (place !== null) {
            taken.set(place, text);
        }
    }
}
function readShape(form, lines, shapes, push) {
    const [shape, ...others] = shapes;
    for (const { text } of others) {
        form.refuse('outputs', `${(0,quote/* quote */.hD)(text)} is the second line that shapes the image, after ${(0,quote/* quote */.hD)(shape?.text ?? '')}.`, 'One image is made, so write all of its attributes on one line.');
    }
    const archives = lines.filter(({ type }) => type === 'oci');
    const [first] = archives;
    const made = shape === undefined
        ? ownAttributes(push ? undefined : first)
        : readImageAttributes(form, shape.text, shape.attributes);
    for (const archive of archives) {
        const other = ownAttributes(archive).find((attribute) => !made.includes(attribute));
        if (other !== undefined) {
            form.refuse('outputs', `${(0,quote/* quote */.hD)(other)} in ${(0,quote/* quote */.hD)(archive.text)} would make another image than the one that is verified${push ? ' and pushed' : ''}.`, `Write what shapes the image once for all, as in type=image,${other}; or use a step for each image.`);
        }
    }
    return made;
}
function ownAttributes(line) {
    return [...(line?.attributes ?? [])]
        .filter(([name]) => !['type', 'dest', 'tar'].includes(name))
        .map(([name, value]) => `${name}=${value}`);
}
function exportOf({ text, type, attributes }) {
    const dest = attributes.get('dest') ?? '';
    return type === 'oci'
        ? { kind: 'archive', dest, tar: !(0,bool/* isFalse */.W)(attributes.get('tar') ?? '') }
        : { kind: 'exporter', output: text };
}
function typeComplaint(type) {
    if (type === undefined) {
        return ['has no type; expected for example type=oci,dest=image.tar'];
    }
    return exporters_types.includes(type)
        ? null
        : [
            `has the unknown type ${(0,quote/* quote */.hD)(type)}; expected ${(0,quote/* alternatives */.Vo)(exporters_types)}`,
            (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(type, exporters_types)),
        ];
}
function exporterComplaint(type, attributes, { asked }) {
    if (publishes(type, attributes)) {
        return [
            'would publish the image without verifying it first, so that a tag could point at something else than what was asked for',
            "Use 'push: true' and 'tags' instead. What shapes the image may stay, as in type=image,compression=zstd.",
        ];
    }
    if (type === 'docker' && asked.length !== 1) {
        return [
            "takes a single platform: BuildKit's docker exporter cannot write an image of several",
            "Name one platform in 'platforms', or use type=oci.",
        ];
    }
    return toFiles.includes(type) && [undefined, '', '-'].includes(attributes.get('dest'))
        ? ['does not say where to write; expected dest=PATH']
        : null;
}

// EXTERNAL MODULE: ./src/inputs/login.ts
var inputs_login = __webpack_require__(2052);
// EXTERNAL MODULE: ./src/inputs/naming.ts + 8 modules
var inputs_naming = __webpack_require__(9277);
// EXTERNAL MODULE: ./src/inputs/read.ts + 2 modules
var read = __webpack_require__(3809);
// EXTERNAL MODULE: ./src/inputs/registry-auth.ts
var registry_auth = __webpack_require__(3477);
;// CONCATENATED MODULE: ./src/inputs/replacements.ts
const imageReplacements = {
    check: "Use 'call', with the value 'check'.",
    'add-git-labels': "Set 'images': the labels of OCI come from the event then.",
    'always-pull': "Use 'pull'.",
    'cache-froms': "Use 'cache-from'.",
    dockerfile: "Use 'file'.",
    path: "Use 'context'.",
    repository: "Write the whole image name in 'tags', for example 'ghcr.io/acme/app:1.0'.",
    'tag-with-ref': "Set 'images', and a rule in 'tags' such as type=ref,event=branch.",
    'tag-with-sha': "Set 'images', and the rule type=sha in 'tags'.",
    'cache-image': 'Leave it out: the emulators are fetched only if some are missing.',
    image: "Image names belong in 'tags'; the image that registers the emulators is 'binfmt-image'.",
    reset: 'Leave it out: emulators are only added, because other jobs may be using those that are there.',
    append: "Use 'nodes', which lists all nodes of the builder, the first one too.",
    'cache-binary': "Leave it out: buildx stays in the runner's tool cache, and is verified each time it is used.",
    config: "Use 'buildkitd-config'.",
    'config-inline': "Use 'buildkitd-config-inline'.",
    install: 'Leave it out: this step calls buildx itself, and changes no other command.',
    'keep-state': "Leave it out: a builder of this action has a name of its own, under which no later job would find its state. Keep the builder ('cleanup: false', then 'builder'), or export a cache ('cache-to').",
    name: "A builder of this action has a unique name. One that exists is named in 'builder'.",
    use: 'Leave it out: the current builder stays as it is.',
    version: "Use 'buildx-version'.",
    ecr: "Log in with docker/login-action or the cloud's own action in an earlier step.",
    logout: 'Leave it out: the login is removed with the step.',
    scope: "Write the login in 'registry-auth', where each has a scope.",
    'bake-target': 'Leave it out: this action does not use bake.',
    'sep-annotations': "Leave it out: 'annotations' has one per line.",
    'sep-labels': "Leave it out: 'labels' has one per line.",
    'sep-tags': "Leave it out: 'tags' takes newlines and commas.",
    arch: "Use 'platforms', for example 'linux/amd64,linux/arm64'.",
    archs: "Use 'platforms', for example 'linux/amd64,linux/arm64'.",
    containerfile: "Use 'file'.",
    containerfiles: "Use 'file'.",
    token: "The password or token of a registry is 'password'; that of GitHub is 'github-token'.",
    'image-name': "Write the whole image name in 'tags', for example 'ghcr.io/acme/app:1.0'.",
};

// EXTERNAL MODULE: ./src/inputs/retries.ts
var retries = __webpack_require__(5323);
;// CONCATENATED MODULE: ./src/inputs/secret-lines.ts
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;
function parsePair(text) {
    const equals = text.indexOf('=');
    const id = text.slice(0, Math.max(equals, 0));
    return idPattern.test(id) ? { id, value: text.slice(equals + 1) } : null;
}
function continuationDoubt(entry, above) {
    if (!entry.wrapped && /^=+$/.test(entry.value.trim())) {
        return "has nothing but '=' as its value, as the last line of base64 text does.";
    }
    if (above === null || above.wrapped) {
        return null;
    }
    const first = above.value.trim();
    return beginsLongerText(first) || isEndOfBase64(entry, first)
        ? `may belong to the value on line ${above.line}, which looks like the beginning of a longer text.`
        : null;
}
const beginnings = [
    /^-----BEGIN (?!.*-----END )/,
    /^(?:[#;]\s|\/\/\s|#!|<\?|<!--|---$)/,
    /^\[[^\]=,"']*\]$/,
    /^[{[](?:.*[{[,])?$/,
    /(?:^|:\s)[|>][+-]?\d?$/,
    /\\$|\s\{$/,
    /^'[^']*$/,
    /^(?:machine \S+|default$|Bag Attributes|subject=|issuer=)/,
];
function beginsLongerText(value) {
    return isAssignment(value) || beginnings.some((pattern) => pattern.test(value));
}
function isAssignment(value) {
    const [, rest] = /^(?:export\s+)?[^\s=;&?"'{}]+\s*=\s*(?!=*$)(.*)$/.exec(value) ?? [];
    return rest !== undefined && !/;[^=;]+=/.test(rest);
}
function isEndOfBase64({ id, value }, above) {
    const length = id.length + 1;
    return (value.trim() === '' &&
        /^[A-Za-z0-9]+$/.test(id) &&
        length % 4 === 0 &&
        /^[A-Za-z0-9+/]{16,}$/.test(above) &&
        above.length % 4 === 0 &&
        length <= above.length);
}

// EXTERNAL MODULE: ./src/inputs/sensitive.ts + 1 modules
var sensitive = __webpack_require__(6038);
;// CONCATENATED MODULE: ./src/inputs/secrets.ts




const fork = 'A run for a pull request from a fork has no secrets, and should not push.';
async function readSecrets(form, push) {
    const found = [...readValues(form, push), ...readVariables(form, push), ...(await readFiles(form))];
    const origins = new Map();
    return found.flatMap(({ input, line, secret }) => {
        const earlier = origins.get(secret.id);
        if (earlier === undefined) {
            origins.set(secret.id, input);
            return [secret];
        }
        const id = input === 'secrets' ? 'an ID' : `the ID ${(0,quote/* quote */.hD)(secret.id)}`;
        form.refuse(input, `line ${line} has ${id} that '${earlier}' has given before.`, 'Give each secret only once.');
        return [];
    });
}
function readValues(form, push) {
    const found = [];
    let above = null;
    for (const { text, line, wrapped } of form.list('secrets', { secret: true })) {
        const pair = parsePair(text);
        const entry = pair && { ...pair, line, wrapped };
        const doubt = entry === null ? `does not have the form id=value.` : continuationDoubt(entry, above);
        if (entry === null || doubt !== null) {
            form.refuse('secrets', `line ${line} ${doubt}`, secrets_wrapHint);
            break;
        }
        above = entry;
        if (!isEmpty(form, 'secrets', entry, push)) {
            const { id, value } = entry;
            warnIfShort(form, entry);
            found.push({ input: 'secrets', line, secret: { id, from: { kind: 'value', value } } });
        }
    }
    return found;
}
function warnIfShort(form, { value, line }) {
    if (value.length < sensitive/* shortestMasked */.QQ) {
        form.warn('secrets', `the value on line ${line} is shorter than ${sensitive/* shortestMasked */.QQ} characters, so it is not masked in the log: that would hide these characters everywhere else, too.`);
    }
}
const secrets_wrapHint = "Put double quotes around an entry of several lines, ID included, and double the quotes inside it; or use 'secret-envs', which takes any value as it is.";
function readVariables(form, push) {
    return form.list('secret-envs', { commas: true }).flatMap((entry) => {
        const pair = requirePair(form, 'secret-envs', entry, 'id=VARIABLE');
        if (!pair) {
            return [];
        }
        const { line } = entry;
        const { id, value: name } = pair;
        const value = form.variables[name];
        if (value === undefined) {
            form.refuse('secret-envs', `${variable(name)} for the secret ${(0,quote/* quote */.hD)(id)} on line ${line} is not set.`, 'Set it in env: of the step or the job.');
            return [];
        }
        if (isEmpty(form, 'secret-envs', { value, line }, push)) {
            return [];
        }
        return [{ input: 'secret-envs', line, secret: { id, from: { kind: 'environment', name } } }];
    });
}
function variable(name) {
    return /^[A-Z][A-Z0-9_]{0,39}$/.test(name)
        ? `the environment variable ${(0,quote/* quote */.hD)(name)}`
        : 'the environment variable';
}
async function readFiles(form) {
    const found = [];
    for (const entry of form.list('secret-files')) {
        const pair = requirePair(form, 'secret-files', entry, 'id=path');
        if (pair) {
            const { id, value: path } = pair;
            await requireSecretFile(form, path, entry.line);
            found.push({ input: 'secret-files', line: entry.line, secret: { id, from: { kind: 'file', path } } });
        }
    }
    return found;
}
async function requireSecretFile(form, path, line) {
    if (/^[^\s=]{1,200}$/.test(path)) {
        await (0,paths/* requireFile */.Gz)(form, 'secret-files', path);
        return;
    }
    const kind = await form.facts.fileKind((0,paths/* absolute */.ys)(path, form.facts)).catch(() => null);
    if (kind !== 'file' && kind !== 'other') {
        form.refuse('secret-files', `line ${line} does not name a file that exists.`, "Write the path of a file; the text of a secret belongs in 'secrets'.");
    }
}
function requirePair(form, input, { text, line }, shape) {
    const pair = parsePair(text);
    if (pair !== null && pair.value.trim() !== '') {
        return pair;
    }
    form.refuse(input, `line ${line} does not have the form ${shape}.`);
    return null;
}
function isEmpty(form, input, { value, line }, push) {
    if (value.trim() !== '') {
        return false;
    }
    const text = `the secret on line ${line} is empty.`;
    if (push) {
        form.refuse(input, text, `Check the name of the secret in the expression. ${fork}`);
    }
    else {
        form.warn(input, `${text} The build does not get it.`);
    }
    return true;
}

// EXTERNAL MODULE: ./src/inputs/shard.ts
var inputs_shard = __webpack_require__(1881);
// EXTERNAL MODULE: ./src/inputs/summary.ts
var summary = __webpack_require__(3993);
// EXTERNAL MODULE: ./src/inputs/timeouts.ts + 2 modules
var timeouts = __webpack_require__(4636);
// EXTERNAL MODULE: ./src/inputs/toolchain.ts
var toolchain = __webpack_require__(1262);
;// CONCATENATED MODULE: ./src/inputs/image.ts



















const imageTable = {
    defaults: {
        context: '.',
        file: '',
        target: '',
        platforms: '',
        images: '',
        tags: '',
        flavor: '',
        push: 'false',
        load: 'false',
        outputs: '',
        call: '',
        'build-args': '',
        'build-contexts': '',
        secrets: '',
        'secret-envs': '',
        'secret-files': '',
        ssh: '',
        labels: '',
        annotations: '',
        attests: '',
        provenance: '',
        sbom: '',
        'no-cache': 'false',
        'no-cache-filters': '',
        pull: 'false',
        cache: 'none',
        'cache-from': '',
        'cache-to': '',
        'add-hosts': '',
        allow: '',
        network: '',
        'shm-size': '',
        ulimit: '',
        'cgroup-parent': '',
        'github-token': '',
        registry: '',
        username: '',
        password: '',
        'registry-auth': '',
        publish: 'staged',
        'tag-guard': 'platforms',
        shard: 'false',
        'verify-binaries': 'entrypoint',
        'smoke-test': '',
        retries: '3',
        timeout: '',
        ...toolchain/* toolchainDefaults */.ws,
        builder: '',
        cleanup: 'true',
        summary: 'true',
    },
    freeText: [
        'context',
        'file',
        'outputs',
        'build-args',
        'build-contexts',
        'secrets',
        'secret-files',
        'ssh',
        'labels',
        'annotations',
        'cache-from',
        'cache-to',
        'registry-auth',
        'verify-binaries',
        'smoke-test',
        'buildkitd-config',
        'buildkitd-config-inline',
    ],
    replacements: imageReplacements,
};
function readImageInputs(variables, facts) {
    return (0,read/* readInputs */.K)(imageTable, variables, facts, image_read);
}
async function image_read(form) {
    const asked = (0,inputs_platforms/* readPlatforms */.t)(form);
    const call = readCall(form);
    const push = form.flag('push') && call === null;
    const naming = (0,inputs_naming/* readNaming */.r)(form, push);
    const login = (0,inputs_login/* readLogin */.m)(form, push);
    const exporters = readExporters(form, push, asked);
    const { load, outputs, imageAttributes, platforms } = exporters;
    const emulation = (0,toolchain/* readEmulation */.hz)(form);
    const shard = (0,inputs_shard/* readShard */.X)(form, { push, exports: load || outputs.length > 0 });
    const tagGuard = form.choice('tag-guard', ['platforms', 'newest', 'none']);
    return {
        source: await readSource(form),
        platforms,
        tags: naming.tags,
        version: naming.version,
        push,
        load,
        outputs,
        imageAttributes,
        call,
        build: await readBuildOptions(form, exporters, naming),
        secrets: await readSecrets(form, push),
        githubToken: form.optional('github-token'),
        login,
        registryAuth: (0,registry_auth/* readRegistryAuth */.e)(form, push, login),
        publish: form.choice('publish', ['staged', 'direct']),
        tagGuard: shard === null ? tagGuard : 'none',
        shard,
        verifyBinaries: readVerifyBinaries(form),
        smokeTest: readSmokeTest(form),
        retries: (0,retries/* readRetries */.F)(form),
        timeouts: (0,timeouts/* readTimeouts */.v)(form),
        emulation: call === null ? emulation : 'none',
        binfmtImage: (0,builder/* readImage */.A)(form, 'binfmt-image'),
        buildx: (0,buildx/* readBuildx */.t)(form),
        builder: await (0,builder/* readBuilder */.k)(form),
        cleanup: form.flag('cleanup'),
        summary: (0,summary/* readSummary */.L)(form),
    };
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/manifest.ts
var manifest = __webpack_require__(2060);
// EXTERNAL MODULE: ./src/oci/reference.ts
var reference = __webpack_require__(2148);
// EXTERNAL MODULE: ./src/registry/read-back.ts
var read_back = __webpack_require__(6779);
;// CONCATENATED MODULE: ./src/publish/guard.ts






async function guardTags(inputs, session) {
    const { tags, push, publish, tagGuard } = inputs;
    if (!push || publish === 'direct' || tagGuard === 'none') {
        return;
    }
    const own = ownRun(session.environment.variables);
    await Promise.all(tags.map((tag) => guardTag(tag, own, tagGuard, session)));
}
async function guardTag(tag, own, guard, session) {
    const name = (0,reference/* formatTag */._3)(tag);
    const lost = await lostPlatforms(name, (0,builder_builder/* platformsOf */.W)(session), session);
    if (lost === null || (lost.length === 0 && guard !== 'newest')) {
        return;
    }
    const theirs = own === null ? null : runIn(await provenanceOf(name, session), own.where);
    if (lost.length > 0 && theirs !== null && theirs === own?.id) {
        throw new errors/* ActionError */.lZ('tag-guarded', `${name} holds ${(0,oci_platform/* formatPlatforms */.Iu)(lost)}, pushed by this same run, and this image does not: the tag would end with whichever job is last.`, {
            hint: "Build all platforms in one step, or give each leg of the matrix tags of its own. With 'tag-guard: none' the tag moves.",
        });
    }
    if (guard === 'newest' && theirs !== null && own !== null && theirs > own.id) {
        throw new errors/* ActionError */.lZ('tag-guarded', `${name} was pushed by a newer run (${theirs}) than this one (${own.id}).`, {
            hint: "Start the workflow for the commit that should have this tag. With 'tag-guard: none' the tag moves back.",
        });
    }
    if (lost.length > 0) {
        session.log.warning(`${name} points at an image for ${(0,oci_platform/* formatPlatforms */.Iu)(lost)} too, which this one lacks; the tag moves all the same.`, 'Platforms lost');
    }
}
async function lostPlatforms(name, wanted, session) {
    const bytes = await (0,read_back/* inspectServed */.E_)(name, ['--raw'], session);
    if (bytes === null) {
        return null;
    }
    try {
        return (0,manifest/* parsePublishedImage */.fM)(bytes)
            .images.map(({ platform }) => platform)
            .filter((platform) => platform !== null)
            .filter((platform) => !wanted.some((other) => (0,oci_platform/* isSamePlatform */.SW)(other, platform)));
    }
    catch {
        return null;
    }
}
async function provenanceOf(name, session) {
    const bytes = await (0,read_back/* inspectServed */.E_)(name, ['--format', '{{json .Provenance}}'], session);
    return bytes?.toString('utf8') ?? '';
}
function runIn(provenance, where) {
    const start = provenance.indexOf(`"${where}/actions/runs/`);
    const digits = start < 0 ? '' : /^\d+/.exec(provenance.slice(start + `"${where}/actions/runs/`.length))?.[0];
    return digits ? Number(digits) : null;
}
function ownRun(variables) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = variables;
    return server && repository && /^\d+$/.test(id ?? '')
        ? { where: `${server}/${repository}`, id: Number(id) }
        : null;
}

// EXTERNAL MODULE: ./src/publish/publish.ts + 4 modules
var publish = __webpack_require__(1695);
// EXTERNAL MODULE: ./src/fanout/shard.ts
var fanout_shard = __webpack_require__(7091);
// EXTERNAL MODULE: ./src/session/steps.ts
var steps = __webpack_require__(6679);
;// CONCATENATED MODULE: ./src/publish/shard.ts





async function leaveShard(request, verified, ledger, session) {
    const { environment, files, log } = session;
    const shard = shardOf(request, verified, ledger, session);
    const text = (0,fanout_shard/* formatShard */._D)(shard);
    const folder = (0,external_node_path_.join)(environment.temp, 'shards');
    const name = (0,matrix/* legName */.u)(shard.image, shard.platforms.map(({ platform }) => platform));
    const file = (0,external_node_path_.join)(folder, `${name}.json`);
    await files.makeDirectory(folder);
    await files.write(file, text);
    ledger.shard({ text, file });
    log.info(`The shard ${name} names ${shard.digest}, which has no tag.`);
}
function shardOf(request, { digest, images, downloads }, ledger, session) {
    const { GITHUB_SHA: revision = '', GITHUB_RUN_ID: run = '' } = session.environment.variables;
    const work = (0,steps/* workOf */.L)(ledger.facts.steps, session.executions);
    const [first, ...others] = images.map((image, index) => ({
        ...image,
        how: session.executions.find(({ platform }) => (0,oci_platform/* isSamePlatform */.SW)(platform, image.platform))?.how ?? 'none',
        download: downloads[index] ?? null,
        work: workFor((0,oci_platform/* formatPlatform */.Bq)(image.platform), work),
    }));
    if (first === undefined) {
        throw new Error('an image without platforms was verified');
    }
    return {
        image: request.image,
        revision,
        run,
        digest,
        platforms: [first, ...others],
        verified: { binaries: request.verifyBinaries !== 'none', smokeTest: request.smokeTest !== null },
        seconds: ledger.seconds,
    };
}
function workFor(name, all) {
    const found = all.find(({ platform }) => platform === name);
    if (found === undefined) {
        return null;
    }
    const { platform: _, ...work } = found;
    return work;
}

// EXTERNAL MODULE: ./src/report/activity.ts
var activity = __webpack_require__(1229);
// EXTERNAL MODULE: ./src/report/summary.ts + 4 modules
var report_summary = __webpack_require__(294);
// EXTERNAL MODULE: ./src/runner/system.ts + 5 modules
var runner_system = __webpack_require__(7230);
// EXTERNAL MODULE: ./src/runner/workflow.ts
var workflow = __webpack_require__(813);
// EXTERNAL MODULE: ./src/session/concurrency.ts
var concurrency = __webpack_require__(7683);
// EXTERNAL MODULE: ./src/setup/setup.ts + 11 modules
var setup = __webpack_require__(5557);
// EXTERNAL MODULE: ./src/setup/undo.ts + 2 modules
var undo = __webpack_require__(5156);
// EXTERNAL MODULE: ./src/failures/command.ts + 6 modules
var command = __webpack_require__(4767);
// EXTERNAL MODULE: ./src/failures/evidence.ts
var evidence = __webpack_require__(6010);
// EXTERNAL MODULE: ./src/buildx/build-arguments.ts
var build_arguments = __webpack_require__(8865);
// EXTERNAL MODULE: ./src/buildx/build-failure.ts + 1 modules
var build_failure = __webpack_require__(2562);
;// CONCATENATED MODULE: ./src/buildx/call.ts





async function callFrontend(request, session) {
    const { files, log, buildx } = session;
    const metadata = async () => (await files.read(request.metadataFile)).toString('utf8');
    await files.remove(request.metadataFile);
    try {
        const { stdout } = await (0,command/* runCommand */.d1)({
            what: 'The call',
            tool: buildx,
            args: (0,build_arguments/* buildArguments */.f)(request),
            onLine: (line) => log.info(line),
            explain: (failed) => (0,build_failure/* explainBuild */.g)(failed, request.source.dockerfile),
        }, session);
        return { text: stdout.toString('utf8'), metadata: await metadata(), passed: true };
    }
    catch (error) {
        const failed = error instanceof errors/* ActionError */.lZ ? error.cause : null;
        if (!(failed instanceof command/* CommandFailed */.nk) || (0,evidence/* readEvidence */.A)(failed.completed.stderr).concluded) {
            throw error;
        }
        return { text: failed.completed.stdout.toString('utf8'), metadata: await metadata(), passed: false };
    }
}

// EXTERNAL MODULE: ./src/stage/checks.ts
var checks = __webpack_require__(5785);
// EXTERNAL MODULE: ./src/stage/one-builder.ts + 2 modules
var one_builder = __webpack_require__(4451);
;// CONCATENATED MODULE: ./src/stage/call.ts




async function call(inputs, ledger, session) {
    const request = await (0,one_builder/* buildRequest */.mK)(inputs, { kind: 'call', call: inputs.call }, session);
    const { text, metadata, passed } = await callFrontend(request, session);
    session.log.info(text.trimEnd());
    const found = (0,checks/* annotateChecks */.Q)([metadata], inputs.source, session);
    if (!passed) {
        const lines = found.map(({ text: what, file, line }) => `${file}:${line ?? '?'}: ${what}`);
        throw new errors/* ActionError */.lZ('check-failed', [
            `The checks of the Dockerfile found ${lines.length} problem${lines.length === 1 ? '' : 's'}:`,
            ...lines,
        ].join('\n'), {
            hint: "Change these lines, or write '# check=skip=RULE' at the top of the Dockerfile for a rule that does not fit. Nothing was built.",
        });
    }
    ledger.metadata(metadata);
}

// EXTERNAL MODULE: ./src/buildx/builder.ts
var buildx_builder = __webpack_require__(1747);
// EXTERNAL MODULE: ./src/buildx/inspected-nodes.ts
var inspected_nodes = __webpack_require__(4689);
// EXTERNAL MODULE: ./src/builder/drivers/drivers.ts + 5 modules
var drivers = __webpack_require__(383);
;// CONCATENATED MODULE: ./src/builder/watch.ts





const lookEveryMs = 5_000;
const nodeLimit = '8s';
const lookLimitMs = 15_000;
const looksInVain = 3;
async function watchNodes(session, build) {
    const { builder } = session;
    if (builder.nodes.length === 1 && builder.nodes[0].endpoint === null && (0,drivers/* driverOf */.S)(builder.driver).onDaemon) {
        return build(session);
    }
    const over = new AbortController();
    const dead = new AbortController();
    const looking = lookAfter((0,builder_builder/* nodesOf */.N)(session), dead, {
        ...session,
        signal: AbortSignal.any([session.signal, over.signal, dead.signal]),
    }).catch(() => undefined);
    try {
        return await build({ ...session, signal: AbortSignal.any([session.signal, dead.signal]) });
    }
    finally {
        over.abort();
        await looking;
    }
}
async function lookAfter(nodes, dead, session) {
    const inVain = new Map();
    for (;;) {
        await session.clock.sleep(lookEveryMs, session.signal);
        const answering = await answeringNames(session);
        for (const { name } of nodes) {
            inVain.set(name, answering.has(name) ? 0 : (inVain.get(name) ?? 0) + 1);
        }
        const gone = nodes.find(({ name }) => (inVain.get(name) ?? 0) >= looksInVain);
        if (gone !== undefined) {
            const where = gone.endpoint === null ? '' : ` at ${gone.endpoint}`;
            const named = nodes.length > 1 ? `The node '${gone.title}'${where}` : `The builder${where}`;
            dead.abort(new errors/* ActionError */.lZ('builder-died', `${named} no longer answers: it was asked ${looksInVain} times in a row.`, {
                hint: 'Does its process hang, was its machine suspended, or did the network between it and this runner break?',
            }));
        }
    }
}
async function answeringNames(session) {
    const { processes, buildx, builder, signal } = session;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(lookLimitMs)]);
    const inspected = await processes
        .run(buildx, (0,buildx_builder/* inspectBuilderArguments */._P)(builder.name, nodeLimit), { signal: limited, graceMs: 0 })
        .catch(() => null);
    signal.throwIfAborted();
    const described = (0,inspected_nodes/* parseInspectedNodes */.Y)(inspected?.stdout.toString('utf8') ?? '');
    return new Set(described.filter(({ state }) => state === 'running').map(({ name }) => name));
}

// EXTERNAL MODULE: ./src/buildx/build.ts
var build = __webpack_require__(9224);
// EXTERNAL MODULE: ./src/buildx/push-trial.ts
var push_trial = __webpack_require__(9160);
// EXTERNAL MODULE: ./src/stage/assembled.ts + 1 modules
var assembled = __webpack_require__(7250);
;// CONCATENATED MODULE: ./src/stage/node-options.ts


function nodeOptions(options, parts) {
    const suffixes = parts.map((platforms) => (0,matrix/* legName */.u)('', platforms));
    const annotations = options.annotations.map(split);
    const cacheFrom = options.cacheFrom.flatMap((cache) => [
        cache,
        ...suffixes.flatMap((suffix) => renamed(cache, suffix) ?? []),
    ]);
    return {
        nodes: suffixes.map((suffix) => ({
            annotations: annotations.flatMap(({ others }) => others),
            cacheFrom: [...new Set(cacheFrom)],
            cacheTo: options.cacheTo.map((cache) => renamed(cache, suffix) ?? cache),
        })),
        indexAnnotations: annotations.flatMap(({ index }) => index),
    };
}
function split(annotation) {
    const [, levels, rest = ''] = /^([a-z][^=:]*):(.*)$/s.exec(annotation) ?? [];
    if (levels === undefined) {
        return { index: [], others: [annotation] };
    }
    const scopes = levels.split(',');
    const others = scopes.filter((scope) => !/^index(?:\[|$)/.test(scope));
    return {
        index: scopes.length > others.length ? [`index:${rest}`] : [],
        others: others.length > 0 ? [`${others.join(',')}:${rest}`] : [],
    };
}
const naming = {
    registry: ['ref'],
    gha: ['scope'],
    local: ['dest', 'src'],
    s3: ['name'],
    azblob: ['name'],
};
const unnamed = { gha: 'buildkit', s3: 'buildkit', azblob: 'buildkit' };
function renamed(cache, suffix) {
    const parsed = (0,csv/* parseCsv */.Wk)(cache);
    if ((0,csv/* isCsvError */.D)(parsed)) {
        return null;
    }
    const [only = ''] = parsed;
    const fields = parsed.length === 1 && !only.includes('=') ? ['type=registry', `ref=${only}`] : parsed;
    const pairs = fields.map((field) => {
        const equals = field.indexOf('=');
        return [field.slice(0, Math.max(equals, 0)).trim().toLowerCase(), field.slice(equals + 1)];
    });
    const type = pairs.findLast(([name]) => name === 'type')?.[1] ?? '';
    const names = naming[type] ?? [];
    if (names.length === 0) {
        return null;
    }
    const changed = pairs.map(([name, value]) => `${name}=${names.includes(name) ? suffixed(type, value, suffix) : value}`);
    const fallback = unnamed[type];
    const isNamed = pairs.some(([name]) => names.includes(name));
    return (0,csv/* formatCsv */.yv)([
        ...changed,
        ...(isNamed || fallback === undefined ? [] : [`${names[0]}=${fallback}-${suffix}`]),
    ]);
}
function suffixed(type, name, suffix) {
    const hasTag = /:[^/:]+$/.test(name);
    return type === 'registry' && !hasTag ? `${name}:cache-${suffix}` : `${name}-${suffix}`;
}

// EXTERNAL MODULE: ./src/stage/watch.ts
var stage_watch = __webpack_require__(2789);
;// CONCATENATED MODULE: ./src/stage/per-node.ts













function nodeParts(executions) {
    return (0,builder_builder/* nodesOf */.N)({ executions }).map((node) => ({
        node,
        platforms: executions.flatMap((execution) => execution.node.name === node.name ? [execution.platform] : []),
    }));
}
async function stagePerNode(inputs, ledger, session) {
    const target = (0,one_builder/* stagingTarget */.l3)(inputs, session.folder);
    const parts = nodeParts(session.executions);
    const options = nodeOptions(inputs.build, parts.map(({ platforms }) => platforms));
    const request = await (0,one_builder/* buildRequest */.mK)(inputs, destinationOf(target, inputs, 0), session);
    const requests = parts.map(({ platforms }, index) => ({
        ...request,
        platforms,
        options: { ...request.options, ...options.nodes[index] },
        destination: destinationOf(target, inputs, index),
        metadataFile: (0,external_node_path_.join)(session.folder, `metadata-${index}.json`),
    }));
    const buildAll = (limited) => (0,concurrency/* together */.b)(limited, (own) => parts.map((part, index) => buildPart(part, requests[index] ?? request, ledger, own)));
    const built = target.kind === 'repositories'
        ? await (0,push_trial/* besidePushTrial */.v)({ builder: request.builder, repositories: target.repositories }, session, buildAll)
        : await buildAll(session);
    (0,checks/* annotateChecks */.Q)(built.map(({ metadata }) => metadata), inputs.source, session);
    const digest = await (0,assembled/* assembleIndex */.Hw)(placesFor(target, built), options.indexAnnotations, { images: [], sources: [] }, session);
    ledger.metadata(metadataOf(digest, built));
    if (target.kind === 'repositories') {
        ledger.staged(digest, target.repositories);
    }
    return { target, digest };
}
function destinationOf(target, { imageAttributes: attributes }, index) {
    return target.kind === 'repositories'
        ? { kind: 'registry', repositories: target.repositories, attributes }
        : { kind: 'layout', directory: `${target.directory}-${index}`, attributes };
}
async function buildPart(part, request, ledger, session) {
    const { log } = session;
    const { title } = part.node;
    log.info(`Node '${title}' builds ${(0,oci_platform/* formatPlatforms */.Iu)(part.platforms)}.`);
    const prefixed = {
        ...log,
        info: (line) => (line === '' ? undefined : log.info(`[${title}] ${line}`)),
    };
    let built;
    try {
        const watch = (0,stage_watch/* watchBuild */.W)({ name: part.node.name, platforms: part.platforms }, ledger, session);
        built = await (0,build/* build */.j)(request, { ...session, log: prefixed }, watch);
    }
    catch (error) {
        session.signal.throwIfAborted();
        throw await named(error, part, session);
    }
    const { digest, metadata } = built;
    if (digest === null) {
        throw new errors/* ActionError */.lZ('build-misconfigured', `buildx reported no digest for what the node '${title}' exported.`);
    }
    return { ...part, digest, metadata };
}
async function named(error, { node }, session) {
    if (!(error instanceof errors/* ActionError */.lZ)) {
        return error;
    }
    const end = await (0,diagnose/* describeDeath */.g)(error, node, session);
    return error.saying(`On the node '${node.title}': ${error.message}${end}`);
}
function placesFor(target, parts) {
    if (target.kind === 'layout') {
        const sources = parts.map(({ digest }, index) => `oci-layout://${target.directory}-${index}@${digest}`);
        return [
            {
                name: 'a layout',
                sources,
                target: (digest) => `oci-layout://${target.directory}@${digest}`,
            },
        ];
    }
    return (0,assembled/* placesIn */.yN)(target.repositories, parts.map(({ digest }) => digest));
}
function metadataOf(digest, parts) {
    const nodes = parts.map(({ node, metadata }) => [node.title, JSON.parse(metadata)]);
    return JSON.stringify({ 'containerimage.digest': digest, nodes: Object.fromEntries(nodes) }, null, 2);
}

;// CONCATENATED MODULE: ./src/stage/stage.ts



function stage(inputs, ledger, session) {
    const direct = inputs.push && inputs.publish === 'direct';
    const isOne = direct || nodeParts(session.executions).length < 2;
    return watchNodes(session, (watched) => isOne ? (0,one_builder/* stageOnBuilder */.zw)(inputs, ledger, watched) : stagePerNode(inputs, ledger, watched));
}

// EXTERNAL MODULE: ./src/verify/verify.ts + 33 modules
var verify = __webpack_require__(5429);
// EXTERNAL MODULE: ./src/actions/frame.ts + 5 modules
var actions_frame = __webpack_require__(1245);
;// CONCATENATED MODULE: ./src/actions/image.ts



















function runImageStep(system, askDaemon) {
    return (0,actions_frame/* runAction */.C)(imageAction(askDaemon), (0,runner_system/* systemRunner */.m)(system), (0,workflow/* actionsWorkflow */.f)());
}
function imageAction(askDaemon) {
    return {
        read: readImageInputs,
        activity: activity/* describeActivity */.l,
        diagnose: diagnose/* diagnose */.h,
        summary: image_summary,
        run: (step) => runImage(step, askDaemon),
    };
}
function image_summary(inputs, report, variables) {
    if (report.failure === null && inputs !== null && inputs.shard !== null) {
        return null;
    }
    const { setUp } = report.facts;
    const secretNames = inputs?.secrets.map(({ id }) => id) ?? [];
    const emulated = setUp?.executions.some(({ how }) => how === 'registered') ?? false;
    return (0,report_summary/* renderSummary */.B)({
        ...report,
        tags: inputs?.tags ?? [],
        given: (0,given/* givenInputs */.P)(imageTable.defaults, variables, secretNames),
        versions: [
            ...(setUp === null ? [] : [`buildx ${setUp.buildxVersion}`]),
            ...(inputs === null || inputs.builder.existing !== null ? [] : [nameOf(inputs.builder.image)]),
            ...(inputs === null || !emulated ? [] : [nameOf(inputs.binfmtImage)]),
        ],
    });
}
function nameOf(image) {
    return image.replace(/@.*$/, '');
}
async function runImage(step, askDaemon) {
    const { inputs, ledger, phases, session } = step;
    const { ready, buildxVersion, close } = await phases.run('setup', 'Set up buildx, emulators and builder', session, (limited) => (0,setup/* setUp */.s)(inputs, askDaemon, limited));
    ledger.setUp({ ...ready.builder, buildxVersion, executions: ready.executions });
    const reaping = (0,undo/* reapForgotten */.T9)(ready);
    const limited = { ...ready, signal: session.signal };
    try {
        await (inputs.call === null ? runStages(step, limited) : runCall(step, inputs.call, limited));
        if (!ready.builder.owned) {
            ledger.keptBuilder(ready.builder.name);
        }
    }
    finally {
        close();
        await reaping;
    }
}
async function runCall({ inputs, ledger, phases }, what, ready) {
    await phases.run('build', `Call ${what}`, ready, (limited) => call({ ...inputs, call: what }, ledger, limited));
}
async function runStages({ inputs, ledger, phases }, ready) {
    ledger.named(inputs.shard === null ? inputs.tags : [], inputs.version);
    const title = `Build ${(0,oci_platform/* formatPlatforms */.Iu)((0,builder_builder/* platformsOf */.W)(ready))}`;
    const staged = await phases.run('build', title, ready, (limited) => stage(inputs, ledger, limited));
    const verified = await phases.run('verify', 'Verify the image', ready, async (limited) => {
        const [passed] = await (0,concurrency/* together */.b)(limited, (part) => [
            (0,verify/* verifyStaged */.Y)(staged, inputs, part),
            guardTags(inputs, part),
        ]);
        return passed;
    });
    ledger.verified(verified);
    if (inputs.shard !== null) {
        const { verifyBinaries, smokeTest, shard: image } = inputs;
        const request = { image, verifyBinaries, smokeTest };
        await leaveShard(request, verified, ledger, ready);
    }
    else if ((0,publish/* isPublished */.HF)(inputs)) {
        await phases.run('publish', 'Publish', ready, (limited) => (0,publish/* publish */.mk)(inputs, verified, ledger, limited));
    }
    else {
        ready.log.info("Nothing is published: neither 'push', 'load' nor 'outputs' is set. The digest is that of this build alone.");
    }
}


/***/ }),

/***/ 5418:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ planMatrix),
/* harmony export */   u: () => (/* binding */ legName)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1890);


const mostLegs = 256;
const hosted = {
    amd64: { labels: 'ubuntu-latest', native: true },
    '386': { labels: 'ubuntu-latest', native: true },
    arm64: { labels: 'ubuntu-24.04-arm', native: true },
};
const emulating = { labels: 'ubuntu-latest', native: false };
function planMatrix({ platforms, runners, groups, images }) {
    const legs = images.flatMap(({ name: image, context }) => groupsOf(platforms, groups).map((group) => {
        const { labels, native } = placementOf(group, runners);
        return {
            name: legName(image, group),
            image,
            context,
            platforms: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatforms */ .Iu)(group, ','),
            'runs-on': JSON.stringify(labels),
            native,
        };
    }));
    if (legs.length > mostLegs) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('input-invalid', `The matrix has ${legs.length} jobs, but GitHub starts at most ${mostLegs} from one matrix.`, { hint: "Share jobs between platforms with 'groups', or use a workflow for each part of the images." });
    }
    return legs;
}
function legName(image, platforms) {
    const name = platforms.map((platform) => (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform).replaceAll('/', '-')).join('_');
    return image === '' ? name : `${image}-${name}`;
}
function groupsOf(platforms, groups) {
    const names = (group) => group.map(_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq);
    const placed = new Set();
    return platforms.flatMap((platform) => {
        const name = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform);
        if (placed.has(name)) {
            return [];
        }
        const group = groups.find((candidate) => names(candidate).includes(name)) ?? [platform];
        const inOrder = platforms.filter((candidate) => names(group).includes((0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(candidate)));
        for (const member of names(inOrder)) {
            placed.add(member);
        }
        return [inOrder];
    });
}
function placementOf(group, runners) {
    const placements = group.map((platform) => placementFor(platform, runners));
    const [first = emulating, ...others] = placements;
    const other = others.find(({ labels }) => JSON.stringify(labels) !== JSON.stringify(first.labels));
    if (other !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('input-invalid', `The group ${(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatforms */ .Iu)(group)} needs two runners, ${JSON.stringify(first.labels)} and ${JSON.stringify(other.labels)}, but a job has one.`, { hint: "Change the group, or name one runner for all of its platforms in 'runners'." });
    }
    return { labels: first.labels, native: placements.every(({ native }) => native) };
}
function placementFor(platform, runners) {
    const { os, architecture } = platform;
    const scopes = [(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform), `${os}/${architecture}`, os, 'default'];
    for (const scope of scopes) {
        const rule = runners.find((candidate) => candidate.scope === scope);
        if (rule !== undefined) {
            const native = scope.includes('/') || ['amd64', '386'].includes(architecture);
            return { labels: rule.labels, native };
        }
    }
    return hosted[architecture] ?? emulating;
}


/***/ }),

/***/ 1881:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ isBuildName),
/* harmony export */   X: () => (/* binding */ readShard)
/* harmony export */ });
/* harmony import */ var _syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8281);

function readShard(form, { push, exports }) {
    const text = form.text('shard');
    if (/^(?:false|False|FALSE)$/.test(text)) {
        return null;
    }
    const image = /^(?:true|True|TRUE)$/.test(text) ? '' : text;
    if (image !== '' && !isBuildName(image)) {
        form.refuse('shard', `expected true, false, or the name of an image in letters, digits, hyphens and underscores, got ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)}.`);
    }
    if (!push) {
        form.refuse('shard', "it needs 'push: true': the platforms of all jobs meet in the registry.");
    }
    if (exports) {
        form.refuse('shard', "it cannot be combined with 'load' or 'outputs'.", 'Load or export the image in a step of its own.');
    }
    if (form.text('publish') === 'direct') {
        form.refuse('shard', "it cannot be combined with 'publish: direct', which moves the tags.");
    }
    return image;
}
function isBuildName(text) {
    return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(text);
}


/***/ })

};
