export const id = 501;
export const ids = [501];
export const modules = {

/***/ 1245:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ factsOf),
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: ./src/docker/environment.ts
var environment = __webpack_require__(1237);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/inputs/secret-text.ts
var secret_text = __webpack_require__(4165);
// EXTERNAL MODULE: ./src/inputs/sensitive.ts + 1 modules
var sensitive = __webpack_require__(6038);
// EXTERNAL MODULE: ./src/inputs/summary.ts
var summary = __webpack_require__(3993);
// EXTERNAL MODULE: ./src/inputs/syntax/paths.ts
var syntax_paths = __webpack_require__(3545);
;// CONCATENATED MODULE: ./src/oci/utf8.ts
function firstDamagedLine(bytes) {
    let start = 0;
    for (let line = 1; start <= bytes.byteLength; line++) {
        const found = bytes.indexOf(0x0a, start);
        const end = found < 0 ? bytes.byteLength : found;
        if (!isUtf8(bytes.subarray(start, end))) {
            return line;
        }
        start = end + 1;
    }
    return null;
}
function isUtf8(bytes) {
    try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return true;
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: ./src/report/failure.ts
var report_failure = __webpack_require__(3304);
// EXTERNAL MODULE: ./src/oci/platform.ts
var platform = __webpack_require__(1890);
// EXTERNAL MODULE: ./src/oci/reference.ts
var reference = __webpack_require__(2148);
// EXTERNAL MODULE: ./src/session/duration.ts
var duration = __webpack_require__(2630);
// EXTERNAL MODULE: ./src/session/steps.ts
var steps = __webpack_require__(6679);
// EXTERNAL MODULE: ./src/report/advice.ts
var advice = __webpack_require__(2296);
// EXTERNAL MODULE: ./src/report/markup.ts
var markup = __webpack_require__(8132);
;// CONCATENATED MODULE: ./src/report/life.ts






const mostNamed = 3;
const longestStep = 100;
function lifeLine(facts, { phase, startedMs, nowMs }, activity) {
    const after = `After ${(0,duration/* formatDuration */.a)(nowMs - startedMs)}`;
    const running = phase === 'build' ? facts.steps.filter(({ state }) => state === 'running') : [];
    if (running.length === 0) {
        return `${after}, still ${activity}.`;
    }
    const named = running
        .toSorted((a, b) => a.startedMs - b.startedMs)
        .slice(0, mostNamed)
        .map((step) => `${stepText(step, facts)} for ${(0,duration/* formatDuration */.a)(nowMs - step.startedMs)}`);
    const more = running.length > mostNamed ? `; and ${running.length - mostNamed} more` : '';
    return `${after}, still running: ${named.join('; ')}${more}.`;
}
function stepText(step, facts) {
    const { platform, on, what, doing } = step;
    const how = (0,steps/* isRun */.y)(step) && (0,advice/* howOf */.GO)(step, facts) !== 'unknown' ? ` (${(0,advice/* howOf */.GO)(step, facts)})` : '';
    const where = on === null ? how : ` on ${on}${how}`;
    const text = doing === '' ? what : `${what}, ${doing},`;
    return `${platform === null ? '' : `${platform}${where}: `}${(0,markup/* clipped */.cz)(text, longestStep)}${platform === null ? how : ''}`;
}
function closingLines(facts, tookMs) {
    const { verified, tags, shard } = facts;
    if (verified === null) {
        return [];
    }
    const platforms = (0,platform/* formatPlatforms */.Iu)(verified.images.map(({ platform }) => platform));
    const unpublished = shard === null
        ? `Built for ${platforms}, and published nowhere.`
        : `Staged ${platforms} for the merge, without a tag.`;
    return [
        tags.length === 0 ? unpublished : `Published ${(0,markup/* listed */.KE)(tags.map(reference/* formatTag */._3))}.`,
        `Digest ${verified.digest}`,
        `Took ${(0,duration/* formatDuration */.a)(tookMs)}. Verified: ${(0,markup/* listed */.KE)(verified.checks)}.`,
    ];
}

// EXTERNAL MODULE: ./src/report/outputs.ts
var report_outputs = __webpack_require__(5468);
// EXTERNAL MODULE: ./src/runner/files.ts + 3 modules
var files = __webpack_require__(5456);
;// CONCATENATED MODULE: ./src/session/deadline.ts

async function withDeadline(session, limitMs, activity, body) {
    if (limitMs === null) {
        return body(session);
    }
    const limit = new AbortController();
    const timer = setTimeout(() => {
        limit.abort(new errors/* ActionError */.lZ('timeout', `The time limit of ${limitMs / 1000} s was reached while ${activity()}.`, {
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

// EXTERNAL MODULE: ./src/session/folder.ts
var session_folder = __webpack_require__(9702);
// EXTERNAL MODULE: ./src/session/journal.ts
var session_journal = __webpack_require__(9827);
;// CONCATENATED MODULE: ./src/session/ledger.ts
const nothing = {
    setUp: null,
    verified: null,
    repository: null,
    tags: [],
    names: [],
    version: '',
    metadata: null,
    builder: null,
    shard: null,
    phases: [],
    steps: [],
    legs: [],
};
class Ledger {
    known = nothing;
    published = { kind: 'nothing' };
    builds = new Map();
    forLater = null;
    get readied() {
        return this.forLater;
    }
    ready(readied) {
        this.forLater = readied;
    }
    get publication() {
        return this.published;
    }
    outcome(failed) {
        if (!failed) {
            return this.known;
        }
        return this.known.tags.length === 0 ? nothing : { ...this.known, names: [], version: '' };
    }
    get facts() {
        return this.known;
    }
    setUp(setUp) {
        this.known = { ...this.known, setUp };
    }
    named(names, version) {
        this.known = { ...this.known, names, version };
    }
    get seconds() {
        return Object.fromEntries(this.known.phases.map(({ phase, startedMs, endedMs }) => [
            phase,
            Math.round((endedMs - startedMs) / 1000),
        ]));
    }
    ended(phase) {
        this.known = { ...this.known, phases: [...this.known.phases, phase] };
    }
    steps(build, steps) {
        this.builds.set(build, steps);
        this.known = { ...this.known, steps: [...this.builds.values()].flat() };
    }
    legs(legs) {
        this.known = { ...this.known, legs };
    }
    metadata(metadata) {
        this.known = { ...this.known, metadata };
    }
    keptBuilder(builder) {
        this.known = { ...this.known, builder };
    }
    shard(shard) {
        this.known = { ...this.known, shard };
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


const lifeEveryMs = 30_000;
class Phases {
    limits;
    texts;
    ledger;
    current = 'setup';
    constructor(limits, texts, ledger) {
        this.limits = limits;
        this.texts = texts;
        this.ledger = ledger;
    }
    activity() {
        return this.texts.activity(this.current);
    }
    async run(phase, title, session, body) {
        this.current = phase;
        const { clock, log } = session;
        const limit = this.limits.phases[phase];
        const startedMs = clock.now();
        const life = setInterval(() => log.info(this.texts.life(phase, startedMs, clock.now())), lifeEveryMs);
        return log.group(title, async () => {
            try {
                return await withDeadline(session, limit, () => this.texts.activity(phase), body);
            }
            finally {
                clearInterval(life);
                const endedMs = clock.now();
                this.ledger.ended({ phase, startedMs, endedMs });
                log.info(`This took ${(0,duration/* formatDuration */.a)(endedMs - startedMs)}.`);
            }
        });
    }
}

// EXTERNAL MODULE: ./src/setup/undo.ts + 2 modules
var undo = __webpack_require__(5156);
;// CONCATENATED MODULE: ./src/actions/frame.ts

















async function runAction(action, runner, workflow) {
    const { log, environment, clock } = runner;
    const { variables } = environment;
    const ledger = new Ledger();
    const journal = new session_journal/* Journal */.CQ((text) => workflow.saveState(session_journal/* journalState */.vZ, text));
    const secrets = (0,sensitive/* sensitiveValues */.DJ)(variables, await secretFiles(runner));
    const startedMs = clock.now();
    let inputs = null;
    let failure = null;
    const fail = (error) => {
        failure = error;
        const docs = (0,report_failure/* errorDocs */.M2)(variables);
        const { title, message, location } = (0,report_failure/* renderFailure */.zt)(error, ledger.publication, docs);
        log.error(message, title, location);
        workflow.fail();
    };
    try {
        for (const secret of secrets) {
            log.mask(secret);
        }
        const read = await action.read(variables, await factsOf(runner));
        inputs = read.inputs;
        for (const warning of read.warnings) {
            log.warning(warning);
        }
        await runStages(action, inputs, { ledger, journal }, runner);
        for (const line of closingLines(ledger.facts, clock.now() - startedMs)) {
            log.info(line);
        }
    }
    catch (error) {
        fail(await action.diagnose((0,files/* explainFileError */.Yd)(error) ?? error, ledger, journal, runner));
    }
    try {
        const outputs = action.outputs?.(ledger) ?? (0,report_outputs/* outputsOf */.Y)(ledger.outcome(failure !== null));
        report(outputs, workflow);
        if (failure === null && ledger.readied !== null) {
            handOn(ledger.readied, workflow);
        }
        if ((0,summary/* wantsSummary */.u)(variables)) {
            const told = {
                facts: ledger.facts,
                publication: ledger.publication,
                failure,
                docs: { errors: (0,report_failure/* errorDocs */.M2)(variables), faster: (0,report_failure/* docsOf */.fE)(variables, 'faster.md') },
                tookMs: clock.now() - startedMs,
                secrets,
            };
            await addSummary(() => action.summary(inputs, told, variables), log, workflow);
        }
    }
    catch (error) {
        fail((0,files/* explainFileError */.Yd)(error) ?? error);
    }
    await frame_undo(journal, failure, runner);
}
async function frame_undo({ leftovers }, failure, runner) {
    await (0,undo/* removeFolders */.cw)(leftovers, runner);
    if (failure === null && leftovers.some(({ kind }) => kind === 'variable')) {
        return;
    }
    if (runner.environment.disposable || !leftovers.some(({ kind }) => kind === 'builder')) {
        await (0,undo/* removeTools */.Yx)(leftovers, runner);
    }
    else if (failure !== null) {
        const hasDied = failure instanceof errors/* ActionError */.lZ && failure.code === 'builder-died';
        await (0,undo/* removeBuilders */.po)(leftovers, hasDied, runner);
    }
}
async function runStages(action, inputs, { ledger, journal }, runner) {
    const activity = (phase) => action.activity(phase, inputs);
    const life = (phase, startedMs, nowMs) => lifeLine(ledger.facts, { phase, startedMs, nowMs }, activity(phase));
    const phases = new Phases(inputs.timeouts, { activity, life }, ledger);
    await withDeadline(runner, inputs.timeouts.whole, () => phases.activity(), async (limited) => {
        const folder = await (0,session_folder/* makeStepFolder */.vV)(journal, limited);
        const session = { ...limited, folder, retries: inputs.retries, docker: environment/* docker */.T3, journal };
        await action.run({ inputs, session, ledger, phases });
    });
}
async function secretFiles({ environment, files }) {
    const paths = (0,secret_text/* pathsOfSecretFiles */.$x)(environment.variables['INPUT_SECRET-FILES'] ?? '');
    return Promise.all(paths.map((path) => beginningOf((0,syntax_paths/* absolute */.ys)(path, environment), files).catch(() => '')));
}
async function beginningOf(path, files) {
    if ((await files.kind(path)) !== 'file') {
        return '';
    }
    const pieces = [];
    let length = 0;
    for await (const piece of files.pieces(path)) {
        pieces.push(piece);
        length += piece.byteLength;
        if (length >= secret_text/* largestSecret */.Xu) {
            break;
        }
    }
    return Buffer.concat(pieces).toString('utf8');
}
async function factsOf({ clock, environment, files, }) {
    const { workspace, os } = environment;
    const path = environment.variables['GITHUB_EVENT_PATH'];
    const event = path ? await files.read(path).then(String, () => null) : null;
    const damagedLine = (path) => files.read(path).then(firstDamagedLine, () => null);
    return { fileKind: files.kind, damagedLine, workspace, os, event, now: new Date(clock.now()) };
}
function handOn({ variables, path }, workflow) {
    for (const [name, value] of Object.entries(variables)) {
        workflow.exportVariable(name, value);
    }
    workflow.addPath(path);
}
function report(outputs, workflow) {
    for (const [name, value] of Object.entries(outputs)) {
        workflow.setOutput(name, value);
    }
}
async function addSummary(render, log, workflow) {
    try {
        const markdown = render();
        if (markdown !== null) {
            await workflow.addSummary(markdown);
        }
    }
    catch (error) {
        log.warning(`The summary could not be written: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}


/***/ }),

/***/ 6431:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ isCredentialName),
/* harmony export */   u: () => (/* binding */ isCredential)
/* harmony export */ });
const credentialWord = /(?:^|_)(?:[a-z0-9]*(?:token|password|passwd|passphrase|secret)|credentials?|pass|pwd|pat|sig|signature|(?:api|private|access|auth|account|signing|encryption)_?key)(?:_|$)/i;
const doubtfulWord = /(?:^|_)(?:[a-z0-9]*key|auth|bearer|creds?|jwt|cookie|session|otp|dsn)$/i;
const shortestDoubtful = 14;
function words(name) {
    return name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/[-.]/g, '_');
}
function isCredentialName(name) {
    return credentialWord.test(words(name));
}
function isCredential([name, value]) {
    if (isCredentialName(name)) {
        return !/^(?:true|false|yes|no|on|off|none|null|\d{1,6})"?$/i.test(value.trim());
    }
    const bare = value.trim().replace(/^"|"$/g, '');
    return doubtfulWord.test(words(name)) && bare.length >= shortestDoubtful && /^[^\s/\\]+$/.test(bare);
}


/***/ }),

/***/ 9625:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ platformsByDefault),
/* harmony export */   t: () => (/* binding */ readPlatforms)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);
/* harmony import */ var _syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8281);
/* harmony import */ var _syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7177);



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
        const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .Y8)(text);
        if (!platform || !(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .isKnownPlatform */ .Jh)(platform)) {
            form.refuse('platforms', ...platformComplaint(text));
            continue;
        }
        const name = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform);
        const earlier = found.get(name);
        if (earlier !== undefined) {
            form.refuse('platforms', earlier === text
                ? `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} is listed twice.`
                : `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(earlier)} and ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} are the same platform, ${name}.`, 'Remove one of them.');
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
    return defaultPlatforms.map((name) => (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .Y8)(name)).filter((platform) => platform !== null);
}
function platformComplaint(text) {
    const lower = text.toLowerCase();
    if (lower === 'linux') {
        return [
            `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} does not name an architecture.`,
            "Add the architecture, for example 'linux/amd64'.",
        ];
    }
    if (lower === 'all' || lower === 'local' || text.includes('*')) {
        return [
            `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} is not a single platform, and the platforms of an image must be listed by name.`,
            "List them, for example 'linux/amd64,linux/arm64'.",
        ];
    }
    if (/^(?:windows|darwin|macos|freebsd|netbsd|openbsd|js|wasip1|plan9|android|ios)\b/.test(lower)) {
        return [
            `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} is not a Linux platform, and only Linux images can be built here.`,
            (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(spelling(lower.replace(/^[^/]*/, 'linux'))),
        ];
    }
    if (/["'`]/.test(text)) {
        return [
            `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} contains quotes, which are not part of a platform.`,
            (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(spelling(lower.replace(/["'`]/g, ''))),
        ];
    }
    if (/\s/.test(text)) {
        return [`${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} contains whitespace.`, 'Separate platforms with commas or newlines.'];
    }
    return [
        `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} is not a platform that images are built for.`,
        (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)(spelling(lower)) ??
            'A platform is os/architecture or os/architecture/variant, for example linux/arm/v7.',
    ];
}
function spelling(lower) {
    const words = lower.split(/[/_;:-]+/).filter((word) => word !== '');
    const name = words[0] === 'linux' ? words.join('/') : `linux/${words.join('/')}`;
    const known = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .Y8)(name);
    if (known && (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .isKnownPlatform */ .Jh)(known)) {
        return (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(known);
    }
    const listed = misspellings[name];
    if (listed !== undefined) {
        return listed;
    }
    const bare = known && { os: known.os, architecture: known.architecture };
    if (bare && (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .isKnownPlatform */ .Jh)(bare)) {
        return (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(bare);
    }
    const match = (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_2__/* .nearest */ .p)(name, [..._oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .knownPlatforms */ .Mz, ...Object.keys(misspellings)]);
    return match === null ? null : (misspellings[match] ?? match);
}


/***/ }),

/***/ 3809:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ readInputs)
});

// EXTERNAL MODULE: ./src/inputs/sensitive.ts + 1 modules
var sensitive = __webpack_require__(6038);
// EXTERNAL MODULE: ./src/inputs/syntax/form.ts + 1 modules
var syntax_form = __webpack_require__(2144);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
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
            throw new errors/* ActionError */.lZ('input-invalid', first.text, { hint: first.hint });
        }
        const lines = this.problems.map(({ text, hint }) => `- ${text}${hint === undefined ? '' : ` ${hint}`}`);
        throw new errors/* ActionError */.lZ('input-invalid', `${this.problems.length} problems in the inputs:\n${lines.join('\n')}`);
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

// EXTERNAL MODULE: ./src/inputs/syntax/suggestion.ts
var suggestion = __webpack_require__(7177);
;// CONCATENATED MODULE: ./src/inputs/syntax/unknown.ts

function checkNames(table, variables, problems) {
    const known = Object.keys(table.defaults);
    const replacements = new Map(Object.entries(table.replacements));
    for (const name of Object.entries(variables)
        .flatMap(nameOf)
        .filter((given) => !known.includes(given))) {
        const spelt = name.replaceAll('_', '-');
        const replacement = replacements.get(spelt);
        const meant = (0,suggestion/* nearest */.p)(spelt, known);
        if (replacement === undefined && meant === null) {
            problems.warn(name, 'this action has no input of that name, so it has no effect.');
        }
        else {
            problems.add(name, 'this action has no input of that name.', replacement ?? (0,suggestion/* didYouMean */.a)(meant));
        }
    }
}
function nameOf([variable, value]) {
    const isInput = variable.startsWith('INPUT_') && variable === variable.toUpperCase() && value.trim() !== '';
    return isInput ? [variable.slice('INPUT_'.length).toLowerCase()] : [];
}

;// CONCATENATED MODULE: ./src/inputs/read.ts




async function readInputs(table, variables, facts, read) {
    const problems = new Problems((0,sensitive/* sensitiveValues */.DJ)(variables));
    const form = new syntax_form/* Form */.l(table, variables, facts, problems);
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


/***/ }),

/***/ 4165:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $x: () => (/* binding */ pathsOfSecretFiles),
/* harmony export */   Gg: () => (/* binding */ textsOfSecretFile),
/* harmony export */   Xu: () => (/* binding */ largestSecret),
/* harmony export */   f: () => (/* binding */ privateKeysIn),
/* harmony export */   gF: () => (/* binding */ tokensIn),
/* harmony export */   ox: () => (/* binding */ valuesOfCredentials)
/* harmony export */ });
/* harmony import */ var _credentials_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6431);

