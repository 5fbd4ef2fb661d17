export const id = 718;
export const ids = [718];
export const modules = {

/***/ 1266:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CT: () => (/* binding */ routed),
/* harmony export */   Dl: () => (/* binding */ inspectArguments),
/* harmony export */   K6: () => (/* binding */ copyArguments),
/* harmony export */   T9: () => (/* binding */ tagArguments)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2148);

function inspectArguments(reference, options, settings) {
    return ['imagetools', 'inspect', ...builderOf(settings), ...options, reference];
}
function tagArguments(tags, source, settings) {
    const names = tags.flatMap((tag) => ['--tag', (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTag */ ._3)(tag)]);
    return [
        ...['imagetools', 'create', ...builderOf(settings)],
        ...['--progress', 'plain', '--prefer-index=false'],
        ...names,
        source,
    ];
}
function copyArguments(source, directory, settings) {
    return [
        ...['imagetools', 'create', ...builderOf(settings)],
        ...['--progress', 'plain', '--prefer-index=false'],
        ...['--tag', `oci-layout://${directory}:copy`],
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


/***/ }),

/***/ 4767:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nk: () => (/* binding */ CommandFailed),
  z6: () => (/* binding */ asActionError),
  yr: () => (/* binding */ longestRequestMs),
  W2: () => (/* binding */ retryOf),
  d1: () => (/* binding */ runCommand),
  Jh: () => (/* binding */ runOnce)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
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
    pull: (there) => `${logInTo(there)} The account must be allowed to read the image. ` +
        'Some registries answer like this when there is no such image.',
    push: (there) => `${logInTo(there)} The account must be allowed to write. ` +
        'For ghcr.io the job needs permissions: packages: write; a pull request from a fork has no write access.',
    login: () => "Check 'registry', 'username' and 'password', or 'registry-auth'; a token may have expired.",
    cache: (there) => `${logInTo(there)} The account must be allowed to read what 'cache-from' names, and to write what 'cache-to' names.`,
    git: () => 'The repository is private, or there is none of that name. Give a token that may read it: ' +
        "'github-token', for another server the secret GIT_AUTH_TOKEN.HOST, or for ssh a key with 'ssh'.",
    download: () => 'The server asks for a login. BuildKit sends it the secret HTTP_AUTH_TOKEN_HOST as a bearer token.',
};
function logInTo(there) {
    return `Log in to ${there}: with 'registry', 'username' and 'password', with 'registry-auth', or in an earlier step.`;
}
function adviceOn(failure) {
    const { class: kind, operation, reason } = failure;
    if (reason !== undefined) {
        return onReason(reason, failure);
    }
    switch (kind) {
        case 'permission':
            return access[operation ?? 'push'](failure.host ?? 'the registry');
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

// EXTERNAL MODULE: ./src/failures/evidence.ts
var failures_evidence = __webpack_require__(6010);
;// CONCATENATED MODULE: ./src/failures/git.ts
const gitRefusals = [
    {
        class: 'permission',
        pattern: /could not read (?:Username|Password) for|Authentication failed for|terminal prompts disabled/,
    },
    {
        class: 'permission',
        pattern: /Invalid username or (?:token|password)|password authentication (?:was removed|is not supported)/i,
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
    /Send failed since rewinding|Failed sending HTTP|Connection (?:was )?(?:reset|aborted)\b/,
    /getaddrinfo\(\) thread failed|server closed abruptly|response reading failed/,
    /Empty reply from server|Server returned nothing|Received HTTP\/0\.9|Weird server reply|Unsupported HTTP version/,
    /transfer closed with|Transferred a partial file|hexadecimal sequence|chunked-encoded stream/,
    /end of response with \d+ bytes missing/,
    /Proxy CONNECT (?:aborted|connection closed)/,
    /HTTP\/2 stream \d+ (?:was|reset)|HTTP2? framing layer|HTTP\/2 framing layer|nghttp2_\w+\(\)|QUIC connection/,
    /SSL_(?:connect|read|write)\b|SSL_ERROR_SYSCALL|SSL connect error|TLS connect error/,
    /gnutls_handshake\(\) failed|GnuTLS recv error|GnuTLS, handshake failed|Unknown SSL protocol error/,
    /RPC failed; |bytes of body are still expected|expected flush after ref listing/,
    /early EOF|remote end hung up|unexpected disconnect while reading sideband packet/,
    /protocol error: bad |invalid index-pack output|inflate: data stream error|unable to connect to /,
    /index-pack failed|pack has bad object|fatal: expected '|unable to rewind rpc post data/,
    /remote: Internal Server Error/i,
    /ssh: connect to host |kex_exchange_identification|ssh_exchange_identification|banner exchange/,
    /Connection (?:closed|reset) by |Connection to \S+ closed|client_loop: send disconnect/,
    /ssh_dispatch_run_fatal|Timeout, server \S+ not responding/,
];
const gitRules = [
    ...unknownHost.map((pattern) => ({ class: 'transient', reason: 'unknown-host', pattern })),
    ...interrupted.map((pattern) => ({ class: 'transient', pattern })),
    { class: 'permission', pattern: /make sure you have the correct access rights/ },
];

;// CONCATENATED MODULE: ./src/failures/network.ts
const network_unknownHost = /no such host/i;
const network_interrupted = [
    /connection (?:reset\b|refused|timed out)|broken pipe|software caused connection abort/i,
    /: operation timed out|resource temporarily unavailable|no buffer space available|too many open files/i,
    /forcibly closed by the remote host/i,
    /no route to host|host is (?:down|unreachable)|network (?:is )?(?:down|unreachable)/i,
    /cannot assign requested address|network dropped connection on reset/i,
    /: (?:unexpected )?EOF\b/,
    /i\/o timeout|use of closed network connection|read\/write on closed pipe/,
    /server misbehaving|no answer from DNS server|cannot unmarshal DNS message|lame referral/,
    /temporary failure in name resolution|lookup \S+: (?:Try again|device or resource busy)/i,
    /TLS handshake timeout|timeout awaiting response headers|Client\.Timeout|request canceled/,
    /HTTP\/1\.x transport connection broken|server closed idle connection|readLoopPeekFailLocked/,
    /cannot rewind body after connection loss|readLoop exiting|idle connection timeout/,
    /malformed (?:HTTP|MIME|chunked)|in chunk(?:ed line| length)|(?:for|http) chunk length|EOF reading trailer/,
    /ContentLength=\d+ with Body length|declared Content-Length/,
    /"https:\/\/\S+": (?:Bad Gateway|Service Unavailable|Gateway Timeout|Internal Server Error|Request Timeout)/,
    /stream error: stream ID \d+; [A-Z]|connection error: [A-Z_]+(?:$|[^A-Za-z_])/,
    /http2: (?:server sent GOAWAY|Transport received|Transport: cannot retry|timeout awaiting)/,
    /http2: (?:client conn|stream closed|no cached connection|frame too large|failed reading|response body)/,
    /tls: (?:use of closed connection|bad record MAC|internal error|unexpected message|user canceled)/,
    /tls: (?:decryption failed|record overflow|error (?:decoding|decrypting) message|close notify)/,
    /tls: received unexpected handshake message/,
    /socks connect .*: unknown error /,
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
function tokenAsked(log) {
    const asked = log
        .map((line) => /\[auth\] \S+:([a-z,]+) token for (\S+)/.exec(line))
        .findLast((match) => match !== null);
    return asked ? { operation: asked[1]?.includes('push') ? 'push' : 'pull', host: asked[2] ?? '' } : null;
}

// EXTERNAL MODULE: ./src/failures/rules.ts
var rules = __webpack_require__(2780);
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
const units = {
    µs: 0.001,
    us: 0.001,
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
};
function retryAfter(text) {
    const [, digits, unit = 's'] = /retry[- ]after:?\s*"?(\d+(?:\.\d+)?)(µs|us|ms|s|m|h)?\b/i.exec(text) ?? [];
    return digits === undefined ? null : Math.ceil(Number(digits) * (units[unit.toLowerCase()] ?? 1000));
}

;// CONCATENATED MODULE: ./src/failures/classify.ts






const exitCanceled = 130;
const exitResourceExhausted = 102;
const exitKilled = [null, 137, 143];
function classifyFailure(stderr, code) {
    const evidence = (0,failures_evidence/* readEvidence */.A)(stderr);
    const final = withoutBody(evidence.final);
    if (code === exitCanceled) {
        return { class: 'cancelled', detail: shorten(final) || ended(code) };
    }
    if (!evidence.concluded && exitKilled.includes(code)) {
        return { class: 'cancelled', detail: ended(code) };
    }
    if (rules/* stepFailed */._p.test(final)) {
        const full = evidence.output.findLast((line) => /no space left on device/i.test(line));
        return full === undefined
            ? { class: 'user', detail: shorten(final) }
            : { class: 'disk', detail: shorten(full) };
    }
    const { detail, ...verdict } = judge(final, evidence.log, code);
    const asked = /oauth token|failed to authorize/.test(final)
        ? tokenAsked([...evidence.log, ...evidence.failed.map(({ title }) => title)])
        : null;
    const operation = operationOf(final) ?? asked?.operation ?? null;
    const from = operation === 'download' ? downloadOf(final, evidence.failed) : '';
    const host = hostOf(`${final}${from}`) ?? asked?.host ?? null;
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
    return (first([...rules/* finalRules */.I0, ...gitRefusals], final) ??
        (code === exitResourceExhausted && !final.includes('larger than max') ? { class: 'disk' } : null) ??
        (bootTimedOut(final, log) ? { class: 'daemon' } : null) ??
        (lags(final) ? { class: 'transient' } : null) ??
        byStatus(final) ??
        first([...rules/* refusalRules */.Cb, ...lossRules, ...rules/* weakRules */.IF], final) ??
        (rules/* absent */.Ge.test(final) ? { class: 'user' } : null));
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

// EXTERNAL MODULE: ./src/failures/retry.ts
var retry = __webpack_require__(3377);
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
        return await (0,retry/* withRetries */.L)({ attempts: retries + 1, clock, signal, log, what: command.what }, async () => {
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
    const { what, tool, args, input, onLine, limitMs, graceMs, pushed } = command;
    const limit = new AbortController();
    const timer = limitMs === undefined ? undefined : setTimeout(() => limit.abort(), limitMs);
    let completed;
    try {
        completed = await runner.processes.run(tool, args, {
            signal: AbortSignal.any([runner.signal, limit.signal]),
            ...(input === undefined ? {} : { input }),
            ...(onLine === undefined ? {} : { onLine }),
            ...(graceMs === undefined ? {} : { graceMs }),
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
    if (pushed === undefined || !(0,failures_evidence/* readEvidence */.A)(completed.stderr).final.endsWith(`${pushed}: not found`)) {
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
    return new errors/* ActionError */.lZ(codeOf(error.failure, otherwise), error.message, {
        cause: error,
        hint,
    });
}


/***/ }),

/***/ 6010:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ readEvidence)
/* harmony export */ });
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


/***/ }),

/***/ 3377:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ withRetries)
/* harmony export */ });
/* unused harmony export backoffMs */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

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
            const reason = firstLine((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error));
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


