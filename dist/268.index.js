export const id = 268;
export const ids = [268];
export const modules = {

/***/ 2048:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ nodesOf),
/* harmony export */   W: () => (/* binding */ platformsOf)
/* harmony export */ });
function platformsOf({ executions }) {
    return executions.map(({ platform }) => platform);
}
function nodesOf({ executions }) {
    return [...new Map(executions.map(({ node }) => [node.name, node])).values()];
}


/***/ }),

/***/ 8865:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ exporter),
/* harmony export */   f: () => (/* binding */ buildArguments)
/* harmony export */ });
/* harmony import */ var _oci_csv_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2953);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2148);



function buildArguments(request) {
    const { source, options, reuseCache } = request;
    return [
        'build',
        ...['--builder', request.builder],
        ...['--progress', 'plain'],
        ...['--metadata-file', request.metadataFile],
        ...['--platform', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatforms */ .Iu)(request.platforms, ',')],
        ...destinationArguments(request.destination),
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
function destinationArguments(destination) {
    return destination.kind === 'call' ? ['--call', destination.call] : ['--output', exporter(destination)];
}
function exporter(destination) {
    switch (destination.kind) {
        case 'registry':
            return `type=image,${names(destination.repositories)},push-by-digest=true,name-canonical=true,push=true${shape(destination)}`;
        case 'tags':
            return `type=image,${names(destination.tags.map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTag */ ._3))},push=true${shape(destination)}`;
        case 'layout':
            return `type=oci,tar=false,${(0,_oci_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCsv */ .yv)([`dest=${destination.directory}`])}${shape(destination)}`;
        case 'daemon':
            return destination.tags.length === 0
                ? 'type=docker'
                : `type=docker,${names(destination.tags.map(_oci_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTag */ ._3))}`;
        case 'exporter':
            return destination.output;
    }
}
function shape({ attributes = [] }) {
    return attributes.map((attribute) => `,${(0,_oci_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCsv */ .yv)([attribute])}`).join('');
}
function names(values) {
    return (0,_oci_csv_js__WEBPACK_IMPORTED_MODULE_2__/* .formatCsv */ .yv)([`name=${values.join(',')}`]);
}


/***/ }),

/***/ 2562:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* binding */ explainBuild)
});

// UNUSED EXPORTS: sourceLocation

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/failures/command.ts + 6 modules
var command = __webpack_require__(4767);
// EXTERNAL MODULE: ./src/failures/emulator.ts
var emulator = __webpack_require__(3432);
// EXTERNAL MODULE: ./src/failures/evidence.ts
var evidence = __webpack_require__(6010);
// EXTERNAL MODULE: ./src/buildx/step-title.ts
var step_title = __webpack_require__(1683);
;// CONCATENATED MODULE: ./src/buildx/failed-step.ts

const shownLines = 10;
const longestLine = 300;
const shownSteps = 3;
function failedSteps(steps) {
    return steps.slice(0, shownSteps).map(({ title, output }) => {
        const { what, platform, target } = (0,step_title/* parseStepTitle */.O)(title);
        return {
            platform: target === null ? platform : `${target}, on ${platform}`,
            what: shortened(what.split('\n', 1)[0] ?? ''),
            output: output.slice(-shownLines).map(shortened),
        };
    });
}
function describeFailedSteps(steps) {
    return failedSteps(steps).flatMap(({ platform, what, output }) => {
        const where = platform === null ? '' : ` for ${platform}`;
        if (output.length === 0) {
            return platform === null ? [] : [`It failed${where}: ${what}`];
        }
        return [`It failed${where}: ${what}`, 'The last lines that it printed:', ...output];
    });
}
function shortened(line) {
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
        "This builder is the Docker daemon's own BuildKit (driver docker), which can neither push by digest nor export a layout. Use the driver docker-container: leave 'driver' and 'builder' out.",
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
const missingHint = 'A program of another architecture was run without an emulator. Set emulation: auto, or run that stage natively with FROM --platform=$BUILDPLATFORM.';
const refusedHint = 'The registry does not take it, and would not the next time. Does it accept an index and attestations (try provenance: false), ' +
    "does the repository exist, and does the builder know its certificate, or that it speaks plain HTTP (see 'buildkitd-config-inline')?";
const ownLoopback = /dial tcp (?:127\.[\d.]+|\[::1\]):\d+: connect: connection refused/;
const loopbackHint = "For the builder, localhost is its own container. Give the registry an address that both reach, or the builder the machine's network with driver-opts: network=host.";
const crashHint = 'The emulator crashed, not your program. Build this platform on a native runner, or try another QEMU with binfmt-image.';
function explainBuild(error, dockerfile) {
    const { stderr } = error.completed;
    const kind = error.failure.class;
    if (kind !== 'user' && kind !== 'unknown') {
        const failure = (0,command/* asActionError */.z6)(error, 'build-failed');
        if (!ownLoopback.test(error.failure.detail)) {
            return failure;
        }
        return new errors/* ActionError */.lZ(failure.code, failure.message, { hint: loopbackHint, cause: error });
    }
    if (error.failure.detail.startsWith('failed to push ')) {
        return new errors/* ActionError */.lZ('registry-refused', error.message, { hint: refusedHint, cause: error });
    }
    const location = sourceLocation(stderr, dockerfile);
    const hint = hintOf(stderr);
    const where = location ? `${location.file}:${location.line}: ` : '';
    const { failed } = (0,evidence/* readEvidence */.A)(stderr);
    const message = [`${where}${error.message}`, ...describeFailedSteps(failed)].join('\n');
    return new errors/* ActionError */.lZ('build-failed', message, {
        cause: error,
        location: dockerfile === null ? undefined : location,
        evidence: { excerpt: excerptOf(stderr, dockerfile), steps: failedSteps(failed) },
        hint,
    });
}
function hintOf(stderr) {
    if ((0,emulator/* emulatorCrash */.t)(stderr) !== null) {
        return crashHint;
    }
    if ((0,emulator/* emulatorMissing */.a)(stderr) !== null) {
        return missingHint;
    }
    return knownCauses.find(([pattern]) => pattern.test(stderr))?.[1];
}
const mostExcerpt = 40;
function excerptOf(stderr, dockerfile) {
    const [, text] = [...stderr.matchAll(/^\S.*:\d+\r?\n-{10,}\r?\n([\s\S]*?)\n-{10,}\r?$/gm)].at(-1) ?? [];
    const location = sourceLocation(stderr, dockerfile);
    if (text === undefined || location === undefined) {
        return null;
    }
    return { file: location.file, text: text.split(/\r?\n/).slice(0, mostExcerpt).join('\n') };
}
function sourceLocation(stderr, dockerfile) {
    const heading = [...stderr.matchAll(/^(\S.*):(\d+)\r?\n-{10,}\r?$/gm)].at(-1);
    const [, name, line] = heading ?? [];
    if (name === undefined || line === undefined) {
        return undefined;
    }
    const [own, named] = [dockerfile, name].map((path) => path?.split(/[\\/]/).at(-1));
    const file = dockerfile !== null && own === named ? dockerfile : name;
    return { file, line: Number(line) };
}


/***/ }),

/***/ 9224:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ build)
/* harmony export */ });
/* unused harmony export parseMetadata */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _failures_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4767);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8825);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1691);
/* harmony import */ var _build_arguments_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8865);
/* harmony import */ var _build_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2562);
/* harmony import */ var _checks_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1523);
/* harmony import */ var _progress_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6709);








async function build(request, session, watch = () => { }) {
    const { files, log, buildx } = session;
    await files.remove(request.metadataFile);
    const command = {
        what: 'The build',
        tool: { ...buildx, env: { ...buildx.env, ..._checks_js__WEBPACK_IMPORTED_MODULE_5__/* .warningsVariable */ .C } },
        args: (0,_build_arguments_js__WEBPACK_IMPORTED_MODULE_3__/* .buildArguments */ .f)(request),
        onLine: (line) => {
            watch(line);
            if ((0,_progress_js__WEBPACK_IMPORTED_MODULE_6__/* .isWorthTelling */ .aI)(line)) {
                log.info(line);
            }
        },
    };
    await (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_1__/* .runCommand */ .d1)({
        ...command,
        argsAfter: ({ completed }) => failedInExport(completed.stderr) ? (0,_build_arguments_js__WEBPACK_IMPORTED_MODULE_3__/* .buildArguments */ .f)({ ...request, reuseCache: true }) : command.args,
        explain: (failed) => (0,_build_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .explainBuild */ .g)(failed, request.source.dockerfile),
    }, session);
    return parseMetadata((await files.read(request.metadataFile)).toString('utf8'));
}
function failedInExport(stderr) {
    return /failed to push|failed to solve: failed to (?:commit|copy)|error writing (?:layer|manifest) blob/.test(stderr.split('\n').findLast((line) => line.startsWith('ERROR:')) ?? '');
}
function parseMetadata(metadata) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseJson */ .qF)(metadata);
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(document)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('build-misconfigured', "buildx's metadata file does not hold a JSON object.");
    }
    const digest = document['containerimage.digest'];
    if (digest === undefined) {
        return { digest: null, metadata };
    }
    if (typeof digest !== 'string' || !(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digest)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('build-misconfigured', `buildx reported the digest ${JSON.stringify(digest)}.`);
    }
    return { digest: digest, metadata };
}


/***/ }),

/***/ 1523:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ warningsVariable),
/* harmony export */   s: () => (/* binding */ checkWarnings)
/* harmony export */ });
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1691);

const warningsVariable = { BUILDX_METADATA_WARNINGS: 'true' };
function checkWarnings(metadata) {
    const fields = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(metadata));
    const called = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(fields['result.json']);
    const found = [
        ...records(fields['buildx.build.warnings']).flatMap((entry) => ofBuild(entry) ?? []),
        ...records(called['warnings']).flatMap((entry) => ofCall(entry, records(called['sources'])) ?? []),
    ];
    const once = new Map(found.map((warning) => [JSON.stringify(warning), warning]));
    return [...once.values()].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
function ofBuild(entry) {
    const text = decoded(entry['short']).replace(/ \(line \d+\)$/, '');
    const source = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(entry['sourceInfo']);
    return text === ''
        ? null
        : { text, url: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(entry['url']), file: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(source['filename']), line: lineOf(entry['range']) };
}
function ofCall(entry, sources) {
    const { ruleName, detail, description, url } = entry;
    const location = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(entry['location']);
    const index = typeof location['sourceIndex'] === 'number' ? location['sourceIndex'] : 0;
    const said = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(detail) || (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(description);
    return said === ''
        ? null
        : {
            text: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(ruleName) === '' ? said : `${(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(ruleName)}: ${said}`,
            url: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(url),
            file: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(sources[index]?.['filename']),
            line: lineOf(location['ranges']),
        };
}
function records(value) {
    return Array.isArray(value) ? value.filter(_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4) : [];
}
function lineOf(ranges) {
    const { line } = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(records(ranges)[0]?.['start']);
    return typeof line === 'number' && line > 0 ? line : null;
}
function decoded(value) {
    return Buffer.from((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(value), 'base64').toString('utf8');
}


/***/ }),

/***/ 6709:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   aI: () => (/* binding */ isWorthTelling),
/* harmony export */   kV: () => (/* binding */ progressAfter),
/* harmony export */   nd: () => (/* binding */ noProgress)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);
/* harmony import */ var _step_title_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1683);


const noProgress = new Map();
const beginning = /^#0 building with /;
const counted = /(?:^| )\d+\/\d+$/;
function progressAfter(progress, line, now) {
    if (beginning.test(line)) {
        return progress.size === 0 ? progress : earlierAttempt(progress);
    }
    const [, id, text = ''] = /^#(\d+) (.*)$/s.exec(line) ?? [];
    if (id === undefined || id === '0') {
        return progress;
    }
    const step = progress.get(id);
    if (step === undefined) {
        return new Map(progress).set(id, begun(id, text, now));
    }
    const next = advanced(step, text);
    if (next === step) {
        return progress;
    }
    const steps = new Map(progress);
    const again = next.state === 'cached' && [...progress.values()].some((other) => isSameDone(other, next));
    if (again) {
        steps.delete(id);
    }
    else {
        steps.set(id, next);
    }
    return steps;
}
function isSameDone(other, step) {
    return other.id !== step.id && other.title === step.title && other.state === 'done';
}
function earlierAttempt(progress) {
    const done = [...progress.values()].filter(({ state, instruction }) => state === 'done' && instruction);
    return new Map(done.map((step) => [`before ${step.id}`, { ...step, id: `before ${step.id}` }]));
}
function begun(id, title, now) {
    const parsed = (0,_step_title_js__WEBPACK_IMPORTED_MODULE_1__/* .parseStepTitle */ .O)(title);
    const [platform, on] = platformsIn(parsed);
    return {
        id,
        title,
        what: parsed.what.replace(/\s+/g, ' ').trim(),
        instruction: counted.test(parsed.inside),
        platform,
        on,
        startedMs: now,
        state: 'running',
        seconds: null,
        doing: '',
    };
}
function platformsIn({ platform, target }) {
    if (platform === null || target === null) {
        return [platform === null ? null : normalised(platform), null];
    }
    const full = target.split('/')[0] === platform.split('/')[0];
    return [normalised(full ? target : `${platform.split('/')[0]}/${target}`), normalised(platform)];
}
function normalised(text) {
    const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .Y8)(text);
    return platform === null ? text : (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform);
}
function advanced(step, text) {
    const [, seconds] = /^DONE (\d+(?:\.\d+)?)s$/.exec(text) ?? [];
    if (seconds !== undefined) {
        return step.state === 'cached' ? step : { ...step, state: 'done', seconds: Number(seconds), doing: '' };
    }
    if (text === 'CACHED') {
        return { ...step, state: 'cached', seconds: 0 };
    }
    if (text === 'CANCELED') {
        return { ...step, state: 'cancelled', seconds: step.seconds ?? 0 };
    }
    if (text.startsWith('ERROR: ') || text === 'ERROR') {
        return { ...step, state: 'failed', seconds: step.seconds ?? 0 };
    }
    return step.instruction ? step : doing(step, text);
}
function doing(step, text) {
    const [, activity = ''] = /^((?:pushing|exporting|sending|importing|writing|preparing) [\w ]+)/.exec(text) ?? [];
    const now = activity
        .replace(/ \d*$/, '')
        .replace(/ (?:sha|done).*$/, '')
        .trim();
    return now === '' || now === step.doing ? step : { ...step, doing: now };
}
function isWorthTelling(line) {
    if (/^#\d+ pushing (?:layers\b|manifest for \S+$)/.test(line)) {
        return false;
    }
    return !/^#\d+ (?:\d+\.\d+ (?:copying sha256:|pushing sha256:)|\[internal\] pushing )/.test(line);
}


/***/ }),

/***/ 9160:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ besidePushTrial)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _failures_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4767);
/* harmony import */ var _build_arguments_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8865);
/* harmony import */ var _stdin_build_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7927);




const trialAfterMs = 3_000;
async function besidePushTrial(trial, session, build) {
    const over = new AbortController();
    const denied = new AbortController();
    let trying = Promise.resolve();
    const timer = setTimeout(() => {
        const signal = AbortSignal.any([session.signal, over.signal]);
        trying = tryPush(trial, { ...session, signal }).catch((error) => {
            if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ && error.code === 'registry-denied') {
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
    const args = (0,_stdin_build_js__WEBPACK_IMPORTED_MODULE_3__/* .stdinBuildArguments */ .D)({
        builder,
        platforms: [],
        options: [],
        output: (0,_build_arguments_js__WEBPACK_IMPORTED_MODULE_2__/* .exporter */ .E)({ kind: 'registry', repositories }),
    });
    const command = { what, tool: session.buildx, args, input: 'FROM scratch\n', limitMs: _failures_command_js__WEBPACK_IMPORTED_MODULE_1__/* .longestRequestMs */ .yr };
    try {
        await (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_1__/* .runOnce */ .Jh)(command, session);
    }
    catch (error) {
        throw error instanceof _failures_command_js__WEBPACK_IMPORTED_MODULE_1__/* .CommandFailed */ .nk ? (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_1__/* .asActionError */ .z6)(error, 'registry-refused') : error;
    }
}


/***/ }),

/***/ 7927:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ stdinBuildArguments)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);

function stdinBuildArguments({ builder, platforms, options, output }) {
    return [
        'build',
        ...['--builder', builder],
        ...['--progress', 'plain'],
        ...(platforms.length === 0 ? [] : ['--platform', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatforms */ .Iu)(platforms, ',')]),
        ...['--provenance=false', '--sbom=false'],
        ...options,
        ...['--output', output],
        '-',
    ];
}


/***/ }),

/***/ 1683:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ parseStepTitle)
/* harmony export */ });
function parseStepTitle(title) {
    const [, inside = '', what = title] = /^\[([^\]]*)\] (.*)$/s.exec(title) ?? [];
    const [, platform = null, target = null] = /^([a-z][a-z0-9]*\/[\w./]+)(?:->([\w./]+))?(?: |$)/.exec(inside) ?? [];
    return { inside, what, platform, target };
}


/***/ }),

/***/ 3432:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ emulatorMissing),
/* harmony export */   t: () => (/* binding */ emulatorCrash)
/* harmony export */ });
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


/***/ }),

/***/ 6283:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ missingShard),
/* harmony export */   f: () => (/* binding */ assemble)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1890);
/* harmony import */ var _shard_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7091);



