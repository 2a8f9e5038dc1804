/** Who calls, as a verified token says. */
export interface Identity {
  /** An opaque id: never a name, an e-mail address or a record number, for its hash is logged. */
  readonly subject: string;
  readonly roles: readonly string[];
}