/***/ }),

/***/ 2780:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cb: () => (/* binding */ refusalRules),
/* harmony export */   Ge: () => (/* binding */ absent),
/* harmony export */   I0: () => (/* binding */ finalRules),
/* harmony export */   IF: () => (/* binding */ weakRules),
/* harmony export */   _p: () => (/* binding */ stepFailed),
/* harmony export */   qM: () => (/* binding */ damaged)
/* harmony export */ });
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


/***/ }),

/***/ 4489:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ readBuildx)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2088);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _oci_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8825);
/* harmony import */ var _syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8281);
/* harmony import */ var _syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7177);




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
    if (exact !== undefined && semver__WEBPACK_IMPORTED_MODULE_0___default().valid(exact)) {
        return `v${exact}`;
    }
    if (semver__WEBPACK_IMPORTED_MODULE_0___default().validRange(text) !== null) {
        return text;
    }
    if (/^(?:edge|master|main)$/.test(text) || text.includes('://') || /\.git(?:#|$)|^git@/.test(text)) {
        form.refuse('buildx-version', `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} would be built from source, and so has no checksum to verify; ${expected}.`, "Install it in an earlier step, and use 'runner'.");
    }
    else if (/^(?:cloud|lab):/.test(text)) {
        form.refuse('buildx-version', `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is a build for Docker Build Cloud, which this action does not use; ${expected}.`);
    }
    else {
        form.refuse('buildx-version', `${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)} is not a version; ${expected}.`, (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .a)(spelling(text)));
    }
    return text;
}
function spelling(text) {
    const version = text.replace(/^v[v.]*/i, '');
    return semver__WEBPACK_IMPORTED_MODULE_0___default().valid(version) ? `v${version}` : (0,_syntax_suggestion_js__WEBPACK_IMPORTED_MODULE_3__/* .nearest */ .p)(text, words);
}
function readSha256(form) {
    const text = form.optional('buildx-sha256');
    if (text === null) {
        return null;
    }
    const hex = text.replace(/^sha256:/i, '').toLowerCase();
    const digest = `sha256:${hex}`;
    if ((0,_oci_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest)) {
        return digest;
    }
    form.refuse('buildx-sha256', /^[0-9a-f]+$/.test(hex)
        ? `expected 64 hexadecimal digits, got ${hex.length}: ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)}.`
        : `expected 64 hexadecimal digits, got ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)}.`);
    return null;
}
function readMirror(form) {
    const text = form.optional('buildx-mirror');
    if (text === null) {
        return null;
    }
    if (!/^https?:\/\/[^/\s]/i.test(text) || !URL.canParse(text) || /[?#\s]/.test(text)) {
        form.refuse('buildx-mirror', `expected a URL such as https://mirror.example.com/buildx, got ${(0,_syntax_quote_js__WEBPACK_IMPORTED_MODULE_2__/* .quote */ .hD)(text)}.`, "It replaces 'https://github.com/docker/buildx/releases/download'.");
    }
    return text.replace(/\/+$/, '');
}


/***/ }),

/***/ 5323:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ readRetries)
/* harmony export */ });
const most = 10;
function readRetries(form) {
    return form.integer('retries', 0, most);
}


/***/ }),

/***/ 4368:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ readMaps)
});

// EXTERNAL MODULE: ./src/oci/json.ts
var json = __webpack_require__(1691);
;// CONCATENATED MODULE: ./src/inputs/syntax/yaml.ts

