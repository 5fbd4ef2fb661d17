export const id = 363;
export const ids = [363];
export const modules = {

/***/ 7363:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runImageStep: () => (/* binding */ runImageStep)
});

// UNUSED EXPORTS: imageAction

;// CONCATENATED MODULE: ./src/builder/builder.ts
function platformsOf({ executions }) {
    return executions.map(({ platform }) => platform);
}

// EXTERNAL MODULE: ./src/docker/environment.ts
var docker_environment = __webpack_require__(1237);
// EXTERNAL MODULE: ./src/errors.ts
var src_errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/json.ts
var oci_json = __webpack_require__(1691);
// EXTERNAL MODULE: ./src/builder/name.ts
var builder_name = __webpack_require__(6028);
;// CONCATENATED MODULE: ./src/builder/diagnose.ts




const limitMs = 20_000;
async function diagnose(error, ledger, journal, runner) {
    const node = nodeIn(ledger, journal);
    if (!(error instanceof src_errors/* ActionError */.lZ) || error.code !== 'builder-died' || node === null) {
        return error;
    }
    return new src_errors/* ActionError */.lZ(error.code, `${error.message}\n${await describeEnd(node, runner)}`, {
        hint: "If its memory ran out, give it more ('driver-opts': memory=…) or build less at once. Otherwise a new run is worth a try.",
        cause: error,
    });
}
function nodeIn(ledger, journal) {
    const planned = journal.leftovers.find((leftover) => leftover.kind === 'builder');
    return (ledger.facts.setUp?.executions[0]?.node.name ?? (planned === undefined ? null : (0,builder_name/* firstNodeOf */.yY)(planned.name)));
}
async function describeEnd(node, { processes }) {
    const container = (0,builder_name/* containerOf */.t8)(node);
    const run = (args) => processes.run(docker_environment/* docker */.T3, args, { signal: AbortSignal.timeout(limitMs) }).catch(() => null);
    const [state, logs] = await Promise.all([
        run(['inspect', '--type', 'container', '--format', '{{json .State}}', container]),
        run(['logs', '--tail', '100', container]),
    ]);
    const last = logs?.code === 0 ? logTail(`${logs.stdout.toString('utf8')}${logs.stderr}`) : '';
    return `${verdict(state)}${last === '' ? '' : `\nIts last log lines:\n${last}`}`;
}
function logTail(log) {
    const lines = log.split(/\r?\n/).filter((line) => /^\S+\s+\S/.test(line));
    return lines.slice(-10).join('\n');
}
function verdict(inspected) {
    if (inspected?.code !== 0) {
        return /no such (container|object)/i.test(inspected?.stderr ?? '')
            ? "The builder's container is gone: something else on this machine removed it, or the builder has none."
            : 'The Docker daemon does not say how its container ended.';
    }
    const state = parseState(inspected.stdout.toString('utf8'));
    if (state.OOMKilled) {
        return "The builder's container ran out of memory (OOM-killed).";
    }
    if (state.Running) {
        return "The builder's container is running again, or still; the connection to it broke.";
    }
    const error = state.Error ? `: ${state.Error}` : '';
    const killed = state.ExitCode === 137 ? ' (killed: by hand, or because the machine ran out of memory)' : '';
    return `The builder's container ended with exit code ${state.ExitCode ?? 'unknown'}${killed}${error}.`;
}
function parseState(json) {
    const state = (0,oci_json/* parseJson */.qF)(json);
    return (0,oci_json/* isRecord */.u4)(state) ? state : {};
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/buildx/builder.ts
var builder = __webpack_require__(1747);
;// CONCATENATED MODULE: ./src/session/owner.ts
function formatOwner(owner) {
    return [owner.boot, owner.namespace, owner.process, owner.started].join('/');
}
function parseOwner(text) {
    const [boot, namespace, process, started, ...rest] = text.split('/');
    if (!boot || !namespace || !process || !started || rest.length > 0 || !/^\d+$/.test(process)) {
        return null;
    }
    return { boot, namespace, process: Number(process), started };
}
function jobProcess(ancestors) {
    const worker = ancestors.find(({ command }) => command === 'Runner.Worker');
    return (worker ?? ancestors.find(({ command }) => !/^(sh|ash|dash|bash|zsh|timeout|env)$/.test(command)) ?? null);
}
async function currentJob(runner) {
    const here = await namespaceOf(runner);
    if (!here) {
        return null;
    }
    const ancestors = [];
    for (let process = runner.environment.parentId; process > 0 && ancestors.length < 32;) {
        const stat = await readStat(process, runner);
        if (!stat) {
            break;
        }
        ancestors.push({ process, command: stat.command, started: stat.started });
        process = stat.parent;
    }
    const owner = jobProcess(ancestors);
    return owner ? { ...here, process: owner.process, started: owner.started } : null;
}
async function currentStep(runner) {
    const { processId } = runner.environment;
    const [here, stat] = await Promise.all([namespaceOf(runner), readStat(processId, runner)]);
    return here && stat ? { ...here, process: processId, started: stat.started } : null;
}
async function hasEnded(owner, runner) {
    const here = await namespaceOf(runner);
    if (here?.boot !== owner.boot || here.namespace !== owner.namespace) {
        return null;
    }
    const stat = await readStat(owner.process, runner);
    if (stat) {
        return stat.started !== owner.started;
    }
    return (await readStat(1, runner)) ? true : null;
}
async function namespaceOf(runner) {
    try {
        const boot = (await runner.files.read('/proc/sys/kernel/random/boot_id')).toString('utf8').trim();
        const namespace = await runner.files.linkTarget('/proc/self/ns/pid');
        return { boot, namespace: namespace.replace(/\D/g, '') };
    }
    catch {
        return null;
    }
}
async function readStat(process, runner) {
    try {
        return parseStat((await runner.files.read(`/proc/${process}/stat`)).toString('utf8'));
    }
    catch {
        return null;
    }
}
function parseStat(stat) {
    const close = stat.lastIndexOf(')');
    const fields = stat.slice(close + 2).split(' ');
    const [state, parent, started] = [fields[0], fields[1], fields[19]];
    if (close < 0 || state === 'Z' || parent === undefined || started === undefined) {
        return null;
    }
    return { command: stat.slice(stat.indexOf('(') + 1, close), parent: Number(parent), started };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/session/journal.ts
var session_journal = __webpack_require__(9827);
;// CONCATENATED MODULE: ./src/builder/job-builder.ts





function recordPath(spec, runner) {
    const { image, driverOptions, config, entitlements, owner } = spec;
    const asked = JSON.stringify({ image, driverOptions, config, entitlements, owner });
    const hash = (0,external_node_crypto_.createHash)('sha256').update(asked).digest('hex').slice(0, 16);
    return (0,external_node_path_.join)(runner.environment.temp, `${session_journal/* recordPrefix */.Kg}${hash}`);
}
function formatRecord(name, owner) {
    return `${name}\n${owner ?? 'kept'}`;
}
function parseRecord(text) {
    const [first = '', owner = '', ...rest] = text.split('\n');
    const name = (0,builder_name/* builderIn */.jo)(first)?.name;
    const known = owner === 'kept' || owner === 'unknown' || parseOwner(owner) !== null;
    return name !== undefined && known && rest.length === 0 ? { name, owner } : null;
}
async function reapRecords(runner) {
    const { files, environment } = runner;
    const names = await files.list(environment.temp).catch(() => []);
    for (const name of names.filter((entry) => entry.startsWith(session_journal/* recordPrefix */.Kg))) {
        const path = (0,external_node_path_.join)(environment.temp, name);
        const owner = parseOwner(parseRecord(await files.read(path).then(String, () => ''))?.owner ?? '');
        if (owner && (await hasEnded(owner, runner)) === true) {
            await files.remove(path).catch(() => { });
        }
    }
}
async function recordedBuilder(path, runner) {
    const { files, environment } = runner;
    const builder = parseRecord(await files.read(path).then(String, () => ''));
    if (!builder) {
        return null;
    }
    const kind = await files.kind((0,external_node_path_.join)(environment.buildxConfig, 'instances', builder.name));
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
    const { processes, log, clock, signal, environment, files, docker } = session;
    try {
        await reapRecords(session);
        const listing = [
            'volume',
            'ls',
            '--filter',
            'name=buildx_buildkit_multiarch-build-',
            '--format',
            '{{.Name}}',
        ];
        const [volumes, instances] = await Promise.all([
            processes.run(docker, listing, { signal }),
            files.list((0,external_node_path_.join)(environment.buildxConfig, 'instances')).then(builders, () => new Map()),
        ]);
        if (volumes.code !== 0) {
            throw new Error(`docker volume ls failed: ${volumes.stderr.trim()}`);
        }
        const found = new Map([...builders(volumes.stdout.toString('utf8').split(/\r?\n/)), ...instances]);
        found.delete(own);
        for (const [name, born] of found) {
            const text = instances.has(name)
                ? await files.read((0,external_node_path_.join)(environment.buildxConfig, 'instances', name)).then(String, () => '')
                : await containerEnvironment(name, session);
            const owner = text === null ? 'none' : await ownerIn(text, session);
            if (!isForgotten({ born, owner }, clock.now())) {
                continue;
            }
            log.info(`Removing the builder ${name}, which a killed run left behind.`);
            await (0,remove/* removeBuilder */.i)(name, false, session);
        }
    }
    catch (error) {
        log.info(`The search for forgotten builders was given up: ${(0,src_errors/* messageOf */.bD)(error)}`);
    }
}
function builders(names) {
    const found = names.map(builder_name/* builderIn */.jo).filter((builder) => builder !== null);
    return new Map(found.map(({ name, born }) => [name, born]));
}
async function containerEnvironment(name, { processes, docker, signal }) {
    const inspected = await processes.run(docker, ['inspect', '--type', 'container', '--format', '{{json .Config.Env}}', (0,builder_name/* containerOf */.t8)((0,builder_name/* firstNodeOf */.yY)(name))], { signal });
    if (inspected.code !== 0 && /no such container/i.test(inspected.stderr)) {
        return null;
    }
    return inspected.stdout.toString('utf8');
}
async function ownerIn(text, session) {
    const value = new RegExp(`${builder/* ownerVariable */.QF}(?:=|":\\s*")([^"]*)"`).exec(text)?.[1];
    if (value === undefined) {
        return 'kept';
    }
    const owner = parseOwner(value);
    const ended = owner ? await hasEnded(owner, session) : null;
    if (ended === null) {
        return 'unknown';
    }
    return ended ? 'ended' : 'alive';
}

// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
;// CONCATENATED MODULE: ./src/inputs/syntax/quote.ts
function quote(value) {
    const shown = value.replace(/(:\/\/)[^\s/?#]*@/g, '$1***@');
    return `'${shown.replace(invisible, escaped)}'`;
}
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;
function escaped(character) {
    const names = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
    return names[character] ?? `<${codePoint(character)}>`;
}
function codePoint(character) {
    return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
}
function alternatives(names) {
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

;// CONCATENATED MODULE: ./src/inputs/syntax/suggestion.ts

const longest = 64;
function nearest(text, candidates) {
    if (text.length > longest) {
        return null;
    }
    let best = null;
    let fewest = Math.max(1, Math.floor(text.length / 3)) + 1;
    for (const candidate of candidates) {
        const errors = distance(text.toLowerCase(), candidate.toLowerCase());
        if (errors < fewest) {
            [best, fewest] = [candidate, errors];
        }
    }
    return best;
}
function didYouMean(name) {
    return name === null ? undefined : `Did you mean ${quote(name)}?`;
}
const swapCost = 0.9;
function distance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, column) => column);
    for (let row = 1; row <= a.length; row++) {
        const current = [row];
        for (let column = 1; column <= b.length; column++) {
            const same = a[row - 1] === b[column - 1];
            const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
            current.push(Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1), swapped ? at(beforeLast, column - 2) + swapCost : Number.POSITIVE_INFINITY));
        }
        [beforeLast, last] = [last, current];
    }
    return at(last, b.length);
}
function at(row, column) {
    return row[column] ?? Number.POSITIVE_INFINITY;
}

;// CONCATENATED MODULE: ./src/inputs/annotations.ts



