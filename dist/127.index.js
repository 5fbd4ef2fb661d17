export const id = 127;
export const ids = [127];
export const modules = {

/***/ 6127:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runSetupStep: () => (/* binding */ runSetupStep)
});

// UNUSED EXPORTS: setupAction

// EXTERNAL MODULE: ./src/builder/diagnose.ts
var diagnose = __webpack_require__(4047);
// EXTERNAL MODULE: ./src/oci/platform.ts
var platform = __webpack_require__(1890);
// EXTERNAL MODULE: ./src/inputs/builder.ts + 2 modules
var inputs_builder = __webpack_require__(8786);
// EXTERNAL MODULE: ./src/inputs/buildx.ts
var buildx = __webpack_require__(4489);
// EXTERNAL MODULE: ./src/inputs/platforms.ts
var platforms = __webpack_require__(9625);
// EXTERNAL MODULE: ./src/inputs/read.ts + 2 modules
var read = __webpack_require__(3809);
// EXTERNAL MODULE: ./src/inputs/retries.ts
var retries = __webpack_require__(5323);
// EXTERNAL MODULE: ./src/inputs/sandbox.ts
var sandbox = __webpack_require__(7990);
// EXTERNAL MODULE: ./src/inputs/timeouts.ts + 2 modules
var timeouts = __webpack_require__(4636);
// EXTERNAL MODULE: ./src/inputs/toolchain.ts
var toolchain = __webpack_require__(1262);
;// CONCATENATED MODULE: ./src/inputs/setup.ts









const setupTable = {
    defaults: {
        platforms: 'all',
        ...toolchain/* toolchainDefaults */.ws,
        allow: '',
        builder: '',
        use: 'true',
        install: 'false',
        cleanup: 'true',
        'github-token': '',
        retries: '3',
        timeout: '',
    },
    freeText: ['buildkitd-config', 'buildkitd-config-inline'],
    replacements: {
        version: "Use 'buildx-version'.",
        name: "Names are unique; the output 'name' says it. A builder that exists is named in 'builder'.",
        append: "Use 'nodes', which has the same keys, with the first node as its first element.",
        'keep-state': "Leave it out: a builder's volume goes with it. A cache is kept with 'cache-to', and a builder with 'cleanup: false'.",
        'cache-binary': "Leave it out: buildx stays in the runner's tool cache, and is verified each time it is used.",
        config: "Use 'buildkitd-config'.",
        'config-inline': "Use 'buildkitd-config-inline'.",
        image: "The image that registers the emulators is 'binfmt-image', that of the builder 'buildkit-image'.",
        reset: 'Leave it out: emulators are only added, because other jobs may be using those that are there.',
        'cache-image': 'Leave it out: the emulators are fetched only if some are missing.',
    },
};
function readSetupInputs(variables, facts) {
    return (0,read/* readInputs */.K)(setupTable, variables, facts, async (form) => {
        const builder = await (0,inputs_builder/* readBuilder */.k)(form);
        const registers = builder.driver === 'docker-container' || builder.driver === 'docker';
        return {
            platforms: readEmulated(form, registers),
            emulation: (0,toolchain/* readEmulation */.hz)(form),
            binfmtImage: (0,inputs_builder/* readImage */.A)(form, 'binfmt-image'),
            buildx: (0,buildx/* readBuildx */.t)(form),
            builder,
            build: { allow: (0,sandbox/* readEntitlements */.$)(form) },
            use: form.flag('use'),
            install: form.flag('install'),
            cleanup: form.flag('cleanup'),
            login: null,
            registryAuth: { logins: [], skipped: [] },
            githubToken: form.optional('github-token'),
            retries: (0,retries/* readRetries */.F)(form),
            timeouts: (0,timeouts/* readTimeouts */.v)(form),
        };
    });
}
function readEmulated(form, registers) {
    if (form.text('platforms') !== 'all') {
        return (0,platforms/* readPlatforms */.t)(form);
    }
    return registers ? everyArchitecture() : null;
}
function everyArchitecture() {
    const platforms = platform/* knownPlatforms */.Mz.flatMap((name) => (0,platform/* parsePlatform */.Y8)(name) ?? []);
    return platforms.filter(({ architecture }, index) => platforms.findIndex((other) => other.architecture === architecture) === index);
}