function assemble(texts, expected) {
    const problems = [];
    const shards = texts
        .flatMap(({ name, text }) => {
        try {
            return [{ name, shard: (0,_shard_js__WEBPACK_IMPORTED_MODULE_2__/* .parseShard */ .uK)(text) }];
        }
        catch (error) {
            problems.push(`shard '${name}' cannot be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`);
            return [];
        }
    })
        .filter(({ shard }) => expected.image === '' || shard.image === expected.image)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const images = expected.platforms.flatMap((platform) => imageFor(platform, shards) ?? []);
    problems.push(...shards.flatMap((named) => originProblems(named, expected)), ...imageProblems(shards), ...platformProblems(shards, expected.platforms), ...mediaTypeProblems(shards, expected.annotated));
    if (problems.length > 0) {
        throw refusal(problems);
    }
    const vouching = new Set(images.map(({ shard }) => shard));
    const sources = [...vouching].flatMap((name) => {
        const shard = shards.find((named) => named.name === name)?.shard;
        return shard === undefined ? [] : [{ shard: name, digest: shard.digest, seconds: shard.seconds }];
    });
    return { sources, images };
}
function imageFor(platform, shards) {
    const name = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform);
    for (const { name: source, shard } of shards) {
        const image = shard.platforms.find((candidate) => (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(candidate.platform) === name);
        if (image !== undefined) {
            return { ...image, shard: source, verified: shard.verified };
        }
    }
    return null;
}
function originProblems({ name, shard }, { revision, run }) {
    return [
        ...(shard.revision === revision
            ? []
            : [`shard '${name}' is of the revision '${shard.revision}', and this run is of '${revision}'`]),
        ...(shard.run === run ? [] : [`shard '${name}' is of the run '${shard.run}', and this is '${run}'`]),
    ];
}
function imageProblems(shards) {
    const [first, ...others] = shards;
    const other = others.find(({ shard }) => shard.image !== first?.shard.image);
    return first === undefined || other === undefined
        ? []
        : [
            `shard '${first.name}' is of the image '${first.shard.image}' and shard '${other.name}' of '${other.shard.image}', so 'image' must name one`,
        ];
}
function platformProblems(shards, platforms) {
    const wanted = new Set(platforms.map(_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq));
    const holders = new Map();
    for (const { name, shard } of shards) {
        for (const { platform } of shard.platforms) {
            const key = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform);
            holders.set(key, [...(holders.get(key) ?? []), `'${name}'`]);
        }
    }
    return [
        ...[...wanted]
            .filter((platform) => !holders.has(platform))
            .map((platform) => `no shard holds ${platform}`),
        ...[...holders].flatMap(([platform, names]) => [
            ...(wanted.has(platform) ? [] : [`shard ${names[0]} holds ${platform}, which was not asked for`]),
            ...(names.length > 1 ? [`shards ${names.join(' and ')} both hold ${platform}`] : []),
        ]),
    ];
}
function mediaTypeProblems(shards, annotated) {
    const isDocker = ({ shard }) => shard.platforms.some(({ mediaType }) => mediaType.startsWith('application/vnd.docker.'));
    const docker = shards.filter(isDocker);
    const [first] = docker;
    const oci = shards.find((named) => !isDocker(named));
    if (first === undefined) {
        return [];
    }
    if (oci !== undefined) {
        return [
            `shard '${first.name}' has media types of Docker and shard '${oci.name}' those of OCI, and annotations would be lost in a mixture`,
        ];
    }
    return annotated
        ? [`shard '${first.name}' has media types of Docker, and annotations of the index would be lost`]
        : [];
}
function refusal(problems) {
    const [first = '', ...others] = problems;
    const text = others.length === 0 ? first : `\n- ${problems.join('\n- ')}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('shard-refused', `The shards do not make up the image: ${text}.`, {
        hint: "Did every job of this run succeed? 'Re-run failed jobs' runs those that did not, and this one.",
    });
}
function missingShard(said, { sources, images }) {
    const missing = new Set([...said.matchAll(/(sha256:[0-9a-f]{64}):? not found/g)].map(([, digest]) => digest));
    const attestations = images.flatMap(({ shard, attestation: digest }) => digest === null ? [] : [{ shard, digest }]);
    const named = [...images, ...attestations, ...sources].find(({ digest }) => missing.has(digest));
    return named === undefined ? null : { shard: named.shard, digest: named.digest };
}


/***/ }),

/***/ 7091:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _D: () => (/* binding */ formatShard),
/* harmony export */   qc: () => (/* binding */ looksLikeShard),
/* harmony export */   uK: () => (/* binding */ parseShard)
/* harmony export */ });
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8825);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1691);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1890);



const hows = ['native', 'registered', 'builtin', 'none'];
const schema = 1;
function formatShard(shard) {
    const { image, revision, run, digest, verified, seconds } = shard;
    const platforms = shard.platforms.map(({ platform, ...rest }) => ({
        platform: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform),
        ...rest,
    }));
    return JSON.stringify({ schema, image, revision, run, digest, platforms, verified, seconds });
}
function looksLikeShard(text) {
    return /^\s*\{\s*"schema"/.test(text);
}
function parseShard(text) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(text);
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(document)) {
        throw new Error('it is not a JSON object');
    }
    if (document['schema'] !== schema) {
        throw new Error(`its schema is ${JSON.stringify(document['schema'])}, and this version of the action reads ${schema}`);
    }
    const { platforms, verified } = document;
    const [first, ...others] = Array.isArray(platforms) ? platforms.map(platformOf) : [];
    if (first === undefined) {
        throw new Error('it lists no platforms');
    }
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(verified)) {
        throw new Error('it does not say what was verified');
    }
    return {
        image: textOf(document, 'image'),
        revision: textOf(document, 'revision'),
        run: textOf(document, 'run'),
        digest: digestIn(document, 'digest'),
        platforms: [first, ...others],
        verified: { binaries: verified['binaries'] === true, smokeTest: verified['smokeTest'] === true },
        seconds: secondsOf(document['seconds']),
    };
}
function platformOf(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value)) {
        throw new Error('a platform of it is not a JSON object');
    }
    const name = textOf(value, 'platform');
    const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .parsePlatform */ .Y8)(name);
    if (platform === null || !(0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .isKnownPlatform */ .Jh)(platform) || (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform) !== name) {
        throw new Error(`its platform ${JSON.stringify(name)} does not exist`);
    }
    const size = value['size'];
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1) {
        throw new Error(`the size of its ${name} is ${JSON.stringify(size)}`);
    }
    const how = hows.find((known) => known === value['how']);
    if (how === undefined) {
        throw new Error(`how its ${name} ran is ${JSON.stringify(value['how'])}`);
    }
    return {
        platform,
        digest: digestIn(value, 'digest'),
        size,
        mediaType: textOf(value, 'mediaType'),
        attestation: value['attestation'] === null ? null : digestIn(value, 'attestation'),
        how,
        download: amountIn(value, 'download'),
        work: workOf(value['work']),
    };
}
function amountIn(record, name) {
    const value = record[name];
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
function workOf(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value)) {
        return null;
    }
    const [seconds, instructions, cached] = ['seconds', 'instructions', 'cached'].map((name) => amountIn(value, name));
    const ran = ['native', 'emulated', 'nothing'].find((known) => known === value['ran']);
    return ran === undefined || seconds == null || instructions == null || cached == null
        ? null
        : { seconds, instructions, cached, ran };
}
function textOf(record, name) {
    const value = record[name];
    if (typeof value !== 'string') {
        throw new Error(`its '${name}' is not a text`);
    }
    return value;
}
function digestIn(record, name) {
    const text = textOf(record, name);
    if (!(0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(text)) {
        throw new Error(`its '${name}' is ${JSON.stringify(text)}, and not a SHA-256 digest`);
    }
    return text;
}
function secondsOf(value) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value)) {
        throw new Error("its 'seconds' are not a JSON object");
    }
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'number'));
}


/***/ }),

/***/ 539:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ readAnnotations)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);
/* harmony import */ var _described_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6062);
/* harmony import */ var _syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8281);
/* harmony import */ var _syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7177);




const levels = ['manifest', 'manifest-descriptor', 'index', 'index-descriptor'];
function readAnnotations(form, target, described) {
    const written = form.list('annotations').flatMap(({ text, line }) => {
        const complaint = annotationComplaint(text, target);
        if (complaint === null) {
            return (0,_described_js__WEBPACK_IMPORTED_MODULE_1__/* .expandedEntry */ .u)(form, 'annotations', text, described) ?? [];
        }
        const [why, hint] = complaint;
        form.refuse('annotations', `line ${line}, ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)}, ${why}.`, hint);
        return [];
    });
    return described === null ? written : withDescription(written, target, described);
}
function withDescription(written, { describes }, { metadata }) {
    const given = describes.flatMap((level) => [...metadata].map(([key, value]) => [`${level}:${key}`, value]));
    const own = written.flatMap((text) => {
        const equals = text.indexOf('=');
        const name = text.slice(0, equals);
        const colon = name.indexOf(':');
        if (colon < 0 && describes.length === 0) {
            return [[name, text.slice(equals + 1)]];
        }
        const scopes = colon < 0 ? describes : name.slice(0, colon).split(',');
        return scopes.map((scope) => [`${scope}:${name.slice(colon + 1)}`, text.slice(equals + 1)]);
    });
    return [...new Map([...given, ...own])].map(([name, value]) => `${name}=${value}`);
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
        return [`has the invalid key ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(key)}; expected [level:]key=value`];
    }
    const scopes = colon < 0 ? [] : name.slice(0, colon).split(',');
    return scopes.map((scope) => scopeComplaint(scope, target)).find((complaint) => complaint !== null) ?? null;
}
function scopeComplaint(scope, { platforms, index }) {
    const match = /^([a-z-]+)(?:\[([A-Za-z0-9_/-]+)\])?$/.exec(scope);
    const [, level = '', name] = match ?? [];
    if (!levels.includes(level)) {
        return [
            `has the unknown level ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(scope)}; expected ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .alternatives */ .Vo)(levels)}`,
            (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .a)((0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_3__/* .nearest */ .p)(level || scope, levels)),
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
    const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .Y8)(name);
    const names = platforms.map(_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq);
    if (platform && names.includes((0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(platform))) {
        return null;
    }
    return [`is for ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(name)}, which is not among the platforms of this build (${names.join(', ')})`];
}


/***/ }),

/***/ 6062:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ expandedArgument),
/* harmony export */   u: () => (/* binding */ expandedEntry)
/* harmony export */ });
/* harmony import */ var _names_expression_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1085);
/* harmony import */ var _syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8281);


const metaExpression = /\{\{\s*meta\.[^}]*\}\}/g;
function expandedEntry(form, input, text, described) {
    if (described === null) {
        return requireImages(form, input, text);
    }
    const { values, meta } = described;
    return expandedText(form, input, text, {
        texts: { ...values.texts, ...meta.texts },
        dates: values.dates,
    });
}
function expandedArgument(form, input, text, described) {
    if (described === null) {
        return requireImages(form, input, text);
    }
    let wrong = false;
    const expanded = text.replace(metaExpression, (expression) => {
        const value = expandedText(form, input, expression, described.meta);
        wrong ||= value === null;
        return value ?? '';
    });
    return wrong ? null : expanded;
}
function expandedText(form, input, text, values) {
    const expanded = (0,_names_expression_js__WEBPACK_IMPORTED_MODULE_0__/* .expand */ .fT)(text, values);
    if (!(0,_names_expression_js__WEBPACK_IMPORTED_MODULE_0__/* .isFlaw */ .Rh)(expanded)) {
        return expanded;
    }
    form.refuse(input, `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} ${expanded.flaw}.`, expanded.hint);
    return null;
}
function requireImages(form, input, text) {
    const [expression] = text.match(metaExpression) ?? [];
    if (expression === undefined) {
        return text;
    }
    form.refuse(input, `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(expression)} says what 'images' and the rules in 'tags' make of the event, but 'images' is empty.`, "Set 'images', or write the value itself.");
    return null;
}


/***/ }),

/***/ 2604:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ givenInputs)
/* harmony export */ });
/* harmony import */ var _syntax_form_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2144);

const hidden = ['password', 'github-token', 'registry-auth'];
function givenInputs(defaults, variables, secretNames) {
    return Object.entries(defaults).flatMap(([name, usual]) => {
        const text = variables[(0,_syntax_form_js__WEBPACK_IMPORTED_MODULE_0__/* .variableOf */ .Q)(name)]?.trim() ?? '';
        if (text === '' || text === usual || name === 'github-token') {
            return [];
        }
        if (name === 'secrets') {
            return [[name, secretNames.length === 0 ? '***' : secretNames.join(', ')]];
        }
        return [[name, hidden.includes(name) ? '***' : text]];
    });
}


/***/ }),

/***/ 2052:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ readLogin),
/* harmony export */   s: () => (/* binding */ readRegistryHost)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2148);
/* harmony import */ var _syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8281);
/* harmony import */ var _syntax_references_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2303);
/* harmony import */ var _syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7177);




function readLogin(form, push) {
    const username = form.optional('username');
    const password = form.optional('password');
    const registry = readRegistryHost(form, 'registry', form.text('registry'));
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
            `it is empty, but 'username' is ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(username)}, and a login needs both.`,
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
        `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(form.text('registry'))} is set, but 'username' and 'password' are empty.`,
        `Set both, or log in with an earlier step and leave 'registry' out. ${fork}`,
    ];
}
function readRegistryHost(form, input, text) {
    if (text === '') {
        return 'docker.io';
    }
    const host = text.replace(/^[a-z]+:\/\//i, '').replace(/\/.*$/, '');
    const canonical = (0,_syntax_references_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalHost */ .rQ)(host);
    if (host !== text || !(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isRegistryHost */ .EV)(host)) {
        form.refuse(input, `expected a host with an optional port, got ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)}.`, (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .a)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isRegistryHost */ .EV)(canonical) ? canonical : null));
    }
    return canonical;
}


/***/ }),

/***/ 9277:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ readNaming)
});

// EXTERNAL MODULE: ./src/names/event.ts
var names_event = __webpack_require__(6024);
;// CONCATENATED MODULE: ./src/names/metadata.ts

const ociPrefix = 'org.opencontainers.image.';
function ociMetadata({ repository, sha }, version, now) {
    return new Map(Object.entries({
        title: repository.name,
        description: repository.description,
        url: repository.url,
        source: repository.url,
        version,
        created: now.toISOString(),
        revision: sha,
        licenses: repository.license,
    }).map(([name, value]) => [`${ociPrefix}${name}`, value]));
}
const ofDefaultBranch = /create|discussion|issues|schedule/;
function globalValues(event, now, shaLength) {
    const { ref, sha, name, baseRef, repository, commitDate } = event;
    const branch = (0,names_event/* branchOf */.W0)(ref);
    const isDefault = ref !== '' &&
        ref !== 'refs/heads/' &&
        ((branch ?? ref) === repository.defaultBranch || ofDefaultBranch.test(name));
    return {
        texts: {
            branch: branch ?? '',
            tag: (0,names_event/* tagOf */.cO)(ref) ?? '',
            sha: sha.slice(0, shaLength),
            base_ref: baseRef,
            is_default_branch: String(isDefault),
            is_not_default_branch: String(!isDefault),
        },
        dates: { date: now, commit_date: commitDate ?? now },
    };
}
function metaValues(metadata, globals) {
    const { branch = '', tag = '', sha = '', base_ref = '' } = globals.texts;
    const own = [...metadata].map(([name, value]) => [name.slice(ociPrefix.length), value]);
    const texts = Object.fromEntries([...own, ...Object.entries({ branch, tag, sha, base_ref })].map(([name, value]) => [
        `meta.${name}`,
        value,
    ]));
    return { texts, dates: {} };
}

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(semver);
// EXTERNAL MODULE: ./src/names/expression.ts + 1 modules
var expression = __webpack_require__(1085);
;// CONCATENATED MODULE: ./src/names/pep440.ts
const pattern = /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?:[-_.]?(?<pre>alpha|beta|preview|pre|rc|a|b|c)[-_.]?(?<preNumber>\d+)?)?(?<post>-(?<implicitPost>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\d+)?)?(?<dev>[-_.]?dev[-_.]?(?<devNumber>\d+)?)?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/i;
const preNames = {
    alpha: 'a',
    beta: 'b',
    c: 'rc',
    pre: 'rc',
    preview: 'rc',
};
function parsePep440(text) {
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) {
        return null;
    }
    const { epoch = '0', release = '', pre, preNumber, post, implicitPost, postNumber, dev, devNumber, } = groups;
    const numbers = release.split('.').map(Number);
    const number = (digits) => String(Number(digits ?? 0));
    const phase = pre?.toLowerCase() ?? '';
    const parts = [
        Number(epoch) === 0 ? '' : `${number(epoch)}!`,
        numbers.join('.'),
        pre === undefined ? '' : `${preNames[phase] ?? phase}${number(preNumber)}`,
        post === undefined ? '' : `.post${number(implicitPost ?? postNumber)}`,
        dev === undefined ? '' : `.dev${number(devNumber)}`,
        localOf(groups['local']),
    ];
    const [major = 0, minor = 0, patch = 0] = numbers;
    const provisional = [pre, post, dev].some((part) => part !== undefined);
    return { text: parts.join(''), major, minor, patch, provisional };
}
function localOf(local) {
    const parts = local?.toLowerCase().split(/[-_.]/) ?? [];
    return local === undefined
        ? ''
        : `+${parts.map((part) => (/^\d+$/.test(part) ? String(Number(part)) : part)).join('-')}`;
}

;// CONCATENATED MODULE: ./src/names/rules.ts




function tagNames(rules, flavor, event) {
    const tags = [];
    const notes = [];
    let latest = null;
    for (const rule of rules.filter(({ enabled }) => enabled).toSorted((a, b) => b.priority - a.priority)) {
        const found = apply(rule.kind, event);
        if (found !== null && 'note' in found) {
            notes.push(`${rule.text} gives no tag: ${found.note}.`);
        }
        const tag = found !== null && 'tag' in found ? sanitised(decorated(found.tag, rule, flavor)) : '';
        if (tag !== '') {
            tags.push(tag);
            latest ??= found !== null && 'latest' in found && found.latest;
        }
    }
    const wantsLatest = flavor.latest === 'auto' ? latest === true : flavor.latest;
    const all = tags.length > 0 && wantsLatest ? [...tags, sanitised(flavor.latestName)] : tags;
    return { tags: [...new Set(all)], version: tags[0] ?? '', notes };
}
function decorated(tag, { prefix, suffix }, flavor) {
    return `${prefix ?? flavor.prefix}${tag}${suffix ?? flavor.suffix}`;
}
function sanitised(tag) {
    return tag.replace(/[^a-zA-Z0-9._-]+/g, '-');
}
function apply(kind, event) {
    switch (kind.type) {
        case 'schedule':
            return event.name === 'schedule' ? { tag: kind.name, latest: false } : null;
        case 'semver':
        case 'pep440':
            return applyVersion(kind, event);
        case 'match':
            return applyMatch(kind, event);
        case 'edge':
            return applyEdge(kind.branch, event);
        case 'ref':
            return applyRef(kind.event, event);
        case 'raw':
            return { tag: kind.value, latest: false };
        case 'sha':
            return kind.sha === '' ? null : { tag: kind.sha, latest: false };
    }
}
function applyRef(wanted, { ref }) {
    const tag = {
        branch: (0,names_event/* branchOf */.W0)(ref),
        tag: (0,names_event/* tagOf */.cO)(ref),
        pr: (0,names_event/* pullRequestOf */._n)(ref),
    }[wanted];
    return tag === null ? null : { tag, latest: wanted === 'tag' };
}
function applyEdge(branch, { ref, repository }) {
    const current = (0,names_event/* branchOf */.W0)(ref);
    const edge = branch || repository.defaultBranch;
    if (current !== null && edge === '') {
        return {
            note: 'the event does not say what the default branch is. Name it, as in type=edge,branch=main',
        };
    }
    return current !== null && current === edge ? { tag: 'edge', latest: false } : null;
}
function applyMatch({ pattern, group, value }, { ref }) {
    const given = value || (0,names_event/* tagOf */.cO)(ref);
    if (given === null) {
        return null;
    }
    const match = pattern.exec(given);
    if (match === null) {
        return { note: `its pattern does not match '${given}'` };
    }
    const tag = match[group];
    return tag === undefined ? { note: `its pattern has no group ${group}` } : { tag, latest: true };
}
function applyVersion(kind, { ref }) {
    const given = kind.value || (0,names_event/* tagOf */.cO)(ref);
    if (given === null) {
        return null;
    }
    const match = kind.match?.exec(given);
    const text = (match ? (match[1] ?? match[0]) : given).replaceAll('/', '-');
    const version = kind.type === 'semver' ? semverOf(text) : pep440Of(text);
    if (version === null) {
        const standard = kind.type === 'semver' ? 'a semantic version' : 'a version of PEP 440';
        return { note: `'${text}' is not ${standard}` };
    }
    const { values, provisional } = version;
    const pattern = provisional && !(0,expression/* isRawAlone */.W8)(kind.pattern) ? '{{version}}' : kind.pattern;
    const tag = (0,expression/* expand */.fT)(pattern, values);
    return (0,expression/* isFlaw */.Rh)(tag) ? null : { tag, latest: !provisional };
}
const versionValues = ['raw', 'version', 'major', 'minor', 'patch'];
function semverOf(text) {
    const parsed = semver_default().valid(text) === null ? null : semver_default().parse(text, { loose: true });
    if (parsed === null) {
        return null;
    }
    const { raw, version, prerelease, major, minor, patch } = parsed;
    const texts = { raw, version, major: String(major), minor: String(minor), patch: String(patch) };
    return { values: { texts, dates: {} }, provisional: prerelease.length > 0 };
}
function pep440Of(raw) {
    const parsed = parsePep440(raw);
    if (parsed === null) {
        return null;
    }
    const { text: version, major, minor, patch, provisional } = parsed;
    const texts = { raw, version, major: String(major), minor: String(minor), patch: String(patch) };
    return { values: { texts, dates: {} }, provisional };
}

// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
// EXTERNAL MODULE: ./src/inputs/syntax/suggestion.ts
var suggestion = __webpack_require__(7177);
;// CONCATENATED MODULE: ./src/inputs/naming-lines.ts



function namingLines(form, input) {
    return form.list(input, { keepQuotes: true }).flatMap(({ text }) => {
        const fields = (0,csv/* parseCsv */.Wk)(text);
        if ((0,csv/* isCsvError */.D)(fields)) {
            form.refuse(input, `${(0,quote/* quote */.hD)(text)} is not valid CSV: ${(0,csv/* describeCsvError */.YW)(fields)}.`, 'Put double quotes around the whole field, as in type=match,"pattern=v(\\d{1,3})".');
            return [];
        }
        const filled = fields.map((field) => field.trim()).filter((field) => field !== '');
        const attributes = filled.flatMap((field) => {
            const equals = field.indexOf('=');
            return equals <= 0
                ? []
                : [[field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1).trim()]];
        });
        return [
            { text, bare: filled.filter((field) => field.indexOf('=') <= 0), attributes: new Map(attributes) },
        ];
    });
}
function hasOnly(form, input, { text, attributes }, known) {
    const unknown = [...attributes.keys()].filter((name) => !known.includes(name));
    for (const name of unknown) {
        form.refuse(input, `${(0,quote/* quote */.hD)(text)} has the unknown attribute ${(0,quote/* quote */.hD)(name)}; expected ${(0,quote/* alternatives */.Vo)(known)}.`, (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(name, known)));
    }
    return unknown.length === 0;
}
function switchOf(form, input, [name, value]) {
    if (value === 'true' || value === 'false') {
        return value === 'true';
    }
    form.refuse(input, `expected true or false for ${(0,quote/* quote */.hD)(name)}, got ${(0,quote/* quote */.hD)(value)}.`);
    return null;
}

;// CONCATENATED MODULE: ./src/inputs/flavor.ts



const noAffix = { text: '', onLatest: false };
function readFlavor(form, values) {
    const lines = namingLines(form, 'flavor').filter((line) => isFlavorLine(form, line));
    const affix = (name) => {
        const line = lines.findLast(({ attributes }) => attributes.has(name));
        return line === undefined ? noAffix : affixOf(form, values, [line, name]);
    };
    const [prefix, suffix] = [affix('prefix'), affix('suffix')];
    const latest = lines
        .map(({ attributes }) => attributes.get('latest'))
        .findLast((value) => value !== undefined);
    return {
        latest: latest === undefined || latest === 'auto' ? 'auto' : isLatest(form, latest),
        prefix: prefix.text,
        suffix: suffix.text,
        latestName: `${prefix.onLatest ? prefix.text : ''}latest${suffix.onLatest ? suffix.text : ''}`,
    };
}
function isFlavorLine(form, line) {
    if (line.bare.length > 0 || line.attributes.size === 0) {
        form.refuse('flavor', `${(0,quote/* quote */.hD)(line.text)} is not of the form name=value; expected for example latest=false.`);
        return false;
    }
    return hasOnly(form, 'flavor', line, ['latest', 'prefix', 'suffix', 'onlatest']);
}
function affixOf(form, values, [{ text, attributes }, name]) {
    const expanded = (0,expression/* expand */.fT)(attributes.get(name) ?? '', values);
    if ((0,expression/* isFlaw */.Rh)(expanded)) {
        form.refuse('flavor', `${(0,quote/* quote */.hD)(text)} ${expanded.flaw}.`, expanded.hint);
        return noAffix;
    }
    const onLatest = attributes.get('onlatest');
    return {
        text: expanded,
        onLatest: onLatest !== undefined && switchOf(form, 'flavor', ['onlatest', onLatest]) === true,
    };
}
function isLatest(form, text) {
    if (text !== 'true' && text !== 'false') {
        form.refuse('flavor', `expected auto, true or false for 'latest', got ${(0,quote/* quote */.hD)(text)}.`);
    }
    return text === 'true';
}

// EXTERNAL MODULE: ./src/oci/reference.ts
var oci_reference = __webpack_require__(2148);
// EXTERNAL MODULE: ./src/inputs/syntax/references.ts
var references = __webpack_require__(2303);
;// CONCATENATED MODULE: ./src/inputs/tags.ts



function readTags(form, push) {
    const tags = new Map();
    for (const { text } of form.list('tags', { commas: true })) {
        if (/^type=/.test(text)) {
            form.refuse('tags', `${(0,quote/* quote */.hD)(text)} is a rule, but without 'images' names were expected.`, "Name the repositories in 'images', for example 'ghcr.io/acme/app'.");
            return [];
        }
        const reference = (0,references/* readReference */.Wf)(form, 'tags', text);
        if (!reference) {
            continue;
        }
        if (reference.digest !== null) {
            form.refuse('tags', `${(0,quote/* quote */.hD)(text)} contains a digest, but the digest of an image cannot be chosen.`, "Leave out everything from '@' on; the digest is an output of this step.");
            continue;
        }
        const { registry, repository, tag } = reference;
        if (push && isShort(text)) {
            form.refuse('tags', ...shortNameComplaint(text, repository));
        }
        const complete = { registry, repository, tag: tag ?? 'latest' };
        tags.set((0,oci_reference/* formatTag */._3)(complete), complete);
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
        `${(0,quote/* quote */.hD)(text)} means '${repository}' on Docker Hub, where only Docker publishes its official images.`,
        `Write the account too, for example 'ACCOUNT/${text}', or the registry, for example 'ghcr.io/ACCOUNT/${text}'.`,
    ];
}

;// CONCATENATED MODULE: ./src/inputs/image-names.ts





function readImageNames(form, push) {
    const lines = namingLines(form, 'images');
    if (lines.length === 0) {
        return null;
    }
    const names = lines.flatMap((line) => enabledNames(form, line)).map((name) => name.toLowerCase());
    return [...new Set(names)].filter((name) => isRepository(form, name, push));
}
function enabledNames(form, line) {
    const { text, bare, attributes } = line;
    const named = attributes.get('name');
    const names = named === undefined ? bare : [...bare, named];
    if (!hasOnly(form, 'images', line, ['name', 'enable'])) {
        return [];
    }
    if (names.length === 0 || named === '' || (names.length > 1 && attributes.size > 0)) {
        form.refuse('images', `${(0,quote/* quote */.hD)(text)} does not name one image; expected for example name=ghcr.io/acme/app,enable=true.`);
        return [];
    }
    const enable = attributes.get('enable');
    return enable === undefined || switchOf(form, 'images', ['enable', enable]) === true ? names : [];
}
function isRepository(form, name, push) {
    const reference = (0,references/* readReference */.Wf)(form, 'images', name);
    if (reference === null) {
        return false;
    }
    if (reference.tag !== null || reference.digest !== null) {
        form.refuse('images', `${(0,quote/* quote */.hD)(name)} has a tag or a digest, but an image without one was expected.`, "Tags come from the rules in 'tags'.");
        return false;
    }
    if (push && isShort(name)) {
        form.refuse('images', ...shortNameComplaint(name, reference.repository));
        return false;
    }
    return true;
}
function tagsOfImages(form, images, names) {
    const tags = new Map();
    for (const text of images.flatMap((image) => names.map((name) => `${image}:${name}`))) {
        const reference = (0,references/* readReference */.Wf)(form, 'tags', text);
        if (reference !== null) {
            const { registry, repository, tag } = reference;
            const complete = { registry, repository, tag: tag ?? 'latest' };
            tags.set((0,oci_reference/* formatTag */._3)(complete), complete);
        }
    }
    return [...tags.values()];
}

// EXTERNAL MODULE: ./src/inputs/syntax/form.ts + 1 modules
var syntax_form = __webpack_require__(2144);
;// CONCATENATED MODULE: ./src/inputs/tag-rules.ts





const types = {
    schedule: [1000, 'pattern'],
    semver: [900, 'pattern!', 'value', 'match'],
    pep440: [900, 'pattern!', 'value', 'match'],
    match: [800, 'pattern!', 'group', 'value'],
    edge: [700, 'branch'],
    ref: [600, 'event!'],
    raw: [200, 'value!'],
    sha: [100, 'format'],
};
const defaultRules = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];
function readRules(form, naming) {
    const given = namingLines(form, 'tags');
    const lines = given.length > 0 ? given : defaultRules.map(defaultLine);
    return lines.flatMap((line) => new RuleLine(form, line, naming).read() ?? []);
}
function defaultLine(text) {
    const pairs = text.split(',').map((field) => field.split('='));
    return { text, bare: [], attributes: new Map(pairs) };
}
class RuleLine {
    form;
    line;
    naming;
    attributes;
    wrong = false;
    constructor(form, line, naming) {
        this.form = form;
        this.line = line;
        this.naming = naming;
        const { bare, attributes } = line;
        const [value] = bare;
        this.attributes = value === undefined ? attributes : new Map([['value', value], ...attributes]);
    }
    read() {
        const type = this.attributes.get('type') ?? 'raw';
        if (!isType(type)) {
            this.refuse(`has the unknown type ${(0,quote/* quote */.hD)(type)}; expected ${(0,quote/* alternatives */.Vo)(Object.keys(types))}`, (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(type, Object.keys(types))));
            return null;
        }
        const [priority, ...own] = types[type];
        if (this.line.bare.length + Number(this.line.attributes.has('value')) > 1) {
            this.refuse('has several values', 'Write one rule per line.');
            return null;
        }
        const known = [
            'type',
            'enable',
            'priority',
            'prefix',
            'suffix',
            ...own.map((name) => name.replace('!', '')),
        ];
        const missing = own.find((name) => name.endsWith('!') && !this.attributes.has(name.replace('!', '')));
        if (!hasOnly(this.form, 'tags', { ...this.line, attributes: this.attributes }, known)) {
            return null;
        }
        if (missing !== undefined) {
            this.refuse(`has no ${missing.replace('!', '')}`, `docs/names.md has an example of type=${type}.`);
            return null;
        }
        const rule = {
            kind: this.kind(type),
            enabled: this.enabled(),
            priority: this.number('priority', priority),
            prefix: this.prefix(type),
            suffix: this.attributes.has('suffix') ? this.expanded('suffix') : null,
            text: this.line.text,
        };
        return this.wrong ? null : rule;
    }
    kind(type) {
        switch (type) {
            case 'schedule':
                return {
                    type,
                    name: this.expanded('pattern', 'nightly', { texts: {}, dates: this.naming.values.dates }),
                };
            case 'semver':
            case 'pep440': {
                const match = this.attributes.get('match') ?? '';
                return {
                    type,
                    pattern: this.versionPattern(),
                    value: this.expanded('value'),
                    match: match === '' ? null : this.expression(match),
                };
            }
            case 'match': {
                const pattern = this.expression(this.attributes.get('pattern') ?? '');
                return { type, pattern, group: this.number('group', 0), value: this.expanded('value') };
            }
            case 'edge':
                return { type, branch: this.attributes.get('branch') ?? '' };
            case 'ref':
                return { type, event: this.choice('event', ['branch', 'tag', 'pr']) };
            case 'raw':
                return { type, value: this.expanded('value') };
            case 'sha': {
                const isLong = this.choice('format', ['short', 'long']) === 'long';
                return { type, sha: isLong ? this.naming.sha : (this.naming.values.texts['sha'] ?? '') };
            }
        }
    }
    prefix(type) {
        if (this.attributes.has('prefix')) {
            return this.expanded('prefix');
        }
        if (type === 'sha') {
            return 'sha-';
        }
        return type === 'ref' && this.attributes.get('event') === 'pr' ? 'pr-' : null;
    }
    enabled() {
        const value = this.expanded('enable', 'true');
        if (!this.wrong && value !== 'true' && value !== 'false') {
            this.refuse(`has the enable ${(0,quote/* quote */.hD)(value)}; expected true or false`);
        }
        return value === 'true';
    }
    versionPattern() {
        const texts = Object.fromEntries(versionValues.map((name) => [name, name]));
        this.expanded('pattern', '', { texts, dates: {} });
        return this.attributes.get('pattern') ?? '';
    }
    expanded(name, byDefault = '', values = this.naming.values) {
        const expanded = (0,expression/* expand */.fT)(this.attributes.get(name) ?? byDefault, values);
        if ((0,expression/* isFlaw */.Rh)(expanded)) {
            this.refuse(expanded.flaw, expanded.hint);
            return '';
        }
        return expanded;
    }
    number(name, byDefault) {
        const text = this.attributes.get(name) ?? String(byDefault);
        if (!/^-?\d{1,9}$/.test(text)) {
            this.refuse(`has the ${name} ${(0,quote/* quote */.hD)(text)}; expected a whole number`);
        }
        return Number(text);
    }
    choice(name, allowed) {
        const text = this.attributes.get(name) ?? allowed[0];
        const found = allowed.find((value) => value === text);
        if (found === undefined) {
            const hint = (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(text, allowed));
            this.refuse(`has the ${name} ${(0,quote/* quote */.hD)(text)}; expected ${(0,quote/* alternatives */.Vo)(allowed)}`, hint);
        }
        return found ?? allowed[0];
    }
    expression(text) {
        const [, inside, flags] = /^\/(.+)\/(.*)$/.exec(text) ?? [];
        try {
            return new RegExp(inside ?? text, flags?.replace(/[gy]/g, '') ?? '');
        }
        catch {
            this.refuse(`has ${(0,quote/* quote */.hD)(text)}, which is not a regular expression`);
            return /$^/;
        }
    }
    refuse(why, hint) {
        this.wrong = true;
        this.form.refuse('tags', `${(0,quote/* quote */.hD)(this.line.text)} ${why}.`, hint);
    }
}
function isType(text) {
    return Object.hasOwn(types, text);
}

;// CONCATENATED MODULE: ./src/inputs/naming.ts









function readNaming(form, push) {
    const images = readImageNames(form, push);
    if (images === null) {
        if (form.text('flavor') !== '') {
            form.refuse('flavor', "it is set, but without 'images' the names in 'tags' are taken as they are.", "Set 'images', or leave 'flavor' out.");
        }
        return { tags: readTags(form, push), version: '', described: null };
    }
    const { variables, facts } = form;
    const event = (0,names_event/* eventOf */.A6)(variables, facts.event);
    const values = globalValues(event, facts.now, shaLength(form));
    warnOfCommitDate(form, event);
    const rules = readRules(form, { values, sha: event.sha });
    const { tags: names, version, notes } = tagNames(rules, readFlavor(form, values), event);
    for (const note of notes) {
        form.warn('tags', note);
    }
    const tags = tagsOfImages(form, images, names);
    if (push && tags.length === 0) {
        refuseNone(form, images, event);
    }
    const metadata = ociMetadata(event, version, facts.now);
    return { tags, version, described: { metadata, values, meta: metaValues(metadata, values) } };
}
function refuseNone(form, images, { name, ref }) {
    if (form.isRefused('tags') || form.isRefused('images') || form.isRefused('flavor')) {
        return;
    }
    if (images.length === 0) {
        form.refuse('images', "every image has enable=false, but 'push' needs a name to publish under.", "Set 'push' by the same condition.");
        return;
    }
    form.refuse('tags', `no rule gives a tag for the event ${(0,quote/* quote */.hD)(name)} of ${(0,quote/* quote */.hD)(ref)}, but 'push' needs a name to publish under.`, "Add a rule such as type=ref,event=branch or type=sha, or set 'push' only for events that have one.");
}
const usualShaLength = 7;
function shaLength({ variables }) {
    const text = variables['DOCKER_METADATA_SHORT_SHA_LENGTH'] ?? '';
    return /^[1-9]\d?$/.test(text) ? Number(text) : usualShaLength;
}
function warnOfCommitDate(form, { commitDate, name }) {
    const texts = ['tags', 'flavor', 'labels', 'annotations'].map((input) => form.variables[(0,syntax_form/* variableOf */.Q)(input)]);
    if (commitDate === null && texts.some((text) => /\{\{\s*commit_date\b/.test(text ?? ''))) {
        form.warn('tags', `an event ${(0,quote/* quote */.hD)(name)} does not say when the commit was made, so {{commit_date}} is the current time.`);
    }
}


/***/ }),

/***/ 3477:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ readRegistryAuth)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2148);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2052);
/* harmony import */ var _syntax_maps_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4368);
/* harmony import */ var _syntax_quote_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8281);
/* harmony import */ var _syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7177);





const keys = ['registry', 'username', 'password', 'scope', 'optional'];
const ecrHost = /^(?:\d+\.dkr\.ecr[.-].*\.amazonaws\.com(?:\.cn)?|public\.ecr\.aws)$/;
const ecrHint = 'Log in to it with aws-actions/amazon-ecr-login in an earlier step; this step finds that login.';
function readRegistryAuth(form, push, login) {
    const entries = (0,_syntax_maps_js__WEBPACK_IMPORTED_MODULE_2__/* .readMaps */ .e)(form, 'registry-auth', loginsHint).flatMap((map) => new AuthEntry(form, map, push).read() ?? []);
    const logins = entries.flatMap((entry) => (typeof entry === 'string' ? [] : [entry]));
    const places = logins.map(({ registry, scope }) => `${registry} ${scope ?? ''}`);
    for (const place of new Set(places.filter((name, n) => places.indexOf(name) !== n))) {
        const [registry = '', scope = ''] = place.split(' ');
        const what = scope === '' ? '' : ` with the scope ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(scope)}`;
        form.refuse('registry-auth', `it logs in to ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(registry)}${what} twice.`, 'Remove one of them.');
    }
    if (logins.some(({ registry, scope }) => registry === login?.registry && scope === null)) {
        form.refuse('registry-auth', `it logs in to ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(login?.registry ?? '')}, as 'registry', 'username' and 'password' do.`, 'Remove one of them.');
    }
    return { logins, skipped: entries.filter((entry) => typeof entry === 'string') };
}
const loginsHint = "Write each login as '- registry: …', with username, password, scope and optional below, in the same column; put the expressions of secrets into single quotes.";
class AuthEntry {
    form;
    map;
    push;
    constructor(form, map, push) {
        this.form = form;
        this.map = map;
        this.push = push;
    }
    read() {
        const { form, map } = this;
        this.checkKeys();
        const lists = [...map.values].filter(([, value]) => typeof value !== 'string');
        if (lists.length > 0) {
            this.refuse(`has a list for ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(lists[0]?.[0] ?? '')}, but a text was expected`);
            return null;
        }
        const registry = (0,_login_js__WEBPACK_IMPORTED_MODULE_1__/* .readRegistryHost */ .s)(form, 'registry-auth', this.text('registry'));
        const [username, password] = [this.text('username'), this.text('password')];
        const scope = this.scope(registry);
        const optional = this.optional();
        if (ecrHost.test(registry) && username !== '' && username !== 'AWS') {
            this.refuse(`logs in to ${registry} as another user than AWS`, ecrHint);
        }
        if (username !== '' && password !== '') {
            return { registry, username, password, scope };
        }
        return this.withoutCredentials(registry, optional);
    }
    withoutCredentials(registry, optional) {
        const empty = ['username', 'password'].filter((key) => this.text(key) === '').join(' and ');
        if (optional && this.text('password') === '') {
            return registry;
        }
        const verb = empty.includes(' ') ? 'are' : 'is';
        const text = `${empty} ${verb} empty, and a login to ${registry} needs both`;
        if (this.push) {
            this.refuse(`is incomplete: ${text}`, "Check the names of the secrets. Write 'optional: true' for a login that may be left out, as in a run for a pull request from a fork.");
        }
        else {
            this.form.warn('registry-auth', `the login in line ${this.map.line} is left out: ${text}. This build cannot pull private base images from ${registry}.`);
        }
        return null;
    }
    checkKeys() {
        for (const key of [...this.map.values.keys()].filter((name) => !keys.includes(name))) {
            if (key === 'ecr') {
                this.refuse("has the key 'ecr', which this action does not know", ecrHint);
            }
            else {
                this.refuse(`has the unknown key ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(key)}; expected ${keys.join(', ')}`, (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .a)((0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .p)(key, keys)));
            }
        }
    }
    optional() {
        const text = this.text('optional') || 'false';
        if (!/^(?:true|false)$/i.test(text)) {
            this.refuse(`has an invalid 'optional'; expected true or false`);
        }
        return /^true$/i.test(text);
    }
    scope(registry) {
        const text = this.text('scope');
        if (text === '') {
            return null;
        }
        const [, path = '', actions] = /^([^@]*)(?:@([a-z]+(?:,[a-z]+)*))?$/.exec(text) ?? [];
        const isRepository = path === '' || (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(`${registry}/${path}`)?.repository === `${registry}/${path}`;
        if (!isRepository || (path === '' && actions === undefined)) {
            this.refuse(`has the scope ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_3__/* .quote */ .hD)(text)}; expected a repository without its registry, or actions such as '@push', or both`);
        }
        return text;
    }
    text(key) {
        return String(this.map.values.get(key) ?? '').trim();
    }
    refuse(why, hint) {
        this.form.refuse('registry-auth', `the login in line ${this.map.line} ${why}.`, hint);
    }
}


/***/ }),

/***/ 6024:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A6: () => (/* binding */ eventOf),
/* harmony export */   W0: () => (/* binding */ branchOf),
/* harmony export */   _n: () => (/* binding */ pullRequestOf),
/* harmony export */   cO: () => (/* binding */ tagOf)
/* harmony export */ });
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1691);

function eventOf(variables, payloadText) {
    const payload = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(payloadText ?? ''));
    const name = variables['GITHUB_EVENT_NAME'] ?? '';
    const ref = name === 'pull_request_target'
        ? `refs/pull/${String(payload['number'])}/merge`
        : (variables['GITHUB_REF'] ?? '');
    const pullRequest = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(payload['pull_request']);
    const head = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(pullRequest['head'])['sha']);
    const wantsHead = /true/i.test(variables['DOCKER_METADATA_PR_HEAD_SHA'] ?? '');
    const sha = name.startsWith('pull_request') && wantsHead && head !== '' ? head : variables['GITHUB_SHA'];
    return {
        name,
        ref,
        sha: sha ?? '',
        repository: repositoryOf((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(payload['repository']), variables),
        baseRef: baseRefOf(ref, payload),
        commitDate: commitDateOf(payload, sha ?? ''),
    };
}
function repositoryOf(payload, variables) {
    const { GITHUB_REPOSITORY: fullName = '', GITHUB_SERVER_URL: server = 'https://github.com' } = variables;
    return {
        name: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(payload['name']) || fullName.replace(/^.*\//, ''),
        description: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(payload['description']),
        url: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(payload['html_url']) || (fullName === '' ? '' : `${server}/${fullName}`),
        license: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(payload['license'])['spdx_id']),
        defaultBranch: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(payload['default_branch']),
    };
}
function baseRefOf(ref, payload) {
    if (ref.startsWith('refs/tags/')) {
        return (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(payload['base_ref']).replace(/^refs\/heads\//, '');
    }
    const base = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(payload['pull_request'])['base']);
    return ref.startsWith('refs/pull/') ? (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(base['ref']) : '';
}
function commitDateOf(payload, sha) {
    const pushed = Array.isArray(payload['commits']) ? payload['commits'] : [];
    const heads = [payload, (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(payload['merge_group']), (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)(payload['workflow_run'])];
    const commit = [...pushed, ...heads.map((part) => part['head_commit'])]
        .map(_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordOf */ .zv)
        .find(({ id }) => id === sha && sha !== '');
    const date = new Date((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .stringOf */ .Je)(commit?.['timestamp']));
    return Number.isNaN(date.getTime()) ? null : date;
}
function partOf(ref, beginning) {
    return ref.startsWith(beginning) ? ref.slice(beginning.length) : null;
}
function branchOf(ref) {
    return partOf(ref, 'refs/heads/');
}
function tagOf(ref) {
    return partOf(ref, 'refs/tags/');
}
function pullRequestOf(ref) {
    return partOf(ref, 'refs/pull/')?.replace(/\/merge$/, '') ?? null;
}


/***/ }),

/***/ 1085:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fT: () => (/* binding */ expand),
  Rh: () => (/* binding */ isFlaw),
  W8: () => (/* binding */ isRawAlone)
});

;// CONCATENATED MODULE: ./src/names/date-format.ts
const token = 'Mo|MM?M?M?|Do|DDDo|DD?D?D?|do|dd?d?d?|Wo|WW?|Qo|Q|YYYYYY|YYYYY|YYYY|YY|Y|GGGGG|GGGG|GG|E|e|A|a|HH?|hh?|kk?|mm?|ss?|S{1,9}|X|x|ZZ?|w[ow]?|N{1,5}|y{1,4}|yo|gg(?:ggg?)?|LTS|LT|L{1,4}|l{1,4}|zz?';
const tokens = new RegExp(`\\[[^[]*\\]|\\\\(?:${token}|[^])|${token}`, 'g');
const refused = /^(?:w[ow]?|N+|y+|yo|g+|LTS|LT|L+|l+|z+)$/;
function unknownToken(format) {
    return format.match(tokens)?.find((found) => refused.test(found)) ?? null;
}
function isTimeZone(name) {
    try {
        return new Intl.DateTimeFormat('en-US', { timeZone: name }) !== null;
    }
    catch {
        return false;
    }
}
function formatDate(date, format, timeZone) {
    const moment = momentOf(date, timeZone);
    return format.replace(tokens, (found) => {
        if (found.startsWith('[')) {
            return found.slice(1, -1);
        }
        return found.startsWith('\\')
            ? found.slice(1)
            : (formatters[found]?.(moment) ?? fractionOf(found, moment));
    });
}
const dayMs = 86_400_000;
function momentOf(date, timeZone) {
    const parts = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
    }).formatToParts(date);
    const of = (type) => Number(parts.find((part) => part.type === type)?.value);
    const [year, month, day] = [of('year'), of('month'), of('day')];
    const [hour, minute, second] = [of('hour'), of('minute'), of('second')];
    const midnight = Date.UTC(year, month - 1, day);
    const shown = Date.UTC(year, month - 1, day, hour, minute, second);
    const offset = Math.round((shown - Math.floor(date.getTime() / 1000) * 1000) / 60_000);
    const weekday = new Date(midnight).getUTCDay();
    const thursday = new Date(midnight + (4 - (weekday || 7)) * dayMs);
    const weekYear = thursday.getUTCFullYear();
    const dayOfYear = (midnight - Date.UTC(year, 0, 1)) / dayMs + 1;
    const week = Math.floor((thursday.getTime() - Date.UTC(weekYear, 0, 1)) / dayMs / 7) + 1;
    return { date, year, month, day, hour, minute, second, weekday, dayOfYear, week, weekYear, offset };
}
const months = [
    ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
    ...['August', 'September', 'October', 'November', 'December'],
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const padded = (value, length) => String(value).padStart(length, '0');
const ordinal = (value) => {
    const ending = ['th', 'st', 'nd', 'rd'][value % 10];
    return `${value}${Math.floor((value % 100) / 10) === 1 ? 'th' : (ending ?? 'th')}`;
};
const quarter = ({ month }) => Math.ceil(month / 3);
const monthName = ({ month }) => months[month - 1] ?? '';
const weekdayName = ({ weekday }) => weekdays[weekday] ?? '';
const hour12 = ({ hour }) => hour % 12 || 12;
const offsetOf = ({ offset }, separator) => {
    const minutes = Math.abs(offset);
    return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${separator}${padded(minutes % 60, 2)}`;
};
const formatters = {
    M: ({ month }) => String(month),
    Mo: ({ month }) => ordinal(month),
    MM: ({ month }) => padded(month, 2),
    MMM: (moment) => monthName(moment).slice(0, 3),
    MMMM: monthName,
    Q: (moment) => String(quarter(moment)),
    Qo: (moment) => ordinal(quarter(moment)),
    D: ({ day }) => String(day),
    Do: ({ day }) => ordinal(day),
    DD: ({ day }) => padded(day, 2),
    DDD: ({ dayOfYear }) => String(dayOfYear),
    DDDo: ({ dayOfYear }) => ordinal(dayOfYear),
    DDDD: ({ dayOfYear }) => padded(dayOfYear, 3),
    d: ({ weekday }) => String(weekday),
    do: ({ weekday }) => ordinal(weekday),
    dd: (moment) => weekdayName(moment).slice(0, 2),
    ddd: (moment) => weekdayName(moment).slice(0, 3),
    dddd: weekdayName,
    e: ({ weekday }) => String(weekday),
    E: ({ weekday }) => String(weekday || 7),
    W: ({ week }) => String(week),
    Wo: ({ week }) => ordinal(week),
    WW: ({ week }) => padded(week, 2),
    YY: ({ year }) => padded(year % 100, 2),
    YYYY: ({ year }) => padded(year, 4),
    YYYYY: ({ year }) => padded(year, 5),
    YYYYYY: ({ year }) => `+${padded(year, 6)}`,
    Y: ({ year }) => String(year),
    GG: ({ weekYear }) => padded(weekYear % 100, 2),
    GGGG: ({ weekYear }) => padded(weekYear, 4),
    GGGGG: ({ weekYear }) => padded(weekYear, 5),
    A: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
    a: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
    H: ({ hour }) => String(hour),
    HH: ({ hour }) => padded(hour, 2),
    h: (moment) => String(hour12(moment)),
    hh: (moment) => padded(hour12(moment), 2),
    k: ({ hour }) => String(hour || 24),
    kk: ({ hour }) => padded(hour || 24, 2),
    m: ({ minute }) => String(minute),
    mm: ({ minute }) => padded(minute, 2),
    s: ({ second }) => String(second),
    ss: ({ second }) => padded(second, 2),
    Z: (moment) => offsetOf(moment, ':'),
    ZZ: (moment) => offsetOf(moment, ''),
    X: ({ date }) => String(Math.floor(date.getTime() / 1000)),
    x: ({ date }) => String(date.getTime()),
};
function fractionOf(token, { date }) {
    return padded(date.getTime() % 1000, 3)
        .padEnd(9, '0')
        .slice(0, token.length);
}