const tokens = /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|gl[a-z]{1,5}-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{20,}|xox[a-z]-[\w-]{10,}|[sr]k_(?:live|test)_\w{10,}|dckr_(?:pat|oat)_[\w-]{20,}|ya29\.[\w-]{20,}|AIza[\w-]{35}|A[KS]IA[A-Z0-9]{16}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})/g;
function tokensIn(text) {
    return text.match(tokens) ?? [];
}
function privateKeysIn(text) {
    const keys = text.matchAll(/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----([\s\S]*?)(?:-----END|$)/g);
    return [...keys].flatMap(([, lines = '']) => lines.split(/\r\n|\n|\r/));
}
const pair = /^(?:export\s+|[-{,]\s*)?["']?([^\s"'=]*?)["']?\s*(?:=|:(?=[\s"']))\s*(.*?)\s*[,;]?$/;
const netrc = /\b(?:password|passwd|account)\s+(\S+)/g;
function valuesOfCredentials(line) {
    const [, name = '', value = ''] = pair.exec(line.trim()) ?? [];
    const bare = value.replace(/^(["'])(.*)\1$/, '$2');
    const last = name.split(/[/:]/).at(-1) ?? '';
    return [
        ...((0,_credentials_js__WEBPACK_IMPORTED_MODULE_0__/* .isCredential */ .u)([last, bare]) || /^_?auth$/i.test(last) ? [value, bare] : []),
        ...[...line.matchAll(netrc)].map(([, word = '']) => word),
        ...tokensIn(line),
    ];
}
const mostLines = 1000;
const certificate = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]*-----END (?:TRUSTED )?CERTIFICATE-----/g;
const shortestLine = 8;
const largestSecret = 500 * 1024;
function textsOfSecretFile(content) {
    if (content.includes('\0') || content.includes('\ufffd')) {
        return [];
    }
    const lines = content
        .replace(certificate, '')
        .split(/\r\n|\n|\r/)
        .filter((line) => line.trim() !== '');
    const [only, ...more] = lines;
    if (only !== undefined && more.length === 0) {
        return [only, ...valuesOfCredentials(only)];
    }
    const taken = lines.slice(0, mostLines);
    return [
        ...taken.filter((line) => line.trim().length >= shortestLine),
        ...taken.flatMap(valuesOfCredentials),
    ];
}
function pathsOfSecretFiles(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map((line) => line.trim().replace(/^"(.*)"$/, '$1'))
        .filter((line) => line.includes('='))
        .map((line) => line.slice(line.indexOf('=') + 1).trim())
        .filter((path) => path !== '');
}


/***/ }),

/***/ 6038:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DJ: () => (/* binding */ sensitiveValues),
  QQ: () => (/* binding */ shortestMasked)
});

// UNUSED EXPORTS: maskable

// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
// EXTERNAL MODULE: ./src/runner/log.ts
var log = __webpack_require__(7708);
// EXTERNAL MODULE: ./src/inputs/credentials.ts
var credentials = __webpack_require__(6431);
;// CONCATENATED MODULE: ./src/inputs/registry-passwords.ts
const otherKey = /^\s*(?:-\s+)?["']?(?:registry|username|scope|ecr|optional)["']?\s*:/;
function passwordsIn(text) {
    const found = [];
    let continued = false;
    for (const line of text.split(/\r\n|\n|\r/)) {
        const [, value] = /^\s*(?:-\s*)?["']?password["']?\s*:(.*)$/.exec(line) ?? [];
        if (value !== undefined) {
            continued = true;
            found.push(...spellings(value.trim()));
        }
        else if (otherKey.test(line)) {
            continued = false;
        }
        else if (continued) {
            found.push(...spellings(line.trim()));
        }
    }
    const inline = [...text.matchAll(/["']?password["']?\s*:\s*("(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^\s,}]+)/g)];
    return [...found, ...inline.flatMap(([, value = '']) => spellings(value))];
}
function spellings(value) {
    const bare = value.replace(/\s+#.*$/, '');
    const inside = /^(["'])(.*)\1,?$/.exec(bare)?.[2] ?? bare;
    return [value, bare, inside, inside.replaceAll("''", "'"), unescaped(inside)];
}
function unescaped(text) {
    try {
        return String(JSON.parse(`"${text}"`));
    }
    catch {
        return text;
    }
}

// EXTERNAL MODULE: ./src/inputs/secret-text.ts
var secret_text = __webpack_require__(4165);
// EXTERNAL MODULE: ./src/inputs/syntax/form.ts + 1 modules
var syntax_form = __webpack_require__(2144);
// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
;// CONCATENATED MODULE: ./src/inputs/sensitive.ts







const shortestMasked = 3;
const shortestUserToken = 20;
const attributeInputs = ['cache-from', 'cache-to', 'driver-opts', 'nodes', 'outputs'];
function sensitiveValues(variables, secretFiles = []) {
    const text = (input) => variables[(0,syntax_form/* variableOf */.Q)(input)] ?? '';
    return maskable([
        text('password'),
        ...passwordsIn(text('registry-auth')),
        text('github-token'),
        ...secretTexts(text('secrets')),
        ...variableNames(text('secret-envs'))
            .map((name) => variables[name] ?? '')
            .flatMap((value) => [value, ...linesOf(value).flatMap(secret_text/* valuesOfCredentials */.ox)]),
        ...secretFiles.flatMap((content) => [...(0,secret_text/* textsOfSecretFile */.Gg)(content), ...urlCredentials(content)]),
        ...buildArguments(text('build-args'), variables),
        ...attributeInputs.flatMap((input) => linesOf(text(input)).flatMap(credentialFields)),
        ...Object.entries(variables).flatMap(([name, value]) => /^INPUT_|_proxy$/i.test(name) ? textsIn(name, value) : []),
        ...Object.entries(variables).flatMap(([name, value]) => /^INPUT_|_AUTH_TLS_KEY$/i.test(name) ? (0,secret_text/* privateKeysIn */.f)(value) : []),
    ]);
}
function textsIn(name, value) {
    const urls = /^INPUT_/i.test(name) || value.includes('://') ? value : `http://${value}`;
    const scp = /^INPUT_(?:BUILD-)?CONTEXTS?$/i.test(name)
        ? value.matchAll(/^(?:[^\s=]+=)?[\w.-]+:([^\s@/]+)@/gm)
        : [];
    return [
        ...urlCredentials(urls),
        ...urlParameters(value),
        ...(0,secret_text/* tokensIn */.gF)(value),
        ...[...scp].map(([, password = '']) => password),
    ];
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
    return [line, logged, (0,log/* printable */.g$)(line), (0,quote/* quote */.hD)(line).slice(1, -1), JSON.stringify(line).slice(1, -1)];
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
        ...((0,credentials/* isCredentialName */.h)(name) ? [inner] : (0,secret_text/* valuesOfCredentials */.ox)(bare)),
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
        .filter(credentials/* isCredential */.u)
        .map(([, value]) => value);
    let credential = false;
    for (const line of linesOf(text.replace(/^\ufeff/, ''))) {
        const pair = pairOf(line.replace(/^"/, ''));
        const [name, value] = pair;
        if (/^[A-Za-z_][A-Za-z0-9_.:-]*$/.test(name)) {
            credential = (0,credentials/* isCredential */.u)(pair);
            found.push(...(credential ? [value, value.replace(/"$/, '')] : []));
        }
        else if (variables[line] !== undefined) {
            found.push(...((0,credentials/* isCredentialName */.h)(line) ? [variables[line]] : []));
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
            .filter(credentials/* isCredential */.u)
            .map(([, value]) => value);
    }
    const first = line.split(',').find((piece) => (0,credentials/* isCredential */.u)(pairOf(piece)));
    return first === undefined ? [] : [first, line.slice(line.indexOf(first))].map((text) => pairOf(text)[1]);
}
function pairOf(text) {
    const equals = text.indexOf('=');
    return equals < 0 ? ['', text] : [text.slice(0, equals).replaceAll('"', '').trim(), text.slice(equals + 1)];
}
function urlCredentials(text) {
    const urls = text.split(/\s/).flatMap((word) => word.split('://').slice(1));
    return urls.flatMap(userInfos).flatMap((userInfo) => {
        const colon = userInfo.indexOf(':');
        const user = colon < 0 ? userInfo : userInfo.slice(0, colon);
        const password = colon < 0 ? null : userInfo.slice(colon + 1);
        const isToken = user.length >= shortestUserToken || /^(?:x-oauth-basic)?$/.test(password ?? '-');
        const secrets = [...(isToken ? [user] : []), ...(password === null ? [] : [password])];
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
        if (!(0,credentials/* isCredentialName */.h)(name) && !/^(?:key|code|jwt|hmac|auth)$/i.test(name)) {
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


/***/ }),

/***/ 3993:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ readSummary),
/* harmony export */   u: () => (/* binding */ wantsSummary)
/* harmony export */ });
/* harmony import */ var _syntax_form_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2144);

const dockerVariable = 'DOCKER_BUILD_SUMMARY';
function readSummary(form) {
    return form.flag('summary') && wantsSummary(form.variables);
}
function wantsSummary(variables) {
    return ![variables[(0,_syntax_form_js__WEBPACK_IMPORTED_MODULE_0__/* .variableOf */ .Q)('summary')], variables[dockerVariable]].some((text) => /^(?:false|0|f)$/i.test(text?.trim() ?? ''));
}


/***/ }),

/***/ 2144:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ Form),
  Q: () => (/* binding */ variableOf)
});

// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
;// CONCATENATED MODULE: ./src/inputs/syntax/lists.ts


function readList(input, text, problems, options = {}) {
    if (isJsonArray(text)) {
        problems.add(input, 'it is a JSON array, but a list with one element per line was expected.', `Join the array: \${{ join(fromJSON(…), '\\n') }}.`);
        return [];
    }
    const entries = [];
    for (const record of recordsOf(text, options)) {
        const shown = options.secret ? `line ${record.line}` : (0,quote/* quote */.hD)(record.text);
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
        problems.add(input, `${(0,quote/* quote */.hD)(record.text)} cannot be split at its commas: ${(0,csv/* describeCsvError */.YW)(fields)}.`, 'Write one element per line, without quotes.');
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

// EXTERNAL MODULE: ./src/inputs/syntax/suggestion.ts
var suggestion = __webpack_require__(7177);
;// CONCATENATED MODULE: ./src/inputs/syntax/form.ts



const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n)/;
const invisible = /[\p{Cf}\p{Zl}\p{Zp}]/u;
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
        return this.rawText(input).trim() || (this.table.defaults[input] ?? '');
    }
    optional(input) {
        return this.text(input) || null;
    }
    isDefault(input) {
        return this.text(input) === this.table.defaults[input];
    }
    list(input, options = {}) {
        return this.listIn(input, this.rawText(input), options);
    }
    listIn(input, text, options = {}) {
        return readList(input, text, this.problems, options);
    }
    flag(input) {
        const text = this.text(input);
        if (/^(?:true|True|TRUE)$/.test(text)) {
            return true;
        }
        if (/^(?:false|False|FALSE)$/.test(text)) {
            return false;
        }
        this.refuse(input, `expected true or false, got ${(0,quote/* quote */.hD)(text)}.`, (0,suggestion/* didYouMean */.a)(booleanMeant(text)));
        return false;
    }
    choice(input, allowed) {
        const text = this.text(input);
        const found = allowed.find((name) => name === text);
        if (found !== undefined) {
            return found;
        }
        const lower = allowed.find((name) => name === text.toLowerCase());
        this.refuse(input, `expected ${(0,quote/* alternatives */.Vo)(allowed)}, got ${(0,quote/* quote */.hD)(text)}.`, (0,suggestion/* didYouMean */.a)(lower ?? (0,suggestion/* nearest */.p)(text, allowed)));
        return allowed[0];
    }
    integer(input, least, most) {
        const text = this.text(input);
        const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
        if (value >= least && value <= most) {
            return value;
        }
        this.refuse(input, `expected a whole number from ${least} to ${most}, got ${(0,quote/* quote */.hD)(text)}.`);
        return least;
    }
    checkCharacters() {
        for (const input of Object.keys(this.table.defaults)) {
            const text = this.variables[variableOf(input)]?.trim() ?? '';
            const kind = control.test(text) ? 'control' : 'invisible';
            const match = (kind === 'control' ? control : invisible).exec(text);
            if (match && (kind === 'control' || !this.table.freeText.includes(input))) {
                this.problems.add(input, `it contains the ${kind} character ${(0,quote/* codePoint */.yb)(match[0])} (character ${match.index + 1}), but only plain text is allowed.`, 'Remove it; it may come from text that was copied out of a terminal, a web page or a document.');
            }
        }
    }
    rawText(input) {
        return this.variables[variableOf(input)] ?? '';
    }
}
function booleanMeant(text) {
    if (/^(?:yes|y|on|1)$/i.test(text)) {
        return 'true';
    }
    return /^(?:no|n|off|0)$/i.test(text) ? 'false' : (0,suggestion/* nearest */.p)(text, ['true', 'false']);
}


/***/ }),

/***/ 3545:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cz: () => (/* binding */ missingHint),
/* harmony export */   Gz: () => (/* binding */ requireFile),
/* harmony export */   Ii: () => (/* binding */ kindAt),
/* harmony export */   PH: () => (/* binding */ requireExpanded),
/* harmony export */   ys: () => (/* binding */ absolute)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8281);



function absolute(path, { workspace }) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(path) ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(workspace, path);
}
async function kindAt(form, input, path) {
    try {
        return await form.facts.fileKind(absolute(path, form.facts));
    }
    catch (error) {
        form.refuse(input, `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)} cannot be accessed: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}.`);
        return undefined;
    }
}
async function requireFile(form, input, path) {
    const kind = await kindAt(form, input, path);
    if (kind === 'directory') {
        form.refuse(input, `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)} is a directory, but a file was expected.`);
    }
    if (kind === null) {
        form.refuse(input, `the file ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)} does not exist.`, missingHint(path, form.facts));
    }
}
const variable = /\$(?:\w+|\{\w+\})/;
function requireExpanded(form, input, path) {
    if (path.startsWith('~') || variable.test(path)) {
        form.refuse(input, `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(path)} is a path for a shell, but there is none here.`, expandedHint(path));
    }
}
function expandedHint(path) {
    if (path.startsWith('~')) {
        return "'~' is not expanded; write the path in full.";
    }
    const inWorkspace = path.replace(/^\$(?:GITHUB_WORKSPACE|\{GITHUB_WORKSPACE\})\//, '');
    return variable.test(inWorkspace)
        ? `Variables are not expanded; use an expression, such as \${{ runner.temp }}/out.`
        : `Variables are not expanded; relative paths are resolved in the workspace. Did you mean ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(inWorkspace)}?`;
}
function missingHint(path, facts) {
    if (path.startsWith('~') || variable.test(path)) {
        return expandedHint(path);
    }
    if (path.includes('\\') && facts.os !== 'win32') {
        return "Use '/' between folders.";
    }
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(path)) {
        return 'Check the path, and whether an earlier step created it.';
    }
    return `It is resolved in the workspace, ${facts.workspace}. Check the path, and whether an earlier step (such as actions/checkout) created it.`;
}


/***/ }),

/***/ 8281:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vo: () => (/* binding */ alternatives),
/* harmony export */   hD: () => (/* binding */ quote),
/* harmony export */   yb: () => (/* binding */ codePoint)
/* harmony export */ });
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


/***/ }),

