import { Failure } from "../failure";

/** AWS went back to what ran before. */
export class Undone extends Failure {}
