import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 9013:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ runPost)
/* harmony export */ });
/* harmony import */ var _session_journal_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9827);
/* harmony import */ var _setup_undo_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5156);


async function runPost(undoer, workflow) {
    const { environment } = undoer;
    const leftovers = (0,_session_journal_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJournal */ .z8)(environment.variables[`STATE_${_session_journal_js__WEBPACK_IMPORTED_MODULE_0__/* .journalState */ .vZ}`] ?? '', environment.temp);
    await (0,_setup_undo_js__WEBPACK_IMPORTED_MODULE_1__/* .removeFolders */ .cw)(leftovers, undoer);
    if (!environment.disposable) {
        await (0,_setup_undo_js__WEBPACK_IMPORTED_MODULE_1__/* .removeBuilders */ .po)(leftovers, false, undoer);
    }
    (0,_setup_undo_js__WEBPACK_IMPORTED_MODULE_1__/* .restoreVariables */ .se)(leftovers, undoer, workflow);
}


/***/ }),

/***/ 1653:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ driverNames),
/* harmony export */   Q: () => (/* binding */ ownerVariable)
/* harmony export */ });
const driverNames = ['docker-container', 'docker', 'remote', 'kubernetes'];
const ownerVariable = 'MULTIARCH_BUILD_OWNER';


/***/ }),

/***/ 383:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  M: () => (/* binding */ driverNamed),
  S: () => (/* binding */ driverOf)
});

// EXTERNAL MODULE: ./src/docker/environment.ts
var environment = __nccwpck_require__(1237);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __nccwpck_require__(2953);
// EXTERNAL MODULE: ./src/oci/json.ts
var oci_json = __nccwpck_require__(1691);
// EXTERNAL MODULE: ./src/builder/name.ts
var builder_name = __nccwpck_require__(6028);
// EXTERNAL MODULE: ./src/builder/drivers/driver.ts
var driver = __nccwpck_require__(1653);
;// CONCATENATED MODULE: ./src/builder/drivers/container.ts