;// CONCATENATED MODULE: ./src/names/expression.ts

function isFlaw(result) {
    return typeof result === 'object' && result !== null && 'flaw' in result;
}
function expand(text, values) {
    let expanded = '';
    for (const piece of text.split(/(\{\{[\s\S]*?\}\})/)) {
        const value = pieceOf(piece, values);
        if (isFlaw(value)) {
            return value;
        }
        expanded += value;
    }
    return expanded;
}
function isRawAlone(pattern) {
    return /^\{\{\s*raw\s*\}\}$/.test(pattern);
}
function pieceOf(piece, { texts, dates }) {
    if (!piece.includes('{{')) {
        return piece;
    }
    if (!piece.endsWith('}}')) {
        return { flaw: "opens an expression with '{{' that is never closed" };
    }
    const [, name = '', rest = ''] = /^\{\{\s*([\w.]+)([\s\S]*?)\s*\}\}$/.exec(piece) ?? [];
    const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (text !== undefined && rest === '') {
        return text;
    }
    const date = Object.hasOwn(dates, name) ? dates[name] : undefined;
    if (date !== undefined) {
        return dateOf(piece, rest, date);
    }
    const known = [...Object.keys(texts), ...Object.keys(dates)].join(', ');
    return { flaw: `has the unknown expression '${piece}'`, hint: `Known here are ${known}.` };
}
const dateArguments = /^\s+(?:'([^']*)'|"([^"]*)")(?:\s+tz=(?:'([^']*)'|"([^"]*)"))?$/;
function dateOf(expression, rest, date) {
    const match = dateArguments.exec(rest);
    if (match === null) {
        return {
            flaw: `has '${expression}', which is not a date with a format`,
            hint: "Write for example {{date 'YYYYMMDD'}} or {{date 'YYYYMMDD' tz='Asia/Tokyo'}}.",
        };
    }
    const format = match[1] ?? match[2] ?? '';
    const timeZone = match[3] ?? match[4] ?? 'UTC';
    if (!isTimeZone(timeZone)) {
        return {
            flaw: `names the unknown time zone '${timeZone}'`,
            hint: "Time zones are those of the IANA database, such as 'Europe/Berlin'.",
        };
    }
    const token = unknownToken(format);
    return token === null
        ? formatDate(date, format, timeZone)
        : {
            flaw: `has '${token}' in the format of a date, which this action does not format`,
            hint: 'Put text that is meant as it is into square brackets. docs/names.md lists the formats.',
        };
}


/***/ }),

/***/ 9937:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ isFalse)
/* harmony export */ });
function isFalse(text) {
    return /^(?:0|f|F|FALSE|false|False)$/.test(text);
}


/***/ }),

/***/ 2060:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Iz: () => (/* binding */ downloadSize),
/* harmony export */   ah: () => (/* binding */ parseLayers),
/* harmony export */   fM: () => (/* binding */ parsePublishedImage)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8825);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1691);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1890);



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
    const digest = (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .servedDigestOf */ .VI)(bytes);
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
    if (typeof digest !== 'string' || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)) {
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
    return (0,_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizePlatform */ .FL)({
        os,
        architecture,
        ...(typeof variant === 'string' ? { variant } : {}),
    });
}
function asRecord(value, what) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value)) {
        throw new Error(`${what} is not a JSON object`);
    }
    return value;
}
function parseLayers(bytes) {
    const document = asRecord(JSON.parse(new TextDecoder().decode(bytes)), 'the manifest');
    const layers = document['layers'];
    if (!Array.isArray(layers)) {
        throw new Error('the manifest has no list of layers');
    }
    return layers.map((entry) => {
        const { digest, mediaType } = asRecord(entry, 'a layer');
        if (typeof digest !== 'string' || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest)) {
            throw new Error(`a layer has the digest ${JSON.stringify(digest)}`);
        }
        return { digest, packing: packingOf(String(mediaType)) };
    });
}
function packingOf(mediaType) {
    const match = /\btar(?:[+.](gzip|zstd))?$/.exec(mediaType);
    if (match === null) {
        throw new Error(`a layer has the media type ${JSON.stringify(mediaType)}`);
    }
    const [, packing] = match;
    return packing === 'gzip' || packing === 'zstd' ? packing : null;
}
function downloadSize(bytes) {
    const document = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(new TextDecoder().decode(bytes));
    const layers = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(document) ? document['layers'] : null;
    if (!Array.isArray(layers)) {
        return null;
    }
    return layers.reduce((sum, layer) => {
        const size = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(layer) ? layer['size'] : null;
        return sum + (typeof size === 'number' && size > 0 ? size : 0);
    }, 0);
}


/***/ }),

/***/ 1695:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  HF: () => (/* binding */ isPublished),
  mk: () => (/* binding */ publish),
  Vw: () => (/* binding */ publishTags)
});

// EXTERNAL MODULE: ./src/oci/reference.ts
var reference = __webpack_require__(2148);
// EXTERNAL MODULE: ./src/errors.ts
var src_errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/digest.ts
var oci_digest = __webpack_require__(8825);
// EXTERNAL MODULE: ./src/registry/lag.ts
var lag = __webpack_require__(4843);
// EXTERNAL MODULE: ./src/registry/read-back.ts
var read_back = __webpack_require__(6779);
;// CONCATENATED MODULE: ./src/publish/confirm.ts





async function confirmTags(tags, digest, failures, session) {
    const failed = new Set(failures.map(({ repository }) => repository));
    const seen = await Promise.all(tags.map(async (tag) => {
        const look = () => (0,read_back/* servedDigest */.sP)((0,reference/* formatTag */._3)(tag), (0,read_back/* lastLook */.wq)(session));
        const patient = () => (0,lag/* lookUntil */.c)(look, (serves) => (0,oci_digest/* isSameDigest */.dv)(serves, digest), session);
        try {
            return { tag, serves: await (failed.has(tag.repository) ? look() : patient()) };
        }
        catch (error) {
            return { tag, serves: error instanceof Error ? error : new Error((0,src_errors/* messageOf */.bD)(error)) };
        }
    }));
    const moved = seen.filter(({ serves }) => !(serves instanceof Error) && (0,oci_digest/* isSameDigest */.dv)(serves, digest));
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
    const lines = seen.map(({ tag, serves }) => `${(0,reference/* formatTag */._3)(tag)}: ${stateText(serves, digest)}`);
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
    return (0,oci_digest/* isSameDigest */.dv)(serves, digest) ? 'moved' : `not moved, it points at ${serves}`;
}

// EXTERNAL MODULE: ./src/buildx/build.ts
var build = __webpack_require__(9224);
// EXTERNAL MODULE: ./src/registry/copy.ts
var copy = __webpack_require__(9190);
// EXTERNAL MODULE: ./src/stage/one-builder.ts + 2 modules
var one_builder = __webpack_require__(4451);
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

;// CONCATENATED MODULE: ./src/publish/exports.ts





async function exportImage(wanted, inputs, verified, session) {
    if (wanted.kind === 'archive') {
        await exportArchive(wanted, verified, session);
        return null;
    }
    const request = await (0,one_builder/* buildRequest */.mK)(inputs, wanted, session);
    const options = { ...request.options, cacheTo: [] };
    return (await (0,build/* build */.j)({ ...request, options, reuseCache: true }, session)).metadata;
}
async function exportArchive(archive, { staged, digest }, session) {
    if (staged.target.kind === 'layout') {
        await writeArchive(archive, staged.target.directory, session);
        return;
    }
    const directory = await session.files.makeTemporary(session.folder, 'archive-');
    try {
        const source = (0,reference/* pinned */.dp)(staged.target.repositories[0], digest);
        await (0,copy/* copyToLayout */.H)({ what: 'Copying the image', source, directory, otherwise: 'registry-refused' }, session);
        await writeArchive(archive, directory, session);
    }
    finally {
        await session.files.remove(directory);
    }
}

// EXTERNAL MODULE: ./src/buildx/imagetools.ts
var imagetools = __webpack_require__(1266);
// EXTERNAL MODULE: ./src/failures/command.ts + 6 modules
var failures_command = __webpack_require__(4767);
// EXTERNAL MODULE: ./src/failures/retry.ts
var retry = __webpack_require__(3377);
;// CONCATENATED MODULE: ./src/publish/tags.ts







