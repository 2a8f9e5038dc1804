import { Router } from "express";
import { run } from "../../src/run";

// The API as a process of its own, with a route that takes its time.
const routes = Router();
routes.get("/slow", (_request, response) => void setTimeout(() => response.json({ ok: true }), 1500));
void run(process.env, routes);