const container = {
    onDaemon: true,
    boots: true,
    ownerInEntry: false,
    options: containerOptions,
    secretOptions: (node, variables) => Object.fromEntries(proxyOptions(node, variables, true)),
    flags: ({ entitlements }, { flags }) => [entitlementFlags(entitlements), flags ?? ''].join(' ').trim(),
    async check(spec, { log }) {
        if (grantsHostNetworkUnasked(spec)) {
            log.info("With 'driver-opts: network=host', this builder grants network.host to every build that asks for it. Builds of this action ask only with 'allow'.");
        }
    },
    greet: async () => undefined,
    explain: explainContainer,
    describeEnd: describeContainer,
    async removeNode({ name: node, endpoint }, { processes, docker: tool }) {
        const run = (args) => processes
            .run((0,environment/* dockerAt */.cT)(endpoint, tool), args, { signal: AbortSignal.timeout(removalMs) })
            .catch(() => null);
        const removal = ['rm', '--force', '--volumes', (0,builder_name/* containerOf */.t8)(node)];
        let removed = await run(removal);
        for (let waited = 0; waited < 20 && isBeingRemoved(removed); waited++) {
            await new Promise((resolve) => setTimeout(resolve, 250));
            removed = await run(removal);
        }
        const volume = await run(['volume', 'rm', '--force', (0,builder_name/* volumeOf */.Iw)(node)]);
        return removed?.code === 0 && volume?.code === 0
            ? null
            : (volume?.stderr || removed?.stderr || 'the Docker daemon does not answer').trim();
    },
    remains: volumesLeft,
};
function isBeingRemoved(removed) {
    return /removal of container \S+ is already in progress/.test(removed?.stderr ?? '');
}
const removalMs = 90_000;
const inspectionMs = 20_000;
function containerOptions({ image, owner }, node, variables) {
    const given = givenOptions(node);
    return [
        `image=${image}`,
        ...(given.has('restart-policy') ? [] : ['restart-policy=no']),
        ...(given.has('provenance-add-gha') ? [] : ['provenance-add-gha=false']),
        ...(owner === null ? [] : [`env.${driver/* ownerVariable */.Q}=${owner}`]),
        ...proxyOptions(node, variables, false).map((option) => (0,csv/* formatCsv */.yv)([option.join('=')])),
        ...node.driverOptions,
    ];
}
function givenOptions({ driverOptions }) {
    return new Set(driverOptions.map((option) => option.replace(/^"/, '').split('=', 1)[0]?.toLowerCase() ?? ''));
}
const proxyVariables = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
function proxyOptions(node, variables, withPassword) {
    const given = givenOptions(node);
    return (proxyVariables
        .filter((name) => variables[name] && !given.has(`env.${name.toLowerCase()}`))
        .map((name) => [`env.${name}`, variables[name] ?? ''])
        .filter(([name, value]) => hasPassword(name, value) === withPassword));
}
function hasPassword(name, value) {
    return !/no_proxy$/i.test(name) && /^(?:[a-z0-9]+:\/\/)?[^/]*@/i.test(value);
}
function grantsHostNetworkUnasked({ nodes, entitlements }) {
    const networks = nodes.map(({ driverOptions }) => driverOptions.findLast((option) => /^"?network=/i.test(option)));
    return (!entitlements.includes('network.host') &&
        networks.some((option) => /^"?network=host"?$/i.test(option ?? '')));
}
function entitlementFlags(entitlements) {
    const names = entitlements.length > 0 ? entitlements : ['device'];
    return names.map((name) => `--allow-insecure-entitlement=${name}`).join(' ');
}
function explainContainer(error, { image }) {
    const { stderr } = error.completed;
    const about = (hint) => new errors/* ActionError */.lZ('builder-failed', error.message, { hint, cause: error });
    if (/failed to verify image|is not allowed by default policy/.test(stderr)) {
        return about(`buildx refused the BuildKit image ${image}, because its signature could not be verified. ` +
            "Use a signed release of moby/buildkit in 'buildkit-image', or a copy under another repository name.");
    }
    if (/manifest unknown|not found|no such image/i.test(error.failure.detail)) {
        return about(`Does the BuildKit image ${image} exist, for the daemon's platform? See 'buildkit-image'.`);
    }
    return null;
}
async function describeContainer({ name: node, endpoint }, { processes }) {
    const name = (0,builder_name/* containerOf */.t8)(node);
    const run = (args) => processes
        .run((0,environment/* dockerAt */.cT)(endpoint, environment/* docker */.T3), args, { signal: AbortSignal.timeout(inspectionMs) })
        .catch(() => null);
    const [state, logs] = await Promise.all([
        run(['inspect', '--type', 'container', '--format', '{{json .State}}', name]),
        run(['logs', '--tail', '100', name]),
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
    return (0,oci_json/* recordOf */.zv)((0,oci_json/* parseJson */.qF)(json));
}
async function volumesLeft(session) {
    const { processes, docker: tool, signal } = session;
    const filter = 'name=buildx_buildkit_multiarch-build-';
    const listing = ['volume', 'ls', '--filter', filter, '--format', '{{.Name}}'];
    const volumes = await processes.run(tool, listing, { signal });
    if (volumes.code !== 0) {
        throw new Error(`docker volume ls failed: ${volumes.stderr.trim()}`);
    }
    const names = volumes.stdout
        .toString('utf8')
        .split(/\r?\n/)
        .flatMap((name) => (0,builder_name/* builderIn */.jo)(name)?.name ?? []);
    return new Map(names.map((name) => [name, () => containerEnvironment(name, session)]));
}
async function containerEnvironment(name, { processes, docker: tool, signal }) {
    const inspected = await processes.run(tool, ['inspect', '--type', 'container', '--format', '{{json .Config.Env}}', (0,builder_name/* containerOf */.t8)((0,builder_name/* firstNodeOf */.yY)(name))], { signal });
    if (inspected.code !== 0 && /no such container/i.test(inspected.stderr)) {
        return null;
    }
    return inspected.stdout.toString('utf8');
}

;// CONCATENATED MODULE: ./src/builder/drivers/docker.ts
const daemonsOwn = {
    onDaemon: true,
    boots: false,
    ownerInEntry: false,
    options: () => [],
    secretOptions: () => ({}),
    flags: () => null,
    check: async () => undefined,
    greet: async () => undefined,
    explain: () => null,
    describeEnd: async () => 'The BuildKit of the Docker daemon ended, or the daemon itself did: its log says why.',
    removeNode: async () => null,
    remains: async () => new Map(),
};

;// CONCATENATED MODULE: ./src/builder/drivers/kubernetes.ts


const kubernetes = {
    onDaemon: false,
    boots: true,
    ownerInEntry: true,
    options: ({ image }, { driverOptions }) => [`image=${image}`, ...driverOptions],
    secretOptions: () => ({}),
    flags: ({ entitlements }, node) => [entitlementFlags(entitlements), node.flags ?? '', configurationFlag(node)].filter(Boolean).join(' '),
    check: async () => undefined,
    greet: async () => undefined,
    explain: explainCluster,
    describeEnd: async () => 'A pod of the builder ended.',
    removeNode: async () => 'its deployment may be left.',
    remains: async () => new Map(),
};
function configurationFlag({ driverOptions }) {
    return driverOptions.some((option) => /^"?rootless=(?:1|t|true)"?$/i.test(option))
        ? '--config=/etc/buildkit/buildkitd.toml'
        : '';
}
const advice = [
    [
        /expected \d+ replicas to be ready, got \d+/,
        "The cluster did not start the pods in time, and buildx does not say why; `kubectl describe pods` does. Usual causes are a nodeselector or tolerations that no machine matches, requests that none can meet, and an image that cannot be pulled. The driver option 'timeout' sets how long to wait (2 minutes without it).",
    ],
    [
        /is forbidden: User "/,
        'Let the user of the kubeconfig get, create and delete deployments, create and delete config maps, list pods and create pods/exec in the namespace of the builder.',
    ],
    [
        /namespaces "[^"]*" not found/,
        "Make the namespace first, or name another one in the driver option 'namespace'.",
    ],
    [
        /cannot determine Kubernetes namespace|invalid configuration: no configuration/,
        'Write a kubeconfig to ~/.kube/config, or set KUBECONFIG to its path, in an earlier step; it must stay until the job ends.',
    ],
    [
        /(?:Get|Post) "https?:\/\/[^"]*\/(?:apis?|version)[/?"].*(?:connection refused|no such host|i\/o timeout|no route to host)/,
        'The cluster that the kubeconfig names cannot be reached from this runner. Is it running, and is its address right?',
    ],
];
function explainCluster(error) {
    const found = advice.find(([text]) => text.test(error.completed.stderr));
    return found === undefined
        ? null
        : new errors/* ActionError */.lZ('builder-failed', error.message, { hint: found[1], cause: error });
}

;// CONCATENATED MODULE: ./src/builder/drivers/remote-refusals.ts
const running = 'Is buildkitd running there, and does it listen on that address (--addr)?';
const clientHint = "Set cert and key in 'driver-opts' to a certificate that its --tlscacert has signed, with the usage clientAuth.";
const serverHint = "Set cacert in 'driver-opts' to the authority that signed its --tlscert.";
const refusals = [
    [/^ECONNREFUSED$/, 'nobody listens there', running],
    [/^(?:ENOENT|ENOTSOCK)$/, 'there is no such socket on this machine', running],
    [
        /^EACCES$/,
        'this user may not open its socket',
        "Add the runner's user to the group of the socket (buildkitd --group).",
    ],
    [/^(?:ENOTFOUND|EAI_\w+)$/, 'its host name is not known', 'Check the host in the endpoint.'],
    [
        /^(?:EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/,
        'there is no way to its host',
        'Check the host and the port in the endpoint, and the firewalls on the way.',
    ],
    [
        /^SILENT$/,
        'it takes the connection and says nothing',
        'Does its process hang, or does something else listen on that port?',
    ],
    [
        /^TLS_EXPECTED$/,
        'it expects TLS',
        "Set cacert, cert and key in 'driver-opts', or give them as BUILDER_NODE_0_AUTH_TLS_CACERT, _CERT and _KEY.",
    ],
    [
        /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/,
        'it does not speak TLS',
        "Leave the certificates out of 'driver-opts', or start buildkitd with --tlscert and --tlskey.",
    ],
    [/CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE/, 'it wants a certificate of its client', clientHint],
    [/ALERT_UNKNOWN_CA/, 'it does not know the authority of the client certificate', clientHint],
    [/ALERT_CERTIFICATE_EXPIRED/, 'the client certificate has expired', clientHint],
    [/ALERT_(?:BAD|UNSUPPORTED)_CERTIFICATE/, 'it does not take the client certificate', clientHint],
    [
        /^CERT_HAS_EXPIRED$/,
        'its certificate has expired',
        'Give its buildkitd a new certificate (--tlscert, --tlskey).',
    ],
    [/^CERT_NOT_YET_VALID$/, 'its certificate is not valid yet', 'Are the clocks of both machines right?'],
    [
        /ALTNAME_INVALID/,
        'its certificate is for another name',
        "Use a name of its certificate as the host in the endpoint, or set servername in 'driver-opts' to it.",
    ],
    [
        /UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|SELF_SIGNED|CERT_SIGNATURE_FAILURE|CERT_UNTRUSTED/,
        'its certificate is not of the authority in cacert',
        serverHint,
    ],
    [/KEY_VALUES_MISMATCH/, 'cert and key do not belong together', 'Give the key of the certificate in cert.'],
    [
        /^ERR_OSSL/,
        'a certificate or key is not valid PEM',
        'cacert, cert and key must be PEM, without a passphrase.',
    ],
];
function refusalOf(code, options) {
    const [, why, hint] = refusals.find(([pattern]) => pattern.test(code)) ?? [];
    if (why !== undefined && hint !== undefined) {
        return { why, hint };
    }
    const tls = options['cacert'] === undefined;
    return {
        why: code === 'OTHER_PROTOCOL' || code === 'ECONNRESET' ? 'it closes the connection' : code,
        hint: tls
            ? `Is it a BuildKit? If it expects TLS, set cacert, cert and key in 'driver-opts'.`
            : 'Is it a BuildKit?',
    };
}

;// CONCATENATED MODULE: ./src/builder/drivers/remote.ts


const remote = {
    onDaemon: false,
    boots: false,
    ownerInEntry: true,
    options: (_, { driverOptions }) => driverOptions,
    secretOptions: () => ({}),
    flags: () => null,
    check: async () => undefined,
    greet: greetRemote,
    explain: () => null,
    describeEnd: async () => 'The connection to its BuildKit broke, which this action does not run: its log says why.',
    removeNode: async () => null,
    remains: async () => new Map(),
};
async function greetRemote({ title, endpoint, options }, session) {
    const address = buildkitAddress(endpoint);
    if (address === null) {
        return;
    }
    const tls = await clientOf(options, title, session);
    const code = await session.greeter.greet(address, tls, session.signal);
    if (code !== null) {
        throw refused(title, endpoint, refusalOf(code, options));
    }
}
function refused(title, endpoint, { why, hint }) {
    const node = title === endpoint || title === 'the builder' ? 'BuildKit' : `The node '${title}'`;
    return new errors/* ActionError */.lZ('builder-failed', `${node} at ${endpoint} does not answer: ${why}.`, { hint });
}
function buildkitAddress(endpoint) {
    if (endpoint.startsWith('unix://')) {
        return { socket: endpoint.slice('unix://'.length) };
    }
    if (!endpoint.startsWith('tcp://') || !URL.canParse(endpoint)) {
        return null;
    }
    const { hostname, port } = new URL(endpoint);
    return port === '' ? null : { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}
async function clientOf(options, title, { files }) {
    const names = ['cacert', 'cert', 'key', 'servername'];
    if (!names.some((name) => options[name] !== undefined)) {
        return null;
    }
    const given = (name) => options[name] !== undefined;
    const missing = [
        ...(given('cacert') ? [] : ['cacert']),
        ...(given('cert') && !given('key') ? ['key'] : []),
        ...(given('key') && !given('cert') ? ['cert'] : []),
    ];
    if (missing.length > 0) {
        throw new errors/* ActionError */.lZ('builder-failed', `The certificates of '${title}' are not complete: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing.`, {
            hint: "TLS needs cacert, and for a client certificate both cert and key, in 'driver-opts' or as BUILDER_NODE_0_AUTH_TLS_CACERT, _CERT and _KEY.",
        });
    }
    const read = async (name) => {
        const path = options[name];
        return path === undefined ? null : (await files.read(path)).toString('utf8');
    };
    const [authority, certificate, key] = await Promise.all(['cacert', 'cert', 'key'].map(read));
    return {
        authority: authority ?? null,
        certificate: certificate ?? null,
        key: key ?? null,
        servername: options['servername'] ?? null,
    };
}

;// CONCATENATED MODULE: ./src/builder/drivers/drivers.ts





const drivers = {
    'docker-container': container,
    docker: daemonsOwn,
    remote: remote,
    kubernetes: kubernetes,
};
function driverOf(name) {
    return drivers[name];
}
function driverNamed(text) {
    return driverOf(driver/* driverNames */.F.find((name) => name === text) ?? 'docker-container');
}


/***/ }),

/***/ 7608:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LW: () => (/* binding */ parseInstance),
/* harmony export */   Md: () => (/* binding */ changedInstance),
/* harmony export */   UZ: () => (/* binding */ remainingInstance),
/* harmony export */   hR: () => (/* binding */ instanceOf),
/* harmony export */   yA: () => (/* binding */ pinnedInstance)
/* harmony export */ });
/* harmony import */ var _buildx_builder_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1747);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3916);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1691);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1890);
/* harmony import */ var _drivers_driver_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1653);





async function instanceOf(name, runner) {
    return parseInstance(await runner.files.read((0,_buildx_builder_js__WEBPACK_IMPORTED_MODULE_0__/* .instancePath */ .VM)(name, runner)).then(String, () => ''));
}
function parseInstance(text) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    const driver = _drivers_driver_js__WEBPACK_IMPORTED_MODULE_4__/* .driverNames */ .F.find((name) => (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(document) && document['Driver'] === name);
    const nodes = nodesIn(document);
    return driver === undefined || nodes === null
        ? null
        : {
            driver,
            nodes: nodes.map(({ Name, Endpoint, DriverOpts, Platforms }) => ({
                name: String(Name),
                endpoint: String(Endpoint),
                options: (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(DriverOpts)
                    ? Object.fromEntries(Object.entries(DriverOpts).map(([name, value]) => [name, String(value)]))
                    : {},
                pins: Array.isArray(Platforms) ? Platforms.flatMap((entry) => platformIn(entry) ?? []) : [],
            })),
        };
}
function platformIn(entry) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(entry) || typeof entry['os'] !== 'string' || typeof entry['architecture'] !== 'string') {
        return null;
    }
    const { os, architecture, variant } = entry;
    return (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .normalizePlatform */ .FL)({ os, architecture, ...(typeof variant === 'string' ? { variant } : {}) });
}
function nodesIn(document) {
    const nodes = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(document) ? document['Nodes'] : undefined;
    const known = Array.isArray(nodes) &&
        nodes.length > 0 &&
        nodes.every((node) => (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(node) && typeof node['Name'] === 'string' && typeof node['Endpoint'] === 'string');
    return known ? nodes : null;
}
function changedInstance(text, changes, owner) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    const nodes = nodesIn(document);
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(document) || nodes?.length !== changes.length) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('builder-failed', 'buildx keeps its builders in another form than this action knows: the file of the new builder does not hold its nodes, each with an endpoint.', {
            hint: 'A Docker daemon over TLS, a proxy with a password, and the drivers remote and kubernetes need the form that buildx 0.37 writes. Leave buildx-version at its default.',
        });
    }
    const changed = nodes.map((node, index) => {
        const { followsEnvironment = false, driverOptions = {} } = changes[index] ?? {};
        const options = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(node['DriverOpts']) ? node['DriverOpts'] : {};
        return {
            ...node,
            ...(followsEnvironment ? { Endpoint: 'default' } : {}),
            DriverOpts: { ...options, ...driverOptions },
        };
    });
    return JSON.stringify({
        ...document,
        Nodes: changed,
        ...(owner === null ? {} : { [_drivers_driver_js__WEBPACK_IMPORTED_MODULE_4__/* .ownerVariable */ .Q]: owner }),
    });
}
function pinnedInstance(text, pins) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    const nodes = (nodesIn(document) ?? []).flatMap((node) => {
        const platforms = pins.get(String(node['Name']));
        return platforms === undefined ? [] : [{ ...node, Platforms: platforms }];
    });
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(document) || nodes.length !== pins.size) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('builder-failed', 'buildx keeps its builders in another form than this action knows: the file of the builder does not hold its nodes.', { hint: 'Leave buildx-version at its default.' });
    }
    return JSON.stringify({ ...document, Nodes: nodes });
}
function remainingInstance(text, names) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJson */ .qF)(text);
    const nodes = (nodesIn(document) ?? []).filter((node) => names.includes(String(node['Name'])));
    return JSON.stringify({ ...((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(document) ? document : {}), Nodes: nodes });
}


