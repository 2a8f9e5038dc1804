import "dotenv/config";
import { run } from "./run";

void run(process.env);