class YamlProblem extends Error {
}
function parseYamlMaps(text) {
    const trimmed = text.replace(/^\ufeff/, '');
    return /^\s*\[/.test(trimmed) ? jsonMaps(trimmed) : new Reader(trimmed).maps();
}
function jsonMaps(text) {
    let document;
    try {
        document = JSON.parse(text);
    }
    catch {
        throw new YamlProblem("it begins with '[', but is not JSON");
    }
    return (Array.isArray(document) ? document : []).map((entry, index) => {
        if (!(0,json/* isRecord */.u4)(entry)) {
            throw new YamlProblem(`element ${index + 1} is not an object`);
        }
        const values = Object.entries(entry).map(([key, value]) => [key, jsonValue(key, value)]);
        return { line: index + 1, values: new Map(values) };
    });
}
function jsonValue(key, value) {
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
        return value;
    }
    if (typeof value !== 'string') {
        throw new YamlProblem(`the value of '${key}' is neither a text nor a list of texts`);
    }
    return value;
}
class Reader {
    lines;
    at = 0;
    constructor(text) {
        this.lines = text.split(/\r?\n/);
    }
    maps() {
        const maps = [];
        const column = this.peek()?.indent ?? 0;
        for (let line = this.peek(); line !== null; line = this.peek()) {
            const dash = /^-(?: +|$)/.exec(line.text)?.[0];
            if (dash === undefined || line.indent !== column) {
                throw this.problem(line, "expected an element, which begins with '- '");
            }
            this.at = line.number - 1;
            maps.push({ line: line.number, values: this.map(line, dash) });
        }
        return maps;
    }
    map(first, dash) {
        const values = new Map();
        let line = {
            ...first,
            indent: first.indent + dash.length,
            text: first.text.slice(dash.length),
        };
        if (line.text === '' || line.text.startsWith('#')) {
            this.at = first.number;
            line = this.peek();
        }
        const column = line?.indent ?? 0;
        while (line !== null && line.indent > first.indent) {
            if (line.indent !== column) {
                throw this.problem(line, 'its indentation is not that of the key above it');
            }
            const [, key, rest = ''] = /^([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*))?$/.exec(line.text) ?? [];
            if (key === undefined) {
                throw this.problem(line, "expected 'key: value'");
            }
            if (values.has(key)) {
                throw this.problem(line, `it sets '${key}' a second time`);
            }
            this.at = line.number;
            values.set(key, this.value(line, rest));
            line = this.peek();
        }
        return values;
    }
    value(key, text) {
        if (/^[|>][-+]?(?:\s+#.*)?$/.test(text)) {
            return this.block(key, text.startsWith('>') ? ' ' : '\n');
        }
        if (text === '' || text.startsWith('#')) {
            return this.list(key);
        }
        if (text.startsWith('[')) {
            return this.flow(key, text);
        }
        return this.scalar(key, text);
    }
    block(key, joint) {
        const taken = [];
        for (; this.at < this.lines.length; this.at++) {
            const line = this.lines[this.at] ?? '';
            if (line.trim() !== '' && line.length - line.trimStart().length <= key.indent) {
                break;
            }
            taken.push(line);
        }
        const indents = taken
            .filter((line) => line.trim() !== '')
            .map((line) => /^ */.exec(line)?.[0].length ?? 0);
        const common = Math.min(...indents);
        return taken
            .map((line) => line.slice(common))
            .join(joint)
            .trim();
    }
    list(key) {
        const items = [];
        const column = this.peek()?.indent ?? 0;
        for (let line = this.peek(); line !== null && line.indent > 0; line = this.peek()) {
            const text = /^- +(.*)$/.exec(line.text)?.[1];
            if (text === undefined || line.indent < key.indent || line.indent !== column) {
                break;
            }
            this.at = line.number;
            items.push(this.scalar(line, text));
        }
        return items.length === 0 ? '' : items;
    }
    flow(line, text) {
        const inside = /^\[(.*)\](?:\s+#.*)?$/.exec(text)?.[1];
        const items = inside?.trim() === '' ? [] : inside?.match(/"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^,"']+/g);
        if (!items) {
            throw this.problem(line, "the list that '[' opens is not closed on this line");
        }
        return items
            .map((item) => item.trim())
            .filter(Boolean)
            .map((item) => this.scalar(line, item));
    }
    scalar(line, text) {
        const double = /^("(?:\\.|[^"\\])*")(?:\s+#.*)?$/.exec(text)?.[1];
        if (double !== undefined) {
            try {
                return String(JSON.parse(double));
            }
            catch {
                throw this.problem(line, 'its double quotes hold an escape that is not known here');
            }
        }
        const single = /^'((?:''|[^'])*)'(?:\s+#.*)?$/.exec(text)?.[1];
        if (single !== undefined) {
            return single.replaceAll("''", "'");
        }
        const plain = text.replace(/\s+#.*$/, '').trimEnd();
        if (/^["'&*!%@`{}|>]/.test(plain) || /:(?:\s|$)/.test(plain)) {
            throw this.problem(line, 'its value has a meaning of its own in YAML that is not known here: put it in single quotes');
        }
        return plain;
    }
    peek() {
        for (; this.at < this.lines.length; this.at++) {
            const line = this.lines[this.at] ?? '';
            const text = line.trim();
            if (text !== '' && !text.startsWith('#')) {
                const found = { number: this.at + 1, indent: line.length - line.trimStart().length, text };
                if (/^ *\t/.test(line)) {
                    throw this.problem(found, 'it is indented with a tab, and YAML takes blanks alone');
                }
                return found;
            }
        }
        return null;
    }
    problem({ number }, why) {
        return new YamlProblem(`line ${number}: ${why}`);
    }
}

;// CONCATENATED MODULE: ./src/inputs/syntax/maps.ts

function readMaps(form, input, hint) {
    try {
        return parseYamlMaps(form.rawText(input));
    }
    catch (error) {
        if (!(error instanceof YamlProblem)) {
            throw error;
        }
        form.refuse(input, `it cannot be read as a list in YAML: ${error.message}.`, hint);
        return [];
    }
}


/***/ }),

/***/ 2303:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wf: () => (/* binding */ readReference),
/* harmony export */   rQ: () => (/* binding */ canonicalHost),
/* harmony export */   t0: () => (/* binding */ isSameTag)
/* harmony export */ });
/* harmony import */ var _oci_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2148);
/* harmony import */ var _quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8281);
/* harmony import */ var _suggestion_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7177);



function readReference(form, input, text) {
    const reference = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(text);
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
    const shown = (0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text);
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
    const { rest } = (0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .splitRegistry */ .K0)(text.replace(/@.*$/, ''));
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
        `${(0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text)} has upper-case letters in the repository, which must be lower case.`,
        ifValid(lower),
    ];
}
function partComplaint(text) {
    const { tag } = partsOf(text);
    if (tag !== null && !(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTagName */ .Ij)(tag)) {
        return tagComplaint(text, tag);
    }
    const shown = (0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text);
    const host = text.includes('/') ? text.slice(0, text.indexOf('/')) : '';
    if (/[.:]/.test(host) && !(0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isRegistryHost */ .EV)(host)) {
        return [`${shown} begins with ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(host)}, which is not a valid registry host.`];
    }
    return [
        `${shown} is not a valid image name.`,
        "Expected [registry/]repository[:tag], such as 'ghcr.io/acme/app:1.0'; a repository consists of lower-case letters and digits, with single separators between them.",
    ];
}
const longestTag = 128;
function tagComplaint(text, tag) {
    const shown = (0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(text);
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
    const why = tag.includes('/') ? 'a slash in its tag, as branch names do' : `the tag ${(0,_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quote */ .hD)(tag)}`;
    return [
        `${shown} has ${why}, but a tag may contain only letters, digits, '_', '.' and '-', and may not begin with '.' or '-'.`,
        ifValid(replaced),
    ];
}
function ifValid(text) {
    return (0,_suggestion_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .a)((0,_oci_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(text) ? text : null);
}


/***/ }),

/***/ 4636:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  v: () => (/* binding */ readTimeouts)
});

;// CONCATENATED MODULE: ./src/session/session.ts
const phases = ['setup', 'build', 'verify', 'publish'];

;// CONCATENATED MODULE: ./src/inputs/syntax/durations.ts
const units = { h: 3_600_000, m: 60_000, s: 1_000 };
function parseDuration(text) {
    const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);
    if (!match) {
        return null;
    }
    const [, hours = 0, minutes = 0, seconds = 0] = match;
    const total = Number(hours) * units.h + Number(minutes) * units.m + Number(seconds) * units.s;
    return total > 0 ? total : null;
}