/***/ }),

/***/ 1234:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bM: () => (/* binding */ formatRecord),
/* harmony export */   hs: () => (/* binding */ reapRecords),
/* harmony export */   iW: () => (/* binding */ recordedBuilder),
/* harmony export */   lX: () => (/* binding */ recordPath)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _buildx_builder_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1747);
/* harmony import */ var _session_journal_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9827);
/* harmony import */ var _session_owner_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1127);
/* harmony import */ var _name_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6028);






function recordPath(spec, runner) {
    const { driver, nodes, image, config, entitlements, owner } = spec;
    const asked = JSON.stringify({ driver, nodes, image, config, entitlements, owner });
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(asked).digest('hex').slice(0, 16);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(runner.environment.temp, `${_session_journal_js__WEBPACK_IMPORTED_MODULE_3__/* .recordPrefix */ .Kg}${hash}`);
}
function formatRecord(name, owner) {
    return `${name}\n${owner ?? 'kept'}`;
}
function parseRecord(text) {
    const [first = '', owner = '', ...rest] = text.split('\n');
    const name = (0,_name_js__WEBPACK_IMPORTED_MODULE_4__/* .builderIn */ .jo)(first)?.name;
    const known = owner === 'kept' || owner === 'unknown' || (0,_session_owner_js__WEBPACK_IMPORTED_MODULE_5__/* .parseOwner */ .pZ)(owner) !== null;
    return name !== undefined && known && rest.length === 0 ? { name, owner } : null;
}
async function reapRecords(runner) {
    const { files, environment } = runner;
    const names = await files.list(environment.temp).catch(() => []);
    for (const name of names.filter((entry) => entry.startsWith(_session_journal_js__WEBPACK_IMPORTED_MODULE_3__/* .recordPrefix */ .Kg))) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(environment.temp, name);
        const owner = (0,_session_owner_js__WEBPACK_IMPORTED_MODULE_5__/* .parseOwner */ .pZ)(parseRecord(await files.read(path).then(String, () => ''))?.owner ?? '');
        if (owner && (await (0,_session_owner_js__WEBPACK_IMPORTED_MODULE_5__/* .hasEnded */ .hY)(owner, runner)) === true) {
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
    const kind = await files.kind((0,_buildx_builder_js__WEBPACK_IMPORTED_MODULE_2__/* .instancePath */ .VM)(builder.name, runner));
    return kind === 'file' ? builder.name : null;
}


/***/ }),

/***/ 6028:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E7: () => (/* binding */ nodeOf),
/* harmony export */   Iw: () => (/* binding */ volumeOf),
/* harmony export */   f0: () => (/* binding */ newBuilderName),
/* harmony export */   jo: () => (/* binding */ builderIn),
/* harmony export */   t8: () => (/* binding */ containerOf),
/* harmony export */   yY: () => (/* binding */ firstNodeOf)
/* harmony export */ });
const pattern = /^(?:buildx_buildkit_)?(multiarch-build-([0-9a-z]{8,9})-[0-9a-f]{8})(?:\d{1,2}(?:_state)?)?$/;
function newBuilderName(now, random) {
    const suffix = Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return `multiarch-build-${now.toString(36)}-${suffix}`;
}
function builderIn(text) {
    const [, name, born] = pattern.exec(text) ?? [];
    return name && born ? { name, born: Number.parseInt(born, 36) } : null;
}
function nodeOf(builder, index) {
    return `${builder}${index}`;
}
function firstNodeOf(builder) {
    return nodeOf(builder, 0);
}
function containerOf(node) {
    return `buildx_buildkit_${node}`;
}
function volumeOf(node) {
    return `${containerOf(node)}_state`;
}


/***/ }),

/***/ 1747:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ur: () => (/* binding */ rebootArguments),
/* harmony export */   VM: () => (/* binding */ instancePath),
/* harmony export */   _P: () => (/* binding */ inspectBuilderArguments),
/* harmony export */   jb: () => (/* binding */ bootOptions),
/* harmony export */   l$: () => (/* binding */ createArguments),
/* harmony export */   oj: () => (/* binding */ removeBuilderArguments),
/* harmony export */   pr: () => (/* binding */ instancesFolder)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1890);


function createArguments(creation) {
    const { builder, driver, node, append, endpoint, platforms, options, flags, config } = creation;
    return [
        'create',
        ...['--name', builder],
        ...(append ? ['--append'] : []),
        ...(node === null ? [] : ['--node', node]),
        ...['--driver', driver],
        ...(platforms.length === 0 ? [] : ['--platform', (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatforms */ .Iu)(platforms, ',')]),
        ...options.flatMap((option) => ['--driver-opt', option]),
        ...(flags === null ? [] : ['--buildkitd-flags', flags]),
        ...(config === null ? [] : ['--buildkitd-config', config]),
        ...(endpoint === null ? [] : [endpoint]),
    ];
}
const bootTimeout = ['--timeout', '2m'];
const bootOptions = ['--bootstrap', ...bootTimeout];
function rebootArguments(name) {
    return ['inspect', '--bootstrap', ...bootTimeout, name];
}
function inspectBuilderArguments(name, timeout = '1m') {
    return ['inspect', '--timeout', timeout, name];
}
function removeBuilderArguments(name) {
    return ['rm', '--force', '--timeout', '1m', name];
}
function instancesFolder({ environment }) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(environment.buildxConfig, 'instances');
}
function instancePath(name, runner) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(instancesFolder(runner), name);
}


/***/ }),

/***/ 7626:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ askDaemon)
/* harmony export */ });
/* unused harmony export parseDaemon */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3916);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1691);
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1890);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1237);





const needsDaemon = 'Run the job on a machine with a Docker daemon for Linux containers, for example runs-on: ubuntu-latest.';
async function askDaemon(asker) {
    const socket = await localSocket(asker);
    const text = socket === null ? null : await asker.engine.get(socket, '/version', asker.signal);
    const server = text === null ? null : (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(text);
    return (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(server) ? daemonOf({ Client: { Context: 'default' }, Server: server }) : askCli(asker);
}
async function localSocket({ files, environment }) {
    const { variables, os } = environment;
    if (variables['DOCKER_CONTEXT'] || os === 'win32') {
        return null;
    }
    const folders = (variables['PATH'] ?? '').split(node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter).filter(Boolean);
    const found = await Promise.all(folders.map((folder) => files.kind((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, _environment_js__WEBPACK_IMPORTED_MODULE_3__/* .docker */ .T3.file))));
    if (!found.includes('file')) {
        return null;
    }
    const host = variables['DOCKER_HOST'];
    if (host) {
        return host.startsWith('unix:///') ? host.slice('unix://'.length) : null;
    }
    const context = await (0,_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .configuredContext */ .kd)({ files, environment });
    return context === '' || context === 'default' ? '/var/run/docker.sock' : null;
}
async function askCli({ processes, signal }) {
    const asked = await processes.run(_environment_js__WEBPACK_IMPORTED_MODULE_3__/* .docker */ .T3, ['version', '--format', '{{json .}}'], { signal });
    if (asked.code !== 0) {
        throw unreachable(asked.stderr.trim());
    }
    return parseDaemon(asked.stdout.toString('utf8'));
}
function unreachable(stderr) {
    if (/permission denied/i.test(stderr)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('daemon-denied', `This step may not talk to the Docker daemon: ${stderr}`, {
            hint: "Add the runner's user to the group of the socket (usually 'docker'), and start the runner again.",
        });
    }
    if (/(client|API) version .* is too (old|new)/i.test(stderr)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('daemon-unsupported', `The docker CLI and the Docker daemon do not understand each other: ${stderr}`, {
            hint: 'Update the older one of the two, or set DOCKER_API_VERSION.',
        });
    }
    if (/HTTP request to an HTTPS server/.test(stderr)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('daemon-unreachable', `The Docker daemon does not answer: ${stderr}`, {
            hint: 'The daemon expects TLS. Set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.',
        });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('daemon-unreachable', `The Docker daemon does not answer: ${stderr || 'no reason given'}`, {
        hint: `${needsDaemon} Is the daemon started, and are DOCKER_HOST and DOCKER_CONTEXT right?`,
    });
}
function parseDaemon(json) {
    const answer = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .qF)(json);
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(answer)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('daemon-unsupported', `'docker version' did not answer in JSON.`, {
            hint: 'The docker CLI must be Docker 23 or newer.',
        });
    }
    return daemonOf(answer);
}
function daemonOf(answer) {
    const client = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(answer['Client']) ? answer['Client'] : {};
    const server = answer['Server'];
    if (JSON.stringify(answer).includes('"Podman Engine"') || client['OsArch'] !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('daemon-unsupported', "The 'docker' on this runner is Podman, whose buildx has no builders.", { hint: needsDaemon });
    }
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(server)) {
        throw unreachable('it gave no answer');
    }
    const { Os: os, Arch: architecture, KernelVersion: kernel, Version: version } = server;
    if (typeof os !== 'string' || typeof architecture !== 'string') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('daemon-unsupported', `The Docker daemon does not say what it runs on: ${JSON.stringify(answer)}`);
    }
    if (os !== 'linux') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('daemon-unsupported', `The Docker daemon runs ${os} containers; BuildKit needs Linux ones.`, { hint: needsDaemon });
    }
    return {
        version: typeof version === 'string' ? version : 'unknown',
        platform: (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .normalizePlatform */ .FL)({ os, architecture }),
        kernel: typeof kernel === 'string' ? kernel : '',
        context: String(client['Context'] ?? 'default'),
    };
}