const levels = ['manifest', 'manifest-descriptor', 'index', 'index-descriptor'];
function readAnnotations(form, target) {
    return form.list('annotations').flatMap(({ text, line }) => {
        const complaint = annotationComplaint(text, target);
        if (complaint === null) {
            return [text];
        }
        const [why, hint] = complaint;
        form.refuse('annotations', `line ${line}, ${quote(text)}, ${why}.`, hint);
        return [];
    });
}
function annotationComplaint(text, target) {
    const equals = text.indexOf('=');
    if (equals < 0) {
        return ["has no '='; expected [level:]key=value"];
    }
    const name = text.slice(0, equals);
    const colon = name.indexOf(':');
    const key = name.slice(colon + 1);
    if (key.trim() === '' || /["\s]/.test(key)) {
        return [`has the invalid key ${quote(key)}; expected [level:]key=value`];
    }
    const scopes = colon < 0 ? [] : name.slice(0, colon).split(',');
    return scopes.map((scope) => scopeComplaint(scope, target)).find((complaint) => complaint !== null) ?? null;
}
function scopeComplaint(scope, { platforms, index }) {
    const match = /^([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?$/.exec(scope);
    const [, level = '', name] = match ?? [];
    if (!levels.includes(level)) {
        return [
            `has the unknown level ${quote(scope)}; expected ${alternatives(levels)}`,
            didYouMean(nearest(level || scope, levels)),
        ];
    }
    if (level.startsWith('index') && !index) {
        return [
            'annotates the index, but this build creates none: it is loaded, or it has one platform and no attestations',
            "Use 'manifest:', or leave out the level.",
        ];
    }
    if (name === undefined || platforms === null) {
        return null;
    }
    const platform = (0,oci_platform/* parsePlatform */.Y8)(name);
    const names = platforms.map(oci_platform/* formatPlatform */.Bq);
    if (platform && names.includes((0,oci_platform/* formatPlatform */.Bq)(platform))) {
        return null;
    }
    return [`is for ${quote(name)}, which is not among the platforms of this build (${names.join(', ')})`];
}

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
;// CONCATENATED MODULE: ./src/inputs/syntax/attributes.ts


function attributesOf(form, input, line) {
    const fields = (0,csv/* parseCsv */.Wk)(line);
    if ((0,csv/* isCsvError */.D)(fields)) {
        form.refuse(input, `${quote(line)} is not valid CSV: ${(0,csv/* describeCsvError */.YW)(fields)}.`, 'Put quotes around the whole field, as in type=image,"name=a,b".');
        return null;
    }
    const attributes = new Map();
    for (const field of fields) {
        const equals = field.indexOf('=');
        if (equals <= 0) {
            form.refuse(input, `${quote(field)} in ${quote(line)} is not of the form name=value.`, 'If a value contains a comma, put double quotes around the whole field, as in "name=a,b".');
            return null;
        }
        attributes.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
    }
    return attributes;
}

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
    return {
        attests,
        provenance: text,
        sbom: own.sbom?.text ?? null,
        any: !isDisabled(provenance) || (sbom !== null && !isDisabled(sbom)),
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
            form.refuse('attests', `${quote(text)} asks for ${type} a second time.`, 'Ask for each attestation once, either here or in its own input.');
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
        form.refuse('attests', `${quote(text)} has no type; expected ${alternatives(types.map((type) => `type=${type}`))}.`);
    }
    else {
        form.refuse('attests', `${quote(text)} has the unknown type ${quote(name)}; expected ${alternatives(types)}.`, didYouMean(nearest(name, types)));
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
        const meant = /^(?:min|max)$/.test(text) ? `mode=${text}` : nearest(text, ['true', 'false']);
        form.refuse(input, `expected true, false or parameters such as ${input === 'sbom' ? 'generator=IMAGE' : 'mode=max'}, got ${quote(text)}.`, didYouMean(meant));
        return null;
    }
    const attributes = attributesOf(form, input, text);
    if (attributes?.has('type')) {
        form.refuse(input, `${quote(text)} has a type, but '${input}' takes only parameters.`, "Leave out 'type=…', or use 'attests'.");
    }
    return attributes && { text, attributes };
}
function isDisabled(attributes) {
    return attributes !== null && /^(?:1|t|true)$/i.test(attributes.get('disabled') ?? '');
}

;// CONCATENATED MODULE: ./src/inputs/syntax/paths.ts



function absolute(path, facts) {
    return (0,external_node_path_.isAbsolute)(path) ? path : (0,external_node_path_.join)(facts.workspace, path);
}
async function kindAt(form, input, path) {
    try {
        return await form.facts.fileKind(absolute(path, form.facts));
    }
    catch (error) {
        form.refuse(input, `${quote(path)} cannot be accessed: ${(0,src_errors/* messageOf */.bD)(error)}.`);
        return undefined;
    }
}
async function requireFile(form, input, path) {
    const kind = await kindAt(form, input, path);
    if (kind === 'directory') {
        form.refuse(input, `${quote(path)} is a directory, but a file was expected.`);
    }
    if (kind === null) {
        form.refuse(input, `the file ${quote(path)} does not exist.`, missingHint(path, form.facts));
    }
}
const variable = /\$(?:\w+|\{\w+\})/;
function requireExpanded(form, input, path) {
    if (path.startsWith('~') || variable.test(path)) {
        form.refuse(input, `${quote(path)} is a path for a shell, but there is none here.`, expandedHint(path));
    }
}
function expandedHint(path) {
    if (path.startsWith('~')) {
        return "'~' is not expanded; write the path in full.";
    }
    const inWorkspace = path.replace(/^\$(?:GITHUB_WORKSPACE|\{GITHUB_WORKSPACE\})\//, '');
    return variable.test(inWorkspace)
        ? `Variables are not expanded; use an expression, such as \${{ runner.temp }}/out.`
        : `Variables are not expanded; relative paths are resolved in the workspace. Did you mean ${quote(inWorkspace)}?`;
}
function missingHint(path, facts) {
    if (path.startsWith('~') || variable.test(path)) {
        return expandedHint(path);
    }
    if (path.includes('\\') && facts.os !== 'win32') {
        return "Use '/' between folders.";
    }
    if ((0,external_node_path_.isAbsolute)(path)) {
        return 'Check the path, and whether an earlier step created it.';
    }
    return `It is resolved in the workspace, ${facts.workspace}. Check the path, and whether an earlier step (such as actions/checkout) created it.`;
}

;// CONCATENATED MODULE: ./src/oci/reference.ts
function formatTag(tag) {
    return `${tag.repository}:${tag.tag}`;
}
function pinned(repository, digest) {
    return `${repository}@${digest}`;
}
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const hostPattern = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const pathPattern = `${component}(?:/${component})*`;
const tagPattern = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const digestPattern = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const wholeHost = new RegExp(`^${hostPattern}$`);
const wholeTag = new RegExp(`^${tagPattern}$`);
const wholeReference = new RegExp(`^(${hostPattern})/(${pathPattern})(?::(${tagPattern}))?(?:@(${digestPattern}))?$`);
const longestPath = 255;
function isRegistryHost(text) {
    return wholeHost.test(text);
}
function isTagName(text) {
    return wholeTag.test(text);
}
function splitRegistry(name) {
    const slash = name.indexOf('/');
    const first = name.slice(0, Math.max(slash, 0));
    const named = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
    const registry = !named || first === 'index.docker.io' ? 'docker.io' : first;
    const rest = named ? name.slice(slash + 1) : name;
    return { registry, rest: registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}
function parseReference(text) {
    if (/^[a-f0-9]{64}$/.test(text)) {
        return null;
    }
    const { registry, rest } = splitRegistry(text);
    const match = wholeReference.exec(`${registry}/${rest}`);
    const path = match?.[2];
    if (!match || path === undefined || path.length > longestPath) {
        return null;
    }
    return { registry, repository: `${registry}/${path}`, tag: match[3] ?? null, digest: match[4] ?? null };
}

;// CONCATENATED MODULE: ./src/inputs/syntax/references.ts



function readReference(form, input, text) {
    const reference = parseReference(text);
    if (reference && !isUpperCaseHost(reference.registry)) {
        return reference;
    }
    form.refuse(input, ...(shapeComplaint(text) ?? caseComplaint(text) ?? partComplaint(text)));
    return null;
}
const hubHosts = [
    'docker.io',
    'index.docker.io',
    'registry-1.docker.io',
    'registry.hub.docker.com',
    'hub.docker.com',
];
function canonicalHost(host) {
    return hubHosts.includes(host) ? 'docker.io' : host;
}
function isSameTag(reference, tag) {
    return (reference.tag ?? 'latest') === tag.tag && placeOf(reference) === placeOf(tag);
}
function placeOf({ registry, repository }) {
    const host = registry.toLowerCase().replace(/:443$/, '');
    return `${canonicalHost(host)}${repository.slice(registry.length)}`;
}
function isUpperCaseHost(registry) {
    return registry !== registry.toLowerCase() && !/[.:]/.test(registry);
}
function shapeComplaint(text) {
    const shown = quote(text);
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
    if (scheme !== undefined) {
        const rest = text.slice(scheme.length).replace(/^[^/@]*@(?=[^/]+\/)/, '');
        return [`${shown} is a URL, but image names have no scheme.`, ifValid(rest)];
    }
    if (/["'`]/.test(text)) {
        return [
            `${shown} contains quotes, which are not part of an image name.`,
            ifValid(text.replace(/["'`]/g, '')),
        ];
    }
    if (/\s/.test(text)) {
        return [`${shown} contains whitespace, but image names have none.`];
    }
    if (text.endsWith('/')) {
        return [`${shown} ends with a slash, but a repository was expected.`, ifValid(text.replace(/\/+$/, ''))];
    }
    return /^[a-f0-9]{64}$/.test(text) ? [`${shown} is an image ID, but an image name was expected.`] : null;
}
function partsOf(text) {
    const { rest } = splitRegistry(text.replace(/@.*$/, ''));
    const colon = rest.indexOf(':');
    return colon < 0 ? { path: rest, tag: null } : { path: rest.slice(0, colon), tag: rest.slice(colon + 1) };
}
function caseComplaint(text) {
    const { path, tag } = partsOf(text);
    const isUpperCase = path !== path.toLowerCase() || isUpperCaseHost(text.replace(/\/.*$/, ''));
    if (text === text.toLowerCase() || !isUpperCase) {
        return null;
    }
    const end = tag === null ? text.length : text.length - tag.length - 1;
    const lower = text.slice(0, end).toLowerCase() + text.slice(end);
    return [
        `${quote(text)} has upper-case letters in the repository, which must be lower case.`,
        ifValid(lower),
    ];
}
function partComplaint(text) {
    const { tag } = partsOf(text);
    if (tag !== null && !isTagName(tag)) {
        return tagComplaint(text, tag);
    }
    const shown = quote(text);
    const host = text.includes('/') ? text.slice(0, text.indexOf('/')) : '';
    if (/[.:]/.test(host) && !isRegistryHost(host)) {
        return [`${shown} begins with ${quote(host)}, which is not a valid registry host.`];
    }
    return [
        `${shown} is not a valid image name.`,
        "Expected [registry/]repository[:tag], such as 'ghcr.io/acme/app:1.0'; a repository consists of lower-case letters and digits, with single separators between them.",
    ];
}
const longestTag = 128;
function tagComplaint(text, tag) {
    const shown = quote(text);
    if (tag === '') {
        return [
            `${shown} ends with a colon, but no tag follows.`,
            'An expression there may have come out empty.',
        ];
    }
    if (tag.length > longestTag) {
        return [`${shown} has a tag of ${tag.length} characters, but a tag may have at most ${longestTag}.`];
    }
    const replaced = text.slice(0, -tag.length) + tag.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+/, '');
    const why = tag.includes('/') ? 'a slash in its tag, as branch names do' : `the tag ${quote(tag)}`;
    return [
        `${shown} has ${why}, but a tag may contain only letters, digits, '_', '.' and '-', and may not begin with '.' or '-'.`,
        ifValid(replaced),
    ];
}
function ifValid(text) {
    return didYouMean(parseReference(text) ? text : null);
}

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
            form.refuse(input, `${quote(name)} is a cache type, but an image name is expected in this place.`, didYouMean(`type=${name}`));
        }
        return !caches_types.includes(name);
    });
}
function checkName(form, input, name, tags) {
    const reference = readReference(form, input, name);
    if (reference && input === 'cache-to' && tags.some((tag) => isSameTag(reference, tag))) {
        form.refuse(input, `${quote(name)} is one of 'tags', where the cache would replace the image.`, `Give the cache a tag of its own, for example '${reference.repository}:cache'.`);
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
        form.refuse(input, `${quote(text)} ${why}.`, hint);
        return [];
    }
    const type = attributes.get('type');
    if (type === 'gha') {
        warnWithoutServer(form, input, text, attributes);
    }
    if (type === 'local') {
        requireExpanded(form, input, attributes.get(directoryOf(input)) ?? '');
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
            attributes.has('ref') ? didYouMean(`type=registry,${text}`) : undefined,
        ];
    }
    if (!caches_types.includes(type)) {
        return [
            `has the unknown type ${quote(type)}; expected ${alternatives(caches_types)}`,
            didYouMean(nearest(type, caches_types)),
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
        : [`has no ${quote(needed)}, which type=${type} requires`];
}
function warnWithoutServer(form, input, text, attributes) {
    const { variables } = form;
    const token = attributes.get('token') ?? variables['ACTIONS_RUNTIME_TOKEN'];
    const address = attributes.get('url_v2') ||
        (attributes.get('url') ?? (variables['ACTIONS_CACHE_URL'] || variables['ACTIONS_RESULTS_URL']));
    const missing = [...(token ? [] : ['ACTIONS_RUNTIME_TOKEN']), ...(address ? [] : ['ACTIONS_RESULTS_URL'])];
    if (missing.length > 0) {
        form.warn(input, `${quote(text)} will ${input === 'cache-to' ? 'export' : 'import'} nothing: this runner does not set ${missing.join(' and ')}, and without it there is no GitHub Actions cache.`);
    }
}

;// CONCATENATED MODULE: ./src/inputs/source.ts




async function readSource(form) {
    const context = form.text('context');
    const file = form.optional('file');
    const target = form.optional('target');
    if (target !== null && /\s/.test(target)) {
        form.refuse('target', `${quote(target)} contains whitespace; expected the name of one build stage.`);
    }
    const kind = await kindAt(form, 'context', context);
    const remote = isRemote(context) && kind !== 'directory';
    if (remote) {
        checkUrl(form, context);
    }
    else if (kind === 'directory') {
        await checkDockerfile(form, context, file);
    }
    else if (kind === null) {
        form.refuse('context', `the directory ${quote(context)} does not exist.`, missingHint(context, form.facts));
    }
    else if (kind !== undefined) {
        form.refuse('context', `${quote(context)} is a file, but a directory was expected.`, "Name the Dockerfile in 'file'.");
    }
    return { context, remote, file, target };
}
function isRemote(context) {
    return (/^(?:https?|git|ssh):\/\//.test(context) ||
        /^[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:/.test(context) ||
        context.startsWith('github.com/'));
}
function checkUrl(form, context) {
    if (/\s/.test(context)) {
        form.refuse('context', `${quote(context)} contains whitespace, but URLs have none.`, "Write a blank as '%20'.");
    }
}
async function checkDockerfile(form, context, file) {
    if (file !== null && /^https?:\/\//.test(file)) {
        return;
    }
    const path = file ?? (0,external_node_path_.join)(context, 'Dockerfile');
    const kind = await kindAt(form, 'file', path);
    if (kind === 'directory') {
        form.refuse('file', `${quote(path)} is a directory, but a Dockerfile was expected.`, didYouMean((0,external_node_path_.join)(path, 'Dockerfile')));
    }
    if (kind !== null || (await hasLowerCase(form, path))) {
        return;
    }
    const inContext = file === null ? null : (0,external_node_path_.join)(context, file);
    const there = inContext !== null && (await kindAt(form, 'file', inContext)) === 'file';
    form.refuse('file', `the Dockerfile ${quote(path)} does not exist.`, there
        ? `The path is resolved in the workspace, not in the context. Did you mean ${quote(inContext)}?`
        : `It was looked for at ${absolute(path, form.facts)}. Name another one in 'file', or change 'context'; and check that a step with actions/checkout comes first.`);
}
async function hasLowerCase(form, path) {
    return (/(?:^|[\\/])Dockerfile$/.test(path) &&
        (await kindAt(form, 'file', path.replace(/Dockerfile$/, 'dockerfile'))) === 'file');
}

;// CONCATENATED MODULE: ./src/inputs/contexts.ts



async function readBuildContexts(form) {
    const names = new Set();
    const taken = [];
    for (const { text, line } of form.list('build-contexts')) {
        const equals = text.indexOf('=');
        const name = text.slice(0, Math.max(equals, 0));
        const path = text.slice(equals + 1);
        if (!/^[^\s"']+$/.test(name) || path.trim() === '') {
            form.refuse('build-contexts', `line ${line}, ${quote(text)}, is not of the form name=path-or-url.`);
            continue;
        }
        if (names.has(name)) {
            form.refuse('build-contexts', `the name ${quote(name)} is used twice.`);
        }
        names.add(name);
        await checkDirectory(form, name, path);
        taken.push(text);
    }
    return taken;
}
async function checkDirectory(form, name, path) {
    if (isRemote(path) || /^(?:docker-image|oci-layout):\/\//.test(path)) {
        return;
    }
    const kind = await kindAt(form, 'build-contexts', path);
    if (kind === null) {
        form.refuse('build-contexts', `the directory ${quote(path)} for ${quote(name)} does not exist.`, missingHint(path, form.facts));
    }
    else if (kind === 'file' || kind === 'other') {
        form.refuse('build-contexts', `${quote(path)} for ${quote(name)} is a file, but a directory was expected.`);
    }
}

;// CONCATENATED MODULE: ./src/inputs/credentials.ts
const credentialWord = /(?:^|_)(?:[a-z0-9]*(?:token|password|passwd|passphrase|secret)|credentials?|pass|pwd|pat|sig|signature|(?:api|private|access|auth|account|signing|encryption)_?key)(?:_|$)/i;
function isCredentialName(name) {
    return credentialWord.test(name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/[-.]/g, '_'));
}

;// CONCATENATED MODULE: ./src/inputs/pairs.ts


function readBuildArguments(form) {
    const taken = [];
    for (const { text, line } of form.list('build-args')) {
        const equals = text.indexOf('=');
        const name = equals < 0 ? text : text.slice(0, equals);
        if (!/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
            form.refuse('build-args', `line ${line}, ${quote(text)}, does not begin with a name; expected NAME=value.`, wrapHint);
            continue;
        }
        if (equals < 0 && form.variables[name] === undefined) {
            form.warn('build-args', `${quote(name)} has no value, and there is no environment variable of that name, so the build does not get it.`);
        }
        taken.push(text);
    }
    return taken;
}
function credentialArguments(buildArguments) {
    return buildArguments.map((text) => text.replace(/=.*$/s, '')).filter(isCredentialName);
}
function readLabels(form) {
    return form.list('labels').flatMap(({ text, line }) => {
        if (/^[^\s="']+=/.test(text)) {
            return [text];
        }
        form.refuse('labels', `line ${line}, ${quote(text)}, is not of the form name=value.`, text.includes('=') || !/^\S+$/.test(text)
            ? wrapHint
            : `For an empty label, write '${text}='. ${wrapHint}`);
        return [];
    });
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
            form.refuse('allow', `${quote(text)} is not an entitlement; expected ${alternatives(entitlements)}.`, didYouMean(nearest(text, entitlements)));
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
        return [`${quote(text)} has no address; expected host:address.`];
    }
    if (!/^[A-Za-z0-9_.-]+$/.test(host)) {
        return [`${quote(text)} has no valid host name before the address; expected host:address.`, hint];
    }
    return isAddress(address)
        ? null
        : [
            `${quote(text)} has the invalid address ${quote(address)}; expected an IPv4 address, an IPv6 address or host-gateway.`,
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
        form.refuse('shm-size', `expected a size such as 128m or 2g, got ${quote(size)}.`);
    }
    if (bytes > largestSize) {
        form.refuse('shm-size', `${quote(size)} is more than any machine has; expected a size such as 128m or 2g.`);
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
            `${quote(text)} is not a limit; expected name=soft or name=soft:hard, one per line.`,
            "For example, write 'nofile=1024:2048'.",
        ];
    }
    if (!resources.includes(name)) {
        return [
            `${quote(text)} limits the unknown resource ${quote(name)}; expected ${alternatives(resources)}.`,
            didYouMean(nearest(name, resources)),
        ];
    }
    return hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))
        ? [`${quote(text)} has a soft limit above its hard limit.`]
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
            form.refuse('ssh', `the ID ${quote(id)} is used twice.`);
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
        `${quote(text)} does not begin with an ID; expected id or id=path.`,
        /^[/~.]/.test(text)
            ? `Put double quotes around several keys of one ID, as in "default=/a,/b".`
            : undefined,
    ];
}
function checkAgent(form, id) {
    if (form.variables['SSH_AUTH_SOCK'] || form.facts.os === 'win32') {
        return;
    }
    form.refuse('ssh', `${quote(id)} needs a running SSH agent, but SSH_AUTH_SOCK is not set.`, `Start an agent in an earlier step, or name a key: '${id}=path'.`);
}
async function checkKey(form, text, path) {
    if (path.trim() === '') {
        form.refuse('ssh', `${quote(text)} has no path after the '='.`);
        return;
    }
    const kind = await kindAt(form, 'ssh', path);
    if (kind === 'directory') {
        form.refuse('ssh', `${quote(path)} is a directory, but a key or a socket was expected.`);
    }
    if (kind === null) {
        form.refuse('ssh', `the key or socket ${quote(path)} does not exist.`, missingHint(path, form.facts));
    }
}

;// CONCATENATED MODULE: ./src/inputs/build-options.ts








async function readBuildOptions(form, { platforms, load }, tags) {
    const buildArgs = readBuildArguments(form);
    const { attests, provenance, sbom, any, publishesArguments } = readAttestations(form);
    for (const name of publishesArguments ? credentialArguments(buildArgs) : []) {
        form.warn('build-args', `${quote(name)} looks like a credential, and provenance with mode=max publishes the values of build arguments. Pass it in 'secrets' instead.`);
    }
    return {
        buildArgs,
        buildContexts: await readBuildContexts(form),
        labels: readLabels(form),
        annotations: readAnnotations(form, { platforms, index: !load && (any || platforms?.length !== 1) }),
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

;// CONCATENATED MODULE: ./src/inputs/builder.ts




const shaping = ['driver-opts', 'buildkit-image', 'buildkitd-config', 'buildkitd-config-inline'];
async function readBuilder(form) {
    const existing = form.optional('builder');
    if (existing !== null && !/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(existing)) {
        form.refuse('builder', `${quote(existing)} is not a valid builder name; expected a letter or digit, followed by letters, digits, '_', '.', '+' or '-'.`);
    }
    const request = {
        existing,
        image: readImage(form, 'buildkit-image'),
        driverOptions: readDriverOptions(form),
        config: await readConfig(form),
    };
    if (existing !== null) {
        checkUnused(form, existing);
    }
    return request;
}
function readImage(form, input) {
    const text = form.text(input);
    readReference(form, input, text);
    return text;
}
async function readConfig(form) {
    const file = form.optional('buildkitd-config');
    const inline = form.optional('buildkitd-config-inline');
    if (file === null) {
        return inline === null ? null : { inline };
    }
    await requireFile(form, 'buildkitd-config', file);
    if (inline !== null) {
        form.refuse('buildkitd-config', `${quote(file)} is set together with 'buildkitd-config-inline', but a builder has only one configuration.`, 'Remove one of them.');
    }
    return { file };
}
function checkUnused(form, existing) {
    for (const input of shaping.filter((name) => !form.isDefault(name))) {
        form.refuse(input, `it would have no effect on ${quote(existing)}, a builder that already exists.`, `Set it where that builder is created, or leave out 'builder'.`);
    }
}
function readDriverOptions(form) {
    return form.list('driver-opts', { keepQuotes: true }).flatMap(({ text }) => {
        const fields = (0,csv/* parseCsv */.Wk)(text);
        if ((0,csv/* isCsvError */.D)(fields)) {
            form.refuse('driver-opts', `${quote(text)} is not valid CSV: ${(0,csv/* describeCsvError */.YW)(fields)}.`, commaHint);
            return [];
        }
        return fields.flatMap((field) => {
            if (/^image=/.test(field)) {
                form.refuse('driver-opts', `${quote(field)} has an input of its own.`, "Use 'buildkit-image'.");
            }
            else if (!/^[A-Za-z][^\s=]*=/.test(field)) {
                form.refuse('driver-opts', `${quote(field)} in ${quote(text)} is not of the form name=value.`, commaHint);
            }
            else {
                return [(0,csv/* formatCsv */.yv)([field])];
            }
            return [];
        });
    });
}
const commaHint = 'If a value contains commas, put double quotes around the whole line, as in "env.no_proxy=a,b".';

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(semver);
;// CONCATENATED MODULE: ./src/oci/digest.ts

function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
function digestOf(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}
function servedDigestOf(bytes) {
    return digestOf(bytes);
}
function isSameDigest(a, b) {
    return a === b;
}

;// CONCATENATED MODULE: ./src/inputs/buildx.ts




function readBuildx(form) {
    return { version: readVersion(form), sha256: readSha256(form), mirror: readMirror(form) };
}
const words = ['latest', 'runner'];
const expected = "expected a version such as v0.37.1, a range such as ^0.37, 'latest' or 'runner'";
function readVersion(form) {
    const text = form.text('buildx-version');
    if (words.includes(text)) {
        return text;
    }
    const exact = /^v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/.exec(text)?.[1];
    if (exact !== undefined && semver_default().valid(exact)) {
        return `v${exact}`;
    }
    if (semver_default().validRange(text) !== null) {
        return text;
    }
    if (/^(?:edge|master|main)$/.test(text) || text.includes('://') || /\.git(?:#|$)|^git@/.test(text)) {
        form.refuse('buildx-version', `${quote(text)} would be built from source, and so has no checksum to verify; ${expected}.`, "Install it in an earlier step, and use 'runner'.");
    }
    else if (/^(?:cloud|lab):/.test(text)) {
        form.refuse('buildx-version', `${quote(text)} is a build for Docker Build Cloud, which this action does not use; ${expected}.`);
    }
    else {
        form.refuse('buildx-version', `${quote(text)} is not a version; ${expected}.`, didYouMean(spelling(text)));
    }
    return text;
}
function spelling(text) {
    const version = text.replace(/^v[v.]*/i, '');
    return semver_default().valid(version) ? `v${version}` : nearest(text, words);
}
function readSha256(form) {
    const text = form.optional('buildx-sha256');
    if (text === null) {
        return null;
    }
    const hex = text.replace(/^sha256:/i, '').toLowerCase();
    const digest = `sha256:${hex}`;
    if (isDigest(digest)) {
        return digest;
    }
    form.refuse('buildx-sha256', /^[0-9a-f]+$/.test(hex)
        ? `expected 64 hexadecimal digits, got ${hex.length}: ${quote(text)}.`
        : `expected 64 hexadecimal digits, got ${quote(text)}.`);
    return null;
}
function readMirror(form) {
    const text = form.optional('buildx-mirror');
    if (text === null) {
        return null;
    }
    if (!/^https?:\/\/[^/\s]/i.test(text) || !URL.canParse(text) || /[?#\s]/.test(text)) {
        form.refuse('buildx-mirror', `expected a URL such as https://mirror.example.com/buildx, got ${quote(text)}.`, "It replaces 'https://github.com/docker/buildx/releases/download'.");
    }
    return text.replace(/\/+$/, '');
}

;// CONCATENATED MODULE: ./src/inputs/checks.ts


const checks_words = ['entrypoint', 'none'];
function readVerifyBinaries(form) {
    const texts = form.list('verify-binaries').map(({ text }) => text);
    const [first = 'entrypoint'] = texts;
    const word = checks_words.find((known) => known === first);
    if (texts.length <= 1 && word !== undefined) {
        return word;
    }
    for (const text of texts) {
        if (checks_words.some((known) => known === text)) {
            form.refuse('verify-binaries', `${quote(text)} cannot be combined with other lines; expected ${alternatives(checks_words)} alone, or paths.`);
        }
        else if (!text.startsWith('/')) {
            form.refuse('verify-binaries', `expected ${alternatives(checks_words)}, or absolute paths in the image, got ${quote(text)}.`, didYouMean(nearest(text, checks_words) ?? `/${text.replace(/^\.?\//, '')}`));
        }
    }
    return texts;
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
    form.refuse('smoke-test', `${quote(text)} begins like a JSON array, but is not an array of strings with a command first.`, 'Write for example ["/app", "--version"], or a shell command.');
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
        { pattern: new RegExp(`^(?:${compressions.join('|')})$`), expected: alternatives(compressions) },
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
    return type === 'registry' || isOn(attributes.get('push')) || isOn(attributes.get('push-by-digest'));
}
function isOn(value) {
    return value !== undefined && !/^(?:0|f|F|FALSE|false|False)$/.test(value);
}
function readImageAttributes(form, output, attributes) {
    return [...attributes].flatMap(([name, value]) => {
        if (name === 'type' || (placing.includes(name) && !isOn(value))) {
            return [];
        }
        const complaint = attributeComplaint(name, value);
        if (complaint !== null) {
            const [why, hint] = complaint;
            form.refuse('outputs', `${quote(`${name}=${value}`)} in ${quote(output)} ${why}.`, hint);
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
        return ["has an input of its own, 'annotations'", didYouMean(annotation)];
    }
    return [
        `is not an attribute that shapes the image; expected ${alternatives([...shapes.keys()])}`,
        "Leave it out: 'push', 'load' and 'tags' say where the image goes.",
    ];
}

;// CONCATENATED MODULE: ./src/inputs/platforms.ts



const defaultPlatforms = ['linux/amd64', 'linux/arm64'];
const mostPlatforms = 20;
const misspellings = {
    'linux/armv5': 'linux/arm/v5',
    'linux/armv6': 'linux/arm/v6',
    'linux/armv7': 'linux/arm/v7',
    'linux/armv8': 'linux/arm64',
    'linux/arm/v8': 'linux/arm64',
    'linux/arm32v6': 'linux/arm/v6',
    'linux/arm32v7': 'linux/arm/v7',
    'linux/arm64v8': 'linux/arm64',
    'linux/arm64/v7': 'linux/arm/v7',
    'linux/x64': 'linux/amd64',
    'linux/x86': 'linux/386',
    'linux/ppc64el': 'linux/ppc64le',
    'linux/ppc64': 'linux/ppc64le',
    'linux/riscv': 'linux/riscv64',
    'linux/loongarch64': 'linux/loong64',
    'linux/mipsle': 'linux/mips64le',
};
function readPlatforms(form) {
    const entries = form.list('platforms', { commas: true });
    const found = new Map();
    const platforms = [];
    for (const { text } of entries) {
        const platform = (0,oci_platform/* parsePlatform */.Y8)(text);
        if (!platform || !(0,oci_platform/* isKnownPlatform */.Jh)(platform)) {
            form.refuse('platforms', ...platformComplaint(text));
            continue;
        }
        const name = (0,oci_platform/* formatPlatform */.Bq)(platform);
        const earlier = found.get(name);
        if (earlier !== undefined) {
            form.refuse('platforms', earlier === text
                ? `${quote(text)} is listed twice.`
                : `${quote(earlier)} and ${quote(text)} are the same platform, ${name}.`, 'Remove one of them.');
            continue;
        }
        found.set(name, text);
        platforms.push(platform);
    }
    if (entries.length > mostPlatforms) {
        form.refuse('platforms', `expected at most ${mostPlatforms} platforms, got ${entries.length}.`);
    }
    return platforms;
}
function platformsByDefault() {
    return defaultPlatforms.map((name) => (0,oci_platform/* parsePlatform */.Y8)(name)).filter((platform) => platform !== null);
}
function platformComplaint(text) {
    const lower = text.toLowerCase();
    if (lower === 'linux') {
        return [
            `${quote(text)} does not name an architecture.`,
            "Add the architecture, for example 'linux/amd64'.",
        ];
    }
    if (lower === 'all' || lower === 'local' || text.includes('*')) {
        return [
            `${quote(text)} is not a single platform, and the platforms of an image must be listed by name.`,
            "List them, for example 'linux/amd64,linux/arm64'.",
        ];
    }
    if (/^(?:windows|darwin|macos|freebsd|netbsd|openbsd|js|wasip1|plan9|android|ios)\b/.test(lower)) {
        return [
            `${quote(text)} is not a Linux platform, and only Linux images can be built here.`,
            didYouMean(platforms_spelling(lower.replace(/^[^/]*/, 'linux'))),
        ];
    }
    if (/["'`]/.test(text)) {
        return [
            `${quote(text)} contains quotes, which are not part of a platform.`,
            didYouMean(platforms_spelling(lower.replace(/["'`]/g, ''))),
        ];
    }
    if (/\s/.test(text)) {
        return [`${quote(text)} contains whitespace.`, 'Separate platforms with commas or newlines.'];
    }
    return [
        `${quote(text)} is not a platform that images are built for.`,
        didYouMean(platforms_spelling(lower)) ??
            'A platform is os/architecture or os/architecture/variant, for example linux/arm/v7.',
    ];
}
function platforms_spelling(lower) {
    const words = lower.split(/[/_;:-]+/).filter((word) => word !== '');
    const name = words[0] === 'linux' ? words.join('/') : `linux/${words.join('/')}`;
    const known = (0,oci_platform/* parsePlatform */.Y8)(name);
    if (known && (0,oci_platform/* isKnownPlatform */.Jh)(known)) {
        return (0,oci_platform/* formatPlatform */.Bq)(known);
    }
    const listed = misspellings[name];
    if (listed !== undefined) {
        return listed;
    }
    const bare = known && { os: known.os, architecture: known.architecture };
    if (bare && (0,oci_platform/* isKnownPlatform */.Jh)(bare)) {
        return (0,oci_platform/* formatPlatform */.Bq)(bare);
    }
    const match = nearest(name, [...oci_platform/* knownPlatforms */.Mz, ...Object.keys(misspellings)]);
    return match === null ? null : (misspellings[match] ?? match);
}

;// CONCATENATED MODULE: ./src/inputs/exporters.ts






const exporters_types = ['local', 'tar', 'oci', 'docker', 'image', 'registry', 'cacheonly'];
const toFiles = ['local', 'tar', 'oci'];
function readExporters(form, push, asked) {
    const load = form.flag('load');
    const { output, imageAttributes } = readOutput(form, { push, load, asked });
    for (const [input, isOn] of Object.entries({ push, load })) {
        if (output !== null && isOn && !form.isRefused('outputs')) {
            form.refuse('outputs', `it cannot be combined with '${input}': with two exporters in one build, BuildKit reports the digest of the wrong one.`, 'Use two steps; the second takes everything from the cache.');
        }
    }
    if (load && asked.length > 1) {
        form.refuse('load', `it takes a single platform, but 'platforms' lists ${asked.length}: Docker's classic image store cannot hold an image of several.`, "Name one platform, or none for the daemon's own; or push in a second step.");
    }
    return { load, output, imageAttributes, platforms: exporters_platformsOf(asked, load) };
}
function exporters_platformsOf(asked, load) {
    if (asked.length > 0) {
        return asked;
    }
    return load ? null : platformsByDefault();
}
function readOutput(form, mode) {
    const entries = form.list('outputs');
    const [first] = entries;
    if (!first) {
        return { output: null, imageAttributes: [] };
    }
    const output = first.text;
    if (entries.length > 1) {
        form.refuse('outputs', `expected one exporter, got ${entries.length}: ${entries.map(({ text }) => quote(text)).join(', ')}.`, 'Use a step for each; the later ones take everything from the cache.');
    }
    else if (!output.includes('=')) {
        form.refuse('outputs', `${quote(output)} has no type; expected for example type=oci,dest=image.tar.`, output === '-' ? undefined : didYouMean(`type=local,dest=${output}`));
    }
    else {
        const attributes = attributesOf(form, 'outputs', output);
        if (attributes) {
            return readExporter(form, output, attributes, mode);
        }
    }
    return { output, imageAttributes: [] };
}
function readExporter(form, output, attributes, mode) {
    const type = attributes.get('type');
    const complaint = typeComplaint(type) ?? exporterComplaint(type ?? '', attributes, mode);
    if (complaint !== null) {
        const [why, hint] = complaint;
        form.refuse('outputs', `${quote(output)} ${why}.`, hint);
        return { output, imageAttributes: [] };
    }
    if (type === 'image' && (mode.push || mode.load || !attributes.has('name'))) {
        return { output: null, imageAttributes: readImageAttributes(form, output, attributes) };
    }
    requireExpanded(form, 'outputs', attributes.get('dest') ?? '');
    return { output, imageAttributes: [] };
}
function typeComplaint(type) {
    if (type === undefined) {
        return ['has no type; expected for example type=oci,dest=image.tar'];
    }
    return exporters_types.includes(type)
        ? null
        : [
            `has the unknown type ${quote(type)}; expected ${alternatives(exporters_types)}`,
            didYouMean(nearest(type, exporters_types)),
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

;// CONCATENATED MODULE: ./src/inputs/login.ts




function readLogin(form, push) {
    const username = form.optional('username');
    const password = form.optional('password');
    const registry = readRegistry(form);
    if (username !== null && password !== null) {
        return { registry, username, password };
    }
    if (username !== null || password !== null || form.text('registry') !== '') {
        const [input, missing, hint] = missingCredentials(form, username, password);
        if (push) {
            form.refuse(input, missing, hint);
        }
        else {
            form.warn(input, `${missing} This build does not log in to ${registry}, so it cannot pull private base images.`);
        }
    }
    return null;
}
function missingCredentials(form, username, password) {
    const fork = 'A run for a pull request from a fork has no secrets, and should not push.';
    if (username !== null) {
        return [
            'password',
            `it is empty, but 'username' is ${quote(username)}, and a login needs both.`,
            `Check the name of the secret. ${fork}`,
        ];
    }
    if (password !== null) {
        return [
            'username',
            "it is empty, but 'password' is set, and a login needs both.",
            `Check the expression in it. ${fork}`,
        ];
    }
    return [
        'registry',
        `${quote(form.text('registry'))} is set, but 'username' and 'password' are empty.`,
        `Set both, or log in with an earlier step and leave 'registry' out. ${fork}`,
    ];
}
function readRegistry(form) {
    const text = form.text('registry');
    if (text === '') {
        return 'docker.io';
    }
    const host = text.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
    const canonical = canonicalHost(host);
    if (host !== text || !isRegistryHost(host)) {
        form.refuse('registry', `expected a host with an optional port, got ${quote(text)}.`, didYouMean(isRegistryHost(canonical) ? canonical : null));
    }
    return canonical;
}

// EXTERNAL MODULE: ./src/runner/log.ts
var log = __webpack_require__(7708);
;// CONCATENATED MODULE: ./src/inputs/syntax/lists.ts


function readList(input, text, problems, options = {}) {
    if (isJsonArray(text)) {
        problems.add(input, 'it is a JSON array, but a list with one element per line was expected.', `Join the array: \${{ join(fromJSON(…), '\\n') }}.`);
        return [];
    }
    const entries = [];
    for (const record of recordsOf(text, options)) {
        const shown = options.secret ? `line ${record.line}` : quote(record.text);
        if (record.kind === 'unclosed') {
            problems.add(input, `${shown} opens a double quote that is never closed.`, 'Close it, and write each double quote inside the text as two.');
        }
        else if (record.kind === 'line' && /^-\s/.test(record.text)) {
            problems.add(input, `${shown} looks like an element of a YAML list, but an input is a single text.`, `Write '${input}: |' and then one element per line, without dashes.`);
        }
        else if (options.commas) {
            const fields = fieldsOf(input, record, problems);
            entries.push(...(options.quotedCommas ? fields : fields.flatMap(parts)));
        }
        else {
            entries.push(record);
        }
    }
    return entries;
}
function* recordsOf(text, options) {
    let line = 1;
    for (let from = text.startsWith('\ufeff') ? 1 : 0; from < text.length;) {
        const { end, record } = recordAt(text, from, options);
        if (record !== null) {
            yield { ...record, line, wrapped: record.kind === 'wrapped' };
        }
        line += text.slice(from, end).split('\n').length;
        from = end + 1;
    }
}
function recordAt(text, from, options) {
    const end = lineEnd(text, from);
    const bare = text.slice(from, end).trim();
    if (bare === '' || bare.startsWith('#')) {
        return { end, record: null };
    }
    const line = options.secret ? text.slice(from, end).trimStart().replace(/\r$/, '') : bare;
    if (options.keepQuotes || options.commas || !bare.startsWith('"')) {
        return { end, record: { kind: 'line', text: line } };
    }
    const open = text.indexOf('"', from);
    const close = (0,csv/* closingQuote */.m2)(text, open);
    if (close === null) {
        return { end, record: { kind: 'unclosed', text: bare } };
    }
    const wrappedEnd = lineEnd(text, close);
    if (text.slice(close + 1, wrappedEnd).trim() !== '') {
        return { end, record: { kind: 'line', text: line } };
    }
    const inside = text.slice(open + 1, close).replaceAll('""', '"');
    return { end: wrappedEnd, record: { kind: 'wrapped', text: inside } };
}
function lineEnd(text, from) {
    const newline = text.indexOf('\n', from);
    return newline < 0 ? text.length : newline;
}
function fieldsOf(input, record, problems) {
    const fields = (0,csv/* parseCsv */.Wk)(record.text);
    if ((0,csv/* isCsvError */.D)(fields)) {
        problems.add(input, `${quote(record.text)} cannot be split at its commas: ${(0,csv/* describeCsvError */.YW)(fields)}.`, 'Write one element per line, without quotes.');
        return [];
    }
    return fields.map((field) => entryOf(field, record.line)).filter(({ text }) => text !== '');
}
function parts({ text, line }) {
    return text
        .split(',')
        .map((part) => entryOf(part, line))
        .filter((entry) => entry.text !== '');
}
function entryOf(text, line) {
    return { text: text.trim(), line, wrapped: false };
}
function isJsonArray(text) {
    if (!/^\s*\[\s*["\]]/.test(text)) {
        return false;
    }
    try {
        return Array.isArray(JSON.parse(text));
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/inputs/syntax/form.ts



const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/;
const form_invisible = /[\p{Cf}\p{Zl}\p{Zp}]/u;
function variableOf(input) {
    return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}
class Form {
    variables;
    facts;
    table;
    problems;
    constructor(table, variables, facts, problems) {
        this.table = table;
        this.variables = variables;
        this.facts = facts;
        this.problems = problems;
    }
    refuse(input, ...complaint) {
        this.problems.add(input, ...complaint);
    }
    warn(input, text) {
        this.problems.warn(input, text);
    }
    isRefused(input) {
        return this.problems.has(input);
    }
    text(input) {
        return this.raw(input).trim() || (this.table.defaults[input] ?? '');
    }
    optional(input) {
        return this.text(input) || null;
    }
    isDefault(input) {
        return this.text(input) === this.table.defaults[input];
    }
    list(input, options = {}) {
        return readList(input, this.raw(input), this.problems, options);
    }
    flag(input) {
        const text = this.text(input);
        if (/^(?:true|True|TRUE)$/.test(text)) {
            return true;
        }
        if (/^(?:false|False|FALSE)$/.test(text)) {
            return false;
        }
        this.refuse(input, `expected true or false, got ${quote(text)}.`, didYouMean(booleanMeant(text)));
        return false;
    }
    choice(input, allowed) {
        const text = this.text(input);
        const found = allowed.find((name) => name === text);
        if (found !== undefined) {
            return found;
        }
        const lower = allowed.find((name) => name === text.toLowerCase());
        this.refuse(input, `expected ${alternatives(allowed)}, got ${quote(text)}.`, didYouMean(lower ?? nearest(text, allowed)));
        return allowed[0];
    }
    integer(input, least, most) {
        const text = this.text(input);
        const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most) {
            return value;
        }
        this.refuse(input, `expected a whole number from ${least} to ${most}, got ${quote(text)}.`);
        return least;
    }
    checkCharacters() {
        for (const input of Object.keys(this.table.defaults)) {
            const text = this.variables[variableOf(input)]?.trim() ?? '';
            const kind = control.test(text) ? 'control' : 'invisible';
            const match = (kind === 'control' ? control : form_invisible).exec(text);
            if (match && (kind === 'control' || !this.table.freeText.includes(input))) {
                this.problems.add(input, `it contains the ${kind} character ${codePoint(match[0])} (character ${match.index + 1}), but only plain text is allowed.`, 'Remove it; it may come from text that was copied out of a terminal, a web page or a document.');
            }
        }
    }
    raw(input) {
        return this.variables[variableOf(input)] ?? '';
    }
}
function booleanMeant(text) {
    if (/^(?:yes|y|on|1)$/i.test(text)) {
        return 'true';
    }
    return /^(?:no|n|off|0)$/i.test(text) ? 'false' : nearest(text, ['true', 'false']);
}

;// CONCATENATED MODULE: ./src/inputs/sensitive.ts





const shortestMasked = 3;
const shortestUserToken = 20;
const attributeInputs = ['cache-from', 'cache-to', 'driver-opts', 'outputs'];
function sensitiveValues(variables) {
    const text = (input) => variables[variableOf(input)] ?? '';
    return maskable([
        text('password'),
        text('github-token'),
        ...secretTexts(text('secrets')),
        ...variableNames(text('secret-envs')).map((name) => variables[name] ?? ''),
        ...buildArguments(text('build-args'), variables),
        ...attributeInputs.flatMap((input) => linesOf(text(input)).flatMap(credentialFields)),
        ...Object.entries(variables).flatMap(([name, value]) => /^INPUT_|_proxy$/i.test(name) ? [...urlCredentials(value), ...urlParameters(value)] : []),
    ]);
}
function maskable(texts) {
    const lines = texts
        .flatMap(linesOf)
        .flatMap(asPrinted)
        .filter((line) => line.length >= shortestMasked);
    return [...new Set(lines)].sort((a, b) => b.length - a.length);
}
function asPrinted(line) {
    const logged = (0,log/* harmless */.Is)(`.${line}`).slice(1);
    return [line, logged, (0,log/* printable */.g$)(line), quote(line).slice(1, -1), JSON.stringify(line).slice(1, -1)];
}
function linesOf(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
function secretTexts(text) {
    const lines = linesOf(text.replace(/^\ufeff/, ''));
    return [
        ...lines.flatMap((line, n) => secretLine(line, n > 0)),
        ...wrappedRecords(text).map((record) => record.slice(record.indexOf('=') + 1)),
    ];
}
function secretLine(line, maybeContinued) {
    const equals = line.indexOf('=');
    const id = line
        .slice(0, Math.max(equals, 0))
        .replace(/^[#"\s]+/, '')
        .trim();
    const random = isRandom(line, id);
    const whole = maybeContinued || random || !/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id);
    const value = line.slice(equals + 1);
    const bare = value.replace(/"$/, '');
    const [name, inner] = pairOf(bare);
    return [
        ...(whole ? [line, line.replace(/"$/, '')] : []),
        ...(random ? [id] : []),
        value,
        bare,
        bare.replaceAll('""', '"'),
        ...(isCredentialName(name) ? [inner] : []),
    ];
}
function isRandom(line, id) {
    if (/^[\w+/-]+==$/.test(line)) {
        return true;
    }
    const mixed = /[a-z]/.test(id) && /[A-Z]/.test(id);
    const padded = mixed && line.length % 4 === 0 && /^[A-Za-z0-9+/]+=$/.test(line);
    return padded || (mixed && id.length >= 16 && /\d/.test(id) && /^[A-Za-z0-9]+$/.test(id));
}
function wrappedRecords(text) {
    return [...text.matchAll(/^[ \t\ufeff]*"/gm)].map((match) => {
        const open = match.index + match[0].length - 1;
        return text.slice(open + 1, (0,csv/* closingQuote */.m2)(text, open) ?? text.length).replaceAll('""', '"');
    });
}
function variableNames(text) {
    return text.split(/[,\r\n]/).map((pair) => pairOf(pair.replaceAll('"', ''))[1].trim());
}
function buildArguments(text, variables) {
    const found = wrappedRecords(text)
        .map(pairOf)
        .filter(isCredential)
        .map(([, value]) => value);
    let credential = false;
    for (const line of linesOf(text.replace(/^\ufeff/, ''))) {
        const pair = pairOf(line.replace(/^"/, ''));
        const [name, value] = pair;
        if (/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
            credential = isCredential(pair);
            found.push(...(credential ? [value, value.replace(/"$/, '')] : []));
        }
        else if (variables[line] !== undefined) {
            found.push(...(isCredentialName(line) ? [variables[line]] : []));
        }
        else if (credential) {
            found.push(line, line.replace(/"$/, ''));
        }
    }
    return found;
}
function credentialFields(line) {
    const fields = (0,csv/* parseCsv */.Wk)(line);
    if (!(0,csv/* isCsvError */.D)(fields)) {
        return fields
            .map(pairOf)
            .filter(isCredential)
            .map(([, value]) => value);
    }
    const first = line.split(',').find((piece) => isCredential(pairOf(piece)));
    return first === undefined ? [] : [first, line.slice(line.indexOf(first))].map((text) => pairOf(text)[1]);
}
function pairOf(text) {
    const equals = text.indexOf('=');
    return equals < 0 ? ['', text] : [text.slice(0, equals).replaceAll('"', '').trim(), text.slice(equals + 1)];
}
function isCredential([name, value]) {
    return isCredentialName(name) && !/^(?:true|false|yes|no|on|off|none|null|\d{1,6})"?$/i.test(value.trim());
}
function urlCredentials(text) {
    const urls = text.split(/\s/).flatMap((word) => word.split('://').slice(1));
    return urls.flatMap(userInfos).flatMap((userInfo) => {
        const colon = userInfo.indexOf(':');
        const user = colon < 0 ? userInfo : userInfo.slice(0, colon);
        const secrets = user.length >= shortestUserToken ? [user] : [];
        if (colon >= 0) {
            secrets.push(userInfo.slice(colon + 1));
        }
        return secrets.flatMap((secret) => [secret, decoded(secret)]);
    });
}
function userInfos(url) {
    const authority = url.replace(/[/?#].*/s, '');
    const ends = [authority.indexOf('@'), authority.lastIndexOf('@')];
    if (ends[0] === -1 && /:\D/.test(authority)) {
        ends.push(url.indexOf('@'), url.lastIndexOf('@'));
    }
    return ends.filter((end) => end >= 0).map((end) => url.slice(0, end));
}
function urlParameters(text) {
    return [...text.matchAll(/[?&]([^=?&#\s]+)=([^&#\s]*)/g)].flatMap(([, name = '', value = '']) => {
        if (!isCredentialName(name) && !/^(?:key|code|jwt|hmac|auth)$/i.test(name)) {
            return [];
        }
        const upToComma = value.replace(/[,"'].*/s, '');
        return [value, upToComma].flatMap((secret) => [secret, decoded(secret)]);
    });
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./src/inputs/syntax/problems.ts

class Problems {
    sensitive;
    problems = [];
    notes = [];
    constructor(sensitive = []) {
        this.sensitive = sensitive;
    }
    add(input, ...[text, hint]) {
        this.problems.push({
            input,
            text: this.printable(input, text),
            hint: hint === undefined ? undefined : this.redacted(hint),
        });
    }
    warn(input, text) {
        this.notes.push(this.printable(input, text));
    }
    has(input) {
        return this.problems.some((problem) => problem.input === input);
    }
    get warnings() {
        return this.notes;
    }
    throwIfAny() {
        const [first, ...rest] = this.problems;
        if (!first) {
            return;
        }
        if (rest.length === 0) {
            throw new src_errors/* ActionError */.lZ('input-invalid', first.text, first.hint === undefined ? {} : { hint: first.hint });
        }
        const lines = this.problems.map(({ text, hint }) => `- ${text}${hint === undefined ? '' : ` ${hint}`}`);
        throw new src_errors/* ActionError */.lZ('input-invalid', `${this.problems.length} problems in the inputs:\n${lines.join('\n')}`);
    }
    printable(input, text) {
        return `'${input}': ${shortened(this.redacted(text))}`;
    }
    redacted(text) {
        return this.sensitive.reduce((rest, value) => rest.replaceAll(value, '***'), text);
    }
}
const kept = 200;
function shortened(text) {
    return text.length > 2 * kept ? `${text.slice(0, kept)} … ${text.slice(-kept)}` : text;
}

;// CONCATENATED MODULE: ./src/inputs/syntax/unknown.ts

function checkNames(table, variables, problems) {
    const known = Object.keys(table.defaults);
    const replacements = new Map(Object.entries(table.replacements));
    for (const name of Object.entries(variables)
        .flatMap(nameOf)
        .filter((given) => !known.includes(given))) {
        const spelt = name.replaceAll('_', '-');
        const replacement = replacements.get(spelt);
        const meant = nearest(spelt, known);
        if (replacement === undefined && meant === null) {
            problems.warn(name, 'this action has no input of that name, so it has no effect.');
        }
        else {
            problems.add(name, 'this action has no input of that name.', replacement ?? didYouMean(meant));
        }
    }
}
function nameOf([variable, value]) {
    const isInput = variable.startsWith('INPUT_') && variable === variable.toUpperCase() && value.trim() !== '';
    return isInput ? [variable.slice('INPUT_'.length).toLowerCase()] : [];
}

;// CONCATENATED MODULE: ./src/inputs/read.ts




async function readInputs(table, variables, facts, read) {
    const problems = new Problems(sensitiveValues(variables));
    const form = new Form(table, variables, facts, problems);
    checkNames(table, variables, problems);
    form.checkCharacters();
    const inputs = await read(form);
    problems.throwIfAny();
    return { inputs: frozen(inputs), warnings: problems.warnings };
}
function frozen(value) {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
        Object.freeze(value);
        for (const part of Object.values(value)) {
            frozen(part);
        }
    }
    return value;
}

;// CONCATENATED MODULE: ./src/inputs/replacements.ts
const imageReplacements = {
    call: "This action always builds. Run 'docker buildx build --call check .' in a step of its own.",
    check: "This action always builds. Run 'docker buildx build --call check .' in a step of its own.",
    'add-git-labels': "Write them in 'labels', for example with docker/metadata-action.",
    'always-pull': "Use 'pull'.",
    'cache-froms': "Use 'cache-from'.",
    dockerfile: "Use 'file'.",
    path: "Use 'context'.",
    repository: "Write the whole image name in 'tags', for example 'ghcr.io/acme/app:1.0'.",
    'tag-with-ref': "Write the names in 'tags', for example with docker/metadata-action.",
    'tag-with-sha': "Write the names in 'tags', for example with docker/metadata-action.",
    'cache-image': 'Leave it out: the emulators are fetched only if some are missing.',
    image: "Image names belong in 'tags'; the image that registers the emulators is 'binfmt-image'.",
    reset: 'Leave it out: emulators are only added, because other jobs may be using those that are there.',
    append: "Create a builder with several nodes in an earlier step, and name it in 'builder'.",
    'buildkitd-flags': "Use 'allow' for entitlements, and 'buildkitd-config-inline' for everything else.",
    'cache-binary': "Leave it out: buildx stays in the runner's tool cache, and is verified each time it is used.",
    config: "Use 'buildkitd-config'.",
    'config-inline': "Use 'buildkitd-config-inline'.",
    driver: "Leave it out for docker-container. A builder of another driver is created in an earlier step and named in 'builder'.",
    endpoint: "Create a builder for that endpoint in an earlier step, and name it in 'builder'.",
    install: 'Leave it out: this step calls buildx itself, and changes no other command.',
    'keep-state': "Create a builder that keeps its state in an earlier step, and name it in 'builder'.",
    name: "A builder of this action has a unique name. One that exists is named in 'builder'.",
    use: 'Leave it out: the current builder stays as it is.',
    version: "Use 'buildx-version'.",
    ecr: "Log in with docker/login-action or the cloud's own action in an earlier step.",
    logout: 'Leave it out: the login is removed with the step.',
    'registry-auth': 'Log in to further registries with docker/login-action in an earlier step.',
    scope: 'Log in with docker/login-action in an earlier step.',
    'bake-target': 'Leave it out: this action does not use bake.',
    flavor: "Use docker/metadata-action in an earlier step, and its output in 'tags'.",
    images: "Write whole image names in 'tags', or use docker/metadata-action in an earlier step and its output in 'tags'.",
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
    /:\s[|>][+-]?$/,
    /\s[\\{]$/,
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
        const id = input === 'secrets' ? 'an ID' : `the ID ${quote(secret.id)}`;
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
    if (value.length < shortestMasked) {
        form.warn('secrets', `the value on line ${line} is shorter than ${shortestMasked} characters, so it is not masked in the log: that would hide these characters everywhere else, too.`);
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
            form.refuse('secret-envs', `${secrets_variable(name)} for the secret ${quote(id)} on line ${line} is not set.`, 'Set it in env: of the step or the job.');
            return [];
        }
        if (isEmpty(form, 'secret-envs', { value, line }, push)) {
            return [];
        }
        return [{ input: 'secret-envs', line, secret: { id, from: { kind: 'environment', name } } }];
    });
}
function secrets_variable(name) {
    return /^[A-Z][A-Z0-9_]{0,39}$/.test(name)
        ? `the environment variable ${quote(name)}`
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
        await requireFile(form, 'secret-files', path);
        return;
    }
    const kind = await form.facts.fileKind(absolute(path, form.facts)).catch(() => null);
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

;// CONCATENATED MODULE: ./src/inputs/tags.ts



function readTags(form, push) {
    const tags = new Map();
    for (const { text } of form.list('tags', { commas: true })) {
        const reference = readReference(form, 'tags', text);
        if (!reference) {
            continue;
        }
        if (reference.digest !== null) {
            form.refuse('tags', `${quote(text)} contains a digest, but the digest of an image cannot be chosen.`, "Leave out everything from '@' on; the digest is an output of this step.");
            continue;
        }
        const { registry, repository, tag } = reference;
        if (push && isShort(text)) {
            form.refuse('tags', ...shortNameComplaint(text, repository));
        }
        const complete = { registry, repository, tag: tag ?? 'latest' };
        tags.set(formatTag(complete), complete);
    }
    if (push && tags.size === 0 && !form.isRefused('tags')) {
        form.refuse('tags', "it is empty, but 'push' needs a name to publish under.", "For example, write 'ghcr.io/acme/app:1.0'.");
    }
    return [...tags.values()];
}
function isShort(text) {
    return !text.includes('/');
}
function shortNameComplaint(text, repository) {
    return [
        `${quote(text)} means '${repository}' on Docker Hub, where only Docker publishes its official images.`,
        `Write the account too, for example 'ACCOUNT/${text}', or the registry, for example 'ghcr.io/ACCOUNT/${text}'.`,
    ];
}

;// CONCATENATED MODULE: ./src/session/session.ts
const phases = ['setup', 'build', 'verify', 'publish'];

;// CONCATENATED MODULE: ./src/inputs/syntax/durations.ts
const durations_units = { h: 3_600_000, m: 60_000, s: 1_000 };
function parseDuration(text) {
    const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);
    if (!match) {
        return null;
    }
    const [, hours = 0, minutes = 0, seconds = 0] = match;
    const total = Number(hours) * durations_units.h + Number(minutes) * durations_units.m + Number(seconds) * durations_units.s;
    return total > 0 ? total : null;
}

;// CONCATENATED MODULE: ./src/inputs/timeouts.ts




const timeouts_longest = 5 * 24 * 3_600_000;
function readTimeouts(form) {
    const seen = new Set();
    const limits = form.list('timeout').flatMap(({ text }) => {
        const limit = readLimit(form, text);
        if (limit === null) {
            return [];
        }
        if (seen.has(limit.phase)) {
            form.refuse('timeout', `${quote(text)} sets a second limit for ${limit.phase === null ? 'the step' : `the phase '${limit.phase}'`}.`);
        }
        seen.add(limit.phase);
        return [limit];
    });
    const of = (phase) => limits.find((limit) => limit.phase === phase)?.milliseconds ?? null;
    return {
        whole: of(null),
        phases: { setup: of('setup'), build: of('build'), verify: of('verify'), publish: of('publish') },
    };
}
function readLimit(form, text) {
    const equals = text.indexOf('=');
    const name = text.slice(0, Math.max(equals, 0)).trim();
    const phase = phases.find((known) => known === name) ?? null;
    if (equals >= 0 && phase === null) {
        form.refuse('timeout', `${quote(text)} names the unknown phase ${quote(name)}; expected ${alternatives(phases)}.`, didYouMean(nearest(name, phases)));
        return null;
    }
    const value = text.slice(equals + 1).trim();
    const milliseconds = parseDuration(value);
    if (milliseconds === null) {
        form.refuse('timeout', ...durationComplaint(text, value));
        return null;
    }
    if (milliseconds > timeouts_longest) {
        form.refuse('timeout', `${quote(text)} is longer than 120 hours, the most that a job may run.`);
    }
    return { phase, milliseconds };
}
function durationComplaint(text, value) {
    if (/^[0hms]+$/.test(value)) {
        return [
            `${quote(text)} is not more than zero; expected a duration such as 45m.`,
            'For no limit, leave it out.',
        ];
    }
    return [
        `${quote(text)} is not a duration; expected for example 45m, 1h30m or 90s.`,
        /^\d+$/.test(value) ? didYouMean(`${value}m`) : undefined,
    ];
}

;// CONCATENATED MODULE: ./src/inputs/image.ts













const imageTable = {
    defaults: {
        context: '.',
        file: '',
        target: '',
        platforms: '',
        tags: '',
        push: 'false',
        load: 'false',
        outputs: '',
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
        publish: 'staged',
        'tag-guard': 'platforms',
        'verify-binaries': 'entrypoint',
        'smoke-test': '',
        retries: '3',
        timeout: '',
        emulation: 'auto',
        'binfmt-image': 'docker.io/tonistiigi/binfmt:qemu-v10.2.3@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0',
        'buildx-version': 'v0.37.1',
        'buildx-sha256': '',
        'buildx-mirror': '',
        'driver-opts': '',
        'buildkit-image': 'docker.io/moby/buildkit:v0.33.1@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea',
        'buildkitd-config': '',
        'buildkitd-config-inline': '',
        builder: '',
        cleanup: 'true',
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
        'verify-binaries',
        'smoke-test',
        'buildkitd-config',
        'buildkitd-config-inline',
    ],
    replacements: imageReplacements,
};
const mostRetries = 10;
function readImageInputs(variables, facts) {
    return readInputs(imageTable, variables, facts, read);
}
async function read(form) {
    const asked = readPlatforms(form);
    const push = form.flag('push');
    const tags = readTags(form, push);
    const exporters = readExporters(form, push, asked);
    const { load, output, imageAttributes, platforms } = exporters;
    return {
        source: await readSource(form),
        platforms,
        tags,
        push,
        load,
        output,
        imageAttributes,
        build: await readBuildOptions(form, exporters, tags),
        secrets: await readSecrets(form, push),
        githubToken: form.optional('github-token'),
        login: readLogin(form, push),
        publish: form.choice('publish', ['staged', 'direct']),
        tagGuard: form.choice('tag-guard', ['platforms', 'newest', 'none']),
        verifyBinaries: readVerifyBinaries(form),
        smokeTest: readSmokeTest(form),
        retries: form.integer('retries', 0, mostRetries),
        timeouts: readTimeouts(form),
        emulation: form.choice('emulation', ['auto', 'binfmt', 'builtin', 'none']),
        binfmtImage: readImage(form, 'binfmt-image'),
        buildx: readBuildx(form),
        builder: await readBuilder(form),
        cleanup: form.flag('cleanup'),
    };
}

;// CONCATENATED MODULE: ./src/oci/manifest.ts



const indexTypes = new Set([
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const manifestTypes = new Set([
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
]);
function parsePublishedImage(bytes) {
    const document = asRecord(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), 'the document');
    const digest = servedDigestOf(bytes);
    const size = bytes.byteLength;
    const mediaType = document['mediaType'];
    if (typeof mediaType === 'string' ? indexTypes.has(mediaType) : Array.isArray(document['manifests'])) {
        const type = typeof mediaType === 'string' ? mediaType : 'application/vnd.oci.image.index.v1+json';
        return { digest, size, mediaType: type, ...imagesOf(document['manifests']) };
    }
    if (typeof mediaType === 'string' ? manifestTypes.has(mediaType) : 'config' in document) {
        const type = typeof mediaType === 'string' ? mediaType : 'application/vnd.oci.image.manifest.v1+json';
        const image = { platform: null, digest, size, mediaType: type, attestation: null };
        return { digest, size, mediaType: type, images: [image], strayAttestations: [] };
    }
    throw new Error(`media type ${JSON.stringify(mediaType)} is neither an image index nor an image manifest`);
}
function imagesOf(manifests) {
    if (!Array.isArray(manifests)) {
        throw new Error('the index has no list of manifests');
    }
    const descriptors = manifests.map(descriptorOf);
    const attestations = new Map(descriptors.flatMap(({ attests, digest }) => (attests === null ? [] : [[attests, digest]])));
    const images = descriptors
        .filter(({ attests }) => attests === null)
        .map(({ attests: _, ...image }) => ({ ...image, attestation: attestations.get(image.digest) ?? null }));
    const known = new Set(images.map(({ digest }) => digest));
    return {
        images,
        strayAttestations: [...attestations].filter(([image]) => !known.has(image)).map(([, digest]) => digest),
    };
}
function descriptorOf(entry) {
    const descriptor = asRecord(entry, 'a descriptor of the index');
    const { digest, size, mediaType, annotations } = descriptor;
    if (typeof digest !== 'string' || !isDigest(digest)) {
        throw new Error(`a descriptor has the digest ${JSON.stringify(digest)}`);
    }
    if (typeof size !== 'number') {
        throw new Error(`descriptor ${digest} has no size`);
    }
    if (typeof mediaType !== 'string') {
        throw new Error(`descriptor ${digest} has no media type`);
    }
    const notes = asRecord(annotations ?? {}, 'the annotation map of a descriptor');
    const attests = notes['vnd.docker.reference.type'] === 'attestation-manifest'
        ? String(notes['vnd.docker.reference.digest'])
        : null;
    return {
        platform: platformOf(descriptor['platform'] ?? null),
        digest: digest,
        size,
        mediaType,
        attests,
    };
}
function platformOf(value) {
    if (value === null) {
        return null;
    }
    const { os, architecture, variant } = asRecord(value, 'a platform');
    if (typeof os !== 'string' || typeof architecture !== 'string') {
        throw new Error('a platform without os or architecture');
    }
    return (0,oci_platform/* normalizePlatform */.FL)({
        os,
        architecture,
        ...(typeof variant === 'string' ? { variant } : {}),
    });
}
function asRecord(value, what) {
    if (!(0,oci_json/* isRecord */.u4)(value)) {
        throw new Error(`${what} is not a JSON object`);
    }
    return value;
}

;// CONCATENATED MODULE: ./src/buildx/imagetools.ts

function inspectArguments(reference, options, settings) {
    return ['imagetools', 'inspect', ...builderOf(settings), ...options, reference];
}
function tagArguments(tags, source, settings) {
    const names = tags.flatMap((tag) => ['--tag', formatTag(tag)]);
    return [
        ...['imagetools', 'create', ...builderOf(settings)],
        ...['--progress', 'plain', '--prefer-index=false'],
        ...names,
        source,
    ];
}
function builderOf({ builder }) {
    return builder === null ? [] : ['--builder', builder.name];
}
function routed(processes, route) {
    return {
        async run(tool, args, options = {}) {
            if (args[0] !== 'imagetools') {
                return processes.run(tool, args, options);
            }
            const { onLine, ...others } = options;
            const variables = await route.variables(args.at(-1) ?? '');
            const completed = await processes.run({ ...tool, env: { ...tool.env, ...variables } }, args.map((argument) => addressed(argument, route)), { ...others, ...(onLine === undefined ? {} : { onLine: (line) => onLine(named(line, route)) }) });
            return { ...completed, stderr: named(completed.stderr, route) };
        },
    };
}
function addressed(argument, { addresses }) {
    const host = argument.slice(0, Math.max(argument.indexOf('/'), 0));
    const address = addresses.get(host);
    return address === undefined ? argument : `${address}${argument.slice(host.length)}`;
}
function named(text, { addresses }) {
    return [...addresses].reduce((said, [host, address]) => said.replaceAll(`http://${address}/`, `https://${host}/`).replaceAll(address, host), text);
}

;// CONCATENATED MODULE: ./src/failures/advice.ts
const codes = {
    transient: 'registry-unavailable',
    permission: 'registry-denied',
    daemon: 'builder-died',
    disk: 'disk-full',
    cancelled: 'cancelled',
};
function codeOf(failure, otherwise) {
    const { class: kind } = failure;
    if (kind === 'user' || kind === 'unknown' || (kind === 'permission' && !ofRegistry(failure))) {
        return otherwise;
    }
    return codes[kind];
}
function ofRegistry({ operation }) {
    return operation !== 'git' && operation !== 'download';
}
const access = {
    pull: "Is the step logged in there ('registry', 'username', 'password'), and may that account read the image? " +
        'Some registries answer like this when there is no such image.',
    push: "Is the step logged in there ('registry', 'username', 'password'), and may that account write? " +
        'For ghcr.io the job needs permissions: packages: write; a pull request from a fork has no write access.',
    login: "Check 'registry', 'username' and 'password'; a token may have expired.",
    cache: "Is the step logged in there ('registry', 'username', 'password'), and may that account read what 'cache-from' " +
        "names, and write what 'cache-to' names?",
    git: 'The repository is private, or there is none of that name. Give a token that may read it: ' +
        "'github-token', for another server the secret GIT_AUTH_TOKEN.HOST, or for ssh a key with 'ssh'.",
    download: 'The server asks for a login. BuildKit sends it the secret HTTP_AUTH_TOKEN_HOST as a bearer token.',
};
function adviceOn(failure) {
    const { class: kind, operation, reason } = failure;
    if (reason !== undefined) {
        return onReason(reason, failure);
    }
    switch (kind) {
        case 'permission':
            return access[operation ?? 'push'];
        case 'transient':
            return `${failure.host ?? 'The other side'} did not recover in time. Run the job again, or raise 'retries'.`;
        case 'disk':
            return 'Free space on the machine of the Docker daemon: docker system df shows what takes it, docker buildx prune frees build cache.';
        default:
            return undefined;
    }
}
function onReason(reason, failure) {
    const there = failure.host ?? 'The host';
    switch (reason) {
        case 'rate-limit':
            return ofRegistry(failure)
                ? `${there} limits how much one account or address may ask for. Run the job again later, log in ('registry', 'username', 'password'), or name a mirror in 'buildkitd-config-inline'.`
                : `${there} limits how much one account or address may ask for. Run the job again later.`;
        case 'unknown-host':
            return `No name server of the builder knows ${failure.host ?? 'the host'}. Check its spelling. A name of the runner's own network is known to the builder only with driver-opts: network=host.`;
        case 'certificate':
            return ofRegistry(failure)
                ? `Name the authority that signed the certificate of ${failure.host ?? 'the registry'} in 'buildkitd-config-inline', as ca = ["/path/ca.pem"] of that registry.`
                : `The certificates that BuildKit trusts are those in its image. Use one that has the authority of ${failure.host ?? 'the host'} as 'buildkit-image'.`;
    }
}

;// CONCATENATED MODULE: ./src/failures/evidence.ts
const vertexLine = /^#(\d+) (.*)$/;
const runTitle = /^\[[^\]]*\d+\/\d+\] (?:ONBUILD )?RUN\b/;
const instructionTitle = /^\[[^\]]*\d+\/\d+\] /;
const errorLines = [
    /^ERROR: failed to (?:build|solve)\b/,
    /^(?:ERROR: |Error response from daemon: |docker: |Error: |error: )/,
];
const adviceLine = /^(?:See '|Run '|View build details|Learn more at )/;
function readEvidence(stderr) {
    const lines = stderr
        .split(/\r?\n/)
        .map((line) => line.trimEnd())
        .filter((line) => line !== '');
    const at = errorLines
        .map((pattern) => lines.findLastIndex((line) => pattern.test(line)))
        .find((n) => n >= 0);
    if (at === undefined) {
        const spoken = bySpeaker(lines);
        return { ...spoken, final: spoken.log.at(-1) ?? '', concluded: false, log: spoken.log.slice(0, -1) };
    }
    const final = lines.slice(at).filter((line) => !adviceLine.test(line));
    return { ...bySpeaker(lines.slice(0, at)), final: final.join(' '), concluded: true };
}
function bySpeaker(lines) {
    const steps = new Map();
    const said = [];
    let excerpt = 'none';
    for (const line of lines) {
        const [, id, text = ''] = vertexLine.exec(line) ?? [];
        const spoken = id === undefined ? outsideSteps(line, excerpt) : inStep(steps, id, text);
        excerpt = id === undefined ? excerptAfter(line, excerpt) : excerpt;
        if (spoken) {
            said.push(spoken);
        }
    }
    const textsBy = (speaker) => said.filter(({ by }) => by === speaker).map(({ text }) => text);
    return {
        log: textsBy('BuildKit'),
        output: textsBy('RUN'),
        failed: [...steps.values()].flatMap(({ error, ...step }) => (error === null ? [] : [{ ...step, error }])),
    };
}
function inStep(steps, id, rest) {
    const step = steps.get(id) ?? { title: rest, output: [], error: null };
    steps.set(id, step);
    if (step.title === rest) {
        return instructionTitle.test(rest) ? null : { by: 'BuildKit', text: rest };
    }
    const text = withoutTime(rest);
    const bySelf = text === rest;
    if (bySelf && rest.startsWith('ERROR: ')) {
        step.error = rest.slice('ERROR: '.length);
    }
    if (!runTitle.test(step.title)) {
        return { by: 'BuildKit', text };
    }
    if (bySelf) {
        return null;
    }
    step.output.push(text);
    return { by: 'RUN', text };
}
function excerptAfter(line, excerpt) {
    if (line === '------') {
        return excerpt === 'none' ? 'begins' : 'none';
    }
    if (excerpt !== 'begins') {
        return excerpt;
    }
    return runTitle.test(line.slice(' > '.length)) ? 'of RUN' : 'of BuildKit';
}
function outsideSteps(line, excerpt) {
    if (excerpt === 'begins' || /^\s*\d+ \|(?: |$)|^-+$/.test(line)) {
        return null;
    }
    return { by: excerpt === 'of RUN' ? 'RUN' : 'BuildKit', text: withoutTime(line) };
}
function withoutTime(line) {
    return line.replace(/^\d+\.\d+ /, '');
}

;// CONCATENATED MODULE: ./src/failures/git.ts
const gitRefusals = [
    {
        class: 'permission',
        pattern: /could not read (?:Username|Password) for|Authentication failed for|terminal prompts disabled/,
    },
    { class: 'permission', pattern: /fatal: repository '[^']*' not found|ERROR: Repository not found/ },
    { class: 'permission', pattern: /Permission denied \((?:publickey|password|keyboard|gssapi|hostbased)/ },
    { class: 'user', pattern: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/ },
    { class: 'user', pattern: /no SSH key "[^"]*" forwarded|no configured known hosts forwarded/ },
    { class: 'user', pattern: /repository does not contain ref|expected checksum to match/ },
    { class: 'user', pattern: /couldn't find remote ref|not our ref|Server does not allow request for/ },
    {
        class: 'user',
        reason: 'certificate',
        pattern: /SSL (?:peer |server )?certificate|server certificate verification failed|SSL CA cert/,
    },
    {
        class: 'user',
        reason: 'certificate',
        pattern: /SSL: .*(?:target host name|pinned public key)|issuer check|error setting certificate/i,
    },
    { class: 'user', pattern: /An unexpected TLS packet was received|wrong version number/ },
];
const unknownHost = [
    /could(?:n't| not) resolve (?:host|proxy)/i,
    /unable to look up |Name or service not known|Name does not resolve/,
];
const interrupted = [
    /Failed to connect to |(?:Couldn't|Could not) connect to server/,
    /Connection (?:timed out after|timeout after|timeout|time-out|died, tried)/i,
    /Operation (?:timed out|too slow)|Resolving timed out|SSL connection timeout|Timeout was reached/,
    /(?:Recv|Send) failure: |Failure when receiving data from the peer|Failed sending data to the peer/,
    /Send failed since rewinding/,
    /Empty reply from server|Server returned nothing|Received HTTP\/0\.9|Weird server reply|Unsupported HTTP version/,
    /transfer closed with|Transferred a partial file|hexadecimal sequence|chunked-encoded stream/,
    /Proxy CONNECT (?:aborted|connection closed)/,
    /HTTP\/2 stream \d+ was|HTTP2? framing layer|HTTP\/2 framing layer|nghttp2_\w+\(\)|QUIC connection/,
    /SSL_(?:connect|read|write)\b|SSL_ERROR_SYSCALL|SSL connect error|TLS connect error/,
    /gnutls_handshake\(\) failed|GnuTLS recv error/,
    /RPC failed; |bytes of body are still expected|expected flush after ref listing/,
    /early EOF|remote end hung up|unexpected disconnect while reading sideband packet/,
    /protocol error: bad |invalid index-pack output|inflate: data stream error|unable to connect to /,
    /ssh: connect to host |kex_exchange_identification|ssh_exchange_identification|banner exchange/,
    /Connection (?:closed|reset) by |Connection to \S+ closed|client_loop: send disconnect/,
];
const gitRules = [
    ...unknownHost.map((pattern) => ({ class: 'transient', reason: 'unknown-host', pattern })),
    ...interrupted.map((pattern) => ({ class: 'transient', pattern })),
    { class: 'permission', pattern: /make sure you have the correct access rights/ },
];

;// CONCATENATED MODULE: ./src/failures/network.ts
const network_unknownHost = /no such host/i;
const network_interrupted = [
    /connection (?:reset by peer|refused|timed out)|broken pipe|software caused connection abort/i,
    /no route to host|host is (?:down|unreachable)|network (?:is )?(?:down|unreachable)/i,
    /cannot assign requested address|network dropped connection on reset/i,
    /: (?:unexpected )?EOF\b/,
    /i\/o timeout|use of closed network connection/,
    /server misbehaving|no answer from DNS server|cannot unmarshal DNS message|lame referral/,
    /temporary failure in name resolution/i,
    /TLS handshake timeout|timeout awaiting response headers|Client\.Timeout|request canceled/,
    /HTTP\/1\.x transport connection broken|server closed idle connection|readLoopPeekFailLocked/,
    /cannot rewind body after connection loss|readLoop exiting|idle connection timeout/,
    /malformed (?:HTTP|MIME|chunked)|in chunk(?:ed line| length)|(?:for|http) chunk length|EOF reading trailer/,
    /ContentLength=\d+ with Body length|declared Content-Length/,
    /"https:\/\/\S+": (?:Bad Gateway|Service Unavailable|Gateway Timeout|Internal Server Error|Request Timeout)/,
    /stream error: stream ID \d+; [A-Z]|connection error: [A-Z_]+(?:$|[^A-Za-z_])/,
    /http2: (?:server sent GOAWAY|Transport received|Transport: cannot retry|timeout awaiting)/,
    /http2: (?:client conn|stream closed|no cached connection|frame too large|failed reading)/,
    /tls: (?:use of closed connection|bad record MAC|internal error|unexpected message|user canceled)/,
    /tls: (?:decryption failed|record overflow|error (?:decoding|decrypting) message|close notify)/,
    /context deadline exceeded|DeadlineExceeded/,
    /request must be retried|httpReadSeeker: failed open|closed incomplete writer|pipe error before commit/,
    /push is on-going|unexpected size \d+, expected \d+|from remote: \(unknown\)|discard to offset/,
    /unable to decode token response|did not include a token in the response/,
    /error writing (?:layer|config|manifest) blob|no active session/,
    /maximum timeout reached|exceeds maximum timeout/,
    /download failed after attempts=\d/,
    /services aren't available right now/,
];
const networkRules = [
    { class: 'transient', reason: 'unknown-host', pattern: network_unknownHost },
    ...network_interrupted.map((pattern) => ({ class: 'transient', pattern })),
];

;// CONCATENATED MODULE: ./src/failures/operation.ts
const signs = [
    ['git', /git stderr:|failed to fetch remote |default branch for repository|forwarded from the client/],
    ['git', /repository does not contain ref|expected checksum to match/],
    ['cache', /error writing (?:layer|config|manifest) blob|cache (?:importer|exporter)|writing manifest: /],
    ['push', /failed to push |push access denied|publish \S+ to /],
    ['login', /login attempt to |"https?:\/\/[^/"]+\/v2\/": (?:unauthorized|denied)/],
    ['pull', /failed to resolve source metadata|pull access denied|manifest for \S+ not found/],
    ['pull', /httpReadSeeker|failed to resolve image config|failed to copy: /],
    ['push', /(?:POST|PUT|PATCH) request to \S+\/v2\/|(?:Post|Put|Patch) "https?:\/\/[^"]+\/v2\//],
    ['pull', /(?:GET|HEAD) request to \S+\/v2\/|(?:Get|Head) "https?:\/\/[^"]+\/v2\//],
    ['download', /invalid response status \d|digest mismatch for |load cache key: (?:Get|Head) "/],
];
function operationOf(text) {
    return signs.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
const hosts = [
    /\blookup (\S+?)(?: on \S+)?: /,
    /resolve (?:host|proxy|hostname)(?: name)?:? ([^\s:;]+)/i,
    /ssh: connect to host (\S+) port/,
];
const reference = /(?:failed to push|publish \S+ to|source metadata for|manifest for) ([^\s/]+)(\/?)/;
const address = /\b(?:https?|ssh|git):\/\/(?:[^\s/@"']*@)?([^\s/"']+)/;
function hostOf(text) {
    const named = hosts.map((pattern) => pattern.exec(text)?.[1]).find((host) => host !== undefined);
    if (named !== undefined) {
        return named;
    }
    const [, first, slash] = reference.exec(text) ?? [];
    if (first === undefined) {
        return address.exec(text)?.[1] ?? null;
    }
    return slash === '/' && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}

;// CONCATENATED MODULE: ./src/failures/rules.ts
const stepFailed = /did not complete successfully/;
const damaged = /unexpected digest: \S+ != |invalid character '[^']*' looking for beginning of|unexpected end of JSON input/;
const finalRules = [
    { class: 'user', pattern: /dockerfile parse error/ },
    { class: 'cancelled', pattern: /context canceled|operation was canceled|code = Canceled|^Canceled\b/ },
    { class: 'disk', pattern: /no space left on device|disk quota exceeded/i },
    { class: 'daemon', pattern: /Cannot connect to the Docker daemon|Is the docker daemon running/ },
    { class: 'daemon', pattern: /failed to connect to the docker API|error during connect: / },
    { class: 'daemon', pattern: /permission denied while trying to connect to the docker/i },
    { class: 'daemon', pattern: /unable to resolve docker endpoint|client version \S+ is too/ },
    { class: 'daemon', pattern: /No such container|container \S+ is not running/i },
    { class: 'daemon', pattern: /existing instance for .* but no append mode|failed to bootstrap \S+ driver/ },
    { class: 'daemon', pattern: /error for bootstrap "|expected \d+ replicas to be ready/ },
    {
        class: 'daemon',
        pattern: /(?:waiting for BuildKit|listing workers|failed to initialize builder [^:]*): .*deadline exceeded/,
    },
    { class: 'daemon', pattern: /code = Unavailable|(?:^|: )Unavailable: |graceful_stop/ },
    { class: 'daemon', pattern: /error reading (?:from server|server preface)|failed to list workers/ },
    { class: 'user', pattern: /failed to read dockerfile: open |unable to prepare context/i },
    { class: 'user', pattern: /target stage .* could not be found/ },
    { class: 'user', once: true, pattern: /digest mismatch for \S+: sha256:/ },
    { class: 'user', pattern: /failed to calculate checksum of ref|no match for platform in manifest/ },
    { class: 'user', pattern: /does not currently support|currently not supported|is not supported for/ },
    { class: 'user', pattern: /incompatible with image ID file|multiple platforms feature/ },
    { class: 'user', pattern: /invalid (?:tag|reference|argument|driver option|field|type|value)\b/ },
    {
        class: 'user',
        pattern: /is an invalid (?:OS|component|.* component) |unknown (?:flag|option|shorthand)/,
    },
    { class: 'user', pattern: /failed to parse config|no builder ".*" found|entitlement .* is not allowed/ },
    { class: 'user', reason: 'certificate', pattern: /x509: |tls: failed to verify/ },
    {
        class: 'user',
        reason: 'certificate',
        pattern: /remote error: tls: (?:\w+ certificate|certificate required|access denied)/,
    },
    {
        class: 'user',
        pattern: /server gave HTTP response to HTTPS client|first record does not look like a TLS/,
    },
    { class: 'user', pattern: /malformed HTTP response "\\x15\\x03/ },
    {
        class: 'user',
        pattern: /tls: (?:handshake failure|protocol version not supported|unrecognized name|no application protocol)/,
    },
    { class: 'user', pattern: /: Proxy Authentication Required/ },
    {
        class: 'user',
        once: true,
        pattern: /failed to resolve source metadata for \S+@sha256:[0-9a-f]{64}: \S+: not found/,
    },
    { class: 'permission', once: true, pattern: /login attempt to \S+ failed with status: 401/ },
    { class: 'transient', once: true, pattern: /failed to fetch oauth token: denied: denied/ },
    { class: 'transient', reason: 'rate-limit', pattern: /toomanyrequests|too many requests|rate limit/i },
    {
        class: 'transient',
        pattern: /unknown blob|blob (?:upload )?(?:unknown|invalid)|BLOB_(?:UPLOAD_)?(?:UNKNOWN|INVALID)/i,
    },
    { class: 'transient', once: true, pattern: /unexpected commit digest .*failed precondition/ },
    { class: 'transient', once: true, pattern: /got digest sha256:\w+, expected sha256:/ },
    {
        class: 'transient',
        once: true,
        pattern: /provided digest did not match uploaded content|DIGEST_INVALID|layer verification failed/,
    },
];
const refusalRules = [
    {
        class: 'permission',
        pattern: /(?<!permission )\bdenied(?:: |$)|access denied|access to the resource is denied|insufficient_scope/,
    },
    { class: 'permission', pattern: /authorization failed|\bunauthorized\b|no basic auth credentials/i },
    { class: 'user', pattern: /permission denied/ },
];
const weakRules = [
    { class: 'user', once: true, pattern: damaged },
    { class: 'transient', pattern: /\bunknown: .*\b5\d\d\b/ },
];
const absent = /not found|no such file or directory|manifest unknown|name unknown/i;

;// CONCATENATED MODULE: ./src/failures/status.ts
const ofRequest = /unexpected status(?: code)? from (\w+) request to (\S+): (\d{3})\b/;
const statusTexts = [
    /unexpected (?:HEAD )?status(?: code)? \S+: (\d{3})\b/,
    /unexpected (?:HTTP )?status(?: code)?:?[ .]*(\d{3})\b/,
    /failed with status: (\d{3})\b/,
    /error parsing HTTP (\d{3}) response body/,
    /invalid response status (\d{3})\b/,
    /invalid status response (\d{3})\b/,
    /unknown error (\d{3})\b/,
    /https? response error StatusCode: (\d{3})\b/,
    /RESPONSE (\d{3}): /,
    /RPC failed; HTTP (\d{3})\b/,
    /requested URL returned error: (\d{3})\b/,
    /CONNECT tunnel failed, response (\d{3})\b/,
    /HTTP code (\d{3}) from proxy/,
];
function byStatus(text) {
    const [, method = '', url = '', status] = ofRequest.exec(text) ?? [];
    const told = [status, ...statusTexts.map((pattern) => pattern.exec(text)?.[1])].find((code) => code);
    return verdictOn(Number(told), method, url);
}
function verdictOn(code, method, url) {
    if (code === 429) {
        return { class: 'transient', reason: 'rate-limit' };
    }
    if (code >= 500 || code === 408 || code === 499) {
        return { class: 'transient' };
    }
    if (code === 404 && method !== 'POST' && url.includes('/blobs/uploads/')) {
        return { class: 'transient' };
    }
    if (code === 401 || code === 403) {
        return { class: 'permission' };
    }
    return code >= 400 ? { class: 'user' } : null;
}
function withoutBody(text) {
    return text
        .replace(/(unexpected status(?: code)? from \w+ request to \S+: \d{3}[\w ]*).*/, '$1')
        .replace(/(error parsing HTTP \d{3} response body: [^"]*).*/, '$1');
}
const status_units = {
    µs: 0.001,
    us: 0.001,
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
};
function retryAfter(text) {
    const [, digits, unit = 's'] = /retry[- ]after:?\s*"?(\d+(?:\.\d+)?)(µs|us|ms|s|m|h)?\b/i.exec(text) ?? [];
    return digits === undefined ? null : Math.ceil(Number(digits) * (status_units[unit.toLowerCase()] ?? 1000));
}

;// CONCATENATED MODULE: ./src/failures/classify.ts






const exitCanceled = 130;
const exitResourceExhausted = 102;
const exitKilled = [null, 137, 143];
function classifyFailure(stderr, code) {
    const evidence = readEvidence(stderr);
    const final = withoutBody(evidence.final);
    if (code === exitCanceled) {
        return { class: 'cancelled', detail: shorten(final) || ended(code) };
    }
    if (!evidence.concluded && exitKilled.includes(code)) {
        return { class: 'cancelled', detail: ended(code) };
    }
    if (stepFailed.test(final)) {
        const full = evidence.output.findLast((line) => /no space left on device/i.test(line));
        return full === undefined
            ? { class: 'user', detail: shorten(final) }
            : { class: 'disk', detail: shorten(full) };
    }
    const { detail, ...verdict } = judge(final, evidence.log, code);
    const operation = operationOf(final);
    const from = operation === 'download' ? downloadOf(final, evidence.failed) : '';
    const host = hostOf(`${final}${from}`);
    return {
        ...verdict,
        detail: `${detail || ended(code)}${from}`,
        ...waiting(verdict, [...evidence.log, final]),
        ...(operation === null ? {} : { operation }),
        ...(host === null ? {} : { host }),
    };
}
function judge(final, log, code) {
    const detail = shorten(final);
    const said = fromFinal(final, log, code);
    if (said) {
        return { ...said, detail };
    }
    for (const line of log.toReversed()) {
        const logged = byStatus(line) ?? first(lossRules, line);
        if (logged?.class === 'transient') {
            return { ...logged, detail: `${detail} (${shorten(line)})` };
        }
    }
    return { class: final.includes('failed to push') ? 'user' : 'unknown', detail };
}
function fromFinal(final, log, code) {
    return (first([...finalRules, ...gitRefusals], final) ??
        (code === exitResourceExhausted && !final.includes('larger than max') ? { class: 'disk' } : null) ??
        (bootTimedOut(final, log) ? { class: 'daemon' } : null) ??
        (lags(final) ? { class: 'transient' } : null) ??
        byStatus(final) ??
        first([...refusalRules, ...lossRules, ...weakRules], final) ??
        (absent.test(final) ? { class: 'user' } : null));
}
const lossRules = [...networkRules, ...gitRules];
function first(rules, text) {
    const rule = rules.find(({ pattern }) => pattern.test(text));
    if (rule === undefined) {
        return null;
    }
    const { pattern, ...verdict } = rule;
    return verdict;
}
function bootTimedOut(final, log) {
    if (!/^ERROR: (?:failed to build: )?context deadline exceeded$/.test(final)) {
        return false;
    }
    const step = log.findLast((line) => /^(?:pulling image|creating container|starting container) /.test(line));
    return step === undefined || !step.startsWith('pulling image') || step.endsWith(' done');
}
function lags(final) {
    if (!/^ERROR: (?!failed to (solve|build)|Error response from daemon)/.test(final)) {
        return false;
    }
    return /^ERROR: \S+[/:@]\S+: not found$|\/manifests\/\S+: 404\b|manifest unknown/i.test(final);
}
function waiting(verdict, texts) {
    const retryAfterMs = texts.map(retryAfter).findLast((wait) => wait !== null);
    return verdict.class === 'transient' && retryAfterMs ? { retryAfterMs } : {};
}
function downloadOf(final, failed) {
    const step = failed.find(({ title, error }) => title.includes('://') && final.endsWith(error));
    return step === undefined || final.includes('://') ? '' : ` (${step.title.replace(/^\[[^\]]*\] /, '')})`;
}
function shorten(text) {
    const plain = text
        .replace(/^(ERROR|error|Error): /, '')
        .replace(/^failed to build: /, '')
        .replace(/^failed to solve: /, '')
        .replace(/\s+/g, ' ')
        .trim();
    return plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
}
function ended(code) {
    return exitKilled.includes(code)
        ? 'it was killed and printed no error, as happens when the memory of the machine runs out'
        : `it ended with exit code ${code} and printed no error`;
}

;// CONCATENATED MODULE: ./src/failures/retry.ts

const baseMs = 1_000;
const capMs = 30_000;
const longestRetryAfterMs = 120_000;
async function withRetries(options, attempt, shouldRetry) {
    const { attempts, clock, signal, log, what } = options;
    let onceUsed = false;
    for (let n = 1;; n++) {
        try {
            return await attempt(n);
        }
        catch (error) {
            signal.throwIfAborted();
            const retry = shouldRetry(error);
            if (retry === null || n >= attempts || (retry.once && onceUsed)) {
                throw error;
            }
            onceUsed ||= retry.once === true;
            const wait = backoffMs(n, retry.retryAfterMs ?? 0, clock.random());
            const reason = firstLine((0,src_errors/* messageOf */.bD)(error));
            log.info(`Attempt ${n + 1} of ${attempts} in ${seconds(wait)} s: ${reason.startsWith(what) ? reason : `${what}: ${reason}`}`);
            await clock.sleep(wait, signal);
        }
    }
}
function backoffMs(n, retryAfterMs, random) {
    const backoff = Math.round(random * Math.min(capMs, baseMs * 2 ** (n - 1)));
    return Math.max(backoff, Math.min(retryAfterMs, longestRetryAfterMs));
}
function seconds(milliseconds) {
    return (milliseconds / 1000).toFixed(milliseconds < 9_950 ? 1 : 0);
}
function firstLine(text) {
    return text.split('\n', 1)[0] ?? '';
}

;// CONCATENATED MODULE: ./src/failures/command.ts





class CommandFailed extends Error {
    name = 'CommandFailed';
    what;
    failure;
    completed;
    constructor(what, completed, failure = classifyFailure(completed.stderr, completed.code)) {
        super(`${what} failed: ${failure.detail}`);
        this.what = what;
        this.completed = completed;
        this.failure = failure;
    }
}
const longestRequestMs = 120_000;
async function runCommand(command, session) {
    const { clock, signal, log, retries } = session;
    let previous = null;
    try {
        return await withRetries({ attempts: retries + 1, clock, signal, log, what: command.what }, async () => {
            const args = previous === null ? null : command.argsAfter?.(previous);
            try {
                return await runOnce({ ...command, args: args ?? command.args }, session);
            }
            catch (error) {
                previous = error instanceof CommandFailed ? error : null;
                throw error;
            }
        }, retryOf);
    }
    catch (error) {
        throw error instanceof CommandFailed ? command.explain(error) : error;
    }
}
async function runOnce(command, runner) {
    const { what, tool, args, input, onLine, limitMs, pushed } = command;
    const limit = new AbortController();
    const timer = limitMs === undefined ? undefined : setTimeout(() => limit.abort(), limitMs);
    let completed;
    try {
        completed = await runner.processes.run(tool, args, {
            signal: AbortSignal.any([runner.signal, limit.signal]),
            ...(input === undefined ? {} : { input }),
            ...(onLine === undefined ? {} : { onLine }),
        });
    }
    catch (error) {
        runner.signal.throwIfAborted();
        if (!limit.signal.aborted || limitMs === undefined) {
            throw error;
        }
        const detail = `it had not ended after ${limitMs / 1000} s`;
        throw new CommandFailed(what, command_ended, { class: 'transient', detail });
    }
    finally {
        clearTimeout(timer);
    }
    if (completed.code === 0) {
        return completed;
    }
    const failed = new CommandFailed(what, completed);
    if (pushed === undefined || !readEvidence(completed.stderr).final.endsWith(`${pushed}: not found`)) {
        throw failed;
    }
    throw new CommandFailed(what, completed, { class: 'transient', detail: failed.failure.detail });
}
const command_ended = { code: null, stdout: Buffer.alloc(0), stderr: '' };
function retryOf(error) {
    if (!(error instanceof CommandFailed)) {
        return null;
    }
    const { class: kind, once, retryAfterMs } = error.failure;
    if (kind !== 'transient' && !once) {
        return null;
    }
    return {
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(once === undefined ? {} : { once }),
    };
}
function asActionError(error, otherwise) {
    const hint = adviceOn(error.failure);
    return new src_errors/* ActionError */.lZ(codeOf(error.failure, otherwise), error.message, {
        cause: error,
        ...(hint === undefined ? {} : { hint }),
    });
}

;// CONCATENATED MODULE: ./src/registry/lag.ts
const waitsMs = [200, 400, 800, 1600, 3200, 6400];
async function lookUntil(look, settled, { clock, signal }) {
    let seen = await look();
    for (const wait of waitsMs) {
        if (settled(seen) || signal.aborted) {
            break;
        }
        await clock.sleep(wait, signal);
        seen = await look();
    }
    return seen;
}

;// CONCATENATED MODULE: ./src/registry/read-back.ts








async function readBack(reference, session) {
    const bytes = await inspectPushed(reference, ['--raw'], session);
    try {
        return parsePublishedImage(bytes);
    }
    catch (error) {
        throw new src_errors/* ActionError */.lZ('digest-differs', `What was read back as '${reference}' is not an image: ${(0,src_errors/* messageOf */.bD)(error)}.`, { hint: rewritten, cause: error });
    }
}
async function servedDigest(reference, session) {
    const bytes = await inspectServed(reference, ['--raw'], session);
    return bytes === null ? null : servedDigestOf(bytes);
}
async function inspectServed(reference, options, session) {
    const bytes = await inspect(reference, options, session);
    return bytes instanceof CommandFailed ? null : bytes;
}
async function inspectPushed(reference, options, session) {
    const bytes = await lookUntil(() => inspect(reference, options, session), (seen) => !(seen instanceof CommandFailed), session);
    if (bytes instanceof CommandFailed) {
        throw asActionError(bytes, 'registry-unavailable');
    }
    return bytes;
}
async function inspect(reference, options, session) {
    const { buildx, retries, clock, signal, log } = session;
    const what = `Reading ${reference} back`;
    const args = inspectArguments(reference, options, session);
    try {
        return await withRetries({ attempts: retries + 1, clock, signal, log, what }, async () => (await runOnce({ what, tool: buildx, args, limitMs: longestRequestMs }, session)).stdout, (error) => (isAbsent(error) ? null : retryOf(error)));
    }
    catch (error) {
        if (isAbsent(error)) {
            return error;
        }
        throw asFailure(error);
    }
}
function isAbsent(error) {
    return (error instanceof CommandFailed &&
        /: not found$|manifest unknown|MANIFEST_UNKNOWN|name unknown|NAME_UNKNOWN|\b404\b/m.test(error.completed.stderr.trimEnd()));
}
function asFailure(error) {
    if (!(error instanceof CommandFailed)) {
        return error;
    }
    const { class: kind, detail } = error.failure;
    if (kind !== 'user' || !damaged.test(detail)) {
        return asActionError(error, 'registry-unavailable');
    }
    return new src_errors/* ActionError */.lZ('digest-differs', error.message, { hint: rewritten, cause: error });
}
const rewritten = 'Does a proxy or a mirror answer in place of the registry, or change what it serves?';
function lastLook(session) {
    return session.signal.aborted ? { ...session, retries: 0, signal: AbortSignal.timeout(3_000) } : session;
}

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
    const name = formatTag(tag);
    const lost = await lostPlatforms(name, platformsOf(session), session);
    if (lost === null || (lost.length === 0 && guard !== 'newest')) {
        return;
    }
    const theirs = own === null ? null : runIn(await provenanceOf(name, session), own.where);
    if (lost.length > 0 && theirs !== null && theirs === own?.id) {
        throw new src_errors/* ActionError */.lZ('tag-guarded', `${name} holds ${(0,oci_platform/* formatPlatforms */.Iu)(lost)}, pushed by this same run, and this image does not: the tag would end with whichever job is last.`, {
            hint: "Build all platforms in one step, or give each leg of the matrix tags of its own. With 'tag-guard: none' the tag moves.",
        });
    }
    if (guard === 'newest' && theirs !== null && own !== null && theirs > own.id) {
        throw new src_errors/* ActionError */.lZ('tag-guarded', `${name} was pushed by a newer run (${theirs}) than this one (${own.id}).`, {
            hint: "Start the workflow for the commit that should have this tag. With 'tag-guard: none' the tag moves back.",
        });
    }
    if (lost.length > 0) {
        session.log.warning(`${name} points at an image for ${(0,oci_platform/* formatPlatforms */.Iu)(lost)} too, which this one lacks; the tag moves all the same.`, 'Platforms lost');
    }
}
async function lostPlatforms(name, wanted, session) {
    const bytes = await inspectServed(name, ['--raw'], session);
    if (bytes === null) {
        return null;
    }
    try {
        return parsePublishedImage(bytes)
            .images.map(({ platform }) => platform)
            .filter((platform) => platform !== null)
            .filter((platform) => !wanted.some((other) => (0,oci_platform/* isSamePlatform */.SW)(other, platform)));
    }
    catch {
        return null;
    }
}
async function provenanceOf(name, session) {
    const bytes = await inspectServed(name, ['--format', '{{json .Provenance}}'], session);
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

;// CONCATENATED MODULE: ./src/buildx/build-arguments.ts



function build_arguments_buildArguments(request) {
    const { source, options, reuseCache } = request;
    return [
        'build',
        ...['--builder', request.builder],
        ...['--progress', 'plain'],
        ...['--metadata-file', request.metadataFile],
        ...['--platform', (0,oci_platform/* formatPlatforms */.Iu)(request.platforms, ',')],
        ...['--output', exporter(request.destination)],
        ...(source.file === null ? [] : ['--file', source.file]),
        ...(source.target === null ? [] : ['--target', source.target]),
        ...each('--build-arg', options.buildArgs),
        ...each('--build-context', options.buildContexts),
        ...each('--label', options.labels),
        ...each('--annotation', options.annotations),
        ...each('--attest', options.attests),
        ...(options.provenance === null ? [] : [`--provenance=${options.provenance}`]),
        ...(options.sbom === null ? [] : [`--sbom=${options.sbom}`]),
        ...(options.noCache && !reuseCache ? ['--no-cache'] : []),
        ...(reuseCache ? [] : each('--no-cache-filter', options.noCacheFilters)),
        ...(options.pull && !reuseCache ? ['--pull'] : []),
        ...each('--cache-from', options.cacheFrom),
        ...each('--cache-to', options.cacheTo),
        ...each('--add-host', options.addHosts),
        ...each('--allow', options.allow),
        ...(options.network === null ? [] : ['--network', options.network]),
        ...(options.shmSize === null ? [] : ['--shm-size', options.shmSize]),
        ...each('--ulimit', options.ulimit),
        ...(options.cgroupParent === null ? [] : ['--cgroup-parent', options.cgroupParent]),
        ...each('--secret', request.secrets),
        ...each('--ssh', options.ssh),
        '--',
        source.context,
    ];
}
function each(flag, values) {
    return values.flatMap((value) => [flag, value]);
}
function exporter(destination) {
    switch (destination.kind) {
        case 'registry':
            return `type=image,${names(destination.repositories)},push-by-digest=true,name-canonical=true,push=true${shape(destination)}`;
        case 'tags':
            return `type=image,${names(destination.tags.map(formatTag))},push=true${shape(destination)}`;
        case 'layout':
            return `type=oci,tar=false,${(0,csv/* formatCsv */.yv)([`dest=${destination.directory}`])}${shape(destination)}`;
        case 'daemon':
            return destination.tags.length === 0
                ? 'type=docker'
                : `type=docker,${names(destination.tags.map(formatTag))}`;
        case 'exporter':
            return destination.output;
    }
}
function shape({ attributes = [] }) {
    return attributes.map((attribute) => `,${(0,csv/* formatCsv */.yv)([attribute])}`).join('');
}
function names(values) {
    return (0,csv/* formatCsv */.yv)([`name=${values.join(',')}`]);
}

;// CONCATENATED MODULE: ./src/failures/emulator.ts
function emulatorCrash(stderr) {
    return lastLine(stderr, /qemu(-\w+)?: uncaught target signal \d/);
}
function emulatorMissing(stderr) {
    return lastLine(stderr, /exec format error/i);
}
function lastLine(stderr, pattern) {
    const line = stderr.split(/\r?\n/).findLast((text) => pattern.test(text));
    return line === undefined ? null : line.replace(/^(#\d+ )?(\d+\.\d+ )?/, '').trim();
}

;// CONCATENATED MODULE: ./src/buildx/failed-step.ts
const shownLines = 10;
const longestLine = 300;
function describeFailedSteps(steps) {
    return steps.slice(0, 3).flatMap(describeStep);
}
function describeStep({ title, output }) {
    const [, inside = '', instruction = title] = /^\[([^\]]*)\] (.*)$/s.exec(title) ?? [];
    const what = failed_step_shortened(instruction.split('\n', 1)[0] ?? '');
    const platform = platformIn(inside);
    const where = platform === null ? '' : ` for ${platform}`;
    if (output.length === 0) {
        return platform === null ? [] : [`It failed${where}: ${what}`];
    }
    return [
        `It failed${where}: ${what}`,
        'The last lines that it printed:',
        ...output.slice(-shownLines).map(failed_step_shortened),
    ];
}
function platformIn(inside) {
    const [, platform, target] = /^([a-z][a-z0-9]*\/[\w./]+)(?:->([\w./]+))?(?: |$)/.exec(inside) ?? [];
    if (platform === undefined) {
        return null;
    }
    return target === undefined ? platform : `${target}, on ${platform}`;
}
function failed_step_shortened(line) {
    return line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
}

;// CONCATENATED MODULE: ./src/buildx/build-failure.ts





const knownCauses = [
    [
        /no match for platform in manifest|no matching manifest for/,
        "A base image of the Dockerfile does not exist for one of the 'platforms'. Take a base image that has them all, or leave that platform out.",
    ],
    [
        /no support for running processes with/,
        "The builder's processor lacks this variant. Build it on a machine that has it.",
    ],
    [
        /entitlement .* is not allowed|granting entitlement/,
        "The builder does not grant this. With an existing 'builder', it must be created with that entitlement; see 'allow'.",
    ],
    [/target stage .* could not be found/, "See 'target': it must be the name of a stage in the Dockerfile."],
    [/failed to read dockerfile/, "See 'file' (relative to the checkout) and 'context'."],
    [
        /failed to (?:calculate checksum|compute cache key).*not found/,
        "A COPY or ADD names something that is not in the context. See 'context', and the .dockerignore file.",
    ],
    [
        /cache export (?:feature )?is (?:currently )?not supported|Cache export is not supported/i,
        "This builder cannot export a cache. Leave 'cache-to' out, or use a docker-container builder.",
    ],
    [
        /not (?:implemented|supported) for (?:the )?docker driver/,
        "The builder named in 'builder' is the daemon itself (docker driver), which can neither push by digest nor export a layout. Leave 'builder' out, or name a docker-container builder.",
    ],
    [
        /index annotations not supported for single platform/,
        "Write the annotation without the 'index:' level, or add an attestation.",
    ],
    [
        /^ERROR: .*did not complete successfully: exit code: 137\b/m,
        "Exit code 137 is that of a process which was killed, mostly because memory ran out. Give the builder more ('driver-opts': memory=…) or a larger machine, or run less at once.",
    ],
];
const build_failure_missingHint = 'A program of another architecture was run without an emulator. Set emulation: auto, or run that stage natively with FROM --platform=$BUILDPLATFORM.';
const refusedHint = 'The registry does not take it, and would not the next time. Does it accept an index and attestations (try provenance: false), ' +
    "does the repository exist, and does the builder know its certificate, or that it speaks plain HTTP (see 'buildkitd-config-inline')?";
const ownLoopback = /dial tcp (?:127\.[\d.]+|\[::1\]):\d+: connect: connection refused/;
const loopbackHint = "For the builder, localhost is its own container. Give the registry an address that both reach, or the builder the machine's network with driver-opts: network=host.";
const crashHint = 'The emulator crashed, not your program. Build this platform on a native runner, or try another QEMU with binfmt-image.';
function explainBuild(error, dockerfile) {
    const { stderr } = error.completed;
    const kind = error.failure.class;
    if (kind !== 'user' && kind !== 'unknown') {
        const failure = asActionError(error, 'build-failed');
        if (!ownLoopback.test(error.failure.detail)) {
            return failure;
        }
        return new src_errors/* ActionError */.lZ(failure.code, failure.message, { hint: loopbackHint, cause: error });
    }
    if (error.failure.detail.startsWith('failed to push ')) {
        return new src_errors/* ActionError */.lZ('registry-refused', error.message, { hint: refusedHint, cause: error });
    }
    const location = sourceLocation(stderr, dockerfile);
    const hint = hintOf(stderr);
    const where = location ? `${location.file}:${location.line}: ` : '';
    const steps = describeFailedSteps(readEvidence(stderr).failed);
    return new src_errors/* ActionError */.lZ('build-failed', [`${where}${error.message}`, ...steps].join('\n'), {
        cause: error,
        location,
        ...(hint === undefined ? {} : { hint }),
    });
}
function hintOf(stderr) {
    if (emulatorCrash(stderr) !== null) {
        return crashHint;
    }
    if (emulatorMissing(stderr) !== null) {
        return build_failure_missingHint;
    }
    return knownCauses.find(([pattern]) => pattern.test(stderr))?.[1];
}
function sourceLocation(stderr, dockerfile) {
    const heading = [...stderr.matchAll(/^(\S.*):(\d+)\r?\n-{10,}\r?$/gm)].at(-1);
    const [, name, line] = heading ?? [];
    if (name === undefined || line === undefined) {
        return undefined;
    }
    const file = dockerfile.split(/[\\/]/).at(-1) === name ? dockerfile : name;
    return { file, line: Number(line) };
}

;// CONCATENATED MODULE: ./src/buildx/build.ts







async function build(request, session) {
    const { files, log, buildx } = session;
    await files.remove(request.metadataFile);
    const command = {
        what: 'The build',
        tool: buildx,
        args: build_arguments_buildArguments(request),
        onLine: (line) => log.info(line),
    };
    await runCommand({
        ...command,
        argsAfter: ({ completed }) => failedInExport(completed.stderr) ? build_arguments_buildArguments({ ...request, reuseCache: true }) : command.args,
        explain: (failed) => explainBuild(failed, dockerfilePath(request.source)),
    }, session);
    return parseMetadata((await files.read(request.metadataFile)).toString('utf8'));
}
function failedInExport(stderr) {
    return /failed to push|failed to solve: failed to (?:commit|copy)|error writing (?:layer|manifest) blob/.test(stderr.split('\n').findLast((line) => line.startsWith('ERROR:')) ?? '');
}
function dockerfilePath(source) {
    if (source.file !== null) {
        return source.file;
    }
    return source.remote || source.context === '.' ? 'Dockerfile' : (0,external_node_path_.join)(source.context, 'Dockerfile');
}
function parseMetadata(metadata) {
    const document = (0,oci_json/* parseJson */.qF)(metadata);
    if (!(0,oci_json/* isRecord */.u4)(document)) {
        throw new src_errors/* ActionError */.lZ('build-misconfigured', "buildx's metadata file does not hold a JSON object.");
    }
    const digest = document['containerimage.digest'];
    if (digest === undefined) {
        return { digest: null, metadata };
    }
    if (typeof digest !== 'string' || !isDigest(digest)) {
        throw new src_errors/* ActionError */.lZ('build-misconfigured', `buildx reported the digest ${JSON.stringify(digest)}.`);
    }
    return { digest: digest, metadata };
}

;// CONCATENATED MODULE: ./src/stage/archive.ts

function archiveOf(output) {
    const fields = output === null ? [] : (0,csv/* parseCsv */.Wk)(output);
    if ((0,csv/* isCsvError */.D)(fields)) {
        return null;
    }
    const attributes = fields.map((field) => [
        field
            .slice(0, Math.max(field.indexOf('='), 0))
            .trim()
            .toLowerCase(),
        field,
    ]);
    const valueOf = (wanted) => attributes.findLast(([name]) => name === wanted)?.[1].replace(/^[^=]*=/, '');
    const dest = valueOf('dest');
    if (valueOf('type') !== 'oci' || dest === undefined) {
        return null;
    }
    return {
        dest,
        tar: !/^(?:0|f|false)$/i.test(valueOf('tar') ?? 'true'),
        attributes: attributes
            .filter(([name]) => !['type', 'dest', 'tar'].includes(name))
            .map(([, text]) => text),
    };
}

;// CONCATENATED MODULE: ./src/buildx/stdin-build.ts

function stdinBuildArguments({ builder, platforms, options, output }) {
    return [
        'build',
        ...['--builder', builder],
        ...['--progress', 'plain'],
        ...(platforms.length === 0 ? [] : ['--platform', (0,oci_platform/* formatPlatforms */.Iu)(platforms, ',')]),
        ...['--provenance=false', '--sbom=false'],
        ...options,
        ...['--output', output],
        '-',
    ];
}

;// CONCATENATED MODULE: ./src/buildx/push-trial.ts




const trialAfterMs = 3_000;
async function besidePushTrial(trial, session, build) {
    const over = new AbortController();
    const denied = new AbortController();
    let trying = Promise.resolve();
    const timer = setTimeout(() => {
        const signal = AbortSignal.any([session.signal, over.signal]);
        trying = tryPush(trial, { ...session, signal }).catch((error) => {
            if (error instanceof src_errors/* ActionError */.lZ && error.code === 'registry-denied') {
                denied.abort(error);
            }
        });
    }, trialAfterMs);
    try {
        return await build({ ...session, signal: AbortSignal.any([session.signal, denied.signal]) });
    }
    finally {
        clearTimeout(timer);
        over.abort();
        await trying;
    }
}
async function tryPush({ builder, repositories }, session) {
    const what = `Trying to push to ${repositories.join(', ')}`;
    const args = stdinBuildArguments({
        builder,
        platforms: [],
        options: [],
        output: exporter({ kind: 'registry', repositories }),
    });
    const command = { what, tool: session.buildx, args, input: 'FROM scratch\n', limitMs: longestRequestMs };
    try {
        await runOnce(command, session);
    }
    catch (error) {
        throw error instanceof CommandFailed ? asActionError(error, 'registry-refused') : error;
    }
}

;// CONCATENATED MODULE: ./src/stage/remote-context.ts
const remote_context_shortestUserToken = 20;
function remoteContext(text, facts) {
    const [, scheme = '', userInfo = '', host = '', rest = ''] = /^(https?:\/\/)(?:([^\s/?#]*)@)?([^\s/?#@]+)(.*)$/s.exec(text) ?? [];
    if (host === '') {
        return { context: text, secrets: [] };
    }
    const git = isGit(rest);
    if (userInfo.includes(':') || userInfo.length >= remote_context_shortestUserToken) {
        const id = git ? `GIT_AUTH_HEADER.${host}` : httpHeaderOf(host);
        return { context: `${scheme}${host}${rest}`, secrets: [basic(id, userInfo)] };
    }
    const ids = ['GIT_AUTH_TOKEN', 'GIT_AUTH_HEADER'].flatMap((id) => [id, `${id}.${host}`]);
    const ours = git &&
        scheme === 'https://' &&
        isOwnRepository(host, rest, facts) &&
        !ids.some((id) => facts.given.includes(id));
    if (!ours || facts.token === null) {
        return { context: text, secrets: [] };
    }
    return {
        context: text,
        secrets: [{ id: `GIT_AUTH_TOKEN.${host}`, from: { kind: 'value', value: facts.token } }],
    };
}
function isGit(pathAndMore) {
    return /^[^?#]*\.git(?:[?#]|$)/.test(pathAndMore);
}
function isOwnRepository(host, rest, { serverUrl, repository }) {
    const path = rest.replace(/[?#].*$/s, '').replace(/\.git$/, '');
    return (host === new URL(serverUrl).host &&
        repository !== '' &&
        path.toLowerCase() === `/${repository}`.toLowerCase());
}
function httpHeaderOf(host) {
    return `HTTP_AUTH_HEADER_${host.replace(/:\d+$/, '')}`;
}
function basic(id, userInfo) {
    const pair = remote_context_decoded(userInfo.includes(':') ? userInfo : `${userInfo}:`);
    const value = `Basic ${Buffer.from(pair).toString('base64')}`;
    return { id, from: { kind: 'value', value } };
}
function remote_context_decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./src/stage/secrets.ts


async function secretArguments(secrets, { folder, files }) {
    return Promise.all(secrets.map(async ({ id, from }, index) => {
        switch (from.kind) {
            case 'environment':
                return `id=${id},env=${from.name}`;
            case 'file':
                return source(id, from.path);
            case 'value': {
                const path = (0,external_node_path_.join)(folder, `secret-${index}`);
                await files.write(path, from.value);
                return source(id, path);
            }
        }
    }));
}
function source(id, path) {
    return (0,csv/* formatCsv */.yv)([`id=${id}`, `src=${path}`]);
}

;// CONCATENATED MODULE: ./src/stage/one-builder.ts










async function stage(inputs, ledger, session) {
    const target = stagingTarget(inputs, session.folder);
    const direct = inputs.push && inputs.publish === 'direct';
    const attributes = [...inputs.imageAttributes, ...(archiveOf(inputs.output)?.attributes ?? [])];
    const destination = destinationOf(target, direct ? inputs.tags : null, attributes);
    const request = await buildRequest(inputs, destination, session);
    let built;
    try {
        built =
            destination.kind === 'registry'
                ? await besidePushTrial({ builder: request.builder, repositories: destination.repositories }, session, (limited) => build(request, limited))
                : await build(request, session);
    }
    finally {
        if (direct) {
            ledger.pushedDirectly(await tagStates(inputs.tags, session));
        }
    }
    const { digest, metadata } = built;
    ledger.metadata(metadata);
    if (digest === null) {
        throw new src_errors/* ActionError */.lZ('build-misconfigured', 'buildx reported no digest for the image that it exported.');
    }
    if (!direct && target.kind === 'repositories') {
        ledger.staged(digest, target.repositories);
    }
    return { target, digest };
}
function stagingTarget({ push, tags }, folder) {
    const [first, ...others] = [...new Set(tags.map(({ repository }) => repository))];
    return push && first !== undefined
        ? { kind: 'repositories', repositories: [first, ...others] }
        : { kind: 'layout', directory: (0,external_node_path_.join)(folder, 'layout') };
}
function destinationOf(target, tags, attributes) {
    if (target.kind === 'layout') {
        return { ...target, attributes };
    }
    return tags === null
        ? { kind: 'registry', repositories: target.repositories, attributes }
        : { kind: 'tags', tags, attributes };
}
async function buildRequest(inputs, destination, session) {
    const { builder, folder, environment } = session;
    const { source, build: options, secrets, githubToken } = inputs;
    const { GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository } = environment.variables;
    const facts = {
        token: githubToken,
        serverUrl: serverUrl ?? 'https://github.com',
        repository: repository ?? '',
        given: secrets.map(({ id }) => id),
    };
    const fetched = source.remote
        ? remoteContext(source.context, facts)
        : { context: source.context, secrets: [] };
    return {
        builder: builder.name,
        source: { ...source, context: fetched.context },
        platforms: platformsOf(session),
        options,
        secrets: await secretArguments([...secrets, ...fetched.secrets], session),
        destination,
        metadataFile: (0,external_node_path_.join)(folder, 'metadata.json'),
        reuseCache: false,
    };
}
async function tagStates(tags, session) {
    return Promise.all(tags.map(async (tag) => ({
        tag,
        serves: await servedDigest(formatTag(tag), lastLook(session)).then((digest) => digest ?? 'nothing', () => 'unknown: the registry does not answer'),
    })));
}

;// CONCATENATED MODULE: ./src/publish/archive.ts

async function writeArchive({ dest, tar }, layout, { processes, files, signal }) {
    try {
        if (!tar) {
            await files.copyTree(layout, dest);
            return;
        }
        const parts = (await files.list(layout)).toSorted();
        const args = ['-C', layout, '-cf', dest, '--', ...parts];
        const { code, stderr } = await processes.run({ file: 'tar', env: {} }, args, { signal });
        if (code !== 0) {
            throw new Error(stderr.trim());
        }
    }
    catch (error) {
        signal.throwIfAborted();
        throw new src_errors/* ActionError */.lZ('environment-unsupported', `The image could not be written to '${dest}': ${(0,src_errors/* messageOf */.bD)(error)}`, {
            hint: "See 'outputs': the folder of dest must exist, and this job must be allowed to write there.",
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./src/publish/confirm.ts





async function confirmTags(tags, digest, failures, session) {
    const failed = new Set(failures.map(({ repository }) => repository));
    const seen = await Promise.all(tags.map(async (tag) => {
        const look = () => servedDigest(formatTag(tag), lastLook(session));
        const patient = () => lookUntil(look, (serves) => isSameDigest(serves, digest), session);
        try {
            return { tag, serves: await (failed.has(tag.repository) ? look() : patient()) };
        }
        catch (error) {
            return { tag, serves: error instanceof Error ? error : new Error((0,src_errors/* messageOf */.bD)(error)) };
        }
    }));
    const moved = seen.filter(({ serves }) => !(serves instanceof Error) && isSameDigest(serves, digest));
    return {
        tags: moved.map(({ tag }) => tag),
        unconfirmed: seen.filter(({ serves }) => serves instanceof Error).map(({ tag }) => tag),
        failure: moved.length === tags.length ? null : explainTags(seen, digest, failures, session.signal),
    };
}
function explainTags(seen, digest, failures, signal) {
    const stopped = signal.aborted && signal.reason instanceof src_errors/* ActionError */.lZ ? signal.reason : null;
    const errors = [
        ...failures.map(({ error }) => error),
        ...seen.map(({ serves }) => serves).filter((serves) => serves instanceof Error),
    ];
    const reasons = new Set((stopped ? [stopped] : errors).map(src_errors/* messageOf */.bD));
    const reason = [...reasons].join('\n') || 'The registry accepted the tags, but does not serve all of them.';
    const lines = seen.map(({ tag, serves }) => `${formatTag(tag)}: ${stateText(serves, digest)}`);
    return new src_errors/* ActionError */.lZ(stopped?.code ?? 'tag-failed', `${reason}\nThe verified image is ${digest}. Its tags:\n${lines.join('\n')}`, { hint: hintFor(stopped !== null, errors.length > 0), cause: stopped ?? errors[0] });
}
function hintFor(stopped, refused) {
    const again = 'The image itself is published by digest; a new run sets the tags.';
    if (stopped) {
        return again;
    }
    return refused
        ? `May this account write and read these tags, and are they mutable? ${again}`
        : 'Another job may have moved the same tag at the same time. Let only one job publish a tag.';
}
function stateText(serves, digest) {
    if (serves === null) {
        return 'not there';
    }
    if (serves instanceof Error) {
        return 'unknown, because the registry did not say';
    }
    return isSameDigest(serves, digest) ? 'moved' : `not moved, it points at ${serves}`;
}

;// CONCATENATED MODULE: ./src/publish/tags.ts







async function moveTags(digest, repositories, tags, session) {
    const outcomes = await Promise.all(repositories.map(async (repository) => {
        const moving = new Set(tags.filter((tag) => tag.repository === repository));
        try {
            await moveInRepository(pinned(repository, digest), moving, digest, session);
            return null;
        }
        catch (error) {
            return { repository, error };
        }
    }));
    return confirmTags(tags, digest, outcomes.filter((outcome) => outcome !== null), session);
}
async function moveInRepository(source, moving, digest, session) {
    const { buildx, retries, clock, signal, log } = session;
    const what = `Tagging in ${source.slice(0, source.indexOf('@'))}`;
    await withRetries({ attempts: retries + 1, clock, signal, log, what }, async (attempt) => {
        if (attempt > 1) {
            for (const tag of [...moving]) {
                const serves = await servedDigest(formatTag(tag), lastLook(session)).catch(() => null);
                if (isSameDigest(serves, digest)) {
                    moving.delete(tag);
                }
            }
        }
        if (moving.size === 0) {
            return;
        }
        const command = {
            what,
            tool: buildx,
            args: tagArguments([...moving], source, session),
            onLine: (line) => log.info(line),
            limitMs: longestRequestMs,
        };
        await runOnce(command, session);
    }, retryOf);
}

;// CONCATENATED MODULE: ./src/publish/publish.ts







function isPublished({ push, load, output }) {
    return push || load || output !== null;
}
async function publish(inputs, verified, ledger, session) {
    await publishTags(inputs, verified, ledger, session);
    const archive = archiveOf(inputs.output);
    if (archive !== null && verified.staged.target.kind === 'layout') {
        await writeArchive(archive, verified.staged.target.directory, session);
        return;
    }
    for (const destination of exportsOf(inputs)) {
        const request = await buildRequest(inputs, destination, session);
        const { metadata } = await build({ ...request, reuseCache: true }, session);
        if (!inputs.push) {
            ledger.metadata(metadata);
        }
    }
}
async function publishTags({ tags, publish: mode }, { digest, staged }, ledger, session) {
    if (staged.target.kind === 'layout') {
        return;
    }
    const { repositories } = staged.target;
    const confirmed = mode === 'direct'
        ? await confirmTags(tags, digest, [], session)
        : await moveTags(digest, repositories, tags, session);
    ledger.tagged(digest, confirmed, repositories[0]);
    if (confirmed.failure) {
        throw confirmed.failure;
    }
    for (const tag of confirmed.tags) {
        session.log.info(`${formatTag(tag)} is ${digest}`);
    }
}
function exportsOf({ load, output, tags }) {
    return [
        ...(load ? [{ kind: 'daemon', tags }] : []),
        ...(output === null ? [] : [{ kind: 'exporter', output }]),
    ];
}

;// CONCATENATED MODULE: ./src/report/activity.ts
function describeActivity(phase, { tags, push, login }) {
    const registries = [...new Set(tags.map(({ registry }) => registry))].join(', ');
    const loggingIn = login === null ? '' : `logging in to ${login.registry} and `;
    const activities = {
        setup: `${loggingIn}setting up buildx, the emulators and the builder`,
        build: push ? `building and pushing to ${registries}` : 'building',
        verify: push ? `verifying the image in ${registries}` : 'verifying the image',
        publish: push ? `tagging in ${registries}` : 'exporting the image',
    };
    return `${activities[phase]} (phase ${phase})`;
}

;// CONCATENATED MODULE: ./src/report/summary.ts


function renderSummary(ledger, failure, secrets) {
    const { setUp, verified, tags, repository } = ledger.facts;
    if (setUp === null) {
        return null;
    }
    const lines = [`### ${escapeMarkup(repository ?? 'Image')}`, ''];
    if (failure) {
        lines.push(`**Failed** (\`${failure.code}\`): ${escapeMarkup(withoutSecrets(failure.message, secrets))}`, '');
    }
    if (verified) {
        lines.push(`Digest: \`${verified.digest}\``, '');
    }
    if (tags.length > 0) {
        lines.push(`Tags: ${tags.map((tag) => code(formatTag(tag))).join(', ')}`, '');
    }
    if (verified) {
        lines.push(...summary_imageTable(verified, setUp), '');
    }
    lines.push(`<sub>Built with buildx ${escapeMarkup(setUp.buildxVersion)}.</sub>`, '');
    return lines.join('\n');
}
function summary_imageTable({ images, binaries }, { executions }) {
    const rows = images.map(({ platform, digest, size }, index) => {
        const execution = executions.find((candidate) => (0,oci_platform/* isSamePlatform */.SW)(candidate.platform, platform));
        const cells = [
            (0,oci_platform/* formatPlatform */.Bq)(platform),
            code(digest),
            `${size} B`,
            execution?.how === 'native' ? 'native' : 'emulated',
            escapeMarkup(binaries[index] ?? ''),
        ];
        return `| ${cells.join(' | ')} |`;
    });
    return [
        '| Platform | Digest | Manifest size | Runs | Binaries |',
        '| --- | --- | ---: | --- | --- |',
        ...rows,
    ];
}
function withoutSecrets(text, secrets) {
    const longestFirst = secrets.filter(Boolean).sort((a, b) => b.length - a.length);
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
function code(text) {
    return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
const unseen = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
function escapeMarkup(text) {
    return text
        .replace(unseen, (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`)
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/([\\`*_[\]|~$])/g, '\\$1')
        .replace(/:\/\/|@|#(?=\d)|(?<=\bwww)\./gi, '<span>$&</span>')
        .replace(/\r\n?|\n/g, '<br>');
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/runner/peer.ts

function isForeign({ remotePort }) {
    let table;
    try {
        table = (0,external_node_fs_.readFileSync)('/proc/net/tcp', 'utf8');
    }
    catch {
        return false;
    }
    const owner = ownerOf(table, remotePort ?? 0);
    return owner !== null && owner !== process.getuid?.();
}
function ownerOf(table, port) {
    const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    const fields = table
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .find(([, local]) => local === address);
    return fields === undefined ? null : Number(fields[7]);
}

;// CONCATENATED MODULE: ./src/runner/bridges.ts

function systemBridges(variables) {
    return {
        async open(registry, tls) {
            const [http, https, { getCACertificates }] = await Promise.all([
                Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 7067, 23)),
                Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 4708, 23)),
                Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 1692, 23)),
            ]);
            const usual = tls.authorities.length > 0 ? getCACertificates('default') : [];
            const agent = new https.Agent({ ...agentOptions(tls, usual), keepAlive: true, proxyEnv: variables });
            const { hostname, port } = new URL(`https://${registry}`);
            const server = http.createServer((asked, answer) => {
                if (isForeign(asked.socket)) {
                    answer.writeHead(403).end();
                    return;
                }
                const headers = { ...asked.headers, host: registry };
                const target = { agent, hostname, port, method: asked.method, path: asked.url, headers };
                const onward = https.request(target, (answered) => {
                    const passed = pointingBack(answered.headers, registry, asked.headers.host ?? '');
                    answer.writeHead(answered.statusCode ?? 502, passed);
                    answered.on('error', () => answer.destroy());
                    answered.pipe(answer);
                });
                onward.on('error', (error) => {
                    if (answer.headersSent) {
                        answer.destroy();
                    }
                    else {
                        answer.writeHead(502, reasonPhrase(error.message)).end();
                    }
                });
                asked.pipe(onward);
            });
            await listening(server);
            server.unref();
            return {
                address: `127.0.0.1:${server.address().port}`,
                close: () => {
                    server.closeAllConnections();
                    server.close();
                    agent.destroy();
                },
            };
        },
    };
}
function agentOptions({ authorities, client, verified }, usual) {
    return {
        rejectUnauthorized: verified,
        ...(authorities.length > 0 ? { ca: [...usual, ...authorities] } : {}),
        ...(client === null ? {} : { cert: client.certificate, key: client.key }),
    };
}
function listening(server) {
    return new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
    });
}
function pointingBack(headers, registry, address) {
    const rewritten = (value) => value.replaceAll(`https://${registry}/`, `http://${address}/`);
    return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => {
        if (value === undefined) {
            return [];
        }
        const points = name === 'www-authenticate' || name === 'location';
        return [[name, points ? rewritten(String(value)) : value]];
    }));
}
function reasonPhrase(message) {
    return message.replace(/[^\x20-\x7e]+/g, ' ').trim() || 'Bad Gateway';
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/runner/clock.ts

function systemClock() {
    return {
        now: Date.now,
        random: Math.random,
        async sleep(milliseconds, signal) {
            try {
                await (0,promises_.setTimeout)(milliseconds, undefined, signal ? { signal } : {});
            }
            catch (error) {
                signal?.throwIfAborted();
                throw error;
            }
        },
    };
}

;// CONCATENATED MODULE: ./src/runner/http.ts
class HttpStatusError extends Error {
    name = 'HttpStatusError';
    status;
    headers;
    constructor(status, headers, message = `HTTP status ${status}`) {
        super(message);
        this.status = status;
        this.headers = headers;
    }
}
const maxRedirects = 10;
const refusedRedirect = 'ERR_REDIRECT_REFUSED';
const redirects = new Set([301, 302, 303, 307, 308]);
function systemHttp(idleMs = 30_000) {
    return {
        async get(url, headers, signal) {
            signal.throwIfAborted();
            const { HttpClient } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942)]).then(__webpack_require__.bind(__webpack_require__, 4942));
            const end = new AbortController();
            const client = new HttpClient('multiarch-build', [endedBy(AbortSignal.any([signal, end.signal]))], {
                allowRedirects: false,
                allowRetries: false,
                socketTimeout: idleMs,
            });
            try {
                const message = await followed(client, new URL(url), headers);
                return responseOf(message, idleMs, signal, end);
            }
            catch (error) {
                signal.throwIfAborted();
                end.abort();
                const timedOut = error instanceof Error && error.message.startsWith('Request timeout:');
                throw timedOut ? silence(idleMs) : error;
            }
        },
    };
}
async function followed(client, url, headers) {
    let at = url;
    let sent = authorised(at, headers);
    for (let hops = 0; hops <= maxRedirects; hops++) {
        const { message } = await client.get(at.href, { ...sent });
        const { location } = message.headers;
        if (!redirects.has(message.statusCode ?? 0) || location === undefined) {
            return message;
        }
        message.destroy();
        const next = new URL(location, at);
        if (at.protocol === 'https:' && next.protocol !== 'https:') {
            throw refused(`a redirect from HTTPS to '${next.protocol}//${next.host}', which is not followed`);
        }
        if (next.host !== at.host) {
            sent = authorised(next, withoutAuthorization(headers));
        }
        at = next;
    }
    throw refused(`more than ${maxRedirects} redirects`);
}
function refused(reason) {
    return Object.assign(new Error(reason), { code: refusedRedirect });
}
function endedBy(signal) {
    return {
        prepareRequest: (options) => {
            options.signal = signal;
        },
        canHandleAuthentication: () => false,
        handleAuthentication: () => Promise.reject(new Error('no authentication')),
    };
}
function responseOf(message, idleMs, signal, end) {
    message.setTimeout(idleMs, () => message.destroy(silence(idleMs)));
    const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, String(value)]));
    async function* body() {
        try {
            for await (const chunk of message) {
                yield chunk;
            }
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
    }
    return {
        status: message.statusCode ?? 0,
        headers,
        body: body(),
        discard: () => {
            message.on('error', () => { });
            end.abort();
            message.destroy();
        },
    };
}
function authorised(url, headers) {
    if (url.username === '') {
        return headers;
    }
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    return { ...headers, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
function withoutAuthorization(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}
function silence(idleMs) {
    return Object.assign(new Error(`no byte came for ${idleMs / 1000} s`), { code: 'ETIMEDOUT' });
}

;// CONCATENATED MODULE: ./src/runner/github.ts

function systemGitHub(http) {
    return {
        async latestRelease({ owner, repo, apiUrl, token, signal }) {
            const { GitHub: Octokit, getOctokitOptions } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(845)]).then(__webpack_require__.bind(__webpack_require__, 1845));
            const options = { baseUrl: apiUrl, request: { fetch: fetchThrough(http, signal) } };
            const octokit = new Octokit(token ? getOctokitOptions(token, options) : options);
            try {
                const { data } = await octokit.rest.repos.getLatestRelease({ owner, repo });
                return {
                    tag: data.tag_name,
                    assets: data.assets.map(({ name, digest }) => ({ name, digest: digest ?? null })),
                };
            }
            catch (error) {
                signal.throwIfAborted();
                throw plainError(error);
            }
        },
    };
}
const largestAnswer = 10e6;
function fetchThrough(http, signal) {
    return async (url, options) => {
        const { status, headers, body, discard } = await http.get(url, options.headers, signal);
        const chunks = [];
        let size = 0;
        for await (const chunk of body) {
            size += chunk.byteLength;
            if (size > largestAnswer) {
                discard();
                throw new Error('the answer is larger than 10 MB');
            }
            chunks.push(chunk);
        }
        return new Response(Buffer.concat(chunks), { status, headers });
    };
}
function plainError(error) {
    if (!(error instanceof Error) || !('status' in error)) {
        return error;
    }
    const response = 'response' in error ? error.response : undefined;
    if (response === undefined) {
        return error.cause ?? error;
    }
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
    return new HttpStatusError(Number(error.status), headers, error.message);
}

;// CONCATENATED MODULE: ./src/runner/tools.ts
function systemTools() {
    return {
        async has(root, tool, version, arch) {
            const { find } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(80)]).then(__webpack_require__.bind(__webpack_require__, 3080));
            const before = process.env['RUNNER_TOOL_CACHE'];
            process.env['RUNNER_TOOL_CACHE'] = root;
            try {
                return find(tool, version, arch) !== '';
            }
            finally {
                if (before === undefined) {
                    delete process.env['RUNNER_TOOL_CACHE'];
                }
                else {
                    process.env['RUNNER_TOOL_CACHE'] = before;
                }
            }
        },
    };
}

;// CONCATENATED MODULE: ./src/runner/system.ts






function systemRunner(parts) {
    const http = systemHttp();
    return {
        ...parts,
        http,
        bridges: systemBridges(parts.environment.variables),
        github: systemGitHub(http),
        tools: systemTools(),
        clock: systemClock(),
        log: (0,log/* actionsLog */._D)(),
    };
}

// EXTERNAL MODULE: ./src/runner/core.ts
var core = __webpack_require__(1019);
;// CONCATENATED MODULE: ./src/runner/workflow.ts


function actionsWorkflow() {
    return {
        setOutput: (name, value) => workflow_assign('OUTPUT', 'set-output', name, value),
        saveState: (name, value) => workflow_assign('STATE', 'save-state', name, value),
        async addSummary(markdown) {
            if (process.env['GITHUB_STEP_SUMMARY']) {
                await core/* summary */.z.addRaw(markdown, true).write();
            }
        },
        fail: () => {
            process.exitCode = 1;
        },
    };
}
function workflow_assign(file, command, name, value) {
    const path = process.env[`GITHUB_${file}`];
    if (path && !(0,external_node_fs_.existsSync)(path)) {
        throw Object.assign(new Error(`GITHUB_${file} names '${path}', and no file is there`), {
            code: 'ENOENT',
            path,
        });
    }
    if (path) {
        (0,core/* issueFileCommand */.n0)(file, (0,core/* prepareKeyValueMessage */.vC)(name, value));
    }
    else {
        (0,core/* issueCommand */.Lb)(command, { name }, value);
    }
}

;// CONCATENATED MODULE: ./src/session/concurrency.ts
async function together(session, start) {
    const stop = new AbortController();
    const work = start({ ...session, signal: AbortSignal.any([session.signal, stop.signal]) });
    let first = null;
    const results = await Promise.all(work.map((part) => part.catch((error) => {
        first ??= { error };
        stop.abort(error);
        return undefined;
    })));
    const failed = first;
    if (failed) {
        throw failed.error;
    }
    return results;
}

;// CONCATENATED MODULE: ./src/session/folder.ts



const ownerFile = 'owner';
const unfinishedMs = 10 * 60 * 1000;
async function makeStepFolder(journal, runner) {
    const folder = await freePath(session_journal/* folderPrefix */.Z4, runner);
    journal.note({ kind: 'folder', path: folder });
    return makeOwned(folder, await currentStep(runner), runner);
}
async function makeToolFolder(session) {
    const folder = await freePath(session_journal/* toolsPrefix */.kL, session);
    session.journal.note({ kind: 'tools', path: folder });
    await makeOwned(folder, await currentJob(session), session);
    return (0,external_node_path_.join)(folder, session.environment.os === 'win32' ? 'buildx.exe' : 'buildx');
}
async function makeOwned(folder, owner, { files }) {
    await files.makeDirectory((0,external_node_path_.dirname)(folder));
    await files.makePrivateDirectory(folder);
    try {
        await files.write((0,external_node_path_.join)(folder, ownerFile), owner ? formatOwner(owner) : 'unknown');
    }
    catch (error) {
        await files.remove(folder).catch(() => { });
        throw error;
    }
    return folder;
}
async function freePath(prefix, { files, environment, clock }) {
    for (;;) {
        const suffix = Math.floor(clock.random() * 36 ** 6).toString(36);
        const path = (0,external_node_path_.join)(environment.temp, `${prefix}${suffix.padStart(6, '0')}`);
        if ((await files.kind(path)) === null) {
            return path;
        }
    }
}
async function reapStepFolders(own, runner) {
    const { files, environment } = runner;
    const names = await files.list(environment.temp).catch(() => []);
    for (const name of names.filter((entry) => entry.startsWith(session_journal/* folderPrefix */.Z4) || entry.startsWith(session_journal/* toolsPrefix */.kL))) {
        const folder = (0,external_node_path_.join)(environment.temp, name);
        if (folder === own) {
            continue;
        }
        if (await folder_isForgotten(folder, runner)) {
            await files.remove(folder).catch(() => { });
        }
    }
}
async function folder_isForgotten(folder, runner) {
    const { files, clock } = runner;
    const text = await files.read((0,external_node_path_.join)(folder, ownerFile)).then(String, () => null);
    const owner = text === null ? null : parseOwner(text);
    if (owner) {
        return (await hasEnded(owner, runner)) === true;
    }
    if (text !== null) {
        return false;
    }
    const changed = await files.modified(folder).catch(() => clock.now());
    return clock.now() - changed > unfinishedMs;
}

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
            throw new src_errors/* ActionError */.lZ('daemon-unreachable', `DOCKER_TLS_VERIFY is set, but '${path}' cannot be read. It was expected to belong to the certificates for ${host}.`, { hint: 'Set DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.', cause: error });
        });
        await files.write((0,external_node_path_.join)(tls, name), content);
    }
}

;// CONCATENATED MODULE: ./src/builder/instance.ts


function changedInstance(text, changes) {
    const document = (0,oci_json/* parseJson */.qF)(text);
    const nodes = (0,oci_json/* isRecord */.u4)(document) ? document['Nodes'] : undefined;
    const node = Array.isArray(nodes) && nodes.length === 1 ? nodes[0] : undefined;
    if (!(0,oci_json/* isRecord */.u4)(document) || !(0,oci_json/* isRecord */.u4)(node) || typeof node['Endpoint'] !== 'string') {
        throw new src_errors/* ActionError */.lZ('builder-failed', 'buildx keeps its builders in another form than this action knows: the file of the new builder does not hold one node with an endpoint.', {
            hint: 'A Docker daemon over TLS, and a proxy with a password, need the form that buildx 0.37 writes. Leave buildx-version at its default.',
        });
    }
    const options = (0,oci_json/* isRecord */.u4)(node['DriverOpts']) ? node['DriverOpts'] : {};
    const changed = {
        ...node,
        ...(changes.followsEnvironment ? { Endpoint: 'default' } : {}),
        DriverOpts: { ...options, ...changes.driverOptions },
    };
    return JSON.stringify({ ...document, Nodes: [changed] });
}

;// CONCATENATED MODULE: ./src/builder/create.ts






async function createBuilder(spec, buildx, session) {
    const { log, environment } = session;
    const isEdited = await createEdited(spec, buildx, session);
    await runCommand({
        what: 'Starting the builder',
        tool: buildx,
        args: isEdited ? (0,builder/* rebootArguments */.Ur)(spec.name) : (0,builder/* bootArguments */.jM)(spec, environment.variables),
        argsAfter: () => (0,builder/* rebootArguments */.Ur)(spec.name),
        onLine: (line) => log.info(line),
        explain: (failed) => explainCreate(failed, spec),
    }, session);
}
async function createEdited(spec, buildx, session) {
    const { files, environment } = session;
    const { variables, buildxConfig } = environment;
    const host = daemonOverTls(variables);
    const driverOptions = (0,builder/* secretDriverOptions */.j6)(spec, variables);
    if (host === null && Object.keys(driverOptions).length === 0) {
        return false;
    }
    const create = (0,builder/* createBuilderArguments */.AN)(spec, variables);
    const command = {
        what: 'Making the builder',
        explain: (failed) => explainCreate(failed, spec),
    };
    if (host === null) {
        await runCommand({ ...command, tool: buildx, args: create }, session);
    }
    else {
        const folder = (0,external_node_path_.join)(session.folder, 'tls-context');
        await writeTlsContext(folder, host, session);
        const tool = { ...buildx, env: { ...buildx.env, DOCKER_CONFIG: folder } };
        await runCommand({ ...command, tool, args: [...create, tlsContext] }, session);
    }
    const path = (0,external_node_path_.join)(buildxConfig, 'instances', spec.name);
    const instance = await files.read(path).then(String, () => '');
    await files.write(path, changedInstance(instance, { followsEnvironment: host !== null, driverOptions }));
    return true;
}
function explainCreate(error, spec) {
    const { stderr } = error.completed;
    const about = (hint) => new src_errors/* ActionError */.lZ('builder-failed', error.message, { hint, cause: error });
    if (/invalid driver option/.test(stderr)) {
        return about("See 'driver-opts': one name=value a line, of the options that buildx's docker-container driver knows.");
    }
    if (/failed to parse config|toml:/.test(stderr)) {
        return about("The text of 'buildkitd-config' or 'buildkitd-config-inline' is not valid TOML.");
    }
    if (/failed to verify image|is not allowed by default policy/.test(stderr)) {
        return about(`buildx refused the BuildKit image ${spec.image}, because its signature could not be verified. ` +
            "Use a signed release of moby/buildkit in 'buildkit-image', or a copy under another repository name.");
    }
    if (/manifest unknown|not found|no such image/i.test(error.failure.detail)) {
        return about(`Does the BuildKit image ${spec.image} exist, for the daemon's platform? See 'buildkit-image'.`);
    }
    return asActionError(error, 'builder-failed');
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
    const config = withFreshPlatforms(planned.config);
    if (!config.fresh) {
        await registered();
    }
    await files.write(spec.config, config.text);
    if (record !== null) {
        await files.write(record, formatRecord(name, spec.owner));
    }
    log.info(`Starting the builder ${name} with ${spec.image}.`);
    await createBuilder(spec, buildx, session);
}
const platformsKeptMs = 21_000;
const lookAgainMs = 1_000;
async function waitForPlatforms(name, foreign, buildx, { processes, clock, signal }) {
    const last = clock.now() + platformsKeptMs;
    for (;;) {
        const inspected = await processes.run(buildx, (0,builder/* inspectBuilderArguments */._P)(name), { signal });
        if (inspected.code !== 0) {
            throw new src_errors/* ActionError */.lZ('builder-missing', `There is no builder '${name}': ${inspected.stderr.trim()}`, {
                hint: "Create it in an earlier step, or leave 'builder' out to let this step make one. `docker buildx ls` lists them.",
            });
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

;// CONCATENATED MODULE: ./src/builder/plan.ts




async function planBuilder(inputs, session) {
    const { builder: request, cleanup, build } = inputs;
    if (request.existing !== null) {
        return { name: request.existing, record: null, spec: null, config: null };
    }
    const { clock, folder } = session;
    const [config, job] = await Promise.all([configText(request.config, session), currentJob(session)]);
    const asked = {
        image: request.image,
        driverOptions: request.driverOptions,
        entitlements: build.allow,
        owner: cleanup ? ownerText(job) : null,
    };
    const record = recordPath({ ...asked, config }, session);
    const earlier = await recordedBuilder(record, session);
    if (earlier !== null) {
        return { name: earlier, record, spec: null, config };
    }
    const name = (0,builder_name/* newBuilderName */.f0)(clock.now(), clock.random);
    return { name, record, config, spec: { ...asked, name, config: (0,external_node_path_.join)(folder, 'buildkitd.toml') } };
}
function ownerText(job) {
    return job === null ? 'unknown' : formatOwner(job);
}
async function configText(config, { files }) {
    if (config === null) {
        return null;
    }
    return 'inline' in config ? config.inline : (await files.read(config.file)).toString('utf8');
}

;// CONCATENATED MODULE: ./src/emulation/handlers.ts
const machines = {
    '2:1:62': 'amd64',
    '2:1:183': 'arm64',
    '1:1:40': 'arm',
    '1:1:3': '386',
    '2:1:21': 'ppc64le',
    '2:2:22': 's390x',
    '2:1:243': 'riscv64',
    '2:1:8': 'mips64le',
    '2:2:8': 'mips64',
    '2:1:258': 'loong64',
};
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
    const magic = Buffer.from(field('magic'), 'hex');
    if (magic.length < 20 || magic.readUInt32BE(0) !== 0x7f454c46) {
        return null;
    }
    const [bits, order] = [magic.readUInt8(4), magic.readUInt8(5)];
    const machine = order === 2 ? magic.readUInt16BE(18) : magic.readUInt16LE(18);
    const architecture = machines[`${bits}:${order}:${machine}`];
    return architecture ? { architecture, everywhere: field('flags').includes('F') } : null;
}

;// CONCATENATED MODULE: ./src/emulation/plan.ts

const howForeign = { auto: 'registered', binfmt: 'registered', builtin: 'builtin', none: 'none' };
function planEmulation(mode, wanted, machine) {
    const runs = wanted.map((platform) => ({
        platform,
        how: runsNatively(platform, machine.platform) ? 'native' : howForeign[mode],
    }));
    const there = new Set((machine.handlers ?? []).filter(({ everywhere }) => everywhere).map(({ architecture }) => architecture));
    const missing = runs
        .filter(({ how }) => how === 'registered')
        .map(({ platform }) => platform.architecture)
        .filter((architecture) => mode === 'binfmt' || !there.has(architecture));
    return { runs, register: [...new Set(missing)] };
}
function runsNatively(platform, machine) {
    if (platform.architecture === machine.architecture) {
        return true;
    }
    return platform.architecture === '386' && machine.architecture === 'amd64';
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
        throw new src_errors/* ActionError */.lZ('emulation-unavailable', `No emulator could be registered for ${missing.join(', ')}. binfmt said: ${said(stderr)}`, { hint: binfmt_alternatives });
    }
}
async function runBinfmt(image, args, session) {
    const { clock, log, docker } = session;
    const container = () => [
        ...['run', '--rm', '--privileged', '--network', 'none'],
        ...['--name', newContainerName(clock), image, ...args],
    ];
    const { stdout, stderr } = await runCommand({
        what: 'Registering emulators',
        tool: docker,
        args: container(),
        argsAfter: container,
        onLine: (line) => log.info(line),
        explain: explainBinfmt,
    }, session);
    return { supported: parseSupported(stdout.toString('utf8'), stderr), stderr };
}
const binfmt_alternatives = 'Register QEMU on the host once, or build on native runners. If the Dockerfile runs nothing on a foreign platform ' +
    "(it cross-compiles or only copies), set emulation: none. With emulation: builtin, BuildKit's own emulators run it without privileges.";
function newContainerName({ now, random }) {
    return `multiarch-build-binfmt-${now().toString(36)}-${Math.floor(random() * 1e9).toString(36)}`;
}
function explainBinfmt(error) {
    const known = asActionError(error, 'emulation-unavailable');
    if (known.code !== 'emulation-unavailable') {
        return known;
    }
    return new src_errors/* ActionError */.lZ(known.code, known.message, { hint: binfmt_alternatives, cause: error });
}
function parseSupported(stdout, stderr) {
    const answer = (0,oci_json/* parseJson */.qF)(stdout);
    if ((0,oci_json/* isRecord */.u4)(answer) && Array.isArray(answer['supported'])) {
        return answer['supported'].map(String);
    }
    throw new src_errors/* ActionError */.lZ('emulation-unavailable', `binfmt could not register emulators: ${said(stderr)}`, {
        hint: binfmt_alternatives,
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

;// CONCATENATED MODULE: ./src/registry/credentials/config.ts

const hubKey = 'https://index.docker.io/v1/';
function withoutHelper(config, registry, warn) {
    const parsed = (0,oci_json/* parseJson */.qF)(config);
    const document = (0,oci_json/* isRecord */.u4)(parsed) ? parsed : {};
    if (document !== parsed) {
        warn('The docker configuration of this runner is not a JSON object; this step ignores it.');
    }
    const helpers = document['credHelpers'];
    const keys = registry === 'docker.io' ? [hubKey, 'docker.io', 'index.docker.io'] : [registry];
    return JSON.stringify({
        ...document,
        credHelpers: {
            ...((0,oci_json/* isRecord */.u4)(helpers) ? helpers : {}),
            ...Object.fromEntries(keys.map((key) => [key, ''])),
        },
    });
}

;// CONCATENATED MODULE: ./src/registry/credentials/folder.ts

function folder_readConfig(folder, { files }) {
    return files.read((0,external_node_path_.join)(folder, 'config.json')).then(String, () => '{}');
}
async function makeConfig(folder, config, { files, environment }) {
    await files.makeDirectory(folder);
    await files.write((0,external_node_path_.join)(folder, 'config.json'), config);
    const contexts = (0,external_node_path_.join)(environment.dockerConfig, 'contexts');
    if ((await files.kind(contexts)) === 'directory') {
        await files.symlink(contexts, (0,external_node_path_.join)(folder, 'contexts'));
    }
}

;// CONCATENATED MODULE: ./src/registry/credentials/scoped.ts



function loginKey(registry) {
    return registry === 'docker.io' ? hubKey : registry;
}
function storedLogin(config, registry) {
    const auths = recordIn((0,oci_json/* parseJson */.qF)(config), 'auths');
    const login = auths[loginKey(registry)] ?? auths[`https://${registry}`];
    return (0,oci_json/* isRecord */.u4)(login) && Object.keys(login).length > 0 ? login : null;
}
function loginHelper(config, registry) {
    const document = (0,oci_json/* parseJson */.qF)(config);
    const own = recordIn(document, 'credHelpers')[loginKey(registry)];
    const helper = own ?? ((0,oci_json/* isRecord */.u4)(document) ? document['credsStore'] : undefined);
    return typeof helper === 'string' && helper !== '' ? helper : null;
}
function withLogin(config, key, login) {
    const document = (0,oci_json/* parseJson */.qF)(config);
    return JSON.stringify({
        ...((0,oci_json/* isRecord */.u4)(document) ? document : {}),
        credHelpers: { ...recordIn(document, 'credHelpers'), [key]: '' },
        auths: { ...recordIn(document, 'auths'), [key]: login },
    });
}
function recordIn(document, key) {
    const value = (0,oci_json/* isRecord */.u4)(document) ? document[key] : undefined;
    return (0,oci_json/* isRecord */.u4)(value) ? value : {};
}
async function pushLogins(root, repository, list) {
    const [registry = '', ...path] = repository.split('/');
    const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
    const own = (0,external_node_path_.join)(root, host, ...path);
    const found = await Promise.all([own, (0,external_node_path_.join)(root, host)].map(async (folder) => {
        const names = await list((0,external_node_path_.dirname)(folder));
        return names
            .filter((name) => isForPushes(name, (0,external_node_path_.basename)(folder)) || (folder === own && name === (0,external_node_path_.basename)(own)))
            .toSorted()
            .toReversed()
            .map((name) => (0,external_node_path_.join)((0,external_node_path_.dirname)(folder), name));
    }));
    return found.flat();
}
function isForPushes(name, base) {
    return (name.startsWith(`${base}@`) &&
        name
            .slice(base.length + 1)
            .split(',')
            .includes('push'));
}

;// CONCATENATED MODULE: ./src/registry/credentials/password.ts






async function logIn(login, session) {
    const { environment, files, log, folder } = session;
    const own = (0,external_node_path_.join)(folder, 'docker');
    const users = await folder_readConfig(environment.dockerConfig, session);
    const config = withoutHelper(users, login.registry, (problem) => log.warning(problem));
    await makeConfig(own, config, session);
    try {
        await tryLogin(login, own, session);
    }
    catch (error) {
        const cause = error instanceof src_errors/* ActionError */.lZ ? error.cause : null;
        if (!(cause instanceof CommandFailed) || !isDaemonsMatter(cause, environment.variables)) {
            throw error;
        }
        log.info(`The Docker daemon does not reach ${login.registry}: ${cause.failure.detail}`);
        log.info('The login is for the builder alone, and is tried by the push.');
        const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
        await files.write((0,external_node_path_.join)(own, 'config.json'), withLogin(config, loginKey(login.registry), { auth }));
    }
    return own;
}
async function tryLogin(login, own, session) {
    const { docker } = session;
    const host = login.registry === 'docker.io' ? [] : [login.registry];
    await runCommand({
        what: `Logging in to ${login.registry}`,
        tool: { file: docker.file, env: { ...docker.env, DOCKER_CONFIG: own } },
        args: ['login', '--username', login.username, '--password-stdin', ...host],
        input: login.password,
        limitMs: longestRequestMs,
        explain: (failed) => asActionError(failed, 'registry-refused'),
    }, session);
}
function isDaemonsMatter({ failure }, variables) {
    const isProxied = Boolean(variables['HTTPS_PROXY'] || variables['https_proxy']);
    return (failure.reason === 'certificate' ||
        (failure.reason === 'unknown-host' && isProxied) ||
        failure.detail.includes('server gave HTTP response to HTTPS client'));
}

;// CONCATENATED MODULE: ./src/registry/credentials/imagetools.ts






function scopedLogins({ environment }) {
    return (0,external_node_path_.join)(environment.buildxConfig, 'config');
}
function imagetoolsLogins(addresses, docker, session) {
    const made = new Map();
    return (reference) => {
        const { registry, repository } = parseReference(reference) ?? {};
        if (registry === undefined || repository === undefined) {
            return Promise.resolve({});
        }
        const known = made.get(repository);
        if (known !== undefined) {
            return known;
        }
        const folder = (0,external_node_path_.join)(session.folder, `imagetools-${made.size}`);
        const making = makeLogins(repository, { registry, address: addresses.get(registry), folder }, docker, session);
        made.set(repository, making);
        return making;
    };
}
async function makeLogins(repository, { registry, address, folder }, docker, session) {
    const config = await folder_readConfig(docker['DOCKER_CONFIG'] ?? session.environment.dockerConfig, session);
    const helper = loginHelper(config, registry);
    const stored = helper === null ? storedLogin(config, registry) : null;
    if ((helper !== null || stored !== null) && address === undefined) {
        return {};
    }
    const login = stored ??
        (helper === null
            ? await scopedLogin(repository, registry, session)
            : await keptLogin(helper, registry, session));
    if (login === null) {
        return {};
    }
    await makeConfig(folder, withLogin(config, address ?? loginKey(registry), login), session);
    return (0,docker_environment/* dockerVariables */.Gn)(folder, session);
}
async function scopedLogin(repository, registry, session) {
    const { files } = session;
    const root = scopedLogins(session);
    const list = (folder) => files.list(folder).catch(() => []);
    for (const folder of await pushLogins(root, repository, list)) {
        const login = storedLogin(await folder_readConfig(folder, session), registry);
        if (login !== null) {
            return login;
        }
    }
    return null;
}
async function keptLogin(helper, registry, { processes, signal }) {
    const tool = { file: `docker-credential-${helper}`, env: {} };
    const { code, stdout } = await processes.run(tool, ['get'], { input: loginKey(registry), signal });
    const kept = code === 0 ? (0,oci_json/* parseJson */.qF)(stdout.toString('utf8')) : null;
    if (!(0,oci_json/* isRecord */.u4)(kept) || typeof kept['Username'] !== 'string' || typeof kept['Secret'] !== 'string') {
        return null;
    }
    const { Username: username, Secret: secret } = kept;
    return username === '<token>'
        ? { identitytoken: secret }
        : { auth: Buffer.from(`${username}:${secret}`).toString('base64') };
}

;// CONCATENATED MODULE: ./src/registry/described.ts

const filesRoot = '/etc/buildkit/';
function describedRegistries(instance) {
    const document = (0,oci_json/* parseJson */.qF)(instance);
    const nodes = (0,oci_json/* isRecord */.u4)(document) && Array.isArray(document['Nodes']) ? document['Nodes'] : [];
    const node = nodes[0];
    const files = (0,oci_json/* isRecord */.u4)(node) && (0,oci_json/* isRecord */.u4)(node['Files']) ? node['Files'] : {};
    const textOf = (path) => {
        const content = files[path.startsWith(filesRoot) ? path.slice(filesRoot.length) : path];
        return typeof content === 'string' ? Buffer.from(content, 'base64').toString('utf8') : '';
    };
    return [...registryTables(textOf('buildkitd.toml'))].map(([host, table]) => {
        const [certificate = '', key = ''] = ['cert', 'key'].map((name) => textOf(strings(table[name])[0] ?? ''));
        return {
            host,
            http: table['http'] === 'true',
            insecure: table['insecure'] === 'true',
            authorities: strings(table['ca'])
                .map(textOf)
                .filter((text) => text !== ''),
            client: certificate === '' || key === '' ? null : { certificate, key },
        };
    });
}
function registryTables(toml) {
    const tables = new Map();
    let table = {};
    for (const line of toml.split('\n').map((text) => text.trim())) {
        if (line.startsWith('[')) {
            table = tables.get(described_hostOf(line)) ?? {};
            tables.set(described_hostOf(line), table);
        }
        const [, key = '', value] = /^(\w+) = (.+)$/.exec(line) ?? [];
        if (value !== undefined) {
            table[key] = value;
        }
    }
    tables.delete('');
    return tables;
}
function described_hostOf(heading) {
    const [, quoted, bare] = /^\[+registry\.(?:'([^']+)'|([\w-]+))(?:\.keypair)?\]+$/.exec(heading) ?? [];
    return quoted ?? bare ?? '';
}
function strings(value = '') {
    return [...value.matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
}

;// CONCATENATED MODULE: ./src/registry/reach.ts




const usualFolders = '/etc/ssl/certs:/etc/pki/tls/certs';
async function openReach(builder, buildx, session) {
    const { files, environment, processes } = session;
    const instance = (0,external_node_path_.join)(environment.buildxConfig, 'instances', builder);
    const registries = describedRegistries(await files.read(instance).then(String, () => '{}'));
    const variables = await trustedFolders(registries, session);
    const scoped = (await files.kind(scopedLogins(session))) === 'directory';
    const opened = await openBridges(registries, session);
    const addresses = new Map([...opened].map(([host, { address }]) => [host, address]));
    const logins = imagetoolsLogins(addresses, session.docker.env, session);
    return {
        buildx: { ...buildx, env: { ...buildx.env, ...variables } },
        processes: opened.size > 0 || scoped ? routed(processes, { addresses, variables: logins }) : processes,
        close: () => closeAll(opened),
    };
}
async function trustedFolders(registries, { files, environment, folder }) {
    const authorities = [...new Set(registries.flatMap((registry) => registry.authorities))];
    if (authorities.length === 0) {
        return {};
    }
    const own = (0,external_node_path_.join)(folder, 'authorities');
    await files.makeDirectory(own);
    await Promise.all(authorities.map((text, n) => files.write((0,external_node_path_.join)(own, `${n}.pem`), text)));
    return { SSL_CERT_DIR: `${environment.variables['SSL_CERT_DIR'] || usualFolders}:${own}` };
}
async function openBridges(registries, { bridges }) {
    const opened = new Map();
    try {
        for (const { host, http, insecure, authorities, client } of registries) {
            if (!http && (insecure || client !== null)) {
                opened.set(host, await bridges.open(host, { authorities, client, verified: !insecure }));
            }
        }
    }
    catch (error) {
        closeAll(opened);
        throw error;
    }
    return opened;
}
function closeAll(opened) {
    for (const bridge of opened.values()) {
        bridge.close();
    }
}

// EXTERNAL MODULE: ./src/runner/files.ts + 1 modules
var runner_files = __webpack_require__(9340);
;// CONCATENATED MODULE: ./src/toolchain/asset.ts

const systems = {
    linux: ['amd64', 'arm64', 'arm-v6', 'arm-v7', 'ppc64le', 'riscv64', 's390x'],
    darwin: ['amd64', 'arm64'],
    win32: ['amd64', 'arm64'],
};
function buildxAsset(machine) {
    const architectures = systems[machine.os];
    if (!architectures) {
        throw new src_errors/* ActionError */.lZ('environment-unsupported', `There is no buildx for the system '${machine.os}'.`, {
            hint: 'Run the job on Linux, macOS or Windows.',
        });
    }
    const architecture = architectureOf(machine);
    if (architecture === null || !architectures.includes(architecture)) {
        const endianness = machine.arch === 'ppc64' ? ` (${machine.endianness})` : '';
        throw new src_errors/* ActionError */.lZ('environment-unsupported', `There is no buildx for '${machine.arch}'${endianness} on '${machine.os}', only for ${architectures.join(', ')}.`, {
            hint: machine.arch === 'ia32'
                ? 'This runner is a 32-bit program. Install the 64-bit runner.'
                : "Run the job on another machine, or set 'buildx-version' to runner to use a buildx of your own.",
        });
    }
    if (machine.os === 'win32') {
        return `windows-${architecture}.exe`;
    }
    return `${machine.os}-${architecture}`;
}
function architectureOf(machine) {
    switch (machine.arch) {
        case 'x64':
            return 'amd64';
        case 'arm':
            return machine.armVersion === 6 ? 'arm-v6' : 'arm-v7';
        case 'ppc64':
            return machine.endianness === 'LE' ? 'ppc64le' : null;
        case 'arm64':
        case 'riscv64':
        case 's390x':
            return machine.arch;
        default:
            return null;
    }
}
function assetFile(version, asset) {
    return `buildx-${version}.${asset}`;
}

;// CONCATENATED MODULE: ./src/toolchain/cache.ts




const tool = 'buildx';
const temporaryPrefix = '.multiarch-build-';
const staleAfterMs = 24 * 3_600_000;
const nothing = digestOf('');
async function findVerified(root, entry, program, runner) {
    const { files, tools } = runner;
    const folder = (0,external_node_path_.join)(root, tool, entry.version, entry.arch);
    const path = (0,external_node_path_.join)(folder, entry.file);
    let actual;
    try {
        if ((await files.kind(path)) !== 'file') {
            return null;
        }
        actual = await files.copyProgram(path, program);
    }
    catch (error) {
        await files.remove(program);
        if ((0,runner_files/* isCode */._m)(error, 'EACCES', 'EPERM', 'ENOENT', 'ELOOP')) {
            return null;
        }
        throw error;
    }
    if (actual === entry.sha256) {
        const marker = markerOf(folder);
        if ((await files.kind(marker)) === null) {
            await files.write(marker, '').catch(() => { });
        }
        await files.makeExecutable(path).catch(() => { });
        return path;
    }
    await files.remove(program);
    if (actual === nothing || !(await tools.has(root, tool, entry.version, entry.arch))) {
        return null;
    }
    const removed = await discard(folder, runner);
    throw new src_errors/* ActionError */.lZ('buildx-checksum-mismatch', `The cached buildx v${entry.version} was changed: ${path} has SHA-256 ${hex(actual)}, ` +
        `expected ${hex(entry.sha256)}. It was not run${removed ? ', and was removed from the tool cache' : ''}.`, {
        hint: removed
            ? 'Run the job again: it downloads a fresh one. If this comes back, something writes to the tool cache of this machine.'
            : `Remove ${folder} from this machine: this job may not.`,
    });
}
async function install(root, entry, fill, runner) {
    const { files } = runner;
    await removeStale(root, runner);
    const temporary = await files.makeTemporary(root, temporaryPrefix);
    try {
        const folder = (0,external_node_path_.join)(root, tool, entry.version, entry.arch);
        const path = (0,external_node_path_.join)(folder, entry.file);
        await files.makeDirectory(folder);
        const fresh = (0,external_node_path_.join)(temporary, entry.file);
        await fill(fresh);
        await files.makeExecutable(fresh);
        await files.makeDirectory(folder);
        await moveIn(fresh, path, entry, runner);
        await files.write(markerOf(folder), '');
        return path;
    }
    finally {
        await files.remove(temporary);
    }
}
async function moveIn(fresh, path, { sha256 }, { files }) {
    if ((await files.kind(path)) === 'directory') {
        await files.remove(path);
    }
    try {
        await files.rename(fresh, path);
    }
    catch (error) {
        const winner = await files.digest(path).catch(() => null);
        if (winner !== sha256) {
            throw error;
        }
    }
}
async function removeStale(root, { files, clock }) {
    const names = await files.list(root).catch(() => []);
    for (const name of names.filter((candidate) => candidate.startsWith(temporaryPrefix))) {
        const path = (0,external_node_path_.join)(root, name);
        const modified = await files.modified(path).catch(() => clock.now());
        if (clock.now() - modified > staleAfterMs) {
            await files.remove(path).catch(() => { });
        }
    }
}
async function discard(folder, { files, log }) {
    try {
        await files.remove(markerOf(folder));
        await files.remove(folder);
        return true;
    }
    catch (error) {
        log.info(`${folder} could not be removed: ${(0,src_errors/* messageOf */.bD)(error)}`);
        return false;
    }
}
function markerOf(folder) {
    return `${folder}.complete`;
}
function hex(digest) {
    return digest.slice('sha256:'.length);
}

;// CONCATENATED MODULE: ./src/toolchain/transfer.ts



class IncompleteError extends Error {
    name = 'IncompleteError';
}
const attempts = 4;
const transientCodes = new Set([
    'ECONNRESET',
    'ECONNREFUSED',
    'ECONNABORTED',
    'ETIMEDOUT',
    'EPIPE',
    'EAI_AGAIN',
    'ENOTFOUND',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ERR_STREAM_PREMATURE_CLOSE',
]);
async function transfer(what, url, runner, consume) {
    try {
        return await withTransferRetries(what, runner, async () => {
            const response = await runner.http.get(url, {}, runner.signal);
            if (response.status === 200) {
                return consume(response);
            }
            response.discard();
            throw new HttpStatusError(response.status, response.headers);
        });
    }
    catch (error) {
        runner.signal.throwIfAborted();
        throw transferFailed(what, url, error);
    }
}
function withTransferRetries(what, runner, attempt) {
    const { clock, signal, log } = runner;
    return withRetries({ attempts, clock, signal, log, what }, attempt, (error) => transferRetry(error, clock.now()));
}
function transferRetry(error, now) {
    if (error instanceof HttpStatusError) {
        if (error.status < 500 && error.status !== 408 && error.status !== 429) {
            return null;
        }
        return { retryAfterMs: retryAfterMs(error.headers['retry-after'] ?? '', now) };
    }
    if (error instanceof IncompleteError) {
        return {};
    }
    return transientCodes.has(transfer_codeOf(error)) ? {} : null;
}
function retryAfterMs(header, now) {
    if (/^\d+$/.test(header)) {
        return Number(header) * 1000;
    }
    const date = Date.parse(header);
    return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
function transferFailed(what, url, error) {
    if (error instanceof src_errors/* ActionError */.lZ || isOfFiles(error)) {
        return error;
    }
    const shown = withoutCredentials(url);
    if (error instanceof HttpStatusError) {
        const missing = error.status === 404;
        return new src_errors/* ActionError */.lZ(missing ? 'buildx-asset-missing' : 'buildx-download-failed', `${what} failed: ${shown} answered with status ${error.status}.`, { hint: statusHint(error.status), cause: error });
    }
    if (error instanceof IncompleteError || transfer_codeOf(error) !== '') {
        return new src_errors/* ActionError */.lZ('buildx-download-failed', `${what} failed: ${shown}: ${(0,src_errors/* messageOf */.bD)(error)}.`, {
            hint: networkHint(transfer_codeOf(error)),
            cause: error,
        });
    }
    return error;
}
function statusHint(status) {
    if (status === 404) {
        return "Does that release exist, and does 'buildx-mirror' hold it?";
    }
    if (status === 401 || status === 403) {
        return "The server of 'buildx-mirror', or a proxy, wants a login.";
    }
    if (status === 407) {
        return 'The proxy wants a login: set user and password in https_proxy.';
    }
    return 'The server did not recover in time. Run the job again.';
}
function networkHint(code) {
    if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)) {
        return "The server's certificate is not trusted. Set NODE_EXTRA_CA_CERTS in the runner's environment to the certificate of your CA.";
    }
    if (code === refusedRedirect) {
        return "Check 'buildx-mirror': the server, or a proxy on the way, should lead to the file itself.";
    }
    return "Can this machine reach that server? Behind a proxy set https_proxy; without internet access set 'buildx-mirror'.";
}
function withoutCredentials(url) {
    return url.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}
function isOfFiles(error) {
    if (error instanceof Error && 'syscall' in error && error.syscall === 'connect') {
        return false;
    }
    return ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EPERM'].includes(transfer_codeOf(error));
}
function transfer_codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
}

;// CONCATENATED MODULE: ./src/toolchain/download.ts



const releases = 'https://github.com/docker/buildx/releases/download';
const progressEveryMs = 5_000;
const largestBinary = 300e6;
const longestAttemptMs = 600_000;
async function download(wanted, path, runner) {
    const { files } = runner;
    await transfer(`Download of ${wanted.what}`, wanted.url, runner, async (response) => {
        const received = new Received();
        try {
            await files.stream(path, watched(response, received, wanted, runner));
            compare(wanted, received, response.headers['content-type'] ?? '');
        }
        catch (error) {
            response.discard();
            await files.remove(path);
            throw error;
        }
    });
}
function refuseEndless(wanted, bytes, tookMs) {
    if (bytes > largestBinary) {
        throw tooLarge(wanted);
    }
    if (tookMs > longestAttemptMs) {
        throw new Error(`it took longer than ${longestAttemptMs / 60_000} minutes`);
    }
}
function tooLarge({ what, url }) {
    const limit = `${largestBinary / 1e6} MB`;
    return new src_errors/* ActionError */.lZ('buildx-download-failed', `${withoutCredentials(url)} is larger than ${limit}, which ${what} is not.`, {
        hint: "It was removed. Check 'buildx-mirror', and what answers there.",
    });
}
class Received {
    bytes = 0;
    head = Buffer.alloc(0);
    hash = (0,external_node_crypto_.createHash)('sha256');
    add(chunk) {
        this.bytes += chunk.byteLength;
        this.hash.update(chunk);
        if (this.head.byteLength < 512) {
            this.head = Buffer.concat([this.head, chunk.subarray(0, 512)]);
        }
    }
    sha256() {
        return this.hash.copy().digest('hex');
    }
}
async function* watched(response, received, wanted, { clock, log, signal }) {
    const announced = Number(response.headers['content-length'] ?? Number.NaN);
    const began = clock.now();
    let said = began;
    try {
        for await (const chunk of response.body) {
            received.add(chunk);
            const now = clock.now();
            refuseEndless(wanted, received.bytes, now - began);
            if (now - said >= progressEveryMs) {
                said = now;
                const whole = Number.isNaN(announced) ? '' : ` of ${megabytes(announced)}`;
                log.info(`${wanted.what}: ${megabytes(received.bytes)}${whole} MB`);
            }
            yield chunk;
        }
        if (received.bytes < announced) {
            throw new Error('the connection was closed');
        }
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof src_errors/* ActionError */.lZ) {
            throw error;
        }
        throw new IncompleteError(`it ended after ${received.bytes}${Number.isNaN(announced) ? '' : ` of ${announced}`} bytes ` +
            `(${(0,src_errors/* messageOf */.bD)(error)}); expected SHA-256 ${download_hex(wanted.sha256)}, what came has ${received.sha256()}`);
    }
}
function compare(wanted, received, contentType) {
    const actual = received.sha256();
    if (actual === download_hex(wanted.sha256)) {
        return;
    }
    const page = /^\s*<(!doctype|html)/i.test(received.head.toString('latin1')) || contentType.includes('text/html');
    throw new src_errors/* ActionError */.lZ('buildx-checksum-mismatch', `${withoutCredentials(wanted.url)} is not the ${wanted.what} that was expected: ` +
        `expected SHA-256 ${download_hex(wanted.sha256)}, actual ${actual} (${received.bytes} bytes). It was removed, and not run.`, {
        hint: page
            ? "It is a page of HTML: a proxy's or a mirror's login page, most likely. Open the URL on this machine."
            : "If 'buildx-sha256' or 'buildx-mirror' is set, compare it with the release. Otherwise something between this machine and GitHub changes downloads.",
    });
}
function download_hex(digest) {
    return digest.slice('sha256:'.length);
}
function megabytes(bytes) {
    return (bytes / 1e6).toFixed(0);
}

;// CONCATENATED MODULE: ./src/toolchain/known-bad.ts


const knownBad = [
    {
        range: '<0.32.0',
        reason: 'it lacks rm --timeout, which this action needs',
        link: 'https://github.com/docker/buildx/releases/tag/v0.32.0',
    },
    {
        range: '>=0.31.1-0 <0.33.0',
        reason: 'its imagetools create races its own blob uploads, so that tagging fails',
        link: 'https://github.com/docker/buildx/issues/3722',
    },
    {
        range: '0.37.0',
        reason: 'it can leave a tag on an image that lacks platforms',
        link: 'https://github.com/docker/buildx/issues/4058',
    },
    {
        range: '>=0.36.0-0 <=0.37.0',
        reason: 'its rm leaves the volume of a builder behind',
        link: 'https://github.com/docker/buildx/issues/4067',
    },
];
function refusal(version) {
    const bad = knownBad.find(({ range }) => semver_default().satisfies(version, range, { includePrerelease: true }));
    return bad ? `${bad.reason} (${bad.link})` : null;
}
function refuseKnownBad(version, whose) {
    const reason = refusal(version);
    if (reason === null) {
        return;
    }
    throw new src_errors/* ActionError */.lZ('buildx-version-refused', `${whose} is refused: ${reason}.`, {
        hint: "Leave 'buildx-version' out to get the release that this action was tested with.",
    });
}

;// CONCATENATED MODULE: ./src/toolchain/installed.ts




async function installedBuildx(expected, program, runner) {
    const path = await firstFile(installedCandidates(runner.environment), runner);
    if (path === null) {
        throw new src_errors/* ActionError */.lZ('buildx-missing', "'buildx-version' is runner, but this machine has no buildx.", {
            hint: "Install docker-buildx on it, or leave 'buildx-version' out: the action then fetches one.",
        });
    }
    const { files } = runner;
    let sha256;
    if (expected === null) {
        await files.symlink(path, program);
        sha256 = await files.digest(path);
    }
    else {
        sha256 = await files.copyProgram(path, program);
    }
    if (expected !== null && sha256 !== expected) {
        await files.remove(program);
        throw new src_errors/* ActionError */.lZ('buildx-checksum-mismatch', `${path} has ${sha256}, 'buildx-sha256' expects ${expected}. It was not run.`, { hint: "Correct 'buildx-sha256', or leave it out to use what the machine has." });
    }
    const tool = { file: program, env: {} };
    const { code, stdout, stderr } = await runner.processes.run(tool, ['version'], { signal: runner.signal });
    const version = code === 0 ? reportedVersion(stdout.toString('utf8')) : null;
    if (version === null) {
        const said = `${stdout.toString('utf8')}${stderr}`.trim().slice(0, 200);
        throw new src_errors/* ActionError */.lZ('buildx-version-unknown', `${path} version ended with '${said}' (exit code ${code}).`, {
            hint: "Expected github.com/docker/buildx and a version. Leave 'buildx-version' out to use a buildx that this action fetches.",
        });
    }
    refuseKnownBad(version, `${path}, which is buildx ${version},`);
    return { path, version, sha256 };
}
function reportedVersion(output) {
    const [, text = ''] = /^\S*buildx v?(\d+\.\d+\.\d+\S*)/m.exec(output) ?? [];
    const version = semver_default().valid(text) ?? semver_default().valid(semver_default().coerce(text));
    return version === null ? null : `v${version}`;
}
function installedCandidates(environment) {
    const windows = environment.os === 'win32';
    const { join, delimiter } = windows ? external_node_path_.win32 : external_node_path_.posix;
    const suffix = windows ? '.exe' : '';
    const variable = (wanted) => Object.entries(environment.variables).find(([name]) => name.toUpperCase() === wanted)?.[1] ?? '';
    const onPath = variable('PATH').split(delimiter).filter(Boolean);
    const plugins = windows
        ? ['PROGRAMDATA', 'PROGRAMFILES']
            .map(variable)
            .filter(Boolean)
            .map((root) => join(root, 'Docker', 'cli-plugins'))
        : ['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'].map((root) => `${root}/docker/cli-plugins`);
    return [
        ...onPath.map((folder) => join(folder, `buildx${suffix}`)),
        ...[join(environment.dockerConfig, 'cli-plugins'), ...plugins].map((folder) => join(folder, `docker-buildx${suffix}`)),
    ];
}
async function firstFile(candidates, { files }) {
    for (const path of candidates) {
        if ((await files.kind(path).catch(() => null)) === 'file') {
            return path;
        }
    }
    return null;
}

;// CONCATENATED MODULE: ./src/toolchain/checksum-file.ts
function parseChecksums(text) {
    const digests = new Map();
    for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (line === '') {
            continue;
        }
        const [, hex, file] = /^([0-9a-f]{64}) [ *](\S.*)$/.exec(line) ?? [];
        if (hex === undefined || file === undefined) {
            throw new Error(`line ${index + 1} is '${line.slice(0, 100)}', not a SHA-256 and a file name`);
        }
        const digest = `sha256:${hex}`;
        if ((digests.get(file) ?? digest) !== digest) {
            throw new Error(`it holds two digests of ${file}`);
        }
        digests.set(file, digest);
    }
    return digests;
}

;// CONCATENATED MODULE: ./src/toolchain/checksums.ts
const checksums = {
    'v0.38.0': {
        'linux-amd64': '4fe4cc38adf48169132749b6ca22a990928db0118e3407584ee553723115d287',
        'linux-arm64': '38e890e1a162bfdbf32fbe91404991dc4fc28e55b0de901b34374a061bab4d2c',
    },
    'v0.37.2': {
        'linux-amd64': '982ca20490b45ed1ec8d99795974d3d874a358f75938c9c237305010e6b7e548',
        'linux-arm64': 'efa38cb7aa7db2dbb9ad049b00b0a9737f66f033626177b5a4e845184ad7ab29',
    },
    'v0.37.1': {
        'linux-amd64': '9447199cdb435f25880548343c128a4b6650e8891ee598905d8d29d39a8e359b',
        'linux-arm64': 'e5cc9fe3bbff5cbc91230981f7860e06076110730a2db997082652199042a1f2',
        'linux-arm-v6': '3264d18a218bdc7107477f69dec6a303cbdf4a3454f402c60a14084b89ce3251',
        'linux-arm-v7': '9ce373553b2ea4ef6bc8e5b33e7586d14c2d8d91539d3b96ac47ad0967a73843',
        'linux-ppc64le': 'bd6bb13228a012d34d259c04de1a38c4f5c76485d9a2d15397794cde2634c3fe',
        'linux-riscv64': 'd23f968ff6dc1964ab172de280bd0de24c12f0f8131af76f69104d2f6de19cbd',
        'linux-s390x': '7659b0d977e4a4376e360ea25d1dc626a3af7b34695bb272ec49b056bd303548',
        'darwin-amd64': '7003a7bae20e7741283db1e23dafdcb957776a8be85de3f459630b1dd4c19db0',
        'darwin-arm64': 'c3cbbc820d578b0aa8158dd62ef1af25a0c8a75ef53331dbe4e219471e1dbe8c',
        'windows-amd64.exe': '3904abb2802f9bd83a2bf483b35bba81c57a4e0baff981e6886564c461f908b3',
        'windows-arm64.exe': 'bdf356a5f2c8f3efd8a357b1f044860216e15e654a9a7105ca4e5dd5b5697ee4',
    },
    'v0.35.0': {
        'linux-amd64': 'd41ece72044243b4f58b343441ae37446d9c29a7d6b5e11c61847bbcf8f7dfda',
        'linux-arm64': 'c4248d6cbc4a619a7e0b4609c11e509ad4ac0b475e1c64817c0ac20c5d90c766',
        'linux-arm-v6': '5938b81dc6203361bb984e961fc0afbcdc2bf05c5a666ec093ea99e612de616c',
        'linux-arm-v7': 'e1fe67cbe2d5a7b242e5f732a9708e6abaa6d19d717e65bfbd1d13baa8669d1f',
        'linux-ppc64le': 'bcee77464deb25cfd0b905d4d871b0aad1b1164d6bcdf8b2fd8b1adb1db021c3',
        'linux-riscv64': '3ecaf173eb24402ba29e9d3b7ddac4bde259a3a54e98112077014918ab49f61f',
        'linux-s390x': 'ef1738f3c70166e968d1bca3f853dbc515a3aa7ffa82f1a2ded033a050cd3203',
        'darwin-amd64': '7d53fd11deca2d4caebc5436c9eebece5c81c8bbc6d4b539cf30be5c133c38c7',
        'darwin-arm64': 'fedbcbd488dcdb46414c6119920d8186d406531a1157ceede4e857e25af77ff1',
        'windows-amd64.exe': '8076395009787cd1d30c94edeb5d7ac3945273374fc162c00e9810c3e9325ebe',
        'windows-arm64.exe': 'ae03abd184e69ecefd9b751cdd5862db6d4822c2d27861b5b059fe6c1722681a',
    },
    'v0.34.1': {
        'linux-amd64': 'f1332ddb9010bd0b72628266c3a906d9a6979848033df4c8d9bd2cd113bae12b',
        'linux-arm64': 'c34e32dd6ea2653d960d6c099c9f09b9077e4a37504d2d31e5066eccc3904231',
        'linux-arm-v6': '1f6c8a082281706a0b9e24b64b9210ca0df5273ceaf600536012e7a62d790538',
        'linux-arm-v7': 'ad4e0938c94638ac882641b924f6eff6889cc59a11f062e733cf337458aa6f35',
        'linux-ppc64le': 'a509dc17005a4eee3568336d9e2479642e53b31110e039a8f5b4e6079744d0e2',
        'linux-riscv64': 'c2cf15773a0610e6de34a04e9191b07915d0ea2afb381a37ac87f0dcb213b85a',
        'linux-s390x': 'edb0e83d5a2fa8913d0af46385b648408b4776ee3241b4c15f92fcadbc72b550',
        'darwin-amd64': 'a4a74ff86e70706a0ae24330052ab52989da9f2090dc8fc478e398813de7b550',
        'darwin-arm64': 'e5040acdaac1a349de84c0e7a80c861a368e0d141bf7260e1fd9a74b16749477',
        'windows-amd64.exe': '41e1b3fff6541d5f5febb18ff4c9108bec30afd7bf9133b82783735c2078eac1',
        'windows-arm64.exe': '413e9cc2008e78e377c0f70b67f9f3da4708fec6c8baafbad51d0df4a65b4c11',
    },
    'v0.34.0': {
        'linux-amd64': '0144479d5a1cd710be3464ae898628cfa68033e16b225aef52f81930c45ac9b5',
        'linux-arm64': '565605fe0bb393ed5d11771e5b52fc7ef05c701868861fa85609747c9d74a440',
        'linux-arm-v6': '1f34337385921c5da43d63452282726b062aa887fda975f96dd3d6e869648bc6',
        'linux-arm-v7': '3560b5b6fd3485f4d0bd160e7edf56cc1f08f0cb5852c9af28bf3fab9973c7c2',
        'linux-ppc64le': 'c5ef8012f48a518e1c235ad408d26cd424d7b5fa87eaf78cb2ff4b9048730120',
        'linux-riscv64': '80b27d5f3a346591a5045b81217ee5be578ed151ef8cbd883a892c0ec0ac33f1',
        'linux-s390x': '04f5bd0d389f682c7e9287a3b3a1777b0848f8e10d58cbf9d4d12c9002bbb378',
        'darwin-amd64': 'fb7da95b09df7918527a6a35d9063e749fe4b2a6fc3954c75325dafe41d92124',
        'darwin-arm64': '503b37f7b61b24b64287c9b79d89f3eb86d5eab6e6ac5383fd5fb234ac9d5dcb',
        'windows-amd64.exe': '96a10e259fa1380e7bbf9a3cb04872f201a6e7e331ddeeec8d3e38aa2650ddc5',
        'windows-arm64.exe': '86f5d9655e6f04c19210a696f9de1f6682e9bded9f0b71702ef4e5139eeffa5a',
    },
    'v0.33.0': {
        'linux-amd64': '9426a15411f35f635afef3f5d3bae53155c3e30d26dee430cc968e13d34be49f',
        'linux-arm64': '204dc28447d3bb48f42ed1ce5747e0885cd57e306506a39029311becdb1ef786',
        'linux-arm-v6': 'b33311b149623316b840ce25f0b6686433c6aecaca560d8b35906423f8f597bb',
        'linux-arm-v7': '4d80358ce3d217f38ac9e914cb8501fd4a8a45bc3ac3c23d303e623f275a45df',
        'linux-ppc64le': '46b0444858c8db8c6f741dca20b815f50046a2d73f4874a54dae2719df145ad3',
        'linux-riscv64': '5003b19409f2dfb38fc5f00a8eac4b1d810f6087b88ae007c6983287b93095dd',
        'linux-s390x': '17fbec8163440e73d1e784d55faf483b17782aac471d867a525fa370f3ed317c',
        'darwin-amd64': 'b1b5a38f78311cfed70a0e68096df0e9ed7dd1b1fcd09adbb117d74e3bad6f32',
        'darwin-arm64': '35dc3303d2ddb20b9490be4f658eb4b08ee6c9b2a5b5a56797f6c8fb20f5f52b',
        'windows-amd64.exe': '832ddf42373203ee3836a7cb3b16fe5080231491e7edb32019ac0f6fe03b99ed',
        'windows-arm64.exe': '3f7a8129e21faf8c860efd14bbf0feb714c0aac9ca9c08dc4b39b39455d0bcf1',
    },
};

;// CONCATENATED MODULE: ./src/toolchain/resolve.ts




function knownDigest(version, asset) {
    const hex = checksums[version]?.[asset];
    return hex === undefined ? null : `sha256:${hex}`;
}
function resolveRelease(request, asset) {
    const exact = semver_default().valid(request.version);
    if (exact !== null) {
        return exactRelease(`v${exact}`, request.sha256, asset);
    }
    const range = semver_default().validRange(request.version);
    const known = knownVersions(asset);
    if (range === null) {
        throw new src_errors/* ActionError */.lZ('buildx-version-unknown', `'buildx-version' is '${request.version}'.`, {
            hint: `Expected a version such as ${known[0] ?? 'v0.37.1'}, a range such as ^0.37.1, latest, or runner.`,
        });
    }
    refuseDigest(request);
    const version = known.find((candidate) => semver_default().satisfies(candidate, range));
    const sha256 = version === undefined ? null : knownDigest(version, asset);
    if (version === undefined || sha256 === null) {
        throw new src_errors/* ActionError */.lZ('buildx-version-unknown', `'buildx-version' is '${request.version}', and no release in that range has a known SHA-256 for ${asset}.`, { hint: `Known are ${known.join(', ')}. Another exact version can be used with 'buildx-sha256'.` });
    }
    return { version, sha256 };
}
function refuseDigest({ version, sha256 }) {
    if (sha256 === null) {
        return;
    }
    throw new src_errors/* ActionError */.lZ('input-invalid', `'buildx-sha256' is set, but 'buildx-version' is '${version}', which can mean more than one binary.`, { hint: "Set 'buildx-version' to an exact version." });
}
function exactRelease(version, given, asset) {
    refuseKnownBad(version, `buildx ${version}`);
    const sha256 = given ?? knownDigest(version, asset);
    if (sha256 === null) {
        throw new src_errors/* ActionError */.lZ('buildx-version-unknown', `This action does not know the SHA-256 of buildx ${version} for ${asset}, so it cannot verify it.`, {
            hint: `Set 'buildx-sha256' to the digest of that binary, or 'buildx-version' to one of ` +
                `${knownVersions(asset).join(', ')}.`,
        });
    }
    return { version, sha256 };
}
function knownVersions(asset) {
    return semver_default().rsort(Object.keys(checksums).filter((version) => checksums[version]?.[asset] && refusal(version) === null));
}

;// CONCATENATED MODULE: ./src/toolchain/latest.ts









const gitHubApi = 'https://api.github.com';
const largestChecksumFile = 1 << 20;
async function latestRelease(asset, base, token, runner) {
    const release = await askGitHub(token, runner);
    const version = `v${semver_default().valid(release.tag)}`;
    if (semver_default().valid(release.tag) === null) {
        throw new src_errors/* ActionError */.lZ('buildx-version-unknown', `GitHub names '${release.tag}' as the latest buildx release.`, {
            hint: "Expected a version. Set 'buildx-version' to an exact one.",
        });
    }
    refuseKnownBad(version, `buildx ${version}, the latest release,`);
    const file = assetFile(version, asset);
    const computed = uploadDigest(release, file);
    const listed = await listedDigest(release, file, `${base}/${version}`, runner);
    agree(file, [
        ['GitHub, which hashed the upload', computed],
        [`the release's ${listed.source}`, listed.digest],
        ['this action', knownDigest(version, asset)],
    ]);
    return { version, sha256: computed };
}
function releaseApi(apiUrl, token) {
    const host = URL.canParse(apiUrl) ? new URL(apiUrl).hostname : '';
    const standsIn = /^(api\.github\.com|localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
    return standsIn ? { apiUrl: apiUrl.replace(/\/+$/, ''), token } : { apiUrl: gitHubApi, token: null };
}
async function askGitHub(token, runner) {
    const { github, environment, signal } = runner;
    const query = { owner: 'docker', repo: 'buildx', signal, ...releaseApi(environment.apiUrl, token) };
    try {
        return await withTransferRetries('Question for the latest buildx release', runner, () => github.latestRelease(query));
    }
    catch (error) {
        signal.throwIfAborted();
        const limited = error instanceof HttpStatusError && error.headers['x-ratelimit-remaining'] === '0';
        throw new src_errors/* ActionError */.lZ('buildx-download-failed', `GitHub (${query.apiUrl}) did not say which buildx release is the latest: ${(0,src_errors/* messageOf */.bD)(error)}`, {
            hint: limited
                ? "The rate limit is used up. Set 'github-token', or 'buildx-version' to an exact version."
                : "Set 'buildx-version' to an exact version; that needs no answer from GitHub.",
            cause: error,
        });
    }
}
function uploadDigest(release, file) {
    const asset = release.assets.find(({ name }) => name === file);
    if (!asset) {
        throw new src_errors/* ActionError */.lZ('buildx-asset-missing', `The latest buildx release, ${release.tag}, has no file ${file}.`, {
            hint: "It may be in the making. Set 'buildx-version' to an exact version.",
        });
    }
    if (asset.digest === null || !isDigest(asset.digest)) {
        throw unverifiable(release.tag, `GitHub gives '${asset.digest ?? ''}' as the digest of ${file}`);
    }
    return asset.digest;
}
async function listedDigest(release, file, folder, runner) {
    for (const source of ['checksums.txt', 'checksums-signed.txt']) {
        if (!release.assets.some(({ name }) => name === source)) {
            continue;
        }
        const url = `${folder}/${source}`;
        const text = await fetchText(`Download of buildx's ${source}`, url, runner);
        let digest;
        try {
            digest = parseChecksums(text).get(file);
        }
        catch (error) {
            throw unverifiable(release.tag, `${withoutCredentials(url)} is malformed: ${(0,src_errors/* messageOf */.bD)(error)}`);
        }
        if (digest !== undefined) {
            return { source, digest };
        }
    }
    throw unverifiable(release.tag, `no checksum file of the release holds ${file}`);
}
function fetchText(what, url, runner) {
    return transfer(what, url, runner, async (response) => {
        const chunks = [];
        let size = 0;
        for await (const chunk of response.body) {
            size += chunk.byteLength;
            if (size > largestChecksumFile) {
                response.discard();
                throw new src_errors/* ActionError */.lZ('buildx-download-failed', `${withoutCredentials(url)} is larger than 1 MiB.`, {
                    hint: "Expected a list of checksums. Check 'buildx-mirror'.",
                });
            }
            chunks.push(chunk);
        }
        return Buffer.concat(chunks).toString('utf8');
    });
}
function agree(file, records) {
    const known = records.filter(([, digest]) => digest !== null);
    if (new Set(known.map(([, digest]) => digest)).size === 1) {
        return;
    }
    throw new src_errors/* ActionError */.lZ('buildx-checksum-mismatch', `The records of ${file} disagree: ${known.map(([who, digest]) => `${who} says ${digest}`).join('; ')}.`, { hint: "Nothing was downloaded. Set 'buildx-version' to an exact version that this action knows." });
}
function unverifiable(tag, reason) {
    return new src_errors/* ActionError */.lZ('buildx-version-refused', `The latest buildx release, ${tag}, cannot be verified: ${reason}.`, {
        hint: "Set 'buildx-version' to an exact version that this action knows, or set 'buildx-sha256' with it.",
    });
}

;// CONCATENATED MODULE: ./src/toolchain/prepare.ts










async function prepareBuildx(request, program, token, runner) {
    const { log } = runner;
    if (request.version === 'runner') {
        const installed = await installedBuildx(request.sha256, program, runner);
        log.info(`buildx ${installed.version} of this machine, ${installed.path}, ${installed.sha256}.`);
        return { ...installed, from: 'runner' };
    }
    const asset = buildxAsset({ ...runner.environment, endianness: endianness() });
    const base = request.mirror ?? releases;
    let resolved;
    if (request.version === 'latest') {
        refuseDigest(request);
        resolved = await latestRelease(asset, base, token, runner);
    }
    else {
        resolved = resolveRelease(request, asset);
    }
    const { version, sha256 } = resolved;
    const entry = prepare_entryOf(resolved, asset, runner);
    const roots = cacheRoots(runner);
    for (const root of roots) {
        const path = await findVerified(root, entry, program, runner);
        if (path !== null) {
            log.info(`buildx ${version} from the tool cache, ${path}, verified again: ${sha256}.`);
            return { path, version, sha256, from: 'tool cache' };
        }
    }
    const url = `${base}/${version}/${assetFile(version, asset)}`;
    const fill = (path) => download({ what: `buildx ${version}`, url, sha256 }, path, runner);
    const path = await installInOneOf(roots, entry, fill, runner);
    if ((await runner.files.copyProgram(path, program)) !== sha256) {
        throw new src_errors/* ActionError */.lZ('buildx-checksum-mismatch', `${path} was changed right after it was downloaded.`, {
            hint: 'Something else writes to the tool cache of this machine. It was not run.',
        });
    }
    log.info(`buildx ${version} from ${withoutCredentials(url)}, verified: ${sha256}.`);
    return { path, version, sha256, from: 'download' };
}
function prepare_entryOf({ version, sha256 }, asset, { environment }) {
    const { os, arch } = environment;
    const base = arch === 'arm' ? asset.replace(/^\w+-/, '') : arch;
    const official = knownDigest(version, asset) === sha256;
    return {
        version: version.slice(1),
        arch: official ? base : `${base}-${sha256.slice('sha256:'.length).slice(0, 12)}`,
        file: os === 'win32' ? 'buildx.exe' : 'buildx',
        sha256,
    };
}
function cacheRoots({ environment }) {
    return [...new Set([environment.toolCache, (0,external_node_path_.join)(environment.temp, 'multiarch-build-tools')])];
}
async function installInOneOf(roots, entry, fill, runner) {
    if (roots.length === 1) {
        runner.log.info(`RUNNER_TOOL_CACHE is not set: buildx is kept in ${roots[0]} for this job.`);
    }
    let unusable;
    for (const root of roots) {
        try {
            return await install(root, entry, fill, runner);
        }
        catch (error) {
            if ((0,runner_files/* isCode */._m)(error, 'ENOSPC', 'EDQUOT')) {
                throw full(root, error);
            }
            if (!(0,runner_files/* isCode */._m)(error, 'EACCES', 'EROFS', 'EPERM', 'EEXIST', 'ENOTDIR')) {
                throw error;
            }
            runner.log.info(`The tool cache ${root} cannot be used: ${(0,src_errors/* messageOf */.bD)(error)}`);
            unusable = error;
        }
    }
    throw new src_errors/* ActionError */.lZ('environment-unsupported', `buildx cannot be stored on this machine: ${(0,src_errors/* messageOf */.bD)(unusable)}.`, {
        hint: `Let the runner's user write to one of ${roots.join(', ')}.`,
        cause: unusable,
    });
}
function full(root, cause) {
    return new src_errors/* ActionError */.lZ('disk-full', `The disk of the tool cache ${root} is full: ${(0,src_errors/* messageOf */.bD)(cause)}.`, {
        hint: 'buildx takes about 80 MB. Free space there, or point RUNNER_TOOL_CACHE to another disk.',
        cause,
    });
}
function endianness() {
    return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'LE' : 'BE';
}

;// CONCATENATED MODULE: ./src/setup/setup.ts











async function setUp(inputs, askedDaemon, session) {
    const dockerConfig = inputs.login === null ? null : await logIn(inputs.login, session);
    const docker = { ...session.docker, env: (0,docker_environment/* dockerVariables */.Gn)(dockerConfig, session) };
    const loggedIn = { ...session, docker };
    const [daemon, emulation, made] = await together(loggedIn, (part) => {
        const emulation = askedDaemon.then((answer) => emulate(inputs, inputs.platforms, answer, part));
        const host = { daemon: askedDaemon, emulation };
        return [askedDaemon, emulation, prepareBuilder(inputs, dockerConfig, host, part)];
    });
    const { buildx, buildxVersion, planned } = made;
    const node = { name: (0,builder_name/* firstNodeOf */.yY)(planned.name), platform: daemon.platform };
    const builder = {
        name: planned.name,
        driver: planned.record === null ? null : 'docker-container',
        nodes: [node],
        owned: planned.record !== null && inputs.cleanup,
    };
    const executions = emulation.runs.map((run) => ({ ...run, node }));
    const { close, ...reach } = await openReach(planned.name, buildx, loggedIn);
    return { ready: { ...loggedIn, ...reach, builder, executions }, buildxVersion, close };
}
async function prepareBuilder(inputs, dockerConfig, host, session) {
    const program = await makeToolFolder(session);
    const [binary, planned] = await together(session, (part) => [
        prepareBuildx(inputs.buildx, program, inputs.githubToken, part),
        planBuilder(inputs, part),
    ]);
    const { name, record } = planned;
    if (record !== null && inputs.cleanup) {
        session.journal.note({ kind: 'builder', name, record, buildx: program });
    }
    await host.daemon;
    const buildx = (0,docker_environment/* buildxTool */.l9)(program, dockerConfig, session);
    await ensureBuilder(planned, () => newlyRegistered(host.emulation), buildx, session);
    return { buildx, buildxVersion: binary.version, planned };
}
async function newlyRegistered(emulating) {
    const emulation = await emulating;
    return emulation.register.length === 0 ? [] : foreignOf(emulation);
}

;// CONCATENATED MODULE: ./src/stage/staged.ts

function buildContextOf({ target, digest }) {
    return target.kind === 'repositories'
        ? `docker-image://${pinned(target.repositories[0], digest)}`
        : `oci-layout://${target.directory}@${digest}`;
}
function inspectReference(staged) {
    return staged.target.kind === 'repositories'
        ? pinned(staged.target.repositories[0], staged.digest)
        : buildContextOf(staged);
}

;// CONCATENATED MODULE: ./src/verify/base-image.ts


function baseImage(staged) {
    return staged.target.kind === 'repositories'
        ? { from: pinned(staged.target.repositories[0], staged.digest), args: [] }
        : { from: 'staged', args: ['--build-context', `staged=${buildContextOf(staged)}`] };
}

;// CONCATENATED MODULE: ./src/verify/entrypoint.ts

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
function resolveProgram(word, { workingDir, path }) {
    const from = external_node_path_.posix.resolve('/', workingDir);
    if (word.includes('/')) {
        return { word, candidates: [external_node_path_.posix.resolve(from, word)] };
    }
    const directories = (path ?? defaultPath).split(':').filter((directory) => directory.startsWith('/'));
    return { word, candidates: [...new Set(directories.map((directory) => external_node_path_.posix.resolve(directory, word)))] };
}
function programsOf(config) {
    const argv = [...config.entrypoint, ...config.cmd];
    const [first] = argv;
    if (first === undefined || first === '') {
        return [];
    }
    const behind = commandOfShell(argv) ?? commandOfWrapper(argv);
    return [
        resolveProgram(first, config),
        ...(behind === null ? [] : [{ ...resolveProgram(behind, config), guessed: true }]),
    ];
}
const shellWords = new Set('. : break case cd command continue do done elif else esac eval exec exit export false fi for function if in let local printf echo pwd read readonly return select set shift source sleep test then time times trap true type ulimit umask unset until wait while'.split(' '));
function commandOfShell(argv) {
    if (!/^(?:ba|da|a|z|k)?sh$/.test(external_node_path_.posix.basename(argv[0] ?? ''))) {
        return null;
    }
    const option = argv.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
    const command = option < 0 ? undefined : argv[option + 1];
    const word = /^\s*(?:exec\s+)?([\w./+-]+)(?=\s|$)/.exec(command ?? '')?.[1];
    return word === undefined || word.startsWith('-') || shellWords.has(word) ? null : word;
}
function commandOfWrapper(argv) {
    const end = argv.indexOf('--');
    const flagsOnly = argv.slice(1, end).every((word) => word.startsWith('-'));
    return end > 0 && flagsOnly ? (argv[end + 1] ?? null) : null;
}
function interpreterOf(interpreter, argument, scope) {
    if (external_node_path_.posix.basename(interpreter) !== 'env') {
        return resolveProgram(interpreter, scope);
    }
    const split = /^(?:-S|--split-string[= ]|-\w*S)\s*(.*)$/s.exec(argument ?? '');
    const words = split ? (split[1] ?? '').split(/\s+/) : [argument ?? ''];
    const word = words.find((entry) => entry !== '' && !entry.startsWith('-') && !/^\w+=/.test(entry));
    return word === undefined ? null : resolveProgram(word, scope);
}

;// CONCATENATED MODULE: ./src/verify/elf.ts
const programInterpreter = 3;
const longestInterpreter = 4096;
function parseElf(head) {
    if (head.byteLength < 20 || head[0] !== 0x7f || head[1] !== 0x45 || head[2] !== 0x4c || head[3] !== 0x46) {
        return null;
    }
    const bits = head[4] === 1 ? 32 : head[4] === 2 ? 64 : null;
    const endianness = head[5] === 1 ? 'little' : head[5] === 2 ? 'big' : null;
    if (bits === null || endianness === null) {
        return null;
    }
    if (head.byteLength < (bits === 32 ? 52 : 64)) {
        return null;
    }
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const little = endianness === 'little';
    return {
        bits,
        endianness,
        type: view.getUint16(16, little),
        machine: view.getUint16(18, little),
        flags: view.getUint32(bits === 32 ? 36 : 48, little),
        interpreter: interpreterIn(view, bits, little),
    };
}
function interpreterIn(view, bits, little) {
    const word = (at) => bits === 32 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little));
    const table = word(bits === 32 ? 28 : 32);
    const entrySize = view.getUint16(bits === 32 ? 42 : 54, little);
    const count = view.getUint16(bits === 32 ? 44 : 56, little);
    const smallest = bits === 32 ? 32 : 56;
    if (entrySize < smallest) {
        return null;
    }
    for (let index = 0; index < count; index++) {
        const entry = table + index * entrySize;
        if (entry + smallest > view.byteLength) {
            return null;
        }
        if (view.getUint32(entry, little) !== programInterpreter) {
            continue;
        }
        const start = word(entry + (bits === 32 ? 4 : 8));
        const size = word(entry + (bits === 32 ? 16 : 32));
        if (size > longestInterpreter || start + size > view.byteLength) {
            return null;
        }
        const path = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, size));
        return path.replace(/\0.*$/s, '');
    }
    return null;
}

;// CONCATENATED MODULE: ./src/verify/file-kind.ts

const longestShebang = 256;
const magics = [
    { bytes: [0xcf, 0xfa, 0xed, 0xfe], kind: 'foreign', what: 'a Mach-O binary, built for macOS' },
    { bytes: [0xce, 0xfa, 0xed, 0xfe], kind: 'foreign', what: 'a 32-bit Mach-O binary, built for macOS' },
    {
        bytes: [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2],
        kind: 'foreign',
        what: 'a universal Mach-O binary, built for macOS',
    },
    { bytes: [0x4d, 0x5a], kind: 'foreign', what: 'a PE binary, built for Windows' },
    { bytes: [0, 0x61, 0x73, 0x6d], kind: 'other', what: 'a WebAssembly module' },
    { bytes: [0x7f, 0x45, 0x4c, 0x46], kind: 'other', what: 'a damaged ELF file' },
];
function fileKind(head) {
    if (head.byteLength === 0) {
        return { kind: 'foreign', what: 'an empty file' };
    }
    const elf = parseElf(head);
    if (elf) {
        return { kind: 'elf', elf };
    }
    if (head[0] === 0x23 && head[1] === 0x21) {
        return script(head.subarray(2, longestShebang));
    }
    const magic = magics.find(({ bytes }) => bytes.every((byte, index) => head[index] === byte));
    return magic
        ? { kind: magic.kind, what: magic.what }
        : { kind: 'other', what: 'neither an ELF binary nor a script' };
}
function script(line) {
    const [first = ''] = new TextDecoder().decode(line).split('\n', 1);
    const [, interpreter = '', argument = ''] = /^[ \t]*([^ \t\r\0]*)[ \t]*([^\0]*)/.exec(first) ?? [];
    if (interpreter === '') {
        return { kind: 'other', what: 'a script that names no interpreter' };
    }
    return { kind: 'script', interpreter, argument: argument.trim() === '' ? null : argument.trim() };
}

;// CONCATENATED MODULE: ./src/verify/machine.ts
const em = {
    '386': 3,
    mips: 8,
    ppc: 20,
    ppc64: 21,
    s390: 22,
    arm: 40,
    x86: 62,
    aarch64: 183,
    riscv: 243,
    loong: 258,
};
const armHardFloat = 0x400;
const armSoftFloat = 0x200;
function is(machine, bits, endianness = 'little') {
    return (elf) => elf.machine === machine && elf.bits === bits && elf.endianness === endianness;
}
const arm32 = is(em.arm, 32);
const hardFloat = (elf) => (elf.flags & armHardFloat) !== 0;
function machineOf({ architecture, variant }) {
    switch (architecture) {
        case 'amd64':
            return {
                name: 'x86-64',
                own: is(em.x86, 64),
                sibling: (elf) => is(em['386'], 32)(elf) || is(em.x86, 32)(elf),
            };
        case '386':
            return { name: 'x86, 32-bit', own: is(em['386'], 32) };
        case 'arm64':
            return {
                name: 'AArch64',
                own: is(em.aarch64, 64),
                sibling: (elf) => arm32(elf) || is(em.aarch64, 32)(elf),
            };
        case 'arm':
            return variant === 'v5'
                ? { name: 'ARM, 32-bit, soft float', own: (elf) => arm32(elf) && !hardFloat(elf), sibling: arm32 }
                : { name: 'ARM, 32-bit', own: arm32 };
        case 'ppc64le':
            return { name: 'PowerPC64, little-endian', own: is(em.ppc64, 64) };
        case 's390x':
            return { name: 'S/390, 64-bit', own: is(em.s390, 64, 'big'), sibling: is(em.s390, 32, 'big') };
        case 'riscv64':
            return { name: 'RISC-V, 64-bit', own: is(em.riscv, 64) };
        case 'mips64le':
            return { name: 'MIPS64, little-endian', own: is(em.mips, 64), sibling: is(em.mips, 32) };
        case 'mips64':
            return { name: 'MIPS64, big-endian', own: is(em.mips, 64, 'big'), sibling: is(em.mips, 32, 'big') };
        case 'loong64':
            return { name: 'LoongArch, 64-bit', own: is(em.loong, 64) };
        default:
            return null;
    }
}
function judgeMachine(elf, machine) {
    if (machine.own(elf)) {
        return 'matches';
    }
    return machine.sibling?.(elf) ? 'compatible' : 'differs';
}
const machine_names = {
    [em['386']]: 'x86',
    [em.mips]: 'MIPS',
    [em.ppc]: 'PowerPC',
    [em.ppc64]: 'PowerPC64',
    [em.s390]: 'S/390',
    [em.arm]: 'ARM',
    [em.x86]: 'x86-64',
    [em.aarch64]: 'AArch64',
    [em.riscv]: 'RISC-V',
    [em.loong]: 'LoongArch',
};
function describeElf(elf) {
    const float = elf.machine === em.arm && (elf.flags & (armHardFloat | armSoftFloat)) !== 0
        ? [hardFloat(elf) ? 'hard float' : 'soft float']
        : [];
    const parts = [
        machine_names[elf.machine] ?? `machine ${elf.machine}`,
        `${elf.bits}-bit`,
        `${elf.endianness}-endian`,
        ...float,
        ...(elf.interpreter === null ? [] : [`loaded by ${elf.interpreter}`]),
    ];
    return `an ELF binary for ${parts.join(', ')}`;
}

;// CONCATENATED MODULE: ./src/verify/probe-dockerfile.ts

function probeDockerfile(from, lookups, form) {
    const lines = [{ text: `FROM ${from} AS image`, purposes: [] }];
    if (form === 'careful') {
        const parents = new Map();
        lookups.forEach((candidates, index) => {
            for (const parent of candidates.map((path) => external_node_path_.posix.dirname(path))) {
                if (parent !== '/' && !/[\r\n]/.test(parent)) {
                    parents.set(parent, [...(parents.get(parent) ?? []), index]);
                }
            }
        });
        for (const [parent, purposes] of parents) {
            lines.push({ text: `WORKDIR ${word(parent)}`, purposes });
        }
    }
    lines.push({ text: 'FROM scratch', purposes: [] });
    lookups.forEach((candidates, index) => {
        const [only, ...more] = candidates;
        if (only === undefined) {
            return;
        }
        const sources = more.length > 0
            ? candidates.map(optional).reverse()
            : [form === 'quick' ? literal(only) : optional(only)];
        const words = [...sources.map(word), more.length > 0 ? `/${index}/` : `/${index}`];
        lines.push({ text: `COPY --chmod=0755 --from=image ${JSON.stringify(words)}`, purposes: [index] });
    });
    return {
        text: lines.map(({ text }) => `${text}\n`).join(''),
        purposes: lines.map(({ purposes }) => purposes),
    };
}
function failedLookups(stderr, { purposes }) {
    const marked = [...stderr.matchAll(/^ *(\d+) \| >>> /gm)];
    return marked.length === 0 ? null : marked.flatMap(([, line]) => purposes[Number(line) - 1] ?? []);
}
function probedName(candidates, index) {
    const [only, ...more] = candidates;
    return only === undefined || more.length === 0 ? `${index}` : `${index}/${external_node_path_.posix.basename(only)}`;
}
function literal(path) {
    return /[*?[\\]/.test(path) ? optional(path) : path;
}
function optional(path) {
    const characters = [...path];
    const last = characters.pop() ?? '';
    const escaped = characters.map((character) => ('*?[\\'.includes(character) ? oneOf(character) : character));
    return [...escaped, oneOf(last)].join('');
}
function oneOf(character) {
    return /\w/.test(character) ? `[${character}]` : `[\\${character}]`;
}
function word(text) {
    return text.replace(/[^\w/.[\]\u0080-\u{10ffff}-]/gu, '\\$&');
}

;// CONCATENATED MODULE: ./src/verify/probe-files.ts







const prefixBytes = 4096;
const longestMs = 600_000;
const pollMs = 20;
async function readPrefixes(probe, session) {
    const { files, clock, signal } = session;
    const directory = await files.makeTemporary(session.folder, 'files-');
    const enough = new AbortController();
    const ended = { ...session, signal: AbortSignal.any([signal, enough.signal]) };
    try {
        const building = copyOut(probe, directory, ended).then(() => 'done', (error) => {
            if (enough.signal.aborted && !signal.aborted) {
                return 'done';
            }
            throw error;
        });
        const waiting = () => clock.sleep(pollMs).then(() => 'going on');
        while ((await Promise.race([building, waiting()])) === 'going on') {
            if (isEnough(await prefixesIn(directory, probe, files))) {
                enough.abort();
            }
        }
        return await prefixesIn(directory, probe, files);
    }
    finally {
        await files.remove(directory);
    }
}
function isEnough(prefixes) {
    return [...prefixes.values()].flat().every((prefix) => prefix?.byteLength === prefixBytes);
}
async function prefixesIn(directory, { lookups, platforms }, files) {
    const prefixes = platforms.map(async (platform) => {
        const name = (0,oci_platform/* formatPlatform */.Bq)(platform);
        const own = (0,external_node_path_.join)(directory, name.replaceAll('/', '_'));
        const paths = lookups.map((candidates, index) => (0,external_node_path_.join)(own, probedName(candidates, index)));
        return [name, await Promise.all(paths.map((path) => files.readHead(path, prefixBytes)))];
    });
    return new Map(await Promise.all(prefixes));
}
async function copyOut(probe, directory, session) {
    let { lookups } = probe;
    for (let form = 'quick';; form = 'careful') {
        const dockerfile = probeDockerfile(probe.base.from, lookups, form);
        const failed = await runProbe(dockerfile.text, probe, directory, session);
        if (failed === null) {
            return;
        }
        const nowhere = failedLookups(failed.completed.stderr, dockerfile);
        const explained = nowhere === null ? form === 'quick' : nowhere.length > 0;
        if (!explained) {
            throw asActionError(failed, 'binary-unreadable');
        }
        if (form === 'careful') {
            lookups = lookups.map((candidates, index) => (nowhere?.includes(index) ? [] : candidates));
        }
    }
}
async function runProbe(dockerfile, { base, platforms }, directory, session) {
    const build = {
        builder: session.builder.name,
        platforms,
        options: base.args,
        output: `type=local,platform-split=true,${(0,csv/* formatCsv */.yv)([`dest=${directory}`])}`,
    };
    try {
        await runCommand({
            what: 'Reading executables out of the image',
            tool: session.buildx,
            args: stdinBuildArguments(build),
            input: dockerfile,
            pushed: base.from,
            limitMs: longestMs,
            explain: (failed) => asActionError(failed, 'binary-unreadable'),
        }, session);
        return null;
    }
    catch (error) {
        const asked = error instanceof src_errors/* ActionError */.lZ && error.code === 'binary-unreadable';
        if (asked && error.cause instanceof CommandFailed) {
            return error.cause;
        }
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/verify/binaries.ts






const deepest = 4;
async function inspectBinaries(mode, images, base, session) {
    const findings = [];
    let searches = images.flatMap((image) => searchesOf(mode, image));
    for (let round = 0; searches.length > 0; round++) {
        const lookups = new Map(searches.map(({ program }) => [keyOf(program), program.candidates]));
        const keys = [...lookups.keys()];
        const platforms = images
            .map(({ platform }) => platform)
            .filter((platform) => searches.some(({ image }) => image.platform === platform));
        const prefixes = await readPrefixes({ base, lookups: [...lookups.values()], platforms }, session);
        const next = [];
        for (const search of searches) {
            const prefix = prefixes.get((0,oci_platform/* formatPlatform */.Bq)(search.image.platform))?.[keys.indexOf(keyOf(search.program))] ?? null;
            const result = binaries_judge(search, prefix, round === deepest);
            if ('verdict' in result) {
                findings.push(result);
            }
            else {
                next.push(result);
            }
        }
        searches = next;
    }
    return findings;
}
function keyOf(program) {
    return program.candidates.join('\0');
}
function searchesOf(mode, image) {
    if (image.platform.os !== 'linux' || machineOf(image.platform) === null) {
        return [];
    }
    const { config } = image;
    const programs = mode === 'entrypoint' ? programsOf(config) : mode.map((path) => resolveProgram(path, config));
    return programs
        .filter(({ candidates }) => candidates.length > 0)
        .map((program) => ({ image, path: program.word, program, via: [] }));
}
function binaries_judge(search, prefix, last) {
    const { image, program, via } = search;
    const { platform, config } = image;
    const found = (what, verdict) => ({
        platform,
        path: oneLine(search.path),
        what: oneLine(via.length === 0 ? what : `${via.join(', ')}: ${what}`),
        verdict,
    });
    if (prefix === null) {
        const absent = program.word.includes('/')
            ? `no file at ${program.candidates[0]}`
            : `'${program.word}' is nowhere in PATH`;
        return found(absent, via.length > 0 ? 'orphaned' : program.guessed ? 'unchecked' : 'missing');
    }
    const kind = fileKind(prefix);
    switch (kind.kind) {
        case 'elf': {
            const machine = machineOf(platform);
            return found(describeElf(kind.elf), machine === null ? 'unchecked' : judgeMachine(kind.elf, machine));
        }
        case 'foreign':
            return found(kind.what, 'differs');
        case 'other':
            return found(kind.what, 'unchecked');
        case 'script': {
            const next = interpreterOf(kind.interpreter, kind.argument, config);
            if (next === null || next.candidates.length === 0 || last) {
                return found('a script', 'unchecked');
            }
            return { ...search, program: next, via: [...via, `a script for ${next.word}`] };
        }
    }
}
function oneLine(text) {
    return text.replace(/\s+/g, ' ');
}
function checkBinaries(mode, findings) {
    const differs = findings.filter(({ verdict }) => verdict === 'differs');
    if (differs.length > 0) {
        const lines = differs.map((finding) => `${(0,oci_platform/* formatPlatform */.Bq)(finding.platform)}: '${finding.path}' is ${finding.what}; expected was ${machineOf(finding.platform)?.name}.`);
        throw new src_errors/* ActionError */.lZ('binary-differs', lines.join('\n'), {
            hint: 'Usually a build stage does not honour the platform that it builds for: a stage FROM --platform=$BUILDPLATFORM ' +
                'must hand TARGETARCH to its compiler (ARG TARGETARCH, GOARCH=$TARGETARCH), and a COPY or download must pick ' +
                "the file of that architecture. 'verify-binaries' says which files are looked at.",
        });
    }
    const missing = findings.filter(({ verdict }) => verdict === 'missing');
    if (mode !== 'entrypoint' && missing.length > 0) {
        const lines = missing.map(({ platform, path, what }) => `${(0,oci_platform/* formatPlatform */.Bq)(platform)}: '${path}': ${what}.`);
        throw new src_errors/* ActionError */.lZ('binary-unreadable', lines.join('\n'), {
            hint: "Every path in 'verify-binaries' must be a file in the image of every platform.",
        });
    }
}

;// CONCATENATED MODULE: ./src/verify/configs.ts




async function readConfigs(reference, session) {
    const text = (await inspectPushed(reference, ['--format', '{{json .Image}}'], session)).toString('utf8');
    try {
        return parseConfigs(text);
    }
    catch (error) {
        throw new src_errors/* ActionError */.lZ('config-differs', `The image configs of '${reference}' cannot be read: ${(0,src_errors/* messageOf */.bD)(error)}.`, {
            hint: 'Does the image come from another builder, or does a proxy answer in place of the registry?',
            cause: error,
        });
    }
}
function parseConfigs(text) {
    const document = JSON.parse(text);
    if (!(0,oci_json/* isRecord */.u4)(document)) {
        throw new Error('there is none');
    }
    if (typeof document['architecture'] === 'string') {
        return [configOf(null, document)];
    }
    return Object.entries(document).map(([platform, config]) => configOf(platform, config));
}
function configOf(of, value) {
    const whose = of === null ? 'the config' : `the config of ${of}`;
    if (!(0,oci_json/* isRecord */.u4)(value)) {
        throw new Error(`${whose} is not a JSON object`);
    }
    const { os, architecture, variant } = value;
    if (typeof os !== 'string' || typeof architecture !== 'string') {
        throw new Error(`${whose} names no platform`);
    }
    const config = (0,oci_json/* isRecord */.u4)(value['config']) ? value['config'] : {};
    const directory = config['WorkingDir'];
    const path = (0,oci_json/* stringsIn */.QQ)(config['Env']).find((entry) => entry.startsWith('PATH='));
    return {
        of,
        platform: { os, architecture, ...(typeof variant === 'string' && variant !== '' ? { variant } : {}) },
        entrypoint: (0,oci_json/* stringsIn */.QQ)(config['Entrypoint']),
        cmd: (0,oci_json/* stringsIn */.QQ)(config['Cmd']),
        workingDir: typeof directory === 'string' && directory !== '' ? directory : '/',
        path: path === undefined ? null : path.slice('PATH='.length),
    };
}
function withPlatforms(image, configs) {
    const only = configs.find(({ of }) => of === null);
    if (only === undefined || image.images.length !== 1) {
        return image;
    }
    const platform = (0,oci_platform/* normalizePlatform */.FL)(only.platform);
    return {
        ...image,
        images: image.images.map((entry) => ({ ...entry, platform: entry.platform ?? platform })),
    };
}
function checkConfigs(images, configs) {
    const problems = [];
    const matched = images.flatMap(({ platform, digest }) => {
        const name = (0,oci_platform/* formatPlatform */.Bq)(platform);
        const config = configs.find(({ of }) => of === null || of === name);
        if (config === undefined) {
            problems.push(`${name} (${digest}) has no image config`);
            return [];
        }
        const said = { ...platform, ...config.platform };
        if ((0,oci_platform/* formatPlatform */.Bq)((0,oci_platform/* normalizePlatform */.FL)(said)) !== name) {
            problems.push(`the image for ${name} (${digest}) says in its config that it is for ${(0,oci_platform/* formatPlatform */.Bq)(config.platform)}`);
        }
        return [config];
    });
    if (problems.length > 0) {
        throw new src_errors/* ActionError */.lZ('config-differs', `Index and images contradict each other: ${problems.join('; ')}.`, {
            hint: 'Usually a FROM line pins one platform (FROM --platform=linux/amd64) or the digest of a single-platform base image. Leave --platform out, or pin the digest of the multi-platform index.',
        });
    }
    return matched;
}

;// CONCATENATED MODULE: ./src/verify/platform-set.ts


function checkPlatforms(image, wanted) {
    const found = new Map();
    const twice = new Set();
    const extra = [];
    const names = new Set(wanted.map(oci_platform/* formatPlatform */.Bq));
    for (const { platform, ...manifest } of image.images) {
        const name = platform === null ? `an image without a platform (${manifest.digest})` : (0,oci_platform/* formatPlatform */.Bq)(platform);
        if (platform === null || !names.has(name)) {
            extra.push(name);
        }
        else if (found.has(name)) {
            twice.add(name);
        }
        else {
            found.set(name, { ...manifest, platform });
        }
    }
    const missing = [...names].filter((name) => !found.has(name));
    const problems = [
        ...(missing.length > 0 ? [`it lacks ${missing.join(', ')}`] : []),
        ...(extra.length > 0 ? [`it holds ${extra.join(', ')}, which was not asked for`] : []),
        ...(twice.size > 0 ? [`it holds ${[...twice].join(', ')} more than once`] : []),
        ...image.strayAttestations.map((digest) => `its attestation ${digest} belongs to none of its images`),
    ];
    if (problems.length > 0) {
        throw new src_errors/* ActionError */.lZ('platforms-differ', `The image ${image.digest} should hold exactly ${[...names].join(', ')}, but ${problems.join('; ')}.`, {
            hint: "No tag was moved. Does something else build or push to this repository, or does 'platforms' differ from what was built?",
        });
    }
    return [...names].flatMap((name) => found.get(name) ?? []);
}

;// CONCATENATED MODULE: ./src/verify/smoke.ts






async function smokeTest(command, base, session) {
    const { buildx, builder, log, executions } = session;
    const build = {
        builder: builder.name,
        platforms: platformsOf(session),
        options: [...base.args, '--no-cache'],
        output: 'type=cacheonly',
    };
    await runCommand({
        what: 'The smoke test',
        tool: buildx,
        args: stdinBuildArguments(build),
        input: smokeDockerfile(base.from, command),
        pushed: base.from,
        onLine: (line) => log.info(line),
        explain: (failed) => explainSmoke(failed, command, executions),
    }, session);
}
function smokeDockerfile(from, command) {
    if (typeof command !== 'string') {
        return `FROM ${from}\nRUN ${JSON.stringify(command)}\n`;
    }
    const lines = command.split(/\r?\n/);
    let end = 'SMOKE_TEST';
    while (lines.includes(end)) {
        end += '_';
    }
    const strict = lines.filter((line) => line.trim() !== '').length > 1 && !command.startsWith('#!');
    return [`FROM ${from}`, `RUN <<'${end}'`, ...(strict ? ['set -e'] : []), ...lines, end, ''].join('\n');
}
function smokeFailures(stderr) {
    const steps = new Map();
    const failures = [];
    for (const line of stderr.split(/\r?\n/)) {
        const [, id = '', text = ''] = /^#(\d+) (.*)$/.exec(line) ?? [];
        const [, names] = /^\[([^\]]*)\] RUN /.exec(text) ?? [];
        if (names !== undefined && !steps.has(id)) {
            steps.set(id, /(?:^|[ >])([a-z0-9]+\/[a-z0-9]+(?:\/v\d+)?) /.exec(names)?.[1] ?? null);
        }
        const [, code] = /^ERROR: process ".*" did not complete successfully: exit code: (\d+)/.exec(text) ?? [];
        const platform = steps.get(id);
        if (code !== undefined && platform !== undefined) {
            failures.push({ platform, code: Number(code) });
        }
    }
    return failures;
}
function explainSmoke(error, command, executions) {
    const { stderr } = error.completed;
    const failures = smokeFailures(stderr);
    if (failures.length === 0) {
        return asActionError(error, 'smoke-test-failed');
    }
    const [first, ...others] = executions.map(({ platform }) => (0,oci_platform/* formatPlatform */.Bq)(platform));
    const only = others.length === 0 ? first : undefined;
    const told = failures.map(({ platform, code }) => `on ${platform ?? only ?? 'one platform'} with exit code ${code}`);
    const shown = typeof command === 'string' ? command.trim().split('\n', 1)[0] : JSON.stringify(command);
    const native = executions
        .filter(({ how }) => how === 'native')
        .map(({ platform }) => (0,oci_platform/* formatPlatform */.Bq)(platform));
    const emulated = failures.some(({ platform }) => !native.includes(platform ?? only ?? ''));
    return new src_errors/* ActionError */.lZ('smoke-test-failed', `The smoke test '${shown}' failed ${[...new Set(told)].join(', ')}.`, {
        hint: smoke_hintFor(stderr, command, emulated),
        cause: error,
    });
}
function smoke_hintFor(stderr, command, emulated) {
    const crash = emulatorCrash(stderr);
    if (crash !== null) {
        return `The emulator crashed, not the image (${crash}). A native runner for that platform or another 'binfmt-image' avoids it.`;
    }
    if (emulatorMissing(stderr) !== null) {
        return "The machine could not run that platform's binaries: see 'emulation'. Or the binary is for another platform.";
    }
    if (typeof command === 'string' && /exec: "[^"]*": .*no such file or directory/.test(stderr)) {
        return 'The image has no shell, it seems: give the command as a JSON array such as ["/app", "--version"], which needs none.';
    }
    return emulated
        ? 'The log above has what it printed. The platform ran emulated: does the command need more time or a system call that the emulator lacks?'
        : 'The log above has what it printed.';
}

;// CONCATENATED MODULE: ./src/verify/verify.ts












async function verifyStaged(staged, inputs, session) {
    const wanted = platformsOf(session);
    const reference = inspectReference(staged);
    const [published, configs] = await together(session, (part) => [
        readBack(reference, part),
        readConfigs(reference, part),
    ]);
    const { digest } = published;
    if (!isSameDigest(digest, staged.digest)) {
        throw new src_errors/* ActionError */.lZ('digest-differs', `The build pushed ${staged.digest}, but what is served for it has the digest ${digest}.`, { hint: 'Does a proxy or a mirror rewrite what the registry serves?' });
    }
    const images = checkPlatforms(withPlatforms(published, configs), wanted);
    const underTest = checkConfigs(images, configs).flatMap((config, index) => {
        const image = images[index];
        return image === undefined ? [] : [{ platform: image.platform, config }];
    });
    session.log.info(`${digest} holds ${(0,oci_platform/* formatPlatforms */.Iu)(wanted)}, each with a config for its platform.`);
    const base = baseImage(staged);
    const binaries = await verifyBinaries(inputs.verifyBinaries, underTest, base, session);
    if (inputs.smokeTest !== null) {
        await smokeTest(inputs.smokeTest, base, session);
    }
    return { staged, digest, images, binaries };
}
async function verifyBinaries(mode, images, base, session) {
    if (mode === 'none') {
        return [];
    }
    const findings = await inspectBinaries(mode, images, base, session);
    checkBinaries(mode, findings);
    return images.map(({ platform }) => {
        const own = findings.filter((finding) => finding.platform === platform);
        for (const finding of own) {
            say(finding, session.log);
        }
        if (own.length > 0) {
            return own.map(({ path, what }) => `${path}: ${what}`).join('; ');
        }
        const nothing = 'nothing to check: the image names no program';
        session.log.info(`${(0,oci_platform/* formatPlatform */.Bq)(platform)}: ${nothing}`);
        return nothing;
    });
}
function say({ platform, path, what, verdict }, log) {
    const text = `${(0,oci_platform/* formatPlatform */.Bq)(platform)}: '${path}': ${what}`;
    switch (verdict) {
        case 'matches':
            log.info(text);
            break;
        case 'unchecked':
            log.info(`${text}; its architecture is not checked`);
            break;
        case 'compatible':
            log.warning(`${text}, which only some machines of this platform run.`, 'Binary of a sibling architecture');
            break;
        case 'missing':
        case 'orphaned':
            log.warning(`${text}. A container of this image cannot start unless it is mounted.`, 'Program not found');
            break;
    }
}

;// CONCATENATED MODULE: ./src/report/failure.ts


function describePublication(publication) {
    switch (publication.kind) {
        case 'nothing':
            return 'Published: nothing.';
        case 'untagged':
            return `Published: ${publication.digest} in ${publication.repositories.join(', ')}, without a tag.`;
        case 'tagged': {
            const { digest, tags, unconfirmed } = publication;
            const list = (of) => of.map(formatTag).join(', ');
            return [
                tags.length > 0 ? `Published: ${digest} as ${list(tags)}.` : `Published: ${digest}.`,
                ...(unconfirmed.length > 0
                    ? [`Whether these tags point at it could not be confirmed: ${list(unconfirmed)}.`]
                    : []),
            ].join('\n');
        }
        case 'direct':
            return `With publish: direct the tags may have moved. They now point at:\n${publication.tags
                .map(({ tag, serves }) => `${formatTag(tag)}: ${serves}`)
                .join('\n')}`;
    }
}
function renderFailure(error, publication, docs) {
    if (error instanceof src_errors/* ActionError */.lZ) {
        const hint = error.hint === undefined ? [] : [error.hint];
        return {
            title: error.code,
            message: [error.message, ...hint, describePublication(publication), `${docs}#${error.code}`].join('\n'),
            location: error.location,
        };
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
        title: 'Unexpected error',
        message: `This is a defect of the action; please report it with this text:\n${stack}\n${describePublication(publication)}`,
        location: undefined,
    };
}
function errorDocs(variables) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref, } = variables;
    return server && repository && ref
        ? `${server}/${repository}/blob/${ref}/docs/errors.md`
        : 'docs/errors.md';
}

;// CONCATENATED MODULE: ./src/report/outputs.ts


function outputsOf(outcome) {
    const { verified, repository, tags, metadata, builder } = outcome;
    return {
        ...(verified === null ? {} : imageOutputs(verified, repository)),
        ...(tags.length === 0 ? {} : { tags: tags.map(formatTag).join('\n') }),
        ...(metadata === null ? {} : { metadata }),
        ...(builder === null ? {} : { builder }),
    };
}
function imageOutputs({ digest, images }, repository) {
    const manifests = images.map((image) => ({
        platform: (0,oci_platform/* formatPlatform */.Bq)(image.platform),
        digest: image.digest,
        size: image.size,
        mediaType: image.mediaType,
        reference: repository === null ? null : pinned(repository, image.digest),
        attestation: image.attestation,
    }));
    return {
        digest,
        manifests: JSON.stringify(manifests),
        ...(repository === null ? {} : { image: pinned(repository, digest) }),
        platforms: (0,oci_platform/* formatPlatforms */.Iu)(images.map(({ platform }) => platform), ','),
    };
}

;// CONCATENATED MODULE: ./src/session/deadline.ts

async function withDeadline(session, limitMs, activity, body) {
    if (limitMs === null) {
        return body(session);
    }
    const limit = new AbortController();
    const timer = setTimeout(() => {
        limit.abort(new src_errors/* ActionError */.lZ('timeout', `The time limit of ${limitMs / 1000} s was reached while ${activity()}.`, {
            hint: "If the other side hangs, its status page says so. If the work takes longer than that, raise 'timeout'.",
        }));
    }, limitMs);
    try {
        return await body({ ...session, signal: AbortSignal.any([session.signal, limit.signal]) });
    }
    finally {
        clearTimeout(timer);
    }
}

;// CONCATENATED MODULE: ./src/session/ledger.ts
const ledger_nothing = {
    setUp: null,
    verified: null,
    repository: null,
    tags: [],
    metadata: null,
    builder: null,
};
class Ledger {
    known = ledger_nothing;
    published = { kind: 'nothing' };
    get publication() {
        return this.published;
    }
    outcome(failed) {
        return failed && this.known.tags.length === 0 ? ledger_nothing : this.known;
    }
    get facts() {
        return this.known;
    }
    setUp(setUp) {
        this.known = { ...this.known, setUp };
    }
    metadata(metadata) {
        this.known = { ...this.known, metadata };
    }
    keptBuilder(builder) {
        this.known = { ...this.known, builder };
    }
    staged(digest, repositories) {
        this.published = { kind: 'untagged', digest, repositories };
    }
    pushedDirectly(tags) {
        this.published = { kind: 'direct', tags };
    }
    verified(verified) {
        this.known = { ...this.known, verified };
    }
    tagged(digest, found, repository) {
        const { tags, unconfirmed } = found;
        this.known = { ...this.known, tags, repository };
        if (tags.length > 0 || unconfirmed.length > 0) {
            this.published = { kind: 'tagged', digest, tags, unconfirmed };
        }
    }
}

;// CONCATENATED MODULE: ./src/session/phases.ts

class Phases {
    limits;
    describe;
    current = 'setup';
    constructor(limits, describe) {
        this.limits = limits;
        this.describe = describe;
    }
    activity() {
        return this.describe(this.current);
    }
    run(phase, title, session, body) {
        this.current = phase;
        const limit = this.limits.phases[phase];
        return session.log.group(title, () => withDeadline(session, limit, () => this.describe(phase), body));
    }
}

// EXTERNAL MODULE: ./src/setup/undo.ts
var undo = __webpack_require__(567);
;// CONCATENATED MODULE: ./src/actions/frame.ts












async function runAction(action, runner, workflow) {
    const { log, environment } = runner;
    const ledger = new Ledger();
    const journal = new session_journal/* Journal */.CQ((text) => workflow.saveState(session_journal/* journalState */.vZ, text));
    const secrets = sensitiveValues(environment.variables);
    let failure = null;
    const fail = (error) => {
        failure = error;
        const docs = errorDocs(environment.variables);
        const { title, message, location } = renderFailure(error, ledger.publication, docs);
        log.error(message, title, location);
        workflow.fail();
    };
    try {
        for (const secret of secrets) {
            log.mask(secret);
        }
        await runStages(action, ledger, journal, runner);
    }
    catch (error) {
        fail(await action.diagnose((0,runner_files/* explainFileError */.Yd)(error) ?? error, ledger, journal, runner));
    }
    try {
        const known = failure instanceof src_errors/* ActionError */.lZ ? failure : null;
        const outputs = outputsOf(ledger.outcome(failure !== null));
        report(outputs, workflow);
        await addSummary(action.summary(ledger, known, secrets), log, workflow);
    }
    catch (error) {
        fail((0,runner_files/* explainFileError */.Yd)(error) ?? error);
    }
    await frame_undo(journal, failure, runner);
}
async function frame_undo({ leftovers }, failure, runner) {
    await (0,undo/* removeFolders */.cw)(leftovers, runner);
    if (runner.environment.disposable || !leftovers.some(({ kind }) => kind === 'builder')) {
        await (0,undo/* removeTools */.Yx)(leftovers, runner);
    }
    else if (failure !== null) {
        const hasDied = failure instanceof src_errors/* ActionError */.lZ && failure.code === 'builder-died';
        await (0,undo/* removeBuilders */.po)(leftovers, hasDied, runner);
    }
}
async function runStages(action, ledger, journal, runner) {
    const { log, environment, files } = runner;
    const { inputs, warnings } = await action.read(environment.variables, {
        fileKind: files.kind,
        workspace: environment.workspace,
        os: environment.os,
        event: await eventOf(runner),
    });
    for (const warning of warnings) {
        log.warning(warning);
    }
    const phases = new Phases(inputs.timeouts, (phase) => action.activity(phase, inputs));
    await withDeadline(runner, inputs.timeouts.whole, () => phases.activity(), async (limited) => {
        const folder = await makeStepFolder(journal, limited);
        const session = { ...limited, folder, retries: inputs.retries, docker: docker_environment/* docker */.T3, journal };
        await action.run({ inputs, session, ledger, phases });
    });
}
async function eventOf({ environment, files }) {
    const path = environment.variables['GITHUB_EVENT_PATH'];
    return path ? files.read(path).then(String, () => null) : null;
}
function report(outputs, workflow) {
    for (const [name, value] of Object.entries(outputs)) {
        workflow.setOutput(name, value);
    }
}
async function addSummary(markdown, log, workflow) {
    try {
        if (markdown !== null) {
            await workflow.addSummary(markdown);
        }
    }
    catch (error) {
        log.warning(`The summary could not be written: ${(0,src_errors/* messageOf */.bD)(error)}`);
    }
}

;// CONCATENATED MODULE: ./src/actions/image.ts

















function runImageStep(system, askedDaemon) {
    return runAction(imageAction(askedDaemon), systemRunner(system), actionsWorkflow());
}
function imageAction(askedDaemon) {
    return {
        read: readImageInputs,
        activity: describeActivity,
        diagnose: diagnose,
        summary: renderSummary,
        run: (step) => runImage(step, askedDaemon),
    };
}
async function runImage(step, askedDaemon) {
    const { inputs, ledger, phases, session } = step;
    const { ready, buildxVersion, close } = await phases.run('setup', 'Set up buildx, emulators and builder', session, (limited) => setUp(inputs, askedDaemon, limited));
    ledger.setUp({ buildxVersion, executions: ready.executions });
    const reaping = reap(ready);
    try {
        await image_runStages(step, { ...ready, signal: session.signal });
    }
    finally {
        close();
        await reaping;
    }
}
async function image_runStages({ inputs, ledger, phases }, ready) {
    const title = `Build ${(0,oci_platform/* formatPlatforms */.Iu)(platformsOf(ready))}`;
    const staged = await phases.run('build', title, ready, (limited) => stage(inputs, ledger, limited));
    const verified = await phases.run('verify', 'Verify the image', ready, async (limited) => {
        const [passed] = await together(limited, (part) => [
            verifyStaged(staged, inputs, part),
            guardTags(inputs, part),
        ]);
        return passed;
    });
    ledger.verified(verified);
    if (isPublished(inputs)) {
        await phases.run('publish', 'Publish', ready, (limited) => publish(inputs, verified, ledger, limited));
    }
    else {
        ready.log.info("Nothing is published: neither 'push', 'load' nor 'outputs' is set. The digest is that of this build alone.");
    }
    if (!ready.builder.owned) {
        ledger.keptBuilder(ready.builder.name);
    }
}
async function reap(ready) {
    if (!ready.environment.disposable) {
        await Promise.all([reapBuilders(ready.builder.name, ready), reapStepFolders(ready.folder, ready)]);
    }
}


/***/ })

};