// EXTERNAL MODULE: ./src/inputs/syntax/quote.ts
var quote = __webpack_require__(8281);
// EXTERNAL MODULE: ./src/inputs/syntax/suggestion.ts
var suggestion = __webpack_require__(7177);
;// CONCATENATED MODULE: ./src/inputs/timeouts.ts




const longest = 5 * 24 * 3_600_000;
function readTimeouts(form) {
    const seen = new Set();
    const limits = form.list('timeout').flatMap(({ text }) => {
        const limit = readLimit(form, text);
        if (limit === null) {
            return [];
        }
        if (seen.has(limit.phase)) {
            form.refuse('timeout', `${(0,quote/* quote */.hD)(text)} sets a second limit for ${limit.phase === null ? 'the step' : `the phase '${limit.phase}'`}.`);
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
        form.refuse('timeout', `${(0,quote/* quote */.hD)(text)} names the unknown phase ${(0,quote/* quote */.hD)(name)}; expected ${(0,quote/* alternatives */.Vo)(phases)}.`, (0,suggestion/* didYouMean */.a)((0,suggestion/* nearest */.p)(name, phases)));
        return null;
    }
    const value = text.slice(equals + 1).trim();
    const milliseconds = parseDuration(value);
    if (milliseconds === null) {
        form.refuse('timeout', ...durationComplaint(text, value));
        return null;
    }
    if (milliseconds > longest) {
        form.refuse('timeout', `${(0,quote/* quote */.hD)(text)} is longer than 120 hours, the most that a job may run.`);
    }
    return { phase, milliseconds };
}
function durationComplaint(text, value) {
    if (/^[0hms]+$/.test(value)) {
        return [
            `${(0,quote/* quote */.hD)(text)} is not more than zero; expected a duration such as 45m.`,
            'For no limit, leave it out.',
        ];
    }
    return [
        `${(0,quote/* quote */.hD)(text)} is not a duration; expected for example 45m, 1h30m or 90s.`,
        /^\d+$/.test(value) ? (0,suggestion/* didYouMean */.a)(`${value}m`) : undefined,
    ];
}


/***/ }),

/***/ 1262:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hz: () => (/* binding */ readEmulation),
/* harmony export */   vM: () => (/* binding */ buildxDefaults),
/* harmony export */   ws: () => (/* binding */ toolchainDefaults)
/* harmony export */ });
const buildxDefaults = {
    'buildx-version': 'v0.37.1',
    'buildx-sha256': '',
    'buildx-mirror': '',
};
const toolchainDefaults = {
    emulation: 'auto',
    'binfmt-image': 'docker.io/tonistiigi/binfmt:qemu-v10.2.3@sha256:400a4873b838d1b89194d982c45e5fb3cda4593fbfd7e08a02e76b03b21166f0',
    ...buildxDefaults,
    driver: 'docker-container',
    nodes: '',
    endpoint: '',
    'driver-opts': '',
    'buildkitd-flags': '',
    'buildkit-image': 'docker.io/moby/buildkit:v0.33.1@sha256:cec9f139f45e93c5c69c60f8b07cfad9f43f4ef6b6a6cd917527fea5ff2e3dea',
    'buildkitd-config': '',
    'buildkitd-config-inline': '',
};
function readEmulation(form) {
    return form.choice('emulation', ['auto', 'binfmt', 'builtin', 'none']);
}


/***/ }),

/***/ 8825:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   VI: () => (/* binding */ servedDigestOf),
/* harmony export */   dv: () => (/* binding */ isSameDigest),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   w8: () => (/* binding */ shortHex)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

function isDigest(text) {
    return /^sha256:[0-9a-f]{64}$/.test(text);
}
function shortHex(digest) {
    return digest.slice('sha256:'.length).slice(0, 12);
}
function digestOf(bytes) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
}
function servedDigestOf(bytes) {
    return digestOf(bytes);
}
function isSameDigest(a, b) {
    return a === b;
}


/***/ }),

/***/ 4203:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NJ: () => (/* binding */ architectureOf),
/* harmony export */   WX: () => (/* binding */ parseElfMachine),
/* harmony export */   _p: () => (/* binding */ processorOf),
/* harmony export */   c_: () => (/* binding */ elfMachineOf),
/* harmony export */   sP: () => (/* binding */ isSameMachine)
/* harmony export */ });
const [little, big] = ['little', 'big'];
const machines = {
    amd64: { machine: 62, bits: 64, endianness: little, processor: 'x86-64', name: 'x86-64' },
    '386': { machine: 3, bits: 32, endianness: little, processor: 'x86', name: 'x86, 32-bit' },
    arm64: { machine: 183, bits: 64, endianness: little, processor: 'AArch64', name: 'AArch64' },
    arm: { machine: 40, bits: 32, endianness: little, processor: 'ARM', name: 'ARM, 32-bit' },
    ppc64le: {
        machine: 21,
        bits: 64,
        endianness: little,
        processor: 'PowerPC64',
        name: 'PowerPC64, little-endian',
    },
    s390x: { machine: 22, bits: 64, endianness: big, processor: 'S/390', name: 'S/390, 64-bit' },
    riscv64: { machine: 243, bits: 64, endianness: little, processor: 'RISC-V', name: 'RISC-V, 64-bit' },
    mips64le: { machine: 8, bits: 64, endianness: little, processor: 'MIPS', name: 'MIPS64, little-endian' },
    mips64: { machine: 8, bits: 64, endianness: big, processor: 'MIPS', name: 'MIPS64, big-endian' },
    loong64: { machine: 258, bits: 64, endianness: little, processor: 'LoongArch', name: 'LoongArch, 64-bit' },
};
function elfMachineOf(architecture) {
    return machines[architecture] ?? null;
}
function architectureOf(found) {
    const own = Object.entries(machines).find(([, machine]) => isSameMachine(machine, found));
    return own?.[0] ?? null;
}
function processorOf({ machine }) {
    const known = Object.values(machines).find((candidate) => candidate.machine === machine);
    return known?.processor ?? `machine ${machine}`;
}
function isSameMachine(a, b) {
    return a.machine === b.machine && a.bits === b.bits && a.endianness === b.endianness;
}
const magic = [0x7f, 0x45, 0x4c, 0x46];
const shortest = 20;
function parseElfMachine(head) {
    if (head.byteLength < shortest || magic.some((byte, index) => head[index] !== byte)) {
        return null;
    }
    const bits = [null, 32, 64][head[4] ?? 0] ?? null;
    const endianness = [null, 'little', 'big'][head[5] ?? 0] ?? null;
    if (bits === null || endianness === null) {
        return null;
    }
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    return { machine: view.getUint16(18, endianness === 'little'), bits, endianness };
}


/***/ }),

/***/ 1066:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ hubKey),
/* harmony export */   z: () => (/* binding */ withoutHelper)
/* harmony export */ });
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1691);

const hubKey = 'https://index.docker.io/v1/';
function withoutHelper(config, registry, warn) {
    const parsed = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qF)(config);
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(parsed) ? parsed : {};
    if (document !== parsed) {
        warn('The docker configuration of this runner is not a JSON object; this step ignores it.');
    }
    const helpers = document['credHelpers'];
    const keys = registry === 'docker.io' ? [hubKey, 'docker.io', 'index.docker.io'] : [registry];
    return JSON.stringify({
        ...document,
        credHelpers: {
            ...((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(helpers) ? helpers : {}),
            ...Object.fromEntries(keys.map((key) => [key, ''])),
        },
    });
}


/***/ }),

