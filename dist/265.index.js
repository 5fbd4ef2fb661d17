export const id = 265;
export const ids = [265];
export const modules = {

/***/ 4047:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ describeDeath),
/* harmony export */   h: () => (/* binding */ diagnose)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _drivers_drivers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(383);
/* harmony import */ var _instance_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7608);
/* harmony import */ var _name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6028);




async function describeDeath(error, node, { processes, builder }) {
    return error.code === 'builder-died'
        ? `\n${await (0,_drivers_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .driverOf */ .S)(builder.driver).describeEnd(node, { processes })}`
        : '';
}
async function diagnose(error, ledger, journal, runner) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || error.code !== 'builder-died') {
        return error;
    }
    const end = await endOf(ledger, journal, runner);
    if (end === null) {
        return error;
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(error.code, `${error.message}\n${end}`, {
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
            : (0,_drivers_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .driverNamed */ .M)(setUp.driver).describeEnd(node, runner);
    }
    const planned = journal.leftovers.find((leftover) => leftover.kind === 'builder');
    if (planned === undefined) {
        return null;
    }
    const instance = await (0,_instance_js__WEBPACK_IMPORTED_MODULE_2__/* .instanceOf */ .hR)(planned.name, runner);
    if (instance !== null && instance.nodes.length > 1) {
        return null;
    }
    const node = instance?.nodes[0] ?? { name: (0,_name_js__WEBPACK_IMPORTED_MODULE_3__/* .firstNodeOf */ .yY)(planned.name), endpoint: null };
    return (0,_drivers_drivers_js__WEBPACK_IMPORTED_MODULE_1__/* .driverOf */ .S)(instance?.driver ?? 'docker-container').describeEnd(node, runner);
}


/***/ }),

/***/ 4689:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ parseInspectedNodes)
/* harmony export */ });
/* harmony import */ var _oci_platform_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1890);

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
    const platform = (0,_oci_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlatform */ .Y8)(text.trim().replace(/\*$/, ''));
    return platform === null ? [] : [{ platform, pinned: text.trim().endsWith('*') }];
}


/***/ }),

/***/ 8786:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k: () => (/* binding */ readBuilder),
  A: () => (/* binding */ readImage)
});

// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
// EXTERNAL MODULE: ./src/inputs/syntax/paths.ts
var paths = __webpack_require__(3545);
// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
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

// EXTERNAL MODULE: ./src/inputs/syntax/maps.ts + 1 modules
var syntax_maps = __webpack_require__(4368);
// EXTERNAL MODULE: ./src/inputs/syntax/suggestion.ts
var suggestion = __webpack_require__(7177);
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
    const maps = (0,syntax_maps/* readMaps */.e)(form, 'nodes', nodesHint);
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
const nodesHint = "Write each node as '- endpoint: …', with its other keys (name, driver-opts, buildkitd-flags, platforms) below, in the same column.";
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

// EXTERNAL MODULE: ./src/inputs/syntax/references.ts
var references = __webpack_require__(2303);
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
const drivers = ['docker-container', 'docker', 'remote', 'kubernetes'];
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
    const driver = form.choice('driver', drivers);
    const nodes = await readNodes(form, existing === null && !form.isRefused('driver') ? driver : drivers[0]);
    const request = {
        existing,
        offered: shaping.every((input) => form.isDefault(input))
            ? (form.variables['BUILDX_BUILDER'] ?? null)
            : null,
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


/***/ }),