/***/ }),

/***/ 1237:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gn: () => (/* binding */ dockerVariables),
/* harmony export */   T3: () => (/* binding */ docker),
/* harmony export */   cT: () => (/* binding */ dockerAt),
/* harmony export */   kd: () => (/* binding */ configuredContext),
/* harmony export */   l9: () => (/* binding */ buildxTool)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1691);


const docker = { file: 'docker', env: {} };
function dockerVariables(dockerConfig, { environment }) {
    if (dockerConfig === null) {
        return {};
    }
    const { variables, dockerConfig: users } = environment;
    return { DOCKER_CONFIG: dockerConfig, DOCKER_CERT_PATH: variables['DOCKER_CERT_PATH'] || users };
}
async function configuredContext({ environment, files, }) {
    const text = await files.read((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(environment.dockerConfig, 'config.json')).then(String, () => '{}');
    const config = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text);
    return (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(config) ? String(config['currentContext'] ?? '') : null;
}
function dockerAt(endpoint, tool) {
    if (endpoint === null || endpoint === 'default') {
        return tool;
    }
    const where = endpoint.includes('://')
        ? { DOCKER_HOST: endpoint }
        : { DOCKER_HOST: '', DOCKER_CONTEXT: endpoint };
    return { ...tool, env: { ...tool.env, ...where } };
}
function buildxTool(file, dockerConfig, folder, runner) {
    const { buildxConfig } = runner.environment;
    const temporary = folder === null ? {} : { TMPDIR: folder };
    return {
        file,
        env: { BUILDX_CONFIG: buildxConfig, ...temporary, ...dockerVariables(dockerConfig, runner) },
    };
}


/***/ }),

/***/ 3916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   lZ: () => (/* binding */ ActionError)
/* harmony export */ });
/* unused harmony export errorCodes */
const errorCodes = (/* unused pure expression or super */ null && ([
    'input-invalid',
    'environment-unsupported',
    'docker-missing',
    'daemon-unreachable',
    'daemon-denied',
    'daemon-unsupported',
    'buildx-version-unknown',
    'buildx-version-refused',
    'buildx-asset-missing',
    'buildx-download-failed',
    'buildx-checksum-mismatch',
    'buildx-missing',
    'emulation-unavailable',
    'builder-failed',
    'builder-missing',
    'builder-died',
    'build-failed',
    'build-misconfigured',
    'check-failed',
    'registry-denied',
    'registry-refused',
    'registry-unavailable',
    'disk-full',
    'shard-refused',
    'platforms-differ',
    'config-differs',
    'attestation-missing',
    'binary-differs',
    'binary-unreadable',
    'smoke-test-failed',
    'digest-differs',
    'tag-guarded',
    'tag-failed',
    'timeout',
    'cancelled',
]));
class ActionError extends Error {
    name = 'ActionError';
    code;
    hint;
    location;
    evidence;
    constructor(code, message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.code = code;
        this.hint = options.hint;
        this.location = options.location;
        this.evidence = options.evidence;
    }
    saying(message) {
        return new ActionError(this.code, message, this);
    }
}
function messageOf(thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
}


/***/ }),

/***/ 9407:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _actions_post_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9013);
/* harmony import */ var _docker_daemon_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7626);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3916);
/* harmony import */ var _runner_clock_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4587);
/* harmony import */ var _runner_engine_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4830);
/* harmony import */ var _runner_environment_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(5047);
/* harmony import */ var _runner_files_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(5456);
/* harmony import */ var _runner_log_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(7708);
/* harmony import */ var _runner_processes_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(9061);
/* harmony import */ var _runner_workflow_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(813);










const cancelled = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) {
    process.on(name, () => cancelled.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('cancelled', `The step was cancelled (${name}).`)));
}
const system = { processes: (0,_runner_processes_js__WEBPACK_IMPORTED_MODULE_8__/* .systemProcesses */ .x)(), files: (0,_runner_files_js__WEBPACK_IMPORTED_MODULE_6__/* .systemFiles */ .Hy)(), environment: (0,_runner_environment_js__WEBPACK_IMPORTED_MODULE_5__/* .systemEnvironment */ .f)() };
if (process.argv[2] === 'post') {
    await (0,_actions_post_js__WEBPACK_IMPORTED_MODULE_0__/* .runPost */ .a)({ ...system, log: (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_7__/* .actionsLog */ ._D)() }, (0,_runner_workflow_js__WEBPACK_IMPORTED_MODULE_9__/* .actionsWorkflow */ .f)());
}
else if (process.argv[2] === 'plan') {
    const { runPlan } = await Promise.all(/* import() */[__nccwpck_require__.e(501), __nccwpck_require__.e(559)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5559));
    await runPlan({ ...system, clock: (0,_runner_clock_js__WEBPACK_IMPORTED_MODULE_3__/* .systemClock */ .m)(), log: (0,_runner_log_js__WEBPACK_IMPORTED_MODULE_7__/* .actionsLog */ ._D)() }, (0,_runner_workflow_js__WEBPACK_IMPORTED_MODULE_9__/* .actionsWorkflow */ .f)());
}
else if (process.argv[2] === 'merge') {
    const { runMergeStep } = await Promise.all(/* import() */[__nccwpck_require__.e(88), __nccwpck_require__.e(501), __nccwpck_require__.e(718), __nccwpck_require__.e(268), __nccwpck_require__.e(86)]).then(__nccwpck_require__.bind(__nccwpck_require__, 86));
    await runMergeStep({ ...system, signal: cancelled.signal });
}
else {
    const over = new AbortController();
    const asking = AbortSignal.any([cancelled.signal, over.signal]);
    const ask = () => (0,_docker_daemon_js__WEBPACK_IMPORTED_MODULE_1__/* .askDaemon */ .I)({ ...system, engine: (0,_runner_engine_js__WEBPACK_IMPORTED_MODULE_4__/* .systemEngine */ .q)(), signal: asking });
    const needless = ['remote', 'kubernetes'].includes(system.environment.variables['INPUT_DRIVER'] ?? '');
    const asked = needless ? null : ask();
    asked?.catch(() => undefined);
    const stage = { ...system, signal: cancelled.signal };
    const daemon = () => asked ?? ask();
    if (process.argv[2] === 'setup') {
        const { runSetupStep } = await Promise.all(/* import() */[__nccwpck_require__.e(88), __nccwpck_require__.e(501), __nccwpck_require__.e(718), __nccwpck_require__.e(265), __nccwpck_require__.e(127)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6127));
        await runSetupStep(stage, daemon);
    }
    else {
        const { runImageStep } = await Promise.all(/* import() */[__nccwpck_require__.e(88), __nccwpck_require__.e(501), __nccwpck_require__.e(718), __nccwpck_require__.e(268), __nccwpck_require__.e(265), __nccwpck_require__.e(270)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7270));
        await runImageStep(stage, daemon);
    }
    over.abort();
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 2953:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ isCsvError),
/* harmony export */   Wk: () => (/* binding */ parseCsv),
/* harmony export */   YW: () => (/* binding */ describeCsvError),
/* harmony export */   m2: () => (/* binding */ closingQuote),
/* harmony export */   yv: () => (/* binding */ formatCsv)
/* harmony export */ });
function parseCsv(text) {
    const line = text.replace(/\r?\n$/, '');
    if (line === '') {
        return { reason: 'empty', column: 1 };
    }
    const fields = [];
    for (let from = 0; from <= line.length;) {
        const field = line[from] === '"' ? quotedField(line, from) : bareField(line, from);
        if ('reason' in field) {
            return field;
        }
        fields.push(field.text);
        from = field.end + 1;
    }
    return fields;
}
function bareField(line, from) {
    const comma = line.indexOf(',', from);
    const end = comma < 0 ? line.length : comma;
    const text = line.slice(from, end);
    const quote = text.indexOf('"');
    return quote < 0 ? { text, end } : { reason: 'bare-quote', column: from + quote + 1 };
}
function quotedField(line, from) {
    const close = closingQuote(line, from);
    if (close === null) {
        return { reason: 'quote', column: line.lastIndexOf('"') + 2 };
    }
    const end = close + 1;
    return end === line.length || line[end] === ','
        ? { text: line.slice(from + 1, close).replaceAll('""', '"'), end }
        : { reason: 'quote', column: end };
}
function isCsvError(parsed) {
    return !Array.isArray(parsed);
}
function describeCsvError({ reason, column }) {
    switch (reason) {
        case 'empty':
            return 'it is empty';
        case 'bare-quote':
            return `column ${column} has a double quote inside an unquoted field`;
        case 'quote':
            return `a double quote is not closed properly at column ${column}`;
    }
}
function formatCsv(fields) {
    const line = fields.map(formatField).join(',');
    return line === '' ? '""' : line;
}
function formatField(field) {
    return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
function closingQuote(text, open) {
    for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2)) {
        if (text[at + 1] !== '"') {
            return at;
        }
    }
    return null;
}


