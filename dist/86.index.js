export const id = 86;
export const ids = [86];
export const modules = {

/***/ 86:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runMergeStep: () => (/* binding */ runMergeStep)
});

// UNUSED EXPORTS: mergeAction

// EXTERNAL MODULE: ./src/fanout/assemble.ts
var assemble = __webpack_require__(6283);
// EXTERNAL MODULE: ./src/inputs/given.ts
var given = __webpack_require__(2604);
// EXTERNAL MODULE: ./src/fanout/shard.ts
var shard = __webpack_require__(7091);
// EXTERNAL MODULE: ./src/oci/json.ts
var json = __webpack_require__(1691);
// EXTERNAL MODULE: ./src/inputs/annotations.ts
var annotations = __webpack_require__(539);
// EXTERNAL MODULE: ./src/inputs/buildx.ts
var buildx = __webpack_require__(4489);
// EXTERNAL MODULE: ./src/inputs/login.ts
var inputs_login = __webpack_require__(2052);
// EXTERNAL MODULE: ./src/inputs/naming.ts + 8 modules
var naming = __webpack_require__(9277);
// EXTERNAL MODULE: ./src/inputs/platforms.ts
var inputs_platforms = __webpack_require__(9625);
// EXTERNAL MODULE: ./src/inputs/read.ts + 2 modules
var read = __webpack_require__(3809);
// EXTERNAL MODULE: ./src/inputs/registry-auth.ts
var registry_auth = __webpack_require__(3477);
// EXTERNAL MODULE: ./src/inputs/retries.ts
var retries = __webpack_require__(5323);
// EXTERNAL MODULE: ./src/inputs/summary.ts
var summary = __webpack_require__(3993);
// EXTERNAL MODULE: ./src/inputs/syntax/paths.ts
var paths = __webpack_require__(3545);
// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
// EXTERNAL MODULE: ./src/inputs/timeouts.ts + 2 modules
var timeouts = __webpack_require__(4636);
// EXTERNAL MODULE: ./src/inputs/toolchain.ts
var toolchain = __webpack_require__(1262);
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
        'registry-auth': '',
        'github-token': '',
        retries: '3',
        timeout: '',
        ...toolchain/* buildxDefaults */.vM,
        summary: 'true',
    },
    freeText: ['shards', 'path', 'annotations', 'registry-auth'],
    replacements: { digests: "Use 'shards' or 'path'.", push: 'Leave it out: merging publishes.' },
};
function readMergeInputs(variables, facts) {
    return (0,read/* readInputs */.K)(mergeTable, variables, facts, async (form) => {
        const asked = (0,inputs_platforms/* readPlatforms */.t)(form);
        const platforms = asked.length > 0 ? asked : (0,inputs_platforms/* platformsByDefault */.J)();
        const login = (0,inputs_login/* readLogin */.m)(form, true);
        const { tags, version, described } = (0,naming/* readNaming */.r)(form, true);
        (0,summary/* readSummary */.L)(form);
        return {
            shards: readShards(form),
            image: form.text('image'),
            platforms,
            tags,
            version,
            annotations: readIndexAnnotations(form, platforms, described),
            login,
            registryAuth: (0,registry_auth/* readRegistryAuth */.e)(form, true, login),
            githubToken: form.optional('github-token'),
            retries: (0,retries/* readRetries */.F)(form),
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

// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
// EXTERNAL MODULE: ./src/publish/publish.ts + 4 modules
var publish = __webpack_require__(1695);
// EXTERNAL MODULE: ./src/report/activity.ts
var activity = __webpack_require__(1229);
// EXTERNAL MODULE: ./src/report/summary.ts + 4 modules
var report_summary = __webpack_require__(294);
// EXTERNAL MODULE: ./src/runner/system.ts + 5 modules
var runner_system = __webpack_require__(7230);
// EXTERNAL MODULE: ./src/runner/workflow.ts
var workflow = __webpack_require__(813);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/docker/environment.ts
var docker_environment = __webpack_require__(1237);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/registry/credentials/logins.ts + 1 modules
var logins = __webpack_require__(1311);
// EXTERNAL MODULE: ./src/registry/reach.ts + 2 modules
var reach = __webpack_require__(2771);
// EXTERNAL MODULE: ./src/session/concurrency.ts
var concurrency = __webpack_require__(7683);
// EXTERNAL MODULE: ./src/session/folder.ts
var folder = __webpack_require__(9702);
// EXTERNAL MODULE: ./src/toolchain/prepare.ts + 10 modules
var prepare = __webpack_require__(6582);
;// CONCATENATED MODULE: ./src/setup/merge.ts








async function setUpMerge(inputs, session) {
    const program = await (0,folder/* makeToolFolder */.dK)(session);
    const [{ dockerConfig, environment }, binary, shards] = await (0,concurrency/* together */.b)(session, (part) => [
        (0,logins/* logInAll */.R)(inputs, part),
        (0,prepare/* prepareBuildx */.Y)(inputs.buildx, program, inputs.githubToken, part),
        'folder' in inputs.shards ? shardsIn(inputs.shards.folder, part.files) : Promise.resolve(inputs.shards),
    ]);
    const docker = { ...session.docker, env: (0,docker_environment/* dockerVariables */.Gn)(dockerConfig, session) };
    const loggedIn = { ...session, docker, environment };
    const ready = {
        ...loggedIn,
        processes: await (0,reach/* scopedRoute */.S)(loggedIn),
        buildx: (0,docker_environment/* buildxTool */.l9)(program, dockerConfig, session.folder, loggedIn),
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

// EXTERNAL MODULE: ./src/stage/assembled.ts + 1 modules
var assembled = __webpack_require__(7250);
// EXTERNAL MODULE: ./src/verify/verify.ts + 33 modules
var verify = __webpack_require__(5429);
// EXTERNAL MODULE: ./src/actions/frame.ts + 5 modules
var actions_frame = __webpack_require__(1245);
;// CONCATENATED MODULE: ./src/actions/merge.ts













function runMergeStep(system) {
    return (0,actions_frame/* runAction */.C)(mergeAction, (0,runner_system/* systemRunner */.m)(system), (0,workflow/* actionsWorkflow */.f)());
}
const mergeAction = {
    read: readMergeInputs,
    activity: activity/* describeMerge */.a,
    diagnose: async (error) => error,
    summary: (inputs, report, variables) => (0,report_summary/* renderSummary */.B)({
        ...report,
        tags: inputs?.tags ?? [],
        given: (0,given/* givenInputs */.P)(mergeTable.defaults, variables, []).filter(([name]) => name !== 'shards'),
        versions: report.facts.setUp === null ? [] : [`buildx ${report.facts.setUp.buildxVersion}`],
    }),
    run: runMerge,
};
async function runMerge({ inputs, ledger, phases, session }) {
    const { tags, annotations } = inputs;
    const { ready, buildxVersion, shards } = await phases.run('setup', 'Set up buildx', session, (limited) => setUpMerge(inputs, limited));
    const restored = { ...ready, signal: session.signal };
    const { GITHUB_SHA: revision = '', GITHUB_RUN_ID: run = '' } = session.environment.variables;
    const expected = { ...inputs, revision, run, annotated: annotations.length > 0 };
    const assembly = (0,assemble/* assemble */.f)(shards, expected);
    ledger.setUp({
        buildxVersion,
        driver: null,
        nodes: [],
        executions: assembly.images.map(({ platform, how, shard }) => ({ platform, how, node: { name: shard } })),
    });
    ledger.named(tags, inputs.version);
    ledger.legs(assembly.sources.map(({ shard, seconds }) => {
        const own = assembly.images.filter((image) => image.shard === shard);
        return {
            name: shard,
            platforms: own.map(({ platform }) => platform),
            seconds,
            work: own.flatMap(({ platform, work }) => work === null ? [] : [{ ...work, platform: (0,oci_platform/* formatPlatform */.Bq)(platform) }]),
        };
    }));
    const title = `Assemble ${assembly.sources.length} shards`;
    const staged = await phases.run('build', title, restored, (limited) => (0,assembled/* stageAssembly */.T$)({ tags, annotations }, assembly, ledger, limited));
    const verified = await phases.run('verify', 'Verify the image', restored, (limited) => (0,verify/* verifyAssembled */.i)(staged, assembly.images, limited));
    ledger.verified(verified);
    await phases.run('publish', 'Publish', restored, (limited) => (0,publish/* publishTags */.Vw)({ tags, publish: 'staged' }, verified, ledger, limited));
}


/***/ })

};
