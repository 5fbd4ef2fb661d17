export const id = 330;
export const ids = [330];
export const modules = {

/***/ 7330:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runImageStep: () => (/* binding */ runImageStep)
});

// UNUSED EXPORTS: imageAction

// EXTERNAL MODULE: ./src/builder/builder.ts
var builder = __webpack_require__(2048);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/builder/drivers/drivers.ts + 5 modules
var drivers = __webpack_require__(383);
// EXTERNAL MODULE: ./src/builder/instance.ts
var builder_instance = __webpack_require__(7608);
// EXTERNAL MODULE: ./src/builder/name.ts
var builder_name = __webpack_require__(6028);
;// CONCATENATED MODULE: ./src/builder/diagnose.ts




async function describeDeath(error, node, { processes, builder }) {
    return error.code === 'builder-died'
        ? `\n${await (0,drivers/* driverOf */.S)(builder.driver).describeEnd(node, { processes })}`
        : '';
}
async function diagnose(error, ledger, journal, runner) {
    if (!(error instanceof errors/* ActionError */.lZ) || error.code !== 'builder-died') {
        return error;
    }
    const end = await endOf(ledger, journal, runner);
    if (end === null) {
        return error;
    }
    return new errors/* ActionError */.lZ(error.code, `${error.message}\n${end}`, {
        hint: "If its memory ran out, give it more ('driver-opts': memory=…) or build less at once. Otherwise a new run is worth a try.",
        cause: error,
    });
}
async function endOf(ledger, journal, runner) {
    const { setUp } = ledger.facts;
    if (setUp !== null) {
        const [node, ...others] = setUp.nodes;
        return node === undefined || others.length > 0
            ? null
            : (0,drivers/* driverNamed */.M)(setUp.driver).describeEnd(node, runner);
    }
    const planned = journal.leftovers.find((leftover) => leftover.kind === 'builder');
    if (planned === undefined) {
        return null;
    }
    const instance = await (0,builder_instance/* instanceOf */.hR)(planned.name, runner);
    if (instance !== null && instance.nodes.length > 1) {
        return null;
    }
    const node = instance?.nodes[0] ?? { name: (0,builder_name/* firstNodeOf */.yY)(planned.name), endpoint: null };
    return (0,drivers/* driverOf */.S)(instance?.driver ?? 'docker-container').describeEnd(node, runner);
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/session/owner.ts
var session_owner = __webpack_require__(1127);
// EXTERNAL MODULE: ./src/builder/drivers/driver.ts
var driver = __webpack_require__(1653);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/session/journal.ts
var journal = __webpack_require__(9827);
;// CONCATENATED MODULE: ./src/builder/job-builder.ts






function recordPath(spec, runner) {
    const { driver, nodes, image, config, entitlements, owner } = spec;
    const asked = JSON.stringify({ driver, nodes, image, config, entitlements, owner });
    const hash = (0,external_node_crypto_.createHash)('sha256').update(asked).digest('hex').slice(0, 16);
    return (0,external_node_path_.join)(runner.environment.temp, `${journal/* recordPrefix */.Kg}${hash}`);
}
function formatRecord(name, owner) {
    return `${name}\n${owner ?? 'kept'}`;
}
function parseRecord(text) {
    const [first = '', owner = '', ...rest] = text.split('\n');
    const name = (0,builder_name/* builderIn */.jo)(first)?.name;
    const known = owner === 'kept' || owner === 'unknown' || (0,session_owner/* parseOwner */.pZ)(owner) !== null;
    return name !== undefined && known && rest.length === 0 ? { name, owner } : null;
}
async function reapRecords(runner) {
    const { files, environment } = runner;
    const names = await files.list(environment.temp).catch(() => []);
    for (const name of names.filter((entry) => entry.startsWith(journal/* recordPrefix */.Kg))) {
        const path = (0,external_node_path_.join)(environment.temp, name);
        const owner = (0,session_owner/* parseOwner */.pZ)(parseRecord(await files.read(path).then(String, () => ''))?.owner ?? '');
        if (owner && (await (0,session_owner/* hasEnded */.hY)(owner, runner)) === true) {
            await files.remove(path).catch(() => { });
        }
    }
}
async function recordedBuilder(path, runner) {
    const { files } = runner;
    const builder = parseRecord(await files.read(path).then(String, () => ''));
    if (!builder) {
        return null;
    }
    const kind = await files.kind((0,builder_instance/* instancePath */.VM)(builder.name, runner));
    return kind === 'file' ? builder.name : null;
}

// EXTERNAL MODULE: ./src/builder/remove.ts
var remove = __webpack_require__(1275);
;// CONCATENATED MODULE: ./src/builder/reap.ts









const forgottenAfterMs = 5 * 24 * 60 * 60 * 1000;
const settledAfterMs = 10 * 60 * 1000;
function isForgotten(candidate, now) {
    const age = now - candidate.born;
    switch (candidate.owner) {
        case 'ended':
            return true;
        case 'none':
            return age > settledAfterMs;
        case 'unknown':
            return age > forgottenAfterMs;
        default:
            return false;
    }
}
async function reapBuilders(own, session) {
    const { log, clock, environment, files } = session;
    try {
        await reapRecords(session);
        const [remains, instances] = await Promise.all([
            (0,drivers/* driverOf */.S)(own.driver).remains(session),
            files.list((0,external_node_path_.join)(environment.buildxConfig, 'instances')).then(ours, () => []),
        ]);
        for (const name of new Set([...remains.keys(), ...instances])) {
            const born = (0,builder_name/* builderIn */.jo)(name)?.born;
            if (name === own.name || born === undefined) {
                continue;
            }
            const text = instances.includes(name)
                ? await files.read((0,builder_instance/* instancePath */.VM)(name, session)).then(String, () => '')
                : ((await remains.get(name)?.()) ?? null);
            const owner = text === null ? 'none' : await ownerIn(text, session);
            if (!isForgotten({ born, owner }, clock.now())) {
                continue;
            }
            log.info(`Removing the builder ${name}, which a killed run left behind.`);
            await (0,remove/* removeBuilder */.i)(name, owner === 'none', session);
        }
    }
    catch (error) {
        log.info(`The search for forgotten builders was given up: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
function ours(names) {
    return names.filter((name) => (0,builder_name/* builderIn */.jo)(name)?.name === name);
}
async function ownerIn(text, session) {
    const value = new RegExp(`${driver/* ownerVariable */.Q}(?:=|":\\s*")([^"]*)"`).exec(text)?.[1];
    if (value === undefined) {
        return 'kept';
    }
    const owner = (0,session_owner/* parseOwner */.pZ)(value);
    const ended = owner ? await (0,session_owner/* hasEnded */.hY)(owner, session) : null;
    if (ended === null) {
        return 'unknown';
    }
    return ended ? 'ended' : 'alive';
}

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
    const { variables } = form;
    const token = attributes.get('token') ?? variables['ACTIONS_RUNTIME_TOKEN'];
    const address = attributes.get('url_v2') ||
        (attributes.get('url') ?? (variables['ACTIONS_CACHE_URL'] || variables['ACTIONS_RESULTS_URL']));
    const missing = [...(token ? [] : ['ACTIONS_RUNTIME_TOKEN']), ...(address ? [] : ['ACTIONS_RESULTS_URL'])];
    if (missing.length > 0) {
        form.warn(input, `${(0,quote/* quote */.hD)(text)} will ${input === 'cache-to' ? 'export' : 'import'} nothing: this runner does not set ${missing.join(' and ')}, and without it there is no GitHub Actions cache.`);
    }
}

// EXTERNAL MODULE: ./src/inputs/credentials.ts
var credentials = __webpack_require__(6431);
;// CONCATENATED MODULE: ./src/inputs/context-urls.ts

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
        checkUrl(form, context);
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
function checkUrl(form, context) {
    const complaint = contextUrlComplaint(context);
    if (complaint !== null) {
        const [why, hint] = complaint;
        form.refuse('context', `${(0,quote/* quote */.hD)(context)} ${why}`, hint);
    }
}
async function checkDockerfile(form, context, file) {
    if (file !== null && /^https?:\/\//.test(file)) {
        const complaint = dockerfileUrlComplaint(file);
        if (complaint !== null) {
            const [why, hint] = complaint;
            form.refuse('file', `${(0,quote/* quote */.hD)(file)} ${why}`, hint);
        }
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
        const complaint = contextUrlComplaint(path);
        if (complaint !== null) {
            const [why, hint] = complaint;
            form.refuse('build-contexts', `${(0,quote/* quote */.hD)(path)} for ${(0,quote/* quote */.hD)(name)} ${why}`, hint);
        }
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

;// CONCATENATED MODULE: ./src/inputs/sandbox.ts


const entitlements = ['network.host', 'security.insecure'];
function readSandbox(form) {
    const allow = readEntitlements(form);
    const network = form.text('network') === '' ? null : form.choice('network', ['default', 'none', 'host']);
    if (network === 'host' && !allow.includes('network.host')) {
        form.refuse('network', "'host' requires an entitlement that this build does not have.", "Add 'network.host' to 'allow'.");
    }
    return {
        addHosts: readHosts(form),
        allow,
        network,
        shmSize: readSize(form),
        ulimit: readLimits(form),
        cgroupParent: form.optional('cgroup-parent'),
    };
}
function readEntitlements(form) {
    const found = new Set();
    for (const { text } of form.list('allow', { commas: true })) {
        if (entitlements.includes(text)) {
            found.add(text);
        }
        else {
            form.refuse('allow', `${(0,quote/* quote */.hD)(text)} is not an entitlement; expected ${(0,quote/* alternatives */.Vo)(entitlements)}.`, (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(text, entitlements)));
        }
    }
    return [...found];
}
function readHosts(form) {
    return form.list('add-hosts', { commas: true }).flatMap(({ text }) => {
        const complaint = hostComplaint(text);
        if (complaint !== null) {
            form.refuse('add-hosts', ...complaint);
        }
        return complaint === null ? [text] : [];
    });
}
function hostComplaint(text) {
    const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
    const host = text.slice(0, Math.max(at, 0));
    const address = text.slice(at + 1);
    const hint = isAddress(host) ? 'The host name comes first.' : undefined;
    if (at < 0) {
        return [`${(0,quote/* quote */.hD)(text)} has no address; expected host:address.`];
    }
    if (!/^[A-Za-z0-9_.-]+$/.test(host)) {
        return [`${(0,quote/* quote */.hD)(text)} has no valid host name before the address; expected host:address.`, hint];
    }
    return isAddress(address)
        ? null
        : [
            `${(0,quote/* quote */.hD)(text)} has the invalid address ${(0,quote/* quote */.hD)(address)}; expected an IPv4 address, an IPv6 address or host-gateway.`,
            hint,
        ];
}
function isAddress(text) {
    if (text === 'host-gateway') {
        return true;
    }
    const bare = text.replace(/^\[(.*)\]$/, '$1');
    const bytes = bare.split('.');
    if (bytes.length === 4 && bytes.every((byte) => /^(?:0|[1-9]\d{0,2})$/.test(byte) && Number(byte) < 256)) {
        return true;
    }
    return bare.includes(':') && /^[0-9A-Fa-f:.]+$/.test(bare) && URL.canParse(`http://[${bare}]/`);
}
const units = 'bkmgtp';
const largestSize = 2 ** 50;
function readSize(form) {
    const size = form.optional('shm-size');
    if (size === null) {
        return null;
    }
    const [, number = '0', unit = 'b'] = /^(\d+(?:\.\d+)?) ?([kmgtp])?i?b?$/i.exec(size) ?? [];
    const bytes = Number(number) * 1024 ** units.indexOf(unit.toLowerCase());
    if (bytes < 1) {
        form.refuse('shm-size', `expected a size such as 128m or 2g, got ${(0,quote/* quote */.hD)(size)}.`);
    }
    if (bytes > largestSize) {
        form.refuse('shm-size', `${(0,quote/* quote */.hD)(size)} is more than any machine has; expected a size such as 128m or 2g.`);
    }
    return size;
}
const resources = [
    'core',
    'cpu',
    'data',
    'fsize',
    'locks',
    'memlock',
    'msgqueue',
    'nice',
    'nofile',
    'nproc',
    'rss',
    'rtprio',
    'rttime',
    'sigpending',
    'stack',
];
function readLimits(form) {
    return form.list('ulimit').flatMap(({ text }) => {
        const complaint = limitComplaint(text);
        if (complaint !== null) {
            form.refuse('ulimit', ...complaint);
        }
        return complaint === null ? [text] : [];
    });
}
function limitComplaint(text) {
    const [, name = '', soft = '', hard = soft] = /^([a-z]+)=(-1|\d{1,18})(?::(-1|\d{1,18}))?$/.exec(text) ?? [];
    if (name === '') {
        return [
            `${(0,quote/* quote */.hD)(text)} is not a limit; expected name=soft or name=soft:hard, one per line.`,
            "For example, write 'nofile=1024:2048'.",
        ];
    }
    if (!resources.includes(name)) {
        return [
            `${(0,quote/* quote */.hD)(text)} limits the unknown resource ${(0,quote/* quote */.hD)(name)}; expected ${(0,quote/* alternatives */.Vo)(resources)}.`,
            (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(name, resources)),
        ];
    }
    return hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))
        ? [`${(0,quote/* quote */.hD)(text)} has a soft limit above its hard limit.`]
        : null;
}

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
        cacheFrom: readCaches(form, 'cache-from', tags),
        cacheTo: readCaches(form, 'cache-to', tags),
        ssh: await readSsh(form),
        ...readSandbox(form),
    };
}

// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
;// CONCATENATED MODULE: ./src/inputs/driver-options.ts




const pem = /^[ \t]*"?(cacert|cert|key)=(-----BEGIN [A-Z0-9 ]+-----[\s\S]*?-----END [A-Z0-9 ]+-----)[ \t]*\r?\n?"?[ \t]*$/gm;
async function readDriverOptions(form, input, text) {
    const certificates = Object.fromEntries([...text.matchAll(pem)].map(([, name = '', content = '']) => [name, `${content.replaceAll('\r', '')}\n`]));
    const driverOptions = [];
    for (const field of fieldsOf(form, input, text.replace(pem, ''))) {
        const [, name, path] = /^(cacert|cert|key)=(.*)$/s.exec(field) ?? [];
        if (name === undefined || path === undefined) {
            driverOptions.push((0,csv/* formatCsv */.yv)([field]));
        }
        else {
            await (0,paths/* requireFile */.Gz)(form, input, path);
            driverOptions.push((0,csv/* formatCsv */.yv)([`${name}=${(0,external_node_path_.isAbsolute)(path) ? path : (0,paths/* absolute */.ys)(path, form.facts)}`]));
        }
    }
    return { driverOptions, certificates };
}
function fieldsOf(form, input, text) {
    return form.listIn(input, text, { keepQuotes: true }).flatMap(({ text: line }) => {
        const fields = (0,csv/* parseCsv */.Wk)(line);
        if ((0,csv/* isCsvError */.D)(fields)) {
            form.refuse(input, `${(0,quote/* quote */.hD)(line)} is not valid CSV: ${(0,csv/* describeCsvError */.YW)(fields)}.`, commaHint);
            return [];
        }
        return fields.filter((field) => isOption(form, input, field, line));
    });
}
function isOption(form, input, field, line) {
    if (/^image=/.test(field)) {
        form.refuse(input, `${(0,quote/* quote */.hD)(field)} has an input of its own.`, "Use 'buildkit-image'.");
        return false;
    }
    if (!/^[A-Za-z][^\s=]*=/.test(field)) {
        form.refuse(input, `${(0,quote/* quote */.hD)(field)} in ${(0,quote/* quote */.hD)(line)} is not of the form name=value.`, commaHint);
        return false;
    }
    return true;
}
const commaHint = 'If a value contains commas, put double quotes around the whole line, as in "env.no_proxy=a,b".';

// EXTERNAL MODULE: ./src/inputs/syntax/yaml.ts
var yaml = __webpack_require__(1330);
;// CONCATENATED MODULE: ./src/inputs/nodes.ts





const keys = ['name', 'endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'];
const mostNodes = 20;
async function readNodes(form, driver) {
    const shared = await readDriverOptions(form, 'driver-opts', form.rawText('driver-opts'));
    const flags = form.optional('buildkitd-flags');
    const endpoint = form.optional('endpoint');
    const listed = form.optional('nodes') === null ? [] : await readListed(form, driver);
    const [first, ...others] = listed.map((node, index) => ({
        ...node,
        driverOptions: [...shared.driverOptions, ...node.driverOptions],
        flags: [flags, node.flags].filter(Boolean).join(' ') || null,
        certificates: {
            ...shared.certificates,
            ...certificatesOf(form.variables, index, node.endpoint),
            ...node.certificates,
        },
    }));
    if (first !== undefined) {
        if (endpoint !== null) {
            form.refuse('endpoint', `${(0,quote/* quote */.hD)(endpoint)} is set together with 'nodes', each of which has an endpoint of its own.`, "Make it the first element of 'nodes'.");
        }
        return [first, ...others];
    }
    if (form.optional('nodes') === null) {
        checkEndpoint(form, 'endpoint', endpoint, driver);
    }
    return [
        {
            title: endpoint ?? 'the builder',
            endpoint,
            driverOptions: shared.driverOptions,
            certificates: { ...shared.certificates, ...certificatesOf(form.variables, 0, endpoint) },
            flags,
            platforms: [],
        },
    ];
}
function certificatesOf(variables, index, endpoint) {
    const names = endpoint?.startsWith('tcp://') ? ['cacert', 'cert', 'key'] : [];
    return Object.fromEntries(names.flatMap((name) => {
        const text = variables[`BUILDER_NODE_${index}_AUTH_TLS_${name.toUpperCase()}`];
        return text ? [[name, text]] : [];
    }));
}
async function readListed(form, driver) {
    const maps = mapsIn(form);
    if (maps.length > mostNodes) {
        form.refuse('nodes', `expected at most ${mostNodes} nodes, got ${maps.length}.`);
    }
    const nodes = [];
    for (const [index, map] of maps.entries()) {
        nodes.push(await readNode(form, driver, map, index));
    }
    refuseTwins(form, 'name', nodes.map(({ title }) => title));
    refuseTwins(form, 'endpoint', nodes.map(({ endpoint }) => endpoint ?? ''));
    refuseTwins(form, 'platform', nodes.flatMap(({ platforms }) => platforms.map(oci_platform/* formatPlatform */.Bq)));
    return nodes;
}
function mapsIn(form) {
    try {
        return (0,yaml/* parseYamlMaps */._)(form.rawText('nodes'));
    }
    catch (error) {
        if (!(error instanceof yaml/* YamlProblem */.l)) {
            throw error;
        }
        form.refuse('nodes', `it cannot be read as a list in YAML: ${error.message}.`, "Write each node as '- endpoint: …', with its other keys (name, driver-opts, buildkitd-flags, platforms) below, in the same column.");
        return [];
    }
}
async function readNode(form, driver, { line, values }, index) {
    for (const key of [...values.keys()].filter((name) => !keys.includes(name))) {
        form.refuse('nodes', `the node in line ${line} has the unknown key ${(0,quote/* quote */.hD)(key)}; expected ${keys.join(', ')}.`, (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(key, keys)));
    }
    const text = (key) => oneText(values.get(key)).trim() || null;
    const endpoint = text('endpoint');
    const name = text('name');
    if (name !== null && !/^[A-Za-z][A-Za-z0-9._-]*$/.test(name)) {
        form.refuse('nodes', `the node in line ${line} has the invalid name ${(0,quote/* quote */.hD)(name)}; expected a letter, followed by letters, digits, '.', '_' or '-'.`);
    }
    checkEndpoint(form, 'nodes', endpoint, driver);
    const options = await readDriverOptions(form, 'nodes', oneText(values.get('driver-opts')));
    return {
        title: name ?? endpoint ?? `node ${index + 1}`,
        endpoint,
        ...options,
        flags: text('buildkitd-flags'),
        platforms: readPins(form, line, values.get('platforms')),
    };
}
function oneText(value = '') {
    return typeof value === 'string' ? value : value.join('\n');
}
function readPins(form, line, value) {
    return oneText(value)
        .split(/[,\n]/)
        .map((name) => name.trim())
        .filter(Boolean)
        .flatMap((name) => {
        const platform = (0,oci_platform/* parsePlatform */.Y8)(name);
        if (platform !== null && (0,oci_platform/* isKnownPlatform */.Jh)(platform)) {
            return [platform];
        }
        form.refuse('nodes', `the node in line ${line} is for ${(0,quote/* quote */.hD)(name)}, which is not a known platform.`);
        return [];
    });
}
function refuseTwins(form, what, values) {
    const twins = values.filter((value, index) => value !== '' && values.indexOf(value) !== index);
    for (const twin of new Set(twins)) {
        form.refuse('nodes', `two nodes have the ${what} ${(0,quote/* quote */.hD)(twin)}.`);
    }
}
function checkEndpoint(form, input, endpoint, driver) {
    const isBuildkit = /^(?:unix|tcp|ssh|npipe|docker-container|kube-pod|podman-container|nerdctl-container):\/\/./;
    if (driver !== 'remote' || isBuildkit.test(endpoint ?? '')) {
        return;
    }
    if (endpoint === null) {
        const what = input === 'endpoint' ? 'it is empty' : 'a node has no endpoint';
        form.refuse(input, `${what}, but 'driver: remote' needs the address of a BuildKit.`, "Set it, for example to 'tcp://buildkit.example.com:1234' or 'unix:///run/buildkit/buildkitd.sock'.");
        return;
    }
    const address = endpoint.replace(/^https?:\/\//, '');
    form.refuse(input, `${(0,quote/* quote */.hD)(endpoint)} is not the address of a BuildKit; expected a URL such as tcp://buildkit.example.com:1234 or unix:///run/buildkit/buildkitd.sock.`, (0,suggestion/* didYouMean */.a)(address.startsWith('/') ? `unix://${address}` : `tcp://${address}`));
}

;// CONCATENATED MODULE: ./src/inputs/builder.ts




const shaping = [
    'driver',
    'nodes',
    'endpoint',
    'driver-opts',
    'buildkitd-flags',
    'buildkit-image',
    'buildkitd-config',
    'buildkitd-config-inline',
];
const builder_drivers = ['docker-container', 'docker', 'remote', 'kubernetes'];
const useless = {
    'docker-container': [],
    docker: shaping.filter((input) => input !== 'driver'),
    remote: ['buildkitd-flags', 'buildkit-image', 'buildkitd-config', 'buildkitd-config-inline'],
    kubernetes: ['endpoint'],
};
const reasons = {
    'docker-container': '',
    docker: "it would have no effect on the daemon's own BuildKit, which 'driver: docker' uses as it is.",
    remote: "it would have no effect on a BuildKit that runs already, as 'driver: remote' expects.",
    kubernetes: "'driver: kubernetes' finds the cluster by KUBECONFIG.",
};
async function readBuilder(form) {
    const existing = form.optional('builder');
    if (existing !== null && !/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(existing)) {
        form.refuse('builder', `${(0,quote/* quote */.hD)(existing)} is not a valid builder name; expected a letter or digit, followed by letters, digits, '_', '.', '+' or '-'.`);
    }
    const driver = form.choice('driver', builder_drivers);
    const nodes = await readNodes(form, existing === null && !form.isRefused('driver') ? driver : builder_drivers[0]);
    const request = {
        existing,
        driver,
        nodes,
        image: readImage(form, 'buildkit-image'),
        config: await readConfig(form),
    };
    if (existing === null) {
        checkUseless(form, driver);
        checkEmulation(form, driver, nodes);
        checkCertificates(form, nodes);
    }
    else {
        checkUnused(form, existing);
    }
    return request;
}
function checkUseless(form, driver) {
    for (const input of useless[driver].filter((name) => !form.isDefault(name))) {
        form.refuse(input, reasons[driver], 'Remove it.');
    }
}
function checkEmulation(form, driver, [first, ...others]) {
    const isElsewhere = driver === 'remote' || driver === 'kubernetes' || others.length > 0 || first.endpoint !== null;
    if (form.text('emulation') === 'binfmt' && isElsewhere) {
        form.refuse('emulation', "'binfmt' registers emulators on the runner's own Docker daemon, but this builder is not on it.", "Leave it out: what the node's machine and its BuildKit emulate is used.");
    }
}
function readImage(form, input) {
    const text = form.text(input);
    (0,references/* readReference */.Wf)(form, input, text);
    return text;
}
async function readConfig(form) {
    const file = form.optional('buildkitd-config');
    const inline = form.optional('buildkitd-config-inline');
    if (file === null) {
        return inline === null ? null : { inline };
    }
    await (0,paths/* requireFile */.Gz)(form, 'buildkitd-config', file);
    if (inline !== null) {
        form.refuse('buildkitd-config', `${(0,quote/* quote */.hD)(file)} is set together with 'buildkitd-config-inline', but a builder has only one configuration.`, 'Remove one of them.');
    }
    return { file };
}
function checkUnused(form, existing) {
    for (const input of shaping.filter((name) => !form.isDefault(name))) {
        form.refuse(input, `it would have no effect on ${(0,quote/* quote */.hD)(existing)}, a builder that already exists.`, `Set it where that builder is created, or leave out 'builder'.`);
    }
}
function checkCertificates(form, nodes) {
    if (!form.flag('cleanup') && nodes.some(({ certificates }) => Object.keys(certificates).length > 0)) {
        form.refuse('cleanup', 'it is false, but certificates that are given as text are gone when the job ends, and the builder is of no use without them.', "Give them as files, as in 'driver-opts: cacert=/etc/buildkit/ca.pem'.");
    }
}

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
    return value !== undefined && !isOff(value);
}
function isOff(value) {
    return value !== undefined && /^(?:0|f|F|FALSE|false|False)$/.test(value);
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
    const lines = form.list('outputs').flatMap(({ text }) => lineOf(form, text, mode) ?? []);
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
function lineOf(form, given, mode) {
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
        ? { kind: 'archive', dest, tar: !isOff(attributes.get('tar')) }
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
// EXTERNAL MODULE: ./src/inputs/naming.ts + 9 modules
var inputs_naming = __webpack_require__(6042);
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
        emulation: 'auto',
        'binfmt-image': 'docker.io/tonistiigi/binfmt:qemu-v10.2.3@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0',
        'buildx-version': 'v0.37.1',
        'buildx-sha256': '',
        'buildx-mirror': '',
        driver: 'docker-container',
        nodes: '',
        endpoint: '',
        'driver-opts': '',
        'buildkitd-flags': '',
        'buildkit-image': 'docker.io/moby/buildkit:v0.33.1@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea',
        'buildkitd-config': '',
        'buildkitd-config-inline': '',
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
const mostRetries = 10;
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
    const emulation = form.choice('emulation', ['auto', 'binfmt', 'builtin', 'none']);
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
        retries: form.integer('retries', 0, mostRetries),
        timeouts: (0,timeouts/* readTimeouts */.v)(form),
        emulation: call === null ? emulation : 'none',
        binfmtImage: readImage(form, 'binfmt-image'),
        buildx: (0,buildx/* readBuildx */.t)(form),
        builder: await readBuilder(form),
        cleanup: form.flag('cleanup'),
        summary: (0,summary/* readSummary */.L)(form),
    };
}

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
    const lost = await lostPlatforms(name, (0,builder/* platformsOf */.W)(session), session);
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
// EXTERNAL MODULE: ./src/fanout/matrix.ts
var matrix = __webpack_require__(5418);
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
// EXTERNAL MODULE: ./src/session/folder.ts
var folder = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/builder/assign.ts


function assignPlatforms(wanted, nodes, emulated) {
    const executions = wanted.flatMap((platform) => executionOf(platform, nodes, emulated) ?? []);
    const missing = wanted.filter((platform) => !executions.some((execution) => (0,oci_platform/* isSamePlatform */.SW)(execution.platform, platform)));
    if (missing.length > 0) {
        throw new errors/* ActionError */.lZ('emulation-unavailable', `No node of the builder builds ${(0,oci_platform/* formatPlatforms */.Iu)(missing)}. ${nodes.map(described).join(' ')}`, {
            hint: "Add a node that does, or register emulators on a node's machine. If the Dockerfile runs nothing on a foreign platform (it cross-compiles or only copies), set emulation: none.",
        });
    }
    return executions;
}
function executionOf(platform, nodes, emulated) {
    const pinned = nodes.filter(({ pins }) => pins.some((pin) => (0,oci_platform/* isSamePlatform */.SW)(pin, platform)));
    const free = nodes.filter(({ pins }) => pins.length === 0);
    const candidates = pinned.length > 0 ? pinned : free;
    const native = candidates.find((node) => (0,oci_platform/* runsNatively */.PU)(platform, node.platform));
    if (native !== undefined) {
        return { platform, node: native, how: 'native' };
    }
    const foreign = candidates.find((node) => pinned.length > 0 || !emulated || node.runs.some((run) => (0,oci_platform/* isSamePlatform */.SW)(run, platform)));
    return foreign === undefined ? null : { platform, node: foreign, how: emulated ? 'builtin' : 'none' };
}
function described({ title, pins, runs }) {
    return pins.length > 0
        ? `'${title}' is for ${(0,oci_platform/* formatPlatforms */.Iu)(pins)} alone.`
        : `'${title}' runs ${(0,oci_platform/* formatPlatforms */.Iu)(runs) || 'nothing'}.`;
}

// EXTERNAL MODULE: ./src/buildx/builder.ts
var buildx_builder = __webpack_require__(1747);
;// CONCATENATED MODULE: ./src/builder/config.ts
const freshPlatforms = '[system]\n  platformsCacheMaxAge = "0s"\n';
function withFreshPlatforms(config) {
    const text = config ?? '';
    if (/^\s*(\[+\s*["']?system["']?\s*\]|["']?system["']?\s*[.=])/m.test(text)) {
        return { text, fresh: false };
    }
    return { text: text === '' ? freshPlatforms : `${text}\n${freshPlatforms}`, fresh: true };
}

;// CONCATENATED MODULE: ./src/docker/tls-context.ts



function daemonOverTls(variables) {
    const host = variables['DOCKER_HOST'] ?? '';
    return variables['DOCKER_TLS_VERIFY'] && host.startsWith('tcp://') ? host : null;
}
const tlsContext = 'multiarch-build';
async function writeTlsContext(folder, host, { files, environment }) {
    const { variables, dockerConfig } = environment;
    const certificates = variables['DOCKER_CERT_PATH'] || dockerConfig;
    const id = (0,external_node_crypto_.createHash)('sha256').update(tlsContext).digest('hex');
    const meta = (0,external_node_path_.join)(folder, 'contexts', 'meta', id);
    const tls = (0,external_node_path_.join)(folder, 'contexts', 'tls', id, 'docker');
    await Promise.all([meta, tls].map((path) => files.makeDirectory(path)));
    const endpoint = { Host: host, SkipTLSVerify: false };
    await files.write((0,external_node_path_.join)(meta, 'meta.json'), JSON.stringify({ Name: tlsContext, Metadata: {}, Endpoints: { docker: endpoint } }));
    for (const name of ['ca.pem', 'cert.pem', 'key.pem']) {
        const path = (0,external_node_path_.join)(certificates, name);
        const content = await files.read(path).catch((error) => {
            throw new errors/* ActionError */.lZ('daemon-unreachable', `DOCKER_TLS_VERIFY is set, but '${path}' cannot be read. It was expected to belong to the certificates for ${host}.`, { hint: 'Set DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.', cause: error });
        });
        await files.write((0,external_node_path_.join)(tls, name), content);
    }
}

// EXTERNAL MODULE: ./src/failures/command.ts + 6 modules
var failures_command = __webpack_require__(4767);
;// CONCATENATED MODULE: ./src/builder/create.ts










async function createBuilder(asked, buildx, session) {
    const { log, environment } = session;
    await (0,drivers/* driverOf */.S)(asked.driver).check(asked, session);
    const spec = await withCertificates(asked, (0,external_node_path_.dirname)(buildx.file), session);
    await (0,concurrency/* together */.b)(session, (part) => spec.nodes.map(({ title, endpoint, driverOptions }) => {
        const options = optionsIn(driverOptions);
        return (0,drivers/* driverOf */.S)(spec.driver).greet({ title, endpoint: endpoint ?? '', options }, part);
    }));
    const isCreated = await createApart(spec, buildx, session);
    if (!(0,drivers/* driverOf */.S)(spec.driver).boots) {
        return;
    }
    await (0,failures_command/* runCommand */.d1)({
        what: 'Starting the builder',
        tool: buildx,
        args: isCreated
            ? (0,buildx_builder/* rebootArguments */.Ur)(spec.name)
            : [...nodeArguments(spec, spec.nodes[0], environment.variables), ...buildx_builder/* bootOptions */.jb],
        argsAfter: () => (0,buildx_builder/* rebootArguments */.Ur)(spec.name),
        onLine: (line) => log.info(line),
        explain: (failed) => withNode(explainCreate(failed, spec), failed, spec),
    }, session);
}
async function withCertificates(spec, folder, { files }) {
    const [first, ...others] = await Promise.all(spec.nodes.map(async (node, index) => {
        const options = Object.entries(node.certificates).map(async ([name, text]) => {
            const path = (0,external_node_path_.join)(folder, `node-${index}-${name}.pem`);
            await files.write(path, text);
            return (0,csv/* formatCsv */.yv)([`${name}=${path}`]);
        });
        return { ...node, driverOptions: [...node.driverOptions, ...(await Promise.all(options))] };
    }));
    return first === undefined ? spec : { ...spec, nodes: [first, ...others] };
}
function optionsIn(driverOptions) {
    return Object.fromEntries(driverOptions.map((option) => {
        const fields = (0,csv/* parseCsv */.Wk)(option);
        const [field = ''] = (0,csv/* isCsvError */.D)(fields) ? [option] : fields;
        const equals = field.indexOf('=');
        return [field.slice(0, equals), field.slice(equals + 1)];
    }));
}
function nodeArguments(spec, node, variables) {
    const driver = (0,drivers/* driverOf */.S)(spec.driver);
    const index = spec.nodes.indexOf(node);
    return (0,buildx_builder/* createArguments */.l$)({
        builder: spec.name,
        driver: spec.driver,
        node: spec.nodes.length === 1 ? null : (0,builder_name/* nodeOf */.E7)(spec.name, index),
        append: index > 0,
        endpoint: node.endpoint,
        platforms: node.platforms,
        options: driver.options(spec, node, variables),
        flags: driver.flags(spec, node),
        config: driver.boots ? spec.config : null,
    });
}
async function createApart(spec, buildx, session) {
    const { files, environment } = session;
    const driver = (0,drivers/* driverOf */.S)(spec.driver);
    const over = driver.onDaemon ? daemonOverTls(environment.variables) : null;
    const hostOf = ({ endpoint }) => (endpoint === null ? over : null);
    const changes = spec.nodes.map((node) => ({
        followsEnvironment: hostOf(node) !== null,
        driverOptions: driver.secretOptions(node, environment.variables),
    }));
    const owner = driver.boots ? null : spec.owner;
    const isEdited = owner !== null ||
        changes.some((change) => change.followsEnvironment || Object.keys(change.driverOptions).length > 0);
    if (driver.boots && !isEdited && spec.nodes.length === 1) {
        return false;
    }
    for (const node of spec.nodes) {
        await createNode(spec, node, hostOf(node), buildx, session);
    }
    if (isEdited) {
        const path = (0,builder_instance/* instancePath */.VM)(spec.name, session);
        const instance = await files.read(path).then(String, () => '');
        await files.write(path, (0,builder_instance/* changedInstance */.Md)(instance, changes, owner));
    }
    return true;
}
async function createNode(spec, node, host, buildx, session) {
    const create = nodeArguments(spec, node, session.environment.variables);
    const command = {
        what: 'Making the builder',
        explain: (failed) => withNode(explainCreate(failed, spec), failed, spec),
    };
    if (host === null) {
        await (0,failures_command/* runCommand */.d1)({ ...command, tool: buildx, args: create }, session);
        return;
    }
    const folder = (0,external_node_path_.join)(session.folder, 'tls-context');
    await writeTlsContext(folder, host, session);
    const tool = { ...buildx, env: { ...buildx.env, DOCKER_CONFIG: folder } };
    await (0,failures_command/* runCommand */.d1)({ ...command, tool, args: [...create, tlsContext] }, session);
}
const unreachable = /failed to connect to the docker API|Cannot connect to the Docker daemon|error during connect/;
function withNode(error, { completed }, spec) {
    const names = spec.nodes.map((_, index) => new RegExp(`\\b${(0,builder_name/* nodeOf */.E7)(spec.name, index)}\\b`));
    const node = spec.nodes.find((_, index) => names[index]?.test(completed.stderr));
    if (node === undefined || node.endpoint === null) {
        return error;
    }
    const { code, message, hint, cause } = error;
    const where = `The node '${node.title}' at ${node.endpoint}`;
    if (!unreachable.test(completed.stderr)) {
        return new errors/* ActionError */.lZ(code, `${where}: ${message}`, { ...(hint === undefined ? {} : { hint }), cause });
    }
    const [, said] = /make sure the URL is valid.*?stderr=(.+)$/m.exec(completed.stderr) ?? [];
    const why = said === undefined ? `: ${message}` : ` does not answer: ${said.trim()}`;
    return new errors/* ActionError */.lZ('daemon-unreachable', `${where}${why}`, {
        hint: 'Is its Docker daemon running, and does this runner reach it? Over ssh:// it must log in without a question, and know the key of the host.',
        cause,
    });
}
function explainCreate(error, spec) {
    const { stderr } = error.completed;
    const about = (hint) => new errors/* ActionError */.lZ('builder-failed', error.message, { hint, cause: error });
    if (/invalid driver option/.test(stderr)) {
        return about(`See 'driver-opts': one name=value a line, of the options that buildx's ${spec.driver} driver knows.`);
    }
    if (/failed to parse config|toml:/.test(stderr)) {
        return about("The text of 'buildkitd-config' or 'buildkitd-config-inline' is not valid TOML.");
    }
    return (0,drivers/* driverOf */.S)(spec.driver).explain(error, spec) ?? (0,failures_command/* asActionError */.z6)(error, 'builder-failed');
}

;// CONCATENATED MODULE: ./src/buildx/inspected-nodes.ts

function parseInspectedNodes(text) {
    const [, nodes = ''] = text.split(/^Nodes:[ \t]*$/m);
    return nodes
        .split(/^(?=Name:)/m)
        .filter((paragraph) => paragraph.startsWith('Name:'))
        .map((paragraph) => {
        const field = (name) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(paragraph)?.[1]?.trim() ?? '';
        return {
            name: field('Name'),
            endpoint: field('Endpoint'),
            state: field('Status') || field('Error') || 'unknown',
            platforms: field('Platforms').split(',').flatMap(listedPlatform),
        };
    });
}
function listedPlatform(text) {
    const platform = (0,oci_platform/* parsePlatform */.Y8)(text.trim().replace(/\*$/, ''));
    return platform === null ? [] : [{ platform, pinned: text.trim().endsWith('*') }];
}

;// CONCATENATED MODULE: ./src/builder/nodes.ts







async function answeringNodes({ name, driver, titles, spec }, buildx, session) {
    const entry = await (0,builder_instance/* instanceOf */.hR)(name, session);
    const known = (entry?.nodes ?? []).map((node, index) => ({ ...node, title: titles[index] ?? node.name }));
    const greeted = spec === null ? known : [];
    await (0,concurrency/* together */.b)(session, (part) => greeted.map((node) => (0,drivers/* driverOf */.S)(driver).greet(node, part)));
    const isPinned = known.some(({ pins }) => pins.length > 0);
    const unpinned = new Map(known.map((node) => [node.name, []]));
    const asking = isPinned ? await ownBuildx(name, unpinned, buildx, session) : buildx;
    const { signal } = session;
    const inspected = await session.processes.run(asking, (0,buildx_builder/* inspectBuilderArguments */._P)(name), { signal });
    if (inspected.code !== 0) {
        throw missingBuilder(name, inspected.stderr);
    }
    const [first, ...others] = parseInspectedNodes(inspected.stdout.toString('utf8')).map((node) => {
        const { title, pins } = known.find((candidate) => candidate.name === node.name) ?? {};
        return answering(node, title ?? node.name, pins ?? []);
    });
    if (first === undefined) {
        throw new errors/* ActionError */.lZ('builder-failed', `buildx does not say what nodes the builder '${name}' has.`);
    }
    return [first, ...others];
}
function answering(node, title, pins) {
    const runs = node.platforms.map(({ platform }) => platform);
    const [machine] = runs;
    if (node.state !== 'running' || machine === undefined) {
        throw new errors/* ActionError */.lZ('builder-failed', `The node '${title}'${node.endpoint === '' ? '' : ` at ${node.endpoint}`} does not answer: ${node.state}.`, { hint: 'Is its BuildKit running, and reachable from this runner?' });
    }
    return { name: node.name, title, endpoint: node.endpoint, platform: machine, pins, runs };
}
function missingBuilder(name, stderr) {
    return new errors/* ActionError */.lZ('builder-missing', `There is no builder '${name}': ${stderr.trim()}`, {
        hint: "Create it in an earlier step, or leave 'builder' out to let this step make one. `docker buildx ls` lists them.",
    });
}
function pinnedBuildx(builder, executions, buildx, session) {
    const pins = new Map();
    for (const { node, platform } of executions) {
        pins.set(node.name, [...(pins.get(node.name) ?? []), platform]);
    }
    return ownBuildx(builder, pins, buildx, session);
}
async function ownBuildx(builder, pins, buildx, session) {
    const { files, folder, environment } = session;
    const own = (0,external_node_path_.join)(folder, 'buildx');
    if ((await files.kind(own)) === null) {
        await files.makeDirectory((0,external_node_path_.join)(own, 'instances'));
        const shared = (await files.list(environment.buildxConfig)).filter((name) => name !== 'instances' && name !== '.lock');
        await Promise.all(shared.map((name) => files.symlink((0,external_node_path_.join)(environment.buildxConfig, name), (0,external_node_path_.join)(own, name))));
    }
    const entry = (await files.read((0,builder_instance/* instancePath */.VM)(builder, session))).toString('utf8');
    await files.write((0,external_node_path_.join)(own, 'instances', builder), (0,builder_instance/* pinnedInstance */.yA)(entry, pins));
    return { ...buildx, env: { ...buildx.env, BUILDX_CONFIG: own } };
}

;// CONCATENATED MODULE: ./src/builder/ensure.ts






async function ensureBuilder(planned, registered, buildx, session) {
    const { files, log } = session;
    const { spec, record, name } = planned;
    if (spec === null) {
        log.info(record === null ? `Using the builder ${name}.` : `Using the builder ${name} of an earlier step.`);
        const foreign = await registered();
        if (record === null || foreign.length > 0) {
            await waitForPlatforms(name, foreign, buildx, session);
        }
        return;
    }
    const { boots } = (0,drivers/* driverOf */.S)(spec.driver);
    if (boots) {
        const config = withFreshPlatforms(planned.config);
        if (!config.fresh) {
            await registered();
        }
        await files.write(spec.config, config.text);
    }
    if (record !== null) {
        await files.write(record, formatRecord(name, spec.owner));
    }
    log.info(`Starting the builder ${name}${boots ? ` with ${spec.image}` : ''}.`);
    await createBuilder(spec, buildx, session);
}
const platformsKeptMs = 21_000;
const lookAgainMs = 1_000;
async function waitForPlatforms(name, foreign, buildx, { processes, clock, signal }) {
    const last = clock.now() + platformsKeptMs;
    for (;;) {
        const inspected = await processes.run(buildx, (0,buildx_builder/* inspectBuilderArguments */._P)(name), { signal });
        if (inspected.code !== 0) {
            throw missingBuilder(name, inspected.stderr);
        }
        const known = inspected.stdout.toString('utf8');
        if (foreign.every((platform) => known.includes(`${platform.os}/${platform.architecture}`))) {
            return;
        }
        if (clock.now() >= last) {
            return;
        }
        await clock.sleep(lookAgainMs, signal);
    }
}

// EXTERNAL MODULE: ./src/oci/json.ts
var json = __webpack_require__(1691);
;// CONCATENATED MODULE: ./src/builder/plan.ts







async function planBuilder(inputs, session) {
    const { builder: request, cleanup, build } = inputs;
    const { driver, nodes } = request;
    if (request.existing !== null) {
        return planExisting(request.existing, session);
    }
    if (driver === 'docker') {
        return planExisting('default', session);
    }
    const { clock, folder } = session;
    const [config, job] = await Promise.all([configText(request.config, session), (0,session_owner/* currentJob */.bH)(session)]);
    const asked = {
        driver,
        nodes,
        image: request.image,
        entitlements: build.allow,
        owner: cleanup ? ownerText(job) : null,
    };
    const onDaemon = (0,drivers/* driverOf */.S)(driver).onDaemon && nodes.length === 1 && nodes[0].endpoint === null;
    const record = recordPath({ ...asked, config }, session);
    const isWhole = !(session.environment.disposable && nodes.some(({ certificates }) => Object.keys(certificates).length > 0));
    const earlier = isWhole ? await recordedBuilder(record, session) : null;
    const titles = nodes.map(({ title }) => title);
    if (earlier !== null) {
        return { name: earlier, driver, onDaemon, record, spec: null, titles, config };
    }
    const name = (0,builder_name/* newBuilderName */.f0)(clock.now(), clock.random);
    const spec = { ...asked, name, config: (0,external_node_path_.join)(folder, 'buildkitd.toml') };
    return { name, driver, onDaemon, record, titles, config, spec };
}
async function planExisting(name, session) {
    const instance = await (0,builder_instance/* instanceOf */.hR)(name, session);
    return {
        name,
        driver: instance?.driver ?? 'docker',
        onDaemon: instance === null || isOnDaemon(instance, await usualEndpoint(session)),
        record: null,
        spec: null,
        titles: [],
        config: null,
    };
}
async function usualEndpoint({ environment, files }) {
    const { DOCKER_HOST: host, DOCKER_CONTEXT: named } = environment.variables;
    const text = await files.read((0,external_node_path_.join)(environment.dockerConfig, 'config.json')).then(String, () => '{}');
    const config = (0,json/* parseJson */.qF)(text);
    const context = host || named || ((0,json/* isRecord */.u4)(config) ? String(config['currentContext'] ?? '') : '');
    return context === '' || context === 'default' ? 'unix:///var/run/docker.sock' : context;
}
function isOnDaemon({ driver, nodes: [first, ...others] }, usual) {
    return ((0,drivers/* driverOf */.S)(driver).onDaemon && others.length === 0 && ['default', usual].includes(first?.endpoint ?? ''));
}
function ownerText(job) {
    return job === null ? 'unknown' : (0,session_owner/* formatOwner */.Vu)(job);
}
async function configText(config, { files }) {
    if (config === null) {
        return null;
    }
    return 'inline' in config ? config.inline : (await files.read(config.file)).toString('utf8');
}

// EXTERNAL MODULE: ./src/docker/environment.ts
var docker_environment = __webpack_require__(1237);
// EXTERNAL MODULE: ./src/oci/elf-machines.ts
var elf_machines = __webpack_require__(4203);
;// CONCATENATED MODULE: ./src/emulation/handlers.ts

function parseHandler(entry) {
    const lines = entry.split('\n').map((line) => line.trim());
    if (lines[0] !== 'enabled') {
        return null;
    }
    const field = (name) => lines
        .find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}:`))
        ?.slice(name.length + 1)
        .trim() ?? '';
    if (field('offset') !== '0') {
        return null;
    }
    const machine = (0,elf_machines/* parseElfMachine */.WX)(Buffer.from(field('magic'), 'hex'));
    const architecture = machine && (0,elf_machines/* architectureOf */.NJ)(machine);
    return architecture === null ? null : { architecture, everywhere: field('flags').includes('F') };
}

;// CONCATENATED MODULE: ./src/emulation/plan.ts

const howForeign = { auto: 'registered', binfmt: 'registered', builtin: 'builtin', none: 'none' };
function planEmulation(mode, wanted, machine) {
    const runs = wanted.map((platform) => ({
        platform,
        how: (0,oci_platform/* runsNatively */.PU)(platform, machine.platform) ? 'native' : howForeign[mode],
    }));
    const there = new Set((machine.handlers ?? []).filter(({ everywhere }) => everywhere).map(({ architecture }) => architecture));
    const missing = runs
        .filter(({ how }) => how === 'registered')
        .map(({ platform }) => platform.architecture)
        .filter((architecture) => mode === 'binfmt' || !there.has(architecture));
    return { runs, register: [...new Set(missing)] };
}
function foreignOf({ runs }) {
    return runs.filter(({ how }) => how !== 'native').map(({ platform }) => platform);
}
function stillMissing(foreign, supported) {
    const architectures = new Set(supported.map((platform) => platform.split('/')[1]));
    return foreign.filter((platform) => !architectures.has(platform.architecture)).map(oci_platform/* formatPlatform */.Bq);
}
function describeEmulation({ runs, register }) {
    const native = runs.filter(({ how }) => how === 'native').map(({ platform }) => platform);
    const foreign = runs.filter(({ how }) => how !== 'native');
    const [first] = foreign;
    return [
        ...(native.length === 0 ? [] : [`Native: ${(0,oci_platform/* formatPlatforms */.Iu)(native)}.`]),
        ...(first === undefined
            ? []
            : [
                `Foreign: ${(0,oci_platform/* formatPlatforms */.Iu)(foreign.map(({ platform }) => platform))}; ${howText(first.how, register)}.`,
            ]),
    ];
}
function howText(how, register) {
    if (how === 'none') {
        return 'not emulated, as asked';
    }
    if (how === 'builtin') {
        return "left to BuildKit's own emulators";
    }
    return register.length === 0
        ? 'their emulators are registered'
        : `to be registered: ${register.join(', ')}`;
}

;// CONCATENATED MODULE: ./src/emulation/binfmt.ts





const directory = '/proc/sys/fs/binfmt_misc';
async function registeredHandlers(daemon, runner) {
    const { environment, files } = runner;
    const local = environment.kernel === daemon.kernel &&
        ['default', 'rootless'].includes(daemon.context) &&
        !/^(tcp|ssh|https?):/.test(environment.variables['DOCKER_HOST'] ?? '');
    const status = local ? await files.read(`${directory}/status`).then(String, () => '') : '';
    if (status.trim() !== 'enabled') {
        return null;
    }
    const names = (await files.list(directory)).filter((name) => name !== 'register' && name !== 'status');
    const entries = await Promise.all(names.map((name) => files.read(`${directory}/${name}`).then(String, () => '')));
    return entries.map(parseHandler).filter((handler) => handler !== null);
}
async function register(emulation, daemon, image, session) {
    const mayBeNative = daemon.platform.architecture === 'arm64' && emulation.register.includes('arm');
    const native = mayBeNative ? (await runBinfmt(image, [], session)).supported : [];
    const wanted = emulation.register.filter((name) => !native.some((platform) => platform.split('/')[1] === name));
    if (wanted.length === 0) {
        return;
    }
    session.log.info(`Registering emulators for ${wanted.join(', ')} with ${image}.`);
    const { supported, stderr } = await runBinfmt(image, ['--install', wanted.join(',')], session);
    const covered = foreignOf(emulation).filter(({ architecture }) => wanted.includes(architecture));
    const missing = stillMissing(covered, supported);
    if (missing.length > 0) {
        throw new errors/* ActionError */.lZ('emulation-unavailable', `No emulator could be registered for ${missing.join(', ')}. binfmt said: ${said(stderr)}`, { hint: alternatives });
    }
}
async function runBinfmt(image, args, session) {
    const { clock, log, docker } = session;
    const container = () => [
        ...['run', '--rm', '--privileged', '--network', 'none'],
        ...['--name', newContainerName(clock), image, ...args],
    ];
    const { stdout, stderr } = await (0,failures_command/* runCommand */.d1)({
        what: 'Registering emulators',
        tool: docker,
        args: container(),
        argsAfter: container,
        onLine: (line) => log.info(line),
        explain: explainBinfmt,
    }, session);
    return { supported: parseSupported(stdout.toString('utf8'), stderr), stderr };
}
const alternatives = 'Register QEMU on the host once, or build on native runners. If the Dockerfile runs nothing on a foreign platform ' +
    "(it cross-compiles or only copies), set emulation: none. With emulation: builtin, BuildKit's own emulators run it without privileges.";
function newContainerName({ now, random }) {
    return `multiarch-build-binfmt-${now().toString(36)}-${Math.floor(random() * 1e9).toString(36)}`;
}
function explainBinfmt(error) {
    const known = (0,failures_command/* asActionError */.z6)(error, 'emulation-unavailable');
    if (known.code !== 'emulation-unavailable') {
        return known;
    }
    return new errors/* ActionError */.lZ(known.code, known.message, { hint: alternatives, cause: error });
}
function parseSupported(stdout, stderr) {
    const answer = (0,json/* parseJson */.qF)(stdout);
    if ((0,json/* isRecord */.u4)(answer) && Array.isArray(answer['supported'])) {
        return answer['supported'].map(String);
    }
    throw new errors/* ActionError */.lZ('emulation-unavailable', `binfmt could not register emulators: ${said(stderr)}`, {
        hint: alternatives,
    });
}
function said(stderr) {
    const lines = stderr.split('\n').filter((line) => /unsupported|cannot|error|denied|already|OK/i.test(line));
    return lines.slice(-5).join('; ').trim() || 'nothing';
}

;// CONCATENATED MODULE: ./src/emulation/emulate.ts



async function emulate(inputs, platforms, daemon, session) {
    const { log } = session;
    log.info(`Docker ${daemon.version} on ${(0,oci_platform/* formatPlatform */.Bq)(daemon.platform)}.`);
    const machine = { platform: daemon.platform, handlers: await registeredHandlers(daemon, session) };
    const emulation = planEmulation(inputs.emulation, platforms ?? [daemon.platform], machine);
    for (const line of describeEmulation(emulation)) {
        log.info(line);
    }
    if (emulation.register.length > 0) {
        await register(emulation, daemon, inputs.binfmtImage, session);
    }
    return emulation;
}

// EXTERNAL MODULE: ./src/registry/credentials/logins.ts + 1 modules
var logins = __webpack_require__(1311);
// EXTERNAL MODULE: ./src/registry/reach.ts + 2 modules
var registry_reach = __webpack_require__(2771);
// EXTERNAL MODULE: ./src/toolchain/prepare.ts + 10 modules
var prepare = __webpack_require__(6582);
;// CONCATENATED MODULE: ./src/setup/setup.ts













async function setUp(inputs, askDaemon, session) {
    const [planned, { dockerConfig, environment }] = await (0,concurrency/* together */.b)(session, (part) => [
        planBuilder(inputs, part),
        (0,logins/* logInAll */.R)(inputs, part),
    ]);
    const docker = { ...session.docker, env: (0,docker_environment/* dockerVariables */.Gn)(dockerConfig, session) };
    const loggedIn = { ...session, docker, environment };
    const prepared = { planned, dockerConfig };
    const made = planned.onDaemon
        ? await setUpOnDaemon(inputs, prepared, askDaemon, loggedIn)
        : await setUpElsewhere(inputs, prepared, loggedIn);
    const { nodes, executions, buildx, buildxVersion } = made;
    const builder = {
        name: planned.name,
        driver: planned.driver,
        nodes,
        owned: planned.record !== null && inputs.cleanup,
    };
    const { close, ...reach } = await (0,registry_reach/* openReach */.q)(planned.name, buildx, loggedIn);
    return { ready: { ...loggedIn, ...reach, builder, executions }, buildxVersion, close };
}
async function setUpOnDaemon(inputs, prepared, askDaemon, session) {
    const askedDaemon = askDaemon();
    const [daemon, emulation, made] = await (0,concurrency/* together */.b)(session, (part) => {
        const emulation = askedDaemon.then((answer) => emulate(inputs, inputs.platforms, answer, part));
        const host = { daemon: askedDaemon, emulation };
        return [askedDaemon, emulation, prepareBuilder(inputs, prepared, host, part)];
    });
    const { name } = prepared.planned;
    const node = { name: (0,builder_name/* firstNodeOf */.yY)(name), title: name, endpoint: null, platform: daemon.platform };
    return { ...made, nodes: [node], executions: emulation.runs.map((run) => ({ ...run, node })) };
}
async function setUpElsewhere(inputs, prepared, session) {
    const made = await prepareBuilder(inputs, prepared, null, session);
    const nodes = await answeringNodes(prepared.planned, made.buildx, session);
    const executions = assignPlatforms(inputs.platforms ?? [nodes[0].platform], nodes, inputs.emulation !== 'none');
    const buildx = nodes.length === 1
        ? made.buildx
        : await pinnedBuildx(prepared.planned.name, executions, made.buildx, session);
    return { ...made, buildx, nodes, executions };
}
async function prepareBuilder(inputs, { planned, dockerConfig }, host, session) {
    const program = await (0,folder/* makeToolFolder */.dK)(session);
    const binary = await (0,prepare/* prepareBuildx */.Y)(inputs.buildx, program, inputs.githubToken, session);
    const { name, record } = planned;
    if (record !== null && inputs.cleanup) {
        session.journal.note({ kind: 'builder', name, record, buildx: program });
    }
    await host?.daemon;
    const buildx = (0,docker_environment/* buildxTool */.l9)(program, dockerConfig, session.folder, session);
    await ensureBuilder(planned, () => newlyRegistered(host?.emulation), buildx, session);
    return { buildx, buildxVersion: binary.version };
}
async function newlyRegistered(emulating) {
    const emulation = await emulating;
    return emulation === undefined || emulation.register.length === 0 ? [] : foreignOf(emulation);
}

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
        const { stdout } = await (0,failures_command/* runCommand */.d1)({
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
        if (!(failed instanceof failures_command/* CommandFailed */.nk) || (0,evidence/* readEvidence */.A)(failed.completed.stderr).concluded) {
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

;// CONCATENATED MODULE: ./src/builder/watch.ts




const lookEveryMs = 5_000;
const nodeLimit = '8s';
const lookLimitMs = 15_000;
const looksInVain = 3;
async function watchNodes(session, build) {
    const { builder, executions } = session;
    if (builder.nodes.length === 1 && builder.nodes[0].endpoint === null && (0,drivers/* driverOf */.S)(builder.driver).onDaemon) {
        return build(session);
    }
    const nodes = [...new Map(executions.map(({ node }) => [node.name, node])).values()];
    const over = new AbortController();
    const dead = new AbortController();
    const looking = lookAfter(nodes, dead, {
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
    const described = parseInspectedNodes(inspected?.stdout.toString('utf8') ?? '');
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
    const suffixes = parts.map((platforms) => platforms.map((platform) => (0,oci_platform/* formatPlatform */.Bq)(platform).replaceAll('/', '-')).join('_'));
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
    const nodes = [...new Map(executions.map(({ node }) => [node.name, node])).values()];
    return nodes.map((node) => ({
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
    const digest = await (0,assembled/* assembleIndex */.H)(placesFor(target, built), options.indexAnnotations, { images: [], sources: [] }, session);
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
    const { code, hint, location, evidence } = error;
    const end = await describeDeath(error, node, session);
    return new errors/* ActionError */.lZ(code, `On the node '${node.title}': ${error.message}${end}`, {
        ...(hint === undefined ? {} : { hint }),
        ...(evidence === undefined ? {} : { evidence }),
        location,
        cause: error.cause,
    });
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
    const [first, ...others] = target.repositories;
    const placeOf = (repository) => ({
        name: repository,
        sources: parts.map(({ digest }) => (0,reference/* pinned */.dp)(repository, digest)),
        target: (digest) => (0,reference/* pinned */.dp)(repository, digest),
    });
    return [placeOf(first), ...others.map(placeOf)];
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
// EXTERNAL MODULE: ./src/actions/frame.ts + 6 modules
var actions_frame = __webpack_require__(5143);
;// CONCATENATED MODULE: ./src/actions/image.ts




















function runImageStep(system, askDaemon) {
    return (0,actions_frame/* runAction */.C)(imageAction(askDaemon), (0,runner_system/* systemRunner */.m)(system), (0,workflow/* actionsWorkflow */.f)());
}
function imageAction(askDaemon) {
    return {
        read: readImageInputs,
        activity: activity/* describeActivity */.l,
        diagnose: diagnose,
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
    const { ready, buildxVersion, close } = await phases.run('setup', 'Set up buildx, emulators and builder', session, (limited) => setUp(inputs, askDaemon, limited));
    ledger.setUp({ ...ready.builder, buildxVersion, executions: ready.executions });
    const reaping = reap(ready);
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
    const title = `Build ${(0,oci_platform/* formatPlatforms */.Iu)((0,builder/* platformsOf */.W)(ready))}`;
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
async function reap(ready) {
    if (!ready.environment.disposable) {
        await Promise.all([reapBuilders(ready.builder, ready), (0,folder/* reapStepFolders */.WM)(ready.folder, ready)]);
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
