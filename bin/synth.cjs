#!/usr/bin/env node
"use strict";
// The app of cdktf.json: `cdktf synth` and `estate synth` both run this.
if (process.env.ESTATE_SOURCE_LOCATIONS) process.setSourceMapsEnabled(true);
require(require("./bundle.cjs").bundle("main.ts", { external: false }));