/***/ }),

/***/ 1691:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Je: () => (/* binding */ stringOf),
/* harmony export */   QQ: () => (/* binding */ stringsIn),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   zv: () => (/* binding */ recordOf)
/* harmony export */ });
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function recordOf(value) {
    return isRecord(value) ? value : {};
}
function stringOf(value) {
    return typeof value === 'string' ? value : '';
}
function stringsIn(value) {
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}


/***/ }),

/***/ 1890:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ normalizePlatform),
/* harmony export */   Iu: () => (/* binding */ formatPlatforms),
/* harmony export */   Jh: () => (/* binding */ isKnownPlatform),
/* harmony export */   Mz: () => (/* binding */ knownPlatforms),
/* harmony export */   PU: () => (/* binding */ runsNatively),
/* harmony export */   SW: () => (/* binding */ isSamePlatform),
/* harmony export */   Y8: () => (/* binding */ parsePlatform)
/* harmony export */ });
function formatPlatform(platform) {
    const { os, architecture, variant } = platform;
    return variant ? `${os}/${architecture}/${variant}` : `${os}/${architecture}`;
}
function isSamePlatform(a, b) {
    return formatPlatform(a) === formatPlatform(b);
}
function formatPlatforms(platforms, separator = ', ') {
    return platforms.map(formatPlatform).join(separator);
}
function normalizePlatform(platform) {
    const os = platform.os.toLowerCase() === 'macos' ? 'darwin' : platform.os.toLowerCase();
    const [architecture, variant] = normalizeArchitecture(platform.architecture.toLowerCase(), (platform.variant ?? '').toLowerCase());
    return variant === '' ? { os, architecture } : { os, architecture, variant };
}
function normalizeArchitecture(architecture, variant) {
    switch (architecture) {
        case 'i386':
            return ['386', ''];
        case 'x86_64':
        case 'x86-64':
        case 'amd64':
            return ['amd64', variant === 'v1' ? '' : variant];
        case 'aarch64':
        case 'arm64':
            return ['arm64', variant === '8' || variant === 'v8' ? '' : variant];
        case 'armhf':
            return ['arm', 'v7'];
        case 'armel':
            return ['arm', 'v6'];
        case 'arm':
            return ['arm', /^[5678]$/.test(variant) ? `v${variant}` : variant || 'v7'];
        default:
            return [architecture, variant];
    }
}
function parsePlatform(text) {
    const parts = text.split('/');
    if (!parts.every((part) => /^[A-Za-z0-9_.-]+$/.test(part))) {
        return null;
    }
    const [first, second, third] = parts;
    if (first === undefined || parts.length > 3) {
        return null;
    }
    if (second === undefined) {
        const alone = normalizePlatform({ os: 'linux', architecture: first });
        return isKnownPlatform(alone) ? alone : null;
    }
    return normalizePlatform({
        os: first,
        architecture: second,
        ...(third === undefined ? {} : { variant: third }),
    });
}
const linuxVariants = {
    amd64: ['', 'v2', 'v3', 'v4'],
    arm64: ['', 'v9'],
    arm: ['v5', 'v6', 'v7'],
    '386': [''],
    ppc64le: [''],
    s390x: [''],
    riscv64: [''],
    mips64: [''],
    mips64le: [''],
    loong64: [''],
};
const knownPlatforms = Object.entries(linuxVariants).flatMap(([architecture, variants]) => variants.map((variant) => formatPlatform({ os: 'linux', architecture, variant })));
function isKnownPlatform(platform) {
    return knownPlatforms.includes(formatPlatform(platform));
}
function runsNatively(platform, machine) {
    if (platform.architecture === machine.architecture) {
        return true;
    }
    return platform.architecture === '386' && machine.architecture === 'amd64';
}


/***/ }),

/***/ 4587:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ systemClock)
});

;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./src/runner/clock.ts

function systemClock() {
    return {
        now: Date.now,
        random: Math.random,
        async sleep(milliseconds, signal) {
            try {
                await (0,promises_namespaceObject.setTimeout)(milliseconds, undefined, signal ? { signal } : {});
            }
            catch (error) {
                signal?.throwIfAborted();
                throw error;
            }
        },
    };
}


/***/ }),

/***/ 1019:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lb: () => (/* reexport safe */ _node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_0__.L),
/* harmony export */   n0: () => (/* reexport safe */ _node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_1__.n),
/* harmony export */   vC: () => (/* reexport safe */ _node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_1__.v),
/* harmony export */   z: () => (/* reexport safe */ _node_modules_actions_core_lib_summary_js__WEBPACK_IMPORTED_MODULE_2__.z)
/* harmony export */ });
/* harmony import */ var _node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9635);
/* harmony import */ var _node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2902);
/* harmony import */ var _node_modules_actions_core_lib_summary_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1170);





/***/ }),

/***/ 4830:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ systemEngine)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);

const limitMs = 5_000;
const longestAnswer = 1 << 20;
function systemEngine() {
    return {
        get: (socketPath, path, signal) => new Promise((resolve) => {
            const fail = () => resolve(null);
            const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
            const asked = (0,node_http__WEBPACK_IMPORTED_MODULE_0__.request)({ socketPath, path, signal: limited, agent: false }, (answer) => {
                let body = '';
                answer.setEncoding('utf8');
                answer.on('data', (chunk) => {
                    body += chunk;
                    if (body.length > longestAnswer) {
                        answer.destroy();
                    }
                });
                answer.on('end', () => resolve(answer.statusCode === 200 && body.length <= longestAnswer ? body : null));
                answer.on('error', fail);
                answer.on('close', fail);
            });
            asked.on('error', fail);
            asked.end();
        }),
    };
}


/***/ }),

/***/ 5047:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ systemEnvironment)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


function systemEnvironment() {
    const variables = Object.fromEntries(Object.entries(process.env).filter((entry) => entry[1] !== undefined));
    const temp = variables['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_0__.tmpdir)();
    const dockerConfig = variables['DOCKER_CONFIG'] || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)(), '.docker');
    const armVersion = Number(process.config.variables.arm_version);
    return {
        variables,
        os: process.platform,
        arch: process.arch,
        kernel: (0,node_os__WEBPACK_IMPORTED_MODULE_0__.release)(),
        armVersion: armVersion > 0 ? armVersion : undefined,
        temp,
        toolCache: variables['RUNNER_TOOL_CACHE'] || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, 'multiarch-build-tools'),
        workspace: variables['GITHUB_WORKSPACE'] || process.cwd(),
        disposable: variables['RUNNER_ENVIRONMENT'] === 'github-hosted',
        dockerConfig,
        buildxConfig: variables['BUILDX_CONFIG'] || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(dockerConfig, 'buildx'),
        apiUrl: variables['GITHUB_API_URL'] || 'https://api.github.com',
        processId: process.pid,
        parentId: process.ppid,
    };
}


/***/ }),

/***/ 5456:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Yd: () => (/* binding */ explainFileError),
  _m: () => (/* binding */ isCode),
  Hy: () => (/* binding */ systemFiles)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:fs/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
;// CONCATENATED MODULE: ./src/runner/files.ts







