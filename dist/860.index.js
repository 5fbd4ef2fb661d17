export const id = 860;
export const ids = [860];
export const modules = {

/***/ 7860:
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
/** A builder that died says how, while its container is still there to be asked. Other errors are given back. */
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
/** Before the set-up is done, it is the node of the builder that this step was about to make. */
function nodeIn(ledger, journal) {
    const planned = journal.leftovers.find((leftover) => leftover.kind === 'builder');
    return (ledger.facts.setUp?.executions[0]?.node.name ?? (planned === undefined ? null : (0,builder_name/* firstNodeOf */.yY)(planned.name)));
}
/** How a node's container ended, with the last lines of its log: a text for the user. Never throws. */
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
/** The end of a log, without the frames of the stack that a failed buildkitd prints behind its reason. */
function logTail(log) {
    const lines = log.split(/\r?\n/).filter((line) => /^\S+\s+\S/.test(line));
    return lines.slice(-10).join('\n');
}
/** What `docker inspect` of the container's State says; null if it did not answer. */
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
    // 137 without the OOM flag: on some kernels the flag is set for the first process of the container only.
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
/**
 * Which of our ancestors stands for the job: GitHub's worker, one of which is started for each job;
 * else whatever started this step, through any shells.
 */
function jobProcess(ancestors) {
    const worker = ancestors.find(({ command }) => command === 'Runner.Worker');
    return (worker ?? ancestors.find(({ command }) => !/^(sh|ash|dash|bash|zsh|timeout|env)$/.test(command)) ?? null);
}
/** The job that this step belongs to; null where /proc does not tell (macOS, Windows). */
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
/** The process of this step itself. */
async function currentStep(runner) {
    const { processId } = runner.environment;
    const [here, stat] = await Promise.all([namespaceOf(runner), readStat(processId, runner)]);
    return here && stat ? { ...here, process: processId, started: stat.started } : null;
}
/** Whether the owner has ended; null if it cannot be known from here. */
async function hasEnded(owner, runner) {
    const here = await namespaceOf(runner);
    if (here?.boot !== owner.boot || here.namespace !== owner.namespace) {
        return null;
    }
    const stat = await readStat(owner.process, runner);
    if (stat) {
        return stat.started !== owner.started;
    }
    // Nothing to read may also mean that /proc hides other users' processes (hidepid); then it hides init too.
    return (await readStat(1, runner)) ? true : null;
}
async function namespaceOf(runner) {
    try {
        const boot = (await runner.files.read('/proc/sys/kernel/random/boot_id')).toString('utf8').trim();
        const namespace = await runner.files.linkTarget('/proc/self/ns/pid');
        return { boot, namespace: namespace.replace(/\D/g, '') };
    }
    catch {
        // Not Linux, or /proc is hidden: then no builder is ever taken for orphaned before its time.
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
/**
 * proc(5): the command stands in parentheses and may hold any character; state is field 3, parent 4, start
 * time 22. null for a zombie too: in a container whose first process is no init, it may stay one for ever.
 */
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





/**
 * The steps of one job that ask for the same builder share it, with the layers it holds. They find it
 * by a file in the runner's temporary folder, which belongs to one job at a time.
 */
function recordPath(spec, runner) {
    const { image, driverOptions, config, entitlements, owner } = spec;
    const asked = JSON.stringify({ image, driverOptions, config, entitlements, owner });
    const hash = (0,external_node_crypto_.createHash)('sha256').update(asked).digest('hex').slice(0, 16);
    return (0,external_node_path_.join)(runner.environment.temp, `${session_journal/* recordPrefix */.Kg}${hash}`);
}
/** Text of a record: the builder's name, and whose it is (BuilderSpec.owner). */
function formatRecord(name, owner) {
    return `${name}\n${owner ?? 'kept'}`;
}
function parseRecord(text) {
    const [first = '', owner = '', ...rest] = text.split('\n');
    const name = (0,builder_name/* builderIn */.jo)(first)?.name;
    const known = owner === 'kept' || owner === 'unknown' || parseOwner(owner) !== null;
    return name !== undefined && known && rest.length === 0 ? { name, owner } : null;
}
/** Removes the records of jobs that have ended: nobody will read them again. Never throws. */
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
/** The name of the job's builder, if an earlier step made one like it and buildx still knows it. */
async function recordedBuilder(path, runner) {
    const { files, environment } = runner;
    const builder = parseRecord(await files.read(path).then(String, () => ''));
    if (!builder) {
        return null;
    }
    // The record is written before the builder is made, which may have failed.
    const kind = await files.kind((0,external_node_path_.join)(environment.buildxConfig, 'instances', builder.name));
    return kind === 'file' ? builder.name : null;
}

// EXTERNAL MODULE: ./src/builder/remove.ts
var remove = __webpack_require__(1275);
;// CONCATENATED MODULE: ./src/builder/reap.ts







/** A job on a self-hosted runner may last five days; nothing younger is taken for forgotten on its age alone. */
const forgottenAfterMs = 5 * 24 * 60 * 60 * 1000;
/** Between making a volume and its container, or removing them, a moment passes. */
const settledAfterMs = 10 * 60 * 1000;
/** Whether nobody will come back for this builder. `none`: a volume whose builder is gone. */
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
/**
 * Removes builders that killed runs of this action left on the daemon. Only names of ours are looked
 * at, and never a builder whose owner may be alive. Never throws.
 */
async function reapBuilders(own, session) {
    const { processes, log, clock, signal, environment, files, docker } = session;
    try {
        await reapRecords(session);
        // Every container of a builder has its volume, which is made first and removed last.
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
/** null if there is no such container. */
async function containerEnvironment(name, { processes, docker, signal }) {
    const inspected = await processes.run(docker, ['inspect', '--type', 'container', '--format', '{{json .Config.Env}}', (0,builder_name/* containerOf */.t8)((0,builder_name/* firstNodeOf */.yY)(name))], { signal });
    if (inspected.code !== 0 && /no such container/i.test(inspected.stderr)) {
        return null;
    }
    return inspected.stdout.toString('utf8');
}
/** Reads a container's environment or buildx's instance file, both JSON. What cannot be read is left alone, as if it were kept. */
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
;// CONCATENATED MODULE: ./src/inputs/problems.ts

/**
 * Collects what is wrong with the inputs, so that a user learns of all of it in one run. `sensitive` is
 * what no text may show (sensitiveValues).
 */
class Problems {
    sensitive;
    problems = [];
    notes = [];
    constructor(sensitive = []) {
        this.sensitive = sensitive;
    }
    /** `text` is a sentence: the value quoted, and what was expected. `hint` says what to write instead. */
    add(input, text, hint) {
        this.problems.push({
            input,
            text: this.printable(input, text),
            hint: hint === undefined ? undefined : this.redacted(hint),
        });
    }
    /** Something that works but is hardly meant. */
    warn(input, text) {
        this.notes.push(this.printable(input, text));
    }
    has(input) {
        return this.problems.some((problem) => problem.input === input);
    }
    get warnings() {
        return this.notes;
    }
    /** Throws one `input-invalid` for everything added so far. */
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
/** Without the middle of a long value. After the redaction, which half a secret would escape. */
function shortened(text) {
    return text.length > 2 * kept ? `${text.slice(0, kept)} … ${text.slice(-kept)}` : text;
}
/** A value for an error text: on one line, and without the user information of a URL. */
function quote(value) {
    const shown = value.replace(/(:\/\/)[^\s/?#]*@/g, '$1***@');
    return `'${shown.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, escaped)}'`;
}
function escaped(character) {
    const names = { '\n': '\\n', '\r': '\\r' };
    return names[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
/** `a, b or c`. */
function alternatives(names) {
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

;// CONCATENATED MODULE: ./src/inputs/suggestion.ts
/** Nobody mistypes a name into something longer. */
const longest = 64;
/**
 * The candidate that differs from `text` by the fewest typing errors (a letter too many, missing,
 * wrong, or two swapped), if these are few enough that it is likely meant; else null.
 */
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
/** `Did you mean 'x'?`, or undefined: a hint for Problems.add. */
function didYouMean(name) {
    return name === null ? undefined : `Did you mean '${name}'?`;
}
/** Of two names that are one slip away, the one with two letters swapped is the likelier: amr64 is arm64, not amd64. */
const swapCost = 0.9;
/** Optimal string alignment distance. */
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
/** Mirrors ParseAnnotations of docker/buildx util/buildflags/export.go: `[level[platform],…:]key=value`. */
function readAnnotations(form, target) {
    return form.list('annotations').flatMap(({ text, line }) => {
        const why = refusal(text, target);
        if (why === null) {
            return [text];
        }
        form.problems.add('annotations', `line ${line}, ${quote(text)}, ${why.text}.`, why.hint);
        return [];
    });
}
function refusal(text, target) {
    const equals = text.indexOf('=');
    if (equals < 0) {
        return { text: "has no '=', expected [level:]key=value" };
    }
    const name = text.slice(0, equals);
    const colon = name.indexOf(':');
    const key = name.slice(colon + 1);
    if (key.trim() === '' || /["\s]/.test(key)) {
        return { text: `has the key ${quote(key)}, expected [level:]key=value` };
    }
    const scopes = colon < 0 ? [] : name.slice(0, colon).split(',');
    for (const scope of scopes) {
        const why = refusedScope(scope, target);
        if (why !== null) {
            return why;
        }
    }
    return null;
}
function refusedScope(scope, { platforms, index }) {
    const match = /^([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?$/.exec(scope);
    const [, level = '', name] = match ?? [];
    if (!levels.includes(level)) {
        return {
            text: `has the level ${quote(scope)}, expected ${alternatives(levels)}`,
            hint: didYouMean(nearest(level || scope, levels)),
        };
    }
    if (level.startsWith('index') && !index) {
        return {
            text: 'is for the index, but this build makes none: it is loaded, or has one platform and no attestations',
            hint: "Use 'manifest:', or leave out the level.",
        };
    }
    if (name === undefined || platforms === null) {
        return null;
    }
    const platform = (0,oci_platform/* parsePlatform */.Y8)(name);
    const names = platforms.map(oci_platform/* formatPlatform */.Bq);
    if (platform && names.includes((0,oci_platform/* formatPlatform */.Bq)(platform))) {
        return null;
    }
    return {
        text: `is for ${quote(name)}, which is none of the platforms of this build (${names.join(', ')})`,
    };
}

// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
;// CONCATENATED MODULE: ./src/inputs/attributes.ts


/**
 * The attributes of a line such as `type=local,dest=out`, by their names in lower case, as buildx reads
 * them (docker/buildx util/buildflags); null after a problem.
 */
function attributesOf(input, line, problems) {
    const fields = (0,csv/* parseCsv */.Wk)(line);
    if ((0,csv/* isCsvError */.D)(fields)) {
        problems.add(input, `${quote(line)} is no CSV: ${(0,csv/* describeCsvError */.YW)(fields)}.`, 'Put the quotes around the whole field, as in type=image,"name=a,b".');
        return null;
    }
    const attributes = new Map();
    for (const field of fields) {
        const equals = field.indexOf('=');
        if (equals <= 0) {
            problems.add(input, `${quote(field)} in ${quote(line)} is no name=value.`, 'A value with a comma needs double quotes around the whole field, as in "name=a,b".');
            return null;
        }
        attributes.set(field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1));
    }
    return attributes;
}

;// CONCATENATED MODULE: ./src/inputs/provenance.ts
/**
 * What `--provenance` is given: as docker/build-push-action does it, a public repository publishes
 * everything about its builds, a private one the least, and each names the run as its builder.
 * `asked` is what the user gave, null for nothing; null is returned for buildx's own default.
 */
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
/** From the event that started the workflow; null where there is none, as outside of GitHub. */
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

;// CONCATENATED MODULE: ./src/inputs/attestations.ts




const types = ['provenance', 'sbom'];
/** Mirrors ParseAttests and CanonicalizeAttest of docker/buildx util/buildflags/attests.go. */
function readAttestations(form, variables, event) {
    const provenance = readParameters(form, 'provenance');
    const sbom = readParameters(form, 'sbom');
    const byType = new Map();
    const attests = [];
    for (const { text } of form.list('attests')) {
        const attributes = attributesOf('attests', text, form.problems);
        if (!attributes) {
            continue;
        }
        const name = attributes.get('type');
        const type = types.find((known) => known === name);
        if (type === undefined) {
            form.problems.add('attests', name === undefined
                ? `${quote(text)} has no type, expected type=${alternatives(types)}.`
                : `${quote(text)} has the type ${quote(name)}, expected ${alternatives(types)}.`, didYouMean(name === undefined ? null : nearest(name, types)));
        }
        else if (byType.has(type) || (type === 'provenance' ? provenance : sbom) !== null) {
            form.problems.add('attests', `${quote(text)} asks a second time for ${type}.`, 'Give each attestation once, here or in its own input.');
        }
        else {
            byType.set(type, attributes);
            attests.push(text);
        }
    }
    const text = byType.has('provenance') ? null : provenanceFor(provenance?.text ?? null, variables, event);
    const provenanceAttributes = byType.get('provenance') ??
        (text === null || /^(?:true|false)$/.test(text)
            ? (provenance?.attributes ?? null)
            : (attributesOf('provenance', text, form.problems) ?? null));
    const sbomAttributes = byType.get('sbom') ?? sbom?.attributes ?? null;
    return {
        attests,
        provenance: text,
        sbom: sbom?.text ?? null,
        // buildx adds provenance by itself if nothing is said about it (build/opt.go), an SBOM never.
        any: !isDisabled(provenanceAttributes) || (sbomAttributes !== null && !isDisabled(sbomAttributes)),
        publishesArguments: !isDisabled(provenanceAttributes) && provenanceAttributes?.get('mode') === 'max',
    };
}
/** `true`, `false`, or attributes without the type, as buildx takes them. */
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
        form.problems.add(input, `expected true, false or parameters such as ${input === 'sbom' ? 'generator=IMAGE' : 'mode=max'}, got ${quote(text)}.`, didYouMean(meant));
        return null;
    }
    const attributes = attributesOf(input, text, form.problems);
    if (attributes?.has('type')) {
        form.problems.add(input, `${quote(text)} has a type, but '${input}' takes only its parameters.`, "Leave out 'type=…', or use 'attests'.");
    }
    return attributes && { text, attributes };
}
function isDisabled(attributes) {
    return attributes !== null && /^(?:1|t|true)$/i.test(attributes.get('disabled') ?? '');
}

;// CONCATENATED MODULE: ./src/oci/reference.ts
function formatTag(tag) {
    return `${tag.repository}:${tag.tag}`;
}
/** `repository@digest`: names the same bytes for ever. */
function pinned(repository, digest) {
    return `${repository}@${digest}`;
}
/** The grammar of distribution/reference regexp.go. */
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
/** A registry host with an optional port. */
function isRegistryHost(text) {
    return wholeHost.test(text);
}
/** What may stand behind the colon of a tag. */
function isTagName(text) {
    return wholeTag.test(text);
}
/** The first part names a registry if it could not be part of a path: splitDockerDomain in normalize.go. */
function splitRegistry(name) {
    const slash = name.indexOf('/');
    const first = name.slice(0, Math.max(slash, 0));
    const named = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
    const registry = !named || first === 'index.docker.io' ? 'docker.io' : first;
    const rest = named ? name.slice(slash + 1) : name;
    return { registry, rest: registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}
/** Mirrors ParseNormalizedNamed of distribution/reference; null where it refuses the text. */
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

;// CONCATENATED MODULE: ./src/inputs/references.ts



/** An image name with what docker fills in filled in; null after a problem. */
function readReference(input, text, problems) {
    const reference = parseReference(text);
    if (reference && !isUpperCaseHost(reference.registry)) {
        return reference;
    }
    problems.add(input, ...references_refusal(text));
    return null;
}
/** `Acme/app` is, to docker, the repository `app` of the registry `Acme`; nobody means that. */
function isUpperCaseHost(registry) {
    return registry !== registry.toLowerCase() && !/[.:]/.test(registry);
}
function references_refusal(text) {
    const shown = quote(text);
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
    if (scheme !== undefined) {
        const rest = text.slice(scheme.length).replace(/^[^/@]*@(?=[^/]+\/)/, '');
        return [`${shown} is a URL, but an image name has no scheme.`, ifValid(rest)];
    }
    if (/\s/.test(text)) {
        return [`${shown} has a blank inside, but an image name has none.`, undefined];
    }
    if (text.endsWith('/')) {
        return [`${shown} ends in a slash, but expected was a repository.`, ifValid(text.replace(/\/+$/, ''))];
    }
    if (/^[a-f0-9]{64}$/.test(text)) {
        return [`${shown} is an image ID, but expected was a name.`, undefined];
    }
    const { rest } = splitRegistry(text.replace(/@.*$/, ''));
    const colon = rest.indexOf(':');
    const path = colon < 0 ? rest : rest.slice(0, colon);
    const tag = colon < 0 ? null : rest.slice(colon + 1);
    if (text !== text.toLowerCase() &&
        (path !== path.toLowerCase() || isUpperCaseHost(text.replace(/\/.*$/, '')))) {
        const lower = tag === null
            ? text.toLowerCase()
            : text.slice(0, -tag.length - 1).toLowerCase() + text.slice(-tag.length - 1);
        return [
            `${shown} has an upper-case letter in the repository, but it must be lower case.`,
            ifValid(lower),
        ];
    }
    if (tag !== null && !isTagName(tag)) {
        return refusedTag(text, tag);
    }
    const host = text.includes('/') ? text.slice(0, text.indexOf('/')) : '';
    if (/[.:]/.test(host) && !isRegistryHost(host)) {
        return [`${shown} begins with ${quote(host)}, which is no registry host.`, undefined];
    }
    return [
        `${shown} is no image name.`,
        "Expected was [registry/]repository[:tag], such as 'ghcr.io/acme/app:1.0'; a repository has lower-case letters, digits, and single separators between them.",
    ];
}
const longestTag = 128;
function refusedTag(text, tag) {
    const shown = quote(text);
    if (tag === '') {
        return [`${shown} ends in a colon without a tag.`, 'An expression there may have come out empty.'];
    }
    if (tag.length > longestTag) {
        return [
            `${shown} has a tag of ${tag.length} characters, but a tag has at most ${longestTag}.`,
            undefined,
        ];
    }
    const replaced = text.slice(0, -tag.length) + tag.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+/, '');
    const why = tag.includes('/') ? 'a slash in its tag, as branch names have' : `the tag ${quote(tag)}`;
    return [
        `${shown} has ${why}, but a tag holds only letters, digits, '_', '.' and '-', and begins with none of the last two.`,
        ifValid(replaced),
    ];
}
function ifValid(text) {
    return didYouMean(parseReference(text) ? text : null);
}

;// CONCATENATED MODULE: ./src/inputs/caches.ts





const caches_types = ['registry', 'gha', 'inline', 'local', 's3', 'azblob'];
/** Sources or destinations of a cache, verbatim: ParseCacheEntry of docker/buildx util/buildflags/cache.go. */
function readCaches(form, input) {
    const { problems } = form;
    const directory = input === 'cache-from' ? 'src' : 'dest';
    const needed = { registry: 'ref', local: directory };
    return form.list(input).map(({ text }) => {
        if (!text.includes('=')) {
            const names = (0,csv/* parseCsv */.Wk)(text);
            for (const name of (0,csv/* isCsvError */.D)(names) ? [text] : names) {
                if (caches_types.includes(name)) {
                    problems.add(input, `${quote(name)} is a type of cache, but stands for an image name here.`, didYouMean(`type=${name}`));
                }
                else {
                    readReference(input, name, problems);
                }
            }
            return text;
        }
        const attributes = attributesOf(input, text, problems);
        const type = attributes?.get('type');
        if (!attributes) {
            return text;
        }
        if (type === undefined) {
            problems.add(input, `${quote(text)} has no type, expected for example type=gha.`, attributes.has('ref') ? didYouMean(`type=registry,${text}`) : undefined);
        }
        else if (!caches_types.includes(type)) {
            problems.add(input, `${quote(text)} has the type ${quote(type)}, expected ${alternatives(caches_types)}.`, didYouMean(nearest(type, caches_types)));
        }
        else if (type === 'inline' && input === 'cache-from') {
            problems.add(input, `${quote(text)} cannot be read from, the inline cache is in an image.`, 'Use type=registry,ref=IMAGE.');
        }
        else {
            const name = needed[type];
            if (name !== undefined && !attributes.get(name)) {
                problems.add(input, `${quote(text)} has no ${quote(name)}, which type=${type} needs.`);
            }
        }
        return text;
    });
}

;// CONCATENATED MODULE: ./src/inputs/paths.ts



function absolute(path, facts) {
    return (0,external_node_path_.isAbsolute)(path) ? path : (0,external_node_path_.join)(facts.workspace, path);
}
/** What is at a path of the user's; undefined after a problem with looking. */
async function kindAt(input, path, facts, problems) {
    try {
        return await facts.fileKind(absolute(path, facts));
    }
    catch (error) {
        problems.add(input, `${quote(path)} cannot be looked at: ${(0,src_errors/* messageOf */.bD)(error)}.`);
        return undefined;
    }
}
/** Says so if the path is no file. */
async function requireFile(input, path, facts, problems) {
    const kind = await kindAt(input, path, facts, problems);
    if (kind === 'directory') {
        problems.add(input, `${quote(path)} is a directory, but expected was a file.`);
    }
    if (kind === null) {
        problems.add(input, `there is no file ${quote(path)}.`, missingHint(path, facts));
    }
}
/** Why a path may not be there. */
function missingHint(path, facts) {
    if (path.startsWith('~')) {
        return 'The tilde is not expanded; write the path in full.';
    }
    if (path.includes('\\') && facts.os !== 'win32') {
        return "Separate folders by '/'.";
    }
    if ((0,external_node_path_.isAbsolute)(path)) {
        return 'Check the path, and that an earlier step made it.';
    }
    return `It was looked for in the workspace, ${facts.workspace}. Check the path, and that an earlier step (actions/checkout?) made it.`;
}

;// CONCATENATED MODULE: ./src/inputs/source.ts



/** The context, the Dockerfile and the target stage. */
async function readSource(form, facts) {
    const { problems } = form;
    const context = form.text('context');
    const file = form.optional('file');
    const target = form.optional('target');
    if (target !== null && /\s/.test(target)) {
        problems.add('target', `${quote(target)} has a blank inside, expected the name of one build stage.`);
    }
    if (isRemote(context) && (await kindAt('context', context, facts, problems)) !== 'directory') {
        if (/\s/.test(context)) {
            problems.add('context', `${quote(context)} has a blank inside, but a URL has none.`, "Write a blank as '%20'.");
        }
        return { context, remote: true, file, target };
    }
    const kind = await kindAt('context', context, facts, problems);
    if (kind === 'directory') {
        await checkDockerfile(form, facts, context, file);
    }
    else if (kind === null) {
        problems.add('context', `there is no directory ${quote(context)}.`, missingHint(context, facts));
    }
    else if (kind !== undefined) {
        problems.add('context', `${quote(context)} is a file, but expected was a directory.`, "The Dockerfile is named by 'file'.");
    }
    return { context, remote: false, file, target };
}
/**
 * What buildx does not look for on this machine: build.IsRemoteURL of docker/buildx build/utils.go and
 * ParseGitRef of moby/buildkit frontend/dockerfile/dfgitutil. A directory of that name comes first there.
 */
function isRemote(context) {
    return (/^(?:https?|git|ssh):\/\//.test(context) ||
        /^[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:/.test(context) ||
        context.startsWith('github.com/'));
}
/** As buildx finds it: `file` relative to the working directory, else `Dockerfile` (or `dockerfile`) in the context. */
async function checkDockerfile(form, facts, context, file) {
    const { problems } = form;
    if (file !== null && /^https?:\/\//.test(file)) {
        return;
    }
    const path = file ?? (0,external_node_path_.join)(context, 'Dockerfile');
    const kind = await kindAt('file', path, facts, problems);
    if (kind === 'directory') {
        problems.add('file', `${quote(path)} is a directory, but expected was a Dockerfile.`, didYouMeanIn(path));
    }
    if (kind !== null) {
        return;
    }
    if (/(?:^|[\\/])Dockerfile$/.test(path)) {
        const lower = path.replace(/Dockerfile$/, 'dockerfile');
        if ((await kindAt('file', lower, facts, problems)) === 'file') {
            return;
        }
    }
    const inContext = file === null ? null : (0,external_node_path_.join)(context, file);
    const there = inContext !== null && (await kindAt('file', inContext, facts, problems)) === 'file';
    problems.add('file', `there is no Dockerfile ${quote(path)}.`, there
        ? `The path begins in the workspace, not in the context. Did you mean '${inContext}'?`
        : `It was looked for as ${absolute(path, facts)}. Name another one by 'file', or change 'context'; an actions/checkout step must come first.`);
}
function didYouMeanIn(directory) {
    return `Did you mean '${(0,external_node_path_.join)(directory, 'Dockerfile')}'?`;
}

;// CONCATENATED MODULE: ./src/inputs/contexts.ts



/** Additional contexts, verbatim: `name=path`, or a URL, or `docker-image://…` and its like. */
async function readBuildContexts(form, facts) {
    const { problems } = form;
    const names = new Set();
    const taken = [];
    for (const { text, line } of form.list('build-contexts')) {
        const equals = text.indexOf('=');
        const name = text.slice(0, Math.max(equals, 0));
        const path = text.slice(equals + 1);
        if (!/^[^\s"']+$/.test(name) || path.trim() === '') {
            problems.add('build-contexts', `line ${line}, ${quote(text)}, is no name=path-or-url.`);
            continue;
        }
        if (names.has(name)) {
            problems.add('build-contexts', `the name ${quote(name)} is given twice.`);
        }
        names.add(name);
        if (!isRemote(path) && !/^(?:docker-image|oci-layout):\/\//.test(path)) {
            const kind = await kindAt('build-contexts', path, facts, problems);
            if (kind === null) {
                problems.add('build-contexts', `there is no directory ${quote(path)} for ${quote(name)}.`, missingHint(path, facts));
            }
            else if (kind !== 'directory' && kind !== undefined) {
                problems.add('build-contexts', `${quote(path)} for ${quote(name)} is a file, but expected was a directory.`);
            }
        }
        taken.push(text);
    }
    return taken;
}

;// CONCATENATED MODULE: ./src/inputs/pairs.ts

/**
 * Build arguments, verbatim. One without a value takes it from the environment, as with docker; the
 * names of Dockerfile arguments and of BuildKit's own (`BUILDKIT_…`) are all of this form.
 */
function readBuildArguments(form, variables) {
    const { problems } = form;
    const taken = [];
    for (const { text, line } of form.list('build-args')) {
        const equals = text.indexOf('=');
        const name = equals < 0 ? text : text.slice(0, equals);
        if (!/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
            problems.add('build-args', `line ${line}, ${quote(text)}, begins with no name, expected NAME=value.`, wrapHint);
            continue;
        }
        if (equals < 0 && variables[name] === undefined) {
            problems.warn('build-args', `${quote(name)} has no value and the environment has no such variable; the build does not get it.`);
        }
        taken.push(text);
    }
    return taken;
}
/** The names of build arguments whose values should not be published. */
function credentialArguments(buildArguments) {
    return buildArguments
        .map((text) => text.replace(/=.*$/s, ''))
        .filter((camelCase) => {
        const name = camelCase.replace(/([a-z])([A-Z])/g, '$1_$2');
        return /(?:^|_)(?:token|password|passwd|secret|credentials?|(?:api|private|access|auth)_?key|pat)(?:_|$)/i.test(name);
    });
}
/** Labels, verbatim, each with its `=`. */
function readLabels(form) {
    return form.list('labels').flatMap(({ text, line }) => {
        if (/^[^\s="']+=/.test(text)) {
            return [text];
        }
        form.problems.add('labels', `line ${line}, ${quote(text)}, is no name=value.`, text.includes('=') || !/^\S+$/.test(text)
            ? wrapHint
            : `For an empty label write '${text}='. ${wrapHint}`);
        return [];
    });
}
const wrapHint = 'If it continues the line above, wrap the whole record in double quotes, and double the quotes inside.';

;// CONCATENATED MODULE: ./src/inputs/sandbox.ts


const entitlements = ['network.host', 'security.insecure'];
function readSandbox(form) {
    const allow = readEntitlements(form);
    const network = form.text('network') === '' ? null : form.choice('network', ['default', 'none', 'host']);
    if (network === 'host' && !allow.includes('network.host')) {
        form.problems.add('network', "'host' needs an entitlement that this build was not given.", "Add 'network.host' to 'allow'.");
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
            form.problems.add('allow', `${quote(text)} is no entitlement, expected ${alternatives(entitlements)}.`, didYouMean(nearest(text, entitlements)));
        }
    }
    return [...found];
}
/** `host:address` or `host=address`, an IPv6 address bare or in brackets: toBuildkitExtraHosts of docker/buildx. */
function readHosts(form) {
    return form.list('add-hosts', { commas: true }).flatMap(({ text }) => {
        const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
        const host = text.slice(0, Math.max(at, 0));
        const address = text.slice(at + 1);
        if (/^[A-Za-z0-9_.-]+$/.test(host) && isAddress(address)) {
            return [text];
        }
        form.problems.add('add-hosts', at < 0
            ? `${quote(text)} has no address, expected host:address.`
            : host === '' || !/^[A-Za-z0-9_.-]+$/.test(host)
                ? `${quote(text)} has no host name before the address, expected host:address.`
                : `${quote(text)} has the address ${quote(address)}, expected an IPv4 or IPv6 address or host-gateway.`, isAddress(host) ? 'The host name comes first.' : undefined);
        return [];
    });
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
/** As RAMInBytes of docker/go-units reads it. */
function readSize(form) {
    const size = form.optional('shm-size');
    if (size !== null && (!/^\d+(?:\.\d+)? ?(?:[kmgtp]?i?b?)$/i.test(size) || Number.parseFloat(size) === 0)) {
        form.problems.add('shm-size', `expected a size such as 128m or 2g, got ${quote(size)}.`);
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
/** As ParseUlimit of docker/go-units reads it; -1 is no limit. */
function readLimits(form) {
    return form.list('ulimit').flatMap(({ text }) => {
        const [, name = '', soft = '', hard = soft] = /^([a-z]+)=(-1|\d+)(?::(-1|\d+))?$/.exec(text) ?? [];
        if (name === '') {
            form.problems.add('ulimit', `${quote(text)} is no limit, expected name=soft or name=soft:hard, one a line.`, "Write for example 'nofile=1024:2048'.");
            return [];
        }
        if (!resources.includes(name)) {
            form.problems.add('ulimit', `${quote(text)} limits ${quote(name)}, expected ${alternatives(resources)}.`, didYouMean(nearest(name, resources)));
            return [];
        }
        if (hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))) {
            form.problems.add('ulimit', `${quote(text)} has a soft limit above its hard limit.`);
            return [];
        }
        return [text];
    });
}

;// CONCATENATED MODULE: ./src/inputs/ssh.ts


/** `id` for the agent, `id=path` for a socket or a key: SSH.UnmarshalText of docker/buildx util/buildflags/ssh.go. */
async function readSsh(form, variables, facts) {
    const { problems } = form;
    const ids = new Set();
    const taken = [];
    for (const { text } of form.list('ssh', { commas: true })) {
        const equals = text.indexOf('=');
        const id = equals < 0 ? text : text.slice(0, equals);
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id)) {
            problems.add('ssh', `${quote(text)} begins with no ID, expected id or id=path.`, /^[/~.]/.test(text)
                ? `Several keys of one ID are wrapped in double quotes, as in "default=/a,/b".`
                : undefined);
            continue;
        }
        if (ids.has(id)) {
            problems.add('ssh', `the ID ${quote(id)} is given twice.`);
        }
        ids.add(id);
        if (equals < 0) {
            checkAgent(form, id, variables, facts);
        }
        else {
            for (const path of text.slice(equals + 1).split(',')) {
                await checkKey(form, text, path, facts);
            }
        }
        taken.push(text);
    }
    return taken;
}
/** buildx then takes the agent's socket from the environment; on Windows a pipe of a fixed name. */
function checkAgent(form, id, variables, facts) {
    if (variables['SSH_AUTH_SOCK'] || facts.os === 'win32') {
        return;
    }
    form.problems.add('ssh', `${quote(id)} needs a running SSH agent, but SSH_AUTH_SOCK is not set.`, `Start an agent in an earlier step, or name a key: '${id}=path'.`);
}
async function checkKey(form, text, path, facts) {
    if (path.trim() === '') {
        form.problems.add('ssh', `${quote(text)} has no path behind the '='.`);
        return;
    }
    const kind = await kindAt('ssh', path, facts, form.problems);
    if (kind === 'directory') {
        form.problems.add('ssh', `${quote(path)} is a directory, but expected was a key or a socket.`);
    }
    if (kind === null) {
        form.problems.add('ssh', `there is no key or socket ${quote(path)}.`, missingHint(path, facts));
    }
}

;// CONCATENATED MODULE: ./src/inputs/build-options.ts








/** What goes to `buildx build` as it is, checked. */
async function readBuildOptions(form, variables, facts, exporters) {
    const buildArgs = readBuildArguments(form, variables);
    const { attests, provenance, sbom, any, publishesArguments } = readAttestations(form, variables, facts.event);
    for (const name of publishesArguments ? credentialArguments(buildArgs) : []) {
        form.problems.warn('build-args', `${quote(name)} looks like a credential, and provenance with mode=max publishes the values of build arguments; give it by 'secrets' instead.`);
    }
    const { platforms, load } = exporters;
    return {
        buildArgs,
        buildContexts: await readBuildContexts(form, facts),
        labels: readLabels(form),
        // The docker exporter, which loads, writes plain manifests whatever attestations there are.
        annotations: readAnnotations(form, { platforms, index: !load && (any || platforms?.length !== 1) }),
        attests,
        provenance,
        sbom,
        noCache: form.flag('no-cache'),
        noCacheFilters: form.list('no-cache-filters', { commas: true }).map(({ text }) => text),
        pull: form.flag('pull'),
        cacheFrom: readCaches(form, 'cache-from'),
        cacheTo: readCaches(form, 'cache-to'),
        ssh: await readSsh(form, variables, facts),
        ...readSandbox(form),
    };
}

;// CONCATENATED MODULE: ./src/inputs/defaults.ts
/**
 * Every input of action.yml with its default (a test holds the two together; `github-token` has an
 * expression there, which the runner resolves). An input that is set to nothing, as an expression that
 * came out empty sets it, means its default too.
 */
const defaults = {
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
};
const inputNames = Object.keys(defaults);
/** What the default of `platforms` stands for, unless the image is only loaded. */
const defaultPlatforms = ['linux/amd64', 'linux/arm64'];

;// CONCATENATED MODULE: ./src/inputs/builder.ts





/** The builder to use or to make; what shapes a new one has no place beside an existing one. */
async function readBuilder(form, facts) {
    const { problems } = form;
    const existing = form.optional('builder');
    if (existing !== null && !/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(existing)) {
        problems.add('builder', `${quote(existing)} is no builder name: it begins with a letter or digit and goes on with these, '_', '.', '+' and '-'.`);
    }
    const file = form.optional('buildkitd-config');
    const inline = form.optional('buildkitd-config-inline');
    if (file !== null) {
        await requireFile('buildkitd-config', file, facts, problems);
    }
    if (file !== null && inline !== null) {
        problems.add('buildkitd-config', `${quote(file)} is given beside 'buildkitd-config-inline', but a builder has one configuration.`, 'Remove one of them.');
    }
    const request = {
        existing,
        image: readImage(form, 'buildkit-image'),
        driverOptions: readDriverOptions(form),
        config: file !== null ? { file } : inline !== null ? { inline } : null,
    };
    if (existing !== null) {
        checkUnused(form, existing);
    }
    return request;
}
/** An image to run, as written. */
function readImage(form, input) {
    const text = form.text(input);
    readReference(input, text, form.problems);
    return text;
}
function checkUnused(form, existing) {
    const shaping = [
        'driver-opts',
        'buildkit-image',
        'buildkitd-config',
        'buildkitd-config-inline',
    ];
    for (const input of shaping) {
        if (form.text(input) === defaults[input]) {
            continue;
        }
        form.problems.add(input, `it would have no effect on the builder ${quote(existing)}, which exists already.`, `Set it where that builder is made, or leave out 'builder'.`);
    }
}
/** Each as `--driver-opt` takes it: CSV with one field. In the input, a line is such a CSV too. */
function readDriverOptions(form) {
    return form.list('driver-opts', { keepQuotes: true }).flatMap(({ text }) => {
        const fields = (0,csv/* parseCsv */.Wk)(text);
        if ((0,csv/* isCsvError */.D)(fields)) {
            form.problems.add('driver-opts', `${quote(text)} is no CSV: ${(0,csv/* describeCsvError */.YW)(fields)}.`, commaHint);
            return [];
        }
        return fields.flatMap((field) => {
            if (/^image=/.test(field)) {
                form.problems.add('driver-opts', `${quote(field)} is set by an input of its own.`, "Use 'buildkit-image'.");
            }
            else if (!/^[A-Za-z][^\s=]*=/.test(field)) {
                form.problems.add('driver-opts', `${quote(field)} in ${quote(text)} is no name=value.`, commaHint);
            }
            else {
                return [(0,csv/* formatCsv */.yv)([field])];
            }
            return [];
        });
    });
}
const commaHint = 'A value with commas needs double quotes around the whole line, as in "env.no_proxy=a,b".';

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(semver);
;// CONCATENATED MODULE: ./src/oci/digest.ts

function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
/** The digest of exactly these bytes. */
function digestOf(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}
/** The same, of bytes that were read back. */
function servedDigestOf(bytes) {
    return digestOf(bytes);
}
/** Whoever says it: the same content. */
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
        form.problems.add('buildx-version', `${quote(text)} is built from source, which has no checksum to verify; ${expected}.`, "Install it in an earlier step, and use 'runner'.");
    }
    else if (/^(?:cloud|lab):/.test(text)) {
        form.problems.add('buildx-version', `${quote(text)} is a build for Docker Build Cloud, which this action does not use; ${expected}.`);
    }
    else {
        form.problems.add('buildx-version', `${quote(text)} is no version; ${expected}.`, didYouMean(spelling(text)));
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
    form.problems.add('buildx-sha256', /^[0-9a-f]+$/.test(hex)
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
        form.problems.add('buildx-mirror', `expected a URL such as https://mirror.example.com/buildx, got ${quote(text)}.`, "It takes the place of 'https://github.com/docker/buildx/releases/download'.");
    }
    return text.replace(/\/+$/, '');
}

;// CONCATENATED MODULE: ./src/inputs/checks.ts


const checks_words = ['entrypoint', 'none'];
/** Which binaries are held against the platform. */
function readVerifyBinaries(form) {
    const texts = form.list('verify-binaries').map(({ text }) => text);
    const [first = 'entrypoint'] = texts;
    const word = checks_words.find((known) => known === first);
    if (texts.length <= 1 && word !== undefined) {
        return word;
    }
    for (const text of texts) {
        if (checks_words.some((known) => known === text)) {
            form.problems.add('verify-binaries', `${quote(text)} stands beside other lines, expected ${alternatives(checks_words)} alone, or paths.`);
        }
        else if (!text.startsWith('/')) {
            form.problems.add('verify-binaries', `expected ${alternatives(checks_words)}, or absolute paths in the image, got ${quote(text)}.`, didYouMean(nearest(text, checks_words) ?? `/${text.replace(/^\.?\//, '')}`));
        }
    }
    return texts;
}
/** A JSON array of strings is an argument vector; anything else is for the image's shell. */
function readSmokeTest(form) {
    const text = form.optional('smoke-test');
    // `[ -x /app ]` is a command too, so only what begins like an array of strings has to be one.
    if (text === null || !/^\[\s*(?:["\]\d{]|null|true|false)/.test(text)) {
        return text;
    }
    const vector = parseVector(text);
    if (vector !== null) {
        return vector;
    }
    form.problems.add('smoke-test', `${quote(text)} begins like a JSON array, but is none of strings with a command first.`, 'Write for example ["/app", "--version"], or a shell command.');
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

;// CONCATENATED MODULE: ./src/inputs/platforms.ts




const mostPlatforms = 20;
/** What people write, beside the aliases that normalizePlatform takes, and what they mean by it. */
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
/**
 * The platforms in the order asked for. Refuses what containerd/platforms accepts although nothing runs
 * on it, what is no Linux, and two names of one platform: BuildKit would make an index that has it twice.
 */
function readPlatforms(form) {
    const entries = form.list('platforms', { commas: true });
    const found = new Map();
    const platforms = [];
    for (const { text } of entries) {
        const platform = (0,oci_platform/* parsePlatform */.Y8)(text);
        if (!platform || !(0,oci_platform/* isKnownPlatform */.Jh)(platform)) {
            form.problems.add('platforms', ...platforms_refusal(text));
            continue;
        }
        const name = (0,oci_platform/* formatPlatform */.Bq)(platform);
        const earlier = found.get(name);
        if (earlier !== undefined) {
            form.problems.add('platforms', earlier === text
                ? `${quote(text)} is listed twice.`
                : `${quote(earlier)} and ${quote(text)} are the same platform, ${name}.`, 'Remove one of them.');
            continue;
        }
        found.set(name, text);
        platforms.push(platform);
    }
    if (entries.length > mostPlatforms) {
        form.problems.add('platforms', `expected at most ${mostPlatforms} platforms, got ${entries.length}.`);
    }
    return platforms;
}
/** `linux/amd64` and `linux/arm64`. */
function platformsByDefault() {
    return defaultPlatforms.map((name) => (0,oci_platform/* parsePlatform */.Y8)(name)).filter((platform) => platform !== null);
}
function platforms_refusal(text) {
    const lower = text.toLowerCase();
    if (lower === 'linux') {
        return [
            `${quote(text)} names no architecture.`,
            "Write the architecture too, for example 'linux/amd64'.",
        ];
    }
    if (lower === 'all' || lower === 'local' || text.includes('*')) {
        return [
            `${quote(text)} is not one platform, and the platforms of an image must be named.`,
            "List them, for example 'linux/amd64,linux/arm64'.",
        ];
    }
    if (/^(?:windows|darwin|macos|freebsd|netbsd|openbsd|js|wasip1|plan9|android|ios)\b/.test(lower)) {
        return [
            `${quote(text)} is no Linux platform, and BuildKit builds Linux images here.`,
            didYouMean(platforms_spelling(lower.replace(/^[^/]*/, 'linux'))),
        ];
    }
    if (/\s/.test(text)) {
        return [`${quote(text)} has a blank inside.`, 'Separate platforms by commas or newlines.'];
    }
    return [
        `${quote(text)} is no platform that images are built for.`,
        didYouMean(platforms_spelling(lower)) ??
            'A platform is os/architecture or os/architecture/variant, such as linux/arm/v7.',
    ];
}
/** The known platform that is written almost like this. */
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
/** Where the result goes, held against the platforms and the tags. */
function readExporters(form, asked, tags) {
    const { problems } = form;
    const push = form.flag('push');
    const load = form.flag('load');
    const output = readOutput(form, asked);
    if (push && tags.length === 0 && !problems.has('tags')) {
        problems.add('tags', "it is empty, but 'push' needs a name to publish under.", "Write for example 'ghcr.io/acme/app:1.0'.");
    }
    for (const input of ['push', 'load']) {
        if (output !== null && (input === 'push' ? push : load)) {
            problems.add('outputs', `it cannot be combined with '${input}': with two exporters in one build BuildKit reports the digest of the wrong one.`, 'Use two steps; the second one takes everything from the cache.');
        }
    }
    if (load && asked.length > 1) {
        problems.add('load', `it takes one platform, but 'platforms' has ${asked.length}: the classic image store of Docker holds no image of several.`, "Name one platform, or none for the daemon's own; or use a second step with 'push'.");
    }
    const platforms = asked.length > 0 ? asked : load ? null : platformsByDefault();
    return { push, load, output, platforms };
}
function readOutput(form, asked) {
    const { problems } = form;
    const entries = form.list('outputs');
    const [first] = entries;
    if (!first) {
        return null;
    }
    if (entries.length > 1) {
        problems.add('outputs', `expected one exporter, got ${entries.length}: ${entries.map(({ text }) => quote(text)).join(', ')}.`, 'Use a step for each; the later ones take everything from the cache.');
        return first.text;
    }
    const output = first.text;
    if (!output.includes('=')) {
        problems.add('outputs', `${quote(output)} has no type, expected for example type=oci,dest=image.tar.`, output === '-' ? undefined : didYouMean(`type=local,dest=${output}`));
        return output;
    }
    const attributes = attributesOf('outputs', output, problems);
    if (attributes) {
        checkExporter(form, output, attributes, asked);
    }
    return output;
}
function checkExporter(form, output, attributes, asked) {
    const { problems } = form;
    const type = attributes.get('type');
    if (type === undefined) {
        problems.add('outputs', `${quote(output)} has no type, expected for example type=oci,dest=image.tar.`);
    }
    else if (!exporters_types.includes(type)) {
        problems.add('outputs', `${quote(output)} has the type ${quote(type)}, expected ${alternatives(exporters_types)}.`, didYouMean(nearest(type, exporters_types)));
    }
    else if (type === 'registry' || isOn(attributes.get('push')) || isOn(attributes.get('push-by-digest'))) {
        problems.add('outputs', `${quote(output)} publishes past the verification, and a tag could point at an image that is not what was asked for.`, "Use 'push: true' and 'tags'; the image is pushed by digest first.");
    }
    else if (type === 'docker' && asked.length !== 1) {
        problems.add('outputs', `${quote(output)} takes one platform: BuildKit's docker exporter writes no image of several.`, "Name one platform in 'platforms', or use type=oci.");
    }
    else if (toFiles.includes(type) && [undefined, '', '-'].includes(attributes.get('dest'))) {
        problems.add('outputs', `${quote(output)} says not where to write, expected dest=PATH.`);
    }
}
/** An attribute without a value never gets here; buildx reads booleans by strconv.ParseBool. */
function isOn(value) {
    return value !== undefined && /^(?:1|t|true)$/i.test(value);
}

;// CONCATENATED MODULE: ./src/inputs/lists.ts


/**
 * The elements of a list input, written as docker/build-push-action has them (its src/context.ts says
 * which input splits at commas): one a line; blank lines, blanks around a line, and lines that begin
 * with # do not count; a line wrapped in double quotes may go on over several lines, and has its quotes
 * doubled inside. Unlike there, an unwrapped line arrives verbatim whatever commas and quotes it holds.
 */
function readList(input, text, problems, options = {}) {
    if (isJsonArray(text)) {
        problems.add(input, 'it is a JSON array, but a list with one element a line was expected.', `Join the array: \${{ join(fromJSON(…), '\\n') }}.`);
        return [];
    }
    const entries = [];
    for (const record of recordsOf(text, options.keepQuotes === true || options.commas === true)) {
        const shown = options.secret ? `line ${record.line}` : quote(record.text);
        if (record.kind === 'unclosed') {
            problems.add(input, `${shown} opens a double quote that is never closed.`, 'Close it, and write a double quote inside as two.');
        }
        else if (record.kind === 'line' && /^-\s/.test(record.text)) {
            problems.add(input, `${shown} is an element of a YAML list, but an input is one text.`, `Write '${input}: |' and one element a line, without the dash.`);
        }
        else if (options.commas) {
            entries.push(...fieldsOf(input, record, problems));
        }
        else {
            entries.push({ text: record.text, line: record.line });
        }
    }
    return entries;
}
/** `whole`: every line is a record as it is. */
function* recordsOf(text, whole) {
    let line = 1;
    for (let from = text.startsWith('\ufeff') ? 1 : 0; from < text.length;) {
        const newline = text.indexOf('\n', from);
        let end = newline < 0 ? text.length : newline;
        const start = line;
        const open = from + (/^[ \t]*/.exec(text.slice(from, end))?.[0].length ?? 0);
        const bare = text.slice(open, end).trim();
        if (!whole && bare.startsWith('"')) {
            const close = (0,csv/* closingQuote */.m2)(text, open);
            const after = close === null ? '' : (/^[^\n]*/.exec(text.slice(close + 1))?.[0] ?? '');
            if (close === null) {
                yield { kind: 'unclosed', text: bare, line: start };
            }
            else if (after.trim() === '') {
                yield { kind: 'wrapped', text: text.slice(open + 1, close).replaceAll('""', '"'), line: start };
                end = close + 1 + after.length;
            }
            else {
                yield { kind: 'line', text: bare, line: start };
            }
        }
        else if (bare !== '' && !bare.startsWith('#')) {
            yield { kind: 'line', text: bare, line: start };
        }
        line += text.slice(from, end).split('\n').length;
        from = end + 1;
    }
}
function fieldsOf(input, record, problems) {
    const fields = (0,csv/* parseCsv */.Wk)(record.text);
    if ((0,csv/* isCsvError */.D)(fields)) {
        problems.add(input, `${quote(record.text)} cannot be split at its commas: ${(0,csv/* describeCsvError */.YW)(fields)}.`, 'Write one element a line, without quotes.');
        return [];
    }
    return fields
        .map((field) => ({ text: field.trim(), line: record.line }))
        .filter((entry) => entry.text !== '');
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

;// CONCATENATED MODULE: ./src/inputs/form.ts




/** The name under which the runner hands an input over: upper case, blanks to _, hyphens as they are. */
function variableOf(input) {
    return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}
/** The inputs as text, read one by one as what they are; what is wrong goes to `problems`. */
class Form {
    problems;
    variables;
    constructor(variables, problems) {
        this.variables = variables;
        this.problems = problems;
    }
    /** Without blanks around it; the default if there is nothing else. */
    text(input) {
        return this.raw(input).trim() || defaults[input];
    }
    /** Null for nothing. */
    optional(input) {
        return this.text(input) || null;
    }
    list(input, options = {}) {
        return readList(input, this.raw(input), this.problems, options);
    }
    /** A boolean of the YAML 1.2 core schema, as @actions/core reads one. */
    flag(input) {
        const text = this.text(input);
        if (/^(?:true|True|TRUE)$/.test(text)) {
            return true;
        }
        if (/^(?:false|False|FALSE)$/.test(text)) {
            return false;
        }
        const meant = /^(?:yes|y|on|1)$/i.test(text) ? 'true' : /^(?:no|n|off|0)$/i.test(text) ? 'false' : null;
        this.problems.add(input, `expected true or false, got ${quote(text)}.`, didYouMean(meant ?? nearest(text, ['true', 'false'])));
        return false;
    }
    /** One of `allowed`; the first of them after a problem. */
    choice(input, allowed) {
        const text = this.text(input);
        const found = allowed.find((name) => name === text);
        if (found !== undefined) {
            return found;
        }
        const lower = allowed.find((name) => name === text.toLowerCase());
        this.problems.add(input, `expected ${alternatives(allowed)}, got ${quote(text)}.`, didYouMean(lower ?? nearest(text, allowed)));
        return allowed[0];
    }
    /** A whole number; `least` after a problem. */
    integer(input, least, most) {
        const text = this.text(input);
        const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most) {
            return value;
        }
        this.problems.add(input, `expected a whole number from ${least} to ${most}, got ${quote(text)}.`);
        return least;
    }
    /**
     * Says which inputs hold control characters: they cannot be meant, and a NUL cannot be given to a
     * process. The text is not shown, it may be secret.
     */
    checkCharacters() {
        for (const input of inputNames) {
            const match = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\r(?!\n)/.exec(this.raw(input).trim());
            if (!match) {
                continue;
            }
            const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
            this.problems.add(input, `it holds the control character U+${code} (character ${match.index + 1}), but expected was plain text.`, 'Remove it; it may have come from copying out of a terminal.');
        }
    }
    raw(input) {
        return this.variables[variableOf(input)] ?? '';
    }
}

;// CONCATENATED MODULE: ./src/inputs/login.ts



/** Names under which Docker Hub answers; images and credentials are kept under `docker.io`. */
const hubHosts = [
    'docker.io',
    'index.docker.io',
    'registry-1.docker.io',
    'registry.hub.docker.com',
    'hub.docker.com',
];
/**
 * The login of this step, or null. Without push a missing password is a warning: a run for a pull
 * request from a fork has none, and builds as well without.
 */
function readLogin(form, push) {
    const { problems } = form;
    const username = form.optional('username');
    const password = form.optional('password');
    const registry = readRegistry(form);
    if (username !== null && password !== null) {
        return { registry, username, password };
    }
    if (username === null && password === null) {
        if (form.text('registry') !== '') {
            problems.add('registry', `${quote(form.text('registry'))} is given without 'username' and 'password'.`, 'Give both, or log in by an earlier step and leave it out.');
        }
    }
    else if (username === null) {
        problems.add('username', "it is empty, but 'password' is given; both are needed to log in.");
    }
    else if (push) {
        problems.add('password', `it is empty, but 'username' is ${quote(username)}; both are needed to log in.`, 'Check the name of the secret; a run for a pull request from a fork has no secrets, and should not push.');
    }
    else {
        problems.warn('password', `it is empty, so nothing is logged in to ${registry}; private base images cannot be pulled.`);
    }
    return null;
}
function readRegistry(form) {
    const text = form.text('registry');
    if (text === '') {
        return 'docker.io';
    }
    const host = text.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
    const canonical = hubHosts.includes(host) ? 'docker.io' : host;
    if (host !== text || !isRegistryHost(host)) {
        form.problems.add('registry', `expected a host with an optional port, got ${quote(text)}.`, didYouMean(isRegistryHost(canonical) ? canonical : null));
    }
    return canonical;
}

;// CONCATENATED MODULE: ./src/inputs/sensitive.ts



/**
 * What is shorter is not masked: *** in place of every "a" or "42" would make a log unreadable, and
 * nothing that short is a secret to anybody who can read the log.
 */
const shortestMasked = 3;
/** A user name in a URL is masked from this length on: it is a token then, not `git` or `x-access-token`. */
const shortestUserToken = 20;
/**
 * Every text in the inputs that must be masked before anything else is done with them. Does not fail,
 * whatever they hold, and takes too much rather than too little. Each element is one line, because the
 * runner masks line by line.
 */
function sensitiveValues(variables) {
    const text = (input) => variables[variableOf(input)] ?? '';
    const found = [
        text('password'),
        text('github-token'),
        ...secretTexts(text('secrets')),
        ...linesOf(text('secret-envs').replaceAll(',', '\n')).map((line) => variables[line.slice(line.indexOf('=') + 1)] ?? ''),
        ...[text('cache-from'), text('cache-to')].flatMap(credentialFields),
        ...inputNames.flatMap((input) => urlCredentials(text(input))),
        ...Object.entries(variables).flatMap(([name, value]) => /_proxy$/i.test(name) ? urlCredentials(value) : []),
    ];
    const lines = found.flatMap(linesOf).filter((line) => line.length >= shortestMasked);
    // The longest first: a value that holds another one is replaced as a whole.
    return [...new Set(lines)].sort((a, b) => b.length - a.length);
}
function linesOf(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
/** Values of `id=value`; lines that are not of this form as a whole, because they may continue a value. */
function secretTexts(text) {
    const plain = linesOf(text.replace(/^\ufeff/, '')).flatMap((line) => {
        const equals = line.indexOf('=');
        const id = line
            .slice(0, Math.max(equals, 0))
            .replace(/^[#"\s]+/, '')
            .trim();
        const value = line.slice(equals + 1).trim();
        const bare = value.replace(/"$/, '');
        const whole = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(id) ? [] : [line, line.replace(/"$/, '')];
        return [...whole, ...(equals < 0 ? [] : [value, bare, bare.replaceAll('""', '"')])];
    });
    return [...plain, ...wrappedValues(text)];
}
/** Values of records in double quotes, with the quotes inside no longer doubled. */
function wrappedValues(text) {
    const values = [];
    for (const match of text.matchAll(/^[ \t\ufeff]*"/gm)) {
        const open = match.index + match[0].length - 1;
        const record = text.slice(open + 1, (0,csv/* closingQuote */.m2)(text, open) ?? text.length).replaceAll('""', '"');
        values.push(record.slice(record.indexOf('=') + 1));
    }
    return values;
}
/** Of `type=s3,secret_access_key=…`, `type=gha,token=…`: BuildKit takes such keys as cache attributes. */
function credentialFields(text) {
    return [...text.matchAll(/[\w-]*(?:token|secret|password|account_key)[\w-]*=([^",\r\n]+)/gi)].map((match) => match[1] ?? '');
}
/** Passwords, and tokens in the place of the user, of every `scheme://user:password@host` in a text. */
function urlCredentials(text) {
    // A password may hold an @ that should have been written %40: then both readings are masked.
    return [...text.matchAll(/:\/\/(([^\s/?#@]*)[^\s/?#]*)@/g)].flatMap(([, long = '', short = '']) => [long, short].flatMap((userInfo) => {
        const colon = userInfo.indexOf(':');
        const user = colon < 0 ? userInfo : userInfo.slice(0, colon);
        const secrets = user.length >= shortestUserToken ? [user] : [];
        if (colon >= 0) {
            secrets.push(userInfo.slice(colon + 1));
        }
        return secrets.flatMap((secret) => [secret, decoded(secret)]);
    }));
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

;// CONCATENATED MODULE: ./src/inputs/secrets.ts



/** An ID becomes a file name under /run/secrets and a field of a CSV on the way there. */
const idPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
/**
 * The secrets of all three inputs; an ID may occur once. No problem shows a value, nor the text of a
 * line of `secrets`: where its value begins is known only if the line is right.
 */
async function readSecrets(form, variables, facts) {
    const { problems } = form;
    const secrets = [];
    const origins = new Map();
    const accept = (input, line, secret) => {
        const earlier = origins.get(secret.id);
        if (earlier !== undefined) {
            problems.add(input, `the secret ${quote(secret.id)} on line ${line} was given before, in '${earlier}'.`, 'Give each secret once.');
            return;
        }
        origins.set(secret.id, input);
        secrets.push(secret);
    };
    for (const entry of form.list('secrets', { secret: true })) {
        const pair = split(form, 'secrets', entry, 'id=value');
        if (!pair) {
            continue;
        }
        if (pair.value.length < shortestMasked) {
            problems.warn('secrets', `the value of ${quote(pair.id)} is shorter than ${shortestMasked} characters and is not masked in the log, which would lose every other place where they occur.`);
        }
        accept('secrets', entry.line, { id: pair.id, from: { kind: 'value', value: pair.value } });
    }
    for (const entry of form.list('secret-envs', { commas: true })) {
        const pair = split(form, 'secret-envs', entry, 'id=VARIABLE');
        if (!pair) {
            continue;
        }
        if (!variables[pair.value]) {
            problems.add('secret-envs', `the environment variable ${quote(pair.value)} of the secret ${quote(pair.id)} is ${variables[pair.value] === '' ? 'empty' : 'not set'}.`, 'Set it under env: of the step or the job. A run for a pull request from a fork has no secrets.');
            continue;
        }
        accept('secret-envs', entry.line, { id: pair.id, from: { kind: 'environment', name: pair.value } });
    }
    for (const entry of form.list('secret-files')) {
        const pair = split(form, 'secret-files', entry, 'id=path');
        if (!pair) {
            continue;
        }
        await requireFile('secret-files', pair.value, facts, problems);
        accept('secret-files', entry.line, { id: pair.id, from: { kind: 'file', path: pair.value } });
    }
    return secrets;
}
function split(form, input, { text, line }, shape) {
    const equals = text.indexOf('=');
    const id = text.slice(0, Math.max(equals, 0)).trim();
    const value = text.slice(equals + 1);
    if (equals < 0) {
        form.problems.add(input, `line ${line} has no '=', expected ${shape}.`, 'A value of several lines must be wrapped in double quotes together with its ID.');
        return null;
    }
    if (!idPattern.test(id)) {
        form.problems.add(input, `line ${line} has an ID that is not made of letters, digits, '_', '.' and '-', expected ${shape}.`, 'A value of several lines must be wrapped in double quotes together with its ID.');
        return null;
    }
    if (value.trim() === '') {
        form.problems.add(input, `the secret ${quote(id)} on line ${line} is empty, expected ${shape}.`, 'Check the name of the secret in the expression; a run for a pull request from a fork has no secrets.');
        return null;
    }
    return { id, value };
}

;// CONCATENATED MODULE: ./src/inputs/tags.ts



/** The names to publish under, in the order given, each once however it was written. */
function readTags(form) {
    const tags = new Map();
    for (const { text } of form.list('tags', { commas: true })) {
        const reference = readReference('tags', text, form.problems);
        if (!reference) {
            continue;
        }
        if (reference.digest !== null) {
            form.problems.add('tags', `${quote(text)} has a digest, but nothing can be published under a digest of one's choice.`, 'Leave out the part from @ on; the digest is an output.');
            continue;
        }
        const { registry, repository, tag } = reference;
        const complete = { registry, repository, tag: tag ?? 'latest' };
        tags.set(formatTag(complete), complete);
    }
    return [...tags.values()];
}

;// CONCATENATED MODULE: ./src/session/session.ts
const phases = ['setup', 'build', 'verify', 'publish'];

;// CONCATENATED MODULE: ./src/inputs/durations.ts
const units = { h: 3_600_000, m: 60_000, s: 1_000 };
/** Milliseconds of `1h30m`, `45m`, `90s`; null for another text, and for nothing at all (`0s`). */
function parseDuration(text) {
    const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);
    if (!match) {
        return null;
    }
    const [, hours = 0, minutes = 0, seconds = 0] = match;
    const total = Number(hours) * units.h + Number(minutes) * units.m + Number(seconds) * units.s;
    return total > 0 ? total : null;
}

;// CONCATENATED MODULE: ./src/inputs/timeouts.ts




/** A job ends after 5 days anyway, and Node fires a timer of over 24 days at once. */
const timeouts_longest = 5 * 24 * 3_600_000;
/** One duration for the step, `phase=duration` for a phase, one a line. */
function readTimeouts(form) {
    const { problems } = form;
    let whole = null;
    const limits = { setup: null, build: null, verify: null, publish: null };
    const seen = new Set();
    for (const { text } of form.list('timeout')) {
        const equals = text.indexOf('=');
        const name = equals < 0 ? '' : text.slice(0, equals).trim();
        const phase = phases.find((known) => known === name);
        if (equals >= 0 && phase === undefined) {
            problems.add('timeout', `${quote(text)} is for the phase ${quote(name)}, expected ${alternatives(phases)}.`, didYouMean(nearest(name, phases)));
            continue;
        }
        if (seen.has(name)) {
            problems.add('timeout', `${quote(text)} is a second limit of ${phase === undefined ? 'the step' : `the phase '${phase}'`}.`);
        }
        seen.add(name);
        const value = text.slice(equals + 1).trim();
        const limit = parseDuration(value);
        if (limit === null || limit > timeouts_longest) {
            problems.add('timeout', ...timeouts_refusal(text, value, limit));
        }
        else if (phase === undefined) {
            whole = limit;
        }
        else {
            limits[phase] = limit;
        }
    }
    return { whole, phases: limits };
}
function timeouts_refusal(text, value, limit) {
    if (limit !== null) {
        return [`${quote(text)} is longer than the 120 hours that a job may run.`, undefined];
    }
    if (/^[0hms]+$/.test(value)) {
        return [
            `${quote(text)} is no time at all, expected a duration such as 45m.`,
            'For no limit, leave it out.',
        ];
    }
    return [
        `${quote(text)} is no duration, expected for example 45m, 1h30m or 90s.`,
        /^\d+$/.test(value) ? didYouMean(`${value}m`) : undefined,
    ];
}

;// CONCATENATED MODULE: ./src/inputs/read.ts














const mostRetries = 10;
/**
 * Reads the INPUT_ variables. Throws one `input-invalid` that lists everything that is wrong; its text
 * and the warnings hold no sensitive value.
 */
async function readImageInputs(variables, facts) {
    const problems = new Problems(sensitiveValues(variables));
    const form = new Form(variables, problems);
    form.checkCharacters();
    const asked = readPlatforms(form);
    const tags = readTags(form);
    const exporters = readExporters(form, asked, tags);
    const { push, load, output, platforms } = exporters;
    const inputs = {
        source: await readSource(form, facts),
        platforms,
        tags,
        push,
        load,
        output,
        build: await readBuildOptions(form, variables, facts, exporters),
        secrets: await readSecrets(form, variables, facts),
        githubToken: form.optional('github-token'),
        login: readLogin(form, push),
        publish: form.choice('publish', ['staged', 'direct']),
        verifyBinaries: readVerifyBinaries(form),
        smokeTest: readSmokeTest(form),
        retries: form.integer('retries', 0, mostRetries),
        timeouts: readTimeouts(form),
        emulation: form.choice('emulation', ['auto', 'binfmt', 'builtin', 'none']),
        binfmtImage: readImage(form, 'binfmt-image'),
        buildx: readBuildx(form),
        builder: await readBuilder(form, facts),
        cleanup: form.flag('cleanup'),
    };
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

;// CONCATENATED MODULE: ./src/failures/evidence.ts
const vertexLine = /^#(\d+) (.*)$/;
/** `[2/3] RUN …`, `[linux/amd64->arm64 builder 2/3] RUN …` (util/progress/progressui of BuildKit). */
const runTitle = /^\[[^\]]*\d+\/\d+\] RUN\b/;
const instructionTitle = /^\[[^\]]*\d+\/\d+\] /;
const errorLine = /^(ERROR: |Error response from daemon: |docker: |Error: |error: )/;
/** Docker's advice after an error. */
const adviceLine = /^(See '|Run '|View build details|Learn more at )/;
/** Takes buildx's plain progress, or the stderr of any other docker command, apart. */
function readEvidence(stderr) {
    const lines = stderr
        .split(/\r?\n/)
        .map((line) => line.trimEnd())
        .filter((line) => line !== '');
    const at = lines.findLastIndex((line) => errorLine.test(line));
    if (at < 0) {
        const { log, output } = bySpeaker(lines);
        return { final: log.at(-1) ?? '', concluded: false, log: log.slice(0, -1), output };
    }
    const [error = '', ...more] = lines.slice(at);
    const final = [error, ...more.filter((line) => !adviceLine.test(line))].join(' ');
    return { final, concluded: true, ...bySpeaker(lines.slice(0, at)) };
}
function bySpeaker(lines) {
    const log = [];
    const output = [];
    const titles = new Map();
    /** Inside the excerpt of a failed step's log, which stands between lines of six dashes. */
    let excerpt = 'none';
    for (const line of lines) {
        const [, id = '', rest = ''] = vertexLine.exec(line) ?? [];
        if (id !== '') {
            const title = titles.get(id);
            if (title === undefined) {
                titles.set(id, rest);
            }
            // A title holds the user's instruction, and is printed again whenever the step goes on.
            if (title === undefined || title === rest) {
                if (!instructionTitle.test(rest)) {
                    log.push(rest);
                }
                continue;
            }
            const text = rest.replace(/^\d+\.\d+ /, '');
            if (!runTitle.test(title)) {
                log.push(text);
            }
            else if (text !== rest) {
                output.push(text);
            }
        }
        else if (line === '------') {
            excerpt = excerpt === 'none' ? 'begins' : 'none';
        }
        else if (excerpt === 'begins') {
            excerpt = runTitle.test(line.replace(/^\s*> /, '')) ? 'of RUN' : 'of BuildKit';
        }
        else if (excerpt === 'of RUN') {
            output.push(line.replace(/^\d+\.\d+ /, ''));
        }
        else if (!/^\s*\d+ \| |^-+$/.test(line)) {
            // Neither a line of the Dockerfile nor its frame.
            log.push(line.replace(/^\d+\.\d+ /, ''));
        }
    }
    return { log, output };
}

;// CONCATENATED MODULE: ./src/failures/rules.ts
/**
 * The user's own command failed. BuildKit quotes it in this error, so nothing else in it may be read
 * as anything.
 */
const stepFailed = /did not complete successfully/;
/** What came is no manifest, or has other bytes than its digest says. */
const damaged = /unexpected digest: \S+ != |invalid character '[^']*' looking for beginning of/;
/**
 * What the final error of buildx, BuildKit, docker or a registry tells, in order: the first that
 * matches decides. HTTP statuses are not among them (classify.ts).
 */
const finalRules = [
    { class: 'cancelled', pattern: /context canceled|code = Canceled|^Canceled\b/ },
    { class: 'disk', pattern: /no space left on device|disk quota exceeded/i },
    // The engine or the builder. What died may live again; what is not there will not come.
    { class: 'daemon', pattern: /Cannot connect to the Docker daemon|Is the docker daemon running/ },
    { class: 'daemon', pattern: /permission denied while trying to connect to the docker/i },
    { class: 'daemon', pattern: /existing instance for .* but no append mode|client version \S+ is too/ },
    {
        class: 'daemon',
        pattern: /code = Unavailable|(^|: )Unavailable: |error reading from server|graceful_stop|failed to list workers/,
    },
    { class: 'daemon', pattern: /No such container|container \S+ is not running/i },
    // Dockerfile, context, inputs.
    { class: 'user', pattern: /dockerfile parse error|failed to read dockerfile: open /i },
    { class: 'user', pattern: /unable to prepare context|target stage .* could not be found/ },
    { class: 'user', pattern: /failed to calculate checksum of ref|no match for platform in manifest/ },
    { class: 'user', pattern: /does not currently support|currently not supported|is not supported for/ },
    { class: 'user', pattern: /incompatible with image ID file|multiple platforms feature/ },
    { class: 'user', pattern: /invalid (tag|reference|argument|driver option|field|type|value)\b/ },
    { class: 'user', pattern: /is an invalid (OS|component|.* component) |unknown (flag|option|shorthand)/ },
    { class: 'user', pattern: /failed to parse config|no builder ".*" found|entitlement .* is not allowed/ },
    { class: 'user', pattern: /x509: |tls: failed to verify|server gave HTTP response to HTTPS client/ },
    // A HEAD that failed is followed by one for a blob of that digest, whose 404 is then all that is told
    // (containerd core/remotes/docker/resolver.go).
    {
        class: 'user',
        once: true,
        pattern: /failed to resolve source metadata for \S+@sha256:[0-9a-f]{64}: \S+: not found/,
    },
    // The daemon's first request, which asks how to log in, failed, so that the second went without a password
    // (moby daemon/pkg/registry/auth.go).
    { class: 'permission', once: true, pattern: /login attempt to \S+ failed with status: 401/ },
    // ghcr.io answers a good token now and then like this.
    { class: 'transient', once: true, pattern: /failed to fetch oauth token: denied: denied/ },
    { class: 'transient', pattern: /toomanyrequests|too many requests|rate limit/i },
    {
        class: 'transient',
        pattern: /unknown blob|blob (upload )?(unknown|invalid)|BLOB_(UPLOAD_)?(UNKNOWN|INVALID)/i,
    },
    { class: 'transient', once: true, pattern: /unexpected commit digest .*failed precondition/ },
    {
        class: 'transient',
        once: true,
        pattern: /provided digest did not match uploaded content|DIGEST_INVALID/,
    },
];
/** What tells less than an HTTP status does. */
const weakRules = [
    {
        class: 'permission',
        pattern: /(?<!permission )\bdenied(: |$)|access denied|access to the resource is denied|insufficient_scope/,
    },
    { class: 'permission', pattern: /authorization failed|\bunauthorized\b|no basic auth credentials/i },
    { class: 'user', pattern: /permission denied/ },
    {
        class: 'transient',
        pattern: /connection reset by peer|connection refused|connection timed out|broken pipe|: (unexpected )?EOF\b/i,
    },
    {
        class: 'transient',
        pattern: /TLS handshake timeout|i\/o timeout|Client\.Timeout|request canceled while/,
    },
    { class: 'transient', pattern: /no such host|temporary failure in name resolution|server misbehaving/i },
    { class: 'transient', pattern: /could not resolve host|network is unreachable|no route to host/i },
    { class: 'transient', pattern: /context deadline exceeded|DeadlineExceeded|maximum timeout reached/ },
    { class: 'transient', pattern: /cannot reuse body, request must be retried|http2: .*(GOAWAY|closed)/i },
    { class: 'transient', pattern: /httpReadSeeker: failed open|error writing layer blob/ },
    { class: 'transient', pattern: /services aren't available right now|unable to decode token response/ },
    // Something on the way answers in the registry's place, or changes what it serves: perhaps for a moment only.
    { class: 'user', once: true, pattern: damaged },
    // A registry's own message in place of the status: `unknown: … 503`.
    { class: 'transient', pattern: /\bunknown: .*\b5\d\d\b|requested URL returned error: (429|5\d\d)/ },
];
/** The name of something that is not there, which the log of the network does not explain. */
const absent = /not found|no such file or directory|manifest unknown|name unknown/i;

;// CONCATENATED MODULE: ./src/failures/classify.ts


/** buildx's own (cmd/buildx/main.go). */
const exitCanceled = 130;
const exitResourceExhausted = 102;
/** Of a process that a signal ended, as a shell tells it. */
const exitKilled = [null, 137, 143];
/**
 * What kind of failure a command's whole stderr tells of. Its final error line alone does not say
 * it: BuildKit drops the HTTP status when the registry sends a JSON body, and only the progress log
 * has it. What the user's own RUN instructions print is never read as a reason to try again.
 */
function classifyFailure(stderr, code) {
    const { concluded, log, output, ...evidence } = readEvidence(stderr);
    const final = withoutBody(evidence.final);
    const detail = shorten(final) || ended(code);
    if (code === exitCanceled) {
        return { class: 'cancelled', detail };
    }
    if (!concluded && exitKilled.includes(code)) {
        return { class: 'cancelled', detail: ended(code) };
    }
    if (stepFailed.test(final)) {
        const full = output.findLast((line) => /no space left on device/i.test(line));
        return full === undefined ? { class: 'user', detail } : { class: 'disk', detail: shorten(full) };
    }
    const said = first(finalRules, final);
    if (said) {
        return decided(said, detail, final, log);
    }
    if (code === exitResourceExhausted && !final.includes('larger than max')) {
        return { class: 'disk', detail };
    }
    if (lags(final)) {
        return decided({ class: 'transient' }, detail, final, log);
    }
    const told = byStatus(final) ?? first(weakRules, final);
    if (told) {
        return decided(told, detail, final, log);
    }
    if (absent.test(final)) {
        return { class: 'user', detail };
    }
    for (const line of log.toReversed()) {
        const logged = byStatus(line) ?? first(transientRules, line);
        if (logged) {
            return decided(logged, `${detail} (${shorten(line)})`, final, log);
        }
    }
    // A registry that answered without a trace of the network's troubles will answer the same again.
    return { class: final.includes('failed to push') ? 'user' : 'unknown', detail };
}
/** A warning on the way may hold words of any other class; only the network's failures are searched for there. */
const transientRules = [...finalRules, ...weakRules].filter((rule) => rule.class === 'transient');
function first(rules, text) {
    return rules.find(({ pattern }) => pattern.test(text)) ?? null;
}
function decided(rule, detail, final, log) {
    const retryAfterMs = rule.class === 'transient'
        ? retryAfter([...log, final].findLast((text) => retryAfter(text) !== null) ?? '')
        : null;
    return {
        class: rule.class,
        detail,
        ...(retryAfterMs === null ? {} : { retryAfterMs }),
        ...(rule.once ? { once: true } : {}),
    };
}
const requestStatus = /unexpected status(?: code)? from \w+ request to (\S+): (\d{3})\b/;
const bareStatus = /(?:unexpected (?:HTTP )?status(?: code)?|failed with status):?[ .]*(\d{3})\b/;
function byStatus(text) {
    const [, url = '', digits = bareStatus.exec(text)?.[1]] = requestStatus.exec(text) ?? [];
    if (digits === undefined) {
        return null;
    }
    const code = Number(digits);
    if (code >= 500 || code === 408 || code === 429 || code === 499) {
        return { class: 'transient' };
    }
    // The registry lost an upload that it had begun (BLOB_UPLOAD_UNKNOWN).
    if (code === 404 && url.includes('/blobs/uploads/')) {
        return { class: 'transient' };
    }
    if (code === 401 || code === 403) {
        return { class: 'permission' };
    }
    return code >= 400 ? { class: 'user' } : null;
}
/** A proxy's page of HTML after the status may hold any word. */
function withoutBody(final) {
    return final.replace(/(unexpected status(?: code)? from \w+ request to \S+: \d{3}[\w ]*).*/, '$1');
}
/**
 * Outside a build, what buildx does not find was pushed a moment ago: not every replica of the
 * registry has it yet. Inside a build, and in what the daemon pulls, it is a name that the user wrote.
 */
function lags(final) {
    if (!/^ERROR: (?!failed to (solve|build)|Error response from daemon)/.test(final)) {
        return false;
    }
    return /^ERROR: \S+[/:@]\S+: not found$|\/manifests\/\S+: 404\b|manifest unknown/i.test(final);
}
const classify_units = {
    µs: 0.001,
    us: 0.001,
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
};
/** `Retry-After: 30`, and ghcr.io's `retry-after: 226.5µs, allowed: 44000/minute`; in milliseconds. */
function retryAfter(text) {
    const match = /retry[- ]after:?\s*"?(\d+(?:\.\d+)?)(µs|us|ms|s|m|h)?\b/i.exec(text);
    if (!match?.[1]) {
        return null;
    }
    return Math.ceil(Number(match[1]) * (classify_units[(match[2] ?? 's').toLowerCase()] ?? 1000));
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
        ? 'it was killed without a word, as the kernel does when memory runs out'
        : `it ended with exit code ${code} without a word`;
}

;// CONCATENATED MODULE: ./src/failures/retry.ts

const baseMs = 1_000;
const capMs = 30_000;
/** Nobody's job should sleep for an hour because a rate limit says so. */
const longestRetryAfterMs = 120_000;
/**
 * Runs `attempt` (it gets 1, 2, …) until it succeeds, the attempts are used up or `shouldRetry`
 * says null. Waits in between with exponential backoff and full jitter, so that parallel jobs that
 * failed together do not come back together, and says each wait in the log. Throws the last error,
 * or the signal's reason.
 */
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
/** Milliseconds to wait after the n-th attempt failed; `random` is in [0, 1). */
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




/** A child process that ended with another exit code than 0. */
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
/**
 * For what asks little of a registry. buildx and BuildKit wait for ever for one that is silent; the slowest
 * that answers needs seconds.
 */
const longestRequestMs = 120_000;
/** Runs a command until it succeeds, trying again after transient failures. Throws what `explain` makes of the last one. */
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
/** One attempt. Throws CommandFailed. */
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
/** When a failed command may be tried again; null if it may not. */
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
const codes = {
    transient: 'registry-unavailable',
    permission: 'registry-denied',
    daemon: 'builder-died',
    disk: 'disk-full',
    cancelled: 'cancelled',
};
const hints = {
    transient: "The other side did not recover in time. Run the job again, or raise 'retries'.",
    permission: "Is the step logged in ('registry', 'username', 'password'), and may that account write there? " +
        'For ghcr.io the job needs permissions: packages: write; a pull request from a fork has no write access.',
    disk: 'Free space on the machine of the Docker daemon: docker system df shows what takes it, docker buildx prune frees build cache.',
};
function asActionError(error, otherwise) {
    const kind = error.failure.class;
    const code = kind === 'user' || kind === 'unknown' ? otherwise : codes[kind];
    const hint = hints[kind];
    return new src_errors/* ActionError */.lZ(code, error.message, { cause: error, ...(hint === undefined ? {} : { hint }) });
}

;// CONCATENATED MODULE: ./src/buildx/build-arguments.ts



/** The arguments of `buildx build`. No secret is among them. */
function buildArguments(request) {
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
/** Several names in one exporter must be one quoted CSV field; a registry takes all of them under one digest. */
function exporter(destination) {
    switch (destination.kind) {
        case 'registry':
            return `type=image,${names(destination.repositories)},push-by-digest=true,name-canonical=true,push=true`;
        case 'tags':
            return `type=image,${names(destination.tags.map(formatTag))},push=true`;
        case 'layout':
            return `type=oci,tar=false,${(0,csv/* formatCsv */.yv)([`dest=${destination.directory}`])}`;
        case 'daemon':
            return destination.tags.length === 0
                ? 'type=docker'
                : `type=docker,${names(destination.tags.map(formatTag))}`;
        case 'exporter':
            return destination.output;
    }
}
function names(values) {
    return (0,csv/* formatCsv */.yv)([`name=${values.join(',')}`]);
}

;// CONCATENATED MODULE: ./src/failures/emulator.ts
/**
 * The line that tells that QEMU itself crashed, or null: the image's code is not at fault then, and
 * exit codes 139, 134 and 132 (SIGSEGV, SIGABRT, SIGILL) are the emulator's. Known of QEMU 7.0 on
 * newer kernels and of 9.2 (tonistiigi/binfmt#215, #240, #245).
 */
function emulatorCrash(stderr) {
    return lastLine(stderr, /qemu(-\w+)?: uncaught target signal \d+/);
}
/** The line that tells that the kernel could not run a binary of another architecture, or null. */
function emulatorMissing(stderr) {
    return lastLine(stderr, /exec format error/i);
}
function lastLine(stderr, pattern) {
    const line = stderr.split(/\r?\n/).findLast((text) => pattern.test(text));
    return line === undefined ? null : line.replace(/^(#\d+ )?(\d+\.\d+ )?/, '').trim();
}

;// CONCATENATED MODULE: ./src/buildx/build-failure.ts



/** Messages of BuildKit and buildx that have one usual cause. */
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
/** A registry on the machine, as a builder sees it that has a network of its own. */
const ownLoopback = /dial tcp (?:127\.[\d.]+|\[::1\]):\d+: connect: connection refused/;
const loopbackHint = "For the builder, localhost is its own container. Give the registry an address that both reach, or the builder the machine's network with driver-opts: network=host.";
const crashHint = 'The emulator crashed, not your program. Build this platform on a native runner, or try another QEMU with binfmt-image.';
/** What to tell the user of a build that failed; points at the Dockerfile's line where BuildKit names it. */
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
    // The detail begins with BuildKit's own words; what a RUN instruction printed is quoted further behind.
    if (error.failure.detail.startsWith('failed to push ')) {
        return new src_errors/* ActionError */.lZ('registry-refused', error.message, { hint: refusedHint, cause: error });
    }
    const location = sourceLocation(stderr, dockerfile);
    const hint = hintOf(stderr);
    const where = location ? `${location.file}:${location.line}: ` : '';
    return new src_errors/* ActionError */.lZ('build-failed', `${where}${error.message}`, {
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
/**
 * buildx prints the failing lines of the Dockerfile under a heading `name:line`, framed by dashes
 * (buildx cmd/buildx/main.go, moby/buildkit solver/errdefs/source.go). The name is without its folder.
 */
function sourceLocation(stderr, dockerfile) {
    const heading = [...stderr.matchAll(/^(\S.*):(\d+)\r?\n-{10,}\r?$/gm)].at(-1);
    const [, name, line] = heading ?? [];
    if (name === undefined || line === undefined) {
        return undefined;
    }
    // BuildKit knows only the file's own name; any other file (an included one) is not in the checkout.
    const file = dockerfile.split(/[\\/]/).at(-1) === name ? dockerfile : name;
    return { file, line: Number(line) };
}

;// CONCATENATED MODULE: ./src/buildx/build.ts







/**
 * Builds and exports. After a transient failure it is tried again on the same builder, whose cache
 * holds every step that was done. Throws `build-failed` with the Dockerfile's line, or what went wrong.
 */
async function build(request, session) {
    const { files, log, buildx } = session;
    await files.remove(request.metadataFile);
    const command = {
        what: 'The build',
        tool: buildx,
        args: buildArguments(request),
        onLine: (line) => log.info(line),
    };
    await runCommand({
        ...command,
        argsAfter: ({ completed }) => failedInExport(completed.stderr) ? buildArguments({ ...request, reuseCache: true }) : command.args,
        explain: (failed) => explainBuild(failed, dockerfilePath(request.source)),
    }, session);
    return parseMetadata((await files.read(request.metadataFile)).toString('utf8'));
}
/** Nothing but the export was left to do: all steps had run. */
function failedInExport(stderr) {
    return /failed to push|failed to solve: failed to (?:commit|copy)|error writing (?:layer|manifest) blob/.test(stderr.split('\n').findLast((line) => line.startsWith('ERROR:')) ?? '');
}
function dockerfilePath(source) {
    if (source.file !== null) {
        return source.file;
    }
    return source.remote || source.context === '.' ? 'Dockerfile' : (0,external_node_path_.join)(source.context, 'Dockerfile');
}
/** Throws `build-misconfigured` if the metadata cannot be read, or names a digest that is none. */
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

;// CONCATENATED MODULE: ./src/buildx/imagetools.ts

/** Arguments that read what a registry, or a layout on disk, holds under a reference. */
function inspectArguments(reference, options, settings) {
    return ['imagetools', 'inspect', ...builderOf(settings), ...options, reference];
}
/** Arguments that point tags at what `source` names. A plain manifest is to stay one: buildx would wrap it in an index. */
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

;// CONCATENATED MODULE: ./src/oci/manifest.ts



const indexTypes = new Set([
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const manifestTypes = new Set([
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
]);
/** Reads bytes that were read back. Throws a plain Error, with the reason, if they are not an image index or manifest. */
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
/** Attestations are stored as BuildKit's docs/attestations/attestation-storage.md describes. */
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
    // The index was read back, and so was each digest in it.
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

;// CONCATENATED MODULE: ./src/registry/lag.ts
/**
 * How long a registry may serve the state before a write: another replica, or a cache on the way, may not
 * know of it yet. Waits before the second, third, … look; 12.6 s in all.
 */
const waitsMs = [200, 400, 800, 1600, 3200, 6400];
/** Looks until `settled` says so, or the registry has had its time; gives what was seen last. Throws what `look` throws. */
async function lookUntil(look, settled, { clock, signal }) {
    let seen = await look();
    for (const wait of waitsMs) {
        // Nothing is waited for once the step was stopped.
        if (settled(seen) || signal.aborted) {
            break;
        }
        await clock.sleep(wait, signal);
        seen = await look();
    }
    return seen;
}

;// CONCATENATED MODULE: ./src/registry/read-back.ts








/**
 * What the registry, or the local layout, holds under the reference. Its digest is that of the very
 * bytes that came; whether it is the one expected is the caller's question. Throws
 * `registry-unavailable` if it does not show up, or what else kept the registry from answering.
 */
async function readBack(reference, session) {
    const bytes = await inspectPushed(reference, ['--raw'], session);
    try {
        return parsePublishedImage(bytes);
    }
    catch (error) {
        throw new src_errors/* ActionError */.lZ('digest-differs', `What was read back as '${reference}' is not an image: ${(0,src_errors/* messageOf */.bD)(error)}.`, { hint: rewritten, cause: error });
    }
}
/** The digest of the bytes that a registry serves for a tag; null if it knows no such tag. */
async function servedDigest(reference, session) {
    const bytes = await inspect(reference, ['--raw'], session);
    return bytes instanceof CommandFailed ? null : servedDigestOf(bytes);
}
/** `imagetools inspect` of something that was just pushed, so that "not found" means "not yet". */
async function inspectPushed(reference, options, session) {
    const bytes = await lookUntil(() => inspect(reference, options, session), (seen) => !(seen instanceof CommandFailed), session);
    if (bytes instanceof CommandFailed) {
        throw asActionError(bytes, 'registry-unavailable');
    }
    return bytes;
}
/** What buildx prints of it, or how it failed if the registry does not know the reference. */
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
/**
 * The session of a step that was stopped, and is to say what it has published: GitHub's runner kills it
 * 10 s after the first signal, and it has a builder to remove too.
 */
function lastLook(session) {
    return session.signal.aborted ? { ...session, retries: 0, signal: AbortSignal.timeout(3_000) } : session;
}

;// CONCATENATED MODULE: ./src/stage/remote-context.ts
/** A user name from this length on is a token, and not `git` or somebody's name. */
const remote_context_shortestUserToken = 20;
/**
 * Credentials in the URL become a secret of the fetch alone. A Git context in the workflow's own
 * repository gets the job's token; nothing else does, because the Dockerfile of a context can mount every
 * secret of the build.
 */
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
/** What BuildKit clones, and does not download (frontend/dockerfile/dfgitutil and util/gitutil). */
function isGit(pathAndMore) {
    return /^[^?#]*\.git(?:[?#]|$)/.test(pathAndMore);
}
function isOwnRepository(host, rest, { serverUrl, repository }) {
    const path = rest.replace(/[?#].*$/s, '').replace(/\.git$/, '');
    return (host === new URL(serverUrl).host &&
        repository !== '' &&
        path.toLowerCase() === `/${repository}`.toLowerCase());
}
/** By host without its port: source/http of BuildKit. */
function httpHeaderOf(host) {
    return `HTTP_AUTH_HEADER_${host.replace(/:\d+$/, '')}`;
}
/** BuildKit sends the text as the header Authorization. */
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


/**
 * The values of `--secret`. Secrets that came as text go into files of the step's folder, because
 * arguments can be read by every user of the machine.
 */
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








/** Builds to where nobody looks yet: repositories without a tag, or a local layout if nothing is pushed. */
async function stage(inputs, ledger, session) {
    const target = stagingTarget(inputs, session.folder);
    const direct = inputs.push && inputs.publish === 'direct';
    const destination = destinationOf(target, direct ? inputs.tags : null);
    const request = await buildRequest(inputs, destination, session);
    let built;
    try {
        built = await build(request, session);
    }
    finally {
        // However that ended: the tags may have moved, and nothing is verified yet.
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
/** Where the image lies until it is verified. */
function stagingTarget({ push, tags }, folder) {
    const [first, ...others] = [...new Set(tags.map(({ repository }) => repository))];
    return push && first !== undefined
        ? { kind: 'repositories', repositories: [first, ...others] }
        : { kind: 'layout', directory: (0,external_node_path_.join)(folder, 'layout') };
}
/** `tags`: those that BuildKit pushes itself, before anything is verified; null where it pushes by digest. */
function destinationOf(target, tags) {
    if (target.kind === 'layout') {
        return target;
    }
    return tags === null ? { kind: 'registry', repositories: target.repositories } : { kind: 'tags', tags };
}
/** What buildx is asked to build. */
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
/** What the tags point at now, for a failure in which BuildKit may have moved some of them. */
async function tagStates(tags, session) {
    return Promise.all(tags.map(async (tag) => ({
        tag,
        serves: await servedDigest(formatTag(tag), lastLook(session)).then((digest) => digest ?? 'nothing', () => 'unknown: the registry does not answer'),
    })));
}

;// CONCATENATED MODULE: ./src/publish/confirm.ts





/** Reads every tag back: only what the registry serves counts as published. */
async function confirmTags(tags, digest, failures, session) {
    const failed = new Set(failures.map(({ repository }) => repository));
    const seen = await Promise.all(tags.map(async (tag) => {
        const look = () => servedDigest(formatTag(tag), lastLook(session));
        // Where nothing was written, there is nothing to wait for.
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
    // Cut short: then what the tags point at is mostly unknown, and not what failed.
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







/** Points the tags at the verified digest, each repository from its own copy: the same bytes, the same digest. */
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
/** Tries again with only the tags that have not moved yet. */
async function moveInRepository(source, moving, digest, session) {
    const { buildx, retries, clock, signal, log } = session;
    const what = `Tagging in ${source.slice(0, source.indexOf('@'))}`;
    await withRetries({ attempts: retries + 1, clock, signal, log, what }, async (attempt) => {
        if (attempt > 1) {
            for (const tag of [...moving]) {
                // What cannot be read now is moved again, which changes nothing if it had moved.
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





/** Whether anything leaves the step at all. */
function isPublished({ push, load, output }) {
    return push || load || output !== null;
}
/** Gives a verified image its tags, or hands it to the exporters of the user's. */
async function publish(inputs, verified, ledger, session) {
    await publishTags(inputs, verified, ledger, session);
    // Every layer is in the builder's cache; an exporter of its own keeps the digest of the push true.
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
/** What a time limit interrupted: `building and pushing to ghcr.io (phase build)`. */
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


/**
 * The step's part of the job summary, in Markdown; null before anything was set up. `secrets` is what a
 * failure may quote: the runner masks summaries too, but not a secret that was escaped for Markdown.
 */
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
        lines.push(...imageTable(verified, setUp), '');
    }
    lines.push(`<sub>Built with buildx ${escapeMarkup(setUp.buildxVersion)}.</sub>`, '');
    return lines.join('\n');
}
function imageTable({ images, binaries }, { executions }) {
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
    // The longest first: a short one may be a part of it, and would leave the rest to be read.
    const longestFirst = secrets.filter(Boolean).sort((a, b) => b.length - a.length);
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
function code(text) {
    return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
/** User text must not become markup: no tags, links or code, no formula (`$`), and no line of its own. */
function escapeMarkup(text) {
    return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/([\\`*_[\]|~$])/g, '\\$1')
        .replace(/\r\n?|\n/g, '<br>');
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
/** An answer with a status that the caller cannot use. */
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
const redirects = new Set([301, 302, 303, 307, 308]);
/** Silence on the connection for `idleMs` milliseconds is a failure. */
function systemHttp(idleMs = 30_000) {
    return {
        async get(url, headers, signal) {
            signal.throwIfAborted();
            // It brings undici, which takes longer to load than the pinned release takes to be found.
            const { HttpClient } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942)]).then(__webpack_require__.bind(__webpack_require__, 4942));
            const end = new AbortController();
            const client = new HttpClient('multiarch-build', [endedBy(AbortSignal.any([signal, end.signal]))], {
                // Its own way with redirects fails on a relative location, and its retries know no Retry-After.
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
/** The first answer that is not a redirect. */
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
            throw new Error(`a redirect from HTTPS to '${next.protocol}//${next.host}', which is not followed`);
        }
        if (next.host !== at.host) {
            sent = authorised(next, withoutAuthorization(headers));
        }
        at = next;
    }
    throw new Error(`more than ${maxRedirects} redirects`);
}
/** The client has no way to end a request; Node's own `signal` option, set here, has. */
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
    // The client only half-closes a silent connection, and a peer that is gone never closes its half.
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

/** @actions/github takes longer to load than the pinned release takes to be found, so only a call loads it. */
function systemGitHub(http) {
    return {
        async latestRelease({ owner, repo, apiUrl, token, signal }) {
            const { GitHub: Octokit, getOctokitOptions } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(845)]).then(__webpack_require__.bind(__webpack_require__, 1845));
            // Its own fetch is bound to the proxy for GITHUB_API_URL, which may be another server.
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
function fetchThrough(http, signal) {
    return async (url, options) => {
        const { status, headers, body } = await http.get(url, options.headers, signal);
        const chunks = [];
        for await (const chunk of body) {
            chunks.push(chunk);
        }
        return new Response(Buffer.concat(chunks), { status, headers });
    };
}
/** Octokit gives an error without an answer the status 500, and hides the network's error in its cause. */
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

// EXTERNAL MODULE: ./src/runner/log.ts
var log = __webpack_require__(7708);
;// CONCATENATED MODULE: ./src/runner/tools.ts
function systemTools() {
    return {
        async has(root, tool, version, arch) {
            // With it come undici: only for an entry that is in doubt.
            const { find } = await Promise.all(/* import() */[__webpack_require__.e(119), __webpack_require__.e(942), __webpack_require__.e(80)]).then(__webpack_require__.bind(__webpack_require__, 3080));
            // find() reads the root from this variable, and does all its work before it returns.
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





/** The outside world as it is, around the parts of it that are there already. */
function systemRunner(parts) {
    const http = systemHttp();
    return {
        ...parts,
        http,
        github: systemGitHub(http),
        tools: systemTools(),
        clock: systemClock(),
        log: (0,log/* actionsLog */._)(),
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
            // Runners that are too old or are not GitHub's have no summary.
            if (process.env['GITHUB_STEP_SUMMARY']) {
                await core/* summary */.z.addRaw(markdown, true).write();
            }
        },
        fail: () => {
            process.exitCode = 1;
        },
    };
}
/** Into the runner's file, or by the command of runners that have none. */
function workflow_assign(file, command, name, value) {
    if (process.env[`GITHUB_${file}`]) {
        (0,core/* issueFileCommand */.n0)(file, (0,core/* prepareKeyValueMessage */.vC)(name, value));
    }
    else {
        (0,core/* issueCommand */.Lb)(command, { name }, value);
    }
}

;// CONCATENATED MODULE: ./src/session/folder.ts



const ownerFile = 'owner';
/** A step writes the file as soon as it has made the folder. */
const unfinishedMs = 10 * 60 * 1000;
/** A private folder for what the step writes: credentials, secrets, metadata. Removed when the step ends. */
async function makeStepFolder(journal, runner) {
    const { files, environment } = runner;
    await files.makeDirectory(environment.temp);
    const folder = await freePath(runner);
    journal.note({ kind: 'folder', path: folder });
    await files.makePrivateDirectory(folder);
    try {
        const owner = await currentStep(runner);
        await files.write((0,external_node_path_.join)(folder, ownerFile), owner ? formatOwner(owner) : 'unknown');
    }
    catch (error) {
        await files.remove(folder).catch(() => { });
        throw error;
    }
    return folder;
}
/** Where nothing is yet: what is noted in the journal will be removed, and must not be anyone else's. */
async function freePath({ files, environment, clock }) {
    for (;;) {
        const suffix = Math.floor(clock.random() * 36 ** 6).toString(36);
        const path = (0,external_node_path_.join)(environment.temp, `${session_journal/* folderPrefix */.Z4}${suffix.padStart(6, '0')}`);
        if ((await files.kind(path)) === null) {
            return path;
        }
    }
}
/** Removes the folders of steps that were killed. Never throws: the runner empties its temporary folder too. */
async function reapStepFolders(own, runner) {
    const { files, environment } = runner;
    const names = await files.list(environment.temp).catch(() => []);
    for (const name of names.filter((entry) => entry.startsWith(session_journal/* folderPrefix */.Z4))) {
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
    // Nobody comes back to write it after so long.
    const changed = await files.modified(folder).catch(() => clock.now());
    return clock.now() - changed > unfinishedMs;
}

;// CONCATENATED MODULE: ./src/builder/config.ts
/**
 * buildkitd keeps the list of what it can emulate for 20 s, and looks again only when workers are
 * listed (moby/buildkit util/archutil/detect.go). A builder that boots while emulators are being
 * registered would work with the old list; with this setting every listing looks again, and buildx
 * lists the workers when a build begins.
 */
const freshPlatforms = '[system]\n  platformsCacheMaxAge = "0s"\n';
/** Adds the setting to a user's buildkitd.toml, unless that has a `system` table of its own. */
function withFreshPlatforms(config) {
    const text = config ?? '';
    if (/^\s*(\[+\s*["']?system["']?\s*\]|["']?system["']?\s*[.=])/m.test(text)) {
        return { text, fresh: false };
    }
    return { text: text === '' ? freshPlatforms : `${text}\n${freshPlatforms}`, fresh: true };
}

;// CONCATENATED MODULE: ./src/builder/create.ts



/** Makes the builder and waits until it answers. Throws `builder-failed`, or what stopped the pull of its image. */
async function createBuilder(spec, buildx, session) {
    const { log, environment } = session;
    await runCommand({
        what: 'Starting the builder',
        tool: buildx,
        args: (0,builder/* bootArguments */.jM)(spec, environment.variables),
        // The first attempt leaves the builder's entry behind, so the next ones only boot it.
        argsAfter: () => (0,builder/* rebootArguments */.Ur)(spec.name),
        onLine: (line) => log.info(line),
        explain: (failed) => explainCreate(failed, spec),
    }, session);
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





/**
 * Makes a new builder and waits until it answers, or looks whether an existing one is there. Either knows
 * the emulators of the platforms that `registered` gives, once they are registered. A new builder boots
 * beside their registration, if its configuration lets it look again when the build begins.
 */
async function ensureBuilder(planned, registered, buildx, session) {
    const { files, log } = session;
    const { spec, record, name } = planned;
    if (spec === null) {
        log.info(record === null ? `Using the builder ${name}.` : `Using the builder ${name} of an earlier step.`);
        const foreign = await registered();
        // The record of an earlier step is only there if its builder answered.
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
    // Written first: a builder that is half made must be found too.
    if (record !== null) {
        await files.write(record, formatRecord(name, spec.owner));
    }
    log.info(`Starting the builder ${name} with ${spec.image}.`);
    await createBuilder(spec, buildx, session);
}
/** buildkitd looks for emulators at most every 20 s. */
const platformsKeptMs = 21_000;
const lookAgainMs = 1_000;
/** Waits until a running builder has noticed the emulators for these platforms. Throws `builder-missing`. */
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




/** Decides which builder to use: the named one, the one of an earlier step of this job, or a new one. */
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
/** e_machine of the ELF header, with its class (1: 32 bits) and byte order (1: little). */
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
/** null if the entry is disabled or matches something else than ELF files of an architecture we know. */
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
/**
 * Decides what binfmt has to do. A native architecture is never registered: binfmt would route its
 * binaries through QEMU.
 */
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
/** A 64-bit x86 kernel also runs 386 programs. arm64 machines differ in whether they run arm ones, so that is not assumed. */
function runsNatively(platform, machine) {
    if (platform.architecture === machine.architecture) {
        return true;
    }
    return platform.architecture === '386' && machine.architecture === 'amd64';
}
function foreignOf({ runs }) {
    return runs.filter(({ how }) => how !== 'native').map(({ platform }) => platform);
}
/** The platforms of `foreign` that binfmt's list of what it could really run does not cover. */
function stillMissing(foreign, supported) {
    const architectures = new Set(supported.map((platform) => platform.split('/')[1]));
    return foreign.filter((platform) => !architectures.has(platform.architecture)).map(oci_platform/* formatPlatform */.Bq);
}
/** Lines for the log. */
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
/** What the daemon's kernel has registered; null if this step does not see that kernel. */
async function registeredHandlers(daemon, runner) {
    const { environment, files } = runner;
    const local = environment.kernel === daemon.kernel &&
        // Another machine may run the same kernel release.
        ['default', 'rootless'].includes(daemon.context) &&
        !/^(tcp|ssh|https?):/.test(environment.variables['DOCKER_HOST'] ?? '');
    // `status` is there only while the file system is mounted, and is `disabled` when all entries are.
    const status = local ? await files.read(`${directory}/status`).then(String, () => '') : '';
    if (status.trim() !== 'enabled') {
        return null;
    }
    const names = (await files.list(directory)).filter((name) => name !== 'register' && name !== 'status');
    const entries = await Promise.all(
    // An entry may be unregistered between the listing and the read.
    names.map((name) => files.read(`${directory}/${name}`).then(String, () => '')));
    return entries.map(parseHandler).filter((handler) => handler !== null);
}
/**
 * Registers what the plan says, on the daemon's machine. Throws `emulation-unavailable`, or what stopped
 * the container.
 */
async function register(emulation, daemon, image, session) {
    // Some arm64 processors run arm programs themselves; an emulator would only slow those down.
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
/** tonistiigi/binfmt exits with 0 whatever happens, so its JSON decides (cmd/binfmt/main.go). */
async function runBinfmt(image, args, session) {
    const { clock, log, docker } = session;
    // A name of its own for each attempt: the container of the one before may not be gone yet.
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
/** Says in `docker ps` what it is; unlike a builder it removes itself. */
function newContainerName({ now, random }) {
    return `multiarch-build-binfmt-${now().toString(36)}-${Math.floor(random() * 1e9).toString(36)}`;
}
/** A daemon that refuses the container (no privilege, an image that does not run here) cannot have emulators. */
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
    // An empty answer is how binfmt says that it could not mount binfmt_misc; its reason is on stderr.
    throw new src_errors/* ActionError */.lZ('emulation-unavailable', `binfmt could not register emulators: ${said(stderr)}`, {
        hint: binfmt_alternatives,
    });
}
function said(stderr) {
    const lines = stderr.split('\n').filter((line) => /unsupported|cannot|error|denied|already|OK/i.test(line));
    return lines.slice(-5).join('; ').trim() || 'nothing';
}

;// CONCATENATED MODULE: ./src/emulation/emulate.ts



/** Registers what the daemon's kernel lacks for the platforms; null stands for the daemon's own. */
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

/** Docker Hub's credentials are kept under this name (docker/cli cli/config/credentials). */
const hubKey = 'https://index.docker.io/v1/';
/**
 * The user's configuration, but for one registry without any credential helper: the login is to stay
 * in this file, which is deleted, and not in a store of the machine.
 */
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

;// CONCATENATED MODULE: ./src/registry/credentials/password.ts



/**
 * Logs in within a docker configuration of the step's own, and returns that folder for DOCKER_CONFIG.
 * The user's configuration is read, never written: it goes on serving every other registry. The
 * credentials are tried at once, so that a wrong password does not come to light after the build.
 * Throws `registry-denied` for wrong ones, `registry-refused`, or what else stopped it.
 */
async function logIn(login, session) {
    const { files, environment, log, folder, docker } = session;
    const own = (0,external_node_path_.join)(folder, 'docker');
    await files.makeDirectory(own);
    const users = await files.read((0,external_node_path_.join)(environment.dockerConfig, 'config.json')).then(String, () => '{}');
    await files.write((0,external_node_path_.join)(own, 'config.json'), withoutHelper(users, login.registry, (problem) => log.warning(problem)));
    // The docker contexts stand beside the configuration; DOCKER_CONTEXT must go on working.
    const contexts = (0,external_node_path_.join)(environment.dockerConfig, 'contexts');
    if ((await files.kind(contexts)) === 'directory') {
        await files.symlink(contexts, (0,external_node_path_.join)(own, 'contexts'));
    }
    const host = login.registry === 'docker.io' ? [] : [login.registry];
    await runCommand({
        what: `Logging in to ${login.registry}`,
        tool: { file: docker.file, env: { ...docker.env, DOCKER_CONFIG: own } },
        args: ['login', '--username', login.username, '--password-stdin', ...host],
        input: login.password,
        limitMs: longestRequestMs,
        explain: (failed) => asActionError(failed, 'registry-refused'),
    }, session);
    return own;
}

;// CONCATENATED MODULE: ./src/session/concurrency.ts
/**
 * Runs independent work at once: `start` begins all of it, and may let one part wait for another. The
 * first failure ends the rest, and is thrown when all have ended: nothing goes on in the background of a
 * step that has failed.
 */
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

// EXTERNAL MODULE: ./src/runner/files.ts + 1 modules
var runner_files = __webpack_require__(9340);
;// CONCATENATED MODULE: ./src/toolchain/asset.ts

const systems = {
    linux: ['amd64', 'arm64', 'arm-v6', 'arm-v7', 'ppc64le', 'riscv64', 's390x'],
    darwin: ['amd64', 'arm64'],
    win32: ['amd64', 'arm64'],
};
/**
 * The end of the name of this machine's buildx binary, after `buildx-vX.Y.Z.`: `linux-amd64`,
 * `windows-arm64.exe` (docker/buildx hack/release). Throws `environment-unsupported`.
 */
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
/** The name of a release's binary: `buildx-v0.37.1.linux-amd64`. */
function assetFile(version, asset) {
    return `buildx-${version}.${asset}`;
}

;// CONCATENATED MODULE: ./src/toolchain/cache.ts




const tool = 'buildx';
const temporaryPrefix = '.multiarch-build-';
const staleAfterMs = 24 * 3_600_000;
const nothing = digestOf('');
/**
 * The path of an entry whose bytes were hashed just now; null if there is none. A binary with the
 * right digest but no marker was left by a run that was killed in between, and gets its marker.
 * Throws `buildx-checksum-mismatch`, after removing it, for an entry that claims to be complete but
 * has other bytes.
 */
async function findVerified(root, entry, runner) {
    const { files, tools } = runner;
    const folder = (0,external_node_path_.join)(root, tool, entry.version, entry.arch);
    const path = (0,external_node_path_.join)(folder, entry.file);
    let actual;
    try {
        if ((await files.kind(path)) !== 'file') {
            return null;
        }
        actual = await files.digest(path);
    }
    catch (error) {
        if ((0,runner_files/* isCode */._m)(error, 'EACCES', 'EPERM', 'ENOENT')) {
            return null;
        }
        throw error;
    }
    if (actual === entry.sha256) {
        const marker = markerOf(folder);
        if ((await files.kind(marker)) === null) {
            await files.write(marker, '').catch(() => { });
        }
        // A cache that was copied or restored may have lost it; where this job may not set it, it is most likely set.
        await files.makeExecutable(path).catch(() => { });
        return path;
    }
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
/**
 * Lets `fill` write the binary to a path beside the cache and moves it in, in one atomic step, once
 * `fill` has returned. Any number of jobs may do so at once, and may be killed anywhere: at the path
 * is either nothing, or what was there, or the whole file. Throws Node's errors and those of `fill`.
 */
async function install(root, entry, fill, runner) {
    const { files } = runner;
    await removeStale(root, runner);
    const temporary = await files.makeTemporary(root, temporaryPrefix);
    try {
        const folder = (0,external_node_path_.join)(root, tool, entry.version, entry.arch);
        const path = (0,external_node_path_.join)(folder, entry.file);
        // Before the download, so that a cache that cannot be written to costs none.
        await files.makeDirectory(folder);
        const fresh = (0,external_node_path_.join)(temporary, entry.file);
        await fill(fresh);
        await files.makeExecutable(fresh);
        // Again, for another job may have found a damaged entry meanwhile and removed it.
        await files.makeDirectory(folder);
        await moveIn(fresh, path, entry, runner);
        await files.write(markerOf(folder), '');
        return path;
    }
    finally {
        await files.remove(temporary);
    }
}
/**
 * Windows does not replace a binary that another job is running; then that one is as good. A folder in its
 * place is replaced by nobody.
 */
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
/** What installs that were killed left, at least a day ago. */
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



/** A body that ended before it was complete. */
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
/**
 * GET, again after transient failures, and `consume` for an answer with status 200. Throws
 * ActionErrors: `buildx-asset-missing` for 404, otherwise `buildx-download-failed`.
 */
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
/** Runs a network operation, again after transient failures. */
function withTransferRetries(what, runner, attempt) {
    const { clock, signal, log } = runner;
    return withRetries({ attempts, clock, signal, log, what }, attempt, (error) => transferRetry(error, clock.now()));
}
/** Whether a failed transfer may be tried again. `now` in milliseconds, for a Retry-After that is a date. */
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
    return transientCodes.has(codeOf(error)) ? {} : null;
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
    if (error instanceof IncompleteError || codeOf(error) !== '') {
        return new src_errors/* ActionError */.lZ('buildx-download-failed', `${what} failed: ${shown}: ${(0,src_errors/* messageOf */.bD)(error)}.`, {
            hint: networkHint(codeOf(error)),
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
    return "Can this machine reach that server? Behind a proxy set https_proxy; without internet access set 'buildx-mirror'.";
}
/** A URL as it may be printed. */
function withoutCredentials(url) {
    return url.replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}
/** The disk's errors, which the caller tells apart; a firewall's refusal looks like one but for the call. */
function isOfFiles(error) {
    if (error instanceof Error && 'syscall' in error && error.syscall === 'connect') {
        return false;
    }
    return ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EPERM'].includes(codeOf(error));
}
function codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
}

;// CONCATENATED MODULE: ./src/toolchain/download.ts



const releases = 'https://github.com/docker/buildx/releases/download';
const progressEveryMs = 5_000;
/** A connection that drips is as good as one that hangs. */
const longestAttemptMs = 600_000;
/**
 * Fetches a binary to `path`, hashing it as it streams. Nothing is at `path` unless it has the
 * digest. Throws `buildx-checksum-mismatch`, `buildx-download-failed`, `buildx-asset-missing`, or
 * Node's error of the file system.
 */
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
/** What has come so far. */
class Received {
    bytes = 0;
    /** Enough to tell a page of HTML. */
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
            if (now - began > longestAttemptMs) {
                throw new Error(`it took longer than ${longestAttemptMs / 60_000} minutes`);
            }
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


/** Releases with which this action cannot keep what it promises. */
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
/** Why a version is refused; null if it is not. Takes any spelling of a version that semver reads. */
function known_bad_refusal(version) {
    const bad = knownBad.find(({ range }) => semver_default().satisfies(version, range, { includePrerelease: true }));
    return bad ? `${bad.reason} (${bad.link})` : null;
}
/** Throws `buildx-version-refused` for a version that is known to be bad. */
function refuseKnownBad(version, whose) {
    const reason = known_bad_refusal(version);
    if (reason === null) {
        return;
    }
    throw new src_errors/* ActionError */.lZ('buildx-version-refused', `${whose} is refused: ${reason}.`, {
        hint: "Leave 'buildx-version' out to get the release that this action was tested with.",
    });
}

;// CONCATENATED MODULE: ./src/toolchain/installed.ts




/**
 * The buildx that the machine has, with the version that it gives itself. Throws `buildx-missing`,
 * `buildx-version-unknown`, `buildx-version-refused`, or `buildx-checksum-mismatch` if it has
 * another digest than was asked for.
 */
async function installedBuildx(expected, runner) {
    const path = await firstFile(installedCandidates(runner.environment), runner);
    if (path === null) {
        throw new src_errors/* ActionError */.lZ('buildx-missing', "'buildx-version' is runner, but this machine has no buildx.", {
            hint: "Install docker-buildx on it, or leave 'buildx-version' out: the action then fetches one.",
        });
    }
    const sha256 = await runner.files.digest(path);
    if (expected !== null && sha256 !== expected) {
        throw new src_errors/* ActionError */.lZ('buildx-checksum-mismatch', `${path} has ${sha256}, 'buildx-sha256' expects ${expected}. It was not run.`, { hint: "Correct 'buildx-sha256', or leave it out to use what the machine has." });
    }
    const tool = { file: path, env: {} };
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
/** `github.com/docker/buildx v0.37.1 0a7b4c1…` as a version with its `v`; distributions leave the `v` out. */
function reportedVersion(output) {
    const [, text = ''] = /^\S*buildx v?(\d+\.\d+\.\d+\S*)/m.exec(output) ?? [];
    const version = semver_default().valid(text) ?? semver_default().valid(semver_default().coerce(text));
    return version === null ? null : `v${version}`;
}
/**
 * Where a buildx may be: one of its own on the PATH first, then the plugin that `docker buildx` would
 * find, in the order of the docker CLI (cli-plugins/manager/manager_unix.go, manager_windows.go).
 */
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
/**
 * Reads a release's checksums.txt: `<64 hex> *<file>` (binary) or `<64 hex>  <file>` (text), a line
 * each, with LF or CRLF. Throws a plain Error with the line that is none, or that contradicts another.
 */
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
/**
 * SHA-256 of docker/buildx release binaries: the root of trust for what this action downloads.
 *
 * From v0.33.0 to v0.37.1: docker-library/docker versions.json, which copies each release's
 * checksums.txt (and checksums-signed.txt, which holds darwin and windows from v0.36.0); darwin
 * before v0.36.0, which had no published checksum, from pin files of public repositories that agree.
 * v0.37.2 and v0.38.0: public pin files that agree, for two of the assets. Versions that are refused
 * (known-bad.ts) are left out.
 */
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




/** The embedded digest of a release's binary; null if the table has none. */
function knownDigest(version, asset) {
    const hex = checksums[version]?.[asset];
    return hex === undefined ? null : `sha256:${hex}`;
}
/**
 * Which release an exact version or a range means on this machine. A range means the newest release
 * of the table that is in it. Throws `buildx-version-unknown`, `buildx-version-refused`, or
 * `input-invalid` for a range with 'buildx-sha256'.
 */
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
/** Throws `input-invalid` if a digest was given: it belongs to one binary, and which one is open. */
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
/** The releases that have a digest for this asset and are not refused, newest first. */
function knownVersions(asset) {
    return semver_default().rsort(Object.keys(checksums).filter((version) => checksums[version]?.[asset] && known_bad_refusal(version) === null));
}

;// CONCATENATED MODULE: ./src/toolchain/latest.ts









const gitHubApi = 'https://api.github.com';
const largestChecksumFile = 1 << 20;
/**
 * The release that GitHub calls the latest, verified by two records that must agree: the digest that
 * GitHub computed when the binary was uploaded, and the release's own checksum file. A release that
 * this action knows must agree with its table as well. `base` is where releases are downloaded from.
 */
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
/**
 * Where to ask: buildx lives on github.com, so a GitHub Enterprise server knows nothing of it, and
 * must not send its token there. A server on this machine stands in for github.com.
 */
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
/** Since v0.36.0 macOS and Windows stand in a file of their own (docker/buildx#3978). */
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










/**
 * Finds or fetches the buildx that was asked for. Whatever it comes from, its SHA-256 matched before
 * this returns, and an exact version that is in the tool cache needs no network. `token` is for
 * GitHub's API, and only `latest` asks it.
 *
 * Throws `buildx-…`, `environment-unsupported`, `input-invalid` or `disk-full`.
 */
async function prepareBuildx(request, runner, token) {
    const { log } = runner;
    if (request.version === 'runner') {
        const installed = await installedBuildx(request.sha256, runner);
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
    const entry = entryOf(resolved, asset, runner);
    const roots = cacheRoots(runner);
    for (const root of roots) {
        const path = await findVerified(root, entry, runner);
        if (path === null) {
            continue;
        }
        log.info(`buildx ${version} from the tool cache, ${path}, verified again: ${sha256}.`);
        return { path, version, sha256, from: 'tool cache' };
    }
    const url = `${base}/${version}/${assetFile(version, asset)}`;
    const fill = (path) => download({ what: `buildx ${version}`, url, sha256 }, path, runner);
    const path = await installInOneOf(roots, entry, fill, runner);
    log.info(`buildx ${version} from ${withoutCredentials(url)}, verified: ${sha256}.`);
    return { path, version, sha256, from: 'download' };
}
/**
 * A binary that 'buildx-sha256' names, or that only its release vouches for, has a folder of its
 * own, so that it and the official one of the same version never take each other for damaged.
 */
function entryOf({ version, sha256 }, asset, { environment }) {
    const { os, arch } = environment;
    // One tool cache may serve machines with either kind of 32-bit arm.
    const base = arch === 'arm' ? asset.replace(/^\w+-/, '') : arch;
    const official = knownDigest(version, asset) === sha256;
    return {
        version: version.slice(1),
        arch: official ? base : `${base}-${sha256.slice('sha256:'.length).slice(0, 12)}`,
        file: os === 'win32' ? 'buildx.exe' : 'buildx',
        sha256,
    };
}
/** Where a buildx may be kept: the machine's tool cache, or what is emptied with the job. */
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









/**
 * A verified buildx, the emulators that are missing, the login and a builder that answers. What is
 * independent runs at once; the journal knows of each thing before it is made.
 */
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
    return { ready: { ...loggedIn, buildx, builder, executions }, buildxVersion };
}
async function prepareBuilder(inputs, dockerConfig, host, session) {
    const [binary, planned] = await together(session, (part) => [
        prepareBuildx(inputs.buildx, part, inputs.githubToken),
        planBuilder(inputs, part),
    ]);
    const { name, record } = planned;
    if (record !== null && inputs.cleanup) {
        session.journal.note({ kind: 'builder', name, record, buildx: binary.path });
    }
    // Without a daemon there is nothing to make, nor to remove afterwards.
    await host.daemon;
    const buildx = (0,docker_environment/* buildxTool */.l9)(binary.path, dockerConfig, session);
    await ensureBuilder(planned, () => newlyRegistered(host.emulation), buildx, session);
    return { buildx, buildxVersion: binary.version, planned };
}
/** Platforms whose emulators this step has registered. */
async function newlyRegistered(emulating) {
    const emulation = await emulating;
    return emulation.register.length === 0 ? [] : foreignOf(emulation);
}

;// CONCATENATED MODULE: ./src/stage/staged.ts

/** How `--build-context` of buildx names it. */
function buildContextOf({ target, digest }) {
    return target.kind === 'repositories'
        ? `docker-image://${pinned(target.repositories[0], digest)}`
        : `oci-layout://${target.directory}@${digest}`;
}
/** What `imagetools inspect` calls it. */
function inspectReference(staged) {
    return staged.target.kind === 'repositories'
        ? pinned(staged.target.repositories[0], staged.digest)
        : buildContextOf(staged);
}

;// CONCATENATED MODULE: ./src/verify/base-image.ts


/**
 * A reference by digest goes into the Dockerfile itself: as a named context, BuildKit resolves it once
 * more (120 ms). A layout on disk has no other way in.
 */
function baseImage(staged) {
    return staged.target.kind === 'repositories'
        ? { from: pinned(staged.target.repositories[0], staged.digest), args: [] }
        : { from: 'staged', args: ['--build-context', `staged=${buildContextOf(staged)}`] };
}

;// CONCATENATED MODULE: ./src/verify/entrypoint.ts

/** What dockerd and containerd set in a container whose image sets none. */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/**
 * How the container runtime finds an executable: with a slash in it from the working directory, otherwise
 * in each directory of PATH (runc, as exec.LookPath of Go, which skips relative directories).
 */
function resolveProgram(word, { workingDir, path }) {
    const from = external_node_path_.posix.resolve('/', workingDir);
    if (word.includes('/')) {
        return { word, candidates: [external_node_path_.posix.resolve(from, word)] };
    }
    const directories = (path ?? defaultPath).split(':').filter((directory) => directory.startsWith('/'));
    return { word, candidates: [...new Set(directories.map((directory) => external_node_path_.posix.resolve(directory, word)))] };
}
/**
 * The programs that a container of the image starts with: the first word of entrypoint and command
 * together, and, where that is a shell with a simple command or a wrapper such as `tini --`, the one
 * behind it. Empty if the image names no command.
 */
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
/** Words that a shell takes for itself, or that say nothing about the program. */
const shellWords = new Set('. : break case cd command continue do done elif else esac eval exec exit export false fi for function if in let local printf echo pwd read readonly return select set shift source sleep test then time times trap true type ulimit umask unset until wait while'.split(' '));
/** `/bin/sh -c "exec app --flag"`, which is also the shell form of ENTRYPOINT and CMD: `app`. */
function commandOfShell(argv) {
    if (!/^(?:ba|da|a|z|k)?sh$/.test(external_node_path_.posix.basename(argv[0] ?? ''))) {
        return null;
    }
    const option = argv.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
    const command = option < 0 ? undefined : argv[option + 1];
    const word = /^\s*(?:exec\s+)?([\w./+-]+)(?=\s|$)/.exec(command ?? '')?.[1];
    return word === undefined || word.startsWith('-') || shellWords.has(word) ? null : word;
}
/** `tini -g -- app`. */
function commandOfWrapper(argv) {
    const end = argv.indexOf('--');
    const flagsOnly = argv.slice(1, end).every((word) => word.startsWith('-'));
    return end > 0 && flagsOnly ? (argv[end + 1] ?? null) : null;
}
/**
 * The program that runs a script: its interpreter, or what `env` looks up for it. null if `env` is told
 * nothing to run.
 */
function interpreterOf(interpreter, argument, scope) {
    if (external_node_path_.posix.basename(interpreter) !== 'env') {
        return resolveProgram(interpreter, scope);
    }
    // Without -S, env takes the whole argument for one word.
    const split = /^(?:-S|--split-string[= ]|-\w*S)\s*(.*)$/s.exec(argument ?? '');
    const words = split ? (split[1] ?? '').split(/\s+/) : [argument ?? ''];
    const word = words.find((entry) => entry !== '' && !entry.startsWith('-') && !/^\w+=/.test(entry));
    return word === undefined ? null : resolveProgram(word, scope);
}

;// CONCATENATED MODULE: ./src/verify/elf.ts
const programInterpreter = 3;
const longestInterpreter = 4096;
/** The header in the first bytes of a file; null if they are no ELF header. */
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

/** Linux reads no more of the line (BINPRM_BUF_SIZE in include/uapi/linux/binfmts.h). */
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
/** Everything after the first word is one argument (fs/binfmt_script.c). */
function script(line) {
    const [first = ''] = new TextDecoder().decode(line).split('\n', 1);
    const [, interpreter = '', argument = ''] = /^[ \t]*([^ \t\r\0]*)[ \t]*([^\0]*)/.exec(first) ?? [];
    if (interpreter === '') {
        return { kind: 'other', what: 'a script that names no interpreter' };
    }
    return { kind: 'script', interpreter, argument: argument.trim() === '' ? null : argument.trim() };
}

;// CONCATENATED MODULE: ./src/verify/machine.ts
/** e_machine, from the registry of the System V ABI. */
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
/** Of e_flags on arm, for EABI version 5; absent in what a compiler did not mark. */
const armHardFloat = 0x400;
const armSoftFloat = 0x200;
function is(machine, bits, endianness = 'little') {
    return (elf) => elf.machine === machine && elf.bits === bits && elf.endianness === endianness;
}
const arm32 = is(em.arm, 32);
const hardFloat = (elf) => (elf.flags & armHardFloat) !== 0;
/**
 * What runs natively on the machines of a platform; null for an architecture that is not known here.
 * The instruction set level of a variant (v6 or v7 of arm, v3 of amd64) is not in the header; of arm/v5
 * it is known that its machines have no floating-point unit.
 */
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
/** Like `an ELF binary for AArch64, 64-bit, little-endian, loaded by /lib/ld-musl-aarch64.so.1`. */
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

;// CONCATENATED MODULE: ./src/buildx/stdin-build.ts

/** Nothing is attested: what comes of such a build is looked at and thrown away. */
function stdinBuildArguments({ builder, platforms, options, output }) {
    return [
        'build',
        ...['--builder', builder],
        ...['--progress', 'plain'],
        ...['--platform', (0,oci_platform/* formatPlatforms */.Iu)(platforms, ',')],
        ...['--provenance=false', '--sbom=false'],
        ...options,
        ...['--output', output],
        '-',
    ];
}

;// CONCATENATED MODULE: ./src/verify/probe-dockerfile.ts

/**
 * A Dockerfile whose result holds, for the n-th lookup, the file `/n` (one candidate) or `/n/<name>`
 * (several: each copy replaces the one before it, so the one to win comes last). It runs nothing. COPY
 * follows symbolic links, in parent directories too, unless a wildcard stands before them.
 *
 * BuildKit fails if a source is missing, and if the parent of a wildcard is; a wildcard that matches
 * nothing is no failure. A wildcard makes it walk everything below that parent (ResolveWildcards of
 * tonistiigi/fsutil), a second for a large image if that is `/`. So the quick form takes single
 * candidates literally and fails if one is missing; the careful form creates the parents (WORKDIR)
 * and has a wildcard in every source. Lookups without a candidate are left out.
 */
function probeDockerfile(from, lookups, form) {
    const lines = [{ text: `FROM ${from} AS image`, purposes: [] }];
    if (form === 'careful') {
        const parents = new Map();
        lookups.forEach((candidates, index) => {
            for (const parent of candidates.map((path) => external_node_path_.posix.dirname(path))) {
                // Only JSON can write a newline, and WORKDIR takes none.
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
        // Readable by whoever runs the step, whatever its mode in the image.
        lines.push({ text: `COPY --chmod=0755 --from=image ${JSON.stringify(words)}`, purposes: [index] });
    });
    return {
        text: lines.map(({ text }) => `${text}\n`).join(''),
        purposes: lines.map(({ purposes }) => purposes),
    };
}
/**
 * The lookups that made that build fail, as the excerpt of the Dockerfile in buildx's error tells it.
 * null without an excerpt: BuildKit gives none if a build beside this one failed in the same step of the
 * same image.
 */
function failedLookups(stderr, { purposes }) {
    const marked = [...stderr.matchAll(/^ *(\d+) \| >>> /gm)];
    return marked.length === 0 ? null : marked.flatMap(([, line]) => purposes[Number(line) - 1] ?? []);
}
/** Where that build leaves the first file of a lookup, below the platform's directory. */
function probedName(candidates, index) {
    const [only, ...more] = candidates;
    return only === undefined || more.length === 0 ? `${index}` : `${index}/${external_node_path_.posix.basename(only)}`;
}
/** A path as a pattern of Go's filepath.Match that matches just it; without wildcards if it can be. */
function literal(path) {
    return /[*?[\\]/.test(path) ? optional(path) : path;
}
/** The same with a wildcard in the last component, which may therefore be missing. */
function optional(path) {
    const characters = [...path];
    const last = characters.pop() ?? '';
    const escaped = characters.map((character) => ('*?[\\'.includes(character) ? oneOf(character) : character));
    return [...escaped, oneOf(last)].join('');
}
/** A class of one character. */
function oneOf(character) {
    return /\w/.test(character) ? `[${character}]` : `[\\${character}]`;
}
/** A word of a Dockerfile, whose quotes, variables and backslashes BuildKit would interpret (shell/lex.go). */
function word(text) {
    return text.replace(/[^\w/.[\]\u0080-\u{10ffff}-]/gu, '\\$&');
}

;// CONCATENATED MODULE: ./src/verify/probe-files.ts







/** Enough for an ELF header with its program headers and loader, and for a script's first line. */
const prefixBytes = 4096;
/** The builder has the layers, unless somebody emptied its cache meanwhile. */
const longestMs = 600_000;
/** How often the export is looked at while it goes on. */
const pollMs = 20;
/**
 * The first bytes of each looked-up file in the image of each platform, by platform and then in the
 * order of the lookups. BuildKit, which has the layers already, copies the files out in one build for all
 * platforms, and a second one if a file is missing somewhere; nothing of the image runs. The export is
 * ended once enough of each file has come: all of 100 MB takes seconds. Throws `binary-unreadable` if
 * the build fails for another reason than a path that leads nowhere.
 */
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
/** Whether the first bytes of every file on every platform have come. */
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
/** Puts the files into the directory. What leads nowhere, over a dangling link or through a file, is left out. */
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
/** How the build failed over what the Dockerfile asks for; null if it succeeded. Throws what else went wrong. */
async function runProbe(dockerfile, { base, platforms }, directory, session) {
    const build = {
        builder: session.builder.name,
        platforms,
        options: base.args,
        // A builder of several nodes writes each platform from its own node: only the local exporter can do that.
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






/** Linux gives up after so many interpreters that are scripts themselves (fs/exec.c). */
const deepest = 4;
/**
 * Looks at the executables that each image starts with, or at the paths given, and says of each what it
 * is. Scripts are followed to what runs them, all platforms together: one build a round.
 */
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
            const result = judge(search, prefix, round === deepest);
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
/** No path holds a NUL. */
function keyOf(program) {
    return program.candidates.join('\0');
}
function searchesOf(mode, image) {
    // Files of other systems cannot be copied out on Linux.
    if (image.platform.os !== 'linux' || machineOf(image.platform) === null) {
        return [];
    }
    const { config } = image;
    const programs = mode === 'entrypoint' ? programsOf(config) : mode.map((path) => resolveProgram(path, config));
    return programs
        .filter(({ candidates }) => candidates.length > 0)
        .map((program) => ({ image, path: program.word, program, via: [] }));
}
/** What a file is; or, if it is a script, where to look next. */
function judge(search, prefix, last) {
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
/** An image may name its files as it likes; a finding is one line of a log or a table. */
function oneLine(text) {
    return text.replace(/\s+/g, ' ');
}
/**
 * Throws `binary-differs` if a file is for another architecture, and `binary-unreadable` if a path that
 * was asked for is missing. An entrypoint that is missing may be mounted later: it stays a finding.
 */
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




/** Throws `config-differs` if what buildx prints is none. */
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
/**
 * Reads `imagetools inspect --format '{{json .Image}}'` of buildx (util/imagetools/printers.go and
 * loader.go): one config, or a map of them. Its keys are the normalised platforms of the descriptors, its
 * values the config blobs as they are. Attestations are not in it; of equal platforms only one is.
 */
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
/** A plain manifest has no descriptor that tells its platform: its config does. */
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
/**
 * The config of each image, in the same order, if each says the platform that its descriptor says. A
 * config that names no variant contradicts none: other builders leave it out. Throws `config-differs`.
 */
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


/**
 * The images in the order asked for, if they are exactly the platforms asked for, each once, and every
 * attestation belongs to one of them. Throws `platforms-differ`, which names all that is wrong.
 */
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






/**
 * Runs a command inside the image of every platform at once, as its user and with its environment,
 * natively or emulated; its output goes to the log. Of several lines, the first that fails ends it.
 * Throws `smoke-test-failed` with the platforms and their exit codes.
 */
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
/**
 * As a here-document a command is taken as it is, whatever it begins with (`--` or `[` after RUN is
 * syntax) and however many lines it has; the image's SHELL runs it.
 */
function smokeDockerfile(from, command) {
    if (typeof command !== 'string') {
        return `FROM ${from}\nRUN ${JSON.stringify(command)}\n`;
    }
    const lines = command.split(/\r?\n/);
    let end = 'SMOKE_TEST';
    while (lines.includes(end)) {
        end += '_';
    }
    // A shell goes on after a line that failed; a script with an interpreter of its own may be no shell.
    const strict = lines.filter((line) => line.trim() !== '').length > 1 && !command.startsWith('#!');
    return [`FROM ${from}`, `RUN <<'${end}'`, ...(strict ? ['set -e'] : []), ...lines, end, ''].join('\n');
}
/**
 * Which platforms failed, from buildx's plain progress: `#7 [linux/arm64 2/2] RUN …` and later
 * `#7 ERROR: process "…" did not complete successfully: exit code: 3`. Other steps are cancelled then,
 * so that a platform that is not named may fail as well.
 */
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












/**
 * Holds what was staged against what was asked for, before anybody can see it: its digest, its
 * platforms, the config and the executables of each, and the smoke test. Takes two reads at once, one build
 * for the executables (more where scripts run scripts) and one for the smoke test, for any number of
 * platforms. Throws the ActionError of the first check that fails.
 */
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
/** `docs` is the address of errors.md. */
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
/** Where errors.md of the action that runs can be read. */
function errorDocs(variables) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref, } = variables;
    return server && repository && ref
        ? `${server}/${repository}/blob/${ref}/docs/errors.md`
        : 'docs/errors.md';
}

;// CONCATENATED MODULE: ./src/report/outputs.ts


/** The outputs of action.yml. What is not known is left out, so that it is empty in the workflow. */
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

/**
 * Gives the body a signal that fires with a `timeout` error after so many milliseconds; null is no
 * limit. `activity` says what was going on then.
 */
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
/**
 * What this step has established so far: whatever happens, this is what it reports. The only state that
 * changes while the stages run.
 */
class Ledger {
    known = ledger_nothing;
    published = { kind: 'nothing' };
    get publication() {
        return this.published;
    }
    /** What may be said of a step that ended: one that failed sets only what it had verified and tagged. */
    outcome(failed) {
        return failed && this.known.tags.length === 0 ? ledger_nothing : this.known;
    }
    /** Everything, for people to read. */
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
    /** The image lies in these repositories, by digest alone. */
    staged(digest, repositories) {
        this.published = { kind: 'untagged', digest, repositories };
    }
    /** BuildKit pushed the tags itself, before anything was verified, or failed on the way; what they point at now. */
    pushedDirectly(tags) {
        this.published = { kind: 'direct', tags };
    }
    verified(verified) {
        this.known = { ...this.known, verified };
    }
    /** What the tags were found to point at. `repository`: the first that holds the image. */
    tagged(digest, found, repository) {
        const { tags, unconfirmed } = found;
        this.known = { ...this.known, tags, repository };
        if (tags.length > 0 || unconfirmed.length > 0) {
            this.published = { kind: 'tagged', digest, tags, unconfirmed };
        }
    }
}

;// CONCATENATED MODULE: ./src/session/phases.ts

/** The phases of a step, each a section of the log with a time limit of its own. */
class Phases {
    limits;
    describe;
    current = 'setup';
    /** `describe` says what a phase does, for the error of a limit that was reached. */
    constructor(limits, describe) {
        this.limits = limits;
        this.describe = describe;
    }
    /** What is going on now. */
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












/**
 * Runs an action: masks, reads, limits, reports, cleans up. Never throws: a failure ends in the step's
 * exit code, with what was published until then.
 */
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
        // Before the first parse that can fail, so that no message can show a secret.
        for (const secret of secrets) {
            log.mask(secret);
        }
        await runStages(action, ledger, journal, runner);
    }
    catch (error) {
        fail(await action.diagnose((0,runner_files/* fullDisk */.RS)(error) ?? error, ledger, journal, runner));
    }
    try {
        const known = failure instanceof src_errors/* ActionError */.lZ ? failure : null;
        const outputs = outputsOf(ledger.outcome(failure !== null));
        await report(outputs, action.summary(ledger, known, secrets), workflow);
    }
    catch (error) {
        // Steps that rely on the outputs must not go on with none.
        fail((0,runner_files/* fullDisk */.RS)(error) ?? error);
    }
    await (0,undo/* removeFolders */.c)(journal.leftovers, runner);
    // Without a failure later steps may want the builder, and the post step removes it. A machine that is
    // thrown away takes it along.
    if (failure !== null && !environment.disposable) {
        const hasDied = failure instanceof src_errors/* ActionError */.lZ && failure.code === 'builder-died';
        await (0,undo/* removeBuilders */.p)(journal.leftovers, hasDied, runner);
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
/** The payload of the event that started the workflow; null outside of GitHub. */
async function eventOf({ environment, files }) {
    const path = environment.variables['GITHUB_EVENT_PATH'];
    return path ? files.read(path).then(String, () => null) : null;
}
async function report(outputs, summary, workflow) {
    for (const [name, value] of Object.entries(outputs)) {
        workflow.setOutput(name, value);
    }
    if (summary !== null) {
        await workflow.addSummary(summary);
    }
}

;// CONCATENATED MODULE: ./src/actions/image.ts















/** Runs the build action in this process. */
function runImageStep(system, askedDaemon) {
    return runAction(imageAction(askedDaemon), systemRunner(system), actionsWorkflow());
}
/** Sets up, stages, verifies, publishes. `askedDaemon` is the daemon's answer, once it comes. */
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
    const { ready, buildxVersion } = await phases.run('setup', 'Set up buildx, emulators and builder', session, (limited) => setUp(inputs, askedDaemon, limited));
    ledger.setUp({ buildxVersion, executions: ready.executions });
    const reaping = reap(ready);
    try {
        await image_runStages(step, { ...ready, signal: session.signal });
    }
    finally {
        await reaping;
    }
}
async function image_runStages({ inputs, ledger, phases }, ready) {
    const title = `Build ${(0,oci_platform/* formatPlatforms */.Iu)(platformsOf(ready))}`;
    const staged = await phases.run('build', title, ready, (limited) => stage(inputs, ledger, limited));
    const verified = await phases.run('verify', 'Verify the image', ready, (limited) => verifyStaged(staged, inputs, limited));
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
/** What killed runs left on this machine; one that is thrown away has none. */
async function reap(ready) {
    if (!ready.environment.disposable) {
        await Promise.all([reapBuilders(ready.builder.name, ready), reapStepFolders(ready.folder, ready)]);
    }
}


/***/ })

};