async function moveTags(digest, repositories, tags, session) {
    const outcomes = await Promise.all(repositories.map(async (repository) => {
        const moving = new Set(tags.filter((tag) => tag.repository === repository));
        try {
            await moveInRepository((0,reference/* pinned */.dp)(repository, digest), moving, digest, session);
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
    await (0,retry/* withRetries */.L)({ attempts: retries + 1, clock, signal, log, what }, async (attempt) => {
        if (attempt > 1) {
            for (const tag of [...moving]) {
                const serves = await (0,read_back/* servedDigest */.sP)((0,reference/* formatTag */._3)(tag), (0,read_back/* lastLook */.wq)(session)).catch(() => null);
                if ((0,oci_digest/* isSameDigest */.dv)(serves, digest)) {
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
            args: (0,imagetools/* tagArguments */.T9)([...moving], source, session),
            onLine: (line) => {
                if (!/^(?:#\d+ |$)/.test(line)) {
                    log.info(line);
                }
            },
            limitMs: failures_command/* longestRequestMs */.yr,
        };
        await (0,failures_command/* runOnce */.Jh)(command, session);
    }, failures_command/* retryOf */.W2);
}

;// CONCATENATED MODULE: ./src/publish/publish.ts




function isPublished({ push, load, outputs }) {
    return push || load || outputs.length > 0;
}
async function publish(inputs, verified, ledger, session) {
    await publishTags(inputs, verified, ledger, session);
    const exports = [
        ...(inputs.load ? [{ kind: 'daemon', tags: inputs.tags }] : []),
        ...inputs.outputs,
    ];
    for (const [index, wanted] of exports.entries()) {
        const metadata = await exportImage(wanted, inputs, verified, session);
        if (metadata !== null && !inputs.push && index === 0) {
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
        session.log.info(`${(0,reference/* formatTag */._3)(tag)} is ${digest}`);
    }
}


/***/ }),

/***/ 9190:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ copyToLayout)
/* harmony export */ });
/* harmony import */ var _buildx_imagetools_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1266);
/* harmony import */ var _failures_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4767);


const longestMs = 3_600_000;
async function copyToLayout({ what, source, directory, otherwise }, session) {
    await (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_1__/* .runCommand */ .d1)({
        what,
        tool: session.buildx,
        args: (0,_buildx_imagetools_js__WEBPACK_IMPORTED_MODULE_0__/* .copyArguments */ .K6)(source, directory, session),
        pushed: source,
        limitMs: longestMs,
        explain: (failed) => (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_1__/* .asActionError */ .z6)(failed, otherwise),
    }, session);
}


/***/ }),

/***/ 4843:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ lookUntil)
/* harmony export */ });
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


/***/ }),

/***/ 6779:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E_: () => (/* binding */ inspectServed),
/* harmony export */   W0: () => (/* binding */ isAbsent),
/* harmony export */   e7: () => (/* binding */ readBack),
/* harmony export */   eR: () => (/* binding */ inspectPushed),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   sP: () => (/* binding */ servedDigest),
/* harmony export */   wq: () => (/* binding */ lastLook)
/* harmony export */ });
/* harmony import */ var _buildx_imagetools_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1266);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _failures_command_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4767);
/* harmony import */ var _failures_retry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3377);
/* harmony import */ var _failures_rules_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2780);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8825);
/* harmony import */ var _oci_manifest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2060);
/* harmony import */ var _lag_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4843);








async function readBack(reference, session) {
    const bytes = await inspectPushed(reference, ['--raw'], session);
    try {
        return (0,_oci_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .parsePublishedImage */ .fM)(bytes);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('digest-differs', `What was read back as '${reference}' is not an image: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}.`, { hint: rewritten, cause: error });
    }
}
async function servedDigest(reference, session) {
    const bytes = await inspectServed(reference, ['--raw'], session);
    return bytes === null ? null : (0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .servedDigestOf */ .VI)(bytes);
}
async function inspectServed(reference, options, session) {
    const bytes = await inspect(reference, options, session);
    return bytes instanceof _failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .CommandFailed */ .nk ? null : bytes;
}
async function inspectPushed(reference, options, session) {
    const bytes = await (0,_lag_js__WEBPACK_IMPORTED_MODULE_7__/* .lookUntil */ .c)(() => inspect(reference, options, session), (seen) => !(seen instanceof _failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .CommandFailed */ .nk), session);
    if (bytes instanceof _failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .CommandFailed */ .nk) {
        throw (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .asActionError */ .z6)(bytes, 'registry-unavailable');
    }
    return bytes;
}
async function inspect(reference, options, session) {
    const { buildx, retries, clock, signal, log } = session;
    const what = `Reading ${reference} back`;
    const args = (0,_buildx_imagetools_js__WEBPACK_IMPORTED_MODULE_0__/* .inspectArguments */ .Dl)(reference, options, session);
    try {
        return await (0,_failures_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .withRetries */ .L)({ attempts: retries + 1, clock, signal, log, what }, async () => (await (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .runOnce */ .Jh)({ what, tool: buildx, args, limitMs: _failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .longestRequestMs */ .yr }, session)).stdout, (error) => (isAbsent(error) ? null : (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .retryOf */ .W2)(error)));
    }
    catch (error) {
        if (isAbsent(error)) {
            return error;
        }
        throw asFailure(error);
    }
}
function isAbsent(error) {
    return (error instanceof _failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .CommandFailed */ .nk &&
        /: not found$|manifest unknown|MANIFEST_UNKNOWN|name unknown|NAME_UNKNOWN|\b404\b/m.test(error.completed.stderr.trimEnd()));
}
function asFailure(error) {
    if (!(error instanceof _failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .CommandFailed */ .nk)) {
        return error;
    }
    const { class: kind, detail } = error.failure;
    if (kind !== 'user' || !_failures_rules_js__WEBPACK_IMPORTED_MODULE_4__/* .damaged */ .qM.test(detail)) {
        return (0,_failures_command_js__WEBPACK_IMPORTED_MODULE_2__/* .asActionError */ .z6)(error, 'registry-unavailable');
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('digest-differs', error.message, { hint: rewritten, cause: error });
}
const rewritten = 'Does a proxy or a mirror answer in place of the registry, or change what it serves?';
function lastLook(session) {
    return session.signal.aborted ? { ...session, retries: 0, signal: AbortSignal.timeout(3_000) } : session;
}


/***/ }),

/***/ 294:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ renderSummary)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
// EXTERNAL MODULE: ./src/oci/reference.ts
var oci_reference = __webpack_require__(2148);
// EXTERNAL MODULE: ./src/session/duration.ts
var duration = __webpack_require__(2630);
// EXTERNAL MODULE: ./src/report/advice.ts
var advice = __webpack_require__(2296);
// EXTERNAL MODULE: ./src/report/markup.ts
var markup = __webpack_require__(8132);
;// CONCATENATED MODULE: ./src/report/details.ts





const mostTags = 200;
const mostSlow = 10;
const mostGiven = 60;
const longestValue = 200;
const longestProgram = 400;
function howToUse({ verified, repository }) {
    if (verified === null || repository === null) {
        return [];
    }
    const reference = (0,oci_reference/* pinned */.dp)(repository, verified.digest);
    return (0,markup/* folded */.TM)('Pull, deploy, attest', [
        'Pull it:',
        '',
        ...(0,markup/* fenced */.OF)(`docker pull ${reference}`, 'sh'),
        'Deploy exactly this image, whatever happens to its tags:',
        '',
        ...(0,markup/* fenced */.OF)(`image: ${reference}`, 'yaml'),
        'Attest it, in a step after this one:',
        '',
        ...(0,markup/* fenced */.OF)([
            '- uses: actions/attest@v4',
            '  with:',
            `    subject-name: ${repository}`,
            `    subject-digest: ${verified.digest}`,
            '    push-to-registry: true',
        ].join('\n'), 'yaml'),
    ]);
}
function verification({ verified, tags }) {
    if (verified === null) {
        return [];
    }
    const { digest, images, binaries, checks } = verified;
    const names = images.map(({ platform }) => (0,oci_platform/* formatPlatform */.Bq)(platform));
    const width = Math.max('attestation'.length, ...names.map((name) => name.length)) + 2;
    const digests = [
        `${'image'.padEnd(width)}${digest}`,
        ...images.flatMap((image, index) => [
            `${(names[index] ?? '').padEnd(width)}${image.digest}`,
            ...(image.attestation === null ? [] : [`${'attestation'.padEnd(width)}${image.attestation}`]),
        ]),
    ];
    const programs = names.flatMap((name, index) => {
        const found = binaries[index] ?? '';
        return found === '' ? [] : [`- ${name}: ${(0,markup/* escapeMarkup */.My)((0,markup/* clipped */.cz)(found, longestProgram))}`];
    });
    const shown = tags.slice(0, mostTags).map((tag) => (0,markup/* code */.aY)((0,oci_reference/* formatTag */._3)(tag)));
    return (0,markup/* folded */.TM)('Digests, and what was verified', [
        `Verified${tags.length > 0 ? ' before a tag moved' : ''}: ${(0,markup/* escapeMarkup */.My)((0,markup/* listed */.KE)(checks))}.`,
        '',
        ...(shown.length === 0 ? [] : [`Tags, each read back: ${shown.join(', ')}`, '']),
        ...(0,markup/* fenced */.OF)(digests.join('\n')),
        ...(programs.length === 0 ? [] : [...programs, '']),
    ]);
}
function slowest(facts) {
    const slow = facts.steps
        .filter(({ seconds, state }) => (seconds ?? 0) >= 1 && state !== 'cached')
        .toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0))
        .slice(0, mostSlow);
    if (slow.length === 0) {
        return [];
    }
    const rows = slow.map((step) => [
        (0,duration/* formatDuration */.a)((step.seconds ?? 0) * 1000),
        step.platform === null ? '' : (0,markup/* escapeMarkup */.My)(step.platform),
        (0,advice/* howOf */.GO)(step, facts) === 'unknown' || !step.instruction ? '' : (0,advice/* howOf */.GO)(step, facts),
        (0,markup/* cellCode */.GA)((0,markup/* clipped */.cz)((0,markup/* narrow */.sc)(step.what.replace(/@sha256:[0-9a-f]{64}/g, ''), 50), 100)),
    ]);
    return (0,markup/* folded */.TM)('Slowest steps', (0,markup/* table */.tp)(['Took', 'Platform', 'Ran', 'Step'], rows, ['Took']));
}
function legTable(legs) {
    if (legs.length === 0) {
        return [];
    }
    const rows = legs.map(({ name, platforms, seconds }) => [
        (0,markup/* escapeMarkup */.My)((0,markup/* clipped */.cz)((0,markup/* narrow */.sc)(name, 40), 80)),
        platforms.map(oci_platform/* formatPlatform */.Bq).join(', '),
        ...['setup', 'build', 'verify'].map((phase) => {
            const took = seconds[phase];
            return took === undefined ? '' : (0,duration/* formatDuration */.a)(took * 1000);
        }),
    ]);
    return (0,markup/* table */.tp)(['Job', 'Platforms', 'Set up', 'Build', 'Verify'], rows, ['Set up', 'Build', 'Verify']);
}
function givenInputs(given) {
    if (given.length === 0) {
        return [];
    }
    const lines = given
        .slice(0, mostGiven)
        .map(([name, value]) => `${name}: ${(0,markup/* clipped */.cz)(value.trim(), longestValue).replaceAll('\n', '\n  ')}`);
    return (0,markup/* folded */.TM)('Inputs', (0,markup/* fenced */.OF)(lines.join('\n')));
}
function phaseTimes({ phases }) {
    const names = { setup: 'set up', build: 'build', verify: 'verify', publish: 'publish' };
    return phases
        .map(({ phase, startedMs, endedMs }) => `${names[phase]} ${(0,duration/* formatDuration */.a)(endedMs - startedMs)}`)
        .join(', ');
}

// EXTERNAL MODULE: ./src/report/failure.ts
var failure = __webpack_require__(3304);
;// CONCATENATED MODULE: ./src/report/failure-part.ts


const longestMessage = 3_000;
function failureLines(error, publication, docs) {
    const { code: kind, hint, evidence } = error;
    const failed = evidence?.steps ?? [];
    const message = failed.length > 0 ? (error.message.split('\n', 1)[0] ?? '') : error.message;
    return [
        `${(0,markup/* escapeMarkup */.My)((0,markup/* clipped */.cz)(message, longestMessage))} ([${kind}](${docs}#${kind}))`,
        '',
        ...(evidence?.excerpt
            ? [`In ${(0,markup/* code */.aY)(evidence.excerpt.file)}:`, '', ...(0,markup/* fenced */.OF)(evidence.excerpt.text)]
            : []),
        ...failed.flatMap(({ platform, what, output }) => [
            `${(0,markup/* code */.aY)((0,markup/* clipped */.cz)(what, 200))} failed${platform === null ? '' : ` for **${(0,markup/* escapeMarkup */.My)(platform)}**`}${output.length === 0 ? '.' : '. The last lines that it printed:'}`,
            '',
            ...(output.length === 0 ? [] : (0,markup/* fenced */.OF)(output.join('\n'))),
        ]),
        ...(hint === undefined ? [] : [`**What to do:** ${(0,markup/* escapeMarkup */.My)((0,markup/* clipped */.cz)(hint, longestMessage))}`, '']),
        (0,markup/* escapeMarkup */.My)((0,markup/* clipped */.cz)((0,failure/* describePublication */.y9)(publication), longestMessage)),
        '',
    ];
}
function defectLines(message, publication) {
    return [
        'This is a defect of the action; please report it with the text of the log:',
        '',
        ...(0,markup/* fenced */.OF)((0,markup/* clipped */.cz)(message, longestMessage)),
        (0,markup/* escapeMarkup */.My)((0,markup/* clipped */.cz)((0,failure/* describePublication */.y9)(publication), longestMessage)),
        '',
    ];
}

// EXTERNAL MODULE: ./src/session/steps.ts
var session_steps = __webpack_require__(6679);
;// CONCATENATED MODULE: ./src/report/platform-rows.ts




function workIn({ steps, setUp, legs }) {
    return legs.length > 0 ? legs.flatMap(({ work }) => work) : (0,session_steps/* workOf */.L)(steps, setUp?.executions ?? []);
}
function platformTable(facts) {
    const { verified } = facts;
    if (verified === null) {
        return [];
    }
    const work = workIn(facts);
    const rows = verified.images.map(({ platform, digest }, index) => {
        const name = (0,oci_platform/* formatPlatform */.Bq)(platform);
        return [
            name,
            size(verified.downloads[index] ?? null),
            ...workCells(work.find((candidate) => candidate.platform === name)),
            (0,markup/* escapeMarkup */.My)(program(verified.binaries[index] ?? '')),
            (0,markup/* cellCode */.GA)(shortDigest(digest)),
        ];
    });
    return (0,markup/* table */.tp)(['Platform', 'Download', 'Build time', 'Cached steps', 'Ran', 'Program', 'Digest'], rows, [
        'Download',
        'Build time',
        'Cached steps',
    ]);
}
function workCells(own) {
    if (own === undefined || own.instructions === 0) {
        return ['', '', own === undefined ? '' : ranIn[own.ran]];
    }
    const time = (0,duration/* formatDuration */.a)(own.seconds * 1000).replaceAll(' ', '\u00a0');
    return [time, `${own.cached} of ${own.instructions}`, ranIn[own.ran]];
}
const ranIn = {
    native: 'native',
    emulated: 'emulated',
    nothing: 'nothing ran',
};
function size(bytes) {
    if (bytes === null) {
        return '';
    }
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let [value, unit] = [bytes, 0];
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
const platform_rows_longestProgram = 60;
const longestWord = 26;
function program(found) {
    const short = found
        .split('; ')
        .map((part) => part.replace(/an ELF binary for ([^,]+),.*/, '$1'))
        .join('; ');
    return (0,markup/* clipped */.cz)((0,markup/* narrow */.sc)(short, longestWord), platform_rows_longestProgram);
}
function shortDigest(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}

;// CONCATENATED MODULE: ./src/report/timeline.ts


const shortestStep = 60_000;
const shortestShare = 0.03;
const mostBars = 15;
const phaseNames = {
    setup: 'Set up',
    build: 'Build',
    verify: 'Verify',
    publish: 'Publish',
};
function timeline(facts) {
    const { phases, steps } = facts;
    const startedMs = Math.min(...phases.map((phase) => phase.startedMs));
    const endedMs = Math.max(...phases.map((phase) => phase.endedMs));
    const whole = endedMs - startedMs;
    if (phases.length === 0 || whole < shortestStep) {
        return [];
    }
    const long = steps
        .filter(({ seconds }) => (seconds ?? 0) * 1000 >= whole * shortestShare)
        .toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0))
        .slice(0, mostBars)
        .toSorted((a, b) => a.startedMs - b.startedMs);
    const platforms = [...new Set(long.map(({ platform }) => platform ?? 'every platform'))];
    const lines = [
        'gantt',
        '  dateFormat x',
        '  axisFormat %H:%M:%S',
        '  todayMarker off',
        '  section Phases',
        ...phases.map((phase) => bar(phaseNames[phase.phase], '', phase.startedMs, phase.endedMs)),
        ...platforms.flatMap((platform) => [
            `  section ${harmless(platform)}`,
            ...long
                .filter((step) => (step.platform ?? 'every platform') === platform)
                .map((step) => bar(titleOf(step, facts), markOf(step, facts), step.startedMs, endOf(step))),
        ]),
    ];
    return ['**Timeline**', '', ...(0,markup/* fenced */.OF)(lines.join('\n'), 'mermaid')];
}
function bar(title, mark, startedMs, endedMs) {
    return `  ${title} :${mark}${startedMs}, ${Math.max(endedMs, startedMs + 1)}`;
}
function endOf({ startedMs, seconds }) {
    return startedMs + Math.round((seconds ?? 0) * 1000);
}
function titleOf(step, facts) {
    const how = (0,advice/* howOf */.GO)(step, facts) === 'emulated' && step.what.startsWith('RUN') ? ' (emulated)' : '';
    return `${harmless((0,markup/* clipped */.cz)(step.what, 50))}${how}`;
}
function markOf(step, facts) {
    if (step.state === 'failed') {
        return 'crit, ';
    }
    return (0,advice/* howOf */.GO)(step, facts) === 'emulated' ? 'active, ' : '';
}
function harmless(text) {
    const plain = text
        .replace(/[^\p{L}\p{N} ./=+_,()-]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim();
    return /^(?:RUN|COPY|ADD|FROM|WORKDIR|ONBUILD|exporting|importing|resolve|load|pushing|linux\/|windows\/|every|auth)/.test(plain)
        ? plain
        : `step ${plain}`.trim();
}

;// CONCATENATED MODULE: ./src/report/summary.ts










const longestSummary = 400_000;
const summary_mostTags = 20;
function renderSummary(asked) {
    const request = redacted(asked);
    const head = headOf(request);
    const parts = [
        howToUse(request.facts),
        verification(request.facts),
        slowest(request.facts),
        givenInputs(request.given),
    ].filter((part) => part.length > 0);
    const foot = [
        `<sub>${[phaseTimes(request.facts), ...request.versions].filter(Boolean).map(markup/* escapeMarkup */.My).join(' · ')}</sub>`,
        '',
    ];
    for (let kept = parts.length; kept > 0; kept--) {
        const text = [...head, ...parts.slice(0, kept).flat(), ...foot].join('\n');
        if (Buffer.byteLength(text) <= longestSummary) {
            return text;
        }
    }
    return [...head, ...foot].join('\n');
}
function headOf(request) {
    const { facts, publication, failure, docs } = request;
    const told = failure instanceof errors/* ActionError */.lZ
        ? failureLines(failure, publication, docs.errors)
        : defectLines((0,errors/* messageOf */.bD)(failure), publication);
    return [
        `### ${heading(request)}`,
        '',
        ...(failure === null ? [sentence(request), ''] : told),
        ...(facts.verified === null || facts.repository === null
            ? []
            : (0,markup/* fenced */.OF)((0,oci_reference/* pinned */.dp)(facts.repository, facts.verified.digest))),
        ...platformTable(facts),
        ...legTable(facts.legs),
        ...(0,advice/* advice */.v9)(facts, docs.faster),
        ...timeline(facts),
    ];
}
function heading({ facts, failure, tags }) {
    const name = facts.repository ?? tags[0]?.repository ?? 'the image';
    if (failure !== null) {
        return `❌ Failed: ${(0,markup/* escapeMarkup */.My)(name)}`;
    }
    return `✅ ${facts.tags.length > 0 ? 'Published' : 'Built'}: ${(0,markup/* escapeMarkup */.My)(name)}`;
}
function sentence({ facts, tookMs }) {
    const { verified, tags } = facts;
    const took = (0,duration/* formatDuration */.a)(tookMs);
    if (verified === null) {
        return `It took ${took}.`;
    }
    const platforms = (0,oci_platform/* formatPlatforms */.Iu)(verified.images.map(({ platform }) => platform));
    if (tags.length === 0) {
        return `Built and verified for ${platforms} in ${took}, and published nowhere. Its digest is ${(0,markup/* code */.aY)(verified.digest)}.`;
    }
    const names = tags.slice(0, summary_mostTags).map((tag) => (0,markup/* code */.aY)((0,oci_reference/* formatTag */._3)(tag)));
    const more = tags.length > summary_mostTags ? [`${tags.length - summary_mostTags} more`] : [];
    return `${(0,markup/* listed */.KE)([...names, ...more])} ${tags.length === 1 ? 'is' : 'are'} the image for ${platforms}, ${facts.legs.length > 0 ? 'assembled' : 'built'}, verified and tagged in ${took}.`;
}
function redacted(request) {
    const { facts, failure, given, secrets } = request;
    const clean = (text) => (0,markup/* withoutSecrets */.cT)(text, secrets);
    return {
        ...request,
        facts: {
            ...facts,
            steps: facts.steps.map((step) => ({ ...step, what: clean(step.what) })),
            verified: facts.verified === null ? null : { ...facts.verified, binaries: facts.verified.binaries.map(clean) },
        },
        given: given.map(([name, value]) => [name, clean(value)]),
        failure: failure instanceof errors/* ActionError */.lZ ? redactedError(failure, clean) : redactedDefect(failure, clean),
    };
}
function redactedError(error, clean) {
    const { evidence, hint } = error;
    return new errors/* ActionError */.lZ(error.code, clean(error.message), {
        hint: hint === undefined ? undefined : clean(hint),
        evidence: evidence === undefined ? undefined : redactedEvidence(evidence, clean),
    });
}
function redactedEvidence({ excerpt, steps }, clean) {
    return {
        excerpt: excerpt === null ? null : { ...excerpt, text: clean(excerpt.text) },
        steps: steps.map((step) => ({ ...step, what: clean(step.what), output: step.output.map(clean) })),
    };
}
function redactedDefect(failure, clean) {
    return failure === null ? null : new Error(clean((0,errors/* messageOf */.bD)(failure)));
}


/***/ }),

/***/ 7250:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Hw: () => (/* binding */ assembleIndex),
  yN: () => (/* binding */ placesIn),
  T$: () => (/* binding */ stageAssembly)
});

// EXTERNAL MODULE: ./src/oci/digest.ts
var digest = __webpack_require__(8825);
;// CONCATENATED MODULE: ./src/buildx/assemble.ts

function assembleArguments(target, sources, annotations, { builder }) {
    return [
        ...['imagetools', 'create'],
        ...(builder === null ? [] : ['--builder', builder.name]),
        ...['--progress', 'plain', '--prefer-index=false'],
        ...annotations.flatMap((annotation) => ['--annotation', annotation]),
        ...(target === null ? ['--dry-run'] : ['--tag', target]),
        ...sources,
    ];
}
function plannedDigest(printed) {
    return (0,digest/* digestOf */.ol)(printed.at(-1) === 0x0a ? printed.subarray(0, -1) : printed);
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/failures/command.ts + 6 modules
var command = __webpack_require__(4767);
// EXTERNAL MODULE: ./src/failures/retry.ts
var retry = __webpack_require__(3377);
// EXTERNAL MODULE: ./src/fanout/assemble.ts
var assemble = __webpack_require__(6283);
// EXTERNAL MODULE: ./src/oci/reference.ts
var reference = __webpack_require__(2148);
// EXTERNAL MODULE: ./src/registry/lag.ts
var lag = __webpack_require__(4843);
// EXTERNAL MODULE: ./src/registry/read-back.ts
var read_back = __webpack_require__(6779);
// EXTERNAL MODULE: ./src/stage/staged.ts
var staged = __webpack_require__(406);
;// CONCATENATED MODULE: ./src/stage/assembled.ts









async function stageAssembly(request, assembly, ledger, session) {
    const { tags, annotations } = request;
    const repositories = (0,staged/* repositoriesOf */.Ub)(tags);
    if (repositories === null) {
        throw new errors/* ActionError */.lZ('input-invalid', 'There is no repository to assemble the image in.');
    }
    const places = placesIn(repositories, assembly.sources.map(({ digest }) => digest));
    const digest = await assembleIndex(places, annotations, assembly, session);
    ledger.staged(digest, repositories);
    return { target: { kind: 'repositories', repositories }, digest };
}
function placesIn([first, ...others], parts) {
    const placeOf = (repository) => ({
        name: repository,
        sources: parts.map((digest) => (0,reference/* pinned */.dp)(repository, digest)),
        target: (digest) => (0,reference/* pinned */.dp)(repository, digest),
    });
    return [placeOf(first), ...others.map(placeOf)];
}
async function assembleIndex(places, annotations, assembly, session) {
    const create = ({ name, sources }, target) => {
        const args = assembleArguments(target, sources, annotations, session);
        return createIndex(`Assembling in ${name}`, args, assembly, session);
    };
    const digest = plannedDigest(await create(places[0], null));
    await Promise.all(places.map((place) => create(place, place.target(digest))));
    return digest;
}
async function createIndex(what, args, assembly, session) {
    const seen = await (0,lag/* lookUntil */.c)(() => attempt(what, args, session), (answer) => !(answer instanceof command/* CommandFailed */.nk), session);
    if (!(seen instanceof command/* CommandFailed */.nk)) {
        return seen;
    }
    const missing = (0,assemble/* missingShard */.P)(seen.completed.stderr, assembly);
    throw missing === null
        ? (0,read_back/* asFailure */.h_)(seen)
        : new errors/* ActionError */.lZ('shard-refused', `${what}: the registry does not have ${missing.digest}, which shard '${missing.shard}' names. ${seen.failure.detail}`, {
            hint: "Was it deleted, or does the job that left the shard push to other repositories than those of 'tags'?",
            cause: seen,
        });
}
async function attempt(what, args, session) {
    const { buildx, retries, clock, signal, log } = session;
    try {
        return await (0,retry/* withRetries */.L)({ attempts: retries + 1, clock, signal, log, what }, async () => (await (0,command/* runOnce */.Jh)({ what, tool: buildx, args, limitMs: command/* longestRequestMs */.yr }, session)).stdout, (error) => ((0,read_back/* isAbsent */.W0)(error) ? null : (0,command/* retryOf */.W2)(error)));
    }
    catch (error) {
        if ((0,read_back/* isAbsent */.W0)(error)) {
            return error;
        }
        throw (0,read_back/* asFailure */.h_)(error);
    }
}


/***/ }),