const digestBlock = 1 << 20;
const pieceBytes = 1 << 16;
function systemFiles() {
    return {
        read: (path) => promises_namespaceObject.readFile(path),
        async readHead(path, bytes) {
            try {
                if (!(await promises_namespaceObject.lstat(path)).isFile()) {
                    return null;
                }
                const file = await promises_namespaceObject.open(path);
                try {
                    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
                    return buffer.subarray(0, bytesRead);
                }
                finally {
                    await file.close();
                }
            }
            catch (error) {
                if (isCode(error, 'ENOENT', 'ENOTDIR')) {
                    return null;
                }
                throw error;
            }
        },
        async size(path) {
            const stat = await promises_namespaceObject.lstat(path).catch(absent);
            return stat?.isFile() ? stat.size : 0;
        },
        pieces(path, packing) {
            const file = (0,external_node_fs_.createReadStream)(path, { highWaterMark: pieceBytes });
            if (packing === undefined) {
                return file;
            }
            const unpacking = packing === 'gzip'
                ? external_node_zlib_namespaceObject.createGunzip({ chunkSize: pieceBytes })
                : external_node_zlib_namespaceObject.createZstdDecompress({ chunkSize: pieceBytes });
            return (0,external_node_stream_namespaceObject.pipeline)(file, unpacking, () => { });
        },
        write: (path, content) => promises_namespaceObject.writeFile(path, content, { mode: 0o600 }),
        stream: (path, chunks) => promises_namespaceObject.writeFile(path, chunks, { mode: 0o600, flag: 'wx' }),
        async kind(path) {
            const stat = await promises_namespaceObject.stat(path).catch(absent);
            if (stat === null) {
                return null;
            }
            if (stat.isFile()) {
                return 'file';
            }
            return stat.isDirectory() ? 'directory' : 'other';
        },
        list: (directory) => promises_namespaceObject.readdir(directory),
        makeDirectory: async (path) => void (await promises_namespaceObject.mkdir(path, { recursive: true })),
        makePrivateDirectory: (path) => promises_namespaceObject.mkdir(path, { mode: 0o700 }),
        makeTemporary: async (parent, prefix) => {
            await promises_namespaceObject.mkdir(parent, { recursive: true });
            return promises_namespaceObject.mkdtemp((0,external_node_path_.join)(parent, prefix));
        },
        copyTree: (from, to) => promises_namespaceObject.cp(from, to, { recursive: true }),
        rename: (from, to) => promises_namespaceObject.rename(from, to),
        remove: (path) => promises_namespaceObject.rm(path, { recursive: true, force: true, maxRetries: 3 }),
        symlink: (target, path) => promises_namespaceObject.symlink(target, path),
        linkTarget: (path) => promises_namespaceObject.readlink(path),
        makeExecutable: (path) => promises_namespaceObject.chmod(path, 0o755),
        async digest(path) {
            const file = await promises_namespaceObject.open(path);
            try {
                return await digestOfBlocks(file, async () => { });
            }
            finally {
                await file.close();
            }
        },
        async copyProgram(from, to, links) {
            const source = await promises_namespaceObject.open(from, external_node_fs_.constants.O_RDONLY | (links ? 0 : external_node_fs_.constants.O_NOFOLLOW));
            try {
                const target = await promises_namespaceObject.open(to, 'wx', 0o700);
                try {
                    return await digestOfBlocks(source, (block) => target.writeFile(block));
                }
                finally {
                    await target.close();
                }
            }
            finally {
                await source.close();
            }
        },
        modified: async (path) => (await promises_namespaceObject.stat(path)).mtimeMs,
    };
}
async function digestOfBlocks(file, take) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let block = Buffer.allocUnsafe(digestBlock);
    let next = Buffer.allocUnsafe(digestBlock);
    let { bytesRead } = await file.read(block, 0, digestBlock, null);
    while (bytesRead > 0) {
        const part = block.subarray(0, bytesRead);
        const reading = file.read(next, 0, digestBlock, null);
        const taking = take(part);
        hash.update(part);
        await taking;
        [block, next] = [next, block];
        ({ bytesRead } = await reading);
    }
    return `sha256:${hash.digest('hex')}`;
}
function absent(error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) {
        return null;
    }
    throw error;
}
function isCode(error, ...codes) {
    return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
function explainFileError(error) {
    if (isCode(error, 'ENOSPC', 'EDQUOT')) {
        return new errors/* ActionError */.lZ('disk-full', `A disk of this runner is full: ${(0,errors/* messageOf */.bD)(error)}.`, {
            hint: "The step writes to the runner's temporary folder (RUNNER_TEMP), about 80 MB in all. Free space there.",
            cause: error,
        });
    }
    const ofFiles = error instanceof Error && 'path' in error;
    if (ofFiles && isCode(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EISDIR')) {
        return new errors/* ActionError */.lZ('environment-unsupported', `This step could not use a file of its runner: ${error.message}.`, {
            hint: "The runner's user must be able to write to RUNNER_TEMP and to the files that GITHUB_OUTPUT, GITHUB_STATE and GITHUB_STEP_SUMMARY name. An earlier step may have removed them or changed their owner.",
            cause: error,
        });
    }
    return null;
}


/***/ }),

/***/ 7708:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   _D: () => (/* binding */ actionsLog),
/* harmony export */   g$: () => (/* binding */ printable)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1019);


function actionsLog() {
    const annotate = (kind, message, properties) => (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .Lb)(kind, { ...properties }, printable(message));
    return {
        info: (line) => {
            for (const part of line.split('\n')) {
                process.stdout.write(`${harmless(part)}${node_os__WEBPACK_IMPORTED_MODULE_0__.EOL}`);
            }
        },
        warning: (message, title, location) => annotate('warning', message, { ...(title === undefined ? {} : { title }), ...location }),
        notice: (message, title) => annotate('notice', message, title === undefined ? {} : { title }),
        error: (message, title, location) => annotate('error', message, location ? { title, file: location.file, line: location.line } : { title }),
        async group(title, body) {
            (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .Lb)('group', {}, harmless(title));
            try {
                return await body();
            }
            finally {
                (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .Lb)('endgroup', {}, '');
            }
        },
        mask: (secret) => {
            for (const text of new Set([secret, ...secret.split(/\r?\n/)])) {
                if (text.trim() !== '') {
                    (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .Lb)('add-mask', {}, text);
                }
            }
        },
    };
}
const unseen = '\\p{C}\\p{M}\\p{Default_Ignorable_Code_Point}';
const commandKey = new RegExp(`^[\\s\\p{Z}${unseen}]*:[${unseen}]*:`, 'u');
const oldPrefix = new RegExp(`#([${unseen}]*)#([${unseen}]*)\\[`, 'gu');
function harmless(line) {
    const text = printable(line).replace(oldPrefix, '#$1#$2 [');
    return commandKey.test(text) ? `| ${text}` : text;
}
function printable(text) {
    return text
        .replace(/(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g, '')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}


/***/ }),

/***/ 9061:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  x: () => (/* binding */ systemProcesses)
});

;// CONCATENATED MODULE: external "node:async_hooks"
const external_node_async_hooks_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");
;// CONCATENATED MODULE: external "node:diagnostics_channel"
const external_node_diagnostics_channel_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __nccwpck_require__(5781);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");
;// CONCATENATED MODULE: ./src/runner/lines.ts

const longestLine = 1 << 16;
class LineSplitter {
    sink;
    decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    rest = '';
    constructor(sink) {
        this.sink = sink;
    }
    add(chunk) {
        const parts = (this.rest + this.decoder.write(chunk)).split(/\r\n|\n|\r(?!$)/);
        this.rest = parts.pop() ?? '';
        for (const part of parts) {
            this.emit(part);
        }
        while (this.rest.length > longestLine) {
            this.sink(this.rest.slice(0, longestLine));
            this.rest = this.rest.slice(longestLine);
        }
    }
    end() {
        this.rest += this.decoder.end();
        if (this.rest !== '') {
            this.emit(this.rest.replace(/\r$/, ''));
        }
        this.rest = '';
    }
    emit(line) {
        for (let from = 0; from === 0 || from < line.length; from += longestLine) {
            this.sink(line.slice(from, from + longestLine));
        }
    }
}
class Tail {
    limit;
    chunks = [];
    size = 0;
    constructor(limit) {
        this.limit = limit;
    }
    add(chunk) {
        this.chunks.push(chunk);
        this.size += chunk.byteLength;
        for (let first = this.chunks[0]; first && this.size - first.byteLength >= this.limit; first = this.chunks[0]) {
            this.chunks.shift();
            this.size -= first.byteLength;
        }
    }
    text() {
        return Buffer.concat(this.chunks).toString('utf8');
    }
}

;// CONCATENATED MODULE: ./src/runner/processes.ts





const keptStderr = 1 << 20;
const announced = new external_node_async_hooks_namespaceObject.AsyncLocalStorage();
let subscribed = false;
function announceChildren() {
    if (!subscribed) {
        subscribed = true;
        (0,external_node_diagnostics_channel_namespaceObject.channel)('child_process').subscribe((message) => {
            announced.getStore()?.(message.process);
        });
    }
}
function systemProcesses(graceMs = 5_000) {
    announceChildren();
    return {
        async run(tool, args, options = {}) {
            const { input, onLine, signal } = options;
            signal?.throwIfAborted();
            refuseImpossible(tool, args);
            const stdout = [];
            const stderr = new Tail(keptStderr);
            const child = new Child(options.graceMs ?? graceMs);
            let thrown = null;
            const lines = new LineSplitter((line) => {
                try {
                    if (thrown === null) {
                        onLine?.(line);
                    }
                }
                catch (error) {
                    thrown = { error };
                    child.end();
                }
            });
            const end = () => child.end();
            signal?.addEventListener('abort', end, { once: true });
            try {
                const code = await announced.run((announcement) => child.announce(announcement, input === undefined), () => (0,exec/* exec */.m)(quoted(tool.file), [...args], {
                    silent: true,
                    ignoreReturnCode: true,
                    env: { ...definedEnvironment(), ...tool.env },
                    ...(input === undefined ? {} : { input: Buffer.from(input) }),
                    listeners: {
                        stdout: (chunk) => stdout.push(chunk),
                        stderr: (chunk) => {
                            stderr.add(chunk);
                            lines.add(chunk);
                        },
                    },
                }));
                lines.end();
                signal?.throwIfAborted();
                const failure = thrown;
                if (failure) {
                    throw failure.error;
                }
                return { code, stdout: Buffer.concat(stdout), stderr: stderr.text() };
            }
            catch (error) {
                signal?.throwIfAborted();
                throw startFailure(tool, error) ?? error;
            }
            finally {
                child.release();
                signal?.removeEventListener('abort', end);
            }
        },
    };
}
class Child {
    graceMs;
    process = null;
    ending = false;
    killer;
    constructor(graceMs) {
        this.graceMs = graceMs;
    }
    announce(child, withoutInput) {
        child.once('spawn', () => {
            this.process = child;
            child.stdin?.on('error', () => { });
            if (withoutInput) {
                child.stdin?.end();
            }
            if (this.ending) {
                this.interrupt(child);
            }
        });
    }
    end() {
        if (this.ending) {
            return;
        }
        this.ending = true;
        if (this.process) {
            this.interrupt(this.process);
        }
    }
    interrupt(child) {
        child.kill(this.graceMs > 0 ? 'SIGINT' : 'SIGKILL');
        this.killer = setTimeout(() => {
            child.kill('SIGKILL');
            closeOutput(child);
        }, this.graceMs);
    }
    release() {
        clearTimeout(this.killer);
        if (this.process) {
            closeOutput(this.process);
        }
    }
}
function closeOutput({ stdout, stderr }) {
    stdout?.destroy();
    stderr?.destroy();
}
const longestArgument = 131_072;
const longestCommand = 2_097_152 - 262_144;
function refuseImpossible(tool, args) {
    const sizes = args.map((arg) => Buffer.byteLength(arg) + 1);
    const longest = Math.max(0, ...sizes);
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    const hint = 'Labels, annotations and build-args are arguments of buildx: put large texts into files of the context.';
    if (longest > longestArgument) {
        const [name = ''] = (args[sizes.indexOf(longest)] ?? '').slice(0, 60).split('=', 1);
        throw new errors/* ActionError */.lZ('input-invalid', `An argument for '${tool.file}', '${name}…', has ${longest - 1} bytes; Linux takes ${longestArgument - 1}.`, { hint });
    }
    if (whole > longestCommand) {
        throw new errors/* ActionError */.lZ('input-invalid', `The arguments for '${tool.file}' have ${whole} bytes; at most ${longestCommand} are possible.`, { hint });
    }
    if (args.some((arg) => arg.includes('\0'))) {
        throw new errors/* ActionError */.lZ('input-invalid', `An argument for '${tool.file}' has a zero byte.`, {
            hint: 'No input can have one: remove it.',
        });
    }
}
function startFailure(tool, error) {
    const reason = (0,errors/* messageOf */.bD)(error);
    if (reason.startsWith('Unable to locate executable file')) {
        if (/[\\/]/.test(tool.file)) {
            return new errors/* ActionError */.lZ('environment-unsupported', `'${tool.file}' cannot be run: it is not there, or not executable.`, { hint: 'Is the file system that holds it mounted with noexec?', cause: error });
        }
        return new errors/* ActionError */.lZ('docker-missing', `'${tool.file}' is not on this runner's PATH.`, {
            hint: 'Run the job on a machine with Docker, for example runs-on: ubuntu-latest.',
            cause: error,
        });
    }
    if (reason.startsWith('There was an error when attempting to execute the process')) {
        return new errors/* ActionError */.lZ('environment-unsupported', `'${tool.file}' cannot be run: ${reason}`, {
            hint: 'It must be a program for this machine, on a file system that allows programs.',
            cause: error,
        });
    }
    return null;
}
function quoted(file) {
    return `"${file}"`;
}
function definedEnvironment() {
    return Object.fromEntries(Object.entries(process.env).filter((entry) => entry[1] !== undefined));
}