/***/ 7990:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ readEntitlements),
/* harmony export */   k: () => (/* binding */ readSandbox)
/* harmony export */ });
/* harmony import */ var _syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8281);
/* harmony import */ var _syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7177);


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
            form.refuse('allow', `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not an entitlement; expected ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .alternatives */ .Vo)(entitlements)}.`, (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_1__/* .didYouMean */ .a)((0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(text, entitlements)));
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
        return [`${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has no address; expected host:address.`];
    }
    if (!/^[A-Za-z0-9_.-]+$/.test(host)) {
        return [`${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has no valid host name before the address; expected host:address.`, hint];
    }
    return isAddress(address)
        ? null
        : [
            `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has the invalid address ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(address)}; expected an IPv4 address, an IPv6 address or host-gateway.`,
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
        form.refuse('shm-size', `expected a size such as 128m or 2g, got ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(size)}.`);
    }
    if (bytes > largestSize) {
        form.refuse('shm-size', `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(size)} is more than any machine has; expected a size such as 128m or 2g.`);
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
            `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} is not a limit; expected name=soft or name=soft:hard, one per line.`,
            "For example, write 'nofile=1024:2048'.",
        ];
    }
    if (!resources.includes(name)) {
        return [
            `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} limits the unknown resource ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(name)}; expected ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .alternatives */ .Vo)(resources)}.`,
            (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_1__/* .didYouMean */ .a)((0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(name, resources)),
        ];
    }
    return hard !== '-1' && (soft === '-1' || Number(soft) > Number(hard))
        ? [`${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_0__/* .quote */ .hD)(text)} has a soft limit above its hard limit.`]
        : null;
}


/***/ }),