/***/ 5785:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ annotateChecks)
/* harmony export */ });
/* harmony import */ var _buildx_checks_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1523);
/* harmony import */ var _oci_bool_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9937);


function annotateChecks(metadata, source, { log, environment }) {
    const found = new Map(metadata.flatMap(_buildx_checks_js__WEBPACK_IMPORTED_MODULE_0__/* .checkWarnings */ .s).map((warning) => [JSON.stringify(warning), warning]));
    const off = (0,_oci_bool_js__WEBPACK_IMPORTED_MODULE_1__/* .isFalse */ .W)(environment.variables['DOCKER_BUILD_CHECKS_ANNOTATIONS'] ?? '');
    for (const warning of off ? [] : found.values()) {
        const { text, url, line } = warning;
        const file = fileOf(warning, source.dockerfile);
        const location = file === null || line === null ? undefined : { file, line };
        log.warning(url === '' ? text : `${text}\n${url}`, 'Dockerfile check', location);
    }
    return [...found.values()];
}
function fileOf({ file }, dockerfile) {
    const [name, own] = [file, dockerfile?.split(/[\\/]/).at(-1)].map((text) => text?.toLowerCase());
    return name === own ? dockerfile : null;
}


/***/ }),

/***/ 4451:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mK: () => (/* binding */ buildRequest),
  zw: () => (/* binding */ stageOnBuilder),
  l3: () => (/* binding */ stagingTarget)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/builder/builder.ts
var builder_builder = __webpack_require__(2048);
// EXTERNAL MODULE: ./src/buildx/build.ts
var build = __webpack_require__(9224);
// EXTERNAL MODULE: ./src/buildx/push-trial.ts
var push_trial = __webpack_require__(9160);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/reference.ts
var reference = __webpack_require__(2148);
// EXTERNAL MODULE: ./src/registry/read-back.ts
var read_back = __webpack_require__(6779);
// EXTERNAL MODULE: ./src/stage/checks.ts
var checks = __webpack_require__(5785);
;// CONCATENATED MODULE: ./src/stage/remote-context.ts

const shortestUserToken = 20;
function namedContextSecrets(contexts, source, facts) {
    const trusted = !source.remote || isOwn(source.context, facts);
    const own = contexts
        .map((text) => text.slice(text.indexOf('=') + 1))
        .find((context) => isOwn(context, facts));
    return trusted && own !== undefined ? remoteContext(own, facts).secrets : [];
}
function isOwn(context, facts) {
    const [, host = '', rest = ''] = /^https:\/\/([^\s/?#@]+)(.*)$/s.exec(context) ?? [];
    return host !== '' && isGit(rest) && isOwnRepository(host, rest, facts);
}
function remoteContext(text, facts) {
    const [, scheme = '', userInfo = '', host = '', rest = ''] = /^(https?:\/\/)(?:([^\s/?#]*)@)?([^\s/?#@]+)(.*)$/s.exec(text) ?? [];
    if (host === '') {
        return { context: text, secrets: [] };
    }
    const git = isGit(rest);
    if (userInfo.includes(':') || userInfo.length >= shortestUserToken) {
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
function namedContext(text, given) {
    const start = text.indexOf('=') + 1;
    const { context, secrets } = remoteContext(text.slice(start), {
        token: null,
        serverUrl: 'https://github.com',
        repository: '',
        given,
    });
    return { context: text.slice(0, start) + context, secrets };
}
function differentSecrets(secrets) {
    const byId = new Map();
    for (const secret of secrets) {
        const other = byId.get(secret.id);
        if (other !== undefined && JSON.stringify(other.from) !== JSON.stringify(secret.from)) {
            throw new errors/* ActionError */.lZ('input-invalid', `The URLs in 'context' and 'build-contexts' have two different logins for one host (${secret.id}).`, {
                hint: 'BuildKit knows one login a host: give all of them the same, or fetch one in an earlier step.',
            });
        }
        byId.set(secret.id, secret);
    }
    return [...byId.values()];
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
    const pair = decoded(userInfo.includes(':') ? userInfo : `${userInfo}:`);
    const value = `Basic ${Buffer.from(pair).toString('base64')}`;
    return { id, from: { kind: 'value', value } };
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
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

// EXTERNAL MODULE: ./src/stage/staged.ts
var staged = __webpack_require__(406);
// EXTERNAL MODULE: ./src/stage/watch.ts
var stage_watch = __webpack_require__(2789);
;// CONCATENATED MODULE: ./src/stage/one-builder.ts












async function stageOnBuilder(inputs, ledger, session) {
    const target = stagingTarget(inputs, session.folder);
    const direct = inputs.push && inputs.publish === 'direct';
    const destination = destinationOf(target, direct ? inputs.tags : null, inputs.imageAttributes);
    const request = await buildRequest(inputs, destination, session);
    const watch = (0,stage_watch/* watchBuild */.W)({ name: request.builder, platforms: request.platforms }, ledger, session);
    let built;
    try {
        built =
            destination.kind === 'registry'
                ? await (0,push_trial/* besidePushTrial */.v)({ builder: request.builder, repositories: destination.repositories }, session, (limited) => (0,build/* build */.j)(request, limited, watch))
                : await (0,build/* build */.j)(request, session, watch);
    }
    finally {
        if (direct) {
            ledger.pushedDirectly(await tagStates(inputs.tags, session));
        }
    }
    const { digest, metadata } = built;
    ledger.metadata(metadata);
    (0,checks/* annotateChecks */.Q)([metadata], inputs.source, session);
    if (digest === null) {
        throw new errors/* ActionError */.lZ('build-misconfigured', 'buildx reported no digest for the image that it exported.');
    }
    if (!direct && target.kind === 'repositories') {
        ledger.staged(digest, target.repositories);
    }
    return { target, digest };
}
function stagingTarget({ push, tags }, folder) {
    const repositories = (0,staged/* repositoriesOf */.Ub)(tags);
    return push && repositories !== null
        ? { kind: 'repositories', repositories }
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
    const named = options.buildContexts.map((text) => namedContext(text, facts.given));
    const logins = differentSecrets([...named, fetched].flatMap((context) => context.secrets));
    const given = [...secrets, ...logins];
    const own = namedContextSecrets(options.buildContexts, source, {
        ...facts,
        given: given.map(({ id }) => id),
    });
    return {
        builder: builder.name,
        source: { ...source, context: fetched.context },
        platforms: (0,builder_builder/* platformsOf */.W)(session),
        options: { ...options, buildContexts: named.map(({ context }) => context) },
        secrets: await secretArguments([...given, ...own], session),
        destination,
        metadataFile: (0,external_node_path_.join)(folder, 'metadata.json'),
        reuseCache: false,
    };
}
async function tagStates(tags, session) {
    return Promise.all(tags.map(async (tag) => ({
        tag,
        serves: await (0,read_back/* servedDigest */.sP)((0,reference/* formatTag */._3)(tag), (0,read_back/* lastLook */.wq)(session)).then((digest) => digest ?? 'nothing', () => 'unknown: the registry does not answer'),
    })));
}


/***/ }),

/***/ 406:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N$: () => (/* binding */ buildContextOf),
/* harmony export */   Ub: () => (/* binding */ repositoriesOf),
/* harmony export */   wz: () => (/* binding */ inspectReference)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2148);

function repositoriesOf(tags) {
    const [first, ...others] = [...new Set(tags.map(({ repository }) => repository))];
    return first === undefined ? null : [first, ...others];
}
function buildContextOf({ target, digest }) {
    return target.kind === 'repositories'
        ? `docker-image://${(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .pinned */ .dp)(target.repositories[0], digest)}`
        : `oci-layout://${target.directory}@${digest}`;
}
function inspectReference(staged) {
    return staged.target.kind === 'repositories'
        ? (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .pinned */ .dp)(staged.target.repositories[0], staged.digest)
        : buildContextOf(staged);
}


/***/ }),

/***/ 2789:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ watchBuild)
/* harmony export */ });
/* harmony import */ var _buildx_progress_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6709);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1890);


function watchBuild({ name, platforms }, ledger, { clock, log }) {
    const [first, ...others] = platforms;
    const only = first === undefined || others.length > 0 ? null : (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(first);
    let progress = _buildx_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .noProgress */ .nd;
    return (line) => {
        const next = (0,_buildx_progress_js__WEBPACK_IMPORTED_MODULE_0__/* .progressAfter */ .kV)(progress, line, clock.now());
        if (next === progress) {
            return;
        }
        progress = next;
        const unexported = unexportedCache(next, line);
        if (unexported !== null) {
            log.warning(unexported);
        }
        const steps = [...next.values()];
        ledger.steps(name, only === null
            ? steps
            : steps.map((step) => (step.instruction ? { ...step, platform: step.platform ?? only } : step)));
    };
}
function unexportedCache(progress, line) {
    const [, id = '', reason] = /^#(\d+) ERROR: (.*)$/s.exec(line) ?? [];
    const title = progress.get(id)?.title ?? '';
    return reason !== undefined && title.startsWith('exporting cache ')
        ? `The cache could not be exported, so the next build will find less of it: ${reason}`
        : null;
}


/***/ }),

/***/ 5429:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  i: () => (/* binding */ verifyAssembled),
  Y: () => (/* binding */ verifyStaged)
});

// EXTERNAL MODULE: ./src/builder/builder.ts
var builder = __webpack_require__(2048);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/digest.ts
var oci_digest = __webpack_require__(8825);
// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
// EXTERNAL MODULE: ./src/registry/read-back.ts
var read_back = __webpack_require__(6779);
// EXTERNAL MODULE: ./src/session/concurrency.ts
var concurrency = __webpack_require__(7683);
// EXTERNAL MODULE: ./src/stage/staged.ts
var stage_staged = __webpack_require__(406);
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
        throw new errors/* ActionError */.lZ('platforms-differ', `The image ${image.digest} should hold exactly ${[...names].join(', ')}, but ${problems.join('; ')}.`, {
            hint: "No tag was moved. Does something else build or push to this repository, or does 'platforms' differ from what was built?",
        });
    }
    return [...names].flatMap((name) => found.get(name) ?? []);
}

;// CONCATENATED MODULE: ./src/verify/assembled.ts




function checkAssembled(published, expected) {
    const images = published.images.map((image) => ({
        ...image,
        platform: image.platform ?? expected.find(({ digest }) => (0,oci_digest/* isSameDigest */.dv)(digest, image.digest))?.platform ?? null,
    }));
    const checked = checkPlatforms({ ...published, images }, expected.map(({ platform }) => platform));
    const problems = checked.flatMap((image, index) => {
        const wanted = expected[index];
        return wanted === undefined ? [] : differences(image, wanted);
    });
    if (problems.length > 0) {
        throw new errors/* ActionError */.lZ('digest-differs', `The index ${published.digest} differs from what the jobs verified: ${problems.join('; ')}.`, { hint: 'No tag was moved. Was a shard changed on its way here?' });
    }
    return checked;
}
function differences(image, wanted) {
    const pairs = [
        ['manifest', image.digest, wanted.digest],
        ['attestation', image.attestation, wanted.attestation],
        ['size', image.size, wanted.size],
        ['media type', image.mediaType, wanted.mediaType],
    ];
    return pairs
        .filter(([, is, should]) => String(is) !== String(should))
        .map(([what, is, should]) => `the ${what} of ${(0,oci_platform/* formatPlatform */.Bq)(image.platform)} is ${is ?? 'missing'}, and shard '${wanted.shard}' says ${should ?? 'none'}`);
}

// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
;// CONCATENATED MODULE: ./src/verify/attestations.ts



const attestationTypes = ['sbom', 'provenance'];
function askedAttestations({ attests, provenance, sbom, }) {
    const texts = { sbom, provenance };
    return attestationTypes.filter((type) => isOn(texts[type]) || attests.some((text) => typeOf(text) === type && isOn(text)));
}
function fieldsOf(text) {
    const fields = (0,csv/* parseCsv */.Wk)(text);
    return (0,csv/* isCsvError */.D)(fields) ? [] : fields;
}
function typeOf(text) {
    return fieldsOf(text)
        .find((field) => field.startsWith('type='))
        ?.slice('type='.length);
}
function isOn(text) {
    return (text !== null &&
        text !== 'false' &&
        !fieldsOf(text).some((field) => /^disabled=(?:1|t|true)$/i.test(field)));
}
const names = {
    sbom: 'SBOM (https://spdx.dev/Document)',
    provenance: 'provenance (https://slsa.dev/provenance/…)',
};
function checkAttestations(images, asked, attested) {
    const missing = asked.flatMap((type) => {
        const without = images
            .map(({ platform }) => (0,oci_platform/* formatPlatform */.Bq)(platform))
            .filter((platform) => !attested[type].some((of) => of === null || of === platform));
        return without.length === 0 ? [] : [`no ${names[type]} for ${without.join(', ')}`];
    });
    if (missing.length > 0) {
        throw new errors/* ActionError */.lZ('attestation-missing', `The image was to have attestations, and has ${missing.join('; ')}.`, {
            hint: "Does the generator that 'sbom' names write an SPDX document, and does the builder support attestations? Set the input to false to publish without.",
        });
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/oci/manifest.ts
var manifest = __webpack_require__(2060);
// EXTERNAL MODULE: ./src/registry/copy.ts
var copy = __webpack_require__(9190);
// EXTERNAL MODULE: ./src/oci/elf-machines.ts
var elf_machines = __webpack_require__(4203);
;// CONCATENATED MODULE: ./src/verify/binaries/elf.ts

const executable = 2;
const shared = 3;
const segment = { interpreter: 3, note: 4 };
const longestInterpreter = 4096;
function parseElf(head) {
    const machine = (0,elf_machines/* parseElfMachine */.WX)(head);
    if (machine === null || head.byteLength < (machine.bits === 32 ? 52 : 64)) {
        return null;
    }
    const reader = readerOf(head, machine);
    const segments = segmentsOf(reader);
    const interpreter = segments.find(({ type }) => type === segment.interpreter);
    const notes = segments
        .filter(({ type }) => type === segment.note)
        .flatMap((found) => notesOf(reader, found));
    return {
        ...machine,
        type: reader.half(16),
        flags: reader.word(machine.bits === 32 ? 36 : 48),
        interpreter: interpreter === undefined ? null : interpreterIn(reader, interpreter),
        x86Level: (0,elf_machines/* processorOf */._p)(machine) === 'x86-64' ? x86LevelIn(notes) : null,
        go: notes.some(({ name }) => name === 'Go'),
        length: Math.max(...segments.map(({ start, size }) => start + size), sectionsEnd(reader)),
    };
}
function readerOf(head, { bits, endianness }) {
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const little = endianness === 'little';
    return {
        bits,
        length: head.byteLength,
        half: (at) => view.getUint16(at, little),
        word: (at) => view.getUint32(at, little),
        address: (at) => (bits === 32 ? view.getUint32(at, little) : Number(view.getBigUint64(at, little))),
        bytes: (at, length) => head.subarray(at, at + length),
    };
}
function segmentsOf(reader) {
    const wide = reader.bits === 64;
    const table = reader.address(wide ? 32 : 28);
    const entrySize = reader.half(wide ? 54 : 42);
    const count = reader.half(wide ? 56 : 44);
    const smallest = wide ? 56 : 32;
    const segments = [];
    for (let index = 0; index < count && entrySize >= smallest; index++) {
        const entry = table + index * entrySize;
        if (entry + smallest > reader.length) {
            break;
        }
        segments.push({
            type: reader.word(entry),
            start: reader.address(entry + (wide ? 8 : 4)),
            size: reader.address(entry + (wide ? 32 : 16)),
        });
    }
    return segments;
}
const sectionWithoutBytes = 8;
function sectionsEnd(reader) {
    const wide = reader.bits === 64;
    const table = reader.address(wide ? 40 : 32);
    const entrySize = reader.half(wide ? 58 : 46);
    const count = reader.half(wide ? 60 : 48);
    const end = table + count * entrySize;
    if (end > reader.length || entrySize < (wide ? 64 : 40)) {
        return end;
    }
    const ends = Array.from({ length: count }, (_, index) => sectionEnd(reader, table + index * entrySize));
    return Math.max(end, ...ends);
}
function sectionEnd(reader, entry) {
    if (reader.word(entry + 4) === sectionWithoutBytes) {
        return 0;
    }
    const [start, size] = reader.bits === 64 ? [24, 32] : [16, 20];
    return reader.address(entry + start) + reader.address(entry + size);
}
function interpreterIn(reader, { start, size }) {
    if (size > longestInterpreter || start + size > reader.length) {
        return null;
    }
    return textOf(reader.bytes(start, size));
}
function textOf(bytes) {
    return new TextDecoder().decode(bytes).replace(/\0.*$/s, '');
}
function notesOf(reader, { start, size }) {
    const notes = [];
    const end = Math.min(start + size, reader.length);
    for (let at = start; at + 12 <= end;) {
        const [nameSize, contentSize, type] = [reader.word(at), reader.word(at + 4), reader.word(at + 8)];
        const content = at + 12 + aligned(nameSize, 4);
        if (content + contentSize > end) {
            break;
        }
        const name = textOf(reader.bytes(at + 12, nameSize));
        notes.push({ name, type, content: reader.bytes(content, contentSize) });
        at = content + aligned(contentSize, 4);
    }
    return notes;
}
function aligned(size, to) {
    return Math.ceil(size / to) * to;
}
const gnuProperties = 5;
const isaNeeded = 0xc0008002;
function x86LevelIn(notes) {
    const properties = notes.find(({ name, type }) => name === 'GNU' && type === gnuProperties);
    return properties === undefined ? null : x86LevelOf(properties.content);
}
function x86LevelOf(content) {
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    for (let at = 0; at + 8 <= content.byteLength;) {
        const size = view.getUint32(at + 4, true);
        if (view.getUint32(at, true) === isaNeeded && at + 12 <= content.byteLength) {
            return 32 - Math.clz32(view.getUint32(at + 8, true));
        }
        at += 8 + aligned(size, 8);
    }
    return null;
}

;// CONCATENATED MODULE: ./src/verify/binaries/marks.ts
function markScanner() {
    let arm = null;
    let go = null;
    const searches = [
        search({ needle: attributesStart, before: 4, longest: longestAttributes }, (found) => {
            arm = armAttributesIn(found) ?? arm;
        }),
        search({ needle: buildInfoStart, before: 0, longest: longestBuildInfo }, (found) => {
            go ??= buildInfoIn(found);
        }),
    ];
    return {
        add(piece) {
            const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
            for (const { add } of searches) {
                add(buffer);
            }
        },
        marks() {
            for (const { end } of searches) {
                end();
            }
            return { arm, go };
        },
    };
}
const attributesStart = Buffer.from('aeabi\0\x01');
const longestAttributes = 4096;
const buildInfoStart = Buffer.from('\xff Go buildinf:', 'latin1');
const longestBuildInfo = 1 << 20;
function search({ needle, before, longest }, take) {
    let rest = Buffer.alloc(0);
    let open = null;
    const close = () => {
        if (open !== null) {
            take(Buffer.concat(open).subarray(0, longest));
            open = null;
        }
    };
    const collect = (piece) => {
        if (open !== null && open.reduce((sum, part) => sum + part.byteLength, 0) < longest) {
            open.push(Buffer.from(piece.subarray(0, longest)));
        }
    };
    const kept = before + needle.byteLength - 1;
    return {
        add(piece) {
            const bytes = Buffer.concat([rest, piece]);
            const end = Math.max(0, bytes.byteLength - kept);
            let from = 0;
            for (let at = bytes.indexOf(needle, before); at >= 0; at = bytes.indexOf(needle, at + 1)) {
                const start = at - before;
                collect(bytes.subarray(from, start));
                close();
                open = [];
                from = start;
            }
            collect(bytes.subarray(from, end));
            rest = Buffer.from(bytes.subarray(Math.max(from, end)));
        },
        end() {
            collect(rest);
            rest = Buffer.alloc(0);
            close();
        },
    };
}
function armAttributesIn(found) {
    const fromTag = 4 + 'aeabi\0'.length;
    const header = 1 + 4;
    if (found.byteLength < fromTag + header) {
        return null;
    }
    const size = found.readUInt32LE(fromTag + 1);
    const sound = size >= header && found.readUInt32LE(0) >= fromTag + size;
    return sound && found.byteLength >= fromTag + size
        ? found.subarray(fromTag + header, fromTag + size)
        : null;
}
const inlineTexts = 2;
const sentinel = 16;
function buildInfoIn(found) {
    if (((found[15] ?? 0) & inlineTexts) === 0) {
        return null;
    }
    const version = textAt(found, 32);
    const modules = version && textAt(found, version.end);
    if (!modules || !/^(?:go\d|devel)/.test(version.text)) {
        return null;
    }
    return modules.text.slice(sentinel, -sentinel);
}
function textAt(buffer, at) {
    const length = readLeb128(buffer, at);
    const end = length.end + length.value;
    if (end > buffer.byteLength) {
        return null;
    }
    return { text: buffer.toString('latin1', length.end, end), end };
}
function readLeb128(bytes, at) {
    let value = 0;
    for (let index = at;; index++) {
        const byte = bytes[index] ?? 0;
        value += (byte & 0x7f) * 2 ** (7 * (index - at));
        if (byte < 0x80) {
            return { value, end: index + 1 };
        }
    }
}

;// CONCATENATED MODULE: ./src/verify/binaries/levels.ts


const families = { ARM: 'ARMv', 'x86-64': 'x86-64-v' };
function levelOf(family, value) {
    return { value, name: `${families[family]}${value}` };
}
function lowestLevel({ architecture, variant }) {
    const value = Number(/^v(\d+)$/.exec(variant ?? '')?.[1] ?? 1);
    switch (architecture) {
        case 'arm':
            return levelOf('ARM', value);
        case 'amd64':
            return levelOf('x86-64', value);
        default:
            return null;
    }
}
function isMarkedInside(elf, platform) {
    return platform.architecture === 'arm' && platform.variant !== 'v7' && (0,elf_machines/* processorOf */._p)(elf) === 'ARM';
}
function neededLevel(elf, marks) {
    const family = (0,elf_machines/* processorOf */._p)(elf);
    switch (family) {
        case 'ARM':
            return highest(family, [armLevel(marks), goSetting(marks, 'GOARM')]);
        case 'x86-64':
            return highest(family, [elf.x86Level, goSetting(marks, 'GOAMD64')]);
        default:
            return null;
    }
}
function highest(family, values) {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : levelOf(family, Math.max(...known));
}
function goSetting(marks, name) {
    const value = new RegExp(`^build\\t${name}=v?(\\d)`, 'm').exec(marks?.go ?? '')?.[1];
    return value === undefined ? null : Number(value);
}
const armArchitectures = [
    ...[4, 4, 4, 5, 5, 5, 6, 6, 6, 6, 7],
    ...[null, null, null, 8, 8, null, null, 8, 8, 8, null, 9],
];
const tagCpuArchitecture = 6;
function armLevel(marks) {
    const value = marks?.arm ? armAttribute(marks.arm, tagCpuArchitecture) : null;
    return value === null ? null : (armArchitectures[value] ?? null);
}
const tagCompatibility = 32;
const textTags = [4, 5, tagCompatibility, 65, 67];
function armAttribute(attributes, wanted) {
    for (let at = 0; at < attributes.byteLength;) {
        const tag = readLeb128(attributes, at);
        const value = readLeb128(attributes, tag.end);
        if (tag.value === wanted) {
            return value.value;
        }
        at = isText(tag.value)
            ? endOfText(attributes, tag.value === tagCompatibility ? value.end : tag.end)
            : value.end;
    }
    return null;
}
function isText(tag) {
    return textTags.includes(tag) || (tag > tagCompatibility && tag % 2 === 1);
}
function endOfText(bytes, at) {
    const zero = bytes.indexOf(0, at);
    return zero < 0 ? bytes.byteLength : zero + 1;
}

;// CONCATENATED MODULE: ./src/verify/binaries/machine.ts

const armHardFloat = 0x400;
const armSoftFloat = 0x200;
const withNarrow = ['amd64', 'arm64', 's390x', 'mips64le', 'mips64'];
const older = { amd64: '386', arm64: 'arm' };
function machineOf({ architecture, variant }) {
    const machine = (0,elf_machines/* elfMachineOf */.c_)(architecture);
    if (machine === null) {
        return null;
    }
    const own = (elf) => (0,elf_machines/* isSameMachine */.sP)(elf, machine);
    if (architecture === 'arm' && variant === 'v5') {
        return { name: `${machine.name}, soft float`, own: (elf) => own(elf) && !hardFloat(elf), sibling: own };
    }
    const siblings = siblingsOf(architecture, machine);
    return { name: machine.name, own, sibling: (elf) => siblings.some((other) => (0,elf_machines/* isSameMachine */.sP)(elf, other)) };
}
function judgeMachine(elf, machine) {
    if (machine.own(elf)) {
        return 'matches';
    }
    return machine.sibling(elf) ? 'compatible' : 'differs';
}
function siblingsOf(architecture, machine) {
    const mode = (0,elf_machines/* elfMachineOf */.c_)(older[architecture] ?? '');
    return [
        ...(mode === null ? [] : [mode]),
        ...(withNarrow.includes(architecture) ? [{ ...machine, bits: 32 }] : []),
    ];
}
function hardFloat({ flags }) {
    return (flags & armHardFloat) !== 0;
}
function describeElf(elf) {
    const parts = [
        (0,elf_machines/* processorOf */._p)(elf),
        `${elf.bits}-bit`,
        `${elf.endianness}-endian`,
        ...floatAbi(elf),
        ...(elf.interpreter === null ? [] : [`loaded by ${elf.interpreter}`]),
    ];
    return `an ELF binary for ${parts.join(', ')}`;
}
function floatAbi(elf) {
    if ((0,elf_machines/* processorOf */._p)(elf) !== 'ARM' || (elf.flags & (armHardFloat | armSoftFloat)) === 0) {
        return [];
    }
    return [hardFloat(elf) ? 'hard float' : 'soft float'];
}

;// CONCATENATED MODULE: ./src/verify/binaries/verdict.ts


function judgeElf(elf, marks, platform) {
    const machine = machineOf(platform);
    const what = describeElf(elf);
    if (machine === null) {
        return { what, verdict: 'unchecked' };
    }
    const verdict = judgeMachine(elf, machine);
    const [needed, lowest] = [neededLevel(elf, marks), lowestLevel(platform)];
    if (verdict !== 'matches' || needed === null || lowest === null || needed.value <= lowest.value) {
        return { what, verdict };
    }
    return {
        what: `${what}, built for ${needed.name} where ${lowest.name} is all that the platform promises`,
        verdict: 'above',
    };
}

;// CONCATENATED MODULE: ./src/verify/binaries/elf-look.ts




const headBytes = 16_384;
function elfLook(platform) {
    const known = new Map();
    return (_path, mode) => {
        let head = Buffer.alloc(0);
        let elf;
        let scanner = null;
        const begin = () => {
            elf = parseElf(head);
            scanner = elf !== null && isScanned(elf, platform) ? markScanner() : null;
            scanner?.add(head);
        };
        return {
            add(piece) {
                if (elf !== undefined) {
                    scanner?.add(piece);
                    return;
                }
                const missing = headBytes - head.byteLength;
                head = Buffer.concat([head, piece.subarray(0, missing)]);
                if (head.byteLength === headBytes || !mayBeElf(head)) {
                    begin();
                    scanner?.add(piece.subarray(missing));
                }
            },
            end() {
                if (elf === undefined) {
                    begin();
                }
                if (!elf || (elf.type !== executable && elf.type !== shared)) {
                    return null;
                }
                const file = {
                    ...judgeElf(elf, scanner?.marks() ?? null, platform),
                    executable: (mode & 0o111) !== 0,
                };
                const key = `${file.what} ${file.verdict} ${file.executable}`;
                const same = known.get(key) ?? file;
                known.set(key, same);
                return same;
            },
        };
    };
}
function isScanned(elf, platform) {
    return isMarkedInside(elf, platform) || (elf.go && platform.architecture === 'amd64');
}
const magic = [0x7f, 0x45, 0x4c, 0x46];
function mayBeElf(head) {
    return magic.every((byte, index) => index >= head.byteLength || head[index] === byte);
}

;// CONCATENATED MODULE: ./src/oci/tar.ts
const block = 512;
const longestHeader = 1 << 20;
function tarReader(visit) {
    const header = gatherer();
    let extensions = {};
    let content = null;
    let left = 0;
    let padding = 0;
    let ended = false;
    const begin = (bytes) => {
        if (bytes[0] === 0 && checksumOf(bytes) === zeroChecksum) {
            ended = true;
            return;
        }
        const parsed = parseHeader(bytes, extensions);
        left = parsed.size;
        padding = (block - (left % block)) % block;
        const extending = extensionOf(parsed.flag);
        if (extending === null) {
            content = visit(parsed.entry);
            extensions = {};
        }
        else {
            content = extensionContent(left, (text) => {
                extensions = { ...extensions, ...extending(text) };
            });
        }
        finish();
    };
    const finish = () => {
        if (left === 0) {
            content?.end();
            content = null;
        }
    };
    return {
        add(piece) {
            let rest = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
            while (rest.byteLength > 0 && !ended) {
                const taken = Math.min(rest.byteLength, left || padding || block - header.length());
                const part = rest.subarray(0, taken);
                rest = rest.subarray(taken);
                if (left > 0) {
                    content?.add(part);
                    left -= taken;
                    finish();
                }
                else if (padding > 0) {
                    padding -= taken;
                }
                else {
                    header.add(part);
                    if (header.length() === block) {
                        begin(header.take());
                    }
                }
            }
        },
        end() {
            if (left > 0 || header.length() > 0) {
                throw new Error('the archive is cut off');
            }
        },
    };
}
function gatherer() {
    let parts = [];
    let length = 0;
    return {
        add(part) {
            parts.push(Buffer.from(part));
            length += part.byteLength;
        },
        length: () => length,
        take() {
            const all = Buffer.concat(parts);
            parts = [];
            length = 0;
            return all;
        },
    };
}
function extensionContent(size, take) {
    if (size > longestHeader) {
        throw new Error(`a header of ${size} bytes`);
    }
    const gathered = gatherer();
    return { add: gathered.add, end: () => take(gathered.take().toString('utf8')) };
}
function extensionOf(flag) {
    switch (flag) {
        case 'L':
            return (text) => ({ path: text.replace(/\0.*$/s, '') });
        case 'K':
            return (text) => ({ target: text.replace(/\0.*$/s, '') });
        case 'x':
            return paxExtensions;
        case 'g':
            return () => ({});
        default:
            return null;
    }
}
function paxExtensions(text) {
    const bytes = Buffer.from(text, 'utf8');
    const values = new Map();
    for (let at = 0; at < bytes.byteLength;) {
        const [digits = ''] = /^\d+/.exec(bytes.toString('latin1', at, at + 12)) ?? [];
        const length = Number(digits);
        if (digits === '' || length <= digits.length) {
            throw new Error('a damaged extended header');
        }
        const record = bytes.toString('utf8', at + digits.length + 1, at + length - 1);
        const equals = record.indexOf('=');
        values.set(record.slice(0, equals), record.slice(equals + 1));
        at += length;
    }
    const [path, target, size] = ['path', 'linkpath', 'size'].map((key) => values.get(key));
    return {
        ...(path === undefined ? {} : { path }),
        ...(target === undefined ? {} : { target }),
        ...(size === undefined ? {} : { size: Number(size) }),
    };
}
function parseHeader(bytes, { path, target, size }) {
    if (checksumOf(bytes) !== numberAt(bytes, 148, 8)) {
        throw new Error('a damaged header');
    }
    const flag = String.fromCharCode(bytes[156] ?? 0);
    const prefix = bytes.toString('latin1', 257, 262) === 'ustar' ? tar_textAt(bytes, 345, 155) : '';
    const name = tar_textAt(bytes, 0, 100);
    const type = tar_typeOf(flag);
    const linked = target ?? tar_textAt(bytes, 157, 100);
    return {
        flag,
        size: type === 'hard link' || type === 'directory' ? 0 : (size ?? numberAt(bytes, 124, 12)),
        entry: {
            path: path ?? (prefix === '' ? name : `${prefix}/${name}`),
            type,
            mode: numberAt(bytes, 100, 8) & 0o7777,
            target: type === 'hard link' ? linked : '',
        },
    };
}
function checksumOf(bytes) {
    let sum = zeroChecksum;
    for (let at = 0; at < block; at++) {
        sum += at >= 148 && at < 156 ? 0 : (bytes[at] ?? 0);
    }
    return sum;
}
const zeroChecksum = 8 * 0x20;
function tar_typeOf(flag) {
    switch (flag) {
        case '0':
        case '\0':
        case '7':
            return 'file';
        case '1':
            return 'hard link';
        case '5':
            return 'directory';
        default:
            return 'other';
    }
}
function tar_textAt(bytes, at, length) {
    return bytes.toString('utf8', at, at + length).replace(/\0.*$/s, '');
}
function numberAt(bytes, at, length) {
    const first = bytes[at] ?? 0;
    if (first >= 0x80) {
        return bytes.subarray(at + 1, at + length).reduce((value, byte) => value * 256 + byte, first & 0x7f);
    }
    return Number.parseInt(tar_textAt(bytes, at, length).trim() || '0', 8);
}

;// CONCATENATED MODULE: ./src/verify/binaries/image-files.ts


const whiteout = '.wh.';
const opaque = '.wh..wh..opq';
function layerReader(files, look) {
    const added = new Map();
    const parents = directoriesOf(files.keys());
    const hide = (directory) => {
        if (parents.has(directory)) {
            const prefix = directory === '/' ? '/' : `${directory}/`;
            for (const path of [...files.keys()].filter((candidate) => candidate.startsWith(prefix))) {
                files.delete(path);
            }
        }
    };
    const reader = tarReader((entry) => {
        const path = external_node_path_.posix.resolve('/', entry.path);
        const name = external_node_path_.posix.basename(path);
        if (name === opaque) {
            hide(external_node_path_.posix.dirname(path));
            return null;
        }
        const removes = name.startsWith(whiteout);
        const replaced = removes ? external_node_path_.posix.join(external_node_path_.posix.dirname(path), name.slice(whiteout.length)) : path;
        files.delete(replaced);
        if (entry.type !== 'directory') {
            hide(replaced);
        }
        return removes ? null : contentOf(entry, path, { files, added, look });
    });
    return {
        add: reader.add,
        end() {
            reader.end();
            for (const [path, known] of added) {
                files.set(path, known);
            }
        },
    };
}
function directoriesOf(paths) {
    const directories = new Set();
    for (const path of paths) {
        for (let parent = external_node_path_.posix.dirname(path); !directories.has(parent); parent = external_node_path_.posix.dirname(parent)) {
            directories.add(parent);
        }
    }
    return directories;
}
function contentOf(entry, path, { files, added, look }) {
    added.delete(path);
    if (entry.type === 'hard link') {
        const target = external_node_path_.posix.resolve('/', entry.target);
        const known = added.get(target) ?? files.get(target);
        if (known !== undefined) {
            added.set(path, known);
        }
        return null;
    }
    if (entry.type !== 'file') {
        return null;
    }
    const looking = look(path, entry.mode);
    return {
        add: looking.add,
        end() {
            const known = looking.end();
            if (known !== null) {
                added.set(path, known);
            }
        },
    };
}

;// CONCATENATED MODULE: ./src/verify/binaries/all.ts









const atOnce = 2;
async function readElfFiles(images, staged, session) {
    const { files } = session;
    if (staged.target.kind === 'layout') {
        return readImages(images, staged.target.directory, session);
    }
    const directory = await files.makeTemporary(session.folder, 'layers-');
    try {
        const source = (0,stage_staged/* inspectReference */.wz)(staged);
        const what = 'Reading the layers of the image';
        await (0,copy/* copyToLayout */.H)({ what, source, directory, otherwise: 'binary-unreadable' }, session);
        return await readImages(images, directory, session);
    }
    finally {
        await files.remove(directory);
    }
}
async function readImages(images, layout, session) {
    const read = [];
    const waiting = [...images.entries()];
    await (0,concurrency/* together */.b)(session, (part) => Array.from({ length: atOnce }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const [index, image] = next;
            read[index] = await readImage(image, layout, part);
        }
    }));
    return read;
}
async function readImage({ digest, platform }, layout, session) {
    const found = new Map();
    const look = elfLook(platform);
    for (const layer of await layersOf(digest, layout, session)) {
        try {
            const reader = layerReader(found, look);
            for await (const piece of session.files.pieces(blob(layout, layer.digest), layer.packing ?? undefined)) {
                session.signal.throwIfAborted();
                reader.add(piece);
            }
            reader.end();
        }
        catch (error) {
            session.signal.throwIfAborted();
            throw unreadable(`layer ${layer.digest} of ${(0,oci_platform/* formatPlatform */.Bq)(platform)}`, error);
        }
    }
    return found;
}
async function layersOf(digest, layout, session) {
    const bytes = await session.files.read(blob(layout, digest));
    try {
        return (0,manifest/* parseLayers */.ah)(bytes);
    }
    catch (error) {
        throw unreadable(`the manifest ${digest}`, error);
    }
}
function blob(layout, digest) {
    return (0,external_node_path_.join)(layout, 'blobs', ...digest.split(':'));
}
function unreadable(what, error) {
    return new errors/* ActionError */.lZ('binary-unreadable', `Reading ${what} failed: ${(0,errors/* messageOf */.bD)(error)}.`, {
        hint: 'If other programs read this image, report it; verify-binaries: entrypoint reads none of its layers.',
        cause: error,
    });
}

