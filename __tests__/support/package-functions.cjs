"use strict";
/** Before any test: what `bin/synth.cjs` does before synthesis. */
module.exports = () => require("../../bin/functions.cjs").packageFunctions();