// EXTERNAL MODULE: ./src/report/activity.ts
var activity = __webpack_require__(1229);
// EXTERNAL MODULE: ./src/report/outputs.ts
var outputs = __webpack_require__(5468);
// EXTERNAL MODULE: ./src/runner/system.ts + 5 modules
var runner_system = __webpack_require__(7230);
// EXTERNAL MODULE: ./src/runner/workflow.ts
var workflow = __webpack_require__(813);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/oci/json.ts
var json = __webpack_require__(1691);
// EXTERNAL MODULE: ./src/session/folder.ts
var session_folder = __webpack_require__(9702);
;// CONCATENATED MODULE: ./src/setup/job-tools.ts



async function installForJob(program, builder, { use, install }, session) {
    const { files, environment, journal } = session;
    const { dockerConfig: users, buildxConfig } = environment;
    const folder = (0,external_node_path_.dirname)(program);
    const own = (0,external_node_path_.join)(folder, 'docker');
    const plugins = (0,external_node_path_.join)(own, 'cli-plugins');
    await files.makeDirectory(plugins);
    await (0,session_folder/* linkEntries */.bA)(users, own, ['config.json', 'cli-plugins'], session);
    const plugin = environment.os === 'win32' ? 'docker-buildx.exe' : 'docker-buildx';
    await (0,session_folder/* linkEntries */.bA)((0,external_node_path_.join)(users, 'cli-plugins'), plugins, [plugin], session);
    await files.symlink(program, (0,external_node_path_.join)(plugins, plugin));
    const text = await files.read((0,external_node_path_.join)(users, 'config.json')).then(String, () => '{}');
    await files.write((0,external_node_path_.join)(own, 'config.json'), jobConfig(text, plugins, install));
    const variables = {
        DOCKER_CONFIG: own,
        BUILDX_CONFIG: buildxConfig,
        ...(use ? { BUILDX_BUILDER: builder } : {}),
    };
    for (const [name, value] of Object.entries(variables)) {
        journal.note({ kind: 'variable', name, value, before: environment.variables[name] ?? '' });
    }
    return { variables, path: folder };
}
function jobConfig(text, plugins, install) {
    const config = (0,json/* recordOf */.zv)((0,json/* parseJson */.qF)(text));
    return JSON.stringify({
        ...config,
        cliPluginsExtraDirs: [plugins, ...(0,json/* stringsIn */.QQ)(config['cliPluginsExtraDirs'])],
        ...(install ? { aliases: { ...(0,json/* recordOf */.zv)(config['aliases']), builder: 'buildx' } } : {}),
    });
}

// EXTERNAL MODULE: ./src/setup/setup.ts + 11 modules
var setup = __webpack_require__(5557);
// EXTERNAL MODULE: ./src/setup/undo.ts + 2 modules
var undo = __webpack_require__(5156);
// EXTERNAL MODULE: ./src/actions/frame.ts + 5 modules
var actions_frame = __webpack_require__(1245);
;// CONCATENATED MODULE: ./src/actions/setup.ts










function runSetupStep(system, askDaemon) {
    return (0,actions_frame/* runAction */.C)(setupAction(askDaemon), (0,runner_system/* systemRunner */.m)(system), (0,workflow/* actionsWorkflow */.f)());
}
function setupAction(askDaemon) {
    return {
        read: readSetupInputs,
        activity: (phase, inputs) => (0,activity/* describeActivity */.l)(phase, { ...inputs, tags: [], push: false }),
        diagnose: diagnose/* diagnose */.h,
        summary: () => null,
        outputs: ({ readied }) => (readied === null ? {} : (0,outputs/* setupOutputs */.W)(readied)),
        run: (step) => runSetup(step, askDaemon),
    };
}
async function runSetup({ inputs, ledger, phases, session }, askDaemon) {
    const { ready, program, close } = await phases.run('setup', 'Set up buildx, emulators and builder', session, (limited) => (0,setup/* setUp */.s)(inputs, askDaemon, limited));
    close();
    const { builder, executions } = ready;
    const job = await installForJob(program, builder.name, inputs, session);
    ledger.ready({ ...job, builder, executions });
    await (0,undo/* reapForgotten */.T9)(ready);
}


/***/ })

};
