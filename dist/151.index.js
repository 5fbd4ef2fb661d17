export const id = 151;
export const ids = [151];
export const modules = {

/***/ 2151:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runMergeStep: () => (/* binding */ runMergeStep)
});

// UNUSED EXPORTS: mergeAction

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
// EXTERNAL MODULE: ./src/fanout/shard.ts
var shard = __webpack_require__(7091);
;// CONCATENATED MODULE: ./src/fanout/assemble.ts



function assemble(texts, expected) {
    const problems = [];
    const shards = texts
        .flatMap(({ name, text }) => {
        try {
            return [{ name, shard: (0,shard/* parseShard */.uK)(text) }];
        }
        catch (error) {
            problems.push(`shard '${name}' cannot be read: ${(0,errors/* messageOf */.bD)(error)}`);
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
        const digest = shards.find((named) => named.name === name)?.shard.digest;
        return digest === undefined ? [] : [{ shard: name, digest }];
    });
    return { sources, images };
}
function imageFor(platform, shards) {
    const name = (0,oci_platform/* formatPlatform */.Bq)(platform);
    for (const { name: source, shard } of shards) {
        const image = shard.platforms.find((candidate) => (0,oci_platform/* formatPlatform */.Bq)(candidate.platform) === name);
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
    const wanted = new Set(platforms.map(oci_platform/* formatPlatform */.Bq));
    const holders = new Map();
    for (const { name, shard } of shards) {
        for (const { platform } of shard.platforms) {
            const key = (0,oci_platform/* formatPlatform */.Bq)(platform);
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
    return new errors/* ActionError */.lZ('shard-refused', `The shards do not make up the image: ${text}.`, {
        hint: "Did every job of this run succeed? 'Re-run failed jobs' runs those that did not, and this one.",
    });
}
function missingShard(said, { sources, images }) {
    const missing = new Set([...said.matchAll(/(sha256:[0-9a-f]{64}):? not found/g)].map(([, digest]) => digest));
    const attestations = images.flatMap(({ shard, attestation: digest }) => digest === null ? [] : [{ shard, digest }]);
    const named = [...images, ...attestations, ...sources].find(({ digest }) => missing.has(digest));
    return named === undefined ? null : { shard: named.shard, digest: named.digest };
}

// EXTERNAL MODULE: ./src/oci/json.ts
var json = __webpack_require__(1691);
// EXTERNAL MODULE: ./src/inputs/annotations.ts
var annotations = __webpack_require__(539);
// EXTERNAL MODULE: ./src/inputs/buildx.ts
var buildx = __webpack_require__(4489);
// EXTERNAL MODULE: ./src/inputs/login.ts
var login = __webpack_require__(2052);
// EXTERNAL MODULE: ./src/inputs/naming.ts + 9 modules
var naming = __webpack_require__(6042);
// EXTERNAL MODULE: ./src/inputs/platforms.ts
var inputs_platforms = __webpack_require__(9625);
// EXTERNAL MODULE: ./src/inputs/read.ts + 2 modules
var read = __webpack_require__(3809);
// EXTERNAL MODULE: ./src/inputs/syntax/paths.ts
var paths = __webpack_require__(3545);
// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
// EXTERNAL MODULE: ./src/inputs/timeouts.ts + 2 modules
var timeouts = __webpack_require__(4636);
;// CONCATENATED MODULE: ./src/inputs/merge.ts











const mergeTable = {
    defaults: {
        shards: '',
        path: '',
        image: '',
        platforms: '',
        images: '',
        tags: '',
        flavor: '',
        annotations: '',
        registry: '',
        username: '',
        password: '',
        'github-token': '',
        retries: '3',
        timeout: '',
        'buildx-version': 'v0.37.1',
        'buildx-sha256': '',
        'buildx-mirror': '',
    },
    freeText: ['shards', 'path', 'annotations'],
    replacements: { digests: "Use 'shards' or 'path'.", push: 'Leave it out: merging publishes.' },
};
const mostRetries = 10;
function readMergeInputs(variables, facts) {
    return (0,read/* readInputs */.K)(mergeTable, variables, facts, async (form) => {
        const asked = (0,inputs_platforms/* readPlatforms */.t)(form);
        const platforms = asked.length > 0 ? asked : (0,inputs_platforms/* platformsByDefault */.J)();
        const { tags, version, described } = (0,naming/* readNaming */.r)(form, true);
        return {
            shards: readShards(form),
            image: form.text('image'),
            platforms,
            tags,
            version,
            annotations: readIndexAnnotations(form, platforms, described),
            login: (0,login/* readLogin */.m)(form, true),
            githubToken: form.optional('github-token'),
            retries: form.integer('retries', 0, mostRetries),
            timeouts: (0,timeouts/* readTimeouts */.v)(form),
            buildx: (0,buildx/* readBuildx */.t)(form),
        };
    });
}
function readShards(form) {
    const text = form.optional('shards');
    const path = form.optional('path');
    if ((text === null) === (path === null)) {
        form.refuse('shards', text === null ? "it is empty, and so is 'path'." : "it cannot be combined with 'path'.", `Write \${{ toJSON(needs.JOB.outputs) }} here, or in 'path' the folder that the artifacts were downloaded to.`);
    }
    return text === null ? { folder: (0,paths/* absolute */.ys)(path ?? '', form.facts) } : shardsOf(form, text);
}
function shardsOf(form, text) {
    const outputs = (0,json/* parseJson */.qF)(text);
    if (!(0,json/* isRecord */.u4)(outputs)) {
        form.refuse('shards', `expected the outputs of a job as a JSON object, got ${(0,quote/* quote */.hD)(text)}.`, `Write \${{ toJSON(needs.JOB.outputs) }}.`);
        return [];
    }
    return Object.entries(outputs).flatMap(([name, value]) => typeof value === 'string' && (0,shard/* looksLikeShard */.qc)(value) ? [{ name, text: value }] : []);
}
function readIndexAnnotations(form, platforms, described) {
    const target = { platforms, index: true, describes: ['index'] };
    return (0,annotations/* readAnnotations */.t)(form, target, described).map((text) => {
        const level = /^([a-z-]+)(?:\[[^\]]*\])?(?:,[^:=]*)?:/.exec(text.slice(0, text.indexOf('=')))?.[1];
        if (level !== undefined && level !== 'index') {
            form.refuse('annotations', `${(0,quote/* quote */.hD)(text)} is for the images, which are not changed any more; expected [index:]key=value.`, 'Annotate the images in the jobs that build them, with the same input there.');
        }
        return level === undefined ? `index:${text}` : text;
    });
}

// EXTERNAL MODULE: ./src/publish/publish.ts + 4 modules
var publish = __webpack_require__(1695);
// EXTERNAL MODULE: ./src/report/activity.ts
var activity = __webpack_require__(1229);
// EXTERNAL MODULE: ./src/report/summary.ts
var summary = __webpack_require__(7994);
// EXTERNAL MODULE: ./src/runner/system.ts + 4 modules
var runner_system = __webpack_require__(5528);
// EXTERNAL MODULE: ./src/runner/workflow.ts
var workflow = __webpack_require__(813);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/docker/environment.ts
var environment = __webpack_require__(1237);
// EXTERNAL MODULE: ./src/registry/credentials/password.ts
var credentials_password = __webpack_require__(9693);
// EXTERNAL MODULE: ./src/session/concurrency.ts
var concurrency = __webpack_require__(7683);
// EXTERNAL MODULE: ./src/session/folder.ts
var folder = __webpack_require__(9702);
// EXTERNAL MODULE: ./src/toolchain/prepare.ts + 10 modules
var prepare = __webpack_require__(6582);
;// CONCATENATED MODULE: ./src/setup/merge.ts







async function setUpMerge(inputs, session) {
    const program = await (0,folder/* makeToolFolder */.dK)(session);
    const [dockerConfig, binary, shards] = await (0,concurrency/* together */.b)(session, (part) => [
        inputs.login === null ? Promise.resolve(null) : (0,credentials_password/* logIn */.E)(inputs.login, part),
        (0,prepare/* prepareBuildx */.Y)(inputs.buildx, program, inputs.githubToken, part),
        'folder' in inputs.shards ? shardsIn(inputs.shards.folder, part.files) : Promise.resolve(inputs.shards),
    ]);
    const ready = {
        ...session,
        docker: { ...session.docker, env: (0,environment/* dockerVariables */.Gn)(dockerConfig, session) },
        buildx: (0,environment/* buildxTool */.l9)(program, dockerConfig, session),
        builder: null,
    };
    return { ready, buildxVersion: binary.version, shards };
}
async function shardsIn(folder, files) {
    if ((await files.kind(folder)) !== 'directory') {
        throw new errors/* ActionError */.lZ('shard-refused', `There are no shards in '${folder}': it is not a folder.`, {
            hint: 'Did the step before this one download the artifacts of all jobs to it?',
        });
    }
    const paths = [];
    for (const name of (await files.list(folder)).toSorted()) {
        const path = (0,external_node_path_.join)(folder, name);
        const inside = (await files.kind(path)) === 'directory' ? (await files.list(path)).toSorted() : null;
        paths.push(...(inside === null ? [path] : inside.map((inner) => (0,external_node_path_.join)(path, inner))));
    }
    return Promise.all(paths
        .filter((path) => path.endsWith('.json'))
        .map(async (path) => ({
        name: (0,external_node_path_.relative)(folder, path),
        text: (await files.read(path)).toString('utf8'),
    })));
}

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

// EXTERNAL MODULE: ./src/failures/command.ts + 6 modules
var command = __webpack_require__(4767);
// EXTERNAL MODULE: ./src/failures/retry.ts
var retry = __webpack_require__(3377);
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
    const create = (repository, target) => {
        const sources = assembly.sources.map(({ digest }) => (0,reference/* pinned */.dp)(repository, digest));
        const args = assembleArguments(target, sources, annotations, session);
        return createIndex(`Assembling in ${repository}`, args, assembly, session);
    };
    const digest = plannedDigest(await create(repositories[0], null));
    await Promise.all(repositories.map((repository) => create(repository, (0,reference/* pinned */.dp)(repository, digest))));
    ledger.staged(digest, repositories);
    return { target: { kind: 'repositories', repositories }, digest };
}
async function createIndex(what, args, assembly, session) {
    const seen = await (0,lag/* lookUntil */.c)(() => attempt(what, args, session), (answer) => !(answer instanceof command/* CommandFailed */.nk), session);
    if (!(seen instanceof command/* CommandFailed */.nk)) {
        return seen;
    }
    const missing = missingShard(seen.completed.stderr, assembly);
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

// EXTERNAL MODULE: ./src/verify/verify.ts + 30 modules
var verify = __webpack_require__(1512);
// EXTERNAL MODULE: ./src/actions/frame.ts + 4 modules
var actions_frame = __webpack_require__(9568);
;// CONCATENATED MODULE: ./src/actions/merge.ts











function runMergeStep(system) {
    return (0,actions_frame/* runAction */.C)(mergeAction, (0,runner_system/* systemRunner */.m)(system), (0,workflow/* actionsWorkflow */.f)());
}
const mergeAction = {
    read: readMergeInputs,
    activity: activity/* describeMerge */.a,
    diagnose: async (error) => error,
    summary: summary/* renderSummary */.B,
    run: runMerge,
};
async function runMerge({ inputs, ledger, phases, session }) {
    const { tags, annotations } = inputs;
    const { ready, buildxVersion, shards } = await phases.run('setup', 'Set up buildx', session, (limited) => setUpMerge(inputs, limited));
    const restored = { ...ready, signal: session.signal };
    const { GITHUB_SHA: revision = '', GITHUB_RUN_ID: run = '' } = session.environment.variables;
    const expected = { ...inputs, revision, run, annotated: annotations.length > 0 };
    const assembly = assemble(shards, expected);
    ledger.setUp({
        buildxVersion,
        driver: null,
        executions: assembly.images.map(({ platform, how, shard }) => ({ platform, how, node: { name: shard } })),
    });
    ledger.named(tags, inputs.version);
    const title = `Assemble ${assembly.sources.length} shards`;
    const staged = await phases.run('build', title, restored, (limited) => stageAssembly({ tags, annotations }, assembly, ledger, limited));
    const verified = await phases.run('verify', 'Verify the image', restored, (limited) => (0,verify/* verifyAssembled */.i)(staged, assembly.images, limited));
    ledger.verified(verified);
    await phases.run('publish', 'Publish', restored, (limited) => (0,publish/* publishTags */.Vw)({ tags, publish: 'staged' }, verified, ledger, limited));
}


/***/ })

};