/***/ }),

/***/ 813:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ actionsWorkflow)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _core_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1019);


function actionsWorkflow() {
    return {
        setOutput: (name, value) => assign('OUTPUT', 'set-output', name, value),
        saveState: (name, value) => assign('STATE', 'save-state', name, value),
        exportVariable: (name, value) => assign('ENV', 'set-env', name, value),
        addPath: (folder) => (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .issueFileCommand */ .n0)('PATH', folder),
        async addSummary(markdown) {
            if (process.env['GITHUB_STEP_SUMMARY']) {
                await _core_js__WEBPACK_IMPORTED_MODULE_1__/* .summary */ .z.addRaw(markdown, true).write();
            }
        },
        fail: () => {
            process.exitCode = 1;
        },
    };
}
function assign(file, command, name, value) {
    const path = process.env[`GITHUB_${file}`];
    if (path && !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path)) {
        throw Object.assign(new Error(`GITHUB_${file} names '${path}', and no file is there`), {
            code: 'ENOENT',
            path,
        });
    }
    if (path) {
        (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .issueFileCommand */ .n0)(file, (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .prepareKeyValueMessage */ .vC)(name, value));
    }
    else {
        (0,_core_js__WEBPACK_IMPORTED_MODULE_1__/* .issueCommand */ .Lb)(command, { name }, value);
    }
}


/***/ }),

/***/ 9702:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   WM: () => (/* binding */ reapStepFolders),
/* harmony export */   bA: () => (/* binding */ linkEntries),
/* harmony export */   dK: () => (/* binding */ makeToolFolder),
/* harmony export */   vV: () => (/* binding */ makeStepFolder)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _journal_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9827);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1127);



const ownerFile = 'owner';
const unfinishedMs = 10 * 60 * 1000;
async function makeStepFolder(journal, runner) {
    const folder = await freePath(_journal_js__WEBPACK_IMPORTED_MODULE_1__/* .folderPrefix */ .Z4, runner);
    journal.note({ kind: 'folder', path: folder });
    return makeOwned(folder, await (0,_owner_js__WEBPACK_IMPORTED_MODULE_2__/* .currentStep */ .SY)(runner), runner);
}
async function linkEntries(from, to, except, { files }) {
    const names = await files.list(from).catch(() => []);
    await Promise.all(names
        .filter((name) => !except.includes(name))
        .map((name) => files.symlink((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(from, name), (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(to, name))));
}
async function makeToolFolder(session) {
    const folder = await freePath(_journal_js__WEBPACK_IMPORTED_MODULE_1__/* .toolsPrefix */ .kL, session);
    session.journal.note({ kind: 'tools', path: folder });
    await makeOwned(folder, await (0,_owner_js__WEBPACK_IMPORTED_MODULE_2__/* .currentJob */ .bH)(session), session);
    return (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, session.environment.os === 'win32' ? 'buildx.exe' : 'buildx');
}
async function makeOwned(folder, owner, { files }) {
    await files.makeDirectory((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(folder));
    await files.makePrivateDirectory(folder);
    try {
        await files.write((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, ownerFile), owner ? (0,_owner_js__WEBPACK_IMPORTED_MODULE_2__/* .formatOwner */ .Vu)(owner) : 'unknown');
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
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(environment.temp, `${prefix}${suffix.padStart(6, '0')}`);
        if ((await files.kind(path)) === null) {
            return path;
        }
    }
}
async function reapStepFolders(own, runner) {
    const { files, environment } = runner;
    const names = await files.list(environment.temp).catch(() => []);
    for (const name of names.filter((entry) => entry.startsWith(_journal_js__WEBPACK_IMPORTED_MODULE_1__/* .folderPrefix */ .Z4) || entry.startsWith(_journal_js__WEBPACK_IMPORTED_MODULE_1__/* .toolsPrefix */ .kL))) {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(environment.temp, name);
        if (folder === own) {
            continue;
        }
        if (await isForgotten(folder, runner)) {
            await files.remove(folder).catch(() => { });
        }
    }
}
async function isForgotten(folder, runner) {
    const { files, clock } = runner;
    const text = await files.read((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, ownerFile)).then(String, () => null);
    const owner = text === null ? null : (0,_owner_js__WEBPACK_IMPORTED_MODULE_2__/* .parseOwner */ .pZ)(text);
    if (owner) {
        return (await (0,_owner_js__WEBPACK_IMPORTED_MODULE_2__/* .hasEnded */ .hY)(owner, runner)) === true;
    }
    if (text !== null) {
        return false;
    }
    const changed = await files.modified(folder).catch(() => clock.now());
    return clock.now() - changed > unfinishedMs;
}


/***/ }),

/***/ 9827:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CQ: () => (/* binding */ Journal),
/* harmony export */   Kg: () => (/* binding */ recordPrefix),
/* harmony export */   Z4: () => (/* binding */ folderPrefix),
/* harmony export */   kL: () => (/* binding */ toolsPrefix),
/* harmony export */   vZ: () => (/* binding */ journalState),
/* harmony export */   z8: () => (/* binding */ parseJournal)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1691);


const variableNames = ['DOCKER_CONFIG', 'BUILDX_CONFIG', 'BUILDX_BUILDER'];
const journalState = 'multiarch-build-journal';
const folderPrefix = 'multiarch-build-step-';
const toolsPrefix = 'multiarch-build-tools-';
const recordPrefix = 'multiarch-build-builder-';
const builderName = /^multiarch-build-[0-9a-z]{8,9}-[0-9a-f]{8}$/;
class Journal {
    save;
    noted = [];
    constructor(save) {
        this.save = save;
    }
    note(leftover) {
        this.noted.push(leftover);
        this.save(JSON.stringify(this.noted));
    }
    get leftovers() {
        return this.noted;
    }
}
function parseJournal(text, temp) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .qF)(text);
    return Array.isArray(document) ? document.flatMap((entry) => leftoverOf(entry, temp) ?? []) : [];
}
function leftoverOf(entry, temp) {
    if (!(0,_oci_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(entry)) {
        return null;
    }
    const { kind, path, name, record, buildx } = entry;
    if (kind === 'folder' || kind === 'tools') {
        return isOurs(path, temp, kind === 'folder' ? folderPrefix : toolsPrefix) ? { kind, path } : null;
    }
    if (kind === 'variable') {
        const { value, before } = entry;
        const known = variableNames.some((known) => known === name);
        return known && typeof name === 'string' && typeof value === 'string' && typeof before === 'string'
            ? { kind, name, value, before }
            : null;
    }
    const ours = kind === 'builder' &&
        typeof name === 'string' &&
        builderName.test(name) &&
        isOurs(record, temp, recordPrefix) &&
        typeof buildx === 'string' &&
        isOurs((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(buildx), temp, toolsPrefix);
    return ours ? { kind, name, record, buildx } : null;
}
function isOurs(path, temp, prefix) {
    const name = typeof path === 'string' ? path.slice((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(temp, '/').length) : '';
    return name.startsWith(prefix) && /^[\w-]+$/.test(name) && path === (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(temp, name);
}


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SY: () => (/* binding */ currentStep),
/* harmony export */   Vu: () => (/* binding */ formatOwner),
/* harmony export */   bH: () => (/* binding */ currentJob),
/* harmony export */   hY: () => (/* binding */ hasEnded),
/* harmony export */   pZ: () => (/* binding */ parseOwner)
/* harmony export */ });
/* unused harmony exports jobProcess, parseStat */
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


/***/ }),

/***/ 5156:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  T9: () => (/* binding */ reapForgotten),
  po: () => (/* binding */ removeBuilders),
  cw: () => (/* binding */ removeFolders),
  Yx: () => (/* binding */ removeTools),
  se: () => (/* binding */ restoreVariables)
});