/***/ 5557:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  s: () => (/* binding */ setUp)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
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
// EXTERNAL MODULE: ./src/oci/csv.ts
var csv = __webpack_require__(2953);
// EXTERNAL MODULE: ./src/session/concurrency.ts
var concurrency = __webpack_require__(7683);
// EXTERNAL MODULE: ./src/builder/drivers/drivers.ts + 5 modules
var drivers = __webpack_require__(383);
// EXTERNAL MODULE: ./src/builder/instance.ts
var builder_instance = __webpack_require__(7608);
// EXTERNAL MODULE: ./src/builder/name.ts
var builder_name = __webpack_require__(6028);
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
    const owner = driver.ownerInEntry ? spec.owner : null;
    const isEdited = owner !== null ||
        changes.some((change) => change.followsEnvironment || Object.keys(change.driverOptions).length > 0);
    if (driver.boots && !isEdited && spec.nodes.length === 1) {
        return false;
    }
    for (const node of spec.nodes) {
        await createNode(spec, node, hostOf(node), buildx, session);
    }
    if (isEdited) {
        const path = (0,buildx_builder/* instancePath */.VM)(spec.name, session);
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
    const where = `The node '${node.title}' at ${node.endpoint}`;
    if (!unreachable.test(completed.stderr)) {
        return error.saying(`${where}: ${error.message}`);
    }
    const [, said] = /make sure the URL is valid.*?stderr=(.+)$/m.exec(completed.stderr) ?? [];
    const why = said === undefined ? `: ${error.message}` : ` does not answer: ${said.trim()}`;
    return new errors/* ActionError */.lZ('daemon-unreachable', `${where}${why}`, {
        hint: 'Is its Docker daemon running, and does this runner reach it? Over ssh:// it must log in without a question, and know the key of the host.',
        cause: error.cause,
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

// EXTERNAL MODULE: ./src/builder/job-builder.ts
var job_builder = __webpack_require__(1234);
// EXTERNAL MODULE: ./src/buildx/inspected-nodes.ts
var inspected_nodes = __webpack_require__(4689);
// EXTERNAL MODULE: ./src/session/folder.ts
var session_folder = __webpack_require__(9702);
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
    const [first, ...others] = (0,inspected_nodes/* parseInspectedNodes */.Y)(inspected.stdout.toString('utf8')).map((node) => {
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
        await (0,session_folder/* linkEntries */.bA)(environment.buildxConfig, own, ['instances', '.lock'], session);
    }
    const entry = (await files.read((0,buildx_builder/* instancePath */.VM)(builder, session))).toString('utf8');
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
        await files.write(record, (0,job_builder/* formatRecord */.bM)(name, spec.owner));
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

// EXTERNAL MODULE: ./src/docker/environment.ts
var docker_environment = __webpack_require__(1237);
// EXTERNAL MODULE: ./src/session/owner.ts
var owner = __webpack_require__(1127);
;// CONCATENATED MODULE: ./src/builder/plan.ts







async function planBuilder(inputs, session) {
    const { builder: request, cleanup, build } = inputs;
    const { driver, nodes } = request;
    if (request.existing !== null) {
        return planExisting(request.existing, session);
    }
    if (await isJobs(request.offered, build.allow, session)) {
        return planExisting(request.offered ?? '', session);
    }
    if (driver === 'docker') {
        return planExisting('default', session);
    }
    const { clock, folder } = session;
    const [config, job] = await Promise.all([configText(request.config, session), (0,owner/* currentJob */.bH)(session)]);
    const asked = {
        driver,
        nodes,
        image: request.image,
        entitlements: build.allow,
        owner: cleanup ? ownerText(job) : null,
    };
    const onDaemon = (0,drivers/* driverOf */.S)(driver).onDaemon && nodes.length === 1 && nodes[0].endpoint === null;
    const record = (0,job_builder/* recordPath */.lX)({ ...asked, config }, session);
    const isWhole = !(session.environment.disposable && nodes.some(({ certificates }) => Object.keys(certificates).length > 0));
    const earlier = isWhole ? await (0,job_builder/* recordedBuilder */.iW)(record, session) : null;
    const titles = nodes.map(({ title }) => title);
    if (earlier !== null) {
        return { name: earlier, driver, onDaemon, record, spec: null, titles, config };
    }
    const name = (0,builder_name/* newBuilderName */.f0)(clock.now(), clock.random);
    const spec = { ...asked, name, config: (0,external_node_path_.join)(folder, 'buildkitd.toml') };
    return { name, driver, onDaemon, record, titles, config, spec };
}
async function isJobs(name, allow, session) {
    return (name !== null &&
        allow.length === 0 &&
        (0,builder_name/* builderIn */.jo)(name) !== null &&
        (await (0,builder_instance/* instanceOf */.hR)(name, session)) !== null);
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
async function usualEndpoint(session) {
    const { DOCKER_HOST: host, DOCKER_CONTEXT: named } = session.environment.variables;
    const context = host || named || ((await (0,docker_environment/* configuredContext */.kd)(session)) ?? '');
    return context === '' || context === 'default' ? 'unix:///var/run/docker.sock' : context;
}
function isOnDaemon({ driver, nodes: [first, ...others] }, usual) {
    return ((0,drivers/* driverOf */.S)(driver).onDaemon && others.length === 0 && ['default', usual].includes(first?.endpoint ?? ''));
}
function ownerText(job) {
    return job === null ? 'unknown' : (0,owner/* formatOwner */.Vu)(job);
}
async function configText(config, { files }) {
    if (config === null) {
        return null;
    }
    return 'inline' in config ? config.inline : (await files.read(config.file)).toString('utf8');
}

// EXTERNAL MODULE: ./src/oci/json.ts
var json = __webpack_require__(1691);
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
    const { nodes, executions, buildx, buildxVersion, program } = made;
    const builder = {
        name: planned.name,
        driver: planned.driver,
        nodes,
        owned: planned.record !== null && inputs.cleanup,
    };
    const { close, ...reach } = await (0,registry_reach/* openReach */.q)(planned.name, buildx, loggedIn);
    return { ready: { ...loggedIn, ...reach, builder, executions }, buildxVersion, program, close };
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
    const program = await (0,session_folder/* makeToolFolder */.dK)(session);
    const binary = await (0,prepare/* prepareBuildx */.Y)(inputs.buildx, program, inputs.githubToken, session);
    const { name, record } = planned;
    if (record !== null && inputs.cleanup) {
        session.journal.note({ kind: 'builder', name, record, buildx: program });
    }
    await host?.daemon;
    const buildx = (0,docker_environment/* buildxTool */.l9)(program, dockerConfig, session.folder, session);
    await ensureBuilder(planned, () => newlyRegistered(host?.emulation), buildx, session);
    return { buildx, buildxVersion: binary.version, program };
}
async function newlyRegistered(emulating) {
    const emulation = await emulating;
    return emulation === undefined || emulation.register.length === 0 ? [] : foreignOf(emulation);
}


/***/ })

};