/***/ 2520:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ readConfig),
/* harmony export */   Z: () => (/* binding */ makeConfig)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);

function readConfig(folder, { files }) {
    return files.read((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'config.json')).then(String, () => '{}');
}
async function makeConfig(folder, config, { files, environment }) {
    await files.makeDirectory(folder);
    await files.write((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'config.json'), config);
    const contexts = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(environment.dockerConfig, 'contexts');
    if ((await files.kind(contexts)) === 'directory') {
        await files.symlink(contexts, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, 'contexts'));
    }
}


/***/ }),

/***/ 1311:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ logInAll)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/session/concurrency.ts
var concurrency = __webpack_require__(7683);
// EXTERNAL MODULE: ./src/session/folder.ts
var session_folder = __webpack_require__(9702);
// EXTERNAL MODULE: ./src/registry/credentials/folder.ts
var folder = __webpack_require__(2520);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/failures/command.ts + 6 modules
var command = __webpack_require__(4767);
// EXTERNAL MODULE: ./src/registry/credentials/config.ts
var credentials_config = __webpack_require__(1066);
// EXTERNAL MODULE: ./src/registry/credentials/scoped.ts
var credentials_scoped = __webpack_require__(1672);
;// CONCATENATED MODULE: ./src/registry/credentials/password.ts






async function logIn(login, own, session) {
    const { environment, files, log } = session;
    const users = await (0,folder/* readConfig */.X)(environment.dockerConfig, session);
    const config = (0,credentials_config/* withoutHelper */.z)(users, login.registry, (problem) => log.warning(problem));
    await (0,folder/* makeConfig */.Z)(own, config, session);
    try {
        await tryLogin(login, own, session);
    }
    catch (error) {
        const why = whyNotTried(error, login.registry, environment.variables);
        if (why === null) {
            throw error;
        }
        log.info(why);
        log.info('The login is for the builder alone, and is tried by the push.');
        const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
        await files.write((0,external_node_path_.join)(own, 'config.json'), (0,credentials_scoped/* withLogin */.E6)(config, (0,credentials_scoped/* loginKey */.H$)(login.registry), { auth }));
    }
}
async function tryLogin(login, own, session) {
    const { docker } = session;
    const host = login.registry === 'docker.io' ? [] : [login.registry];
    await (0,command/* runCommand */.d1)({
        what: `Logging in to ${login.registry}`,
        tool: { file: docker.file, env: { ...docker.env, DOCKER_CONFIG: own } },
        args: ['login', '--username', login.username, '--password-stdin', ...host],
        input: login.password,
        limitMs: command/* longestRequestMs */.yr,
        explain: (failed) => (0,command/* asActionError */.z6)(failed, 'registry-refused'),
    }, session);
}
function whyNotTried(error, registry, variables) {
    if (error instanceof errors/* ActionError */.lZ && error.code === 'docker-missing') {
        return `There is no docker CLI that could try the login to ${registry}.`;
    }
    const cause = error instanceof errors/* ActionError */.lZ ? error.cause : null;
    if (!(cause instanceof command/* CommandFailed */.nk)) {
        return null;
    }
    const { failure } = cause;
    if (failure.class === 'daemon') {
        return `There is no Docker daemon that could try the login to ${registry}: ${failure.detail}`;
    }
    return isDaemonsMatter(cause, variables)
        ? `The Docker daemon does not reach ${registry}: ${failure.detail}`
        : null;
}
function isDaemonsMatter({ failure }, variables) {
    const isProxied = Boolean(variables['HTTPS_PROXY'] || variables['https_proxy']);
    return (failure.reason === 'certificate' ||
        (failure.reason === 'unknown-host' && isProxied) ||
        failure.detail.includes('server gave HTTP response to HTTPS client'));
}

;// CONCATENATED MODULE: ./src/registry/credentials/logins.ts






async function logInAll({ login, registryAuth }, session) {
    for (const registry of registryAuth.skipped) {
        session.log.info(`Not logged in to ${registry}: the login is optional, and its password is empty.`);
    }
    const { environment, folder } = session;
    const unscoped = [
        ...(login === null ? [] : [login]),
        ...registryAuth.logins.filter(({ scope }) => scope === null),
    ];
    const scoped = registryAuth.logins.filter(({ scope }) => scope !== null);
    const buildxConfig = scoped.length === 0 ? environment.buildxConfig : await ownBuildxConfig(session);
    const folders = [
        ...unscoped.map((_, n) => (0,external_node_path_.join)(folder, n === 0 ? 'docker' : `docker-${n + 1}`)),
        ...scoped.map(({ registry, scope }) => (0,credentials_scoped/* scopeFolder */.PM)((0,external_node_path_.join)(buildxConfig, 'config'), registry, scope ?? '')),
    ];
    await (0,concurrency/* together */.b)(session, (part) => [...unscoped, ...scoped].map((one, n) => logIn(one, folders[n] ?? folder, part)));
    await gather(unscoped, folders, session);
    return {
        dockerConfig: unscoped.length === 0 ? null : (0,external_node_path_.join)(folder, 'docker'),
        environment: { ...environment, buildxConfig },
    };
}
async function gather(unscoped, folders, session) {
    const [first = ''] = folders;
    if (unscoped.length < 2) {
        return;
    }
    let config = await (0,folder/* readConfig */.X)(first, session);
    for (const [n, { registry }] of unscoped.entries()) {
        const stored = (0,credentials_scoped/* storedLogin */.dT)(await (0,folder/* readConfig */.X)(folders[n] ?? '', session), registry);
        config = stored === null ? config : (0,credentials_scoped/* withLogin */.E6)(config, (0,credentials_scoped/* loginKey */.H$)(registry), stored);
    }
    await session.files.write((0,external_node_path_.join)(first, 'config.json'), config);
}
const kept = ['instances', 'defaults', 'activity', 'refs'];
async function ownBuildxConfig(session) {
    const { environment, files, folder } = session;
    const users = environment.buildxConfig;
    const own = (0,external_node_path_.join)(folder, 'buildx-config');
    await files.makeDirectory((0,external_node_path_.join)(own, 'config'));
    await Promise.all(kept.map((name) => files.makeDirectory((0,external_node_path_.join)(users, name))));
    await (0,session_folder/* linkEntries */.bA)(users, own, ['config'], session);
    for (const config of await configsBelow((0,external_node_path_.join)(users, 'config'), files)) {
        const copy = (0,external_node_path_.join)(own, 'config', (0,external_node_path_.relative)((0,external_node_path_.join)(users, 'config'), config));
        await files.makeDirectory((0,external_node_path_.dirname)(copy));
        await files.symlink(config, copy);
    }
    return own;
}
async function configsBelow(root, files) {
    const names = await files.list(root).catch(() => []);
    const found = await Promise.all(names.map(async (name) => {
        const path = (0,external_node_path_.join)(root, name);
        if ((await files.kind(path)) === 'directory') {
            return configsBelow(path, files);
        }
        return name === 'config.json' ? [path] : [];
    }));
    return found.flat();
}


/***/ }),

/***/ 1672:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E6: () => (/* binding */ withLogin),
/* harmony export */   H$: () => (/* binding */ loginKey),
/* harmony export */   PM: () => (/* binding */ scopeFolder),
/* harmony export */   dT: () => (/* binding */ storedLogin),
/* harmony export */   jK: () => (/* binding */ pushLogins),
/* harmony export */   y$: () => (/* binding */ loginHelper)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _oci_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1691);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1066);



