#!/usr/bin/env node
"use strict";
require(require("./bundle.cjs").bundle("src/cli/main.ts", { external: true }));