/***/ 7177:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ didYouMean),
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8281);

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
    return name === null ? undefined : `Did you mean ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)}?`;
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


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EV: () => (/* binding */ isRegistryHost),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   Ij: () => (/* binding */ isTagName),
/* harmony export */   K0: () => (/* binding */ splitRegistry),
/* harmony export */   _3: () => (/* binding */ formatTag),
/* harmony export */   dp: () => (/* binding */ pinned)
/* harmony export */ });
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


/***/ }),

/***/ 2296:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GO: () => (/* binding */ howOf),
/* harmony export */   v9: () => (/* binding */ advice)
/* harmony export */ });
/* unused harmony export emulationCosts */
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);
/* harmony import */ var _session_duration_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2630);
/* harmony import */ var _session_steps_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6679);
/* harmony import */ var _markup_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8132);




const worthTelling = 60;
const mostSteps = 3;
const worthNaming = 5;
function emulationCosts(facts) {
    const ran = facts.steps.filter((step) => (0,_session_steps_js__WEBPACK_IMPORTED_MODULE_1__/* .isRun */ .y)(step) && step.on === null && step.seconds !== null);
    return ran
        .filter((step) => howOf(step, facts) === 'emulated')
        .map((step) => {
        const sibling = ran.find((other) => other !== step &&
            other.state === 'done' &&
            stageOf(other) === stageOf(step) &&
            howOf(other, facts) === 'native');
        const nativeSeconds = sibling?.seconds ?? null;
        return { step, nativeSeconds, cost: Math.max((step.seconds ?? 0) - (nativeSeconds ?? 0), 0) };
    })
        .toSorted((a, b) => b.cost - a.cost);
}
function howOf({ platform, on }, { setUp }) {
    const executions = setUp?.executions ?? [];
    const name = on ?? platform ?? (executions.length === 1 ? nameOf(executions[0]) : null);
    const execution = executions.find((candidate) => nameOf(candidate) === name);
    if (execution === undefined) {
        return on === null ? 'unknown' : 'native';
    }
    return execution.how === 'native' ? 'native' : 'emulated';
}
function advice(facts, guide) {
    const costs = emulationCosts(facts);
    const whole = costs.reduce((sum, { cost }) => sum + cost, 0);
    if (whole < worthTelling) {
        return [];
    }
    const dear = costs.filter(({ cost }) => cost >= worthNaming).slice(0, mostSteps);
    const lines = dear.map(({ step, nativeSeconds }) => {
        const native = nativeSeconds === null ? '' : `, natively ${(0,_session_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a)(nativeSeconds * 1000)}`;
        const took = (0,_session_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a)((step.seconds ?? 0) * 1000);
        return `> - ${(0,_markup_js__WEBPACK_IMPORTED_MODULE_3__/* .code */ .aY)((0,_markup_js__WEBPACK_IMPORTED_MODULE_3__/* .clipped */ .cz)(step.what, 80))} on ${step.platform ?? 'this platform'}: ${took}${native}`;
    });
    return [
        `> **Emulation cost about ${(0,_session_duration_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a)(whole * 1000)}.** [A native runner for each platform](${guide}) avoids that, and so does cross-compiling in a stage \`FROM --platform=$BUILDPLATFORM\`.`,
        '>',
        ...lines,
        '',
    ];
}
function stageOf({ title, platform, on }) {
    const prefix = on === null ? platform : null;
    return prefix === null ? title : title.replace(`[${prefix} `, '[');
}
function nameOf(execution) {
    return execution === undefined ? null : (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(execution.platform);
}


/***/ }),