function loginKey(registry) {
    return registry === 'docker.io' ? _config_js__WEBPACK_IMPORTED_MODULE_1__/* .hubKey */ .v : registry;
}
function storedLogin(config, registry) {
    const auths = recordIn((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(config), 'auths');
    const login = auths[loginKey(registry)] ?? auths[`https://${registry}`];
    return (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(login) && Object.keys(login).length > 0 ? login : null;
}
function loginHelper(config, registry) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(config);
    const own = recordIn(document, 'credHelpers')[loginKey(registry)];
    const helper = own ?? ((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(document) ? document['credsStore'] : undefined);
    return typeof helper === 'string' && helper !== '' ? helper : null;
}
function withLogin(config, key, login) {
    const document = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJson */ .qF)(config);
    return JSON.stringify({
        ...((0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(document) ? document : {}),
        credHelpers: { ...recordIn(document, 'credHelpers'), [key]: '' },
        auths: { ...recordIn(document, 'auths'), [key]: login },
    });
}
function recordIn(document, key) {
    const value = (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(document) ? document[key] : undefined;
    return (0,_oci_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value) ? value : {};
}
function scopeFolder(root, registry, scope) {
    const [path = '', actions] = scope.split('@');
    const place = path === '' ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(root, scopeHost(registry)) : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(root, scopeHost(registry), path);
    return actions === undefined ? place : `${place}@${actions}`;
}
function scopeHost(registry) {
    return registry === 'docker.io' ? 'registry-1.docker.io' : registry;
}
async function pushLogins(root, repository, list) {
    const [registry = '', ...path] = repository.split('/');
    const host = scopeHost(registry);
    const own = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(root, host, ...path);
    const found = await Promise.all([own, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(root, host)].map(async (folder) => {
        const names = await list((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(folder));
        return names
            .filter((name) => isForPushes(name, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(folder)) || (folder === own && name === (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(own)))
            .toSorted()
            .toReversed()
            .map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(folder), name));
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


/***/ }),

/***/ 2771:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ openReach),
  S: () => (/* binding */ scopedRoute)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/buildx/builder.ts
var buildx_builder = __webpack_require__(1747);
// EXTERNAL MODULE: ./src/buildx/imagetools.ts
var imagetools = __webpack_require__(1266);
// EXTERNAL MODULE: ./src/docker/environment.ts
var environment = __webpack_require__(1237);
// EXTERNAL MODULE: ./src/oci/json.ts
var json = __webpack_require__(1691);
// EXTERNAL MODULE: ./src/oci/reference.ts
var oci_reference = __webpack_require__(2148);
// EXTERNAL MODULE: ./src/registry/credentials/folder.ts
var credentials_folder = __webpack_require__(2520);
// EXTERNAL MODULE: ./src/registry/credentials/scoped.ts
var scoped = __webpack_require__(1672);
;// CONCATENATED MODULE: ./src/registry/credentials/imagetools.ts






function scopedLogins({ environment }) {
    return (0,external_node_path_.join)(environment.buildxConfig, 'config');
}
function imagetoolsLogins(addresses, docker, session) {
    const made = new Map();
    return (reference) => {
        const { registry, repository } = (0,oci_reference/* parseReference */.F2)(reference) ?? {};
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
    const config = await (0,credentials_folder/* readConfig */.X)(docker['DOCKER_CONFIG'] ?? session.environment.dockerConfig, session);
    const helper = (0,scoped/* loginHelper */.y$)(config, registry);
    const stored = helper === null ? (0,scoped/* storedLogin */.dT)(config, registry) : null;
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
    await (0,credentials_folder/* makeConfig */.Z)(folder, (0,scoped/* withLogin */.E6)(config, address ?? (0,scoped/* loginKey */.H$)(registry), login), session);
    return (0,environment/* dockerVariables */.Gn)(folder, session);
}
async function scopedLogin(repository, registry, session) {
    const { files } = session;
    const root = scopedLogins(session);
    const list = (folder) => files.list(folder).catch(() => []);
    for (const folder of await (0,scoped/* pushLogins */.jK)(root, repository, list)) {
        const login = (0,scoped/* storedLogin */.dT)(await (0,credentials_folder/* readConfig */.X)(folder, session), registry);
        if (login !== null) {
            return login;
        }
    }
    return null;
}
async function keptLogin(helper, registry, { processes, signal }) {
    const tool = { file: `docker-credential-${helper}`, env: {} };
    const { code, stdout } = await processes.run(tool, ['get'], { input: (0,scoped/* loginKey */.H$)(registry), signal });
    const kept = code === 0 ? (0,json/* parseJson */.qF)(stdout.toString('utf8')) : null;
    if (!(0,json/* isRecord */.u4)(kept) || typeof kept['Username'] !== 'string' || typeof kept['Secret'] !== 'string') {
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
    const document = (0,json/* parseJson */.qF)(instance);
    const nodes = (0,json/* isRecord */.u4)(document) && Array.isArray(document['Nodes']) ? document['Nodes'] : [];
    const node = nodes[0];
    const files = (0,json/* isRecord */.u4)(node) && (0,json/* isRecord */.u4)(node['Files']) ? node['Files'] : {};
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
            table = tables.get(hostOf(line)) ?? {};
            tables.set(hostOf(line), table);
        }
        const [, key = '', value] = /^(\w+) = (.+)$/.exec(line) ?? [];
        if (value !== undefined) {
            table[key] = value;
        }
    }
    tables.delete('');
    return tables;
}
function hostOf(heading) {
    const [, quoted, bare] = /^\[+registry\.(?:'([^']+)'|([\w-]+))(?:\.keypair)?\]+$/.exec(heading) ?? [];
    return quoted ?? bare ?? '';
}
function strings(value = '') {
    return [...value.matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
}

;// CONCATENATED MODULE: ./src/registry/reach.ts





const usualFolders = '/etc/ssl/certs:/etc/pki/tls/certs';
async function openReach(builder, buildx, session) {
    const instance = await session.files.read((0,buildx_builder/* instancePath */.VM)(builder, session)).then(String, () => '{}');
    const registries = describedRegistries(instance);
    const variables = await trustedFolders(registries, session);
    const opened = await openBridges(registries, session);
    const addresses = new Map([...opened].map(([host, { address }]) => [host, address]));
    return {
        buildx: { ...buildx, env: { ...buildx.env, ...variables } },
        processes: await routedProcesses(addresses, session),
        close: () => closeAll(opened),
    };
}
function scopedRoute(session) {
    return routedProcesses(new Map(), session);
}
async function routedProcesses(addresses, session) {
    const { files, processes } = session;
    if (addresses.size === 0 && (await files.kind(scopedLogins(session))) !== 'directory') {
        return processes;
    }
    return (0,imagetools/* routed */.CT)(processes, {
        addresses,
        variables: imagetoolsLogins(addresses, session.docker.env, session),
    });
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


/***/ }),

/***/ 1229:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ describeMerge),
/* harmony export */   l: () => (/* binding */ describeActivity)
/* harmony export */ });
function describeActivity(phase, { tags, push, ...logins }) {
    const registries = [...new Set(tags.map(({ registry }) => registry))].join(', ');
    const loggingIn = describeLogins(logins);
    const activities = {
        setup: `${loggingIn}setting up buildx, the emulators and the builder`,
        build: push ? `building and pushing to ${registries}` : 'building',
        verify: push ? `verifying the image in ${registries}` : 'verifying the image',
        publish: push ? `tagging in ${registries}` : 'exporting the image',
    };
    return `${activities[phase]} (phase ${phase})`;
}
function describeMerge(phase, { tags, ...logins }) {
    const registries = [...new Set(tags.map(({ registry }) => registry))].join(', ');
    const loggingIn = describeLogins(logins);
    const activities = {
        setup: `${loggingIn}setting up buildx`,
        build: `assembling the image in ${registries}`,
        verify: `verifying the image in ${registries}`,
        publish: `tagging in ${registries}`,
    };
    return `${activities[phase]} (phase ${phase})`;
}
function describeLogins({ login, registryAuth }) {
    const all = [...(login === null ? [] : [login]), ...registryAuth.logins].map(({ registry }) => registry);
    return all.length === 0 ? '' : `logging in to ${[...new Set(all)].join(', ')} and `;
}


/***/ }),

