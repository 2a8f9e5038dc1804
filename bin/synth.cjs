#!/usr/bin/env node
"use strict";
// The app of cdktf.json: `cdktf synth` and `estate synth` both run this.
require("./functions.cjs").packageFunctions();
const file = require("./bundle.cjs").bundle("main.ts", { external: false });
if (process.env.ESTATE_SOURCE_LOCATIONS) {
  process.setSourceMapsEnabled(true); // which Node does for modules only
  require(file);
} else {
  require("./code-cache.cjs").runWithCodeCache(file);
}
