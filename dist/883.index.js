export const id = 883;
export const ids = [883,264,502];
export const modules = {

/***/ 6264:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ProxyAgent: () => (/* binding */ ProxyAgent),
/* harmony export */   fetch: () => (/* binding */ fetch)
/* harmony export */ });
class ProxyAgent {
}
function fetch() {
    return Promise.reject(new Error('undici is left out of this bundle'));
}


/***/ })

};