;// CONCATENATED MODULE: ./src/verify/binaries/findings.ts



function oneLine(text) {
    return text.replace(/\s+/g, ' ');
}
const mostNamed = 20;
function listed(findings, line) {
    const more = findings.length - mostNamed;
    return [...findings.slice(0, mostNamed).map(line), ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n');
}
function refuseForeign(findings) {
    const foreign = findings.filter(({ verdict }) => verdict === 'differs');
    if (foreign.length === 0) {
        return;
    }
    const message = listed(foreign, ({ platform, path, what }) => `${(0,oci_platform/* formatPlatform */.Bq)(platform)}: '${path}' is ${what}; expected ${machineOf(platform)?.name}.`);
    throw new errors/* ActionError */.lZ('binary-differs', message, {
        hint: 'Usually a build stage ignores the platform that it builds for: a stage FROM --platform=$BUILDPLATFORM ' +
            'must hand TARGETARCH to its compiler (ARG TARGETARCH, GOARCH=$TARGETARCH), and a COPY or download must pick ' +
            "the file of that architecture. 'verify-binaries' says which files are looked at.",
    });
}
function refuseAbove(findings) {
    const above = findings.filter(({ verdict }) => verdict === 'above');
    if (above.length > 0) {
        const line = ({ platform, path, what }) => `${(0,oci_platform/* formatPlatform */.Bq)(platform)}: '${path}' is ${what}.`;
        throw new errors/* ActionError */.lZ('binary-differs', listed(above, line), { hint: levelHint });
    }
}
const levelHint = 'Hand TARGETVARIANT to the compiler as well as TARGETARCH: GOARM is its digit for Go, -march is for C. ' +
    "Or name the variant that it is built for in 'platforms', such as linux/arm/v7.";
function refuseMissing(findings) {
    const missing = findings.filter(({ verdict }) => verdict === 'missing');
    if (missing.length > 0) {
        const line = ({ platform, path, what }) => `${(0,oci_platform/* formatPlatform */.Bq)(platform)}: '${path}': ${what}.`;
        throw new errors/* ActionError */.lZ('binary-unreadable', listed(missing, line), {
            hint: "Every path in 'verify-binaries' must be a file in the image of every platform.",
        });
    }
}
function logFinding({ platform, path, what, verdict }, log) {
    const text = `${(0,oci_platform/* formatPlatform */.Bq)(platform)}: '${path}': ${what}`;
    switch (verdict) {
        case 'unchecked':
            log.info(`${text}; its architecture was not checked`);
            break;
        case 'compatible':
            log.warning(`${text}, which not all machines of this platform run.`, 'Binary of a sibling architecture');
            break;
        case 'above':
            log.warning(`${text}. ${levelHint}`, 'Binary for newer processors');
            break;
        case 'missing':
        case 'orphaned':
            log.warning(`${text}. Unless a volume brings it, a container of this image cannot start.`, 'Program not found');
            break;
        default:
            log.info(text);
    }
}

;// CONCATENATED MODULE: ./src/verify/binaries/all-findings.ts



function judgeAll(platform, all, { except }) {
    const patterns = except.map(patternOf);
    const files = [...all].filter(([path]) => !patterns.some((pattern) => pattern.test(path)));
    const refused = files.filter(([path, file]) => isRefused(path, file));
    const noted = (verdict, title, what) => {
        const paths = files
            .filter(([path, file]) => file.verdict === verdict && !isRefused(path, file))
            .map(([path]) => path);
        return paths.length === 0 ? [] : [[title, `${(0,oci_platform/* formatPlatform */.Bq)(platform)}: ${what}: ${some(paths)}.`]];
    };
    return {
        refused: refused.map(([path, { what, verdict }]) => ({
            platform,
            path: oneLine(path),
            what: oneLine(what),
            verdict,
        })),
        notes: [
            ...noted('differs', 'File for another architecture', 'for another architecture, but not executable'),
            ...noted('compatible', 'Binary of a sibling architecture', 'not run by all machines of this platform'),
            ...noted('above', 'Library for newer processors', 'built for newer processors than the platform promises'),
        ],
        summary: summaryOf(platform, files, all.size - files.length),
    };
}
function isRefused(path, { verdict, executable }) {
    return executable && (verdict === 'differs' || (verdict === 'above' && !isLibrary(path)));
}
function isLibrary(path) {
    return /\.so(?:\.[^/]*)?$|\.node$/.test(path);
}
const all_findings_mostNamed = 5;
function some(paths) {
    const more = paths.length - all_findings_mostNamed;
    return [...paths.slice(0, all_findings_mostNamed).map(oneLine), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
function summaryOf(platform, files, left) {
    const own = files.filter(([, { verdict }]) => verdict === 'matches').length;
    const name = machineOf(platform)?.name ?? (0,oci_platform/* formatPlatform */.Bq)(platform);
    const which = own === files.length ? `, all for ${name}` : `, ${own} of them for ${name}`;
    const count = files.length === 1 ? '1 ELF file' : `${files.length} ELF files`;
    return `${count}${files.length === 0 ? '' : which}${left === 0 ? '' : `; ${left} left out`}`;
}
function patternOf(pattern) {
    const parts = pattern.replace(/\/+$/, '').split(/(\*\*?)/);
    const source = parts.map((part) => {
        if (part === '**') {
            return '.*';
        }
        return part === '*' ? '[^/]*' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    });
    return new RegExp(`^${source.join('')}(?:/.*)?$`, 's');
}

;// CONCATENATED MODULE: ./src/verify/binaries/mentions.ts

function pathsMentioned(name, args) {
    if (readsFiles.test(name)) {
        return [];
    }
    const paths = args.flatMap((arg, index) => pathsIn(arg ?? '', args[index - 1] ?? ''));
    return [...new Set(paths)].filter((path) => !isData(path)).slice(0, most);
}
const most = 4;
const readsFiles = /^(?:qemu-.*|box(?:64|86)|FEX.*|wine.*|.*gdb|lldb|openocd|probe-rs|esptool.*|avrdude|git|node|nodejs|bun|deno|java|php.*|ruby|nginx|caddy|httpd|apache2.*|serve|ls|cat|cp|mv|rm|ln|tail|head|find|grep|tar|chmod|chown|mkdir|touch|test|echo|printf|sleep|true|false)$/;
const path = /(?<![\w./])\/[\w.@%+-]+(?:\/[\w.@%+-]+)*/g;
const whole = new RegExp(`^${path.source}$`);
const starting = /^--?(?:a|c|e|x|args|bin|binary|cmd|command|entrypoint|exec|main|program|run|start)$/i;
function pathsIn(arg, before) {
    const [, option = before, value = arg] = /^(-[^=]*)=(.*)$/s.exec(arg) ?? [];
    if (whole.test(value)) {
        return !option.startsWith('-') || starting.test(option) ? [value] : [];
    }
    return /\bexec|\bsystem\b|\bspawn|\bsubprocess/i.test(value) ||
        /^(?:EXEC|SYSTEM):/.test(value) ||
        starting.test(option)
        ? (value.match(path) ?? [])
        : [];
}
function isData(found) {
    return (/^\/(?:run\/|(?:dev|proc|sys|etc|tmp|var)(?:\/|$))/.test(found) ||
        (/\.[A-Za-z]\w{0,9}$/.test(external_node_path_.posix.basename(found)) && !/\.(?:sh|bin|elf|out|run|AppImage)$/.test(found)));
}

;// CONCATENATED MODULE: ./src/verify/binaries/programs.ts

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
function resolveProgram(word, { workingDir, env, root = '/' }) {
    const from = external_node_path_.posix.resolve('/', workingDir);
    const directories = word.includes('/')
        ? [from]
        : (env['PATH'] ?? defaultPath).split(':').filter((directory) => directory.startsWith('/'));
    const found = directories.map((directory) => external_node_path_.posix.join(root, external_node_path_.posix.resolve(directory, word)));
    return { word, candidates: [...new Set(found)] };
}

;// CONCATENATED MODULE: ./src/verify/binaries/shell-state.ts

const builtins = new Set('. : [ alias bg break cd continue echo exit false fg getopts hash help in jobs kill let printf pwd read return select set shift source test times trap true type ulimit umask unalias unset wait'.split(' '));
const declarations = new Set(['declare', 'export', 'local', 'readonly', 'typeset']);
function isOwn([name = '']) {
    return name === null || name === '' || builtins.has(name) || declarations.has(name);
}
function obey([name, ...args], state) {
    if (name === 'cd') {
        const directory = args.find((word) => word && !word.startsWith('-')) ?? '/';
        state.workingDir = external_node_path_.posix.resolve(state.workingDir, directory);
    }
    else if (name === 'shift') {
        state.parameters = state.parameters.slice(Number(args[0] ?? 1));
    }
    else if (declarations.has(name ?? '')) {
        declare(args, state);
    }
    else if (name === 'set' && args[0] === '--') {
        return shell_state_reset(args.slice(1), state);
    }
    return [];
}
function shell_state_reset(parameters, state) {
    const [first = '-'] = state.parameters;
    if (first?.startsWith('-')) {
        state.parameters = parameters;
        return [];
    }
    return parameters[0]?.startsWith('-') ? [] : parameters;
}
function declare(args, { variables }) {
    for (const arg of args) {
        const [, name, value] = /^(\w+)=(.*)$/s.exec(arg ?? '') ?? [];
        if (name !== undefined && value !== undefined) {
            variables.set(name, value);
        }
    }
}

;// CONCATENATED MODULE: ./src/verify/binaries/shell-expansions.ts
function literal(text, quoted) {
    return { kind: 'text', text, quoted };
}
function closing(text, quote, from) {
    const at = text.indexOf(quote, from);
    return at < 0 ? text.length : at;
}
function readExpansion(text, at, quoted) {
    const rest = text.slice(at + 1);
    if (rest.startsWith('(') || rest.startsWith('{')) {
        const end = matching(text, at + 1);
        const inner = text.slice(at + 2, end - 1);
        const value = rest.startsWith('(') ? substituted(inner) : inBraces(inner, quoted);
        return { value, end };
    }
    const [name] = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(rest) ?? [];
    if (name === undefined) {
        return { value: literal('$', quoted), end: at + 1 };
    }
    return { value: named(name, null, quoted), end: at + 1 + name.length };
}
const unknown = { kind: 'unknown' };
function readBackquoted(text, at) {
    const end = closing(text, '`', at + 1);
    return { value: substituted(text.slice(at + 1, end)), end: end + 1 };
}
const shell_expansions_self = String.raw `"?\$(?:0|\{0\}|BASH_SOURCE|\{BASH_SOURCE(?:\[0\])?(?::-\$0)?\})"?`;
const ownDirectory = String.raw `dirname (?:-- )?(?:"?\$\((?:readlink -f|realpath) (?:-- )?${shell_expansions_self}\)"?|${shell_expansions_self})`;
const directories = [
    new RegExp(`^${ownDirectory}$`),
    new RegExp(String.raw `^(?:CDPATH=\S* )?cd (?:-- |-P )*"?\$\(${ownDirectory}\)"?(?: >\S+)? (?:&&|;) pwd(?: -P)?$`),
];
function substituted(command) {
    const text = command.trim();
    const [, program] = /^(?:which|command -v|type -p) ["']?([\w.+-]+)["']?$/.exec(text) ?? [];
    if (program !== undefined) {
        return literal(program, true);
    }
    return directories.some((pattern) => pattern.test(text)) ? { kind: 'directory' } : unknown;
}
function named(name, fallback, quoted) {
    if (name === '@' || name === '*') {
        return { kind: 'parameters' };
    }
    return /^\w+$/.test(name) ? { kind: 'variable', name, fallback, quoted } : unknown;
}
function inBraces(inner, quoted) {
    if (/^(?:0|BASH_SOURCE)%\/\*$/.test(inner)) {
        return { kind: 'directory' };
    }
    if (/^1:?\+"\$@"$/.test(inner)) {
        return { kind: 'parameters' };
    }
    const [, name, sign, fallback] = /^(\w+|[@*])(?::?([-=])([^$`'"\\]*))?$/.exec(inner) ?? [];
    if (name === undefined) {
        return unknown;
    }
    const piece = named(name, fallback ?? null, quoted);
    return sign === '=' && piece.kind === 'variable' ? { ...piece, assigns: true } : piece;
}
function matching(text, open) {
    let depth = 0;
    for (let at = open; at < text.length; at++) {
        const character = text[at] ?? '';
        if (character === '\\') {
            at++;
        }
        else if (character === "'" || (character === '"' && depth > 0)) {
            at = closing(text, character, at + 1);
        }
        else if ('({'.includes(character)) {
            depth++;
        }
        else if (')}'.includes(character) && --depth === 0) {
            return at + 1;
        }
    }
    return text.length;
}

;// CONCATENATED MODULE: ./src/verify/binaries/shell-words.ts

const operators = ['&&', '||', ';;', '|&', '&', '|', ';', '(', ')', '\n'];
const redirections = ['<<-', '<<<', '<<', '&>>', '&>', '>>', '>&', '<&', '<>', '>|', '>', '<'];
function shellTokens(text) {
    const tokens = [];
    const ends = [];
    for (let at = behindBlanks(text, 0); at < text.length; at = behindBlanks(text, at)) {
        const { value: token, end } = readToken(text, at);
        at = end;
        if (token?.kind === 'redirection') {
            ends.push(...documentEnd(text.slice(0, end), text.slice(end)));
        }
        if (token?.kind === 'operator' && token.operator === '\n') {
            at = behindDocuments(text, at, ends.splice(0));
        }
        if (token !== null) {
            tokens.push(token);
        }
    }
    return tokens;
}
function behindBlanks(text, at) {
    const blanks = /(?:[ \t\r]|\\\n|#[^\n]*)*/y;
    blanks.lastIndex = at;
    return at + (blanks.exec(text)?.[0].length ?? 0);
}
function readToken(text, at) {
    const redirection = startingWith(redirections, text, at);
    if (redirection !== undefined) {
        return { value: { kind: 'redirection' }, end: at + redirection.length };
    }
    const operator = startingWith(operators, text, at);
    if (operator !== undefined) {
        return { value: { kind: 'operator', operator }, end: at + operator.length };
    }
    const { value: word, end } = readWord(text, at);
    const number = isNumber(word) && /[<>]/.test(text[end] ?? '');
    return { value: number ? null : { kind: 'word', word }, end: Math.max(end, at + 1) };
}
function documentEnd(before, after) {
    const [, end] = (/(?:^|[^<])<<-?$/.test(before) && /^[ \t]*(\S+)/.exec(after)) || [];
    return end === undefined ? [] : [end.replace(/['"\\]/g, '')];
}
function startingWith(signs, text, at) {
    return signs.find((sign) => text.startsWith(sign, at));
}
function behindDocuments(text, start, ends) {
    let at = start;
    for (const end of ends) {
        while (at < text.length) {
            const [line = ''] = text.slice(at).split('\n', 1);
            at += line.length + 1;
            if (line.replace(/^\t+/, '') === end) {
                break;
            }
        }
    }
    return at;
}
function isNumber(word) {
    const [only, ...more] = word;
    return more.length === 0 && only?.kind === 'text' && !only.quoted && /^\d+$/.test(only.text);
}
function readWord(text, start) {
    const pieces = [];
    let at = start;
    while (at < text.length && !/[ \t\r\n;&|()<>]/.test(text[at] ?? '')) {
        const { value, end } = readPiece(text, at);
        pieces.push(...value);
        at = end;
    }
    return { value: joined(pieces), end: at };
}
function joined(pieces) {
    const word = [];
    for (const piece of pieces) {
        const before = word.at(-1);
        if (piece.kind === 'text' && before?.kind === 'text') {
            const quoted = before.quoted || piece.quoted;
            word.splice(-1, 1, { kind: 'text', text: before.text + piece.text, quoted });
        }
        else {
            word.push(piece);
        }
    }
    return word;
}
function readPiece(text, at) {
    switch (text[at]) {
        case "'": {
            const close = closing(text, "'", at + 1);
            return { value: [literal(text.slice(at + 1, close), true)], end: close + 1 };
        }
        case '"':
            return readQuoted(text, at + 1);
        case '\\':
            return { value: [literal(text[at + 1] === '\n' ? '' : (text[at + 1] ?? ''), true)], end: at + 2 };
        case '`': {
            const { value, end } = readBackquoted(text, at);
            return { value: [value], end };
        }
        case '$': {
            const { value, end } = readExpansion(text, at, false);
            return { value: [value], end };
        }
        default: {
            const [plain = text[at] ?? ''] = /^[^\s;&|()<>'"\\`$]+/.exec(text.slice(at)) ?? [];
            return { value: [literal(plain, false)], end: at + plain.length };
        }
    }
}
function readQuoted(text, start) {
    const pieces = [literal('', true)];
    let at = start;
    while (at < text.length && text[at] !== '"') {
        const { value, end } = readInQuotes(text, at);
        pieces.push(value);
        at = end;
    }
    const parameters = pieces.length === 2 && pieces[1]?.kind === 'parameters';
    return { value: parameters ? pieces.slice(1) : pieces, end: at + 1 };
}
function readInQuotes(text, at) {
    if (text[at] === '$') {
        return readExpansion(text, at, true);
    }
    if (text[at] === '`') {
        return readBackquoted(text, at);
    }
    const escaped = /^\\[$`"\\]/.test(text.slice(at, at + 2));
    const character = text[escaped ? at + 1 : at] ?? '';
    return { value: literal(character, true), end: at + (escaped ? 2 : 1) };
}

;// CONCATENATED MODULE: ./src/verify/binaries/shell-commands.ts



const longestText = 65_536;
const mostCommands = 12;
function shellCommandsIn(text, scope) {
    const state = { ...scope, variables: new Map(Object.entries(scope.variables)) };
    const found = [];
    for (const { words, operator } of simpleCommands(shellTokens(text.slice(0, longestText)))) {
        const argv = shell_commands_assign(words, state).flatMap((word) => expand(word, state));
        const command = withoutPrefixes(argv);
        const replaces = argv.includes('exec') && command !== argv;
        const follows = obey(command, state);
        if (follows.length > 0) {
            found.push({ argv: follows, workingDir: state.workingDir, matters: true });
        }
        if (!isOwn(command)) {
            const matters = replaces || operator === '&' || (command[0]?.includes('/') ?? false);
            found.push({ argv: command, workingDir: state.workingDir, matters });
        }
    }
    return found
        .filter(({ argv, matters }, index) => argv.length > 0 && (matters || index === found.length - 1))
        .slice(-mostCommands)
        .map(({ argv, workingDir }) => ({ argv, workingDir }));
}
const leading = new Set([
    'if',
    'then',
    'elif',
    'else',
    'while',
    'until',
    'do',
    '!',
    '{',
    'time',
    'fi',
    'done',
    'esac',
    '}',
]);
const headings = new Set(['for', 'case', 'select', '[[', '((']);
function simpleCommands(tokens) {
    const commands = [];
    let words = [];
    let depth = 0;
    let skipping = false;
    const finish = (operator) => {
        const start = words.findIndex((word) => !leading.has(plain(word)));
        const body = withoutFunction(start < 0 ? [] : words.slice(start));
        const pattern = operator === ')' && depth === 0;
        while (pattern && commands.at(-1)?.operator === '|') {
            commands.pop();
        }
        if (body.length > 0 && !pattern && !headings.has(plain(body[0] ?? []))) {
            commands.push({ words: body, operator });
        }
        words = [];
    };
    for (const token of tokens) {
        if (token.kind === 'redirection') {
            skipping = true;
        }
        else if (token.kind === 'word') {
            words = skipping ? words : [...words, token.word];
            skipping = false;
        }
        else if (token.operator === '(' && words.length > 0) {
            words = [];
            depth++;
        }
        else {
            finish(token.operator);
            depth = Math.max(0, depth + depthOf(token.operator));
        }
    }
    finish('');
    return commands;
}
function withoutFunction(words) {
    if (plain(words[0] ?? []) !== 'function') {
        return words;
    }
    const start = words.findIndex((word, index) => index > 1 && !leading.has(plain(word)));
    return start < 0 ? [] : words.slice(start);
}
function depthOf(operator) {
    if (operator === '(') {
        return 1;
    }
    return operator === ')' ? -1 : 0;
}
function plain(word) {
    const [only, ...more] = word;
    return more.length === 0 && only?.kind === 'text' && !only.quoted ? only.text : '';
}
function shell_commands_assign(words, state) {
    const start = words.findIndex((word) => assignmentOf(word) === null);
    if (start >= 0) {
        return words.slice(start);
    }
    for (const word of words) {
        const assignment = assignmentOf(word);
        if (assignment) {
            const [value = null] = expand(assignment.value, state);
            state.variables.set(assignment.name, value);
        }
    }
    return [];
}
function assignmentOf(word) {
    const [first, ...more] = word;
    const [head, name] = (first?.kind === 'text' && /^(\w+)=/.exec(first.text)) || [];
    if (head === undefined || name === undefined || first?.kind !== 'text') {
        return null;
    }
    const rest = { ...first, text: first.text.slice(head.length), quoted: true };
    return {
        name,
        value: [rest, ...more.map((piece) => (piece.kind === 'variable' ? { ...piece, quoted: true } : piece))],
    };
}
function expand(word, state) {
    const [first, ...more] = word;
    if (more.length === 0 && first?.kind === 'parameters') {
        return state.parameters;
    }
    const texts = word.map((piece) => shell_commands_textOf(piece, state));
    if (texts.includes(null)) {
        return [null];
    }
    const text = texts.join('');
    const splits = word.some((piece) => piece.kind === 'variable' && !piece.quoted);
    return splits ? text.split(/\s+/).filter((part) => part !== '') : [text];
}
function shell_commands_textOf(piece, { parameters, variables }) {
    switch (piece.kind) {
        case 'text':
            return piece.text;
        case 'variable': {
            const value = /^[1-9]\d*$/.test(piece.name)
                ? parameters[Number(piece.name) - 1]
                : variables.get(piece.name);
            if (value === undefined && piece.assigns) {
                variables.set(piece.name, piece.fallback);
            }
            return value === undefined ? piece.fallback : value;
        }
        case 'parameters':
            return parameters.includes(null) ? null : parameters.join(' ');
        case 'directory': {
            const script = variables.get('0');
            return script ? external_node_path_.posix.dirname(script) : null;
        }
        default:
            return null;
    }
}
function withoutPrefixes(argv) {
    const [first] = argv;
    if (first === 'eval') {
        return withoutPrefixes(argv.slice(1).flatMap((word) => word?.split(/\s+/).filter(Boolean) ?? [null]));
    }
    if (first === 'command' || first === 'builtin' || first === 'coproc') {
        return /^-[vV]$/.test(argv[1] ?? '') ? [] : withoutPrefixes(argv.slice(1));
    }
    if (first !== 'exec') {
        return argv;
    }
    let start = 1;
    while (/^-[acl]+$/.test(argv[start] ?? '')) {
        start += argv[start]?.includes('a') ? 2 : 1;
    }
    return argv.slice(argv[start] === '--' ? start + 1 : start);
}

;// CONCATENATED MODULE: ./src/verify/binaries/wrapper-table.ts
const wrapper_table_plain = {};
const wrappers = {
    tini: { letters: 'pe' },
    'tini-static': { letters: 'pe' },
    'docker-init': { letters: 'pe' },
    'dumb-init': { letters: 'r', names: ['--rewrite'] },
    catatonit: wrapper_table_plain,
    my_init: wrapper_table_plain,
    pid1: wrapper_table_plain,
    'rust-tini': { letters: 'pe' },
    'su-exec': { operands: 1 },
    gosu: { operands: 1 },
    setuidgid: { operands: 1 },
    's6-setuidgid': { operands: 1 },
    's6-envuidgid': { letters: 'D', operands: 1 },
    's6-applyuidgid': { letters: 'ugG' },
    envuidgid: { operands: 1 },
    chpst: { letters: 'uUbe/nlLmdopfcrtC' },
    setpriv: {
        names: [
            '--ruid',
            '--euid',
            '--rgid',
            '--egid',
            '--reuid',
            '--regid',
            '--groups',
            '--inh-caps',
            '--ambient-caps',
            '--bounding-set',
            '--securebits',
            '--pdeathsig',
            '--ptracer',
            '--selinux-label',
            '--apparmor-profile',
            '--landlock-access',
            '--landlock-rule',
            '--seccomp-filter',
        ],
    },
    runuser: {
        letters: 'ugGsw',
        names: ['--user', '--group', '--supp-group', '--shell', '--whitelist-environment'],
        shellText: true,
    },
    su: { operands: Number.POSITIVE_INFINITY, shellText: true },
    sudo: {
        letters: 'CDghpRrtTuU',
        names: [
            '--close-from',
            '--chdir',
            '--group',
            '--host',
            '--prompt',
            '--chroot',
            '--role',
            '--type',
            '--user',
        ],
        assignments: true,
    },
    doas: { letters: 'Cu' },
    'aa-exec': { letters: 'pn', names: ['--profile', '--namespace'] },
    fixuid: wrapper_table_plain,
    unshare: {
        letters: 'RwSG',
        names: ['--root', '--wd', '--setuid', '--setgid', '--map-user', '--map-group', '--propagation'],
    },
    nsenter: { letters: 'tSG', names: ['--target', '--setuid', '--setgid'] },
    cgexec: { letters: 'g' },
    firejail: wrapper_table_plain,
    authbind: wrapper_table_plain,
    fakeroot: { letters: 'lsibf', names: ['--lib', '--faked'] },
    envdir: { operands: 1 },
    's6-envdir': { letters: 'cn', operands: 1 },
    'with-contenv': wrapper_table_plain,
    faketime: { letters: 'p', operands: 1 },
    setarch: { leading: true },
    linux32: wrapper_table_plain,
    linux64: wrapper_table_plain,
    i386: wrapper_table_plain,
    x86_64: wrapper_table_plain,
    eatmydata: wrapper_table_plain,
    setlock: { operands: 1 },
    watch: { letters: 'nq', names: ['--interval', '--equexit'] },
    xargs: {
        letters: 'adEILnPs',
        names: ['--arg-file', '--delimiter', '--max-lines', '--max-args', '--max-procs'],
    },
    entr: wrapper_table_plain,
    'start-stop-daemon': { program: ['--exec', '--startas', '-x', '-a'] },
    timeout: { letters: 'ks', names: ['--kill-after', '--signal'], operands: 1 },
    nice: { letters: 'n', names: ['--adjustment'] },
    ionice: { letters: 'cn', names: ['--class', '--classdata'] },
    chrt: { letters: 'TPD', names: ['--sched-runtime', '--sched-period', '--sched-deadline'], operands: 1 },
    taskset: { operands: 1 },
    numactl: {
        letters: 'NimpCl',
        names: ['--cpunodebind', '--interleave', '--membind', '--preferred', '--physcpubind'],
    },
    prlimit: wrapper_table_plain,
    softlimit: { letters: 'mdslacotpfr' },
    flock: {
        letters: 'wE',
        names: ['--wait', '--timeout', '--conflict-exit-code'],
        operands: 1,
        shellText: true,
    },
    nohup: wrapper_table_plain,
    setsid: wrapper_table_plain,
    stdbuf: { letters: 'ioe', names: ['--input', '--output', '--error'] },
    unbuffer: wrapper_table_plain,
    time: { letters: 'fo', names: ['--format', '--output'] },
    'xvfb-run': {
        letters: 'efnpsw',
        names: ['--error-file', '--auth-file', '--server-num', '--xauth-protocol', '--server-args', '--wait'],
    },
    'dbus-run-session': { names: ['--config-file', '--dbus-daemon'] },
    'dbus-launch': { names: ['--config-file'] },
    catchsegv: wrapper_table_plain,
    script: { operands: Number.POSITIVE_INFINITY, shellText: true },
    heaptrack: { letters: 'o', names: ['--output'] },
    proxychains: { letters: 'f' },
    proxychains4: { letters: 'f' },
    torsocks: wrapper_table_plain,
    tsocks: wrapper_table_plain,
    'ssh-agent': { letters: 'aEOPt' },
    strace: { letters: 'abeEIoOpPsSuUX' },
    ltrace: { letters: 'aeADFlnopsuwxX' },
    valgrind: wrapper_table_plain,
    dockerize: {
        names: [
            ...['-delims', '-poll', '-stderr', '-stdout', '-template', '-timeout', '-wait', '-wait-http-header'],
            ...['-wait-retry-interval', '-env', '-env-section'],
        ],
    },
    'ddtrace-run': wrapper_table_plain,
    bundle: { operands: 1 },
    poetry: { operands: 1 },
    pipenv: { operands: 1 },
    uv: { operands: 1 },
    'opentelemetry-instrument': {
        names: [
            '--traces_exporter',
            '--metrics_exporter',
            '--logs_exporter',
            '--service_name',
            '--exporter_otlp_endpoint',
        ],
    },
};

;// CONCATENATED MODULE: ./src/verify/binaries/wrappers.ts


function wrappedBy(name, args) {
    const wrapper = wrapperNamed(external_node_path_.posix.basename(name));
    if (wrapper === null) {
        return null;
    }
    if (wrapper.program) {
        return namedProgram(args, wrapper.program);
    }
    const text = args.findIndex((word) => /^(?:-[a-z]*c|--command)$/.test(word ?? '')) + 1;
    if (wrapper.shellText && text > 0) {
        return args[text] ? { shellText: args[text] } : null;
    }
    const start = wrapper.leading && args[0] && !args[0].startsWith('-') && args.length > 1 ? 1 : 0;
    let at = start + optionsEnd(args.slice(start), wrapper);
    while (wrapper.assignments && isAssignment(args[at])) {
        at++;
    }
    at += wrapper.operands ?? 0;
    const argv = args.slice(args[at] === '--' ? at + 1 : at);
    return argv.length === 0 ? null : { argv };
}
function namedProgram(args, names) {
    const at = args.findIndex((word) => names.some((name) => word === name || word?.startsWith(`${name}=`)));
    const [option, next] = at < 0 ? [] : args.slice(at);
    if (!option) {
        return null;
    }
    const program = option.includes('=') ? option.slice(option.indexOf('=') + 1) : next;
    const separator = args.indexOf('--');
    return program ? { argv: [program, ...(separator < 0 ? [] : args.slice(separator + 1))] } : null;
}
const loader = {
    names: ['--library-path', '--inhibit-rpath', '--audit', '--preload', '--argv0', '--glibc-hwcaps-mask'],
};
function wrapperNamed(name) {
    return wrappers[name] ?? (/^ld(?:64|-[\w.-]+)?\.so(?:\.\d+)?$/.test(name) ? loader : null);
}
function isAssignment(word) {
    return /^\w+=/.test(word ?? '');
}
function optionsEnd(args, { letters = '', names = [] }) {
    let at = 0;
    for (let word = args[at]; word?.startsWith('-'); word = args[at]) {
        at++;
        if (word === '--') {
            break;
        }
        if (names.includes(word) || endsInValueLetter(word, letters)) {
            at++;
        }
    }
    return at;
}
function endsInValueLetter(word, letters) {
    if (word.startsWith('--')) {
        return false;
    }
    const first = [...word.slice(1)].findIndex((letter) => letters.includes(letter));
    return first >= 0 && first === word.length - 2;
}

;// CONCATENATED MODULE: ./src/verify/binaries/commands.ts





const deepest = 8;
function startedBy(command, depth = 0) {
    const { argv, scope, guessed, script } = command;
    const [word, ...args] = argv;
    if (word === undefined || word === null || word === '' || depth > deepest) {
        return [];
    }
    const program = script ? resolveScript(word, scope) : resolveProgram(word, scope);
    const started = { program, args, scope, guessed, ...(script ? { script } : {}) };
    const next = script ? [] : behind(word, args, scope);
    return [
        started,
        ...next.flatMap((inner) => startedBy({ ...inner, guessed: guessed || inner.guessed }, depth + 1)),
    ];
}
function resolveScript(word, scope) {
    const { candidates } = resolveProgram(word, scope);
    const here = word.includes('/') ? [] : resolveProgram(`./${word}`, scope).candidates;
    return { word, candidates: [...new Set([...here, ...candidates])] };
}
function behind(word, args, scope) {
    const name = external_node_path_.posix.basename(word);
    if (isShell(name)) {
        return behindShell(args, scope);
    }
    switch (name) {
        case 'busybox':
        case 'busybox.static':
        case 'toybox':
            return args[0] ? behind(args[0], args.slice(1), scope) : [];
        case 'env':
            return behindEnv(args, scope);
        case 'capsh':
            return behindCapsh(args, scope);
        case 'chroot':
            return behindChroot(args, scope);
        default:
            return behindOther(word, args, scope);
    }
}
function isShell(name) {
    return /^(?:a|ba|da|k|lk|mk|r?ba|z)?sh(?:-static|\.static)?$/.test(name);
}
const shellOptions = { letters: 'oO', names: ['--rcfile', '--init-file'] };
function behindShell(args, scope) {
    const end = optionsEnd(args, shellOptions);
    const [operand, ...more] = args.slice(end);
    if (!operand) {
        return [];
    }
    if (args.slice(0, end).some((word) => /^-[a-zA-Z]*c/.test(word ?? ''))) {
        return commandsOf(operand, more.slice(1), scope);
    }
    return [{ argv: [operand, ...more], scope, guessed: false, script: true }];
}
function commandsOf(text, parameters, scope) {
    const commands = shellCommandsIn(text, { parameters, variables: scope.env, workingDir: scope.workingDir });
    return commands.map(({ argv, workingDir }) => ({ argv, scope: { ...scope, workingDir }, guessed: true }));
}
const envOptions = { letters: 'uCSa', names: ['--unset', '--chdir', '--split-string', '--argv0'] };
function behindEnv(given, scope) {
    const args = withoutSplitString(given);
    const end = optionsEnd(args, envOptions);
    const options = args.slice(0, end);
    const operands = args.slice(end);
    const start = operands.findIndex((word) => !isAssignment(word));
    if (start < 0) {
        return [];
    }
    const env = {
        ...(clearsEnvironment(options) ? {} : scope.env),
        ...assignmentsIn(operands.slice(0, start)),
    };
    const directory = optionValue(options, '-C', '--chdir') ?? '.';
    const workingDir = external_node_path_.posix.resolve(scope.workingDir, directory);
    return [{ argv: operands.slice(start), scope: { ...scope, env, workingDir }, guessed: false }];
}
function clearsEnvironment(options) {
    return options.some((word) => /^(?:-|--ignore-environment|-[0v]*i.*)$/.test(word ?? ''));
}
function assignmentsIn(words) {
    const pairs = words.map((word) => /^(\w+)=(.*)$/s.exec(word ?? '') ?? []);
    return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}
function withoutSplitString(args) {
    const options = args.slice(0, optionsEnd(args, envOptions));
    const at = options.findIndex((word) => /^(?:-[0iv]*S|--split-string)/.test(word ?? ''));
    if (at < 0) {
        return args;
    }
    const attached = (args[at] ?? '').replace(/^(?:-[0iv]*S|--split-string=?)/, '');
    const behindIt = attached === '' ? at + 2 : at + 1;
    const words = (attached === '' ? (args[at + 1] ?? '') : attached).trim().split(/\s+/);
    return withoutSplitString([...args.slice(0, at), ...words, ...args.slice(behindIt)]);
}
function optionValue(options, letter, name) {
    const at = options.findIndex((word) => word === letter || word === name || word?.startsWith(`${name}=`));
    const word = options[at];
    if (word === undefined || word === null) {
        return null;
    }
    return word.startsWith(`${name}=`) ? word.slice(name.length + 1) : (options[at + 1] ?? null);
}
function behindCapsh(args, scope) {
    const dashes = args.indexOf('--');
    return dashes < 0 ? [] : behindShell(args.slice(dashes + 1), scope);
}
function behindChroot(args, scope) {
    const [root, ...argv] = args.slice(optionsEnd(args, {}));
    if (!root) {
        return [];
    }
    const inside = external_node_path_.posix.join(scope.root ?? '/', external_node_path_.posix.resolve('/', scope.workingDir, root));
    return [{ argv, scope: { ...scope, root: inside, workingDir: '/' }, guessed: false }];
}
function mentionedBy({ program, args, scope }) {
    return behind(program.word, args, scope).length > 0
        ? []
        : pathsMentioned(external_node_path_.posix.basename(program.word), args).map((path) => ({
            program: resolveProgram(path, scope),
            args: [],
            scope,
            guessed: true,
            mentioned: true,
        }));
}
const commands_opaque = /^(?:qemu-|box(?:64|86)$|FEX|wine|git$)/;
function behindOther(word, args, scope) {
    const wrapped = wrappedBy(word, args);
    if (wrapped !== null) {
        return 'argv' in wrapped
            ? [{ argv: wrapped.argv, scope, guessed: false }]
            : commandsOf(wrapped.shellText, [], scope);
    }
    const separator = args.indexOf('--');
    return separator < 0 || commands_opaque.test(external_node_path_.posix.basename(word))
        ? []
        : [{ argv: args.slice(separator + 1), scope, guessed: true }];
}

;// CONCATENATED MODULE: ./src/verify/binaries/file-kind.ts

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

// EXTERNAL MODULE: ./src/failures/command.ts + 6 modules
var failures_command = __webpack_require__(4767);
// EXTERNAL MODULE: ./src/buildx/stdin-build.ts
var stdin_build = __webpack_require__(7927);
// EXTERNAL MODULE: ./src/failures/evidence.ts
var evidence = __webpack_require__(6010);
// EXTERNAL MODULE: ./src/oci/reference.ts
var oci_reference = __webpack_require__(2148);
;// CONCATENATED MODULE: ./src/verify/image-build.ts





const imageStage = 'image';
const firstLine = `FROM scratch AS ${imageStage}`;
const mostNames = 16;
async function runImageBuild(build, session) {
    const { staged, platforms, dockerfile, options = [], output, ...command } = build;
    const names = new Set();
    const args = () => (0,stdin_build/* stdinBuildArguments */.D)({
        builder: session.builder.name,
        platforms,
        options: [
            ...['--build-context', `${imageStage}=${(0,stage_staged/* buildContextOf */.N$)(staged)}`],
            ...[...names].flatMap((name) => ['--build-context', `${name}=docker-image://scratch`]),
            ...options,
        ],
        output,
    });
    const pushed = staged.target.kind === 'repositories' ? (0,oci_reference/* pinned */.dp)(staged.target.repositories[0], staged.digest) : null;
    for (;;) {
        const known = names.size;
        const learn = (failed) => {
            const name = unresolvedName(failed, pushed);
            if (name !== null && names.size < mostNames) {
                names.add(name);
            }
        };
        try {
            await (0,failures_command/* runCommand */.d1)({
                ...command,
                tool: session.buildx,
                args: args(),
                input: dockerfile,
                ...(pushed === null ? {} : { pushed }),
                argsAfter: (failed) => {
                    learn(failed);
                    return args();
                },
            }, session);
            return;
        }
        catch (error) {
            const cause = error instanceof Error ? error.cause : null;
            if (cause instanceof failures_command/* CommandFailed */.nk) {
                learn(cause);
            }
            if (names.size === known) {
                throw error;
            }
        }
    }
}
function unresolvedName({ completed }, pushed) {
    const [, name] = /: failed to solve: (\S+): failed to resolve source metadata for /.exec((0,evidence/* readEvidence */.A)(completed.stderr).final) ?? [];
    return name === undefined || name === pushed ? null : name;
}

;// CONCATENATED MODULE: ./src/verify/binaries/probe-dockerfile.ts


function probeDockerfile(lookups, form) {
    const careful = form === 'careful';
    const lines = [
        other(firstLine),
        ...(careful ? [other(`FROM ${imageStage} AS ${preparedStage}`), ...parentLines(lookups)] : []),
        other('FROM scratch'),
        ...lookups.flatMap((candidates, index) => copyLine(candidates, index, careful)),
    ];
    return {
        text: lines.map(({ text }) => `${text}\n`).join(''),
        purposes: lines.map(({ purposes }) => purposes),
    };
}
const preparedStage = 'prepared';
function other(text) {
    return { text, purposes: [] };
}
function parentLines(lookups) {
    const parents = new Map();
    for (const [index, candidates] of lookups.entries()) {
        for (const parent of candidates.map((path) => external_node_path_.posix.dirname(path))) {
            parents.set(parent, [...(parents.get(parent) ?? []), index]);
        }
    }
    return [...parents]
        .filter(([parent]) => parent !== '/' && !/[\r\n]/.test(parent))
        .map(([parent, purposes]) => ({ text: `WORKDIR ${word(parent)}`, purposes }));
}
function copyLine(candidates, index, careful) {
    const [only, ...more] = candidates;
    if (only === undefined) {
        return [];
    }
    const single = careful ? optional(only) : probe_dockerfile_literal(only);
    const sources = more.length > 0 ? candidates.map(optional).reverse() : [single];
    const words = [...sources.map(word), more.length > 0 ? `/${index}/` : `/${index}`];
    const from = careful ? preparedStage : imageStage;
    return [{ text: `COPY --chmod=0755 --from=${from} ${JSON.stringify(words)}`, purposes: [index] }];
}
function failedLookups(stderr, { purposes }) {
    const marked = [...stderr.matchAll(/^ *(\d+) \| >>> /gm)];
    return marked.length === 0 ? null : marked.flatMap(([, line]) => purposes[Number(line) - 1] ?? []);
}
function probedName(candidates, index) {
    const [only, ...more] = candidates;
    return only === undefined || more.length === 0 ? `${index}` : `${index}/${external_node_path_.posix.basename(only)}`;
}
function probe_dockerfile_literal(path) {
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

;// CONCATENATED MODULE: ./src/verify/binaries/probe-files.ts








const probe_files_headBytes = 16_384;
const longestMs = 600_000;
const pollMs = 20;
async function probeFiles(probe, session) {
    const { files, clock, signal } = session;
    const directory = await files.makeTemporary(session.folder, 'files-');
    const enough = new AbortController();
    const ended = { ...session, signal: AbortSignal.any([signal, enough.signal]) };
    const exported = exportedFiles(probe, directory);
    try {
        const building = copyOut(probe, directory, ended).then(() => 'done', (error) => {
            if (enough.signal.aborted && !signal.aborted) {
                return 'done';
            }
            throw error;
        });
        const waiting = () => clock.sleep(pollMs).then(() => 'going on');
        const pending = [...exported];
        while ((await Promise.race([building, waiting()])) === 'going on') {
            while (pending[0] !== undefined && (await isSettled(pending[0], probe, files))) {
                pending.shift();
            }
            if (pending.length === 0) {
                enough.abort();
            }
        }
        return await readAll(exported, probe, files);
    }
    finally {
        await files.remove(directory);
    }
}
function exportedFiles({ lookups, platforms }, directory) {
    return platforms.flatMap((platform) => {
        const own = (0,external_node_path_.join)(directory, (0,oci_platform/* formatPlatform */.Bq)(platform).replaceAll('/', '_'));
        return lookups.map((candidates, index) => ({ platform, path: (0,external_node_path_.join)(own, probedName(candidates, index)) }));
    });
}
async function isSettled({ platform, path }, { wantedLength }, files) {
    const head = await files.readHead(path, probe_files_headBytes);
    if (head === null) {
        return (await files.kind(path)) === 'directory';
    }
    const wanted = head.byteLength === probe_files_headBytes ? wantedLength(head, platform) : null;
    return head.byteLength === probe_files_headBytes && (wanted === null || (await files.size(path)) >= wanted);
}
async function readAll(exported, { platforms, wantedLength }, files) {
    const read = await Promise.all(exported.map(async ({ platform, path }) => {
        const head = await files.readHead(path, probe_files_headBytes);
        if (head === null) {
            return null;
        }
        const marks = wantedLength(head, platform) === null ? null : await scan(path, files);
        return { head, whole: head.byteLength < probe_files_headBytes, marks };
    }));
    return new Map(platforms.map((platform) => [
        (0,oci_platform/* formatPlatform */.Bq)(platform),
        read.filter((_, index) => exported[index]?.platform === platform),
    ]));
}
async function scan(path, files) {
    const scanner = markScanner();
    for await (const piece of files.pieces(path)) {
        scanner.add(piece);
    }
    return scanner.marks();
}
async function copyOut(probe, directory, session) {
    let { lookups } = probe;
    for (let form = 'quick';; form = 'careful') {
        const dockerfile = probeDockerfile(lookups, form);
        const failed = await runProbe(dockerfile.text, probe, directory, session);
        if (failed === null) {
            return;
        }
        const nowhere = failedLookups(failed.completed.stderr, dockerfile);
        const explained = nowhere === null ? form === 'quick' : nowhere.length > 0;
        if (!explained) {
            throw (0,failures_command/* asActionError */.z6)(failed, 'binary-unreadable');
        }
        if (form === 'careful') {
            lookups = lookups.map((candidates, index) => (nowhere?.includes(index) ? [] : candidates));
        }
    }
}
async function runProbe(dockerfile, { staged, platforms }, directory, session) {
    try {
        await runImageBuild({
            what: 'Reading programs out of the image',
            staged,
            platforms,
            dockerfile,
            output: `type=local,platform-split=true,${(0,csv/* formatCsv */.yv)([`dest=${directory}`])}`,
            limitMs: longestMs,
            graceMs: 0,
            explain: (failed) => (0,failures_command/* asActionError */.z6)(failed, 'binary-unreadable'),
        }, session);
        return null;
    }
    catch (error) {
        const asked = error instanceof errors/* ActionError */.lZ && error.code === 'binary-unreadable';
        if (asked && error.cause instanceof failures_command/* CommandFailed */.nk) {
            return error.cause;
        }
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/verify/binaries/scripts.ts


function behindScript({ shebang, text, cut }, { program, args, scope, script }) {
    const named = { ...scope, env: { ...scope.env, 0: program.candidates[0] ?? '' } };
    const chain = shebang === null || script === true
        ? []
        : startedBy({ argv: [shebang.interpreter, shebang.argument], scope, guessed: false });
    const interpreters = chain.filter(({ program }) => external_node_path_.posix.basename(program.word) !== 'env');
    const shell = script === true || interpreters.some(({ program }) => isShellCalled(program.word, shebang));
    const commands = [
        ...(shell ? commandsOf(text, args, named) : []),
        ...(shell && !cut ? [] : passedOn(args).map((argv) => ({ argv, scope, guessed: true }))),
    ];
    return { interpreters, programs: commands.flatMap((command) => startedBy(command)) };
}
function isShellCalled(word, shebang) {
    const name = external_node_path_.posix.basename(word);
    return isShell(name) || (name === 'busybox' && isShell(shebang?.argument ?? ''));
}
function passedOn(args) {
    const [first] = args;
    return !first || first.startsWith('-') ? [] : [args];
}

;// CONCATENATED MODULE: ./src/verify/binaries/inspect.ts










const inspect_deepest = 4;
const mostSearches = 40;
async function inspectBinaries(mode, images, staged, session) {
    const findings = [];
    let searches = images.flatMap((image) => firstSearches(mode, image));
    for (let round = 0; searches.length > 0; round++) {
        const looked = await lookAt(searches, staged, session);
        const next = [];
        for (const { search, file } of looked) {
            const { finding, searches: further } = judge(search, file, round === inspect_deepest);
            findings.push(...finding);
            next.push(...further);
        }
        searches = images.flatMap((image) => next.filter((search) => search.image === image).slice(0, mostSearches));
    }
    return withoutRepetitions(findings);
}
function firstSearches(mode, image) {
    if (image.platform.os !== 'linux' || machineOf(image.platform) === null) {
        return [];
    }
    const { config } = image;
    const commands = mode === 'entrypoint' ? [[...config.entrypoint, ...config.cmd]] : mode.map((path) => [path]);
    return commands
        .flatMap((argv) => startedBy({ argv, scope: config, guessed: false }))
        .map((started) => searchOf(image, started));
}
function searchOf(image, started) {
    return { image, path: started.program.word, started, via: [] };
}
async function lookAt(searches, staged, session) {
    const lookups = new Map(searches.map(({ started }) => [keyOf(started.program), started.program.candidates]));
    const keys = [...lookups.keys()];
    const platforms = searches
        .map(({ image }) => image.platform)
        .filter((platform, index, all) => all.findIndex((other) => (0,oci_platform/* isSamePlatform */.SW)(other, platform)) === index);
    const probe = { staged, lookups: [...lookups.values()], platforms, wantedLength };
    const files = await probeFiles(probe, session);
    return searches.map((search) => {
        const own = files.get((0,oci_platform/* formatPlatform */.Bq)(search.image.platform));
        return { search, file: own?.[keys.indexOf(keyOf(search.started.program))] ?? null };
    });
}
function keyOf(program) {
    return program.candidates.join('\0');
}
function wantedLength(head, platform) {
    const elf = parseElf(head);
    return elf !== null && isMarkedInside(elf, platform) ? elf.length : null;
}
function judge(search, file, last) {
    const { mentioned = false } = search.started;
    if (file === null) {
        return { finding: mentioned ? [] : [absent(search)], searches: [] };
    }
    const kind = fileKind(file.head);
    if (mentioned && kind.kind !== 'elf' && kind.kind !== 'script') {
        return { finding: [], searches: [] };
    }
    switch (kind.kind) {
        case 'elf': {
            const { what, verdict } = judgeElf(kind.elf, file.marks, search.image.platform);
            return {
                finding: [found(search, what, verdict)],
                searches: last ? [] : mentionedBy(search.started).map((started) => searchOf(search.image, started)),
            };
        }
        case 'foreign':
            return { finding: [found(search, kind.what, 'differs')], searches: [] };
        case 'other':
            return search.started.script
                ? judgeScript(search, scriptOf(file, null), last)
                : { finding: [found(search, kind.what, 'unchecked')], searches: [] };
        case 'script':
            return judgeScript(search, scriptOf(file, kind), last);
    }
}
function found({ image, path, via }, what, verdict) {
    return {
        platform: image.platform,
        path: oneLine(path),
        what: oneLine(via.length === 0 ? what : `${via.join(', ')}: ${what}`),
        verdict,
    };
}
function absent(search) {
    const { program, guessed } = search.started;
    const what = program.word.includes('/')
        ? `no file at ${program.candidates[0]}`
        : `'${program.word}' is not in PATH`;
    if (search.via.length > 0) {
        return found(search, what, 'orphaned');
    }
    return found(search, what, guessed ? 'unchecked' : 'missing');
}
function scriptOf({ head, whole }, shebang) {
    return { shebang, text: new TextDecoder().decode(head), cut: !whole };
}
function judgeScript(search, script, last) {
    const { image, started, via } = search;
    const { interpreters, programs } = behindScript(script, started);
    const told = { finding: [found(search, 'a script', 'unchecked')], searches: [] };
    if (last) {
        return told;
    }
    const running = interpreters.map((interpreter) => ({
        ...searchOf(image, started.mentioned ? { ...interpreter, mentioned: true } : interpreter),
        path: search.path,
        via: [...via, `a script for ${interpreter.program.word}`],
    }));
    return {
        finding: running.length === 0 ? told.finding : [],
        searches: [...running, ...programs.map((program) => searchOf(image, program))],
    };
}
function withoutRepetitions(findings) {
    const lines = findings.map(({ platform, path, what }) => `${(0,oci_platform/* formatPlatform */.Bq)(platform)} ${path} ${what}`);
    return findings.filter((_, index) => lines.indexOf(lines[index] ?? '') === index);
}

;// CONCATENATED MODULE: ./src/verify/binaries/verify-binaries.ts






function isAll(check) {
    return typeof check === 'object' && 'except' in check;
}
async function verifyBinaries(check, images, staged, session) {
    if (check === 'none') {
        return [];
    }
    if (isAll(check)) {
        return verifyAll(check, images, staged, session);
    }
    const findings = await inspectBinaries(check, images, staged, session);
    refuseForeign(findings);
    if (check !== 'entrypoint') {
        refuseMissing(findings);
    }
    return tell(images, findings, session);
}
async function verifyAll(check, images, staged, session) {
    const [findings, files] = await (0,concurrency/* together */.b)(session, (part) => [
        inspectBinaries('entrypoint', images, staged, part),
        readElfFiles(images, staged, part),
    ]);
    const all = images.map(({ platform }, index) => judgeAll(platform, files[index] ?? new Map(), check));
    const refused = all.flatMap((found) => found.refused);
    refuseForeign([...findings, ...refused]);
    refuseAbove([...findings, ...refused]);
    const { log } = session;
    for (const [title, text] of all.flatMap(({ notes }) => notes)) {
        log.warning(text, title);
    }
    const programs = tell(images, findings, session);
    return images.map(({ platform }, index) => {
        const summary = all[index]?.summary ?? '';
        log.info(`${(0,oci_platform/* formatPlatform */.Bq)(platform)}: ${summary}`);
        return [programs[index], summary].join('; ');
    });
}
function tell(images, findings, { log }) {
    return images.map(({ platform }) => {
        const own = findings.filter((finding) => (0,oci_platform/* isSamePlatform */.SW)(finding.platform, platform));
        for (const finding of own) {
            logFinding(finding, log);
        }
        if (own.length > 0) {
            return own.map(({ path, what }) => `${path}: ${what}`).join('; ');
        }
        const nothing = 'nothing to check: the image names no program';
        log.info(`${(0,oci_platform/* formatPlatform */.Bq)(platform)}: ${nothing}`);
        return nothing;
    });
}

// EXTERNAL MODULE: ./src/oci/json.ts
var json = __webpack_require__(1691);
;// CONCATENATED MODULE: ./src/verify/configs.ts




async function readDetails(reference, types, session) {
    const text = (await (0,read_back/* inspectPushed */.eR)(reference, ['--format', template(types)], session)).toString('utf8');
    try {
        return parseDetails(text);
    }
    catch (error) {
        throw new errors/* ActionError */.lZ('config-differs', `The image configs of '${reference}' cannot be read: ${(0,errors/* messageOf */.bD)(error)}.`, {
            hint: 'Does the image come from another builder, or does a proxy answer in place of the registry?',
            cause: error,
        });
    }
}
const fields = {
    sbom: ['SBOM', 'SPDX'],
    provenance: ['Provenance', 'SLSA'],
};
function template(types) {
    const attested = types.map((type) => {
        const [attestation, content] = fields[type];
        const several = `{{range $platform, $_ := .${attestation}}}{{json $platform}},{{end}}`;
        const one = `{{if ne (printf "%T" .${attestation}.${content}) "<nil>"}}null,{{end}}`;
        return `"${type}":[{{if $several}}${several}{{else}}${one}{{end}}0]`;
    });
    const several = '{{$several := eq (printf "%.3s" (printf "%T" .Image)) "map"}}';
    return `${several}{${[...attested, '"configs":{{json .Image}}'].join(',')}}`;
}
function parseDetails(text) {
    const document = JSON.parse(text);
    if (!(0,json/* isRecord */.u4)(document)) {
        throw new Error('buildx printed no JSON object');
    }
    const named = (type) => {
        const list = document[type];
        return Array.isArray(list) ? list.filter((of) => of === null || typeof of === 'string') : [];
    };
    return {
        configs: parseConfigs(document['configs']),
        attested: { sbom: named('sbom'), provenance: named('provenance') },
    };
}
function parseConfigs(document) {
    if (!(0,json/* isRecord */.u4)(document)) {
        throw new Error('there are none');
    }
    if (typeof document['architecture'] === 'string') {
        return [configOf(null, document)];
    }
    return Object.entries(document).map(([platform, config]) => configOf(platform, config));
}
function configOf(of, value) {
    const whose = of === null ? 'the config' : `the config of ${of}`;
    if (!(0,json/* isRecord */.u4)(value)) {
        throw new Error(`${whose} is not a JSON object`);
    }
    const { os, architecture, variant } = value;
    if (typeof os !== 'string' || typeof architecture !== 'string') {
        throw new Error(`${whose} names no platform`);
    }
    const config = (0,json/* isRecord */.u4)(value['config']) ? value['config'] : {};
    const directory = config['WorkingDir'];
    return {
        of,
        platform: { os, architecture, ...(typeof variant === 'string' && variant !== '' ? { variant } : {}) },
        entrypoint: (0,json/* stringsIn */.QQ)(config['Entrypoint']),
        cmd: (0,json/* stringsIn */.QQ)(config['Cmd']),
        workingDir: typeof directory === 'string' && directory !== '' ? directory : '/',
        env: variablesOf((0,json/* stringsIn */.QQ)(config['Env'])),
    };
}
function variablesOf(entries) {
    const pairs = entries.map((entry) => {
        const end = entry.indexOf('=');
        return end < 0 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
    });
    return Object.fromEntries(pairs.toReversed());
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
        throw new errors/* ActionError */.lZ('config-differs', `Index and images contradict each other: ${problems.join('; ')}.`, {
            hint: 'Usually a FROM line pins one platform (FROM --platform=linux/amd64) or the digest of a single-platform base image. Leave --platform out, or pin the digest of the multi-platform index.',
        });
    }
    return matched;
}

// EXTERNAL MODULE: ./src/buildx/imagetools.ts
var imagetools = __webpack_require__(1266);
;// CONCATENATED MODULE: ./src/verify/downloads.ts







const downloads_atOnce = 4;
const downloads_longestMs = 10_000;
async function readDownloads(images, staged, session) {
    const sizes = images.map(() => null);
    const waiting = [...images.entries()];
    await (0,concurrency/* together */.b)(session, (part) => Array.from({ length: downloads_atOnce }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const [index, { digest }] = next;
            const bytes = await manifestOf(digest, staged, part).catch(() => null);
            part.signal.throwIfAborted();
            sizes[index] = bytes !== null && (0,oci_digest/* isSameDigest */.dv)((0,oci_digest/* digestOf */.ol)(bytes), digest) ? (0,manifest/* downloadSize */.Iz)(bytes) : null;
        }
    }));
    return sizes;
}
async function manifestOf(digest, { target }, session) {
    if (target.kind === 'layout') {
        return session.files.read((0,external_node_path_.join)(target.directory, 'blobs', ...digest.split(':')));
    }
    const reference = (0,oci_reference/* pinned */.dp)(target.repositories[0], digest);
    const command = {
        what: `Reading ${reference}`,
        tool: session.buildx,
        args: (0,imagetools/* inspectArguments */.Dl)(reference, ['--raw'], session),
        limitMs: downloads_longestMs,
    };
    return (await (0,failures_command/* runOnce */.Jh)(command, session)).stdout;
}

// EXTERNAL MODULE: ./src/failures/emulator.ts
var emulator = __webpack_require__(3432);
;// CONCATENATED MODULE: ./src/verify/smoke.ts







async function smokeTest(command, staged, session) {
    const { log, executions } = session;
    await runImageBuild({
        what: 'The smoke test',
        staged,
        platforms: (0,builder/* platformsOf */.W)(session),
        dockerfile: smokeDockerfile(command),
        options: ['--no-cache'],
        output: 'type=cacheonly',
        onLine: (line) => log.info(line),
        explain: (failed) => explainSmoke(failed, command, executions),
    }, session);
}
function smokeDockerfile(command) {
    const lines = [firstLine, `FROM ${imageStage}`, ...instruction(command), ''];
    return lines.join('\n');
}
function instruction(command) {
    if (typeof command !== 'string') {
        return [`RUN ${JSON.stringify(command)}`];
    }
    const lines = command.split(/\r?\n/);
    let end = 'SMOKE_TEST';
    while (lines.includes(end)) {
        end += '_';
    }
    const strict = lines.filter((line) => line.trim() !== '').length > 1 && !command.startsWith('#!');
    return [`RUN <<'${end}'`, ...(strict ? ['set -e'] : []), ...lines, end];
}
function smokeFailures(stderr) {
    return (0,evidence/* readEvidence */.A)(stderr).failed.flatMap(({ title, error }) => {
        const [, code] = /^process ".*" did not complete successfully: exit code: (\d+)/.exec(error) ?? [];
        const [, names] = /^\[([^\]]*)\] RUN /.exec(title) ?? [];
        if (code === undefined || names === undefined) {
            return [];
        }
        const platform = /(?:^|[ >])([a-z0-9]+\/[a-z0-9]+(?:\/v\d+)?) /.exec(names)?.[1] ?? null;
        return [{ platform, code: Number(code) }];
    });
}
function explainSmoke(error, command, executions) {
    const { stderr } = error.completed;
    const failures = smokeFailures(stderr);
    if (failures.length === 0) {
        return (0,failures_command/* asActionError */.z6)(error, 'smoke-test-failed');
    }
    const [first, ...others] = executions.map(({ platform }) => (0,oci_platform/* formatPlatform */.Bq)(platform));
    const only = others.length === 0 ? first : undefined;
    const told = failures.map(({ platform, code }) => `on ${platform ?? only ?? 'one platform'} with exit code ${code}`);
    const shown = typeof command === 'string' ? command.trim().split('\n', 1)[0] : JSON.stringify(command);
    const native = executions
        .filter(({ how }) => how === 'native')
        .map(({ platform }) => (0,oci_platform/* formatPlatform */.Bq)(platform));
    const emulated = failures.some(({ platform }) => !native.includes(platform ?? only ?? ''));
    return new errors/* ActionError */.lZ('smoke-test-failed', `The smoke test '${shown}' failed ${[...new Set(told)].join(', ')}.`, {
        hint: hintFor(stderr, command, emulated),
        cause: error,
    });
}
function hintFor(stderr, command, emulated) {
    const crash = (0,emulator/* emulatorCrash */.t)(stderr);
    if (crash !== null) {
        return `The emulator crashed, not the image (${crash}). A native runner for that platform or another 'binfmt-image' avoids it.`;
    }
    if ((0,emulator/* emulatorMissing */.a)(stderr) !== null) {
        return "The machine cannot run programs of that platform (see 'emulation'), or the program is for another platform.";
    }
    if (typeof command === 'string' && /exec: "[^"]*": .*no such file or directory/.test(stderr)) {
        return 'The image seems to have no shell: give the command as a JSON array such as ["/app", "--version"], which needs none.';
    }
    return emulated
        ? 'The log above has what it printed. The platform ran emulated: does the command need more time or a system call that the emulator lacks?'
        : 'The log above has what it printed.';
}

;// CONCATENATED MODULE: ./src/verify/verify.ts














async function verifyStaged(staged, inputs, session) {
    const wanted = (0,builder/* platformsOf */.W)(session);
    const asked = askedAttestations(inputs.build);
    const reference = (0,stage_staged/* inspectReference */.wz)(staged);
    const [published, details] = await (0,concurrency/* together */.b)(session, (part) => [
        (0,read_back/* readBack */.e7)(reference, part),
        readDetails(reference, asked, part),
    ]);
    const { configs, attested } = details;
    const { digest } = published;
    requireSame(digest, staged);
    const images = checkPlatforms(withPlatforms(published, configs), wanted);
    const ownConfigs = checkConfigs(images, configs);
    checkAttestations(images, asked, attested);
    session.log.info(`${digest} holds ${(0,oci_platform/* formatPlatforms */.Iu)(wanted)}, each with a config for its platform.`);
    const underTest = images.flatMap((image, index) => {
        const config = ownConfigs[index];
        return config === undefined ? [] : [{ ...image, config }];
    });
    const [binaries, downloads] = await (0,concurrency/* together */.b)(session, (part) => [
        verifyBinaries(inputs.verifyBinaries, underTest, staged, part),
        inputs.summary ? readDownloads(images, staged, part) : Promise.resolve([]),
    ]);
    if (inputs.smokeTest !== null) {
        await smokeTest(inputs.smokeTest, staged, session);
    }
    const checks = [
        'the digest',
        `exactly ${(0,oci_platform/* formatPlatforms */.Iu)(wanted)}`,
        'the config of each',
        ...(asked.length === 0 ? [] : [`the attestations (${asked.join(', ')})`]),
        ...(binaries.length === 0 ? [] : ['the architecture of its programs']),
        ...(inputs.smokeTest === null ? [] : ['the smoke test']),
    ];
    return { staged, digest, images, binaries, downloads, checks };
}
async function verifyAssembled(staged, expected, session) {
    const published = await (0,read_back/* readBack */.e7)((0,stage_staged/* inspectReference */.wz)(staged), session);
    const { digest } = published;
    requireSame(digest, staged);
    const images = checkAssembled(published, expected);
    session.log.info(`${digest} holds ${(0,oci_platform/* formatPlatforms */.Iu)(images.map(({ platform }) => platform))}, each as its job verified it.`);
    const binaries = expected.map(({ verified, shard }) => (verified.binaries ? `verified in ${shard}` : ''));
    const downloads = expected.map(({ download }) => download);
    const checks = [
        'the digest',
        'the manifest and the attestation of each platform, as its job verified them',
    ];
    return { staged, digest, images, binaries, downloads, checks };
}
function requireSame(digest, staged) {
    if (!(0,oci_digest/* isSameDigest */.dv)(digest, staged.digest)) {
        throw new errors/* ActionError */.lZ('digest-differs', `The build pushed ${staged.digest}, but what is served for it has the digest ${digest}.`, { hint: 'Does a proxy or a mirror rewrite what the registry serves?' });
    }
}


/***/ })

};