/***/ 3304:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M2: () => (/* binding */ errorDocs),
/* harmony export */   fE: () => (/* binding */ docsOf),
/* harmony export */   y9: () => (/* binding */ describePublication),
/* harmony export */   zt: () => (/* binding */ renderFailure)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2148);


function describePublication(publication) {
    switch (publication.kind) {
        case 'nothing':
            return 'Published: nothing.';
        case 'untagged':
            return `Published: ${publication.digest} in ${publication.repositories.join(', ')}, without a tag.`;
        case 'tagged': {
            const { digest, tags, unconfirmed } = publication;
            const list = (of) => of.map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTag */ ._3).join(', ');
            return [
                tags.length > 0 ? `Published: ${digest} as ${list(tags)}.` : `Published: ${digest}.`,
                ...(unconfirmed.length > 0
                    ? [`Whether these tags point at it could not be confirmed: ${list(unconfirmed)}.`]
                    : []),
            ].join('\n');
        }
        case 'direct':
            return `With publish: direct the tags may have moved. They now point at:\n${publication.tags
                .map(({ tag, serves }) => `${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTag */ ._3)(tag)}: ${serves}`)
                .join('\n')}`;
    }
}
function renderFailure(error, publication, docs) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) {
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
    return docsOf(variables, 'errors.md');
}
function docsOf(variables, page) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref, } = variables;
    return server && repository && ref ? `${server}/${repository}/blob/${ref}/docs/${page}` : `docs/${page}`;
}


