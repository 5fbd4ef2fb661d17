export const id = 559;
export const ids = [559];
export const modules = {

/***/ 5559:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runPlan: () => (/* binding */ runPlan)
});

// EXTERNAL MODULE: ./src/fanout/matrix.ts
var matrix = __webpack_require__(5418);
// EXTERNAL MODULE: ./src/oci/platform.ts
var oci_platform = __webpack_require__(1890);
// EXTERNAL MODULE: ./src/inputs/platforms.ts
var inputs_platforms = __webpack_require__(9625);
// EXTERNAL MODULE: ./src/inputs/read.ts + 2 modules
var read = __webpack_require__(3809);
// EXTERNAL MODULE: ./src/inputs/shard.ts
var shard = __webpack_require__(1881);
// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
;// CONCATENATED MODULE: ./src/inputs/plan.ts





const planTable = {
    defaults: { platforms: '', runners: '', groups: '', images: '' },
    freeText: ['images'],
    replacements: {
        runner: "Use 'runners', for example 'default=ubuntu-latest'.",
        'runs-on': "Use 'runners', for example 'default=ubuntu-latest'.",
    },
};
function readPlanInputs(variables, facts) {
    return (0,read/* readInputs */.K)(planTable, variables, facts, async (form) => {
        const asked = (0,inputs_platforms/* readPlatforms */.t)(form);
        const platforms = asked.length > 0 ? asked : (0,inputs_platforms/* platformsByDefault */.J)();
        return {
            platforms,
            runners: readRunners(form),
            groups: readGroups(form, platforms),
            images: readImages(form),
        };
    });
}
function readRunners(form) {
    const rules = new Map();
    for (const { text } of form.list('runners')) {
        const equals = text.indexOf('=');
        const name = text.slice(0, Math.max(equals, 0)).trim();
        const scope = scopeOf(name);
        const labels = labelsOf(text.slice(equals + 1).trim());
        if (equals < 0 || scope === null || labels === null) {
            form.refuse('runners', `${(0,quote/* quote */.hD)(text)} is not a runner for a platform; expected for example linux/arm64=ubuntu-24.04-arm, linux/arm=[self-hosted, arm] or default=ubuntu-latest.`);
        }
        else if (rules.has(scope)) {
            form.refuse('runners', `${(0,quote/* quote */.hD)(text)} names a second runner for ${scope}.`, 'Remove one of them.');
        }
        else {
            rules.set(scope, { scope, labels });
        }
    }
    return [...rules.values()];
}
function scopeOf(name) {
    if (/^(?:default|linux|linux\/arm)$/.test(name)) {
        return name;
    }
    const platform = name.includes('/') ? (0,oci_platform/* parsePlatform */.Y8)(name) : null;
    return platform !== null && (0,oci_platform/* isKnownPlatform */.Jh)(platform) ? (0,oci_platform/* formatPlatform */.Bq)(platform) : null;
}
function labelsOf(text) {
    const listed = /^\[(.*)\]$/.exec(text)?.[1];
    const labels = (listed ?? text).split(listed === undefined ? '\n' : ',').map((label) => label.trim());
    if (!labels.every((label) => /^[A-Za-z0-9][\w.@/:=-]*$/.test(label))) {
        return null;
    }
    return listed === undefined ? text : labels;
}
function readGroups(form, platforms) {
    const known = new Map(platforms.map((platform) => [(0,oci_platform/* formatPlatform */.Bq)(platform), platform]));
    const grouped = new Set();
    return form.list('groups').map(({ text: line }) => line.split(',').flatMap((part) => {
        const text = part.trim();
        const parsed = (0,oci_platform/* parsePlatform */.Y8)(text);
        const name = parsed === null ? text : (0,oci_platform/* formatPlatform */.Bq)(parsed);
        const platform = known.get(name);
        if (platform === undefined) {
            form.refuse('groups', `${(0,quote/* quote */.hD)(text)} is not among the platforms (${[...known.keys()].join(', ')}).`);
        }
        else if (grouped.has(name)) {
            form.refuse('groups', `${(0,quote/* quote */.hD)(text)} is in two groups or twice in one.`, 'Remove one of them.');
        }
        grouped.add(name);
        return platform === undefined ? [] : [platform];
    }));
}
function readImages(form) {
    const builds = new Map();
    for (const { text } of form.list('images')) {
        const equals = text.indexOf('=');
        const name = (equals < 0 ? text : text.slice(0, equals)).trim();
        const context = equals < 0 ? name : text.slice(equals + 1).trim();
        if (!(0,shard/* isBuildName */.U)(name) || context === '') {
            form.refuse('images', `${(0,quote/* quote */.hD)(text)} does not name an image and its context; expected for example api=services/api.`, 'A name has letters, digits, hyphens and underscores.');
        }
        else if (builds.has(name)) {
            form.refuse('images', `${(0,quote/* quote */.hD)(name)} is listed twice.`, 'Remove one of them.');
        }
        else {
            builds.set(name, { name, context });
        }
    }
    return builds.size === 0 ? [{ name: '', context: '.' }] : [...builds.values()];
}

// EXTERNAL MODULE: ./src/report/failure.ts
var failure = __webpack_require__(3304);
// EXTERNAL MODULE: ./src/actions/frame.ts + 5 modules
var actions_frame = __webpack_require__(1245);
;// CONCATENATED MODULE: ./src/actions/plan.ts




async function runPlan(planner, workflow) {
    const { environment, log } = planner;
    try {
        const { inputs, warnings } = await readPlanInputs(environment.variables, await (0,actions_frame/* factsOf */.x)(planner));
        for (const warning of warnings) {
            log.warning(warning);
        }
        const legs = (0,matrix/* planMatrix */.T)(inputs);
        for (const leg of legs) {
            log.info(`${leg.name}: ${leg.native ? 'native' : 'emulated'} on ${leg['runs-on']}`);
        }
        workflow.setOutput('matrix', JSON.stringify({ include: legs }));
        workflow.setOutput('count', String(legs.length));
    }
    catch (error) {
        const docs = (0,failure/* errorDocs */.M2)(environment.variables);
        const { title, message } = (0,failure/* renderFailure */.zt)(error, { kind: 'nothing' }, docs);
        log.error(message, title);
        workflow.fail();
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