/***/ 5712:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ej: () => (/* binding */ systemHttp),
/* harmony export */   F9: () => (/* binding */ HttpStatusError),
/* harmony export */   PO: () => (/* binding */ refusedRedirect)
/* harmony export */ });
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
            const { HttpClient } = await Promise.all(/* import() */[__webpack_require__.e(942), __webpack_require__.e(883)]).then(__webpack_require__.bind(__webpack_require__, 4942));
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


/***/ }),

/***/ 7230:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ systemRunner)
});

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

// EXTERNAL MODULE: ./src/runner/clock.ts + 1 modules
var clock = __webpack_require__(4587);
// EXTERNAL MODULE: ./src/runner/http.ts
var runner_http = __webpack_require__(5712);
;// CONCATENATED MODULE: ./src/runner/github.ts

function systemGitHub(http) {
    return {
        async latestRelease({ owner, repo, apiUrl, token, signal }) {
            const { GitHub: Octokit, getOctokitOptions } = await Promise.all(/* import() */[__webpack_require__.e(845), __webpack_require__.e(264)]).then(__webpack_require__.bind(__webpack_require__, 1845));
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
    return new runner_http/* HttpStatusError */.F9(Number(error.status), headers, error.message);
}

;// CONCATENATED MODULE: ./src/runner/greeting.ts
const preface = Buffer.concat([
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
]);
const headerLength = 9;
const settingsFrame = 4;
const tlsAlert = 0x15;
const limitMs = 5_000;
function systemGreeter() {
    return {
        async greet(address, tls, signal) {
            signal.throwIfAborted();
            let socket;
            try {
                socket = await opened(address, tls);
            }
            catch (error) {
                return codeOf(error);
            }
            const end = () => void socket.destroy();
            signal.addEventListener('abort', end, { once: true });
            try {
                return await answerOf(socket);
            }
            finally {
                socket.destroy();
                signal.removeEventListener('abort', end);
                signal.throwIfAborted();
            }
        },
    };
}
async function opened(address, tls) {
    const target = 'socket' in address ? { path: address.socket } : address;
    if (tls === null) {
        const { connect } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 7030, 23));
        const socket = connect(target);
        socket.once('connect', () => socket.write(preface));
        return socket;
    }
    const { connect, checkServerIdentity } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 1692, 23));
    const name = tls.servername ?? ('host' in address ? address.host : '');
    const socket = connect({
        ...target,
        ...(tls.authority === null ? {} : { ca: tls.authority }),
        ...(tls.certificate === null ? {} : { cert: tls.certificate }),
        ...(tls.key === null ? {} : { key: tls.key }),
        ...(/^[\d.]+$|:/.test(name) ? {} : { servername: name }),
        checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
        ALPNProtocols: ['h2'],
    });
    socket.once('secureConnect', () => socket.write(preface));
    return socket;
}
function answerOf(socket) {
    return new Promise((resolve) => {
        let said = Buffer.alloc(0);
        const timer = setTimeout(() => resolve('SILENT'), limitMs);
        const done = (code) => {
            clearTimeout(timer);
            resolve(code);
        };
        socket.on('data', (chunk) => {
            said = Buffer.concat([said, chunk]);
            if (said[0] === tlsAlert) {
                done('TLS_EXPECTED');
            }
            else if (said.length >= headerLength) {
                done(said[3] === settingsFrame ? null : 'OTHER_PROTOCOL');
            }
        });
        socket.on('error', (error) => done(codeOf(error)));
        socket.on('close', () => done('OTHER_PROTOCOL'));
    });
}
function codeOf(error) {
    const { code } = error;
    return typeof code === 'string' ? code : String(error);
}

// EXTERNAL MODULE: ./src/runner/log.ts
var log = __webpack_require__(7708);
;// CONCATENATED MODULE: ./src/runner/tools.ts
function systemTools() {
    return {
        async has(root, tool, version, arch) {
            const { find } = await Promise.all(/* import() */[__webpack_require__.e(942), __webpack_require__.e(80), __webpack_require__.e(502)]).then(__webpack_require__.bind(__webpack_require__, 3080));
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
    const http = (0,runner_http/* systemHttp */.Ej)();
    return {
        ...parts,
        http,
        bridges: systemBridges(parts.environment.variables),
        greeter: systemGreeter(),
        github: systemGitHub(http),
        tools: systemTools(),
        clock: (0,clock/* systemClock */.m)(),
        log: (0,log/* actionsLog */._D)(),
    };
}


/***/ }),

/***/ 7683:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ together)
/* harmony export */ });
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


/***/ }),

/***/ 6582:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Y: () => (/* binding */ prepareBuildx)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/oci/digest.ts
var digest = __webpack_require__(8825);
// EXTERNAL MODULE: ./src/runner/files.ts + 3 modules
var runner_files = __webpack_require__(5456);
;// CONCATENATED MODULE: ./src/toolchain/asset.ts