/***/ }),

/***/ 8132:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GA: () => (/* binding */ cellCode),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   My: () => (/* binding */ escapeMarkup),
/* harmony export */   OF: () => (/* binding */ fenced),
/* harmony export */   TM: () => (/* binding */ folded),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   cT: () => (/* binding */ withoutSecrets),
/* harmony export */   cz: () => (/* binding */ clipped),
/* harmony export */   sc: () => (/* binding */ narrow),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
function escapeMarkup(text) {
    return visible(text.replace(/\r\n?/g, '\n'))
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/([\\`*_[\]|~$])/g, '\\$1')
        .replace(/:\/\/|@|#(?=\d)|(?<=\bwww)\./gi, '<span>$&</span>')
        .replaceAll('\n', '<br>');
}
function code(text) {
    return `\`${visible(text).replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}
function cellCode(text) {
    return code(text).replaceAll('|', '\\|');
}
const longestBlock = 8_000;
function fenced(whole, language = '') {
    const text = clipped(whole, longestBlock);
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    return [`${fence}${language}`, ...visible(text.replace(/\r\n?/g, '\n')).split('\n'), fence, ''];
}
function folded(title, lines) {
    return ['<details>', `<summary>${title}</summary>`, '', ...lines, '</details>', ''];
}
function table(titles, rows, numbers = []) {
    const lines = [titles, titles.map((title) => (numbers.includes(title) ? '---:' : '---')), ...rows];
    return [...lines.map((cells) => `| ${cells.join(' | ')} |`), ''];
}
function clipped(text, most) {
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
function narrow(text, most) {
    return text.replace(/\S+/g, (word) => (word.length > most ? `…${word.slice(1 - most)}` : word));
}
function listed(names) {
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
function withoutSecrets(text, secrets) {
    const longestFirst = secrets.filter(Boolean).sort((a, b) => b.length - a.length);
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
function visible(text) {
    return text.replace(unseen, (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`);
}


/***/ }),

