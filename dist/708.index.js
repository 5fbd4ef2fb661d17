export const id = 708;
export const ids = [708];
export const modules = {

/***/ 7708:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   actionsLog: () => (/* binding */ actionsLog)
/* harmony export */ });
/* unused harmony export harmless */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6058);

function actionsLog() {
    return {
        info: (line) => {
            for (const part of line.split('\n'))
                _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(harmless(part));
        },
        warning: (message, title) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(printable(message), title === undefined ? {} : { title }),
        notice: (message, title) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm(printable(message), title === undefined ? {} : { title }),
        error: (message, title, location) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3(printable(message), location ? { title, file: location.file, startLine: location.line } : { title }),
        group: (title, body) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .group */ .Os(harmless(title), body),
        mask: (secret) => {
            // The runner masks line by line, so each line of a multi-line secret is a secret of its own.
            for (const text of new Set([secret, ...secret.split(/\r?\n/)])) {
                if (text.trim() !== '')
                    _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(text);
            }
        },
    };
}
/**
 * What .NET skips when it compares strings by the rules of a culture, as the runner does: zero-width
 * spaces and joiners, byte order marks, variation selectors.
 */
const unseen = '\\p{C}\\p{M}\\p{Default_Ignorable_Code_Point}';
const commandKey = new RegExp(`^[\\s\\p{Z}${unseen}]*:[${unseen}]*:`, 'u');
const oldPrefix = new RegExp(`#([${unseen}]*)#([${unseen}]*)\\[`, 'gu');
/**
 * A line that the runner only prints. The runner takes a line for a command if it begins with `::`
 * after white space, and, for the older syntax, wherever it holds `##[` (actions/runner
 * src/Runner.Common/ActionCommand.cs). Escape sequences could hide either from a reader.
 */
function harmless(line) {
    const text = printable(line).replace(oldPrefix, '#$1#$2 [');
    return commandKey.test(text) ? `| ${text}` : text;
}
/** Without terminal escape sequences and control characters other than tab and newline. */
function printable(text) {
    return text
        .replace(/(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g, '')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}


/***/ })

};