// EXTERNAL MODULE: ./src/buildx/builder.ts
var buildx_builder = __nccwpck_require__(1747);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
// EXTERNAL MODULE: ./src/session/owner.ts
var session_owner = __nccwpck_require__(1127);
// EXTERNAL MODULE: ./src/builder/drivers/driver.ts
var driver = __nccwpck_require__(1653);
// EXTERNAL MODULE: ./src/builder/drivers/drivers.ts + 5 modules
var drivers = __nccwpck_require__(383);
// EXTERNAL MODULE: ./src/builder/job-builder.ts
var job_builder = __nccwpck_require__(1234);
// EXTERNAL MODULE: ./src/builder/name.ts
var builder_name = __nccwpck_require__(6028);
// EXTERNAL MODULE: ./src/builder/instance.ts
var builder_instance = __nccwpck_require__(7608);
;// CONCATENATED MODULE: ./src/builder/remove.ts




const limitMs = 90_000;
async function removeBuilder(name, hasDied, remover) {
    const { log, files } = remover;
    const path = (0,buildx_builder/* instancePath */.VM)(name, remover);
    const entry = await files.read(path).then(String, () => '');
    const instance = (0,builder_instance/* parseInstance */.LW)(entry);
    const driver = (0,drivers/* driverOf */.S)(instance?.driver ?? 'docker-container');
    if ((await removedByBuildx(name, remover)) && !hasDied) {
        return true;
    }
    const nodes = instance?.nodes ?? [{ name: (0,builder_name/* firstNodeOf */.yY)(name), endpoint: null }];
    const kept = new Map();
    for (const node of nodes) {
        const reason = await driver.removeNode(node, remover);
        if (reason !== null) {
            kept.set(node.name, reason);
        }
    }
    if (kept.size === 0) {
        return true;
    }
    if (nodes.length > 1) {
        await files.write(path, (0,builder_instance/* remainingInstance */.UZ)(entry, [...kept.keys()])).catch(() => undefined);
    }
    for (const [node, reason] of kept) {
        log.warning(`The builder ${name} could not be removed${nodes.length > 1 ? ` from its node ${node}` : ''}: ${reason} ` +
            'A later run of this action on this machine removes it.');
    }
    return false;
}
async function removedByBuildx(name, { processes, buildx }) {
    const signal = AbortSignal.timeout(limitMs);
    const removed = await processes.run(buildx, (0,buildx_builder/* removeBuilderArguments */.oj)(name), { signal }).catch(() => null);
    return removed?.code === 0;
}

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
    const { log, clock, files } = session;
    try {
        await (0,job_builder/* reapRecords */.hs)(session);
        const [remains, instances] = await Promise.all([
            (0,drivers/* driverOf */.S)(own.driver).remains(session),
            files.list((0,buildx_builder/* instancesFolder */.pr)(session)).then(ours, () => []),
        ]);
        for (const name of new Set([...remains.keys(), ...instances])) {
            const born = (0,builder_name/* builderIn */.jo)(name)?.born;
            if (name === own.name || born === undefined) {
                continue;
            }
            const text = instances.includes(name)
                ? await files.read((0,buildx_builder/* instancePath */.VM)(name, session)).then(String, () => '')
                : ((await remains.get(name)?.()) ?? null);
            const owner = text === null ? 'none' : await ownerIn(text, session);
            if (!isForgotten({ born, owner }, clock.now())) {
                continue;
            }
            log.info(`Removing the builder ${name}, which a killed run left behind.`);
            await removeBuilder(name, owner === 'none', session);
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

// EXTERNAL MODULE: ./src/docker/environment.ts
var environment = __nccwpck_require__(1237);
// EXTERNAL MODULE: ./src/session/folder.ts
var folder = __nccwpck_require__(9702);
;// CONCATENATED MODULE: ./src/setup/undo.ts






async function removeFolders(leftovers, undoer) {
    await removePaths(leftovers, 'folder', undoer);
}
async function removeBuilders(leftovers, haveDied, undoer) {
    for (const leftover of leftovers) {
        if (leftover.kind === 'builder' && (await isThere(leftover, undoer))) {
            const buildx = (0,environment/* buildxTool */.l9)(leftover.buildx, null, null, undoer);
            if (await removeBuilder(leftover.name, haveDied, { ...undoer, buildx, docker: environment/* docker */.T3 })) {
                await removePath((0,buildx_builder/* instancePath */.VM)(leftover.name, undoer), undoer);
            }
            await removePath(leftover.record, undoer);
        }
    }
    await removeTools(leftovers, undoer);
}
function restoreVariables(leftovers, { environment }, workflow) {
    for (const leftover of leftovers) {
        if (leftover.kind === 'variable' && environment.variables[leftover.name] === leftover.value) {
            workflow.exportVariable(leftover.name, leftover.before);
        }
    }
}
async function reapForgotten(ready) {
    if (!ready.environment.disposable) {
        await Promise.all([reapBuilders(ready.builder, ready), (0,folder/* reapStepFolders */.WM)(ready.folder, ready)]);
    }
}
async function removeTools(leftovers, undoer) {
    await removePaths(leftovers, 'tools', undoer);
}
async function isThere(builder, undoer) {
    const paths = [builder.record, (0,buildx_builder/* instancePath */.VM)(builder.name, undoer)];
    const kinds = await Promise.all(paths.map((path) => undoer.files.kind(path).catch(() => null)));
    return kinds.some((kind) => kind !== null);
}
async function removePaths(leftovers, kind, undoer) {
    for (const leftover of leftovers) {
        if (leftover.kind === kind) {
            await removePath(leftover.path, undoer);
        }
    }
}
async function removePath(path, { files, log }) {
    try {
        await files.remove(path);
    }
    catch (error) {
        log.warning(`${path} could not be removed: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 9635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ issueCommand)
/* harmony export */ });
/* unused harmony export issue */
/* harmony import */ var os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(857);
/* harmony import */ var _utils_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4679);


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + os__WEBPACK_IMPORTED_MODULE_0__.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return (0,_utils_js__WEBPACK_IMPORTED_MODULE_1__/* .toCommandValue */ .E)(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return (0,_utils_js__WEBPACK_IMPORTED_MODULE_1__/* .toCommandValue */ .E)(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map

/***/ }),

/***/ 2902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ issueFileCommand),
/* harmony export */   v: () => (/* binding */ prepareKeyValueMessage)
/* harmony export */ });
/* harmony import */ var crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6982);
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9896);
/* harmony import */ var os__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(857);
/* harmony import */ var _utils_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4679);
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!fs__WEBPACK_IMPORTED_MODULE_1__.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    fs__WEBPACK_IMPORTED_MODULE_1__.appendFileSync(filePath, `${(0,_utils_js__WEBPACK_IMPORTED_MODULE_3__/* .toCommandValue */ .E)(message)}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID()}`;
    const convertedValue = (0,_utils_js__WEBPACK_IMPORTED_MODULE_3__/* .toCommandValue */ .E)(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}${convertedValue}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map

/***/ }),

/***/ 1170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ summary)
/* harmony export */ });
/* unused harmony exports SUMMARY_ENV_VAR, SUMMARY_DOCS_URL, markdownSummary */
/* harmony import */ var os__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(857);
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9896);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = fs__WEBPACK_IMPORTED_MODULE_1__.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, fs__WEBPACK_IMPORTED_MODULE_1__.constants.R_OK | fs__WEBPACK_IMPORTED_MODULE_1__.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return __awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return __awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(os__WEBPACK_IMPORTED_MODULE_0__.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map

/***/ }),

/***/ 4679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ toCommandValue)
/* harmony export */ });
/* unused harmony export toCommandProperties */
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map

/***/ }),

/***/ 5781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  m: () => (/* binding */ exec)
});

// UNUSED EXPORTS: getExecOutput

;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
// EXTERNAL MODULE: external "child_process"
var external_child_process_ = __nccwpck_require__(5317);
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
// EXTERNAL MODULE: ./node_modules/@actions/io/lib/io.js
var io = __nccwpck_require__(8701);
// EXTERNAL MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util = __nccwpck_require__(90);
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_.EOL.length);
                n = s.indexOf(external_os_.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return __awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!io_util/* isRooted */.Qh(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield io/* which */.K7(this.toolPath, true);
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield io_util/* exists */.t2(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map

/***/ }),

/***/ 90:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H8: () => (/* binding */ IS_WINDOWS),
/* harmony export */   Qh: () => (/* binding */ isRooted),
/* harmony export */   t2: () => (/* binding */ exists),
/* harmony export */   vr: () => (/* binding */ tryGetExecutablePath)
/* harmony export */ });
/* unused harmony exports chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink, readlink, UV_FS_O_EXLOCK, READONLY, isDirectory, getCmdPath */
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9896);
/* harmony import */ var path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6928);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs__WEBPACK_IMPORTED_MODULE_0__.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY;
function exists(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return __awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return __awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = path__WEBPACK_IMPORTED_MODULE_1__.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = path__WEBPACK_IMPORTED_MODULE_1__.dirname(filePath);
                        const upperName = path__WEBPACK_IMPORTED_MODULE_1__.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = path__WEBPACK_IMPORTED_MODULE_1__.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map

/***/ }),

/***/ 8701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K7: () => (/* binding */ which)
/* harmony export */ });
/* unused harmony exports cp, mv, rmRF, mkdirP, findInPath */
/* harmony import */ var assert__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2613);
/* harmony import */ var path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6928);
/* harmony import */ var _io_util_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(90);
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return __awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return __awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return __awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return __awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return __awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .IS_WINDOWS */ .H8 && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (_io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .isRooted */ .Qh(tool)) {
            const filePath = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .tryGetExecutablePath */ .vr(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(path__WEBPACK_IMPORTED_MODULE_1__.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield _io_util_js__WEBPACK_IMPORTED_MODULE_2__/* .tryGetExecutablePath */ .vr(path__WEBPACK_IMPORTED_MODULE_1__.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return __awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function copyFile(srcFile, destFile, force) {
    return __awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(9407);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