const systems = {
    linux: ['amd64', 'arm64', 'arm-v6', 'arm-v7', 'ppc64le', 'riscv64', 's390x'],
    darwin: ['amd64', 'arm64'],
    win32: ['amd64', 'arm64'],
};
function buildxAsset(machine) {
    const architectures = systems[machine.os];
    if (!architectures) {
        throw new errors/* ActionError */.lZ('environment-unsupported', `There is no buildx for the system '${machine.os}'.`, {
            hint: 'Run the job on Linux, macOS or Windows.',
        });
    }
    const architecture = architectureOf(machine);
    if (architecture === null || !architectures.includes(architecture)) {
        const endianness = machine.arch === 'ppc64' ? ` (${machine.endianness})` : '';
        throw new errors/* ActionError */.lZ('environment-unsupported', `There is no buildx for '${machine.arch}'${endianness} on '${machine.os}', only for ${architectures.join(', ')}.`, {
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
const nothing = (0,digest/* digestOf */.ol)('');
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
    throw new errors/* ActionError */.lZ('buildx-checksum-mismatch', `The cached buildx v${entry.version} was changed: ${path} has SHA-256 ${hex(actual)}, ` +
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
        log.info(`${folder} could not be removed: ${(0,errors/* messageOf */.bD)(error)}`);
        return false;
    }
}
function markerOf(folder) {
    return `${folder}.complete`;
}
function hex(digest) {
    return digest.slice('sha256:'.length);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/failures/retry.ts
var retry = __webpack_require__(3377);
// EXTERNAL MODULE: ./src/runner/http.ts
var http = __webpack_require__(5712);
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
            throw new http/* HttpStatusError */.F9(response.status, response.headers);
        });
    }
    catch (error) {
        runner.signal.throwIfAborted();
        throw transferFailed(what, url, error);
    }
}
function withTransferRetries(what, runner, attempt) {
    const { clock, signal, log } = runner;
    return (0,retry/* withRetries */.L)({ attempts, clock, signal, log, what }, attempt, (error) => transferRetry(error, clock.now()));
}
function transferRetry(error, now) {
    if (error instanceof http/* HttpStatusError */.F9) {
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
    if (error instanceof errors/* ActionError */.lZ || isOfFiles(error)) {
        return error;
    }
    const shown = withoutCredentials(url);
    if (error instanceof http/* HttpStatusError */.F9) {
        const missing = error.status === 404;
        return new errors/* ActionError */.lZ(missing ? 'buildx-asset-missing' : 'buildx-download-failed', `${what} failed: ${shown} answered with status ${error.status}.`, { hint: statusHint(error.status), cause: error });
    }
    if (error instanceof IncompleteError || codeOf(error) !== '') {
        return new errors/* ActionError */.lZ('buildx-download-failed', `${what} failed: ${shown}: ${(0,errors/* messageOf */.bD)(error)}.`, {
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
    if (code === http/* refusedRedirect */.PO) {
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
    return ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EPERM'].includes(codeOf(error));
}
function codeOf(error) {
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
    return new errors/* ActionError */.lZ('buildx-download-failed', `${withoutCredentials(url)} is larger than ${limit}, which ${what} is not.`, {
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
        if (error instanceof errors/* ActionError */.lZ) {
            throw error;
        }
        throw new IncompleteError(`it ended after ${received.bytes}${Number.isNaN(announced) ? '' : ` of ${announced}`} bytes ` +
            `(${(0,errors/* messageOf */.bD)(error)}); expected SHA-256 ${download_hex(wanted.sha256)}, what came has ${received.sha256()}`);
    }
}
function compare(wanted, received, contentType) {
    const actual = received.sha256();
    if (actual === download_hex(wanted.sha256)) {
        return;
    }
    const page = /^\s*<(!doctype|html)/i.test(received.head.toString('latin1')) || contentType.includes('text/html');
    throw new errors/* ActionError */.lZ('buildx-checksum-mismatch', `${withoutCredentials(wanted.url)} is not the ${wanted.what} that was expected: ` +
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

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
var semver_default = /*#__PURE__*/__webpack_require__.n(semver);
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
    throw new errors/* ActionError */.lZ('buildx-version-refused', `${whose} is refused: ${reason}.`, {
        hint: "Leave 'buildx-version' out to get the release that this action was tested with.",
    });
}

;// CONCATENATED MODULE: ./src/toolchain/installed.ts




async function installedBuildx(expected, program, runner) {
    const path = await firstFile(installedCandidates(runner.environment), runner);
    if (path === null) {
        throw new errors/* ActionError */.lZ('buildx-missing', "'buildx-version' is runner, but this machine has no buildx.", {
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
        sha256 = await files.copyProgram(path, program, 'follow');
    }
    if (expected !== null && sha256 !== expected) {
        await files.remove(program);
        throw new errors/* ActionError */.lZ('buildx-checksum-mismatch', `${path} has ${sha256}, 'buildx-sha256' expects ${expected}. It was not run.`, { hint: "Correct 'buildx-sha256', or leave it out to use what the machine has." });
    }
    const tool = { file: program, env: {} };
    const { code, stdout, stderr } = await runner.processes.run(tool, ['version'], { signal: runner.signal });
    const version = code === 0 ? reportedVersion(stdout.toString('utf8')) : null;
    if (version === null) {
        const said = `${stdout.toString('utf8')}${stderr}`.trim().slice(0, 200);
        throw new errors/* ActionError */.lZ('buildx-version-unknown', `${path} version ended with '${said}' (exit code ${code}).`, {
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
        throw new errors/* ActionError */.lZ('buildx-version-unknown', `'buildx-version' is '${request.version}'.`, {
            hint: `Expected a version such as ${known[0] ?? 'v0.37.1'}, a range such as ^0.37.1, latest, or runner.`,
        });
    }
    refuseDigest(request);
    const version = known.find((candidate) => semver_default().satisfies(candidate, range));
    const sha256 = version === undefined ? null : knownDigest(version, asset);
    if (version === undefined || sha256 === null) {
        throw new errors/* ActionError */.lZ('buildx-version-unknown', `'buildx-version' is '${request.version}', and no release in that range has a known SHA-256 for ${asset}.`, { hint: `Known are ${known.join(', ')}. Another exact version can be used with 'buildx-sha256'.` });
    }
    return { version, sha256 };
}
function refuseDigest({ version, sha256 }) {
    if (sha256 === null) {
        return;
    }
    throw new errors/* ActionError */.lZ('input-invalid', `'buildx-sha256' is set, but 'buildx-version' is '${version}', which can mean more than one binary.`, { hint: "Set 'buildx-version' to an exact version." });
}
function exactRelease(version, given, asset) {
    refuseKnownBad(version, `buildx ${version}`);
    const sha256 = given ?? knownDigest(version, asset);
    if (sha256 === null) {
        throw new errors/* ActionError */.lZ('buildx-version-unknown', `This action does not know the SHA-256 of buildx ${version} for ${asset}, so it cannot verify it.`, {
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
        throw new errors/* ActionError */.lZ('buildx-version-unknown', `GitHub names '${release.tag}' as the latest buildx release.`, {
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
        const limited = error instanceof http/* HttpStatusError */.F9 && error.headers['x-ratelimit-remaining'] === '0';
        throw new errors/* ActionError */.lZ('buildx-download-failed', `GitHub (${query.apiUrl}) did not say which buildx release is the latest: ${(0,errors/* messageOf */.bD)(error)}`, {
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
        throw new errors/* ActionError */.lZ('buildx-asset-missing', `The latest buildx release, ${release.tag}, has no file ${file}.`, {
            hint: "It may be in the making. Set 'buildx-version' to an exact version.",
        });
    }
    if (asset.digest === null || !(0,digest/* isDigest */.Bc)(asset.digest)) {
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
            throw unverifiable(release.tag, `${withoutCredentials(url)} is malformed: ${(0,errors/* messageOf */.bD)(error)}`);
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
                throw new errors/* ActionError */.lZ('buildx-download-failed', `${withoutCredentials(url)} is larger than 1 MiB.`, {
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
    throw new errors/* ActionError */.lZ('buildx-checksum-mismatch', `The records of ${file} disagree: ${known.map(([who, digest]) => `${who} says ${digest}`).join('; ')}.`, { hint: "Nothing was downloaded. Set 'buildx-version' to an exact version that this action knows." });
}
function unverifiable(tag, reason) {
    return new errors/* ActionError */.lZ('buildx-version-refused', `The latest buildx release, ${tag}, cannot be verified: ${reason}.`, {
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
    const entry = entryOf(resolved, asset, runner);
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
        throw new errors/* ActionError */.lZ('buildx-checksum-mismatch', `${path} was changed right after it was downloaded.`, {
            hint: 'Something else writes to the tool cache of this machine. It was not run.',
        });
    }
    log.info(`buildx ${version} from ${withoutCredentials(url)}, verified: ${sha256}.`);
    return { path, version, sha256, from: 'download' };
}
function entryOf({ version, sha256 }, asset, { environment }) {
    const { os, arch } = environment;
    const base = arch === 'arm' ? asset.replace(/^\w+-/, '') : arch;
    const official = knownDigest(version, asset) === sha256;
    return {
        version: version.slice(1),
        arch: official ? base : `${base}-${(0,digest/* shortHex */.w8)(sha256)}`,
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
            runner.log.info(`The tool cache ${root} cannot be used: ${(0,errors/* messageOf */.bD)(error)}`);
            unusable = error;
        }
    }
    throw new errors/* ActionError */.lZ('environment-unsupported', `buildx cannot be stored on this machine: ${(0,errors/* messageOf */.bD)(unusable)}.`, {
        hint: `Let the runner's user write to one of ${roots.join(', ')}.`,
        cause: unusable,
    });
}
function full(root, cause) {
    return new errors/* ActionError */.lZ('disk-full', `The disk of the tool cache ${root} is full: ${(0,errors/* messageOf */.bD)(cause)}.`, {
        hint: 'buildx takes about 80 MB. Free space there, or point RUNNER_TOOL_CACHE to another disk.',
        cause,
    });
}
function endianness() {
    return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 'LE' : 'BE';
}


/***/ })

};