/***/ 5468:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ setupOutputs),
/* harmony export */   Y: () => (/* binding */ outputsOf)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2148);


function outputsOf(outcome) {
    const { verified, tags, names, version, metadata, builder, shard } = outcome;
    return {
        ...(verified === null ? {} : imageOutputs(verified, outcome)),
        ...(tags.length === 0
            ? {}
            : { tags: tags.map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTag */ ._3).join('\n'), 'tag-names': distinct(tags.map(({ tag }) => tag)) }),
        ...(names.length === 0 ? {} : { names: names.map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTag */ ._3).join('\n') }),
        ...(version === '' ? {} : { version }),
        ...(metadata === null ? {} : { metadata }),
        ...(builder === null ? {} : { builder }),
        ...(shard === null ? {} : { shard: shard.text, 'shard-file': shard.file }),
    };
}
function imageOutputs({ digest, images }, { repository, tags }) {
    const described = images.map(({ platform, digest: manifest, size, mediaType, attestation }) => ({
        ...{ platform: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform), digest: manifest, size, mediaType },
        reference: repository === null ? null : (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .pinned */ .dp)(repository, manifest),
        attestation,
    }));
    const descriptors = described.map(({ reference: _, ...descriptor }) => descriptor);
    return {
        digest,
        manifests: JSON.stringify(described),
        descriptors: JSON.stringify(descriptors),
        ...(repository === null ? {} : repositoryOutputs(digest, repository, tags)),
        platforms: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatforms */ .Iu)(images.map(({ platform }) => platform), ','),
    };
}
function repositoryOutputs(digest, first, tags) {
    const all = [first, ...tags.map(({ repository }) => repository)];
    return {
        image: (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .pinned */ .dp)(first, digest),
        references: distinct(all.map((repository) => (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .pinned */ .dp)(repository, digest))),
    };
}
function distinct(lines) {
    return [...new Set(lines)].join('\n');
}
function setupOutputs({ builder, executions }) {
    const nodes = builder.nodes.map(({ name, platform }) => ({
        name,
        platforms: [
            ...new Set([
                (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform),
                ...executions.filter(({ node }) => node.name === name).map((run) => (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(run.platform)),
            ]),
        ],
    }));
    return {
        name: builder.name,
        driver: builder.driver,
        platforms: [...new Set(nodes.flatMap(({ platforms }) => platforms))].join(','),
        nodes: JSON.stringify(nodes),
    };
}


/***/ }),

/***/ 2630:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ formatDuration)
/* harmony export */ });
function formatDuration(milliseconds) {
    const seconds = Math.max(milliseconds, 0) / 1000;
    if (seconds < 9.95) {
        return `${seconds.toFixed(1)} s`;
    }
    const whole = Math.round(seconds);
    if (whole < 60) {
        return `${whole} s`;
    }
    const minutes = Math.floor(whole / 60);
    if (minutes < 60) {
        return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
    }
    const hours = Math.floor(minutes / 60);
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}


/***/ }),

/***/ 6679:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ workOf),
/* harmony export */   y: () => (/* binding */ isRun)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);

function workOf(steps, executions) {
    return executions.map(({ platform, how }) => {
        const name = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform);
        const own = steps.filter((step) => step.instruction && (step.platform ?? (executions.length === 1 ? name : null)) === name);
        const running = own.some((step) => isRun(step) && step.on === null && step.state !== 'cached');
        const ran = how === 'native' ? 'native' : 'emulated';
        return {
            platform: name,
            seconds: own.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0),
            instructions: own.length,
            cached: own.filter(({ state }) => state === 'cached').length,
            ran: running ? ran : 'nothing',
        };
    });
}
function isRun({ what }) {
    return /^(?:ONBUILD )?RUN\b/.test(what);
}


/***/ })

};
